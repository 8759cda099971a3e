//! Talks over a telephone or a radio. Who speaks at the other end is present, although
//! the narration does not mention them, and the talk is between two.

use super::turn::Turn;
use crate::outline::lexicon::listed;
use crate::outline::prose::page::Page;
use crate::outline::prose::people::{People, Person};
use cuebook_core::id::{IdRange, WordId};

/// The two sides of a call during a turn.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Call {
    /// The person who answered it here, if the text shows who.
    pub here: Option<usize>,
    /// Whether a call goes on.
    pub open: bool,
}

/// Finds the call of each turn.
#[must_use]
pub(super) fn calls(page: &Page<'_>, people: &People, turns: &[Turn]) -> Vec<Call> {
    let mut call = Call::default();
    let mut from = WordId::FIRST;
    let mut calls = Vec::with_capacity(turns.len());
    for turn in turns {
        // Long narration ends a call.
        if turn.gap > 2 {
            call = Call::default();
        }
        for word in (from..turn.first).ids() {
            if ends(page, word) {
                call = Call::default();
            } else if begins(page, word) {
                call.open = true;
                call.here = None;
            }
        }
        // `Relay Nine, this is Control`: the other end has a name.
        let short = turn.last - turn.first < 3;
        if turn.own.iter().any(|own| !short && call.here != Some(*own)) {
            call = Call::default();
        }
        if call.open && call.here.is_none() {
            let tagged = turn.tag().filter(|tag| !tag.anybody).map(|tag| tag.person);
            let here = turn.own.first().copied().or(tagged).or(turn.led);
            call.here = here.filter(|who| !is_voice(&people.people[*who]));
        }
        calls.push(call);
        from = turn.last;
    }
    calls
}

/// Returns whether a call goes on at a word: narration before it says that one came.
#[must_use]
pub(super) fn goes_on(page: &Page<'_>, word: WordId) -> bool {
    const LONG: usize = 120;
    let before = (word.saturating_sub(LONG)..word).ids().rev();
    let mut turning = before.filter(|at| begins(page, *at) || ends(page, *at));
    turning.next().is_some_and(|at| !ends(page, at))
}

/// Returns whether a call comes between two words.
#[must_use]
pub(super) fn begins_between(page: &Page<'_>, from: WordId, to: WordId) -> bool {
    (from..to).ids().any(|word| begins(page, word))
}

/// Returns whether a person is only known as a voice.
pub(super) fn is_voice(person: &Person) -> bool {
    !person.is_named() && person.nouns.first().is_some_and(|noun| noun == "voice")
}

/// Returns whether narration says that a call comes or goes on.
fn begins(page: &Page<'_>, word: WordId) -> bool {
    const DEVICES: &str = "telephone phone line mobile intercom radio receiver handset speaker";
    const ACTS: &str =
        "rang rings ringing buzzed crackled crackles hissed clicked answered picked lifted";
    let near = word.saturating_sub(4)..word + 5;
    narrated(page, word)
        && listed(DEVICES, page.low(word))
        && near.ids().any(|other| listed(ACTS, page.low(other)))
}

/// Returns whether narration says that a call is over.
fn ends(page: &Page<'_>, word: WordId) -> bool {
    let low = |ahead: usize| page.low(word + ahead);
    let dead = low(0) == "dead" && page.low_before(word) == "went";
    narrated(page, word)
        && (low(0) == "hung" && low(1) == "up"
            || low(0) == "rang" && low(1) == "off"
            || low(0) == "dial" && low(1) == "tone"
            || listed("replaced cradled", low(0))
            || dead)
}

fn narrated(page: &Page<'_>, word: WordId) -> bool {
    page.part_of(word).is_some_and(|part| !part.speech)
}
