//! Decodes plain samples and ADPCM, the content of WAV and AIFF files.

use symphonia::core::codecs::{
    CODEC_TYPE_ADPCM_IMA_WAV, CODEC_TYPE_ADPCM_MS, CODEC_TYPE_PCM_ALAW, CODEC_TYPE_PCM_F32BE,
    CODEC_TYPE_PCM_F32LE, CODEC_TYPE_PCM_F64BE, CODEC_TYPE_PCM_F64LE, CODEC_TYPE_PCM_MULAW,
    CODEC_TYPE_PCM_S8, CODEC_TYPE_PCM_S16BE, CODEC_TYPE_PCM_S16LE, CODEC_TYPE_PCM_S24BE,
    CODEC_TYPE_PCM_S24LE, CODEC_TYPE_PCM_S32BE, CODEC_TYPE_PCM_S32LE, CODEC_TYPE_PCM_U8, CodecType,
};

use super::codec::{Codec, parameters};
use super::fault::Fault;
use super::sink::Sink;

/// The frames that are decoded at a time.
const PACKET: usize = 4096;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Signed,
    Unsigned,
    Float,
    ALaw,
    MuLaw,
}

/// Plain samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pcm {
    pub rate: u32,
    pub channels: usize,
    pub number: Number,
    /// The bytes of a sample.
    pub bytes: usize,
    pub big_endian: bool,
}

impl Pcm {
    fn codec(&self) -> Option<CodecType> {
        let (little, big) = match (self.number, self.bytes) {
            (Number::Unsigned, 1) => (CODEC_TYPE_PCM_U8, CODEC_TYPE_PCM_U8),
            (Number::Signed, 1) => (CODEC_TYPE_PCM_S8, CODEC_TYPE_PCM_S8),
            (Number::Signed, 2) => (CODEC_TYPE_PCM_S16LE, CODEC_TYPE_PCM_S16BE),
            (Number::Signed, 3) => (CODEC_TYPE_PCM_S24LE, CODEC_TYPE_PCM_S24BE),
            (Number::Signed, 4) => (CODEC_TYPE_PCM_S32LE, CODEC_TYPE_PCM_S32BE),
            (Number::Float, 4) => (CODEC_TYPE_PCM_F32LE, CODEC_TYPE_PCM_F32BE),
            (Number::Float, 8) => (CODEC_TYPE_PCM_F64LE, CODEC_TYPE_PCM_F64BE),
            (Number::ALaw, 1) => (CODEC_TYPE_PCM_ALAW, CODEC_TYPE_PCM_ALAW),
            (Number::MuLaw, 1) => (CODEC_TYPE_PCM_MULAW, CODEC_TYPE_PCM_MULAW),
            _ => return None,
        };
        Some(if self.big_endian { big } else { little })
    }

    /// Decodes all whole frames.
    pub(super) fn decode(&self, data: &[u8], sink: &mut Sink) -> Result<(), Fault> {
        check_channels(self.channels)?;
        let codec = self.codec().ok_or_else(|| {
            Fault::foreign(format!("samples of {} bits", self.bytes.saturating_mul(8)))
        })?;
        let mut params = parameters(codec, self.rate, self.channels);
        params.with_max_frames_per_packet(PACKET as u64);
        if !matches!(self.number, Number::ALaw | Number::MuLaw) {
            let bits = self.bytes as u32 * 8;
            params
                .with_bits_per_sample(bits)
                .with_bits_per_coded_sample(bits);
        }
        let mut codec = Codec::new(&params)?;
        let frame = self.bytes * self.channels;
        let whole = data.len() / frame * frame;
        for packet in data[..whole].chunks(PACKET * frame) {
            codec.feed(packet, (packet.len() / frame) as u64, sink)?;
        }
        codec.finish()
    }
}

/// The two kinds of ADPCM in WAV files.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Adpcm {
    Microsoft,
    Ima,
}

impl Adpcm {
    /// Returns the frames in a block of `bytes`, or `None` if it is too short. A
    /// block begins with the state of each channel and its first samples.
    fn frames(self, bytes: usize, channels: usize) -> Option<usize> {
        let (head, first) = match self {
            Adpcm::Microsoft => (7, 2),
            Adpcm::Ima => (4, 1),
        };
        let rest = bytes.checked_sub(head * channels)?;
        Some(rest * 2 / channels + first)
    }

    /// Decodes blocks of `block` bytes; the last one may be shorter.
    pub(super) fn decode(
        self,
        data: &[u8],
        (rate, channels, block): (u32, usize, usize),
        sink: &mut Sink,
    ) -> Result<(), Fault> {
        if !(1..=2).contains(&channels) {
            return Err(Fault::foreign("ADPCM with more than two channels"));
        }
        let whole = self.frames(block, channels);
        // The two channels of IMA take turns after eight frames.
        let uneven = self == Adpcm::Ima && channels == 2 && block % 8 != 0;
        let whole = whole
            .filter(|_| !uneven)
            .ok_or_else(|| Fault::broken("its blocks of ADPCM are too short"))?;
        let codec = match self {
            Adpcm::Microsoft => CODEC_TYPE_ADPCM_MS,
            Adpcm::Ima => CODEC_TYPE_ADPCM_IMA_WAV,
        };
        let mut params = parameters(codec, rate, channels);
        params
            .with_max_frames_per_packet(whole as u64)
            .with_frames_per_block(whole as u64);
        let mut codec = Codec::new(&params)?;
        let mut heard = 0;
        for bytes in data.chunks(block) {
            let mut padded = bytes.to_vec();
            padded.resize(block, 0);
            codec.feed(&padded, whole as u64, sink)?;
            heard += self.frames(bytes.len(), channels).unwrap_or(0);
        }
        codec.finish()?;
        sink.end(0, Some(heard));
        Ok(())
    }
}

/// Checks the number of channels before memory is reserved for them.
pub(super) fn check_channels(channels: usize) -> Result<(), Fault> {
    match channels {
        0 => Err(Fault::broken("it has no channels")),
        1..=8 => Ok(()),
        _ => Err(Fault::broken("it has more than eight channels")),
    }
}
