//! Words that the lexicon knows, in their sentence.
//!
//! In: spoken words and the marks between them. Out: the sound of each word.
//! Always true: every word gets one, and a word whose sound is given keeps it.

use std::path::Path;
use std::sync::Arc;

use misaki_rs::fallback::FallbackError;
use misaki_rs::lexicon::PhonemeEntry;
use misaki_rs::{Fallback, G2P, Language, MToken};

use super::alphabet;
use super::unknown::Unknown;
use crate::phonemes::Accent;

/// A spoken word on its way to its sound, or a mark beside it.
pub(super) enum Item {
    Word {
        /// Latin letters and apostrophes.
        text: String,
        /// Where the sound is known beforehand.
        sound: Option<String>,
    },
    Mark(char),
}

/// The lexicon, the tagger and the reader of unknown words of one accent.
pub(super) struct Lexicon {
    accent: Accent,
    g2p: G2P,
    unknown: Arc<Unknown>,
}

/// What the lexicon asks when it has no answer. It may not fail: that would
/// cost the sentence, not the word.
struct Ask(Arc<Unknown>);

impl Fallback for Ask {
    fn phonemize(&self, word: &str) -> Result<String, FallbackError> {
        Ok(self.0.sound(word))
    }
}

impl Lexicon {
    /// Takes about a third of a second.
    pub fn load(folder: Option<&Path>, accent: Accent) -> std::io::Result<Lexicon> {
        let unknown = Arc::new(Unknown::load(folder, accent)?);
        let language = match accent {
            Accent::American => Language::EnglishUS,
            Accent::British => Language::EnglishGB,
        };
        let ask = Box::new(Ask(unknown.clone()));
        Ok(Lexicon {
            accent,
            g2p: G2P::with_fallback(language, Some(ask)),
            unknown,
        })
    }

    /// Whether a lower-case word is a word.
    pub fn knows(&self, word: &str) -> bool {
        let lexicon = &self.g2p.lexicon;
        lexicon.golds.contains_key(word) || lexicon.silvers.contains_key(word)
    }

    /// The sound of every word among the items, in order.
    pub fn sounds(&self, items: &[Item]) -> Vec<String> {
        let line = Line::of(items);
        let read = self.g2p.g2p(&line.marked).map(|(_, tokens)| tokens);
        let read = line.sounds(&read.unwrap_or_default());
        let words = items.iter().filter_map(|item| match item {
            Item::Word { text, sound } => Some((text, sound)),
            Item::Mark(_) => None,
        });
        words
            .zip(read)
            .map(|((text, given), read)| match given {
                Some(sound) => sound.clone(),
                None => match self.with_apostrophe(text) {
                    Some(sound) => sound,
                    None if alphabet::is_heard(&read) => read,
                    None => self.alone(text),
                },
            })
            .collect()
    }

    /// Words whose apostrophe the tokens would lose: `'tis`, `runnin'`, `O'Neill`.
    fn with_apostrophe(&self, word: &str) -> Option<String> {
        if let Some(stem) = word.strip_suffix("in'") {
            let whole = self.alone(&format!("{stem}ing"));
            return Some(
                whole
                    .strip_suffix('ŋ')
                    .map_or(whole.clone(), |cut| format!("{cut}n")),
            );
        }
        if word.starts_with('\'') {
            return match self.g2p.lexicon.golds.get(&word.to_lowercase())? {
                PhonemeEntry::Simple(sounds) => Some(alphabet::sounds(sounds)),
                PhonemeEntry::Tagged(_) => None,
            };
        }
        self.particle(word)
    }

    /// `O'Neill` where the lexicon does not have it: the particle, then the name by itself.
    fn particle(&self, word: &str) -> Option<String> {
        let (particle, name) = word.split_once('\'')?;
        let sound = match (particle, self.accent) {
            ("O", Accent::American) => "O",
            ("O", Accent::British) => "Q",
            ("D" | "d", _) => "d",
            ("L" | "l", _) => "l",
            _ => return None,
        };
        let named = name.len() > 2 && name.starts_with(char::is_uppercase);
        let known = self.knows(word) || self.knows(word.trim_end_matches("'s"));
        (named && !known).then(|| format!("{sound}{}", self.alone(name)))
    }

    /// The sound of a word by itself, where its sentence did not give it one.
    fn alone(&self, word: &str) -> String {
        let read = self
            .g2p
            .g2p(word)
            .map(|(sounds, _)| alphabet::sounds(&sounds));
        match read {
            Ok(sounds) if alphabet::is_heard(&sounds) => sounds,
            _ => self.unknown.sound(word),
        }
    }
}

/// Whether a mark touches the word after it instead of the one before.
pub(super) fn opens(mark: char) -> bool {
    matches!(mark, '“' | '(' | '—')
}

/// Whether a mark touches the word before it.
pub(super) fn closes(mark: char) -> bool {
    !matches!(mark, '“' | '(')
}

/// The items as one line of text, with the place of every word in it.
struct Line {
    /// As the lexicon wants it: `[Frunze](/fɹˈunzə/)` for a word whose sound is given,
    /// so that the words around it know what they stand beside.
    marked: String,
    /// The same without sounds: what the tokens that come back add up to.
    plain: String,
    words: Vec<std::ops::Range<usize>>,
}

impl Line {
    fn of(items: &[Item]) -> Line {
        let mut line = Line {
            marked: String::new(),
            plain: String::new(),
            words: Vec::new(),
        };
        let mut touches = true;
        for item in items {
            let apart = !touches && !matches!(item, Item::Mark(mark) if closes(*mark));
            if apart {
                line.push(" ");
            }
            match item {
                Item::Mark(mark) => line.push(mark.encode_utf8(&mut [0; 4])),
                Item::Word { text, sound } => line.word(text, sound.as_deref()),
            }
            touches = matches!(item, Item::Mark(mark) if opens(*mark));
        }
        line
    }

    fn push(&mut self, text: &str) {
        self.marked.push_str(text);
        self.plain.push_str(text);
    }

    fn word(&mut self, text: &str, sound: Option<&str>) {
        let start = self.plain.len();
        self.plain.push_str(text);
        self.words.push(start..self.plain.len());
        match sound {
            Some(sound) => self.marked.push_str(&format!("[{text}](/{sound}/)")),
            None => self.marked.push_str(text),
        }
    }

    /// The sound of every word, by where the tokens lie; empty where none was found.
    fn sounds(&self, tokens: &[MToken]) -> Vec<String> {
        let mut sounds = vec![String::new(); self.words.len()];
        let mut from = 0;
        let mut word = 0;
        for token in tokens.iter().filter(|token| !token.text.is_empty()) {
            let Some(found) = self.plain[from..].find(&token.text) else {
                continue;
            };
            let start = from + found;
            from = start + token.text.len();
            while self.words.get(word).is_some_and(|word| word.end <= start) {
                word += 1;
            }
            let whole = self
                .words
                .get(word)
                .is_some_and(|word| word.start <= start && from <= word.end);
            if whole {
                let read = token.phonemes.as_deref().unwrap_or_default();
                sounds[word].push_str(&alphabet::sounds(read));
            }
        }
        sounds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Item {
        Item::Word {
            text: text.into(),
            sound: None,
        }
    }

    fn token(text: &str, sound: &str) -> MToken {
        let mut token = MToken::new(text.into(), "NN".into(), " ".into());
        token.phonemes = Some(sound.into());
        token
    }

    #[test]
    fn a_line_is_spaced_as_it_would_be_printed() {
        let items = [
            Item::Mark('“'),
            word("Yes"),
            Item::Mark(','),
            Item::Mark('”'),
            word("he"),
            Item::Mark('—'),
            word("said"),
            Item::Mark('.'),
        ];
        assert_eq!(Line::of(&items).plain, "“Yes,” he—said.");
    }

    #[test]
    fn tokens_find_their_words_though_some_are_missing_or_cut_in_two() {
        let line = Line::of(&[word("he"), word("didn't"), word("go")]);
        let tokens = [
            token("did", "dˈɪd"),
            token("n't", "ᵊnt"),
            token("go", "ɡˈO"),
        ];
        assert_eq!(line.sounds(&tokens), ["", "dˈɪdᵊnt", "ɡˈO"]);
    }
}
