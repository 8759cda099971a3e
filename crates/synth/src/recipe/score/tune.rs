//! Music, as written in YAML.

use crate::recipe::formula::{Formula, Frequency, Plain, Rate, Time};
use crate::recipe::read::{Items, NotEmpty, Text, Word};
use crate::recipe::rules;
use cuebook_core::words;
use cuebook_yaml::mapping::{Map, OrDefault, Required, mapping};

mapping! {
    /// One part of a piece. Its notes are composed for each seed, or written out.
    /// It ends unless it is sustained in a bed.
    pub struct Tune: "tune", "a tune", "{ root: 110Hz, scale: [0, 2, 3, 5, 7, 8, 10], tempo: 60/min, part: melody, played: { by: strings } }" {} keys {
        /// The name of the harmony. Tunes that use the same name change chords
        /// together.
        name = "as": Text,
        /// The lowest degree of the scale.
        root: Required<Formula<Frequency>>,
        /// The degrees in semitones above the root. They repeat an octave higher.
        scale: OrDefault<NotEmpty<Items<Formula<Plain>>>>,
        /// Beats a minute.
        tempo: Required<Formula<Rate>>,
        /// Beats in a bar; default 4.
        beats: Formula<Plain>,
        /// The number of bars of a tune that ends; default 2. In a bed it fills the
        /// loop.
        bars: Formula<Plain>,
        /// The length of a tune that ends: whole bars fill it, so the tempo changes a
        /// little, and the last bar is a close on the root. It replaces `bars`.
        lasts: Formula<Time>,
        /// The number of bars for each chord; default 2.
        stays: Formula<Plain>,
        /// The role of the part in the piece.
        part: Required<Word<Part>>,
        /// The number of simultaneous notes in `chords`; default 4.
        voices: Formula<Plain>,
        /// The interval between the notes of a `pulse` or of `broken` chords, in beats;
        /// default 0.5.
        every: Formula<Plain>,
        /// How short the notes of a `song` are, from 0, long, to 1, short; default
        /// 0.5.
        lively: Formula<Plain>,
        /// The notes of a `line`.
        line: OrDefault<NotEmpty<Items<Map<Sung>>>>,
        /// The instrument and how it is played.
        played: Required<Map<Played>>,
        /// The share of reverberation, from 0 to 1; default 0.35.
        hall: Formula<Plain>,
    }
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
        /// A motif that is repeated, moved and answered, and comes to rest, as in a folk
        /// tune.
        Song = "song",
        /// The bass on strong beats and the chord on the others, as in dances and
        /// marches.
        Stride = "stride",
        /// The notes of each chord one after another, up and down.
        Broken = "broken",
        /// Written notes.
        Line = "line",
    }
}

mapping! {
    /// A note of a `line`; without a degree it is a rest.
    pub struct Sung: "sung", "a note", "{ degree: 4, beats: 1 }" {} keys {
        /// The degree, counted from 0 at the root.
        degree: Formula<Plain>,
        /// The length, in beats.
        beats: Required<Formula<Plain>>,
    }
}

mapping! {
    /// The instrument and how it is played.
    pub struct Played: "played", "`played`", "{ by: strings, players: 4 }" {} keys {
        /// The instrument.
        by: Required<Word<Instrument>>,
        /// The number of players of each note, slightly out of tune; default 3.
        players: Formula<Plain>,
        /// The time in which a note reaches its level; default 0.15 s.
        attack: Formula<Time>,
        /// The time in which a note dies away; for struck strings and tines, to −60 dB.
        release: Formula<Time>,
        /// The force, from 0, soft and dark, to 1, loud and bright; default 0.5.
        force: Formula<Plain>,
        /// How far the strings of a struck note are out of tune, in cents: a neglected
        /// piano has 10; default well tuned.
        detune: Formula<Plain>,
    }
    check: rules::played;
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
        /// Steel tines plucked by pins, as in a music box.
        Tines = "tines",
        /// Organ pipes: ranks of an octave, a twelfth and two octaves above the note.
        Pipes = "pipes",
        /// Strings plucked by fingers, as of a guitar or a harp.
        Plucked = "plucked",
        /// A flute; soft, it is almost a whistle.
        Flute = "flute",
    }
}

impl Instrument {
    /// Returns whether a note is struck or plucked and then rings by itself.
    #[must_use]
    pub(crate) fn rings(self) -> bool {
        matches!(
            self,
            Instrument::Struck | Instrument::Tines | Instrument::Plucked
        )
    }
}
