//! Judges what a server answers: whether it is sound, whole, and speech of a likely length. The
//! content decides, not what the server says of it.

use cuebook_core::audio::Audio;
use cuebook_core::units::{Frames, RATE};
use cuebook_synth::file;
use cuebook_voice::recorded;

use crate::client::said;
use crate::engine::Format;

/// The frames over which a level is measured: 10 ms.
const STEP: usize = RATE as usize / 100;
/// A step below the loudest one by this factor is silence at the ends: 54 dB.
const QUIET: f32 = 0.002;
/// The steps of silence that stay at both ends.
const KEPT: usize = 3;
/// The peak below which there is no speech: −70 dB.
const NOTHING: f32 = 0.000_3;
/// The smallest and largest part of the expected length.
const LENGTHS: (f64, f64) = (0.2, 4.0);
/// The shortest time that is expected before a take can be too short, in seconds.
const SHORT: f64 = 0.8;
/// The time by which a take may be longer than the largest part, in seconds.
const LONG: f64 = 3.0;

/// Why an answer is not a take.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Bad {
    /// There are no bytes.
    #[error("the answer is empty")]
    Empty,
    /// The server sent text in place of sound.
    #[error("the answer is text, not sound: {0}")]
    Text(String),
    /// The sound ends before its length.
    #[error("the answer is cut off: {0}")]
    CutOff(String),
    /// The sound cannot be decoded.
    #[error("the answer cannot be decoded: {0}")]
    Broken(String),
    /// There is no speech in the sound.
    #[error("the answer is silence")]
    Silence,
    /// The sound is too short or too long for its words.
    #[error(
        "the answer lasts {seconds:.1} s, which is too {} for these words (about {expected:.1} s)",
        if seconds < expected { "short" } else { "long" }
    )]
    Length {
        /// Its length, in seconds.
        seconds: f64,
        /// The usual length of the words, in seconds.
        expected: f64,
    },
}

impl Bad {
    /// Returns whether the same request may have a better answer.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        !matches!(self, Bad::Text(_))
    }
}

/// Speech without the silence at its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// Mono samples at the rate of the program.
    pub samples: Vec<f32>,
    /// The frames that were cut off at the start.
    pub cut: Frames,
}

/// Returns the speech of an answer. `expected` is the usual length of the words, in frames.
///
/// # Errors
/// When it is not the whole speech of the words.
pub fn speech(body: Vec<u8>, media: &str, format: Format, expected: Frames) -> Result<Speech, Bad> {
    if body.is_empty() {
        return Err(Bad::Empty);
    }
    if is_text(&body) {
        let words = said(&body);
        let words = match words.is_empty() {
            true => String::from_utf8_lossy(&body).chars().take(100).collect(),
            false => words,
        };
        return Err(Bad::Text(words));
    }
    let bytes = match raw_rate(&body, media, format) {
        Some(rate) => wav(&body, (rate, 2, 1)),
        None => {
            whole_wav(&body)?;
            body
        }
    };
    let audio = file::decode("the answer", bytes.into()).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.rsplit_once(": ").map_or(&*reason, |(_, last)| last);
        match reason.contains("cut short") {
            true => Bad::CutOff(reason.to_owned()),
            false => Bad::Broken(reason.to_owned()),
        }
    })?;
    judged(&audio, expected)
}

/// Returns the speech of decoded sound.
fn judged(audio: &Audio, expected: Frames) -> Result<Speech, Bad> {
    let samples = recorded::take(audio, "", &[]).samples;
    if samples.iter().any(|sample| !sample.is_finite()) {
        return Err(Bad::Broken("it has numbers that are no sound".to_owned()));
    }
    let speech = trimmed(samples).ok_or(Bad::Silence)?;
    let seconds = Frames::from(speech.samples.len()).seconds().0;
    let expected = expected.seconds().0;
    let is_short = expected > SHORT && seconds < LENGTHS.0 * expected;
    let is_long = seconds > LENGTHS.1 * expected + LONG;
    match is_short || is_long {
        true => Err(Bad::Length { seconds, expected }),
        false => Ok(speech),
    }
}

/// Cuts the silence at both ends, but for a little. `None` if there is nothing else.
fn trimmed(samples: Vec<f32>) -> Option<Speech> {
    let level = |step: &[f32]| step.iter().fold(0.0, |peak: f32, s| peak.max(s.abs()));
    let levels: Vec<f32> = samples.chunks(STEP).map(level).collect();
    let loudest = levels.iter().copied().fold(0.0, f32::max);
    if loudest < NOTHING {
        return None;
    }
    let sounds = |level: &f32| *level > QUIET * loudest;
    let first = levels.iter().position(sounds)?.saturating_sub(KEPT);
    let last = levels.iter().rposition(sounds)? + 1 + KEPT;
    let (start, end) = (first * STEP, (last * STEP).min(samples.len()));
    Some(Speech {
        samples: samples[start..end].to_vec(),
        cut: Frames::from(start),
    })
}

/// Returns whether bytes are text, such as the message of an error.
fn is_text(body: &[u8]) -> bool {
    const LOOKED_AT: usize = 256;
    let head = &body[..body.len().min(LOOKED_AT)];
    let plain = |byte: &u8| *byte >= b' ' && *byte != 0x7f || matches!(byte, b'\n' | b'\r' | b'\t');
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        // The last letter may be cut.
        Err(error) => head.len() - error.valid_up_to() < 4 && body.len() > LOOKED_AT,
    };
    // Sounds of a few bytes are no text either.
    const MARKS: [&[u8]; 4] = [b"RIFF", b"fLaC", b"OggS", b"ID3"];
    let is_sound = MARKS.iter().any(|mark| head.starts_with(mark));
    is_utf8 && head.iter().all(plain) && !is_sound
}

/// Returns the rate of samples without a header; `None` if the content has one.
fn raw_rate(body: &[u8], media: &str, format: Format) -> Option<u32> {
    const HEADERS: [&[u8]; 6] = [b"RIFF", b"fLaC", b"OggS", b"ID3", b"RF64", b"FORM"];
    if HEADERS.iter().any(|header| body.starts_with(header)) {
        return None;
    }
    let media = media.to_ascii_lowercase();
    let stated = media.split("rate=").nth(1).and_then(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    });
    let is_raw = media.starts_with("audio/pcm") || media.starts_with("audio/l16");
    match format {
        Format::Pcm(rate) => Some(stated.unwrap_or(rate)),
        _ if is_raw => Some(stated.unwrap_or(24_000)),
        _ => None,
    }
}

/// Returns samples as a WAV file: their rate, the bytes of each, and the channels.
pub(crate) fn wav(samples: &[u8], (rate, width, channels): (u32, u16, u16)) -> Vec<u8> {
    let size = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    let block = width * channels;
    let mut file = Vec::with_capacity(samples.len() + 44);
    file.extend(b"RIFF");
    file.extend(size.saturating_add(36).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0");
    file.extend(channels.to_le_bytes());
    file.extend(rate.to_le_bytes());
    file.extend(rate.saturating_mul(u32::from(block)).to_le_bytes());
    file.extend(block.to_le_bytes());
    file.extend((8 * width).to_le_bytes());
    file.extend(b"data");
    file.extend(size.to_le_bytes());
    file.extend(samples);
    file
}

/// Checks that a WAV file has all the sound that its header states. Servers that send sound while
/// they make it state none, or the largest number.
fn whole_wav(body: &[u8]) -> Result<(), Bad> {
    const UNKNOWN: u32 = 0x7fff_0000;
    if !body.starts_with(b"RIFF") || body.get(8..12) != Some(b"WAVE") {
        return Ok(());
    }
    let mut at = 12;
    while let Some(head) = body.get(at..at + 8) {
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        if &head[..4] == b"data" {
            let there = body.len() - at - 8;
            return match size as usize > there && (1..UNKNOWN).contains(&size) {
                true => Err(Bad::CutOff(format!(
                    "it has {there} bytes of sound, and its header states {size}"
                ))),
                false => Ok(()),
            };
        }
        at = at.saturating_add(8 + size as usize + size as usize % 2);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
