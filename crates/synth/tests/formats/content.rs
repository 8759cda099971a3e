//! The content of a file decides about its format.

use super::{FILES, file, refused};
use cuebook_core::sound_format::{FOREIGN, readable};
use cuebook_synth::file::decode;

#[test]
fn a_file_with_a_wrong_ending_is_read() {
    for (name, bytes) in FILES {
        let own = decode(name, bytes.into()).unwrap();
        for other in ["x.wav", "x.mp3", "x.wma", "x"] {
            assert_eq!(decode(other, bytes.into()).unwrap(), own, "{name}");
        }
    }
}

#[test]
fn a_format_that_cannot_be_read_is_named() {
    let starts: [(&[u8], &str); 9] = [
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media Audio"),
        (b"MThd\0\0\0\x06", "MIDI"),
        (b"MAC \x96\x0f", "Monkey’s Audio"),
        (b"caff\0\x01", "Core Audio Format"),
        (b"\x1a\x45\xdf\xa3", "Matroska or WebM"),
        (b"RIFF\x10\0\0\0AVI LIST", "AVI video"),
        (b"\xff\xfd\xa4\x04", "MPEG layer"),
        (b"OggS\0\x02", "none of its pages is whole"),
        (b"<!DOCTYPE html><html>", "a web page"),
    ];
    for (start, expected) in starts {
        let bytes = [start, &[0; 200]].concat();
        let message = refused("sound.wav", &bytes);
        assert!(message.contains(expected), "{message}");
        assert!(message.contains(&readable()), "{message}");
    }
    for format in FOREIGN {
        let message = refused(&format!("x.{}", format.endings[0]), &[7; 300]);
        assert!(message.contains(format.name), "{message}");
        assert!(message.contains("save it as WAV or FLAC"), "{message}");
    }
}

#[test]
fn a_codec_that_cannot_be_read_is_named() {
    // The configuration of AAC is after this tag and its length.
    let at = |bytes: &[u8]| {
        bytes
            .windows(5)
            .position(|at| at == [5, 0x80, 0x80, 0x80, 2])
    };
    let bytes = file("tone.m4a");
    let config = at(bytes).or_else(|| {
        bytes
            .windows(5)
            .position(|at| at[..4] == [5, 0x80, 0x80, 0x80])
    });
    let config = config.unwrap() + 5;
    for (kind, expected) in [(5, "HE-AAC"), (29, "HE-AAC"), (1, "AAC Main"), (23, "LD")] {
        let mut bytes = bytes.to_vec();
        bytes[config] = kind << 3 | bytes[config] & 7;
        let message = refused("x.m4a", &bytes);
        assert!(message.contains(expected), "{message}");
    }
    for (codec, expected) in [
        (b"drms", "protected"),
        (b"ac-3", "AC-3"),
        (b"xyz!", "`xyz!`"),
    ] {
        let mut bytes = bytes.to_vec();
        let entry = bytes.windows(4).position(|at| at == b"mp4a").unwrap();
        bytes[entry..entry + 4].copy_from_slice(codec);
        let message = refused("x.m4a", &bytes);
        assert!(message.contains(expected), "{message}");
    }
}
