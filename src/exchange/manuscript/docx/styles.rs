//! The styles of a DOCX: which paragraphs are headings, and which are a frame.

use std::collections::{HashMap, HashSet};

use crate::exchange::manuscript::ManuscriptError;
use crate::exchange::manuscript::markup::{Event, Form, Tag, each};

/// The styles that matter for the text.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The kind of each paragraph style, by its id.
    kinds: HashMap<String, StyleKind>,
    /// The style on which another is based, by the id of the other.
    bases: HashMap<String, String>,
    /// The styles that are no headings, though those on which they are based are.
    plain: HashSet<String>,
    pub language: Option<String>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum StyleKind {
    Heading(u8),
    /// A table of contents, a header or a footer.
    Frame,
}

impl Styles {
    pub(super) fn read(&mut self, text: &str) -> Result<(), ManuscriptError> {
        let mut id = String::new();
        each(text, Form::Xml, &mut |event| {
            let Event::Open(tag) = event else { return };
            match tag.name.as_str() {
                "style" => tag.get("styleid").clone_into(&mut id),
                "name" => {
                    if let Some(kind) = StyleKind::named(tag.get("val")) {
                        self.kinds.insert(id.clone(), kind);
                    }
                }
                "outlinelvl" => match level(tag) {
                    Some(level) => {
                        self.kinds
                            .entry(id.clone())
                            .or_insert(StyleKind::Heading(level));
                    }
                    None => {
                        self.plain.insert(id.clone());
                    }
                },
                "basedon" => {
                    self.bases.insert(id.clone(), tag.get("val").to_owned());
                }
                "lang" if self.language.is_none() => {
                    self.language = Some(tag.get("val").to_owned()).filter(|tag| !tag.is_empty());
                }
                _ => {}
            }
        })?;
        Ok(())
    }

    /// Returns the kind of a style, which may be that of a style on which it is based.
    pub(super) fn kind(&self, id: &str) -> Option<StyleKind> {
        const DEEPEST: usize = 16;
        let mut id = id;
        for _ in 0..DEEPEST {
            let own = self.kinds.get(id).copied();
            let found = own.or_else(|| StyleKind::named(id));
            if found.is_some() || self.plain.contains(id) {
                return found;
            }
            id = self.bases.get(id)?;
        }
        None
    }
}

/// What the styles of headings are called, before the number.
const HEADINGS: [&str; 18] = [
    "heading",
    "überschrift",
    "berschrift",
    "titre",
    "título",
    "ttulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nagwek",
    "nadpis",
    "заголовок",
    "見出し",
    "标题",
    "제목",
];

impl StyleKind {
    fn named(name: &str) -> Option<StyleKind> {
        let name = name.to_lowercase().replace(' ', "");
        match name.as_str() {
            // Word keeps the English names; other programs write those of the user's language.
            "title" | "titel" | "título" | "titolo" => return Some(StyleKind::Heading(1)),
            "header" | "footer" | "tocheading" | "contentsheading" => {
                return Some(StyleKind::Frame);
            }
            _ => {}
        }
        let heading = HEADINGS.iter().find_map(|word| name.strip_prefix(word));
        if let Some(level) = heading.and_then(|level| level.parse::<u8>().ok()) {
            // The title of the book is above its headings.
            return Some(StyleKind::Heading(level.clamp(1, 8) + 1));
        }
        let contents = name.strip_prefix("toc").or(name.strip_prefix("contents"))?;
        contents.parse::<u8>().is_ok().then_some(StyleKind::Frame)
    }
}

/// Returns the level of a heading from its outline level.
pub(super) fn level(tag: &Tag) -> Option<u8> {
    let level: u8 = tag.get("val").parse().ok()?;
    (level < 8).then_some(level + 2)
}
