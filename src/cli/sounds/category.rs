//! The categories of sounds in lists.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use cuebook_synth::find::Match;
use cuebook_synth::recipe::Category;

/// A category as JSON.
#[derive(Serialize)]
pub(super) struct CategorySheet {
    id: &'static str,
    /// `null` if the Universal Category System has no such id.
    category: Option<&'static str>,
    part: Option<&'static str>,
}

/// Returns the category with this id.
pub(super) fn sheet(id: &'static str) -> CategorySheet {
    let known = Category::of(id);
    CategorySheet {
        id,
        category: known.map(|known| known.name),
        part: known.map(|known| known.part),
    }
}

/// Returns an id with its meaning.
pub(super) fn described(id: &str) -> String {
    match Category::of(id) {
        Some(known) => format!("{id}, {known}"),
        None => id.to_owned(),
    }
}

/// Writes a table of the categories with their sounds.
pub(super) fn markdown(out: &mut impl Write, matches: &[Match]) -> io::Result<()> {
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for note in matches.iter().map(|found| found.note) {
        let name = Category::of(note.category).map_or("other", |category| category.name);
        rows.entry(name).or_default().push(note.name);
    }
    writeln!(
        out,
        "\n## Categories\n\nThe categories are those of the [Universal Category System](https://universalcategorysystem.com).\n\
         `--category` takes an id (`DOORWood`), its letters (`DOOR`), or a word (`doors`, `wood`).\n\n\
         | category | sounds |\n| --- | --- |"
    )?;
    for (name, sounds) in rows {
        let links: Vec<String> = sounds
            .iter()
            .map(|name| format!("[{name}](#{name})"))
            .collect();
        writeln!(out, "| {name} | {} |", links.join(", "))?;
    }
    Ok(())
}
