//! Finds the capitalised words of a text that are names, and the nouns that its
//! tags use for a person who speaks: `said the Goose`. A word is a name everywhere
//! in the text or nowhere.

use std::collections::{HashMap, HashSet};

use super::page::{Page, Part};
use super::phrase::{is_sign, tagged_head};
use crate::outline::lexicon;
use cuebook_core::id::{IdRange, WordId};

/// The numbers of the words that are names, and of the nouns of speakers.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashSet<u32>,
    /// The nouns that a tag has with a small letter: `said the whale`.
    small: HashSet<u32>,
    /// The nouns that a tag has with a capital: `said the Goose`.
    capital: HashSet<u32>,
}

/// How often a capitalised word occurs in each position.
#[derive(Copy, Clone, Debug, Default)]
struct Met {
    within: u32,
    subject: u32,
    tagged: u32,
    titled: u32,
    place: u32,
    called: u32,
}

impl Names {
    /// Finds the names of a page.
    #[must_use]
    pub(super) fn of(page: &Page<'_>) -> Names {
        let mut met: HashMap<u32, Met> = HashMap::new();
        let loud = |word: WordId| page.written(word).chars().all(|c| !c.is_lowercase());
        for part in &page.parts {
            let heading = part.words.len() > 2 && part.words.ids().all(loud);
            for word in part.words.ids().filter(|_| !heading) {
                if page.is_capital(word)
                    && !page.known(word).no_name
                    && page.known(word).base.chars().count() > 1
                    && !is_sign(page, word)
                {
                    meet(page, part, word, met.entry(page.stem_id(word)).or_default());
                }
            }
        }
        let mut names = Names::default();
        for part in &page.parts {
            for word in part.words.ids() {
                let id = page.stem_id(word);
                if let Some(met) = met.get(&id)
                    && page.is_capital(word)
                    && is_name(page, word, met)
                {
                    names.known.insert(page.stem_id(word));
                }
            }
        }
        names.find_speakers(page);
        names
    }

    /// Finds the nouns that tags use, and that are on no list.
    fn find_speakers(&mut self, page: &Page<'_>) {
        let beside = |part: &&Part| !part.speech && page.is_beside_speech(part);
        for part in page.parts.iter().filter(beside) {
            for word in (part.words.start..part.words.end.min(part.words.start + 4)).ids() {
                let Some(head) = tagged_head(page, self, word, part.words.end) else {
                    continue;
                };
                let kind = match page.is_capital(head) {
                    true => &mut self.capital,
                    false => &mut self.small,
                };
                kind.insert(page.stem_id(head));
            }
        }
    }

    /// Returns whether a tag somewhere in the text uses this noun for a person who
    /// speaks.
    #[must_use]
    pub(super) fn speaks(&self, page: &Page<'_>, word: WordId) -> bool {
        let id = page.stem_id(word);
        self.small.contains(&id) || page.is_capital(word) && self.capital.contains(&id)
    }

    /// Returns whether a word is a name.
    #[must_use]
    pub(super) fn has(&self, page: &Page<'_>, word: WordId) -> bool {
        page.is_capital(word) && self.known.contains(&page.stem_id(word))
    }
}

impl Names {
    /// Returns whether `a badger` introduces the Badger.
    #[must_use]
    pub(super) fn enters(&self, page: &Page<'_>, word: WordId) -> bool {
        self.capital.contains(&page.stem_id(word))
    }
}

/// Counts one occurrence of a capitalised word by its position.
fn meet(page: &Page<'_>, part: &Part, word: WordId, met: &mut Met) {
    let first = word == part.words.start || page.begins(word);
    let before = word
        .checked_sub(1)
        .filter(|before| part.words.contains(before));
    let next = (word + 1 < part.words.end && page.is_joined(word)).then_some(word + 1);
    met.within += u32::from(!first);
    let speaks = |word: WordId| page.known(word).saying.is_some_and(|saying| saying.strong);
    let verb = before.map(|before| verb_before(page, part, before));
    let beside = verb
        .is_some_and(|verb| speaks(verb) && (verb == part.words.start || page.low(verb) == "said"))
        || word == part.words.start && next.is_some_and(speaks);
    // In `said Sergeant Quill` the rank is not a name. In `screamed Admiral` it
    // is.
    let title = page.known(word).title.is_some() && next.is_some_and(|next| page.is_capital(next));
    met.tagged += u32::from(!part.speech && beside && !title && page.is_beside_speech(part));
    // In `the shape of Africa was there` Africa does nothing.
    // Nor does the house in `The shutters at Gusty Corner had been closed`.
    let mut whole = word;
    while whole > part.words.start && page.is_joined(whole - 1) && page.is_capital(whole - 1) {
        whole -= 1;
    }
    let owned = whole > part.words.start
        && lexicon::listed("of at", page.low(whole - 1))
        && page.is_joined(whole - 1);
    met.subject += u32::from(!owned && next.is_some_and(|next| page.known(next).past));
    met.titled += u32::from(before.is_some_and(|before| {
        page.is_capital(before) && page.known(before).title.is_some() && page.is_joined(before)
    }));
    met.place += u32::from(before.is_some_and(|before| {
        lexicon::listed(
            "in into near across through outside via the",
            page.low(before),
        )
    }));
    let comma = before
        .is_some_and(|before| page.gap_before(word).contains(',') || page.low(before) == "dear");
    let is_called = before.is_some_and(|before| {
        let low = |back: usize| before.checked_sub(back).map_or("", |word| page.low(word));
        low(0) == "is" && low(1) == "name"
            || lexicon::listed("called named", low(0))
            || gives_own(page, part, word)
    });
    met.called += u32::from(is_called);
    let radio = "receiving speaking calling reporting here";
    let sends = next.is_some_and(|next| {
        lexicon::listed(radio, page.low(next))
            || page.low(next) == "to" && page.low(next + 1) == "all"
    });
    let numbers = "one two three four five six seven eight nine ten leader";
    let sign = next.is_some_and(|next| {
        let closes = page.gap(next).starts_with([',', '.', '!', '?']);
        lexicon::listed(numbers, page.low(next)) && page.is_capital(next) && closes
    });
    met.called += u32::from(part.speech && word == part.words.start && (sends || sign));
    let closes = page
        .gap(word)
        .starts_with([',', '.', '!', '?', '…', '”', '"']);
    met.called += u32::from(part.speech && closes && (comma || word == part.words.start));
}

/// Returns whether a speech gives a name as that of its speaker: `This is Idris.`, but not `I'm Irish.`
fn gives_own(page: &Page<'_>, part: &Part, word: WordId) -> bool {
    const PEOPLES: [&str; 8] = ["ish", "ese", "ian", "ean", "ican", "ench", "utch", "eek"];
    let low = |back: usize| {
        let at = word.checked_sub(back).filter(|at| part.words.contains(at));
        at.map_or("", |at| page.low(at))
    };
    let own = low(1) == "is" && low(2) == "this"
        || low(1) == "am" && low(2) == "i"
        || lexicon::listed("i'm it's", low(1)) && word == part.words.start + 1;
    let closes = page.gap(word).starts_with([',', '.', '!', '”', '"', '’']);
    let people = PEOPLES
        .iter()
        .any(|end| page.known(word).base.ends_with(end));
    part.speech && own && closes && !people
}

/// Returns the word before the adjectives that end at a word: the verb of `said poor
/// little Tom`.
fn verb_before(page: &Page<'_>, part: &Part, before: WordId) -> WordId {
    const MOST: usize = 3;
    let first = before.saturating_sub(MOST).max(part.words.start);
    let adjective = |word: &WordId| {
        let known = page.known(*word);
        !known.function
            && known.saying.is_none()
            && !page.is_capital(*word)
            && page.is_joined(*word)
    };
    let skipped = (first..before + 1)
        .ids()
        .rev()
        .take_while(adjective)
        .count();
    before - skipped.min(before - first)
}

fn is_name(page: &Page<'_>, word: WordId, met: &Met) -> bool {
    let known = page.known(word);
    let place = met.place * 2 > met.subject + met.tagged + met.called;
    let rank = known.title.is_some() || known.noun.is_some();
    if met.tagged > 0 || met.titled > 0 && (!rank || known.given.is_some()) {
        return true;
    }
    if known.given.is_some() {
        return !known.common || met.within + met.subject > 0;
    }
    !place
        && !known.common
        && !rank
        && (met.subject > 0 && met.within > 0
            || met.subject > 1
            || met.called > 0 && met.within + met.subject > 0)
}
