//! Tags of MP3 files: ID3v2.4 with chapters (the addendum of id3.org).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use id3::frame::{self, Comment, ExtendedText, PictureType, TableOfContents};
use id3::{Content, Encoder, Frame, Tag, TagLike};

use super::{PROGRAM, Tags, clipped, language, shift};
use cuebook_core::units::Frames;

/// The room that is left for other programs, so that they need not write the file anew.
const ROOM: usize = 2048;

/// The longest title of a chapter, in bytes. The length of a frame within a frame has 7 bits a byte,
/// and some readers take it for 8. Below 128 both are the same.
const TITLE: usize = 124;

/// The most entries of a table of contents.
const ENTRIES: usize = 255;

pub(super) fn write(file: &mut File, tags: &Tags) -> io::Result<()> {
    let old = old_tag(file)?;
    let mut tag = tag(tags);
    chapters(&mut tag, tags);
    let bare = encoded(&tag, 0)?;
    let room = ROOM.max((old as usize).saturating_sub(bare.len()));
    shift::replace_start(file, old, &encoded(&tag, room)?)
}

/// Returns the tag of a WAV file. Its chapters are in chunks of their own.
pub(super) fn of_wave(tags: &Tags) -> io::Result<Vec<u8>> {
    encoded(&tag(tags), 0)
}

/// Returns a whole tag with empty room at its end.
fn encoded(tag: &Tag, room: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let written = Encoder::new().padding(room).encode(tag, &mut bytes);
    written.map_err(|error| io::Error::other(error.description))?;
    Ok(bytes)
}

/// Returns the length of the tag that a file has already.
fn old_tag(file: &mut File) -> io::Result<u64> {
    let mut head = [0; 10];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut head)?;
    if &head[..3] != b"ID3" {
        return Ok(0);
    }
    let size = head[6..]
        .iter()
        .fold(0, |size, byte| size << 7 | u64::from(byte & 0x7f));
    let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
    Ok(10 + size + footer)
}

fn tag(tags: &Tags) -> Tag {
    let meta = &tags.meta;
    let mut tag = Tag::new();
    let author = meta.author();
    let narrator = meta.narrator();
    let series = tags.part_of_series();
    let date = meta.date.map(|date| date.to_string());
    let track = tags.track().map(|(number, of)| format!("{number}/{of}"));
    let language = meta.language.as_deref().map(language::three_letters);
    for (id, text) in [
        ("TIT1", series.as_deref()),
        ("TIT2", Some(tags.title())),
        ("TIT3", meta.subtitle.as_deref()),
        ("TALB", Some(meta.title.as_str())),
        ("TRCK", track.as_deref()),
        ("TPE1", author.as_deref()),
        ("TPE2", author.as_deref()),
        // Players of audiobooks take the composer for the narrator.
        ("TCOM", narrator.as_deref()),
        ("TPUB", meta.publisher.as_deref()),
        ("TDRC", date.as_deref()),
        ("TLAN", language),
        ("TCON", meta.genre.as_deref()),
        ("TCOP", meta.copyright.as_deref()),
        ("TSSE", Some(PROGRAM)),
    ] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            tag.set_text(id, text);
        }
    }
    own_names(&mut tag, tags);
    comments(&mut tag, tags, language.unwrap_or("eng"));
    picture(&mut tag, tags);
    tag
}

/// Adds the fields without a frame in the standard, under the names that players of audiobooks know.
fn own_names(tag: &mut Tag, tags: &Tags) {
    let meta = &tags.meta;
    let number = meta.number.map(|number| number.to_string());
    let narrator = meta.narrator();
    for (name, text) in [
        ("SERIES", meta.series.as_deref()),
        ("SERIES-PART", number.as_deref()),
        ("NARRATOR", narrator.as_deref()),
        ("ISBN", meta.isbn.as_deref()),
    ] {
        if let Some(text) = text {
            tag.add_frame(ExtendedText {
                description: name.to_owned(),
                value: text.to_owned(),
            });
        }
    }
}

fn comments(tag: &mut Tag, tags: &Tags, language: &str) {
    let mut add = |description: &str, text: String| {
        tag.add_frame(Comment {
            lang: language.to_owned(),
            description: description.to_owned(),
            text,
        });
    };
    if let Some(comment) = tags.comment() {
        add("", comment);
    }
    if !tags.credits.is_empty() && tags.meta.description.is_some() {
        add("Credits", tags.credits.clone());
    }
}

fn picture(tag: &mut Tag, tags: &Tags) {
    if let Some(cover) = &tags.cover {
        tag.add_frame(frame::Picture {
            mime_type: cover.kind.mime().to_owned(),
            picture_type: PictureType::CoverFront,
            description: String::new(),
            data: cover.bytes.clone(),
        });
    }
}

/// Adds the chapters and their table of contents. A table has at most 255 entries, so a longer
/// one is a table of tables.
fn chapters(tag: &mut Tag, tags: &Tags) {
    let thousandths = |at: Frames| (at.seconds().0 * 1000.0).round() as u32;
    let mut ids = Vec::new();
    for (index, chapter) in tags.chapters.iter().enumerate() {
        let id = format!("chp{index}");
        tag.add_frame(frame::Chapter {
            element_id: id.clone(),
            start_time: thousandths(chapter.start),
            end_time: thousandths(chapter.end),
            // No place in bytes.
            start_offset: u32::MAX,
            end_offset: u32::MAX,
            frames: vec![Frame::with_content(
                "TIT2",
                Content::Text(title(&chapter.title)),
            )],
        });
        ids.push(id);
    }
    if ids.is_empty() {
        return;
    }
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    if ids.len() > ENTRIES {
        let parts = ids.chunks(ENTRIES).enumerate();
        let parts = parts.map(|(index, part)| (format!("toc{index}"), part.to_vec()));
        tables.extend(parts);
        ids = tables.iter().map(|(id, _)| id.clone()).collect();
    }
    tables.insert(0, ("toc".to_owned(), ids));
    for (index, (element_id, elements)) in tables.into_iter().enumerate() {
        tag.add_frame(TableOfContents {
            element_id,
            top_level: index == 0,
            ordered: true,
            elements,
            frames: Vec::new(),
        });
    }
}

fn title(whole: &str) -> String {
    match clipped(whole, TITLE) {
        title if title.len() == whole.len() => title.to_owned(),
        title => format!("{}…", clipped(title, TITLE - "…".len())),
    }
}
