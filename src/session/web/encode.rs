//! Encodes sounds and the responses of rooms.

use std::io::Cursor;
use std::sync::Arc;

use super::sounds::Made;
use crate::perform::{Key, Performance};
use crate::session::SessionError;
use cuebook_core::audio::Audio;
use cuebook_core::id::SpaceId;
use cuebook_core::units::{Frames, RATE};

/// How much of a loop is repeated before its start and after its end in the file, so that the
/// codec does not begin or end at the seam.
pub(super) const SEAM: Frames = Frames(4_800);

/// Returns a loop with its end before its start, and its start after its end.
pub(super) fn seamed(audio: &Audio, period: Frames) -> Audio {
    let period = period.index().max(1);
    let whole = period + 2 * SEAM.index();
    let first = period - SEAM.index() % period;
    let side = |side: &Vec<f32>| (0..whole).map(|n| side[(first + n) % period]).collect();
    Audio {
        channels: audio.channels.iter().map(side).collect(),
    }
}

/// Returns the response of a room as two files.
pub(super) fn answers(
    (key, space, performance): &(Key, SpaceId, Arc<Performance>),
) -> Result<[Made; 2], SessionError> {
    let response = performance.response(*space)?;
    let early = response.early.into_iter().flatten().collect();
    let name = &key.name()[..16];
    Ok([
        answer(format!("audio/room-{name}-early.wav"), early)?,
        answer(format!("audio/room-{name}-late.wav"), response.late.into())?,
    ])
}

/// Returns a response as a file, at the highest level that 16 bits have. An empty one is one frame
/// of silence.
fn answer(name: String, mut channels: Vec<Vec<f32>>) -> Result<Made, SessionError> {
    for channel in &mut channels {
        channel.resize(channel.len().max(1), 0.0);
    }
    let samples = channels.iter().flatten();
    let gain = samples.fold(1e-9, |most: f32, own| most.max(own.abs()));
    let audio = Audio { channels };
    Ok(Made {
        name,
        bytes: wav(&audio, Some(gain))?,
        pack: 0,
        frames: audio.frames(),
        is_loop: false,
        gain,
    })
}

/// Encodes as WAV: as floats, or with 16 bits of which the highest has this gain.
pub(super) fn wav(audio: &Audio, gain: Option<f32>) -> Result<Vec<u8>, SessionError> {
    let spec = hound::WavSpec {
        channels: audio.channels.len() as u16,
        sample_rate: RATE,
        bits_per_sample: if gain.is_some() { 16 } else { 32 },
        sample_format: match gain {
            Some(_) => hound::SampleFormat::Int,
            None => hound::SampleFormat::Float,
        },
    };
    let mut bytes = Cursor::new(Vec::new());
    let write = |bytes: &mut Cursor<Vec<u8>>| {
        let mut writer = hound::WavWriter::new(bytes, spec)?;
        for frame in 0..audio.frames().index() {
            for side in &audio.channels {
                match gain {
                    Some(gain) => {
                        writer.write_sample((side[frame] / gain * 32_767.0).round() as i16)?;
                    }
                    None => writer.write_sample(side[frame])?,
                }
            }
        }
        writer.finalize()
    };
    write(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(bytes.into_inner())
}
