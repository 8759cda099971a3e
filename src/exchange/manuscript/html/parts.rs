//! Footnotes, pictures and rows of tables.

use super::hidden::is_note;
use super::{Element, LONGEST_NOTE, Reader};
use crate::exchange::manuscript::links::Link;
use crate::exchange::manuscript::markup::Tag;
use crate::exchange::manuscript::page::{Block, Kind, Style};

/// The longest text of a footnote, in characters. Each chapter that refers to it repeats it.
const LONGEST_TEXT: usize = 8_000;

impl Reader<'_> {
    pub(super) fn keep_note(&mut self, key: &str, text: &str) {
        let mut text = self.links.without_mark(key, text);
        if let Some((cut, _)) = text.char_indices().nth(LONGEST_TEXT) {
            text.truncate(cut);
        }
        if !text.is_empty() {
            self.found.has_notes = true;
            let notes = &mut self.found.page.notes;
            notes.entry(key.to_owned()).or_insert(text);
        }
    }

    pub(super) fn link(&mut self, tag: &Tag, element: &mut Element) {
        let link = self.links.next();
        element.linked = tag.has("href");
        match link {
            Link::Plain => {}
            Link::Back => element.hidden = true,
            Link::Note(key) => {
                if !element.hidden {
                    self.found.page.note_mark(&key);
                }
                element.hidden = true;
            }
        }
    }

    pub(super) fn note_target(
        &mut self,
        tag: &Tag,
        here: &str,
        element: &mut Element,
        block: bool,
    ) {
        let is_kind = is_note(tag);
        let named = [tag.get("id"), tag.get("name")];
        let is_target = named
            .iter()
            .any(|id| !id.is_empty() && self.links.is_target(&format!("{}#{id}", self.path)));
        let whole = [
            "p",
            "li",
            "aside",
            "div",
            "dd",
            "dt",
            "td",
            "tr",
            "blockquote",
        ];
        let inside = self.open.iter().any(|element| element.note.is_some());
        if element.hidden && tag.name != "a" || inside || self.pending.is_some() {
            return;
        }
        if is_target && (is_kind || whole.contains(&tag.name.as_str())) {
            element.note = Some(here.to_owned());
        } else if is_target && !block && self.found.page.is_empty() {
            let id = named.iter().find(|id| !id.is_empty()).unwrap_or(&"");
            self.pending = Some(format!("{}#{id}", self.path));
        }
    }

    /// Keeps the description of a picture: a letter, or a heading as a picture, is a part of
    /// the text; all other words are a footnote.
    pub(super) fn picture(&mut self, tag: &Tag) {
        let alt = tag.get("alt").trim();
        let style = self.top().map_or(Style::default(), |top| top.style);
        let is_heading = matches!(self.kind(), Kind::Heading(_));
        let page = &mut self.found.page;
        if alt.chars().count() == 1 || is_heading {
            page.text(alt, style);
        } else if alt.split_whitespace().count() > 1 {
            let key = format!("image:{}:{}", self.path, page.notes.len());
            page.notes.insert(key.clone(), format!("Image: {alt}"));
            page.note_mark(&key);
        }
    }

    pub(super) fn end_note(&mut self, key: &str, from: usize) {
        self.flush();
        let page = &mut self.found.page;
        let blocks = page.blocks.get(from..).unwrap_or_default();
        let words: usize = blocks.iter().map(Block::words).sum();
        let heading = |block: &Block| matches!(block.kind, Kind::Heading(_));
        if words <= LONGEST_NOTE && !blocks.iter().any(heading) {
            let text = page.take_note(from);
            self.keep_note(key, &text);
        }
    }

    /// Joins the cells of a row, unless they have whole paragraphs.
    pub(super) fn row(&mut self, row: &Element) {
        const LONGEST_CELL: usize = 200;
        let page = &mut self.found.page;
        let blocks = page.blocks.get(row.from..).unwrap_or_default();
        let ends = row.cells.iter().skip(1).copied().chain([page.blocks.len()]);
        let single = row.cells.iter().zip(ends).all(|(from, to)| to <= from + 1);
        let short = |block: &Block| {
            block.kind == Kind::Paragraph && block.text.chars().count() <= LONGEST_CELL
        };
        if row.cells.len() < 2 || !single || blocks.is_empty() || !blocks.iter().all(short) {
            return;
        }
        page.join_row(row.from);
    }
}
