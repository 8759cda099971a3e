//! Dips of several parts of a path, which are multiplied. A dip that begins before the previous
//! part's dip is over must not make the sound twice as quiet.

use crate::mix::lane::point;
use crate::mix::{Curve, Lane};
use cuebook_core::units::{Decibels, Frames};

/// A gain in dB over time: straight between its points, constant before the first and after the
/// last.
#[derive(Debug, Default)]
pub(super) struct Levels(Vec<(Frames, f64)>);

impl Levels {
    fn of(lane: &Lane) -> Levels {
        let points = lane.0.iter();
        let level = |gain: f32| 20.0 * libm::log10(f64::from(gain));
        Levels(
            points
                .map(|point| (point.at, level(point.gain.0)))
                .collect(),
        )
    }

    fn at(&self, frame: Frames) -> f64 {
        let after = self.0.partition_point(|(at, _)| *at <= frame);
        let before = after.checked_sub(1).map(|before| self.0[before]);
        match (before, self.0.get(after)) {
            (Some((from, low)), Some((to, high))) => {
                low + (high - low) * ((frame - from).0 as f64 / (*to - from).0 as f64)
            }
            (Some((_, level)), None) | (None, Some(&(_, level))) => level,
            (None, None) => 0.0,
        }
    }

    /// Adds the dips of the next part, which begins at `turn`. Returns the lane that makes the
    /// product as low as the lower of both. If the dips so far are cut short, they are released from
    /// the turn on in a time.
    pub(super) fn add(&mut self, own: Lane, turn: Frames, cut: Option<Frames>) -> Lane {
        let dips = Levels::of(&own);
        if let Some(release) = cut.filter(|_| self.0.last().is_some_and(|(last, _)| *last > turn)) {
            return self.release(&dips, turn, release);
        }
        let overlaps = self.0.last().is_some_and(|(last, _)| *last > turn);
        if dips.0.is_empty() || !overlaps {
            if !dips.0.is_empty() {
                *self = dips;
            }
            return own;
        }
        let more = self.below(&dips, turn);
        let lane = more
            .iter()
            .map(|(at, level)| point(*at, Decibels(*level).gain(), Curve::Decibel));
        let lane = Lane(lane.collect());
        let together = more.iter().map(|(at, level)| (*at, level + self.at(*at)));
        *self = Levels(together.collect());
        lane
    }

    /// Does the same for dips that are cut short.
    fn release(&mut self, dips: &Levels, turn: Frames, release: Frames) -> Lane {
        let up = Levels(vec![(turn, self.at(turn)), (turn + release, 0.0)]);
        let mut target = Levels(up.below(dips, turn));
        for (at, level) in &mut target.0 {
            *level += up.at(*at);
        }
        let old = self.0.iter().map(|(at, _)| *at);
        let known = target.0.iter().map(|(at, _)| *at);
        let mut times: Vec<Frames> = old.chain(known).collect();
        times.retain(|at| *at >= turn);
        times.sort_unstable();
        times.dedup();
        let points = times.iter().map(|at| {
            let gain = Decibels(target.at(*at) - self.at(*at)).gain();
            point(*at, gain, Curve::Decibel)
        });
        let lane = Lane(points.collect());
        *self = target;
        lane
    }

    /// Returns how much lower the dips are, from a frame on.
    fn below(&self, dips: &Levels, from: Frames) -> Vec<(Frames, f64)> {
        let both = self.0.iter().chain(&dips.0).map(|(at, _)| *at);
        let mut times: Vec<Frames> = both.filter(|at| *at >= from).collect();
        times.sort_unstable();
        times.dedup();
        let lower = |at: Frames| dips.at(at) - self.at(at);
        let mut points: Vec<(Frames, f64)> = Vec::new();
        let mut before: Option<(Frames, f64)> = None;
        for at in times {
            let now = lower(at);
            if let Some((last, was)) = before
                && was * now < 0.0
            {
                let share = was / (was - now);
                let cross = last + Frames(((at - last).0 as f64 * share).round() as i64);
                points.push((cross, 0.0));
            }
            points.push((at, now.min(0.0)));
            before = Some((at, now));
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use crate::mix::duck::{DuckPart, dips, dips_by_part};
    use cuebook_core::units::{Decibels, Frames};
    use std::ops::Range;

    const DEPTH: Decibels = Decibels(-8.0);
    const TIMES: (Frames, Frames) = (Frames(100), Frames(300));

    fn stretch(from: i64, to: i64) -> Range<Frames> {
        Frames(from)..Frames(to)
    }

    fn part(begin: i64, stretches: Vec<Range<Frames>>) -> DuckPart {
        DuckPart {
            begin: Frames(begin),
            stretches,
            is_cut: false,
        }
    }

    /// Returns the sum of the lanes in dB at a frame.
    fn level(parts: &[DuckPart], frame: i64) -> f64 {
        let lanes = dips_by_part(parts, TIMES, DEPTH.gain());
        lanes
            .iter()
            .map(|lane| super::Levels::of(lane).at(Frames(frame)))
            .sum()
    }

    #[test]
    fn the_first_part_is_as_without_turns() {
        let own = vec![stretch(1_000, 2_000), stretch(2_100, 2_200)];
        let lanes = dips_by_part(&[part(0, own.clone())], TIMES, DEPTH.gain());
        assert_eq!(lanes, [dips(&own, TIMES, DEPTH.gain(), Frames(i64::MIN))]);
    }

    #[test]
    fn dips_that_meet_across_a_turn_are_not_deeper() {
        for second in [
            stretch(2_100, 2_600),
            stretch(2_250, 2_400),
            stretch(2_350, 2_500),
        ] {
            let parts = [
                part(0, vec![stretch(1_000, 2_000)]),
                part(2_050, vec![second.clone()]),
            ];
            let alone = [parts[0].clone()];
            for frame in (900..3_200).step_by(10) {
                let (both, first) = (level(&parts, frame), level(&alone, frame));
                assert!(both > DEPTH.0 - 0.01, "{frame}: {both}");
                assert!(
                    frame > 2_050 || both == first,
                    "{frame}: {both} and {first}"
                );
            }
            let down = second.start.0.max(2_150);
            assert!((level(&parts, down) - DEPTH.0).abs() < 0.01);
            assert!((level(&parts, second.end.0) - DEPTH.0).abs() < 0.01);
            assert!(level(&parts, second.end.0 + 301).abs() < 0.01);
        }
    }

    #[test]
    fn a_sound_that_is_loud_over_the_turn_keeps_the_gain_down() {
        let parts = [
            part(0, vec![stretch(1_000, 3_000)]),
            part(2_000, vec![stretch(2_200, 3_400)]),
        ];
        for frame in (1_000..3_400).step_by(10) {
            assert!((level(&parts, frame) - DEPTH.0).abs() < 0.01, "{frame}");
        }
    }

    #[test]
    fn dips_that_are_cut_short_are_released_at_the_turn() {
        let first = part(0, vec![stretch(1_000, 3_000)]);
        for stretches in [
            vec![],
            vec![stretch(2_150, 2_400)],
            vec![stretch(4_000, 4_100)],
        ] {
            let second = DuckPart {
                is_cut: true,
                ..part(2_000, stretches.clone())
            };
            let parts = [first.clone(), second];
            for frame in (900..5_000).step_by(10) {
                let now = level(&parts, frame);
                assert!((DEPTH.0 - 0.01..0.01).contains(&now), "{frame}: {now}");
                let before = level(&parts[..1], frame);
                assert!(frame > 2_000 || now == before, "{frame}: {now}");
            }
            let lowest = stretches.first().map_or(0.0, |_| DEPTH.0);
            let at = stretches.first().map_or(2_300, |own| own.end.0);
            assert!((level(&parts, at) - lowest).abs() < 0.01);
            assert!(level(&parts, 4_900).abs() < 0.01);
        }
    }
}
