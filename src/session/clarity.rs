//! Measures whether every line can be understood. Takes a performed show, and returns for
//! each line its loudness, the loudness of all other sounds at that time, and the loudest
//! cue if the line is not clear. The measurement uses the engine's mix, with its gains,
//! before the limiter.

use std::ops::Range;
use std::sync::Arc;

use super::console::Takes;
use super::{SessionError, Show, Staged, Studio};
use crate::book::Book;
use crate::mix::{self, BusName, ClipOf, Listening, MixPlan};
use crate::output::level::LevelError;
use crate::output::moments::{MOMENT, Moments, loudness, power, touched};
use crate::output::pump;
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_core::id::{CueId, LineId};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Frames, Lufs};
use cuebook_engine::{Block, Engine};
use cuebook_voice::Voice;

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
    /// The loudness of speech during the line, relative to full scale, before the trim.
    pub(crate) speech: Lufs,
    /// The loudness of all other sounds; minus infinity if there are none.
    pub(crate) rest: Lufs,
    /// The loudest cue during the line, if the line is not clear.
    pub(crate) blame: Option<Blame>,
}

/// The cue that covers a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Blame {
    /// The cue.
    pub cue: CueId,
    /// Its loudness during the line.
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
    ) -> Result<Vec<Clarity>, SessionError> {
        let Staged {
            performance,
            timeline,
            ..
        } = self.stage(show, voice, jobs, progress)?;
        measure(&show.book, Arc::new(performance), &timeline, progress)
    }
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
    let plan = Arc::new(mix::plan(
        Listening::Loudspeakers,
        book,
        &performance,
        timeline,
    ));
    let listener = Listener { plan, performance };
    progress.begin(Stage::Mix, timeline.frames.index() as u64);
    let heard = listener.speech_and_rest(Frames::ZERO..timeline.frames, progress);
    progress.end();
    let (speech, rest) = heard?;
    let mut lines = Vec::new();
    let heard = timeline.lines.entries();
    for (line, placed) in heard.filter(|(line, _)| !book.lines[*line].is_silent()) {
        let pieces = placed.pieces.iter();
        let spoken = pieces.map(|piece| piece.at..piece.at + piece.take.end - piece.take.start);
        let moments = spoken.flat_map(|stretch| touched(&stretch, speech.len()));
        let mut moments: Vec<usize> = moments.collect();
        moments.dedup();
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
            speech: mean(&speech),
            rest: audible(mean(&rest)),
            blame: None,
        };
        if !clarity.is_clear() {
            clarity.blame = listener.loudest(&placed.at)?;
        }
        lines.push(clarity);
    }
    Ok(lines)
}

/// Returns minus infinity for a loudness below the absolute gate of BS.1770.
fn audible(loudness: Lufs) -> Lufs {
    const GATE: f64 = -70.0;
    match loudness.0 < GATE {
        true => Lufs(f64::NEG_INFINITY),
        false => loudness,
    }
}

/// Renders parts of a plan and measures them.
struct Listener {
    plan: Arc<MixPlan>,
    performance: Arc<Performance>,
}

impl Listener {
    fn hear(
        &self,
        plan: Arc<MixPlan>,
        part: Range<Frames>,
        each: impl FnMut(&[Block], usize) -> Result<(), LevelError>,
    ) -> Result<(), LevelError> {
        let engine = Engine::new(plan, Box::new(Takes(self.performance.clone())));
        pump::buses(engine, part, each)
    }

    /// Returns the power of speech, and of all other sounds, in each moment of a part.
    fn speech_and_rest(
        &self,
        part: Range<Frames>,
        progress: &dyn Progress,
    ) -> Result<(Vec<f64>, Vec<f64>), LevelError> {
        let (mut speech, mut rest) = (Moments::new()?, Moments::new()?);
        let is_speech: Vec<bool> = self
            .plan
            .buses
            .iter()
            .map(|bus| matches!(bus.name, BusName::Narration | BusName::Dialogue))
            .collect();
        self.hear(self.plan.clone(), part, |blocks, frames| {
            progress.advance(frames as u64);
            let of = |wanted: bool| {
                let all = blocks.iter().zip(&is_speech);
                all.filter(move |(_, is)| **is == wanted)
                    .map(|(block, _)| block)
            };
            speech.add(of(true), frames)?;
            Ok(rest.add(of(false), frames)?)
        })?;
        Ok((speech.read()?, rest.read()?))
    }

    /// Returns the loudest cue in a part.
    fn loudest(&self, part: &Range<Frames>) -> Result<Option<Blame>, LevelError> {
        let overlaps = |at: &Range<Frames>| at.start < part.end && part.start < at.end;
        let mut cues: Vec<CueId> = self
            .plan
            .clips
            .iter()
            .filter(|clip| overlaps(&clip.at))
            .filter_map(|clip| match clip.of {
                ClipOf::Cue(cue) => Some(cue),
                ClipOf::Line(_) => None,
            })
            .collect();
        cues.sort_unstable();
        cues.dedup();
        let mut worst: Option<Blame> = None;
        for cue in cues {
            let alone = self.plan.only(|clip| clip.of == ClipOf::Cue(cue));
            let mut moments = Moments::new()?;
            self.hear(Arc::new(alone), part.clone(), |blocks, frames| {
                Ok(moments.add(blocks.iter(), frames)?)
            })?;
            let powers = moments.read()?;
            let frames = (part.end - part.start).index().max(1);
            // The last moment is padded with silence.
            let filled = (powers.len() * MOMENT) as f64 / frames as f64;
            let mean = powers.iter().sum::<f64>() / powers.len().max(1) as f64;
            let loudness = loudness(mean * filled);
            if worst
                .as_ref()
                .is_none_or(|worst| loudness.0 > worst.loudness.0)
            {
                worst = Some(Blame { cue, loudness });
            }
        }
        Ok(worst)
    }
}

/// Returns a warning for every line that is not clear.
#[must_use]
pub fn warnings(book: &Book, lines: &[Clarity]) -> Vec<Diagnostic> {
    let drowned = lines.iter().filter(|line| !line.is_clear());
    drowned.map(|line| warning(book, line)).collect()
}

fn warning(book: &Book, clarity: &Clarity) -> Diagnostic {
    let line = &book.lines[clarity.line];
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
    let found = Diagnostic::warning("hard-to-understand", line.text, message).in_prose();
    let Some(blame) = &clarity.blame else {
        return found;
    };
    let cue = &book.cues[blame.cue];
    let level = format!("`{}` is at {:.1} LUFS here", cue.id, blame.loudness.0);
    found
        .also(Source::Script, cue.span, level)
        .hint(mend(clarity, blame, &cue.id))
}

/// Returns advice: by how much to lower the loudest cue, if that is enough.
fn mend(clarity: &Clarity, blame: &Blame, cue: &str) -> String {
    let own = power(blame.loudness);
    let others = (power(clarity.rest) - own).max(0.0);
    let room = power(Lufs(clarity.speech.0 - CLEAR)) - others;
    match room > 0.05 * own {
        true => {
            let less = 10.0 * libm::log10(own / room);
            format!("make `{cue}` {less:.1} dB quieter, with `gain` or a deeper `duck`")
        }
        false => format!("`{cue}` is the loudest of several sounds; all of them must be quieter"),
    }
}
