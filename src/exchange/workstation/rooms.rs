//! What rooms answer. A workstation has no room like that of a show, so each bus gets the answer of
//! each of its rooms as rendered items, one for each stretch in which the room sounds.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::mix::{Bus, BusId, Clip, Lane, MixPlan, ReturnId};
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
            let open = open(&send.lane, &clip.at);
            let stretches = open.map(|open| open.start..open.end + rings);
            let known = heard.entry((clip.bus, send.space)).or_default();
            known.extend(stretches);
        }
    }
    let answers = heard.into_iter();
    let answers = answers.map(|((bus, space), stretches)| Answer {
        bus,
        space,
        stretches: joined(stretches, plan.frames),
    });
    answers
        .filter(|answer| !answer.stretches.is_empty())
        .collect()
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

/// Returns the parts of a stretch in which a lane is not silent.
fn open<'a>(lane: &'a Lane, at: &Range<Frames>) -> impl Iterator<Item = Range<Frames>> + use<'a> {
    let (from, to) = (at.start.max(Frames::ZERO), at.end);
    let number = lane.0.len();
    let parts = (0..=number).map(move |index| {
        let before = index.checked_sub(1).map(|before| lane.0[before]);
        let after = lane.0.get(index);
        let is_open = match (&before, after) {
            (None, None) => true,
            (before, after) => {
                let sounds = |gain: f32| gain > 0.0;
                before.is_some_and(|point| sounds(point.gain.0))
                    || after.is_some_and(|point| sounds(point.gain.0))
            }
        };
        let start = before.map_or(from, |point| point.at.max(from));
        let end = after.map_or(to, |point| point.at.min(to));
        (is_open, start..end)
    });
    let parts = parts.filter(|(is_open, part)| *is_open && part.start < part.end);
    parts.map(|(_, part)| part)
}

/// Returns stretches in order, without those that others cover, joined across short silences.
fn joined(mut stretches: Vec<Range<Frames>>, end: Frames) -> Vec<Range<Frames>> {
    const STEP: i64 = BLOCK as i64;
    stretches.sort_by_key(|stretch| stretch.start);
    let mut joined: Vec<Range<Frames>> = Vec::new();
    for stretch in stretches {
        let from = Frames(stretch.start.0.div_euclid(STEP) * STEP);
        let to = Frames((stretch.end.0 + STEP - 1).div_euclid(STEP) * STEP).min(end);
        if to <= from {
            continue;
        }
        match joined.last_mut() {
            Some(last) if from <= last.end + SILENCE => last.end = last.end.max(to),
            _ => joined.push(from..to),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::Curve;
    use crate::mix::lane::point;
    use cuebook_core::units::Gain;

    #[test]
    fn stretches_are_whole_blocks_and_short_silences_do_not_part_them() {
        let second = |second: i64| Frames(second * 48_000);
        let stretches = vec![
            second(10)..second(11),
            second(1)..second(2),
            Frames(100_000)..Frames(100_001),
            second(20)..second(90),
        ];
        let found = joined(stretches, Frames(2_000_001));
        let found: Vec<(i64, i64)> = found.iter().map(|own| (own.start.0, own.end.0)).collect();
        assert_eq!(
            found,
            [(47_616, 100_352), (479_744, 528_384), (959_488, 2_000_001)]
        );
    }

    #[test]
    fn a_closed_send_needs_no_answer() {
        let closes = Lane(vec![
            point(Frames(1_000), Gain(1.0), Curve::Power),
            point(Frames(2_000), Gain(0.0), Curve::Power),
            point(Frames(8_000), Gain(0.0), Curve::Power),
            point(Frames(9_000), Gain(1.0), Curve::Power),
        ]);
        let parts = |lane: &Lane| -> Vec<(i64, i64)> {
            let parts = open(lane, &(Frames(500)..Frames(8_500)));
            parts.map(|part| (part.start.0, part.end.0)).collect()
        };
        assert_eq!(
            parts(&closes),
            [(500, 1_000), (1_000, 2_000), (8_000, 8_500)]
        );
        assert_eq!(parts(&Lane::default()), [(500, 8_500)]);
    }
}
