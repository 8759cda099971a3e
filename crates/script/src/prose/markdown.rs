//! Markdown. The module takes a text in CommonMark with tables, footnotes, strike-through and task
//! lists, and returns it as it is read.
//!
//! Not read are marks of emphasis, addresses, images with their descriptions, footnotes and the
//! signs that refer to them, fenced code, tags and comments of HTML, and the matter in front of
//! the text. The words of links, code within a line and the numbers of lists are read. An indented
//! block is read too, because authors indent the first lines of paragraphs. Blocks, the items of
//! lists and the rows of tables are paragraphs; after a cell of a table and at a hard line break
//! the reading pauses.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::as_read::AsRead;
use super::paragraph::is_white;

/// Returns a text in Markdown as it is read.
pub(super) fn read(source: &str) -> AsRead {
    let front = front_matter(source);
    let mut page = Page {
        source,
        read: AsRead::default(),
        unread: 0,
        lists: Vec::new(),
        cells: 0,
        html: None,
    };
    for (event, range) in Parser::new_ext(&source[front..], options()).into_offset_iter() {
        page.take(event, range.start + front..range.end + front);
    }
    page.read.end(source.len());
    page.read
}

/// Returns the parts of Markdown beyond CommonMark that a text may have.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Returns the length of the settings in YAML or TOML before a text.
pub(super) fn front_matter(source: &str) -> usize {
    let mut lines = source.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    let fence = first.trim_start_matches('\u{feff}').trim_end();
    if !matches!(fence, "---" | "+++") {
        return 0;
    }
    let mut length = first.len();
    for (index, line) in lines.enumerate() {
        // A line of dashes before a blank line is a break between scenes.
        if index == 0 && line.trim().is_empty() {
            return 0;
        }
        length += line.len();
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            return length;
        }
    }
    0
}

/// A text while it is read.
struct Page<'s> {
    source: &'s str,
    read: AsRead,
    /// The number of open parts that are not read.
    unread: usize,
    /// For each open list, whether its items have numbers.
    lists: Vec<bool>,
    /// The number of cells of the row so far.
    cells: usize,
    /// The place of the block of HTML that is open.
    html: Option<Range<usize>>,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag, range),
            Event::End(tag) => self.close(tag),
            _ if self.unread > 0 => {}
            Event::Html(_) => {
                let start = self.html.as_ref().map_or(range.start, |html| html.start);
                self.html = Some(start..range.end);
            }
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => self.words(&words, range),
            Event::SoftBreak => self.words("\n", range),
            Event::HardBreak => self.pause(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.pause(),
            Event::Rule => self.block(range.start),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. }
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_)
            | Tag::CodeBlock(CodeBlockKind::Fenced(_))
            | Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            } => {
                if !matches!(tag, Tag::Link { .. } | Tag::Image { .. }) {
                    self.block(range.start);
                }
                self.unread += 1;
            }
            _ if self.unread > 0 => {
                // Parts inside one that is not read are counted by their ends.
                self.unread += usize::from(is_counted(&tag.to_end()));
            }
            Tag::List(start) => self.lists.push(start.is_some()),
            Tag::Item => {
                self.block(range.start);
                if self.lists.last() == Some(&true) {
                    self.number(range);
                }
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.pause();
                }
                self.cells += 1;
            }
            Tag::TableHead | Tag::TableRow => {
                self.block(range.start);
                self.cells = 0;
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.block(range.start);
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            _ if self.unread > 0 => self.unread -= usize::from(is_counted(&tag)),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.html(html);
                }
            }
            _ => {}
        }
    }

    /// Begins a block at a place of the source.
    fn block(&mut self, at: usize) {
        let text = &self.read.text;
        // The number of an item is part of its first paragraph.
        if self.read.text.ends_with(". ") && self.lists.last() == Some(&true) && self.numbered() {
            return;
        }
        if !text.is_empty() {
            let more = if text.ends_with("\n\n") { "" } else { "\n\n" };
            self.read.put(more);
        }
        self.read.mark(at);
    }

    /// Returns whether nothing but the number of an item is in the last line.
    fn numbered(&self) -> bool {
        let line = self.read.text.rsplit('\n').next().unwrap_or("");
        let digits = line.trim_end_matches(". ");
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    }

    /// Adds the number of an item.
    fn number(&mut self, item: Range<usize>) {
        let written = &self.source[item.clone()];
        let length = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        self.read.keep(&written[..length], item.start);
        // In the source a full stop or a bracket is here.
        self.read.keep(".", item.start + length);
        self.pause();
    }

    /// Adds a pause within a paragraph.
    fn pause(&mut self) {
        self.read.put(" ");
        self.read.pause();
    }

    /// Adds words that a part of the source is read as. Where they differ, as at an entity or in
    /// code over a line end, each word keeps its own place.
    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.source.get(range.clone()) == Some(words) {
            return self.read.keep(words, range.start);
        }
        let mut at = range.start;
        for (index, word) in words.split(' ').enumerate() {
            if index > 0 {
                self.read.put(" ");
            }
            let rest = &self.source[at..range.end];
            match rest.find(word) {
                Some(lead) => {
                    self.read.keep(word, at + lead);
                    at += lead + word.len();
                }
                None => {
                    let written = rest.find(' ').unwrap_or(rest.len());
                    self.read.mark(at);
                    self.read.put(word);
                    at += written;
                    self.read.mark(at);
                }
            }
        }
    }

    /// Adds the words of a block of HTML.
    fn html(&mut self, block: Range<usize>) {
        let html = &self.source[block.clone()];
        let mut at = 0;
        while at < html.len() {
            let rest = &html[at..];
            let length = tag_length(rest);
            if length > 0 {
                at += length;
                continue;
            }
            let mut next = rest.char_indices().skip(1).filter(|(_, c)| *c == '<');
            let words = &rest[..next.next().map_or(rest.len(), |(next, _)| next)];
            if words.chars().all(is_white) {
                self.block(block.start + at + words.len());
            } else {
                self.between_tags(words, block.start + at);
            }
            at += words.len();
        }
    }
}

impl Page<'_> {
    /// Adds words between two tags, which begin at `at`.
    fn between_tags(&mut self, words: &str, at: usize) {
        if words.starts_with(char::is_whitespace) {
            self.read.put(" ");
        }
        for (event, range) in Parser::new(words).into_offset_iter() {
            if let Event::Text(_) | Event::SoftBreak = event {
                self.take(event, range.start + at..range.end + at);
            }
        }
        if words.ends_with(char::is_whitespace) {
            self.read.put(" ");
        }
    }
}

/// Returns whether the ends of these parts are counted while nothing is read.
fn is_counted(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Image
            | TagEnd::Link
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_)
            | TagEnd::CodeBlock
    )
}

/// Returns the length of the tag or comment at the start of a piece of HTML; 0 if there is none.
fn tag_length(html: &str) -> usize {
    let until = |end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    let low = html.get(..8).unwrap_or(html).to_ascii_lowercase();
    if low.starts_with("<!--") {
        until("-->")
    } else if low.starts_with("<script") {
        until("</script>")
    } else if low.starts_with("<style") {
        until("</style>")
    } else if low.starts_with('<') {
        let mut next = html[1..].chars();
        match next.next() {
            Some(c) if c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?') => until(">"),
            _ => 0,
        }
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::Prose;

    /// Returns the paragraphs as they are read; their sentences are separated by `|`.
    fn read(source: &str) -> Vec<String> {
        let (prose, _) = Prose::markdown(source.to_owned());
        let mut paragraphs: Vec<Vec<&str>> = Vec::new();
        let mut last = usize::MAX;
        for stretch in &prose.stretches {
            for sentence in &prose.sentences[stretch.sentences.clone()] {
                if last != stretch.paragraph {
                    paragraphs.push(Vec::new());
                    last = stretch.paragraph;
                }
                let said = prose.said(sentence.span);
                paragraphs.last_mut().unwrap().push(said);
            }
        }
        paragraphs.iter().map(|all| all.join("|")).collect()
    }

    #[test]
    fn words_are_read_and_marks_are_not() {
        for (source, expected) in [
            (
                "The *old* **sea** ***was*** _calm_.",
                "The old sea was calm.",
            ),
            (
                "un*frigging*believable snake_case_name",
                "unfriggingbelievable snake_case_name",
            ),
            (
                "See [the *map*](http://x.org/a_b \"title\") here.",
                "See the map here.",
            ),
            (
                "See [the map][1] here.\n\n[1]: http://x.org",
                "See the map here.",
            ),
            ("Go to <https://x.org/y> now.", "Go to  now."),
            ("A ![dark hall](hall.png) opens.", "A  opens."),
            ("[![alt](a.png) The hall](b.html) opens.", "The hall opens."),
            ("Type `ls -l` now.", "Type ls -l now."),
            ("Type ``ls\n-l ` `` now.", "Type ls -l `  now."),
            (
                "He<br>left<!-- not this --> <b>early</b>.",
                "He|left early.",
            ),
            (
                "He left.[^1] Then\n\n[^1]: A note.\n\n    More of it.",
                "He left.|Then",
            ),
            (
                r"\*Not\* emphasis, R&amp;B, caf&eacute;.",
                "Not* emphasis, R&B, café.",
            ),
            (
                "> He said: go. Now,\n> said he.",
                "He said: go.|Now,\nsaid he.",
            ),
            ("~~Not~~ this.", "Not this."),
        ] {
            assert_eq!(read(source), [expected], "{source}");
        }
    }

    #[test]
    fn blocks_are_paragraphs() {
        for (source, expected) in [
            (
                "# The Lamp #\nIt burned.\n\nThe Sea\n=======\n\nIt rose.",
                "The Lamp / It burned. / The Sea / It rose.",
            ),
            (
                "It rained.\n\n***\n\nIt stopped.\n\n---\nIt rained.",
                "It rained. / It stopped. / It rained.",
            ),
            (
                "- bread\n- milk\n  and eggs\n\n1. One\n2. Two",
                "bread / milk\nand eggs / 1.|One / 2.|Two",
            ),
            ("- [x] bread\n- [ ] milk", "bread / milk"),
            ("1941. It was cold.", "1941.|It was cold."),
            (
                "| Name | Age |\n|------|----:|\n| Anna | 40 |\n| Ivan | 41 |",
                "Name|Age / Anna|40 / Ivan|41",
            ),
            (
                "Roses are red,  \nviolets are\\\nblue.",
                "Roses are red,|violets are|blue.",
            ),
            (
                "Look:\n\n```rust\nfn main() {}\n```\n\nDone.",
                "Look: / Done.",
            ),
            ("    It rained.\n\nIt stopped.", "It rained. / It stopped."),
            (
                "<div class=\"x\">\n<p>He <b>left</b> &amp; hid.</p>\n<!-- no -->\n</div>\n\nShe stayed.",
                "He left & hid. / She stayed.",
            ),
            ("---\ntitle: x\nby: y\n---\n\nIt rained.", "It rained."),
            (
                "---\n\nIt rained.\n\n---\n\nIt stopped.",
                "It rained. / It stopped.",
            ),
        ] {
            assert_eq!(read(source).join(" / "), expected, "{source}");
        }
    }

    #[test]
    fn every_word_has_its_place_in_the_source() {
        let source = "# One\n\nThe *old* [sea](x.y)\nwas c&ocirc;t&eacute; & **re-\nduced**.\n";
        let (prose, _) = Prose::markdown(source.to_owned());
        let written: Vec<&str> = prose
            .words
            .iter()
            .map(|word| word.span.of(source))
            .collect();
        let expected = [
            "One",
            "The",
            "old",
            "sea",
            "was",
            "c&ocirc;t&eacute;",
            "re-\nduced",
        ];
        assert_eq!(written, expected);
        let said: Vec<&str> = prose.words.ids().map(|word| prose.word(word)).collect();
        assert_eq!(said, ["One", "The", "old", "sea", "was", "côté", "reduced"]);
        let whole: String = prose.stretches.iter().map(|s| s.span.of(source)).collect();
        assert_eq!(whole, source);
    }
}
