//! Words that are not in the lexicon.
//!
//! The list of well-known names is asked first, then the lexicon of the other accent. A small
//! network that was trained on such words guesses the rest. Spelling rules replace it if the
//! network is missing or returns no sound.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rten::{Model, RunOptions, ThreadPool, Value};

use super::lexicon::{Sound, Tables};
use super::{accents, alphabet, diacritics, foreign, letters, names, onsets, spelling};
use crate::phonemes::{Accent, Origin};

/// The reader of unknown words for one accent.
pub(super) struct Unknown {
    accent: Accent,
    tables: Arc<Tables>,
    network: Option<Network>,
    /// The words read so far: names occur again in every chapter.
    read: Mutex<HashMap<String, Sound>>,
}

/// The letters that the network reads and the sounds that it writes, from its
/// JSON file.
#[derive(serde::Deserialize)]
struct Alphabets {
    #[serde(rename = "in")]
    letters: Vec<char>,
    #[serde(rename = "out")]
    sounds: Vec<char>,
    /// The length of the longest word, in letters.
    maxlen: usize,
}

/// A transformer over letters. Its output follows the rule of CTC (Graves et
/// al. 2006): repeats are one symbol, and 0 is the blank between them.
struct Network {
    model: Model,
    letters: BTreeMap<char, i32>,
    sounds: Vec<char>,
    longest: usize,
    pool: Arc<ThreadPool>,
}

impl Unknown {
    /// Loads the network for an accent from a folder, if the folder has it.
    pub(super) fn load(
        folder: &Path,
        tables: Arc<Tables>,
        accent: Accent,
    ) -> std::io::Result<Unknown> {
        let name = match accent {
            Accent::American => "oov",
            Accent::British => "oov_gb",
        };
        let file = folder.join(name).with_extension("onnx");
        let network = file.exists().then(|| Network::load(&file));
        Ok(Unknown {
            accent,
            tables,
            network: network.transpose()?,
            read: Mutex::default(),
        })
    }

    /// Returns the sound of a word. A possessive is its name and the ending.
    pub(super) fn sound(&self, word: &str) -> Sound {
        let word = word.replace('’', "'");
        if let Some(name) = word.strip_suffix("'s").or_else(|| word.strip_suffix("'S")) {
            let name = self.sound(name);
            return Sound::new(alphabet::with_s(&name.sounds, self.accent), name.from);
        }
        let name = word.replace('\'', "");
        let read = || self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sound) = read().get(&name) {
            return sound.clone();
        }
        let sound = self.found(&name);
        read().insert(name, sound.clone());
        sound
    }

    fn found(&self, name: &str) -> Sound {
        if let Some(sound) = names::in_any_case(name, self.accent) {
            return Sound::new(sound, Origin::Names);
        }
        if let Some(sound) = names::without_accents(name, self.accent) {
            return Sound::new(sound, Origin::Names);
        }
        if let Some(plain) = diacritics::participle(name) {
            let Sound { sounds, from } = self.found(&plain);
            return Sound::new(diacritics::with_syllable(&sounds, self.accent), from);
        }
        if let Some(sound) = spelling::interjection(name, self.accent) {
            return Sound::new(sound, Origin::Rule);
        }
        if let Some(sound) = self.abroad(name) {
            return Sound::new(sound, Origin::OtherLexicon);
        }
        if let Some(sound) = foreign::read(name, self.accent) {
            return Sound::new(sound, Origin::Spelling);
        }
        let network = self.network.as_ref();
        let spanish = name.replace('ñ', "ny");
        let (before, rest) = onsets::split(&spanish).unwrap_or(("", spanish));
        match network.and_then(|network| network.read(&rest)) {
            Some(sound) => Sound::new(format!("{before}{sound}"), Origin::Guess),
            None => Sound::new(spelling::guess(name, self.accent), Origin::Spelling),
        }
    }

    /// Returns the reading of the other accent's lexicon in this accent.
    fn abroad(&self, name: &str) -> Option<String> {
        let other = match self.accent {
            Accent::American => Accent::British,
            Accent::British => Accent::American,
        };
        let table = self.tables.of(other).ok()?;
        let here = |word: &str| {
            let sounds = Tables::entry(&table, word)?;
            Some(accents::converted(
                &alphabet::sounds(&sounds),
                word,
                self.accent,
            ))
        };
        here(name).or_else(|| {
            let stem = name
                .strip_suffix('s')
                .filter(|stem| stem.len() > 2 && !stem.ends_with('s'))?;
            Some(alphabet::with_s(&here(stem)?, self.accent))
        })
    }
}

impl Network {
    fn load(file: &Path) -> std::io::Result<Network> {
        let model = Model::load_file(file).map_err(std::io::Error::other)?;
        let alphabets = std::fs::read(file.with_extension("json"))?;
        let alphabets: Alphabets = serde_json::from_slice(&alphabets)?;
        Ok(Network {
            model,
            letters: (alphabets.letters.into_iter()).zip(1..).collect(),
            sounds: alphabets.sounds,
            longest: alphabets.maxlen,
            pool: Arc::new(ThreadPool::with_num_threads(1)),
        })
    }

    /// Returns the sound of a word, or `None` when the network finds no sound.
    fn read(&self, word: &str) -> Option<String> {
        let known = |word: &str| -> Option<Vec<i32>> {
            word.chars()
                .map(|c| self.letters.get(&c).copied())
                .collect()
        };
        let mut letters = known(word).or_else(|| known(&letters::plain(word)))?;
        letters.truncate(self.longest);
        if letters.is_empty() {
            return None;
        }
        let input = Value::from_shape([1, letters.len()], letters).ok()?;
        let options = RunOptions::default().with_thread_pool(Some(self.pool.clone()));
        let output = self.model.run_one(input.into(), Some(options)).ok()?;
        let (_, output) = output.into_shape_vec::<i32, 2>().ok()?;
        let mut sounds = String::new();
        let mut last = 0;
        for sound in output {
            if sound != last
                && let Some(place) = usize::try_from(sound).ok().and_then(|s| s.checked_sub(1))
            {
                sounds.extend(self.sounds.get(place));
            }
            last = sound;
        }
        let mut sounds = alphabet::once(&alphabet::sounds(&sounds));
        if !sounds.contains('ˈ') {
            sounds.insert(0, 'ˈ');
        }
        let sounds = alphabet::stress_on_vowels(&sounds);
        alphabet::is_heard(&sounds).then_some(sounds)
    }
}
