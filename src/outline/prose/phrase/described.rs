//! Descriptions of people: `the old soldier`, `the March Hare`, `his wife`.

use super::{Article, Described, Names, Page, Phrase, PhraseKind, name};
use crate::outline::lexicon::{self, Noun, listed};
use cuebook_core::id::{IdRange, WordId};

/// Reads a description: `the old soldier`, `a major general`, `the March Hare`,
/// `Anna's mother`, `his wife`.
pub(in crate::outline::prose) fn described(
    page: &Page<'_>,
    names: &Names,
    word: WordId,
    end: WordId,
) -> Option<Phrase> {
    let (article, first) = article(page, names, word, end)?;
    // `a very small boy`
    let first = first + usize::from(page.low(first) == "very" && page.is_joined(first));
    let last = head(page, names, first, end, article == Article::A)?;
    // `my aunt Polly`: the name is the phrase.
    let joined = last + 1 < end && page.is_joined(last) && !page.is_possessive(last);
    if joined && page.is_capital(last + 1) && name(page, names, last + 1, end).is_some() {
        return None;
    }
    // `in a low voice` names no person.
    let before = word.checked_sub(1).map_or("", |before| page.low(before));
    let manner = article == Article::Whose || listed("in with by of", before);
    if manner && page.known(last).base == "voice" {
        return None;
    }
    // `a man's voice` is a voice of a known sex.
    let voice = article == Article::A
        && page.is_possessive(last)
        && page.low(last + 1) == "voice"
        && last + 1 < end;
    let mut description = of_words(page, article, (word, first, last), voice);
    let law = is_in_law(page, last, end);
    if law {
        description.head.push_str("-in-law");
    }
    let last = last + 2 * usize::from(law);
    Some(Phrase {
        kind: PhraseKind::Noun(description),
        words: word..last + 1 + usize::from(voice),
        possessive: page.is_possessive(last) && !voice,
    })
}

/// Returns the description from the word of its article, its first other word and
/// its last.
fn of_words(
    page: &Page<'_>,
    article: Article,
    (word, first, last): (WordId, WordId, WordId),
    voice: bool,
) -> Described {
    let one = one_of(page, word, last);
    let noun = one.or(page.known(last).noun).unwrap_or_default();
    let mut start = last;
    while start > first && is_in_head(page, start - 1, last) {
        start -= 1;
    }
    let head: Vec<&str> = (start..last + 1)
        .ids()
        .map(|word| lexicon::plain_noun(&page.known(word).base))
        .collect();
    let adjectives = (first..start).ids().map(|word| page.low(word));
    Described {
        article,
        adjectives: adjectives
            .filter(|low| distinguishes(low))
            .map(str::to_owned)
            .collect(),
        head: match (voice, one) {
            (true, _) => "voice".to_owned(),
            (_, Some(_)) => lexicon::singular(&page.known(last).base).to_owned(),
            _ => head.join(" "),
        },
        noun: Noun {
            vague: noun.vague && !voice,
            ..noun
        },
    }
}

/// Returns whether `-in-law` follows a noun.
fn is_in_law(page: &Page<'_>, noun: WordId, end: WordId) -> bool {
    noun + 2 < end
        && page.gap(noun) == "-"
        && page.gap(noun + 1) == "-"
        && page.low(noun + 1) == "in"
        && page.known(noun + 2).base == "law"
}

/// Returns the meaning of the singular in `one of the gentlemen`.
fn one_of(page: &Page<'_>, word: WordId, last: WordId) -> Option<Noun> {
    let one = listed("one another", page.low(word)) && page.low(word + 1) == "of";
    let single = lexicon::singular(&page.known(last).base);
    one.then(|| lexicon::noun(single)).flatten()
}

/// Returns whether a word before the last one of a phrase is a part of its noun:
/// `major general`, `March Hare`.
fn is_in_head(page: &Page<'_>, word: WordId, last: WordId) -> bool {
    let known = page.known(word);
    let noun = known.noun.is_some_and(|noun| !noun.vague) && !known.function;
    noun || page.is_capital(word) && page.is_capital(last)
}

fn article(page: &Page<'_>, names: &Names, word: WordId, end: WordId) -> Option<(Article, WordId)> {
    let one_of = listed("one another", page.low(word))
        && page.low(word + 1) == "of"
        && listed("the these those his her my", page.low(word + 2));
    let article = match page.low(word) {
        _ if one_of => return (word + 3 < end).then_some((Article::A, word + 3)),
        "the" | "this" | "that" => Article::The,
        "a" | "an" | "another" | "one" => Article::A,
        "his" | "her" | "my" | "our" | "their" | "your" => Article::Whose,
        low if low.ends_with("'s") && (names.has(page, word) || owns(page, names, word)) => {
            Article::Whose
        }
        _ => return None,
    };
    (word + 1 < end && page.is_joined(word)).then_some((article, word + 1))
}

/// Returns whether a possessive belongs to a noun that a tag uses.
fn owns(page: &Page<'_>, names: &Names, word: WordId) -> bool {
    page.is_capital(word) && names.speaks(page, word)
}

/// Returns the noun that ends the phrase beginning at `first`, within four words.
fn head(page: &Page<'_>, names: &Names, first: WordId, end: WordId, new: bool) -> Option<WordId> {
    let mut word = first;
    let person = |word: WordId| {
        let speaks = names.speaks(page, word) || new && names.enters(page, word);
        page.known(word).noun.is_some() || speaks
    };
    while word < end && word < first + 4 {
        let known = page.known(word);
        let person_here = person(word);
        let capital =
            page.is_capital(word) && (names.has(page, word) || known.no_name && !person_here);
        let parted = word + 1 >= end || !page.is_joined(word) || page.is_possessive(word);
        if known.function || capital && (parted || !page.is_capital(word + 1)) {
            return None;
        }
        let clock = !parted && page.low(word + 1) == "clock";
        if person_here && !clock && (parted || !is_adjective(page, word)) {
            let more =
                !parted && person(word + 1) && page.is_capital(word + 1) == page.is_capital(word);
            if !more {
                return Some(word);
            }
        } else if parted && page.gap(word) != ", " {
            return None;
        }
        word += 1;
    }
    None
}

/// Returns whether a noun is an adjective before the next word: `the general
/// impression`.
fn is_adjective(page: &Page<'_>, word: WordId) -> bool {
    let both = "general private major patient elder chief page guide guard master nurse cook orderly mate witness senior junior \
        officer guest colonel judge page voice spy pilot scout";
    let next = page.known(word + 1);
    listed(both, page.low(word))
        && !page.is_capital(word)
        && !next.function
        && !next.past
        && !next.no_name
        && next.saying.is_none()
        && next.noun.is_none()
        && !next.low.ends_with("ly")
        // `the general feeling was`, but `the guard standing there`
        && (!next.low.ends_with("ing") || page.known(word + 2).past)
}

/// Returns the noun of a tag whose article is at `word`: `said the whale`, `the
/// White Goose said`. The noun need not be on a list.
#[must_use]
pub(in crate::outline::prose) fn tagged_head(
    page: &Page<'_>,
    names: &Names,
    word: WordId,
    end: WordId,
) -> Option<WordId> {
    if !listed("the a an", page.low(word)) {
        return None;
    }
    let part = page.part_of(word)?;
    // `sighed the ring` goes on from the speech.
    let attached = !page.is_capital(part.words.start);
    let saying = |word: WordId| {
        page.known(word)
            .saying
            .is_some_and(|saying| saying.strong || attached)
    };
    let last = run_end(page, names, word + 1, end)?;
    let manner = |word: WordId| page.is_manner(word);
    let verb = (part.words.start..word)
        .ids()
        .rev()
        .find(|word| !manner(*word));
    let inverted = verb == Some(part.words.start) && saying(part.words.start);
    let parted = last + 1 >= end
        || !page.is_joined(last)
        || page.is_capital(last)
        || page.known(last + 1).function
        || page.known(last + 1).no_name
        || manner(last + 1);
    let direct = word == part.words.start && last + 1 < end && page.is_joined(last) && {
        let verb = last + 1 + usize::from(manner(last + 1));
        // A whole sentence after a speech is not its tag: `“Go.” The clock struck.`
        let attached = !page.is_capital(word) || page.gap(verb).contains([',', ':']);
        verb < end && saying(verb) && attached
    };
    (inverted && parted || direct).then_some(last)
}

/// Returns the last of up to four words, from `first` on, that may be adjectives and
/// a noun.
fn run_end(page: &Page<'_>, names: &Names, first: WordId, end: WordId) -> Option<WordId> {
    const NONE: &str =
        "other others latter former both rest same first second third whole two three four";
    let mut last = None;
    for at in (first..end.min(first + 4)).ids() {
        let known = page.known(at);
        let capital = page.is_capital(at);
        let next = page.known(at + 1);
        // `an elderly wombat`, but `the whale slowly swam`
        let elderly = at + 1 < end
            && page.is_joined(at)
            && !(next.function || next.saying.is_some() || next.past)
            && !next.low.ends_with("ly")
            && !next.low.ends_with("ing");
        let manner = known.low.ends_with("ly") && !elderly;
        let ends = known.function || known.saying.is_some() || known.past || manner;
        let small =
            capital != page.is_capital(first) && at > first + 1 || !capital && known.no_name;
        if ends && !capital || small || capital && names.has(page, at) {
            break;
        }
        last = Some(at);
        if !page.is_joined(at) || page.is_possessive(at) || capital && !page.is_capital(at + 1) {
            break;
        }
    }
    last.filter(|last| !page.is_possessive(*last) && !listed(NONE, page.low(*last)))
}

/// Returns whether an adjective distinguishes one person from another with the
/// same noun.
fn distinguishes(low: &str) -> bool {
    const WORDS: &str = "old older oldest elderly young younger youngest little small tall taller short fat thin \
        first second third other bearded blind big wounded red-haired grey bald pale dark lame deaf";
    lexicon::listed(WORDS, low)
}
