//! The index of a text by its words. Takes prose; returns the places of a run
//! of words, in the order of the text. A search takes O(log n + k) for n words
//! and k places.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::Folded;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{Id, IdVec, WordId};
use cuebook_script::Prose;

/// The number of words after a place that decide its rank in the index.
const DEPTH: usize = 8;

/// A distinct word of the text.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term(u32);

/// All words of a text, and all places ordered by the words that start there.
#[derive(Debug)]
pub(super) struct Index {
    pub folded: Folded,
    terms: IdVec<WordId, Term>,
    ranked: Vec<u32>,
    known: HashMap<String, Term>,
    /// The first place of each term, and the letters in it.
    vocabulary: Vec<(WordId, Letters)>,
}

impl Index {
    pub(super) fn new(prose: &Prose) -> Index {
        let whole = Span::new(0, prose.text.len());
        let words = prose.words_said(prose.words.range(), whole);
        let folded = Folded::new(prose.said(whole), &words);
        let mut known: HashMap<String, Term> = HashMap::new();
        let mut vocabulary = Vec::new();
        let mut terms: IdVec<WordId, Term> = IdVec::default();
        for place in prose.words.ids() {
            let word = folded.word(place.index());
            let term = known.get(word).copied().unwrap_or_else(|| {
                let term = Term(vocabulary.len() as u32);
                vocabulary.push((place, Letters::of(word)));
                known.insert(word.to_owned(), term);
                term
            });
            terms.push(term);
        }
        Index {
            folded,
            ranked: ranked(&terms),
            terms,
            known,
            vocabulary,
        }
    }

    /// Returns the end of the text.
    pub(super) fn end(&self) -> WordId {
        self.terms.end()
    }

    /// Returns the bytes of a word in the folded text.
    pub(super) fn bytes(&self, word: WordId) -> Range<usize> {
        self.folded.words[word.index()].clone()
    }

    pub(super) fn term(&self, word: &str) -> Option<Term> {
        self.known.get(word).copied()
    }

    pub(super) fn probe<'a>(&self, word: &'a str) -> Probe<'a> {
        Probe {
            word,
            term: self.term(word),
            letters: Letters::of(word),
        }
    }

    /// Returns how a word resembles the one at `place`, or `None`.
    pub(super) fn resemblance(&self, probe: &Probe, place: WordId) -> Option<Resemblance> {
        let term = self.terms[place];
        if probe.term == Some(term) {
            return Some(Resemblance::Same);
        }
        let (first, letters) = self.vocabulary[term.0 as usize];
        let may = probe.letters.may_resemble(letters);
        may.then(|| resemblance(probe.word, self.folded.word(first.index())))
            .flatten()
    }

    /// Returns whether the words from `place` on are these.
    pub(super) fn matches_at(&self, words: &[Option<Term>], place: WordId) -> bool {
        let here = self.terms.slice(place..place + words.len());
        here.is_some_and(|here| {
            here.iter()
                .zip(words)
                .all(|(here, word)| *word == Some(*here))
        })
    }

    /// Returns how many words before `here` and before `there` are the same, up
    /// to `most`.
    pub(super) fn same_before(&self, here: WordId, there: WordId, most: usize) -> usize {
        let before = |place: WordId| self.terms[WordId::FIRST..place].iter().rev().take(most);
        before(here)
            .zip(before(there))
            .take_while(|(a, b)| a == b)
            .count()
    }

    /// Returns how many words from `here` and from `there` on are the same, up
    /// to `most`.
    pub(super) fn same_after(&self, here: WordId, there: WordId, most: usize) -> usize {
        let after = |place: WordId| self.terms[place..self.end()].iter().take(most);
        after(here)
            .zip(after(there))
            .take_while(|(a, b)| a == b)
            .count()
    }

    /// Returns every place of these words, in the order of the text.
    pub(super) fn places(&self, words: &[Term]) -> Vec<WordId> {
        let ranked = &self.ranked[self.ranks(words)];
        let rest = words.get(DEPTH..).unwrap_or(&[]);
        let mut found: Vec<WordId> = ranked
            .iter()
            .map(|place| WordId(*place as usize))
            .filter(|place| {
                rest.is_empty() || self.terms[*place + DEPTH..self.end()].starts_with(rest)
            })
            .collect();
        found.sort_unstable();
        found
    }

    /// Returns how many places [`Index::some_places`] can return.
    pub(super) fn count(&self, words: &[Term]) -> usize {
        self.ranks(words).len()
    }

    /// Returns at most `most` places of the first [`DEPTH`] of these words.
    pub(super) fn some_places(&self, words: &[Term], most: usize) -> impl Iterator<Item = WordId> {
        let ranks = self.ranks(words);
        let some = ranks.start..ranks.end.min(ranks.start + most);
        self.ranked[some]
            .iter()
            .map(|place| WordId(*place as usize))
    }

    fn ranks(&self, words: &[Term]) -> Range<usize> {
        let head = &words[..words.len().min(DEPTH)];
        let here = |place: &u32| run(&self.terms, *place, head.len());
        let start = self.ranked.partition_point(|place| here(place) < head);
        let length = self.ranked[start..].partition_point(|place| here(place) == head);
        start..start + length
    }

    /// Returns at most `most` words of the text that resemble a word that is
    /// not in it, the most similar first.
    pub(super) fn similar(&self, word: &Probe, most: usize) -> Vec<Term> {
        let Probe { word, letters, .. } = *word;
        let mut found: Vec<(usize, Term)> = Vec::new();
        for (term, (place, its_letters)) in self.vocabulary.iter().enumerate() {
            if !letters.may_resemble(*its_letters) {
                continue;
            }
            let other = self.folded.word(place.index());
            if resemblance(word, other).is_some() {
                found.push((strsim::osa_distance(word, other), Term(term as u32)));
            }
        }
        found.sort_unstable();
        found.truncate(most);
        found.into_iter().map(|(_, term)| term).collect()
    }
}

/// A word for comparison with many words of the text.
pub(super) struct Probe<'a> {
    word: &'a str,
    pub term: Option<Term>,
    letters: Letters,
}

/// Returns all places, ordered by the words that start there.
fn ranked(terms: &[Term]) -> Vec<u32> {
    // The first words nearly always decide, so they are compared as one number.
    let first = |place: u32| {
        let words = run(terms, place, 4).iter();
        let packed = words.fold(0, |packed, term| (packed << 32) | (u128::from(term.0) + 1));
        packed << (32 * (4 - run(terms, place, 4).len()))
    };
    let mut ranked: Vec<(u128, u32)> = (0..terms.len() as u32)
        .map(|place| (first(place), place))
        .collect();
    ranked.sort_unstable_by(|(first, a), (other, b)| {
        let deeper = || run(terms, *a, DEPTH).cmp(run(terms, *b, DEPTH));
        first.cmp(other).then_with(deeper).then(a.cmp(b))
    });
    ranked.into_iter().map(|(_, place)| place).collect()
}

fn run(terms: &[Term], place: u32, length: usize) -> &[Term] {
    let rest = &terms[place as usize..];
    &rest[..rest.len().min(length)]
}

/// How one word resembles another.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Resemblance {
    Same,
    /// The words differ only in upper and lower case.
    Case,
    /// The words differ in a few letters, or the word is a part of the other,
    /// or it contains the other and is at most twice as long.
    Near,
}

/// Returns how `word` resembles `other`, or `None`.
fn resemblance(word: &str, other: &str) -> Option<Resemblance> {
    if word == other {
        return Some(Resemblance::Same);
    }
    let (lower, others) = (word.chars(), other.chars());
    let lower = lower.flat_map(char::to_lowercase);
    if lower.eq(others.flat_map(char::to_lowercase)) {
        return Some(Resemblance::Case);
    }
    let (length, others) = (word.chars().count(), other.chars().count());
    let inside = length >= 2 && length < others && other.contains(word);
    let about = 2 * others >= length && others < length && word.contains(other);
    if inside || others >= 2 && about {
        return Some(Resemblance::Near);
    }
    let most = (length / 3).min(4);
    let near = length.abs_diff(others) <= most
        && length < LONGEST
        && most > 0
        && strsim::osa_distance(word, other) <= most;
    near.then_some(Resemblance::Near)
}

/// Words of this many characters or more resemble only words that contain them
/// or are a part of them.
const LONGEST: usize = 64;

/// The letters in a word without their case, and its length. They quickly
/// exclude most words that cannot resemble each other.
#[derive(Copy, Clone, Debug, Default)]
struct Letters {
    set: u64,
    length: usize,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let lower = word.chars().flat_map(char::to_lowercase);
        let set = lower.fold(0, |set, c| set | 1 << (u32::from(c) % 64));
        Letters {
            set,
            length: word.chars().count(),
        }
    }

    fn may_resemble(self, other: Letters) -> bool {
        let most = (self.length / 3).min(4);
        let inside = self.length < other.length && self.set & !other.set == 0;
        let about = 2 * other.length >= self.length && other.set & !self.set == 0;
        let close = self.length.abs_diff(other.length) <= most
            && (self.set ^ other.set).count_ones() as usize <= 2 * most;
        close || inside || about || self.set == other.set
    }
}
