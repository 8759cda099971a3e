//! Completions of quotes. Takes the typed beginning of a quote and returns the
//! places of the prose that continue it. Each place has enough words to be unique
//! in the prose.

use lsp_types::CompletionItemKind;

use super::Offer;
use crate::book::place::Finder;
use crate::lsp::place::Place;
use crate::lsp::reading::Reading;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Prose;
use cuebook_script::Quote;
use cuebook_script::prose::StretchKind;

/// The largest number of places that are offered.
const MOST: usize = 40;

/// The smallest number of words in a quote.
const FEWEST: usize = 3;

/// The largest number of words in a quote. A place that needs more is not
/// offered.
const LONGEST: usize = 14;

/// Returns the quotes that continue the typed text.
pub(super) fn offers(place: &Place, good: &Reading) -> Vec<Offer> {
    let prose = &good.show.book.prose;
    let finder = good.finder();
    let is_line = place.levels.first().and_then(|level| level.key.as_deref()) == Some("lines");
    let typed = folded(&place.typed);
    let starts = match typed.is_empty() {
        true => beginnings(good, &finder, is_line),
        false => continuations(prose, &typed, is_line),
    };
    let quotes = starts.into_iter().filter_map(|word| {
        let quote = apart(prose, &finder, word, (typed.split(' ').count(), is_line))?;
        Some(offer(place, good, word, quote))
    });
    let mut offers: Vec<Offer> = Vec::new();
    for offer in quotes {
        if offers.len() >= MOST {
            break;
        }
        if offers.iter().all(|known| known.label != offer.label) {
            offers.push(offer);
        }
    }
    offers
}

fn offer(place: &Place, good: &Reading, word: WordId, quote: String) -> Offer {
    let prose = &good.show.book.prose;
    let sentence = &prose.sentences[prose.sentence_of(word)];
    let (_, line) = good.line_of_prose(prose.words[word].span.start);
    let text = match place.mark {
        Some('\'') => format!("'{}'", quote.replace('\'', "''")),
        _ => serde_json::Value::from(quote.as_str()).to_string(),
    };
    Offer {
        label: quote.clone(),
        text,
        // Editors compare letter by letter, and the author typed plain marks.
        filter: Some(match place.typed.is_empty() {
            true => quote,
            false => format!("{} {quote}", place.typed),
        }),
        detail: format!("line {line}"),
        about: format!("> {}", prose.said(sentence.span).replace('\n', " ")),
        kind: CompletionItemKind::TEXT,
    }
}

/// Returns the places to offer when nothing is typed: the lines without a role,
/// otherwise the sentences.
fn beginnings(good: &Reading, finder: &Finder<'_>, is_line: bool) -> Vec<WordId> {
    let prose = &good.show.book.prose;
    if !is_line {
        let sentences = prose.sentences.iter();
        return sentences
            .map(|sentence| sentence.words.start)
            .take(400)
            .collect();
    }
    let notes = good.show.script.lines.iter().filter_map(|note| {
        let quote = &note.quote.value;
        finder
            .find_within(StretchKind::Dialogue, quote, note.quote.span)
            .ok()
    });
    let given: std::collections::BTreeSet<usize> = notes.collect();
    let stretches = prose.stretches.iter().enumerate();
    let free = stretches.filter(|(index, stretch)| {
        stretch.kind == StretchKind::Dialogue
            && !stretch.sentences.is_empty()
            && !given.contains(index)
    });
    free.map(|(_, stretch)| prose.words_of(stretch).start)
        .collect()
}

/// Returns the words at which the text continues as typed, without regard to
/// capitals. Whole words come first.
fn continuations(prose: &Prose, typed: &str, is_line: bool) -> Vec<WordId> {
    let first = typed.split(' ').next().unwrap_or("");
    let words = prose.words.range();
    let begins = |word: &WordId| {
        let here = folded(prose.word(*word));
        here.starts_with(first) || first.starts_with(&here)
    };
    let reads = |word: &WordId| {
        let rest = prose.said(Span::new(prose.words[*word].span.start, prose.text.len()));
        // Folding can shorten a text, so more bytes are read than were typed.
        let mut end = (3 * typed.len() + 16).min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        folded(&rest[..end]).starts_with(typed)
    };
    let spoken = |word: &WordId| {
        let stretch = prose.stretch_of(prose.sentence_of(*word));
        !is_line || prose.stretches[stretch].kind == StretchKind::Dialogue
    };
    words
        .ids()
        .filter(begins)
        .filter(reads)
        .filter(spoken)
        .take(4 * MOST)
        .collect()
}

/// Returns the end of the shortest run of words from here that is unique in the
/// text. It has at least the typed words.
fn apart(
    prose: &Prose,
    finder: &Finder<'_>,
    word: WordId,
    (typed, is_line): (usize, bool),
) -> Option<String> {
    let sentence = prose.sentence_of(word);
    let stretch = prose.stretch_of(sentence);
    let last = prose.words_of(&prose.stretches[stretch]).end;
    let ends = prose.sentences[sentence].words.end;
    let from = word + FEWEST.max(typed);
    let mut end = from.min(ends).max(word + 1);
    loop {
        let quote = passage(prose, word, end);
        let sought = Quote {
            exact: quote.clone(),
            ..Quote::default()
        };
        let is_here = match is_line {
            true => finder
                .find_within(StretchKind::Dialogue, &sought, Span::default())
                .is_ok_and(|found| found == stretch),
            false => finder
                .find(&sought, Span::default())
                .is_ok_and(|found| found.start == word),
        };
        if is_here {
            return Some(quote);
        }
        if end >= last.min(word + LONGEST) {
            return None;
        }
        end += 1;
    }
}

/// Returns words as in the text, on one line, with the full stop or comma after
/// the last.
fn passage(prose: &Prose, from: WordId, end: WordId) -> String {
    let span = prose.span_of(from..end);
    let rest = prose.said(Span::new(span.end, prose.text.len()));
    let ends = prose.sentences[prose.sentence_of(end - 1)].words.end == end;
    let mark = rest
        .chars()
        .next()
        .filter(|c| ends && matches!(c, '.' | '!' | '?' | ','));
    let mut words: Vec<&str> = prose.said(span).split_whitespace().collect();
    let mark = mark.map(String::from).unwrap_or_default();
    words.retain(|word| !word.is_empty());
    format!("{}{mark}", words.join(" "))
}

/// Folds text for comparison: small letters, plain marks, single spaces.
fn folded(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '’' | '‘' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '—' | '–' => '-',
        c => c,
    });
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
