//! Puts the spoken words of a sentence and the marks between them in one line of phonemes, each
//! with its written word.

use super::{heard, owners, valid_words};
use crate::Utterance;
use crate::phonemes::{Explained, Origin, Reading, SpokenWord};
use cuebook_core::diagnostic::Span;

/// A part of a line, as the reader of a language says it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// A spoken word.
    Word(Said),
    /// A mark of Kokoro's alphabet.
    Mark(char),
}

/// A spoken word.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// The word: `chelines`.
    pub text: String,
    /// Its phonemes.
    pub sounds: String,
    /// Where the phonemes come from.
    pub from: Origin,
    /// The place in the text of the words that it is spoken for.
    pub span: Span,
    /// Whether it is spoken in one piece with the word before it.
    pub joined: bool,
}

/// Returns the reading of an utterance from its parts in order, with the spoken words.
pub(super) fn explained(parts: Vec<Part>, utterance: &Utterance) -> Explained {
    let mark = |part: &Part| match part {
        Part::Mark(mark) => Some(*mark),
        Part::Word(_) => None,
    };
    let parts = tidy(parts, mark);
    let words = valid_words(utterance);
    let needed = heard(&words, &utterance.text);
    let said = || parts.iter().filter_map(Part::said);
    let mut owners: Vec<Option<usize>> = said()
        .map(|said| owners::owner(&words, said.span))
        .collect();
    owners::settle(&mut owners);
    owners::share(&mut owners, &needed);
    let bits: Vec<Bit<'_>> = parts.iter().map(Part::bit).collect();
    let spoken = said().zip(&owners).map(|(said, word)| SpokenWord {
        text: said.text.clone(),
        sounds: said.sounds.clone(),
        from: said.from,
        is_rewritten: said.span.of(&utterance.text).to_lowercase() != said.text.to_lowercase(),
        word: *word,
    });
    Explained {
        spoken: spoken.collect(),
        reading: phonemes(&bits, &owners, &needed),
    }
}

impl Part {
    fn said(&self) -> Option<&Said> {
        match self {
            Part::Word(said) => Some(said),
            Part::Mark(_) => None,
        }
    }

    fn bit(&self) -> Bit<'_> {
        match self {
            Part::Mark(mark) => Bit::Mark(*mark),
            Part::Word(said) => Bit::Sounds(&said.sounds, said.joined),
        }
    }
}

/// The sounds of a word, and whether they touch those before; or a mark.
#[derive(Copy, Clone)]
pub(super) enum Bit<'a> {
    Sounds(&'a str, bool),
    Mark(char),
}

/// Whether a mark touches the word after it instead of the one before.
pub(super) fn opens(mark: char) -> bool {
    matches!(mark, '“' | '(' | '—')
}

/// Whether a mark touches the word before it.
pub(super) fn closes(mark: char) -> bool {
    !matches!(mark, '“' | '(')
}

/// Removes marks at the start of the sentence, and the second of two equal marks.
pub(super) fn tidy<T>(parts: Vec<T>, mark: impl Fn(&T) -> Option<char>) -> Vec<T> {
    let mut tidy: Vec<T> = Vec::new();
    for part in parts {
        let dropped = mark(&part).is_some_and(|own| match tidy.last() {
            None => closes(own),
            Some(last) => mark(last) == Some(own),
        });
        if !dropped {
            tidy.push(part);
        }
    }
    tidy
}

/// Returns the bits as one line of phonemes. `owners` are those of the words, in order.
pub(super) fn phonemes(bits: &[Bit<'_>], owners: &[Option<usize>], needed: &[usize]) -> Reading {
    let mut owners = owners.iter();
    let mut line: Vec<(char, Option<usize>, bool)> = Vec::new();
    let mut touches = true;
    for bit in bits {
        let closed = match bit {
            Bit::Mark(mark) => closes(*mark),
            Bit::Sounds(_, joined) => *joined,
        };
        if !touches && !closed {
            line.push((' ', None, false));
        }
        match bit {
            Bit::Mark(mark) => line.push((*mark, None, false)),
            Bit::Sounds(sounds, _) => {
                if let Some(owner) = owners.next() {
                    line.extend(sounds.chars().map(|c| (c, *owner, true)));
                }
            }
        }
        touches = matches!(bit, Bit::Mark(mark) if opens(*mark));
    }
    Reading {
        phonemes: with_every_word(line, needed),
    }
}

/// Adds a sound to every word that needs one: a share of its neighbours' sounds or, if there are
/// too few to share, a short vowel.
fn with_every_word(
    line: Vec<(char, Option<usize>, bool)>,
    needed: &[usize],
) -> Vec<(char, Option<usize>)> {
    let mut owners: Vec<Option<usize>> = line
        .iter()
        .filter(|part| part.2)
        .map(|part| part.1)
        .collect();
    owners::share(&mut owners, needed);
    let mut missing = needed
        .iter()
        .filter(|word| !owners.contains(&Some(**word)))
        .peekable();
    let mut shared = owners.iter().copied();
    let mut phonemes = Vec::new();
    for (c, _, spoken) in line {
        let owner = if spoken {
            shared.next().flatten()
        } else {
            None
        };
        while let Some(word) = missing.next_if(|word| owner.is_some_and(|owner| **word < owner)) {
            phonemes.push(('ə', Some(*word)));
        }
        phonemes.push((c, owner));
    }
    phonemes.extend(missing.map(|word| ('ə', Some(*word))));
    phonemes
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::language::Language;

    #[test]
    fn words_that_are_spoken_in_one_piece_have_no_space_between_them() {
        let text = "l’ami, oui";
        let words = [(0, 4), (4, 7), (9, 12)].map(|(start, end)| Span::new(start, end));
        let said = |sounds: &str, span: (usize, usize), joined| {
            Part::Word(Said {
                text: String::new(),
                sounds: sounds.to_owned(),
                from: Origin::Lexicon,
                span: Span::new(span.0, span.1),
                joined,
            })
        };
        let utterance = Utterance {
            text: text.to_owned(),
            words: words.to_vec(),
            pronounce: Vec::new(),
            voice: "ff_siwis".to_owned(),
            tone: Default::default(),
            body: Default::default(),
            pace: 1.0,
            language: Language::French,
        };
        let parts = vec![
            Part::Mark(','),
            said("l", (0, 4), false),
            said("ami", (4, 7), true),
            Part::Mark(','),
            Part::Mark(','),
            said("wi", (9, 12), false),
        ];
        let read = explained(parts, &utterance);
        let line: String = read.reading.phonemes.iter().map(|(c, _)| *c).collect();
        assert_eq!(line, "lami, wi");
        let owners: Vec<Option<usize>> = read.spoken.iter().map(|word| word.word).collect();
        assert_eq!(owners, [Some(0), Some(1), Some(2)]);
    }
}
