//! What the score shows: the gains of the mix, rides that are edited one by one, the measurement of
//! the mix, and the recordings of a line.

use serde_json::{Value, json};

use super::client::{Studio, say};
use crate::stage::{SCRIPT, Stage};

/// Decodes the values of a curve.
fn values(text: &Value) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.as_str().unwrap().chars().filter(|c| *c != '=');
    let bits: Vec<u8> = digits
        .flat_map(|digit| {
            let value = DIGITS.find(digit).unwrap();
            (0..6).rev().map(move |bit| (value >> bit & 1) as u8)
        })
        .collect();
    let bytes = bits.chunks_exact(8);
    bytes
        .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit))
        .collect()
}

#[test]
fn the_curves_are_the_gains_of_the_mix() {
    let stage = Stage::new();
    stage.write(
        "show.yaml",
        SCRIPT.replace(
            "gain: -14dB }",
            "gain: -14dB, fade: { in: 1s }, duck: { by: 10dB } }",
        ),
    );
    let studio = Studio::open(&stage, &["show.yaml"]);
    let (_, times) = studio.get("/api/timeline");
    let (status, levels) = studio.get("/api/levels?from=0&step=1024&count=4096");
    assert_eq!(status, 200, "{levels}");
    let [curve] = levels["of"].as_array().unwrap().as_slice() else {
        panic!("only the bed has a curve: {levels}");
    };
    assert_eq!(curve["index"], 0);
    let first = curve["first"].as_i64().unwrap();
    assert_eq!(first, times["cues"][0].as_i64().unwrap() / 1024);
    let (own, all) = (values(&curve["own"]), values(&curve["all"]));
    assert_eq!(own.len(), all.len());
    // −14 dB is 172 half decibels above −100 dB; the first steps fade in, and speech ducks.
    assert!(own[0] < 160 && own.iter().max() == Some(&172), "{own:?}");
    assert!(all.contains(&172) && all.contains(&152), "{all:?}");
    assert!(all.iter().zip(&own).all(|(all, own)| all <= own));
    // A hush silences the bed.
    let still = times["cues"][4].as_i64().unwrap() / 1024 + 8 - first;
    assert_eq!(all[usize::try_from(still).unwrap()], 0);
    for query in [
        "from=0&step=1000&count=9",
        "from=-1&step=512&count=9",
        "from=0&step=512&count=5000",
    ] {
        assert_eq!(
            studio.get(&format!("/api/levels?{query}")).0,
            400,
            "{query}"
        );
    }
}

/// The show whose bed has two rides in a list of rows.
fn with_rides() -> String {
    let flow = "  - { id: rain, bed: wind, from: \"Rain fell\", until: end, gain: -14dB }\n";
    let rows = "  - id: rain\n    bed: wind\n    from: \"Rain fell\"\n    until: end\n    gain: -14dB\n    ride:\n      \
                - { at: \"loudly\", gain: -9dB }  # loud\n      - { at: \"on Boris\", gain: -20dB, over: 1s }\n";
    assert!(SCRIPT.contains(flow));
    SCRIPT.replace(flow, rows)
}

#[test]
fn one_ride_is_edited_and_the_others_keep_their_bytes() {
    let stage = Stage::new();
    stage.write("show.yaml", with_rides());
    let studio = Studio::open(&stage, &["show.yaml"]);
    let text = || studio.show()["script"]["text"].as_str().unwrap().to_owned();
    let name =
        studio.make(&json!({ "do": "ride", "cue": "rain", "ride": 1, "set": { "gain": "-25dB" } }));
    assert_eq!(name, "Change a ride of rain");
    let wanted = with_rides().replace("gain: -20dB, over", "gain: -25dB, over");
    assert_eq!(text(), wanted);
    let at = json!({ "word": 11, "edge": "start", "offset": 0.3 });
    let set = json!({ "at": at, "gain": "-12dB", "over": "2s" });
    studio.make(&json!({ "do": "ride", "cue": "rain", "before": 0, "set": set }));
    let rides = studio.show()["cues"][0]["rides"].clone();
    assert_eq!(rides.as_array().unwrap().len(), 3);
    assert_eq!(
        (&rides[0]["gain"], &rides[0]["at"]["offset"]),
        (&json!(-12.0), &json!(0.3))
    );
    assert!(
        text().contains("- { at: \"loudly\", gain: -9dB }  # loud\n"),
        "{}",
        text()
    );
    studio.make(&json!({ "do": "ride", "cue": "rain", "ride": 0 }));
    assert_eq!(text(), wanted);
}

#[test]
fn the_last_ride_goes_with_its_key_and_a_first_one_makes_it() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let text = || studio.show()["script"]["text"].as_str().unwrap().to_owned();
    let set = json!({ "at": { "word": 11 }, "gain": "-12dB", "over": "2s" });
    studio.make(&json!({ "do": "ride", "cue": "rain", "set": set }));
    assert_eq!(studio.show()["cues"][0]["rides"][0]["over"], 2.0);
    studio.make(&json!({ "do": "ride", "cue": "rain", "ride": 0 }));
    assert_eq!(text(), SCRIPT);
    let (status, answer) = studio.edit(&json!({ "do": "ride", "cue": "rain", "ride": 0 }));
    assert_eq!(
        (status, &answer["error"]["code"]),
        (422, &json!("refused")),
        "{answer}"
    );
}

#[test]
fn a_ride_beside_one_without_a_list_makes_a_list() {
    let stage = Stage::new();
    let alone = "gain: -14dB, ride: { at: \"loudly\", gain: -9dB } }";
    stage.write("show.yaml", SCRIPT.replace("gain: -14dB }", alone));
    let studio = Studio::open(&stage, &["show.yaml"]);
    studio.make(&json!({ "do": "ride", "cue": "rain", "ride": 0, "set": { "gain": "-8dB" } }));
    assert!(
        studio.show()["script"]["text"]
            .as_str()
            .unwrap()
            .contains("ride: { at: \"loudly\", gain: -8dB }")
    );
    studio.make(
        &json!({ "do": "ride", "cue": "rain", "set": { "at": { "word": 16 }, "gain": "-30dB" } }),
    );
    let rides = studio.show()["cues"][0]["rides"].clone();
    assert_eq!(
        (&rides[0]["gain"], &rides[1]["gain"]),
        (&json!(-8.0), &json!(-30.0))
    );
}

#[test]
fn the_mix_is_measured_and_what_mends_it_is_a_step() {
    let stage = Stage::new();
    stage.write(
        "show.yaml",
        SCRIPT.replace("gain: -14dB }", "gain: 12dB, duck: false }"),
    );
    let studio = Studio::open(&stage, &["show.yaml"]);
    let mut socket = studio.socket("/api/socket");
    assert_eq!(studio.get("/api/measure"), (200, Value::Null));
    assert_eq!(studio.post("/api/measure", &json!({})).0, 202);
    loop {
        let message = socket.read().unwrap();
        let Ok(text) = message.to_text() else {
            continue;
        };
        let said: Value = serde_json::from_str(text).unwrap_or_default();
        if said["is"] == "done" {
            assert_eq!(
                (&said["job"], &said["error"]),
                (&json!("measure"), &Value::Null)
            );
            break;
        }
    }
    let (_, report) = studio.get("/api/measure");
    assert_eq!(report["revision"], studio.show()["revision"]);
    let found = report["found"].as_array().unwrap();
    assert!(!found.is_empty(), "{report}");
    assert_eq!(found[0]["cues"], json!([0]));
    assert!(found[0]["message"].as_str().unwrap().contains("LU"));
    let action = &found[0]["actions"][0];
    let before = studio.show()["script"]["text"].clone();
    let name = studio.make(&action["gesture"]);
    assert_eq!(json!(name), action["title"]);
    assert_ne!(studio.show()["script"]["text"], before);
    say(&mut socket, &json!({ "do": "pause" }));
}

#[test]
fn the_recordings_of_a_line_are_listed_heard_and_cut() {
    let stage = Stage::new();
    let made = stage.run(["sounds", "try", "door-strike", "-o", "made.wav"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let studio = Studio::open(&stage, &["show.yaml"]);
    assert_eq!(studio.get("/api/takes?line=go").1["takes"], json!([]));
    for _ in 0..2 {
        let (status, _) = studio.upload("/api/take?line=go", &stage.bytes("made.wav"));
        assert_eq!(status, 200);
    }
    let (_, one) = studio.get("/api/timeline");
    let set = json!({ "take": { "file": "takes/go.wav", "start": "0.05s", "end": "0.3s" } });
    studio.make(&json!({ "do": "line", "lines": ["go"], "set": set }));
    let line = &studio.show()["lines"][0];
    assert_eq!(
        (&line["take"], &line["cut"]),
        (&json!("takes/go.wav"), &json!([0.05, 0.3]))
    );
    let text = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    assert!(
        text.contains("take: { file: takes/go.wav, start: 0.05s, end: 0.3s }"),
        "{text}"
    );
    assert_ne!(studio.get("/api/timeline").1["words"], one["words"]);
    let takes = json!([
        { "file": "takes/go.wav", "used": true }, { "file": "takes/go-2.wav", "used": false },
    ]);
    assert_eq!(studio.get("/api/takes?line=go").1["takes"], takes);
    assert_eq!(studio.get("/api/takes?line=nobody").0, 404);
    let (_, wave) = studio.get("/api/take/peaks?file=takes/go.wav&step=256");
    let frames = wave["frames"].as_u64().unwrap();
    assert_eq!(
        values(&wave["peaks"]).len() as u64,
        2 * frames.div_ceil(256)
    );
    let whole = studio.bytes("/api/take/sound?file=takes/go.wav");
    let part = studio.bytes("/api/take/sound?file=takes/go.wav&start=0.05&end=0.3");
    assert!(whole.starts_with(b"RIFF") && part.starts_with(b"RIFF") && part.len() < whole.len());
    for file in ["../made.wav", "/etc/passwd", "takes/none.wav", "show.yaml"] {
        let (status, _) = studio.get(&format!("/api/take/sound?file={file}"));
        assert!(status == 404 || status == 400, "{file} {status}");
    }
    let sheet = String::from_utf8(studio.bytes("/api/sheet?role=ANNA")).unwrap();
    assert!(
        sheet.contains("# ANNA in The Door") && sheet.contains("Go"),
        "{sheet}"
    );
    assert_eq!(studio.get("/api/sheet?role=NOBODY").0, 404);
}
