//! Finds the sounds that make the pauses of a file too loud. Each is measured alone, and the
//! remedies together are rendered at the level that the show then has, so that the advice holds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::blame::{Heard, WrittenShow, clock};
use super::judge::Requirement;
use crate::mix::{ClipOf, MixPlan, ResponseId};
use crate::output::level::{self, LevelError};
use crate::output::meter::{decibels, power};
use crate::output::survey::{Stretch, Survey};
use crate::session::SessionError;
use crate::session::console::{Console, Takes};
use crate::session::remedy::{self, Cause, Remedies};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::units::{Decibels, Frames, Gain, Seconds};
use cuebook_engine::{Engine, pump};

/// The maximum number of pauses that are examined, the loudest first.
const MOST_PAUSES: usize = 100;

/// The number of remedies that are measured before one is given up.
const TRIES: usize = 6;

/// How far below the limit the remedies bring the pauses, in dB.
const MARGIN: f64 = 0.5;

/// A sound in the pauses that it makes too loud.
struct Noise {
    /// It alone, in the pause in which it is loudest.
    heard: Heard,
    /// The pause.
    at: Range<Seconds>,
    /// All sounds together in that pause.
    all: Decibels,
    /// The number of pauses.
    count: usize,
}

impl WrittenShow<'_> {
    /// Returns the causes of noise in pauses, with the changes after which the file passes.
    pub(super) fn noise(
        &self,
        requirement: &Requirement,
        survey: &Survey,
    ) -> Result<Vec<Diagnostic>, SessionError> {
        let most = requirement.high.unwrap_or_default();
        let in_show = |pause: &Stretch| Stretch {
            at: self.in_show(pause.at.start)..self.in_show(pause.at.end),
            rms: pause.rms,
        };
        let pauses: Vec<Stretch> = survey.pauses.iter().map(in_show).collect();
        let mut pauses: Vec<&Stretch> = pauses.iter().collect();
        pauses.sort_by(|a, b| b.rms.0.total_cmp(&a.rms.0));
        pauses.truncate(MOST_PAUSES);
        if pauses.is_empty() {
            return Ok(vec![self.no_pause(survey, most)]);
        }
        let (mut causes, mut remedies) = (BTreeMap::new(), Remedies::new());
        for pause in pauses.iter().filter(|pause| pause.rms.0 > most) {
            self.examine(pause, most, &mut causes, &mut remedies)?;
        }
        let mended = self.proved(&pauses, most, &mut remedies)?;
        let found = causes.iter();
        let found = found.map(|(cause, noise)| self.noisy((*cause, noise), &remedies, most));
        let mut found = found.collect::<Result<Vec<Diagnostic>, SessionError>>()?;
        if let (Some(last), Some(rms)) = (found.pop(), mended) {
            let these = match found.len() {
                0 => "with this change",
                _ => "with all of these changes",
            };
            let held = format!(
                "{these} the loudest pause has {:.1} dB RMS: this was measured",
                rms.0
            );
            found.push(last.hint(held));
        }
        Ok(found)
    }

    /// Adds the causes of noise in one pause, and by how much they must be quieter.
    fn examine(
        &self,
        pause: &Stretch,
        most: f64,
        causes: &mut BTreeMap<Cause, Noise>,
        remedies: &mut Remedies,
    ) -> Result<(), SessionError> {
        let at = pause.at.start.frames()..pause.at.end.frames();
        let heard = self.heard(&at, |heard| heard.rms)?;
        let mut of: Vec<(Cause, f64, Heard)> = Vec::new();
        for heard in heard {
            let cause = self.cause(heard.of, &at);
            let own = linear(heard.rms);
            match of.iter_mut().find(|known| known.0 == cause) {
                Some(known) => known.1 += own,
                None => of.push((cause, own, heard)),
            }
        }
        of.sort_by(|a, b| b.1.total_cmp(&a.1));
        let powers: Vec<f64> = of.iter().map(|(_, own, _)| *own).collect();
        let allowed = linear(Decibels(most - MARGIN));
        // If no reduction is enough, the loudest is reported.
        let all = remedy::needed(allowed, &powers).unwrap_or_else(|| vec![0.0]);
        for ((cause, own, heard), less) in of.into_iter().zip(all) {
            let by = remedies.entry(cause).or_default();
            *by = by.max(less);
            let heard = Heard {
                rms: decibels(own),
                ..heard
            };
            let known = causes.entry(cause).or_insert(Noise {
                heard,
                at: pause.at.clone(),
                all: pause.rms,
                count: 0,
            });
            known.count += 1;
        }
        Ok(())
    }

    /// Returns the cause of a sound at a time: its space, if the sound itself has ended.
    fn cause(&self, of: ClipOf, at: &Range<Frames>) -> Cause {
        let plan = &self.console.plan;
        let clips = plan.clips.iter().filter(|clip| clip.of == of);
        let before = clips.filter(|clip| clip.at.start < at.end);
        let last = before.max_by_key(|clip| clip.at.end);
        let send = last
            .filter(|clip| clip.at.end <= at.start)
            .and_then(|clip| clip.sends.first());
        match send.map(|send| plan.spaces[send.space].response) {
            Some(ResponseId::Room(space)) => Cause::Room(space),
            _ => Cause::Clip(of),
        }
    }

    /// Raises the remedies until the pauses hold, and returns the loudest of them then.
    fn proved(
        &self,
        pauses: &[&Stretch],
        most: f64,
        remedies: &mut Remedies,
    ) -> Result<Option<Decibels>, SessionError> {
        for _ in 0..TRIES {
            let mut plan = MixPlan::clone(&self.console.plan);
            remedy::apply(&mut plan, remedies);
            let console = self.console.with_plan(plan);
            let trim = level::find_trim(
                |trim| console.engine(trim),
                console.goal,
                &level::Notes::none(),
            )?
            .trim;
            let mut loudest = Decibels(f64::NEG_INFINITY);
            for pause in pauses {
                let at = pause.at.start.frames()..pause.at.end.frames();
                let rms = rms(&console, trim, at)?;
                loudest = if rms.0 > loudest.0 { rms } else { loudest };
            }
            if loudest.0 <= most - MARGIN / 2.0 {
                return Ok(Some(loudest));
            }
            let more = (loudest.0 - most + MARGIN).ceil();
            remedies.values_mut().for_each(|by| *by += more);
        }
        Ok(None)
    }

    fn noisy(
        &self,
        (cause, noise): (Cause, &Noise),
        remedies: &Remedies,
        most: f64,
    ) -> Result<Diagnostic, SessionError> {
        let more = match noise.count {
            1 => String::new(),
            2 => ", and in another".to_owned(),
            count => format!(", and in {} more", count - 1),
        };
        let who = match cause {
            Cause::Clip(of) => self.show.who(of),
            Cause::Room(space) => format!(
                "the reverberation of {} in `{}`",
                self.show.who(noise.heard.of),
                self.show.book.spaces[space].name
            ),
        };
        let alone = noise.heard.rms.0;
        let together = match alone > most {
            true => String::new(),
            false => format!(", and all sounds together {:.1} dB", noise.all.0),
        };
        let message = format!(
            "{who} has {alone:.1} dB RMS in the pause at {}{more}{together}; {} allows at most {most} dB",
            clock(Seconds(noise.at.start.0 - self.from.0)),
            self.target.name
        );
        let mut found = self.at(noise.heard.of, "delivery-noise-floor", message);
        if alone > most {
            found = found.label(format!("{:.1} dB too loud for a pause", alone - most));
        }
        let by = remedies.get(&cause).copied().unwrap_or_default();
        let at = noise.at.start.frames();
        let found = self.show.advise(self.timeline, found, (cause, by), at);
        Ok(match cause {
            Cause::Clip(ClipOf::Cue(_)) => {
                found.hint("or end it before the pause, or put a `hush` there")
            }
            Cause::Clip(ClipOf::Line(_)) => found,
            Cause::Room(_) => {
                let longer = self.longer(noise, by)?;
                found.hint(format!(
                    "or make the pause {longer}longer, so that the room dies away"
                ))
            }
        })
    }

    /// Returns the time in which a reverberation falls by some dB, measured in its pause; an empty
    /// text if it does not fall there.
    fn longer(&self, noise: &Noise, by: f64) -> Result<String, SessionError> {
        let (start, end) = (noise.at.start.frames(), noise.at.end.frames());
        let middle = Frames((start.0 + end.0) / 2);
        let early = self.alone(noise.heard.of, &(start..middle))?.rms;
        let late = self.alone(noise.heard.of, &(middle..end))?.rms;
        let fall = (early.0 - late.0) / (middle - start).seconds().0;
        let seconds = by / fall;
        Ok(match fall > 1.0 && seconds.is_finite() {
            true => format!("{:.1} s ", (10.0 * seconds).ceil() / 10.0),
            false => String::new(),
        })
    }

    /// Returns the error for a file without a pause of half a second.
    fn no_pause(&self, survey: &Survey, most: f64) -> Diagnostic {
        let quietest = survey.quietest.as_ref().map(|at| {
            format!(
                ": its quietest half second, at {}, has {:.1} dB RMS",
                clock(at.at.start),
                at.rms.0
            )
        });
        let message = format!(
            "no pause is long enough to measure its noise{}; {} allows at most {most} dB",
            quietest.unwrap_or_default(),
            self.target.name
        );
        let found = Diagnostic::error("delivery-noise-floor", Span::default(), message);
        found.hint("make one pause 0.6 s long, such as `pauses: { paragraph: 0.6s }`")
    }
}

/// Returns the RMS of a part of a show at a trim, before the limiter.
fn rms(console: &Console, trim: Gain, at: Range<Frames>) -> Result<Decibels, LevelError> {
    let takes = Takes(console.performance.clone());
    let engine = Engine::new(console.plan.clone(), Box::new(takes));
    let (mut squares, frames) = (0.0, (at.end - at.start).index().max(1));
    pump::mixed(engine, at, |block, frames| {
        console.goal.fold(block);
        squares += power(&block.left[..frames]) + power(&block.right[..frames]);
        Ok::<_, LevelError>(())
    })?;
    Ok(decibels(squares / (2 * frames) as f64) + trim.decibels())
}

fn linear(level: Decibels) -> f64 {
    libm::pow(10.0, level.0 / 10.0)
}
