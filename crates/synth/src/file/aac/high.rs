//! Finds HE-AAC that its configuration does not announce.
//!
//! Such a stream looks like AAC-LC at half of its rate, and a packet ends with an element
//! that describes the upper half of the spectrum. The elements before it cannot be
//! skipped without decoding them, so a packet is read from its end.

/// The kinds of elements: one that fills, and the end (ISO 14496-3, table 4.85).
const FILL: u32 = 6;
const END: u32 = 7;

/// The kinds of content: the upper half of the spectrum, without and with a checksum.
const HIGH: [u32; 2] = [13, 14];

/// The packets that have to be seen at least, and those that are looked at.
const ENOUGH: u32 = 4;
const MOST: u32 = 64;

/// The packets of a stream, and those that seem to describe the upper half.
#[derive(Debug, Default)]
pub(super) struct High {
    seen: u32,
    marked: u32,
}

impl High {
    pub(super) fn look(&mut self, packet: &[u8]) {
        if self.seen < MOST {
            self.seen += 1;
            self.marked += u32::from(is_marked(packet));
        }
    }

    /// Returns whether the stream is HE-AAC. One packet in sixty looks so by chance.
    pub(super) fn is_certain(&self) -> bool {
        self.seen >= ENOUGH && self.marked >= self.seen - self.seen / 4
    }
}

/// Returns whether a packet seems to end with the upper half of the spectrum.
fn is_marked(packet: &[u8]) -> bool {
    // The end is the last bits that are set.
    let last = packet.iter().rposition(|byte| *byte != 0);
    let Some(last) = last else {
        return false;
    };
    let bits = 8 * (last + 1) - packet[last].trailing_zeros() as usize;
    bits >= 3 && number(packet, bits - 3, 3) == END && is_before(packet, bits - 3, 1)
}

/// Returns whether an element of the upper half ends at a bit, perhaps with others that
/// only fill after it.
fn is_before(packet: &[u8], end: usize, others: u32) -> bool {
    (1..=269_usize).any(|bytes| {
        // From 15 bytes on, another byte has the rest of their number.
        let head = if bytes < 15 { 7 } else { 15 };
        let Some(start) = end.checked_sub(8 * bytes + head) else {
            return false;
        };
        let size = match number(packet, start + 3, 4) {
            15 => 14 + number(packet, start + 7, 8),
            size => size,
        };
        if number(packet, start, 3) != FILL || size as usize != bytes {
            return false;
        }
        match number(packet, start + head, 4) {
            kind if HIGH.contains(&kind) => true,
            0 | 1 => others > 0 && is_before(packet, start, others - 1),
            _ => false,
        }
    })
}

/// Returns the number of `count` bits from a bit on, the highest first.
fn number(bytes: &[u8], at: usize, count: usize) -> u32 {
    let bit = |at: usize| {
        let byte = bytes.get(at / 8).copied().unwrap_or(0);
        u32::from(byte >> (7 - at % 8) & 1)
    };
    (at..at + count).fold(0, |number, at| number << 1 | bit(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a packet of some bits and then elements: each a kind and its bytes.
    fn packet(elements: &[(u32, usize)]) -> Vec<u8> {
        let mut bits = vec![1, 0, 1, 1, 0];
        let mut put = |value: u32, count: u32| {
            bits.extend((0..count).rev().map(|bit| value >> bit & 1));
        };
        for (kind, size) in elements {
            put(FILL, 3);
            match *size {
                0..15 => put(*size as u32, 4),
                _ => put(15 << 8 | (*size as u32 - 14), 12),
            }
            put(*kind, 4);
            (1..2 * size).for_each(|_| put(0, 4));
        }
        put(END, 3);
        bits.resize(bits.len().next_multiple_of(8), 0);
        let byte = |eight: &[u32]| eight.iter().fold(0, |byte, bit| byte << 1 | *bit as u8);
        bits.chunks(8).map(byte).collect()
    }

    #[test]
    fn the_upper_half_is_found_at_the_end_of_a_packet() {
        for size in [1, 9, 14, 15, 60, 269] {
            assert!(is_marked(&packet(&[(13, size)])), "{size}");
            assert!(is_marked(&packet(&[(14, size), (0, 3)])), "{size}");
            assert!(!is_marked(&packet(&[(0, size)])), "{size}");
        }
        assert!(!is_marked(&packet(&[])) && !is_marked(&[0, 0]) && !is_marked(&[]));
    }

    #[test]
    fn a_few_marks_by_chance_are_not_enough() {
        let mut high = High::default();
        for _ in 0..3 {
            high.look(&packet(&[(13, 9)]));
            assert!(!high.is_certain());
        }
        high.look(&packet(&[(13, 9)]));
        assert!(high.is_certain());
        for _ in 0..4 {
            high.look(&packet(&[]));
        }
        assert!(!high.is_certain());
    }
}
