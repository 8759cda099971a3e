//! A text made of passages of other texts. Takes ranges of words, each with its text, and joins
//! them by blank lines. The words, sentences and stretches of the new text are those of the
//! passages; nothing is split again.

use std::ops::Range;

use super::as_read::AsRead;
use super::position::Positions;
use super::{Prose, Sentence, Stretch, Word};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};

/// Words of a text.
#[derive(Clone, Debug)]
pub struct Passage<'p> {
    /// The text.
    pub prose: &'p Prose,
    /// The words, as a range of those of the text.
    pub words: Range<WordId>,
}

/// The place of a passage in the text that it is joined to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// The words, as a range of those of the new text.
    pub words: Range<WordId>,
    /// The first word in the text that the passage comes from.
    first: WordId,
    /// The bytes in the text that the passage comes from.
    from: Span,
    /// The first byte in the new text.
    at: usize,
    /// The paragraph in the new text, and in the text that the passage comes from, in which the
    /// passage begins.
    paragraphs: (usize, usize),
}

impl Joint {
    /// Returns the word in the new text of a word of the passage.
    #[must_use]
    pub fn word(&self, word: WordId) -> WordId {
        self.words.start + (word - self.first)
    }

    /// Returns the word in the text that the passage comes from of a word of the new text.
    #[must_use]
    pub fn source(&self, word: WordId) -> WordId {
        self.first + (word - self.words.start)
    }

    /// Returns the joint of some words of the passage.
    #[must_use]
    pub fn of_words(&self, words: Range<WordId>) -> Joint {
        let start = self.word(words.start);
        Joint {
            first: words.start,
            words: start..start + words.len(),
            ..self.clone()
        }
    }

    /// Returns the place in the new text of a span of the passage.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        let place =
            |byte: usize| byte.clamp(self.from.start, self.from.end) - self.from.start + self.at;
        Span::new(place(span.start), place(span.end))
    }

    /// Returns the paragraph in the new text of a paragraph of the passage.
    #[must_use]
    pub fn paragraph(&self, paragraph: usize) -> usize {
        self.paragraphs.0 + paragraph.saturating_sub(self.paragraphs.1)
    }
}

/// The part of a text that a passage takes.
struct Taken<'p> {
    prose: &'p Prose,
    words: Range<WordId>,
    /// With the quotation marks around the words and the white space after them.
    span: Span,
    /// The stretches with words of the passage, and those between them.
    stretches: Range<usize>,
}

impl Prose {
    /// Joins passages to a text. Passages without words are left out of it, but have a joint.
    #[must_use]
    pub fn of_passages(passages: &[Passage<'_>]) -> (Prose, Vec<Joint>) {
        let mut made = Prose::default();
        let mut read = AsRead::default();
        let mut joints = Vec::new();
        for passage in passages {
            let joint = match passage.taken() {
                Some(taken) => made.append(&taken, &mut read),
                None => made.nothing(passage),
            };
            joints.push(joint);
        }
        made.positions = Positions::new(&made.text);
        if passages
            .iter()
            .any(|passage| passage.prose.as_read.is_some())
        {
            read.end(made.text.len());
            made.as_read = Some(Box::new(read));
        }
        made.is_markdown = passages.iter().any(|passage| passage.prose.is_markdown);
        (made, joints)
    }

    /// Adds a passage.
    fn append(&mut self, taken: &Taken<'_>, read: &mut AsRead) -> Joint {
        if !self.text.is_empty() {
            read.keep("\n\n", self.text.len());
            self.text.push_str("\n\n");
        }
        if let Some(last) = self.stretches.last_mut() {
            last.span.end = self.text.len();
        }
        let stretches = &taken.prose.stretches[taken.stretches.clone()];
        let end = self.words.end();
        let joint = Joint {
            words: end..end + taken.words.len(),
            first: taken.words.start,
            from: taken.span,
            at: self.text.len(),
            paragraphs: (
                self.stretches.last().map_or(0, |last| last.paragraph + 1),
                stretches.first().map_or(0, |first| first.paragraph),
            ),
        };
        match &taken.prose.as_read {
            None => read.keep(taken.span.of(&taken.prose.text), self.text.len()),
            Some(own) => read.append(own, taken.span, self.text.len()),
        }
        self.text.push_str(taken.span.of(&taken.prose.text));
        let words = &taken.prose.words[taken.words.clone()];
        self.words.extend(words.iter().map(|word| Word {
            span: joint.span(word.span),
        }));
        for (number, stretch) in stretches.iter().enumerate() {
            let sentences = self.append_sentences(taken, stretch, &joint);
            self.stretches.push(Stretch {
                span: joint.span(stretch.span),
                kind: stretch.kind,
                sentences,
                paragraph: joint.paragraph(stretch.paragraph),
                continues: number > 0 && stretch.continues,
            });
        }
        joint
    }

    /// Adds the sentences of a stretch, as far as they are in the passage.
    fn append_sentences(
        &mut self,
        taken: &Taken<'_>,
        stretch: &Stretch,
        joint: &Joint,
    ) -> Range<usize> {
        let begin = self.sentences.len();
        for sentence in &taken.prose.sentences[stretch.sentences.clone()] {
            if let Some(part) = taken.prose.part_of(sentence, &taken.words) {
                self.sentences.push(Sentence {
                    span: joint.span(part.span),
                    words: joint.word(part.words.start)..joint.word(part.words.end - 1) + 1,
                });
            }
        }
        begin..self.sentences.len()
    }

    /// Returns the joint of a passage without words.
    fn nothing(&self, passage: &Passage<'_>) -> Joint {
        let at = passage.prose.span_of(passage.words.clone()).start;
        let end = self.words.end();
        Joint {
            words: end..end,
            first: passage.words.start,
            from: Span::new(at, at),
            at: self.text.len(),
            paragraphs: (self.stretches.last().map_or(0, |last| last.paragraph), 0),
        }
    }
}

impl<'p> Passage<'p> {
    /// Returns the part of the text with these words; `None` without words.
    fn taken(&self) -> Option<Taken<'p>> {
        let prose = self.prose;
        let words = self.words.start..self.words.end.min(prose.words.end());
        if words.is_empty() {
            return None;
        }
        let stretch = |word: WordId| prose.stretch_of(prose.sentence_of(word));
        let (first, last) = (stretch(words.start), stretch(words.end - 1));
        let (begins, ends) = (&prose.stretches[first], &prose.stretches[last]);
        let start = match prose.words_of(begins).start == words.start {
            true => begins.span.start,
            false => prose.words[words.start].span.start,
        };
        let end = match prose.words_of(ends).end == words.end {
            true => ends.span.end,
            false => prose.words[words.end].span.start,
        };
        let text = Span::new(start, end).of(&prose.text);
        Some(Taken {
            prose,
            words,
            span: Span::new(start, start + text.trim_end().len()),
            stretches: first..last + 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::StretchKind;
    use proptest::prelude::*;

    fn join<'p>(passages: &[(&'p Prose, Range<WordId>)]) -> (Prose, Vec<Joint>) {
        let passage = |(prose, words): &(&'p Prose, Range<WordId>)| Passage {
            prose,
            words: words.clone(),
        };
        Prose::of_passages(&passages.iter().map(passage).collect::<Vec<_>>())
    }

    #[test]
    fn passages_are_joined_by_blank_lines() {
        let (prose, _) = Prose::read("One day. “Go now! Run,” she said.\n\nHe went.".to_owned());
        let (own, _) = Prose::read("Left, or right?".to_owned());
        let (made, joints) = join(&[
            (&prose, WordId::range(7..9)),
            (&own, WordId::range(0..3)),
            (&prose, WordId::range(2..5)),
            (&prose, WordId::range(4..4)),
        ]);
        assert_eq!(made.text, "He went.\n\nLeft, or right?\n\n“Go now! Run,”");
        let sentences: Vec<&str> = made
            .sentences
            .iter()
            .map(|s| s.span.of(&made.text))
            .collect();
        assert_eq!(
            sentences,
            ["He went.", "Left, or right?", "Go now!", "Run,"]
        );
        let paragraphs: Vec<usize> = made.stretches.iter().map(|s| s.paragraph).collect();
        assert_eq!(paragraphs, [0, 1, 2]);
        assert_eq!(made.stretches[2].kind, StretchKind::Dialogue);
        assert_eq!(
            (joints[2].words.clone(), joints[2].word(WordId(3))),
            (WordId::range(5..8), WordId(6))
        );
        assert_eq!(joints[2].source(WordId(7)), WordId(4));
        assert_eq!(joints[3].words, WordId::range(8..8));
    }

    #[test]
    fn a_passage_may_begin_and_end_within_a_sentence() {
        let (prose, _) = Prose::read("“One two, three four,” he said.".to_owned());
        let (made, _) = join(&[(&prose, WordId::range(2..4)), (&prose, WordId::range(1..2))]);
        assert_eq!(made.text, "three four,”\n\ntwo,");
        let sentences: Vec<&str> = made
            .sentences
            .iter()
            .map(|s| s.span.of(&made.text))
            .collect();
        assert_eq!(sentences, ["three four,", "two,"]);
    }

    #[test]
    fn what_is_not_read_stays_unread() {
        let (prose, _) = Prose::markdown("The *old* r&amp;b. He re-\nduced it.\n".to_owned());
        let (made, _) = join(&[(&prose, WordId::range(4..7)), (&prose, WordId::range(0..4))]);
        let said: Vec<&str> = made.words.ids().map(|word| made.word(word)).collect();
        let old: Vec<&str> = prose.words.ids().map(|word| prose.word(word)).collect();
        assert_eq!(said[..3], old[4..7]);
        assert_eq!(said[3..], old[..4]);
        assert_eq!(made.said(made.sentences[1].span), "The old r&b.");
    }

    /// Checks that the text is whole and that every word is that of its passage.
    fn holds(passages: &[(&Prose, Range<WordId>)]) {
        let (made, joints) = join(passages);
        let text: String = made
            .stretches
            .iter()
            .map(|s| s.span.of(&made.text))
            .collect();
        assert_eq!(text, made.text);
        let mut next = WordId(0);
        for ((prose, words), joint) in passages.iter().zip(&joints) {
            assert_eq!(joint.words, next..next + words.len());
            next = joint.words.end;
            for old in words.ids() {
                let new = joint.word(old);
                assert_eq!(made.word(new), prose.word(old));
                assert_eq!(joint.span(prose.words[old].span), made.words[new].span);
                assert_eq!(joint.source(new), old);
                let kind = |prose: &Prose, word: WordId| {
                    prose.stretches[prose.stretch_of(prose.sentence_of(word))].kind
                };
                assert_eq!(kind(&made, new), kind(prose, old));
            }
        }
        assert_eq!(made.words.end(), next);
        let (mut sentence, mut word) = (0, WordId(0));
        for stretch in &made.stretches {
            assert_eq!(stretch.sentences.start, sentence);
            sentence = stretch.sentences.end;
            for own in &made.sentences[stretch.sentences.clone()] {
                assert_eq!(own.words.start, word);
                assert!(stretch.span.start <= own.span.start && own.span.end <= stretch.span.end);
                word = own.words.end;
            }
        }
        assert_eq!((sentence, word), (made.sentences.len(), made.words.end()));
        let last = made.text.len();
        assert_eq!(
            made.position(last).line,
            made.text.matches('\n').count() + 1
        );
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[a-z]{1,5} ",
            2 => prop_oneof![Just("“"), Just("” "), Just("*"), Just("&amp;"), Just("-\n"), Just("\u{ad}")]
                .prop_map(str::to_owned),
            2 => "[.!?,] ",
            1 => Just("\n\n".to_owned()),
            1 => Just("é".to_owned()),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_word_is_that_of_its_passage(
            (one, two) in (text(), text()),
            cuts in proptest::collection::vec((any::<bool>(), 0.0..1.0, 0.0..1.0), 0..6),
        ) {
            let (one, two) = (Prose::markdown(one).0, Prose::read(two).0);
            let passages: Vec<(&Prose, Range<WordId>)> = cuts.iter().map(|(first, from, length)| {
                let prose = if *first { &one } else { &two };
                let words = prose.words.len() as f64;
                let from = (words * from) as usize;
                let to = from + ((words - from as f64) * length) as usize;
                (prose, WordId::range(from..to))
            }).collect();
            holds(&passages);
        }
    }
}
