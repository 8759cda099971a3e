//! One layer performed onto a canvas.
//!
//! In: a layer as written, and its stream of chance. Out: its sound, laid on
//! the canvas. Always true: every event draws from a stream of its own, found
//! by the layer's name and the event's number.

use super::air;
use super::budget::{Budget, reach};
use super::canvas::{Canvas, Extent, peak};
use super::curve::{Curve, Shape, fade_out, frames};
use super::draw::{Draw, linear};
use super::filter::{Biquad, Way, chain};
use super::source::bell::{Strike, bell};
use super::source::blast::{blast, crack};
use super::source::bubble::bubble;
use super::source::driven;
use super::source::friction::{Friction, stick_slip};
use super::source::grains::{Gravel, grains};
use super::source::modes::{Stroke, modes, ring};
use super::source::noise::noise;
use super::source::throat::{Utterance, utter};
use super::sweep::Stage;
use super::times::onsets;
use super::{follow, sustain};
use crate::perform::sound::random::Random;
use crate::perform::sound::recipe::formula::{Formula, Time};
use crate::perform::sound::recipe::score::{self, Driven, Echoes, Layer, Source};
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
            let event = self.event(layer, onto.extent, &chance).map_err(told)?;
            let time = time + frames(at.map_err(told)?);
            if onto.extent == Extent::Open {
                reach(time + event.frames()).map_err(told)?;
            }
            onto.add(&event, time);
        }
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

    /// A tune that ends, filtered, with its peak at 1.
    fn piece(
        &self,
        layer: &Layer,
        of: &score::Tune,
        chance: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Canvas, String> {
        let mut canvas = self.tune(of, Extent::Open, chance, draw)?;
        canvas.filter(&filters(&layer.filters, draw)?);
        let loudest = canvas.peak();
        if loudest > 0.0 {
            canvas.scale(1.0 / loudest);
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

    /// What a generator makes, filtered, shaped, with its peak at 1.
    fn single(
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
        let loudest = peak(&sound);
        if loudest > 0.0 {
            sound.iter_mut().for_each(|sample| *sample /= loudest);
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
        let due = || length.ok_or("a sound that ends needs an `envelope`".to_owned());
        let mut random = chance.named("source");
        let mut sound = match &layer.source {
            Source::Noise(of) => noise(of.colour, due()?, Way::Line, &mut random),
            Source::Tone(of) => self.tone(of, Extent::Line(due()?), chance, draw)?,
            Source::Engine(of) => {
                self.budget.spend(due()?, 8)?;
                self.engine(of, (&layer.layer, Extent::Line(due()?)), chance, draw)?
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
                // The body is the recipe's, whatever the seed.
                let body = Random::new(0).named(&layer.layer);
                ring(stroke(of, draw)?, &body, &mut random)
            }
            Source::Bubble(of) => {
                let radius = draw.size(&of.radius)?;
                bubble(radius, draw.plain_or(of.rise.as_ref(), 0.1)?)
            }
            Source::StickSlip(of) => stick_slip(friction(of, draw)?, due()?, &mut random),
            Source::Grains(of) => gravel(of, (due()?, Way::Line), &mut random, draw)?,
            Source::Throat(of) => utter(utterance(of, draw)?, &mut random),
            Source::Driven(_) | Source::Tune(_) | Source::Layers(_) => Vec::new(),
        };
        if let Some(length) = length {
            sound.truncate(length);
        }
        Ok(sound)
    }
}

/// How often about the frames of a layer are worked over.
fn weight(layer: &Layer) -> usize {
    let breaths = 2 * layer.breathe.len();
    let air = if layer.distance.is_some() { 8 } else { 0 };
    2 + layer.filters.len() + breaths + air
}

/// The values of a throat.
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

fn strike(of: &score::Bell, draw: &mut Draw<'_>) -> Result<Strike, String> {
    Ok(Strike {
        cast: of.cast,
        prime: draw.hertz(&of.prime)?,
        decay: draw.time(&of.decay)?.clamp(0.01, 60.0),
        warble: draw.plain_or(of.warble.as_ref(), 0.0012)?.clamp(0.0, 0.1),
        hard: draw.plain_or(of.hard.as_ref(), 0.5)?.clamp(0.0, 1.0),
    })
}

/// The values of friction.
pub fn friction(of: &score::StickSlip, draw: &mut Draw<'_>) -> Result<Friction, String> {
    let from = draw.hertz(&of.from)?;
    Ok(Friction {
        from,
        to: of.to.as_ref().map_or(Ok(from), |to| draw.hertz(to))?,
        jitter: draw.plain_or(of.jitter.as_ref(), 0.1)?,
        wander: draw.plain_or(of.wander.as_ref(), 0.0)?,
        slip: draw.time_or(of.slip.as_ref(), 0.0005)?,
    })
}

/// Grains over some frames.
pub fn gravel(
    of: &score::Grains,
    extent: (usize, Way),
    random: &mut Random,
    draw: &mut Draw<'_>,
) -> Result<Vec<f32>, String> {
    let all = Gravel {
        rate: draw.rate(&of.rate)?,
        ring: draw.plain_or(of.ring.as_ref(), 6.0)?,
        spread: draw.level_or(of.spread.as_ref(), 24.0)?,
    };
    grains(all, extent, random, || draw.hertz(&of.pitch))
}

/// Lets what is on a canvas drive a body, which answers in its place.
fn answer(
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

/// Brings the peak of an event to 1, the RMS of what goes on.
fn level(canvas: &mut Canvas) {
    let found = match canvas.extent {
        Extent::Open => canvas.peak(),
        Extent::Line(_) | Extent::Circle(_) => {
            let power = canvas.left.iter().map(|s| f64::from(*s) * f64::from(*s));
            libm::sqrt(power.sum::<f64>() / canvas.frames().max(1) as f64) as f32
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
        damping: draw.plain_or(of.damping.as_ref(), 0.5)?,
        contact: draw.time_or(of.contact.as_ref(), 0.001)?,
    })
}

fn shape(of: &score::Envelope, draw: &mut Draw<'_>) -> Result<Shape, String> {
    Ok(Shape {
        attack: draw.time_or(of.attack.as_ref(), 0.0)?.min(60.0),
        hold: draw.time_or(of.hold.as_ref(), 0.0)?.min(300.0),
        decay: draw.time(&of.decay)?.clamp(0.001, 60.0),
    })
}

/// The filters as written, in their order, of what goes on.
pub fn filters(of: &[score::Filter], draw: &mut Draw<'_>) -> Result<Vec<Biquad>, String> {
    of.iter()
        .map(|filter| match &filter.to {
            None => still(filter, draw),
            Some(_) => Err("a filter moves `to` a frequency only over an event".to_owned()),
        })
        .collect()
}

/// A filter that does not move.
pub fn still(of: &score::Filter, draw: &mut Draw<'_>) -> Result<Biquad, String> {
    let q = draw.plain_or(of.q.as_ref(), std::f64::consts::FRAC_1_SQRT_2)?;
    match (&of.low_pass, &of.high_pass, &of.band) {
        (Some(at), None, None) => Ok(Biquad::low_pass(draw.hertz(at)?, q)),
        (None, Some(at), None) => Ok(Biquad::high_pass(draw.hertz(at)?, q)),
        (None, None, Some(at)) => Ok(Biquad::band(draw.hertz(at)?, q)),
        _ => Err("a filter is one of `low-pass`, `high-pass`, `band`".to_owned()),
    }
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
    let (from, to) = (draw.time(&of.from)?, draw.time(&of.to)?.min(20.0));
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
