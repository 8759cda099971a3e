//! The head of an MP3 frame (ISO 11172-3, 13818-3), and the tag in a first frame.

use crate::file::bytes::{be24, be32};

/// The rates of layer III in kbit/s, for MPEG-1 and for the lower sample rates.
const KILOBITS: [[u32; 15]; 2] = [
    [
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
    ],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// The delay of every decoder, in frames.
const DECODER: usize = 528 + 1;

/// What the head of a frame says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub rate: u32,
    pub channels: usize,
    /// The frames of sound in it.
    pub frames: usize,
    /// Its bytes with the head.
    pub size: usize,
}

/// Returns whether a head of layer III states no bit rate.
pub(super) fn is_free(head: [u8; 4]) -> bool {
    let [first, second, third, _] = head;
    first == 0xff && second & 0xe6 == 0xe2 && second & 0x18 != 8 && third & 0xf0 == 0
}

impl Frame {
    /// Reads the head of a frame of layer III.
    pub(super) fn of([first, second, third, fourth]: [u8; 4]) -> Option<Frame> {
        if first != 0xff || second & 0xe6 != 0xe2 {
            return None;
        }
        // MPEG-2.5, reserved, MPEG-2, MPEG-1.
        let (divisor, low) = match second >> 3 & 3 {
            0 => (4, true),
            2 => (2, true),
            3 => (1, false),
            _ => return None,
        };
        let rate = [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / divisor;
        let kilobits = *KILOBITS[usize::from(low)].get(usize::from(third >> 4))?;
        let frames = if low { 576 } else { 1152 };
        let padding = u32::from(third >> 1 & 1);
        let size = frames / 8 * kilobits * 1000 / rate + padding;
        (kilobits > 0).then_some(Frame {
            rate,
            channels: if fourth >> 6 == 3 { 1 } else { 2 },
            frames: frames as usize,
            size: size as usize,
        })
    }

    /// Returns whether two frames can be of one stream.
    pub(super) fn fits(&self, other: &Frame) -> bool {
        (self.rate, self.channels, self.frames) == (other.rate, other.channels, other.frames)
    }

    /// Returns the tag that a frame holds instead of sound.
    pub(super) fn tag(&self, packet: &[u8]) -> Option<Tag> {
        let side = match (self.frames, self.channels) {
            (1152, 1) | (576, 2) => 17,
            (1152, _) => 32,
            _ => 9,
        };
        let id = packet.get(4 + side..8 + side);
        if id == Some(b"Xing") || id == Some(b"Info") {
            return Some(Tag::of(&packet[8 + side..]));
        }
        (packet.get(36..40) == Some(b"VBRI")).then(Tag::default)
    }
}

/// What an encoder says about the whole file.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tag {
    /// The number of packets after this one.
    pub packets: Option<u32>,
    /// The frames of sound before and after the original.
    pub delay: usize,
    pub padding: usize,
    /// Whether the tag says them.
    pub says_padding: bool,
}

impl Tag {
    /// Reads the tag after its name: flags, then each number that a flag announces, then
    /// the encoder's name and delays.
    fn of(bytes: &[u8]) -> Tag {
        let flags = be32(bytes, 0).unwrap_or(0);
        let mut at = 4;
        let mut packets = None;
        for (flag, size) in [(1, 4), (2, 4), (4, 100), (8, 4)] {
            if flags & flag != 0 {
                packets = if flag == 1 { be32(bytes, at) } else { packets };
                at += size;
            }
        }
        let encoder = bytes.get(at..at + 4);
        let known = matches!(encoder, Some(b"LAME" | b"Lavf" | b"Lavc"));
        match be24(bytes, at + 21).filter(|_| known) {
            Some(both) => Tag {
                packets,
                delay: (both >> 12) as usize + DECODER,
                padding: (both as usize & 0xfff).saturating_sub(DECODER),
                says_padding: true,
            },
            None => Tag {
                packets,
                ..Tag::default()
            },
        }
    }
}
