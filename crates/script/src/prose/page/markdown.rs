//! Sets a text in Markdown, as its marks ask.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{Element, Piece, Setter};
use crate::prose::markdown::{front_matter, options};

/// Sets the whole text.
pub(super) fn set<'p>(setter: &mut Setter<'p>) {
    let source: &'p str = &setter.prose.text;
    let front = front_matter(source);
    let mut page = Page {
        setter,
        in_head: false,
        html: None,
    };
    for (event, range) in Parser::new_ext(&source[front..], options()).into_offset_iter() {
        page.take(event, range.start + front..range.end + front);
    }
}

/// A text while it is set.
struct Page<'s, 'p> {
    setter: &'s mut Setter<'p>,
    /// Whether the cells are those of a table's head.
    in_head: bool,
    /// The place of the block of HTML that is open.
    html: Option<Range<usize>>,
}

impl<'p> Page<'_, 'p> {
    fn take(&mut self, event: Event<'p>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Html(_) => {
                let start = self.html.as_ref().map_or(range.start, |html| html.start);
                self.html = Some(start..range.end);
            }
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                self.setter.open(Element::Code);
                self.text(&text, range);
                self.setter.close();
            }
            Event::SoftBreak if self.setter.done <= range.start => self.setter.gap(" "),
            Event::HardBreak => self.setter.pieces.push(Piece::LineEnd),
            Event::InlineHtml(tag) if tag.starts_with("<br") => {
                self.setter.pieces.push(Piece::LineEnd);
            }
            Event::Rule => self.setter.pieces.push(Piece::Rule),
            Event::FootnoteReference(sign) => {
                self.setter.open(Element::Sign);
                self.setter.gap(sign.into_string());
                self.setter.close();
            }
            Event::TaskListMarker(done) => self.setter.gap(if done { "☑ " } else { "☐ " }),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        match self.setter.prose.text.get(range.clone()) == Some(text) {
            true => self.setter.written(range),
            false => self.setter.replaced(text, range),
        }
    }

    fn open(&mut self, tag: Tag<'p>) {
        if let Tag::TableHead = tag {
            self.in_head = true;
        }
        if let Some(element) = element(tag, self.in_head) {
            self.setter.open(element);
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.setter.as_read(html);
                }
                return;
            }
            TagEnd::TableHead => self.in_head = false,
            _ => {}
        }
        if is_element(tag) {
            self.setter.close();
        }
    }
}

/// Returns the element of a tag; `None` for a tag that is not set.
fn element(tag: Tag<'_>, in_head: bool) -> Option<Element<'_>> {
    Some(match tag {
        Tag::Paragraph | Tag::CodeBlock(CodeBlockKind::Indented) => Element::Paragraph,
        Tag::Heading { level, .. } => Element::Heading(level as u8),
        Tag::BlockQuote(_) => Element::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Element::Verbatim,
        Tag::List(first) => Element::List(first),
        Tag::Item => Element::Item,
        Tag::FootnoteDefinition(sign) => Element::Note(sign.into_string().into()),
        Tag::Table(_) => Element::Table,
        Tag::TableHead | Tag::TableRow => Element::Row,
        Tag::TableCell => Element::Cell(in_head),
        Tag::Emphasis => Element::Emphasis,
        Tag::Strong => Element::Strong,
        Tag::Strikethrough => Element::Struck,
        Tag::Link { dest_url, .. } => Element::Link(dest_url.into_string().into()),
        Tag::Image { .. } => Element::Picture,
        _ => return None,
    })
}

/// Returns whether the tag that ends has an element.
fn is_element(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
    )
}
