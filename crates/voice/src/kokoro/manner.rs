//! Applies a tone of voice to the melody of a line and to its sound. No sound
//! moves in time, so the times of the words stay valid.

use super::breath::Noise;
use super::network::{HOP, Melody, NETWORK_RATE};
use super::tone::Manner;

/// Below this pitch, in Hz, the network leaves a sound unvoiced.
const UNVOICED: f32 = 10.0;

/// Values of pitch a second: two a hop.
const PITCHES: f32 = (2 * NETWORK_RATE / HOP) as f32;

/// The values of pitch from one turn of a wandering melody to the next: 0.4 s.
const TURN: usize = (0.4 * PITCHES) as usize;

/// The frequency above which a voice is bright, in Hz.
const BRIGHT: f64 = 2_000.0;

/// Changes the pitch and the strength of the sounds of a line.
pub(super) fn shape(melody: &mut Melody, manner: &Manner) {
    let unsteady = manner.rise != 0.0 || manner.jitter != 0.0 || manner.wander != 0.0;
    let moves = manner.pitch != 0.0 || manner.range != 1.0 || manner.tremble.is_some();
    if let Some(middle) = middle(&melody.pitch).filter(|_| moves || unsteady) {
        let unsteady = unsteadiness(melody.pitch.len(), manner);
        for (index, pitch) in melody.pitch.iter_mut().enumerate() {
            if *pitch > UNVOICED {
                let away = 12.0 * libm::log2f(*pitch / middle);
                let tremble = tremble(manner.tremble, index);
                let semitones = manner.pitch + away * manner.range + tremble + unsteady[index];
                *pitch = middle * libm::exp2f(semitones / 12.0);
            }
        }
    }
    for energy in &mut melody.energy {
        *energy += manner.effort;
    }
    if manner.breath == 1.0 {
        melody.pitch.fill(0.0);
        let length = melody.durations.iter().sum::<usize>() * HOP;
        melody.source = Some(Noise::default().breath(length));
    }
}

/// Returns the rise, the jitter and the wandering of the pitch at each value of the melody, in
/// semitones.
fn unsteadiness(length: usize, manner: &Manner) -> Vec<f32> {
    let mut noise = Noise::default();
    let turns: Vec<f32> = (0..length / TURN + 2).map(|_| noise.next()).collect();
    let middle = length as f32 / 2.0;
    let at = |index: usize| {
        let rise = manner.rise * (index as f32 - middle) / length as f32;
        let (turn, within) = (index / TURN, (index % TURN) as f32 / TURN as f32);
        let ease = 0.5 - 0.5 * libm::cosf(std::f32::consts::PI * within);
        let wander = turns[turn] + (turns[turn + 1] - turns[turn]) * ease;
        rise + manner.wander * wander + manner.jitter * noise.next()
    };
    (0..length).map(at).collect()
}

/// Returns the geometric mean of the voiced pitches.
fn middle(pitch: &[f32]) -> Option<f32> {
    let voiced = pitch.iter().filter(|pitch| **pitch > UNVOICED);
    let (sum, count) = voiced.fold((0.0, 0.0), |(sum, count), pitch| {
        (sum + libm::log2f(*pitch), count + 1.0)
    });
    (count > 0.0).then(|| libm::exp2f(sum / count))
}

/// Returns the tremble of the pitch at a value of the melody, in semitones.
fn tremble(tremble: Option<(f32, f32)>, index: usize) -> f32 {
    let Some((rate, depth)) = tremble else {
        return 0.0;
    };
    let cycles = rate * index as f32 / PITCHES;
    depth * libm::sinf(std::f32::consts::TAU * (cycles - libm::floorf(cycles)))
}

/// Changes the brightness of a line's sound.
pub(super) fn colour(samples: &mut [f32], manner: &Manner) {
    if manner.brightness != 0.0 {
        Shelf::new(BRIGHT, manner.brightness).run(samples);
    }
}

/// A shelf that raises or lowers the level above a frequency.
///
/// (Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter
/// coefficients": high shelf with a slope of 1.)
struct Shelf {
    b: [f64; 3],
    a: [f64; 2],
}

impl Shelf {
    fn new(frequency: f64, decibels: f64) -> Shelf {
        let gain = libm::pow(10.0, decibels / 40.0);
        let angle = std::f64::consts::TAU * frequency / NETWORK_RATE as f64;
        let (cos, sin) = (libm::cos(angle), libm::sin(angle));
        let width = 2.0 * libm::sqrt(gain) * sin / std::f64::consts::SQRT_2;
        let (more, less) = (gain + 1.0, gain - 1.0);
        let scale = 1.0 / (more - less * cos + width);
        Shelf {
            b: [
                gain * (more + less * cos + width) * scale,
                -2.0 * gain * (less + more * cos) * scale,
                gain * (more + less * cos - width) * scale,
            ],
            a: [
                2.0 * (less - more * cos) * scale,
                (more - less * cos - width) * scale,
            ],
        }
    }

    /// Filters in place, from silence. (Transposed direct form II.)
    fn run(&self, samples: &mut [f32]) {
        let (mut first, mut second) = (0.0, 0.0);
        for sample in samples {
            let input = f64::from(*sample);
            let output = self.b[0] * input + first;
            first = snapped(self.b[1] * input - self.a[0] * output + second);
            second = snapped(self.b[2] * input - self.a[1] * output);
            *sample = output as f32;
        }
    }
}

/// Returns the state of a filter, or zero before it becomes denormal.
fn snapped(state: f64) -> f64 {
    if state.abs() < 1e-30 { 0.0 } else { state }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tone;
    use crate::kokoro::breath::BREATH;
    use crate::kokoro::tone::Manner;

    fn manner(tone: Tone) -> Manner {
        crate::kokoro::tone::manner(tone.into())
    }

    fn melody() -> Melody {
        Melody::sketch(vec![2], vec![6.0, 100.0, 400.0, 200.0])
    }

    #[test]
    fn the_neutral_tone_changes_nothing() {
        let mut neutral = melody();
        shape(&mut neutral, &manner(Tone::Neutral));
        assert_eq!(neutral.source, None);
        assert_eq!(neutral.energy, melody().energy);
        assert_eq!(neutral.pitch, melody().pitch);
        let mut samples = vec![0.5, -0.25, 1.0];
        colour(&mut samples, &manner(Tone::Neutral));
        assert_eq!(samples, [0.5, -0.25, 1.0]);
    }

    #[test]
    fn pitch_moves_about_its_middle_and_unvoiced_sounds_stay() {
        let mut octave_up = melody();
        let flat = Manner {
            pitch: 12.0,
            range: 0.0,
            ..manner(Tone::Neutral)
        };
        shape(&mut octave_up, &flat);
        assert_eq!(octave_up.pitch[0], 6.0);
        // The middle of 100, 200 and 400 Hz is 200.
        for pitch in &octave_up.pitch[1..] {
            assert!((pitch - 400.0).abs() < 0.1, "{pitch}");
        }
    }

    #[test]
    fn an_unsteady_pitch_stays_near_its_middle_and_ends_where_it_rises_to() {
        let plain = manner(Tone::Neutral);
        let wanders = unsteadiness(
            400,
            &Manner {
                wander: 2.0,
                jitter: 0.5,
                ..plain
            },
        );
        assert!(wanders.iter().all(|semitones| semitones.abs() <= 2.5));
        let turns = wanders
            .windows(TURN)
            .filter(|turn| (turn[0] - turn[TURN - 1]).abs() > 1.0);
        assert!(turns.count() > 0);
        let rises = unsteadiness(400, &Manner { rise: 2.0, ..plain });
        assert_eq!((rises[0], rises[200]), (-1.0, 0.0));
        assert!((rises[399] - 0.995).abs() < 1e-5);
    }

    #[test]
    fn a_whisper_has_no_pitch_and_one_sample_of_breath_for_each_sample() {
        let mut whisper = melody();
        shape(&mut whisper, &manner(Tone::Whisper));
        assert_eq!(whisper.pitch, [0.0; 4]);
        let breath = whisper.source.unwrap();
        assert_eq!(breath.len(), 2 * HOP);
        assert!(breath.iter().all(|sample| sample.abs() <= BREATH));
        let mean = breath.iter().sum::<f32>() / breath.len() as f32;
        assert!(mean.abs() < BREATH / 10.0);
    }

    #[test]
    fn a_shelf_lifts_the_highs_by_its_gain_and_keeps_the_lows() {
        let level = |frequency: f64| {
            let tone: Vec<f32> = (0..NETWORK_RATE)
                .map(|n| {
                    let cycles = frequency * n as f64 / NETWORK_RATE as f64;
                    (std::f64::consts::TAU * cycles).sin() as f32
                })
                .collect();
            let mut lifted = tone.clone();
            Shelf::new(BRIGHT, 6.0).run(&mut lifted);
            let energy = |x: &[f32]| x.iter().map(|&x| f64::from(x * x)).sum::<f64>();
            10.0 * (energy(&lifted[2_400..]) / energy(&tone[2_400..])).log10()
        };
        assert!(level(100.0).abs() < 0.1);
        assert!((level(BRIGHT) - 3.0).abs() < 0.1);
        assert!((level(10_000.0) - 6.0).abs() < 0.1);
    }

    #[test]
    fn a_filter_falls_silent() {
        let mut samples = vec![0.0; 20_000];
        samples[0] = 1.0;
        Shelf::new(BRIGHT, -6.0).run(&mut samples);
        assert_eq!(samples[19_999], 0.0);
    }
}
