use super::super::flow::{Feed, Origin, flow};
use super::*;

const ROOM: usize = 4_000;

/// A flow of frames whose samples are their numbers, left and right.
fn counting(number: u16, from: i64, join: Join, frames: usize) -> (Feed, Flow) {
    let origin = Origin {
        number,
        from: Frames(from),
        join,
    };
    let (mut feed, flow) = flow(origin, ROOM);
    for frame in 0..frames {
        let at = (from + frame as i64) as f32;
        assert!(feed.push([at, -at]));
    }
    (feed, flow)
}

fn lefts(supply: &mut Supply, frames: usize) -> Vec<f32> {
    let samples: Vec<f32> = supply.by_ref().take(2 * frames).collect();
    samples
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[left, _]| *left)
        .collect()
}

#[test]
fn silence_fills_the_gaps_and_the_end_comes_after_the_last_frame() {
    let (mut outlet, mut supply) = Outlet::new(None);
    assert_eq!(lefts(&mut supply, 2), [0.0, 0.0], "nothing came");
    assert!(outlet.course.is_still());
    let (mut feed, flow) = counting(1, 1, Join::Now, 2);
    assert!(outlet.send(flow));
    assert_eq!(lefts(&mut supply, 4), [1.0, 2.0, 0.0, 0.0]);
    assert_eq!(outlet.course.missed(), 2);
    assert!(feed.push([7.0, -7.0]));
    feed.end();
    outlet.course.end();
    assert_eq!(outlet.course.taken(), Frames(6));
    assert_eq!(supply.by_ref().collect::<Vec<f32>>(), [7.0, -7.0]);
    assert_eq!(outlet.course.taken(), Frames(7), "the end is no frame");
    assert_eq!(outlet.course.place(), (1, 3));
}

#[test]
fn a_mixer_keeps_the_samples() {
    let (mut outlet, supply) = Outlet::new(None);
    let (feed, flow) = counting(1, 0, Join::Now, 1_000);
    assert!(outlet.send(flow));
    feed.end();
    outlet.course.end();
    let (mixer, output) = rodio::mixer::mixer(CHANNELS, FRAMES_A_SECOND);
    mixer.add(supply);
    let heard: Vec<f32> = output.collect();
    let expected = (0..1_000).flat_map(|frame| [frame as f32, -(frame as f32)]);
    assert_eq!(heard, expected.collect::<Vec<f32>>());
    assert!(
        outlet.is_abandoned(),
        "the writer sees that all frames were taken"
    );
}

#[test]
fn a_pause_fades_out_and_resumes_at_its_position() {
    let (mut outlet, mut supply) = Outlet::new(None);
    let (_feed, flow) = counting(1, 1_000, Join::Now, 2_000);
    assert!(outlet.send(flow));
    assert_eq!(lefts(&mut supply, 100)[99], 1_099.0);
    outlet.course.pause(true);
    let falling = lefts(&mut supply, FADE as usize + 10);
    let steps = falling.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    assert!(steps.fold(0.0, f32::max) < 6.0, "no step is a click");
    assert_eq!(falling[FADE as usize - 1..], [0.0; 11]);
    assert!(outlet.course.is_still());
    let (_, taken) = outlet.course.place();
    assert_eq!(lefts(&mut supply, 500), [0.0; 500]);
    assert_eq!(
        outlet.course.place().1,
        taken,
        "no frame is lost during the pause"
    );
    outlet.course.pause(false);
    let rising = lefts(&mut supply, FADE as usize + 1);
    assert!(rising[0] < 10.0);
    assert_eq!(rising[FADE as usize], 1_000.0 + (taken + FADE) as f32);
}

#[test]
fn a_late_flow_takes_over_at_its_frame() {
    for late in [0, 37] {
        let (mut outlet, mut supply) = Outlet::new(None);
        let (_old, flow) = counting(1, 0, Join::Now, 3_000);
        assert!(outlet.send(flow));
        lefts(&mut supply, 500 + late);
        // The same show from its frame 500 on: the change is not audible.
        let (_new, flow) = counting(2, 500, Join::At(500), 2_000);
        assert!(outlet.send(flow));
        let heard = lefts(&mut supply, 1_000);
        let expected: Vec<f32> = (500 + late..1_500 + late)
            .map(|frame| frame as f32)
            .collect();
        assert_eq!(heard, expected, "late by {late}");
        assert_eq!(outlet.course.place(), (2, 1_000 + late as u64));
    }
}

#[test]
fn a_flow_that_meets_another_at_its_end_takes_over_there() {
    let (mut outlet, mut supply) = Outlet::new(None);
    let (feed, flow) = counting(1, 1, Join::Now, 100);
    assert!(outlet.send(flow));
    feed.end();
    assert_eq!(lefts(&mut supply, 100).last(), Some(&100.0));
    let (_next, flow) = counting(2, 101, Join::At(100), 1_000);
    assert!(outlet.send(flow));
    let heard = lefts(&mut supply, 500);
    assert_eq!(heard.last(), Some(&600.0), "no frame is left out");
    assert_eq!(outlet.course.place().0, 2);
}

#[test]
fn a_jump_does_not_click() {
    let (mut outlet, mut supply) = Outlet::new(None);
    let (_old, flow) = counting(1, 0, Join::Now, 3_000);
    assert!(outlet.send(flow));
    lefts(&mut supply, 500);
    let (_new, flow) = counting(2, 50_000, Join::Now, 2_000);
    assert!(outlet.send(flow));
    let heard = lefts(&mut supply, 1_000);
    let steps = heard.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    let steepest = steps.fold(0.0, f32::max);
    assert!(steepest < 50_000.0 / FADE as f32 + 2.0, "{steepest}");
    assert_eq!(heard[FADE as usize], 50_000.0 + FADE as f32);
    // A paused flow is silent: the next position is there at once.
    outlet.course.pause(true);
    lefts(&mut supply, 300);
    let (_next, flow) = counting(3, 100, Join::Now, 2_000);
    assert!(outlet.send(flow));
    lefts(&mut supply, 1);
    assert_eq!(outlet.course.place(), (3, 0));
}

#[test]
fn a_loop_begins_again_when_its_round_ends() {
    let (mut outlet, mut supply) = Outlet::new(None);
    let (first, flow) = counting(1, 0, Join::Now, 1_000);
    assert!(outlet.send(flow));
    let (_second, flow) = counting(2, 0, Join::AtEnd, 1_000);
    assert!(outlet.send(flow));
    lefts(&mut supply, 700);
    assert_eq!(outlet.course.place(), (1, 700), "not before it is over");
    first.end();
    let heard = lefts(&mut supply, 500);
    assert_eq!(heard[50], 750.0);
    assert_eq!(outlet.course.missed(), 0);
    let (number, taken) = outlet.course.place();
    assert_eq!(number, 2);
    assert_eq!(heard[499], taken as f32 - 1.0);
    // A jump does not wait for the end.
    let (_third, flow) = counting(3, 9_000, Join::AtEnd, 1_000);
    assert!(outlet.send(flow));
    lefts(&mut supply, 1);
    let (_fourth, flow) = counting(4, 5_000, Join::Now, 1_000);
    assert!(outlet.send(flow));
    lefts(&mut supply, 300);
    assert_eq!(outlet.course.place().0, 4);
}

#[test]
fn a_held_flow_stops_at_its_hold_until_it_is_released() {
    let (mut outlet, mut supply) = Outlet::new(None);
    let (feed, flow) = counting(1, 100, Join::Now, 3_000);
    feed.hold(Some(Frames(1_100)));
    assert!(outlet.send(flow));
    let heard = lefts(&mut supply, 2_000);
    assert_eq!(heard[700], 800.0);
    assert_eq!(heard[1_000], 0.0);
    let (_, taken) = outlet.course.place();
    assert!((999..=1_000).contains(&taken), "{taken}");
    assert!(outlet.course.is_still());
    feed.hold(None);
    let heard = lefts(&mut supply, 1_000);
    assert_eq!(heard[999], 100.0 + (taken + 999) as f32);
}

#[test]
fn the_frames_that_the_device_took_are_recorded() {
    let (record, mut recorded) = RingBuffer::new(8);
    let (mut outlet, mut supply) = Outlet::new(Some(record));
    let (_feed, flow) = counting(1, 1, Join::Now, 10);
    lefts(&mut supply, 2);
    assert!(outlet.send(flow));
    lefts(&mut supply, 10);
    let kept: Vec<f32> = std::iter::from_fn(|| recorded.pop().ok())
        .map(|[left, _]| left)
        .collect();
    assert_eq!(kept, [0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(outlet.course.unrecorded(), 4);
}
