//! Encodes Opus in Ogg (RFC 6716, RFC 7845), for pages and files. The decoded audio has exactly
//! the length of the input.

use std::io::{self, Cursor};

use opus_pure::{
    Application, Error, MAX_PACKET_BYTES, OggOpusWriter, OpusDecoder, OpusEncoder, OpusHead,
};

use super::encode::{Coder, Outlet, block_of};
use cuebook_core::audio::Audio;
use cuebook_core::units::{BLOCK, RATE};
use cuebook_engine::Block;

/// The frames of a packet: 20 ms.
const PACKET: usize = RATE as usize / 50;

/// The most frames that a packet may have, for the decoder: 120 ms.
const LONGEST: usize = 6 * PACKET;

/// Encodes a show from its beginning.
pub(super) struct Opus {
    channels: usize,
    encoder: OpusEncoder,
    decoder: OpusDecoder,
    /// `None` when the stream has ended.
    writer: Option<OggOpusWriter<Vec<u8>>>,
    /// Interleaved samples that wait for a packet.
    waiting: Vec<f32>,
    /// The frames before the show that a decoder leaves out.
    delay: usize,
    /// The frames of all packets, with the delay.
    total: usize,
    /// The frames of the packets so far.
    done: usize,
    begun: bool,
}

impl Opus {
    /// Encodes `frames` frames at `bitrate` bits a second.
    pub(super) fn new(channels: usize, bitrate: u32, frames: u64) -> io::Result<Opus> {
        Opus::begin(channels, bitrate, frames).map_err(io::Error::other)
    }

    fn begin(channels: usize, bitrate: u32, frames: u64) -> Result<Opus, Error> {
        let mut encoder = OpusEncoder::new(RATE as i32, channels, Application::Audio)?;
        encoder.bitrate_bps = bitrate as i32;
        let head = OpusHead::for_encoder(&encoder, RATE);
        // The decoder returns the encoder's delay first, and then the sound.
        let delay = usize::from(head.pre_skip);
        Ok(Opus {
            channels,
            encoder,
            decoder: OpusDecoder::new(RATE as i32, channels)?,
            writer: Some(OggOpusWriter::new(Vec::new(), head)?),
            waiting: Vec::new(),
            delay,
            total: delay + frames as usize,
            done: 0,
            begun: false,
        })
    }

    /// Encodes the first packet that waits.
    fn encode(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        let size = PACKET * self.channels;
        let mut packet = [0; MAX_PACKET_BYTES];
        let length = self
            .encoder
            .encode(&self.waiting[..size], PACKET, &mut packet);
        let packet = &packet[..length.map_err(io::Error::other)?];
        self.waiting.drain(..size);
        // The last packet ends with the sound (RFC 7845, section 4.4).
        let lasts = PACKET.min(self.total - self.done);
        self.done += lasts;
        if let Some(writer) = &mut self.writer {
            let written = writer.write_packet_with_duration(packet, lasts as u32);
            written.map_err(io::Error::other)?;
            if let Some(pages) = writer.get_mut() {
                to.file.write_all(&std::mem::take(pages))?;
            }
        }
        self.hear(packet, to)
    }

    fn hear(&mut self, packet: &[u8], to: &mut Outlet<'_>) -> io::Result<()> {
        let Some(heard) = &mut to.heard else {
            return Ok(());
        };
        if !self.begun {
            self.begun = true;
            heard.delayed(self.delay);
        }
        let mut out = vec![0.0; LONGEST * self.channels];
        let frames = self.decoder.decode(packet, LONGEST, &mut out);
        let frames = frames.map_err(io::Error::other)?;
        let samples = &out[..frames * self.channels];
        let side = |of: usize| samples.iter().skip(of).step_by(self.channels).copied();
        let sides: Vec<Vec<f32>> = (0..self.channels).map(|of| side(of).collect()).collect();
        let sides: Vec<&[f32]> = sides.iter().map(Vec::as_slice).collect();
        heard.hear(&sides);
        Ok(())
    }
}

impl Coder for Opus {
    fn write(&mut self, block: &Block, frames: usize, to: &mut Outlet<'_>) -> io::Result<()> {
        for (left, right) in block.left[..frames].iter().zip(&block.right) {
            self.waiting.extend(&[*left, *right][..self.channels]);
        }
        while self.waiting.len() >= PACKET * self.channels {
            self.encode(to)?;
        }
        Ok(())
    }

    fn finish(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        while self.done < self.total {
            self.waiting.resize(PACKET * self.channels, 0.0);
            self.encode(to)?;
        }
        if let Some(writer) = self.writer.take() {
            let pages = writer.finish().map_err(io::Error::other)?;
            to.file.write_all(&pages)?;
        }
        Ok(())
    }
}

/// Encodes audio at `bitrate` bits a second.
///
/// # Errors
/// When the audio does not have one or two channels.
pub(crate) fn encode(audio: &Audio, bitrate: u32) -> Result<Vec<u8>, Error> {
    let frames = audio.frames().index();
    let mut coder = Opus::begin(audio.channels.len(), bitrate, frames as u64)?;
    let mut bytes = Cursor::new(Vec::new());
    let mut outlet = Outlet::silent(&mut bytes);
    for start in (0..frames).step_by(BLOCK) {
        let count = BLOCK.min(frames - start);
        coder.write(&block_of(audio, start, count), count, &mut outlet)?;
    }
    coder.finish(&mut outlet)?;
    Ok(bytes.into_inner())
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
