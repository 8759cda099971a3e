//! The lexicon of Mandarin: the readings of characters and of phrases, from two files of the voice
//! pack. `characters.json` maps the number of a character to its readings, the most usual first;
//! `phrases.json` maps a phrase to the readings of its characters.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use super::syllable::Syllable;
use super::words::{CHARACTERS, PHRASES};

pub(super) struct Lexicon {
    characters: HashMap<char, String>,
    phrases: HashMap<String, Vec<String>>,
    /// The characters that begin a phrase, with the most characters that one has.
    longest: HashMap<char, usize>,
}

impl Lexicon {
    /// Loads the files of a folder.
    pub(super) fn load(folder: &Path) -> io::Result<Lexicon> {
        let characters = fs::read(folder.join("characters.json"))?;
        let phrases = fs::read(folder.join("phrases.json"))?;
        Lexicon::of(&characters, &phrases)
    }

    /// Builds a lexicon from the contents of its files.
    pub(super) fn of(characters: &[u8], phrases: &[u8]) -> io::Result<Lexicon> {
        let characters: HashMap<String, String> = serde_json::from_slice(characters)?;
        let characters = characters.into_iter().filter_map(|(number, readings)| {
            Some((char::from_u32(number.parse().ok()?)?, readings))
        });
        let phrases: HashMap<String, Vec<Vec<String>>> = serde_json::from_slice(phrases)?;
        let phrases = phrases.into_iter().map(|(phrase, readings)| {
            let first = readings.into_iter().map(|own| own.into_iter().next());
            (phrase, first.map(Option::unwrap_or_default).collect())
        });
        let mut phrases: HashMap<String, Vec<String>> = phrases.collect();
        for (phrase, readings) in PHRASES {
            let readings = readings.split(' ').map(str::to_owned);
            phrases.insert((*phrase).to_owned(), readings.collect());
        }
        let mut longest = HashMap::new();
        for phrase in phrases.keys() {
            let most = longest.entry(phrase.chars().next().unwrap_or_default());
            let most: &mut usize = most.or_insert(0);
            *most = (*most).max(phrase.chars().count());
        }
        Ok(Lexicon {
            characters: characters.collect(),
            phrases,
            longest,
        })
    }

    /// Returns the most characters of a phrase that begins with this one.
    pub(super) fn longest(&self, first: char) -> usize {
        self.longest.get(&first).copied().unwrap_or(0)
    }

    /// Returns whether the lexicon has a phrase.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.phrases.contains_key(phrase)
    }

    /// Returns the syllables of a phrase, one for each character.
    pub(super) fn phrase(&self, phrase: &str) -> Option<Vec<Syllable>> {
        let readings = self.phrases.get(phrase)?;
        let syllables: Option<Vec<Syllable>> =
            readings.iter().map(|own| Syllable::parse(own)).collect();
        syllables.filter(|own| own.len() == phrase.chars().count())
    }

    /// Returns the usual syllable of a character.
    pub(super) fn character(&self, c: char) -> Option<Syllable> {
        if let Some((_, reading)) = CHARACTERS.iter().find(|(own, _)| own.contains(c)) {
            return Syllable::parse(reading);
        }
        let readings = self.characters.get(&c)?;
        readings.split(',').find_map(Syllable::parse)
    }
}
