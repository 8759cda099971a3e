//! Decodes Vorbis with more than two channels.

use lewton::audio::{PreviousWindowRight, read_audio_packet_generic};
use lewton::header::{IdentHeader, SetupHeader, read_header_ident, read_header_setup};
use lewton::samples::InterleavedSamples;

use super::order;
use crate::file::fault::Fault;
use crate::file::sink::Sink;

/// A decoder at work.
pub(super) struct Surround {
    head: IdentHeader,
    setup: SetupHeader,
    order: &'static [usize],
    /// What the last packet adds to the next one.
    before: PreviousWindowRight,
}

impl Surround {
    /// Starts a decoder with two packets of the head.
    ///
    /// # Errors
    /// When they are damaged.
    pub(super) fn new(head: &[u8], setup: &[u8]) -> Result<Surround, Fault> {
        let damaged = || Fault::broken("its head is damaged");
        let head = read_header_ident(head).map_err(|_| damaged())?;
        let blocks = (head.blocksize_0, head.blocksize_1);
        let setup = read_header_setup(setup, head.audio_channels, blocks);
        Ok(Surround {
            order: order(usize::from(head.audio_channels)).ok_or_else(damaged)?,
            setup: setup.map_err(|_| damaged())?,
            head,
            before: PreviousWindowRight::new(),
        })
    }

    /// Decodes a packet. One that cannot be decoded is left out.
    pub(super) fn feed(&mut self, packet: &[u8], sink: &mut Sink) -> Result<(), Fault> {
        let decoded: Result<InterleavedSamples<f32>, _> =
            read_audio_packet_generic(&self.head, &self.setup, packet, &mut self.before);
        let Ok(decoded) = decoded else {
            return sink.silence(0);
        };
        let channels = self.order.len();
        let frames = decoded.samples.chunks_exact(channels);
        let ordered: Vec<f32> = frames
            .flat_map(|frame| self.order.iter().map(|place| frame[*place]))
            .collect();
        sink.push(&ordered, channels, self.head.audio_sample_rate)
    }
}
