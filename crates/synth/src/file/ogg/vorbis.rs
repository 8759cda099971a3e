//! Decodes a Vorbis stream. Its head describes tables that take few bytes and may ask
//! for much memory, so their sizes are checked first.

use symphonia::core::codecs::{CODEC_TYPE_VORBIS, CodecParameters};
use symphonia::core::io::{BitReaderRtl, ReadBitsRtl};

use super::Packet;
use super::position::Positions;
use super::surround::Surround;
use crate::file::codec::Codec;
use crate::file::fault::Fault;
use crate::file::pcm::check_channels;
use crate::file::sink::Sink;

/// The most entries in a codebook, and numbers in its table. Those of encoders have
/// less than a twentieth.
const MOST_ENTRIES: u32 = 1 << 17;
const MOST_NUMBERS: u64 = 1 << 20;

/// Decodes the packets of a stream.
pub(super) fn decode(packets: &[Packet], sink: &mut Sink) -> Result<(), Fault> {
    let [head, _, setup, sound @ ..] = packets else {
        return Err(Fault::broken("its head is cut short"));
    };
    let channels = usize::from(head.data.get(11).copied().unwrap_or(0));
    check_channels(channels)?;
    if codebooks_fit(&setup.data) != Some(true) {
        return Err(Fault::broken("its tables are damaged"));
    }
    let mut decoder = Decoder::new(&head.data, &setup.data, channels)?;
    let mut positions = Positions::default();
    for packet in sound {
        match &mut decoder {
            Decoder::Stereo(codec) => codec.feed(&packet.data, 0, sink)?,
            Decoder::Surround(surround) => surround.feed(&packet.data, sink)?,
        }
        if let Some(position) = packet.position {
            positions.note(position, packet.last, sink.frames());
        }
    }
    if let Decoder::Stereo(codec) = decoder {
        codec.finish()?;
    }
    positions.end(0, sink);
    Ok(())
}

/// The decoder for a number of channels. `symphonia` decouples several pairs of channels
/// in the wrong order, so more than two are for `lewton`.
enum Decoder {
    Stereo(Codec),
    Surround(Box<Surround>),
}

impl Decoder {
    fn new(head: &[u8], setup: &[u8], channels: usize) -> Result<Decoder, Fault> {
        if channels > 2 {
            return Surround::new(head, setup).map(|it| Decoder::Surround(Box::new(it)));
        }
        let mut params = CodecParameters::new();
        params
            .for_codec(CODEC_TYPE_VORBIS)
            .with_extra_data([head, setup].concat().into());
        Codec::new(&params).map(Decoder::Stereo)
    }
}

/// Returns whether the tables of a setup have a reasonable size (Vorbis I, 3.2.1).
fn codebooks_fit(setup: &[u8]) -> Option<bool> {
    let mut bits = Bits(BitReaderRtl::new(setup.get(7..)?));
    for _ in 0..=bits.number(8)? {
        if bits.number(24)? != 0x56_4342 {
            return Some(false);
        }
        let (dimensions, entries) = (bits.number(16)?, bits.number(24)?);
        let numbers = u64::from(dimensions) * u64::from(entries);
        if dimensions == 0 || entries > MOST_ENTRIES || numbers > MOST_NUMBERS {
            return Some(false);
        }
        lengths(&mut bits, entries)?;
        match bits.number(4)? {
            0 => {}
            kind @ (1 | 2) => {
                bits.number(32)?;
                bits.number(32)?;
                let width = bits.number(4)? + 1;
                bits.number(1)?;
                let count = match kind {
                    1 => u64::from(side(entries, dimensions)),
                    _ => numbers,
                };
                for _ in 0..count {
                    bits.number(width)?;
                }
            }
            _ => return Some(false),
        }
    }
    Some(true)
}

/// Reads the lengths of the code words.
fn lengths(bits: &mut Bits<'_>, entries: u32) -> Option<()> {
    if bits.number(1)? == 1 {
        bits.number(5)?;
        let mut known = 0;
        while known < entries {
            known += bits.number(u32::BITS - (entries - known).leading_zeros())?;
        }
        return Some(());
    }
    let sparse = bits.number(1)? == 1;
    for _ in 0..entries {
        if !sparse || bits.number(1)? == 1 {
            bits.number(5)?;
        }
    }
    Some(())
}

/// Returns the largest number whose power of `dimensions` is at most `entries`.
fn side(entries: u32, dimensions: u32) -> u32 {
    if dimensions == 1 {
        return entries;
    }
    let fits = |side: &u32| {
        let power = u64::from(*side).checked_pow(dimensions);
        power.is_some_and(|power| power <= u64::from(entries))
    };
    (1..).take_while(fits).count() as u32
}

struct Bits<'b>(BitReaderRtl<'b>);

impl Bits<'_> {
    fn number(&mut self, width: u32) -> Option<u32> {
        self.0.read_bits_leq32(width).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_of_a_table_is_a_whole_root() {
        for (entries, dimensions, expected) in [
            (81, 4, 3),
            (80, 4, 2),
            (6561, 8, 3),
            (16, 1, 16),
            (1, 16, 1),
            (0, 3, 0),
        ] {
            assert_eq!(side(entries, dimensions), expected, "{entries}");
        }
    }
}
