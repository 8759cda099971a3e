//! A show for the tests of the view.
//!
//! A word lasts 0.3 s and the next one begins 0.1 s after it; a sound lasts 2
//! s.

use std::path::Path;

use crate::book::{Book, CueKind, Speech};
use crate::session::Show;
use crate::session::live::Steering;
use crate::timeline::{Breath, Lengths, Timeline};
use crate::tui::now::{Ahead, Meter, Now, Transport};
use crate::world::Memory;
use cuebook_core::id::{CueId, IdRange, IdVec, LineId};
use cuebook_core::units::{Decibels, Frames, Lufs, Seconds};

/// The text of the show, with the line breaks of an old book.
const TEXT: &str = "\
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
            message: None,
        }
    }
}

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
