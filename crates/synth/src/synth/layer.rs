//! Performs one layer onto a canvas.
//!
//! Takes a layer and its random stream, and adds its sound to the canvas. Every
//! event draws from a separate stream, which depends on the layer's name and the
//! event's number.

use super::budget::reach;
use super::curve::frames;
use super::draw::Draw;
use super::drive::drive;
use super::generate::{answer, level, shape};
use super::performer::Performer;
use super::sustain;
use super::sweep::{Stage, filters};
use super::times::onsets;
use crate::recipe::score::{Driven, Layer, Source};
use cuebook_core::units::RATE;
use cuebook_dsp::air;
use cuebook_dsp::canvas::{Canvas, Extent, Spare, pan_gains};
use cuebook_dsp::filter::{Way, chain};
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
        let made = match &layer.source {
            Source::Layers(layers) | Source::Driven(Driven { by: layers, .. }) => {
                Made::Field(self.group(layer, layers, extent, chance)?)
            }
            Source::Tune(of) => Made::Field(self.piece(layer, of, chance, draw)?),
            _ => {
                let sound = self.single(layer, chance, draw)?;
                reach(sound.len())?;
                Made::Point(sound)
            }
        };
        match &layer.passes {
            Some(of) => self.passed(of, made, draw),
            None => Ok(made),
        }
    }

    /// Returns a group of layers as one event.
    fn group(
        &self,
        layer: &Layer,
        layers: &[Layer],
        extent: Extent,
        chance: &Random,
    ) -> Result<Canvas, String> {
        let once = layer.repeat.is_none() && layer.passes.is_none();
        let alone = once && layer.envelope.is_none();
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
pub(super) enum Made {
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
