//! The text, divided into narration and speech, with facts about each word. Every
//! word of the prose is in exactly one part, in the order of the prose.

use std::collections::HashMap;
use std::ops::Range;

use crate::outline::lexicon::{self, Noun, Saying, Sex};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, IdVec, WordId};
use cuebook_script::Prose;
use cuebook_script::prose::StretchKind;

/// A text with the facts about its words.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub prose: &'a Prose,
    pub parts: Vec<Part>,
    ids: IdVec<WordId, u32>,
    /// For each word, the number of its form without `'s`.
    stems: IdVec<WordId, u32>,
    vocabulary: Vec<Known>,
    begins: IdVec<WordId, bool>,
    /// The words that nobody reads, in order. They are in no part.
    pub left_out: Vec<Range<WordId>>,
    /// Whether the text is a play, with directions in the present tense.
    pub play: bool,
}

/// Facts about a word, the same with and without a capital.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// In small letters, with straight apostrophes.
    pub low: String,
    /// Without endings such as `'s`.
    pub base: String,
    pub saying: Option<Saying>,
    pub noun: Option<Noun>,
    pub title: Option<Option<Sex>>,
    pub given: Option<Sex>,
    pub no_name: bool,
    pub function: bool,
    pub past: bool,
    /// Whether the text has it without a capital somewhere.
    pub common: bool,
}

/// Words of one paragraph: all narration, or all spoken by one person.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub speech: bool,
    /// Whether a dash introduces it, without quotation marks.
    pub dashed: bool,
    pub words: Range<WordId>,
    /// Its text, quotation marks and white space included.
    pub span: Span,
    pub paragraph: usize,
    /// Whether it continues the speech that the paragraph before left open.
    pub continues: bool,
}

impl<'a> Page<'a> {
    #[must_use]
    pub(super) fn of(prose: &'a Prose) -> Page<'a> {
        let mut page = Page {
            prose,
            parts: Vec::new(),
            ids: IdVec::default(),
            stems: IdVec::default(),
            vocabulary: vec![Known::of("")],
            begins: vec![false; prose.words.len()].into(),
            left_out: Vec::new(),
            play: false,
        };
        page.look_up();
        for sentence in &prose.sentences {
            page.begins[sentence.words.start] = true;
        }
        page.parts = page.stretches();
        page
    }

    fn look_up(&mut self) {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut stems: HashMap<String, u32> = HashMap::new();
        for word in &self.prose.words {
            let written = self.prose.said(word.span);
            let low = lexicon::low(written);
            let common = !written.starts_with(char::is_uppercase);
            let id = ids.get(&low).copied().unwrap_or_else(|| {
                let id = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
                self.vocabulary.push(Known::of(&low));
                ids.insert(low.clone(), id);
                id
            });
            self.vocabulary[id as usize].common |= common;
            self.ids.push(id);
            let base = self.vocabulary[id as usize].base.clone();
            let next = u32::try_from(stems.len()).unwrap_or(u32::MAX);
            self.stems.push(*stems.entry(base).or_insert(next));
        }
    }

    fn stretches(&self) -> Vec<Part> {
        let of = |stretch: &cuebook_script::prose::Stretch| {
            let sentences = &self.prose.sentences[stretch.sentences.clone()];
            let (first, last) = (sentences.first()?, sentences.last()?);
            Some(Part {
                speech: stretch.kind == StretchKind::Dialogue,
                dashed: false,
                words: first.words.start..last.words.end,
                span: stretch.span,
                paragraph: stretch.paragraph,
                continues: stretch.continues,
            })
        };
        self.prose.stretches.iter().filter_map(of).collect()
    }

    /// Returns the prose as the script reader cuts it: these words, and those left out,
    /// are dialogue.
    #[must_use]
    pub(super) fn cut(&self, spoken: impl Iterator<Item = Range<WordId>>) -> Prose {
        let mut all: Vec<Range<WordId>> = spoken.chain(self.left_out.iter().cloned()).collect();
        all.sort_by_key(|words| words.start);
        let mut cut = self.prose.clone();
        cut.cut(&all);
        cut
    }

    /// Returns all words of the text.
    #[must_use]
    pub(super) fn words(&self) -> Range<WordId> {
        self.ids.range()
    }

    /// Returns the end of the text.
    #[must_use]
    pub(super) fn end(&self) -> WordId {
        self.ids.end()
    }

    /// Returns the facts about a word.
    #[must_use]
    pub(super) fn known(&self, word: WordId) -> &Known {
        // The first entry of the vocabulary is for places without a word.
        let id = self.ids.get(word).copied().unwrap_or(0);
        &self.vocabulary[id as usize]
    }

    /// Returns a number that a word shares with its possessive.
    #[must_use]
    pub(super) fn stem_id(&self, word: WordId) -> u32 {
        self.stems.get(word).copied().unwrap_or(u32::MAX)
    }

    /// Returns a word in small letters; an empty text after the last word.
    #[must_use]
    pub(super) fn low(&self, word: WordId) -> &str {
        &self.known(word).low
    }

    /// Returns the word before a word in small letters; an empty text before the first word.
    #[must_use]
    pub(super) fn low_before(&self, word: WordId) -> &str {
        word.checked_sub(1).map_or("", |before| self.low(before))
    }

    /// Returns a word as in the text.
    #[must_use]
    pub(super) fn written(&self, word: WordId) -> &'a str {
        let prose: &'a Prose = self.prose;
        prose.word(word)
    }

    /// Returns a word as in the text, without endings such as `'s`.
    #[must_use]
    pub(super) fn stem(&self, word: WordId) -> &'a str {
        let written = self.written(word);
        let lost = self.known(word).low.len() - self.known(word).base.len();
        if lost == 0 {
            return written;
        }
        let cut = written.rfind(['\'', '’', 'ʼ']).unwrap_or(written.len());
        &written[..cut]
    }

    #[must_use]
    pub(super) fn is_capital(&self, word: WordId) -> bool {
        self.written(word).starts_with(char::is_uppercase)
    }

    /// Returns whether a word says how something is done: `quietly`, but not `Emily`.
    #[must_use]
    pub(super) fn is_manner(&self, word: WordId) -> bool {
        self.low(word).ends_with("ly") && !self.is_capital(word)
    }

    /// Returns whether a sentence, or a part of one, begins with this word.
    #[must_use]
    pub(super) fn begins(&self, word: WordId) -> bool {
        self.begins.get(word).copied().unwrap_or(true)
    }

    /// Returns the text between a word and the next.
    #[must_use]
    pub(super) fn gap(&self, word: WordId) -> &'a str {
        let prose: &'a Prose = self.prose;
        prose.said(self.between(word))
    }

    /// Returns the place between a word and the next.
    fn between(&self, word: WordId) -> Span {
        let end = self.prose.text.len();
        let words = &self.prose.words;
        let from = words.get(word).map_or(end, |word| word.span.end);
        Span::new(
            from,
            words.get(word + 1).map_or(end, |next| next.span.start),
        )
    }

    /// Returns the text between a word and the one before.
    #[must_use]
    pub(super) fn gap_before(&self, word: WordId) -> &'a str {
        let prose: &'a Prose = self.prose;
        match word.checked_sub(1) {
            Some(before) => self.gap(before),
            None => prose.said(self.before_words()),
        }
    }

    /// Returns the place before the first word.
    fn before_words(&self) -> Span {
        Span::new(
            0,
            self.prose.words.first().map_or(0, |first| first.span.start),
        )
    }

    /// Returns everything that is written between a word and the one before, with the parts that
    /// are not read.
    #[must_use]
    pub(super) fn written_before(&self, word: WordId) -> &'a str {
        let prose: &'a Prose = self.prose;
        match word.checked_sub(1) {
            Some(before) => self.between(before).of(&prose.text),
            None => self.before_words().of(&prose.text),
        }
    }

    /// Returns whether only white space, or the full stop of `Mr.`, is before the
    /// next word.
    #[must_use]
    pub(super) fn is_joined(&self, word: WordId) -> bool {
        let gap = self.gap(word);
        gap.chars().all(char::is_whitespace)
            || gap.trim() == "." && self.known(word).title.is_some() && !self.begins(word + 1)
            || gap == "-"
    }

    #[must_use]
    pub(super) fn is_possessive(&self, word: WordId) -> bool {
        self.low(word).ends_with("'s")
    }

    /// Returns the part that contains a word.
    #[must_use]
    pub(super) fn part_of(&self, word: WordId) -> Option<&Part> {
        let index = self.parts.partition_point(|part| part.words.end <= word);
        self.parts.get(index)
    }

    /// Returns the parts of a paragraph, as indices.
    #[must_use]
    pub(super) fn paragraph(&self, paragraph: usize) -> Range<usize> {
        let from = self
            .parts
            .partition_point(|part| part.paragraph < paragraph);
        let to = self
            .parts
            .partition_point(|part| part.paragraph <= paragraph);
        from..to
    }

    /// Returns whether a part is next to a speech of its paragraph.
    #[must_use]
    pub(super) fn is_beside_speech(&self, part: &Part) -> bool {
        let index = self
            .parts
            .partition_point(|other| other.words.start < part.words.start);
        let speech = |index: Option<usize>| {
            let other = index.and_then(|index| self.parts.get(index));
            other.is_some_and(|other| other.speech && other.paragraph == part.paragraph)
        };
        speech(index.checked_sub(1)) || speech(Some(index + 1))
    }

    /// Returns the end of a word's sentence, at most `end`.
    #[must_use]
    pub(super) fn sentence_end(&self, word: WordId, end: WordId) -> WordId {
        (word + 1..end)
            .ids()
            .find(|next| self.begins(*next))
            .unwrap_or(end)
    }

    /// Returns the start of a word's sentence, at least `start`.
    #[must_use]
    pub(super) fn sentence_start(&self, word: WordId, start: WordId) -> WordId {
        (start..word + 1)
            .ids()
            .rev()
            .find(|here| self.begins(*here))
            .unwrap_or(start)
    }

    /// Returns some words as text on one line.
    #[must_use]
    pub(super) fn text(&self, words: Range<WordId>) -> String {
        crate::outline::text(self.prose, words)
    }

    /// Returns the last punctuation mark of a part, before its closing quotation
    /// mark.
    #[must_use]
    pub(super) fn last_mark(&self, part: &Part) -> Option<char> {
        let end = self.prose.words[part.words.end - 1].span.end;
        let rest = self.prose.said(Span::new(end, part.span.end.max(end)));
        let marks = rest.chars().filter(|c| !c.is_whitespace());
        marks.take_while(|c| !"\"”’»›」』'“„".contains(*c)).last()
    }
}

impl Known {
    fn of(low: &str) -> Known {
        let base = lexicon::base(low);
        Known {
            low: low.to_owned(),
            base: base.to_owned(),
            saying: lexicon::saying(low),
            noun: lexicon::noun(base),
            title: lexicon::title(base),
            given: lexicon::given_name(base),
            no_name: lexicon::is_no_name(base),
            function: lexicon::is_function_word(base),
            past: lexicon::is_past_verb(low),
            common: false,
        }
    }
}
