//! Groups whose text is not that of the paragraph: fonts, styles, facts and footnotes.

use encoding_rs::WINDOWS_1252;

use super::{Destination, Reader, State};
use crate::exchange::manuscript::encoding;
use crate::exchange::manuscript::page::{Kind, Style};

impl Reader {
    /// Begins a group whose text is not that of the paragraph.
    pub(super) fn destination(&mut self, word: &str, starred: bool) -> bool {
        const NOWHERE: [&str; 24] = [
            "pict",
            "object",
            "header",
            "headerl",
            "headerr",
            "headerf",
            "footer",
            "footerl",
            "footerr",
            "footerf",
            "colortbl",
            "listtable",
            "listoverridetable",
            "fldinst",
            "bkmkstart",
            "bkmkend",
            "annotation",
            "atnid",
            "atnauthor",
            "listtext",
            "pntext",
            "nonshppict",
            "xe",
            "tc",
        ];
        let to = match word {
            "fonttbl" => Destination::Fonts,
            "stylesheet" => Destination::Styles,
            "title" if self.state.to == Destination::Nowhere => Destination::Title,
            "author" if self.state.to == Destination::Nowhere => Destination::Author,
            "info" => Destination::Nowhere,
            "footnote" if !self.state.note => {
                self.begin_note();
                return true;
            }
            "chftn" => {
                // The number of the footnote in the text, and again in the footnote.
                return true;
            }
            word if NOWHERE.contains(&word) => Destination::Nowhere,
            // A style or list that a reader may skip.
            _ if starred && !matches!(word, "shppict" | "cs") => Destination::Nowhere,
            _ => return false,
        };
        self.state.to = to;
        if matches!(
            to,
            Destination::Fonts | Destination::Styles | Destination::Title | Destination::Author
        ) {
            self.words.clear();
        }
        true
    }

    pub(super) fn end_destination(&mut self, inner: State) {
        let words = std::mem::take(&mut self.words);
        let words = words.trim();
        let place = match inner.to {
            Destination::Title => &mut self.facts.title,
            Destination::Author => &mut self.facts.author,
            _ => return,
        };
        if !words.is_empty() {
            *place = Some(words.to_owned());
        }
    }

    /// Keeps what the name of a style says.
    pub(super) fn name_style(&mut self, number: i32) {
        let name = std::mem::take(&mut self.words).to_lowercase();
        let name = name.trim_matches([' ', ';']);
        if name
            .strip_prefix("toc ")
            .or(name.strip_prefix("contents "))
            .is_some()
        {
            self.frames.insert(number);
        }
        let level = name
            .strip_prefix("heading ")
            .and_then(|level| level.parse::<u8>().ok());
        if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
            self.styles.entry(number).or_insert(level);
        }
    }

    pub(super) fn font(&mut self, number: i32) {
        if self.state.to == Destination::Fonts {
            self.state.number = number;
            return;
        }
        let usual = self.document.unwrap_or(WINDOWS_1252);
        self.state.code_page = self.fonts.get(&number).copied().unwrap_or(usual);
    }

    pub(super) fn charset(&mut self, charset: i32) {
        let page = match charset {
            77 => 10000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            // The fonts of the usual alphabet use the code page of the document.
            _ => return,
        };
        self.fonts
            .insert(self.state.number, encoding::code_page(page));
    }

    pub(super) fn outline(&mut self, level: i32) {
        let level = u8::try_from(level)
            .ok()
            .filter(|level| *level < 8)
            .map(|level| level + 1);
        match (self.state.to, level) {
            (Destination::Styles, Some(level)) => {
                self.styles.insert(self.state.number, level);
            }
            (Destination::Text, level) => self.state.heading = level,
            _ => {}
        }
    }

    pub(super) fn begin_note(&mut self) {
        self.page.note_mark(&format!("note:{}", self.notes.len()));
        self.state.note = true;
        self.state.style = Style::default();
        self.main = Some(std::mem::take(&mut self.page));
    }

    pub(super) fn end_note(&mut self) {
        self.page.end(Kind::Paragraph);
        let text = self.page.take_note(0);
        let key = format!("note:{}", self.notes.len());
        self.notes.insert(key, text);
        self.page = self.main.take().unwrap_or_default();
    }
}
