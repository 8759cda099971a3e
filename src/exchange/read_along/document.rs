//! The text as documents. Takes a show, its times and its chapters, and returns the documents with
//! the units of the text.

use super::Grain;
use super::section::Section;
use super::unit::{Unit, units};
use super::write::Writer;
use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::WordId;
use cuebook_script::prose::page::Piece;

/// What the documents are for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A book whose words or sentences have ids.
    Book(Grain),
    /// A page that finds words by their places in the sentences.
    Page,
}

/// A document: a chapter or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// The chapter.
    pub(crate) section: usize,
    /// Its number in the chapter, from 0.
    pub(crate) number: usize,
    /// The content of its body, in XHTML.
    pub(crate) body: String,
    /// Whether it has the title of the chapter as an element with the id `title`.
    pub(crate) has_title: bool,
    /// Its marks, in the order of the text.
    pub(crate) marks: Vec<Mark>,
}

/// An element that is marked while it is heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A unit, as an index.
    Unit(usize),
    /// A word.
    Word(WordId),
}

impl Part {
    /// Returns the name of its files, without an ending.
    #[must_use]
    pub(crate) fn name(&self) -> String {
        match self.number {
            0 => format!("c{:03}", self.section + 1),
            number => format!("c{:03}-{}", self.section + 1, number + 1),
        }
    }
}

/// The place of a word in its mark, in UTF-16.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) word: WordId,
    /// The number of the mark.
    pub(crate) mark: usize,
    pub(crate) at: usize,
    pub(crate) length: usize,
}

/// The text of a show.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) sections: Vec<Section>,
    pub(crate) units: Vec<Unit>,
    /// The documents, in the order of the text.
    pub(crate) parts: Vec<Part>,
    /// The places of the words on a page.
    pub(crate) places: Vec<Place>,
}

impl Text {
    /// Writes the documents of a show.
    #[must_use]
    pub(crate) fn of<'p>(
        (book, timeline): (&'p Book, &Timeline),
        pieces: Vec<Piece<'p>>,
        sections: Vec<Section>,
        form: Form,
        is_right_to_left: bool,
    ) -> Text {
        let units = units(book, timeline, &sections);
        let mut writer = Writer::new(book, &sections, &units, form, is_right_to_left);
        writer.write(pieces);
        let (parts, places) = (writer.parts, writer.places);
        Text {
            sections,
            units,
            parts,
            places,
        }
    }
}
