use super::*;
use crate::book::Book;
use crate::perform::BuiltinCatalog;
use crate::world::Memory;
use cuebook_script::{Prose, read};

/// Returns the spaces of a script, from the text under `spaces`.
fn bound(spaces: &str) -> Vec<Space> {
    let reading = read::read(format!("text: |\n  Words.\nspaces: {spaces}\n").as_bytes());
    assert_eq!(reading.diagnostics, []);
    let mut diagnostics = Vec::new();
    let bound = bind(&reading.script, &Memory::default(), &mut diagnostics);
    assert_eq!(diagnostics, []);
    bound.spaces.into_iter().collect()
}

fn room(spaces: &str) -> Room {
    match bound(spaces).remove(0).acoustics {
        Acoustics::Room(room) => *room,
        other => panic!("{other:?}"),
    }
}

/// By hand: 5 × 4 × 3 m, 60 m³, 94 m². At 500 Hz, plaster throughout absorbs
/// 0.03: −94·ln(0.97) = 2.863 m²; with 4·60·0.000628 = 0.151 m² of air, T =
/// 13.8155·240 / (343.2·(2.863 + 0.151)) = 3.205 s.
#[test]
fn a_room_decays_by_eyring_and_air() {
    let room = room("{ box: { size: [5m, 4m, 3m], surfaces: plaster } }");
    assert!((room.decay[2] - 3.205).abs() < 0.002, "{:?}", room.decay);
    assert!((room.faces[5].absorption[2] - 0.03).abs() < 1e-6);
}

#[test]
fn a_given_decay_is_that_of_the_middle_bands_and_sets_the_faces() {
    let room = room("{ box: { size: [5m, 4m, 3m], surfaces: plaster, decay: 0.8s } }");
    let middle = (room.decay[2] + room.decay[3]) / 2.0;
    assert!((middle - 0.8).abs() < 1e-6, "{middle}");
    // 13.8155·240 / (343.2·0.8) = 12.08 m² of absorption in total at 500 Hz or
    // 1 kHz.
    let due = 13.8155 * 240.0 / (343.2 * room.decay[2]) - 240.0 * AIR[2];
    let absorbed = -94.0 * libm::log(1.0 - room.faces[0].absorption[2]);
    assert!((absorbed - due).abs() < 0.01, "{absorbed} for {due}");
}

#[test]
fn the_damping_is_the_loss_of_decay_at_4_khz() {
    let room = room("{ box: { preset: hall, decay: 2s, damping: 0.4 } }");
    assert!((room.decay[5] - 1.2).abs() < 1e-6, "{:?}", room.decay);
    assert!(room.decay.windows(2).skip(3).all(|pair| pair[1] < pair[0]));
}

#[test]
fn the_script_changes_a_preset() {
    let spaces = bound("{ church: { preset: cathedral, wet: -3dB }, cathedral: { decay: 7s } }");
    let (church, cathedral) = (&spaces[0], &spaces[1]);
    assert_eq!(church.wet, Decibels(-3.0));
    let (Acoustics::Room(church), Acoustics::Room(large)) =
        (&church.acoustics, &cathedral.acoustics)
    else {
        panic!("{spaces:?}");
    };
    assert_eq!(church.size, large.size);
    assert!((church.decay[2] + church.decay[3] - 11.0).abs() < 1e-6);
    assert!((large.decay[2] + large.decay[3] - 14.0).abs() < 1e-6);
    // With another size, the decay of the preset does not apply.
    let small = room("{ chapel: { preset: cathedral, size: [12m, 6m, 6m] } }");
    assert!(small.decay[2] < 0.9 * large.decay[2], "{:?}", small.decay);
}

#[test]
fn open_spaces_and_devices_are_not_rooms() {
    let spaces = bound("{ a: { preset: open-field }, b: { preset: telephone }, radio: }");
    assert_eq!(spaces[0].acoustics, Acoustics::Open);
    assert_eq!(spaces[1].acoustics, Acoustics::Device(Device::Telephone));
    assert_eq!(spaces[2].acoustics, Acoustics::Device(Device::Radio));
}

#[test]
fn the_ends_are_like_the_walls_unless_they_are_named() {
    let open =
        room("{ a: { size: [8m, 5m, 3m], surfaces: { walls: brick, ends: open, floor: earth } } }");
    assert_eq!(open.faces[0].absorption[3], 1.0);
    assert!(open.faces[2].absorption[3] < 0.1);
    let shut = room("{ a: { size: [8m, 5m, 3m], surfaces: { walls: brick, floor: earth } } }");
    assert_eq!(shut.faces[0], shut.faces[2]);
}

#[test]
fn a_larger_room_is_softer_against_the_voice() {
    let wet = |spaces| bound(spaces).remove(0).wet.0;
    let small = wet("{ a: { size: [3m, 2m, 2.5m], surfaces: tile } }");
    let large = wet("{ a: { size: [30m, 20m, 8m], surfaces: audience } }");
    assert!((-24.0..=-6.0).contains(&large) && large < small && small <= -6.0);
}

/// Returns the space of each line and cue, by name.
fn heard(script: &str) -> (Vec<(String, String)>, Vec<String>) {
    let mut reading = read::read(script.as_bytes());
    let library = BuiltinCatalog;
    reading.check(&library);
    assert_eq!(reading.diagnostics, []);
    reading.script.prose = Prose::read(std::mem::take(&mut reading.script.prose.text)).0;
    let (book, diagnostics) = Book::bind(&reading.script, &Memory::default(), &library);
    assert_eq!(diagnostics, []);
    let name = |space: Option<SpaceId>| {
        space.map_or_else(|| "dry".to_owned(), |space| book.spaces[space].name.clone())
    };
    let lines = book.lines.iter();
    let lines = lines
        .map(|line| (line.id.clone(), name(line.space)))
        .collect();
    let cues = book.cues.iter().map(|cue| match cue.space {
        CueSpace::Dry => "dry".to_owned(),
        CueSpace::Own(space) => name(Some(space)),
        CueSpace::Scenes => "scenes".to_owned(),
    });
    (lines, cues.collect())
}

#[test]
fn everything_is_heard_in_the_space_of_the_script() {
    let (lines, cues) = heard(
        "text: |
  “One,” said Ana. “Two,” said Tom.

  “Three,” said Ana. “Four,” said Tom. “Five,” said Zoe.
cast:
  ANA: { voice: af_heart }
  TOM: { voice: bm_lewis, space: telephone }
  ZOE: { voice: bf_emma, space: none }
spaces: { vault: { preset: cellar } }
scenes:
  - { id: first, from: start, space: vault }
  - { id: second, from: Three, space: street }
lines:
  - { id: one, quote: One, by: ANA }
  - { id: two, quote: Two, by: TOM }
  - { id: three, quote: Three, by: ANA }
  - { id: four, quote: Four, by: TOM, space: vault }
  - { id: five, quote: Five, by: ZOE }
cues:
  - { spot: door-strike, at: One }
  - { spot: door-strike, at: One, space: cathedral }
  - { spot: door-strike, at: One, space: none }
  - { bed: wind, from: One }
  - { bed: room-tone, from: One }
  - { music: lament, from: One }
  - { music: lament, from: One, space: hall }
  - { hush: 1s, at: Three }
",
    );
    let own = |id: &str| lines.iter().find(|line| line.0 == id).unwrap().1.clone();
    let found = ["one", "two", "three", "four", "five"].map(own);
    assert_eq!(found, ["vault", "telephone", "street", "vault", "dry"]);
    let narrated = lines.iter().filter(|line| line.0.starts_with('p'));
    assert!(narrated.clone().count() >= 3);
    assert!(narrated.clone().all(|line| line.1 == "dry"), "{lines:?}");
    let due = [
        "scenes",
        "cathedral",
        "dry",
        "scenes",
        "dry",
        "dry",
        "hall",
        "dry",
    ];
    assert_eq!(cues, due);
}

#[test]
fn a_narrator_with_a_space_is_heard_in_it() {
    let (lines, _) = heard(
        "text: |
  Rain fell.
cast: { NARRATOR: { voice: bf_emma, space: car } }
",
    );
    assert_eq!(lines[0].1, "car");
}

#[test]
fn presets_are_listed_once_and_only_where_they_are_named() {
    let script = "text: |
  Rain fell.
spaces: { den: { preset: cellar } }
scenes: [{ id: a, from: start, space: car }]
cues: [{ spot: door-strike, at: Rain, space: car }, { spot: door-strike, at: Rain, space: tent }]
";
    let reading = read::read(script.as_bytes());
    let spaces = bind(&reading.script, &Memory::default(), &mut Vec::new()).spaces;
    let names: Vec<&str> = spaces.iter().map(|space| space.name.as_str()).collect();
    assert_eq!(names, ["den", "car", "tent"]);
}
