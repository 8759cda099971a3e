//! Cues: sounds of the library, at the words that call for them.
//!
//! In: a page, its scenes and the stock. Out: cues in the order of the text.
//! Always true: a cue stands at words of narration that tell of its sound here
//! and now, and no two of one sound stand close to each other.

mod rules;
pub mod told;

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::listed;
use super::page::Page;
use super::scenes::Scene;
use crate::world::Stock;

/// A sound at its words.
#[derive(Clone, Debug)]
pub struct Cue {
    pub recipe: String,
    pub bed: bool,
    /// Where it is heard: a spot after these words, a bed from them on.
    pub words: Range<usize>,
    /// Which words called for it, as the text has them.
    pub called: Vec<String>,
    /// Where a bed ends: with its scene, or after a word.
    pub until: Option<Until>,
    /// How often a spot sounds.
    pub times: usize,
}

/// Where a bed ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Until {
    /// With the scene; with the show after the last.
    Scene,
    /// Where these words end, and whether they tell of its end.
    Words(Range<usize>, bool),
}

/// How many words apart two spots of one sound are at the least.
const APART: usize = 60;

/// Weather lasts; any other bed lasts as long as it is told of.
const LASTING: &str = "rain wind snow-wind clock fire blaze";

/// What is heard as one: a second of these adds nothing.
const ALIKE: &[&str] = &[
    "wind snow-wind",
    "fire blaze",
    "gunfire rifle machine-gun",
    "explosion shell-impact grenade",
    "weeping panic",
    "footsteps running boots-on-stairs",
    "shouting-crowd murmur panic",
];

/// Finds the cues of a page.
#[must_use]
pub fn cues(
    page: &Page<'_>,
    scenes: &[Scene],
    headings: &[Range<usize>],
    stock: &dyn Stock,
) -> Vec<Cue> {
    let library = Library::of(stock);
    let mut found = Found {
        page,
        scenes,
        cues: Vec::new(),
        open: Vec::new(),
    };
    for (index, part) in page.parts.iter().enumerate() {
        let heading = headings
            .iter()
            .any(|heading| heading.contains(&part.words.start));
        if part.speech || heading {
            continue;
        }
        let mut at = part.words.start;
        while at < part.words.end {
            let sentence = at..page.sentence_end(at, part.words.end);
            found.sentence(&library, index, &sentence);
            at = sentence.end;
        }
    }
    found.cues
}

/// The recipes by the first of the words that call for them.
struct Library<'s> {
    recipes: Vec<(&'s str, bool)>,
    words: HashMap<String, Vec<(usize, Vec<String>)>>,
}

impl<'s> Library<'s> {
    fn of(stock: &'s dyn Stock) -> Library<'s> {
        let mut library = Library {
            recipes: Vec::new(),
            words: HashMap::new(),
        };
        for name in stock.recipes() {
            let Some(note) = stock
                .recipe(name)
                .filter(|note| rules::is_called_by_words(name, note.about))
            else {
                continue;
            };
            let recipe = library.recipes.len();
            library.recipes.push((name, note.bed));
            for words in note.words {
                let words: Vec<String> = words
                    .to_lowercase()
                    .split([' ', '-'])
                    .map(str::to_owned)
                    .collect();
                library
                    .words
                    .entry(words[0].clone())
                    .or_default()
                    .push((recipe, words));
            }
        }
        library
    }

    /// What the word at `word` calls for: recipes, and the words of each.
    fn hits(&self, page: &Page<'_>, word: usize, end: usize) -> Vec<(usize, Range<usize>)> {
        let Some(known) = self.words.get(page.low(word)) else {
            return Vec::new();
        };
        let stands = |words: &[String]| {
            word + words.len() <= end
                && words
                    .iter()
                    .enumerate()
                    .all(|(n, known)| page.low(word + n) == known)
        };
        let hit = |(recipe, words): &(usize, Vec<String>)| {
            stands(words).then(|| (*recipe, word..word + words.len()))
        };
        known.iter().filter_map(hit).collect()
    }
}

struct Found<'p, 'a> {
    page: &'p Page<'a>,
    scenes: &'p [Scene],
    cues: Vec<Cue>,
    /// Beds under way, by their place among the cues.
    open: Vec<usize>,
}

impl Found<'_, '_> {
    fn sentence(&mut self, library: &Library<'_>, part: usize, sentence: &Range<usize>) {
        let mut word = sentence.start;
        let mut spots = 0;
        while word < sentence.end {
            let mut next = word + 1;
            let mut hits = library.hits(self.page, word, sentence.end);
            // The longest words first: `machine-gun` is no `gun`.
            hits.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
            for (recipe, words) in hits {
                let (name, bed) = library.recipes[recipe];
                if self.ends(name, &words, sentence) {
                    break;
                }
                if let Some(beside) = self.calls(name, &words, sentence)
                    && (bed || spots < 2)
                    && !self.is_doubled(name, bed, words.start)
                {
                    spots += usize::from(!bed);
                    next = words.end;
                    self.add(name, bed, words, beside, part, sentence);
                    break;
                }
            }
            word = next;
        }
    }

    /// The word beside it in whose company a word calls for a recipe.
    fn calls(&self, recipe: &str, words: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let inner = words.start..words.end.max(words.start + 1);
        let unreal = told::is_unreal(self.page, inner.start, sentence);
        let figure = words.len() == 1 && told::is_figure(self.page, words.start, sentence);
        if unreal || figure && recipe != "heartbeat" {
            return None;
        }
        rules::company(self.page, recipe, words, sentence)
    }

    /// Whether the words tell that a sound is over: the bed under way ends there.
    fn ends(&mut self, recipe: &str, words: &Range<usize>, sentence: &Range<usize>) -> bool {
        let over = "stopped ceased died ended over subsided faded passed failed gone silent";
        let after = words.end..(words.end + 5).min(sentence.end);
        let Some(end) = after
            .into_iter()
            .find(|word| listed(over, self.page.low(*word)))
        else {
            return false;
        };
        let open = self
            .open
            .iter()
            .position(|cue| self.cues[*cue].recipe == recipe);
        if let Some(open) = open {
            let cue = self.open.remove(open);
            let end = end
                + usize::from(
                    end + 1 < sentence.end && listed("away down silent", self.page.low(end + 1)),
                );
            self.cues[cue].until = Some(Until::Words(words.start..end + 1, true));
        }
        true
    }

    /// Whether the same is heard already, or was a moment ago.
    fn is_doubled(&mut self, recipe: &str, bed: bool, at: usize) -> bool {
        let scene = self.scene(at);
        let (cues, scenes) = (&self.cues, self.scenes);
        let of = |word: usize| scenes.partition_point(|scene| scene.first <= word);
        self.open.retain(|cue| match &cues[*cue].until {
            Some(Until::Words(words, _)) => words.end > at,
            _ => of(cues[*cue].words.start) == scene,
        });
        let same = |name: &str| {
            name == recipe
                || ALIKE
                    .iter()
                    .any(|names| listed(names, name) && listed(names, recipe))
        };
        let heard = self.open.iter().any(|cue| same(&self.cues[*cue].recipe));
        let just = self
            .cues
            .iter()
            .rev()
            .take_while(|cue| at.saturating_sub(cue.words.start) < APART);
        heard
            || just
                .into_iter()
                .any(|cue| same(&cue.recipe) && (!bed || cue.recipe == recipe))
    }

    fn scene(&self, word: usize) -> usize {
        self.scenes.partition_point(|scene| scene.first <= word)
    }

    fn add(
        &mut self,
        recipe: &str,
        bed: bool,
        hit: Range<usize>,
        beside: usize,
        part: usize,
        sentence: &Range<usize>,
    ) {
        let page = self.page;
        let mut called = vec![page.text(hit.clone())];
        // `the wind` is called by the wind.
        if !hit.contains(&beside) && !page.known(beside).function {
            called.push(page.text(beside..beside + 1));
        }
        let from = hit.start.min(beside).max(hit.start.saturating_sub(3));
        let to = if beside < hit.end + 3 {
            hit.end.max(beside + 1)
        } else {
            hit.end
        };
        let until = bed.then(|| self.until(recipe, part, hit.end));
        self.cues.push(Cue {
            recipe: recipe.to_owned(),
            bed,
            times: if bed {
                1
            } else {
                times(page, recipe, sentence)
            },
            words: from..to,
            called,
            until,
        });
        if bed {
            self.open.push(self.cues.len() - 1);
        }
    }

    /// Where a bed ends that nothing else ends: weather with its scene, another
    /// after the paragraph that tells of it, and the next if that is short.
    fn until(&self, recipe: &str, part: usize, hit: usize) -> Until {
        if listed(LASTING, recipe) {
            return Until::Scene;
        }
        let parts = &self.page.parts;
        let paragraph = parts[part].paragraph;
        let scene = self.scene(hit);
        let within = |p: &&super::page::Part| {
            p.paragraph <= paragraph + 1 && self.scene(p.words.start) == scene
        };
        let last = parts[part..]
            .iter()
            .take_while(within)
            .last()
            .unwrap_or(&parts[part]);
        let same = parts[part..]
            .iter()
            .take_while(|p| p.paragraph == paragraph)
            .last()
            .unwrap_or(&parts[part]);
        let long = same.words.end.saturating_sub(hit) > 40;
        let end = if long { same.words.end } else { last.words.end };
        if parts.last().is_some_and(|part| part.words.end == end) {
            return Until::Scene;
        }
        Until::Words(end.saturating_sub(3).max(hit.min(end - 1))..end, false)
    }
}

/// `three times`, `twice`: how often a blow falls.
fn times(page: &Page<'_>, recipe: &str, sentence: &Range<usize>) -> usize {
    if !matches!(recipe, "door-strike" | "bell-toll" | "rifle" | "cough") {
        return 1;
    }
    let numbers = [
        "", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let number = |word: usize| {
        numbers
            .iter()
            .position(|number| *number == page.low(word) && !number.is_empty())
    };
    for word in sentence.clone() {
        if page.low(word) == "twice" {
            return 2;
        }
        let struck =
            recipe == "bell-toll" && word > sentence.start && page.low(word - 1) == "struck";
        let counted = listed("times shots knocks blows", page.low(word + 1));
        if let Some(number) = number(word).filter(|_| struck || counted) {
            return number;
        }
    }
    1
}
