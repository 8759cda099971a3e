//! Finds the words of narration that make a sound heard. The rows of `table` say who
//! does what with which sound. The sound must occur in the scene itself. Two cues of
//! one sound are never close to each other.

mod described;
mod events;
mod figure;
mod find;
mod hour;
mod idiom;
mod named;
mod outlined;
mod over;
mod settings;
mod table;

use std::ops::Range;

use super::clause::{Class, Grammar, Sentence};
use super::page::{Page, Part};
use crate::outline::Scene;
use crate::outline::lexicon::listed;
use crate::outline::sound::{Library, Recipe};
use crate::world::Catalog;
use cuebook_core::id::{IdRange, WordId};
pub(in crate::outline) use described::described;
use find::Sounding;
use settings::Made;
pub(in crate::outline) use settings::Told;

/// Words that make a sound heard.
#[derive(Clone, Debug)]
pub(super) struct Call<'s> {
    /// The name of the recipe, or of a sound that the library lacks.
    sound: &'static str,
    /// The recipe; `None` if the library has none.
    recipe: Option<Recipe<'s>>,
    /// The words. A spot sounds after them, a bed from them on.
    words: Range<WordId>,
    /// The words that fit the table, as in the text.
    called: Vec<String>,
    /// Where a bed ends.
    until: Until,
    /// How it sounds.
    told: Told,
    /// Whether it ends where it begins, so that it is a spot also if the recipe goes on.
    brief: bool,
    /// Whether it is a spot that is cut short, because a person answers it.
    answered: bool,
}

impl Call<'_> {
    fn is_bed(&self) -> bool {
        self.answered || self.recipe.is_some_and(|recipe| recipe.bed) && !self.brief
    }
}

/// Where a bed ends.
#[derive(Clone, Debug, PartialEq)]
enum Until {
    /// At the end of its scene. In the last scene, at the end of the show.
    Scene,
    /// After these words, which mention its end.
    Words(Range<WordId>),
    /// After these words, by a guess.
    Guessed(Range<WordId>),
}

/// The least number of words between two spots of one sound.
const APART: usize = 60;

/// A bed that ends within this number of words is a spot.
const BRIEF: usize = 8;

/// The largest number of spots in one sentence.
const MOST_SPOTS: usize = 2;

/// Sounds that go on until a person answers.
const ANSWERED: &str = "telephone-bell mobile-phone phone-buzz";

/// The largest number of words between such a sound and the answer.
const ANSWER: usize = 80;

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
    unread: &[Range<WordId>],
    stock: &'s dyn Catalog,
) -> Vec<Call<'s>> {
    let mut found = Found {
        page,
        scenes,
        stock,
        recipes: Library::of(stock).recipes,
        calls: Vec::new(),
        open: Vec::new(),
    };
    let grammar = Grammar::of(page);
    for (number, part) in page.parts.iter().enumerate() {
        if part.speech || unread.iter().any(|words| words.contains(&part.words.start)) {
            continue;
        }
        let mut at = part.words.start;
        while at < part.words.end {
            let words = at..page.sentence_end(at, part.words.end);
            at = words.end;
            let told = |word| {
                let low = page.low(word);
                find::is_known(low) || !found.open.is_empty() && over::is_verb(low)
            };
            if words.ids().any(told) {
                found.sentence(&grammar.sentence(words), number);
            }
        }
    }
    found.answer(&grammar);
    found.calls
}

struct Found<'p, 'a, 's> {
    page: &'p Page<'a>,
    scenes: &'p [Scene],
    stock: &'s dyn Catalog,
    recipes: Vec<Recipe<'s>>,
    calls: Vec<Call<'s>>,
    /// The indices of the calls that are beds and still sound.
    open: Vec<usize>,
}

impl<'s> Found<'_, '_, 's> {
    fn sentence(&mut self, sentence: &Sentence<'_, '_>, part: usize) {
        let mut found: Vec<(WordId, Sounding)> = Vec::new();
        for word in sentence.words.ids() {
            self.silence(sentence, word);
            if find::is_known(self.page.low(word)) && !self.ends(sentence, word) {
                found.extend(find::sounding(sentence, word).map(|sounding| (word, sounding)));
            }
        }
        // `with a bang the door slammed`: the door is the sound.
        let named = found.iter().filter(|(_, sounding)| !sounding.is_noise());
        let named: Vec<WordId> = named.map(|(word, _)| *word).collect();
        found.retain(|(word, sounding)| {
            let clause = &sentence.clause(*word).words;
            !sounding.is_noise() || !named.iter().any(|other| clause.contains(other))
        });
        found.retain(|(word, sounding)| !self.is_tone(sounding.sound, *word, part));
        let mut spots = 0;
        for (word, mut sounding) in found {
            // `The engine coughed and died`: it did not run.
            let ends = over::later_end(sentence, sounding.source(sentence, word), word);
            if sounding.sound == "car-engine" && ends.is_some_and(|end| end < word + BRIEF) {
                sounding.sound = "car-start";
            }
            let recipe = self.recipe(sounding.sound);
            let bed = recipe.is_some_and(|recipe| recipe.bed);
            let room = bed || recipe.is_none() || spots < MOST_SPOTS;
            if room && !self.is_doubled(sounding.sound, bed, word) {
                spots += usize::from(!bed && recipe.is_some());
                self.add(&sounding, word, (part, sentence));
            }
        }
    }

    /// Cuts the sounds short that a person answers: `The telephone rang. Ann picked it up.`
    fn answer(&mut self, grammar: &Grammar<'_, '_>) {
        for index in 0..self.calls.len() {
            let call = &self.calls[index];
            if !listed(ANSWERED, call.sound) || call.is_bed() {
                continue;
            }
            let from = call.words.end;
            let next = self.calls[index + 1..].iter();
            let next = next.filter(|next| listed(ANSWERED, next.sound));
            let next = next.map(|next| next.words.start).min();
            let to = next.unwrap_or(self.page.end()).min(from + ANSWER);
            let Some(words) = self.answer_between(grammar, from..to) else {
                continue;
            };
            let stock = self.stock;
            let call = &mut self.calls[index];
            let params = call.recipe.map(|recipe| stock.params(recipe.name));
            call.told.ring_on(params.unwrap_or_default());
            call.until = Until::Words(words);
            call.answered = true;
        }
    }

    /// Returns the words of narration within a range, in one scene, that say that a telephone is
    /// answered.
    fn answer_between(
        &self,
        grammar: &Grammar<'_, '_>,
        within: Range<WordId>,
    ) -> Option<Range<WordId>> {
        let scene = self.scene(within.start);
        let may = |word: &WordId| {
            over::may_answer(self.page.low(*word))
                && self.scene(*word) == scene
                && self.page.part_of(*word).is_some_and(|part| !part.speech)
        };
        within.ids().filter(may).find_map(|word| {
            let part = self.page.part_of(word)?;
            let start = self.page.sentence_start(word, part.words.start);
            let words = start..self.page.sentence_end(word, part.words.end);
            over::answered(&grammar.sentence(words), word)
        })
    }

    /// Returns whether a verb only says how the speech before it is spoken: `“No,” laughed Ann`. The
    /// line has this tone, so no sound is beside it.
    fn is_tone(&self, sound: &str, word: WordId, part: usize) -> bool {
        let page = self.page;
        let own = &page.parts[part];
        let before = part.checked_sub(1).map(|before| &page.parts[before]);
        let said = before.filter(|before| before.speech && before.paragraph == own.paragraph);
        let tag = said.is_some_and(|said| {
            let pronoun = listed("he she they i", page.low(own.words.start));
            let small = !page.is_capital(own.words.start);
            small
                || page.last_mark(said) == Some(',')
                || pronoun && page.last_mark(said) != Some('.')
        });
        let saying = page.known(word).saying;
        let toned = saying.is_some_and(|saying| saying.tone.is_some());
        let voiced = listed("laugh weeping breath", sound) && toned;
        tag && voiced && word < own.words.start + 4 || self.leads(word, part)
    }

    /// Returns whether a verb leads to the speech after it: `he rapped out, “Sit!”`, `crying, “Run!”`.
    fn leads(&self, word: WordId, part: usize) -> bool {
        const NEAR: usize = 3;
        let page = self.page;
        let own = &page.parts[part];
        let next = page.parts.get(part + 1);
        let says = page.known(word).saying.is_some()
            || page.low(word + 1) == "out"
            || page.low(word) == "crying";
        let introduces = page.gap(own.words.end - 1).contains([',', ':']);
        says && introduces
            && word + NEAR >= own.words.end
            && next.is_some_and(|next| next.speech && next.paragraph == own.paragraph)
    }

    /// Returns whether a noun and the verb after it mean the end of a sound. A bed of
    /// this sound ends there.
    fn ends(&mut self, sentence: &Sentence<'_, '_>, noun: WordId) -> bool {
        let clause = sentence.clause(noun).words.end;
        let end = over::end_of(sentence, noun);
        let Some(end) = end.filter(|_| sentence.class(noun) == Some(Class::Noun)) else {
            return false;
        };
        let sounds: Vec<&str> = named::sounds_of(self.page.low(noun)).collect();
        let more = end + 1 < clause && listed("away down silent", self.page.low(end + 1));
        let closed = self.close(&sounds, noun..end + 1 + usize::from(more));
        let vehicle = listed("passed", self.page.low(end));
        !vehicle || closed
    }

    /// Ends a bed that a person ends, or the weather that is over: `he switched off the radio`.
    fn silence(&mut self, sentence: &Sentence<'_, '_>, word: WordId) {
        if self.open.is_empty() {
            return;
        }
        if let Some(weather) = over::weather(sentence, word) {
            self.close(&[weather], word - 1..word + 1);
        } else if over::is_verb(self.page.low(word))
            && let Some((noun, words)) = over::silenced(sentence, word)
        {
            let sounds: Vec<&str> = named::sounds_of(self.page.low(noun)).collect();
            self.close(&sounds, words);
        }
    }

    /// Ends the first open bed of some sounds with these words.
    fn close(&mut self, sounds: &[&str], words: Range<WordId>) -> bool {
        let open = self
            .open
            .iter()
            .position(|call| sounds.contains(&self.calls[*call].sound));
        if let Some(open) = open {
            let call = self.open.remove(open);
            self.calls[call].until = Until::Words(words);
        }
        open.is_some()
    }

    /// Returns whether the same sound plays now or played shortly before.
    fn is_doubled(&mut self, sound: &str, bed: bool, at: WordId) -> bool {
        let scene = self.scene(at);
        let (calls, scenes) = (&self.calls, self.scenes);
        let of = |word: WordId| scenes.partition_point(|scene| scene.first <= word);
        self.open.retain(|call| match &calls[*call].until {
            Until::Words(words) | Until::Guessed(words) => words.end > at,
            Until::Scene => of(calls[*call].words.start) == scene,
        });
        let same = |name: &str| {
            let alike = |names: &&str| listed(names, name) && listed(names, sound);
            name == sound || ALIKE.iter().any(alike)
        };
        let mut open = self.open.iter().map(|call| calls[*call].sound);
        let near = |call: &&Call<'_>| at < call.words.start + APART;
        let just = calls.iter().rev().take_while(near);
        let mut just = just.map(|call| call.sound);
        open.any(same) || just.any(|name| same(name) && (!bed || name == sound))
    }

    fn recipe(&self, sound: &str) -> Option<Recipe<'s>> {
        self.recipes
            .iter()
            .find(|recipe| recipe.name == sound)
            .copied()
    }

    fn scene(&self, word: WordId) -> usize {
        self.scenes.partition_point(|scene| scene.first <= word)
    }

    fn add(
        &mut self,
        sounding: &Sounding,
        word: WordId,
        (part, sentence): (usize, &Sentence<'_, '_>),
    ) {
        let page = self.page;
        let mut words = word.alone();
        let mut called = vec![page.text(words.clone())];
        if let Some(beside) = sounding.beside.filter(|beside| *beside != word) {
            // Function words are left out: `he laughed` is reported as `laughed`.
            if !page.known(beside).function {
                called.push(page.text(beside.alone()));
            }
            let near = |beside: WordId| beside + 4 > word && beside < word + 5;
            if near(beside) {
                words = word.min(beside)..(word + 1).max(beside + 1);
            }
        }
        let recipe = self.recipe(sounding.sound);
        let told = self.told(sentence, word, sounding);
        let end = over::later_end(sentence, sounding.source(sentence, word), word);
        let brief = end.is_some_and(|end| end < word + BRIEF);
        let until = match end {
            Some(end) => Until::Words(word + 1..end + 1),
            None => self.until(sounding.sound, part, word + 1),
        };
        if recipe.is_some_and(|recipe| recipe.bed) && end.is_none() {
            self.open.push(self.calls.len());
        }
        self.calls.push(Call {
            sound: sounding.sound,
            recipe,
            words,
            called,
            until,
            told,
            brief,
            answered: false,
        });
    }

    /// Returns how a sound sounds, by the words beside it.
    fn told(&self, sentence: &Sentence<'_, '_>, word: WordId, sounding: &Sounding) -> Told {
        let Some(recipe) = self.recipe(sounding.sound) else {
            return Told::default();
        };
        let made = Made {
            name: recipe.name,
            bed: recipe.bed,
            params: self.stock.params(recipe.name),
        };
        settings::told(sentence, word, sounding, made)
    }

    /// Returns the end of a bed that no words end: weather ends with its scene,
    /// another bed after its paragraph, or after the next paragraph if that one
    /// is short.
    fn until(&self, recipe: &str, part: usize, hit: WordId) -> Until {
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
        let long = own > hit + 40;
        let end = if long { own } else { next };
        if parts.last().is_some_and(|part| part.words.end == end) {
            return Until::Scene;
        }
        Until::Guessed(end.saturating_sub(3).max(hit.min(end - 1))..end)
    }
}
