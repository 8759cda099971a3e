//! One layer performed onto a canvas.
//!
//! In: a layer as written, and its stream of chance. Out: its sound, laid on
//! the canvas. Always true: every event draws from a stream of its own, found
//! by the layer's name and the event's number.

use super::air;
use super::budget::{Budget, reach};
use super::canvas::{Canvas, Extent};
use super::curve::{Curve, frames};
use super::draw::{Draw, linear};
use super::filter::{Biquad, Way, chain};
use super::generate::{answer, level, shape};
use super::sustain;
use super::sweep::{Stage, filters};
use super::times::onsets;
use crate::perform::sound::random::Random;
use crate::perform::sound::recipe::formula::{Formula, Time};
use crate::perform::sound::recipe::score::{Driven, Echoes, Layer, Source};
use crate::perform::sound::recipe::settings::Settings;

/// What all layers of one performance share.
pub struct Performer<'a> {
    pub settings: &'a Settings,
    /// The recipe's stream: breaths with a name are found from here.
    pub root: Random,
    /// What the performance may still cost.
    pub budget: Budget,
}

impl Performer<'_> {
    pub fn draw(&self, random: Random) -> Draw<'_> {
        Draw {
            settings: self.settings,
            random,
        }
    }

    /// Lays all of a layer's events, or its sustained sound, on a canvas.
    pub fn layer(&self, layer: &Layer, onto: &mut Canvas, parent: &Random) -> Result<(), String> {
        let own = parent.named(&layer.layer);
        let mut draw = self.draw(own.named("times"));
        if let Some(when) = &layer.when
            && !draw.holds(when)?
        {
            return Ok(());
        }
        let told = |reason: String| format!("layer `{}`: {reason}", layer.layer);
        if sustain::is_sustained(layer, onto.extent) {
            self.budget.spend(onto.frames(), 2 * weight(layer))?;
            return sustain::sustain(self, layer, onto, &own).map_err(told);
        }
        let times = match &layer.repeat {
            Some(repeat) => {
                let ebb = repeat
                    .ebb
                    .as_ref()
                    .map(|ebb| self.breath(ebb.name.as_deref(), &ebb.period, onto.extent, &own));
                let ebb = ebb.transpose().map_err(told)?;
                onsets(repeat, onto.extent, ebb.as_ref(), &mut draw).map_err(told)?
            }
            None => vec![0],
        };
        self.budget.events(times.len()).map_err(told)?;
        for (number, time) in times.into_iter().enumerate() {
            let chance = own.nth(number);
            let at = self
                .draw(chance.named("at"))
                .time_or(layer.at.as_ref(), 0.0);
            let time = time + frames(at.map_err(told)?);
            self.lay(layer, onto, time, &chance).map_err(told)?;
        }
        Ok(())
    }

    /// Lays one event on a canvas.
    fn lay(
        &self,
        layer: &Layer,
        onto: &mut Canvas,
        time: usize,
        chance: &Random,
    ) -> Result<(), String> {
        let single = !matches!(
            layer.source,
            Source::Layers(_) | Source::Driven(_) | Source::Tune(_)
        );
        if single && layer.echoes.is_none() {
            return self.point(layer, onto, time, chance);
        }
        let event = self.event(layer, onto.extent, chance)?;
        if onto.extent == Extent::Open {
            reach(time + event.frames())?;
        }
        onto.add(&event, time);
        Ok(())
    }

    /// Lays an event that comes from one point, as most do, without a canvas of its own.
    fn point(
        &self,
        layer: &Layer,
        onto: &mut Canvas,
        time: usize,
        chance: &Random,
    ) -> Result<(), String> {
        let mut draw = self.draw(chance.named("shape"));
        let mut sound = self.single(layer, chance, &mut draw)?;
        reach(if onto.extent == Extent::Open {
            time + sound.len()
        } else {
            sound.len()
        })?;
        self.budget.spend(sound.len(), weight(layer))?;
        let gain = draw.gain(layer.gain.as_ref())?;
        if let Some(distance) = &layer.distance {
            chain(&air::filters(draw.metres(distance)?), &mut sound, Way::Line);
        }
        let pan = draw.plain_or(layer.pan.as_ref(), 0.0)?;
        onto.place(&sound, time, gain, pan);
        Ok(())
    }

    /// The curve of a breath.
    pub fn breath(
        &self,
        name: Option<&str>,
        period: &Formula<Time>,
        extent: Extent,
        own: &Random,
    ) -> Result<Curve, String> {
        let random = match name {
            Some(name) => self.root.named("breath").named(name),
            None => own.named("breath"),
        };
        Curve::new(extent, random, |random| {
            let mut draw = self.draw(random.clone());
            let time = draw.time(period);
            *random = draw.random;
            time
        })
    }

    /// One event, shaped, at its place, with its echoes.
    fn event(&self, layer: &Layer, extent: Extent, chance: &Random) -> Result<Canvas, String> {
        let mut draw = self.draw(chance.named("shape"));
        let mut canvas = match &layer.source {
            Source::Layers(layers) | Source::Driven(Driven { by: layers, .. }) => {
                self.group(layer, layers, extent, chance)?
            }
            Source::Tune(of) => self.piece(layer, of, chance, &mut draw)?,
            _ => {
                let sound = self.single(layer, chance, &mut draw)?;
                reach(sound.len())?;
                let mut canvas = Canvas::new(Extent::Open);
                canvas.place(&sound, 0, 1.0, 0.0);
                canvas
            }
        };
        self.budget.spend(canvas.frames(), weight(layer))?;
        canvas.scale(draw.gain(layer.gain.as_ref())? as f32);
        if let Some(distance) = &layer.distance {
            let metres = draw.metres(distance)?;
            canvas.filter(&air::filters(metres));
        }
        if let Some(pan) = &layer.pan {
            canvas.turn(draw.plain(pan)?);
        }
        if let Some(echoes) = &layer.echoes {
            echo(&mut canvas, echoes, &mut draw, &self.budget)?;
        }
        Ok(canvas)
    }

    /// Layers treated as one.
    fn group(
        &self,
        layer: &Layer,
        layers: &[Layer],
        extent: Extent,
        chance: &Random,
    ) -> Result<Canvas, String> {
        let alone = layer.repeat.is_none() && layer.envelope.is_none();
        let mut canvas = Canvas::new(if alone { extent } else { Extent::Open });
        self.budget.spend(canvas.frames(), 2)?;
        for inner in layers {
            self.layer(inner, &mut canvas, chance)?;
        }
        let mut draw = self.draw(chance.named("group"));
        if let Source::Driven(of) = &layer.source {
            answer(&mut canvas, (of, &layer.layer), chance, &mut draw)?;
        }
        if canvas.extent == Extent::Open {
            for stage in Stage::read(&layer.filters, &mut draw)? {
                stage.run_both(&mut canvas);
            }
        } else {
            canvas.filter(&filters(&layer.filters, &mut draw)?);
        }
        if let Some(envelope) = &layer.envelope {
            let shape = shape(envelope, &mut draw)?;
            for channel in [&mut canvas.left, &mut canvas.right] {
                channel.truncate(shape.frames());
                shape.run(channel);
            }
        }
        if matches!(layer.source, Source::Driven(_)) {
            level(&mut canvas);
        }
        Ok(canvas)
    }
}

/// How often about the frames of a layer are worked over.
fn weight(layer: &Layer) -> usize {
    let breaths = 2 * layer.breathe.len();
    let air = if layer.distance.is_some() { 8 } else { 0 };
    let body = match layer.source {
        Source::Driven(_) => 24,
        _ => 0,
    };
    2 + layer.filters.len() + breaths + air + body
}

/// Adds later arrivals: each darker, weaker and from elsewhere.
fn echo(
    canvas: &mut Canvas,
    of: &Echoes,
    draw: &mut Draw<'_>,
    budget: &Budget,
) -> Result<(), String> {
    let count = draw.plain(&of.count)?.round().clamp(0.0, 64.0) as usize;
    budget.spend(canvas.frames(), 2 + count)?;
    let (from, to) = (draw.time(&of.from)?.min(20.0), draw.time(&of.to)?.min(20.0));
    let (level, fall) = (draw.level(&of.level)?, draw.level(&of.fall)?);
    let spread = draw.plain_or(of.spread.as_ref(), 1.0)?;
    let dark = draw.hertz(&of.low_pass)?;
    let middle = canvas.middle();
    let [early, late] = [0.85, 0.6].map(|part| darkened(&middle, part * dark));
    for _ in 0..count {
        let share = draw.random.unit();
        let delay = from + (to - from) * share;
        let sound = if share < 0.5 { &early } else { &late };
        let gain = linear(level - fall * share + draw.random.between(-2.0, 2.0));
        let pan = draw.random.between(-spread, spread);
        canvas.place(sound, frames(delay), gain, pan);
    }
    Ok(())
}

/// A copy without its treble.
fn darkened(sound: &[f32], frequency: f64) -> Vec<f32> {
    let mut sound = sound.to_vec();
    sound.resize(sound.len() + frames(0.02), 0.0);
    let dark = [Biquad::low_pass(frequency, std::f64::consts::FRAC_1_SQRT_2)];
    chain(&dark, &mut sound, Way::Line);
    sound
}
