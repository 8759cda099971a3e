//! Sizes in headers that do not fit the file: the file's own length counts.

use super::heard;

/// The sound of these files: half a second at 8 kHz.
const FRAMES: u32 = 4000;

/// That sound at the engine's rate.
const HEARD: (usize, usize) = (1, 24_000);

fn samples(bytes: fn(i16) -> [u8; 2]) -> Vec<u8> {
    let wave = |n: u32| ((f64::from(n) * 0.2).sin() * 9000.0) as i16;
    (0..FRAMES).flat_map(|n| bytes(wave(n))).collect()
}

/// A mono WAV of 16 bits with the given sizes, and bytes before and after its samples.
struct Wav {
    riff: u32,
    data: u32,
    block: u16,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Default for Wav {
    fn default() -> Wav {
        Wav {
            riff: 36 + 2 * FRAMES,
            data: 2 * FRAMES,
            block: 2,
            before: Vec::new(),
            after: Vec::new(),
        }
    }
}

impl Wav {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"RIFF".to_vec();
        bytes.extend(self.riff.to_le_bytes());
        bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
        bytes.extend(8000_u32.to_le_bytes());
        bytes.extend(16_000_u32.to_le_bytes());
        bytes.extend(self.block.to_le_bytes());
        bytes.extend([16, 0]);
        bytes.extend(&self.before);
        bytes.extend(b"data");
        bytes.extend(self.data.to_le_bytes());
        bytes.extend(samples(i16::to_le_bytes));
        bytes.extend(&self.after);
        bytes
    }
}

#[test]
fn a_wav_with_wrong_sizes_lasts_as_long_as_its_samples() {
    let good = 2 * FRAMES;
    for riff in [0, 36, good, u32::MAX, 0x7fff_f024] {
        let wav = Wav {
            riff,
            ..Wav::default()
        };
        assert_eq!(heard("riff.wav", &wav.bytes()), HEARD, "{riff}");
    }
    for data in [
        0,
        good + 2,
        3 * good,
        0x7fff_ffff,
        0x8000_0000,
        0xffff_fff0,
        u32::MAX,
    ] {
        let wav = Wav {
            data,
            ..Wav::default()
        };
        assert_eq!(heard("data.wav", &wav.bytes()), HEARD, "{data}");
    }
    // A smaller size is that of the sound: other chunks follow it.
    let short = Wav {
        data: good / 2,
        ..Wav::default()
    };
    assert_eq!(heard("short.wav", &short.bytes()), (1, 12_000));
    for block in [0, 7, 999] {
        let wav = Wav {
            block,
            ..Wav::default()
        };
        assert_eq!(heard("block.wav", &wav.bytes()), HEARD, "{block}");
    }
}

#[test]
fn other_chunks_of_a_wav_do_not_hide_its_samples() {
    let chunks: [&[u8]; 4] = [
        b"LIST\x04\0\0\0INFO",
        b"junk\x05\0\0\0abcde\0",
        // The byte that makes the length even is missing.
        b"junk\x05\0\0\0abcde",
        // The size is far too large.
        b"LIST\xff\xff\0\0INFO",
    ];
    for before in chunks {
        let wav = Wav {
            before: before.to_vec(),
            ..Wav::default()
        };
        assert_eq!(heard("chunk.wav", &wav.bytes()), HEARD, "{before:?}");
    }
    let after = b"LIST\x04\0\0\0INFO".to_vec();
    assert_eq!(
        heard(
            "after.wav",
            &Wav {
                after,
                ..Wav::default()
            }
            .bytes()
        ),
        HEARD
    );
    // An ID3 tag before it.
    let tagged = [&b"ID3\x03\0\0\0\0\0\x05hello"[..], &Wav::default().bytes()].concat();
    assert_eq!(heard("tagged.wav", &tagged), HEARD);
}

#[test]
fn a_long_wav_has_its_size_in_a_chunk_of_its_own() {
    let mut bytes = Wav {
        riff: u32::MAX,
        data: u32::MAX,
        after: vec![1; 100],
        ..Wav::default()
    }
    .bytes();
    let mut long = b"ds64\x1c\0\0\0".to_vec();
    long.extend(0_u64.to_le_bytes());
    long.extend(u64::from(2 * FRAMES).to_le_bytes());
    long.extend([0; 12]);
    bytes.splice(12..12, long);
    for id in [b"RF64", b"BW64"] {
        bytes[..4].copy_from_slice(id);
        assert_eq!(heard("long.wav", &bytes), HEARD);
    }
}

#[test]
fn an_aiff_with_wrong_sizes_lasts_as_long_as_its_samples() {
    let good = 2 * FRAMES + 8;
    for (form, frames, sound) in [
        (46 + good, FRAMES, good),
        (0, 0, good),
        (u32::MAX, u32::MAX, u32::MAX),
        (46, 100, 3 * good),
        (46, FRAMES, 0),
    ] {
        let mut bytes = b"FORM".to_vec();
        bytes.extend(form.to_be_bytes());
        bytes.extend(b"AIFFCOMM\0\0\0\x12\0\x01");
        bytes.extend(frames.to_be_bytes());
        // 16 bits at 8000 Hz: the exponent is 12, and 8000 is 1.953125 · 2¹².
        bytes.extend([0, 16, 0x40, 0x0b, 0xfa, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(b"SSND");
        bytes.extend(sound.to_be_bytes());
        bytes.extend([0; 8]);
        bytes.extend(samples(i16::to_be_bytes));
        assert_eq!(heard("sound.aiff", &bytes), HEARD, "{sound}");
    }
}
