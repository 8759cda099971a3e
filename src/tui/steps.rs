//! Steps from the playhead to the next and the previous item. Takes a timeline
//! and a frame and returns another frame within the show.

use std::ops::Range;

use crate::timeline::Timeline;
use crate::tui::here;
use cuebook_core::units::{Frames, RATE};

/// Later than this in an item, a step back goes to its start.
const LATE: Frames = Frames(RATE as i64 * 3 / 2);

/// The items of a step.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Line,
    Scene,
    Cue,
}

impl Thing {
    /// Returns the start times of the items, in order, each moment once.
    fn starts(self, timeline: &Timeline) -> Vec<Frames> {
        let mut starts: Vec<Frames> = match self {
            Thing::Line => timeline.lines.iter().map(|line| line.at.start).collect(),
            Thing::Scene => timeline.scenes.to_vec(),
            Thing::Cue => timeline.cues.iter().map(|cue| cue.at.start).collect(),
        };
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// Returns the start of the next item, or `None` after the last.
    pub(super) fn next(self, timeline: &Timeline, at: Frames) -> Option<Frames> {
        let starts = self.starts(timeline);
        let next = starts.partition_point(|start| *start <= at);
        starts.get(next).copied()
    }

    /// Returns the start of the current item, or, early in it, of the one
    /// before. Before the first item it is the start of the show.
    pub(super) fn previous(self, timeline: &Timeline, at: Frames) -> Frames {
        let starts = self.starts(timeline);
        let begun = &starts[..starts.partition_point(|start| *start <= at)];
        match begun {
            [.., own] if at - *own > LATE => *own,
            [.., before, _] => *before,
            _ => Frames::ZERO,
        }
    }
}

/// Returns the frame some seconds later, or earlier.
pub(super) fn by(timeline: &Timeline, at: Frames, seconds: i64) -> Frames {
    let to = at + Frames(seconds * i64::from(RATE));
    to.clamp(Frames::ZERO, timeline.frames.max(Frames::ZERO))
}

/// Returns the line that is heard or was heard last, or `None` before the
/// first.
pub(super) fn this_line(timeline: &Timeline, at: Frames) -> Option<Range<Frames>> {
    let line = timeline.lines.get(here::line(timeline, at)?)?;
    (line.at.start < line.at.end).then(|| line.at.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{PlacedCue, PlacedLine};

    /// Lines at 1–3 s, 4–4.5 s and 5–9 s, scenes at 1 s and 5 s, two cues at 2
    /// s and one at 6 s, in another order; ten seconds long.
    fn timeline() -> Timeline {
        let seconds = |from: f64, to: f64| at(from)..at(to);
        let lines = [seconds(1.0, 3.0), seconds(4.0, 4.5), seconds(5.0, 9.0)];
        let cues = [seconds(6.0, 7.0), seconds(2.0, 9.0), seconds(2.0, 3.0)];
        Timeline {
            frames: at(10.0),
            reading: at(9.0),
            lines: lines
                .into_iter()
                .map(|at| PlacedLine {
                    at,
                    ..PlacedLine::default()
                })
                .collect(),
            cues: cues
                .into_iter()
                .map(|at| PlacedCue {
                    at,
                    ..PlacedCue::default()
                })
                .collect(),
            scenes: vec![at(1.0), at(5.0)].into(),
            words: Vec::new().into(),
            turns: Vec::new(),
            asked: Vec::new(),
        }
    }

    fn at(seconds: f64) -> Frames {
        cuebook_core::units::Seconds(seconds).frames()
    }

    #[test]
    fn the_next_line_is_the_one_that_begins_after_this_moment() {
        let next = |seconds| Thing::Line.next(&timeline(), at(seconds));
        assert_eq!(next(0.0), Some(at(1.0)));
        assert_eq!(next(1.0), Some(at(4.0)));
        assert_eq!(next(3.5), Some(at(4.0)));
        assert_eq!(next(5.0), None);
    }

    #[test]
    fn a_step_back_late_in_a_line_goes_to_its_start() {
        let previous = |seconds| Thing::Line.previous(&timeline(), at(seconds));
        assert_eq!(previous(6.6), at(5.0));
        assert_eq!(previous(6.5), at(4.0));
        assert_eq!(previous(5.0), at(4.0));
        assert_eq!(previous(4.2), at(1.0));
        assert_eq!(previous(1.2), at(0.0));
        assert_eq!(previous(0.5), at(0.0));
    }

    #[test]
    fn cues_that_begin_together_are_one_step() {
        let timeline = timeline();
        assert_eq!(Thing::Cue.next(&timeline, at(0.0)), Some(at(2.0)));
        assert_eq!(Thing::Cue.next(&timeline, at(2.0)), Some(at(6.0)));
        assert_eq!(Thing::Cue.previous(&timeline, at(6.1)), at(2.0));
        assert_eq!(Thing::Scene.previous(&timeline, at(5.1)), at(1.0));
        assert_eq!(Thing::Scene.next(&timeline, at(5.0)), None);
    }

    #[test]
    fn seconds_stay_within_the_show() {
        assert_eq!(by(&timeline(), at(3.0), -5), Frames::ZERO);
        assert_eq!(by(&timeline(), at(3.0), 5), at(8.0));
        assert_eq!(by(&timeline(), at(8.0), 5), at(10.0));
    }

    #[test]
    fn in_a_pause_the_line_before_it_is_this_line() {
        let this = |seconds| this_line(&timeline(), at(seconds));
        assert_eq!(this(0.5), None);
        assert_eq!(this(2.0), Some(at(1.0)..at(3.0)));
        assert_eq!(this(3.5), Some(at(1.0)..at(3.0)));
        assert_eq!(this(4.7), Some(at(4.0)..at(4.5)));
    }
}
