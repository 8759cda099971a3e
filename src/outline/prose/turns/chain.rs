//! Finds the speakers of all turns with the highest total weight. The total is
//! over each speaker, each pair of neighbouring turns, and each pair of turns
//! with one turn between.

use super::turn::Turn;
use super::weigh::Candidate;
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
    let pair = |b: usize, h: usize| {
        let own =
            here[h].weight + neighbour((people, turns), turn, before[b].person, here[h].person);
        let ways = ways.iter().enumerate().map(|(e, ways)| {
            let again = earlier.is_some_and(|earlier| earlier[e].person == here[h].person);
            Way {
                weight: ways[b].weight + own + if again { second(turns, turn) } else { 0 },
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
                .map(|h| pair(b, h).unwrap_or(none))
                .collect()
        })
        .collect()
}

/// Returns the weight of two speakers for neighbouring turns.
fn neighbour((people, turns): (&People, &[Turn]), turn: usize, before: usize, here: usize) -> i32 {
    let (last, this) = (&turns[turn - 1], &turns[turn]);
    if before == here {
        // Another person acted between: `Anna shook her head.`
        let answered = this.between.is_some_and(|(who, _)| who != here);
        let calls = this.between.is_some_and(|(who, _)| {
            who != here && (this.called.contains(&who) || last.called.contains(&who))
        });
        return match this.gap {
            _ if this.led_in || people.people[here].crowd => 0,
            1 if this.goes_on => 8,
            1 if calls => 8,
            0 if this.late => -10,
            0 => -30,
            1 if answered => -2,
            1 => -10,
            _ => -1,
        };
    }
    let called = last.called.contains(&here) || last.tags.iter().any(|tag| tag.to == Some(here));
    let calls = this.called.contains(&before) || this.tags.iter().any(|tag| tag.to == Some(before));
    let near = if this.gap < 2 { 1 } else { 0 };
    let polite = courtesy(last.polite_last, &people.people[here])
        + courtesy(this.polite, &people.people[before]);
    // The person in the narration between may be the one who is addressed.
    let polite = match this.gap {
        0 => polite,
        1 => polite.max(0),
        _ => 0,
    };
    near * (10 * i32::from(called) + 8 * i32::from(calls)) + polite
}

/// Returns how well a person fits who is addressed as `sir` or `Mother`.
fn courtesy(polite: Option<Sex>, to: &Person) -> i32 {
    // Nobody says `sir` to a sergeant.
    let low = "sergeant corporal constable private maid footman";
    if to.nouns.iter().any(|noun| listed(low, noun)) && polite.is_some() {
        return -8;
    }
    match (polite, to.sex()) {
        (Some(called), Some(sex)) if called == sex => 4,
        (Some(_), Some(_)) => -12,
        _ => 0,
    }
}

/// Returns the weight of one speaker for every second turn.
fn second(turns: &[Turn], turn: usize) -> i32 {
    match turns[turn].gap + turns[turn - 1].gap {
        0 => 10,
        1 => 5,
        2 => 2,
        _ => 0,
    }
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
