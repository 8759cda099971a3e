//! Music as it is written.
//!
//! In: YAML. Out: formulas not yet worked out. Always true: as in [`super`].

use crate::recipe::formula::{Formula, Frequency, Plain, Rate, Time};
use crate::recipe::read::{words, written};
use crate::recipe::rules;

written! {
    /// One part of a piece: its notes are composed anew for each seed, or written
    /// out. Where it does not go on with a bed it ends by itself.
    pub struct Tune: "a tune", "{ root: 110Hz, scale: [0, 2, 3, 5, 7, 8, 10], tempo: 60/min, part: melody, played: { by: strings } }" {
        /// Tunes that name the same harmony change chords together.
        pub name = "as": Option<String>,
        /// The lowest degree of the scale.
        pub root: Formula<Frequency>,
        /// Each degree, in semitones above the root; those above follow an octave higher.
        pub scale: Vec<Formula<Plain>>,
        /// Beats a minute.
        pub tempo: Formula<Rate>,
        /// Beats in a bar; 4 if absent.
        pub beats: Option<Formula<Plain>>,
        /// How many bars it has where it ends; 2 if absent. In a bed it fills the loop.
        pub bars: Option<Formula<Plain>>,
        /// How many bars a chord stays; 2 if absent.
        pub stays: Option<Formula<Plain>>,
        pub part: Part,
        /// How many sound at once, in `chords`; 4 if absent.
        pub voices: Option<Formula<Plain>>,
        /// From one note of a `pulse` to the next, in beats; 0.5 if absent.
        pub every: Option<Formula<Plain>>,
        /// The notes of a `line`.
        pub line: Vec<Sung>,
        pub played: Played,
        /// How much of the hall is heard, from 0 to 1; 0.35 if absent.
        pub hall: Option<Formula<Plain>>,
    }
    within rules::tune
}

words! {
    /// What a part does.
    pub enum Part: "a part of a tune" {
        /// Root and fifth, held and renewed one at a time.
        Drone = "drone",
        /// The lowest note of each chord.
        Bass = "bass",
        /// Every voice goes to the nearest note of the next chord.
        Chords = "chords",
        /// Phrases that begin high and sink, with rests between.
        Melody = "melody",
        /// A figure of short notes, the same in every bar but for its chord.
        Pulse = "pulse",
        /// Notes written out.
        Line = "line",
    }
}

written! {
    /// A note of a `line`; without degree, a rest.
    pub struct Sung: "a note", "{ degree: 4, beats: 1 }" {
        /// Counted from 0 at the root.
        pub degree: Option<Formula<Plain>>,
        pub beats: Formula<Plain>,
    }
}

written! {
    /// Who plays, and how.
    pub struct Played: "`played`", "{ by: strings, players: 4 }" {
        pub by: Instrument,
        /// How many play each note, none quite in tune; 3 if absent.
        pub players: Option<Formula<Plain>>,
        pub attack: Option<Formula<Time>>,
        /// How long a note dies away: of what is struck, to −60 dB.
        pub release: Option<Formula<Time>>,
        /// From 0, soft and dark, to 1, loud and bright; 0.5 if absent.
        pub force: Option<Formula<Plain>>,
    }
    within rules::played
}

words! {
    /// What plays.
    pub enum Instrument: "an instrument" {
        /// Bowed strings.
        Strings = "strings",
        /// Horns, trombones, a bugle: the louder the brighter.
        Brass = "brass",
        /// Strings struck by felt, as in a piano.
        Struck = "struck",
    }
}
