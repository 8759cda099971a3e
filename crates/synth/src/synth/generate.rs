//! Generates a single event before it is placed.
//!
//! Takes a source and the event's random stream, and returns the sound, filtered
//! and shaped, with a peak of 1. A body depends only on the recipe; the stroke
//! depends on the event.

use super::budget::{Budget, reach};
use super::curve::{Shape, fade_out, frames};
use super::draw::{Draw, linear};
use super::drive::drive;
use super::follow;
use super::performer::Performer;
use super::source::bell::{Strike, bell};
use super::source::blast::{blast, crack};
use super::source::bubble::bubble;
use super::source::call::{Call, Pose, call};
use super::source::driven;
use super::source::friction::{Friction, stick_slip};
use super::source::grains::{Gravel, grains};
use super::source::modes::{Stroke, modes, ring};
use super::source::noise::noise;
use super::source::throat::{Utterance, utter};
use super::sweep::{Stage, filters};
use crate::recipe::score::{self, Driven, Layer, Source};
use cuebook_dsp::canvas::{Canvas, Extent, peak, power};
use cuebook_dsp::filter::Way;
use cuebook_dsp::random::Random;

impl Performer<'_> {
    /// Returns a tune that ends, filtered, with a peak of 1.
    pub(super) fn piece(
        &self,
        layer: &Layer,
        of: &score::Tune,
        chance: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Canvas, String> {
        let mut canvas = self.tune(of, Extent::Open, chance, draw)?;
        canvas.filter(&filters(&layer.filters, draw)?);
        if let Some(hard) = &layer.drive {
            drive([&mut canvas.left, &mut canvas.right], draw.level(hard)?);
        }
        let loudest = canvas.peak();
        if loudest > 0.0 {
            canvas.scale(1.0 / loudest);
        }
        Ok(canvas)
    }

    /// Returns the output of a generator, filtered and shaped, with a peak of 1.
    pub(super) fn single(
        &self,
        layer: &Layer,
        chance: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Vec<f32>, String> {
        let shape = match &layer.envelope {
            Some(envelope) => Some(shape(envelope, draw)?),
            None => None,
        };
        let length = shape.map(Shape::frames);
        reach(length.unwrap_or(0))?;
        let mut sound = self.generate(layer, chance, length, draw)?;
        let filters = Stage::read(&layer.filters, draw)?;
        if !filters.is_empty() && shape.is_none() {
            // Room for the filters to ring out.
            sound.resize(sound.len() + frames(0.05), 0.0);
        }
        for stage in filters {
            stage.run(&mut sound);
        }
        for breathe in &layer.breathe {
            let extent = Extent::Line(sound.len());
            let curve = self.breath(breathe.name.as_deref(), &breathe.period, extent, chance)?;
            let alone = std::slice::from_mut(&mut sound);
            follow::breathe(alone, breathe, &curve, (draw, Way::Line))?;
        }
        match shape {
            Some(shape) => shape.run(&mut sound),
            None => {
                let tail = sound.len() - sound.len().min(frames(0.01));
                fade_out(&mut sound[tail..]);
            }
        }
        if let Some(hard) = &layer.drive {
            drive([&mut sound], draw.level(hard)?);
        }
        let loudest = peak(&sound);
        if loudest > 0.0 {
            let even = 1.0 / loudest;
            sound.iter_mut().for_each(|sample| *sample *= even);
        }
        Ok(sound)
    }

    fn generate(
        &self,
        layer: &Layer,
        chance: &Random,
        length: Option<usize>,
        draw: &mut Draw<'_>,
    ) -> Result<Vec<f32>, String> {
        let needed = || length.ok_or("a sound that ends needs an `envelope`".to_owned());
        let mut random = chance.named("source");
        let mut sound = match &layer.source {
            Source::Noise(of) => noise(of.colour, needed()?, Way::Line, &mut random),
            Source::Tone(of) => self.tone(of, Extent::Line(needed()?), chance, draw)?,
            Source::Engine(of) => {
                self.budget.spend(needed()?, 8)?;
                self.engine(of, (&layer.layer, Extent::Line(needed()?)), chance, draw)?
            }
            Source::Bell(of) => {
                let body = Random::new(0).named(&layer.layer);
                bell(strike(of, draw)?, &body, &mut random)
            }
            Source::Blast(of) => {
                let positive = draw.time(&of.positive)?;
                blast(positive, draw.time_or(of.rise.as_ref(), 1e-4)?)
            }
            Source::Crack(of) => crack(draw.time(&of.length)?),
            Source::Modes(of) => {
                // The body depends on the recipe, not on the seed.
                let body = Random::new(0).named(&layer.layer);
                ring(stroke(of, draw)?, &body, &mut random)
            }
            Source::Bubble(of) => {
                let radius = draw.size(&of.radius)?;
                bubble(radius, draw.plain_or(of.rise.as_ref(), 0.1)?)
            }
            Source::StickSlip(of) => stick_slip(friction(of, draw)?, needed()?, &mut random),
            Source::Grains(of) => gravel(
                of,
                (needed()?, Way::Line),
                &mut random,
                (draw, &self.budget),
            )?,
            Source::Throat(of) => utter(utterance(of, draw)?, &mut random),
            Source::Call(of) => {
                let of = called(of, draw)?;
                self.budget.spend(frames(of.lasts.min(30.0)), 16)?;
                call(&of, &mut random)
            }
            Source::Driven(_) | Source::Tune(_) | Source::Layers(_) => Vec::new(),
        };
        if let Some(length) = length {
            sound.truncate(length);
        }
        Ok(sound)
    }
}

/// Evaluates the formulas of a throat.
fn utterance(of: &score::Throat, draw: &mut Draw<'_>) -> Result<Utterance, String> {
    let pitch = draw.hertz(&of.pitch)?;
    let tremor = match &of.tremor {
        Some(of) => (draw.hertz(&of.rate)?, draw.plain(&of.depth)?),
        None => (0.0, 0.0),
    };
    Ok(Utterance {
        pitch: (
            pitch,
            of.to.as_ref().map_or(Ok(pitch), |to| draw.hertz(to))?,
        ),
        through: of.through.as_ref().map(|at| draw.hertz(at)).transpose()?,
        tract: draw.size(&of.tract)?,
        effort: draw.plain_or(of.effort.as_ref(), 0.3)?,
        breath: draw.plain_or(of.breath.as_ref(), 0.1)?,
        rough: draw.plain_or(of.rough.as_ref(), 0.1)?,
        tremor,
        syllables: draw.rate(&of.syllables)?,
        vowels: of.vowels,
        joints: of.joints,
        lasts: draw.time(&of.lasts)?,
    })
}

/// Evaluates the formulas of a call. What a pose leaves out stays as before.
fn called(of: &score::Call, draw: &mut Draw<'_>) -> Result<Call, String> {
    let last = (of.line.len() - 1).max(1) as f64;
    let mut pose = Pose {
        at: 0.0,
        pitch: 0.0,
        force: 1.0,
        open: 0.5,
        breath: 0.05,
        rough: 0.0,
        chaos: 0.0,
    };
    let mut poses = Vec::with_capacity(of.line.len());
    for (number, next) in of.line.iter().enumerate() {
        let even = number as f64 / last;
        pose = Pose {
            at: draw.plain_or(next.at.as_ref(), even)?.clamp(pose.at, 1.0),
            pitch: draw.hertz(&next.pitch)?,
            force: draw.plain_or(next.force.as_ref(), pose.force)?,
            open: draw.plain_or(next.open.as_ref(), pose.open)?,
            breath: draw.plain_or(next.breath.as_ref(), pose.breath)?,
            rough: draw.plain_or(next.rough.as_ref(), pose.rough)?,
            chaos: draw.plain_or(next.chaos.as_ref(), pose.chaos)?,
        };
        poses.push(pose);
    }
    let tremor = match &of.tremor {
        Some(of) => (
            draw.hertz(&of.rate)?,
            draw.plain(&of.depth)?,
            draw.level_or(of.level.as_ref(), 0.0)?,
        ),
        None => (0.0, 0.0, 0.0),
    };
    Ok(Call {
        lasts: draw.time(&of.lasts)?,
        poses,
        tract: of.tract.as_ref().map(|of| draw.size(of)).transpose()?,
        bright: of.bright.as_ref().map_or(Ok(1500.0), |of| draw.hertz(of))?,
        tremor,
    })
}

fn strike(of: &score::Bell, draw: &mut Draw<'_>) -> Result<Strike, String> {
    Ok(Strike {
        cast: of.cast,
        prime: draw.hertz(&of.prime)?,
        decay: draw.time(&of.decay)?.clamp(0.01, 60.0),
        warble: draw.plain_or(of.warble.as_ref(), 0.0012)?.clamp(0.0, 0.1),
        hard: draw.plain_or(of.hard.as_ref(), 0.5)?.clamp(0.0, 1.0),
    })
}

/// Evaluates the formulas of friction.
pub(super) fn friction(of: &score::StickSlip, draw: &mut Draw<'_>) -> Result<Friction, String> {
    let from = draw.hertz(&of.from)?;
    Ok(Friction {
        from,
        to: of.to.as_ref().map_or(Ok(from), |to| draw.hertz(to))?,
        jitter: draw.plain_or(of.jitter.as_ref(), 0.1)?,
        wander: draw.plain_or(of.wander.as_ref(), 0.0)?,
        slip: draw.time_or(of.slip.as_ref(), 0.0005)?,
    })
}

/// Returns grains for a number of frames.
pub(super) fn gravel(
    of: &score::Grains,
    extent: (usize, Way),
    random: &mut Random,
    (draw, budget): (&mut Draw<'_>, &Budget),
) -> Result<Vec<f32>, String> {
    let all = Gravel {
        rate: draw.rate(&of.rate)?,
        ring: draw.plain_or(of.ring.as_ref(), 6.0)?,
        spread: draw.level_or(of.spread.as_ref(), 24.0)?,
        tilt: draw.level_or(of.tilt.as_ref(), 0.0)?,
        rough: draw.plain_or(of.rough.as_ref(), 0.0)?.clamp(0.0, 1.0),
        fall: of.fall.as_ref().map(|fall| draw.time(fall)).transpose()?,
        bounces: draw.plain_or(of.bounces.as_ref(), 0.0)?.clamp(0.0, 9.0),
    };
    let turns = all.ring.clamp(0.5, 200.0);
    let work = 1 + all.bounces.ceil() as usize;
    grains(all, extent, random, || {
        let pitch = draw.hertz(&of.pitch)?;
        budget.spend(frames(turns / pitch).min(extent.0), work)?;
        Ok(pitch)
    })
}

/// Replaces the content of a canvas by the response of a body that it drives.
pub(super) fn answer(
    canvas: &mut Canvas,
    (of, name): (&Driven, &str),
    chance: &Random,
    draw: &mut Draw<'_>,
) -> Result<(), String> {
    let contact = draw.time_or(of.modes.contact.as_ref(), 0.0)?;
    let stroke = Stroke {
        contact,
        ..stroke(&of.modes, draw)?
    };
    let body = Random::new(0).named(name);
    let modes = modes(stroke, &body, &mut chance.named("source"));
    let mut middle = canvas.middle();
    if canvas.extent == Extent::Open {
        middle.resize(middle.len() + frames(stroke.decay), 0.0);
    }
    driven::drive(&mut middle, &modes, canvas.extent.way());
    canvas.left.clone_from(&middle);
    canvas.right = middle;
    Ok(())
}

/// Normalises the peak of an event or the RMS of a sustained sound to 1.
pub(super) fn level(canvas: &mut Canvas) {
    let found = match canvas.extent {
        Extent::Open => canvas.peak(),
        Extent::Line(_) | Extent::Circle(_) => {
            libm::sqrt(power(&canvas.left) / canvas.frames().max(1) as f64) as f32
        }
    };
    if found > 0.0 {
        canvas.scale(1.0 / found);
    }
}

fn stroke(of: &score::Modes, draw: &mut Draw<'_>) -> Result<Stroke, String> {
    Ok(Stroke {
        body: of.body,
        lowest: draw.hertz(&of.lowest)?,
        highest: draw.hertz(&of.highest)?,
        decay: draw.time(&of.decay)?.clamp(0.001, 30.0),
        damping: draw.plain_or(of.damping.as_ref(), 0.5)?.clamp(0.0, 3.0),
        contact: draw.time_or(of.contact.as_ref(), 0.001)?,
        warble: draw.plain_or(of.warble.as_ref(), 0.0)?.clamp(0.0, 0.2),
        scatter: draw.plain_or(of.scatter.as_ref(), 0.0)?.clamp(0.0, 3.0),
    })
}

pub(super) fn shape(of: &score::Envelope, draw: &mut Draw<'_>) -> Result<Shape, String> {
    Ok(Shape {
        attack: draw.time_or(of.attack.as_ref(), 0.0)?.min(60.0),
        hold: draw.time_or(of.hold.as_ref(), 0.0)?.min(300.0),
        decay: draw.time(&of.decay)?.clamp(0.001, 60.0),
        tail: match &of.tail {
            Some(tail) => Some((
                linear(draw.level(&tail.level)?).min(1.0),
                draw.time(&tail.decay)?.clamp(0.001, 60.0),
            )),
            None => None,
        },
    })
}
