//! `WebVTT`: captions for the `<track>` of a page and for podcasts. A voice tag says who speaks, and
//! the persons have the colours of broadcasters: the person with most captions yellow, the next
//! cyan, then green. All others are white, as the narrator is. The colours are classes that every
//! browser knows; a block with styles would stop some players.

use std::fmt::Write;

use super::escape::{directed, markup};
use super::{By, Caption, Captions, Row, piece};
use cuebook_core::id::RoleId;
use cuebook_core::units::{Frames, RATE};

/// The colours of the persons.
const COLOURS: [&str; 3] = ["yellow", "cyan", "lime"];

/// Writes captions, on demand with a time for each word.
#[must_use]
pub(super) fn write(captions: &Captions, words: bool) -> String {
    let mut out = "WEBVTT\n\nNOTE\n".to_owned();
    for (name, value) in head(captions) {
        let _ = writeln!(out, "{name}: {}", value.replace("-->", "→"));
    }
    let persons = persons(captions);
    for (number, caption) in captions.list.iter().enumerate() {
        let (start, end) = (time(caption.at.start), time(caption.at.end));
        let _ = writeln!(out, "\n{}\n{start} --> {end}", number + 1);
        let _ = writeln!(
            out,
            "{}",
            self::caption((captions, &persons), caption, words)
        );
    }
    out
}

/// Returns what a note says about the show.
fn head(captions: &Captions) -> Vec<(&'static str, String)> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = [
        (
            "Title",
            Some(&captions.title).filter(|title| !title.is_empty()),
        ),
        ("Author", captions.author.as_ref()),
        ("Language", captions.language.as_ref()),
    ];
    let own = own.into_iter();
    let own = own.filter_map(|(name, value)| Some((name, line(value?))));
    own.chain([("Kind", "captions".to_owned())]).collect()
}

/// Returns the roles with names in the captions, those with most captions first.
fn persons(captions: &Captions) -> Vec<RoleId> {
    let mut counts: Vec<(usize, RoleId)> = Vec::new();
    for row in captions.list.iter().flat_map(|caption| &caption.rows) {
        let By::Role(role) = row.by else { continue };
        if !row.is_person {
            continue;
        }
        match counts.iter_mut().find(|(_, own)| *own == role) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, role)),
        }
    }
    counts.sort_by_key(|(count, role)| (std::cmp::Reverse(*count), *role));
    counts.into_iter().map(|(_, role)| role).collect()
}

fn caption((captions, persons): (&Captions, &[RoleId]), caption: &Caption, words: bool) -> String {
    let rows = caption.rows_without_names();
    let mut out = String::new();
    let mut open: Option<By> = None;
    for (row, text) in rows {
        let between = if row.joins { " " } else { "\n" };
        let between = if open.is_some() { between } else { "" };
        if open != Some(row.by) || row.dash {
            out.push_str(if open.is_some_and(is_voice) {
                "</v>"
            } else {
                ""
            });
            out.push_str(between);
            if let By::Role(role) = row.by {
                let name = markup(&captions.roles[role]);
                let _ = write!(out, "<v {name}>");
            }
        } else {
            out.push_str(between);
        }
        open = Some(row.by);
        let text = match words && !row.is_sound() {
            true => timed(row, caption.at.start),
            false => directed(markup(&text)),
        };
        let text = if row.italic {
            format!("<i>{text}</i>")
        } else {
            text
        };
        out.push_str(&match class(row.by, persons) {
            Some(class) => format!("<c.{class}>{text}</c>"),
            None => text,
        });
    }
    out + if open.is_some_and(is_voice) {
        "</v>"
    } else {
        ""
    }
}

/// Returns the class of a row: of sounds, or the colour of a person.
fn class(by: By, persons: &[RoleId]) -> Option<&'static str> {
    let By::Role(role) = by else {
        return Some("sound");
    };
    let place = persons.iter().position(|person| *person == role)?;
    COLOURS.get(place).copied()
}

fn is_voice(by: By) -> bool {
    by != By::Sound
}

/// Returns a row with the time of each word that begins later than its caption.
fn timed(row: &Row, start: Frames) -> String {
    let mut out = if row.dash { "- " } else { "" }.to_owned();
    let mut last = start;
    for piece in row.pieces.iter().filter(|piece| !piece.is_name) {
        if piece.begins_word && millis(piece.at.start) > millis(last) {
            let _ = write!(out, "<{}>", time(piece.at.start));
            last = piece.at.start;
        }
        out.push_str(&markup(&piece::joined(std::iter::once(piece))));
        out.push_str(if piece.blank { " " } else { "" });
    }
    directed(out.trim_end().to_owned())
}

/// Returns a time in whole milliseconds.
pub(super) fn millis(at: Frames) -> i64 {
    at.0.max(0) * 1_000 / i64::from(RATE)
}

/// Returns a time as `00:01:02.345`.
pub(super) fn time(at: Frames) -> String {
    let millis = millis(at);
    let seconds = millis / 1_000;
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60,
        millis % 1_000
    )
}
