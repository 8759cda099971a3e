//! A sentence between reading and speech: its tokens, and the pieces that the
//! rules make of them. Every piece has the index of its token, and so its span.

use super::written::{Kind, Token};
use crate::phonemes::Accent;

/// How a spoken word finds its sound.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By the lexicon, from its spelling.
    Word,
    /// Spelled by the names of its letters.
    Letters,
    /// Only the start of the next word: a stammer.
    Onset,
    /// A prefix before a hyphen.
    Prefix,
    /// By its own letters, which are those of the International Phonetic Alphabet.
    Ipa,
    /// By the show's pronunciation, with the index of the written word.
    Given(usize),
}

/// A spoken word, or a mark that shapes the speech.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Word {
        text: String,
        how: How,
        /// The token that it is spoken for.
        token: usize,
    },
    Mark(char),
}

/// The result of a rule at one position.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Match {
    /// The number of tokens that it covers, at least one.
    pub taken: usize,
    pub pieces: Vec<Piece>,
}

impl Match {
    pub(super) fn new(taken: usize) -> Match {
        Match {
            taken,
            pieces: Vec::new(),
        }
    }

    /// Adds words for a token.
    pub(super) fn say<W: Into<String>>(
        mut self,
        token: usize,
        words: impl IntoIterator<Item = W>,
    ) -> Match {
        self.pieces
            .extend(words.into_iter().map(|word| Piece::Word {
                text: word.into(),
                how: How::Word,
                token,
            }));
        self
    }

    /// Adds a phrase of several words for a token.
    pub(super) fn phrase(self, token: usize, phrase: &str) -> Match {
        self.say(token, phrase.split(' '))
    }

    /// Adds capital letters by their names; a small ending (`POWs`) is not
    /// spelled.
    pub(super) fn spell(mut self, token: usize, letters: &str) -> Match {
        self.pieces.push(Piece::Word {
            text: letters.into(),
            how: How::Letters,
            token,
        });
        self
    }

    /// Adds a word in the letters of the International Phonetic Alphabet.
    pub(super) fn ipa(mut self, token: usize, written: &str) -> Match {
        self.pieces.push(Piece::Word {
            text: written.into(),
            how: How::Ipa,
            token,
        });
        self
    }

    pub(super) fn mark(mut self, mark: char) -> Match {
        self.pieces.push(Piece::Mark(mark));
        self
    }
}

/// The tokens of a sentence, with queries for the rules.
pub(super) struct Sentence<'a> {
    pub tokens: &'a [Token],
    pub accent: Accent,
    /// Returns whether the lexicon has a lower-case word.
    pub known: &'a dyn Fn(&str) -> bool,
    /// Whether the whole sentence is in capitals. Then capitals do not mark a word.
    pub shouted: bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(
        tokens: &'a [Token],
        accent: Accent,
        known: &'a dyn Fn(&str) -> bool,
    ) -> Sentence<'a> {
        let words = || {
            let worded = tokens.iter().filter(|token| token.kind == Kind::Word);
            worded.filter(|token| token.text.chars().count() > 1)
        };
        let lower = |text: &str| text.chars().any(char::is_lowercase);
        let long = |token: &&Token| token.text.chars().count() > 2;
        Sentence {
            tokens,
            accent,
            known,
            shouted: words().filter(long).count() > 1 && !words().any(|token| lower(&token.text)),
        }
    }

    pub(super) fn word(&self, at: usize) -> Option<&'a str> {
        self.of(at, |kind| kind == Kind::Word)
    }

    pub(super) fn digits(&self, at: usize) -> Option<&'a str> {
        self.of(at, |kind| kind == Kind::Digits)
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn of(&self, at: usize, is: impl Fn(Kind) -> bool) -> Option<&'a str> {
        let token = self.tokens.get(at)?;
        is(token.kind).then_some(token.text.as_str())
    }

    /// Returns whether the token touches the one before it.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.joined)
    }

    /// Returns whether one of these marks is here and touches the token before
    /// it.
    pub(super) fn joined_mark(&self, at: usize, marks: &[char]) -> bool {
        self.joined(at) && self.mark(at).is_some_and(|mark| marks.contains(&mark))
    }

    /// Returns digits that touch the token before them.
    pub(super) fn joined_digits(&self, at: usize) -> Option<&'a str> {
        self.digits(at).filter(|_| self.joined(at))
    }

    /// Returns a word that touches the token before it.
    pub(super) fn joined_word(&self, at: usize) -> Option<&'a str> {
        self.word(at).filter(|_| self.joined(at))
    }

    /// Returns whether a word with a capital is here; a pronounced name counts
    /// as one.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            !matches!(token.kind, Kind::Mark(_))
                && token
                    .text
                    .trim_start_matches('\'')
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        })
    }

    /// Returns whether a name begins here: a word with a capital, or the small particle of a name.
    pub(super) fn named(&self, at: usize) -> bool {
        const PARTICLES: [&str; 30] = [
            "de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "dem", "zu", "zum",
            "zur", "ter", "ten", "te", "da", "di", "del", "della", "dei", "dos", "das", "el", "al",
            "bin", "ibn", "af", "of",
        ];
        let particle = |at| self.word(at).is_some_and(|word| PARTICLES.contains(&word));
        let elided = |at| {
            let name = self.word(at).and_then(|word| word.split_once('\''));
            name.is_some_and(|(particle, name)| {
                matches!(particle, "d" | "l") && name.starts_with(char::is_uppercase)
            })
        };
        let name = |at| self.capital(at) || elided(at);
        let prefixed = |at| particle(at) && name(at + 1);
        name(at) || prefixed(at) || particle(at) && prefixed(at + 1)
    }

    /// Returns whether a word that can be a noun or an adjective is here: long, in small letters,
    /// and not one of the words that join others.
    pub(super) fn is_noun(&self, at: usize) -> bool {
        const JOINING: [&str; 40] = [
            "and", "but", "for", "nor", "the", "that", "this", "with", "from", "into", "over",
            "was", "were", "had", "has", "have", "his", "her", "its", "their", "who", "which",
            "when", "where", "than", "then", "they", "she", "you", "will", "would", "could",
            "should", "may", "might", "must", "can", "each", "per", "are",
        ];
        self.word(at).is_some_and(|word| {
            word.len() > 2 && word.starts_with(char::is_lowercase) && !JOINING.contains(&word)
        })
    }

    /// Returns the word before `at`, if there is one.
    pub(super) fn word_before(&self, at: usize) -> Option<&'a str> {
        self.word(at.checked_sub(1)?)
    }

    /// Returns whether any spoken token follows from here on.
    pub(super) fn speaks_from(&self, at: usize) -> bool {
        let rest = self.tokens.get(at..).unwrap_or_default();
        rest.iter()
            .any(|token| !matches!(token.kind, Kind::Mark(_)))
    }

    /// Returns the number of tokens of an abbreviation's full stop here. It is
    /// 0 at the end of the sentence, where the stop also ends the sentence.
    pub(super) fn abbreviating_stop(&self, at: usize) -> usize {
        usize::from(self.joined_mark(at, &['.']) && self.speaks_from(at + 1))
    }

    /// Returns the value for the accent.
    pub(super) fn either<T>(&self, american: T, british: T) -> T {
        match self.accent {
            Accent::American => american,
            Accent::British => british,
        }
    }
}
