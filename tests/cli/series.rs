//! Tests of `cuebook series`.

mod feed;
mod many;
#[cfg(unix)]
mod scenes;
#[cfg(unix)]
mod slurm;
mod store;
mod workflow;

use serde_json::Value;

use crate::stage::{Said, Stage};

/// Three chapters: two scripts, one of them in a folder, and what they share.
pub(super) const SERIES: &str = "series: Night & Watch\n\
    chapters:\n  - one.yaml\n  - parts/two.yaml\n  - 'three: the end.yaml'\n\
    meta: { author: [Ann Smith, Jo Black], language: en-GB, copyright: © 2026 Ann, cover: cover.png }\n\
    publish: [mp3, vtt, chapters-json]\n\
    feed: { site: https://example.org/night, start: 2026-05-01, every: week, email: ann@example.org }\n";

pub(super) fn script(title: &str, words: &str) -> String {
    format!(
        "show: {title}\ncast:\n  NARRATOR: {{ voice: bm_george }}\n  ANNA: {{ voice: af_heart }}\n\
         text: |\n  “Go!” said Anna. {words}\nlines:\n  - {{ quote: \"Go!\", by: ANNA }}\n"
    )
}

pub(super) fn series() -> Stage {
    let stage = Stage::new();
    std::fs::create_dir(stage.path("parts")).unwrap();
    stage.write("one.yaml", script("The Door", "A door fell shut."));
    stage.write(
        "parts/two.yaml",
        script("\"The “Cellar” <deep>\"", "It was dark and cold."),
    );
    stage.write("three: the end.yaml", script("The End", "Nobody came."));
    stage.write("cover.png", include_bytes!("../../scripts/own-sounds.png"));
    stage.write("series.yaml", SERIES);
    stage
}

pub(super) fn run(stage: &Stage, command: &str) -> Said {
    let words = command.split(' ').collect::<Vec<&str>>();
    stage.run([&["series"][..], &words].concat())
}

fn well(stage: &Stage, command: &str) -> String {
    let said = run(stage, command);
    assert_eq!(said.code, 0, "{command}: {}{}", said.out, said.err);
    said.out
}

fn json(stage: &Stage, command: &str) -> Value {
    serde_json::from_str(&well(stage, command)).unwrap()
}

#[test]
fn chapters_are_numbered_files_and_only_what_changed_is_made_again() {
    let stage = series();
    let render = "render series.yaml -o out --stand-in --format flac";
    let said = run(&stage, render);
    assert_eq!(said.code, 0, "{}", said.err);
    let names = [
        "01-the-door.flac",
        "02-the-cellar-deep.flac",
        "03-the-end.flac",
    ];
    for name in names {
        assert!(stage.path("out").join(name).exists(), "{name}");
        assert!(said.out.contains(name), "{}", said.out);
    }
    let first = names.map(|name| stage.bytes(&format!("out/{name}")));
    let said = run(&stage, render);
    assert!(
        said.err.contains("0 chapters made, 3 unchanged"),
        "{}",
        said.err
    );
    stage.write(
        "parts/two.yaml",
        script("\"The “Cellar” <deep>\"", "It was dark, cold and very wet."),
    );
    let said = run(&stage, render);
    assert!(
        said.err.contains("1 chapter made, 2 unchanged"),
        "{}",
        said.err
    );
    let second = names.map(|name| stage.bytes(&format!("out/{name}")));
    assert!(first[0] == second[0] && first[2] == second[2]);
    assert!(first[1] != second[1], "the second chapter is as it was");
    // A file that is gone is made again, with the same bytes.
    std::fs::remove_file(stage.path("out/01-the-door.flac")).unwrap();
    let said = run(&stage, render);
    assert!(said.err.contains("1 chapter made"), "{}", said.err);
    assert!(stage.bytes("out/01-the-door.flac") == first[0]);
    // What all share is in every file.
    let has = |text: &str| {
        let text = text.as_bytes();
        first[2].windows(text.len()).any(|part| part == text)
    };
    assert!(has("SERIES=Night & Watch") && has("Ann Smith"), "the tags");
    let list = json(&stage, "list series.yaml -o out --stand-in --format json");
    assert_eq!(list["chapters"][1]["state"], "made");
    stage.write(
        "parts/two.yaml",
        script("\"The “Cellar” <deep>\"", "It was light."),
    );
    let list = json(&stage, "list series.yaml -o out --stand-in --format json");
    let states: Vec<&str> = (0..3)
        .map(|at| list["chapters"][at]["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["made", "changed", "made"]);
}

#[test]
fn a_chapter_that_fails_does_not_stop_the_others() {
    let stage = series();
    stage.write("parts/two.yaml", "show: Broken\ntext: no-such-file.txt\n");
    let said = run(&stage, "render series.yaml -o out --stand-in");
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(
        said.err.contains("2 chapters made, 1 to be corrected"),
        "{}",
        said.err
    );
    assert!(said.err.contains("no-such-file.txt"), "{}", said.err);
    assert!(stage.path("out/03-the-end.wav").exists());
    let said = run(&stage, "render series.yaml -o out --stand-in --whole");
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(!stage.path("out/night-watch.m4b").exists());
}

#[test]
fn one_chapter_is_named_by_its_number_or_its_path() {
    let stage = series();
    for (named, name) in [
        ("3", "03-the-end.wav"),
        ("parts/two.yaml", "02-the-cellar-deep.wav"),
    ] {
        well(
            &stage,
            &format!("render series.yaml -o out --stand-in --chapter {named}"),
        );
        assert!(stage.path("out").join(name).exists(), "{name}");
    }
    assert!(!stage.path("out/01-the-door.wav").exists());
    let said = run(
        &stage,
        "render series.yaml -o out --stand-in --chapter part/two.yaml",
    );
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("the nearest is `parts/two.yaml`"),
        "{}",
        said.err
    );
}

#[test]
fn all_chapters_become_one_file_with_marks() {
    let stage = series();
    let render = "render series.yaml -o out --stand-in --whole";
    let out = well(&stage, render);
    assert!(
        out.starts_with("out/night-watch.m4b: ") && out.contains("3 marks"),
        "{out}"
    );
    let first = stage.bytes("out/night-watch.m4b");
    let out = well(&stage, render);
    assert!(out.contains("unchanged"), "{out}");
    std::fs::remove_dir_all(stage.path("home/cache")).unwrap();
    std::fs::remove_dir_all(stage.path("out")).unwrap();
    well(&stage, render);
    assert!(
        stage.bytes("out/night-watch.m4b") == first,
        "the bytes differ"
    );
    // A lossless file has the samples of its chapters, with a second between them.
    well(
        &stage,
        "render series.yaml -o wav --stand-in --whole --format wav --bits 32f",
    );
    well(&stage, "render series.yaml -o wav --stand-in --bits 32f");
    let of = |name: &str| crate::stage::samples(&stage.path(&format!("wav/{name}.wav")));
    let gap = vec![0.0; 96_000];
    let parts = [
        of("01-the-door"),
        gap.clone(),
        of("02-the-cellar-deep"),
        gap,
        of("03-the-end"),
    ];
    assert!(of("night-watch") == parts.concat(), "the samples differ");
}

#[test]
#[ignore = "needs ffprobe"]
fn a_player_finds_the_chapters_of_the_one_file() {
    let stage = series();
    well(&stage, "render series.yaml -o out --stand-in --whole");
    let show = [
        "-show_chapters",
        "-show_format",
        "-of",
        "json",
        "-v",
        "error",
    ];
    let output = std::process::Command::new("ffprobe")
        .args(show)
        .arg(stage.path("out/night-watch.m4b"))
        .output()
        .unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let chapters = found["chapters"].as_array().unwrap();
    let titles: Vec<&str> = chapters
        .iter()
        .map(|chapter| chapter["tags"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["The Door", "The “Cellar” <deep>", "The End"]);
    let seconds = |value: &Value| value.as_str().unwrap().parse::<f64>().unwrap();
    let end = seconds(&chapters[2]["end_time"]);
    assert!(
        (end - seconds(&found["format"]["duration"])).abs() < 0.05,
        "{found}"
    );
    assert_eq!(found["format"]["tags"]["title"], "Night & Watch");
    assert_eq!(found["format"]["tags"]["artist"], "Ann Smith, Jo Black");
}

#[test]
fn a_chapter_is_delivered_under_its_number() {
    let stage = series();
    let deliver = "deliver series.yaml -o out --stand-in --target podcast --chapter 1";
    let said = run(&stage, deliver);
    assert!(said.code <= 1, "{}", said.err);
    assert!(
        stage.path("out/01-the-door.podcast.mp3").exists(),
        "{}",
        said.out
    );
    let said = run(&stage, deliver);
    assert!(said.err.contains("1 unchanged"), "{}", said.err);
}

#[test]
fn mistakes_in_a_series_have_places_and_corrections() {
    let stage = series();
    let broken = SERIES
        .replace("one.yaml", "onne.yaml")
        .replace("publish:", "publsh:");
    stage.write("series.yaml", broken);
    let said = run(&stage, "check series.yaml");
    assert_eq!(said.code, 1);
    for words in [
        "no chapter `onne.yaml`",
        "the nearest is `one.yaml`",
        "series.yaml:3:5",
        "did you mean `publish`",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    assert_eq!(run(&stage, "render series.yaml -o out --stand-in").code, 1);
    // The commands for scripts lead on.
    let said = stage.run(["check", "series.yaml"]);
    assert!(said.out.contains("onne.yaml"), "{}", said.out);
    let said = stage.run(["render", "series.yaml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("is a series of shows, not a script; `cuebook series`"),
        "{}",
        said.err
    );
    let said = run(&stage, "check one.yaml");
    assert!(
        said.err.contains("is a script, not a series"),
        "{}",
        said.err
    );
}

#[test]
fn a_check_finds_what_only_shows_in_all_chapters() {
    let stage = series();
    let changed = script("The End", "Nobody came, and Mister Marlow slept.")
        .replace("af_heart", "bf_emma")
        .replace("ANNA", "Anna")
        .replace(
            "NARRATOR: { voice: bm_george }",
            "NARRATOR: { voice: bm_george, gain: -3dB }",
        );
    stage.write("three: the end.yaml", changed);
    stage.write(
        "one.yaml",
        script("The Door", "It fell shut on Mister Marlowe."),
    );
    let said = run(&stage, "check series.yaml --stand-in");
    assert_eq!(said.code, 0, "{}", said.out);
    for words in [
        "spelling: the role ANNA is most likely the same as Anna in three: the end.yaml",
        "Marlow",
        "level: NARRATOR has the level +0.0 dB, but -3.0 dB in three: the end.yaml",
        "first seen: Anna",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    let found = json(&stage, "check series.yaml --stand-in --format json");
    let kinds: Vec<&str> = found["remarks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|remark| remark["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "spelling").count(),
        2,
        "{kinds:?}"
    );
}

#[test]
fn loudness_is_compared_across_chapters() {
    let stage = series();
    let quiet = script("The End", "Nobody came.")
        + "mix: { target: { loudness: -26 LUFS, peak: -2 dBTP } }\n";
    stage.write("three: the end.yaml", quiet);
    let out = well(&stage, "check series.yaml --stand-in");
    assert!(
        out.contains("target: ") && !out.contains("loudness: "),
        "{out}"
    );
    let out = well(&stage, "check series.yaml --stand-in --mix");
    assert!(
        out.contains("loudness: three: the end.yaml has -26.0 LUFS"),
        "{out}"
    );
    well(&stage, "render series.yaml -o out --stand-in");
    let out = well(&stage, "check series.yaml --stand-in");
    assert!(
        out.contains("loudness: three: the end.yaml has -26.0 LUFS"),
        "{out}"
    );
}

#[test]
fn a_plan_says_what_is_to_be_spoken() {
    let stage = series();
    let plan = json(&stage, "plan series.yaml --stand-in --format json");
    assert_eq!(plan["totals"]["lines"], 6);
    assert_eq!(plan["totals"]["words"], 20);
    assert!(plan["totals"]["workSeconds"].as_f64().unwrap() > 0.0);
    assert!(plan["totals"]["cacheBytes"].as_u64().unwrap() > 100_000);
    well(&stage, "speak series.yaml --stand-in --chapter 1");
    let plan = json(&stage, "plan series.yaml --stand-in --format json");
    assert_eq!(plan["chapters"][0]["takes"], 0);
    // The other chapters share the line of Anna with the first.
    assert_eq!(plan["totals"]["lines"], 2);
    let one = plan["totals"]["workSeconds"].as_f64().unwrap();
    let plan = json(
        &stage,
        "plan series.yaml --stand-in --machines 3 --format json",
    );
    assert!(plan["totals"]["workSeconds"].as_f64().unwrap() < one);
    let out = well(&stage, "plan series.yaml --stand-in --machines 3");
    assert!(
        out.contains("on 3 machines like this one") && out.contains("assumed"),
        "{out}"
    );
}

#[test]
fn a_folder_becomes_a_series_and_its_texts_are_drafted() {
    let stage = series();
    std::fs::remove_file(stage.path("series.yaml")).unwrap();
    std::fs::create_dir(stage.path("book")).unwrap();
    stage.write("book/10 end.txt", "“Come,” said Boris. The end.\n");
    stage.write("book/2 middle.txt", "“Go,” said Anna. The middle.\n");
    stage.write("book/1.yaml", "show: A\ntext: 1.txt\n");
    stage.write("book/1.txt", "It began.\n");
    stage.write("book/.hidden.txt", "No.\n");
    let said = run(&stage, "new book");
    assert_eq!(said.code, 0, "{}", said.err);
    let text = String::from_utf8(stage.bytes("book/series.yaml")).unwrap();
    assert_eq!(
        text,
        "series: book\nchapters:\n  - 1.yaml\n  - 2 middle.txt\n  - 10 end.txt\n"
    );
    assert_eq!(run(&stage, "new book").code, 2);
    let said = run(&stage, "draft book/series.yaml");
    assert_eq!(said.code, 0, "{}", said.err);
    let text = String::from_utf8(stage.bytes("book/series.yaml")).unwrap();
    assert_eq!(
        text,
        "series: book\nchapters:\n  - 1.yaml\n  - 2 middle.yaml\n  - 10 end.yaml\n"
    );
    well(&stage, "check book/series.yaml");
}

#[test]
fn a_series_is_formatted_as_scripts_are() {
    let stage = series();
    stage.write(
        "series.yaml",
        SERIES.replace("  - one.yaml", "  -   one.yaml"),
    );
    assert_eq!(stage.run(["fmt", "series.yaml"]).code, 0);
    let text = String::from_utf8(stage.bytes("series.yaml")).unwrap();
    assert!(text.contains("chapters:\n  - one.yaml\n"), "{text}");
    well(&stage, "list series.yaml");
}

#[cfg(target_os = "linux")]
#[test]
fn chapters_are_played_one_after_the_other() {
    let stage = series();
    for name in ["one.yaml", "parts/two.yaml", "three: the end.yaml"] {
        stage.write(name, "show: Short\ntext: |\n  Go.\n");
    }
    let out = well(&stage, "play series.yaml --stand-in --silent --from 2");
    assert!(!out.contains("[1/3]"), "{out}");
    let (two, three) = (out.find("[2/3]").unwrap(), out.find("[3/3]").unwrap());
    assert!(two < three, "{out}");
    assert_eq!(out.matches("Go.").count(), 2, "{out}");
}

#[test]
fn a_sound_is_no_chapter_and_the_sum_counts_all_mistakes() {
    let stage = series();
    stage.write("tune.mp3", b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\0\0\0\0");
    stage.write(
        "series.yaml",
        "series: A\nchapters: [one.yaml, tune.mp3, gone.yaml]\nfeed: { every: year }\n",
    );
    let said = run(&stage, "check series.yaml");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("`tune.mp3` is a"), "{}", said.out);
    let errors = said.out.matches("error[").count();
    assert_eq!(errors, 3, "{}", said.out);
    assert!(
        said.out.contains(&format!("3 chapters: {errors} errors")),
        "{}",
        said.out
    );
}

#[test]
fn files_of_the_tone_voice_are_listed_as_such() {
    let stage = series();
    well(&stage, "render series.yaml -o out --stand-in");
    let list = json(&stage, "list series.yaml -o out --format json");
    assert_eq!(list["chapters"][0]["state"], "stand-in");
    let list = well(&stage, "list series.yaml -o out");
    assert!(list.contains("made with the tone voice"), "{list}");
    stage.write("one.yaml", script("The Door", "A door fell open."));
    let list = json(&stage, "list series.yaml -o out --format json");
    assert_eq!(list["chapters"][0]["state"], "changed");
}

#[test]
fn a_chapter_whose_file_was_renamed_is_published_over_its_own_files() {
    let stage = series();
    well(&stage, "publish series.yaml -o out --stand-in");
    let before = stage.bytes("out/01-the-door.mp3");
    std::fs::rename(stage.path("one.yaml"), stage.path("first.yaml")).unwrap();
    stage.write("series.yaml", SERIES.replace("one.yaml", "first.yaml"));
    well(&stage, "publish series.yaml -o out --stand-in");
    assert!(stage.bytes("out/01-the-door.mp3") == before);
    // A file that something else wrote since is refused all the same.
    std::fs::rename(stage.path("first.yaml"), stage.path("one.yaml")).unwrap();
    stage.write("series.yaml", SERIES);
    stage.write("out/01-the-door.mp3", "other");
    let said = run(&stage, "publish series.yaml -o out --stand-in");
    assert_eq!(said.code, 2, "{}", said.err);
}

#[test]
fn the_example_series_has_no_mistakes_and_is_published() {
    let stage = Stage::new();
    let scripts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/the-keepers");
    for file in std::fs::read_dir(scripts).unwrap().flatten() {
        std::fs::copy(file.path(), stage.path("").join(file.file_name())).unwrap();
    }
    let said = run(&stage, "check series.yaml");
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(said.out, "2 chapters: 0 errors, 0 warnings, 0 remarks\n");
    let names = ["one.yaml", "two.yaml", "house.yaml", "series.yaml"];
    let fmt = ["fmt", "--check"].into_iter().chain(names);
    assert_eq!(stage.run(fmt).code, 0);
    let out = well(&stage, "publish series.yaml -o out --stand-in");
    assert!(out.contains("feed.xml: 2 chapters, new"), "{out}");
    assert!(stage.path("out/02-nine-seconds-dark.mp3").exists());
}
