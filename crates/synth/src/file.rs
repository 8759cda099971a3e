//! Decodes a show's audio files: WAV, FLAC, Ogg Vorbis, MP3, AAC, ALAC and AIFF.
//!
//! Takes a name for messages and the bytes of the file, and returns mono or stereo
//! audio at the engine's rate that is as long as the file to the frame. Any input
//! returns audio or a [`SoundError`] that names the file. Decoding stops at
//! [`LONGEST`].

mod downmix;
mod whole;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use audioadapter_buffers::direct::SequentialSliceOfVecs;
use rodio::{Decoder, Source as _};
use rubato::{Fft, FixedSync, Resampler};

use super::SoundError;
use cuebook_core::audio::Audio;
use cuebook_core::trim::Trim;
use cuebook_core::units::{RATE, Seconds};

/// The longest file that can be used, in seconds.
pub const LONGEST: Seconds = Seconds(3600.0);

/// The supported sample rates, in Hz.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// The largest sample value that is accepted; full scale is 1. A larger one means a
/// broken file.
const BEYOND: f32 = 64.0;

/// The number of frames that the resampler processes at a time.
const CHUNK: usize = 4096;

/// A decoded file: planar, at the file's rate.
struct Decoded {
    channels: Vec<Vec<f32>>,
    rate: u32,
}

/// Decodes a file.
///
/// # Errors
/// Returns an error when the format is not supported, or the file is cut short,
/// contains no sound, or lasts longer than [`LONGEST`].
pub fn decode(name: &str, bytes: Arc<[u8]>) -> Result<Audio, SoundError> {
    let broken = |reason: String| SoundError::File {
        name: name.to_owned(),
        reason,
    };
    if bytes.is_empty() {
        return Err(broken("it is empty".to_owned()));
    }
    // The decoders may panic on malformed bytes. A bad file must not end the
    // program.
    let decoded = catch_unwind(AssertUnwindSafe(|| read(name, bytes)))
        .unwrap_or_else(|_| Err(broken("its decoder failed".to_owned())))?;
    let channels = at_engine_rate(decoded).map_err(broken)?;
    Ok(Audio { channels })
}

/// Cuts a file to the part that is used.
///
/// # Errors
/// Returns an error when nothing is left.
pub fn trimmed(name: &str, audio: Audio, trim: &Trim) -> Result<Audio, SoundError> {
    let all = audio.frames().index();
    let start = trim.start.frames().index();
    let end = trim.end.map_or(all, |end| end.frames().index().min(all));
    if (start, end) == (0, all) {
        return Ok(audio);
    }
    if start >= end {
        return Err(SoundError::Trimmed {
            name: name.to_owned(),
            length: all as f64 / f64::from(RATE),
            start: trim.start.0,
        });
    }
    let cut = |channel: Vec<f32>| channel[start..end].to_vec();
    Ok(Audio {
        channels: audio.channels.into_iter().map(cut).collect(),
    })
}

fn read(name: &str, bytes: Arc<[u8]>) -> Result<Decoded, SoundError> {
    let broken = |reason: &str| SoundError::File {
        name: name.to_owned(),
        reason: reason.to_owned(),
    };
    if !whole::ends(&bytes) {
        return Err(broken("it is cut short"));
    }
    if !whole::parts_fit(&bytes) {
        return Err(broken("one of its parts is larger than the file"));
    }
    let exact = whole::has_exact_length(&bytes);
    let length = bytes.len() as u64;
    let mut builder = Decoder::builder()
        .with_data(Cursor::new(bytes))
        .with_byte_len(length)
        .with_gapless(true);
    if let Some((_, extension)) = name.rsplit_once('.') {
        builder = builder.with_hint(extension);
    }
    let mut decoder = builder
        .build()
        .map_err(|error| broken(&error.to_string()))?;
    let rate = decoder.sample_rate().get();
    if !RATES.contains(&rate) {
        return Err(broken(&format!("its rate of {rate} Hz is not supported")));
    }
    let promised = decoder.total_duration().filter(|_| exact);
    let channels = drain(name, &mut decoder, rate)?;
    let frames = channels.first().map_or(0, Vec::len);
    if frames == 0 {
        return Err(broken("it contains no sound"));
    }
    if let Some(promised) = promised {
        let heard = frames as f64 / f64::from(rate);
        if heard + whole::SLACK < promised.as_secs_f64() {
            let promised = promised.as_secs_f64();
            return Err(broken(&format!(
                "it is cut short: it contains {heard:.2} s of {promised:.2} s"
            )));
        }
    }
    Ok(Decoded { channels, rate })
}

/// Reads all frames and mixes them down to one or two channels.
fn drain(
    name: &str,
    decoder: &mut Decoder<Cursor<Arc<[u8]>>>,
    rate: u32,
) -> Result<Vec<Vec<f32>>, SoundError> {
    let broken = |reason: &str| SoundError::File {
        name: name.to_owned(),
        reason: reason.to_owned(),
    };
    let count = usize::from(decoder.channels().get());
    let rule = downmix::rule(count).ok_or_else(|| broken("it has more than eight channels"))?;
    let mut channels = vec![Vec::new(); count.min(2)];
    let limit = (LONGEST.0 * f64::from(rate)) as usize;
    let mut frame = Vec::with_capacity(count);
    while let Some(sample) = decoder.next() {
        if frame.is_empty() {
            let now = (decoder.channels().get(), decoder.sample_rate().get());
            if (usize::from(now.0), now.1) != (count, rate) {
                return Err(broken(
                    "its sample rate or number of channels changes in the middle",
                ));
            }
        }
        if !sample.is_finite() || sample.abs() > BEYOND {
            return Err(broken("it contains samples far beyond full scale"));
        }
        frame.push(sample);
        if frame.len() == count {
            downmix::mix(&rule, &frame, &mut channels);
            frame.clear();
        }
        if channels[0].len() > limit {
            return Err(SoundError::TooLong {
                name: name.to_owned(),
                length: Seconds(channels[0].len() as f64 / f64::from(rate)),
                limit: LONGEST,
            });
        }
    }
    Ok(channels)
}

/// Resamples audio to the engine's rate without a shift in time.
fn at_engine_rate(decoded: Decoded) -> Result<Vec<Vec<f32>>, String> {
    let Decoded { channels, rate } = decoded;
    if rate == RATE {
        return Ok(channels);
    }
    let failed = |error: &dyn std::fmt::Display| format!("it cannot be resampled: {error}");
    let (count, frames) = (channels.len(), channels[0].len());
    let mut resampler =
        Fft::<f32>::new(rate as usize, RATE as usize, CHUNK, count, FixedSync::Both)
            .map_err(|error| failed(&error))?;
    let input = SequentialSliceOfVecs::new(&channels, count, frames).map_err(|e| failed(&e))?;
    let samples = resampler
        .process_all(&input, frames, None)
        .map_err(|error| failed(&error))?
        .take_data();
    let length = (frames as f64 * f64::from(RATE) / f64::from(rate)).round() as usize;
    Ok((0..count)
        .map(|channel| {
            let own = samples.iter().skip(channel).step_by(count).copied();
            let mut own: Vec<f32> = own.collect();
            own.resize(length.max(1), 0.0);
            own
        })
        .collect())
}

#[cfg(test)]
mod tests;
