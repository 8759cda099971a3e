//! Finds the words of narration that mention sounds of the library. The sound
//! must occur in the scene itself. Two cues of one sound are never close to each
//! other.

mod outlined;
mod rules;

use std::collections::HashMap;
use std::ops::Range;

use super::page::{Page, Part};
use super::unreal;
use crate::outline::Scene;
use crate::outline::lexicon::listed;
use crate::outline::sound::{self, Library, Recipe};
use crate::world::Catalog;

/// Words that mention a sound.
#[derive(Clone, Debug)]
pub(super) struct Call<'s> {
    recipe: Recipe<'s>,
    /// The words. A spot sounds after them, a bed from them on.
    words: Range<usize>,
    /// The words that match the recipe, as in the text.
    called: Vec<String>,
    /// Where a bed ends.
    until: Until,
    /// The number of times that a spot sounds.
    times: u32,
}

/// Where a bed ends.
#[derive(Clone, Debug, PartialEq)]
enum Until {
    /// At the end of its scene. In the last scene, at the end of the show.
    Scene,
    /// After these words, which mention its end.
    Words(Range<usize>),
    /// After these words, by a guess.
    Guessed(Range<usize>),
}

/// The least number of words between two spots of one sound.
const APART: usize = 60;

/// Beds that last to the end of the scene. Others last while the text mentions
/// them.
const LASTING: &str = "rain wind snow-wind clock fire blaze";

/// Groups of similar sounds. A second sound of a group is not added while one
/// plays.
const ALIKE: &[&str] = &[
    "wind snow-wind",
    "fire blaze",
    "gunfire rifle machine-gun",
    "explosion shell-impact grenade",
    "weeping panic",
    "footsteps running boots-on-stairs",
    "shouting-crowd murmur panic",
];

/// Finds the mentioned sounds in a page, in the order of the text.
#[must_use]
pub(super) fn calls<'s>(
    page: &Page<'_>,
    scenes: &[Scene],
    headings: &[Range<usize>],
    stock: &'s dyn Catalog,
) -> Vec<Call<'s>> {
    let index = Index::of(&Library::of(stock));
    let mut found = Found {
        page,
        scenes,
        calls: Vec::new(),
        open: Vec::new(),
    };
    for (number, part) in page.parts.iter().enumerate() {
        let heading = headings
            .iter()
            .any(|heading| heading.contains(&part.words.start));
        if part.speech || heading {
            continue;
        }
        let mut at = part.words.start;
        while at < part.words.end {
            let sentence = at..page.sentence_end(at, part.words.end);
            found.sentence(&index, number, &sentence);
            at = sentence.end;
        }
    }
    found.calls
}

/// The recipes by the first of the words that match them.
struct Index<'s>(HashMap<String, Vec<(Recipe<'s>, Vec<String>)>>);

impl<'s> Index<'s> {
    fn of(library: &Library<'s>) -> Index<'s> {
        let mut index: HashMap<String, Vec<_>> = HashMap::new();
        let recipes = library.recipes.iter();
        for recipe in recipes.filter(|recipe| rules::is_called_by_words(recipe.name)) {
            for words in recipe.words {
                let low = words.to_lowercase();
                let words: Vec<String> = low.split([' ', '-']).map(str::to_owned).collect();
                let first = words[0].clone();
                index.entry(first).or_default().push((*recipe, words));
            }
        }
        Index(index)
    }

    /// Returns the recipes that match the words from `word` on, and the words of
    /// each. The longest match comes first, because `machine-gun` is not `gun`.
    fn hits(&self, page: &Page<'_>, word: usize, end: usize) -> Vec<(Recipe<'s>, Range<usize>)> {
        let Some(known) = self.0.get(page.low(word)) else {
            return Vec::new();
        };
        let matches = |words: &[String]| {
            let mut each = words.iter().enumerate();
            word + words.len() <= end && each.all(|(n, known)| page.low(word + n) == known)
        };
        let found = known.iter().filter(|(_, words)| matches(words));
        let mut hits: Vec<_> = found
            .map(|(recipe, words)| (*recipe, word..word + words.len()))
            .collect();
        hits.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        hits
    }
}

struct Found<'p, 'a, 's> {
    page: &'p Page<'a>,
    scenes: &'p [Scene],
    calls: Vec<Call<'s>>,
    /// The indices of the calls that are beds and still sound.
    open: Vec<usize>,
}

impl<'s> Found<'_, '_, 's> {
    fn sentence(&mut self, index: &Index<'s>, part: usize, sentence: &Range<usize>) {
        let mut word = sentence.start;
        let mut spots = 0;
        while word < sentence.end {
            let mut next = word + 1;
            for (recipe, words) in index.hits(self.page, word, sentence.end) {
                if self.ends(recipe.name, &words, sentence) {
                    break;
                }
                if let Some(beside) = self.calls(recipe.name, &words, sentence)
                    && (recipe.bed || spots < 2)
                    && !self.is_doubled(recipe, words.start)
                {
                    spots += usize::from(!recipe.bed);
                    next = words.end;
                    self.add(recipe, words, beside, (part, sentence));
                    break;
                }
            }
            word = next;
        }
    }

    /// Returns the context word with which the words call for a recipe.
    fn calls(&self, recipe: &str, words: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let inner = words.start..words.end.max(words.start + 1);
        let unreal = unreal::is_unreal(self.page, inner.start, sentence);
        let figure = words.len() == 1 && unreal::is_figure(self.page, words.start, sentence);
        if unreal || figure && recipe != "heartbeat" {
            return None;
        }
        rules::company(self.page, recipe, words, sentence)
    }

    /// Returns whether the words mean the end of a sound. A bed of this sound
    /// ends there.
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
            .position(|call| self.calls[*call].recipe.name == recipe);
        if let Some(open) = open {
            let call = self.open.remove(open);
            let end = end
                + usize::from(
                    end + 1 < sentence.end && listed("away down silent", self.page.low(end + 1)),
                );
            self.calls[call].until = Until::Words(words.start..end + 1);
        }
        true
    }

    /// Returns whether the same sound plays now or played shortly before.
    fn is_doubled(&mut self, recipe: Recipe<'_>, at: usize) -> bool {
        let scene = self.scene(at);
        let (calls, scenes) = (&self.calls, self.scenes);
        let of = |word: usize| scenes.partition_point(|scene| scene.first <= word);
        self.open.retain(|call| match &calls[*call].until {
            Until::Words(words) | Until::Guessed(words) => words.end > at,
            Until::Scene => of(calls[*call].words.start) == scene,
        });
        let same = |name: &str| {
            let alike = |names: &&str| listed(names, name) && listed(names, recipe.name);
            name == recipe.name || ALIKE.iter().any(alike)
        };
        let mut open = self.open.iter().map(|call| calls[*call].recipe.name);
        let near = |call: &&Call<'_>| at.saturating_sub(call.words.start) < APART;
        let just = calls.iter().rev().take_while(near);
        let mut just = just.map(|call| call.recipe.name);
        open.any(same) || just.any(|name| same(name) && (!recipe.bed || name == recipe.name))
    }

    fn scene(&self, word: usize) -> usize {
        self.scenes.partition_point(|scene| scene.first <= word)
    }

    fn add(
        &mut self,
        recipe: Recipe<'s>,
        hit: Range<usize>,
        beside: usize,
        (part, sentence): (usize, &Range<usize>),
    ) {
        let page = self.page;
        let mut called = vec![page.text(hit.clone())];
        // Function words are left out: `the wind` is reported as `wind`.
        if !hit.contains(&beside) && !page.known(beside).function {
            called.push(page.text(beside..beside + 1));
        }
        let from = hit.start.min(beside).max(hit.start.saturating_sub(3));
        let to = match beside < hit.end + 3 {
            true => hit.end.max(beside + 1),
            false => hit.end,
        };
        if recipe.bed {
            self.open.push(self.calls.len());
        }
        self.calls.push(Call {
            recipe,
            words: from..to,
            called,
            until: self.until(recipe.name, part, hit.end),
            times: times(page, recipe.name, sentence),
        });
    }

    /// Returns the end of a bed that no words end: weather ends with its scene,
    /// another bed after its paragraph, or after the next paragraph if that one
    /// is short.
    fn until(&self, recipe: &str, part: usize, hit: usize) -> Until {
        if listed(LASTING, recipe) {
            return Until::Scene;
        }
        let parts = &self.page.parts;
        let paragraph = parts[part].paragraph;
        let scene = self.scene(hit);
        let end = |within: &dyn Fn(&Part) -> bool| {
            let last = parts[part..].iter().take_while(|part| within(part)).last();
            last.unwrap_or(&parts[part]).words.end
        };
        let own = end(&|part| part.paragraph == paragraph);
        let next =
            end(&|part| part.paragraph <= paragraph + 1 && self.scene(part.words.start) == scene);
        let long = own.saturating_sub(hit) > 40;
        let end = if long { own } else { next };
        if parts.last().is_some_and(|part| part.words.end == end) {
            return Until::Scene;
        }
        Until::Guessed(end.saturating_sub(3).max(hit.min(end - 1))..end)
    }
}

/// Returns the number of times that a blow sounds: `three times`, `twice`.
fn times(page: &Page<'_>, recipe: &str, sentence: &Range<usize>) -> u32 {
    if !listed("door-strike bell-toll rifle cough", recipe) {
        return 1;
    }
    for word in sentence.clone() {
        if page.low(word) == "twice" {
            return 2;
        }
        let struck =
            recipe == "bell-toll" && word > sentence.start && page.low(word - 1) == "struck";
        let counted = listed("times shots knocks blows", page.low(word + 1));
        if let Some(number) = sound::number(page.low(word)).filter(|_| struck || counted) {
            return number;
        }
    }
    1
}
