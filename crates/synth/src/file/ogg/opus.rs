//! Decodes Opus (RFC 6716, RFC 7845), also in MP4. It always runs at 48 kHz.

use opus_pure::{ChannelLayout, OpusMSDecoder, packet};

use super::position::Positions;
use super::{Packet, order};
use crate::file::bytes::le16;
use crate::file::fault::Fault;
use crate::file::sink::Sink;
use cuebook_core::units::RATE;

/// The most frames in a packet: 120 ms.
const MOST: usize = 5760;

/// Decodes the packets of a stream: two of its head, then those with sound.
pub(super) fn decode(packets: &[Packet], sink: &mut Sink) -> Result<(), Fault> {
    let [head, _, sound @ ..] = packets else {
        return Err(Fault::broken("its head is cut short"));
    };
    let mut opus = Opus::new(&head.data)?;
    let mut positions = Positions::default();
    for packet in sound {
        opus.feed(&packet.data, sink)?;
        if let Some(position) = packet.position {
            positions.note(position, packet.last, sink.frames());
        }
    }
    positions.end(opus.delay, sink);
    Ok(())
}

/// An Opus decoder at work.
pub(in crate::file) struct Opus {
    decoder: OpusMSDecoder,
    order: &'static [usize],
    gain: f32,
    /// The frames before the sound.
    pub delay: usize,
    block: Vec<f32>,
    frames: Vec<f32>,
}

impl Opus {
    /// Starts a decoder with the `OpusHead` packet.
    ///
    /// # Errors
    /// When it is damaged, or its channels have no usual order.
    pub(in crate::file) fn new(head: &[u8]) -> Result<Opus, Fault> {
        let unusual = || Fault::foreign("Opus with an unusual order of channels");
        let cut = || Fault::broken("its head is cut short");
        let channels = usize::from(*head.get(9).ok_or_else(cut)?);
        let family = *head.get(18).ok_or_else(cut)?;
        let order = order(channels).ok_or_else(unusual)?;
        let layout = ChannelLayout::surround(channels, family).map_err(|_| unusual())?;
        let streams = [layout.nb_streams as u8, layout.nb_coupled_streams as u8];
        if family != 0 && head.get(19..) != Some(&[&streams[..], &layout.mapping].concat()[..]) {
            return Err(unusual());
        }
        let gain = f64::from(le16(head, 16).ok_or_else(cut)?.cast_signed()) / 256.0;
        Ok(Opus {
            decoder: OpusMSDecoder::new(RATE as i32, channels, family).map_err(|_| unusual())?,
            order,
            gain: libm::pow(10.0, gain / 20.0) as f32,
            delay: usize::from(le16(head, 10).ok_or_else(cut)?),
            block: vec![0.0; MOST * channels],
            frames: Vec::with_capacity(MOST * channels),
        })
    }

    /// Decodes a packet. One that cannot be decoded is silent.
    pub(in crate::file) fn feed(&mut self, data: &[u8], sink: &mut Sink) -> Result<(), Fault> {
        let stated = packet::samples_48k(data).unwrap_or(0).min(MOST);
        let Ok(frames) = self.decoder.decode(data, MOST, &mut self.block) else {
            return sink.silence(stated);
        };
        let channels = self.order.len();
        self.frames.clear();
        for frame in self.block[..frames * channels].chunks_exact(channels) {
            let ordered = self.order.iter().map(|place| frame[*place] * self.gain);
            self.frames.extend(ordered);
        }
        sink.push(&self.frames, channels, RATE)
    }
}
