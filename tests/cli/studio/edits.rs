//! Gestures, undo, and other programs that write the same script.

use std::fs;

use serde_json::{Value, json};

use super::client::{Studio, say};
use crate::server::soon;
use crate::stage::{SCRIPT, Stage};

fn script(stage: &Stage) -> String {
    String::from_utf8(stage.bytes("show.yaml")).unwrap()
}

/// Gestures, each with the words of the only lines of the script that it changes, a part of the new
/// script, and the name of its step.
fn gestures() -> [(Value, &'static str, &'static str, &'static str); 14] {
    let ride = json!({
        "at": { "word": 14, "edge": "after", "offset": 0.5 }, "gain": "-20dB", "over": "1s",
    });
    [
        (
            json!({ "do": "line", "lines": ["come"], "set": { "tone": "whisper", "pause": "0.4s" } }),
            "Come!",
            "tone: whisper, pause: 0.4s",
            "Set the tone of a line",
        ),
        (
            json!({ "do": "move-cue", "cue": "knock", "at": { "word": 3, "edge": "start" } }),
            "id: knock",
            "A door fell",
            "Move knock",
        ),
        (
            json!({ "do": "set-cue", "cues": ["rain"],
                "set": { "gain": "-9dB", "fade.in": "2s", "ride": [ride] } }),
            "id: rain",
            "offset: 0.5s",
            "Set the gain of rain",
        ),
        (
            json!({ "do": "cast", "role": "ANNA", "set": { "voice": "bf_emma" } }),
            "ANNA: {",
            "voice: bf_emma",
            "Cast bf_emma as ANNA",
        ),
        (
            json!({ "do": "cast", "role": "ANNA",
                "set": { "voice": { "af_heart": 0.6, "bf_emma": 0.4 } } }),
            "ANNA: {",
            "voice: { af_heart: 0.6, bf_emma: 0.4 }",
            "Mix a voice for ANNA",
        ),
        (
            json!({ "do": "cast", "role": "BORIS",
                "set": { "in.outside.effect": "telephone", "in.outside.tone": "sad 0.5" } }),
            "BORIS: {",
            "in: { outside: { effect: telephone, tone: sad 0.5 } }",
            "Change BORIS in outside",
        ),
        (
            json!({ "do": "cast", "role": "BORIS", "set": { "tags": "skip", "in": null } }),
            "BORIS: {",
            "BORIS: { voice: am_michael, tags: skip }",
            "Set the speech tags of BORIS",
        ),
        (
            json!({ "do": "line", "lines": ["come"], "set": { "language": "en", "effect": "radio" } }),
            "Come!",
            "language: en, effect: radio",
            "Set the language of a line",
        ),
        (
            json!({ "do": "set-cue", "cues": ["knock"], "set": { "by": "BORIS" } }),
            "id: knock",
            "by: BORIS",
            "Set the role of knock",
        ),
        (
            json!({ "do": "set-cue", "cues": ["rain"], "set": { "fade": null, "ride": null } }),
            "id: rain",
            "until: end, gain: -9dB }",
            "Set the fade of rain",
        ),
        (
            json!({ "do": "set-show", "set": { "show": "The Gate" } }),
            "show: ",
            "The Gate",
            "Set the title",
        ),
        (
            json!({ "do": "rename-role", "role": "BORIS", "to": "BO" }),
            "BO",
            "by: BO,",
            "Rename BORIS to BO",
        ),
        (
            json!({ "do": "remove-cue", "cues": ["still"] }),
            "id: still",
            "times: { count: 2, every: 0.3s..0.9s }",
            "Remove still",
        ),
        (
            json!({ "do": "unline", "lines": ["go"] }),
            "id: go",
            "# the sounds",
            "Leave a line to the narrator",
        ),
    ]
}

/// Returns the lines of a script without those that have some words.
fn without<'s>(script: &'s str, words: &str) -> Vec<&'s str> {
    script
        .lines()
        .filter(|line| !line.contains(words))
        .collect()
}

#[test]
fn every_gesture_changes_only_its_own_lines_and_is_undone() {
    let stage = Stage::new();
    let commented = SCRIPT.replace("cues:\n", "cues: # the sounds\n");
    stage.write("show.yaml", &commented);
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut texts = vec![commented];
    for (gesture, words, part, name) in gestures() {
        assert_eq!(studio.make(&gesture), name);
        let (before, after) = (texts.last().unwrap(), script(&stage));
        assert_ne!(*before, after, "{gesture}");
        assert_eq!(without(before, words), without(&after, words), "{gesture}");
        assert!(after.contains(part), "{part}: {after}");
        assert_eq!(studio.show()["script"]["text"], after);
        texts.push(after);
    }
    let step = |path: &str| {
        let revision = studio.show()["revision"].clone();
        studio.post(path, &json!({ "revision": revision }))
    };
    // Undone and done again, byte for byte.
    for before in texts.iter().rev().skip(1) {
        assert_eq!(step("/api/undo").0, 200);
        assert_eq!(script(&stage), *before);
    }
    assert_eq!(step("/api/undo").0, 422);
    for after in texts.iter().skip(1) {
        assert!(step("/api/redo").1["step"].is_string());
        assert_eq!(script(&stage), *after);
    }
}

#[test]
fn what_is_added_has_a_unique_place_and_an_id() {
    let stage = Stage::new();
    stage.write("door.txt", "“Go!” said Anna. The rain fell. The rain fell again.\n\nThe rain fell, and the door fell.\n");
    stage.write("show.yaml", "show: Rain\ntext: door.txt\ncast:\n  ANNA: { voice: af_heart }\nlines:\n  - { quote: \"Go!\", by: ANNA }\n");
    let studio = Studio::open(&stage, &["show.yaml"]);
    for word in 0..17 {
        for edge in ["start", "after"] {
            let at = json!({ "word": word, "edge": edge, "offset": 0.25 });
            let (status, done) = studio.edit(
                &json!({ "do": "add-cue", "kind": "spot", "sound": "door-strike", "at": at }),
            );
            assert_eq!(status, 200, "{word} {edge}: {done}");
            let show = studio.show();
            let cues = show["cues"].as_array().unwrap();
            let own = cues.iter().find(|cue| cue["id"] == done["id"]).unwrap();
            assert_eq!(own["at"], at, "{}", script(&stage));
            let revision = &show["revision"];
            studio.post("/api/undo", &json!({ "revision": revision }));
        }
    }
    studio.make(&json!({ "do": "add-cue", "kind": "bed", "sound": "rain", "at": { "word": 3 }, "until": { "end": true }, "set": { "gain": "-12dB" } }));
    assert!(
        script(&stage).contains("bed: rain, from: "),
        "{}",
        script(&stage)
    );
    studio.make(&json!({ "do": "add-scene", "word": 0, "id": "inside" }));
    let (_, scene) =
        studio.edit(&json!({ "do": "add-scene", "word": 10, "title": "Outside the Gate" }));
    assert_eq!(scene["id"], "outside-the-gate", "{scene}");
    let (_, choice) = studio.edit(&json!({ "do": "add-choice", "at": { "word": 9, "edge": "after" }, "set": { "ask": "What now?" },
        "options": [{ "words": "Go on", "to": "outside-the-gate" }, { "words": "Stop", "to": "end" }] }));
    assert_eq!(choice["id"], "what-now", "{choice}");
    let show = studio.show();
    let stop = &show["choices"][0]["options"][1];
    assert_eq!(
        (&stop["id"], &stop["words"], &stop["to"]),
        (&json!("stop"), &json!("Stop"), &json!("end"))
    );
    assert_eq!(show["playable"], true, "{}", show["problems"]);
}

#[test]
fn selected_words_become_a_line_of_their_own() {
    let stage = Stage::new();
    stage.write(
        "door.txt",
        "“Go now and never come back to me,” said Anna. She thought of rain and of doors.\n",
    );
    stage.write("show.yaml", "text: door.txt\ncast:\n  ANNA: { voice: af_heart }\n  BO: { voice: am_michael }\nlines:\n  - { quote: \"Go now\", by: ANNA }\n");
    let studio = Studio::open(&stage, &["show.yaml"]);
    studio.make(&json!({ "do": "line", "words": [2, 5], "set": { "by": "BO", "tone": "shout" } }));
    let lines = studio.show()["lines"].clone();
    let ranges: Vec<&Value> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["words"])
        .collect();
    assert_eq!(
        ranges[..3],
        [&json!([0, 2]), &json!([2, 5]), &json!([5, 8])],
        "{}",
        script(&stage)
    );
    assert_eq!(lines[1]["tone"], "shout");
    studio.make(&json!({ "do": "line", "words": [12, 17], "set": { "by": "ANNA" } }));
    let lines = studio.show()["lines"].clone();
    let own = lines
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["words"] == json!([12, 17]));
    assert_eq!(
        own.unwrap_or_else(|| panic!("{}", script(&stage)))["status"],
        "given"
    );
}

#[test]
fn what_would_add_mistakes_is_refused_and_typing_is_not() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    for gesture in [
        json!({ "do": "line", "lines": ["come"], "set": { "by": "NOBODY-AT-ALL" } }),
        json!({ "do": "line", "lines": ["no-such-line"], "set": { "by": "ANNA" } }),
        json!({ "do": "add-cue", "kind": "spot", "sound": "no-such-sound", "at": { "word": 1 } }),
        json!({ "do": "add-cue", "kind": "spot", "sound": "bell", "at": { "word": 1000 } }),
        json!({ "do": "add-cue", "kind": "spot", "sound": "bell", "at": {} }),
        json!({ "do": "set-cue", "cues": ["knock"], "set": { "gain": "loud" } }),
        json!({ "do": "several", "name": "Two", "gestures": [
            { "do": "remove-cue", "cues": ["still"] }, { "do": "remove-cue", "cues": ["still"] } ] }),
    ] {
        let (status, answer) = studio.edit(&gesture);
        assert_eq!(
            (status, &answer["error"]["code"]),
            (422, &json!("refused")),
            "{gesture}: {answer}"
        );
        assert_eq!(script(&stage), SCRIPT);
    }
    for gesture in [
        json!({ "do": "dance" }),
        json!({}),
        json!({ "do": "split" }),
    ] {
        assert_eq!(studio.edit(&gesture).0, 400, "{gesture}");
    }
    let at = SCRIPT.find("urgent").unwrap();
    let typed = |from: usize, to: usize, insert: &str| json!({ "do": "script", "changes": [{ "from": from, "to": to, "insert": insert }] });
    studio.make(&typed(at, at + 6, "urgnt"));
    let show = studio.show();
    let problem = &show["problems"][0];
    assert_eq!(problem["code"], "unknown-tone");
    assert_eq!(
        studio.make(&problem["actions"][0]["gesture"]),
        "Write urgent"
    );
    assert_eq!(script(&stage), SCRIPT);
    assert_eq!(studio.edit(&typed(5, 4, "")).0, 400);
    assert_eq!(studio.edit(&typed(0, 1_000_000, "")).0, 400);
}

#[test]
fn another_program_is_taken_over_and_nothing_is_lost() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    let old = studio.show()["revision"].clone();
    let theirs = SCRIPT.replace("seed: 7", "seed: 8 # theirs");
    stage.write("show.yaml", &theirs);
    loop {
        let message = socket.read().unwrap();
        let said: Value =
            serde_json::from_str(message.to_text().unwrap_or("null")).unwrap_or_default();
        if said["is"] == "show" {
            assert_eq!(said["by"], "disk");
            break;
        }
    }
    let gesture = json!({ "do": "remove-cue", "cues": ["still"] });
    let (status, answer) =
        studio.post("/api/edit", &json!({ "revision": old, "gesture": gesture }));
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("changed")));
    assert_eq!(answer["revision"], studio.show()["revision"]);
    assert_eq!(script(&stage), theirs);
    studio.make(&gesture);
    assert!(script(&stage).contains("seed: 8 # theirs") && !script(&stage).contains("still"));
    let names = studio.show()["history"]["steps"].clone();
    assert_eq!(names, json!(["Remove still"]));
    // Their change stays when the own step is undone.
    let revision = studio.show()["revision"].clone();
    studio.post("/api/undo", &json!({ "revision": revision }));
    assert_eq!(script(&stage), theirs);
    let revision = studio.show()["revision"].clone();
    studio.post("/api/redo", &json!({ "revision": revision }));
    // A text that another program changes is read again.
    stage.write(
        "door.txt",
        "“Go!” said Anna. A door fell shut.\n\nRain fell on Boris. “Come!” he said. Nobody came.\n",
    );
    soon("the text", || {
        !studio.show()["prose"]["text"]
            .as_str()
            .unwrap()
            .contains('😀')
    });
    say(&mut socket, &json!({ "do": "pause" }));
}

#[test]
fn the_gain_and_the_pace_of_a_line_are_its_own() {
    let stage = Stage::new();
    let loud = SCRIPT
        .replace(
            "voice: am_michael",
            "voice: am_michael, gain: 5.3dB, pace: 1.2",
        )
        .replace("by: BORIS }", "by: BORIS, gain: -3.1dB, pace: 0.9 }");
    stage.write("show.yaml", loud);
    let studio = Studio::open(&stage, &["show.yaml"]);
    let show = studio.show();
    let lines = show["lines"].as_array().unwrap();
    let come = lines.iter().find(|line| line["id"] == "come").unwrap();
    assert_eq!((&come["gain"], &come["pace"]), (&json!(-3.1), &json!(0.9)));
    let go = lines.iter().find(|line| line["id"] == "go").unwrap();
    assert_eq!((&go["gain"], &go["pace"]), (&json!(0.0), &json!(1.0)));
    // The document has the gain that was set.
    studio.make(&json!({ "do": "line", "lines": ["come"], "set": { "gain": "2dB" } }));
    let show = studio.show();
    let lines = show["lines"].as_array().unwrap();
    let come = lines.iter().find(|line| line["id"] == "come").unwrap();
    assert_eq!(come["gain"], 2.0);
}

/// Numbers that look random and are the same in every run.
pub(super) struct Dice(pub u64);

impl Dice {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Returns a gesture on some part of the show.
pub(super) fn any_gesture(show: &Value, dice: &mut Dice) -> Value {
    let words = show["prose"]["words"].as_array().unwrap().len() / 2;
    let cues = show["cues"].as_array().unwrap();
    let cue = |dice: &mut Dice| cues[dice.below(cues.len())]["id"].clone();
    let edge = ["start", "after"][dice.below(2)];
    let at = json!({ "word": dice.below(words), "edge": edge });
    let gain = format!("-{}dB", 1 + dice.below(30));
    match dice.below(7) {
        0 => json!({ "do": "add-cue", "kind": "spot", "sound": "bell", "at": at }),
        1 if cues.len() > 1 => json!({ "do": "remove-cue", "cues": [cue(dice)] }),
        2 => json!({ "do": "move-cue", "cue": cue(dice), "at": at }),
        3 => json!({ "do": "line", "lines": ["come"], "set": { "gain": gain } }),
        4 => json!({ "do": "cast", "role": "ANNA", "set": { "gain": gain } }),
        5 => {
            json!({ "do": "script", "changes": [{ "from": 0, "to": 0, "insert": format!("# {gain}\n") }] })
        }
        _ => {
            json!({ "do": "set-show", "set": { "mix.target.loudness": format!("-{} LUFS", 16 + dice.below(8)) } })
        }
    }
}

#[test]
fn the_file_and_the_page_agree_while_two_write() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut dice = Dice(7);
    let mut theirs = 0;
    for round in 0..100 {
        let show = studio.show();
        let revision = &show["revision"];
        // The other editor saves while the page has the old version.
        let is_disturbed = dice.below(5) == 0;
        if is_disturbed {
            theirs += 1;
            let text = format!("{}# theirs {theirs}\n", script(&stage));
            stage.write("new", text);
            fs::rename(stage.path("new"), stage.path("show.yaml")).unwrap();
        }
        let before = script(&stage);
        let (status, answer) = match dice.below(4) {
            0 => studio.post("/api/undo", &json!({ "revision": revision })),
            1 => studio.post("/api/redo", &json!({ "revision": revision })),
            _ => {
                let gesture = any_gesture(&show, &mut dice);
                studio.post(
                    "/api/edit",
                    &json!({ "revision": revision, "gesture": gesture }),
                )
            }
        };
        match status {
            200 => assert!(!is_disturbed, "{round}: their change was overwritten"),
            409 | 422 => assert_eq!(script(&stage), before, "{round}: {answer}"),
            _ => panic!("{round}: {answer}"),
        }
        soon("the page", || {
            studio.show()["script"]["text"] == script(&stage)
        });
    }
    assert!(theirs > 5);
    let script = script(&stage);
    for number in 1..=theirs {
        assert!(script.contains(&format!("# theirs {number}\n")), "{script}");
    }
    let told = stage.run(["check", "show.yaml"]);
    assert!(!told.err.contains("error"), "{}", told.err);
}

#[test]
fn the_gain_of_a_cue_is_the_one_that_gestures_set() {
    let stage = Stage::new();
    stage.write(
        "loud.yaml",
        "text: door.txt\nsounds:\n  slam: { recipe: door-slam, gain: 5.3dB }\n  wet: { recipe: rain, gain: 24dB }\n\
         cues:\n  - { id: one, spot: slam, at: start, gain: -3.1dB }\n  \
         - { id: two, bed: wet, from: start, until: end, ride: [{ at: start, gain: -6dB }] }\n",
    );
    let studio = Studio::open(&stage, &["loud.yaml"]);
    let show = studio.show();
    assert_eq!(show["playable"], true, "{}", show["problems"]);
    assert_eq!(show["cues"][0]["gain"], -3.1);
    assert_eq!(show["cues"][1]["gain"], 0.0);
    assert_eq!(show["cues"][1]["rides"][0]["gain"], -6.0);
}
