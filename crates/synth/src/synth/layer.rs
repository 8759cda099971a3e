//! Performs one layer onto a canvas.
//!
//! Takes a layer and its random stream, and adds its sound to the canvas. Every
//! event draws from a separate stream, which depends on the layer's name and the
//! event's number.

use super::budget::reach;
use super::curve::frames;
use super::draw::{Draw, linear};
use super::drive::drive;
use super::generate::{answer, level, shape};
use super::performer::Performer;
use super::sustain;
use super::sweep::{Stage, filters};
use super::times::onsets;
use crate::recipe::score::{Driven, Echoes, Layer, Source};
use cuebook_core::units::RATE;
use cuebook_dsp::air;
use cuebook_dsp::canvas::{Canvas, Extent, Spare, pan_gains};
use cuebook_dsp::filter::{Biquad, Way, chain};
use cuebook_dsp::random::Random;

/// The largest number of frames of events that are kept for repetition.
const MOST_KEPT: usize = 300 * RATE as usize;

impl Performer<'_> {
    /// Adds all events of a layer, or its sustained sound, to a canvas.
    pub(super) fn layer(
        &self,
        layer: &Layer,
        onto: &mut Canvas,
        parent: &Random,
    ) -> Result<(), String> {
        let own = parent.named(&layer.layer);
        let mut draw = self.draw(own.named("times"));
        if let Some(when) = &layer.when
            && !draw.holds(when)?
        {
            return Ok(());
        }
        let failed = |reason: String| format!("layer `{}`: {reason}", layer.layer);
        if sustain::is_sustained(layer, onto.extent) {
            self.budget.spend(onto.frames(), 2 * weight(layer))?;
            return sustain::sustain(self, layer, onto, &own).map_err(failed);
        }
        self.events(layer, onto, &own, &mut draw).map_err(failed)
    }

    /// Adds all events of a layer to a canvas.
    fn events(
        &self,
        layer: &Layer,
        onto: &mut Canvas,
        own: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<(), String> {
        let times = self.times(layer, onto.extent, own, draw)?;
        self.budget.events(times.len())?;
        let different = layer.repeat.as_ref().and_then(|of| of.different.as_ref());
        let different = different.map(|of| draw.plain(of)).transpose()?;
        let mut made: Vec<Made> = Vec::new();
        let mut room = MOST_KEPT;
        for (number, time) in times.into_iter().enumerate() {
            let chance = own.nth(number);
            let at = self
                .draw(chance.named("at"))
                .time_or(layer.at.as_ref(), 0.0)?;
            let time = time + frames(at);
            let mut draw = self.draw(chance.named("shape"));
            let enough = different.is_some_and(|most| made.len() as f64 >= most || room == 0);
            if enough && !made.is_empty() {
                let again = &made[number % made.len()];
                self.lay(layer, (onto, time), again, &mut draw)?;
                continue;
            }
            let sound = self.event(layer, onto.extent, &chance, &mut draw)?;
            self.lay(layer, (onto, time), &sound, &mut draw)?;
            if different.is_some() {
                room = room.saturating_sub(sound.frames());
                made.push(sound);
            } else {
                self.spare.give(sound.into_buffers());
            }
        }
        let used = made.into_iter().flat_map(Made::into_buffers);
        self.spare.give(used);
        Ok(())
    }

    /// Returns the start of each event of a layer, in frames.
    fn times(
        &self,
        layer: &Layer,
        extent: Extent,
        own: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Vec<usize>, String> {
        let Some(repeat) = &layer.repeat else {
            return Ok(vec![0]);
        };
        let ebb = repeat.ebb.as_ref();
        let ebb = ebb.map(|ebb| self.breath(ebb.name.as_deref(), &ebb.period, extent, own));
        onsets(repeat, extent, ebb.transpose()?.as_ref(), draw)
    }

    /// Adds one event to a canvas with its level, distance, pan and echoes.
    fn lay(
        &self,
        layer: &Layer,
        (onto, time): (&mut Canvas, usize),
        sound: &Made,
        draw: &mut Draw<'_>,
    ) -> Result<(), String> {
        self.budget.spend(sound.frames(), weight(layer))?;
        let gain = draw.gain(layer.gain.as_ref())?;
        let far;
        let sound = match &layer.distance {
            None => sound,
            Some(distance) => {
                far = sound.away(draw.metres(distance)?);
                &far
            }
        };
        let pan = draw.plain_or(layer.pan.as_ref(), 0.0)?;
        if onto.extent == Extent::Open {
            reach(time + sound.frames())?;
        }
        sound.place(onto, time, gain, pan);
        if let Some(echoes) = &layer.echoes {
            let middle = sound.middle(&self.spare, gain, pan);
            self.echo(echoes, &middle, (onto, time), draw)?;
            self.spare.give([middle]);
        }
        Ok(())
    }

    /// Returns one event, shaped, before it is placed.
    fn event(
        &self,
        layer: &Layer,
        extent: Extent,
        chance: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Made, String> {
        Ok(match &layer.source {
            Source::Layers(layers) | Source::Driven(Driven { by: layers, .. }) => {
                Made::Field(self.group(layer, layers, extent, chance)?)
            }
            Source::Tune(of) => Made::Field(self.piece(layer, of, chance, draw)?),
            _ => {
                let sound = self.single(layer, chance, draw)?;
                reach(sound.len())?;
                Made::Point(sound)
            }
        })
    }

    /// Returns a group of layers as one event.
    fn group(
        &self,
        layer: &Layer,
        layers: &[Layer],
        extent: Extent,
        chance: &Random,
    ) -> Result<Canvas, String> {
        let alone = layer.repeat.is_none() && layer.envelope.is_none();
        let extent = if alone { extent } else { Extent::Open };
        let mut canvas = self.spare.canvas(extent);
        self.budget.spend(canvas.frames(), 2)?;
        self.scope(chance, || {
            let mut all = layers.iter();
            all.try_for_each(|inner| self.layer(inner, &mut canvas, chance))
        })?;
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
        if let Some(hard) = &layer.drive {
            let hard = draw.level(hard)?;
            drive([&mut canvas.left, &mut canvas.right], hard);
        }
        if matches!(layer.source, Source::Driven(_)) {
            level(&mut canvas);
        }
        Ok(canvas)
    }
}

/// An event before it is placed.
#[derive(Clone)]
enum Made {
    /// A mono event.
    Point(Vec<f32>),
    /// A stereo event.
    Field(Canvas),
}

impl Made {
    fn frames(&self) -> usize {
        match self {
            Made::Point(sound) => sound.len(),
            Made::Field(canvas) => canvas.frames(),
        }
    }

    /// Returns the event at a distance in metres.
    fn away(&self, metres: f64) -> Made {
        let mut far = self.clone();
        let filters = air::filters(metres);
        match &mut far {
            Made::Point(sound) => chain(&filters, sound, Way::Line),
            Made::Field(canvas) => canvas.filter(&filters),
        }
        far
    }

    /// Returns half the sum of both sides after the pan.
    fn middle(&self, spare: &Spare, gain: f64, pan: f64) -> Vec<f32> {
        let (left, right) = pan_gains(pan);
        let (left, right) = ((gain * left / 2.0) as f32, (gain * right / 2.0) as f32);
        let mut middle = spare.take(self.frames());
        match self {
            Made::Point(sound) => middle.extend(sound.iter().map(|s| s * (left + right))),
            Made::Field(canvas) => {
                let both = canvas.left.iter().zip(&canvas.right);
                middle.extend(both.map(|(l, r)| l * left + r * right));
            }
        }
        middle
    }

    fn into_buffers(self) -> Vec<Vec<f32>> {
        match self {
            Made::Point(sound) => vec![sound],
            Made::Field(canvas) => vec![canvas.left, canvas.right],
        }
    }

    fn place(&self, onto: &mut Canvas, time: usize, gain: f64, pan: f64) {
        match self {
            Made::Point(sound) => onto.place(sound, time, gain, pan),
            Made::Field(of) => onto.place_stereo((&of.left, &of.right), time, gain, pan),
        }
    }
}

/// Returns an estimate of how often the frames of a layer are processed.
fn weight(layer: &Layer) -> usize {
    let breaths = 2 * layer.breathe.len();
    let air = if layer.distance.is_some() { 8 } else { 0 };
    let body = match layer.source {
        Source::Driven(_) => 24,
        _ => 0,
    };
    2 + layer.filters.len() + breaths + air + body
}

/// The number of frames of a sound whose echoes are added together.
const AT_HAND: usize = 4096;

impl Performer<'_> {
    /// Adds the echoes: each darker, quieter and from another direction.
    fn echo(
        &self,
        of: &Echoes,
        middle: &[f32],
        (onto, time): (&mut Canvas, usize),
        draw: &mut Draw<'_>,
    ) -> Result<(), String> {
        let count = draw.plain(&of.count)?.round().clamp(0.0, 64.0) as usize;
        self.budget.spend(middle.len(), 2 + count)?;
        let (from, to) = (draw.time(&of.from)?.min(20.0), draw.time(&of.to)?.min(20.0));
        let (level, fall) = (draw.level(&of.level)?, draw.level(&of.fall)?);
        let spread = draw.plain_or(of.spread.as_ref(), 1.0)?;
        let dark = draw.hertz(&of.low_pass)?;
        let [early, late] = [0.85, 0.6].map(|part| self.darkened(middle, part * dark));
        let mut arrivals: Vec<(&[f32], usize, (f64, f64))> = Vec::with_capacity(count);
        for _ in 0..count {
            let share = draw.random.unit();
            let at = time + frames(from + (to - from) * share);
            let sound = if share < 0.5 { &early } else { &late };
            let gain = linear(level - fall * share + draw.random.between(-2.0, 2.0));
            let (left, right) = pan_gains(draw.random.between(-spread, spread));
            if onto.extent == Extent::Open {
                reach(at + sound.len())?;
            }
            arrivals.push((sound, at, (gain * left, gain * right)));
        }
        // All echoes of a short section are added at a time, so that the target
        // stays in the cache.
        for start in (0..early.len()).step_by(AT_HAND) {
            let end = early.len().min(start + AT_HAND);
            for (sound, at, gains) in &arrivals {
                onto.lay(&sound[start..end], at + start, *gains);
            }
        }
        self.spare.give([early, late]);
        Ok(())
    }

    /// Returns a copy with less treble.
    fn darkened(&self, sound: &[f32], frequency: f64) -> Vec<f32> {
        let rung = sound.len() + frames(0.02);
        let mut dark = self.spare.copy(sound, rung);
        dark.resize(rung, 0.0);
        let filter = Biquad::low_pass(frequency, std::f64::consts::FRAC_1_SQRT_2);
        chain(&[filter], &mut dark, Way::Line);
        dark
    }
}
