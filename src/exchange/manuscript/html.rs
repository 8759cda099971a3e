//! HTML and XHTML as blocks.
//!
//! Headings, paragraphs, emphasis, lists, tables, breaks, footnotes and the descriptions
//! of pictures are kept. Page numbers, captions, asides, footers, scripts and hidden
//! parts are left out.

mod elements;
mod hidden;
mod parts;
mod tags;

use super::links::Links;
use super::markup::{Event, Form, Overgrown, Tag, each};
use super::page::{Kind, Page, Style};
use hidden::{Sheet, without_pages};
use tags::is_block;

/// A document: its blocks, and what its head says.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub page: Page,
    pub title: String,
    pub author: Option<String>,
    pub language: Option<String>,
    /// The kinds of its body and of its first section: `titlepage`, `copyright-page`.
    pub types: Vec<String>,
    /// The number of words within links.
    pub linked: usize,
    /// Whether footnotes were taken from it.
    pub has_notes: bool,
}

/// Reads a document at a path of its book. `links` knows which links are footnotes.
///
/// # Errors
/// When a tag has too many attributes.
pub(super) fn read(text: &str, path: &str, links: &mut Links) -> Result<Document, Overgrown> {
    let mut reader = Reader {
        path,
        links,
        found: Document::default(),
        open: Vec::new(),
        beyond: 0,
        pending: None,
        sheet: Sheet::default(),
        is_outside: text.contains("<main"),
        glued: false,
    };
    each(text, Form::Html, &mut |event| match event {
        Event::Open(tag) => reader.opened(tag),
        Event::Close(name) => reader.close(name),
        Event::Text(text) => reader.text(text),
    })?;
    reader.close_all();
    reader.found.page = reader.found.page.finish();
    Ok(reader.found)
}

/// The largest depth of elements. Elements further in are read as their text.
const DEEPEST: usize = 400;

/// The largest number of words of a footnote. A link can lead to any text.
const LONGEST_NOTE: usize = 2_000;

/// An element that is open.
#[derive(Debug, Default)]
struct Element {
    name: String,
    style: Style,
    /// Whether its content is left out.
    hidden: bool,
    /// What its text is, if it is a block.
    block: Option<Kind>,
    /// The key of the footnote that it is.
    note: Option<String>,
    /// The number of blocks when it began.
    from: usize,
    /// The number of blocks at the start of each cell of the row.
    cells: Vec<usize>,
    /// The next number of a numbered list.
    next: Option<u32>,
    /// Whether it is a link that is no part of the text.
    linked: bool,
    /// Whether lines end as in the source.
    pre: bool,
    /// Whether a part of it is left out.
    skipped: bool,
    /// Whether it is a large first letter.
    cap: bool,
}

struct Reader<'r> {
    path: &'r str,
    links: &'r mut Links,
    found: Document,
    open: Vec<Element>,
    /// The number of open elements that are too deep.
    beyond: usize,
    /// The key of the footnote that the current paragraph is.
    pending: Option<String>,
    /// The rules of the document that hide elements.
    sheet: Sheet,
    /// Whether the text is before or after the `main` part that the document has.
    is_outside: bool,
    /// Whether the next words belong to the large first letter before them.
    glued: bool,
}

impl Reader<'_> {
    fn top(&self) -> Option<&Element> {
        self.open.last()
    }

    fn kind(&self) -> Kind {
        let blocks = self.open.iter().rev();
        let mut kinds = blocks.filter_map(|element| element.block);
        kinds.next().unwrap_or(Kind::Paragraph)
    }

    /// Ends the current paragraph, and returns whether it had text.
    fn flush(&mut self) -> bool {
        let kind = self.kind();
        let page = &mut self.found.page;
        let from = page.blocks.len();
        page.end(kind);
        let any = page.blocks.len() > from;
        if any && matches!(kind, Kind::Item(_)) {
            let mut blocks = self.open.iter_mut().rev();
            if let Some(item) = blocks.find(|element| element.block.is_some()) {
                item.block = Some(Kind::Paragraph);
            }
        }
        if let Some(key) = self.pending.take() {
            let text = self.found.page.take_note(from);
            self.keep_note(&key, &text);
        }
        any
    }

    fn text(&mut self, text: &str) {
        let Some(top) = self.top() else {
            return self.found.page.text(text, Style::default());
        };
        let (style, pre, hidden) = (top.style, top.pre, top.hidden);
        let is_sheet = top.name == "style";
        if top.name == "title" && self.found.title.len() < 1000 {
            self.found.title.push_str(text);
        }
        if is_sheet {
            self.sheet.add(text);
        }
        if hidden || self.is_outside {
            return;
        }
        let text = &*without_pages(text);
        let text = match std::mem::take(&mut self.glued) {
            true => text.trim_start(),
            false => text,
        };
        let linked = self.open.iter().any(|element| element.linked);
        if linked {
            self.found.linked += text.split_whitespace().count();
        }
        match pre {
            true => self.lines(text, style),
            false => self.found.page.text(text, style),
        }
    }

    /// Adds the mark that a browser shows at an end of `q`, where its text is shown.
    fn quotation_mark(&mut self, mark: &str, style: Style) {
        let hidden = self.top().is_some_and(|top| top.hidden);
        if !hidden && !self.is_outside {
            self.found.page.text(mark, style);
        }
    }

    fn lines(&mut self, text: &str, style: Style) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.found.page.line_break();
            }
            self.found.page.text(line, style);
        }
    }

    fn opened(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        // The next entry of a list or table ends the one before, which may have no end tag.
        if let Some(ended) = self.ended_by(name) {
            self.close(ended);
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            if name == "a" {
                self.links.next();
            }
            return;
        }
        self.head(tag);
        let mut element = self.element(tag);
        if element.hidden
            && let Some(outer) = self.open.last_mut()
        {
            outer.skipped = true;
        }
        let block = is_block(name);
        if block && !element.hidden {
            self.flush();
        }
        let here = format!("{}#{}", self.path, tag.get("id"));
        self.found.page.id(tag.get("id"));
        if name == "a" && tag.get("id").is_empty() {
            self.found.page.id(tag.get("name"));
        }
        element.from = self.found.page.blocks.len();
        if name == "a" {
            self.link(tag, &mut element);
        }
        self.note_target(tag, &here, &mut element, block);
        self.inline(tag, &element);
        if matches!(name, "td" | "th") {
            let from = element.from;
            let mut rows = self.open.iter_mut().rev();
            if let Some(row) = rows.find(|row| row.name == "tr") {
                row.cells.push(from);
            }
        }
        if name == "main" {
            self.is_outside = false;
        }
        let style = element.style;
        self.open.push(element);
        if name == "q" {
            self.quotation_mark("“", style);
        }
    }

    fn close(&mut self, name: &str) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else {
            return;
        };
        // A wrong end tag of a phrase does not end the blocks around it.
        let crosses = self.open[at + 1..]
            .iter()
            .any(|inner| inner.block.is_some());
        if crosses && !is_block(name) {
            return;
        }
        while self.open.len() > at {
            self.pop();
        }
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.pop();
        }
        self.flush();
    }

    fn pop(&mut self) {
        let Some(element) = self.top() else {
            return;
        };
        if is_block(&element.name) && !element.hidden {
            let is_blank = element.name == "p" && !element.skipped;
            let from = element.from;
            let any = self.flush();
            let page = &mut self.found.page;
            if is_blank && !any && page.blocks.len() == from {
                page.rule(Kind::Blank);
            }
        }
        if self.top().is_some_and(|top| top.name == "q") {
            self.quotation_mark("”", Style::default());
        }
        let Some(element) = self.open.pop() else {
            return;
        };
        if element.name == "main" {
            self.flush();
            self.is_outside = true;
        }
        if element.name == "tr" {
            self.row(&element);
        }
        // `T he mill`: some programs put the rest of the word on the next line.
        self.glued |= element.cap && self.found.page.ends_in_capital();
        if let Some(key) = &element.note {
            self.end_note(key, element.from);
        }
    }
}
