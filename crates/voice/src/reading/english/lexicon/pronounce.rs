//! The sounds of a sentence's words.
//!
//! This follows the English reader of misaki 0.9.4, which Kokoro was trained
//! with. Words are read from the last to the first, since `the`, `to` and
//! `used` depend on the sound of the next word.

mod joined;

use std::ops::Range;
use std::sync::Arc;

use misaki_rs::Lexicon as Table;
use misaki_rs::lexicon::TokenContext;

use super::Sound;
use super::homographs::{self, Choice};
use super::tokens::{Token, Tokenizer, grouped};
use crate::phonemes::{Accent, Origin};
use crate::reading::english::unknown::Unknown;
use crate::reading::english::{diacritics, names, prefixes};

const VOWELS: &str = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ";
const CONSONANTS: &str = "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ";
/// Marks after which nothing is known of the next sound.
const STOPS: &str = "!,.:;?—…";

/// Finds sounds: by the lexicon, and by the reader of unknown words.
pub(super) struct Pronouncer {
    pub accent: Accent,
    pub tokenizer: Tokenizer,
    pub table: Arc<Table>,
    pub unknown: Unknown,
}

impl Pronouncer {
    /// Returns the words of a sentence with their sounds. The ranges of the text
    /// in `given` have the sounds beside them.
    pub(super) fn read(&self, text: &str, given: &[(Range<usize>, &str)]) -> Vec<Token> {
        self.pronounce(self.tokenizer.tokens(text, given))
    }

    fn pronounce(&self, mut tokens: Vec<Token>) -> Vec<Token> {
        for at in 0..tokens.len() {
            self.choose(&mut tokens, at);
        }
        let groups = grouped(&tokens);
        let contexts = self.resolve(&mut tokens, &groups);
        let words = groups
            .into_iter()
            .map(|group| match &tokens[group.clone()] {
                [token] => token.clone(),
                parts => self.joined(parts, &contexts[group]),
            });
        let mut words: Vec<Token> = words.collect();
        self.settle(&mut words);
        for sound in words.iter_mut().filter_map(|word| word.sound.as_mut()) {
            *sound = sound.replace('ɾ', "T").replace('ʔ', "t");
        }
        words
    }

    /// Lets the neighbours of a word of several sounds choose its tag or its sound.
    fn choose(&self, tokens: &mut [Token], at: usize) {
        if tokens[at].sound.is_some() {
            return;
        }
        let Some(choice) = homographs::choice(tokens, at) else {
            return;
        };
        let token = &mut tokens[at];
        if let Choice::As(tag) = choice {
            token.tag = tag;
        }
        if let Some(sound) = choice.sound(self.accent) {
            token.sound = Some(sound.to_owned());
            token.is_settled = true;
        }
    }

    /// Returns the sounds of a text outside of any sentence.
    pub(super) fn alone(&self, text: &str) -> Sound {
        let mut whole = Sound::default();
        for word in self.read(text, &[]) {
            whole.sounds.extend(word.sound);
            whole.from = whole.from.max(word.from);
        }
        whole
    }

    /// Finds the sound of each token alone. Returns the context of each token, which describes the
    /// token after it.
    fn resolve(&self, tokens: &mut [Token], groups: &[Range<usize>]) -> Vec<TokenContext> {
        let mut contexts = vec![TokenContext::default(); tokens.len()];
        let mut next = TokenContext::default();
        for group in groups.iter().rev() {
            for at in group.clone().rev() {
                let token = &mut tokens[at];
                if token.sound.is_none()
                    && let Some(sound) = self.sound(token, group.len() > 1, &next)
                {
                    token.from = sound.from;
                    token.is_settled = sound.from > Origin::Lexicon;
                    token.sound = Some(sound.sounds);
                }
                let before = context(&next, token);
                contexts[at] = std::mem::replace(&mut next, before);
            }
        }
        contexts
    }

    /// The sound of one token. The parts of a longer word are not guessed.
    fn sound(&self, token: &Token, part: bool, next: &TokenContext) -> Option<Sound> {
        let (word, tag) = (token.text.as_str(), token.tag);
        if let Some(sound) = names::sound(word, self.accent) {
            return Some(Sound::new(sound, Origin::Names));
        }
        let known = self.known(word, tag, next);
        if let Some(sound) = known.or_else(|| self.inflected(word, tag)) {
            return Some(Sound::new(sound, Origin::Lexicon));
        }
        match plain_letter(word) {
            Some(letter) => Some(self.alone(letter)),
            None if word.chars().count() > 1 && !part => Some(self.unknown.sound(word)),
            None => None,
        }
    }

    /// The sound of a word in the lexicon, also without its accents. Capitals make it louder.
    fn known(&self, word: &str, tag: &str, next: &TokenContext) -> Option<String> {
        if let Some(sound) = names::sound(word, self.accent) {
            return Some(sound);
        }
        let (capitalized, capitals) = self.table.cap_stresses;
        let stress = match word {
            _ if word == word.to_lowercase() => None,
            _ if word == word.to_uppercase() => Some(capitals),
            _ => Some(capitalized),
        };
        let known = |word: &str| self.table.get_word(word, tag, stress, Some(next));
        if let Some((sound, _)) = known(word) {
            return Some(sound);
        }
        if word.is_ascii() {
            return None;
        }
        if let Some(plain) = diacritics::participle(word) {
            let sound = known(&plain).map(|(sound, _)| sound);
            let sound = sound.or_else(|| self.inflected(&plain, tag))?;
            return Some(diacritics::with_syllable(&sound, self.accent));
        }
        let forms = diacritics::plain_forms(word).into_iter();
        let mut forms = forms.filter_map(|plain| {
            let sound = known(&plain).map(|(sound, _)| sound);
            sound.or_else(|| self.inflected(&plain, tag))
        });
        forms
            .find(|sound| diacritics::fits(word, sound))
            .or_else(|| {
                let (prefix, rest) = diacritics::prefixed(word)?;
                let sound = known(&rest).map(|(sound, _)| sound);
                let sound = sound.or_else(|| self.inflected(&rest, tag))?;
                Some(prefixes::sound(prefix, self.accent).to_owned() + &sound)
            })
    }

    /// The sound of a word with an ending, from its stem.
    fn inflected(&self, word: &str, tag: &str) -> Option<String> {
        let table = &self.table;
        let stem = table.stem_s(word, tag, None, None);
        let stem = stem.or_else(|| table.stem_ed(word, tag, None, None));
        let stem = stem.or_else(|| table.stem_ing(word, tag, None, None));
        stem.map(|(sound, _)| sound)
    }

    /// Reads the words of the lexicon once more, beside words instead of tokens.
    fn settle(&self, words: &mut [Token]) {
        let mut next = TokenContext::default();
        for word in words.iter_mut().rev() {
            let before = context(&next, word);
            let heard = word.sound.as_ref().is_some_and(|sound| !sound.is_empty());
            if heard && !word.is_settled && word.text.chars().all(char::is_alphabetic) {
                let known = self.known(&word.text, word.tag, &next);
                word.sound = known.or_else(|| word.sound.take());
            }
            next = before;
        }
    }
}

/// Returns the context for the token before `token`: whether `token` begins with a vowel, and
/// whether it is `to`. A token without a sound passes on the context of the one after it.
fn context(next: &TokenContext, token: &Token) -> TokenContext {
    let known = |c: char| match c {
        _ if STOPS.contains(c) => Some(None),
        _ if VOWELS.contains(c) => Some(Some(true)),
        _ if CONSONANTS.contains(c) => Some(Some(false)),
        _ => None,
    };
    let first = token
        .sound
        .iter()
        .flat_map(|sound| sound.chars())
        .find_map(known);
    let to = match token.text.as_str() {
        "to" | "To" => true,
        "TO" => matches!(token.tag, "TO" | "IN"),
        _ => false,
    };
    TokenContext {
        future_vowel: first.unwrap_or(next.future_vowel),
        future_to: to,
    }
}

/// The plain form of a single letter with an accent.
fn plain_letter(letter: &str) -> Option<&'static str> {
    Some(match letter {
        "é" | "è" | "ê" | "ë" => "e",
        "á" | "à" | "â" | "ä" | "ã" | "å" => "a",
        "í" | "ì" | "î" | "ï" => "i",
        "ó" | "ò" | "ô" | "ö" | "õ" => "o",
        "ú" | "ù" | "û" | "ü" => "u",
        "ñ" => "n",
        "ç" => "c",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
