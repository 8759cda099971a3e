//! Rooms: their input, their state and broken samples.

use super::*;

/// Plays a stereo sound that is heard only through a room, which reflects half of it to the other
/// side after 700 frames.
fn through_room(clips: Vec<Clip>, tape: &Audio) -> (Vec<f32>, Vec<f32>) {
    let clips = clips.into_iter().map(|clip| Clip {
        direct: false,
        sends: vec![sent(0, 1.0)],
        ..clip
    });
    let mut plan = plan(30_000, clips.collect());
    plan.spaces = vec![space(0)].into();
    play(&plan, std::slice::from_ref(tape), 0)
}

fn near(sample: f32, expected: f32) {
    // The room also rings, at most 0.01 of the sound.
    assert!((sample - expected).abs() < 0.02, "{sample}, {expected}");
}

#[test]
fn the_lanes_of_a_clip_act_on_its_sends() {
    let tape = stereo(&[0.8], &[0.0]);
    let click = || clip(0, 100..101);
    let (_, right) = through_room(vec![click()], &tape);
    near(right[800], 0.4);
    let lane = |points: &[(i64, f32)]| {
        let point = |&(at, gain): &(i64, f32)| Point {
            at: Frames(at),
            gain: Gain(gain),
            curve: Curve::Linear,
        };
        Lane(points.iter().map(point).collect())
    };
    // A quarter: once steady, once on the way from 0 at frame 0 to 1 at frame 400.
    for lane in [lane(&[(0, 0.25)]), lane(&[(0, 0.0), (400, 1.0)])] {
        let mut quiet = click();
        quiet.lanes = vec![lane];
        let (_, right) = through_room(vec![quiet], &tape);
        near(right[800], 0.1);
    }
}

#[test]
fn a_room_rings_on_through_later_sounds() {
    let tape = stereo(&[0.8], &[0.0]);
    // A room works on 16,384 frames at once; the last click is in the second part.
    let clicks = [100, 500, 9_000, 9_001, 16_000, 17_000];
    let clips = clicks.map(|at| clip(0, at..at + 1));
    let (left, right) = through_room(clips.into(), &tape);
    for at in clicks {
        near(right[at as usize + 700], 0.4);
    }
    // The sum of the ringing of all clicks, which lasts 9,000 frames each.
    let ring = |n: i64| match n {
        0..9_000 => 0.01 * libm::sin(0.3 * n as f64) * 0.8 / std::f64::consts::SQRT_2,
        _ => 0.0,
    };
    for frame in [9_050, 12_345, 15_999, 17_500] {
        let sum: f64 = clicks.iter().map(|at| ring(frame - at)).sum();
        let sample = f64::from(left[frame as usize]);
        assert!((sample - sum).abs() < 1e-5, "{sample}, {sum} at {frame}");
    }
}

/// Renders the rest of a show without the master.
fn rest(mixer: &mut Mixer) -> Vec<f32> {
    let (mut samples, mut block) = (Vec::new(), Block::SILENCE);
    loop {
        let frames = mixer.render(&mut block).unwrap();
        samples.extend(&block.left[..frames]);
        if frames == 0 {
            return samples;
        }
    }
}

#[test]
fn a_seek_fills_the_rooms_with_what_was_heard_before() {
    let clips = [100, 9_000, 33_000, 50_000].map(|at| Clip {
        sends: vec![sent(0, 1.0)],
        ..clip(0, at..at + 300)
    });
    let mut plan = plan(60_100, clips.into());
    plan.spaces = vec![space(0)].into();
    let wave: Vec<f32> = (0..300).map(|n| libm::sinf(n as f32 * 0.3)).collect();
    let source = Box::new(Memory(vec![stereo(&wave, &wave)]));
    let mut mixer = Mixer::new(Arc::new(plan), source);
    assert_eq!(mixer.buses(), 1);
    let whole = rest(&mut mixer);
    assert_eq!(whole.len(), 60_100);
    for from in [0, 1, 511, 9_500, 20_001, 41_500, 55_000, 60_099] {
        mixer.seek(Frames::from(from));
        assert!(rest(&mut mixer) == whole[from..], "{from}");
    }
    // Before its start a show is silent.
    mixer.seek(Frames(-700));
    let early = rest(&mut mixer);
    assert!(early[..700].iter().all(|sample| *sample == 0.0));
}

#[test]
fn a_seek_opens_no_sound_that_is_long_over() {
    let (missing, late) = (clip(1, 0..100), clip(0, 200_000..200_100));
    let mut plan = plan(210_000, vec![missing, late]);
    plan.spaces = vec![space(0)].into();
    let source = Box::new(Memory(vec![stereo(&[0.5; 100], &[0.5; 100])]));
    let mut mixer = Mixer::new(Arc::new(plan), source);
    assert!(matches!(
        mixer.render(&mut Block::SILENCE.clone()),
        Err(EngineError::Open {
            audio: AudioId(1),
            ..
        })
    ));
    mixer.seek(Frames(199_000));
    let samples = rest(&mut mixer);
    assert_eq!((samples.len(), samples[1_050]), (11_000, 0.5));
}

#[test]
fn a_broken_sample_does_not_ring() {
    let tape = stereo(&[f32::NAN, 0.8, f32::INFINITY], &[0.0; 3]);
    let (left, right) = through_room(vec![clip(0, 100..103)], &tape);
    assert!(left.iter().chain(&right).all(|sample| sample.is_finite()));
    near(right[801], 0.4);
    near(right[20_000], 0.0);
}

#[test]
fn a_source_without_rooms_has_no_response() {
    struct Clips;

    impl AudioSource for Clips {
        fn open(&self, _: AudioId) -> io::Result<Box<dyn AudioReader>> {
            Ok(Box::new(stereo(&[0.8], &[0.8])))
        }
    }

    let mut sends = clip(0, 0..1);
    sends.sends = vec![sent(0, 1.0)];
    let mut plan = plan(1, vec![sends]);
    plan.spaces = vec![space(0)].into();
    let mut engine = Engine::new(Arc::new(plan), Box::new(Clips));
    assert!(matches!(
        engine.render(&mut Block::SILENCE.clone()),
        Err(EngineError::Response {
            space: ReturnId(0),
            ..
        })
    ));
}
