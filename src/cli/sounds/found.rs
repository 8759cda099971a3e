//! The sounds that a user asks for, as a list in the terminal.

use std::io::{self, Write};

use super::wrap::cut;
use crate::cli::picture::Look;
use cuebook_core::meaning::alike;
use cuebook_synth::find::{self, By, Match};
use cuebook_synth::recipe::{self, Category, Note};

/// Which sounds are listed.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The words to find; empty for all sounds.
    pub(super) text: String,
    /// A word that one of the sound's own words is a form of.
    pub(super) word: Option<String>,
    /// The name of a category.
    pub(super) category: Option<String>,
}

/// Returns the sounds: those that a text finds, the best first, else all.
pub(super) fn sounds(wanted: &Wanted) -> Vec<Match> {
    let mut matches = match wanted.text.is_empty() {
        true => recipe::notes().map(whole).collect(),
        false => find::relevant(&wanted.text),
    };
    matches.retain(|found| fits(found.note, wanted));
    matches
}

fn whole(note: &'static Note) -> Match {
    Match {
        note,
        by: By::Name,
        settings: Vec::new(),
        points: 0.0,
    }
}

fn fits(note: &Note, wanted: &Wanted) -> bool {
    let word = wanted.word.as_ref().map(|word| word.to_lowercase());
    let says = |word: String| note.words.iter().any(|own| alike(own, &word));
    let is_of = |text: &String| {
        let category = Category::of(note.category);
        category.is_some_and(|category| category.is_named(text))
            || alike(note.group, &text.to_lowercase())
    };
    word.is_none_or(says) && wanted.category.as_ref().is_none_or(is_of)
}

impl Wanted {
    /// Returns the message for a list without a sound.
    pub(super) fn none(&self) -> String {
        if let Some(category) = &self.category {
            let known = Category::all().iter().any(|known| known.is_named(category));
            return match known {
                true => format!("the library has no such sound in the category `{category}`"),
                false => format!(
                    "there is no category `{category}`; name one by its id, such as `DOORWood`, or by a word, such as `doors`"
                ),
            };
        }
        let Some(word) = self
            .word
            .as_ref()
            .or(Some(&self.text))
            .filter(|text| !text.is_empty())
        else {
            return "the library is empty".to_owned();
        };
        match &find::near(word)[..] {
            [] => format!("no sound fits `{word}`; `cuebook sounds list` shows all"),
            [near] => format!("no sound fits `{word}`; the nearest is `{near}`"),
            several => format!(
                "no sound fits `{word}`; similar are `{}`",
                several.join("`, `")
            ),
        }
    }
}

/// The widths of the columns.
struct Columns {
    name: usize,
    about: usize,
    words: usize,
    more: &'static str,
}

impl Columns {
    fn of(names: impl Iterator<Item = usize>, look: Look) -> Columns {
        let name = names.max().unwrap_or(0);
        // Two columns before each of the others; the description gets the remaining width.
        let left = look.columns.saturating_sub(name + 6);
        Columns {
            name,
            about: left * 3 / 5,
            words: left - left * 3 / 5,
            more: if look.unicode { "…" } else { "..." },
        }
    }

    fn line(&self, out: &mut impl Write, name: &str, about: &str, note: &Note) -> io::Result<()> {
        let (width, wide, more) = (self.name, self.about, self.more);
        let described = cut(about, wide, more);
        let own = cut(&note.words.join(", "), self.words, more);
        writeln!(out, "  {name:width$}  {described:wide$}  {own}")
    }
}

/// Prints the sounds by their kind.
pub(super) fn by_kind(out: &mut impl Write, matches: &[Match], look: Look) -> io::Result<()> {
    let columns = Columns::of(matches.iter().map(|found| found.note.name.len()), look);
    let kinds = [
        ("Spots: they play once", false),
        ("Beds: they play continuously", true),
    ];
    let mut between = "";
    for (title, bed) in kinds {
        let mut of_kind = matches
            .iter()
            .filter(|found| found.note.bed == bed)
            .peekable();
        if of_kind.peek().is_some() {
            writeln!(out, "{between}{title}")?;
            between = "\n";
        }
        for found in of_kind {
            columns.line(out, found.note.name, found.note.about, found.note)?;
        }
    }
    counted(out, matches)
}

/// Prints the sounds in their order, each as `try`, `show` and `cue add` take it: with the settings that were asked for.
pub(super) fn best_first(
    out: &mut impl Write,
    text: &str,
    matches: &[Match],
    look: Look,
) -> io::Result<()> {
    let names: Vec<String> = matches.iter().map(find::written).collect();
    let widths = names.iter().map(|name| name.chars().count());
    let columns = Columns::of(widths, look);
    let taken = find::respelled(text);
    let taken: Vec<String> = taken
        .iter()
        .map(|(word, near)| format!("`{near}` for `{word}`"))
        .collect();
    match (
        matches.is_empty(),
        taken.is_empty(),
        find::is_close(matches),
    ) {
        (true, ..) => {}
        (_, false, _) => writeln!(out, "Sounds, the best first, with {}", taken.join(", "))?,
        (_, _, true) => writeln!(out, "Sounds, the best first")?,
        (_, _, false) => writeln!(out, "Nothing is close to it; the nearest sounds are")?,
    }
    for (name, found) in names.iter().zip(matches) {
        let kind = if found.note.bed { "(bed) " } else { "" };
        let about = format!("{kind}{}", found.note.about);
        columns.line(out, name, &about, found.note)?;
    }
    counted(out, matches)
}

fn counted(out: &mut impl Write, matches: &[Match]) -> io::Result<()> {
    let counted = match matches.len() {
        0 => return Ok(()),
        1 => "1 sound".to_owned(),
        count => format!("{count} sounds"),
    };
    writeln!(
        out,
        "\n{counted}; `cuebook sounds show NAME` shows the details"
    )
}
