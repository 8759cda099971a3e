//! Adds up what the words of a text find.

use std::collections::HashMap;

use super::index::{Index, Phrase};
use super::{By, Match};
use crate::recipe::Note;

/// What a word finds of a sound.
#[derive(Copy, Clone, Debug)]
pub(super) struct Hit {
    pub(super) by: By,
    pub(super) points: f32,
    pub(super) setting: Option<(&'static str, &'static str)>,
}

/// What a word finds.
#[derive(Clone, Debug, Default)]
pub(super) struct Hits(HashMap<&'static str, (&'static Note, Hit)>);

impl Hits {
    /// Adds a hit. Of several of one sound the surest gives the way and the setting, and the others
    /// add a tenth.
    pub(super) fn add(&mut self, note: &'static Note, hit: Hit) {
        self.join(note, hit, 0.1);
    }

    /// Adds a hit whose points all count.
    pub(super) fn sum(&mut self, note: &'static Note, hit: Hit) {
        self.join(note, hit, 0.5);
    }

    fn join(&mut self, note: &'static Note, hit: Hit, more: f32) {
        let (_, known) = self
            .0
            .entry(note.name)
            .or_insert((note, Hit { points: 0.0, ..hit }));
        let (most, least) = (known.points.max(hit.points), known.points.min(hit.points));
        // A setting that goes on to say what the sound is comes with its word.
        let setting = known.setting.or(hit.setting);
        if hit.by < known.by {
            *known = hit;
        }
        known.setting = setting;
        known.points = most + more * least;
    }

    pub(super) fn extend(&mut self, others: Hits) {
        for (note, hit) in others.0.into_values() {
            self.add(note, hit);
        }
    }

    /// Returns the sounds with how they were found and their points.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static Note, By, f32)> {
        self.0
            .values()
            .map(|(note, hit)| (*note, hit.by, hit.points))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The points of a sound for all words of the text.
struct Score {
    note: &'static Note,
    by: By,
    points: f32,
    /// The number of words that find it.
    words: usize,
    settings: Vec<(&'static str, &'static str)>,
}

/// The points of all sounds.
pub(super) struct Scores {
    scores: HashMap<&'static str, Score>,
    /// The number of words of the text.
    words: usize,
}

impl Scores {
    pub(super) fn new(words: usize) -> Scores {
        Scores {
            scores: HashMap::new(),
            words,
        }
    }

    /// Adds what one word finds. A word that finds many sounds counts less.
    pub(super) fn add(&mut self, hits: &Hits) {
        let sure = hits.0.values().filter(|(_, hit)| hit.by < By::About);
        let rare = 1.0 / (1.0 + 0.1 * sure.count() as f32);
        for (note, hit) in hits.0.values() {
            let score = self.of(note, hit.by);
            score.points += rare * hit.points;
            score.words += 1;
            let known = score
                .settings
                .iter()
                .any(|(param, _)| hit.setting.is_some_and(|(own, _)| own == *param));
            score.settings.extend(hit.setting.filter(|_| !known));
        }
    }

    /// Adds what the whole text finds by its synonyms.
    pub(super) fn add_more(&mut self, hits: &Hits) {
        let words = self.words;
        for (note, hit) in hits.0.values() {
            let score = self.of(note, hit.by);
            score.points += hit.points;
            score.words = words;
        }
    }

    fn of(&mut self, note: &'static Note, by: By) -> &mut Score {
        let score = self.scores.entry(note.name).or_insert(Score {
            note,
            by,
            points: 0.0,
            words: 0,
            settings: Vec::new(),
        });
        score.by = score.by.min(by);
        score
    }

    /// Adds points for names and phrases that are in the text as a whole.
    pub(super) fn whole(&mut self, index: &Index, stems: &[String]) {
        const WITHIN: f32 = 250.0;
        const ALL: f32 = 700.0;
        let has = |phrase: &Phrase| {
            !phrase.stems.is_empty() && phrase.stems.iter().all(|part| stems.contains(part))
        };
        for phrase in index.phrases.iter().filter(|phrase| has(phrase)) {
            let length = phrase.stems.len();
            let all = length == stems.len();
            let score = self.of(phrase.sound, By::Word);
            score.points += phrase.share * if all { ALL } else { WITHIN };
            score.words = score.words.max(length);
            score.settings.extend(phrase.setting);
            if phrase.is_name && phrase.stems == *stems {
                score.by = By::Name;
                score.points += ALL;
            }
        }
    }

    /// Returns the sounds, the best first. One that few of the words find has little.
    pub(super) fn into_matches(self) -> Vec<Match> {
        let words = self.words.max(1) as f32;
        let matches = self.scores.into_values().map(|score| {
            let share = score.words as f32 / words;
            Match {
                note: score.note,
                by: score.by,
                settings: score.settings,
                points: score.points * share.powi(3),
            }
        });
        let mut matches: Vec<Match> = matches.collect();
        matches.sort_by(|a, b| {
            let by_points = b.points.total_cmp(&a.points);
            by_points.then_with(|| a.note.name.cmp(b.note.name))
        });
        matches
    }
}
