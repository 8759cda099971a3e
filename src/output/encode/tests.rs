use std::io::Cursor;
use std::sync::Arc;

use super::*;
use crate::output::meter::Sides;
use crate::output::wav;
use cuebook_core::units::{BLOCK, Frames, RATE};
use cuebook_synth::file;

/// A tone that rises from 100 Hz to 8 kHz, so that a shift by one frame shows.
fn sweep(frames: usize) -> Vec<f32> {
    let mut turn = 0.0;
    (0..frames)
        .map(|n| {
            let pitch = 100.0 * libm::pow(80.0, n as f64 / frames as f64);
            turn += pitch / f64::from(RATE);
            0.4 * libm::sin(turn * std::f64::consts::TAU) as f32
        })
        .collect()
}

fn stereo(frames: usize) -> Audio {
    let left = sweep(frames);
    let right = left.iter().rev().map(|own| 0.5 * own).collect();
    Audio {
        channels: vec![left, right],
    }
}

fn decoded(name: &str, bytes: Vec<u8>) -> Audio {
    file::decode(name, Arc::from(bytes)).unwrap()
}

/// Returns the shift at which two waves are most alike, in frames.
fn shift(one: &[f32], other: &[f32]) -> i64 {
    let alike = |by: i64| -> f64 {
        let pairs = one.iter().enumerate().skip(4_000).step_by(13).take(1_500);
        pairs
            .map(|(n, own)| f64::from(*own) * f64::from(other[(n as i64 + by) as usize]))
            .sum()
    };
    let shifts = -1_200..=1_200i64;
    let best = shifts.max_by(|a, b| alike(*a).total_cmp(&alike(*b)));
    best.unwrap()
}

/// Returns the noise of a copy against its original, in dB.
fn noise(original: &[f32], copy: &[f32]) -> f64 {
    let power = |of: &mut dyn Iterator<Item = f32>| of.map(|x| f64::from(x * x)).sum::<f64>();
    let error = power(&mut original.iter().zip(copy).map(|(a, b)| a - b));
    10.0 * libm::log10(error / power(&mut original.iter().copied()))
}

#[test]
fn a_decoder_returns_every_format_in_its_length_and_without_a_shift() {
    let audio = stereo(48_000);
    for container in Container::ALL {
        let bytes = encode(&audio, container, Quality::High).unwrap();
        let name = format!("show.{}", container.ending());
        let copy = decoded(&name, bytes);
        assert_eq!(copy.frames(), Frames(48_000), "{name}");
        for (original, copy) in audio.channels.iter().zip(&copy.channels) {
            assert_eq!(shift(original, copy), 0, "{name}");
            let noise = noise(original, copy);
            let most = if container.is_lossless() {
                -100.0
            } else {
                -20.0
            };
            assert!(noise < most, "{name}: {noise}");
        }
    }
}

#[test]
fn short_and_silent_and_mono_sounds_have_their_length() {
    for frames in [1, 1_000, 1_024, 4_096, 5_000, 24_000] {
        for audio in [
            Audio::mono(sweep(frames)),
            Audio::mono(vec![0.0; frames]),
            stereo(frames),
        ] {
            for container in Container::ALL {
                let bytes = encode(&audio, container, Quality::Standard).unwrap();
                let name = format!("show.{}", container.ending());
                let copy = decoded(&name, bytes);
                assert_eq!(copy.frames(), audio.frames(), "{name}");
                assert_eq!(copy.channels.len(), audio.channels.len(), "{name}");
            }
        }
    }
}

#[test]
fn flac_has_the_samples_of_wav() {
    let audio = stereo(10_000);
    let of = |container| decoded("copy", encode(&audio, container, Quality::Best).unwrap());
    assert_eq!(of(Container::Flac), of(Container::Wav));
    assert_eq!(of(Container::Rf64), of(Container::Wav));
}

#[test]
fn audio_that_no_file_can_hold_is_refused() {
    let three = Audio {
        channels: vec![vec![0.0; 100]; 3],
    };
    for container in Container::ALL {
        assert!(encode(&three, container, Quality::Low).is_err());
        assert!(encode(&Audio::default(), container, Quality::Low).is_err());
        assert!(encode(&Audio::mono(Vec::new()), container, Quality::Low).is_err());
    }
}

#[test]
fn the_ending_of_a_name_is_the_format() {
    let of = |name: &str| Container::of_path(Path::new(name));
    assert_eq!(of("a/Show.MP3").unwrap(), Container::Mp3);
    assert_eq!(of("show.ogg").unwrap(), Container::Opus);
    assert_eq!(of("show.v2.m4b").unwrap(), Container::M4b);
    for name in ["show.wma", "show", "mp3", ".mp3", "show.mp3.bak"] {
        let refused = of(name).unwrap_err().to_string();
        assert!(
            refused.contains(".flac") && refused.contains(".opus"),
            "{refused}"
        );
    }
}

#[test]
fn a_long_show_takes_no_more_memory_at_the_coder() {
    // Twice the frames that the coders keep.
    let frames = 1024 * 4096 * 2;
    let format = Choice::of(Container::M4a).format(Sides::One).unwrap();
    assert!(coder(&format, frames).unwrap().is_some());
    let longest = Choice::of(Container::M4b).format(Sides::Both).unwrap();
    assert!(coder(&longest, 25 * 3600 * 48_000).is_err());
}

/// Encodes audio in memory as a file, at the engine's rate. WAV and FLAC get 24 bits.
fn encode(audio: &Audio, container: Container, quality: Quality) -> Result<Vec<u8>, FormatError> {
    let sides = match audio.channels.len() {
        1 => Sides::One,
        _ => Sides::Both,
    };
    let choice = Choice {
        rate: Some(RATE),
        quality: Some(quality).filter(|_| !container.is_lossless()),
        ..Choice::of(container)
    };
    let format = choice.format(sides)?;
    encode_as(audio, &format).map_err(FormatError::Failed)
}

fn encode_as(audio: &Audio, format: &Format) -> io::Result<Vec<u8>> {
    let frames = audio.frames().index();
    if !(1..=2).contains(&audio.channels.len()) || frames == 0 {
        return Err(io::Error::other("it has no sound, or too many channels"));
    }
    let Some(mut coder) = coder(format, frames as u64)? else {
        return wav::in_memory(audio, format.form).map_err(io::Error::other);
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut outlet = Outlet::silent(&mut bytes);
    for start in (0..frames).step_by(BLOCK) {
        let count = BLOCK.min(frames - start);
        coder.write(&block_of(audio, start, count), count, &mut outlet)?;
    }
    coder.finish(&mut outlet)?;
    Ok(bytes.into_inner())
}
