//! Measures whether every line can be understood. Takes a performed show, and returns for
//! each line the loudness of its words, the loudness of all other sounds during them, and, if
//! the line is not clear, the sounds that cover it with the change that mends it. The
//! measurement uses the engine's mix, with its gains, before the limiter, in the band of
//! speech.

mod blame;
mod listener;
mod voices;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::remedy::{Cause, Remedies};
use super::{SessionError, Show, Staged, Studio};
use crate::book::{Book, CueKind};
use crate::mix::{self, ClipOf, Listening};
use crate::output::meter::audible;
use crate::output::moments::{MOMENT, loudness};
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_core::id::{LineId, SpaceId};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Frames, Lufs};
use cuebook_script::edit::Value;
use cuebook_voice::Voice;
use listener::Listener;

/// The lowest difference, in LU, between a line and all other sounds at which the line is
/// understood without effort. Listeners ask for 4 LU with trained ears, and for 6 to 10
/// LU with untrained ears: M. Torcoli et al., *Preferred Levels for Background Ducking to
/// Produce Esthetically Pleasing Audio for TV with Clear Speech*, JAES 67 (2019).
pub(crate) const CLEAR: f64 = 6.0;

/// The measurement of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Clarity {
    /// The measured line.
    pub(crate) line: LineId,
    /// The frames of the show from its first word to its last.
    pub(crate) at: Range<Frames>,
    /// The loudness of the line's own words, relative to full scale, before the trim.
    pub(crate) speech: Lufs,
    /// The loudness of all other sounds; minus infinity if there are none.
    pub(crate) rest: Lufs,
    /// The sounds that cover an unclear line, the loudest first: those that must be quieter, or
    /// all if that does not help.
    pub(crate) maskers: Vec<Masker>,
    /// The changes with which an unclear line is clear, as measured; empty if none was found.
    pub(crate) remedies: Remedies,
}

/// A sound that covers a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Masker {
    /// The cue, or the other line.
    pub of: ClipOf,
    /// The space that still sounds, if the sound itself has ended.
    pub room: Option<SpaceId>,
    /// Its loudness during the words.
    pub loudness: Lufs,
}

impl Clarity {
    /// Returns the difference between the line and all other sounds in LU; infinite if
    /// there are none.
    #[must_use]
    pub(crate) fn margin(&self) -> f64 {
        self.speech.0 - self.rest.0
    }

    /// Returns whether the margin is at least [`CLEAR`].
    #[must_use]
    pub(crate) fn is_clear(&self) -> bool {
        self.margin() >= CLEAR
    }
}

impl Studio {
    /// Performs a show and measures its lines.
    ///
    /// # Errors
    /// When the show cannot be performed, or the engine fails.
    pub fn clarity(
        &self,
        show: &Show,
        voice: &dyn Voice,
        jobs: usize,
        progress: &dyn Progress,
    ) -> Result<Measured, SessionError> {
        let Staged {
            performance,
            timeline,
            ..
        } = self.stage(show, voice, jobs, progress)?;
        measure(&show.book, Arc::new(performance), &timeline, progress)
            .map(|lines| Measured { lines, timeline })
    }
}

/// The measured lines of a show.
pub struct Measured {
    /// The lines, in the order of the text.
    pub lines: Vec<Clarity>,
    /// The times of the show.
    pub timeline: Timeline,
}

/// Measures the lines of a performed show.
///
/// # Errors
/// When the engine fails.
pub fn measure(
    book: &Book,
    performance: Arc<Performance>,
    timeline: &Timeline,
    progress: &dyn Progress,
) -> Result<Vec<Clarity>, SessionError> {
    let plan = mix::plan(Listening::Loudspeakers, book, &performance, timeline);
    let listener = Listener {
        apart: voices::apart(plan, book.lines.len()),
        performance,
    };
    progress.begin(Stage::Mix, timeline.frames.index() as u64);
    let heard = listener.whole(progress);
    progress.end();
    let heard = heard?;
    let mut lines = Vec::new();
    let heard_lines = timeline.lines.entries();
    let heard_lines = heard_lines.filter(|(line, _)| !book.lines[*line].is_silent());
    for (line, placed) in heard_lines {
        let bus = listener.apart.bus[line];
        let place = listener
            .apart
            .lines
            .iter()
            .position(|own| Some(*own) == bus);
        let Some(heard) = place.map(|place| &heard[place]) else {
            continue;
        };
        let moments = spoken(book, timeline, line, heard.own.len());
        if moments.is_empty() {
            continue;
        }
        let mean = |powers: &[f64]| {
            let sum: f64 = moments.iter().map(|moment| powers[*moment]).sum();
            loudness(sum / moments.len() as f64)
        };
        let mut clarity = Clarity {
            line,
            at: placed.at.clone(),
            speech: mean(&heard.own),
            rest: audible(mean(&heard.rest)).unwrap_or(Lufs(f64::NEG_INFINITY)),
            maskers: Vec::new(),
            remedies: Remedies::new(),
        };
        if !clarity.is_clear() {
            listener.blame(&mut clarity, &moments)?;
        }
        lines.push(clarity);
    }
    Ok(agreed(lines))
}

/// Returns the moments in which the words of a line are spoken: those that are mostly words, or
/// all that have any.
fn spoken(book: &Book, timeline: &Timeline, line: LineId, all: usize) -> Vec<usize> {
    let words = timeline.words.slice(book.lines[line].words.clone());
    let mut frames: BTreeMap<usize, i64> = BTreeMap::new();
    for word in words.unwrap_or_default() {
        let last = word.end.index().div_ceil(MOMENT).min(all);
        for moment in word.start.index() / MOMENT..last {
            let begin = Frames::from(moment * MOMENT).max(word.start);
            let end = Frames::from((moment + 1) * MOMENT).min(word.end);
            *frames.entry(moment).or_default() += (end - begin).0;
        }
    }
    let most = |frames: &i64| *frames >= MOMENT as i64 / 2;
    let any = frames.values().any(most);
    let kept = frames.iter().filter(|(_, frames)| most(frames) || !any);
    kept.map(|(moment, _)| *moment).collect()
}

/// Returns the lines with the same reduction for each cause: the largest that one of them needs.
fn agreed(mut lines: Vec<Clarity>) -> Vec<Clarity> {
    let mut most = Remedies::new();
    for (cause, by) in lines.iter().flat_map(|line| &line.remedies) {
        let known = most.entry(*cause).or_default();
        *known = known.max(*by);
    }
    for (cause, by) in lines.iter_mut().flat_map(|line| &mut line.remedies) {
        *by = most[cause];
    }
    lines
}

/// Returns a warning for every line that is not clear.
#[must_use]
pub fn warnings(show: &Show, timeline: &Timeline, lines: &[Clarity]) -> Vec<Diagnostic> {
    let drowned = lines.iter().filter(|line| !line.is_clear());
    drowned.map(|line| warning(show, timeline, line)).collect()
}

fn warning(show: &Show, timeline: &Timeline, clarity: &Clarity) -> Diagnostic {
    let line = &show.book.lines[clarity.line];
    let margin = clarity.margin();
    let message = match margin < 0.0 {
        true => format!(
            "these words are {:.1} LU quieter than the sounds around them",
            -margin
        ),
        false => format!(
            "these words are only {margin:.1} LU louder than the sounds around them; clear speech needs {CLEAR} LU"
        ),
    };
    let mut found = Diagnostic::warning("hard-to-understand", line.text, message).in_prose();
    let shown = match clarity.remedies.is_empty() {
        true => 1,
        false => clarity.maskers.len(),
    };
    for masker in clarity.maskers.iter().take(shown) {
        found = labelled(show, found, masker);
    }
    mended(show, timeline, found, clarity)
}

/// Adds the place of a sound that covers a line.
fn labelled(show: &Show, found: Diagnostic, masker: &Masker) -> Diagnostic {
    let who = show.who(masker.of);
    let level = match masker.room {
        Some(space) => format!(
            "the reverberation of {who} in `{}` is at {:.1} LUFS here",
            show.book.spaces[space].name, masker.loudness.0
        ),
        None => format!("{who} is at {:.1} LUFS here", masker.loudness.0),
    };
    match masker.of {
        ClipOf::Cue(cue) => found.also(Source::Script, show.book.cues[cue].span, level),
        ClipOf::Line(line) => {
            let span = show.book.lines[line].text;
            found.also(Source::Prose, span, level)
        }
    }
}

/// Adds the changes with which a line is clear.
fn mended(
    show: &Show,
    timeline: &Timeline,
    mut found: Diagnostic,
    clarity: &Clarity,
) -> Diagnostic {
    let at = clarity.at.start;
    for (cause, by) in &clarity.remedies {
        let parted = match cause {
            Cause::Clip(ClipOf::Line(other)) => show.one_by_one(found, [*other, clarity.line]),
            _ => Err(found),
        };
        found = parted.unwrap_or_else(|found| {
            let found = show.advise(timeline, found, (*cause, *by), at);
            otherwise(show, found, *cause, *by)
        });
    }
    match (clarity.remedies.len(), clarity.maskers.is_empty()) {
        (0, true) => found.hint("raise the `gain` of the line"),
        (0, false) => found.hint("several sounds cover it; all of them must be much quieter"),
        (1, _) => found,
        _ => found.hint("all of these changes together make the line clear"),
    }
}

/// Adds another way to make a cause quieter: a deeper duck, a longer pause, or another place.
fn otherwise(show: &Show, found: Diagnostic, cause: Cause, by: f64) -> Diagnostic {
    let Cause::Clip(of) = cause else {
        return found.hint("or make the pause before these words longer");
    };
    let ClipOf::Cue(id) = of else {
        return found;
    };
    let cue = &show.book.cues[id];
    match cue.kind {
        CueKind::Bed { .. } | CueKind::Music { .. } => {
            let ducked = if cue.duck.under.speech {
                cue.duck.by.0
            } else {
                0.0
            };
            let deeper = format!("{}dB", (ducked + by).ceil());
            let advice = format!("or lower it only under speech: `duck: {{ by: {deeper} }}`");
            let path = show.cue_path(id).map(|path| path.with("duck"));
            let deeper = Value::single("by", Value::token(&deeper));
            show.setting(found, advice, path, deeper)
        }
        CueKind::Spot(_) | CueKind::Hush(_) => {
            found.hint("or move it away from these words, with `at` or `offset`")
        }
    }
}
