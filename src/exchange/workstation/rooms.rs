//! What rooms answer. A workstation has no room like that of a show, so each bus gets the answer of
//! each of its rooms as rendered items, one for each stretch in which the room sounds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Show;
use super::envelope::{heard_in, joined};
use crate::mix::{Bus, BusId, Clip, MixPlan, ReturnId};
use cuebook_core::units::{BLOCK, Frames};

/// A silence as long as this ends a stretch.
const SILENCE: Frames = Frames(96_000);

/// What the room of a bus answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub bus: BusId,
    pub space: ReturnId,
    /// When it sounds, in order. The stretches begin and end at blocks, or with the show.
    pub stretches: Vec<Range<Frames>>,
}

/// Returns the answers of all rooms, by bus.
#[must_use]
pub(crate) fn answers(plan: &MixPlan) -> Vec<Answer> {
    let mut heard: BTreeMap<(BusId, ReturnId), Vec<Range<Frames>>> = BTreeMap::new();
    for clip in &plan.clips {
        for send in &clip.sends {
            let rings = plan.spaces[send.space].frames;
            let lanes = clip.lanes.iter().chain([&send.lane]);
            let sounds = heard_in(lanes, &clip.at).into_iter();
            let stretches = sounds.map(|sounds| sounds.start..sounds.end + rings);
            let known = heard.entry((clip.bus, send.space)).or_default();
            known.extend(stretches);
        }
    }
    let answers = heard.into_iter();
    let answers = answers.map(|((bus, space), stretches)| Answer {
        bus,
        space,
        stretches: in_blocks(stretches, plan.frames),
    });
    answers
        .filter(|answer| !answer.stretches.is_empty())
        .collect()
}

/// Returns the blocks of a stretch that are in the part of a show, and what of them is heard there;
/// `None` if nothing is.
#[must_use]
pub(super) fn within(
    show: Show<'_>,
    stretch: &Range<Frames>,
) -> Option<(Range<Frames>, Range<Frames>)> {
    let at = show.within(stretch);
    let blocks = in_blocks(vec![at.clone()], stretch.end);
    Some((blocks.into_iter().next()?, at))
}

/// Returns the plan of the answers alone: its buses are the answers, at unity gain.
#[must_use]
pub(crate) fn plan(plan: &MixPlan, answers: &[Answer]) -> MixPlan {
    let mut clips = Vec::new();
    for clip in &plan.clips {
        for send in &clip.sends {
            let own = |answer: &Answer| (answer.bus, answer.space) == (clip.bus, send.space);
            if let Some(bus) = answers.iter().position(own) {
                clips.push(Clip {
                    bus: BusId(bus),
                    direct: false,
                    sends: vec![send.clone()],
                    ..clip.clone()
                });
            }
        }
    }
    let buses = answers.iter();
    MixPlan {
        clips,
        buses: buses
            .map(|own| Bus::new(plan.buses[own.bus].name))
            .collect(),
        ..plan.only(|_| false)
    }
}

/// Returns stretches in order, without those that others cover, joined across short silences.
fn in_blocks(mut stretches: Vec<Range<Frames>>, end: Frames) -> Vec<Range<Frames>> {
    const STEP: i64 = BLOCK as i64;
    stretches.sort_by_key(|stretch| stretch.start);
    let blocks = stretches.into_iter().map(|stretch| {
        let from = Frames(stretch.start.0.div_euclid(STEP) * STEP);
        let to = Frames((stretch.end.0 + STEP - 1).div_euclid(STEP) * STEP);
        from..to.min(end)
    });
    joined(
        blocks.filter(|stretch| stretch.start < stretch.end),
        SILENCE,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_whole_blocks_and_short_silences_do_not_part_them() {
        let second = |second: i64| Frames(second * 48_000);
        let stretches = vec![
            second(10)..second(11),
            second(1)..second(2),
            Frames(100_000)..Frames(100_001),
            second(20)..second(90),
        ];
        let found = in_blocks(stretches, Frames(2_000_001));
        let found: Vec<(i64, i64)> = found.iter().map(|own| (own.start.0, own.end.0)).collect();
        assert_eq!(
            found,
            [(47_616, 100_352), (479_744, 528_384), (960_000, 2_000_001)]
        );
    }
}
