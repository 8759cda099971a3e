mod levels;
mod rooms;

use super::*;
use crate::plan::{
    Bus, BusId, BusName, Clip, ClipOf, Curve, Lane, LaneId, Master, Point, ReturnId, Send, Space,
};
use cuebook_core::audio::Audio;
use cuebook_core::id::{IdVec, LineId, SpaceId};
use cuebook_core::units::{Decibels, Gain};
use cuebook_dsp::convolve::QUANTUM;
use proptest::prelude::*;
use std::ops::Range;

/// A source of audio in memory, and of equal rooms.
pub(crate) struct Memory(Vec<Audio>);

/// How long the rooms of the source ring, in frames.
const RINGS: usize = 9_000;

/// A room that reflects everything to the other side after 700 frames, and
/// rings in both.
fn room() -> ImpulseResponse {
    let ring = |step: f64| {
        let wave = (0..RINGS).map(|n| 0.01 * libm::sin(step * n as f64) as f32);
        wave.collect::<Vec<f32>>()
    };
    let mut across = vec![0.0; 701];
    across[700] = 0.5;
    ImpulseResponse {
        early: [[vec![], across.clone()], [across, vec![]]],
        late: [ring(0.3), ring(0.5)],
    }
}

impl AudioSource for Memory {
    fn response(&self, id: ResponseId) -> io::Result<ImpulseResponse> {
        match id {
            ResponseId::Room(SpaceId(0 | 1)) => Ok(room()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        match self.0.get(audio.0) {
            Some(audio) => Ok(Box::new(audio.clone())),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

fn bus() -> Bus {
    Bus::new(BusName::Spots)
}

/// Stereo, so that it is unchanged in the middle.
pub(crate) fn clip(audio: usize, at: Range<i64>) -> Clip {
    let at = Frames(at.start)..Frames(at.end);
    Clip::new(AudioId(audio), BusId(0), at, ClipOf::Line(LineId(0)))
}

pub(crate) fn plan(frames: i64, clips: Vec<Clip>) -> MixPlan {
    MixPlan {
        frames: Frames(frames),
        step: QUANTUM,
        clips,
        buses: vec![bus()].into(),
        shared: IdVec::default(),
        spaces: IdVec::default(),
        master: Master {
            trim: Gain::UNITY,
            ceiling: Decibels(-1.0),
        },
    }
}

pub(crate) fn space(number: usize) -> Space {
    Space {
        response: ResponseId::Room(SpaceId(number)),
        frames: Frames::from(RINGS),
    }
}

pub(crate) fn sent(space: usize, gain: f32) -> Send {
    Send {
        space: ReturnId(space),
        pan: 0.0,
        gain: Gain(gain),
        lane: Lane::default(),
    }
}

fn stereo(left: &[f32], right: &[f32]) -> Audio {
    Audio {
        channels: vec![left.to_vec(), right.to_vec()],
    }
}

/// Plays the whole show, starting at `from`: both sides, without the padding.
fn play(plan: &MixPlan, source: &[Audio], from: i64) -> (Vec<f32>, Vec<f32>) {
    let source = Box::new(Memory(source.to_vec()));
    let mut engine = Engine::new(Arc::new(plan.clone()), source);
    if from > 0 {
        engine.seek(Frames(from));
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut block = Block::SILENCE;
    loop {
        let frames = engine.render(&mut block).unwrap();
        left.extend(&block.left[..frames]);
        right.extend(&block.right[..frames]);
        assert!(block.left[frames..].iter().all(|x| *x == 0.0));
        if frames == 0 {
            return (left, right);
        }
    }
}

#[test]
fn a_clip_is_heard_only_at_its_position() {
    let (left, right) = play(
        &plan(6, vec![clip(0, 2..4)]),
        &[stereo(&[0.1, 0.2, 0.3], &[-0.1, -0.2, -0.3])],
        0,
    );
    assert_eq!(left, [0.0, 0.0, 0.1, 0.2, 0.0, 0.0]);
    assert_eq!(right, [0.0, 0.0, -0.1, -0.2, 0.0, 0.0]);
}

#[test]
fn an_offset_skips_and_silence_follows_the_end_of_the_audio() {
    let mut late = clip(0, 1..6);
    late.offset = Frames(1);
    let (left, _) = play(
        &plan(6, vec![late]),
        &[stereo(&[0.1, 0.2, 0.3], &[0.0; 3])],
        0,
    );
    assert_eq!(left, [0.0, 0.2, 0.3, 0.0, 0.0, 0.0]);
}

#[test]
fn a_loop_begins_again() {
    let mut round = clip(0, 0..7);
    round.looped = true;
    round.offset = Frames(2);
    let (left, _) = play(
        &plan(7, vec![round]),
        &[stereo(&[0.1, 0.2, 0.3], &[0.0; 3])],
        0,
    );
    assert_eq!(left, [0.3, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3]);
}

#[test]
fn the_show_ends_at_the_length_of_the_plan() {
    let reader = stereo(&[0.25; 2000], &[0.25; 2000]);
    let (left, _) = play(&plan(700, vec![clip(0, 0..2000)]), &[reader], 0);
    assert_eq!(left, [0.25; 700]);
}

#[test]
fn gain_lane_duck_bus_and_trim_multiply() {
    let mut half = clip(0, 0..4);
    half.gain = Gain(0.5);
    half.lanes = vec![Lane(vec![
        Point {
            at: Frames(0),
            gain: Gain(0.0),
            curve: Curve::Linear,
        },
        Point {
            at: Frames(4),
            gain: Gain(1.0),
            curve: Curve::Linear,
        },
    ])];
    half.shared = vec![LaneId(0)];
    let mut plan = plan(4, vec![half]);
    plan.shared = vec![Lane(vec![Point {
        at: Frames(0),
        gain: Gain(0.5),
        curve: Curve::Linear,
    }])]
    .into();
    plan.buses[BusId(0)].gain = Gain(0.5);
    plan.buses[BusId(0)].lane = Lane(vec![Point {
        at: Frames(0),
        gain: Gain(2.0),
        curve: Curve::Linear,
    }]);
    plan.master.trim = Gain(2.0);
    let (left, right) = play(&plan, &[stereo(&[0.5; 4], &[0.5; 4])], 0);
    assert_eq!(left, [0.0, 0.0625, 0.125, 0.1875]);
    assert_eq!(right, left);
}

#[test]
fn mono_is_panned() {
    let mut mono = clip(0, 0..1);
    mono.pan = -1.0;
    let (left, right) = play(&plan(1, vec![mono]), &[Audio::mono(vec![0.5])], 0);
    assert_eq!((left, right), (vec![0.5], vec![0.0]));
}

#[test]
fn mono_in_the_middle_has_its_gain_on_both_sides() {
    let mut mono = clip(0, 0..2);
    mono.lanes = vec![Lane(vec![Point {
        at: Frames(0),
        gain: Gain(0.5),
        curve: Curve::Linear,
    }])];
    let tape = Audio::mono(vec![0.5, 0.25]);
    let (left, right) = play(&plan(2, vec![mono]), &[tape], 0);
    for (sample, whole) in left.iter().zip([0.25, 0.125]) {
        assert!((sample - whole * std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-6);
    }
    assert_eq!(left, right);
}

#[test]
fn a_loop_of_nothing_is_silent() {
    let mut round = clip(0, 0..7);
    round.looped = true;
    let (left, _) = play(&plan(7, vec![round]), &[stereo(&[], &[])], 0);
    assert_eq!(left, [0.0; 7]);
}

#[test]
fn clips_add_up_bus_by_bus_in_the_order_of_the_plan() {
    // In f32, 2²⁴ + 1 is 2²⁴, so the result shows the order of the three sums.
    let big = 16_777_216.0;
    let tapes = [[big; 1], [1.0; 1], [-big; 1]].map(|value| stereo(&value, &value));
    let mut clips = vec![clip(0, 0..1), clip(1, 0..1), clip(2, 0..1)];
    let mixed = |clips: &[Clip]| {
        let mut plan = plan(1, clips.to_vec());
        plan.buses.push(bus());
        let mut mixer = Mixer::new(Arc::new(plan), Box::new(Memory(tapes.to_vec())));
        let mut block = Block::SILENCE;
        mixer.render(&mut block).unwrap();
        block.left[0]
    };
    assert_eq!(mixed(&clips), 0.0);
    clips[1].bus = BusId(1);
    assert_eq!(mixed(&clips), 1.0);
}

/// The room rings on after its clip, only in the bus of the clip.
#[test]
fn a_space_answers_in_the_bus_that_sends_to_it() {
    let mut clicked = clip(0, 100..101);
    clicked.sends = vec![sent(0, 0.5)];
    let mut plan = plan(30_000, vec![clicked]);
    plan.spaces = vec![space(0)].into();
    plan.buses[BusId(0)].gain = Gain(0.5);
    let (left, right) = play(&plan, &[stereo(&[0.8], &[0.0])], 0);
    assert!((left[100] - 0.4).abs() < 1e-6);
    // To the other side: 0.8 · 0.5 sent · 0.5 in the room · 0.5 of the bus, and
    // the ringing.
    let ring = |step: f64, n: usize| {
        0.01 * libm::sin(step * n as f64) as f32 * 0.2 * std::f32::consts::FRAC_1_SQRT_2
    };
    assert!((right[800] - 0.1 - ring(0.5, 700)).abs() < 1e-6);
    for n in [5, 999, 8_999] {
        assert!((left[100 + n] - ring(0.3, n) - if n == 0 { 0.4 } else { 0.0 }).abs() < 1e-6);
    }
    assert!(left[100 + RINGS..].iter().all(|x| x.abs() < 1e-6));
    plan.buses[BusId(0)].gain = Gain(0.0);
    let (left, right) = play(&plan, &[stereo(&[0.8], &[0.0])], 0);
    assert!(left.iter().chain(&right).all(|x| *x == 0.0));
}

#[test]
fn an_indirect_clip_is_heard_only_through_its_sends() {
    let mut clicked = clip(0, 100..101);
    clicked.direct = false;
    clicked.sends = vec![sent(0, 1.0)];
    let mut plan = plan(5_000, vec![clicked]);
    plan.spaces = vec![space(0)].into();
    let (left, right) = play(&plan, &[stereo(&[0.8], &[0.0])], 0);
    assert!(left[100].abs() < 1e-5);
    assert!(right[800] > 0.39);
}

#[test]
fn the_stems_add_up_to_the_mix() {
    let mut clips = vec![clip(0, 10..9_000), clip(0, 500..20_000), clip(0, 700..800)];
    for (number, clip) in clips.iter_mut().enumerate() {
        clip.bus = BusId(number);
        clip.looped = true;
        clip.gain = Gain(0.3 + number as f32 / 7.0);
        clip.sends = vec![sent(number % 2, 0.7)];
    }
    let mut plan = plan(30_000, clips);
    plan.buses = vec![bus(), bus(), bus()].into();
    plan.spaces = vec![space(0), space(1)].into();
    plan.master.trim = Gain(1.37);
    let wave: Vec<f32> = (0..777).map(|n| libm::sinf(n as f32 * 0.11)).collect();
    let source = || Box::new(Memory(vec![stereo(&wave, &wave)]));
    let plan = Arc::new(plan);
    let mut whole = Mixer::new(plan.clone(), source());
    let mut parted = Mixer::new(plan, source()).with_stems();
    assert_eq!((whole.buses(), parted.buses()), (3, 3));
    let (mut mix, mut stems) = (Block::SILENCE, vec![Block::SILENCE; 3]);
    for _ in 0..58 {
        whole.render(&mut mix).unwrap();
        parted.render_stems(&mut stems).unwrap();
        for (n, sample) in mix.right.iter().enumerate() {
            let sum = stems.iter().fold(0.0, |sum, stem| sum + stem.right[n]);
            assert_eq!(*sample, sum);
        }
    }
    assert!(stems[0].left.iter().all(|x| x.abs() < 1e-6));
}

#[test]
fn a_missing_bus_lane_space_or_audio_is_an_error() {
    let mut lost = clip(3, 0..1);
    lost.bus = BusId(2);
    let mut block = Block::SILENCE;
    let mut engine = |clip: &Clip| {
        let plan = Arc::new(plan(1, vec![clip.clone()]));
        Engine::new(plan, Box::new(Memory(vec![Audio::default()]))).render(&mut block)
    };
    assert!(matches!(
        engine(&lost),
        Err(EngineError::Bus {
            clip: 0,
            bus: BusId(2)
        })
    ));
    lost.bus = BusId(0);
    lost.shared = vec![LaneId(0)];
    assert!(matches!(
        engine(&lost),
        Err(EngineError::Lane {
            clip: 0,
            lane: LaneId(0)
        })
    ));
    lost.shared = Vec::new();
    lost.sends = vec![sent(0, 1.0)];
    assert!(matches!(
        engine(&lost),
        Err(EngineError::Space {
            clip: 0,
            space: ReturnId(0)
        })
    ));
    lost.sends = Vec::new();
    assert!(matches!(
        engine(&lost),
        Err(EngineError::Open {
            audio: AudioId(3),
            ..
        })
    ));
    lost.audio = AudioId(0);
    assert!(matches!(
        engine(&lost),
        Err(EngineError::Channels { channels: 0, .. })
    ));
}

fn lanes(frames: i64) -> impl Strategy<Value = Lane> {
    let curve = prop_oneof![
        Just(Curve::Linear),
        Just(Curve::Decibel),
        Just(Curve::Power)
    ];
    let point = (0..frames, 0.0f32..2.0, curve);
    proptest::collection::vec(point, 0..4).prop_map(|mut points| {
        points.sort_by_key(|point| point.0);
        let point = |(at, gain, curve)| Point {
            at: Frames(at),
            gain: Gain(gain),
            curve,
        };
        Lane(points.into_iter().map(point).collect())
    })
}

fn clips(frames: i64) -> impl Strategy<Value = Clip> {
    let longest = (frames / 3).max(9_000);
    let place = (0..frames, 1i64..longest, 0i64..900);
    let sound = (0usize..3, 0usize..2, any::<bool>(), any::<bool>());
    let sends = proptest::collection::vec((0usize..2, -1.0f32..1.0, lanes(frames)), 0..3);
    (place, sound, -1.0f32..1.0, lanes(frames), sends).prop_map(
        |((start, length, offset), (audio, bus, looped, ducked), pan, lane, sends)| Clip {
            bus: BusId(bus),
            offset: Frames(offset),
            looped,
            pan,
            gain: Gain(1.5),
            lanes: vec![lane],
            shared: ducked.then_some(LaneId(0)).into_iter().collect(),
            sends: sends
                .into_iter()
                .map(|(space, pan, lane)| Send {
                    space: ReturnId(space),
                    pan,
                    gain: Gain(0.7),
                    lane,
                })
                .collect(),
            ..clip(audio, start..start + length)
        },
    )
}

/// The sounds of these plans.
pub(crate) fn sounds() -> Memory {
    let wave = |step: f64| {
        let samples = (0..1000).map(|n| libm::sin(step * f64::from(n)) as f32);
        samples.collect::<Vec<_>>()
    };
    Memory(vec![
        Audio::mono(wave(0.11)),
        stereo(&wave(0.4), &wave(0.7)),
        Audio::mono(wave(1.5)[..37].to_vec()),
    ])
}

/// Plans of some length with clips on two buses, rides, ducks and rooms.
pub(crate) fn mixes(frames: i64) -> impl Strategy<Value = MixPlan> {
    let clips = proptest::collection::vec(clips(frames), 0..8);
    (clips, lanes(frames), lanes(frames)).prop_map(move |(mut clips, lane, duck)| {
        clips.sort_by_key(|clip| clip.at.start);
        let mut plan = plan(frames - 100, clips);
        plan.buses.push(Bus { lane, ..bus() });
        plan.shared.push(duck);
        plan.spaces = vec![space(0), space(1)].into();
        plan
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn after_a_seek_the_samples_are_those_of_continuous_play(plan in mixes(30_000), from in 0i64..29_900) {
        let source = sounds().0;
        let (left, right) = play(&plan, &source, 0);
        let (left_after, right_after) = play(&plan, &source, from);
        let from = from as usize;
        prop_assert!(left[from..] == left_after[..]);
        prop_assert!(right[from..] == right_after[..]);
    }
}

/// The limiter still releases when a seek lands behind a peak, and the seek
/// begins in the middle of the show and not at its start.
#[test]
fn a_seek_remembers_the_release_of_the_limiter() {
    let mut loud = clip(0, 20_000..22_000);
    loud.gain = Gain(16.0);
    let frames = 500_000;
    let mut quiet = clip(0, 0..frames);
    quiet.looped = true;
    let wave: Vec<f32> = (0..2000)
        .map(|n| 0.3 * libm::sinf(n as f32 * 0.05))
        .collect();
    let source = [stereo(&wave, &wave)];
    let plan = plan(frames, vec![quiet, loud]);
    let (left, _) = play(&plan, &source, 0);
    for from in [21_000, 30_001, 300_007] {
        let (after, _) = play(&plan, &source, from);
        assert!(left[from as usize..] == after[..], "from {from}");
    }
}
