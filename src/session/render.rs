//! Renders a show, or a part of it, to a file.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::book::Level;
use crate::book::mark::{Marks, Moment};
use crate::book::place::Finder;
use crate::mix::Listening;
use crate::mix::loudness::Ending;
use crate::output::encode::{Choice, Peak};
use crate::output::level::Goal;
use crate::output::meter::{Loudness, Sides, audible};
use crate::output::survey::Quiet;
use crate::session::console::file::Output;
use crate::session::files::needs_folder;
use crate::session::{SessionError, Show, Staged, Studio};
use crate::timeline::Timeline;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_core::units::{Decibels, Frames, Lufs};
use cuebook_script::{Anchor, read};
use cuebook_voice::Voice;

/// The options of a rendering.
#[derive(Clone, Debug)]
pub struct RenderOptions {
    /// The path of the file.
    pub output: PathBuf,
    /// The kind of the file, and how good it is.
    pub format: Choice,
    /// Whether the file has one channel.
    pub mono: bool,
    /// Whether the file has tags: metadata, chapters, cover and credits. A WAV file does
    /// so only if the script has `meta` or `chapters`.
    pub tags: bool,
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
    /// How far the limiter is below the target's peak, because a file with loss has higher peaks
    /// than the mix; 0 for others.
    pub lowered: Decibels,
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
        let sides = sides(options.mono);
        let format = options.format.format(sides)?;
        show.refuse_own(&options.output)?;
        needs_folder(&options.output)?;
        let stems = options.stems.as_ref();
        if let Some(stems) = stems {
            let all = stems.all(&show.book);
            all.iter().try_for_each(|path| show.refuse_own(path))?;
        }
        let Staged {
            performance,
            timeline,
            doubts,
        } = self.stage(show, voice, jobs, progress)?;
        let part = cut(show, &timeline, &options.part)?;
        let heard = (options.listening, sides);
        let common = self.common_trim(show, (voice, jobs), heard, progress)?;
        let mut console = self.console(&show.book, (performance, &timeline), heard, common);
        if stems.is_some_and(|stems| stems.roles) {
            let plan = Arc::unwrap_or_clone(console.plan);
            console.plan = Arc::new(plan.by_role(|line| show.book.lines[line].role));
        }
        let is_tagged = options.tags && show.is_tagged(format.container);
        let tags =
            is_tagged.then(|| self.tags(show, (&console.performance, &timeline), part.as_ref()));
        let whole = part.clone().unwrap_or(Frames::ZERO..timeline.frames);
        let output = Output {
            path: &options.output,
            format,
            part,
            pad: [Frames::ZERO; 2],
            peak: Peak::of(&show.book.target),
            quiet: Quiet::default(),
            tags: tags.transpose()?,
        };
        let written = console.write(&output, progress)?;
        let console = &written.console;
        let files = match stems {
            Some(stems) => console.stems(&show.book, stems, whole.clone(), progress)?,
            None => Vec::new(),
        };
        let loudness = written.loudness();
        let ending = written.mixed.ending;
        let (frames, spoken) = (whole.end - whole.start, console.performance.spoken);
        let measured = (loudness, ending, console.goal);
        Ok(Rendered {
            stems: files,
            lowered: written.lowered,
            ..Rendered::of(frames, measured, (spoken, doubts))
        })
    }
}

impl Rendered {
    /// Returns the result for a file without stems.
    pub(super) fn of(
        frames: Frames,
        (loudness, ending, goal): (Loudness, Ending, Goal),
        (spoken, doubts): (usize, Vec<Diagnostic>),
    ) -> Rendered {
        let integrated = loudness.integrated;
        Rendered {
            frames,
            loudness: audible(integrated),
            peak: loudness.true_peak,
            lowered: Decibels(0.0),
            spoken,
            stems: Vec::new(),
            missed: (ending == Ending::Nearest).then_some(goal.level),
            doubts,
        }
    }
}

/// Returns the sides of a file.
pub(super) fn sides(mono: bool) -> Sides {
    match mono {
        true => Sides::One,
        false => Sides::Both,
    }
}

/// Returns the frames of a part; `None` for the whole show.
///
/// # Errors
/// When an anchor is not in the show, or the part is empty.
pub(crate) fn cut(
    show: &Show,
    timeline: &Timeline,
    part: &Part,
) -> Result<Option<Range<Frames>>, SessionError> {
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
    Ok(Some(from..to))
}

/// Returns the moment of an anchor that the user wrote on the command line. A time there is a time, as
/// the program prints it, and not words of the text.
pub(super) fn sought(show: &Show, written: &str) -> Result<Moment, SessionError> {
    let lost = |reason: String| SessionError::Anchor {
        anchor: written.to_owned(),
        reason,
    };
    let anchor = match seconds(written) {
        Some(seconds) => read::anchor(&format!("{{ time: {seconds}s }}")),
        None => read::anchor(written),
    };
    let anchor = anchor.map_err(|mistake| lost(mistake.on_one_line()))?;
    moment(show, &anchor).map_err(|reason| show.off_path(written, &anchor, reason))
}

/// Reads a time in the forms `1:02:03.4`, `2:03` and `12.5s`.
fn seconds(written: &str) -> Option<f64> {
    let number = |part: &str| {
        let is_number = part.starts_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || c == '.');
        is_number.then(|| part.parse::<f64>().ok()).flatten()
    };
    let written = written.trim();
    if let Some(alone) = written.strip_suffix('s') {
        return number(alone);
    }
    let parts: Vec<&str> = written.split(':').collect();
    let (last, before) = parts.split_last()?;
    let whole = |part: &&str| (!part.contains('.')).then(|| number(part)).flatten();
    let before: Vec<f64> = before.iter().map(whole).collect::<Option<_>>()?;
    let last = number(last).filter(|last| *last < 60.0)?;
    match before[..] {
        [minutes] => Some(60.0 * minutes + last),
        [hours, minutes] if minutes < 60.0 => Some(3600.0 * hours + 60.0 * minutes + last),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_printed() {
        for (written, expected) in [
            ("1:30", Some(90.0)),
            ("0:07.5", Some(7.5)),
            ("61:00", Some(3660.0)),
            ("1:02:03.4", Some(3723.4)),
            ("12.5s", Some(12.5)),
            ("90", None),
            ("1:60", None),
            ("1:75:00", None),
            ("1.5:00", None),
            (":30", None),
            ("1:2:3:4", None),
            ("-1:30", None),
            ("the doors", None),
            ("s", None),
            ("", None),
        ] {
            assert_eq!(seconds(written), expected, "{written}");
        }
    }
}
