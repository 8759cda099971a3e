//! Tests of `cuebook check`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::stage::{Stage, said};

#[test]
fn a_show_without_mistakes_exits_with_0() {
    let said = Stage::new().run(["check", "show.yaml"]);
    assert_eq!(
        (said.code, said.out.as_str(), said.err.as_str()),
        (0, "no mistakes\n", "")
    );
}

#[test]
fn a_warning_does_not_change_the_exit_code() {
    let stage = Stage::new();
    stage.change(", by: BORIS", "");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 0);
    assert!(
        said.out.contains("warning[unassigned-line]"),
        "{}",
        said.out
    );
    // The role has no line any more.
    let end = "2 warnings: 1 `unassigned-line`, 1 `unused-role`\n";
    assert!(said.out.ends_with(end), "{}", said.out);
}

#[test]
fn a_mistake_is_shown_at_its_place() {
    let stage = Stage::new();
    stage.change("am_michael", "am_micheal");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert!(said.out.starts_with("error[unknown-voice]"), "{}", said.out);
    assert!(said.out.contains("show.yaml:7:19"), "{}", said.out);
    assert!(said.out.contains("the nearest is `am_michael`"));
    assert!(said.out.ends_with("1 mistake\n"));
    assert!(!said.out.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn a_mistake_without_a_near_name_has_the_command_that_lists_the_names() {
    let stage = Stage::new();
    stage.change("am_michael", "xx_darth");
    let said = stage.run(["check", "show.yaml"]);
    let hint = "`cuebook voices list` shows them all";
    assert!(said.out.contains(&format!("help: {hint}")), "{}", said.out);
    let said = stage.run(["check", "show.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let hints = &report["diagnostics"][0]["hints"];
    assert_eq!(*hints, serde_json::json!([{ "text": hint, "edit": null }]));
}

#[test]
fn the_json_report_has_places_in_both_texts() {
    let stage = Stage::new();
    stage.change("at: { after: \"Nobody came.\" }", "at: \"fell\"");
    let said = stage.run(["check", "show.yaml", "--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (&report["version"], &report["errors"]),
        (&1.into(), &1.into())
    );
    let mistake = &report["diagnostics"][0];
    assert_eq!(mistake["code"], "quote-ambiguous");
    let place = |label: usize| {
        let label = &mistake["labels"][label];
        let file = label["file"].as_str().unwrap();
        (file.to_owned(), label["line"].as_u64().unwrap())
    };
    assert_eq!(place(0), ("show.yaml".to_owned(), 17));
    assert_eq!(place(1), ("door.txt".to_owned(), 1));
    assert_eq!(place(2), ("door.txt".to_owned(), 3));
}

#[test]
fn a_sound_file_that_cannot_be_read_is_a_mistake() {
    let mut hostile = include_bytes!("../../crates/synth/tests/formats/tone-alac.m4a").to_vec();
    // The number of packets in its table, and the frames in each of them.
    for (table, offset) in [(b"stsz", 12), (b"alac", 44)] {
        let at = hostile.windows(4).position(|at| at == table).unwrap() + offset;
        hostile[at..at + 4].fill(0xff);
    }
    let files: [(&str, &[u8], &str, &str); 4] = [
        (
            "words.wav",
            b"no sound",
            "it is text",
            "help: WAV, AIFF, FLAC",
        ),
        (
            "old.wma",
            b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9",
            "`old.wma` cannot be read: it is Windows Media Audio",
            "help: save it as WAV or FLAC",
        ),
        (
            "tune.mid",
            b"MThd\0\0\0\x06",
            "MIDI, which has notes",
            "help: save it",
        ),
        (
            "hostile.m4a",
            &hostile,
            "`hostile.m4a` is not",
            "M4A (AAC or ALAC)",
        ),
    ];
    for (name, bytes, message, help) in files {
        let stage = Stage::new();
        stage.write(name, bytes);
        let sounds = format!("sounds: {{ hum: {{ file: {name} }} }}\ncues:");
        stage.change("cues:", &sounds);
        let said = stage.run(["check", "show.yaml"]);
        assert_eq!((said.code, said.err.as_str()), (1, ""), "{name}");
        assert!(said.out.contains("error[unreadable-sound]"), "{}", said.out);
        assert!(said.out.contains(message), "{}", said.out);
        assert!(said.out.contains(help), "{}", said.out);
    }
}

#[test]
fn a_missing_script_exits_with_2() {
    let said = Stage::new().run(["check", "nothing.yaml"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(
        said.err
            .starts_with("error: nothing.yaml cannot be read\n  because ")
    );
}

#[test]
fn a_show_with_mistakes_is_not_performed() {
    let stage = Stage::new();
    stage.change("am_michael", "am_micheal");
    for args in [
        ["timeline", "show.yaml", "--stand-in"].as_slice(),
        &["render", "show.yaml", "--stand-in", "-o", "out.wav"],
    ] {
        let said = stage.run(args.iter().copied());
        assert_eq!((said.code, said.out.as_str()), (1, ""));
        assert!(said.err.contains("error[unknown-voice]"), "{}", said.err);
    }
    assert_eq!(stage.names(), ["door.txt", "show.yaml"]);
}

#[test]
fn the_example_shows_have_no_mistakes() {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    let mut checked = 0;
    for entry in fs::read_dir(scripts).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "yaml") {
            let mut command = Stage::new().command();
            let said = said(
                &command
                    .arg("check")
                    .arg(&path)
                    .current_dir("/")
                    .output()
                    .unwrap(),
            );
            assert_eq!(
                (said.code, said.out.as_str()),
                (0, "no mistakes\n"),
                "{}",
                path.display()
            );
            checked += 1;
        }
    }
    assert!(checked >= 3);
}

/// Checks every complete script of the pages on choices, the reference and the mix.
#[test]
fn the_scripts_of_the_documentation_have_no_mistakes() {
    let stage = Stage::new();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (page, shows) in [("choices.md", 1), ("cue-script.md", 20), ("mix.md", 4)] {
        let text = fs::read_to_string(docs.join(page)).unwrap();
        let blocks = text.split("```yaml\n").skip(1);
        let scripts = blocks.map(|block| block.split("```").next().unwrap());
        let mut count = 0;
        for script in scripts.filter(|script| script.starts_with("show:")) {
            stage.write("page.yaml", script);
            let said = stage.run(["check", "page.yaml"]);
            assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
            count += 1;
        }
        assert_eq!(count, shows, "{page}");
    }
}

#[test]
fn a_file_that_is_no_script_is_named() {
    let stage = Stage::new();
    let prose = "It was late. Nobody had come for hours, and the lamp was low.\n";
    stage.write("night.yaml", prose);
    stage.write("night.wav", b"RIFF\0\0\0\0WAVE");
    stage.write("night.bin", b"\x7fELF\0\0\0");
    for (args, what) in [
        (
            "check door.txt",
            "looks like prose, not a script; `cuebook draft FILE",
        ),
        (
            "render night.yaml --stand-in",
            "looks like prose, not a script",
        ),
        ("play night.yaml --silent", "looks like prose, not a script"),
        ("fmt night.yaml", "looks like prose, not a script"),
        ("check night.wav", "is a sound file, not a script"),
        ("check night.bin", "is a binary file, not a script"),
        ("check .", "is a folder, not a script"),
    ] {
        let said = stage.run(args.split(' '));
        assert_eq!(said.code, 2, "{args}: {}", said.err);
        assert!(said.err.contains(what), "{args}: {}", said.err);
    }
    assert_eq!(fs::read_to_string(stage.path("night.yaml")).unwrap(), prose);
}

#[test]
fn a_text_that_is_no_prose_is_named() {
    let stage = Stage::new();
    stage.write("other.yaml", crate::stage::SCRIPT);
    stage.write("night.wav", b"RIFF\0\0\0\0WAVE");
    let mut was = "text: door.txt".to_owned();
    for (text, what) in [
        ("show.yaml", "`show.yaml` is this script itself, not prose"),
        (
            "./show.yaml",
            "`./show.yaml` is this script itself, not prose",
        ),
        ("other.yaml", "`other.yaml` is another script, not prose"),
        ("night.wav", "`night.wav` is a sound file, not prose"),
        (
            "nobody.txt",
            "there is no file `nobody.txt` beside the script",
        ),
    ] {
        let now = format!("text: {text}");
        stage.change(&was, &now);
        was = now;
        let said = stage.run(["check", "show.yaml"]);
        assert_eq!(said.code, 1, "{text}");
        assert!(
            said.out.contains(what) && said.out.contains("`text: |`"),
            "{}",
            said.out
        );
    }
}
