//! The program is killed at random moments. The files are whole, at most the gesture under way is
//! lost, and the next start leaves nothing of it.

use std::process::Command;
use std::thread::{scope, sleep};
use std::time::Duration;

use serde_json::{Value, json};

use super::client::Studio;
use super::edits::Dice;
use crate::stage::{SCRIPT, Stage};

/// A script that is not written at once.
fn long_script() -> String {
    let row = "# Nothing is said in this row, which only makes the script longer.\n";
    format!("{SCRIPT}{}# the end\n", row.repeat(3_000))
}

/// Sets the seed to one number after the other, until the program is gone. Returns the last number
/// that was acknowledged.
fn gestures(studio: &Studio, revision: Value, mut seed: u64) -> u64 {
    let mut revision = revision;
    loop {
        let gesture = json!({ "do": "set-show", "set": { "seed": (seed + 1).to_string() } });
        let asked = json!({ "revision": revision, "gesture": gesture });
        let kind = "application/json";
        let answer = studio.try_posted("/api/edit", kind, asked.to_string().as_bytes());
        match answer.filter(|answer| answer.status == 200) {
            None => return seed,
            Some(answer) => revision = answer.json()["revision"].clone(),
        }
        seed += 1;
    }
}

/// Uploads sounds until the program is gone.
fn uploads(studio: &Studio, wav: &[u8]) {
    let kind = "application/octet-stream";
    while studio
        .try_posted("/api/sound?name=a.wav", kind, wav)
        .is_some()
    {}
}

/// Returns the number of the seed, if all else is as it was written.
fn seed_of(script: &str, whole: &str) -> Option<u64> {
    let (before, after) = whole.split_once("seed: 7")?;
    let rest = script.strip_prefix(before)?.strip_suffix(after)?;
    rest.strip_prefix("seed: ")?.parse().ok()
}

fn kill_at_random_moments(kills: u64) {
    let stage = Stage::new();
    let whole = long_script();
    stage.write("show.yaml", &whole);
    let said = stage.run(["sounds", "try", "door-strike", "-o", "made.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let wav = stage.bytes("made.wav");
    let mut dice = Dice(kills);
    let mut seed = 7;
    for kill in 0..kills {
        let studio = Studio::open(&stage, &["show.yaml"]);
        assert_eq!(
            unfinished(&stage),
            [""; 0],
            "{kill}: left by the kill before"
        );
        let show = studio.show();
        assert_eq!(show["playable"], true, "{kill}");
        let acknowledged = scope(|threads| {
            let made = threads.spawn(|| gestures(&studio, show["revision"].clone(), seed));
            threads.spawn(|| uploads(&studio, &wav));
            sleep(Duration::from_millis(dice.below(150) as u64));
            let killed = Command::new("kill")
                .args(["-9", &studio.child.id().to_string()])
                .status();
            assert!(killed.unwrap().success());
            made.join().unwrap()
        });
        drop(studio);
        let script = String::from_utf8(stage.bytes("show.yaml")).unwrap();
        let now = seed_of(&script, &whole).expect("the script is whole");
        assert!(
            (acknowledged..=acknowledged + 1).contains(&now),
            "{kill}: {acknowledged} was acknowledged, {now} is there"
        );
        seed = now;
        for name in names_in(&stage, "sounds").filter(|name| name.ends_with(".wav")) {
            assert_eq!(
                stage.bytes(&format!("sounds/{name}")),
                wav,
                "{kill}: {name}"
            );
        }
    }
    drop(Studio::open(&stage, &["show.yaml"]));
    assert_eq!(unfinished(&stage), [""; 0]);
    assert!(seed > 7, "no gesture was made");
}

fn names_in(stage: &Stage, folder: &str) -> impl Iterator<Item = String> {
    let entries = std::fs::read_dir(stage.path(folder)).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap())
}

/// Returns the names of unfinished files.
fn unfinished(stage: &Stage) -> Vec<String> {
    let all = names_in(stage, "").chain(names_in(stage, "sounds"));
    all.filter(|name| name.starts_with('.')).collect()
}

/// Renames a role of a shared file again and again, until the program is gone.
fn renames(studio: &Studio, show: &Value, from: &str) {
    let (mut revision, mut from) = (show["revision"].clone(), from.to_owned());
    loop {
        let to = if from == "ANNA" { "ANN" } else { "ANNA" };
        let gesture = json!({ "do": "rename-role", "role": from, "to": to });
        let asked = json!({ "revision": revision, "gesture": gesture });
        let kind = "application/json";
        match studio.try_posted("/api/edit", kind, asked.to_string().as_bytes()) {
            Some(answer) if answer.status == 200 => revision = answer.json()["revision"].clone(),
            _ => return,
        }
        to.clone_into(&mut from);
    }
}

fn kill_between_two_files(kills: u64) {
    let stage = Stage::new();
    let line = "  - { quote: \"Go!\", by: ANNA }\n";
    let script = format!("show: The Door\ntext: door.txt\nuse: house.yaml\nlines:\n{line}");
    let house = "# The house.\ncast:\n  ANNA: { voice: af_heart } # she\n";
    stage.write("show.yaml", &script);
    stage.write("house.yaml", house);
    let mut dice = Dice(kills + 1);
    for kill in 0..=kills {
        let studio = Studio::open(&stage, &["show.yaml"]);
        let text = |name: &str| String::from_utf8(stage.bytes(name)).unwrap();
        let name = if text("house.yaml").contains("ANNA") {
            "ANNA"
        } else {
            "ANN"
        };
        assert_eq!(text("show.yaml"), script.replace("ANNA", name), "{kill}");
        assert_eq!(text("house.yaml"), house.replace("ANNA", name), "{kill}");
        assert_eq!(unfinished(&stage), [""; 0], "{kill}");
        let show = studio.show();
        assert_eq!(show["playable"], true, "{kill}: {}", show["problems"]);
        scope(|threads| {
            threads.spawn(|| renames(&studio, &show, name));
            sleep(Duration::from_millis(dice.below(120) as u64));
            let killed = Command::new("kill")
                .args(["-9", &studio.child.id().to_string()])
                .status();
            assert!(killed.unwrap().success());
        });
    }
}

#[test]
fn a_killed_program_loses_at_most_the_gesture_under_way() {
    kill_at_random_moments(4);
    kill_between_two_files(4);
}

#[test]
fn sweep_fifty_kills() {
    kill_at_random_moments(50);
    kill_between_two_files(50);
}
