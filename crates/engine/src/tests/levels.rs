//! Gains, lanes and meters.

use super::*;

fn line(points: &[(i64, f32)]) -> Lane {
    let point = |&(at, gain): &(i64, f32)| Point {
        at: Frames(at),
        gain: Gain(gain),
        curve: Curve::Linear,
    };
    Lane(points.iter().map(point).collect())
}

fn near(samples: &[f32], expected: &[(usize, f32)]) {
    for &(frame, value) in expected {
        let sample = samples[frame];
        assert!((sample - value).abs() < 1e-6, "{sample} at {frame}");
    }
}

#[test]
fn the_lane_of_a_bus_continues_from_block_to_block() {
    let mut plan = plan(2_000, vec![clip(0, 0..2_000)]);
    plan.buses[BusId(0)].gain = Gain(0.5);
    plan.buses[BusId(0)].lane = line(&[(0, 0.0), (2_000, 1.0)]);
    let (left, right) = play(&plan, &[stereo(&[0.8; 2_000], &[0.4; 2_000])], 0);
    let expected = [
        (0, 0.0),
        (500, 0.1),
        (512, 0.1024),
        (1_500, 0.3),
        (1_999, 0.3998),
    ];
    near(&left, &expected);
    near(&right, &expected.map(|(frame, value)| (frame, value / 2.0)));
}

#[test]
fn the_lanes_of_a_clip_multiply_in_any_order() {
    let moving = line(&[(0, 0.0), (4, 1.0)]);
    let steady = line(&[(0, 0.5)]);
    for lanes in [vec![moving.clone(), steady.clone()], vec![steady, moving]] {
        let mut faded = clip(0, 0..4);
        faded.lanes = lanes;
        let (left, _) = play(&plan(4, vec![faded]), &[stereo(&[0.8; 4], &[0.8; 4])], 0);
        near(&left, &[(0, 0.0), (1, 0.1), (2, 0.2), (3, 0.3)]);
    }
}

#[test]
fn the_gain_of_a_clip_is_not_that_of_the_next() {
    let lanes = [
        line(&[(0, 0.5)]),
        line(&[(0, 0.0), (4, 1.0)]),
        Lane::default(),
    ];
    let mut clips = vec![clip(0, 0..4), clip(0, 0..4), clip(0, 0..4)];
    for (clip, lane) in clips.iter_mut().zip(lanes) {
        clip.lanes = vec![lane];
    }
    let (left, _) = play(&plan(4, clips), &[stereo(&[0.2; 4], &[0.2; 4])], 0);
    near(&left, &[(0, 0.3), (1, 0.35), (2, 0.4), (3, 0.45)]);
}

#[test]
fn the_meter_shows_the_peak_of_each_bus_and_side() {
    let mut second = clip(1, 600..700);
    second.bus = BusId(1);
    let mut plan = plan(2_000, vec![clip(0, 0..100), second]);
    plan.buses.push(bus());
    let tapes = vec![
        stereo(&[0.5; 100], &[-0.25; 100]),
        stereo(&[0.1; 100], &[0.2; 100]),
    ];
    let mut engine = Engine::new(Arc::new(plan), Box::new(Memory(tapes))).metered();
    assert_eq!(engine.frames(), Frames(2_000));
    let mut peaks = Vec::new();
    let mut block = Block::SILENCE;
    // The mix is rendered ahead of the limiter.
    for number in 0..4 {
        assert_eq!(engine.position(), Frames(512 * number));
        engine.render(&mut block).unwrap();
        peaks.push(engine.peaks().to_vec());
    }
    assert_eq!(engine.position(), Frames(2_000));
    let ahead = Mastering::LATENCY_BLOCKS;
    assert_eq!(ahead, 1);
    assert_eq!(peaks[0], [[0.0, 0.0], [0.1, 0.2]]);
    assert_eq!(peaks[1], [[0.0, 0.0], [0.0, 0.0]]);
    block.left[0] = 1.0;
    block.clear();
    assert_eq!(block, Block::SILENCE);
}

#[test]
fn an_engine_that_was_played_is_as_good_as_new_after_a_seek() {
    let mut loud = clip(0, 1_000..3_000);
    loud.gain = Gain(8.0);
    loud.sends = vec![sent(0, 1.0)];
    let mut plan = plan(20_000, vec![loud]);
    plan.spaces = vec![space(0)].into();
    let wave: Vec<f32> = (0..2_000)
        .map(|n| 0.3 * libm::sinf(n as f32 * 0.05))
        .collect();
    let tape = stereo(&wave, &wave);
    let (left, _) = play(&plan, std::slice::from_ref(&tape), 0);
    let mut engine = Engine::new(Arc::new(plan), Box::new(Memory(vec![tape])));
    let mut block = Block::SILENCE;
    for _ in 0..20 {
        engine.render(&mut block).unwrap();
    }
    for from in [0, 700, 5_000] {
        engine.seek(Frames::from(from));
        assert_eq!(engine.position(), Frames::from(from));
        for number in 0..6 {
            engine.render(&mut block).unwrap();
            let at = from + number * BLOCK;
            assert!(block.left == left[at..at + BLOCK], "{at} from {from}");
        }
    }
}
