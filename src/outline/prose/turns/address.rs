//! The people whom the words of a speech address, and the names that a speaker
//! gives as their own.

use super::call;
use crate::outline::lexicon::{Sex, is_device, listed, plain_noun};
use crate::outline::prose::page::{Page, Part};
use crate::outline::prose::people::phrases::{asks_name, is_apart};
use crate::outline::prose::people::{Mention, People};
use crate::outline::prose::tags::{Tag, TagKind};
use cuebook_core::id::{IdRange, WordId};

/// Returns the sex for a form of address without a name: `Yes, sir`, `Mother,
/// come!`
pub(super) fn polite(page: &Page<'_>, index: usize) -> Option<Sex> {
    let within = &page.parts[index].words;
    let called = |word: WordId| {
        let sex = match page.low(word) {
            "sir" | "sire" | "mister" | "lordship" => Sex::Man,
            "lord" if page.low_before(word) == "my" => Sex::Man,
            "madam" | "ma'am" | "miss" | "ladyship" => Sex::Woman,
            "lady" if page.low_before(word) == "my" => Sex::Woman,
            _ => page.known(word).noun.filter(|noun| noun.kin)?.sex?,
        };
        let from = word - usize::from(word > within.start && page.low(word - 1) == "my");
        let ship = page.low(word).ends_with("ship");
        (ship || is_apart(page, from..word + 1, within)).then_some(sex)
    };
    within.ids().find_map(called)
}

/// Returns the numbers of the polite words of a speech: those who say `ma'am` say it again.
pub(super) fn courtesies(page: &Page<'_>, index: usize) -> impl Iterator<Item = u32> {
    let words = page.parts[index].words.clone();
    let polite = words
        .ids()
        .filter(|word| listed("sir ma'am madam lordship ladyship", page.low(*word)));
    polite.map(|word| page.stem_id(word))
}

/// Returns the noun for a relative with which a speech addresses a person: `You are,
/// brother.`
pub(super) fn kin(page: &Page<'_>, index: usize) -> Option<String> {
    let within = &page.parts[index].words;
    let called = |word: WordId| {
        let known = page.known(word);
        let kin = known.noun.is_some_and(|noun| noun.kin && !noun.several);
        let own = listed("my dear", page.low_before(word));
        let from = word - usize::from(own && word > within.start);
        (kin && is_apart(page, from..word + 1, within)).then(|| plain_noun(&known.base).to_owned())
    };
    within.ids().find_map(called)
}

/// Returns the person whom `Your Majesty` or `sire` addresses: the king or queen
/// mentioned last.
pub(super) fn majesty(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
    let words = &page.parts[index].words;
    words
        .ids()
        .find(|word| listed("majesty sire highness", page.low(*word)))?;
    let reigns = |noun: &String| {
        let noun = noun.rsplit(' ').next().unwrap_or("");
        listed(
            "king queen emperor empress prince princess tsar sultan",
            noun,
        )
    };
    let before = people.within(words.start.saturating_sub(400)..words.start);
    let last = before.iter().rev().find(|mention| {
        !mention.spoken && people.people[mention.person].nouns.iter().any(reigns)
    })?;
    Some(last.person)
}

/// Returns the sex of a pronoun for the person spoken to: `Anna asked him`.
pub(super) fn spoken_to(page: &Page<'_>, tag: &Tag) -> Option<Sex> {
    let at = tag.words.end + usize::from(page.low(tag.words.end) == "to");
    let sex = match page.low(at) {
        "him" => Sex::Man,
        "her" => Sex::Woman,
        _ => return None,
    };
    // In `asked her mother` the person spoken to is not `her`.
    let whole =
        page.begins(at + 1) || !page.gap(at).trim().is_empty() || page.known(at + 1).function;
    (tag.kind == TagKind::Said && whole).then_some(sex)
}

/// Returns whether a speech is only a name and not an answer: `“Viktor.”`
pub(super) fn is_all_said(page: &Page<'_>, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let before = page.parts[..index].iter().rev().find(|part| part.speech);
    let asked = before.is_some_and(|before| page.last_mark(before) == Some('?'));
    mention.pronoun.is_none() && mention.words == here.words && !asked
}

/// Returns whether a speech only repeats, as a question, whom the speech before spoke of:
/// `“Where is Owen?” – “Owen?”`
pub(super) fn is_echo(page: &Page<'_>, people: &People, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let before = page.parts[..index].iter().rev().find(|part| part.speech);
    let same = |before: &Part| {
        let mut within = people.within(before.words.clone()).iter();
        within.any(|other| other.person == mention.person && !other.vocative)
    };
    mention.words == here.words
        && page.last_mark(here) == Some('?')
        && before.is_some_and(|before| before.paragraph < here.paragraph && same(before))
}

/// Returns whether a speech asks where a person is: `Where's Owen?`
pub(super) fn is_missed(page: &Page<'_>, mention: &Mention) -> bool {
    let low = |back: usize| {
        mention
            .words
            .start
            .checked_sub(back)
            .map_or("", |at| page.low(at))
    };
    let closed = page.gap(mention.words.end - 1).starts_with(['?', '!', ',']);
    closed && (low(1) == "where's" || listed("is are", low(1)) && low(2) == "where")
}

/// Returns whether a speech over a radio begins with the speaker's name: `Control
/// receiving`, `Hawk Two to Control`, or `Rennick, Malloy.`
pub(super) fn is_sender(page: &Page<'_>, people: &People, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let end = mention.words.end;
    let next = page.low(end);
    let within = |word: WordId| here.words.contains(&word);
    // `Rennick, Malloy. Stop.`: the one who is called, then the one who calls.
    let first = people
        .at(here.words.start)
        .filter(|first| first.words.end == mention.words.start);
    if first.is_some_and(|first| first.person != mention.person && first.pronoun.is_none()) {
        return page.gap_before(mention.words.start) == ", " && page.gap(end - 1).starts_with('.');
    }
    if mention.words.start != here.words.start || !within(end) || !page.is_joined(end - 1) {
        return false;
    }
    let to =
        next == "to" && (people.at(end + 1).is_some() || listed("all base", page.low(end + 1)));
    let mark = page.gap(end).trim_start().starts_with(['.', ',', '!']) || end + 1 >= here.words.end;
    let here = listed("here receiving speaking calling reporting responding", next) && mark;
    to || here
}

/// Returns whether the name is the speaker's own: `I am Anna`, or `Anna` as an
/// answer.
pub(super) fn is_own(page: &Page<'_>, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let low = |back: usize| {
        let word = mention
            .words
            .start
            .checked_sub(back)
            .filter(|word| here.words.contains(word));
        word.map_or("", |word| page.low(word))
    };
    let joined = mention
        .words
        .start
        .checked_sub(1)
        .is_some_and(|before| page.is_joined(before));
    // `“Which of you is Hale?” – “I am. Tom Hale.”`
    let am = low(1) == "am" && low(2) == "i" && !joined;
    // `“It's Paul,” said the machine.` – `“It's me, Paul.”`
    let is_it = |back: usize| low(back) == "it's" || low(back) == "is" && low(back + 1) == "it";
    let unseen = || {
        let before = page.parts[..index].iter().rev().find(|part| part.speech);
        is_heard_afar(page, index)
            || call::goes_on(page, here.words.start)
            || before.is_some_and(|before| asks_who(page, before))
    };
    let called = page.is_capital(mention.words.start);
    let afar = called && is_it(1) && unseen() || is_it(2) && low(1) == "me" && !joined;
    let named = am
        || afar
        || joined && low(1) == "am" && low(2) == "i"
        || joined && low(1) == "i'm"
        || low(1) == "name's" && low(2) == "my"
        || low(1) == "is" && (low(2) == "name" && low(3) == "my" || low(2) == "this");
    let asked = || {
        let mut before = page.parts[..index].iter().rev().filter(|part| part.speech);
        let last = before.next();
        asks_name(page, last) && !last.is_some_and(|last| is_of_other(page, last, before.next()))
    };
    let first = mention.words.start == here.words.start;
    let closed = page
        .gap(mention.words.end - 1)
        .starts_with([',', ';', '.', '!']);
    named || first && (here.words.len() <= 4 || closed) && asked()
}

/// Returns whether a question for a name is about a person in the speech before: `“He has his
/// daughter with him.” “Name?”`
fn is_of_other(page: &Page<'_>, asks: &Part, told: Option<&Part>) -> bool {
    let of = |word: WordId| listed("he she he's she's his her him", page.low(word));
    let short = asks.words.len() < 3
        && !asks
            .words
            .ids()
            .any(|word| listed("your you", page.low(word)));
    short && told.is_some_and(|told| told.words.ids().any(of))
}

/// Returns whether a speech asks who is at the door or at the other end: `Who's there?`
fn asks_who(page: &Page<'_>, part: &Part) -> bool {
    part.words.ids().any(|word| {
        let is = page.low(word) == "who's" || page.low(word) == "who" && page.low(word + 1) == "is";
        let next = word + 1 + usize::from(page.low(word) == "who");
        is && next < part.words.end && listed("it there that this calling speaking", page.low(next))
    })
}

/// Returns whether narration right after a speech names a device or a voice that says it.
fn is_heard_afar(page: &Page<'_>, index: usize) -> bool {
    let next = page.parts.get(index + 1).filter(|next| !next.speech);
    next.is_some_and(|next| {
        next.words.ids().take(5).any(|word| {
            let low = page.low(word);
            low == "voice" || is_device(low)
        })
    })
}

/// Returns the numbers of the words of a speech that not everybody says: of a dialect, of
/// a rank, of affection.
pub(super) fn idiom(page: &Page<'_>, index: usize) -> impl Iterator<Item = u32> {
    const WORDS: &str = "aye nay nae ye yer thee thou tha thi thy thine yon em owt nowt summat lad lass laddie lassie guv \
        boss chief mate pal dear dearie darling love pet sweetheart honey duck hen bonny bairn reckon damn damned bloody \
        hell christ gosh blimey okay ok yeah yep nope kinda gonna wanna gotta ain't shall whom sir ma'am madam miss \
        sarn't corp skipper skip doc monsieur madame ma mon ami guvnor mister missus mum mummy dad daddy gran \
        grandad papa mama auntie";
    let words = page.parts[index].words.clone();
    let said = move |word: &WordId| {
        let written = page.written(*word);
        let cut = written.starts_with(['’', '\'']) || written.ends_with(['’', '\'']);
        listed(WORDS, page.low(*word)) || cut && written.len() > 1
    };
    words.ids().filter(said).map(|word| page.stem_id(word))
}

/// Returns the sex of a speaker who says `my wife` or `my husband`.
pub(super) fn spouse(page: &Page<'_>, index: usize) -> Option<Sex> {
    let mut words = page.parts[index].words.ids();
    words.find_map(|word| match page.known(word).base.as_str() {
        _ if page.low_before(word) != "my" => None,
        "wife" | "fiancée" | "missus" => Some(Sex::Man),
        "husband" | "fiancé" | "hubby" => Some(Sex::Woman),
        _ => None,
    })
}
