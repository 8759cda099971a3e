//! Finds the speakers of all turns with the highest total weight. The total is
//! over each speaker, each pair of neighbouring turns, and each pair of turns
//! with one turn between.

use super::turn::Turn;
use super::weigh::Candidate;
use super::weights::{Evidence, Feature};
use crate::outline::lexicon::{Sex, listed};
use crate::outline::prose::people::{People, Person};

/// The best way to a pair of speakers: of the turn before and of this one.
#[derive(Copy, Clone)]
struct Way {
    weight: i32,
    /// The speaker before the pair.
    from: usize,
}

/// Returns the speakers with the highest total weight.
#[must_use]
pub(super) fn best(people: &People, turns: &[Turn], weighed: &[Vec<Candidate>]) -> Vec<usize> {
    let Some(first) = weighed.first() else {
        return Vec::new();
    };
    // ways[t][before][here]
    let start = first.iter().map(|candidate| Way {
        weight: candidate.weight,
        from: 0,
    });
    let mut ways: Vec<Vec<Vec<Way>>> = vec![vec![start.collect()]];
    for turn in 1..turns.len() {
        let step = step((people, turns), weighed, turn, &ways[turn - 1]);
        ways.push(step);
    }
    back(weighed, &ways)
}

fn step(
    (people, turns): (&People, &[Turn]),
    weighed: &[Vec<Candidate>],
    turn: usize,
    ways: &[Vec<Way>],
) -> Vec<Vec<Way>> {
    let earlier = turn
        .checked_sub(2)
        .map(|earlier| weighed[earlier].as_slice());
    let before = &weighed[turn - 1];
    let here = &weighed[turn];
    let ways_to = |b: usize, h: usize| {
        let own =
            here[h].weight + pair((people, turns), turn, before[b].person, here[h].person).weight();
        let second = second(turns, turn, before[b].person, here[h].person).weight();
        let ways = ways.iter().enumerate().map(|(e, ways)| {
            let again = earlier.is_some_and(|earlier| earlier[e].person == here[h].person);
            Way {
                weight: ways[b].weight + own + if again { second } else { 0 },
                from: e,
            }
        });
        // The first of equal ways, so that every computer returns the same.
        ways.reduce(|best, way| if way.weight > best.weight { way } else { best })
    };
    let none = Way {
        weight: i32::MIN / 2,
        from: 0,
    };
    (0..before.len())
        .map(|b| {
            (0..here.len())
                .map(|h| ways_to(b, h).unwrap_or(none))
                .collect()
        })
        .collect()
}

/// Returns the evidence of two speakers for neighbouring turns.
pub(super) fn pair(
    (people, turns): (&People, &[Turn]),
    turn: usize,
    before: usize,
    here: usize,
) -> Evidence {
    let (last, this) = (&turns[turn - 1], &turns[turn]);
    let mut all = Evidence::default();
    if before == here {
        same(people, (last, this), here, &mut all);
        return all;
    }
    let called = last.called.contains(&here) || last.tags.iter().any(|tag| tag.to == Some(here));
    let calls = this.called.contains(&before) || this.tags.iter().any(|tag| tag.to == Some(before));
    if this.gap < 2 {
        let early = called && last.called.last() != Some(&here);
        all.note(called, Feature::CalledNext);
        all.note(early, Feature::CalledEarly);
        all.note(called && this.company > 2, Feature::CalledNextMany);
        all.note(calls, Feature::Calls);
        let other = !called && !last.called.is_empty();
        all.note(other && this.gap == 0, Feature::CalledOther);
        all.note(last.spoken_of.contains(&here), Feature::SpokenOfNext);
        all.note(this.spoken_of.contains(&before), Feature::SpeaksOf);
        courtesy((last.polite_last, &people.people[here]), this.gap, &mut all);
        courtesy((this.polite, &people.people[before]), this.gap, &mut all);
    }
    all
}

/// Adds the evidence of one speaker for neighbouring turns.
fn same(people: &People, (last, this): (&Turn, &Turn), here: usize, all: &mut Evidence) {
    // Another person acted between: `Anna shook her head.`
    let other = this.between.map(|(who, _)| who).filter(|who| *who != here);
    let calls = other.is_some_and(|who| this.called.contains(&who) || last.called.contains(&who));
    if this.led_in || people.people[here].crowd {
        return;
    }
    let feature = match this.gap {
        1 if this.goes_on => Feature::SameGoesOn,
        1 if calls => Feature::SameCalls,
        0 if this.late => Feature::SameLate,
        0 => Feature::Same,
        1 if other.is_some() => Feature::SameAnswered,
        1 => Feature::SameApart,
        _ => Feature::SameFar,
    };
    all.add(feature, 1);
    all.note(this.gap == 0 && this.company > 2, Feature::SameMany);
    all.note(last.asks && this.gap < 2, Feature::SameAsked);
}

/// Adds the evidence of `sir` or `Mother` for the person to whom it is said.
fn courtesy((polite, to): (Option<Sex>, &Person), gap: usize, all: &mut Evidence) {
    // Nobody says `sir` to a sergeant.
    let low = "sergeant corporal constable private maid footman";
    let Some(called) = polite else { return };
    let is_low = to.nouns.iter().any(|noun| listed(low, noun));
    let fits = to.sex().map(|sex| sex == called);
    all.note(fits == Some(true) && !is_low, Feature::Courteous);
    // The person in the narration between may be the one who is addressed.
    if gap == 0 {
        all.note(is_low, Feature::LowRank);
        all.note(fits == Some(false) && !is_low, Feature::Discourteous);
    }
}

/// Returns the evidence of one speaker for two turns with one turn of another between.
pub(super) fn second(turns: &[Turn], turn: usize, before: usize, here: usize) -> Evidence {
    let mut all = Evidence::default();
    let (last, this) = (&turns[turn - 1], &turns[turn]);
    let feature = match (this.gap + last.gap, this.company) {
        (0, 0..=2) => Feature::Again0,
        (0, 3) => Feature::Again0Three,
        (0, _) => Feature::Again0Many,
        (1, 0..=2) => Feature::Again1,
        (1, _) => Feature::Again1Many,
        (2, _) => Feature::Again2,
        _ => return all,
    };
    all.add(feature, 1);
    if before != here && turn > 1 {
        let first = &turns[turn - 2];
        all.note(last.asks, Feature::AgainAsked);
        all.note(first.called.contains(&before), Feature::AgainCalled);
        let other = !last.called.is_empty() && !last.called.contains(&here);
        all.note(other, Feature::AgainCalledOther);
        all.note(this.tags.is_empty(), Feature::AgainUntagged);
        all.note(first.gap > 2, Feature::AgainFirst);
        let tagged = !last.tags.is_empty() && !first.tags.is_empty();
        all.note(tagged, Feature::AgainTagged);
    }
    all
}

/// Follows the best way back from its end.
fn back(weighed: &[Vec<Candidate>], ways: &[Vec<Vec<Way>>]) -> Vec<usize> {
    let last = ways.len() - 1;
    let mut best: Option<(i32, usize, usize)> = None;
    for (b, row) in ways[last].iter().enumerate() {
        for (h, way) in row.iter().enumerate() {
            if best.is_none_or(|(weight, ..)| way.weight > weight) {
                best = Some((way.weight, b, h));
            }
        }
    }
    let (mut b, mut h) = best.map_or((0, 0), |(_, b, h)| (b, h));
    let mut chosen = vec![0; ways.len()];
    for turn in (0..ways.len()).rev() {
        chosen[turn] = weighed[turn][h].person;
        (h, b) = (b, ways[turn][b][h].from);
    }
    chosen
}
