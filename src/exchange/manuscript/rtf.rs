//! RTF: text with control words in groups, in the code pages of its fonts.
//!
//! The crates for this format on crates.io panic on wrong surrogates or know one code page
//! only, so the few rules of its syntax are read here.

mod places;
mod tokens;

use std::collections::BTreeMap;
use std::collections::{HashMap, HashSet};

use encoding_rs::{Encoding, WINDOWS_1252};

use super::page::{Kind, Page, Style};
use super::{Facts, Manuscript, ManuscriptError, chapters, encoding};
use tokens::{Token, Tokens};

/// Reads a document.
///
/// # Errors
/// When it is not RTF.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, ManuscriptError> {
    let mut reader = Reader::default();
    for token in Tokens::of(bytes) {
        reader.take(token);
    }
    reader.flush();
    reader.end_paragraph();
    let notes = std::mem::take(&mut reader.notes);
    let page = reader.page.finish();
    Ok(Manuscript {
        facts: reader.facts,
        chapters: chapters::by_headings(page.blocks, &notes),
        ..Manuscript::default()
    })
}

/// Where the text of a group goes.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Text,
    Nowhere,
    Fonts,
    Styles,
    Title,
    Author,
}

/// The state that a group changes only for itself.
#[derive(Copy, Clone, Debug)]
struct State {
    to: Destination,
    style: Style,
    hidden: bool,
    code_page: &'static Encoding,
    /// The number of characters that stand for a character in `\u`.
    replaced: usize,
    heading: Option<u8>,
    listed: bool,
    /// Whether the paragraph is part of a table of contents.
    framed: bool,
    /// The font or style that the group describes.
    number: i32,
    /// Whether the group is a footnote.
    note: bool,
}

impl Default for State {
    fn default() -> State {
        State {
            to: Destination::Text,
            style: Style::default(),
            hidden: false,
            code_page: WINDOWS_1252,
            replaced: 1,
            heading: None,
            listed: false,
            framed: false,
            number: 0,
            note: false,
        }
    }
}

/// The largest number of groups within groups whose state is kept.
const DEEPEST: usize = 1_000;

#[derive(Default)]
struct Reader {
    page: Page,
    notes: BTreeMap<String, String>,
    facts: Facts,
    state: State,
    outer: Vec<State>,
    /// The number of open groups that are too deep.
    beyond: usize,
    document: Option<&'static Encoding>,
    fonts: HashMap<i32, &'static Encoding>,
    /// The levels of the styles that are headings.
    styles: HashMap<i32, u8>,
    /// The styles of tables of contents.
    frames: HashSet<i32>,
    /// Bytes of text that are not decoded yet.
    bytes: Vec<u8>,
    /// The number of characters that follow `\u` and are skipped.
    skip: usize,
    high: Option<u16>,
    words: String,
    /// The page of the text while a footnote is read.
    main: Option<Page>,
    /// Whether the group begins with `\*`, which marks what a reader may not know.
    starred: bool,
    row: Option<usize>,
    cells: usize,
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Byte(byte) => self.byte(byte),
            other => {
                self.flush();
                match other {
                    Token::Open => self.open(),
                    Token::Close => self.close(),
                    Token::Word(word, number) => self.word(word, number),
                    Token::Symbol(symbol) => self.symbol(symbol),
                    Token::Byte(_) => {}
                }
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        match self.skip {
            0 => self.bytes.push(byte),
            _ => self.skip -= 1,
        }
    }

    fn open(&mut self) {
        self.skip = 0;
        match self.outer.len() < DEEPEST {
            true => self.outer.push(self.state),
            false => self.beyond += 1,
        }
    }

    fn close(&mut self) {
        (self.skip, self.starred) = (0, false);
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let inner = self.state;
        let outer = self.outer.pop().unwrap_or_default();
        if inner.to == Destination::Styles && outer.to == Destination::Styles {
            self.name_style(inner.number);
        }
        if inner.to != outer.to {
            self.end_destination(inner);
        }
        if inner.note && !outer.note {
            self.end_note();
        }
        self.state = outer;
    }

    /// Decodes the bytes so far, and adds them to where they belong.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.state.code_page.decode_without_bom_handling(&bytes);
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.state.to {
            Destination::Text if !self.state.hidden && !self.state.framed => {
                self.page.text(text, self.state.style)
            }
            Destination::Text | Destination::Nowhere => {}
            _ if self.words.len() < 1000 => self.words.push_str(text),
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.text(" "),
            b'_' => self.text("\u{2011}"),
            b'*' => self.starred = true,
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let starred = std::mem::take(&mut self.starred);
        if self.character(word, number) || self.destination(word, starred) {
            return;
        }
        let on = number != Some(0);
        match word {
            "plain" => (self.state.style, self.state.hidden) = (Style::default(), false),
            "i" => self.state.style.em = on,
            "b" => self.state.style.strong = on,
            "super" => self.state.style.raised = on,
            "nosupersub" | "sub" => self.state.style.raised = false,
            "v" | "deleted" => self.state.hidden = on,
            "uc" => self.state.replaced = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "ansicpg" => {
                let own = encoding::code_page(number.unwrap_or(1252));
                (self.document, self.state.code_page) = (Some(own), own);
            }
            "mac" => self.state.code_page = encoding::code_page(10000),
            "f" => self.font(number.unwrap_or(0)),
            "fcharset" if self.state.to == Destination::Fonts => self.charset(number.unwrap_or(0)),
            "s" if self.state.to == Destination::Styles => self.state.number = number.unwrap_or(0),
            "s" => {
                let number = number.unwrap_or(-1);
                self.state.heading = self.styles.get(&number).copied();
                self.state.framed = self.frames.contains(&number);
            }
            "outlinelevel" => self.outline(number.unwrap_or(9)),
            _ => self.paragraph_word(word),
        }
    }

    fn paragraph_word(&mut self, word: &str) {
        if self.state.to != Destination::Text {
            return;
        }
        match word {
            "par" => self.end_paragraph(),
            "sect" | "page" => self.end_paragraph(),
            "pard" => {
                (self.state.heading, self.state.listed, self.state.framed) = (None, false, false);
            }
            "line" | "lbr" => self.page.line_break(),
            "tab" => self.text(" "),
            "ls" => self.state.listed = true,
            "cell" => self.cell(),
            "row" => self.end_row(),
            _ => {}
        }
    }

    /// Adds a character that has a control word.
    fn character(&mut self, word: &str, number: Option<i32>) -> bool {
        let c = match word {
            "u" => {
                self.unicode(number.unwrap_or(0));
                return true;
            }
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" | "enspace" | "qmspace" => " ",
            _ => return false,
        };
        self.text(c);
        true
    }

    /// Adds a UTF-16 unit, written as a signed number.
    fn unicode(&mut self, number: i32) {
        self.skip = self.state.replaced;
        let unit = u16::try_from(number.rem_euclid(65_536)).unwrap_or(0xfffd);
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(units).filter_map(Result::ok).collect();
        self.text(&text);
    }

    fn end_paragraph(&mut self) {
        if self.state.to != Destination::Text {
            return;
        }
        let kind = match (self.state.heading, self.state.listed) {
            (Some(level), _) => Kind::Heading(level),
            (None, true) => Kind::Item(None),
            (None, false) => Kind::Paragraph,
        };
        let (any, blocks) = (!self.page.is_empty(), self.page.blocks.len());
        self.page.end(kind);
        if !any && blocks > 0 && self.main.is_none() {
            self.page.rule(Kind::Blank);
        }
    }

    fn cell(&mut self) {
        let from = *self.row.get_or_insert(self.page.blocks.len());
        self.page.end(Kind::Paragraph);
        self.cells += usize::from(self.page.blocks.len() > from);
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if let Some(from) = self.row.take()
            && cells > 1
            && self.page.blocks.len() == from + cells
        {
            self.page.join_row(from);
        }
    }
}
