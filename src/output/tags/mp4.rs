//! Tags of M4A and M4B files: the items of iTunes, the list of chapters that Nero's programs
//! began, and the chapter track of QuickTime.

mod front;
mod nero;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::time::Duration;

use mp4ameta::ident::{APPLE_ITUNES_MEAN, COMMENT, COPYRIGHT, CUSTOM_GENRE, DESCRIPTION};
use mp4ameta::{Chapter, Data, Fourcc, FreeformIdent, Img, MediaType, Userdata};

use super::{PROGRAM, Tags, broken};
use crate::book::meta::PictureKind;

pub(super) fn write(file: &mut File, tags: &Tags, is_book: bool) -> io::Result<()> {
    let free = index_last(file)?;
    let mut data = Userdata::default();
    items(&mut data, tags);
    if is_book {
        data.set_media_type(MediaType::AudioBook);
    }
    if let Some(cover) = &tags.cover {
        let bytes = cover.bytes.clone();
        data.set_artwork(match cover.kind {
            PictureKind::Jpeg => Img::jpeg(bytes),
            PictureKind::Png => Img::png(bytes),
        });
    }
    let chapters = tags.chapters.iter();
    let chapters = chapters.map(|chapter| {
        let nanoseconds =
            chapter.start.0 as u64 * 1_000_000_000 / u64::from(cuebook_core::units::RATE);
        (Duration::from_nanos(nanoseconds), chapter.title.as_str())
    });
    *data.chapter_track_mut() = chapters
        .map(|(start, title)| Chapter::new(start, title))
        .collect();
    file.seek(SeekFrom::Start(0))?;
    let written = data.write_to(file).map_err(|error| match error.kind {
        mp4ameta::ErrorKind::Io(error) => error,
        _ => io::Error::other(error.description.into_owned()),
    });
    written?;
    nero::add(file, &tags.chapters)?;
    free.map_or(Ok(()), |free| front::restore(file, &free))
}

fn items(data: &mut Userdata, tags: &Tags) {
    let meta = &tags.meta;
    let author = meta.author();
    let narrator = meta.narrator();
    let date = meta.date.map(|date| date.to_string());
    let number = meta.number.map(|number| number.to_string());
    let (series, short) = (tags.part_of_series(), tags.short_description());
    if let Some((number, of)) = tags.track() {
        data.set_track(number, of);
    }
    for (code, text) in [
        (Fourcc(*b"\xa9nam"), Some(tags.title())),
        (Fourcc(*b"\xa9alb"), Some(meta.title.as_str())),
        (Fourcc(*b"\xa9ART"), author.as_deref()),
        (Fourcc(*b"aART"), author.as_deref()),
        // Players of audiobooks take the composer for the narrator.
        (Fourcc(*b"\xa9wrt"), narrator.as_deref()),
        (Fourcc(*b"\xa9nrt"), narrator.as_deref()),
        (Fourcc(*b"\xa9grp"), series.as_deref()),
        (Fourcc(*b"\xa9pub"), meta.publisher.as_deref()),
        (Fourcc(*b"\xa9day"), date.as_deref()),
        (CUSTOM_GENRE, meta.genre.as_deref()),
        (DESCRIPTION, short.as_deref()),
        (Fourcc(*b"ldes"), meta.description.as_deref()),
        (COMMENT, Some(tags.credits.as_str())),
        (COPYRIGHT, meta.copyright.as_deref()),
        (Fourcc(*b"\xa9too"), Some(PROGRAM)),
    ] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            data.set_data(code, Data::Utf8(text.to_owned()));
        }
    }
    for (name, text) in [
        ("SUBTITLE", meta.subtitle.as_deref()),
        ("SERIES", meta.series.as_deref()),
        ("SERIES-PART", number.as_deref()),
        ("LANGUAGE", meta.language.as_deref()),
        ("ISBN", meta.isbn.as_deref()),
        // Readers that do not know `©pub` find it here.
        ("PUBLISHER", meta.publisher.as_deref()),
    ] {
        if let Some(text) = text {
            let name = FreeformIdent::new_static(APPLE_ITUNES_MEAN, name);
            data.set_data(name, Data::Utf8(text.to_owned()));
        }
    }
}

/// Moves the index behind the sound, if it is before it, so that the sound stays where it is when
/// the index grows. Returns the free part in its place.
fn index_last(file: &mut File) -> io::Result<Option<Range<u64>>> {
    let end = file.seek(SeekFrom::End(0))?;
    let (mut at, mut index) = (0, None);
    while at + 8 <= end {
        let (name, size) = head(file, at, end)?;
        match &name {
            b"moov" => index = Some((at, size)),
            b"mdat" => {
                let Some((at, size)) = index else {
                    return Ok(None);
                };
                append(file, (at, size), end)?;
                return Ok(Some(at..at + size));
            }
            _ => {}
        }
        at += size;
    }
    Err(broken("this is not an MP4 file with sound"))
}

/// Returns the name and the size of the part of a file that begins here.
fn head(file: &mut File, at: u64, end: u64) -> io::Result<([u8; 4], u64)> {
    let mut head = [0; 16];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut head[..8])?;
    let size = match u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])) {
        0 => end - at,
        1 => {
            file.read_exact(&mut head[8..])?;
            let bytes = head[8..].iter();
            bytes.fold(0, |size, byte| size << 8 | u64::from(*byte))
        }
        size => size,
    };
    if size < 8 || size > end - at {
        return Err(broken("this is not a whole MP4 file"));
    }
    Ok(([head[4], head[5], head[6], head[7]], size))
}

/// Copies an index to the end of the file, and leaves free space in its place.
fn append(file: &mut File, (at, size): (u64, u64), end: u64) -> io::Result<()> {
    let mut index = vec![0; usize::try_from(size).map_err(io::Error::other)?];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut index)?;
    file.seek(SeekFrom::Start(end))?;
    file.write_all(&index)?;
    file.seek(SeekFrom::Start(at + 4))?;
    file.write_all(b"free")
}
