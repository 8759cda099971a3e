//! Finds the line or cue that causes a failed requirement. Takes the requirement and the
//! position of its measurement, and returns diagnostics that point to the script or the
//! text. Each candidate is rendered alone with the same engine, at the same gain and
//! position.

use std::ops::Range;
use std::sync::Arc;

use super::judge::{Requirement, What};
use crate::book::{Level, Target};
use crate::mix::ClipOf;
use crate::output::level::{self, LevelError};
use crate::output::meter::{decibels, power};
use crate::output::survey::Survey;
use crate::session::console::{Console, Takes};
use crate::session::{SessionError, Show};
use crate::timeline::Timeline;
use cuebook_core::diagnostic::{Diagnostic, Source, Span};
use cuebook_core::units::{self, BLOCK, Decibels, Frames, Gain, RATE, Seconds};
use cuebook_engine::{Engine, pump};

/// How long reverberation may be heard after the end of a clip.
const LINGERS: Seconds = Seconds(8.0);

/// The length of audio that is examined for a peak, a head or a tail.
const MOMENT: Seconds = Seconds(0.05);

/// The RMS of a sound whose loudest moments alone are never silence.
const FAINT: Decibels = Decibels(-70.0);

/// A written show that can be rendered again, line by line and cue by cue.
pub(super) struct WrittenShow<'a> {
    pub show: &'a Show,
    pub timeline: &'a Timeline,
    pub console: &'a Console,
    /// The trim of the written file.
    pub trim: Gain,
    /// Whether the limiter kept the show below its level.
    pub limited: bool,
    pub target: &'a Target,
    /// The part of the show that is in the file; `None` for the whole.
    pub part: Option<&'a Range<Frames>>,
    /// When the file begins in the show. The silence before a part is not in the show.
    pub from: Seconds,
}

/// The level of a line or cue alone, at one position, as in the file.
#[derive(Copy, Clone, Debug)]
pub(super) struct Heard {
    pub of: ClipOf,
    pub rms: Decibels,
    pub peak: Decibels,
}

impl WrittenShow<'_> {
    /// Returns the causes of a failed requirement.
    ///
    /// # Errors
    /// When the audio cannot be read any more.
    pub(super) fn findings(
        &self,
        requirement: &Requirement,
        survey: &Survey,
    ) -> Result<Vec<Diagnostic>, SessionError> {
        let found = match requirement.what {
            What::Loudness | What::Rms => vec![match self.part {
                None => self.level(requirement)?,
                Some(part) => self.level_of_part(requirement, survey, part)?,
            }],
            What::TruePeak | What::SamplePeak => vec![self.peak(requirement)?],
            What::NoiseFloor => self.noise(requirement, survey)?,
            What::Head => vec![self.head(requirement)?],
            What::Tail => self.tail(requirement, survey)?,
            What::Length => vec![self.length(requirement)],
            What::Rate | What::Channels => Vec::new(),
        };
        Ok(found)
    }

    fn level(&self, requirement: &Requirement) -> Result<Diagnostic, SessionError> {
        let (wanted, measured) = (self.target.level, requirement.measured);
        let name = self.target.name;
        if measured == f64::NEG_INFINITY {
            let message = format!("this show is silent; {name} requires {wanted}");
            let silent = Diagnostic::error("delivery-level", Span::default(), message);
            return Ok(silent.hint("a show needs words or audible cues"));
        }
        let engine = self.console.engine(Gain::UNITY);
        let pinch = level::pinch(engine, self.trim, self.console.goal)?;
        let unit = match wanted {
            Level::Loudness { .. } => "LUFS",
            Level::Rms(_) => "dB RMS",
        };
        let short = format!("the show reaches {measured:.1} {unit}; {name} requires {wanted}");
        let loudest = match &pinch {
            Some((at, peak)) => self
                .loudest(at, |heard| heard.peak)?
                .map(|of| (at, *peak, of)),
            None => None,
        };
        let Some((at, peak, heard)) = loudest else {
            return Ok(Diagnostic::error("delivery-level", Span::default(), short));
        };
        let over = (peak.decibels() - self.target.peak).0;
        let who = self.show.who(heard.of);
        let message = match self.limited {
            true => format!("the limiter keeps the level down at {who}: {short}"),
            false => format!("{short}; {who} is its loudest part"),
        };
        let place = clock(at.start.seconds());
        let label = format!("at {place} it would exceed the allowed peak by {over:.1} dB");
        let found = self.at(heard.of, "delivery-level", message).label(label);
        self.mend_level(found, heard.of, measured)
    }

    fn peak(&self, requirement: &Requirement) -> Result<Diagnostic, SessionError> {
        let at = requirement.at.unwrap_or_default();
        let most = requirement.high.unwrap_or_default();
        let (measured, unit) = (requirement.measured, requirement.what.unit());
        let message = format!(
            "a peak of {measured:.1} {unit} at {}; {} allows at most {most} {unit}",
            clock(at),
            self.target.name
        );
        let at = self.in_show(at);
        let Some(heard) = self.loudest(&moment(at), |heard| heard.peak)? else {
            return Ok(Diagnostic::error("delivery-peak", Span::default(), message));
        };
        let found = self.at(heard.of, "delivery-peak", message);
        let label = format!("{} peaks here", self.show.who(heard.of));
        Ok(self.less(found.label(label), heard.of, measured - most + 0.1, at))
    }

    fn head(&self, requirement: &Requirement) -> Result<Diagnostic, SessionError> {
        let first = self.in_show(Seconds(requirement.measured));
        let heard = self.loudest(&moment(first), |heard| heard.rms)?;
        let (low, high) = bounds(requirement);
        let message = format!(
            "the show begins {:.2} s into the file; {} requires {low} to {high} s of silence",
            requirement.measured, self.target.name
        );
        let Some(heard) = heard else {
            return Ok(Diagnostic::error("delivery-head", Span::default(), message));
        };
        let label = format!("{} is heard first", self.show.who(heard.of));
        let found = self.at(heard.of, "delivery-head", message).label(label);
        let later = (low + high) / 2.0 - requirement.measured;
        Ok(self.begin_later(found, heard.of, Seconds(later)))
    }

    /// Returns the sound that is heard last, and the other sounds that last to the end.
    fn tail(
        &self,
        requirement: &Requirement,
        survey: &Survey,
    ) -> Result<Vec<Diagnostic>, SessionError> {
        let last = self.in_show(Seconds(survey.length.0 - requirement.measured));
        let before = Seconds((last.0 - MOMENT.0).max(0.0));
        let heard = self.heard(&moment(before), |heard| heard.rms)?;
        let (low, high) = bounds(requirement);
        let message = format!(
            "the show ends {:.2} s before the file ends; {} requires {low} to {high} s of silence",
            requirement.measured, self.target.name
        );
        if heard.is_empty() {
            let nobody = Diagnostic::error("delivery-tail", Span::default(), message);
            return Ok(vec![nobody]);
        }
        let told = heard.iter().enumerate().filter(|(place, heard)| {
            *place == 0 || (self.lasts(heard.of) && heard.rms.0 > FAINT.0)
        });
        let found = told.map(|(place, heard)| {
            let who = self.show.who(heard.of);
            let label = match place {
                0 => format!("{who} is heard last"),
                _ => format!("{who} is heard to the end too"),
            };
            let found = self.at(heard.of, "delivery-tail", message.clone());
            let end = (Seconds(last.0 + low + 1.0), Seconds(high));
            self.end_at(found.label(label), heard.of, end)
        });
        Ok(found.collect())
    }

    fn length(&self, requirement: &Requirement) -> Diagnostic {
        let most = Seconds(requirement.high.unwrap_or_default());
        let (what, start) = match self.part {
            None => ("show", Frames::ZERO),
            Some(part) => ("file", part.start),
        };
        let message = format!(
            "the {what} lasts {}; {} allows at most {}",
            clock(Seconds(requirement.measured)),
            self.target.name,
            clock(most)
        );
        let scenes = self.timeline.scenes.iter().enumerate();
        let within = start + Frames(1)..=start + most.frames();
        let mut fits = scenes.filter(|(_, at)| within.contains(at));
        let Some((scene, at)) = fits.next_back() else {
            return Diagnostic::error("delivery-length", Span::default(), message)
                .hint("deliver it as several shows, or begin a scene within it");
        };
        let span = self.show.script.scenes.get(scene);
        let span = span.map_or(Span::default(), |scene| scene.span);
        Diagnostic::error("delivery-length", span, message)
            .label(format!(
                "the last scene that begins in time, at {}",
                clock((*at - start).seconds())
            ))
            .hint(match self.part {
                None => "make a separate show from this scene on",
                Some(_) => "give this scene a `title`: it then begins its own file",
            })
    }

    /// Returns when a moment of the file is in the show.
    pub(super) fn in_show(&self, at: Seconds) -> Seconds {
        Seconds(at.0 + self.from.0)
    }

    /// Returns the loudest sound at a position, by RMS or by peak.
    fn loudest(
        &self,
        at: &Range<Frames>,
        by: fn(&Heard) -> Decibels,
    ) -> Result<Option<Heard>, SessionError> {
        let heard = self.heard(at, by)?;
        Ok(heard.into_iter().next())
    }

    /// Returns all sounds at a position, each measured alone, the loudest first.
    pub(super) fn heard(
        &self,
        at: &Range<Frames>,
        by: fn(&Heard) -> Decibels,
    ) -> Result<Vec<Heard>, SessionError> {
        let near = |clip: &&crate::mix::Clip| {
            clip.at.start < at.end && clip.at.end + LINGERS.frames() > at.start
        };
        let clips = self.console.plan.clips.iter().filter(near);
        let mut near: Vec<ClipOf> = clips.map(|clip| clip.of).collect();
        near.sort_unstable();
        near.dedup();
        let heard: Result<Vec<Heard>, LevelError> =
            near.into_iter().map(|of| self.alone(of, at)).collect();
        let mut heard = heard?;
        heard.retain(|heard| heard.rms.0.is_finite());
        heard.sort_by(|a, b| by(b).0.total_cmp(&by(a).0));
        Ok(heard)
    }

    /// Renders a line or cue alone, before the limiter.
    pub(super) fn alone(&self, of: ClipOf, at: &Range<Frames>) -> Result<Heard, LevelError> {
        let plan = self.console.plan.only(|clip| clip.of == of);
        let takes = Takes(self.console.performance.clone());
        let engine = Engine::new(Arc::new(plan), Box::new(takes));
        let (mut squares, mut highest) = (0.0, 0.0f32);
        let all = (at.end - at.start).index().max(1);
        pump::mixed(engine, at.clone(), |block, frames| {
            self.console.goal.fold(block);
            for side in [&block.left[..frames], &block.right[..frames]] {
                squares += power(side);
                highest = side.iter().fold(highest, |most, x| most.max(x.abs()));
            }
            Ok::<_, LevelError>(())
        })?;
        let trim = self.trim.decibels();
        Ok(Heard {
            of,
            rms: decibels(squares / (2 * all) as f64) + trim,
            peak: Gain(highest).decibels() + trim,
        })
    }

    /// Returns an error at a cue in the script, or at a line in the text.
    pub(super) fn at(&self, of: ClipOf, code: &'static str, message: String) -> Diagnostic {
        match of {
            ClipOf::Cue(cue) => Diagnostic::error(code, self.show.book.cues[cue].span, message),
            ClipOf::Line(line) => {
                let span = self.show.book.lines[line].text;
                let mut found = Diagnostic::error(code, span, message);
                found.labels[0].source = Source::Prose;
                found
            }
        }
    }
}

fn bounds(requirement: &Requirement) -> (f64, f64) {
    let low = requirement.low.unwrap_or_default();
    (low, requirement.high.unwrap_or(low))
}

/// Returns the frames of [`MOMENT`] from a time on.
fn moment(at: Seconds) -> Range<Frames> {
    let at = at.frames();
    at..at + MOMENT.frames()
}

/// Formats a time for people.
pub(super) fn clock(at: Seconds) -> String {
    units::clock(at.frames())
}

// A block of the pinch is shorter than a moment.
const _: () = assert!(BLOCK < RATE as usize / 20);
