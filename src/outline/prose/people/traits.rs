//! The age and sex that the words after a mention give. Words that may be about
//! another person are ignored.

use std::ops::Range;

use crate::outline::lexicon::{Age, listed};
use crate::outline::prose::page::Page;
use cuebook_core::id::{IdRange, WordId};

/// Returns the age in the words after a mention: `who was nine`, `was seventy`,
/// `a boy of six`.
pub(super) fn age_after(page: &Page<'_>, next: WordId) -> Option<Age> {
    let who = next + usize::from(page.low(next) == "who");
    let number = match (page.low(who), page.low(next)) {
        ("was" | "is", _) => who + 1,
        (_, "aged" | "of") => next + 1,
        _ => return None,
    };
    let number = number
        + usize::from(listed(
            "only about just barely nearly over",
            page.low(number),
        ));
    let whole = !page.gap(number).trim().is_empty()
        || listed("years and or when with who but", page.low(number + 1));
    let child = "three four five six seven eight nine ten eleven twelve thirteen fourteen";
    let young = "fifteen sixteen seventeen eighteen nineteen twenty";
    let age = match page.low(number) {
        low if listed(child, low) => Age::Child,
        low if listed(young, low) => Age::Young,
        low if listed("sixty seventy eighty ninety", low) => Age::Old,
        _ => return None,
    };
    whole.then_some(age)
}

/// Animals that live with people, and that do not speak in most texts.
const PETS: &str = "dog hound puppy pup terrier spaniel mastiff collie retriever sheepdog lapdog bitch cat kitten tabby \
    tomcat horse mare pony stallion gelding colt foal donkey mule ox cow goat pig parrot canary budgerigar goldfish \
    hamster tortoise ferret hen cockerel";

/// Returns the noun beside a name that makes it an animal's: `Pompey, the rector's
/// spaniel`, `a spaniel called Pompey`, `the old mare Bess`, `the dog, Bramble,`.
pub(in crate::outline::prose) fn pet(page: &Page<'_>, words: Range<WordId>) -> Option<WordId> {
    const MOST: usize = 5;
    let is = |word: &WordId| listed(PETS, page.low(*word));
    let before = |back: usize| words.start.checked_sub(back);
    let one = before(1);
    let called = one.filter(|word| listed("called named", page.low(*word)));
    let called = called.and_then(|_| before(2)).filter(is);
    // `the dog, Bramble, lay`, but not `the wrong side of the Hen, Bertil!`
    let article = |word: WordId| {
        let first = word.saturating_sub(2);
        let narrated = page.part_of(word).is_some_and(|part| !part.speech);
        narrated
            && !page.is_capital(word)
            && (first..word)
                .ids()
                .any(|at| listed("the his her my our their", page.low(at)))
    };
    let beside = one.filter(is).filter(|word| {
        page.is_joined(*word)
            || page.gap(*word) == ", " && page.gap(words.end - 1).starts_with(',') && article(*word)
    });
    let from = match page.gap(words.end - 1).trim() {
        "," => words.end,
        // `Bramble was a spaniel`, `Bramble the dog`
        "" if page.low(words.end) == "was" => words.end + 1,
        "" if page.low(words.end) == "the" && !page.is_capital(words.end + 1) => words.end,
        _ => page.end(),
    };
    let article =
        listed("a an the his her my our their", page.low(from)) || page.is_possessive(from);
    let end = (from..from + MOST)
        .ids()
        .find(|word| !page.is_joined(*word) || is(word));
    let noun = end.filter(is).filter(|_| article);
    called.or(beside).or(noun)
}

/// Returns whether the words beside a name make it an animal's.
pub(super) fn is_pet(page: &Page<'_>, words: Range<WordId>) -> bool {
    pet(page, words).is_some()
}

/// Parts of the body, and clothes.
const BODY: &str = "hands hand head eyes arms arm feet foot legs knees palms fingers shoulders face mouth lips \
    hair chin hat coat cap gloves boots skirt apron pocket pockets sleeve sleeves glasses chair breath throat beard \
    moustache heart jaw brow voice";

/// Returns whether words behind a possessive are about a part of the body: `white
/// beard shook`.
pub(super) fn is_body(page: &Page<'_>, next: WordId) -> bool {
    (next..next + 3)
        .ids()
        .any(|word| listed(BODY, page.low(word)))
}

/// Returns the sex that a possessive shows for the person before it, 1 for a man
/// and -1 for a woman: `Okafor turned with her hands clasped`.
pub(super) fn own_body(page: &Page<'_>, after: WordId) -> i32 {
    let end = page
        .sentence_end(after.saturating_sub(1), page.end())
        .min(after + 14);
    let word = (after..end)
        .ids()
        .find(|word| listed("his her himself herself", page.low(*word)));
    // `Kemp came down. His face was grey.`
    let whole = page.sentence_end(after.saturating_sub(1), page.end());
    let next = (whole < after + 16 && listed("his her", page.low(whole)) && page.is_capital(whole))
        .then_some(whole)
        .filter(|_| page.part_of(after).map(|part| part.words.end) > Some(whole));
    let Some(word) = word.or(next) else { return 0 };
    let crossed = (after..word)
        .ids()
        .any(|w| page.is_capital(w) || listed("at he she they", page.low(w)));
    let whole = page.low(word).ends_with("self") || listed(BODY, page.low(word + 1));
    match page.low(word) {
        _ if crossed || !whole => 0,
        "his" | "himself" => 1,
        _ => -1,
    }
}
