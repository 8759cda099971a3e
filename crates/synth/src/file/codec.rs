//! Decodes packets with the codecs of `symphonia`. A codec never sees a file: it gets
//! one packet at a time, and only parameters that were checked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use symphonia::core::audio::{Channels, SampleBuffer};
use symphonia::core::codecs::{CODEC_TYPE_NULL, CodecParameters, CodecType, Decoder};
use symphonia::core::formats::Packet;

use super::fault::Fault;
use super::sink::Sink;

/// A codec at work.
pub(super) struct Codec {
    decoder: Box<dyn Decoder>,
    buffer: Option<SampleBuffer<f32>>,
    decoded: usize,
    failed: usize,
}

impl Codec {
    /// Starts a codec.
    ///
    /// # Errors
    /// When its parameters are wrong or not supported.
    pub(super) fn new(params: &CodecParameters) -> Result<Codec, Fault> {
        debug_assert!(params.codec != CODEC_TYPE_NULL);
        let decoder = symphonia::default::get_codecs().make(params, &Default::default())?;
        Ok(Codec {
            decoder,
            buffer: None,
            decoded: 0,
            failed: 0,
        })
    }

    /// Decodes a packet of `frames` frames. A packet that cannot be decoded is silent.
    pub(super) fn feed(&mut self, data: &[u8], frames: u64, sink: &mut Sink) -> Result<(), Fault> {
        self.packet(&Packet::new_from_slice(0, 0, frames, data), sink)
    }

    /// Decodes a packet.
    pub(super) fn packet(&mut self, packet: &Packet, sink: &mut Sink) -> Result<(), Fault> {
        // A codec may panic at a damaged packet. Then it starts anew with the next one.
        let decoder = &mut self.decoder;
        let outcome = catch_unwind(AssertUnwindSafe(|| decoder.decode(packet).is_ok()));
        if !matches!(outcome, Ok(true)) {
            self.failed += 1;
            if outcome.is_err() {
                self.decoder.reset();
            }
            return sink.silence(usize::try_from(packet.dur).unwrap_or(usize::MAX));
        }
        let decoded = self.decoder.last_decoded();
        self.decoded += 1;
        if decoded.frames() == 0 {
            return sink.push(&[], 0, 0);
        }
        let spec = *decoded.spec();
        let most = decoded.capacity();
        let fits = |buffer: &SampleBuffer<f32>| buffer.capacity() >= most * spec.channels.count();
        if !self.buffer.as_ref().is_some_and(fits) {
            self.buffer = Some(SampleBuffer::new(most as u64, spec));
        }
        let Some(buffer) = &mut self.buffer else {
            return Ok(());
        };
        buffer.copy_interleaved_ref(decoded);
        sink.push(buffer.samples(), spec.channels.count(), spec.rate)
    }

    /// Checks the whole after the last packet.
    ///
    /// # Errors
    /// When more packets failed than not.
    pub(super) fn finish(self) -> Result<(), Fault> {
        match self.failed > self.decoded {
            true => Err(Fault::broken("most of its data is damaged")),
            false => Ok(()),
        }
    }
}

/// Returns the parameters of a codec with a rate and a number of channels.
pub(super) fn parameters(codec: CodecType, rate: u32, channels: usize) -> CodecParameters {
    let mut params = CodecParameters::new();
    params.for_codec(codec).with_sample_rate(rate);
    if let Some(channels) = mask(channels) {
        params.with_channels(channels);
    }
    params
}

/// Returns a mask with so many channels; only their number matters.
fn mask(channels: usize) -> Option<Channels> {
    let bits = 1_u32.checked_shl(u32::try_from(channels).ok()?)?;
    Channels::from_bits(bits - 1).filter(|_| channels > 0)
}
