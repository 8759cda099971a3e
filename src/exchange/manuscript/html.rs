//! HTML and XHTML as blocks.
//!
//! Headings, paragraphs, emphasis, lists, tables, breaks, footnotes and the descriptions
//! of pictures are kept. Page numbers, scripts and hidden parts are left out.

mod parts;
mod tags;

use super::links::Links;
use super::markup::{Event, Form, Overgrown, Tag, each};
use super::page::{Kind, Page, Style};
use tags::{emphasis, is_block, is_break, is_hidden};

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
        if top.name == "title" && self.found.title.len() < 1000 {
            self.found.title.push_str(text);
        }
        if hidden {
            return;
        }
        let linked = self.open.iter().any(|element| element.linked);
        if linked {
            self.found.linked += text.split_whitespace().count();
        }
        match pre {
            true => self.lines(text, style),
            false => self.found.page.text(text, style),
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
        self.open.push(element);
    }

    /// Returns the open element that ends where an element of this name begins.
    fn ended_by(&self, name: &str) -> Option<&'static str> {
        let (ends, within): (&[&'static str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "a" => (&["a"], &["p", "td", "li", "div", "body"]),
            name if is_block(name) => (&["p"], &["td", "li", "div", "blockquote", "body"]),
            _ => return None,
        };
        for element in self.open.iter().rev() {
            if let Some(end) = ends.iter().find(|end| **end == element.name) {
                return Some(end);
            }
            if within.contains(&element.name.as_str()) {
                return None;
            }
        }
        None
    }

    fn element(&mut self, tag: &Tag) -> Element {
        let outer = self.top();
        let mut style = outer.map_or(Style::default(), |outer| outer.style);
        let (em, strong) = emphasis(tag);
        style.em |= em;
        style.strong |= strong;
        let next = (tag.name == "ol").then(|| tag.get("start").parse().unwrap_or(1));
        let block = match tag.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                Some(Kind::Heading(tag.name.as_bytes()[1] - b'0'))
            }
            "li" => Some(Kind::Item(self.number())),
            "p" | "dt" | "dd" | "td" | "th" if self.kind_of_item().is_none() => {
                Some(Kind::Paragraph)
            }
            _ => None,
        };
        let outer = self.top();
        Element {
            name: tag.name.clone(),
            style,
            hidden: outer.is_some_and(|outer| outer.hidden) || is_hidden(tag),
            pre: outer.is_some_and(|outer| outer.pre) || tag.name == "pre",
            block,
            next,
            ..Element::default()
        }
    }

    /// Returns the kind of the list entry whose first paragraph begins here.
    fn kind_of_item(&self) -> Option<Kind> {
        let item = self.top().filter(|top| top.name == "li")?;
        item.block
            .filter(|_| item.from == self.found.page.blocks.len())
    }

    /// Returns the number of the next entry of the innermost list.
    fn number(&mut self) -> Option<u32> {
        let mut lists = self.open.iter_mut().rev();
        let list = lists.find(|list| matches!(list.name.as_str(), "ol" | "ul"))?;
        let number = list.next?;
        list.next = Some(number.saturating_add(1));
        Some(number)
    }

    /// Keeps what the head of the document and the kinds of its sections say.
    fn head(&mut self, tag: &Tag) {
        let found = &mut self.found;
        let content = || Some(tag.get("content").trim().to_owned()).filter(|text| !text.is_empty());
        match tag.name.as_str() {
            "html" => {
                let language = [tag.get("lang"), tag.get("xml:lang")].join("");
                let language = language.trim();
                found.language = Some(language.to_owned()).filter(|tag| !tag.is_empty());
            }
            "meta" if tag.get("name").eq_ignore_ascii_case("author") => {
                found.author = found.author.take().or_else(content);
            }
            "body" | "section" | "nav" | "div" if found.page.blocks.is_empty() => {
                let kinds = tag.get("type").split_whitespace().map(str::to_lowercase);
                found.types.extend(kinds);
            }
            _ => {}
        }
    }

    fn inline(&mut self, tag: &Tag, element: &Element) {
        let page = &mut self.found.page;
        if element.hidden {
            return;
        }
        match tag.name.as_str() {
            "br" => page.line_break(),
            "hr" => page.rule(Kind::Break),
            "img" | "image" => self.picture(tag),
            "p" | "div" if is_break(tag) => page.rule(Kind::Break),
            _ => {}
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
        let Some(element) = self.open.pop() else {
            return;
        };
        if element.name == "tr" {
            self.row(&element);
        }
        if let Some(key) = &element.note {
            self.end_note(key, element.from);
        }
    }
}
