//! Music, as written in YAML.

use crate::recipe::formula::{Formula, Frequency, Plain, Rate, Time};
use crate::recipe::read::{words, written};
use crate::recipe::rules;

written! {
    /// One part of a piece. Its notes are composed for each seed, or written out.
    /// It ends unless it is sustained in a bed.
    pub struct Tune: "a tune", "{ root: 110Hz, scale: [0, 2, 3, 5, 7, 8, 10], tempo: 60/min, part: melody, played: { by: strings } }" {
        /// The name of the harmony. Tunes that use the same name change chords
        /// together.
        pub name = "as": Option<String>,
        /// The lowest degree of the scale.
        pub root: Formula<Frequency>,
        /// The degrees in semitones above the root. They repeat an octave higher.
        pub scale: Vec<Formula<Plain>>,
        /// Beats a minute.
        pub tempo: Formula<Rate>,
        /// Beats in a bar; default 4.
        pub beats: Option<Formula<Plain>>,
        /// The number of bars of a tune that ends; default 2. In a bed it fills the
        /// loop.
        pub bars: Option<Formula<Plain>>,
        /// The number of bars for each chord; default 2.
        pub stays: Option<Formula<Plain>>,
        pub part: Part,
        /// The number of simultaneous notes in `chords`; default 4.
        pub voices: Option<Formula<Plain>>,
        /// The interval between the notes of a `pulse`, in beats; default 0.5.
        pub every: Option<Formula<Plain>>,
        /// The notes of a `line`.
        pub line: Vec<Sung>,
        pub played: Played,
        /// The share of reverberation, from 0 to 1; default 0.35.
        pub hall: Option<Formula<Plain>>,
    }
    within rules::tune
}

words! {
    /// The role of a part in the piece.
    pub enum Part: "a part of a tune" {
        /// Root and fifth, held and renewed one at a time.
        Drone = "drone",
        /// The lowest note of each chord.
        Bass = "bass",
        /// Each voice moves to the nearest note of the next chord.
        Chords = "chords",
        /// Phrases that start high and descend, with rests between.
        Melody = "melody",
        /// A figure of short notes, transposed to the chord of each bar.
        Pulse = "pulse",
        /// Written notes.
        Line = "line",
    }
}

written! {
    /// A note of a `line`; without a degree it is a rest.
    pub struct Sung: "a note", "{ degree: 4, beats: 1 }" {
        /// The degree, counted from 0 at the root.
        pub degree: Option<Formula<Plain>>,
        pub beats: Formula<Plain>,
    }
}

written! {
    /// The instrument and how it is played.
    pub struct Played: "`played`", "{ by: strings, players: 4 }" {
        pub by: Instrument,
        /// The number of players of each note, slightly out of tune; default 3.
        pub players: Option<Formula<Plain>>,
        pub attack: Option<Formula<Time>>,
        /// The time in which a note dies away; for struck strings, to −60 dB.
        pub release: Option<Formula<Time>>,
        /// The force, from 0, soft and dark, to 1, loud and bright; default 0.5.
        pub force: Option<Formula<Plain>>,
    }
    within rules::played
}

words! {
    /// The instrument.
    pub enum Instrument: "an instrument" {
        /// Bowed strings.
        Strings = "strings",
        /// Horns, trombones, a bugle: louder notes are brighter.
        Brass = "brass",
        /// Strings struck by felt, as in a piano.
        Struck = "struck",
    }
}
