//! What an element means for the text in it: its block, its emphasis, whether it is read.

use super::hidden::{is_drop_cap, is_hidden, is_note};
use super::tags::{emphasis, is_block, is_break};
use super::{Element, Reader};
use crate::exchange::manuscript::markup::Tag;
use crate::exchange::manuscript::page::{Kind, Style};

impl Reader<'_> {
    /// Returns the open element that ends where an element of this name begins.
    pub(super) fn ended_by(&self, name: &str) -> Option<&'static str> {
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

    /// Returns what an element means for the text in it.
    pub(super) fn element(&mut self, tag: &Tag) -> Element {
        let outer = self.top();
        let mut style = outer.map_or(Style::default(), |outer| outer.style);
        let (em, strong) = emphasis(tag);
        style.em |= em;
        style.strong |= strong;
        // The mark of a footnote is no power.
        let marks = self.open.iter().any(|outer| outer.name == "a");
        style.raised = (style.raised || tag.name == "sup") && tag.name != "a" && !marks;
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
            hidden: outer.is_some_and(|outer| outer.hidden) || self.is_left_out(tag),
            cap: is_drop_cap(tag),
            pre: outer.is_some_and(|outer| outer.pre) || tag.name == "pre",
            block,
            next,
            ..Element::default()
        }
    }

    /// Returns whether an element is left out. An aside is a footnote or no part of the story;
    /// the footer of a quotation names its author.
    fn is_left_out(&self, tag: &Tag) -> bool {
        let quoted = || self.open.iter().any(|outer| outer.name == "blockquote");
        let note = || {
            is_note(tag)
                || self
                    .links
                    .is_target(&format!("{}#{}", self.path, tag.get("id")))
        };
        is_hidden(tag)
            || self.sheet.hides(tag)
            || tag.name == "footer" && !quoted()
            || tag.name == "aside" && !note()
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
    pub(super) fn head(&mut self, tag: &Tag) {
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

    pub(super) fn inline(&mut self, tag: &Tag, element: &Element) {
        let page = &mut self.found.page;
        if element.hidden || self.is_outside {
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
}
