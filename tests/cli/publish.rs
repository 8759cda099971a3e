//! Tests of `cuebook publish`, and of the metadata that it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

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
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("publish: [m4b, vtt, epub]"),
        "{}",
        said.err
    );
}

/// Returns the bytes of all files in a folder and below it, by their names.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
    files
}

/// Returns whether a part of a path is hidden, as parts of unfinished files are.
fn is_hidden(path: &Path) -> bool {
    path.iter()
        .any(|part| part.to_string_lossy().starts_with('.'))
}

#[test]
fn projects_lists_and_targets_are_published_too() {
    let stage = published();
    let forms = ["--to", "labels,csv,cues,osc,reaper,dawproject,podcast"];
    assert_eq!(states(&stage, &forms), ["new"; 7]);
    assert_eq!(states(&stage, &forms), ["unchanged"; 7]);
    for name in [
        "the-door.labels.txt",
        "the-door.csv",
        "the-door.cues.csv",
        "the-door.osc.json",
        "the-door.reaper/show.rpp",
        "the-door.dawproject",
        "the-door.podcast.mp3",
    ] {
        assert!(stage.path("out").join(name).is_file(), "{name}");
    }
    // A file of one's own beside the project is no change of it.
    stage.write("out/the-door.reaper/mixdown.txt", "mine");
    assert_eq!(states(&stage, &["--to", "reaper"]), ["unchanged"]);
    stage.write("out/the-door.reaper/show.rpp", "my own mix");
    let said = publish(&stage, &["--to", "reaper"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("was changed since"), "{}", said.err);
    assert_eq!(states(&stage, &["--to", "reaper", "--force"]), ["renewed"]);
    assert_eq!(
        stage.bytes("out/the-door.reaper/mixdown.txt"),
        b"mine".to_vec()
    );
}

#[test]
fn a_second_show_of_the_same_title_does_not_replace_the_first() {
    let stage = published();
    stage.write("other.yaml", format!("{SCRIPT}{META}"));
    assert_eq!(states(&stage, &["--to", "vtt,podcast"]), ["new"; 2]);
    let before = contents(&stage.path("out"));
    for args in [
        "publish other.yaml --stand-in -o out --to vtt",
        "publish other.yaml --stand-in -o out --to podcast",
        "deliver other.yaml --stand-in -o out --target podcast",
    ] {
        let said = stage.run(args.split(' '));
        assert_eq!(said.code, 2, "{args}: {}", said.out);
        assert!(said.err.contains("show.yaml, whose title"), "{}", said.err);
        assert!(contents(&stage.path("out")) == before, "{args}");
    }
    // Two deliveries into a folder are refused alike, and a new name of a script is no other show.
    let deliver = |script: &str| {
        let args = ["deliver", script, "--stand-in", "-o", "two", "--target"];
        stage.run(args.into_iter().chain(["speech"])).code
    };
    assert_eq!((deliver("show.yaml"), deliver("other.yaml")), (0, 2));
    fs::remove_file(stage.path("show.yaml")).unwrap();
    assert_eq!(deliver("other.yaml"), 0);
}

#[test]
fn what_a_user_should_know_of_the_files_is_said() {
    let stage = Stage::new();
    let said = publish(&stage, &["--to", "chapters,srt"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("chapters.txt: this show has no chapters"),
        "{}",
        said.err
    );
    assert!(said.err.contains("characters a second"), "{}", said.err);
    stage.change("show: The Door", "show: The Gate");
    let said = publish(&stage, &["--to", "srt"]);
    let old = "the-door.srt was published earlier";
    assert!(said.err.contains(old), "{}", said.err);
    assert!(stage.path("out/the-gate.srt").exists());
    // A page does not show the genre.
    let page = ["--to", "html"];
    stage.change("seed: 7", "seed: 7\nmeta: { genre: Drama }");
    assert_eq!(states(&stage, &page), ["new"]);
    stage.change("genre: Drama", "genre: Comedy");
    assert_eq!(states(&stage, &page), ["unchanged"]);
    stage.change("genre: Comedy", "subtitle: A Play");
    assert_eq!(states(&stage, &page), ["renewed"]);
}

#[test]
fn a_file_in_place_of_the_folder_is_named() {
    let stage = published();
    stage.write("show.m4b", "mine");
    for command in ["publish", "deliver"] {
        let said = stage.run([command, "show.yaml", "--stand-in", "-o", "show.m4b"]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains("show.m4b is a file"), "{}", said.err);
        assert!(said.err.contains("`-o DIR`"), "{}", said.err);
    }
}

#[test]
fn tones_that_stand_for_words_are_nobodys_voice() {
    let stage = published();
    assert_eq!(states(&stage, &["--to", "flac,html"]), ["new"; 2]);
    for name in ["out/the-door.flac", "out/the-door.html"] {
        let file = stage.bytes(name);
        let credit = b"Voices:";
        assert!(!file.windows(credit.len()).any(|part| part == credit));
    }
}

/// Starts to publish or deliver, kills the program at a moment, and returns whether it was in time.
fn killed(stage: &Stage, args: &[&str], after: Duration) -> bool {
    let mut command = stage.command();
    command
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut program = command.spawn().unwrap();
    sleep(after);
    let was_running = program.try_wait().unwrap().is_none();
    program.kill().unwrap();
    program.wait().unwrap();
    was_running
}

/// Kills a command `CUEBOOK_KILLS` times at moments from its start to its end. No file with its
/// final name differs from that of a run that is not killed, and the next run completes them all.
fn survives_kills(args: &[&str]) {
    let kills = std::env::var("CUEBOOK_KILLS").map_or(4, |kills| kills.parse().unwrap());
    let whole = published();
    let begun = Instant::now();
    let said = whole.run(args.iter().copied());
    let lasts = begun.elapsed();
    assert!(said.code < 2, "{}", said.err);
    let wanted = contents(&whole.path("out"));
    let stage = published();
    for kill in 0..kills {
        // Each third kill begins anew; the others go on from what was left.
        if kill % 3 == 0 {
            drop(fs::remove_dir_all(stage.path("out")));
        }
        killed(&stage, args, lasts * (2 * kill + 1) / (2 * kills));
        for (name, bytes) in contents(&stage.path("out")) {
            let is_whole = is_hidden(&name) || wanted.get(&name) == Some(&bytes);
            assert!(is_whole, "kill {kill}: {}", name.display());
        }
    }
    let said = stage.run(args.iter().copied());
    assert!(said.code < 2, "{}", said.err);
    let made = contents(&stage.path("out"));
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&wanted));
    assert!(made == wanted);
}

#[test]
fn a_publication_that_is_killed_leaves_whole_files_and_is_completed() {
    let forms = "flac,m4b,vtt,epub,reaper,dawproject";
    survives_kills(&[
        "publish",
        "show.yaml",
        "--stand-in",
        "-o",
        "out",
        "--to",
        forms,
    ]);
}

#[test]
fn a_delivery_that_is_killed_leaves_whole_files_and_is_completed() {
    survives_kills(&[
        "deliver",
        "show.yaml",
        "--stand-in",
        "-o",
        "out",
        "--target",
        "acx",
        "--target",
        "audiobook",
    ]);
}

#[test]
fn metadata_is_set_where_the_script_says_it() {
    let stage = Stage::new();
    stage.change("text: door.txt", "author: Ann Smith\ntext: door.txt");
    let set = |setting: &str| stage.run(["meta", "set", "show.yaml", setting]);
    let said = set("author=[Ann Smith, Jo Black]");
    assert_eq!(said.code, 0, "{}", said.err);
    let script = fs::read_to_string(stage.path("show.yaml")).unwrap();
    assert!(!script.contains("author: Ann Smith\n"), "{script}");
    assert!(script.contains("[Ann Smith, Jo Black]"), "{script}");
    stage.write(
        "show.yaml",
        format!("author: A\n{SCRIPT}meta: {{ author: A, genre: Play }}\n"),
    );
    let said = set("author=B");
    assert_eq!(said.code, 0, "{}", said.err);
    let script = fs::read_to_string(stage.path("show.yaml")).unwrap();
    assert!(
        script.contains("author: B") && !script.contains("author: A"),
        "{script}"
    );
}

#[test]
fn a_wrong_value_is_shown_and_not_the_one_before() {
    let stage = published();
    for (setting, wrong) in [
        ("date=2026-15-01", "2026-15-01"),
        ("date=2026-05-32", "2026-05-32"),
        ("date=soon", "soon"),
    ] {
        let said = stage.run(["meta", "set", "show.yaml", setting]);
        assert_eq!(said.code, 1);
        assert!(said.err.contains(&format!("date: {wrong}")), "{}", said.err);
        assert!(!said.err.contains("date: 2026-05-01"), "{}", said.err);
    }
}
