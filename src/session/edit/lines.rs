//! Edits of lines. Finds the line that an author names by its id or by its words, and
//! returns the steps that split, join or remove lines.

use std::ops::Range;

use super::read_as;
use crate::book::Line;
use crate::book::place::Finder;
use crate::outline::anchor::Quotes;
use crate::session::{Show, Studio};
use cuebook_core::diagnostic::{Diagnostic, Span, nearest, shown};
use cuebook_script::edit::{self, Beside, Key, Step, Value, model_of};
use cuebook_script::prose::StretchKind;
use cuebook_script::{Prose, Quote, prose};

/// A line as an edit finds it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundLine {
    /// The index of its item in the script's `lines`; `None` if no item names it.
    pub item: Option<usize>,
    /// The index of its stretch in the text; `None` if its words are not found.
    pub stretch: Option<usize>,
}

/// The keys that belong to one place of the text, so that a second part of the line does
/// not take them over.
const OWN_KEYS: [&str; 11] = [
    "id", "quote", "words", "to", "prefix", "suffix", "nth", "take", "with", "overlap", "pause",
];

/// The number of words that a quote has at most if fewer are unique.
const FEW: usize = 6;

type Steps = Result<Vec<Step>, Box<Diagnostic>>;

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
    pub(crate) fn without_lines(mut items: Vec<usize>) -> Vec<Step> {
        items.sort_unstable();
        items.dedup();
        let step = |item: usize| Step::Remove {
            path: vec!["lines".into(), item.into()],
        };
        items.into_iter().rev().map(step).collect()
    }

    /// Returns the steps that split a line before some of its words. The second part has the
    /// settings of the first, except for those in `settings`.
    ///
    /// # Errors
    /// When the words are not in the line, or the line is a recording.
    pub(crate) fn split_line(
        &self,
        studio: &Studio,
        line: FoundLine,
        at: &str,
        settings: Vec<(String, Value)>,
    ) -> Steps {
        let book = &self.book;
        let stretch = line
            .stretch
            .ok_or_else(|| refused(self, "the words of this line are not found in the text"))?;
        let whole = book.prose.words_of(&book.prose.stretches[stretch]);
        let cut = self.cut_at(&whole, at)?;
        let own = line.item.and_then(|item| {
            let model = model_of(&self.source).ok()?;
            model.get("lines")?.at(item).cloned()
        });
        if own.as_ref().is_some_and(|own| own.get("take").is_some()) {
            return Err(refused(
                self,
                "this line is a recording, which cannot be split",
            ));
        }
        let finder = Finder::new(&book.prose);
        let mut second = unquoted(&book.prose, &finder, &(cut..whole.end));
        if let Some(Value::Map(entries)) = &own {
            let kept = entries
                .iter()
                .filter(|(key, _)| !OWN_KEYS.contains(&key.as_str()));
            second.extend(kept.cloned());
        }
        for (key, value) in settings {
            second.retain(|(known, _)| *known != key);
            second.push((key, value));
        }
        let second = Value::Map(second);
        let Some((item, own)) = line.item.zip(own) else {
            return Ok(vec![studio.addition(self, "lines", second)?]);
        };
        let mut steps = self.first_part(item, &own, &finder, &(whole.start..cut));
        steps.push(Step::Insert {
            path: vec!["lines".into()],
            beside: Beside::Behind(item),
            item: second,
        });
        Ok(steps)
    }

    /// Returns the word at which a line is split.
    fn cut_at(&self, line: &Range<usize>, at: &str) -> Result<usize, Box<Diagnostic>> {
        let finder = Finder::new(&self.book.prose);
        let places = finder.places_of(at).into_iter();
        let inside: Vec<usize> = places.filter(|place| line.contains(place)).collect();
        match inside[..] {
            [place] if place > line.start => Ok(place),
            [_] => Err(refused(
                self,
                "the line begins with these words, so nothing is before them",
            )),
            [] => Err(refused(
                self,
                &format!("“{}” is not in this line", shown(at)),
            )),
            _ => Err(refused(
                self,
                &format!(
                    "“{}” occurs in this line {} times; use more words",
                    shown(at),
                    inside.len()
                ),
            )),
        }
    }

    /// Returns the steps that shorten an item to the first part of its line.
    fn first_part(
        &self,
        item: usize,
        own: &Value,
        finder: &Finder<'_>,
        words: &Range<usize>,
    ) -> Vec<Step> {
        let path = |key: &str| -> Vec<Key> { vec!["lines".into(), item.into(), key.into()] };
        let set = |(key, value): (String, Value)| Step::Set {
            path: path(&key),
            value,
        };
        if own.get("words").is_some() {
            let mut steps = Vec::new();
            let part = unquoted(&self.book.prose, finder, words);
            if own.get("to").is_some() && !part.iter().any(|(key, _)| key == "to") {
                steps.push(Step::Remove { path: path("to") });
            }
            steps.extend(part.into_iter().map(set));
            return steps;
        }
        let exact = self.script.lines.iter().zip(0..);
        let quote = match own.get("quote") {
            Some(Value::Text(text)) => text.text.clone(),
            _ => exact
                .filter(|(_, index)| *index == item)
                .map(|(note, _)| note.quote.value.exact.clone())
                .collect(),
        };
        let length = prose::words(&quote).len();
        let is_kept = |place: &usize| words.start <= *place && place + length <= words.end;
        match finder.places_of(&quote)[..] {
            [ref place] if is_kept(place) => Vec::new(),
            _ => quoted("quote", &unique(&self.book.prose, finder, words))
                .into_iter()
                .map(set)
                .collect(),
        }
    }

    /// Returns the steps that join lines which follow each other in the text. The joined line
    /// has the settings of the first.
    ///
    /// # Errors
    /// When other words are between two of the lines, or they have their own quotation marks.
    pub(crate) fn join_lines(&self, lines: &[FoundLine]) -> Steps {
        let mut parts = Vec::new();
        for line in lines {
            match (line.item, line.stretch) {
                (Some(item), Some(stretch)) => parts.push((stretch, item)),
                _ => {
                    return Err(refused(
                        self,
                        "the script has no item for one of these lines",
                    ));
                }
            }
        }
        parts.sort_unstable();
        parts.dedup();
        let [(first, into), rest @ ..] = &parts[..] else {
            return Err(refused(self, "name two or more lines"));
        };
        if rest.is_empty() {
            return Err(refused(self, "name two or more lines"));
        }
        let items = edit::items(&self.source, "lines")?;
        let read = read_as(&items, self.script.lines.iter().map(|line| line.span));
        let is_unquoted =
            |item: usize| read[item].is_some_and(|note| self.script.lines[note].unquoted);
        for (stretch, item) in rest {
            if !is_unquoted(*item) {
                return Err(refused(
                    self,
                    "each of these lines has its own quotation marks",
                ));
            }
            let between = self.book.prose.stretches[*first..*stretch].iter().skip(1);
            let own = |index: usize| parts.iter().any(|(part, _)| *part == index);
            let mut between = between
                .enumerate()
                .filter(|(_, stretch)| !stretch.sentences.is_empty());
            if !between.all(|(index, _)| own(first + 1 + index)) {
                return Err(refused(self, "other words are between these lines"));
            }
        }
        let last = rest.last().map_or(*first, |(stretch, _)| *stretch);
        let prose = &self.book.prose;
        let words = prose.words_of(&prose.stretches[*first]).start
            ..prose.words_of(&prose.stretches[last]).end;
        let mut steps = Vec::new();
        if is_unquoted(*into) {
            let path = |key: &str| -> Vec<Key> { vec!["lines".into(), (*into).into(), key.into()] };
            let part = unquoted(prose, &Finder::new(prose), &words);
            let to = part.into_iter().filter(|(key, _)| key == "to");
            steps.extend(to.map(|(key, value)| Step::Set {
                path: path(&key),
                value,
            }));
        }
        steps.extend(Show::without_lines(
            rest.iter().map(|(_, item)| *item).collect(),
        ));
        Ok(steps)
    }
}

fn refused(show: &Show, why: &str) -> Box<Diagnostic> {
    let section = edit::section(&show.source, "lines").unwrap_or_default();
    Box::new(Diagnostic::error(edit::CODE, section, why))
}

fn text(prose: &Prose, words: Range<usize>) -> String {
    let written = prose.span_of(words).of(&prose.text);
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the shortest quote from the first of these words that occurs once in the text.
/// If there is none, words before or after it make it unique.
fn unique(prose: &Prose, finder: &Finder<'_>, words: &Range<usize>) -> Quote {
    let ends = (words.start + 2).min(words.end)..=words.end;
    let is_unique = |end: &usize| finder.places_of(&text(prose, words.start..*end)).len() == 1;
    match ends.clone().find(is_unique) {
        Some(end) => Quote::exactly(&text(prose, words.start..end)),
        None => finder
            .unique_quote(words, None)
            .unwrap_or_else(|| Quote::exactly(&text(prose, words.clone()))),
    }
}

/// Returns the keys of a line that is named without quotation marks: all its words, or the
/// first and the last ones.
fn unquoted(prose: &Prose, finder: &Finder<'_>, words: &Range<usize>) -> Vec<(String, Value)> {
    let first = match words.len() <= FEW {
        true => finder.unique_quote(words, None),
        false => None,
    };
    if let Some(whole) = first {
        return quoted("words", &whole);
    }
    let first = unique(prose, finder, words);
    let length = prose::words(&first.exact).len();
    let mut keys = quoted("words", &first);
    let rest = words.start + length..words.end;
    if !rest.is_empty() {
        keys.push((
            "to".to_owned(),
            Value::words(&last_words(prose, finder, &rest)),
        ));
    }
    keys
}

/// Returns the last of these words: as many as occur only at the end.
fn last_words(prose: &Prose, finder: &Finder<'_>, words: &Range<usize>) -> String {
    let starts = (words.start..words.end).rev();
    let is_last = |start: &usize| {
        let places = finder.places_of(&text(prose, *start..words.end));
        words.end - start >= 2.min(words.len())
            && places.iter().filter(|place| words.contains(place)).count() == 1
    };
    let start = starts.clone().find(is_last).unwrap_or(words.start);
    text(prose, start..words.end)
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
