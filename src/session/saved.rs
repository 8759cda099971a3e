//! Saved places: where a listener is in a show, so that playback goes on there later. A place
//! has decisions by their names and a place by its words, so that it is found again in a script
//! that was edited.

mod sessions;
mod sentence;

use std::io;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::book::BookStory;
use crate::session::live::Resume;
use crate::session::{SessionError, Show, Studio};
use crate::timeline::Timeline;
use cuebook_core::id::SceneId;
use cuebook_core::units::{Frames, Seconds};
use cuebook_story::{Decision, Walk, decision};
use cuebook_voice::Voice;

pub(crate) use sessions::{Sessions, Slot};

/// The version of the format of saved places.
const VERSION: u32 = 1;

/// The place of a listener in a show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SavedPlace {
    version: u32,
    /// The script, by its whole path.
    pub(crate) script: PathBuf,
    /// The title of the show.
    pub(crate) show: String,
    /// The title of the scene.
    pub(crate) scene: String,
    /// What was drawn by chance, and the decisions, each as `--choose` takes it.
    pub(crate) decisions: Vec<String>,
    /// How many of these were drawn.
    #[serde(default)]
    drawn: usize,
    pub(crate) at: At,
    /// When it was saved, in seconds since 1970.
    pub(crate) saved: u64,
}

/// Where a listener is after the last decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum At {
    /// The next choice is open.
    Choice,
    /// The show was over.
    End,
    /// At these words.
    Words {
        /// The first words of the sentence that is heard.
        words: String,
        /// When it begins, in seconds from the start of the path.
        seconds: f64,
    },
}

/// Where a show goes on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GoesOn {
    /// The decisions, as the command line takes them.
    pub(crate) choose: Option<String>,
    /// `None` is the start of the show.
    pub(crate) resume: Option<Resume>,
    /// What differs from the place that was saved, for a message.
    pub(crate) differs: Option<String>,
}

/// Why a saved place cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// The file cannot be read, written or removed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is not a saved place.
    #[error("it is not a saved place: {0}")]
    Syntax(#[from] serde_json::Error),
    /// A later version of the program wrote the file.
    #[error("it has version {0}, and this program reads version {VERSION}")]
    Version(u32),
}

impl SavedPlace {
    /// Returns the place of a listener who hears a frame of a show after some decisions.
    #[must_use]
    pub(crate) fn of(
        show: &Show,
        timeline: &Timeline,
        (at, state): (Frames, Reached),
        decisions: &str,
    ) -> SavedPlace {
        let book = &show.book;
        let scene = timeline.scenes.iter().rposition(|start| *start <= at);
        let scene = scene.and_then(|scene| book.scenes.get(SceneId(scene)));
        let listed = decisions.split(',').filter(|one| !one.is_empty());
        let story = show.whole().book.story.as_ref();
        let is_draw = |one: &str| {
            let name = one.split('=').next().unwrap_or(one);
            story.is_some_and(|story| story.graph.choice(name).is_none())
        };
        SavedPlace {
            version: VERSION,
            script: sessions::whole_path(&show.path),
            show: book.title.clone(),
            scene: scene.map_or_else(String::new, |scene| scene.title.clone()),
            drawn: listed.clone().filter(|one| is_draw(one)).count(),
            decisions: listed.map(str::to_owned).collect(),
            at: match state {
                Reached::Choice => At::Choice,
                Reached::End => At::End,
                Reached::Words => sentence::heard(book, timeline, at),
            },
            saved: now(),
        }
    }

    /// Returns how many decisions the listener made.
    fn decided(&self) -> usize {
        self.decisions.len().saturating_sub(self.drawn)
    }

    /// Returns whether this is the start of a show, which is not worth saving.
    #[must_use]
    pub(crate) fn is_start(&self) -> bool {
        let is_first = match &self.at {
            At::Words { seconds, .. } => *seconds <= 0.0,
            At::Choice | At::End => false,
        };
        is_first && self.decided() == 0
    }

    /// Returns whether another place is the same one, whenever it was saved.
    #[must_use]
    pub(crate) fn is_same(&self, other: &SavedPlace) -> bool {
        self.decisions == other.decisions && self.at == other.at && self.script == other.script
    }

    /// Returns the place for a person: `The Towpath, after 3 decisions`.
    #[must_use]
    pub(crate) fn shown(&self) -> String {
        let made = match (self.decided(), &self.at) {
            (made, At::Choice) => format!("at choice {}", made + 1),
            (_, At::End) => "at the end".to_owned(),
            (0, At::Words { seconds, .. }) => {
                cuebook_core::units::clock(Seconds(*seconds).frames())
            }
            (made, At::Words { .. }) => format!("after {}", counted(made)),
        };
        match self.scene.is_empty() {
            true => made,
            false => format!("{}, {made}", self.scene),
        }
    }

    /// Finds the place in a show, which may have changed since. Decisions that are not possible any
    /// more are left out, with all that follow.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) fn goes_on(
        &self,
        studio: &Studio,
        show: &Show,
        voice: &dyn Voice,
    ) -> Result<GoesOn, SessionError> {
        let Some(story) = &show.book.story else {
            let (resume, differs) = match &self.at {
                At::Choice | At::End => (None, None),
                at => self.frame(at, studio, show, voice)?,
            };
            return Ok(GoesOn {
                choose: None,
                resume,
                differs,
            });
        };
        let read = self.read(story);
        let (story, mut kept) = story.settled(&read);
        if let Err(misstep) = Walk::replay(&story.graph, &kept) {
            kept.truncate(misstep.index);
        }
        let all = story.with_drawn(&kept);
        let lost = self.decisions.get(all.len());
        let mut differs = lost.map(|lost| lost_text(lost, &kept, &story));
        let resume = match &self.at {
            _ if lost.is_some() => Resume::Choice,
            At::Choice => Resume::Choice,
            At::End => {
                kept.pop();
                Resume::Choice
            }
            at => {
                let on_path = show.along(&story, &kept)?.show;
                let (found, other) = self.frame(at, studio, &on_path, voice)?;
                differs = other;
                found.unwrap_or(Resume::Choice)
            }
        };
        Ok(GoesOn {
            choose: Some(decision::shown(&story.with_drawn(&kept), story.all())),
            resume: Some(resume),
            differs,
        })
    }

    /// Returns the decisions up to the first one whose names are not in the story.
    fn read(&self, story: &BookStory) -> Vec<Decision> {
        let read = self.decisions.iter().map_while(|written| {
            let read = decision::read(written, story.all()).ok()?;
            read.first().copied()
        });
        read.collect()
    }

    /// Finds the words of the place on a path, or the same time if they are not there any more.
    fn frame(
        &self,
        at: &At,
        studio: &Studio,
        on_path: &Show,
        voice: &dyn Voice,
    ) -> Result<(Option<Resume>, Option<String>), SessionError> {
        let At::Words { words, seconds } = at else {
            return Ok((None, None));
        };
        let timeline = studio.expect_with(on_path, voice)?.timeline;
        let saved = Seconds(*seconds).frames();
        let found = sentence::find(&on_path.book, &timeline, words, saved);
        let changed =
            "the words there are not in the text any more, so it goes on at the same time";
        let differs = found.is_none().then(|| changed.to_owned());
        let first = timeline.turns.last().copied().unwrap_or(Frames::ZERO);
        let same = saved.clamp(first.min(timeline.frames), timeline.frames);
        Ok((Some(Resume::Frame(found.unwrap_or(same))), differs))
    }
}

/// How far playback has come.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// The words of the playhead.
    Words,
    /// An open choice.
    Choice,
    /// The end of the show.
    End,
}

fn counted(made: usize) -> String {
    let plural = if made == 1 { "" } else { "s" };
    format!("{made} decision{plural}")
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

fn lost_text(lost: &str, kept: &[Decision], story: &BookStory) -> String {
    let lost = lost.split('@').next().unwrap_or(lost);
    let place = match kept.is_empty() {
        true => "the first choice".to_owned(),
        false => format!(
            "the choice after `{}`",
            decision::shown(&untimed(&kept[kept.len() - 1..]), &story.graph)
        ),
    };
    format!("the decision `{lost}` is not possible any more, so it goes on at {place}")
}

/// Returns decisions without their times.
fn untimed(decisions: &[Decision]) -> Vec<Decision> {
    let untimed = decisions.iter().map(|decision| Decision {
        after: None,
        ..*decision
    });
    untimed.collect()
}

#[cfg(test)]
mod tests;
