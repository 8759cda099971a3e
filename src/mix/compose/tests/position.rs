//! Where cues are heard: sides, directions around the head, rooms, and stops of rides.

use super::*;
use crate::mix::ResponseId;
use cuebook_core::id::{SceneId, SpaceId, WordId};

const SCENES: &str = "text: |
  Rain fell.

  The wind rose.
pauses: { start: 10s, scene: 5s, end: 10s }
spaces: { hut: { preset: tent }, den: { preset: tent, damping: 0.3 } }
scenes: [{ id: one, from: start, space: hut }, { id: two, from: The wind, space: den }]
";

fn scenes(cues: &str) -> (Timeline, MixPlan) {
    plan_of(&format!("{SCENES}cues:\n{cues}"))
}

fn heard(listening: Listening, cues: &str) -> MixPlan {
    let reading = "text: Rain fell.\npauses: { start: 10s, end: 10s }\n";
    plan_for(listening, &format!("{reading}cues:\n{cues}")).1
}

/// The response and the pan of each send of a clip.
fn sends(plan: &MixPlan, clip: &Clip) -> Vec<(ResponseId, f32)> {
    let sends = clip.sends.iter();
    sends
        .map(|send| (plan.spaces[send.space].response, send.pan))
        .collect()
}

/// The first and the last gain of a lane, in per mille.
fn ends(lane: &Lane) -> (i64, i64) {
    let points = points(lane);
    (points[0].1, points[points.len() - 1].1)
}

#[test]
fn a_bus_has_its_gain_and_fades_where_a_room_would_be_cut() {
    let mix = "buses: { music: -20dB, spots: -40dB }";
    let (timeline, dry) = plan("  - { spot: bell, at: start }\n", mix);
    let gains = dry.buses.iter().map(|bus| (bus.gain.0 * 1_000.0).round());
    assert_eq!(
        gains.collect::<Vec<_>>(),
        [1_000.0, 1_000.0, 10.0, 1_000.0, 100.0]
    );
    assert!(dry.buses.iter().all(|bus| bus.lane.0.is_empty()));
    let (_, room) = plan("  - { spot: bell, at: start, space: tent }\n", mix);
    let end = timeline.frames.0 / 48;
    for bus in &room.buses {
        assert_eq!(points(&bus.lane), [(end - 50, 1_000), (end, 0)]);
    }
}

#[test]
fn a_bed_loops_and_music_is_played_once() {
    let cues = "
  - { bed: bell, from: start, pan: -0.5 }
  - { music: bell, from: start }
  - { spot: bell, at: start }
";
    let plan = heard(Listening::Loudspeakers, cues);
    let of = |cue: usize| {
        let clip = clips(&plan, cue)[0];
        (plan.buses[clip.bus].name, clip.looped, clip.pan)
    };
    assert_eq!(of(0), (BusName::Beds, true, -0.5));
    assert_eq!(of(1), (BusName::Music, false, 0.0));
    assert_eq!(of(2), (BusName::Spots, false, 0.0));
}

#[test]
fn a_pan_is_a_direction_in_headphones() {
    let cues = "
  - { spot: bell, at: start, pan: -0.5 }
  - { spot: wide, at: start, pan: -0.5 }
";
    let plan = heard(Listening::Loudspeakers, cues);
    for cue in [0, 1] {
        let [clip] = clips(&plan, cue).try_into().unwrap();
        assert!(clip.direct && clip.sends.is_empty() && clip.pan == -0.5);
    }
    let plan = heard(Listening::Headphones, cues);
    let [mono, wide] = [0, 1].map(|cue| clips(&plan, cue)[0]);
    assert!(!mono.direct && !wide.direct);
    assert_eq!(sends(&plan, mono), [(ResponseId::Ears(45), -1.0)]);
    assert_eq!(sends(&plan, wide), [(ResponseId::Ears(45), -0.5)]);
}

#[test]
fn a_moving_pan_is_a_clip_for_each_side() {
    let cues = "
  - { spot: bell, at: start, move: { to: { pan: 1 }, over: 1s }, space: tent }
  - { spot: wide, at: start, move: { to: { pan: 1 }, over: 1s } }
  - { bed: bell, from: start, until: end, ride: { at: { time: 2s }, pan: -1, over: 1s } }
";
    let plan = heard(Listening::Loudspeakers, cues);
    let sides = |cue: usize| {
        let [left, right] = clips(&plan, cue).try_into().unwrap();
        assert_eq!((left.pan, right.pan), (-1.0, 1.0));
        [left, right].map(|clip: &Clip| ends(&clip.lanes[clip.lanes.len() - 1]))
    };
    // Mono in the middle has half its power on each side.
    assert_eq!(sides(0), [(707, 0), (707, 1_000)]);
    assert_eq!(sides(1), [(1_000, 0), (1_000, 1_000)]);
    assert_eq!(sides(2), [(707, 1_000), (707, 0)]);
    let sent = clips(&plan, 0).into_iter().map(|clip| clip.sends[0].pan);
    assert_eq!(sent.collect::<Vec<_>>(), [-1.0, 1.0]);
}

#[test]
fn a_moving_pan_passes_the_directions_in_headphones() {
    let cues = "
  - { spot: bell, at: start, move: { to: { pan: 1 }, over: 1s } }
  - { spot: wide, at: start, move: { to: { pan: 1 }, over: 1s } }
";
    let plan = heard(Listening::Headphones, cues);
    let [mono] = clips(&plan, 0).try_into().unwrap();
    let degrees = sends(&plan, mono).into_iter();
    let passed = (0..=18).map(|step| (ResponseId::Ears(5 * step), 1.0));
    assert_eq!(degrees.collect::<Vec<_>>(), passed.collect::<Vec<_>>());
    // The sides of a stereo sound stay where they are, and one becomes silent.
    let sides = clips(&plan, 1);
    let pans: Vec<_> = sides.iter().map(|clip| sends(&plan, clip)).collect();
    let ears = |pan: f32| vec![(ResponseId::Ears(45), pan)];
    assert_eq!(pans, [ears(-1.0), ears(1.0)]);
}

#[test]
fn a_bed_moves_with_the_scenes_and_a_spot_stays_in_its_room() {
    let cues = "
  - { bed: bell, from: Rain, until: end }
  - { spot: bell, at: Rain }
  - { spot: bell, at: The wind }
  - { spot: bell, at: Rain, space: none }
  - { spot: bell, at: { quote: The wind, offset: -0.5s } }
";
    let (timeline, plan) = scenes(cues);
    let turn = timeline.scenes[SceneId(1)].0 / 48;
    let room = |id: usize| (ResponseId::Room(SpaceId(id)), 0.0);
    let [bed, first, second, dry, late] = [0, 1, 2, 3, 4].map(|cue| clips(&plan, cue)[0]);
    assert_eq!(sends(&plan, bed), [room(0), room(1)]);
    let fade = |from: i64, to: i64| vec![(turn - 100, from), (turn + 100, to)];
    let lanes: Vec<_> = bed.sends.iter().map(|send| points(&send.lane)).collect();
    assert_eq!(lanes, [fade(1_000, 0), fade(0, 1_000)]);
    assert_eq!(sends(&plan, first), [room(0)]);
    assert_eq!(sends(&plan, second), [room(1)]);
    // The last one sounds on into the second scene.
    assert_eq!(sends(&plan, late), [room(0)]);
    assert!(late.at.end > timeline.scenes[SceneId(1)]);
    for spot in [first, second, late] {
        assert!(spot.sends[0].lane.0.is_empty());
    }
    assert!(dry.sends.is_empty());
}

#[test]
fn what_is_heard_before_the_first_word_is_in_the_first_room() {
    let (timeline, plan) = scenes(
        "  - { spot: bell, at: start }\n  - { bed: bell, from: start, until: { scene: two } }\n",
    );
    assert!(timeline.words[WordId::FIRST].start > Frames::ZERO);
    for cue in [0, 1] {
        let [send] = &clips(&plan, cue)[0].sends[..] else {
            panic!("one room: {cue}");
        };
        assert_eq!(
            plan.spaces[send.space].response,
            ResponseId::Room(SpaceId(0))
        );
        // It is open from the first sample on.
        assert!(
            points(&send.lane)
                .first()
                .is_none_or(|(_, gain)| *gain == 1_000)
        );
    }
}

/// The room is 5 m long and has a level of −9 dB for a sound at 1 m.
#[test]
fn a_room_is_louder_for_a_distant_sound_up_to_its_walls() {
    let spot = |distance: &str| {
        format!("  - {{ spot: bell, at: start, space: hut, distance: {distance} }}\n")
    };
    let cues: String = ["1m", "2m", "5m", "6m", "0.1m"].map(spot).concat();
    let (_, plan) = plan_of(&format!(
        "text: Rain fell.\nspaces: {{ hut: {{ preset: tent, size: [5m, 4m, 3m], wet: -9dB }} }}\ncues:\n{cues}"
    ));
    let level = |cue: usize| {
        let gain = clips(&plan, cue)[0].sends[0].gain.decibels().0;
        (gain * 10.0).round() / 10.0
    };
    // 6 dB for each doubling, at most 9 dB more and 6 dB less. A sound behind the wall is outside.
    assert_eq!([0, 1, 2, 3, 4].map(level), [-9.0, -3.0, 0.0, -9.0, -15.0]);
}

#[test]
fn a_bed_that_only_touches_a_scene_has_no_send_to_its_room() {
    let (_, plan) = scenes(
        "
  - { id: turn, spot: bell, at: The wind }
  - { bed: bell, from: Rain, until: The wind }
  - { bed: bell, from: { cue: turn }, until: end }
",
    );
    assert_eq!(
        sends(&plan, clips(&plan, 1)[0]),
        [(ResponseId::Room(SpaceId(0)), 0.0)]
    );
    assert_eq!(
        sends(&plan, clips(&plan, 2)[0]),
        [(ResponseId::Room(SpaceId(1)), 0.0)]
    );
}

/// One door opens by its own ride, one by that of the bed, and one not at all.
#[test]
fn a_bed_behind_a_door_follows_the_door_or_its_own_ride() {
    let ride = "ride: { at: { time: 3s }, open: 1, over: 2s }";
    let show = format!(
        "text: Rain fell.
pauses: {{ start: 10s, end: 10s }}
barriers:
  door: {{ loss: 20dB, cutoff: 450Hz, {ride} }}
  gate: {{ loss: 20dB, cutoff: 450Hz }}
cues:
  - {{ bed: bell, from: start, until: end, behind: door }}
  - {{ bed: bell, from: start, until: end, behind: gate, {ride} }}
  - {{ bed: bell, from: start, until: end, behind: gate }}
"
    );
    let (timeline, plan) = plan_of(&show);
    let end = timeline.frames.0 / 48;
    let open = vec![
        (0, 0),
        (3_000, 0),
        (3_500, 0),
        (4_000, 0),
        (4_500, 0),
        (5_000, 1_000),
        (end, 1_000),
    ];
    for cue in [0, 1] {
        let stops = clips(&plan, cue);
        assert_eq!(stops.len(), 5);
        assert_eq!(points(&stops[4].lanes[1]), open);
        assert_eq!(
            points(&stops[0].lanes[1])[..3],
            [(0, 1_000), (3_000, 1_000), (3_500, 0)]
        );
    }
    assert_eq!(clips(&plan, 2).len(), 1);
    assert_eq!(own(&plan, 2).len(), 1);
}
