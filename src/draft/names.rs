//! Names and other phrases that stand for people.
//!
//! In: a page. Out: which of its capitalised words are names, and the phrase
//! that begins at a word. Always true: a word is a name all over the text or nowhere.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lexicon::{self, Age, Noun, Sex};
use super::page::{Page, Part};

/// A phrase that may stand for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    pub kind: PhraseKind,
    pub words: Range<usize>,
    /// Followed by `'s`: whose something is.
    pub possessive: bool,
}

/// How a phrase names somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum PhraseKind {
    /// `Captain Orlov`: the title in small letters, the names as written.
    Name {
        title: Option<String>,
        names: Vec<String>,
    },
    /// `the old soldier`.
    Noun(Described),
    Pronoun(Pronoun),
}

/// Somebody by what they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    pub article: Article,
    /// What tells this one from others: `old`, `second`.
    pub adjectives: Vec<String>,
    pub head: String,
    pub noun: Noun,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Article {
    The,
    A,
    /// `his`, `my`, `Anna's`.
    Whose,
    /// `Captain!`
    None,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Pronoun {
    He,
    She,
    They,
    I,
}

/// The names of a text: the words that are, by their numbers.
#[derive(Debug, Default)]
pub struct Names {
    known: HashSet<u32>,
}

/// How a capitalised word was met.
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
    pub fn of(page: &Page<'_>) -> Names {
        let mut met: HashMap<u32, Met> = HashMap::new();
        for part in &page.parts {
            for word in part.words.clone() {
                if page.is_capital(word)
                    && !page.known(word).no_name
                    && page.known(word).base.chars().count() > 1
                {
                    meet(page, part, word, met.entry(page.stem_id(word)).or_default());
                }
            }
        }
        let mut names = Names::default();
        for part in &page.parts {
            for word in part.words.clone() {
                let id = page.stem_id(word);
                if let Some(met) = met.get(&id)
                    && page.is_capital(word)
                    && is_name(page, word, met)
                {
                    names.known.insert(page.stem_id(word));
                }
            }
        }
        names
    }

    fn has(&self, page: &Page<'_>, word: usize) -> bool {
        page.is_capital(word) && self.known.contains(&page.stem_id(word))
    }

    /// The phrase that begins at `word` and ends before `end`.
    #[must_use]
    pub fn phrase(&self, page: &Page<'_>, word: usize, end: usize) -> Option<Phrase> {
        if word >= end {
            return None;
        }
        if let Some(pronoun) = pronoun(&page.known(word).base) {
            return Some(Phrase {
                kind: PhraseKind::Pronoun(pronoun),
                words: word..word + 1,
                possessive: false,
            });
        }
        self.name(page, word, end)
            .or_else(|| described(page, self, word, end))
    }

    /// A name with its title, `Mr. Hale`, or without.
    fn name(&self, page: &Page<'_>, word: usize, end: usize) -> Option<Phrase> {
        let titled =
            page.is_capital(word) && page.known(word).title.is_some() && !possessive(page, word);
        let mut at = word;
        let mut title = None;
        while titled
            && at + 1 < end
            && page.is_capital(at)
            && page.known(at).title.is_some()
            && joined(page, at)
        {
            title = Some(page.known(at).base.trim_end_matches('.').to_owned());
            at += 1;
        }
        let first = at;
        let mut names = Vec::new();
        while at < end
            && at < first + 4
            && self.is_part_of_name(page, at, title.is_some() || at > first)
        {
            names.push(page.stem(at).to_owned());
            at += 1;
            if possessive(page, at - 1) || at < end && !joined(page, at - 1) {
                break;
            }
        }
        if names.is_empty() {
            return None;
        }
        Some(Phrase {
            kind: PhraseKind::Name { title, names },
            words: word..at,
            possessive: possessive(page, at - 1),
        })
    }

    fn is_part_of_name(&self, page: &Page<'_>, word: usize, going: bool) -> bool {
        let known = page.known(word);
        self.has(page, word)
            || going
                && page.is_capital(word)
                && !known.no_name
                && !known.common
                && page.written(word).chars().count() > 1
    }
}

/// Adds what the place of a capitalised word tells.
fn meet(page: &Page<'_>, part: &Part, word: usize, met: &mut Met) {
    let first = word == part.words.start || page.begins(word);
    let before = word
        .checked_sub(1)
        .filter(|before| part.words.contains(before));
    let next = (word + 1 < part.words.end && joined(page, word)).then_some(word + 1);
    met.within += u32::from(!first);
    let speaks = |word: usize| page.known(word).saying.is_some_and(|saying| saying.strong);
    let beside = before
        .is_some_and(|b| speaks(b) && (b == part.words.start || page.low(b) == "said"))
        || word == part.words.start && next.is_some_and(speaks);
    // `said Sergeant Quill` makes no name of a rank, `screamed Admiral` does.
    let title = page.known(word).title.is_some() && next.is_some_and(|next| page.is_capital(next));
    met.tagged += u32::from(!part.speech && beside && !title && page.parts_touch(part));
    met.subject += u32::from(next.is_some_and(|next| page.known(next).past));
    met.titled += u32::from(before.is_some_and(|before| {
        page.is_capital(before) && page.known(before).title.is_some() && joined(page, before)
    }));
    met.place += u32::from(before.is_some_and(|before| {
        lexicon::listed(
            "in into near across through outside via the",
            page.low(before),
        )
    }));
    let comma = before.is_some_and(|_| page.gap_before(word).contains(','));
    let closes = page
        .gap(word)
        .starts_with([',', '.', '!', '?', '…', '”', '"']);
    met.called += u32::from(part.speech && closes && (comma || word == part.words.start));
}

impl Page<'_> {
    /// Whether narration stands next to something said in its paragraph.
    fn parts_touch(&self, part: &Part) -> bool {
        let index = self
            .parts
            .partition_point(|other| other.words.start < part.words.start);
        let speech = |index: Option<usize>| {
            index
                .and_then(|index| self.parts.get(index))
                .is_some_and(|other| other.speech && other.paragraph == part.paragraph)
        };
        speech(index.checked_sub(1)) || speech(Some(index + 1))
    }
}

fn is_name(page: &Page<'_>, word: usize, met: &Met) -> bool {
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

/// Whether nothing but white space, or the point of `Mr.`, stands before the next word.
pub fn joined(page: &Page<'_>, word: usize) -> bool {
    let gap = page.gap(word);
    gap.chars().all(char::is_whitespace)
        || gap.trim() == "." && page.known(word).title.is_some() && !page.begins(word + 1)
        || gap == "-"
}

fn possessive(page: &Page<'_>, word: usize) -> bool {
    page.low(word).ends_with("'s")
}

fn pronoun(low: &str) -> Option<Pronoun> {
    match low {
        "he" => Some(Pronoun::He),
        "she" => Some(Pronoun::She),
        "they" => Some(Pronoun::They),
        "i" => Some(Pronoun::I),
        _ => None,
    }
}

/// `the old soldier`, `a major general`, `Anna's mother`, `his wife`.
fn described(page: &Page<'_>, names: &Names, word: usize, end: usize) -> Option<Phrase> {
    let (article, first) = article(page, names, word, end)?;
    let last = head(page, first, end).or_else(|| tagged_head(page, word, first, end))?;
    let noun = page.known(last).noun.unwrap_or_default();
    // `in a low voice` is nobody.
    let manner = word
        .checked_sub(1)
        .is_some_and(|before| lexicon::listed("in with by of", page.low(before)));
    if manner && page.known(last).base == "voice" {
        return None;
    }
    // `a man's voice` is a voice, and tells whose.
    let voice = article == Article::A
        && possessive(page, last)
        && page.low(last + 1) == "voice"
        && last + 1 < end;
    let mut start = last;
    while start > first && page.known(start - 1).noun.is_some() && !page.known(start - 1).function {
        start -= 1;
    }
    let head: Vec<&str> = (start..=last)
        .map(|word| page.known(word).base.as_str())
        .collect();
    let adjectives = (first..start)
        .map(|word| page.low(word))
        .filter(|low| tells_apart(low));
    Some(Phrase {
        kind: PhraseKind::Noun(Described {
            article,
            adjectives: adjectives.map(str::to_owned).collect(),
            head: if voice {
                "voice".to_owned()
            } else {
                head.join(" ")
            },
            noun: Noun {
                vague: noun.vague && !voice,
                ..noun
            },
        }),
        words: word..last + 1 + usize::from(voice),
        possessive: possessive(page, last) && !voice,
    })
}

fn article(page: &Page<'_>, names: &Names, word: usize, end: usize) -> Option<(Article, usize)> {
    let article = match page.low(word) {
        "the" | "this" | "that" => Article::The,
        "a" | "an" | "another" | "one" => Article::A,
        "his" | "her" | "my" | "our" | "their" | "your" => Article::Whose,
        low if low.ends_with("'s") && names.has(page, word) => Article::Whose,
        _ => return None,
    };
    let other = usize::from(page.low(word) != "another");
    (word + 1 < end && joined(page, word)).then_some((article, word + other.max(1)))
}

/// The noun that ends the phrase whose words begin at `first`: at most four on.
fn head(page: &Page<'_>, first: usize, end: usize) -> Option<usize> {
    let mut word = first;
    while word < end && word < first + 4 {
        let known = page.known(word);
        if known.function || page.is_capital(word) {
            return None;
        }
        let parted = word + 1 >= end || !joined(page, word) || possessive(page, word);
        let clock = !parted && page.low(word + 1) == "clock";
        if known.noun.is_some() && !clock {
            let more = !parted && page.known(word + 1).noun.is_some() && !page.is_capital(word + 1);
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

/// The noun that a verb of speech makes a person: `said the whale`, `the whale said`.
fn tagged_head(page: &Page<'_>, word: usize, first: usize, end: usize) -> Option<usize> {
    let saying = |word: usize| page.known(word).saying.is_some_and(|saying| saying.strong);
    let plain = |word: usize| {
        let known = page.known(word);
        !known.function
            && !page.is_capital(word)
            && known.saying.is_none()
            && !known.past
            && !known.low.ends_with("ly")
    };
    let run = (first..end.min(first + 3)).take_while(|word| plain(*word));
    let run: Vec<usize> = run.collect();
    let joins = |word: &&usize| **word + 1 == first || **word == first || joined(page, **word - 1);
    let last = **run.iter().take_while(joins).collect::<Vec<_>>().last()?;
    let told = page
        .parts
        .binary_search_by(|part| order(&part.words, word))
        .ok()
        .map(|part| &page.parts[part])?;
    let opens = |word: usize| word == told.words.start && !told.speech && page.parts_touch(told);
    let inverted = word > 0 && opens(word - 1) && saying(word - 1);
    let parted = last + 1 >= end || !joined(page, last);
    let direct = opens(word) && last + 1 < end && joined(page, last) && saying(last + 1);
    (inverted && parted || direct).then_some(last)
}

fn order(words: &Range<usize>, word: usize) -> std::cmp::Ordering {
    if words.end <= word {
        std::cmp::Ordering::Less
    } else if words.start > word {
        std::cmp::Ordering::Greater
    } else {
        std::cmp::Ordering::Equal
    }
}

/// Whether an adjective tells one person from another of the same noun.
fn tells_apart(low: &str) -> bool {
    const WORDS: &str = "old older oldest elderly young younger youngest little small tall taller short fat thin \
        first second third other bearded blind big wounded red-haired grey bald pale dark lame deaf";
    lexicon::listed(WORDS, low)
}

/// Whether a noun is a rank, whose bearer is a man until the text says otherwise.
#[must_use]
pub fn is_rank(head: &str) -> bool {
    const RANKS: &str = "corporal sergeant private captain lieutenant colonel major general marshal admiral ensign soldier \
        sailor guard sentry gunner rifleman";
    head.split(' ').all(|word| lexicon::listed(RANKS, word))
}

/// What an adjective tells of age.
#[must_use]
pub fn age_of(adjective: &str) -> Option<Age> {
    match adjective {
        "old" | "older" | "oldest" | "elderly" | "grey" | "bald" | "white-haired"
        | "grey-haired" => Some(Age::Old),
        "young" | "younger" | "youngest" => Some(Age::Young),
        _ => None,
    }
}

/// The sex that a title or a name tells, and how surely.
#[must_use]
pub fn votes(title: Option<&str>, names: &[String]) -> i32 {
    let sign = |sex: Sex| if sex == Sex::Man { 1 } else { -1 };
    let courtesy = "mr mister sir lord monsieur uncle king prince mrs miss ms lady madame mademoiselle aunt queen \
        princess countess baroness mme mlle frau herr sister father mother brother";
    let titled = title.map_or(0, |title| {
        let weight = if lexicon::listed(courtesy, title) {
            20
        } else {
            1
        };
        lexicon::title(title)
            .flatten()
            .map_or(0, |sex| weight * sign(sex))
    });
    let given = names
        .first()
        .and_then(|name| lexicon::given_name(&name.to_lowercase()));
    let slavic = names.last().map_or(0, |name| {
        let woman = ["ova", "eva", "ina", "aya", "ovna", "evna"]
            .iter()
            .any(|end| name.ends_with(end));
        let man = ["ovich", "evich"].iter().any(|end| name.ends_with(end));
        4 * i32::from(man) - 4 * i32::from(woman)
    });
    titled + given.map_or(0, |sex| 8 * sign(sex)) + slavic
}
