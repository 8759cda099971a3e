//! The share of a plan that is heard in a part of the show. It holds all that decides on the samples
//! there, and nothing else: two plans with the same share have the same samples in that part.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Clip, Lane, LaneId, Master, MixPlan, ReturnId};
use cuebook_core::id::{AudioId, Id, IdVec};
use cuebook_core::units::{BLOCK, Decibels, Frames};
use cuebook_dsp::convolve::Kernel;

/// The share of a plan.
pub struct Within {
    /// The plan, whose ids count from 0.
    pub plan: MixPlan,
    /// The audio of each id of the share, in the whole plan.
    pub audio: Vec<AudioId>,
}

impl MixPlan {
    /// Returns the frames that are mixed at a time.
    pub(crate) fn whole_step(&self) -> usize {
        self.step.next_multiple_of(BLOCK).max(BLOCK)
    }

    /// Returns the frames before a step that decide on its samples: the rooms still ring.
    pub(crate) fn memory(&self) -> usize {
        let step = self.whole_step();
        let spaces = self.spaces.iter();
        let memory = spaces.map(|space| Kernel::memory(space.frames.index(), step));
        // They count the step itself.
        memory.max().map_or(0, |steps| (steps - 1) * step)
    }

    /// Returns the share of the plan that decides on the samples of a part, before the master.
    #[must_use]
    pub fn within(&self, part: &Range<Frames>) -> Within {
        let step = self.whole_step() as i64;
        let start = part.start.0.div_euclid(step) * step;
        let end = Frames((part.end.0 + step - 1).div_euclid(step) * step);
        let rings = Frames(start - self.memory() as i64);
        let heard = |clip: &&Clip| {
            let since = if clip.sends.is_empty() {
                Frames(start)
            } else {
                rings
            };
            clip.at.start < end && clip.at.end > since
        };
        let mut clips: Vec<Clip> = self.clips.iter().filter(heard).cloned().collect();
        let sends = clips.iter().flat_map(|clip| &clip.sends);
        let spaces: Used<ReturnId> = sends.map(|send| send.space).collect();
        let shared: Used<LaneId> = clips.iter().flat_map(|clip| clip.shared.clone()).collect();
        let mut audio = Vec::new();
        let time = rings..end;
        for clip in &mut clips {
            clip.at.end = clip.at.end.min(end);
            clip.lanes
                .iter_mut()
                .for_each(|lane| *lane = lane.within(&time));
            clip.shared
                .iter_mut()
                .for_each(|lane| *lane = shared.own(*lane));
            for send in &mut clip.sends {
                send.lane = send.lane.within(&time);
                send.space = spaces.own(send.space);
            }
            let known = audio.iter().position(|known| *known == clip.audio);
            let own = known.unwrap_or(audio.len());
            if known.is_none() {
                audio.push(clip.audio);
            }
            clip.audio = AudioId(own);
        }
        let mut buses = self.buses.clone();
        buses
            .iter_mut()
            .for_each(|bus| bus.lane = bus.lane.within(&time));
        let lane = |lane: Lane| lane.within(&time);
        let plan = MixPlan {
            frames: self.frames.min(end),
            step: self.step,
            clips,
            buses,
            shared: shared.of(&self.shared).map(lane).collect(),
            spaces: spaces.of(&self.spaces).collect(),
            master: Master {
                trim: self.master.trim,
                ceiling: Decibels(0.0),
            },
        };
        Within { plan, audio }
    }
}

impl Lane {
    /// Returns the points that decide on the gains of a time.
    fn within(&self, time: &Range<Frames>) -> Lane {
        let Lane(points) = self;
        let first = points.partition_point(|point| point.at <= time.start);
        let last = points.partition_point(|point| point.at < time.end);
        Lane(points[first.saturating_sub(1)..points.len().min(last + 1)].to_vec())
    }
}

/// The ids of a list that are used. Their order stays, because sums follow it.
struct Used<I>(Vec<I>);

impl<I: Id + Copy + Ord> FromIterator<I> for Used<I> {
    fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Used<I> {
        let sorted: BTreeSet<I> = ids.into_iter().collect();
        Used(sorted.into_iter().collect())
    }
}

impl<I: Id + Copy + Ord> Used<I> {
    /// Returns the id of an item in the share.
    fn own(&self, id: I) -> I {
        I::new(self.0.partition_point(|other| *other < id))
    }

    /// Returns the items of the share.
    fn of<T: Clone>(&self, items: &IdVec<I, T>) -> impl Iterator<Item = T> {
        self.0.iter().filter_map(|id| items.get(*id).cloned())
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::plan::ResponseId;
    use crate::tests::{Memory, mixes, sounds};
    use crate::{AudioSource, Block, Engine, EngineError, pump};
    use cuebook_core::audio::{AudioReader, ImpulseResponse};

    /// The sounds of a share.
    struct Renamed(Memory, Vec<AudioId>);

    impl AudioSource for Renamed {
        fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
            self.0.open(self.1[audio.0])
        }

        fn response(&self, id: ResponseId) -> io::Result<ImpulseResponse> {
            self.0.response(id)
        }
    }

    fn heard(engine: Engine, part: &Range<Frames>) -> Vec<u32> {
        let mut bits = Vec::new();
        let each = |block: &mut Block, frames: usize| {
            let sides = block.left[..frames].iter().chain(&block.right[..frames]);
            bits.extend(sides.map(|sample| sample.to_bits()));
            Ok::<_, EngineError>(())
        };
        pump::mixed(engine, part.clone(), each).unwrap();
        bits
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 16))]

        #[test]
        fn the_share_of_a_part_has_its_samples(
            plan in mixes(200_000),
            step in prop_oneof![Just(2_048), Just(16_384)],
            from in 0i64..90,
            length in 1i64..20,
        ) {
            let plan = MixPlan { step, ..plan };
            let part = Frames(from * 2_048)..Frames((from + length) * 2_048);
            let Within { plan: share, audio } = plan.within(&part);
            let whole = Engine::new(Arc::new(plan), Box::new(sounds()));
            let alone = Engine::new(Arc::new(share), Box::new(Renamed(sounds(), audio)));
            prop_assert!(heard(whole, &part) == heard(alone, &part));
        }
    }

    #[test]
    fn what_is_far_away_is_left_out() {
        use crate::tests::{clip, plan, sent, space};
        let mut late = clip(5, 600_000..600_100);
        late.sends = vec![sent(1, 1.0)];
        let mut long = clip(4, 0..700_000);
        long.shared = vec![LaneId(1)];
        let mut plan = plan(700_000, vec![clip(3, 0..16_384), long, late]);
        plan.shared = vec![Lane::default(), Lane::default()].into();
        plan.spaces = vec![space(0), space(1)].into();
        let Within { plan: share, audio } = plan.within(&(Frames(16_384)..Frames(32_768)));
        assert_eq!(audio, [AudioId(4)]);
        assert_eq!(
            (share.clips.len(), share.spaces.len(), share.shared.len()),
            (1, 0, 1)
        );
        assert_eq!(share.clips[0].at, Frames(0)..Frames(32_768));
        assert_eq!(share.clips[0].shared, [LaneId(0)]);
        // A sound that is added far away changes nothing.
        plan.clips.push(clip(6, 650_000..650_100));
        assert!(plan.within(&(Frames(16_384)..Frames(32_768))).plan == share);
        // A sound that ends before a part is heard there through its room.
        let after = Frames(606_208)..Frames(622_592);
        assert_eq!(plan.within(&after).audio, [AudioId(4), AudioId(5)]);
    }
}
