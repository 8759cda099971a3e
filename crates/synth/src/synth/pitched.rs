//! Generators with a variable pitch: tones and engines.
//!
//! Takes a source, an extent and a random stream, and returns samples. Layers that
//! use the name of the same breath or crank move together.

use super::draw::Draw;
use super::performer::Performer;
use super::source::course::{Course, Crank, Tremble, cranked};
use super::source::engine::{Engine, engine};
use super::source::tone::{Table, partials, tone};
use crate::recipe::score;
use cuebook_dsp::canvas::Extent;
use cuebook_dsp::filter::Way;
use cuebook_dsp::random::Random;

/// The movement of a pitch; without breath and crank it glides once.
#[derive(Copy, Clone)]
struct Mover<'a> {
    breath: Option<&'a score::Breath>,
    crank: Option<&'a score::Crank>,
}

impl Performer<'_> {
    /// Returns a tone as long as `extent`.
    ///
    /// # Errors
    /// Returns the errors of its formulas.
    pub(super) fn tone(
        &self,
        of: &score::Tone,
        extent: Extent,
        own: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Vec<f32>, String> {
        let from = draw.hertz(&of.from)?;
        let to = of.to.as_ref().map_or(Ok(from), |to| draw.hertz(to))?;
        let mover = Mover {
            breath: of.breath.as_ref(),
            crank: of.crank.as_ref(),
        };
        let mut course = self.course((from, to), mover, extent, own)?;
        course.swell(draw.level_or(of.swell.as_ref(), 0.0)?);
        let mut random = own.named("source");
        if let Some(tremor) = &of.tremor {
            let tremble = Tremble {
                rate: draw.hertz(&tremor.rate)?,
                depth: draw.plain(&tremor.depth)?.clamp(0.0, 0.5),
                level: draw.level_or(tremor.level.as_ref(), 0.0)?,
            };
            course.tremble(tremble, extent.way(), &mut random);
        }
        if extent.way() == Way::Circle {
            course.close();
        }
        let count = draw.plain_or(of.partials.as_ref(), 1.0)?.max(1.0) as usize;
        let tilt = draw.level_or(of.tilt.as_ref(), 6.0)?;
        self.budget.spend(extent.frames().unwrap_or(0), 8)?;
        let weights = partials(count, tilt, course.highest());
        Ok(tone(&course, &Table::new(&weights, &mut random)))
    }

    /// Returns an engine sound as long as `extent`. The name of `layer` identifies
    /// the engine.
    ///
    /// # Errors
    /// Returns the errors of its formulas.
    pub(super) fn engine(
        &self,
        of: &score::Engine,
        (layer, extent): (&str, Extent),
        own: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Vec<f32>, String> {
        // Two turns of the shaft are one cycle.
        let from = (draw.rate(&of.speed)? / 2.0).clamp(0.5, 200.0);
        let to = match &of.to {
            Some(to) => (draw.rate(to)? / 2.0).clamp(0.5, 200.0),
            None => from,
        };
        let mover = Mover {
            breath: of.breath.as_ref(),
            crank: None,
        };
        let mut cycles = self.course((from, to), mover, extent, own)?;
        cycles.swell(draw.level_or(of.swell.as_ref(), 6.0)?);
        if extent.way() == Way::Circle {
            cycles.close();
        }
        let made = Engine {
            cylinders: draw.plain(&of.cylinders)?.round().clamp(1.0, 24.0) as usize,
            uneven: draw.plain_or(of.uneven.as_ref(), 0.3)?.clamp(0.0, 1.0),
            load: draw.plain_or(of.load.as_ref(), 0.5)?.clamp(0.0, 1.0),
            pipe: draw.metres_or(of.pipe.as_ref(), 1.5)?,
        };
        let body = Random::new(0).named(layer);
        Ok(engine(made, &cycles, extent.way(), (&body, own)))
    }

    /// Returns the pitch at each moment of `extent`.
    fn course(
        &self,
        ends: (f64, f64),
        mover: Mover<'_>,
        extent: Extent,
        own: &Random,
    ) -> Result<Course, String> {
        let frames = extent.frames().unwrap_or(0).max(1);
        if let Some(crank) = mover.crank {
            let random = match &crank.name {
                Some(name) => self.root.named("crank").named(name),
                None => own.named("crank"),
            };
            let mut draw = self.draw(random);
            let along = cranked(frames, extent.way(), || {
                Ok::<_, String>(Crank {
                    rise: draw.time(&crank.rise)?,
                    hold: draw.time_or(crank.hold.as_ref(), 0.0)?,
                    fall: draw.time(&crank.fall)?,
                })
            })?;
            return Ok(Course::along(frames, ends, &along));
        }
        if let Some(breath) = mover.breath {
            let curve = self.breath(breath.name.as_deref(), &breath.period, extent, own)?;
            return Ok(Course::new(frames, ends, |n| f64::from(curve.at(n))));
        }
        Ok(match extent.way() {
            Way::Circle => Course::new(frames, ends, |_| 0.0),
            Way::Line => Course::new(frames, ends, |n| n as f64 / frames as f64),
        })
    }
}
