//! What the view is told of one moment of playing: the contract between the
//! player and the view.
//!
//! Always true: it borrows; the view changes nothing in it.

use std::ops::Range;

use crate::session::Show;
use crate::session::live::Steering;
use crate::timeline::Timeline;
use crate::units::{Decibels, Frames, Lufs};

/// A moment of playing.
#[derive(Clone, Debug)]
pub struct Now<'a> {
    pub show: &'a Show,
    pub timeline: &'a Timeline,
    /// What is heard.
    pub at: Frames,
    pub transport: Transport,
    /// What is repeated, if anything is.
    pub looped: Option<Range<Frames>>,
    pub steering: &'a Steering,
    /// One for each of [`BusName::ALL`](crate::mix::BusName::ALL), and the last
    /// for what leaves the limiter.
    pub meters: &'a [Meter],
    /// Of the last 400 ms; minus infinity for silence.
    pub momentary: Lufs,
    /// Of all that was heard so far.
    pub integrated: Lufs,
    /// Whether the loudness of the show is what its target says, or is still a guess.
    pub is_levelled: bool,
    pub ahead: Ahead,
    /// Where the sound goes, for the user's eye.
    pub device: &'a str,
    /// Why the script as it was last saved is not what plays: the report that
    /// `cuebook check` prints of it, without colours; none when it is.
    pub mistakes: Option<&'a str>,
    /// The last thing that the user has to know: "The script is read again", …
    pub message: Option<&'a str>,
}

/// Whether it plays, and if not, why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    Playing,
    Paused,
    /// A cue with `wait: go` is reached: an index into the book's cues.
    AtCue(usize),
    /// What comes next is not spoken or made yet.
    AwaitsVoice,
    /// The device is gone; why.
    DeviceLost(String),
    /// The end is reached.
    Ended,
}

/// How far the voices and sounds are.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// Takes and sounds that are there.
    pub made: usize,
    /// Takes and sounds in all.
    pub all: usize,
    /// Up to where nothing is missing.
    pub horizon: Frames,
}

/// The level of a bus, left and right, in dB against full scale.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Meter {
    /// What is heard now.
    pub peak: [Decibels; 2],
    /// The highest of the last seconds.
    pub hold: [Decibels; 2],
    /// Whether it was over full scale since the last reset.
    pub is_over: bool,
}
