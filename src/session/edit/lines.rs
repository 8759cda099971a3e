//! Edits of lines. Finds the line that an author names by its id or by its words, and
//! returns the steps that remove lines.

mod parts;

use super::read_as;
use crate::book::Line;
use crate::book::place::Finder;
use crate::outline::anchor::Quotes;
use crate::session::Show;
use cuebook_core::diagnostic::{Diagnostic, Span, nearest, shown};
use cuebook_script::Quote;
use cuebook_script::edit::{self, Step, Value};
use cuebook_script::prose::StretchKind;

/// A line as an edit finds it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundLine {
    /// The index of its item in the script's `lines`; `None` if no item names it.
    pub item: Option<usize>,
    /// The index of its stretch in the text; `None` if its words are not found.
    pub stretch: Option<usize>,
}

impl Show {
    /// Returns the line with this id, given or generated, or else the line of dialogue that
    /// contains these words.
    ///
    /// # Errors
    /// When there is no such id, and the words are not in exactly one line.
    pub(crate) fn find_line(
        &self,
        name: &str,
        nth: Option<u32>,
    ) -> Result<FoundLine, Box<Diagnostic>> {
        let items = edit::items(&self.source, "lines")?;
        let places = self.places("lines");
        let has_id = |item: &edit::Item| item.id.as_ref().is_some_and(|(id, _)| id == name);
        if let Some(item) = items.iter().position(has_id) {
            return Ok(FoundLine {
                item: Some(item),
                stretch: places[item],
            });
        }
        let with_stretch = |stretch: usize| FoundLine {
            item: places.iter().position(|place| *place == Some(stretch)),
            stretch: Some(stretch),
        };
        let mut lines = self.book.lines.iter();
        if let Some(line) = lines.find(|line| line.id == name && line.dialogue) {
            return Ok(with_stretch(self.stretch_of(line.words.start)));
        }
        let quote = Quote {
            nth,
            ..Quote::exactly(name)
        };
        let section = edit::section(&self.source, "lines").unwrap_or_default();
        let finder = Finder::new(&self.book.prose);
        match finder.find_within(StretchKind::Dialogue, &quote, section) {
            Ok(stretch) => Ok(with_stretch(stretch)),
            // The words of an item with a mistake may be those of the author.
            Err(why) => match self.line_item(&quote)? {
                Some(item) => Ok(FoundLine {
                    item: Some(item),
                    stretch: places[item],
                }),
                None => Err(Box::new(self.no_line(name, why))),
            },
        }
    }

    /// Returns the diagnostic for a line that is not found: that of the words, or one about
    /// the ids if the name looks like an id.
    fn no_line(&self, name: &str, why: Diagnostic) -> Diagnostic {
        let is_id = !name.contains(char::is_whitespace) && why.code == "quote-not-found";
        if !is_id {
            return why;
        }
        let span = why
            .labels
            .first()
            .map_or(Span::default(), |label| label.span);
        let mut lines = self.book.lines.iter();
        if lines.any(|line| line.id == name) {
            let message = format!("`{}` is narration, not a line of dialogue", shown(name));
            return Diagnostic::error("unknown-line", span, message);
        }
        let lines = self.book.lines.iter().filter(|line| line.dialogue);
        let ids = lines.map(|line| line.id.as_str());
        let message = format!("no line has the id or the words `{}`", shown(name));
        Diagnostic::error("unknown-line", span, message).did_you_mean(nearest(name, ids))
    }

    /// Returns the line of an item of the script's `lines`, if it is heard.
    pub(crate) fn line_of_item(&self, item: usize) -> Option<&Line> {
        let stretch = self.places("lines").get(item).copied().flatten()?;
        let mut lines = self.book.lines.iter();
        lines.find(|line| self.stretch_of(line.words.start) == stretch)
    }

    /// Returns the items of `lines` that name this role.
    pub(crate) fn lines_of_role(&self, role: &str) -> Vec<usize> {
        let items = edit::items(&self.source, "lines").unwrap_or_default();
        let read = read_as(&items, self.script.lines.iter().map(|line| line.span));
        let is_by = |note: &usize| {
            let by = self.script.lines[*note].by.as_ref();
            by.is_some_and(|by| by.value == role)
        };
        let read = read.into_iter().enumerate();
        read.filter_map(|(item, note)| note.filter(is_by).map(|_| item))
            .collect()
    }

    fn stretch_of(&self, word: usize) -> usize {
        let prose = &self.book.prose;
        prose.stretch_of(prose.sentence_of(word))
    }

    /// Returns the keys that name a line which the script does not list yet.
    pub(crate) fn new_line(&self, stretch: usize) -> Option<Vec<(String, Value)>> {
        let prose = &self.book.prose;
        let words = prose.words_of(&prose.stretches[stretch]);
        let quote = Quotes::new(prose).line(&words)?;
        Some(quoted("quote", &quote))
    }

    /// Returns the steps that remove the items of lines; the narrator reads their words.
    pub(crate) fn without_lines(items: Vec<usize>) -> Vec<Step> {
        edit::removals("lines", items)
    }
}

/// Returns the keys of a quote: the words, and what makes them unique.
fn quoted(key: &str, quote: &Quote) -> Vec<(String, Value)> {
    let mut keys = vec![(key.to_owned(), Value::words(&quote.exact))];
    for (key, words) in [("prefix", &quote.prefix), ("suffix", &quote.suffix)] {
        keys.extend(
            words
                .iter()
                .map(|words| (key.to_owned(), Value::words(words))),
        );
    }
    let nth = quote.nth.map(|nth| Value::token(&nth.to_string()));
    keys.extend(nth.map(|nth| ("nth".to_owned(), nth)));
    keys
}
