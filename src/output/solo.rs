//! Plays one sound alone: lowers it below full scale, measures it and writes
//! it. Only one gain is applied; there is no limiter and no pan law.

use super::meter::{Loudness, Meter, Sides};
use super::{Sink, SinkError};
use cuebook_core::audio::Audio;
use cuebook_core::units::{BLOCK, Decibels, Frames, Gain};
use cuebook_engine::Block;

/// The highest sample of a sound that is heard alone, in dB against full scale.
pub(crate) const CEILING: Decibels = Decibels(-1.0);

/// Lowers audio until no sample is over [`CEILING`], and returns the reduction;
/// 0 for audio that fits.
pub(crate) fn lower(audio: &mut Audio) -> Decibels {
    let samples = audio.channels.iter().flatten();
    let peak = samples.fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
    let over = Gain(peak).decibels() - CEILING;
    if over.0 <= 0.0 {
        return Decibels(0.0);
    }
    let gain = (-over).gain().0;
    for sample in audio.channels.iter_mut().flatten() {
        *sample *= gain;
    }
    over
}

/// Extends a loop to `frames` frames, and fades both ends.
#[must_use]
pub(crate) fn extend(round: &Audio, frames: Frames, rise: Frames, fall: Frames) -> Audio {
    let frames = frames.index();
    let (rise, fall) = (rise.index().min(frames / 4), fall.index().min(frames / 4));
    let channels = round.channels.iter().map(|channel| {
        let mut channel: Vec<f32> = channel.iter().copied().cycle().take(frames).collect();
        for (index, sample) in channel.iter_mut().take(rise).enumerate() {
            *sample *= fade(index, rise);
        }
        for (index, sample) in channel.iter_mut().rev().take(fall).enumerate() {
            *sample *= fade(index, fall);
        }
        channel
    });
    Audio {
        channels: channels.collect(),
    }
}

/// A raised cosine: 0 before its first frame, 1 after its last.
fn fade(index: usize, frames: usize) -> f32 {
    let share = (index as f64 + 0.5) / frames as f64;
    (0.5 - 0.5 * libm::cos(std::f64::consts::PI * share)) as f32
}

/// Measures audio on both sides of a stereo pair.
///
/// # Errors
/// When memory is short.
pub(crate) fn measure(audio: &Audio) -> Result<Loudness, SinkError> {
    let mut meter = Meter::new(Sides::Both);
    play(audio, &mut meter)?;
    Ok(meter.read())
}

/// Sends audio into a sink, which has all frames afterwards but is not
/// finished.
///
/// # Errors
/// When the sink fails.
pub(crate) fn play(audio: &Audio, sink: &mut impl Sink) -> Result<(), SinkError> {
    let (Some(left), Some(right)) = (audio.channels.first(), audio.channels.last()) else {
        return Ok(());
    };
    for (left, right) in left.chunks(BLOCK).zip(right.chunks(BLOCK)) {
        let mut block = Block::SILENCE;
        block.left[..left.len()].copy_from_slice(left);
        block.right[..right.len()].copy_from_slice(right);
        sink.write(&block, left.len())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_audio_above_the_ceiling_is_lowered() {
        let mut loud = Audio::mono(vec![0.0, 2.0, -4.0]);
        let over = lower(&mut loud);
        assert!((over.0 - 13.041).abs() < 0.001, "{over:?}");
        assert!((loud.channels[0][2] + 0.891_25).abs() < 1e-4);
        assert!((loud.channels[0][1] - 0.445_62).abs() < 1e-4);
        let mut soft = Audio::mono(vec![0.5, -0.89]);
        assert_eq!(lower(&mut soft), Decibels(0.0));
        assert_eq!(soft.channels[0], [0.5, -0.89]);
        assert_eq!(lower(&mut Audio::mono(vec![0.0; 4])), Decibels(0.0));
    }

    #[test]
    fn a_loop_continues_without_a_break_and_fades_at_its_ends() {
        let round = Audio {
            channels: vec![vec![1.0, 2.0, 3.0], vec![-1.0, -2.0, -3.0]],
        };
        let long = extend(&round, Frames(40), Frames(4), Frames(99));
        let left = &long.channels[0];
        assert_eq!(left.len(), 40);
        let both = left.iter().zip(&long.channels[1]).enumerate();
        for (frame, (left, right)) in both.skip(4).take(26) {
            assert_eq!(*left, (frame % 3) as f32 + 1.0);
            assert_eq!(*right, -left);
        }
        assert!(left[0] < 0.05 && left[39] < 0.05, "{left:?}");
        // Longer fades than a quarter would leave no middle.
        assert!(left[30] < 1.0 && left[29] == 3.0);
    }

    #[test]
    fn a_sound_of_one_channel_is_heard_on_both_sides() {
        let turn = |n: usize| (n as f64 / 48.0).fract() * std::f64::consts::TAU;
        let wave: Vec<f32> = (0..96_000)
            .map(|n| 0.1 * libm::sin(turn(n)) as f32)
            .collect();
        // A sine of 1 kHz at -20 dBFS on both sides is -20 LUFS (ITU-R
        // BS.1770).
        let loudness = measure(&Audio::mono(wave)).unwrap();
        assert!((loudness.integrated.0 + 20.0).abs() < 0.1, "{loudness:?}");
        assert!((loudness.sample_peak.0 + 20.0).abs() < 0.01);
    }
}
