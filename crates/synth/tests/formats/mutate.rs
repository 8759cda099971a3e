//! Random edits of a file, as damage and malice make them.

/// A generator of random numbers (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Returns a number below `end`; 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Returns a place in a file, in half of the cases in its head.
    fn place(&mut self, bytes: &[u8]) -> usize {
        let end = if self.below(2) == 0 {
            bytes.len().min(700)
        } else {
            bytes.len()
        };
        self.below(end)
    }
}

/// Returns a file with one to eight edits.
pub(crate) fn mutated(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(8) {
        edit(&mut bytes, other, random);
    }
    // Otherwise no damage gets past the checksums of Ogg.
    if random.below(4) > 0 {
        mend_ogg(&mut bytes);
    }
    bytes
}

fn edit(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.place(bytes);
    let length = 1 + random.below(64);
    let end = (at + length).min(bytes.len());
    match random.below(10) {
        0 => bytes.truncate(at.max(1)),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let new: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
            bytes.splice(at..at, new);
        }
        3 => {
            let copy = bytes[at..end].to_vec();
            let to = random.place(bytes);
            bytes.splice(to..to, copy);
        }
        4 => {
            let from = random.below(other.len());
            let to = (from + 16 * length).min(other.len());
            bytes.splice(at..end, other[from..to].iter().copied());
        }
        5 | 6 => extreme(bytes, at, random),
        7 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.next() as u8;
            }
        }
    }
}

/// Sets a number of one to eight bytes to an extreme.
fn extreme(bytes: &mut [u8], at: usize, random: &mut Random) {
    let length = bytes.len() as u64;
    let all = [
        0,
        1,
        length,
        length + 1,
        0x7f,
        0x7fff_ffff,
        0x8000_0000,
        0xffff_fff0,
        u64::MAX,
        u64::MAX >> 1,
        1 << random.below(64),
    ];
    let value = all[random.below(all.len())];
    let size = 1 << random.below(4);
    let number = match random.below(2) {
        0 => value.to_le_bytes()[..size].to_vec(),
        _ => value.to_be_bytes()[8 - size..].to_vec(),
    };
    for (byte, new) in bytes.iter_mut().skip(at).zip(number) {
        *byte = new;
    }
}

/// Writes the right checksum into every whole page of an Ogg file.
pub(crate) fn mend_ogg(bytes: &mut [u8]) {
    let mut at = 0;
    while at + 27 <= bytes.len() {
        if !bytes[at..].starts_with(b"OggS") {
            at += 1;
            continue;
        }
        let segments = usize::from(bytes[at + 26]);
        let table = bytes[at + 27..].iter().take(segments);
        let body: usize = table.map(|size| usize::from(*size)).sum();
        let end = (at + 27 + segments + body).min(bytes.len());
        bytes[at + 22..at + 26].fill(0);
        let sum = checksum(&bytes[at..end]);
        bytes[at + 22..at + 26].copy_from_slice(&sum.to_le_bytes());
        at = end;
    }
}

/// Returns the checksum of Ogg: the polynomial 0x04c11db7 from the highest bit on.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
            let carry = if sum >> 31 == 1 { 0x04c1_1db7 } else { 0 };
            sum << 1 ^ carry
        })
    })
}
