//! Decodes a show's audio files, of the formats in [`cuebook_core::sound_format`].
//!
//! Takes a name for messages and the bytes of the file, and returns mono or stereo
//! audio at the engine's rate that is as long as the file to the frame. Any input
//! returns audio or a [`SoundError`] that names the file, in memory and time that
//! are bounded by the size of the file and [`LONGEST`]:
//!
//! - The content decides about the format, not the name.
//! - The readers of this module check every size in a file against the file. Codecs get
//!   single packets, and parameters whose memory is known.
//! - A codec runs in a separate thread. Its panic is an error, and so is a packet that
//!   never ends.

mod aac;
mod aiff;
mod bytes;
mod codec;
mod downmix;
mod fault;
mod flac;
mod kind;
mod mp4;
mod mpeg;
mod ogg;
mod pcm;
mod riff;
mod sink;
mod watch;

use std::sync::Arc;

use super::SoundError;
use cuebook_core::audio::Audio;
use cuebook_core::trim::Trim;
use cuebook_core::units::{RATE, Seconds};
use fault::Fault;
use sink::Stretch;
#[doc(inline)]
pub use watch::THREAD as DECODER_THREAD;

/// The version of the decoded samples, part of the cache key of a file's sound. Raise it
/// whenever a file that could be decoded has other samples.
pub const VERSION: u32 = 2;

/// The longest file that can be used, in seconds.
pub const LONGEST: Seconds = Seconds(3600.0);

/// The length that may be missing from the stated one, in seconds: codecs pad their
/// ends.
const SLACK: f64 = 0.12;

/// The number of frames that the resampler processes at a time.
const CHUNK: usize = 4096;

/// Decodes a file.
///
/// # Errors
/// Returns an error when the format is not supported, or the file is cut short,
/// contains no sound, or lasts longer than [`LONGEST`].
pub fn decode(name: &str, bytes: Arc<[u8]>) -> Result<Audio, SoundError> {
    let audio = unpacked(name, bytes, LONGEST).and_then(joined);
    audio.map_err(|fault| fault.of(name, LONGEST))
}

/// A decoded file: its channels, and its rate in Hz.
#[derive(Clone, Debug)]
pub struct Sound {
    /// One or two channels of the same length.
    pub channels: Vec<Vec<f32>>,
    /// The rate of the file; that of the engine if the file has several.
    pub rate: u32,
}

/// Decodes a file of at most a length, at its own rate, to be measured and not to be mixed.
///
/// # Errors
/// As [`decode`].
pub fn decode_as_is(name: &str, bytes: Arc<[u8]>, longest: Seconds) -> Result<Sound, SoundError> {
    let stretches = unpacked(name, bytes, longest);
    let sound = stretches.and_then(
        |mut stretches| match (stretches.pop(), stretches.is_empty()) {
            (Some(only), true) => Ok(Sound {
                channels: only.channels,
                rate: only.rate,
            }),
            (last, _) => {
                stretches.extend(last);
                Ok(Sound {
                    channels: joined(stretches)?.channels,
                    rate: RATE,
                })
            }
        },
    );
    sound.map_err(|fault| fault.of(name, longest))
}

/// Decodes a file as [`decode`] does, and throws its sound away. Tests try millions of damaged
/// files with it: resampling takes more time than decoding, and does not see the damage.
///
/// # Errors
/// As [`decode`].
#[doc(hidden)]
pub fn survives(name: &str, bytes: Arc<[u8]>) -> Result<(), SoundError> {
    let sound = unpacked(name, bytes, LONGEST).map(drop);
    sound.map_err(|fault| fault.of(name, LONGEST))
}

/// Returns why a file cannot be decoded, by its first bytes alone; `None` if they do not say it.
#[must_use]
pub fn refusal(head: &[u8]) -> Option<String> {
    Some(match kind::refusal(head)? {
        Fault::Broken(reason) => reason,
        Fault::Foreign(format) => format!("it is {format}"),
        Fault::TooLong(_) => return None,
    })
}

/// Returns the stretches of a file at their own rates.
fn unpacked(name: &str, bytes: Arc<[u8]>, longest: Seconds) -> Result<Vec<Stretch>, Fault> {
    let file = name.to_owned();
    watch::run((bytes.len(), longest), move |sink| {
        kind::decode(&file, &bytes, sink)
    })
}

/// Joins the stretches of a file at the engine's rate. A mono stretch beside a stereo
/// one is on both sides.
fn joined(stretches: Vec<Stretch>) -> Result<Audio, Fault> {
    let count = stretches.iter().map(|one| one.channels.len()).max();
    let count = count.ok_or_else(|| Fault::broken("it contains no sound"))?;
    let mut channels: Vec<Vec<f32>> = vec![Vec::new(); count];
    for stretch in stretches {
        let own = at_engine_rate(stretch).map_err(Fault::Broken)?;
        for (index, channel) in channels.iter_mut().enumerate() {
            let source = &own[index.min(own.len() - 1)];
            match channel.is_empty() && own.len() == count {
                true => channel.clone_from(source),
                false => channel.extend_from_slice(source),
            }
        }
    }
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

/// Resamples audio to the engine's rate without a shift in time.
fn at_engine_rate(stretch: Stretch) -> Result<Vec<Vec<f32>>, String> {
    let Stretch { channels, rate, .. } = stretch;
    if rate == RATE {
        return Ok(channels);
    }
    let frames = channels[0].len();
    let mut made = cuebook_transform::resampled(&channels, rate, RATE, CHUNK)
        .map_err(|error| format!("it cannot be resampled: {error}"))?;
    let length = (frames as f64 * f64::from(RATE) / f64::from(rate)).round() as usize;
    for channel in &mut made {
        channel.resize(length.max(1), 0.0);
    }
    Ok(made)
}

#[cfg(test)]
mod tests;
