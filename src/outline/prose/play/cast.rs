//! Which names at the start of paragraphs are those of people who speak.

use std::collections::{HashMap, HashSet};

use super::SOUNDS;
use super::directions::{goes_on, is_bracketed};
use super::label::{Label, label};
use crate::outline::lexicon::{self, listed};
use crate::outline::prose::frame::Block;
use crate::outline::prose::page::Page;
use cuebook_core::id::{IdRange, WordId};

/// First words that give the scene or the part, not the person who speaks.
const NO_ROLES: &str = "scene scenes time place setting curtain note notes act acts date where when step tip part chapter book \
    prologue epilogue interlude intermission interval tableau blackout end finis the-end warning example figure table \
    contents persons characters costumes properties argument moral exercise item day week entry log episode lesson stage p.s ps \
    dear dearest";
/// Names of alternate paragraphs that are no people: dates, and questions with answers.
const DATES: &str = "monday tuesday wednesday thursday friday saturday sunday january february march july \
    september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr aug sept sep oct nov dec \
    morning noon afternoon evening night midnight dusk a.m p.m am pm christmas easter";
const ANSWERS: &str = "q a question answer quest ans questions answers";
/// Names of several people.
const GROUPS: &str = "all both everyone everybody omnes chorus voice voices several another first second third fourth fifth many \
    some others";

/// The least share of speeches in a play, in percent of all blocks.
const SHARE: usize = 40;
/// The least number of speeches.
const FEWEST: usize = 3;
/// The share from which names that nothing else shows to be people are enough.
const LARGE_SHARE: usize = 70;

/// The names of a text.
struct Names {
    /// How often each is at the start of a block.
    counts: HashMap<String, usize>,
    /// Words with a capital within a sentence, in small letters.
    mentioned: HashSet<String>,
}

/// Returns the names before the speeches of each block; `None` if the text is no play.
#[must_use]
pub(super) fn speakers(page: &Page<'_>, blocks: &[Block<'_>]) -> Option<Vec<Option<Label>>> {
    let found: Vec<Option<Label>> = blocks.iter().map(label).collect();
    let chat = is_chat(blocks, &found);
    if found.iter().flatten().count() < FEWEST && !chat {
        return None;
    }
    let names = Names::of(page, &found);
    let repeated = names.repeated();
    let people = repeated.iter().filter(|name| names.is_person(name)).count();
    let settled = people > 0 || repeated.len() > 1;
    let fits = |label: &Label| {
        let again = repeated.contains(label.name.as_str());
        let once = match (label.strong, label.alone) {
            (true, false) => true,
            (true, true) => settled && repeated.len() > 1,
            (false, alone) => settled && (names.is_person(&label.name) || !alone),
        };
        !names.is_no_role(label) && (again || once)
    };
    let labels: Vec<Option<Label>> = found.into_iter().map(|label| label.filter(fits)).collect();
    let named = labels.iter().flatten().count() == blocks.len();
    if chat && named {
        return Some(labels);
    }
    is_play(blocks, &labels, (people > 0, repeated.len())).then_some(labels)
}

/// Returns whether most speeches that are in quotation marks have a name with a colon before them:
/// `Tom: “Enough?”`.
pub(super) fn names_quotes(text: &str, blocks: &[Block<'_>], labels: &[Option<Label>]) -> bool {
    const MARKS: [char; 6] = ['“', '"', '‘', '«', '„', '\''];
    let quoted = |block: &&Block<'_>| block.text.contains(MARKS);
    let named = |(block, label): &(&Block<'_>, &Option<Label>)| {
        let label = label
            .as_ref()
            .filter(|label| label.colon && label.end < block.span.end);
        label.is_some_and(|label| text[label.end..].trim_start().starts_with(MARKS))
    };
    let named = blocks.iter().zip(labels).filter(named).count();
    named * 5 > blocks.iter().filter(quoted).count() * 4
}

/// Returns whether every block of a text is a name with a colon and words, with a given name among
/// them: a chat, also a short one.
fn is_chat(blocks: &[Block<'_>], labels: &[Option<Label>]) -> bool {
    let given = |name: &str| {
        let mut words = name.split(' ');
        words.any(|word| lexicon::given_name(&word.to_lowercase()).is_some())
    };
    let colon = |label: &Option<Label>| label.as_ref().is_some_and(|label| label.colon);
    !blocks.is_empty()
        && labels.iter().all(colon)
        && labels.iter().flatten().any(|label| given(&label.name))
}

impl Names {
    fn of(page: &Page<'_>, labels: &[Option<Label>]) -> Names {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for label in labels.iter().flatten() {
            *counts.entry(label.name.clone()).or_default() += 1;
        }
        let mut names = Names {
            counts,
            mentioned: HashSet::new(),
        };
        let within = |word: &WordId| page.is_capital(*word) && !page.begins(*word);
        let words = page.words().ids().filter(within);
        names.mentioned = words.map(|word| page.known(word).base.clone()).collect();
        names.counts.retain(|name, _| !is_listed(name));
        names
    }

    /// Returns the names that are there more than once.
    fn repeated(&self) -> HashSet<String> {
        let questions = self
            .counts
            .keys()
            .all(|name| listed(ANSWERS, &name.to_lowercase()));
        let again = self
            .counts
            .iter()
            .filter(|(_, count)| **count > 1 && !questions);
        again.map(|(name, _)| name.clone()).collect()
    }

    /// Returns whether a name cannot be that of a role.
    fn is_no_role(&self, label: &Label) -> bool {
        let low = label.name.to_lowercase();
        let ordinary = |word: &str| {
            let known = lexicon::verbs(word).iter().any(|(base, _)| *base == word);
            (lexicon::is_no_name(word) || lexicon::is_function_word(word) || known)
                && !listed(GROUPS, word)
                && lexicon::noun(word).is_none()
                && lexicon::given_name(word).is_none()
        };
        is_listed(&label.name)
            || is_title_of_play(&low)
            || lexicon::is_function_word(&low) && !listed(GROUPS, &low)
            || listed(ANSWERS, &low)
                && self
                    .counts
                    .keys()
                    .any(|name| listed("Q QUESTION QUEST", name))
            || !label.strong && !low.contains(' ') && ordinary(&low)
    }

    /// Returns whether a name is a person's for other reasons than its place.
    fn is_person(&self, name: &str) -> bool {
        let low = name.to_lowercase().replace('’', "'");
        let words: Vec<&str> = low
            .split([' ', '.'])
            .filter(|word| !word.is_empty())
            .collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return false;
        };
        let base = lexicon::base(first);
        let short = |word: &str| {
            word.len() > 1
                && word.len() < 6
                && self
                    .mentioned
                    .iter()
                    .any(|own| own.len() > word.len() && own.starts_with(word))
        };
        listed(GROUPS, first)
            || words.contains(&"and")
            || lexicon::title(first).is_some()
            || lexicon::noun(last).is_some()
            || words.iter().any(|word| lexicon::given_name(word).is_some())
            || self.mentioned.contains(base)
            || short(first)
    }
}

/// Returns whether words are the title of a play: `a comedy of glass`.
fn is_title_of_play(low: &str) -> bool {
    const KINDS: &str = "play comedy tragedy drama farce masque melodrama pantomime sketch opera tragicomedy dialogue";
    let mut words = low.split(' ');
    words.next().is_some_and(|first| listed("a an the", first))
        && low.contains(' ')
        && words.take(3).any(|word| listed(KINDS, word))
}

/// Returns whether a name gives a scene, a part or a date.
pub(super) fn is_listed(name: &str) -> bool {
    let low = name.to_lowercase();
    let words = low.split([' ', '-']).map(|word| word.trim_matches('.'));
    let first = words.clone().next().unwrap_or("");
    let digits = low.chars().any(|c| c.is_ascii_digit());
    // `May` and `June` are names too.
    let is_date =
        |word: &str| listed(DATES, word) || digits && listed("april may june august dawn", word);
    let dated = words.clone().any(is_date) && (digits || !low.contains(' '))
        || low.chars().all(|c| !c.is_alphabetic());
    listed(NO_ROLES, first) || low == "the end" || dated
}

/// Returns whether the names are those of a play: two people or more, one of them more
/// than once, before most blocks.
fn is_play(
    blocks: &[Block<'_>],
    labels: &[Option<Label>],
    (people, repeated): (bool, usize),
) -> bool {
    let found: Vec<&Label> = labels.iter().flatten().collect();
    let speaks = |label: &&&Label| !listed(SOUNDS, &label.name.to_lowercase());
    let names: HashSet<&str> = found
        .iter()
        .filter(speaks)
        .map(|label| label.name.as_str())
        .collect();
    let alone = found.iter().filter(|label| label.alone).count();
    let strong = found.iter().filter(|label| label.strong).count() * 2 > found.len();
    let known = people || strong;
    let mut begun = false;
    let beside = |at: &usize| {
        let (block, label) = (&blocks[*at], &labels[*at]);
        begun |= label.is_some();
        let above = at.checked_sub(1).map(|above| &blocks[above]);
        let goes_on = known && begun && goes_on(block, above);
        label.is_none() && (block.is_heading() || is_bracketed(block) || goes_on)
    };
    let beside = (0..blocks.len()).filter(beside).count();
    let all = blocks.len().saturating_sub(beside + alone);
    let again = names.len() < found.iter().filter(speaks).count();
    // Titles and the names of publishers are on lines of their own too.
    let beside = found.iter().all(|label| !label.line);
    let begins = |heads: &[&str]| {
        let head = |block: &Block<'_>| heads.iter().any(|head| block.low().starts_with(head));
        blocks.iter().any(head)
    };
    let (titled, staged) = (begins(&["chapter "]), begins(&["act ", "scene"]));
    let least = match known && !titled {
        true => SHARE,
        false => LARGE_SHARE,
    };
    found.len() >= FEWEST
        && names.len() >= 2
        && again
        && (beside || staged || repeated > 1)
        && found.len() * 100 >= all * least
}
