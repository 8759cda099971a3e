//! The lexicon: the sounds of words in their sentence.
//!
//! It takes spoken words and the marks between them, and returns the sound of
//! each word. Every word gets one, and a word whose sound is given keeps it.

mod pronounce;
mod tagger;
mod tokens;

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use misaki_rs::Language;
use misaki_rs::lexicon::PhonemeEntry;

use super::alphabet;
use super::unknown::Unknown;
use crate::phonemes::Accent;
use pronounce::Pronouncer;
use tokens::{Token, Tokenizer};

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
    pronouncer: Pronouncer,
}

impl Lexicon {
    /// Loads the files of a voice pack from its folder, in about a tenth of a second.
    pub(super) fn load(folder: &Path, accent: Accent) -> io::Result<Lexicon> {
        let (prefix, lang) = match accent {
            Accent::American => ("us", Language::EnglishUS),
            Accent::British => ("gb", Language::EnglishGB),
        };
        let entries = |name: &str| -> io::Result<_> {
            let file = fs::read(folder.join(format!("{prefix}_{name}.json")))?;
            Ok(serde_json::from_slice(&file)?)
        };
        let table = misaki_rs::Lexicon {
            lang,
            // The stress that misaki gives to `Word` and to `WORD`.
            cap_stresses: (0.5, 2.0),
            golds: entries("gold")?,
            silvers: entries("silver")?,
        };
        Ok(Lexicon {
            accent,
            pronouncer: Pronouncer {
                tokenizer: Tokenizer::load(&folder.join("tagger.bin"))?,
                table,
                unknown: Unknown::load(folder, accent)?,
            },
        })
    }

    /// Whether a lower-case word is a word.
    pub(super) fn knows(&self, word: &str) -> bool {
        let table = &self.pronouncer.table;
        table.golds.contains_key(word) || table.silvers.contains_key(word)
    }

    /// The sound of every word among the items, in order.
    pub(super) fn sounds(&self, items: &[Item]) -> Vec<String> {
        let line = Line::of(items);
        let read = line.sounds(&self.pronouncer.read(&line.text, &line.given));
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
            return match self.pronouncer.table.golds.get(&word.to_lowercase())? {
                PhonemeEntry::Simple(sounds) => Some(alphabet::sounds(sounds)),
                PhonemeEntry::Tagged(_) => None,
            };
        }
        self.particle(word)
    }

    /// Returns the sound of `O'Neill` if it is not in the lexicon: the particle, then the name
    /// alone.
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

    /// Returns the sound of a word alone, if its sentence did not give it one.
    fn alone(&self, word: &str) -> String {
        let sounds = alphabet::sounds(&self.pronouncer.alone(word));
        match alphabet::is_heard(&sounds) {
            true => sounds,
            false => self.pronouncer.unknown.sound(word),
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

/// The items as one line of text.
struct Line<'a> {
    text: String,
    /// The place of every word in the text.
    words: Vec<Range<usize>>,
    /// The words whose sound is known, so that their neighbours are read beside it.
    given: Vec<(Range<usize>, &'a str)>,
}

impl Line<'_> {
    fn of(items: &[Item]) -> Line<'_> {
        let mut line = Line {
            text: String::new(),
            words: Vec::new(),
            given: Vec::new(),
        };
        let mut touches = true;
        for item in items {
            let apart = !touches && !matches!(item, Item::Mark(mark) if closes(*mark));
            if apart {
                line.text.push(' ');
            }
            match item {
                Item::Mark(mark) => line.text.push(*mark),
                Item::Word { text, sound } => {
                    let start = line.text.len();
                    line.text.push_str(text);
                    let range = start..line.text.len();
                    let given = sound.iter().map(|sound| (range.clone(), sound.as_str()));
                    line.given.extend(given);
                    line.words.push(range);
                }
            }
            touches = matches!(item, Item::Mark(mark) if opens(*mark));
        }
        line
    }

    /// The sound of every word, by where the tokens lie; empty where none was found.
    fn sounds(&self, tokens: &[Token]) -> Vec<String> {
        let mut sounds = vec![String::new(); self.words.len()];
        let mut from = 0;
        let mut word = 0;
        for token in tokens.iter().filter(|token| !token.text.is_empty()) {
            let Some(found) = self.text[from..].find(&token.text) else {
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
                let read = token.sound.as_deref().unwrap_or_default();
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

    fn token(text: &str, sound: &str) -> Token {
        Token {
            text: text.into(),
            tag: "NN",
            space: " ".into(),
            sound: Some(sound.into()),
        }
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
        assert_eq!(Line::of(&items).text, "“Yes,” he—said.");
    }

    #[test]
    fn tokens_find_their_words_though_some_are_missing_or_cut_in_two() {
        let items = [word("he"), word("didn't"), word("go")];
        let line = Line::of(&items);
        let tokens = [
            token("did", "dˈɪd"),
            token("n't", "ᵊnt"),
            token("go", "ɡˈO"),
        ];
        assert_eq!(line.sounds(&tokens), ["", "dˈɪdᵊnt", "ɡˈO"]);
    }
}
