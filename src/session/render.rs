//! Renders a show, or a part of it, to a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::book::Level;
use crate::book::mark::{Marks, Moment};
use crate::book::place::Finder;
use crate::mix::loudness::Ending;
use crate::mix::{self, Listening};
use crate::output::level::Goal;
use crate::output::wav::Encoding;
use crate::session::console::Console;
use crate::session::files::{needs_folder, refuse_other_than_wav};
use crate::session::{SessionError, Show, Staged, Studio};
use crate::timeline::Timeline;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Decibels, Frames, Lufs};
use cuebook_script::{Anchor, read};
use cuebook_voice::Voice;

/// The options of a rendering.
#[derive(Clone, Debug)]
pub struct RenderOptions {
    /// The path of the WAV file.
    pub output: PathBuf,
    /// The sample format of the WAV file.
    pub encoding: Encoding,
    /// The part of the show; the default is the whole show.
    pub part: Part,
    /// The stems to write as well; `None` for no stems.
    pub stems: Option<Stems>,
    /// The kind of stereo: for loudspeakers or for headphones.
    pub listening: Listening,
}

/// The options for stems: a file for each bus.
#[derive(Clone, Debug)]
pub struct Stems {
    /// The folder of the stem files.
    pub folder: PathBuf,
    /// Whether each role has a separate file.
    pub roles: bool,
}

/// A stretch of a show between two anchors, written as on the command line.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The anchor of the start; `None` for the start of the show.
    pub from: Option<String>,
    /// The anchor of the end; `None` for the end of the show.
    pub to: Option<String>,
}

/// The result of a rendering.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The length of the rendered part, in frames at 48 kHz.
    pub frames: Frames,
    /// The integrated loudness; `None` for silence.
    pub loudness: Option<Lufs>,
    /// The true peak in dBTP.
    pub peak: Decibels,
    /// The number of takes that were not in the cache.
    pub spoken: usize,
    /// The target, if the limiter did not allow the show to reach it.
    pub missed: Option<Level>,
    /// The written stems, in the order in which they are added up.
    pub stems: Vec<PathBuf>,
    /// Warnings that need the final times.
    pub doubts: Vec<Diagnostic>,
}

impl Studio {
    /// Renders a show, or a part of it. A part has the same sound as in the whole show.
    ///
    /// # Errors
    /// When the show cannot be performed, the part is not in it, or the file cannot be
    /// written.
    pub fn render(
        &self,
        show: &Show,
        voice: &dyn Voice,
        jobs: usize,
        options: &RenderOptions,
        progress: &dyn Progress,
    ) -> Result<Rendered, SessionError> {
        guard(show, &options.output)?;
        needs_folder(&options.output)?;
        let stems = options.stems.as_ref();
        if let Some(stems) = stems {
            let all = stems.all(&show.book);
            all.iter().try_for_each(|path| guard(show, path))?;
        }
        let Staged {
            performance,
            timeline,
            doubts,
        } = self.stage(show, voice, jobs, progress)?;
        let part = cut(show, &timeline, &options.part)?;
        let listening = options.listening;
        let common = self.common_trim(show, (voice, jobs), listening, progress)?;
        let mut plan = mix::plan(listening, &show.book, &performance, &timeline);
        if stems.is_some_and(|stems| stems.roles) {
            plan = plan.by_role(|line| show.book.lines[line].role);
        }
        let console = Console {
            plan: Arc::new(plan),
            performance: Arc::new(performance),
            goal: Goal::stereo(show.book.target.level),
            trims: self.trims(),
            common,
        };
        progress.begin(Stage::Mix, timeline.frames.index() as u64);
        let produced = console.produce((&options.output, options.encoding), part, progress);
        progress.end();
        let (loudness, ending) = produced?;
        let written = match stems {
            Some(stems) => {
                let part = part.map_or(Frames::ZERO..timeline.frames, |(from, to)| from..to);
                console.stems(&show.book, stems, part, progress)?
            }
            None => Vec::new(),
        };
        Ok(Rendered {
            frames: part.map_or(timeline.frames, |(from, to)| to - from),
            loudness: loudness
                .integrated
                .0
                .is_finite()
                .then_some(loudness.integrated),
            peak: loudness.true_peak,
            spoken: console.performance.spoken,
            stems: written,
            missed: (ending == Ending::Nearest).then_some(console.goal.level),
            doubts,
        })
    }
}

/// Refuses an output that is not WAV or would replace the show.
pub(super) fn guard(show: &Show, output: &Path) -> Result<(), SessionError> {
    refuse_other_than_wav(output)?;
    show.refuse_own(output)
}

/// Returns the frames of a part; `None` for the whole show.
fn cut(
    show: &Show,
    timeline: &Timeline,
    part: &Part,
) -> Result<Option<(Frames, Frames)>, SessionError> {
    if part.from.is_none() && part.to.is_none() {
        return Ok(None);
    }
    let from = match &part.from {
        Some(written) => timeline.find(&sought(show, written)?),
        None => Frames::ZERO,
    };
    let to = match &part.to {
        Some(written) => timeline.until(&sought(show, written)?).min(timeline.frames),
        None => timeline.frames,
    };
    if to <= from {
        return Err(SessionError::EmptyPart {
            from: part.from.clone().unwrap_or_else(|| "start".to_owned()),
            to: part.to.clone().unwrap_or_else(|| "end".to_owned()),
        });
    }
    Ok(Some((from, to)))
}

/// Returns the moment of an anchor that the user wrote on the command line.
pub(super) fn sought(show: &Show, written: &str) -> Result<Moment, SessionError> {
    let lost = |reason: String| SessionError::Anchor {
        anchor: written.to_owned(),
        reason,
    };
    let anchor = read::anchor(written).map_err(|mistake| lost(mistake.on_one_line()))?;
    moment(show, &anchor).map_err(|reason| {
        let elsewhere = show.off_path(&anchor);
        lost(elsewhere.unwrap_or(reason))
    })
}

/// Returns the moment of an anchor that is not in the script, or why there is none.
pub(super) fn moment(show: &Show, anchor: &Anchor) -> Result<Moment, String> {
    let finder = Finder::new(&show.book.prose);
    let lines = show.book.lines.iter();
    let lines = lines
        .map(|line| (line.id.clone(), line.words.clone()))
        .collect();
    let marks = Marks::new(&show.script, &finder, &lines, &show.book.scenes);
    let moment = marks
        .moment(anchor)
        .map_err(|mistake| mistake.on_one_line())?;
    moment.ok_or_else(|| "the show has nothing with this name".to_owned())
}
