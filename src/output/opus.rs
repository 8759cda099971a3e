//! Encodes audio for browsers as Opus in Ogg (RFC 6716, RFC 7845). The decoded
//! audio has exactly the length of the input.

use opus_pure::{Application, Error, MAX_PACKET_BYTES, OggOpusWriter, OpusEncoder, OpusHead};

use cuebook_core::audio::Audio;
use cuebook_core::units::RATE;

/// The frames of a packet: 20 ms.
const PACKET: usize = RATE as usize / 50;

/// Encodes audio at `bitrate` bits a second.
///
/// # Errors
/// When the audio does not have one or two channels.
pub(crate) fn encode(audio: &Audio, bitrate: i32) -> Result<Vec<u8>, Error> {
    let channels = audio.channels.len();
    let mut encoder = OpusEncoder::new(RATE as i32, channels, Application::Audio)?;
    encoder.bitrate_bps = bitrate;
    let head = OpusHead::for_encoder(&encoder, RATE);
    // The decoder returns the encoder's delay first, and then the sound.
    let total = usize::from(head.pre_skip) + audio.frames().index();
    let mut writer = OggOpusWriter::new(Vec::new(), head)?;
    let mut pcm = vec![0.0; PACKET * channels];
    let mut packet = vec![0; MAX_PACKET_BYTES];
    for start in (0..total).step_by(PACKET) {
        interleave(audio, start, &mut pcm);
        let length = encoder.encode(&pcm, PACKET, &mut packet)?;
        // The last packet ends with the sound (RFC 7845, section 4.4).
        let lasts = PACKET.min(total - start) as u32;
        writer.write_packet_with_duration(&packet[..length], lasts)?;
    }
    writer.finish()
}

/// Fills `pcm` with the frames from `start` on, and with silence after the
/// last.
fn interleave(audio: &Audio, start: usize, pcm: &mut [f32]) {
    let channels = audio.channels.len();
    for (frame, out) in pcm.chunks_exact_mut(channels).enumerate() {
        for (channel, out) in audio.channels.iter().zip(out) {
            *out = channel.get(start + frame).copied().unwrap_or(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use opus_pure::{OggOpusReader, OpusDecoder};

    use super::*;

    /// A sine of 1 kHz at half of full scale.
    fn tone(frames: usize) -> Vec<f32> {
        let turn = |n: usize| (n as f64 / 48.0).fract() * std::f64::consts::TAU;
        (0..frames)
            .map(|n| 0.5 * libm::sin(turn(n)) as f32)
            .collect()
    }

    #[test]
    fn the_decoded_sound_is_the_encoded_one() {
        let wave = tone(48_000);
        let file = encode(&Audio::mono(wave.clone()), 64_000).unwrap();
        assert!(file.len() < 12_000, "{} bytes for a second", file.len());
        let mut reader = OggOpusReader::new(Cursor::new(file)).unwrap();
        let skip = usize::from(reader.head().pre_skip);
        let mut decoder = OpusDecoder::new(48_000, 1).unwrap();
        let mut heard = Vec::new();
        let mut block = vec![0.0; 5760];
        for packet in reader.packets() {
            let frames = decoder
                .decode(&packet.unwrap().data, 5760, &mut block)
                .unwrap();
            heard.extend_from_slice(&block[..frames]);
        }
        let heard = &heard[skip..skip + wave.len()];
        let middle = 10_000..40_000;
        let error = middle.clone().map(|n| (heard[n] - wave[n]).powi(2));
        let error = error.sum::<f32>() / 30_000.0;
        // 0.125 is the power of the tone: the error is 20 dB below it.
        assert!(error < 0.00125, "{error}");
    }

    #[test]
    fn a_sound_may_be_shorter_than_a_packet_and_must_have_one_or_two_channels() {
        let short = encode(&Audio::mono(tone(7)), 64_000).unwrap();
        assert_eq!(&short[..4], b"OggS");
        let three = Audio {
            channels: vec![tone(960); 3],
        };
        assert!(encode(&three, 64_000).is_err());
    }
}
