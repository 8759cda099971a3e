//! Tests of `cuebook publish`, and of the metadata that it writes.

use std::fs;

use serde_json::Value;

use crate::stage::{SCRIPT, Said, Stage};

const META: &str = "meta: { date: 2026-05-01, genre: Drama }\nchapters: all\n\
    publish: [flac, vtt, chapters-json]\n";

fn published() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", format!("{SCRIPT}{META}"));
    stage
}

/// Runs `cuebook publish show.yaml --stand-in -o out`.
fn publish(stage: &Stage, args: &[&str]) -> Said {
    let own = ["publish", "show.yaml", "--stand-in", "-o", "out"];
    stage.run(own.into_iter().chain(args.iter().copied()))
}

/// Publishes, and returns what happened to each file.
fn states(stage: &Stage, args: &[&str]) -> Vec<String> {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    let said = publish(stage, &args);
    assert_eq!(said.code, 0, "{}", said.err);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let files = report["files"].as_array().unwrap().iter();
    files
        .map(|file| file["state"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn only_what_changed_is_made_again() {
    let stage = published();
    assert_eq!(states(&stage, &[]), ["new", "new", "new"]);
    assert_eq!(states(&stage, &[]), ["unchanged"; 3]);
    let captions = stage.path("out/the-door.vtt");
    fs::remove_file(&captions).unwrap();
    assert_eq!(
        states(&stage, &[]),
        ["unchanged", "made again", "unchanged"]
    );
    let said = stage.run(["meta", "set", "show.yaml", "genre=Comedy"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(states(&stage, &[]), ["renewed", "unchanged", "unchanged"]);
    let sound = fs::read(stage.path("out/the-door.flac")).unwrap();
    let has = |text: &str| {
        let text = text.as_bytes();
        sound.windows(text.len()).any(|part| part == text)
    };
    assert!(has("GENRE=Comedy") && has("DATE=2026-05-01") && has("CHAPTER002NAME=outside"));
}

#[test]
fn a_file_that_somebody_else_wrote_is_not_replaced() {
    let stage = published();
    assert_eq!(states(&stage, &["--to", "vtt"]), ["new"]);
    stage.write("out/the-door.vtt", "my own");
    let said = publish(&stage, &["--to", "vtt"]);
    assert_ne!(said.code, 0);
    assert!(
        said.err.contains("was changed since it was published"),
        "{}",
        said.err
    );
    assert!(said.err.contains("--force"), "{}", said.err);
    assert_eq!(states(&stage, &["--to", "vtt", "--force"]), ["renewed"]);
    stage.write("out/the-door.srt", "my own");
    assert_ne!(publish(&stage, &["--to", "srt"]).code, 0);
    assert_eq!(fs::read(stage.path("out/the-door.srt")).unwrap(), b"my own");
}

#[test]
fn a_show_without_forms_is_told_how_to_name_them() {
    let stage = Stage::new();
    let said = publish(&stage, &[]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("publish: [m4b, vtt, epub]"),
        "{}",
        said.err
    );
}
