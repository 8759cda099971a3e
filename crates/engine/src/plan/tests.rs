use super::*;

fn clip(bus: BusName, of: ClipOf) -> Clip {
    Clip::new(AudioId(0), BusId(bus as usize), Frames(0)..Frames(1), of)
}

#[test]
fn every_role_that_speaks_gets_a_bus_in_the_place_of_dialogue() {
    let plan = MixPlan {
        frames: Frames(1),
        step: QUANTUM,
        clips: vec![
            clip(BusName::Dialogue, ClipOf::Line(LineId(0))),
            clip(BusName::Narration, ClipOf::Line(LineId(1))),
            clip(BusName::Dialogue, ClipOf::Line(LineId(2))),
            clip(BusName::Spots, ClipOf::Cue(CueId(0))),
        ],
        buses: BusName::ALL.into_iter().map(Bus::new).collect(),
        shared: IdVec::default(),
        spaces: IdVec::default(),
        master: Master {
            trim: Gain::UNITY,
            ceiling: Decibels(-1.0),
        },
    };
    // Line 0 is role 7's, line 1 role 2's, line 2 role 3's.
    let plan = plan.by_role(|line| RoleId([7, 2, 3][line.0]));
    let buses: Vec<_> = plan.buses.iter().map(|bus| (bus.name, bus.role)).collect();
    assert_eq!(
        buses,
        [
            (BusName::Narration, Some(RoleId(2))),
            (BusName::Dialogue, Some(RoleId(3))),
            (BusName::Dialogue, Some(RoleId(7))),
            (BusName::Spots, None),
            (BusName::Beds, None),
            (BusName::Music, None),
        ]
    );
    let places: Vec<usize> = plan.clips.iter().map(|clip| clip.bus.0).collect();
    assert_eq!(places, [2, 0, 1, 3]);
}

#[test]
fn a_sound_alone_is_on_one_bus_under_a_ceiling_of_minus_1() {
    let plan = MixPlan::solo(&Audio::mono(vec![0.5; 100]));
    assert_eq!(
        (plan.frames, plan.clips[0].at.end),
        (Frames(100), Frames(100))
    );
    assert_eq!(plan.master.ceiling, Decibels(-1.0));
    let names = BusName::ALL.map(BusName::name);
    assert_eq!(names, ["narration", "dialogue", "spots", "beds", "music"]);
}
