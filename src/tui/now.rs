//! The state of playback that the view draws: the contract between the player
//! and the view. The view only borrows it.

use std::ops::Range;

use crate::book::BookStory;
use crate::session::Show;
use crate::session::live::{Question, Steering};
use crate::timeline::Timeline;
use crate::tui::map::MapPicture;
use cuebook_core::id::{CueId, WordId};
use cuebook_core::units::{Decibels, Frames, Lufs};

/// A moment of playback.
#[derive(Clone, Debug)]
pub(crate) struct Now<'a> {
    pub show: &'a Show,
    pub timeline: &'a Timeline,
    /// The frame that is heard.
    pub at: Frames,
    pub transport: Transport,
    /// The part that is repeated, if there is a loop.
    pub looped: Option<Range<Frames>>,
    pub steering: &'a Steering,
    /// One for each of [`BusName::ALL`](crate::mix::BusName::ALL), and the last
    /// for the output of the limiter.
    pub meters: &'a [Meter],
    /// The loudness of the last 400 ms; minus infinity for silence.
    pub momentary: Lufs,
    /// The loudness of all that was heard so far.
    pub integrated: Lufs,
    /// Whether the show has its exact target loudness; otherwise the gain is an
    /// estimate.
    pub is_levelled: bool,
    pub ahead: Ahead,
    /// The name of the device, for the user.
    pub device: &'a str,
    /// Why the saved script is not the one that plays: the report of `cuebook
    /// check`, without colours. `None` when the saved script plays.
    pub mistakes: Option<&'a str>,
    /// The warnings about the show that plays: the report of `cuebook check`, without colours; empty
    /// if there are none.
    pub warnings: &'a str,
    /// The latest message for the user, for example "The script is read again".
    pub message: Option<&'a str>,
    /// What the listener decides; `None` for a show without choices.
    pub choices: Option<Choices<'a>>,
}

/// The choices of an interactive show, as far as it is heard.
#[derive(Clone, Debug)]
pub(crate) struct Choices<'a> {
    pub story: &'a BookStory,
    /// The number of decisions before the playhead.
    pub made: usize,
    /// The choice at the playhead, or the one that was decided a moment ago.
    pub question: Option<&'a Question>,
    /// The option that was taken a moment ago. While it is shown, nothing is asked.
    pub taken: Option<usize>,
    /// When the next question begins that is not decided, and the first word of the text that
    /// depends on it.
    pub undecided: Option<(Frames, WordId)>,
    /// The map of the story while it is open.
    pub map: Option<&'a MapPicture>,
}

impl<'a> Choices<'a> {
    /// Returns the choice that waits for a decision.
    pub(super) fn asks(&self) -> Option<&'a Question> {
        let open = self.question.filter(|question| question.taken.is_none());
        open.filter(|_| self.taken.is_none())
    }
}

impl<'a> Now<'a> {
    /// Returns the choice that waits for a decision.
    pub(super) fn asks(&self) -> Option<&'a Question> {
        self.choices.as_ref()?.asks()
    }

    /// Returns the rest of a choice's time; `None` if it waits for ever.
    pub(super) fn left(&self, question: &Question) -> Option<Frames> {
        let clock = question.clock.filter(|clock| !clock.stopped)?;
        Some((clock.ends - self.at.max(question.asked)).max(Frames::ZERO))
    }
}

/// Whether it plays, and if not, why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Playing,
    Paused,
    /// A cue with `wait: go` is reached: an index into the book's cues.
    AtCue(CueId),
    /// The next part is not spoken or made yet.
    AwaitsVoice,
    /// The device is lost, with the reason.
    DeviceLost(String),
    /// The end is reached.
    Ended,
}

/// The progress of voices and sounds.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ahead {
    /// Takes and sounds that are ready.
    pub made: usize,
    /// All takes and sounds.
    pub all: usize,
    /// The frame up to which nothing is missing.
    pub horizon: Frames,
}

/// The level of a bus, left and right, in dB against full scale.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Meter {
    /// The level now.
    pub peak: [Decibels; 2],
    /// The highest level of the last seconds.
    pub hold: [Decibels; 2],
    /// Whether it was over full scale since the last reset.
    pub is_over: bool,
}
