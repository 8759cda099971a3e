//! What a book says of itself: its metadata, its credits, its identity and its date. The same show
//! gives the same book.

use crate::exchange::read_along::About;
use crate::session::Show;
use crate::session::credits::Credits;
use crate::timeline::Timeline;

/// The date of a book that has none. It is not that of the day, so the same show gives the same
/// bytes.
const UNDATED: &str = "2000-01-01T00:00:00Z";

/// Returns the facts about a show, with the content of its cover.
pub(in crate::session) fn about(show: &Show, heard: &Credits, cover: Option<Vec<u8>>) -> About {
    let meta = show.book.meta.clone();
    let file = || {
        show.path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    About {
        title: match meta.title.trim().is_empty() {
            true => file(),
            false => meta.title.clone(),
        },
        language: meta.language.clone().unwrap_or_else(|| "en".to_owned()),
        cover,
        credits: credits(heard),
        meta,
    }
}

/// Returns the works of others in a show, a paragraph each.
fn credits(credits: &Credits) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for file in &credits.files {
        let known = [&file.credit, &file.licence];
        let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
        if !known.is_empty() {
            lines.push(format!("{}: {}", file.name, known.join(", ")));
        }
    }
    if !credits.voices.is_empty() {
        lines.push(format!("Voices: {}", credits.voices.join(", ")));
        for part in &credits.pack {
            lines.push(format!(
                "{}: {}, {}",
                part.packages.join(", "),
                part.author,
                part.licence
            ));
        }
    }
    lines.push("Made with cuebook.".to_owned());
    lines
}

/// Returns a URN for a book: its ISBN, or a UUID made of its text and times.
pub(super) fn identifier(about: &About, show: &Show, timeline: &Timeline) -> String {
    if let Some(isbn) = &about.meta.isbn {
        return format!("urn:isbn:{isbn}");
    }
    let hex = identity(about, show, timeline);
    // Version 8 is for values that a program makes in its own way (RFC 9562).
    format!(
        "urn:uuid:{}-{}-8{}-a{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

/// Returns a name for a text with its times, in hexadecimal digits.
pub(super) fn identity(about: &About, show: &Show, timeline: &Timeline) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in [&about.title, &about.language, &show.book.prose.text] {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    for at in timeline.words.iter() {
        hasher.update(&at.start.0.to_le_bytes());
        hasher.update(&at.end.0.to_le_bytes());
    }
    hasher.update(&timeline.frames.0.to_le_bytes());
    hasher.finalize().to_hex().to_string()
}

/// Returns the date of a book: that of `SOURCE_DATE_EPOCH`, that of the script, or a fixed one.
pub(super) fn modified(about: &About, epoch: Option<&str>) -> String {
    if let Some(seconds) = epoch.and_then(|epoch| epoch.trim().parse().ok()) {
        return moment(seconds);
    }
    about.meta.date.map_or_else(
        || UNDATED.to_owned(),
        |date| {
            format!(
                "{:04}-{:02}-{:02}T00:00:00Z",
                date.year,
                date.month.unwrap_or(1),
                date.day.unwrap_or(1)
            )
        },
    )
}

/// Returns a number of seconds since 1970 as a date with its time, in UTC.
fn moment(seconds: u32) -> String {
    let (mut days, rest) = (seconds / 86_400, seconds % 86_400);
    let is_leap = |year: u32| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u32::from(is_leap(year)) {
        days -= 365 + u32::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u32::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!(
        "{year:04}-{month:02}-{:02}T{:02}:{:02}:{:02}Z",
        days + 1,
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_that_of_the_environment_of_the_script_or_fixed() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(moment(seconds), expected);
        }
        let mut about = About::default();
        assert_eq!(modified(&about, None), UNDATED);
        about.meta.date = cuebook_script::Date::parse("2026-05");
        assert_eq!(modified(&about, Some("soon")), "2026-05-01T00:00:00Z");
        assert_eq!(modified(&about, Some("86400")), "1970-01-02T00:00:00Z");
    }
}
