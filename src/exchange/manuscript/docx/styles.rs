//! The styles of a DOCX: which paragraphs are headings, and which are a frame.

use std::collections::HashMap;

use crate::exchange::manuscript::ManuscriptError;
use crate::exchange::manuscript::markup::{Event, Form, Tag, each};

/// The styles that matter for the text.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The kind of each paragraph style, by its id.
    kinds: HashMap<String, StyleKind>,
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
                "outlinelvl" => {
                    if let Some(level) = level(tag) {
                        self.kinds
                            .entry(id.clone())
                            .or_insert(StyleKind::Heading(level));
                    }
                }
                "lang" if self.language.is_none() => {
                    self.language = Some(tag.get("val").to_owned()).filter(|tag| !tag.is_empty());
                }
                _ => {}
            }
        })?;
        Ok(())
    }

    pub(super) fn kind(&self, id: &str) -> Option<StyleKind> {
        self.kinds.get(id).copied().or_else(|| StyleKind::named(id))
    }
}

impl StyleKind {
    fn named(name: &str) -> Option<StyleKind> {
        let name = name.to_lowercase().replace(' ', "");
        match name.as_str() {
            "title" => return Some(StyleKind::Heading(1)),
            "header" | "footer" | "tocheading" | "contentsheading" => {
                return Some(StyleKind::Frame);
            }
            _ => {}
        }
        if let Some(level) = name.strip_prefix("heading") {
            let level: u8 = level.parse().ok()?;
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
