//! Sends the place of the show to the pages while it plays.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::mix::BusName;
use crate::output::live::{Reading, State, Status};
use crate::session::Show;
use crate::session::live::{Player, Question, READ_AGAIN};
use crate::studio::desk::Desk;
use crate::studio::document::problems;
use cuebook_core::units::{Frames, Lufs};

/// How often the player is looked at.
const TICK: Duration = Duration::from_millis(33);

/// The number of looks between two messages about the times of a show that is being made.
const CALM: u32 = 8;

/// Begins to tell about a player, until it ends or another one takes its place.
pub(super) fn start(desk: &Arc<Desk>, player: &Arc<Player>) {
    let (desk, player) = (Arc::downgrade(desk), Arc::downgrade(player));
    thread::spawn(move || {
        let mut teller = Teller::default();
        while teller.look(&desk, &player).is_some() {
            thread::sleep(TICK);
        }
    });
}

/// The last messages to the pages.
#[derive(Default)]
struct Teller {
    looks: u32,
    status: Option<Status>,
    times: (u32, usize),
    question: Option<Question>,
    mistaken: Option<Arc<Show>>,
    readings: Vec<Reading>,
}

impl Teller {
    /// Looks at the player. Returns `None` when it has ended.
    fn look(&mut self, desk: &Weak<Desk>, player: &Weak<Player>) -> Option<()> {
        let (desk, player) = (desk.upgrade()?, player.upgrade()?);
        let status = player.status();
        if self.status.as_ref() != Some(&status) {
            desk.tell(&told_status(&status, &player));
            self.status = Some(status.clone());
        }
        self.readings.extend(player.readings());
        if self.looks.is_multiple_of(2) && !self.readings.is_empty() {
            desk.tell(&told_readings(&self.readings, status.at));
            self.readings.clear();
        }
        self.tell_times(&desk, &player);
        self.tell_mistakes(&desk, &player);
        if desk.listening.walked().look(&player, &status.state) {
            let walked = json!(*desk.listening.walked());
            desk.tell(&json!({ "is": "walk", "walk": walked }));
        }
        let question = player.question();
        if question != self.question {
            desk.tell(&json!({ "is": "question", "question": question.as_ref().map(asked) }));
            self.question = question;
        }
        // The pages know the step that changed the show.
        if let Some(text) = player.message().filter(|text| text != READ_AGAIN) {
            desk.tell(&json!({ "is": "message", "text": text }));
        }
        self.looks = self.looks.wrapping_add(1);
        Some(())
    }

    fn tell_times(&mut self, desk: &Desk, player: &Player) {
        let Some(edition) = player.latest() else {
            return;
        };
        let now = (edition.number, edition.made());
        let is_other = now.0 != self.times.0;
        if is_other || (now != self.times && self.looks.is_multiple_of(CALM)) {
            self.times = now;
            let (made, all) = (edition.made(), edition.all());
            desk.tell(&json!({
                "is": "timeline", "edition": edition.number, "exact": made == all,
                "made": made, "all": all,
            }));
        }
    }

    fn tell_mistakes(&mut self, desk: &Desk, player: &Player) {
        let mistaken = player.mistaken();
        let is_same = match (&mistaken, &self.mistaken) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            let found = mistaken.as_ref();
            let found = found.map(|show| problems::all(show, &show.diagnostics));
            desk.tell(&json!({ "is": "problems", "problems": found.unwrap_or_default() }));
            self.mistaken = mistaken;
        }
    }
}

fn told_status(status: &Status, player: &Player) -> Value {
    let (state, why) = match &status.state {
        State::Opening => ("opening", ""),
        State::Playing => ("playing", ""),
        State::Paused => ("paused", ""),
        State::Stopped(_) => ("stopped", ""),
        State::Waiting => ("waiting", ""),
        State::Ended => ("ended", ""),
        State::Lost(why) => ("lost", why.as_str()),
    };
    let looped = status
        .looped
        .as_ref()
        .map(|part| [part.start.0, part.end.0]);
    let horizon = player
        .edition(status.edition)
        .map(|edition| edition.horizon.0);
    json!({
        "is": "status", "state": state, "edition": status.edition, "at": status.at.0,
        "loop": looped, "horizon": horizon, "why": why,
    })
}

/// Returns the highest peaks of some readings and the last loudness.
fn told_readings(readings: &[Reading], at: Frames) -> Value {
    let highest = |level: &dyn Fn(&Reading) -> [f32; 2]| {
        let levels = readings.iter().map(level);
        levels.fold([0.0_f32; 2], |one, other| {
            [one[0].max(other[0]), one[1].max(other[1])]
        })
    };
    let buses = BusName::ALL.iter().enumerate().map(|(bus, name)| {
        let level = |reading: &Reading| reading.peaks.get(bus).copied().unwrap_or_default();
        (name.name().to_owned(), json!(highest(&level)))
    });
    let loudness = |measured: Lufs| measured.0.is_finite().then_some(measured.0);
    let last = readings.last();
    json!({
        "is": "meters", "at": at.0,
        "buses": buses.collect::<serde_json::Map<_, _>>(),
        "out": highest(&|reading| reading.out),
        "momentary": last.and_then(|last| loudness(last.momentary)),
        "integrated": last.and_then(|last| loudness(last.integrated)),
    })
}

fn asked(question: &Question) -> Value {
    let options = question.options.iter().map(|offer| {
        json!({ "number": offer.number, "option": offer.option, "id": offer.id, "words": offer.text })
    });
    json!({
        "number": question.number, "choice": question.name, "ask": question.ask,
        "options": options.collect::<Vec<_>>(),
        "begins": question.begins.0, "asked": question.asked.0,
        "ends": question.clock.filter(|clock| !clock.stopped).map(|clock| clock.ends.0),
        "taken": question.taken,
    })
}
