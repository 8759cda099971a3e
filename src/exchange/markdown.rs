//! Writes a show as a script in Markdown. The words of the author are escaped, so
//! that none of them becomes markup.

use std::fmt::Write;

use crate::book::Book;
use crate::exchange::playscript::{CueItem, Item, items};
use cuebook_core::id::RoleId;
use cuebook_script::Script;

/// Writes a show.
#[must_use]
pub(crate) fn write(script: &Script, book: &Book) -> String {
    let mut out = String::new();
    let title = if book.title.is_empty() {
        "A show"
    } else {
        &book.title
    };
    let _ = writeln!(out, "# {}", plain(title));
    if let Some(author) = &script.author {
        let _ = writeln!(out, "\nby {}", plain(&author.value));
    }
    let speaking = |role: &RoleId| book.lines.iter().any(|line| line.role == *role);
    let roles: Vec<RoleId> = book.roles.ids().filter(speaking).collect();
    if !roles.is_empty() {
        out.push_str("\n| role | voice |\n| --- | --- |\n");
    }
    for role in roles {
        let role = &book.roles[role];
        let _ = writeln!(out, "| {} | {} |", plain(&role.name), plain(&role.voice));
    }
    for item in items(script, book) {
        out.push('\n');
        let _ = match item {
            Item::Scene { title, .. } => writeln!(out, "## {}", plain(&title)),
            Item::Action(words) => writeln!(out, "{}", plain(&words)),
            Item::Cue(cue) => writeln!(out, "> {}", self::cue(&cue)),
            Item::Speech {
                role,
                tone,
                together,
                words,
                ..
            } => {
                let mut how = Vec::new();
                if !tone.is_neutral() {
                    how.push(tone.written());
                }
                if together {
                    how.push("together with the line before".to_owned());
                }
                let how = match how.is_empty() {
                    true => String::new(),
                    false => format!(" *({})*", how.join(", ")),
                };
                writeln!(out, "**{}**{how}: {}", plain(&role), plain(&words))
            }
        };
    }
    out
}

fn cue(cue: &CueItem) -> String {
    let kind = cue.kind.to_uppercase();
    let what = match (&cue.sound, cue.lasts) {
        (Some(sound), _) => plain(sound),
        (None, length) => format!("{} s", length.unwrap_or_default().seconds().0),
    };
    let until = cue
        .until
        .as_ref()
        .map(|until| format!(", until {}", plain(until)));
    format!(
        "{kind} {what}: {}{}",
        plain(&cue.place),
        until.unwrap_or_default()
    )
}

/// Escapes words for Markdown.
#[must_use]
pub(crate) fn plain(words: &str) -> String {
    let line = cuebook_script::write::one_line(words);
    let mut out = String::new();
    for c in line.chars() {
        if "\\`*_[]<>#|~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    // Escapes a sign or a number that would begin a list.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if out.starts_with(['-', '+', '=']) {
        out.insert(0, '\\');
    } else if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}
