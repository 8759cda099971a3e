//! Tags of WAV files: `LIST INFO` for players, `bext` (EBU Tech 3285) and `iXML` for broadcasters,
//! the chapters as `cue ` with their labels, and an ID3 tag, which has the picture and all letters.
//! They come after the samples.

mod broadcast;
mod ixml;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{PROGRAM, Tags, broken, id3v2, shift};
use cuebook_core::units::{Frames, RATE};

/// The size that sends a reader to the `ds64` chunk.
const ELSEWHERE: [u8; 4] = [0xff; 4];

/// The length of a `ds64` chunk without a table.
const DS64: usize = 8 + 28;

/// What a file is.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Wave {
    rate: u32,
    channels: u16,
    bits: u16,
    /// The bytes of the samples.
    data: u64,
    /// The first byte after the samples.
    end: u64,
    is_rf64: bool,
}

pub(super) fn write(file: &mut File, tags: &Tags) -> io::Result<()> {
    let wave = Wave::read(file)?;
    file.set_len(wave.end)?;
    file.seek(SeekFrom::Start(wave.end))?;
    let mut chunks = vec![0; (wave.end % 2) as usize];
    for (name, content) in [
        (b"bext", broadcast::chunk(tags, &wave)),
        (b"LIST", info(tags)),
        (b"cue ", points(tags, &wave)),
        (b"LIST", labels(tags, &wave)),
        (b"iXML", ixml::chunk(tags, &wave)),
        (b"id3 ", id3v2::of_wave(tags)?),
    ] {
        if !content.is_empty() {
            add(&mut chunks, name, &content);
        }
    }
    file.write_all(&chunks)?;
    sizes(file, &wave, wave.end + chunks.len() as u64)
}

impl Wave {
    fn read(file: &mut File) -> io::Result<Wave> {
        let mut head = [0; 12];
        file.seek(SeekFrom::Start(0))?;
        file.read_exact(&mut head)?;
        let is_rf64 = &head[..4] == b"RF64";
        if !(is_rf64 || &head[..4] == b"RIFF") || &head[8..] != b"WAVE" {
            return Err(broken("this is not a WAV file"));
        }
        let mut wave = Wave {
            is_rf64,
            ..Wave::default()
        };
        let mut long = None;
        loop {
            let mut head = [0; 8];
            file.read_exact(&mut head)?;
            let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
            match &head[..4] {
                b"data" => {
                    wave.data = match (head[4..] == ELSEWHERE, long) {
                        (true, Some(long)) => long,
                        _ => u64::from(size),
                    };
                    wave.end = file.stream_position()? + wave.data;
                    return Ok(wave);
                }
                b"fmt " | b"ds64" => {
                    let mut content = vec![0; size as usize + size as usize % 2];
                    file.read_exact(&mut content)?;
                    let number = |at: usize, length: usize| {
                        let bytes = content.get(at..at + length).unwrap_or_default();
                        bytes
                            .iter()
                            .rev()
                            .fold(0, |all, byte| all << 8 | u64::from(*byte))
                    };
                    if &head[..4] == b"ds64" {
                        long = Some(number(8, 8));
                    } else {
                        wave.channels = number(2, 2) as u16;
                        wave.rate = number(4, 4) as u32;
                        wave.bits = number(14, 2) as u16;
                    }
                }
                _ => drop(file.seek(SeekFrom::Current(i64::from(size) + i64::from(size % 2)))?),
            }
        }
    }

    /// Returns a time in frames of the file.
    fn frame(&self, at: Frames) -> u64 {
        (at.0 as u64 * u64::from(self.rate) + u64::from(RATE) / 2) / u64::from(RATE)
    }
}

/// Writes the sizes of the file into its head. A file that is now longer than 4 GiB becomes RF64.
fn sizes(file: &mut File, wave: &Wave, length: u64) -> io::Result<()> {
    if wave.is_rf64 {
        file.seek(SeekFrom::Start(20))?;
        return file.write_all(&(length - 8).to_le_bytes());
    }
    if let Ok(size) = u32::try_from(length - 8) {
        file.seek(SeekFrom::Start(4))?;
        return file.write_all(&size.to_le_bytes());
    }
    let data = wave.end - wave.data - 4;
    file.seek(SeekFrom::Start(data))?;
    file.write_all(&ELSEWHERE)?;
    shift::shift(file, 12, DS64 as u64)?;
    let frame = u64::from(wave.channels) * u64::from(wave.bits.div_ceil(8));
    let mut head = b"RF64".to_vec();
    head.extend(ELSEWHERE);
    head.extend(b"WAVEds64");
    head.extend(28u32.to_le_bytes());
    head.extend((length + DS64 as u64 - 8).to_le_bytes());
    head.extend(wave.data.to_le_bytes());
    head.extend((wave.data / frame.max(1)).to_le_bytes());
    head.extend(0u32.to_le_bytes());
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&head)
}

/// Adds a chunk. Chunks begin at even positions.
fn add(chunks: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    chunks.extend(name);
    chunks.extend((content.len() as u32).to_le_bytes());
    chunks.extend(content);
    chunks.resize(chunks.len() + content.len() % 2, 0);
}

/// Returns the fields for players.
fn info(tags: &Tags) -> Vec<u8> {
    let meta = &tags.meta;
    let (author, narrator, comment) = (meta.author(), meta.narrator(), tags.comment());
    let date = meta.date.map(|date| date.to_string());
    let mut list = b"INFO".to_vec();
    for (name, text) in [
        (b"INAM", Some(tags.title())),
        (b"ISBJ", meta.subtitle.as_deref()),
        (b"IPRD", meta.series.as_deref()),
        (b"IART", author.as_deref()),
        (b"ISTR", narrator.as_deref()),
        (b"ICRD", date.as_deref()),
        (b"ILNG", meta.language.as_deref()),
        (b"IGNR", meta.genre.as_deref()),
        (b"ICMT", comment.as_deref()),
        (b"ICOP", meta.copyright.as_deref()),
        (b"IPUB", meta.publisher.as_deref()),
        (b"ISFT", Some(PROGRAM)),
    ] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            add(&mut list, name, &terminated(text));
        }
    }
    list
}

fn terminated(text: &str) -> Vec<u8> {
    text.bytes().filter(|byte| *byte != 0).chain([0]).collect()
}

/// Returns the beginnings of the chapters.
fn points(tags: &Tags, wave: &Wave) -> Vec<u8> {
    let mut points = Vec::new();
    if !tags.chapters.is_empty() {
        points.extend((tags.chapters.len() as u32).to_le_bytes());
    }
    for (number, chapter) in (1u32..).zip(&tags.chapters) {
        let at = wave.frame(chapter.start) as u32;
        points.extend(number.to_le_bytes());
        points.extend(at.to_le_bytes());
        points.extend(b"data");
        // The samples are one chunk in one block.
        points.extend([0; 8]);
        points.extend(at.to_le_bytes());
    }
    points
}

/// Returns the titles and the lengths of the chapters.
fn labels(tags: &Tags, wave: &Wave) -> Vec<u8> {
    let mut list = Vec::new();
    if !tags.chapters.is_empty() {
        list.extend(b"adtl");
    }
    for (number, chapter) in (1u32..).zip(&tags.chapters) {
        let mut label = number.to_le_bytes().to_vec();
        label.extend(terminated(&chapter.title));
        add(&mut list, b"labl", &label);
    }
    for (number, chapter) in (1u32..).zip(&tags.chapters) {
        let length = wave.frame(chapter.end) - wave.frame(chapter.start);
        let mut region = number.to_le_bytes().to_vec();
        region.extend((length as u32).to_le_bytes());
        region.extend(b"rgn ");
        // No country, language, dialect or code page.
        region.extend([0; 8]);
        add(&mut list, b"ltxt", &region);
    }
    list
}
