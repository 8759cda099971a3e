//! Encodes AAC-LC into an MP4 file.

use std::io;

use syom::{ChannelMode, DecodeOptions, Decoder, EncodeOptions, Encoder};

use super::mp4::{Brand, Mp4, UNIT};
use super::{Coder, Outlet, sides_of};
use crate::output::wav::Form;
use cuebook_engine::Block;

/// Frames that a decoder returns before the sound: the overlap of the first unit.
pub(super) const DELAY: usize = UNIT;

/// Encodes a show from its beginning.
pub(super) struct Aac {
    channels: usize,
    encoder: Encoder,
    decoder: Decoder,
    file: Mp4,
    /// The frames of a block, within full scale.
    sides: [Vec<f32>; 2],
}

impl Aac {
    /// Encodes a file of `frames` frames at its rate.
    pub(super) fn new(form: Form, bitrate: u32, frames: u64, brand: Brand) -> io::Result<Aac> {
        let channels = form.channels();
        // Of its options, those that measured better on speech, music and effects.
        let options = EncodeOptions::adts()
            .with_bitrate_bps(bitrate)
            .with_lookahead(true)
            .with_ath(true)
            .with_tonality(true)
            .with_short_tns(true)
            .with_short_group(true)
            .with_band_refine(true);
        let encoder = Encoder::new(form.rate, channels, &options).map_err(io::Error::other)?;
        let heard = DecodeOptions::unbounded().with_channel_mode(ChannelMode::Split);
        Ok(Aac {
            channels,
            file: Mp4::new(form, bitrate, frames, (brand, encoder.asc()))?,
            encoder,
            decoder: Decoder::new(heard),
            sides: [Vec::new(), Vec::new()],
        })
    }
}

/// The units of a piece: as they are in MP4, and with the headers that the decoder takes.
#[derive(Default)]
struct Units {
    bare: Vec<Vec<u8>>,
    framed: Vec<u8>,
}

impl Units {
    fn take(&mut self, frame: &syom::EncodedFrame<'_>) {
        self.bare.push(frame.payload.to_vec());
        self.framed.extend_from_slice(frame.au);
    }
}

impl Aac {
    fn put(&mut self, units: &Units, to: &mut Outlet<'_>) -> io::Result<()> {
        for unit in &units.bare {
            self.file.put(unit, to.file)?;
        }
        let Some(heard) = &mut to.heard else {
            return Ok(());
        };
        let fed = self.decoder.feed(&units.framed, |frame| {
            heard.hear(frame.planar);
            Ok(())
        });
        fed.map(drop).map_err(io::Error::other)
    }
}

impl Coder for Aac {
    fn write(&mut self, block: &Block, frames: usize, to: &mut Outlet<'_>) -> io::Result<()> {
        if self.file.begin(to.file)?
            && let Some(heard) = &mut to.heard
        {
            heard.delayed(DELAY);
        }
        let sides = sides_of(block, frames);
        for (own, side) in self.sides.iter_mut().zip(sides) {
            own.clear();
            // The encoder takes no sample beyond full scale.
            own.extend(
                side.iter()
                    .map(|x| if x.is_nan() { 0.0 } else { x.clamp(-1.0, 1.0) }),
            );
        }
        let sides = [self.sides[0].as_slice(), self.sides[1].as_slice()];
        let mut units = Units::default();
        let fed = self.encoder.feed(&sides[..self.channels], |frame| {
            units.take(&frame);
            Ok(())
        });
        fed.map_err(io::Error::other)?;
        self.put(&units, to)
    }

    fn finish(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        let mut units = Units::default();
        let ended = self.encoder.finish(|frame| {
            units.take(&frame);
            Ok(())
        });
        ended.map_err(io::Error::other)?;
        self.put(&units, to)?;
        self.file.finish(to.file)
    }
}
