//! Edits of lines. Finds the line that an author names by its id or by its words, and
//! returns the steps that remove lines.

pub(crate) mod changes;
pub(crate) mod parts;

use std::collections::HashMap;

use super::find::{Thing, Things};
use super::read_as;
use crate::book::Line;
use crate::book::place::Finder;
use crate::outline::anchor::Quotes;
use crate::session::Show;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, shown};
use cuebook_core::id::WordId;
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
    /// Whether the text has the author's words only in other capitals.
    pub in_other_capitals: bool,
}

/// An item of the script's `lines`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenLine {
    /// The index of its stretch in the text; `None` if its words are not found.
    pub stretch: Option<usize>,
    /// The index of its note in the script; `None` if it has mistakes.
    pub note: Option<usize>,
}

/// The lines of a show, for finding several of them.
pub(crate) struct LineFinder<'s> {
    show: &'s Show,
    items: Vec<edit::Item>,
    /// The place in the text of each item.
    places: Vec<Option<usize>>,
    /// The lines of dialogue, in the order of the text.
    lines: Things,
    /// The stretch of each of them.
    stretches: Vec<usize>,
    finder: Finder<'s>,
}

impl LineFinder<'_> {
    /// Returns the line with this id, given or generated, or with this number in the list, or else
    /// the line of dialogue that contains these words, if need be in other capitals.
    ///
    /// # Errors
    /// When there is no such id or number, and the words are not in exactly one line.
    pub(crate) fn find(&self, name: &str, nth: Option<u32>) -> Result<FoundLine, Box<Diagnostic>> {
        let has_id = |item: &edit::Item| item.id.as_ref().is_some_and(|(id, _)| id == name);
        if let Some(item) = self.items.iter().position(has_id) {
            return Ok(self.of_item(item));
        }
        if let Some(line) = self.lines.known(name) {
            return Ok(self.of_stretch(self.stretches[line]));
        }
        let quote = Quote {
            nth,
            ..Quote::exactly(name)
        };
        let found = self
            .finder
            .find_within(StretchKind::Dialogue, &quote, self.lines.section);
        match found {
            Ok(stretch) => Ok(self.of_stretch(stretch)),
            // The words of an item with a mistake may be those of the author.
            Err(why) => {
                if let Some(item) = self.show.line_item(&quote)? {
                    return Ok(self.of_item(item));
                }
                let missing = why.code == "quote-not-found";
                let other = missing.then(|| self.with_other_capitals(name)).flatten();
                other.ok_or_else(|| Box::new(self.no_line(name, why)))
            }
        }
    }

    fn of_item(&self, item: usize) -> FoundLine {
        FoundLine {
            item: Some(item),
            stretch: self.places[item],
            in_other_capitals: false,
        }
    }

    fn of_stretch(&self, stretch: usize) -> FoundLine {
        FoundLine {
            item: self.places.iter().position(|place| *place == Some(stretch)),
            stretch: Some(stretch),
            in_other_capitals: false,
        }
    }

    /// Returns the only line of dialogue that has words in other capitals.
    fn with_other_capitals(&self, name: &str) -> Option<FoundLine> {
        let fold = |words: &str| words.to_lowercase().replace(['’', '‘'], "'");
        let wanted = fold(name);
        let prose = &self.show.book.prose;
        let fits = |stretch: &&usize| {
            let words = fold(prose.said(prose.stretches[**stretch].span));
            !wanted.trim().is_empty() && words.contains(&wanted)
        };
        let mut found = self.stretches.iter().filter(fits);
        let stretch = *found.next()?;
        found.next().is_none().then(|| FoundLine {
            in_other_capitals: true,
            ..self.of_stretch(stretch)
        })
    }

    /// Returns the diagnostic for a line that is not found: that of the words, or one about
    /// the ids if the name looks like an id.
    fn no_line(&self, name: &str, why: Diagnostic) -> Diagnostic {
        let is_id = !name.contains(char::is_whitespace) && why.code == "quote-not-found";
        if !is_id {
            return why;
        }
        if self.show.book.lines.iter().any(|line| line.id == name) {
            let message = format!("`{}` is narration, not a line of dialogue", shown(name));
            let found = Diagnostic::error(self.lines.code, self.lines.section, message);
            return found.hint("lines of dialogue are in quotation marks; `words` in an item of `lines` names others");
        }
        self.lines.unknown(name)
    }
}

impl Show {
    /// Returns what finds lines by their names.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub(crate) fn line_finder(&self) -> Result<LineFinder<'_>, Box<Diagnostic>> {
        let items = edit::items(&self.source, "lines")?;
        let lines = self.book.lines.iter().filter(|line| line.dialogue);
        let own = |id: &str| {
            let mut own = items.iter().filter_map(|item| item.id.as_ref());
            own.find(|(own, _)| own == id).map(|(_, span)| *span)
        };
        let section = edit::section(&self.source, "lines").unwrap_or_default();
        let thing = |line: &Line| Thing {
            name: Some(line.id.clone()),
            span: own(&line.id).unwrap_or(section),
            words: Vec::new(),
        };
        Ok(LineFinder {
            show: self,
            places: self.places("lines"),
            stretches: lines
                .clone()
                .map(|line| self.stretch_of(line.words.start))
                .collect(),
            lines: self.things("line", "unknown-line", "lines", lines.map(thing).collect()),
            items,
            finder: Finder::new(&self.book.prose),
        })
    }

    /// Returns the items of the script's `lines`, in order.
    pub(crate) fn written_lines(&self) -> Vec<WrittenLine> {
        let items = edit::items(&self.source, "lines").unwrap_or_default();
        let notes = read_as(&items, self.script.lines.iter().map(|line| line.span));
        let places = self.places_of("lines", &items).into_iter().zip(notes);
        places
            .map(|(stretch, note)| WrittenLine { stretch, note })
            .collect()
    }

    /// Returns the line of each item of the script's `lines`, if it is heard.
    pub(crate) fn lines_of_items(&self) -> Vec<Option<&Line>> {
        let lines = self.book.lines.iter().rev();
        let by_stretch: HashMap<usize, &Line> = lines
            .map(|line| (self.stretch_of(line.words.start), line))
            .collect();
        let places = self.places("lines").into_iter();
        places
            .map(|place| by_stretch.get(&place?).copied())
            .collect()
    }

    /// Returns the items of `lines` that name this role.
    pub(crate) fn lines_of_role(&self, role: &str) -> Vec<usize> {
        let lines = self.script.lines.iter();
        self.items_of_role("lines", role, lines.map(|line| (line.span, &line.by)))
    }

    /// Returns the indices of the items of `choices` that a role speaks.
    pub(crate) fn choices_of_role(&self, role: &str) -> Vec<usize> {
        let choices = self.script.choices.iter();
        self.items_of_role("choices", role, choices.map(|one| (one.span, &one.by)))
    }

    /// Returns the indices of the items of `cues` whose sound a role makes.
    pub(crate) fn cues_of_role(&self, role: &str) -> Vec<usize> {
        let cues = self.script.cues.iter();
        self.items_of_role("cues", role, cues.map(|cue| (cue.span, &cue.by)))
    }

    /// Returns the indices of the items of a section whose `by` is a role. `read` has the place and the
    /// `by` of those that could be read.
    fn items_of_role<'s>(
        &self,
        section: &str,
        role: &str,
        read: impl Iterator<Item = (Span, &'s Option<Spanned<String>>)>,
    ) -> Vec<usize> {
        let items = edit::items(&self.source, section).unwrap_or_default();
        let (spans, roles): (Vec<Span>, Vec<_>) = read.unzip();
        let is_by = |read: &usize| roles[*read].as_ref().is_some_and(|by| by.value == role);
        let read = read_as(&items, spans.into_iter()).into_iter().enumerate();
        read.filter_map(|(item, read)| read.filter(is_by).map(|_| item))
            .collect()
    }

    fn stretch_of(&self, word: WordId) -> usize {
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

    /// Returns the guesses of the section `lines`.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub(crate) fn line_guesses(&self) -> Result<Vec<edit::Guess>, Box<Diagnostic>> {
        let mut all = edit::guesses(&self.source)?;
        all.retain(|guess| guess.section == "lines");
        Ok(all)
    }

    /// Returns the steps that accept the guesses at items of `lines`.
    pub(crate) fn settled(items: Vec<usize>) -> Vec<Step> {
        let settle = |item: usize| Step::Settle {
            path: vec!["lines".into(), item.into()],
        };
        items.into_iter().map(settle).collect()
    }

    /// Returns the steps that remove the items of lines; the narrator reads their words.
    pub(crate) fn without_lines(items: Vec<usize>) -> Vec<Step> {
        edit::removals("lines", items)
    }
}

/// Returns the keys of a quote of a line.
fn quoted_as(quote: &Quote) -> Vec<(String, Value)> {
    quoted("quote", quote)
}

/// Returns the keys of a quote: the words, and what makes them unique.
pub(crate) fn quoted(key: &str, quote: &Quote) -> Vec<(String, Value)> {
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
