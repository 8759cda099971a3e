//! Writes a show as a screenplay in Fountain. After an import of the screenplay,
//! every word has the same role as before, and is heard in the same way.

mod cue;
mod speech;

use std::fmt::Write;

use crate::book::Book;
use crate::exchange::playscript::{Item, items};
use crate::outline::screenplay::exported::{AS_WRITTEN, SOUNDS};
use crate::outline::screenplay::fountain::{What, kind};
use crate::outline::screenplay::names::Names;
use crate::outline::screenplay::{rooms, scenes};
use cuebook_script::write::one_line;
use cuebook_script::{Script, space};

/// Writes a show.
#[must_use]
pub(crate) fn write(script: &Script, book: &Book) -> String {
    let mut out = title_page(script, book);
    let page = cue::Page::of(book);
    let names = Names::of_names(book.roles.iter().map(|role| role.name.as_str()));
    let items = items(script, book);
    let mut at = 0;
    while let Some(item) = items.get(at) {
        out.push('\n');
        at += 1;
        match item {
            Item::Scene { id, title } => heading(&mut out, (script, book), id, title),
            Item::Action(words) => action(&mut out, words),
            Item::Cue(cue) => {
                let line = page.line(cue, script, book);
                let _ = writeln!(out, "{}", escaped(&line));
            }
            Item::Speech { .. } => {
                let group = speech::Group::of(&items[at - 1..], book);
                at += group.items - 1;
                for cue in &group.cues {
                    let line = page.line(&page.earlier(cue, &group, book), script, book);
                    let _ = writeln!(out, "{}\n", escaped(&line));
                }
                speech::write(&mut out, &group.lines, &names, (script, book));
            }
        }
    }
    out
}

fn title_page(script: &Script, book: &Book) -> String {
    let mut out = String::new();
    let narrator = &book.roles[book.narrator].name;
    let written = |value: &Option<cuebook_core::diagnostic::Spanned<String>>| {
        value.as_ref().map(|value| one_line(&value.value))
    };
    let title = Some(book.title.as_str()).filter(|title| !title.is_empty());
    let narrator = Some(narrator.as_str()).filter(|name| *name != crate::book::cast::NARRATOR);
    for (key, words) in [
        ("Title", title.map(str::to_owned)),
        ("Author", written(&script.author)),
        ("Language", written(&script.language)),
        ("Narrator", narrator.map(str::to_owned)),
    ] {
        if let Some(words) = words {
            let _ = writeln!(out, "{key}: {}", escaped(&words));
        }
    }
    // An import adds no sounds that the action mentions: the page has all cues. First words with
    // a colon are no title page then.
    let _ = writeln!(out, "{SOUNDS}: {AS_WRITTEN}");
    out
}

/// Writes a heading, and a note with the id and the space that it does not show.
fn heading(out: &mut String, (script, book): (&Script, &Book), id: &str, title: &str) {
    let title = one_line(title);
    let words = escaped(&title);
    let read = |words: &str| match kind::heading(words, true) {
        Some(What::Heading {
            words,
            number: None,
        }) => Some(words),
        _ => None,
    };
    let forced = format!(".{words}");
    let line = match (read(&words), read(&forced)) {
        (Some(read), _) if read == title => words,
        (_, Some(_)) => forced,
        // The heading begins with a sign. With a word before it, it is read as a
        // heading.
        _ => format!(".Scene {}", words.trim_end_matches('#')),
    };
    let shown = read(&line).unwrap_or_default();
    let space = book.scenes.iter().find(|scene| scene.id == id);
    let space = space.and_then(|scene| scene.space);
    let space = space.map(|space| preset(script, &book.spaces[space].name));
    let mut notes = Vec::new();
    if scenes::id(&shown, None) != id {
        notes.push(format!("id: {id}"));
    }
    if space.flatten() != rooms::space(&shown) {
        let name = space.map_or(Some(space::NONE), |own| own);
        notes.extend(name.map(|name| format!("space: {name}")));
    }
    let _ = writeln!(out, "{line}");
    if !notes.is_empty() {
        let _ = writeln!(out, "[[{}]]", notes.join(", "));
    }
}

/// Returns the preset of a space; `None` if no preset sounds like it.
fn preset<'s>(script: &'s Script, name: &'s str) -> Option<&'static str> {
    let own = script.spaces.iter().find(|space| space.name.value == name);
    let named = own.and_then(|own| own.preset.as_ref());
    let name = named.map_or(name, |preset| preset.value.as_str());
    space::PRESETS.names().find(|known| *known == name)
}

/// Returns the setting for a space that every show has.
fn named(name: &str) -> Option<String> {
    let known = name == space::NONE || space::PRESETS.has(name);
    known.then(|| format!("space {name}"))
}

/// Writes action, and forces it where it would be taken as another element.
fn action(out: &mut String, words: &str) {
    let words = escaped(words);
    let marked = words.starts_with(|c: char| !c.is_alphanumeric() && !"“\"‘'«(".contains(c));
    let capitals = !words.contains(char::is_lowercase);
    let sound = kind::sound(&words).is_some() || kind::sound_without_words(&words).is_some();
    let other = kind::heading(&words, true).is_some() || sound;
    if marked || capitals || other {
        out.push('!');
    }
    out.push_str(&words);
    out.push('\n');
}

/// Escapes the signs of Fountain in words.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    for c in words.chars() {
        let hides = matches!((before, c), ('[', '[') | ('/', '*'));
        if matches!(c, '*' | '_' | '\\') || hides {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests;
