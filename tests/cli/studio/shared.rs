//! Shared files: a gesture changes the file that has its thing, and is undone there.

use serde_json::{Value, json};

use super::client::Studio;
use crate::server::soon;
use crate::stage::Stage;

const HOUSE: &str = "# The house of the series.
cast:
  ANNA: { voice: af_heart } # the heroine
  BORIS: { voice: am_michael }
sounds:
  knock: { recipe: door-strike, gain: -2dB }
pronounce: { Rain: RAYN }
";

const CHAPTER: &str = "show: The Door
text: door.txt
use: house.yaml
lines:
  - { id: go, quote: \"Go!\", by: ANNA }
  - { id: come, quote: \"Come!\", by: BORIS }
cues:
  - { id: knock1, spot: knock, at: { after: \"fell shut.\" } }
";

fn stage() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", CHAPTER);
    stage.write("house.yaml", HOUSE);
    stage
}

/// Returns the script and the shared file.
fn both(stage: &Stage) -> [String; 2] {
    ["show.yaml", "house.yaml"].map(|name| String::from_utf8(stage.bytes(name)).unwrap())
}

fn step(studio: &Studio, which: &str) -> (u16, Value) {
    let revision = studio.show()["revision"].clone();
    studio.post(&format!("/api/{which}"), &json!({ "revision": revision }))
}

/// Gestures, each with what it replaces in the script and in the shared file, and its name.
type Row = (Value, [&'static str; 2], [&'static str; 2], &'static str);

fn gestures() -> [Row; 7] {
    [
        (
            json!({ "do": "cast", "role": "ANNA", "set": { "age": "old" } }),
            ["", ""],
            ["voice: af_heart }", "voice: af_heart, age: old }"],
            "Set the age of ANNA (house.yaml)",
        ),
        (
            json!({ "do": "cast", "role": "BORIS", "set": { "pace": "0.9" }, "in": "script" }),
            [
                "use: house.yaml\n",
                "use: house.yaml\ncast:\n  BORIS: { pace: 0.9 }\n",
            ],
            ["", ""],
            "Set the pace of BORIS",
        ),
        (
            json!({ "do": "set-sound", "name": "knock", "set": { "gain": "-6dB" } }),
            ["", ""],
            ["gain: -2dB", "gain: -6dB"],
            "Change the sound knock (house.yaml)",
        ),
        (
            json!({ "do": "pronounce", "word": "Rain", "as": "RINE" }),
            ["", ""],
            ["RAYN", "RINE"],
            "Pronounce Rain (house.yaml)",
        ),
        (
            json!({ "do": "rename-role", "role": "ANNA", "to": "ANN" }),
            ["by: ANNA", "by: ANN"],
            ["ANNA:", "ANN:"],
            "Rename ANNA to ANN (house.yaml)",
        ),
        (
            json!({ "do": "rename", "what": "sound", "name": "knock", "to": "tap" }),
            ["spot: knock", "spot: tap"],
            ["knock:", "tap:"],
            "Rename knock to tap (house.yaml)",
        ),
        (
            json!({ "do": "several", "name": "Two", "gestures": [
                { "do": "cast", "role": "ANN", "set": { "size": "small" } },
                { "do": "cast", "role": "ANN", "set": { "tone": "warm" } },
            ] }),
            ["", ""],
            ["age: old }", "age: old, size: small, tone: warm }"],
            "Two (house.yaml)",
        ),
    ]
}

#[test]
fn a_gesture_changes_the_file_that_has_its_thing_and_is_undone_there() {
    let stage = stage();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let show = studio.show();
    let mut roles = show["roles"].as_array().unwrap().iter();
    let anna = roles.find(|role| role["name"] == "ANNA").unwrap();
    assert_eq!(anna["home"], "house.yaml");
    let mut texts = vec![both(&stage)];
    for (gesture, script, house, name) in gestures() {
        assert_eq!(studio.make(&gesture), name);
        let [own, shared] = texts.last().unwrap();
        let wanted = [
            own.replace(script[0], script[1]),
            shared.replace(house[0], house[1]),
        ];
        let wanted = match (script[0], house[0]) {
            ("", _) => [own.clone(), wanted[1].clone()],
            (_, "") => [wanted[0].clone(), shared.clone()],
            _ => wanted,
        };
        assert_eq!(both(&stage), wanted, "{gesture}");
        texts.push(wanted);
    }
    assert_eq!(
        studio.show()["playable"],
        true,
        "{}",
        studio.show()["problems"]
    );
    for before in texts.iter().rev().skip(1) {
        assert_eq!(step(&studio, "undo").0, 200);
        assert_eq!(both(&stage), *before);
    }
    assert_eq!(step(&studio, "undo").0, 422);
    for after in texts.iter().skip(1) {
        assert_eq!(step(&studio, "redo").0, 200);
        assert_eq!(both(&stage), *after);
    }
}

#[test]
fn what_others_write_into_a_shared_file_is_taken_over_and_never_undone() {
    let stage = stage();
    let studio = Studio::open(&stage, &["show.yaml"]);
    studio.make(&json!({ "do": "cast", "role": "ANNA", "set": { "age": "old" } }));
    studio.make(&json!({ "do": "set-show", "set": { "show": "The Gate" } }));
    let theirs = |house: &str| {
        stage.write("house.yaml", house);
        soon("the other text", || is_read(&studio, house));
    };
    let [_, house] = both(&stage);
    theirs(&house.replace("am_michael", "am_puck"));
    for _ in 0..2 {
        assert_eq!(step(&studio, "undo").0, 200);
    }
    assert_eq!(
        both(&stage),
        [CHAPTER.to_owned(), HOUSE.replace("am_michael", "am_puck")]
    );
    assert_eq!(step(&studio, "redo").0, 200);
    // At the place of a step, it stays.
    let [_, house] = both(&stage);
    theirs(&house.replace("age: old", "age: child"));
    assert_eq!(step(&studio, "undo").0, 422);
    assert!(both(&stage)[1].contains("age: child"));
}

#[test]
fn a_file_that_is_emptied_before_it_is_written_is_one_change() {
    let stage = stage();
    let studio = Studio::open(&stage, &["show.yaml"]);
    studio.make(&json!({ "do": "cast", "role": "ANNA", "set": { "age": "old" } }));
    let [_, house] = both(&stage);
    let theirs = house.replace("am_michael", "am_puck");
    stage.write("house.yaml", "");
    // The studio has noticed it, and waits for the rest.
    std::thread::sleep(std::time::Duration::from_millis(150));
    stage.write("house.yaml", &theirs);
    soon("the other text", || is_read(&studio, &theirs));
    assert_eq!(step(&studio, "undo").0, 200);
    assert_eq!(both(&stage)[1], HOUSE.replace("am_michael", "am_puck"));
}

/// Returns whether the studio has the voice of BORIS and the age of ANNA as a text of the house. While the
/// file is being written, it may have neither role.
fn is_read(studio: &Studio, house: &str) -> bool {
    let show = studio.show();
    let of = |name: &str, key: &str| {
        let mut roles = show["roles"].as_array()?.iter();
        let role = roles.find(|role| role["name"] == name)?;
        role[key].as_str().map(str::to_owned)
    };
    let (Some(voice), Some(age)) = (of("BORIS", "voice"), of("ANNA", "age")) else {
        return false;
    };
    house.contains(&voice) && (age == "adult" || house.contains(&format!("age: {age}")))
}

#[test]
fn a_file_that_the_show_does_not_have_is_refused() {
    let stage = stage();
    let studio = Studio::open(&stage, &["show.yaml"]);
    for file in ["other.yaml", "../house.yaml", "door.txt"] {
        let gesture = json!({ "do": "cast", "role": "ANNA", "set": { "age": "old" }, "in": file });
        let (status, refused) = studio.edit(&gesture);
        assert_eq!(status, 422, "{file}: {refused}");
    }
    assert_eq!(both(&stage), [CHAPTER, HOUSE].map(str::to_owned));
}
