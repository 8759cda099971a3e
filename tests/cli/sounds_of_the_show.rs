//! Sounds of a show: files and recipes beside its script, and their
//! places.

use super::render::record;
use super::stage::{Stage, samples};

const DRIP: &str = "about: A drop falls.
kind: spot
words: [drip]
params:
  - { param: size, default: 2mm, low: 0.5mm, high: 9mm, about: the bubble it traps }
layers:
  - layer: plop
    source: { bubble: { radius: size } }
";

/// One second of a file: near, far, and behind a wall.
const PLACES: &str = r#"text: door.txt
pauses: { end: 40s }
barriers: { wall: { loss: 18dB, cutoff: 10kHz } }
sounds:
  hum: { file: hum.wav, gain: -10dB }
  far: { file: hum.wav, distance: 64m, recorded: 16m, gain: -10dB }
  half: { file: hum.wav, start: 0.25s, end: 0.75s, gain: -10dB }
cues:
  - { spot: hum, at: { time: 20s } }
  - { spot: far, at: { time: 23s } }
  - { spot: hum, at: { time: 26s }, behind: wall }
  - { spot: hum, at: { time: 29s }, distance: 4m }
  - { spot: half, at: { time: 32s } }
"#;

/// Returns the level in dB of a fifth of a second, shortly after the second `seconds`.
fn level(show: &[f32], seconds: usize) -> f64 {
    // Interleaved stereo.
    let from = 2 * (seconds * 48_000 + 7_200);
    let power = show[from..from + 19_200].iter();
    10.0 * power.map(|s| f64::from(*s).powi(2)).sum::<f64>().log10()
}

#[test]
fn distance_and_barriers_change_a_sound_file() {
    let stage = Stage::new();
    record(&stage.path("hum.wav"), 1);
    stage.write("show.yaml", PLACES);
    assert_eq!(stage.render("out.wav", &["--bits", "32f"]).code, 0);
    let show = samples(&stage.path("out.wav"));
    let near = level(&show, 20);
    for (at, due, what) in [
        (23, -12.0, "four times as far as it was recorded"),
        (26, -18.0, "behind a wall"),
        (29, -12.0, "four times as far as a metre"),
        (32, 0.0, "a part of it"),
    ] {
        let found = level(&show, at) - near;
        // At 64 m the ground and the air change the level slightly.
        assert!((found - due).abs() < 0.7, "{what}: {found:.2} dB");
    }
    let rest: f32 = show[2 * 48_000 * 32 + 52_800..2 * 48_000 * 34]
        .iter()
        .fold(0.0, |peak, s| peak.max(s.abs()));
    assert!(rest < 1e-4, "the part is over after half a second: {rest}");
}

#[test]
fn a_recipe_beside_the_script_is_used_as_a_sound() {
    let stage = Stage::new();
    stage.write("drip.yaml", DRIP);
    stage.change(
        "cues:",
        "sounds: { leak: { recipe: drip.yaml, size: 4mm } }\ncues:",
    );
    stage.change("spot: door-strike", "spot: leak");
    stage.rendered("out.wav", &[]);
    let before = stage.bytes("out.wav");
    stage.write(
        "drip.yaml",
        DRIP.replace("radius: size", "radius: size * 0.8"),
    );
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("nothing spoken anew\n"), "{said}");
    assert!(stage.bytes("out.wav") != before);
}

#[test]
fn a_mistake_in_a_recipe_is_shown_in_the_recipe() {
    let stage = Stage::new();
    stage.write("drip.yaml", DRIP.replace("radius: size", "radius: sizes"));
    stage.change(
        "cues:",
        "sounds: { leak: { recipe: drip.yaml, size: 40mm } }\ncues:",
    );
    stage.change("spot: door-strike", "spot: leak");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("drip.yaml:8"), "{}", said.out);
    stage.write("drip.yaml", DRIP);
    let said = stage.run(["check", "show.yaml"]);
    assert!(
        said.out.contains("its range is `0.5mm` to `9mm`"),
        "{}",
        said.out
    );
}

/// Returns a sound file of the formats' tests: a tone of 0.12 s.
macro_rules! tone {
    ($name:literal) => {
        (
            $name,
            &include_bytes!(concat!("../../crates/synth/tests/formats/", $name))[..],
        )
    };
}

#[test]
fn a_file_of_any_format_is_as_long_as_its_sound() {
    for (name, bytes) in [
        tone!("tone.m4a"),
        tone!("tone.mp3"),
        tone!("tone.opus"),
        tone!("tone.w64"),
    ] {
        let stage = Stage::new();
        stage.write(name, bytes);
        let with = format!(
            "sounds: {{ tone: {{ file: {name} }} }}\ncues:\n  \
             - {{ id: tone, spot: tone, at: {{ time: 2s }}, space: none }}"
        );
        stage.change("cues:", &with);
        let timeline = stage.timeline(&[]);
        let cues = timeline["cues"].as_array().unwrap();
        let cue = cues.iter().find(|cue| cue["id"] == "tone").unwrap();
        let at = |key: &str| cue[key].as_i64().unwrap();
        let frames = at("end") - at("start");
        assert!((frames - 5760).abs() <= 2, "{name}: {frames}");
    }
}
