use super::*;

fn clip(bus: BusName, of: ClipOf) -> Clip {
    Clip::new(0, bus as usize, Frames(0)..Frames(1), of)
}

#[test]
fn every_role_that_speaks_gets_a_bus_in_the_place_of_dialogue() {
    let plan = MixPlan {
        frames: Frames(1),
        clips: vec![
            clip(BusName::Dialogue, ClipOf::Line(0)),
            clip(BusName::Narration, ClipOf::Line(1)),
            clip(BusName::Dialogue, ClipOf::Line(2)),
            clip(BusName::Spots, ClipOf::Cue(0)),
        ],
        buses: BusName::ALL.map(Bus::new).into(),
        shared: Vec::new(),
        spaces: Vec::new(),
        master: Master {
            trim: Gain::UNITY,
            ceiling: Decibels(-1.0),
        },
    };
    // Line 0 is role 7's, line 1 role 2's, line 2 role 3's.
    let plan = plan.by_role(|line| [7, 2, 3][line]);
    let buses: Vec<_> = plan.buses.iter().map(|bus| (bus.name, bus.role)).collect();
    assert_eq!(
        buses,
        [
            (BusName::Narration, Some(2)),
            (BusName::Dialogue, Some(3)),
            (BusName::Dialogue, Some(7)),
            (BusName::Spots, None),
            (BusName::Beds, None),
            (BusName::Music, None),
        ]
    );
    let places: Vec<usize> = plan.clips.iter().map(|clip| clip.bus).collect();
    assert_eq!(places, [2, 0, 1, 3]);
}
