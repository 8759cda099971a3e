//! Reads Mandarin. Each ideograph has a syllable in Pinyin: phrases of the lexicon decide between the
//! readings of a character, and the neighbours change tones. Syllables become phonemes with an arrow
//! for the tone. Numbers, Latin letters and pronunciations of the show are known beforehand.
//!
//! ```text
//! text → characters of clauses → syllables → tones beside one another → phonemes with owners
//! ```

mod choose;
mod clause;
mod lexicon;
mod numbers;
mod numerals;
mod sandhi;
mod syllable;
mod words;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::assemble::{Part, Said, explained};
use crate::phonemes::{Explained, Origin};
use crate::{Utterance, VoiceError};
use cuebook_core::folding::Folded;
use cuebook_core::pronunciation::Spoken as Given;
use lexicon::Lexicon;
use syllable::Syllable;

/// The version of the reader. Raise it with every change of its phonemes.
pub(super) const VERSION: u32 = 1;

/// The reader. The lexicon is loaded at its first use.
pub(super) struct Mandarin {
    folder: PathBuf,
    lexicon: OnceLock<Result<Lexicon, String>>,
}

/// A spoken character.
#[derive(Clone, Debug)]
struct Spoken {
    c: char,
    syllable: Syllable,
    /// The bytes of the text.
    span: Range<usize>,
    /// The number of its word: characters of one word are spoken in one piece.
    word: usize,
    /// Whether its tone is still the one of the lexicon, and not given.
    is_plain: bool,
    /// Whether it is a digit that is said alone.
    is_digit: bool,
    from: Origin,
}

/// A part of a clause.
enum Piece {
    Character(Spoken),
    /// Sounds that do not change, with their place in the text.
    Sounds(String, Range<usize>, Origin),
}

impl Mandarin {
    /// A reader with the files in `folder`.
    pub(super) fn new(folder: &Path) -> Mandarin {
        Mandarin {
            folder: folder.to_path_buf(),
            lexicon: OnceLock::new(),
        }
    }

    /// Reads an utterance. `english` reads words in Latin letters.
    ///
    /// # Errors
    /// When the lexicon cannot be loaded.
    pub(super) fn explain(
        &self,
        utterance: &Utterance,
        english: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Explained, VoiceError> {
        let load = || Lexicon::load(&self.folder).map_err(|error| error.to_string());
        let lexicon = self.lexicon.get_or_init(load).as_ref();
        let lexicon = lexicon.map_err(|reason| VoiceError::Engine {
            text: utterance.text.clone(),
            reason: reason.clone(),
        })?;
        let reading = Reading {
            lexicon,
            english,
            folded: Folded::of(&utterance.text, 0..utterance.text.len()),
        };
        Ok(explained(reading.parts(utterance), utterance))
    }
}

/// Returns the phonemes of a pronunciation from the show: Pinyin or phonetic signs.
pub(super) fn pronunciation(spoken: &Given) -> String {
    match spoken {
        Given::Ipa(written) => super::signs::from_ipa(written),
        Given::Respelling(written) => {
            let syllables = syllable::parse_all(written).unwrap_or_default();
            syllables.iter().map(Syllable::sounds).collect()
        }
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

impl Spoken {
    /// A character before its syllable is known.
    fn new(c: char, span: Range<usize>, word: usize, from: Origin) -> Spoken {
        Spoken {
            c,
            syllable: Syllable::new("", 5),
            span,
            word,
            is_plain: true,
            is_digit: false,
            from,
        }
    }
}

/// An utterance that is read.
struct Reading<'a> {
    lexicon: &'a Lexicon,
    english: &'a dyn Fn(&str) -> Option<String>,
    folded: Folded<'a>,
}

impl Reading<'_> {
    /// Reads a word in Latin letters: Pinyin with marks for its tones, or English.
    fn latin(&self, word: &str) -> (String, Origin) {
        let toned = (!word.is_ascii())
            .then(|| syllable::parse_all(word))
            .flatten();
        if let Some(syllables) = toned {
            return (
                syllables.iter().map(Syllable::sounds).collect(),
                Origin::Spelling,
            );
        }
        if let Some(sounds) = (self.english)(word).filter(|sounds| !sounds.is_empty()) {
            return (sounds, Origin::OtherLexicon);
        }
        let syllables = syllable::parse_all(word).unwrap_or_default();
        (
            syllables.iter().map(Syllable::sounds).collect(),
            Origin::Spelling,
        )
    }

    /// Ends a clause: chooses its syllables, changes their tones and adds the spoken words.
    fn close(&self, clause: &mut Vec<Piece>, parts: &mut Vec<Part>) {
        let mut pieces = std::mem::take(clause).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Sounds(sounds, span, from) => {
                    let text = self.folded.text[span.clone()].to_owned();
                    let span = self.folded.span(span);
                    if !sounds.is_empty() {
                        let joined = false;
                        parts.push(Part::Word(Said {
                            text,
                            sounds,
                            from,
                            span,
                            joined,
                        }));
                    }
                }
                Piece::Character(first) => {
                    let mut run = vec![first];
                    while let Some(Piece::Character(next)) =
                        pieces.next_if(|piece| matches!(piece, Piece::Character(_)))
                    {
                        run.push(next);
                    }
                    self.speak(run, parts);
                }
            }
        }
    }

    /// Adds the words of a run of characters.
    fn speak(&self, mut run: Vec<Spoken>, parts: &mut Vec<Part>) {
        choose::syllables(self.lexicon, &mut run);
        sandhi::apply(&mut run);
        for at in 0..run.len() {
            let own = &run[at];
            let joined = at > 0 && run[at - 1].word == own.word;
            let next = run.get(at + 1).map(|next| next.word);
            let curled = joined
                && own.c == '儿'
                && own.is_plain
                && next != Some(own.word)
                && !words::CHILDREN.contains(run[at - 1].c);
            let sounds = match curled {
                true => Syllable::new("er", 5).sounds(),
                false => own.syllable.sounds(),
            };
            if sounds.is_empty() {
                continue;
            }
            parts.push(Part::Word(Said {
                text: own.c.to_string(),
                sounds,
                from: own.from,
                span: self.folded.span(own.span.clone()),
                joined,
            }));
        }
    }
}

#[cfg(test)]
mod tests;
