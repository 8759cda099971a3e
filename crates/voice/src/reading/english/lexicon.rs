//! The lexicon: the sounds of words in their sentence.
//!
//! It takes spoken words and the marks between them, and returns the sound of
//! each word. Every word gets one, and a word whose sound is given keeps it.

mod homographs;
mod pronounce;
mod tables;
mod tagger;
mod tokens;

use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use misaki_rs::lexicon::PhonemeEntry;

use super::unknown::Unknown;
use super::{alphabet, dialect, names};
use crate::phonemes::{Accent, Origin};
use crate::reading::assemble::{closes, opens};
use pronounce::Pronouncer;
pub(super) use tables::Tables;
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

/// The sounds of a word, and where they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sound {
    pub sounds: String,
    pub from: Origin,
}

impl Sound {
    pub(super) fn new(sounds: impl Into<String>, from: Origin) -> Sound {
        Sound {
            sounds: sounds.into(),
            from,
        }
    }
}

/// The lexicon, the tagger and the reader of unknown words of one accent.
pub(super) struct Lexicon {
    accent: Accent,
    pronouncer: Pronouncer,
}

impl Lexicon {
    /// Loads the files of a voice pack from its folder, in about a tenth of a second.
    pub(super) fn load(tables: &Arc<Tables>, folder: &Path, accent: Accent) -> io::Result<Lexicon> {
        Ok(Lexicon {
            accent,
            pronouncer: Pronouncer {
                accent,
                tokenizer: Tokenizer::load(&folder.join("tagger.bin"))?,
                table: tables.of(accent)?,
                unknown: Unknown::load(folder, Arc::clone(tables), accent)?,
            },
        })
    }

    /// Whether a lower-case word is a word.
    pub(super) fn knows(&self, word: &str) -> bool {
        let table = &self.pronouncer.table;
        table.golds.contains_key(word) || table.silvers.contains_key(word)
    }

    /// The sound of every word among the items, in order.
    pub(super) fn sounds(&self, items: &[Item]) -> Vec<Sound> {
        let line = Line::of(items);
        let read = line.sounds(&self.pronouncer.read(&line.text, &line.given));
        let words = items.iter().filter_map(|item| match item {
            Item::Word { text, sound } => Some((text, sound)),
            Item::Mark(_) => None,
        });
        words
            .zip(read)
            .map(|((text, given), read)| match given {
                Some(sound) => Sound::new(sound, Origin::Rule),
                None => match self.with_apostrophe(text) {
                    Some(sound) => sound,
                    None if alphabet::is_heard(&read.sounds) => read,
                    None => self.alone(text),
                },
            })
            .collect()
    }

    /// Words whose apostrophe the tokens would lose: `'tis`, `runnin'`, `O'Neill`.
    fn with_apostrophe(&self, word: &str) -> Option<Sound> {
        if !word.contains('\'') {
            return None;
        }
        if word.starts_with('\'')
            && let Some(PhonemeEntry::Simple(sounds)) =
                self.pronouncer.table.golds.get(&word.to_lowercase())
        {
            return Some(Sound::new(alphabet::sounds(sounds), Origin::Lexicon));
        }
        let known = |word: &str| self.knows(word);
        let alone = |word: &str| self.alone(word);
        dialect::sound(word, self.accent, &known, &alone).or_else(|| self.particle(word))
    }

    /// Returns the sound of `O'Neill` if it is not in the lexicon: the particle, then the name
    /// alone. `M'Carthy` is `McCarthy`.
    fn particle(&self, word: &str) -> Option<Sound> {
        let listed = names::sound(word, self.accent);
        if let Some(sound) = listed.or_else(|| names::in_any_case(word, self.accent)) {
            return Some(Sound::new(sound, Origin::Names));
        }
        let (particle, name) = word.split_once('\'')?;
        let sound = match (particle, self.accent) {
            ("O" | "o", Accent::American) => "O",
            ("O" | "o", Accent::British) => "Q",
            ("D" | "d", _) => "d",
            ("L" | "l", _) => "l",
            ("M" | "Mc" | "Mac", _) if name.starts_with(['C', 'K', 'G', 'Q']) => "mə",
            ("M" | "Mc" | "Mac", _) => "mək",
            _ => return None,
        };
        let whole = format!("Mc{name}");
        if particle == "M" && self.knows(whole.trim_end_matches("'s")) {
            return Some(self.alone(&whole));
        }
        let named = name.len() > 2 && name.starts_with(char::is_uppercase);
        let known = self.knows(word) || self.knows(word.trim_end_matches("'s"));
        (named && !known).then(|| {
            let name = self.alone(name);
            Sound::new(format!("{sound}{}", name.sounds), name.from)
        })
    }

    /// Returns the sound of a word alone, if its sentence did not give it one.
    fn alone(&self, word: &str) -> Sound {
        let Sound { sounds, from } = self.pronouncer.alone(word);
        let sounds = alphabet::sounds(&sounds);
        match alphabet::is_heard(&sounds) {
            true => Sound { sounds, from },
            false => self.pronouncer.unknown.sound(word),
        }
    }
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
    fn sounds(&self, tokens: &[Token]) -> Vec<Sound> {
        let mut sounds = vec![Sound::default(); self.words.len()];
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
                sounds[word].sounds.push_str(&alphabet::sounds(read));
                sounds[word].from = sounds[word].from.max(token.from);
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
            from: Origin::Lexicon,
            is_settled: false,
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
        let sounds: Vec<String> = line.sounds(&tokens).into_iter().map(|s| s.sounds).collect();
        assert_eq!(sounds, ["", "dˈɪdᵊnt", "ɡˈO"]);
    }
}
