//! Small shows whose lanes can be checked by hand.
//!
//! The reading begins at 10 s, and a hush before it ends there. The sound `bell` is silent for 0.2 s, loud for
//! 0.5 s and 26 dB weaker for 0.3 s.

mod lines;
mod position;

use super::*;
use crate::mix::ClipOf;
use crate::perform::staged::{book, wav, wav_of};
use crate::perform::{Cache, Context};
use crate::world::Memory;
use cuebook_core::id::{CueId, LineId};
use cuebook_core::progress::Silent;
use cuebook_voice::tone::ToneVoice;

fn bell() -> impl Iterator<Item = i16> {
    let level = |frame: usize| match frame {
        ..9_600 => 0,
        9_600..33_600 => 16_000,
        _ => 800,
    };
    (0..48_000).map(move |frame| match frame % 100 {
        ..50 => level(frame),
        _ => -level(frame),
    })
}

/// Plans the mix of a show with one line and these cues.
fn plan(cues: &str, mix: &str) -> (Timeline, MixPlan) {
    let reading = "text: |\n  Rain fell all night.\npauses: { start: 10s, end: 10s }\n";
    plan_of(&format!("{reading}mix: {{ {mix} }}\ncues:\n{cues}"))
}

fn plan_of(show: &str) -> (Timeline, MixPlan) {
    plan_for(Listening::Loudspeakers, show)
}

fn plan_for(listening: Listening, show: &str) -> (Timeline, MixPlan) {
    let (book, performance, timeline) = performed(show);
    let plan = super::plan(listening, &book, &performance, &timeline);
    (timeline, plan)
}

fn performed(show: &str) -> (Book, Performance, Timeline) {
    let script = format!(
        "sounds: {{ bell: {{ file: bell.wav }}, still: {{ file: bell.wav, end: 0.15s }}, wide: {{ file: wide.wav }} }}\n{show}"
    );
    let world = Memory::default()
        .with("bell.wav", wav(bell()))
        .with("wide.wav", wav_of(2, bell().flat_map(|sample| [sample; 2])));
    let book = book(&script, &world);
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        world: &world,
        voice: &ToneVoice,
        cache: &Cache::open(folder.path()).unwrap(),
        jobs: 1,
        progress: &Silent,
    };
    let performance = Performance::of(&book, &context).unwrap();
    let lengths = crate::timeline::PerformanceLengths::of(&performance);
    let timeline = Timeline::place(&book, &lengths);
    (book, performance, timeline)
}

#[test]
fn the_gains_that_are_drawn_are_those_of_the_plan() {
    let (book, performance, timeline) = performed(
        "text: |\n  Rain fell all night.\npauses: { start: 10s, end: 10s }\ncues:
  - { bed: bell, from: start, until: end, gain: -6dB, fade: 1s, ride: [{ at: fell, gain: -20dB, over: 1s }] }
  - { hush: 1s, at: night }
  - { spot: bell, at: { time: 3s } }
",
    );
    let applied = applied(&book, &performance, &timeline);
    let plan = super::plan(Listening::Loudspeakers, &book, &performance, &timeline);
    let [(cue, clip)] = &applied.sounds[..] else {
        panic!("{} sounds", applied.sounds.len());
    };
    let mixed = clips(&plan, 0)[0];
    assert_eq!(*cue, CueId(0));
    assert_eq!((clip.gain, &clip.lanes), (mixed.gain, &mixed.lanes));
    let drawn: Vec<_> = applied.shared(clip).map(points).collect();
    assert_eq!(drawn, shared(&plan, 0));
    assert_eq!(drawn.len(), 2, "a hush and a duck");
}

/// The clips of a cue.
fn clips(plan: &MixPlan, cue: usize) -> Vec<&Clip> {
    let clips = plan.clips.iter();
    clips
        .filter(|clip| clip.of == ClipOf::Cue(CueId(cue)))
        .collect()
}

/// The points of a lane in milliseconds, with gains in per mille.
fn points(lane: &Lane) -> Vec<(i64, i64)> {
    let round = |point: &crate::mix::Point| {
        let gain = (f64::from(point.gain.0) * 1_000.0).round() as i64;
        (point.at.0 / 48, gain)
    };
    lane.0.iter().map(round).collect()
}

/// The lanes that the first clip of a cue shares.
fn shared(plan: &MixPlan, cue: usize) -> Vec<Vec<(i64, i64)>> {
    let shared = clips(plan, cue)[0].shared.iter();
    shared.map(|lane| points(&plan.shared[*lane])).collect()
}

/// The lanes of the first clip of a cue.
fn own(plan: &MixPlan, cue: usize) -> Vec<Vec<(i64, i64)>> {
    clips(plan, cue)[0].lanes.iter().map(points).collect()
}

/// The only stretch of speech, in milliseconds.
fn speech_of(timeline: &Timeline) -> (i64, i64) {
    let placed = timeline.lines.iter().flat_map(|line| &line.pieces);
    let [piece] = placed.collect::<Vec<_>>().try_into().unwrap();
    let end = piece.at + piece.take.end - piece.take.start;
    (piece.at.0 / 48, end.0 / 48)
}

#[test]
fn a_bed_ducks_under_the_loud_part_of_a_spot() {
    let cues = "
  - { bed: bell, from: start, until: end, duck: { by: 20dB, attack: 0.1s, release: 0.4s, for: spots } }
  - { spot: bell, at: { time: 3s } }
  - { spot: bell, at: { time: 1s } }
";
    let (_, plan) = plan(cues, "");
    // A bell at 3 s is loud from 3.2 s to 3.7 s. The order of the script does not matter.
    let dips = [
        (1_100, 1_000),
        (1_200, 100),
        (1_700, 100),
        (2_100, 1_000),
        (3_100, 1_000),
        (3_200, 100),
        (3_700, 100),
        (4_100, 1_000),
    ];
    assert_eq!(shared(&plan, 0), [dips]);
    assert_eq!(shared(&plan, 1), [[(0, 0); 0]; 0]);
}

#[test]
fn a_bed_ducks_under_speech_and_spots_in_the_order_of_their_times() {
    let cues = "
  - { bed: bell, from: start, until: end, duck: { by: 20dB, attack: 0.1s, release: 0.4s, for: [speech, spots] } }
  - { spot: bell, at: { time: 3s } }
";
    let (timeline, plan) = plan(cues, "");
    let (from, to) = speech_of(&timeline);
    assert_eq!(from, 10_000);
    let dips = [
        (3_100, 1_000),
        (3_200, 100),
        (3_700, 100),
        (4_100, 1_000),
        (from - 100, 1_000),
        (from, 100),
        (to, 100),
        (to + 400, 1_000),
    ];
    assert_eq!(shared(&plan, 0), [dips]);
}

#[test]
fn a_spot_ducks_only_under_speech_and_only_if_asked() {
    let cues = "
  - { spot: bell, at: { time: 3s }, duck: { by: 20dB, attack: 0.1s, release: 0.4s, for: [speech, spots] } }
  - { spot: bell, at: { time: 3s }, duck: { by: 20dB, for: spots } }
  - { spot: bell, at: { time: 3s } }
";
    let (timeline, plan) = plan(cues, "");
    let (from, to) = speech_of(&timeline);
    let dip = [
        (from - 100, 1_000),
        (from, 100),
        (to, 100),
        (to + 400, 1_000),
    ];
    assert_eq!(shared(&plan, 0), [dip]);
    assert!(shared(&plan, 1).is_empty() && shared(&plan, 2).is_empty());
}

#[test]
fn cues_that_duck_alike_share_a_lane() {
    let cues = "
  - { bed: bell, from: start, until: end }
  - { bed: bell, from: start, until: end, duck: 20dB }
  - { music: bell, from: start }
  - { bed: bell, from: start, until: end, duck: 0dB }
";
    let (_, plan) = plan(cues, "");
    assert_eq!(plan.shared.len(), 2);
    let of = |cue: usize| clips(&plan, cue)[0].shared.clone();
    assert_eq!(
        (of(0), of(1), of(2), of(3)),
        (vec![LaneId(0)], vec![LaneId(1)], vec![LaneId(0)], vec![])
    );
}

/// Where a cue is, in milliseconds.
fn place(timeline: &Timeline, cue: usize) -> (i64, i64) {
    let at = &timeline.cues[CueId(cue)].at;
    (at.start.0 / 48, at.end.0 / 48)
}

#[test]
fn a_hush_falls_in_120_ms_and_rises_in_400() {
    let cues = "
  - { bed: bell, from: start, until: end, duck: false }
  - { spot: bell, at: { time: 8.9s } }
  - { hush: 0.5s, at: { after: \"night.\" }, fade: { in: 0.2s, out: 0.1s } }
  - { hush: 1s, at: Rain }
  - { bed: room-tone, from: start, until: end, duck: false }
  - { spot: bell, at: { time: 3s } }
";
    let (timeline, plan) = plan(cues, "");
    assert_eq!(place(&timeline, 3), (9_000, 10_000));
    let (from, to) = place(&timeline, 2);
    assert_eq!(to - from, 500);
    let silences = [
        (8_880, 1_000),
        (9_000, 0),
        (10_000, 0),
        (10_400, 1_000),
        (from - 200, 1_000),
        (from, 0),
        (to, 0),
        (to + 100, 1_000),
    ];
    assert_eq!(shared(&plan, 0), [silences]);
    assert_eq!(shared(&plan, 1), [silences]);
    // Neither the room tone nor a spot outside all hushes.
    assert!(shared(&plan, 4).is_empty() && shared(&plan, 5).is_empty());
    assert_eq!(plan.shared.len(), 1);
}

#[test]
fn a_sound_that_begins_within_a_hush_is_silent_only_in_later_hushes() {
    let cues = "
  - { bed: bell, from: { time: 9.5s }, until: end, duck: false }
  - { hush: 1s, at: Rain }
  - { hush: 1s, at: { after: \"night.\" } }
  - { bed: bell, from: { time: 9s }, until: end, duck: false }
";
    let (timeline, plan) = plan(cues, "");
    assert_eq!(place(&timeline, 1), (9_000, 10_000));
    let (from, to) = place(&timeline, 2);
    let later = [(from - 120, 1_000), (from, 0), (to, 0), (to + 400, 1_000)];
    for bed in [0, 3] {
        assert!(shared(&plan, bed).is_empty());
        assert_eq!(own(&plan, bed)[1..], [later]);
    }
}

#[test]
fn a_sound_that_only_touches_a_hush_is_not_changed() {
    let cues = "
  - { spot: bell, at: { time: 8s } }
  - { hush: 1s, at: Rain }
  - { spot: bell, at: { time: 10s } }
";
    let (timeline, plan) = plan(cues, "");
    assert_eq!(place(&timeline, 1), (9_000, 10_000));
    assert!(shared(&plan, 0).is_empty() && shared(&plan, 2).is_empty());
    assert!(own(&plan, 0).is_empty() && own(&plan, 2).is_empty());
}

#[test]
fn each_kind_of_cue_has_its_fades() {
    let cues = "
  - { bed: bell, from: { time: 1s }, until: { time: 9s } }
  - { music: bell, from: { time: 1s }, until: { time: 9s } }
  - { music: bell, from: { time: 1s }, loop: true, until: { time: 9s } }
  - { music: bell, from: { time: 1s } }
  - { spot: bell, at: { time: 1s } }
  - { bed: bell, from: { time: 1s }, until: { time: 9s }, fade: { in: 2s, out: 3s } }
  - { music: bell, from: { time: 1s }, loop: true }
";
    let (timeline, plan) = plan(cues, "duck: false");
    let bed = vec![(1_000, 0), (1_500, 1_000), (8_000, 1_000), (9_000, 0)];
    assert_eq!(own(&plan, 0), [bed]);
    let music = vec![(7_500, 1_000), (9_000, 0)];
    assert_eq!(own(&plan, 1), std::slice::from_ref(&music));
    assert_eq!(own(&plan, 2), [music]);
    assert!(own(&plan, 3).is_empty() && own(&plan, 4).is_empty());
    let own_fades = vec![(1_000, 0), (3_000, 1_000), (6_000, 1_000), (9_000, 0)];
    assert_eq!(own(&plan, 5), [own_fades]);
    let end = timeline.frames.0 / 48;
    assert_eq!(own(&plan, 6), [vec![(end - 1_500, 1_000), (end, 0)]]);
}

#[test]
fn a_ride_of_the_gain_is_a_lane_in_place_of_the_gain() {
    let cues = "
  - { bed: bell, from: start, until: end, gain: -20dB, ride: { at: { time: 3s }, gain: -40dB, over: 2s } }
  - { bed: bell, from: start, until: end, gain: -20dB }
";
    let (_, plan) = plan(cues, "duck: false");
    let ride = vec![(0, 100), (3_000, 100), (5_000, 10)];
    assert_eq!(own(&plan, 0)[1], ride);
    assert_eq!(clips(&plan, 0)[0].gain, Gain::UNITY);
    assert_eq!(own(&plan, 1).len(), 1);
    assert!((clips(&plan, 1)[0].gain.0 - 0.1).abs() < 1e-6);
}

#[test]
fn a_silent_spot_causes_no_ducking() {
    let cues = "
  - { bed: bell, from: start, until: end, duck: { by: 20dB, for: spots } }
  - { spot: still, at: { time: 3s } }
";
    let (_, plan) = plan(cues, "");
    assert_eq!(clips(&plan, 1)[0].at.end, Frames(151_200));
    assert_eq!(shared(&plan, 0), [[(0, 0); 0]]);
}

/// Anna pauses between her sentences, and Tom speaks on.
#[test]
fn a_bed_stays_down_while_any_role_speaks() {
    let (timeline, plan) = plan_of(
        "text: |
  “Stop. Go.” “The rain in the hills falls over and over and over and over and over.”
pauses: { start: 10s, sentence: 3s, end: 10s }
cast: { ANNA: { voice: af_heart }, TOM: { voice: am_michael } }
lines:
  - { id: stop, quote: Stop., by: ANNA }
  - { quote: The rain, by: TOM, with: stop }
cues:
  - { bed: bell, from: start, until: end, duck: { by: 20dB, attack: 0.1s, release: 0.4s } }
",
    );
    let pieces = &timeline.lines[LineId(0)].pieces;
    let pause = pieces[1].at - (pieces[0].at + pieces[0].take.end);
    assert_eq!(pause, Frames(144_000));
    let end = timeline.lines[LineId(1)].at.end;
    assert!(end > pieces[1].at, "{timeline:?}");
    let end = end.max(timeline.lines[LineId(0)].at.end).0 / 48;
    let dip = [
        (9_900, 1_000),
        (10_000, 100),
        (end, 100),
        (end + 400, 1_000),
    ];
    assert_eq!(shared(&plan, 0), [dip]);
}
