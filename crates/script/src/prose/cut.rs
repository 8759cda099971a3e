//! Lines that have no quotation marks of their own: words of the narration, or a part of a quoted
//! stretch. The module takes prose and the ranges of words that a script marks as spoken, and turns
//! these ranges into stretches of dialogue. The words do not change, and the stretches joined together are still the whole text.

use std::ops::Range;

use super::{Prose, Sentence, Stretch, StretchKind};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::WordId;

impl Prose {
    /// Turns these words into stretches of dialogue. The ranges must be in order and must not overlap.
    /// A range that goes over several stretches is cut at their ends.
    pub fn cut(&mut self, spoken: &[Range<WordId>]) {
        let old = std::mem::take(&mut self.stretches);
        let sentences = std::mem::take(&mut self.sentences);
        let mut rest = spoken.iter().peekable();
        for stretch in old {
            let own = &sentences[stretch.sentences.clone()];
            let last = own
                .last()
                .map_or(WordId::FIRST, |sentence| sentence.words.end);
            let first = own
                .first()
                .map_or(WordId::FIRST, |sentence| sentence.words.start);
            let mut cuts = Vec::new();
            while let Some(cut) = rest.peek().filter(|cut| cut.start < last) {
                cuts.push(cut.start.max(first)..cut.end.min(last));
                // A range can continue in the next stretch.
                if cut.end > last {
                    break;
                }
                rest.next();
            }
            cuts.retain(|cut| !cut.is_empty());
            if cuts.is_empty() {
                let from = self.sentences.len();
                self.sentences.extend_from_slice(own);
                self.stretches.push(Stretch {
                    sentences: from..self.sentences.len(),
                    ..stretch
                });
            } else {
                self.cut_stretch(&stretch, own, &cuts);
            }
        }
    }

    /// Parts the stretches before these words, which are in order and each begin a sentence. The
    /// later part of a speech continues the earlier one.
    pub fn part(&mut self, before: &[WordId]) {
        let old = std::mem::take(&mut self.stretches);
        for mut stretch in old {
            let words = self.words_of(&stretch);
            let own = before
                .iter()
                .filter(|word| words.start < **word && **word < words.end);
            for word in own {
                let sentence = self.sentence_of(*word);
                let at = self.words[*word].span.start;
                self.stretches.push(Stretch {
                    span: Span::new(stretch.span.start, at),
                    sentences: stretch.sentences.start..sentence,
                    ..stretch.clone()
                });
                stretch.span.start = at;
                stretch.sentences.start = sentence;
                stretch.continues = stretch.kind == StretchKind::Dialogue;
            }
            self.stretches.push(stretch);
        }
    }

    /// Adds the pieces of one stretch.
    fn cut_stretch(&mut self, stretch: &Stretch, own: &[Sentence], cuts: &[Range<WordId>]) {
        let (first, last) = match (own.first(), own.last()) {
            (Some(first), Some(last)) => (first.words.start, last.words.end),
            _ => return,
        };
        let mut pieces = Vec::new();
        let mut at = first;
        for cut in cuts {
            pieces.push((stretch.kind, at..cut.start));
            pieces.push((StretchKind::Dialogue, cut.clone()));
            at = cut.end;
        }
        pieces.push((stretch.kind, at..last));
        pieces.retain(|(_, words)| !words.is_empty());
        for (kind, words) in pieces {
            let from = self.sentences.len();
            self.cut_sentences(own, &words);
            let starts = words.start == first;
            let ends = words.end == last;
            let start = if starts {
                stretch.span.start
            } else {
                self.words[words.start].span.start
            };
            let end = if ends {
                stretch.span.end
            } else {
                self.words[words.end].span.start
            };
            self.stretches.push(Stretch {
                span: Span::new(start, end),
                kind,
                sentences: from..self.sentences.len(),
                paragraph: stretch.paragraph,
                continues: starts && stretch.continues,
            });
        }
    }

    /// Adds the parts of the sentences that are within some words.
    fn cut_sentences(&mut self, own: &[Sentence], words: &Range<WordId>) {
        let parts = own
            .iter()
            .filter_map(|sentence| self.part_of(sentence, words));
        let parts: Vec<Sentence> = parts.collect();
        self.sentences.extend(parts);
    }

    /// Returns the part of a sentence that is within some words, if there is one.
    pub(super) fn part_of(&self, sentence: &Sentence, words: &Range<WordId>) -> Option<Sentence> {
        let from = sentence.words.start.max(words.start);
        let to = sentence.words.end.min(words.end);
        if from >= to {
            return None;
        }
        let start = if from == sentence.words.start {
            sentence.span.start
        } else {
            self.words[from].span.start
        };
        let end = if to == sentence.words.end {
            sentence.span.end
        } else {
            let until = self.words[to].span.start;
            let dash = |c: char| c.is_whitespace() || matches!(c, '—' | '–' | '―' | '-');
            start + self.text[start..until].trim_end_matches(dash).len()
        };
        Some(Sentence {
            span: Span::new(start, end),
            words: from..to,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::id::IdRange;

    /// Returns the kind and the text of each stretch.
    fn parts(prose: &Prose) -> Vec<(StretchKind, &str)> {
        let stretches = prose.stretches.iter();
        stretches
            .map(|stretch| (stretch.kind, stretch.span.of(&prose.text)))
            .collect()
    }

    #[test]
    fn a_quoted_stretch_is_cut_into_dialogue() {
        let text = "“Go on. Back to the door, I say!” said Anna.";
        let (mut prose, _) = Prose::read(text.to_owned());
        // Back to the door
        let part = WordId::range(2..6);
        prose.cut(std::slice::from_ref(&part));
        let parts = parts(&prose);
        assert_eq!(
            parts,
            [
                (StretchKind::Dialogue, "“Go on. "),
                (StretchKind::Dialogue, "Back to the door, "),
                (StretchKind::Dialogue, "I say!” "),
                (StretchKind::Narration, "said Anna."),
            ]
        );
    }

    #[test]
    fn spoken_words_are_separated_from_narration() {
        let text = "It rained.\n— I do not know, — said Anna. — Go!\nShe went.";
        let (mut prose, _) = Prose::read(text.to_owned());
        // I do not know; Go
        prose.cut(&[WordId::range(2..6), WordId::range(8..9)]);
        let parts = parts(&prose);
        assert_eq!(
            parts,
            [
                (StretchKind::Narration, "It rained.\n"),
                (StretchKind::Dialogue, "— I do not know, — "),
                (StretchKind::Narration, "said Anna. — "),
                (StretchKind::Dialogue, "Go!\n"),
                (StretchKind::Narration, "She went."),
            ]
        );
        let said: Vec<&str> = prose.sentences.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(
            said,
            [
                "It rained.",
                "I do not know,",
                "said Anna.",
                "Go!",
                "She went."
            ]
        );
    }

    #[test]
    fn a_range_can_cover_several_stretches() {
        let text = "The licence.\n\nIt says “Free” to all.\n\nOnce upon a time.";
        let (mut prose, _) = Prose::read(text.to_owned());
        // The licence. It says “Free” to all.
        let part = WordId::range(0..7);
        prose.cut(std::slice::from_ref(&part));
        let spoken = prose.stretches.iter().map(|stretch| {
            let words = prose.words_of(stretch);
            (stretch.kind == StretchKind::Dialogue, words.len())
        });
        let spoken: Vec<_> = spoken.collect();
        assert_eq!(
            spoken,
            [(true, 2), (true, 2), (true, 1), (true, 2), (false, 4)]
        );
    }
}
