//! Splits a line in two, and joins lines that were split. Returns the steps; the second part
//! of a line is named by its words, without quotation marks.

use std::ops::Range;

use super::{FoundLine, quoted};
use crate::book::place::Finder;
use crate::session::{Show, Studio};
use cuebook_core::diagnostic::{Diagnostic, shown};
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::edit::{self, Beside, Key, Step, Value, model_of};
use cuebook_script::{Prose, Quote, prose};

/// The keys that belong to one place of the text, so that a second part of the line does
/// not take them over.
const OWN_KEYS: [&str; 11] = [
    "id", "quote", "words", "to", "prefix", "suffix", "nth", "take", "with", "overlap", "pause",
];

/// The number of words that a quote has at most if fewer are unique.
const FEW: usize = 6;

type Steps = Result<Vec<Step>, Box<Diagnostic>>;

impl Show {
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
        let cut = self.cut_at(&self.words_of_line(line)?, at)?;
        self.split_line_before(studio, line, cut, settings)
    }

    /// Returns the words of a line.
    fn words_of_line(&self, line: FoundLine) -> Result<Range<WordId>, Box<Diagnostic>> {
        let prose = &self.book.prose;
        let stretch = line
            .stretch
            .ok_or_else(|| refused(self, "the words of this line are not found in the text"))?;
        Ok(prose.words_of(&prose.stretches[stretch]))
    }

    /// Returns the steps that split a line before one of its words, which is not the first.
    ///
    /// # Errors
    /// When the line is a recording.
    pub(crate) fn split_line_before(
        &self,
        studio: &Studio,
        line: FoundLine,
        cut: WordId,
        settings: Vec<(String, Value)>,
    ) -> Steps {
        let book = &self.book;
        let whole = self.words_of_line(line)?;
        if !(whole.start + 1..whole.end).contains(&cut) {
            return Err(refused(self, "a line is split between two of its words"));
        }
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
        second.extend(own.as_ref().map(copied).unwrap_or_default());
        for (key, value) in settings {
            match second.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = value,
                None => second.push((key, value)),
            }
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
    fn cut_at(&self, line: &Range<WordId>, at: &str) -> Result<WordId, Box<Diagnostic>> {
        let finder = Finder::new(&self.book.prose);
        let places = finder.places_of(at).into_iter();
        let inside: Vec<WordId> = places.filter(|place| line.contains(place)).collect();
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
        words: &Range<WordId>,
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
        let is_kept = |place: &WordId| words.start <= *place && *place + length <= words.end;
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
        let parts = self.parts(lines)?;
        let [(first, into), rest @ ..] = &parts[..] else {
            return Err(refused(self, "name two or more lines"));
        };
        let Some((last, _)) = rest.last() else {
            return Err(refused(self, "name two or more lines"));
        };
        for pair in parts.windows(2) {
            self.are_adjacent(pair[0].0, pair[1])?;
        }
        let prose = &self.book.prose;
        let words = |stretch: usize| prose.words_of(&prose.stretches[stretch]);
        let own = model_of(&self.source)?;
        let own = own.get("lines").and_then(|lines| lines.at(*into));
        // A quoted line needs only its first words.
        let mut steps = match own.filter(|own| own.get("words").is_some()) {
            Some(own) => {
                let whole = words(*first).start..words(*last).end;
                self.first_part(*into, own, &Finder::new(prose), &whole)
            }
            None => Vec::new(),
        };
        let rest = rest.iter().map(|(_, item)| *item);
        steps.extend(Show::without_lines(rest.collect()));
        Ok(steps)
    }

    /// Returns the stretch and the item of each line, in the order of the text.
    fn parts(&self, lines: &[FoundLine]) -> Result<Vec<(usize, usize)>, Box<Diagnostic>> {
        let part = |line: &FoundLine| line.stretch.zip(line.item);
        let parts: Option<Vec<(usize, usize)>> = lines.iter().map(part).collect();
        let mut parts =
            parts.ok_or_else(|| refused(self, "the script has no item for one of these lines"))?;
        parts.sort_unstable();
        parts.dedup();
        Ok(parts)
    }

    /// Checks that two stretches follow each other within the same quotation marks, or
    /// outside of them.
    fn are_adjacent(
        &self,
        one: usize,
        (next, item): (usize, usize),
    ) -> Result<(), Box<Diagnostic>> {
        let prose = &self.book.prose;
        let items = edit::items(&self.source, "lines").unwrap_or_default();
        let refused = |why: &str| {
            let mut found = refused(self, why);
            if let (Some(item), Some(label)) = (items.get(item), found.labels.first_mut()) {
                label.span = item.span;
            }
            found
        };
        let between = &prose.stretches[one + 1..next];
        if between.iter().any(|stretch| !stretch.sentences.is_empty()) {
            return Err(refused("other words are between these lines"));
        }
        let text = |stretch: usize| prose.stretches[stretch].span.of(&prose.text).trim();
        let is_apart = prose.stretches[one].paragraph != prose.stretches[next].paragraph
            || text(one).ends_with(is_quotation_mark)
            || text(next).starts_with(is_quotation_mark);
        match is_apart {
            true => Err(refused("these lines have separate quotation marks")),
            false => Ok(()),
        }
    }
}

/// Returns the settings of a line that its second part takes over.
fn copied(own: &Value) -> Vec<(String, Value)> {
    match own {
        Value::Map(entries) => {
            let is_copied = |(key, _): &&(String, Value)| !OWN_KEYS.contains(&key.as_str());
            entries.iter().filter(is_copied).cloned().collect()
        }
        _ => Vec::new(),
    }
}

fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '“' | '”' | '"' | '«' | '»' | '„' | '‘' | '’' | '「' | '」'
    )
}

fn refused(show: &Show, why: &str) -> Box<Diagnostic> {
    let section = edit::section(&show.source, "lines").unwrap_or_default();
    Box::new(Diagnostic::error(edit::CODE, section, why))
}

fn text(prose: &Prose, words: Range<WordId>) -> String {
    let written = prose.span_of(words).of(&prose.text);
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the shortest quote from the first of these words that occurs once in the text.
/// If there is none, words before or after it make it unique.
fn unique(prose: &Prose, finder: &Finder<'_>, words: &Range<WordId>) -> Quote {
    let mut ends = ((words.start + 2).min(words.end)..words.end + 1).ids();
    let is_unique = |end: &WordId| finder.places_of(&text(prose, words.start..*end)).len() == 1;
    match ends.find(is_unique) {
        Some(end) => Quote::exactly(&text(prose, words.start..end)),
        None => finder
            .unique_quote(words, None)
            .unwrap_or_else(|| Quote::exactly(&text(prose, words.clone()))),
    }
}

/// Returns the keys of a line that is named without quotation marks: all its words, or the
/// first and the last ones.
pub(crate) fn unquoted(
    prose: &Prose,
    finder: &Finder<'_>,
    words: &Range<WordId>,
) -> Vec<(String, Value)> {
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
fn last_words(prose: &Prose, finder: &Finder<'_>, words: &Range<WordId>) -> String {
    let mut starts = words.ids().rev();
    let is_last = |start: &WordId| {
        let places = finder.places_of(&text(prose, *start..words.end));
        words.end - *start >= 2.min(words.len())
            && places.iter().filter(|place| words.contains(place)).count() == 1
    };
    let start = starts.find(is_last).unwrap_or(words.start);
    text(prose, start..words.end)
}
