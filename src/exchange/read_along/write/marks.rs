//! Writes the words of a block with the elements that are marked while they are heard. A unit or a
//! word is around its emphasis, so that it is one element.

use super::Writer;
use crate::exchange::read_along::Grain;
use crate::exchange::read_along::document::{Form, Mark, Place};
use crate::exchange::read_along::runs::Run;
use crate::exchange::read_along::tags::{escaped, start};
use cuebook_core::id::{RoleId, WordId};

impl<'p> Writer<'_, 'p> {
    /// Writes a run with its marks.
    pub(super) fn mark(&mut self, run: &Run<'p>) {
        let unit = run.unit.filter(|unit| self.units[*unit].at.is_some());
        let (unit, word) = match self.form {
            Form::Book(Grain::Word) => (None, run.word.filter(|_| unit.is_some())),
            Form::Book(Grain::Sentence) | Form::Page => (unit, None),
        };
        if (unit, word) != (self.unit, self.word) {
            self.unmark();
            self.begin_marks(unit, word);
        }
        // The space between two units has the look of neither.
        let is_between = run.unit.is_none() && run.is_white();
        let style = if is_between { &[][..] } else { &run.style[..] };
        if style != self.styled {
            self.unstyle();
            for element in style {
                let tag = start(element, "").0;
                self.out().push_str(&tag);
            }
            self.styled = style.to_vec();
        }
        let length = run.text.encode_utf16().count();
        if let Some(word) = run.word {
            self.words += 1;
            if self.form == Form::Page && unit.is_some() {
                self.place(word, length);
            }
        }
        if run.is_end {
            self.out().push_str("<br/>");
        }
        let text = escaped(&run.text);
        self.out().push_str(&text);
        self.length += length;
    }

    /// Notes the place of a word, or of another part of it.
    fn place(&mut self, word: WordId, length: usize) {
        let end = self.length + length;
        let mark = self.marks - 1;
        match self.places.last_mut().filter(|last| last.word == word) {
            Some(last) if last.mark == mark => last.length = end - last.at,
            Some(_) => {}
            None => self.places.push(Place {
                word,
                mark,
                at: self.length,
                length,
            }),
        }
    }

    /// Opens the mark of a unit or a word. One that goes on in another block has its id only once.
    fn begin_marks(&mut self, unit: Option<usize>, word: Option<WordId>) {
        (self.unit, self.word, self.length) = (unit, word, 0);
        let (tag, mark) = match (unit, word) {
            (_, Some(word)) if word >= self.next.1 => {
                self.next.1 = word + 1;
                (format!("<span id=\"w{}\">", word.0), Some(Mark::Word(word)))
            }
            (Some(unit), _) if self.form == Form::Page => (
                format!("<span class=\"s\"{}>", self.speaker(unit)),
                Some(Mark::Unit(unit)),
            ),
            (Some(unit), _) if unit >= self.next.0 => {
                (format!("<span id=\"s{unit}\">"), Some(Mark::Unit(unit)))
            }
            (None, None) => return,
            _ => ("<span>".to_owned(), None),
        };
        self.next.0 = self.next.0.max(unit.map_or(0, |unit| unit + 1));
        self.marks += usize::from(mark.is_some());
        self.out().push_str(&tag);
        if let (Some(part), Some(mark)) = (self.parts.last_mut(), mark) {
            part.marks.push(mark);
        }
    }

    /// Returns the attributes that say who speaks a unit; the first unit of a line has the name.
    fn speaker(&self, index: usize) -> String {
        let unit = &self.units[index];
        let Some(line) = unit.line.map(|line| &self.book.lines[line]) else {
            return String::new();
        };
        if line.role == self.book.narrator {
            return String::new();
        }
        let RoleId(role) = line.role;
        let name = escaped(&self.book.roles[line.role].name);
        let begins = line.words.start == unit.words.start && self.next.0 <= index;
        match begins {
            true => format!(" data-by=\"{role}\" data-who=\"{name}\""),
            false => format!(" data-by=\"{role}\""),
        }
    }

    fn unstyle(&mut self) {
        for element in std::mem::take(&mut self.styled).iter().rev() {
            let tag = format!("</{}>", start(element, "").1);
            self.out().push_str(&tag);
        }
    }

    pub(super) fn unmark(&mut self) {
        self.unstyle();
        let marks =
            usize::from(self.word.take().is_some()) + usize::from(self.unit.take().is_some());
        self.out().push_str(&"</span>".repeat(marks));
    }
}
