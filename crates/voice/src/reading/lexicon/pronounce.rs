//! The sounds of a sentence's words.
//!
//! This follows the English reader of misaki 0.9.4, which Kokoro was trained
//! with. Words are read from the last to the first, since `the`, `to` and
//! `used` depend on the sound of the next word.

use std::ops::Range;
use std::sync::Arc;

use misaki_rs::Lexicon as Table;
use misaki_rs::lexicon::TokenContext;

use super::Sound;
use super::homographs::{self, Choice};
use super::tokens::{Token, Tokenizer, grouped};
use crate::phonemes::{Accent, Origin};
use crate::reading::names;
use crate::reading::unknown::Unknown;

const VOWELS: &str = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ";
const CONSONANTS: &str = "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ";
/// Marks after which nothing is known of the next sound.
const STOPS: &str = "!,.:;?—…";
/// Sounds that count twice in the weight of a part.
const HEAVY: &str = "AIOQWYʤʧ";
/// Characters inside a word that have no sound.
const SILENT: &str = "',-._‘’/";
const PRIMARY: char = 'ˈ';
/// Turns primary stress into secondary stress.
const DEMOTE: Option<f64> = Some(-0.5);

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
        let stem = || {
            let table = &self.table;
            let stem = table.stem_s(word, tag, None, None);
            let stem = stem.or_else(|| table.stem_ed(word, tag, None, None));
            stem.or_else(|| table.stem_ing(word, tag, None, None))
        };
        if let Some(sound) = names::sound(word, self.accent) {
            return Some(Sound::new(sound, Origin::Names));
        }
        let known = self.known(word, tag, next);
        if let Some(sound) = known.or_else(|| stem().map(|(sound, _)| sound)) {
            return Some(Sound::new(sound, Origin::Lexicon));
        }
        match plain_letter(word) {
            Some(letter) => Some(self.alone(letter)),
            None if word.chars().count() > 1 && !part => Some(self.unknown.sound(word)),
            None => None,
        }
    }

    /// The sound of a word in the lexicon. Capitals make it louder.
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
        let found = self.table.get_word(word, tag, stress, Some(next));
        found.map(|(sound, _)| sound)
    }

    /// Makes one word of several tokens.
    fn joined(&self, parts: &[Token], contexts: &[TokenContext]) -> Token {
        let (text, tag) = whole(parts);
        let sounds = self.spans(parts, contexts);
        let missing = |(sound, part): (&Option<String>, &Token)| {
            sound.is_none() && !part.text.is_empty() && !is_silent(&part.text)
        };
        let sound = match sounds.iter().zip(parts).any(missing) {
            true => self.unknown.sound(&text),
            false => {
                let from = match parts.iter().any(|part| names::has(&part.text)) {
                    true => Origin::Names,
                    false => Origin::Lexicon,
                };
                let sounds = sounds.into_iter().map(Option::unwrap_or_default);
                Sound::new(self.stitched(&text, parts, sounds.collect()), from)
            }
        };
        Token {
            text,
            tag,
            space: parts
                .last()
                .map_or_else(String::new, |last| last.space.clone()),
            sound: Some(sound.sounds),
            from: sound.from,
            is_settled: false,
        }
    }

    /// Returns the sounds of the parts of a word: the longest runs of parts that the lexicon has,
    /// from the right. The first part of a run takes its sound.
    fn spans(&self, parts: &[Token], contexts: &[TokenContext]) -> Vec<Option<String>> {
        let mut sounds: Vec<Option<String>> = vec![None; parts.len()];
        let (mut left, mut right) = (0, parts.len());
        while left < right {
            let free = sounds[left..right].iter().all(Option::is_none);
            let (text, tag) = whole(&parts[left..right]);
            let known = || self.known(&text, tag, &contexts[left]);
            if let Some(sound) = free.then(known).flatten() {
                sounds[left..right].fill(Some(String::new()));
                sounds[left] = Some(sound);
                (right, left) = (left, 0);
            } else if left + 1 < right {
                left += 1;
            } else {
                (right, left) = (right - 1, 0);
                if is_silent(&parts[right].text) {
                    sounds[right].get_or_insert_default();
                }
            }
        }
        sounds
    }

    /// Joins the sounds of the parts of a word. Half of them lose their primary
    /// stress when too many have one.
    fn stitched(&self, text: &str, parts: &[Token], mut sounds: Vec<String>) -> String {
        let (letters, others): (Vec<char>, Vec<char>) = (text.chars())
            .filter(|c| !SILENT.contains(*c))
            .partition(|c| c.is_alphabetic());
        if !letters.is_empty() && !others.is_empty() {
            sounds.retain(|sound| !sound.is_empty());
            return sounds.join(" ");
        }
        for part in demoted(parts, &sounds) {
            sounds[part] = self.table.apply_stress(&sounds[part], DEMOTE);
        }
        sounds.concat()
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

/// The text of touching tokens, and the tag of the heaviest of them.
fn whole(parts: &[Token]) -> (String, &'static str) {
    let weight = |part: &&Token| -> usize {
        let small = |c: char| c.to_lowercase().next() == Some(c);
        (part.text.chars().map(|c| if small(c) { 1 } else { 2 })).sum()
    };
    let tag = parts.iter().max_by_key(weight).map_or("", |part| part.tag);
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        text.push_str(&part.text);
        if at + 1 < parts.len() {
            text.push_str(&part.space);
        }
    }
    (text, tag)
}

/// The parts of a word that lose their primary stress.
fn demoted(parts: &[Token], sounds: &[String]) -> Vec<usize> {
    let weight = |sound: &str| -> usize {
        (sound.chars().map(|c| if HEAVY.contains(c) { 2 } else { 1 })).sum()
    };
    let heard = sounds
        .iter()
        .enumerate()
        .filter(|(_, sound)| !sound.is_empty());
    let heard = heard.map(|(at, sound)| (sound.contains(PRIMARY), weight(sound), at));
    let mut heard: Vec<(bool, usize, usize)> = heard.collect();
    let stressed = heard.iter().filter(|(primary, ..)| *primary).count();
    match heard.as_slice() {
        [first, second] if parts[first.2].text.chars().count() == 1 => vec![second.2],
        _ if heard.len() < 2 || stressed <= heard.len().div_ceil(2) => Vec::new(),
        _ => {
            heard.sort_unstable();
            let half = heard.len() / 2;
            heard.into_iter().take(half).map(|(.., at)| at).collect()
        }
    }
}

/// Whether a text has no sound inside a word.
fn is_silent(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| SILENT.contains(c))
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
mod tests {
    use super::*;
    use crate::reading::lexicon::{Lexicon, Tables};
    use crate::reading::sample;

    fn pronouncer() -> Pronouncer {
        let tables = Arc::new(Tables::new(sample::folder()));
        let lexicon = Lexicon::load(&tables, sample::folder(), Accent::American);
        lexicon.unwrap().pronouncer
    }

    fn token(text: &str, tag: &'static str, space: &str) -> Token {
        Token {
            text: text.into(),
            tag,
            space: space.into(),
            sound: None,
            from: Origin::Lexicon,
            is_settled: false,
        }
    }

    fn sounds(words: &[Token]) -> Vec<&str> {
        words
            .iter()
            .map(|word| word.sound.as_deref().unwrap_or("-"))
            .collect()
    }

    fn read(tokens: Vec<Token>) -> Vec<String> {
        let words = pronouncer().pronounce(tokens);
        sounds(&words).into_iter().map(String::from).collect()
    }

    #[test]
    fn the_and_to_depend_on_the_next_sound() {
        let sounds = |next: &str| {
            let words = ["the", "to", next].map(|word| token(word, "NN", " "));
            read(words.to_vec())
        };
        assert_eq!(sounds("king"), ["ðə", "tə", "kˈɪŋ"]);
        assert_eq!(sounds("eighth"), ["ðə", "tʊ", "ˈAθ"]);
        let words = [token("the", "DT", " "), token("end", "NN", "")];
        assert_eq!(read(words.to_vec()), ["ði", "ˈɛnd"]);
        // After a stop nothing is known, and a word without a sound is looked through.
        let mut stop = token(".", ".", " ");
        stop.sound = Some(".".into());
        let words = [token("to", "TO", ""), stop.clone(), token("end", "NN", "")];
        assert_eq!(read(words.to_vec())[0], "tu");
        stop.sound = Some(String::new());
        let words = [token("to", "TO", ""), stop, token("end", "NN", "")];
        assert_eq!(read(words.to_vec())[0], "tʊ");
    }

    #[test]
    fn used_to_is_not_used() {
        let words = |next: &str| vec![token("used", "VBD", " "), token(next, "TO", "")];
        assert_eq!(read(words("to"))[0], "jˈust");
    }

    #[test]
    fn touching_tokens_are_one_word_with_the_stress_of_one() {
        let parts = vec![token("white", "JJ", ""), token("Board", "NN", " ")];
        let words = pronouncer().pronounce(parts);
        assert_eq!(sounds(&words), ["wˌItbˈɔɹd"]);
        assert_eq!(words[0].text, "whiteBoard");
        let three = ["white", "Board", "King"].map(|part| token(part, "NN", ""));
        assert_eq!(read(three.to_vec()), ["wˈItbˈɔɹdkˌɪŋ"]);
        // After a single letter the second part is weaker.
        let two = vec![token("A", "NN", ""), token("King", "NN", "")];
        assert_eq!(read(two), ["ˈAkˌɪŋ"]);
    }

    #[test]
    fn the_longest_known_run_of_parts_is_taken_from_the_right() {
        let known = vec![token("gas", "NN", ""), token("works", "NNS", " ")];
        assert_eq!(read(known), ["ɡˈæswɜɹks"]);
        // The first part is unknown: the whole word is read by the spelling rules.
        let parts = vec![token("bim", "NN", ""), token("Stars", "NNS", " ")];
        let pronouncer = pronouncer();
        let words = pronouncer.pronounce(parts);
        assert_eq!(
            sounds(&words),
            [pronouncer.unknown.sound("bimStars").sounds]
        );
    }

    #[test]
    fn an_abbreviation_keeps_its_stop() {
        let mut stop = token(".", ".", " ");
        stop.sound = Some(".".into());
        let words = pronouncer().pronounce(vec![token("vs", "NN", ""), stop.clone()]);
        assert_eq!((words.len(), words[0].text.as_str()), (1, "vs."));
        let words = pronouncer().pronounce(vec![token("king", "NN", ""), stop]);
        assert_eq!(sounds(&words), ["kˈɪŋ", "."]);
    }

    #[test]
    fn a_letter_with_an_accent_is_read_as_the_plain_one() {
        let plain = pronouncer().alone("a").sounds;
        assert!(!plain.is_empty());
        assert_eq!(read(vec![token("à", "NN", "")]), [plain]);
    }

    #[test]
    fn flaps_and_stops_are_written_in_kokoro_s_letters() {
        assert_eq!(read(vec![token("forty", "CD", "")]), ["fˈɔɹTi"]);
    }
}
