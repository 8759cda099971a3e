//! The text as it is set on a page: its headings, paragraphs and emphasis, with the words in their
//! places. Takes a text and returns its pieces in order. Every character of the text is in one of
//! them, but for the marks of Markdown, the line ends of wrapped paragraphs, and the hyphens of
//! words that are divided at a line end.

mod markdown;
mod plain;

use std::borrow::Cow;
use std::ops::Range;

use super::Prose;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::WordId;

/// A part of a text as it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'p> {
    /// An element begins.
    Open(Element<'p>),
    /// The element that began last ends.
    Close,
    /// A word, or a part of it if elements begin or end within the word.
    Word(WordId, Cow<'p, str>),
    /// Characters between words.
    Gap(Cow<'p, str>),
    /// A line ends here within a paragraph.
    LineEnd,
    /// A rule between two parts of the text.
    Rule,
}

/// What a part of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element<'p> {
    /// A paragraph.
    Paragraph,
    /// A heading, from 1, the highest, to 6.
    Heading(u8),
    /// A line of ornaments that separates scenes.
    Ornament,
    /// A quotation that is set apart.
    Quote,
    /// A list; the number of its first item if it is numbered.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table; true for one in its head.
    Cell(bool),
    /// Lines that are set as they are written.
    Verbatim,
    /// A footnote with its sign.
    Note(Cow<'p, str>),
    /// The sign that refers to a footnote.
    Sign,
    /// The description of a picture.
    Picture,
    /// Words with emphasis.
    Emphasis,
    /// Words with strong emphasis.
    Strong,
    /// Words that are struck out.
    Struck,
    /// Code within a line.
    Code,
    /// Words that lead to an address.
    Link(Cow<'p, str>),
}

impl Prose {
    /// Returns the text as it is set on a page.
    #[must_use]
    pub fn set(&self) -> Vec<Piece<'_>> {
        let mut setter = Setter {
            prose: self,
            pieces: Vec::new(),
            done: 0,
        };
        match self.is_markdown {
            true => markdown::set(&mut setter),
            false => plain::set(&mut setter),
        }
        setter.pieces
    }
}

/// A text while it is set.
struct Setter<'p> {
    prose: &'p Prose,
    pieces: Vec<Piece<'p>>,
    /// The end of the last word that is set, in the source.
    done: usize,
}

impl<'p> Setter<'p> {
    fn open(&mut self, element: Element<'p>) {
        self.pieces.push(Piece::Open(element));
    }

    fn close(&mut self) {
        self.pieces.push(Piece::Close);
    }

    fn gap(&mut self, text: impl Into<Cow<'p, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.pieces.push(Piece::Gap(text));
        }
    }

    /// Adds a part of the source as it is written.
    fn written(&mut self, range: Range<usize>) {
        let prose = self.prose;
        let mut at = range.start.max(self.done);
        let mut word = prose.words.boundary(|word| word.span.end <= at);
        while let Some(own) = prose.words.get(word).map(|own| own.span)
            && own.start < range.end
        {
            self.gap(Span::new(at, own.start.max(at)).of(&prose.text));
            let divided = own.of(&prose.text).contains(['\n', '\r']);
            let end = if divided {
                own.end
            } else {
                own.end.min(range.end)
            };
            let text = match divided {
                true => prose.word(word),
                false => Span::new(at.max(own.start), end).of(&prose.text),
            };
            self.pieces.push(Piece::Word(word, text.into()));
            (at, self.done) = (end, end);
            if own.end > end {
                return;
            }
            word += 1;
        }
        self.gap(Span::new(at.min(range.end), range.end).of(&prose.text));
    }

    /// Adds a text that is read for a part of the source, such as a character for its entity.
    fn replaced(&mut self, text: &str, range: Range<usize>) {
        let prose = self.prose;
        let first = prose.words.boundary(|word| word.span.end <= range.start);
        let mut at = 0;
        let mut word = first;
        while let Some(own) = prose.words.get(word).map(|own| own.span)
            && own.start < range.end
        {
            let rest = &text[at..];
            match rest.find(prose.word(word)) {
                Some(lead) => {
                    let end = at + lead + prose.word(word).len();
                    self.gap(text[at..at + lead].to_owned());
                    let own = text[at + lead..end].to_owned();
                    self.pieces.push(Piece::Word(word, own.into()));
                    at = end;
                }
                // It is a part of a word.
                None if own.start <= range.start || own.end >= range.end => {
                    self.pieces.push(Piece::Word(word, rest.to_owned().into()));
                    return;
                }
                None => {}
            }
            word += 1;
        }
        self.gap(text[at..].to_owned());
    }

    /// Adds a part of the source as it is read. Blank lines end its paragraphs.
    fn as_read(&mut self, range: Range<usize>) {
        let prose = self.prose;
        let words = prose.words_in(&range);
        let part = Span::new(range.start, range.end);
        let said = prose.said(part);
        let places = prose.words_said(words.clone(), part);
        let mut words = words.start;
        let mut places = places.into_iter().peekable();
        let mut from = 0;
        for block in said.split("\n\n") {
            let end = from + block.len();
            if block.trim().is_empty() {
                from = end + 2;
                continue;
            }
            self.open(Element::Paragraph);
            let mut at = from;
            while let Some(place) = places.next_if(|place| place.end <= end) {
                self.gap(&said[at..place.start.max(at)]);
                self.pieces.push(Piece::Word(words, place.of(said).into()));
                at = place.end;
                words += 1;
            }
            self.gap(&said[at.min(end)..end]);
            self.close();
            from = end + 2;
        }
        self.done = range.end;
    }
}

#[cfg(test)]
mod tests;
