//! The index of the library: where each word is in the names, words, settings and descriptions.

use std::collections::HashMap;
use std::sync::LazyLock;

use cuebook_core::meaning::stem;

use super::score::{Hit, Hits};
use super::{By, more, net};
use crate::recipe::{self, Category, Note};

/// Words that say nothing about a sound.
const FUNCTION: &str = "a an the of in on at by to from with and or for into onto over under up down out off as is are \
    was it its his her their my your some sound sounds noise effect effects sfx fx";

/// The points of a match, by the place of the word.
mod points {
    /// The name.
    pub(super) const NAME: f32 = 1000.0;
    /// One of several parts of the name; shared by the parts.
    pub(super) const PART: f32 = 250.0;
    /// One of the sound's words; later ones have less.
    pub(super) const WORD: f32 = 500.0;
    pub(super) const LATER: f32 = 15.0;
    /// A word of a phrase; shared by its words.
    pub(super) const PHRASE: f32 = 300.0;
    /// A word that people use beside those of the sound.
    pub(super) const MORE: f32 = 420.0;
    /// A word of a setting.
    pub(super) const SETTING: f32 = 280.0;
    /// A word of the description; later ones have less.
    pub(super) const ABOUT: f32 = 90.0;
    /// A word of the category or of the folder.
    pub(super) const CATEGORY: f32 = 60.0;
}

/// A place of a word.
#[derive(Copy, Clone, Debug)]
struct Place {
    sound: &'static Note,
    by: By,
    points: f32,
    setting: Option<(&'static str, &'static str)>,
}

/// A phrase that means a sound.
pub(super) struct Phrase {
    /// The stems of its words.
    pub(super) stems: Vec<String>,
    pub(super) sound: &'static Note,
    /// Whether the phrase is the name of the sound.
    pub(super) is_name: bool,
    /// A share for the place of the sound in the list of the phrase.
    pub(super) share: f32,
    pub(super) setting: Option<(&'static str, &'static str)>,
}

/// The index.
pub(super) struct Index {
    places: HashMap<String, Vec<Place>>,
    /// The phrases among the words.
    pub(super) phrases: Vec<Phrase>,
    /// The words for which a misspelt one is taken.
    spellings: Vec<&'static str>,
}

impl Index {
    /// Returns the index of the library. It is made at the first call.
    pub(super) fn of_library() -> &'static Index {
        static INDEX: LazyLock<Index> = LazyLock::new(Index::new);
        &INDEX
    }

    fn new() -> Index {
        let mut index = Index {
            places: HashMap::new(),
            phrases: Vec::new(),
            spellings: Vec::new(),
        };
        for note in recipe::notes() {
            index.name(note);
            index.words(note);
            index.settings(note);
            index.description(note);
        }
        index.more();
        index.spellings.sort_unstable();
        index.spellings.dedup();
        index
    }

    fn add(&mut self, word: &str, by: By, points: f32, sound: &'static Note) {
        let place = Place {
            sound,
            by,
            points,
            setting: None,
        };
        self.places.entry(stem(word)).or_default().push(place);
    }

    fn phrase(&mut self, stems: Vec<String>, sound: &'static Note, is_name: bool) {
        self.phrases.push(Phrase {
            stems,
            sound,
            is_name,
            share: 1.0,
            setting: None,
        });
    }

    /// Adds the words of [`more`].
    fn more(&mut self) {
        for own in more::rows() {
            let share = 1.0 - 0.15 * own.rank.min(4) as f32;
            let parts: Vec<&str> = own.words.split(' ').collect();
            match parts[..] {
                [word] => {
                    let place = Place {
                        sound: own.sound,
                        by: By::Word,
                        points: share * points::MORE,
                        setting: own.setting,
                    };
                    self.places.entry(stem(word)).or_default().push(place);
                    self.spellings.push(word);
                }
                _ => self.phrases.push(Phrase {
                    stems: stems(&parts),
                    sound: own.sound,
                    is_name: false,
                    share,
                    setting: own.setting,
                }),
            }
        }
    }

    fn name(&mut self, note: &'static Note) {
        let parts: Vec<&str> = note.name.split('-').collect();
        self.spellings
            .extend(parts.iter().filter(|part| part.len() > 2));
        match parts[..] {
            [one] => self.add(one, By::Name, points::NAME, note),
            _ => {
                let share = points::PART / parts.len() as f32;
                for part in parts.iter().filter(|part| !is_function(part)) {
                    self.add(part, By::Word, share, note);
                }
                self.phrase(stems(&parts), note, true);
            }
        }
    }

    fn words(&mut self, note: &'static Note) {
        let mut order: Vec<String> = Vec::new();
        for word in note.words {
            let parts: Vec<&str> = word.split([' ', '-']).collect();
            if let [one] = parts[..] {
                // The forms of one word are one word.
                let stem = stem(one);
                if !order.contains(&stem) {
                    let later = points::LATER * order.len().min(10) as f32;
                    self.add(&one.to_lowercase(), By::Word, points::WORD - later, note);
                    order.push(stem);
                }
                self.spellings.push(one);
                continue;
            }
            let telling: Vec<&str> = parts
                .into_iter()
                .filter(|part| !is_function(part))
                .collect();
            let share = points::PHRASE / (telling.len() + 1) as f32;
            for part in &telling {
                self.add(part, By::Word, share, note);
            }
            // `blast-off` is not `blast`.
            if telling.len() > 1 {
                self.phrase(stems(&telling), note, false);
            }
        }
    }

    fn settings(&mut self, note: &'static Note) {
        for choice in note.choices {
            for word in choice.words.iter().filter(|word| word.len() > 2) {
                let parts: Vec<&str> = word.split('-').collect();
                for part in &parts {
                    let place = Place {
                        sound: note,
                        by: By::Setting,
                        points: points::SETTING / parts.len() as f32,
                        setting: Some((choice.param, word)),
                    };
                    self.places.entry(stem(part)).or_default().push(place);
                }
            }
        }
    }

    fn description(&mut self, note: &'static Note) {
        let lower = note.about.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric());
        let words = words.filter(|word| word.len() > 1 && !is_function(word));
        for (number, word) in words.enumerate() {
            self.add(word, By::About, points::ABOUT - number.min(20) as f32, note);
        }
        let category = Category::of(note.category);
        let names = category.map_or(["", ""], |category| [category.name, category.part]);
        let names = names.into_iter().chain([note.group]);
        for word in names.flat_map(|name| name.split(' ')) {
            if !word.is_empty() && !is_function(word) && word != "other" {
                self.add(word, By::About, points::CATEGORY, note);
            }
        }
    }

    /// Returns the sounds that have a word, given by its stem, with a share of their points. Of
    /// several sounds each has less.
    pub(super) fn direct(&self, stem: &str, share: f32, by: Option<By>) -> Hits {
        let mut hits = Hits::default();
        let places = self.places.get(stem).map_or(&[][..], |places| places);
        for place in places {
            hits.add(
                place.sound,
                Hit {
                    by: by.unwrap_or(place.by),
                    points: share * place.points,
                    setting: place.setting,
                },
            );
        }
        hits
    }

    /// Returns the sounds to which the synonyms of a word or a phrase lead.
    pub(super) fn led(&self, word: &str) -> Hits {
        let mut hits = Hits::default();
        for link in net::leading(word) {
            let (by, share) = match link.steps {
                1 => (By::Synonym, 0.12),
                _ => (By::Further, 0.04),
            };
            let share = share / (link.of as f32).sqrt();
            let places = self.places.get(&stem(link.word));
            let own = places
                .into_iter()
                .flatten()
                .filter(|place| place.by < By::About);
            for place in own {
                hits.sum(
                    place.sound,
                    Hit {
                        by,
                        points: share * place.points,
                        setting: place.setting,
                    },
                );
            }
        }
        hits
    }

    /// Returns the two words of the library of which a word is composed: `car` and `horn` of `carhorn`;
    /// else a word at its end, twice.
    pub(super) fn parts<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        const SHORTEST: usize = 3;
        let known = |part: &str| part.len() >= SHORTEST && self.is_own(part);
        let mut ends = word.char_indices().map(|(at, _)| word.split_at(at));
        let mut last = ends.clone();
        ends.find(|(one, other)| known(one) && known(other))
            .or_else(|| {
                let end = last
                    .find(|(one, other)| !one.is_empty() && other.len() > SHORTEST && known(other));
                end.map(|(_, end)| (end, end))
            })
    }

    /// Returns the stems of all its words.
    pub(super) fn stems(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Returns whether a word finds something without regard to its spelling.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.places.contains_key(&stem(word))
            || !net::leading(word).is_empty()
            || self.parts(word).is_some()
    }

    /// Returns whether a word is one of the words of a sound.
    pub(super) fn is_own(&self, word: &str) -> bool {
        let places = self.places.get(&stem(word)).into_iter().flatten();
        places.into_iter().any(|place| place.by < By::About)
    }

    /// Returns the words for which a misspelt one is taken.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &'static str> {
        self.spellings.iter().copied()
    }
}

fn stems(words: &[&str]) -> Vec<String> {
    words
        .iter()
        .map(|word| stem(&word.to_lowercase()))
        .collect()
}

/// Returns the words that say nothing about a sound.
pub fn function_words() -> impl Iterator<Item = &'static str> {
    FUNCTION.split_ascii_whitespace()
}

/// Returns whether a word says nothing about a sound.
pub(super) fn is_function(word: &str) -> bool {
    function_words().any(|known| known == word)
}
