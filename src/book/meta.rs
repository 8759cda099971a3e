//! The metadata of a show, as plain values. Takes what the script says under `show`, `author`,
//! `language` and `meta`, and returns a [`Meta`].

pub(crate) mod cover;

use crate::world::World;
use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_script::write::one_line;
use cuebook_script::{Date, Script};

pub(crate) use cover::{Cover, PictureKind};

/// What shops, players and libraries say of a show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title; empty for a show without one.
    pub title: String,
    pub subtitle: Option<String>,
    pub series: Option<String>,
    /// The number in the series.
    pub number: Option<u64>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who reads it, for listeners.
    pub narrators: Vec<String>,
    pub publisher: Option<String>,
    pub date: Option<Date>,
    /// A language tag (BCP 47).
    pub language: Option<String>,
    pub genre: Option<String>,
    pub description: Option<String>,
    pub copyright: Option<String>,
    pub cover: Option<Cover>,
    /// The digits of the ISBN.
    pub isbn: Option<String>,
    /// Whether the script has the key `meta` or `chapters`. A WAV file of any other show has
    /// its samples only.
    pub is_written: bool,
}

impl Meta {
    /// Returns the authors as one text, if there are any.
    #[must_use]
    pub(crate) fn author(&self) -> Option<String> {
        together(&self.authors)
    }

    /// Returns the narrators as one text, if there are any.
    #[must_use]
    pub(crate) fn narrator(&self) -> Option<String> {
        together(&self.narrators)
    }
}

fn together(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| names.join(", "))
}

/// Returns the metadata of a script, and reports a cover that cannot be used.
pub(crate) fn bind(script: &Script, world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Meta {
    let meta = &script.meta;
    let whole = |text: &Option<Spanned<String>>| {
        let text = text.as_ref().map(|text| text.value.trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    // Players show these in one row.
    let text = |text: &Option<Spanned<String>>| whole(text).map(|text| one_line(&text));
    let names = |names: &Option<Spanned<Vec<String>>>| {
        let names = names.as_ref().map(|names| names.value.iter());
        let names = names.into_iter().flatten();
        names.map(|name| one_line(name)).collect()
    };
    let cover = meta.cover.as_ref();
    Meta {
        title: text(&script.show).unwrap_or_default(),
        subtitle: text(&meta.subtitle),
        series: text(&meta.series),
        number: meta.number.as_ref().map(|number| number.value),
        authors: names(&meta.author),
        narrators: names(&meta.narrator),
        publisher: text(&meta.publisher),
        date: meta.date.as_ref().map(|date| date.value),
        language: text(&script.language),
        genre: text(&meta.genre),
        description: whole(&meta.description),
        copyright: text(&meta.copyright),
        cover: cover.and_then(|path| cover::bind(path, world, diagnostics)),
        isbn: text(&meta.isbn),
        is_written: script.has_meta || script.has_chapters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;
    use crate::perform::BuiltinCatalog;
    use crate::world::Memory;
    use cuebook_script::{Prose, read};

    fn meta(script: &str) -> Meta {
        let mut script = read::read(format!("text: x.txt\n{script}").as_bytes()).script;
        script.prose = Prose::read("A door opened. It closed.".to_owned()).0;
        Book::bind(&script, &Memory::default(), &BuiltinCatalog)
            .0
            .meta
    }

    #[test]
    fn the_metadata_is_what_script_and_meta_say() {
        let found =
            meta("show: A\nauthor: B\nmeta: { number: 3, narrator: [C, D], date: 2026-05 }");
        assert_eq!(found.title, "A");
        assert_eq!(found.author().as_deref(), Some("B"));
        assert_eq!(found.narrator().as_deref(), Some("C, D"));
        assert_eq!(found.number, Some(3));
        assert_eq!(found.date.unwrap().to_string(), "2026-05");
        assert!(found.is_written);
    }

    #[test]
    fn a_script_without_the_keys_has_no_written_metadata() {
        assert!(!meta("show: A\nauthor: B").is_written);
        assert!(meta("chapters: all").is_written);
        assert_eq!(meta("pauses: {}"), Meta::default());
    }
}
