//! Tests of the exports for workstations and cue players, read by programs that are not ours.

mod cues;
mod dawproject;
mod mixer;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::stage::{Said, Stage};

/// A show with all that a mix has: rooms, rides, moves, loops, ducks, fades, hushes, waits within a
/// line, a barrier that opens, sounds with one and two channels.
const ROAD: &str = "\
show: The \"Long\" Road
author: A Driver & Co.
text: road.txt
seed: 7
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: af_heart, pan: -0.3, gain: 2dB }
  BORIS: { voice: am_michael, pan: 0.45 }
spaces:
  hall: { size: [9m, 7m, 4m], surfaces: stone, decay: 1.4s, wet: -8dB }
barriers:
  door: { loss: 10dB, cutoff: 900Hz, ride: { at: The rain fell, open: 1, over: 2s } }
sounds:
  wide: { file: wide.wav }
  narrow: { file: narrow.wav }
scenes:
  - { id: road, from: start, title: \"The <Road>\", space: open-field }
  - { id: hall, from: The rain fell, title: The Hall, space: hall }
lines:
  - { quote: Go!, by: ANNA, tone: urgent }
  - { quote: Come!, by: BORIS, behind: door }
cues:
  - id: rain
    bed: rain
    from: start
    until: end
    gain: -10dB
    pan: -0.8
    fade: { in: 2s, out: 3s }
    duck: { by: 9dB }
    ride:
      - { at: A door fell, gain: -20dB, pan: 0.6, over: 1s }
      - { at: The rain fell, pan: -0.7, over: 2s }
  - { id: wide, bed: wide, from: A door fell, until: end, gain: -9dB, fade: { in: 1s }, move: { to: { pan: 0.9 }, over: 4s } }
  - { id: drone, bed: narrow, from: The rain fell, until: Nobody came, gain: -12dB, pan: 0.5, distance: 20m }
  - { id: knock, spot: door-strike, at: { after: fell shut. }, hold: 1s, behind: door, times: { count: 2, every: 0.7s } }
  - { id: pause, spot: creak, at: on the stones, hold: 0.8s, gain: -8dB, duck: 4dB }
  - { id: tune, music: wide, from: Nobody came, until: end, gain: -16dB, pan: -0.5, fade: { in: 1s, out: 1s } }
  - { id: still, hush: 0.6s, at: { after: he said. } }
mix:
  duck: { by: 8dB, attack: 0.3s, release: 0.8s }
  buses: { narration: 1dB, spots: -2dB, beds: -1dB, music: -3dB }
";

const TEXT: &str = "“Go!” said Anna. A door fell shut, and they drove on and on and on.\n\n\
    The rain fell on the stones for a long time. “Come!” he said. Nobody came.\n";

fn road() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", ROAD.replace("fell shut.", "fell shut,"));
    stage.write("road.txt", TEXT);
    for (file, channels, frames) in [("wide.wav", 2, 40_001), ("narrow.wav", 1, 30_011)] {
        noise(&stage.path(file), channels, frames);
    }
    stage
}

/// A show with names that file systems, XML and Reaper's own format could misread, and with what the other
/// one lacks: effects, distances, recordings and parts of them, lines that overlap, stereo music that
/// loops and moves, voices that change by scene.
const ODD: &str = r#"show: "Ünï“code” <&> `夜` 'Ω' ../\\ : * ? | 🌙"
author: "Żółć & Söhne; Ltd."
text: road.txt
seed: 9
cast:
  NARRATOR: { voice: bm_george, place: { pan: 0.2 } }
  ŻANNA: { voice: af_heart, effect: telephone, pan: -0.6, in: { hall: { effect: radio, pan: 0.9 } } }
  夜: { voice: am_michael, place: { pan: 0.7, distance: 30m }, behind: wall }
barriers:
  wall: { loss: 14dB, cutoff: 600Hz }
spaces:
  hall: { preset: cathedral, wet: -6dB }
sounds:
  Tön: { file: wide.wav, start: 0.1s, end: 0.7s, cross-fade: 0.1s }
  narrow: { file: narrow.wav }
scenes:
  - { id: road, from: start, title: "“<Zoë>” 'q' `t` \\" }
  - { id: hall, from: The rain fell, title: "../ 夜 & \\", space: hall }
lines:
  - { id: go, quote: Go!, by: ŻANNA, take: { file: narrow.wav, start: 0.1s, end: 0.5s }, gain: 3dB }
  - { id: come, quote: Come!, by: 夜, take: wide.wav, overlap: 0.4s }
cues:
  - { id: a, music: Tön, from: start, until: end, gain: -14dB, fade: { in: 1s, out: 2s }, pan: -1, move: { to: { pan: 1 }, over: 5s } }
  - { id: b, bed: Tön, from: A door fell, until: Nobody came, gain: -20dB, pan: 1, distance: 12m, behind: wall, fade: { in: 0s, out: 0s } }
  - { id: c, spot: narrow, at: { after: fell shut }, pan: -1, times: { count: 3, every: 0.2s } }
  - { id: d, spot: explosion, at: The rain fell, distance: 900m, duck: 12dB }
  - { id: e, hush: 0.3s, at: on the stones }
mix:
  duck: { by: 14dB, attack: 0.05s, release: 2s }
  buses: { dialogue: 4dB, music: -9dB }
"#;

fn odd() -> Stage {
    let stage = road();
    stage.write("show.yaml", ODD);
    stage
}

/// Writes noise that is different in each channel.
fn noise(path: &Path, channels: u16, frames: usize) {
    let spec = hound::WavSpec {
        channels,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(path, spec).unwrap();
    let mut state = 1_u32;
    for _ in 0..frames * usize::from(channels) {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        file.write_sample((state >> 18) as i16 - 8_192).unwrap();
    }
    file.finalize().unwrap();
}

fn export<'a>(stage: &'a Stage, to: &'a str, output: &'a str, more: &[&'a str]) -> Said {
    let own = [
        "export",
        "show.yaml",
        "--stand-in",
        "--to",
        to,
        "-o",
        output,
    ];
    stage.run(own.into_iter().chain(more.iter().copied()))
}

/// Returns the files in a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn names(folder: &Path) -> Vec<String> {
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    files(folder).iter().map(name).collect()
}

/// Plays the project in a folder and compares it with the sum of its stems.
fn residue(folder: &Path) -> f64 {
    let stems = files(&folder.join("stems"));
    let frames = hound::WavReader::open(&stems[0]).unwrap().duration() as usize;
    let wanted = mixer::sum(&stems, frames);
    let found = mixer::play(&folder.join("show.rpp"), frames);
    mixer::residue(&wanted, &found)
}

#[test]
fn a_reaper_project_plays_as_the_show_before_its_limiter() {
    let stage = road();
    let said = export(&stage, "reaper", "project", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let folder = stage.path("project");
    assert_eq!(
        names(&folder),
        ["README.txt", "cuebook.json", "media", "show.rpp", "stems"]
    );
    let residue = residue(&folder);
    println!("the difference is {residue:.1} dB");
    assert!(residue < -60.0, "{residue:.1} dB");
}

#[test]
fn a_show_with_odd_names_and_all_effects_plays_as_before_its_limiter() {
    let stage = odd();
    let said = export(&stage, "reaper", "project", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let residue = residue(&stage.path("project"));
    println!("the difference is {residue:.1} dB");
    assert!(residue < -60.0, "{residue:.1} dB");
}

#[test]
fn envelopes_are_sparse() {
    let stage = road();
    assert_eq!(export(&stage, "reaper", "project", &["--no-stems"]).code, 0);
    let project = fs::read_to_string(stage.path("project/show.rpp")).unwrap();
    let points = project.matches("PT ").count();
    assert!((100..1_500).contains(&points), "{points}");
    assert!(!stage.path("project/stems").exists());
}

#[test]
fn audacity_gets_stems_labels_and_a_list_of_them() {
    let stage = road();
    let said = export(&stage, "audacity", "project", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let folder = stage.path("project");
    let all = [
        "cuebook.json",
        "labels-anna.txt",
        "labels-boris.txt",
        "labels-cues.txt",
        "labels-narrator.txt",
        "labels-scenes.txt",
        "show.lof",
        "stems",
    ];
    assert_eq!(names(&folder), all);
    let list = fs::read_to_string(folder.join("show.lof")).unwrap();
    let mut lines = list.lines();
    assert_eq!(lines.next(), Some("window"));
    let mut listed: Vec<&str> = lines
        .map(|line| {
            let (path, offset) = line
                .strip_prefix("file \"")
                .and_then(|rest| rest.split_once("\" offset "))
                .unwrap();
            assert_eq!(offset.parse::<f64>(), Ok(0.0));
            assert!(folder.join(path).is_file(), "{path}");
            path.strip_prefix("stems/").unwrap()
        })
        .collect();
    listed.sort_unstable();
    assert_eq!(listed, names(&folder.join("stems")));
    let timeline = stage.timeline(&[]);
    let anna = fs::read_to_string(folder.join("labels-anna.txt")).unwrap();
    let columns: Vec<&str> = anna.trim_end().split('\t').collect();
    let start = timeline["lines"][0]["start"].as_f64().unwrap() / 48_000.0;
    assert_eq!(columns[0], format!("{start:.6}"));
    assert_eq!(columns[2], "Go!");
    let scenes = fs::read_to_string(folder.join("labels-scenes.txt")).unwrap();
    assert!(scenes.contains("\tThe <Road>\n"), "{scenes}");
}

#[test]
fn a_folder_with_files_is_kept_unless_it_may_be_replaced() {
    let stage = road();
    let project = stage.path("project");
    fs::create_dir_all(project.join("media")).unwrap();
    stage.write("project/mine.txt", "mine");
    stage.write("project/media/take.wav", "mine too");
    let said = export(&stage, "reaper", "project", &["--no-stems"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("already exists; --force overwrites it"),
        "{}",
        said.err
    );
    assert_eq!(names(&project), ["media", "mine.txt"]);
    assert_eq!(
        export(&stage, "reaper", "project", &["--no-stems", "--force"]).code,
        0
    );
    let first = names(&project.join("media"));
    assert_eq!(stage.bytes("project/mine.txt"), b"mine");
    // A file of the last export goes, and those of the user stay.
    stage.write(
        "road.txt",
        TEXT.replace("“Go!” said", "“Go!” he said, “Go!” said"),
    );
    stage.change("quote: Go!", "quote: { quote: Go!, nth: 2 }");
    let said = export(&stage, "reaper", "project", &["--no-stems", "--force"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let second = names(&project.join("media"));
    assert!(first.contains(&"anna-001-go.wav".to_owned()));
    assert!(
        !second.contains(&"anna-001-go.wav".to_owned()),
        "{second:?}"
    );
    assert_eq!(stage.bytes("project/media/take.wav"), b"mine too");
    let own = export(&stage, "reaper", ".", &["--force"]);
    assert_eq!(own.code, 2);
    assert!(own.err.contains("part of the show"), "{}", own.err);
    for to in ["reaper", "audacity", "dawproject"] {
        let said = stage.run(["export", "show.yaml", "--stand-in", "--to", to]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains("help: `-o "), "{}", said.err);
    }
}

#[cfg(unix)]
#[test]
fn a_killed_export_leaves_no_folder_and_the_next_one_cleans_up() {
    let stage = road();
    // All takes are in the cache, so the files are begun soon.
    assert_eq!(export(&stage, "reaper", "first", &[]).code, 0);
    for milliseconds in [40, 90, 140, 200, 300] {
        let mut command = stage.command();
        let own = [
            "export",
            "show.yaml",
            "--stand-in",
            "--to",
            "reaper",
            "-o",
            "second",
        ];
        command.args(own);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        program.kill().unwrap();
        program.wait().unwrap();
        if stage.path("second").exists() {
            assert_eq!(names(&stage.path("second")), names(&stage.path("first")));
            fs::remove_dir_all(stage.path("second")).unwrap();
        }
    }
    assert_eq!(export(&stage, "reaper", "second", &[]).code, 0);
    let left = stage
        .names()
        .into_iter()
        .filter(|name| name.starts_with('.'));
    assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn the_same_show_gives_the_same_project() {
    let stage = road();
    for folder in ["one", "two"] {
        assert_eq!(export(&stage, "reaper", folder, &["--no-stems"]).code, 0);
    }
    assert_eq!(stage.bytes("one/show.rpp"), stage.bytes("two/show.rpp"));
    assert_eq!(
        stage.bytes("one/cuebook.json"),
        stage.bytes("two/cuebook.json")
    );
    for to in ["one.dawproject", "two.dawproject"] {
        assert_eq!(export(&stage, "dawproject", to, &[]).code, 0);
    }
    assert_eq!(stage.bytes("one.dawproject"), stage.bytes("two.dawproject"));
}

#[test]
fn sweep_the_example_show_plays_in_reaper_as_before_its_limiter() {
    let stage = Stage::new();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    let script = scripts.join("the-last-hour.yaml");
    let own = ["--stand-in", script.to_str().unwrap()];
    for more in [
        &["export", "--to", "reaper", "--no-stems", "-o", "project"][..],
        &["render", "--stems", "project/stems", "-o", "show.wav"],
    ] {
        let said = stage.run(more.iter().chain(&own).copied());
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let residue = residue(&stage.path("project"));
    println!("the difference is {residue:.1} dB");
    assert!(residue < -60.0, "{residue:.1} dB");
}

#[test]
fn an_interactive_show_takes_a_path() {
    let stage = Stage::new();
    stage.write(
        "show.yaml",
        "\
show: Fork
text: |
  The road forked. “Left?” said Ana.

  The left road was dark.

  The right road was long, and it rained.
cast:
  ANA: { voice: af_heart }
scenes:
  - { id: fork, from: start }
  - { id: left, from: The left road, then: end }
  - { id: right, from: The right road }
choices:
  - id: way
    at: { after: said Ana. }
    options: [ { id: left, words: Left, to: left }, { id: right, words: Right, to: right } ]
",
    );
    let list = |path: &str| {
        let own = [
            "export",
            "show.yaml",
            "--stand-in",
            "--to",
            "cues",
            "--choose",
            path,
        ];
        let said = stage.run(own);
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    assert!(list("way=left").contains("dark") && !list("way=right").contains("dark"));
    for (path, words) in [("way=left", "dark"), ("way=right", "long")] {
        let said = export(&stage, "reaper", words, &["--no-stems", "--choose", path]);
        assert_eq!(said.code, 0, "{}", said.err);
        let media = names(&stage.path(&format!("{words}/media")));
        assert!(media.iter().any(|file| file.contains(words)), "{media:?}");
    }
    // Without decisions it is the path of a listener who does nothing, and that is said.
    let said = export(&stage, "audacity", "nobody", &[]);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("This show has choices"), "{}", said.err);
}

#[test]
fn a_part_plays_as_that_part_of_the_show() {
    let stage = road();
    // In the fade of the rain and with the answer of a room, and from a scene to the end.
    for (name, part) in [
        (
            "fade",
            &["--from", "said Anna", "--until", "for a long time"][..],
        ),
        ("hall", &["--from", "{ scene: hall }"]),
    ] {
        let said = export(&stage, "reaper", name, part);
        assert_eq!(said.code, 0, "{}", said.err);
        let residue = residue(&stage.path(name));
        println!("the difference is {residue:.1} dB");
        assert!(residue < -60.0, "{name}: {residue:.1} dB");
        let rest = part
            .iter()
            .map(|arg| if *arg == "--until" { "--to" } else { *arg });
        let rest: Vec<&str> = rest.chain(["--stems", "stems"]).collect();
        stage.rendered("part.wav", &rest);
        let frames = |path: &str| hound::WavReader::open(stage.path(path)).unwrap().duration();
        let stem = names(&stage.path(name).join("stems")).remove(0);
        assert_eq!(frames(&format!("{name}/stems/{stem}")), frames("part.wav"));
    }
    let hall = fs::read_to_string(stage.path("hall/show.rpp")).unwrap();
    assert!(
        hall.contains("The Hall") && !hall.contains("said Anna"),
        "{hall}"
    );
    // A project of a part has only the takes of the part.
    let takes = |name: &str| names(&stage.path(name).join("media"));
    assert!(takes("hall").iter().all(|file| !file.contains("said-anna")));
    let part = ["--from", "{ scene: hall }"];
    assert_eq!(export(&stage, "audacity", "labels", &part).code, 0);
    let scenes = fs::read_to_string(stage.path("labels/labels-scenes.txt")).unwrap();
    assert!(
        scenes.starts_with("0.000000\t") && scenes.lines().count() == 1,
        "{scenes}"
    );
}

#[test]
fn formats_without_times_have_no_parts() {
    let stage = road();
    for to in ["fountain", "ink", "md", "sheets", "web"] {
        let said = export(&stage, to, "out", &["--from", "The rain fell"]);
        assert_eq!(said.code, 2, "{to}");
        let reason = match to {
            "web" => "the page has all paths",
            _ => "this format has no times",
        };
        assert!(said.err.contains(reason), "{to}: {}", said.err);
        assert!(!stage.path("out").exists());
    }
}
