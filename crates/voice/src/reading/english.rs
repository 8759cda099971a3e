//! Reads English words as phonemes, as a person reads them aloud.
//!
//! It takes an utterance and returns Kokoro's phonemes, each with the index of its written word.
//! Every written word with a letter or a digit has a sound, in order, and the phonemes are all in
//! Kokoro's alphabet.
//!
//! ```text
//! text → tokens → spoken words and marks → sounds → phonemes with owners
//! ```

mod abbreviations;
mod accents;
mod addresses;
mod alphabet;
mod amounts;
mod calendar;
mod capitals;
mod codes;
mod diacritics;
mod dialect;
mod drawn;
mod figures;
mod foreign;
mod fractions;
mod ipa;
mod lexicon;
mod line;
mod marks;
mod measures;
mod names;
mod normalise;
mod numbers;
mod numerals;
mod onsets;
mod prefixes;
mod respelling;
mod scripture;
mod sentence;
mod spelling;
mod sterling;
mod unknown;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::{given_by, heard, letters, valid_words, written};
use crate::phonemes::{Accent, Explained, Origin, Reading, SpokenWord};
use crate::{Utterance, VoiceError};
use cuebook_core::pronunciation::Spoken;
use lexicon::{Item, Lexicon, Sound, Tables};
use sentence::{How, Piece};
use written::Token;

/// Reads English. The lexicon of an accent is loaded at its first use.
///
/// Its files are the lexicons (`us_gold.json`, `us_silver.json`, `gb_gold.json`,
/// `gb_silver.json`), the tagger (`tagger.bin`) and the networks for unknown words (`oov.onnx`,
/// `oov_gb.onnx`, and a `.json` beside each).
pub(super) struct English {
    tables: Arc<Tables>,
    assets: PathBuf,
    american: LoadedLexicon,
    british: LoadedLexicon,
}

/// A lexicon that is loaded once, or the reason why it could not be loaded.
type LoadedLexicon = OnceLock<Result<Lexicon, String>>;

impl English {
    /// A reader with the files in the folder `assets`. Without the networks,
    /// spelling rules read unknown words.
    #[must_use]
    pub(super) fn new(assets: &Path) -> English {
        English {
            tables: Arc::new(Tables::new(assets)),
            assets: assets.to_path_buf(),
            american: LoadedLexicon::default(),
            british: LoadedLexicon::default(),
        }
    }

    fn lexicon(&self, accent: Accent) -> Result<&Lexicon, &str> {
        let lexicon = match accent {
            Accent::American => &self.american,
            Accent::British => &self.british,
        };
        let load = || Lexicon::load(&self.tables, &self.assets, accent);
        let loaded = lexicon.get_or_init(|| load().map_err(|error| error.to_string()));
        loaded.as_ref().map_err(String::as_str)
    }

    /// Reads an utterance, and returns its words with where their sounds come from.
    ///
    /// # Errors
    /// When the lexicon cannot be loaded.
    pub(super) fn explain(
        &self,
        utterance: &Utterance,
        accent: Accent,
    ) -> Result<Explained, VoiceError> {
        let lexicon = self.lexicon(accent).map_err(|reason| VoiceError::Engine {
            text: utterance.text.clone(),
            reason: reason.into(),
        })?;
        let words = valid_words(utterance);
        let given = given_by(utterance, &words, &|spoken| {
            !pronunciation(spoken, Accent::American).is_empty()
        });
        let tokens = written::tokens(&utterance.text, &given);
        let pieces = normalise::spoken(&tokens, accent, &|word| lexicon.knows(word));
        let pieces = line::tidy(pieces);
        let items: Vec<Item> = pieces
            .iter()
            .map(|piece| item(piece, utterance, accent))
            .collect();
        let mut sounds = lexicon.sounds(&items);
        stammer(&pieces, &mut sounds);
        let owners = line::owned(&pieces, &tokens, &words, &utterance.text);
        let needed = heard(&words, &utterance.text);
        Ok(Explained {
            reading: line::phonemes(&pieces, &sounds, &owners, &needed),
            spoken: spoken(&pieces, &tokens, sounds, &owners),
        })
    }
}

/// The version of the reader, a part of every take's key. Raise it with every change of its
/// phonemes.
pub(super) const VERSION: u32 = 9;

/// Returns the spoken words with their origins.
fn spoken(
    pieces: &[Piece],
    tokens: &[Token],
    sounds: Vec<Sound>,
    owners: &[Option<usize>],
) -> Vec<SpokenWord> {
    let words = pieces.iter().filter_map(|piece| match piece {
        Piece::Word { text, how, token } => Some((text, *how, tokens.get(*token))),
        Piece::Mark(_) => None,
    });
    let words = words.zip(sounds).zip(owners);
    let spoken = words.map(|(((text, how, token), sound), word)| SpokenWord {
        text: text.clone(),
        from: match how {
            How::Word => sound.from,
            How::Letters | How::Onset | How::Prefix | How::Ipa => Origin::Rule,
            How::Given(_) => Origin::Show,
        },
        sounds: sound.sounds,
        is_rewritten: token.is_none_or(|token| token.text.to_lowercase() != text.to_lowercase()),
        word: *word,
    });
    spoken.collect()
}

/// Writes phonemes in the International Phonetic Alphabet, as a show's `pronounce` takes them.
#[must_use]
pub(super) fn to_ipa(phonemes: &str) -> String {
    ipa::written(phonemes)
}

/// Returns the first character of a pronunciation that is no letter or sign of the International
/// Phonetic Alphabet.
#[must_use]
pub(super) fn no_ipa(written: &str) -> Option<char> {
    ipa::foreign(written)
}

fn pronunciation(spoken: &Spoken, accent: Accent) -> String {
    match spoken {
        Spoken::Respelling(written) => respelling::read(written, accent),
        Spoken::Ipa(written) => ipa::read(written, accent),
    }
}

/// Returns the lexicon's input for a piece.
fn item(piece: &Piece, utterance: &Utterance, accent: Accent) -> Item {
    let (text, how) = match piece {
        Piece::Mark(mark) => return Item::Mark(*mark),
        Piece::Word { text, how, .. } => (text, how),
    };
    let sound = match how {
        How::Word => None,
        How::Ipa => Some(ipa::read(text, accent)),
        How::Letters => Some(alphabet::letters(text, accent)),
        How::Prefix => Some(prefixes::sound(text, accent).to_owned()),
        // A sound for its neighbours, until the next word is known.
        How::Onset if text.starts_with(['a', 'e', 'i', 'o', 'u']) => Some("ə".into()),
        How::Onset => Some("t".into()),
        How::Given(index) => {
            let found = utterance.pronounce.iter().find(|(word, _)| word == index);
            found.map(|(_, spoken)| {
                let sound = pronunciation(spoken, accent);
                // The pronunciation is for the name; a possessive has the
                // ending as well.
                match text.ends_with("'s") {
                    true => alphabet::with_s(&sound, accent),
                    false => sound,
                }
            })
        }
    };
    Item::Word {
        text: letters::latin(text),
        sound: sound.filter(|sound| alphabet::is_heard(sound)),
    }
}

/// Gives every stammer the start of the word after it: `w-what`, `th-that`, `bu-but`.
fn stammer(pieces: &[Piece], sounds: &mut [Sound]) {
    let words = pieces.iter().filter_map(|piece| match piece {
        Piece::Word { text, how, .. } => Some((text, *how)),
        Piece::Mark(_) => None,
    });
    let words: Vec<(&String, How)> = words.collect();
    for at in (0..words.len().saturating_sub(1)).rev() {
        if words[at].1 == How::Onset {
            sounds[at].sounds = alphabet::onset(&sounds[at + 1].sounds, words[at].0);
        }
    }
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
