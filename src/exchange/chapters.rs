//! Chapters as files of their own: JSON for podcasts, metadata for ffmpeg, and a list for people
//! and video sites. Takes the chapters with the metadata, and returns text.

use std::fmt::Write as _;

use serde::Serialize;

use crate::book::Meta;
use crate::timeline::Chapter;
use cuebook_core::units::Frames;
use cuebook_script::write::one_line;

/// A form of the file.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// JSON chapters 1.2 of the podcast namespace.
    Json,
    /// The metadata file of ffmpeg.
    Ffmetadata,
    /// A line for each chapter: its time and its title.
    List,
}

/// Writes the chapters of a show.
#[must_use]
pub(crate) fn write(form: Form, meta: &Meta, chapters: &[Chapter]) -> String {
    match form {
        Form::Json => json(meta, chapters),
        Form::Ffmetadata => ffmetadata(meta, chapters),
        Form::List => list(chapters),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sheet<'c> {
    version: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    podcast_name: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'c str>,
    chapters: Vec<Row<'c>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'c> {
    start_time: f64,
    end_time: f64,
    title: &'c str,
}

fn json(meta: &Meta, chapters: &[Chapter]) -> String {
    let seconds = |at: Frames| thousandths(at) as f64 / 1000.0;
    let rows = chapters.iter().map(|chapter| Row {
        start_time: seconds(chapter.start),
        end_time: seconds(chapter.end),
        title: &chapter.title,
    });
    let sheet = Sheet {
        version: "1.2.0",
        title: &meta.title,
        author: meta.author(),
        podcast_name: meta.series.as_deref(),
        description: meta.description.as_deref(),
        chapters: rows.collect(),
    };
    // Text and numbers can always be written as JSON.
    let mut text = serde_json::to_string_pretty(&sheet).unwrap_or_default();
    text.push('\n');
    text
}

fn ffmetadata(meta: &Meta, chapters: &[Chapter]) -> String {
    let mut out = ";FFMETADATA1\n".to_owned();
    let (author, narrator) = (meta.author(), meta.narrator());
    let date = meta.date.map(|date| date.to_string());
    for (key, text) in [
        ("title", Some(meta.title.as_str())),
        ("album", Some(meta.title.as_str())),
        ("artist", author.as_deref()),
        ("album_artist", author.as_deref()),
        ("composer", narrator.as_deref()),
        ("publisher", meta.publisher.as_deref()),
        ("date", date.as_deref()),
        ("genre", meta.genre.as_deref()),
        ("language", meta.language.as_deref()),
        ("description", meta.description.as_deref()),
        ("copyright", meta.copyright.as_deref()),
    ] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let _ = writeln!(out, "{key}={}", escaped(text));
        }
    }
    for chapter in chapters {
        let (start, end) = (thousandths(chapter.start), thousandths(chapter.end));
        let title = escaped(&chapter.title);
        let _ = write!(
            out,
            "\n[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={title}\n"
        );
    }
    out
}

/// Puts a backslash before the characters that mean something to ffmpeg.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if matches!(letter, '=' | ';' | '#' | '\\' | '\n') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Returns a line for each chapter: `1:02:03 The Office`. Video sites and podcast apps take such
/// a list from a description. All times have the same parts.
fn list(chapters: &[Chapter]) -> String {
    let last = chapters
        .last()
        .map_or(0, |chapter| chapter.start.seconds().0 as u64);
    let line = |chapter: &Chapter| {
        // Rounded down, so that a listener does not miss the beginning.
        let seconds = chapter.start.seconds().0 as u64;
        let (minutes, rest) = (seconds / 60, seconds % 60);
        let title = one_line(&chapter.title);
        match last >= 3600 {
            true => format!("{}:{:02}:{rest:02} {title}\n", minutes / 60, minutes % 60),
            false => format!("{minutes:02}:{rest:02} {title}\n"),
        }
    };
    chapters.iter().map(line).collect()
}

fn thousandths(at: Frames) -> u64 {
    (at.seconds().0 * 1000.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Seconds;

    fn chapters(rows: &[(f64, &str)], end: f64) -> Vec<Chapter> {
        let ends = rows.iter().skip(1).map(|(start, _)| *start).chain([end]);
        let chapters = rows.iter().zip(ends).map(|((start, title), end)| Chapter {
            start: Seconds(*start).frames(),
            end: Seconds(end).frames(),
            title: (*title).to_owned(),
        });
        chapters.collect()
    }

    fn meta() -> Meta {
        Meta {
            title: "A = B; C#".to_owned(),
            authors: vec!["Ann".to_owned(), "Jo".to_owned()],
            description: Some("One.\nTwo.".to_owned()),
            ..Meta::default()
        }
    }

    #[test]
    fn json_has_the_names_of_the_podcast_namespace() {
        let text = write(
            Form::Json,
            &meta(),
            &chapters(&[(0.0, "Eins"), (62.5004, "第二章")], 90.0),
        );
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["version"], "1.2.0");
        assert_eq!(read["author"], "Ann, Jo");
        assert_eq!(read["chapters"][1]["startTime"], 62.5);
        assert_eq!(read["chapters"][1]["endTime"], 90.0);
        assert_eq!(read["chapters"][1]["title"], "第二章");
        assert!(read.get("podcastName").is_none());
    }

    #[test]
    fn ffmetadata_escapes_what_ffmpeg_would_take_for_signs() {
        let text = write(
            Form::Ffmetadata,
            &meta(),
            &chapters(&[(0.0, "50% = half")], 1.5),
        );
        let wanted = ";FFMETADATA1\ntitle=A \\= B\\; C\\#\nalbum=A \\= B\\; C\\#\nartist=Ann, Jo\n\
            album_artist=Ann, Jo\ndescription=One.\\\nTwo.\n\n\
            [CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=50% \\= half\n";
        assert_eq!(text, wanted);
    }

    #[test]
    fn a_list_has_hours_only_where_one_chapter_needs_them() {
        let short = chapters(&[(0.0, "One"), (61.9, "Two\nmore")], 4000.0);
        assert_eq!(
            write(Form::List, &meta(), &short),
            "00:00 One\n01:01 Two more\n"
        );
        let long = chapters(&[(0.0, "One"), (3723.0, "Two")], 4000.0);
        assert_eq!(
            write(Form::List, &meta(), &long),
            "0:00:00 One\n1:02:03 Two\n"
        );
        assert_eq!(write(Form::List, &meta(), &[]), "");
    }
}
