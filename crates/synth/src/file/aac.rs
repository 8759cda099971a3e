//! Decodes AAC: its configuration, and raw files with ADTS heads.

mod high;

use symphonia::core::codecs::CODEC_TYPE_AAC;

use super::bytes::array;
use super::codec::{Codec, parameters};
use super::fault::Fault;
use super::sink::Sink;
use high::High;

/// The frames in a packet.
pub(super) const PACKET: u64 = 1024;

/// The sample rates of AAC by their index.
const RATES: [u32; 13] = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
];

/// A stream of AAC.
pub(super) struct Aac {
    codec: Codec,
    high: High,
    pub rate: u32,
}

impl Aac {
    /// Starts a decoder with an AudioSpecificConfig (ISO 14496-3, 1.6.2.1).
    ///
    /// # Errors
    /// When it is a kind of AAC that cannot be read.
    pub(super) fn new(config: &[u8]) -> Result<Aac, Fault> {
        let config = Config::of(config).ok_or_else(|| Fault::broken("its format is cut short"))?;
        config.check()?;
        // The same in its shortest form: nothing else reaches the decoder.
        let index = RATES.iter().position(|rate| *rate == config.rate);
        let index = index.ok_or_else(|| {
            Fault::broken(format!("its rate of {} Hz is not one of AAC", config.rate))
        })? as u8;
        let channels = config.channels;
        let short = [2 << 3 | index >> 1, index << 7 | (channels as u8) << 3];
        let mut params = parameters(CODEC_TYPE_AAC, config.rate, channels);
        params.with_extra_data(Box::new(short));
        Ok(Aac {
            codec: Codec::new(&params)?,
            high: High::default(),
            rate: config.rate,
        })
    }

    pub(super) fn feed(&mut self, packet: &[u8], sink: &mut Sink) -> Result<(), Fault> {
        self.high.look(packet);
        self.codec.feed(packet, PACKET, sink)
    }

    pub(super) fn finish(self) -> Result<(), Fault> {
        if self.high.is_certain() {
            return Err(Fault::foreign("HE-AAC"));
        }
        self.codec.finish()
    }
}

/// The configuration of a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Config {
    kind: u32,
    rate: u32,
    channels: usize,
    /// Whether the upper half of the spectrum is coded apart (HE-AAC).
    high_efficiency: bool,
    short_packets: bool,
}

impl Config {
    fn of(bytes: &[u8]) -> Option<Config> {
        let mut bits = Bits { bytes, at: 0 };
        let kind = bits.kind()?;
        let rate = bits.rate()?;
        let channels = bits.take(4)? as usize;
        let short_packets = bits.take(1)? == 1;
        if bits.take(1)? == 1 {
            bits.take(14)?;
        }
        bits.take(1)?;
        // A mark and the kind 5 after the configuration announce HE-AAC, too.
        let extended = bits.take(11) == Some(0x2b7) && bits.kind() == Some(5);
        Some(Config {
            kind,
            rate,
            channels,
            high_efficiency: matches!(kind, 5 | 29) || extended && bits.take(1) == Some(1),
            short_packets,
        })
    }

    fn check(&self) -> Result<(), Fault> {
        let name = match self.kind {
            _ if self.high_efficiency => "HE-AAC",
            2 if self.short_packets => "AAC with short packets",
            2 if matches!(self.channels, 1 | 2) => return Ok(()),
            2 => "AAC with more than two channels",
            1 => "AAC Main",
            3 => "AAC SSR",
            23 | 39 => "AAC for telephones (LD)",
            42 => "xHE-AAC",
            _ => "an unusual kind of AAC",
        };
        Err(Fault::foreign(name))
    }
}

/// Bits from the highest to the lowest.
struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: u32) -> Option<u32> {
        let mut number = 0;
        for _ in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            number = number << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(number)
    }

    fn kind(&mut self) -> Option<u32> {
        match self.take(5)? {
            31 => Some(32 + self.take(6)?),
            kind => Some(kind),
        }
    }

    fn rate(&mut self) -> Option<u32> {
        match self.take(4)? {
            15 => self.take(24),
            index => RATES.get(index as usize).copied(),
        }
    }
}

/// The head of a packet in a raw file.
struct Adts {
    config: [u8; 2],
    head: usize,
    size: usize,
    blocks: u8,
}

impl Adts {
    fn of(bytes: &[u8], at: usize) -> Option<Adts> {
        let [a, b, c, d, e, f, g]: [u8; 7] = array(bytes, at)?;
        if a != 0xff || b & 0xf6 != 0xf0 {
            return None;
        }
        let (kind, index) = ((c >> 6) + 1, c >> 2 & 15);
        let channels = (c & 1) << 2 | d >> 6;
        let head = if b & 1 == 1 { 7 } else { 9 };
        let size = usize::from(d & 3) << 11 | usize::from(e) << 3 | usize::from(f >> 5);
        let whole = size > head && index < 13;
        whole.then_some(Adts {
            config: [kind << 3 | index >> 1, index << 7 | channels << 3],
            head,
            size,
            blocks: (g & 3) + 1,
        })
    }
}

/// Returns whether a file is raw AAC: two packets follow each other, or one is all.
pub(super) fn is(bytes: &[u8]) -> bool {
    let first = Adts::of(bytes, 0);
    first.is_some_and(|one| one.size == bytes.len() || Adts::of(bytes, one.size).is_some())
}

/// Decodes a raw file. Bytes between packets are left out.
pub(super) fn decode(bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let mut aac: Option<([u8; 2], Aac)> = None;
    let mut at = 0;
    while at < bytes.len() {
        let Some(adts) = Adts::of(bytes, at) else {
            at += 1;
            continue;
        };
        let Some(packet) = bytes.get(at + adts.head..at + adts.size) else {
            break;
        };
        at += adts.size;
        if adts.blocks > 1 {
            return Err(Fault::foreign("AAC with several blocks in a packet"));
        }
        let (config, aac) = match &mut aac {
            Some(aac) => aac,
            None => aac.insert((adts.config, Aac::new(&adts.config)?)),
        };
        if *config == adts.config {
            aac.feed(packet, sink)?;
        } else {
            sink.silence(PACKET as usize)?;
        }
    }
    match aac {
        Some((_, aac)) => aac.finish(),
        None => Err(Fault::broken("it contains no packets of AAC")),
    }
}
