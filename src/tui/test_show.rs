//! A show for the tests of the view.
//!
//! A word lasts 0.3 s and the next one begins 0.1 s after it; a sound lasts 2
//! s.

use std::path::Path;

use crate::book::story::Said;
use crate::book::{Book, BookStory, CueKind, Speech};
use crate::session::Show;
use crate::session::live::{Clock, Offer, Question, Steering};
use crate::timeline::{Breath, Lengths, Timeline};
use crate::tui::now::{Ahead, Choices, Meter, Now, Transport};
use crate::world::Memory;
use cuebook_core::id::{CueId, IdRange, IdVec, LineId};
use cuebook_core::units::{Decibels, Frames, Lufs, Seconds};
use cuebook_story::ChoiceId;

/// The text of the show, with the line breaks of an old book.
pub(super) const TEXT: &str = "\
The car stood before the gate. It had stood there
for an hour, and nobody had come to the window.

“Shall I wait?” asked the driver. Behind the wall
a clock struck, and the lamps along the river went
out one after the other.

“Wait,” said Frunze. “If they ask, you know
nothing; if they ask twice, you know less.”

* * *

In the hall it was cold. Someone had left the doors
open, and the snow lay as far as the stairs.

“Name?” said the sergeant.

“You have it there.” He did not take off his gloves.
“Read it, and go home.”
";

const SCRIPT: &str = "\
show: The Gate
text: show.txt
cast:
  NARRATOR: { voice: bm_george }
  DRIVER: { voice: am_puck }
  FRUNZE: { voice: am_michael }
  SERGEANT: { voice: am_fenrir }
scenes:
  - { id: river, from: The car stood, title: By the River }
  - { id: hall, from: In the hall, title: The Hall }
lines:
  - { id: shall, quote: Shall I wait, by: DRIVER }
  - { quote: Wait, by: FRUNZE }
  - { quote: If they ask, by: FRUNZE }
  - { quote: 'Name?', by: SERGEANT }
  - { quote: You have it there, by: FRUNZE }
  - { quote: Read it, by: FRUNZE }
cues:
  - { id: night, bed: wind, from: start, until: { scene: hall } }
  - { id: strikes, spot: door-strike, at: a clock, times: { count: 3, every: 2.5s } }
  - { id: dark, hush: 2s, at: { after: one after the other } }
  - { id: doors, spot: door-strike, at: In the hall }
  - { id: draught, bed: wind, from: the doors, until: end }
";

/// The owner of the values that a [`Now`] borrows.
pub(super) struct TestShow {
    pub show: Show,
    pub timeline: Timeline,
    pub steering: Steering,
    pub meters: [Meter; 6],
}

struct Round {
    lines: IdVec<LineId, Vec<Breath>>,
    cues: IdVec<CueId, Vec<Frames>>,
}

impl TestShow {
    pub(super) fn new() -> TestShow {
        TestShow::of(SCRIPT, TEXT)
    }

    /// Creates a show from a script and a text.
    pub(super) fn of(script: &str, text: &str) -> TestShow {
        let world = Memory::default().with("show.txt", text);
        let show = Show::load(Path::new("show.yaml"), script.as_bytes(), None, &world);
        assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
        let timeline = Timeline::place(&show.book, &Round::of(&show.book));
        let meter = |left: f64, right: f64, hold: f64, is_over| Meter {
            peak: [Decibels(left), Decibels(right)],
            hold: [Decibels(hold), Decibels(hold - 2.0)],
            is_over,
        };
        let silent = f64::NEG_INFINITY;
        TestShow {
            show,
            timeline,
            steering: Steering::default(),
            meters: [
                meter(-18.0, -18.5, -12.0, false),
                meter(-9.0, -14.0, -4.0, false),
                meter(-40.0, -31.0, -22.0, false),
                meter(-33.0, -33.0, -30.0, false),
                meter(silent, silent, silent, false),
                meter(-5.0, -7.0, 0.5, true),
            ],
        }
    }

    /// Returns the state `seconds` after the start.
    pub(super) fn at(&self, seconds: f64) -> Now<'_> {
        Now {
            show: &self.show,
            timeline: &self.timeline,
            at: Seconds(seconds).frames(),
            transport: Transport::Playing,
            looped: None,
            steering: &self.steering,
            meters: &self.meters,
            momentary: Lufs(-19.34),
            integrated: Lufs(-18.21),
            is_levelled: true,
            ahead: Ahead {
                made: 17,
                all: 17,
                horizon: self.timeline.frames,
            },
            device: "Loudspeakers",
            mistakes: None,
            warnings: "",
            message: None,
            choices: None,
        }
    }

    /// Creates an interactive show on the path of these decisions.
    pub(super) fn on_path(script: &str, text: &str, decisions: &str) -> TestShow {
        let TestShow {
            show,
            steering,
            meters,
            ..
        } = TestShow::of(script, text);
        let show = show.choose(Some(decisions)).unwrap().show;
        let timeline = Timeline::place(&show.book, &Round::of(&show.book));
        TestShow {
            show,
            timeline,
            steering,
            meters,
        }
    }

    /// Returns a question with all options of a choice, and with `left` seconds.
    pub(super) fn question(&self, number: usize, left: Option<f64>) -> Question {
        let choice = ChoiceId(number);
        let asked = self.timeline.turns[number] - Seconds(0.2).frames();
        let story = &self.story().choices[choice];
        let options = story.options.iter().enumerate();
        Question {
            number,
            choice,
            name: story.id.clone(),
            ask: story.ask.as_ref().map(Said::shown),
            options: options
                .map(|(option, own)| Offer {
                    number: option + 1,
                    option,
                    id: own.id.clone(),
                    text: own.shown.clone(),
                })
                .collect(),
            begins: asked,
            asked: asked - Seconds(8.0 - left.unwrap_or(8.0)).frames(),
            clock: left.map(|left| Clock {
                ends: asked + Seconds(left).frames(),
                stopped: false,
            }),
            default: self.story().graph.choices[choice].default,
            taken: None,
        }
    }

    /// Returns the moment of a question.
    pub(super) fn asks<'a>(&'a self, question: &'a Question) -> Now<'a> {
        Now {
            at: question.begins,
            choices: Some(Choices {
                story: self.story(),
                made: question.number,
                question: Some(question),
                taken: None,
                undecided: None,
                map: None,
            }),
            ..self.at(0.0)
        }
    }

    pub(super) fn story(&self) -> &BookStory {
        self.show.whole().book.story.as_ref().unwrap()
    }
}

/// An interactive show with short and long options.
pub(super) const ASKING: &str = "\
show: The Gate
text: show.txt
cast:
  NARRATOR: { voice: bm_george }
  DRIVER: { voice: am_puck }
state:
  late: false
scenes:
  - { id: river, from: The car stood, title: By the River }
  - { id: hall, from: In the hall, title: The Hall }
choices:
  - id: wait
    at: { after: come to the window. }
    ask: Does he wait in the car, or does he go in at once?
    wait: 8s
    default: stay
    options:
      - { id: stay, say: He waits. }
      - { id: go, say: He goes in at once., to: hall, set: { late: true } }
  - id: doors
    at: { after: far as the stairs. }
    options:
      - id: shut
        words: Shut the doors behind you, sweep the snow from the stones with your boots, and only then look for the sergeant who ought to be at the desk.
      - { id: on, words: Go on., when: not late }
      - { id: call, words: Call. }
";

impl Round {
    fn of(book: &Book) -> Round {
        let breath = |words: usize| {
            let word = |word: usize| Seconds(word as f64 * 0.4).frames();
            Breath {
                frames: word(words) - Seconds(0.1).frames(),
                words: (0..words)
                    .map(|number| word(number)..word(number) + Seconds(0.3).frames())
                    .collect(),
            }
        };
        let lines = book.lines.iter().map(|line| match &line.speech {
            Speech::Voice(breaths) => breaths.iter().map(|b| breath(b.words.len())).collect(),
            Speech::Recording { .. } => vec![breath(line.words.len())],
        });
        let cues = book.cues.iter().map(|cue| match &cue.kind {
            CueKind::Hush(_) => Vec::new(),
            CueKind::Spot(times) => vec![Seconds(2.0).frames(); times.count as usize],
            CueKind::Bed { .. } | CueKind::Music { .. } => vec![Seconds(2.0).frames()],
        });
        Round {
            lines: lines.collect(),
            cues: cues.collect(),
        }
    }
}

impl Lengths for Round {
    fn breaths(&self, line: LineId) -> &[Breath] {
        &self.lines[line]
    }

    fn sounds(&self, cue: CueId) -> &[Frames] {
        &self.cues[cue]
    }
}
