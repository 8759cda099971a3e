//! What the view shows of the choices: the open one, the option that was taken a moment
//! ago, and the map.

use std::time::{Duration, Instant};

use ratatui::layout::Size;

use crate::book::BookStory;
use crate::output::live::State;
use crate::session::live::{Player, Question};
use crate::tui::map::MapPicture;
use crate::tui::now::Choices;

/// The time for which a decision is shown. Keys for choices do nothing meanwhile, so that a
/// key pressed twice decides once.
const SHOWN: Duration = Duration::from_millis(1200);

/// The longest time until a decision is part of the path, or can no longer be.
const TURNS: Duration = Duration::from_secs(3);

/// The interval between two looks at a decision that is not part of the path yet.
const GLANCE: Duration = Duration::from_millis(10);

/// The choices of a show that is played.
pub(super) struct Asking<'a> {
    player: &'a Player,
    has_clock: bool,
    question: Option<Question>,
    decided: Option<Decided>,
    map: Option<DrawnMap>,
    /// The number of decisions at the last look.
    made: usize,
    message: Option<String>,
}

/// A decision that was made a moment ago.
pub(super) struct Decided {
    pub question: Question,
    pub option: usize,
    /// Whether the listener took it; otherwise the time was over.
    pub is_own: bool,
    since: Instant,
}

/// A map, and what it was drawn for.
struct DrawnMap {
    size: Size,
    visits: usize,
    edition: u32,
    picture: MapPicture,
}

impl<'a> Asking<'a> {
    pub(super) fn new(player: &'a Player, has_clock: bool) -> Asking<'a> {
        Asking {
            player,
            has_clock,
            question: None,
            decided: None,
            map: None,
            made: 0,
            message: None,
        }
    }

    /// Sets the next message for the listener.
    pub(super) fn say(&mut self, message: Option<String>) {
        self.message = message;
    }

    /// Looks at the player. Returns a message for the listener.
    pub(super) fn look(&mut self) -> Option<String> {
        let decisions = self.player.decisions();
        let question = self.player.question();
        let before = std::mem::replace(&mut self.question, question);
        if let Some(before) = before
            && self.made == before.number
            && let Some(decision) = decisions.get(before.number)
        {
            let is_own = before.taken.is_some() || before.clock.is_none();
            self.decide(before, decision.option, is_own);
        }
        self.made = decisions.len();
        self.expire();
        self.message.take()
    }

    /// Ends the time in which a decision is shown. It begins when the choice is over.
    fn expire(&mut self) {
        let Some(decided) = &mut self.decided else {
            return;
        };
        let number = decided.question.number;
        let own = self.question.as_ref().filter(|own| own.number == number);
        if own.is_some_and(|own| own.taken.is_some()) {
            decided.since = Instant::now();
        } else if decided.since.elapsed() > SHOWN {
            self.decided = None;
        }
    }

    fn decide(&mut self, question: Question, option: usize, is_own: bool) {
        let is_known = self.decided.as_ref().is_some_and(|decided| {
            (decided.question.number, decided.option) == (question.number, option)
        });
        if !is_known {
            let since = Instant::now();
            self.decided = Some(Decided {
                question,
                option,
                is_own,
                since,
            });
        }
    }

    /// Takes an option.
    pub(super) fn choose(&mut self, number: usize, option: usize) {
        self.player.choose(number, option);
        let own = self.question.as_ref().filter(|own| own.number == number);
        if let Some(question) = own.cloned() {
            self.decide(question, option, true);
        }
    }

    /// Waits until the decision that was made a moment ago is part of the path: who quits then finds
    /// it in the saved place.
    pub(super) fn settle(&mut self) {
        let begun = Instant::now();
        while self.is_turning() && begun.elapsed() < TURNS {
            std::thread::sleep(GLANCE);
        }
    }

    fn is_turning(&self) -> bool {
        let decided = self.decided.as_ref().filter(|decided| decided.is_own);
        let is_open = |own: &Decided| self.player.decisions().len() <= own.question.number;
        let state = self.player.status().state;
        decided.is_some_and(is_open) && matches!(state, State::Playing | State::Waiting)
    }

    /// Shows no decision any more, because playback moves to another place.
    pub(super) fn move_on(&mut self) {
        self.decided = None;
    }

    /// Goes back to the last choice.
    pub(super) fn back(&mut self) {
        self.decided = None;
        self.player.back();
    }

    /// Switches the clock on or off.
    pub(super) fn turn_clock(&mut self) {
        self.has_clock = !self.has_clock;
        self.player.set_clock(self.has_clock);
        let message = match self.has_clock {
            true => "The clock is on",
            false => "The clock is off: choices wait for ever",
        };
        self.message = Some(message.to_owned());
    }

    /// Returns whether choices with a time take their default.
    pub(super) fn has_clock(&self) -> bool {
        self.has_clock
    }

    /// Returns the choice at the playhead.
    pub(super) fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Returns the decision that was made a moment ago.
    pub(super) fn decided(&self) -> Option<&Decided> {
        self.decided.as_ref()
    }

    /// Draws the map if what it shows has changed.
    pub(super) fn draw_map(&mut self, story: &BookStory, size: Size, edition: u32) {
        let visits = self.player.visits();
        let is_new = self.map.as_ref().is_none_or(|drawn| {
            (drawn.size, drawn.visits, drawn.edition) != (size, visits.len(), edition)
        });
        if is_new {
            self.map = Some(DrawnMap {
                size,
                visits: visits.len(),
                edition,
                picture: MapPicture::of(story, &visits, size),
            });
        }
    }

    /// Returns the choices for the view.
    pub(super) fn choices<'s>(&'s self, story: &'s BookStory) -> Choices<'s> {
        let decided = self.decided.as_ref();
        Choices {
            story,
            made: self.made,
            question: decided
                .map(|decided| &decided.question)
                .or(self.question.as_ref()),
            taken: decided.map(|decided| decided.option),
            undecided: self.player.undecided(),
            map: self.map.as_ref().map(|drawn| &drawn.picture),
        }
    }
}
