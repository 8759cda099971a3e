//! Finds words in quotation marks that are not speech: titles, signs, letters,
//! thoughts. Unclear words count as speech.

use std::ops::Range;

use super::page::{Page, Part};
use crate::outline::lexicon::listed;
use cuebook_core::id::{IdRange, WordId};

/// Returns for each part the reason why the narrator reads it although it is in
/// quotation marks.
#[must_use]
pub(super) fn unspoken(page: &Page<'_>) -> Vec<Option<&'static str>> {
    let mut all: Vec<Option<&'static str>> = Vec::with_capacity(page.parts.len());
    for (index, part) in page.parts.iter().enumerate() {
        let own = part.speech.then(|| reason(page, index)).flatten();
        let before = index.checked_sub(2).and_then(|before| all[before]);
        all.push(own.or_else(|| before.filter(|why| goes_on(page, index, why))));
    }
    all
}

/// Returns whether a part continues the thought before it: `“A hard life,” thought
/// Anna; “but it is asleep.”`
fn goes_on(page: &Page<'_>, part: usize, why: &str) -> bool {
    let (here, between) = (&page.parts[part], &page.parts[part - 1]);
    let tag = page.gap(between.words.end - 1);
    here.speech
        && why == "a thought"
        && !between.speech
        && between.paragraph == here.paragraph
        && page.parts[part - 2].paragraph == here.paragraph
        && between.words.len() < 12
        && !tag.contains(['.', '!', '?'])
}

fn reason(page: &Page<'_>, part: usize) -> Option<&'static str> {
    let said = &page.parts[part];
    if said.dashed || said.continues {
        return None;
    }
    let narration = |index: Option<usize>| {
        let other = index.and_then(|index| page.parts.get(index))?;
        (other.paragraph == said.paragraph && !other.speech).then_some(other)
    };
    let before = narration(part.checked_sub(1));
    let after = narration(Some(part + 1));
    if after.is_some_and(|after| thinks(page, after))
        || before.is_some_and(|before| thinks_before(page, before))
    {
        return Some("a thought");
    }
    let denied_after = after.is_some_and(|after| {
        let end = page.sentence_end(after.words.start, after.words.end);
        let attached = !page.is_capital(after.words.start) || page.last_mark(said) != Some('.');
        attached
            && page.low(after.words.start) != "and"
            && denies(page, after.words.start..end.min(after.words.start + 7))
    });
    let denied_before = before.is_some_and(|before| {
        let last = before.words.end - 1;
        let introduces = !page.gap(last).contains(['.', '!', '?']);
        introduces
            && denies(
                page,
                page.sentence_start(last, before.words.start)..before.words.end,
            )
    });
    if denied_after || denied_before {
        return Some("the text says that no one says it");
    }
    if before.is_some_and(|before| is_written(page, before))
        || is_letter(page, part)
        || is_lettered(page, said, before, after)
    {
        return Some("written");
    }
    let short = said.words.len() <= 6;
    (short && is_held_up(page, said, before, after)).then_some("shown, not spoken")
}

/// Returns whether narration beside words says that no one speaks them: `nobody
/// asked him, “…”`, `as though they said, “…”`, `she did not say “…”`, `he wanted to
/// say`.
fn denies(page: &Page<'_>, narration: Range<WordId>) -> bool {
    const PLAIN: &str = "say ask answer cry reply call tell shout add";
    const NEAR: usize = 3;
    let says = |word: WordId| page.known(word).saying.is_some() || listed(PLAIN, page.low(word));
    let Some(verb) = narration.ids().rev().find(|word| says(*word)) else {
        return false;
    };
    let low = |word: WordId| page.low(word);
    let near = verb.saturating_sub(NEAR).max(narration.start)..verb;
    let parted = |word: WordId| (word..verb).ids().any(|word| !page.is_joined(word));
    let not = near.ids().any(|word| {
        let likened = low(word) == "as" && listed("if though", low(word + 1));
        let wished =
            low(word) == "to" && listed("wanted meant longed wished", low(word.saturating_sub(1)));
        let no = listed("nobody never not didn't", low(word))
            || low(word) == "one" && low(word.saturating_sub(1)) == "no";
        let would = listed("would could might should", low(word)) && low(word + 1) == "have";
        let almost = listed("almost nearly", low(word)) && word + 1 == verb;
        (likened || wished || no || would || almost) && !parted(word)
    });
    // `Anna wished that Bo had said`, `If Bo had said`, `If only he had said`
    let clause = (narration.start..verb)
        .ids()
        .rev()
        .find(|word| !page.is_joined(*word))
        .map_or(narration.start, |word| word + 1);
    let hypothetical = (clause..verb).ids().any(|word| {
        let wish = "wished wish wishes hoped hope hopes prayed longed imagined dreamt dreamed";
        listed(wish, low(word))
            || listed("if unless", low(word)) && low(word + 1) != "only"
            || low(word) == "if"
    });
    if hypothetical && verb > clause && low(verb) != "asked" {
        return true;
    }
    let first = low(narration.start);
    let nobody = first == "nobody" || first == "no" && low(narration.start + 1) == "one";
    not || nobody && verb > narration.start && low(verb - 1) == "to"
}

/// Returns whether words are thoughts: `“I must go,” she thought.`
fn thinks(page: &Page<'_>, after: &Part) -> bool {
    let end = page
        .sentence_end(after.words.start, after.words.end)
        .min(after.words.start + 6);
    let verb = (after.words.start..end)
        .ids()
        .find(|word| listed("thought told", page.low(*word)));
    verb.is_some_and(|verb| {
        let himself = (verb..end)
            .ids()
            .any(|word| listed("himself herself myself themselves", page.low(word)));
        let begins = verb <= after.words.start + 3;
        begins
            && (himself
                || page.low(verb) == "thought"
                    && !page.gap_before(after.words.start).contains(". "))
    })
}

fn thinks_before(page: &Page<'_>, before: &Part) -> bool {
    let last = before.words.end - 1;
    let introduces = page.gap(last).contains([',', ':']);
    let himself = listed("himself herself myself", page.low(last));
    let thinks = listed("thought think thinking", page.low(last))
        || page.low(last) == "it"
            && last > before.words.start
            && listed("thought think", page.low(last - 1));
    introduces
        && (thinks
            || himself
                && last > before.words.start
                && (last.saturating_sub(2)..last)
                    .ids()
                    .any(|w| listed("told said to", page.low(w))))
}

/// Returns whether words are written: `The sign read “No Entry”`, `painted
/// “Gents”`.
fn is_written(page: &Page<'_>, before: &Part) -> bool {
    let start = page.sentence_start(before.words.end - 1, before.words.start);
    let sentence = start..before.words.end;
    let things = "sign notice letter note label plate poster inscription card telegram banner headline board placard \
        envelope page ledger stone plaque";
    let verbs = "read said says reads painted written lettered stamped printed marked labelled inscribed carved \
        engraved chalked scrawled";
    let thing = sentence.ids().find(|word| listed(things, page.low(*word)));
    let last = sentence.end - 1;
    let near = (sentence.end.saturating_sub(4)..sentence.end)
        .ids()
        .any(|word| listed(verbs, page.low(word)));
    let passive = listed(
        "painted written lettered stamped printed labelled inscribed carved engraved chalked scrawled",
        page.low(last),
    );
    let person = page
        .known(thing.map_or(last, |thing| thing + 1).min(last))
        .noun
        .is_some();
    let word = listed("word words name legend motto inscription", page.low(last));
    near && thing.is_some() && !person || passive || word && thing.is_some()
}

/// Returns whether a thing shows words: `It said “TRACE” in capitals`.
fn is_lettered(page: &Page<'_>, said: &Part, before: Option<&Part>, after: Option<&Part>) -> bool {
    let Some(before) = before else { return false };
    let last = before.words.end - 1;
    let it = last > before.words.start && page.low(last - 1) == "it";
    let shows = it && listed("said read says reads", page.low(last));
    let written = after.is_some_and(|after| {
        let next = after.words.start + 1;
        page.low(after.words.start) == "in"
            && listed(
                "capitals pencil ink chalk red black gold letters large small",
                page.low(next),
            )
    });
    let capitals = |word: WordId| {
        let word = page.written(word);
        word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase())
    };
    shows && (written || said.words.ids().all(capitals))
}

/// Returns whether narration after a speech goes on about the words before it.
fn speaks(page: &Page<'_>, narration: &Part) -> bool {
    let end = narration.words.end;
    let near = end.saturating_sub(6).max(narration.words.start)..end;
    near.ids().any(|word| {
        listed(
            "followed added ended finished began replied answered",
            page.low(word),
        )
    })
}

/// Returns whether a whole paragraph is written words that the paragraph before
/// introduces: `It ran as follows:`, or a heading such as `LETTER TO MR. HALE`.
fn is_letter(page: &Page<'_>, part: usize) -> bool {
    let said = &page.parts[part];
    let Some(before) = part.checked_sub(1).map(|before| &page.parts[before]) else {
        return false;
    };
    let next = page.parts.get(part + 1);
    let alone = next.is_none_or(|next| next.paragraph != said.paragraph);
    if before.speech || !alone || before.paragraph + 1 != said.paragraph {
        return false;
    }
    let last = before.words.end - 1;
    let words = before.words.clone();
    let introduces = page.gap(last).contains(':')
        && (listed("follows thus", page.low(last)) || listed("read ran wrote", page.low(last)));
    let capitals = |word: WordId| page.written(word).chars().all(|c| !c.is_lowercase());
    let heading = before.words.ids().all(capitals)
        && words
            .ids()
            .any(|word| listed("letter telegram note memorandum cutting", page.low(word)));
    introduces || heading
}

/// Returns whether words are a quoted expression: `the so-called “rest house”`.
/// These are a few words without a punctuation mark, in a sentence that mentions
/// no speech.
fn is_held_up(page: &Page<'_>, said: &Part, before: Option<&Part>, after: Option<&Part>) -> bool {
    let mark = page.last_mark(said);
    let inner = matches!(mark, Some('!' | '?' | '…' | '—' | '–'));
    let runs_on = |before: &Part| {
        let gap = page.gap(before.words.end - 1);
        let bare = !gap.contains([',', ':', ';', ')', '.', '!', '?', '…', '—', '–', '。']);
        let last = before.words.end - 1;
        let speaks = page.known(last).saying.is_some() && page.low(last) != "called";
        bare && !speaks
    };
    let goes_on = after.is_some_and(|after| {
        let first = after.words.start;
        let tag = (first..after.words.end.min(first + 4))
            .ids()
            .any(|word| page.known(word).saying.is_some_and(|saying| saying.strong));
        !page.is_capital(first) && !tag
    });
    let small = !page.is_capital(said.words.start);
    // `said, “No!” again, and followed it up with “Never.”`
    let follows = before.is_some_and(|before| listed("with by", page.low(before.words.end - 1)))
        && before.is_some_and(|before| speaks(page, before))
        && !small
        && !goes_on;
    match before {
        _ if follows => false,
        Some(before) if runs_on(before) => !inner || goes_on && small,
        Some(_) => false,
        None => goes_on && small && !inner && mark.is_none(),
    }
}
