//! Vorbis comments, as FLAC and Opus have them: lines of `NAME=value`.

use super::{PROGRAM, Picture, Tags};
use cuebook_core::units::Frames;

/// The most chapters. Their numbers have three digits.
const CHAPTERS: usize = 999;

/// Returns the comments of a show, without its picture.
pub(super) fn comments(tags: &Tags) -> Vec<String> {
    let meta = &tags.meta;
    let mut lines = Vec::new();
    let mut add = |name: &str, value: Option<&str>| {
        let value = value.filter(|value| !value.is_empty());
        lines.extend(value.map(|value| format!("{name}={value}")));
    };
    let number = meta.number.map(|number| number.to_string());
    let date = meta.date.map(|date| date.to_string());
    add("TITLE", Some(tags.title()));
    add("SUBTITLE", meta.subtitle.as_deref());
    add("ALBUM", Some(&meta.title));
    let track = tags
        .track()
        .map(|(number, of)| (number.to_string(), of.to_string()));
    if let Some((number, of)) = &track {
        add("TRACKNUMBER", Some(number));
        add("TRACKTOTAL", Some(of));
    }
    meta.authors
        .iter()
        .for_each(|author| add("ARTIST", Some(author)));
    add("ALBUMARTIST", meta.author().as_deref());
    for narrator in &meta.narrators {
        add("PERFORMER", Some(narrator));
        add("NARRATOR", Some(narrator));
    }
    add("SERIES", meta.series.as_deref());
    add("SERIES-PART", number.as_deref());
    add("PUBLISHER", meta.publisher.as_deref());
    add("DATE", date.as_deref());
    add("LANGUAGE", meta.language.as_deref());
    add("GENRE", meta.genre.as_deref());
    add("DESCRIPTION", meta.description.as_deref());
    // Some readers show one of the two, so this one has everything.
    add("COMMENT", tags.comment().as_deref());
    add("COPYRIGHT", meta.copyright.as_deref());
    add("ISBN", meta.isbn.as_deref());
    add("ENCODED_BY", Some(PROGRAM));
    for (index, chapter) in tags.chapters.iter().take(CHAPTERS).enumerate() {
        let number = index + 1;
        lines.push(format!("CHAPTER{number:03}={}", clock(chapter.start)));
        lines.push(format!("CHAPTER{number:03}NAME={}", chapter.title));
    }
    lines
}

/// Returns a time as `01:02:03.456`.
fn clock(at: Frames) -> String {
    let thousandths = (at.seconds().0 * 1000.0).round() as u64;
    let seconds = thousandths / 1000;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!(
        "{hours:02}:{minutes:02}:{:02}.{:03}",
        seconds % 60,
        thousandths % 1000
    )
}

/// Returns comments as a block: the program, their number, and each with its length.
pub(super) fn block(comments: &[String]) -> Vec<u8> {
    let mut block = Vec::new();
    text(&mut block, PROGRAM);
    block.extend((comments.len() as u32).to_le_bytes());
    comments
        .iter()
        .for_each(|comment| text(&mut block, comment));
    block
}

fn text(block: &mut Vec<u8>, text: &str) {
    block.extend((text.len() as u32).to_le_bytes());
    block.extend(text.as_bytes());
}

/// Returns a picture as the block of FLAC (RFC 9639, section 8.8).
pub(super) fn picture(picture: &Picture) -> Vec<u8> {
    /// The front cover.
    const FRONT: u32 = 3;
    let mime = picture.kind.mime();
    let mut block = Vec::new();
    let number = |block: &mut Vec<u8>, number: usize| block.extend((number as u32).to_be_bytes());
    block.extend(FRONT.to_be_bytes());
    number(&mut block, mime.len());
    block.extend(mime.as_bytes());
    number(&mut block, 0);
    number(&mut block, picture.width);
    number(&mut block, picture.height);
    // Bits of a pixel; no palette.
    number(&mut block, 24);
    number(&mut block, 0);
    number(&mut block, picture.bytes.len());
    block.extend(&picture.bytes);
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Seconds;

    #[test]
    fn a_time_has_hours_and_thousandths() {
        assert_eq!(clock(Frames::ZERO), "00:00:00.000");
        assert_eq!(clock(Seconds(36_000.0 + 62.9996).frames()), "10:01:03.000");
        assert_eq!(clock(Seconds(3.4567).frames()), "00:00:03.457");
    }
}
