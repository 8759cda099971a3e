//! Finds the format of a file by its content, and decodes it.

use super::fault::Fault;
use super::sink::Sink;
use super::{aac, aiff, bytes, flac, mp4, mpeg, ogg, riff};
use cuebook_core::sound_format::foreign;

/// Returns whether a file has a format.
type Is = fn(&[u8]) -> bool;

/// Decodes a file of a format.
type Decode = fn(&[u8], &mut Sink) -> Result<(), Fault>;

/// The readers, in the order in which they are asked. MP3 is the last: any bytes may
/// stand before its first frame.
const READERS: [(Is, Decode); 7] = [
    (riff::is, riff::decode),
    (aiff::is, aiff::decode),
    (flac::is, flac::decode),
    (ogg::is, ogg::decode),
    (mp4::is, mp4::decode),
    (aac::is, aac::decode),
    (mpeg::is, mpeg::decode),
];

/// How the files of other formats begin: a place, the bytes there, and the name.
const OTHERS: [(usize, &[u8], &str); 25] = [
    (
        0,
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
        "Windows Media Audio",
    ),
    (0, b"MAC ", "Monkey’s Audio"),
    (0, b"MThd", "MIDI, which has notes and no sound"),
    (8, b"RMID", "MIDI, which has notes and no sound"),
    (0, b"wvpk", "WavPack"),
    (0, b"MPCK", "Musepack"),
    (0, b"MP+", "Musepack"),
    (0, b"TTA1", "True Audio"),
    (0, b"TTA2", "True Audio"),
    (0, b"caff", "Core Audio Format"),
    (0, b".snd", "Sun audio"),
    (0, b"\x1a\x45\xdf\xa3", "Matroska or WebM"),
    (0, b"#!AMR", "AMR"),
    (0, b"\x0b\x77", "AC-3"),
    (0, b"\x7f\xfe\x80\x01", "DTS"),
    (0, b"DSD ", "DSD"),
    (0, b"FRM8", "DSD"),
    (0, b".RMF", "RealAudio"),
    (0, b".ra\xfd", "RealAudio"),
    (0, b"RIFX", "WAV in the byte order of old Macintoshes"),
    (8, b"8SVX", "8SVX"),
    (8, b"AVI ", "AVI video"),
    (0, b"ADIF", "AAC without packets (ADIF)"),
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"%PDF", "a PDF document"),
];

/// Decodes a file of any format. `name` is used only if the content says nothing.
pub(super) fn decode(name: &str, bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    if bytes.is_empty() {
        return Err(Fault::broken("it is empty"));
    }
    let content = mpeg::after_id3(bytes);
    let (last, firm) = READERS
        .split_last()
        .map_or((None, &[][..]), |(l, f)| (Some(l), f));
    if let Some((_, decode)) = firm.iter().find(|(is, _)| is(content)) {
        return decode(content, sink);
    }
    if let Some(name) = other(content) {
        return Err(Fault::foreign(name));
    }
    match last {
        Some((is, decode)) if is(content) => decode(content, sink),
        _ => Err(unknown(name, content)),
    }
}

/// Returns why a file cannot be decoded, by its first bytes alone; `None` if they do not say it.
pub(super) fn refusal(head: &[u8]) -> Option<Fault> {
    /// The bytes that show a format.
    const ENOUGH: usize = 16;
    if head.is_empty() {
        return Some(Fault::broken("it is empty"));
    }
    let content = mpeg::after_id3(head);
    if content.len() < ENOUGH || READERS.iter().any(|(is, _)| is(content)) {
        return None;
    }
    other(content).map(Fault::foreign)
}

/// Returns the name of another format by its first bytes.
fn other(content: &[u8]) -> Option<&'static str> {
    let begins = |(at, text, _): &&(usize, &[u8], &str)| {
        content
            .get(*at..)
            .is_some_and(|rest| rest.starts_with(text))
    };
    if let Some((.., name)) = OTHERS.iter().find(begins) {
        return Some(name);
    }
    // MPEG layers I and II have the mark of MP3 with other bits of the layer.
    match content {
        [0xff, second, third, ..] if second & 0xf8 == 0xf8 && third & 0xf0 != 0xf0 => {
            matches!(second >> 1 & 3, 2 | 3).then_some("MPEG layer I or II")
        }
        _ => None,
    }
}

/// The fault of a file whose content is no known format.
fn unknown(name: &str, content: &[u8]) -> Fault {
    let start = &content[..content.len().min(512)];
    let lower = start.to_ascii_lowercase();
    if bytes::find(&lower, b"<html").is_some() || lower.starts_with(b"<!doctype") {
        return Fault::broken("it is a web page");
    }
    if let Some(format) = foreign(name) {
        return Fault::foreign(format.name);
    }
    let is_text = std::str::from_utf8(start).is_ok_and(|text| !text.contains('\0'));
    let what = if is_text {
        "it is text"
    } else {
        "its content is no known format"
    };
    Fault::broken(what)
}
