//! Instruments: one note, by one player or several.
//!
//! Takes a pitch, a length and a manner of playing, and adds each player's sound at
//! its place. Players differ slightly in tuning and start time. Louder notes are
//! brighter.

use std::collections::BTreeMap;

use super::course::{Course, STEP, Tremble};
use super::flute;
use super::strings::{plucked, struck};
use super::tines::tine;
use super::tone::turn;
use crate::recipe::score::Instrument;
use crate::synth::curve::{frames, smooth};
use cuebook_core::units::RATE;
use cuebook_dsp::canvas::{Canvas, pan_gains};
use cuebook_dsp::filter::Way;
use cuebook_dsp::random::Random;

/// The largest number of partials of a bowed or blown note.
const MOST: usize = 40;

/// The manner of playing.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Manner {
    pub by: Instrument,
    pub players: usize,
    /// In seconds.
    pub attack: f64,
    /// In seconds.
    pub release: f64,
    /// From 0 to 1.
    pub force: f64,
    /// How far struck strings are out of tune, in cents; by default a little.
    pub detune: Option<f64>,
    /// The divisor of the engine's rate. The content is limited to
    /// [`Manner::highest`].
    pub slow: usize,
}

impl Manner {
    /// Returns the highest partial, in Hz.
    fn highest(self) -> f64 {
        match self.slow {
            1 => 16_000.0,
            slow => 0.44 * f64::from(RATE) / slow as f64,
        }
    }

    /// Converts seconds to frames.
    #[must_use]
    pub(crate) fn frames(self, seconds: f64) -> usize {
        frames(seconds / self.slow as f64)
    }
}

/// A note: its pitch in Hz, its length in seconds, and its level from 0 to 1.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Sounded {
    pub pitch: f64,
    pub seconds: f64,
    pub level: f64,
}

/// The players, and the waves they have made so far.
pub(crate) struct Ensemble {
    manner: Manner,
    waves: BTreeMap<(u64, u32), Wave>,
}

impl Ensemble {
    #[must_use]
    pub(crate) fn new(manner: Manner) -> Ensemble {
        Ensemble {
            manner,
            waves: BTreeMap::new(),
        }
    }

    /// Adds a note that begins at a frame, by all players.
    pub(crate) fn play(
        &mut self,
        note: Sounded,
        random: &Random,
        (onto, at): (&mut Canvas, usize),
    ) {
        let manner = self.manner;
        if manner.by.rings() {
            let mut random = random.named("struck");
            let sound = match manner.by {
                Instrument::Tines => tine(note, manner, &mut random),
                Instrument::Plucked => plucked(note, manner, &mut random),
                _ => struck(note, manner, &mut random),
            };
            let late = manner.frames(random.between(0.0, 0.012));
            let pan = (libm::log2(note.pitch / 200.0) * 0.25).clamp(-0.5, 0.5);
            return onto.place(&sound, at + late, 1.0, pan);
        }
        // Eight steps of loudness are as many as a listener distinguishes.
        let shade = (8.0 * manner.force * note.level).round();
        let key = (note.pitch.to_bits(), shade as u32);
        let made = || Wave::new(manner, note.pitch, shade / 8.0);
        let wave = &*self.waves.entry(key).or_insert_with(made);
        let each = 1.0 / libm::sqrt(manner.players.max(1) as f64);
        for number in 0..manner.players {
            let mut random = random.nth(number);
            let course = course(note, manner, &mut random);
            let gain = each * note.level * random.between(0.8, 1.0);
            let phase = random.unit();
            let late = manner.frames(random.between(0.0, 0.12 * manner.attack.min(0.5)));
            let gains = pan_gains(random.between(-0.7, 0.7));
            let mut at = at + late;
            if manner.by == Instrument::Flute {
                let breath = flute::breath(note, manner, &mut random);
                let share = |side: f64| gain * side;
                onto.lay(&breath, at, (share(gains.0), share(gains.1)));
            }
            sung(&course, wave, (gain, phase), |block| {
                onto.lay(block, at, gains);
                at += block.len();
            });
        }
    }
}

/// One period of a note's wave, soft and loud.
struct Wave {
    points: Vec<[f32; 2]>,
}

/// The base-2 logarithm of the number of points of a wave.
const BITS: u32 = 11;

impl Wave {
    fn new(manner: Manner, pitch: f64, force: f64) -> Wave {
        let (dark, bright) = (
            weights(manner, pitch, 0.25 * force),
            weights(manner, pitch, force),
        );
        // The soft and the loud wave have the same phases.
        let both = dark
            .into_iter()
            .zip(bright)
            .map(|(dark, bright)| [dark, bright]);
        Wave {
            points: turn(both, 1 << BITS, &mut Random::new(0).named("wave")),
        }
    }

    /// Returns the wave at a phase in units of 2⁻³² periods; `level` goes from 0,
    /// soft, to 1, loud.
    #[inline]
    fn at(&self, phase: u32, level: f32) -> f32 {
        let low = (phase >> (32 - BITS)) as usize;
        let part = (phase << BITS) as f32 * (1.0 / 4_294_967_296.0);
        let (a, b) = (self.points[low], self.points[low + 1]);
        let (dark, bright) = (a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]));
        dark + level * (bright - dark)
    }
}

/// Returns the weight of each partial.
fn weights(manner: Manner, pitch: f64, force: f64) -> Vec<f64> {
    let heard = (manner.highest() / pitch) as usize;
    (1..=MOST.min(heard.max(1)))
        .map(|number| {
            let (number, at) = (number as f64, number as f64 * pitch);
            match manner.by {
                // A bowed string is a sawtooth, shaped by the bow hair and the
                // wooden body.
                Instrument::Strings => {
                    let top = 1.0 / (1.0 + libm::pow(at / (900.0 + 2600.0 * force), 2.4));
                    top * body(at) / libm::pow(number, 1.0)
                }
                // A stronger lip vibration excites the bore's partials up to its
                // cutoff.
                Instrument::Pipes => pipe(number, at, force),
                Instrument::Flute => flute::partial(number, at, force),
                Instrument::Brass
                | Instrument::Struck
                | Instrument::Tines
                | Instrument::Plucked => {
                    let tilt = 2.3 - 1.9 * force;
                    let top = 1.0 / (1.0 + libm::pow(at / (1100.0 + 1500.0 * force), 3.0));
                    top * libm::pow(number, -tilt)
                }
            }
        })
        .collect()
}

/// Returns the weight of a partial of an organ: a principal with softer ranks at the
/// octave, the twelfth and two octaves, brighter with more wind. Open pipes have all
/// partials, which fall steeply.
fn pipe(number: f64, at: f64, force: f64) -> f64 {
    let ranks = [
        (1.0, 1.0),
        (2.0, 0.25 + 0.6 * force),
        (3.0, 0.35 * force),
        (4.0, 0.8 * force),
        (6.0, 0.3 * force),
        (8.0, 0.5 * force),
    ];
    let sum: f64 = ranks
        .iter()
        .filter(|(rank, _)| (number / rank).fract() == 0.0)
        .map(|(rank, level)| level * libm::pow(number / rank, 0.6 * force - 1.7))
        .sum();
    sum / (1.0 + libm::pow(at / 5200.0, 2.0))
}

/// Returns the gain of the resonances of a bowed instrument's body: air, wood,
/// bridge.
fn body(at: f64) -> f64 {
    [
        (110.0, 5.0, 0.8),
        (275.0, 4.0, 1.0),
        (460.0, 5.0, 0.9),
        (2400.0, 1.6, 0.7),
    ]
    .iter()
    .map(|(centre, q, height)| {
        let off = q * (at / centre - centre / at);
        height / (1.0 + off * off)
    })
    .sum::<f64>()
        + 0.55
}

/// Returns a player's pitch and level over a note.
fn course(note: Sounded, manner: Manner, random: &mut Random) -> Course {
    let slow = manner.slow as f64;
    let whole = manner.frames(note.seconds + manner.release).max(STEP);
    let cents = match (manner.by, manner.players) {
        (_, 1) => 2.0,
        (Instrument::Strings, _) => 9.0,
        _ => 6.0,
    };
    let pitch = slow * note.pitch * libm::pow(2.0, random.between(-cents, cents) / 1200.0);
    // A brass note starts slightly flat.
    let scoop = if manner.by == Instrument::Brass {
        0.985
    } else {
        1.0
    };
    let found = manner.frames(0.06);
    let mut course = Course::new(whole, (pitch * scoop, pitch), |n| {
        (n as f64 / found as f64).min(1.0)
    });
    let tremble = match manner.by {
        Instrument::Strings => Tremble {
            rate: slow * random.between(4.6, 6.1),
            depth: random.between(0.0025, 0.0055),
            level: random.between(0.6, 2.0),
        },
        Instrument::Flute => flute::tremble(slow, random),
        // A bellows is even.
        Instrument::Pipes => Tremble {
            rate: slow * random.between(0.4, 0.9),
            depth: 0.0002,
            level: 0.1,
        },
        _ => Tremble {
            rate: slow * random.between(5.0, 9.0),
            depth: 0.0009,
            level: 0.5,
        },
    };
    course.tremble(tremble, Way::Line, random);
    let (attack, held) = (manner.attack.min(0.7 * note.seconds), note.seconds);
    let middle = random.between(0.35, 0.65);
    let uneven = if manner.by == Instrument::Pipes {
        0.0
    } else {
        0.35
    };
    course.shape(|seconds| {
        let seconds = slow * seconds;
        let rise = smooth(seconds / attack.max(1e-3));
        let fall = 1.0 - smooth((seconds - held) / manner.release.max(1e-3));
        // A bow or a breath is never even: the level has its maximum somewhere in
        // the note.
        let off = (seconds / held.max(1e-3) - middle).clamp(-1.0, 1.0);
        rise * fall * (1.0 - uneven * off * off)
    });
    course
}

/// Synthesises a course in small blocks, as a blend of the soft and the loud wave
/// by its level.
fn sung(course: &Course, wave: &Wave, (gain, phase): (f64, f64), mut hear: impl FnMut(&[f32])) {
    let mut room = [0.0; STEP];
    let mut left = course.frames();
    let whole = 4_294_967_296.0;
    let (mut phase, gain) = ((phase * whole) as u32, gain as f32);
    for step in course.steps() {
        let block = &mut room[..left.min(STEP)];
        left -= block.len();
        let turn = (step.turn * whole) as u32;
        let (begin, rise) = (step.gain as f32, step.rise as f32);
        for (n, sample) in (0_u16..).zip(&mut *block) {
            let level = begin + rise * f32::from(n);
            *sample = gain * level * wave.at(phase, level);
            phase = phase.wrapping_add(turn);
        }
        hear(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_dsp::canvas::Extent;
    use cuebook_dsp::measure;

    const NOTE: Sounded = Sounded {
        pitch: 220.0,
        seconds: 2.0,
        level: 1.0,
    };

    fn played_by(by: Instrument, players: usize, note: Sounded) -> Vec<f32> {
        let manner = Manner {
            by,
            players,
            attack: 0.5,
            release: 0.5,
            force: 0.8,
            detune: None,
            slow: 1,
        };
        let mut canvas = Canvas::new(Extent::Open);
        Ensemble::new(manner).play(note, &Random::new(1), (&mut canvas, 0));
        canvas.middle()
    }

    #[test]
    fn brass_is_brighter_when_loud_and_in_the_middle_of_a_note() {
        let played = |level: f64| {
            let note = Sounded { level, ..NOTE };
            played_by(Instrument::Brass, 1, note)
        };
        let (loud, soft) = (played(1.0), played(0.2));
        assert!(measure::centroid(&loud) > 1.4 * measure::centroid(&soft));
        let (begin, middle) = (&loud[2400..7200], &loud[40_000..44_800]);
        assert!(measure::centroid(middle) > 1.2 * measure::centroid(begin));
    }

    #[test]
    fn several_players_are_not_quite_in_tune() {
        let sum = played_by(Instrument::Strings, 5, NOTE);
        // They beat: the fundamental's level rises and falls while all hold it.
        let held = measure::filtered(&sum, 190.0, 250.0);
        let swing = measure::swing(&measure::levels(&held[24_000..96_000], 0.03));
        assert!(swing > 2.0, "{swing} dB");
    }

    #[test]
    fn a_struck_string_starts_at_once_and_dies_away() {
        let string = played_by(Instrument::Struck, 1, NOTE);
        let levels = measure::levels(&string, 0.05);
        assert!(levels[1] > 3.0 * levels[levels.len() - 2]);
        let pitch = measure::loudest(&string, 100.0, 1000.0);
        assert!((pitch - 220.0).abs() < 3.0, "{pitch}");
    }
}
