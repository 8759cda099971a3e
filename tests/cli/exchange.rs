//! Tests of `cuebook import`, `cuebook export` and `cuebook takes import`.

use crate::stage::{Stage, words};

const PLAY: &str = "Title: The Ferry\n\nINT. CABIN - NIGHT\n\nSOUND: Three knocks at the door.\n\n\
    ANNA\n(whispering)\nIs anyone aboard?\n\nTOM\nI told you not to come.\n\nThe engine coughs.\n\n\
    MUSIC: A tango.\n\nTOM\nGo.\n";

/// Returns a tone of `seconds` as a WAV file.
fn tone(seconds: f64) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 22_050,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for n in 0..(seconds * 22_050.0) as usize {
        file.write_sample(if n % 100 < 50 { 9_000_i16 } else { -9_000 })
            .unwrap();
    }
    file.finalize().unwrap();
    bytes.into_inner()
}

fn imported() -> Stage {
    let stage = Stage::new();
    stage.write("ferry.fountain", PLAY);
    let said = stage.run(["import", "ferry.fountain"]);
    assert_eq!(said.code, 0, "{}", said.err);
    stage
}

#[test]
fn a_screenplay_is_imported_checked_and_rendered() {
    let stage = imported();
    let said = stage.run(["import", "ferry.fountain", "--force"]);
    assert_eq!(
        said.out,
        "ferry.yaml and ferry.txt\nscenes: 1, roles: 2, lines: 3, cues: 2\n"
    );
    assert!(
        said.err.contains("line 16: MUSIC: A tango.: no sound"),
        "{}",
        said.err
    );
    let said = stage.run(["check", "ferry.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let said = stage.run(["timeline", "ferry.yaml", "--stand-in"]);
    assert!(
        said.out.contains("ANNA") && said.out.contains("door-strike"),
        "{}",
        said.out
    );
}

#[test]
fn what_an_import_cannot_take_is_told_and_a_comment() {
    let stage = Stage::new();
    let play = "INT. FLAT\n\nSFX: Glue dries, door opens.\n\nANNA (IN LATIN)\nPax.\n\nTOM'S VOICE (THROUGH DOOR)\nOpen!\n\n\
        TOM\nIt is me.\n";
    stage.write("pax.fountain", play);
    let said = stage.run(["import", "pax.fountain"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for told in [
        "line 3: SOUND: Glue dries: no sound in the library fits; it is a comment",
        "line 5: (IN LATIN): no setting of a voice fits; it is a comment",
    ] {
        assert!(said.err.contains(told), "{}", said.err);
    }
    let script = String::from_utf8(stage.bytes("pax.yaml")).unwrap();
    for row in [
        "spot: door-open",
        "by: TOM, effect: door",
        "# line 3: SOUND: Glue",
        "# (IN LATIN)",
    ] {
        assert!(script.contains(row), "{row}: {script}");
    }
    // What an export writes is imported again as it was.
    let page = stage.run(["export", "pax.yaml", "--to", "fountain"]).out;
    stage.write("again.fountain", page.as_bytes());
    assert_eq!(stage.run(["import", "again.fountain"]).err, "");
    let again = stage.run(["export", "again.yaml", "--to", "fountain"]);
    assert_eq!(again.out, page);
}

#[test]
fn existing_files_are_not_overwritten_without_the_option() {
    let stage = imported();
    stage.write("ferry.yaml", "mine");
    let said = stage.run(["import", "ferry.fountain"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("ferry.yaml already exists"),
        "{}",
        said.err
    );
    assert_eq!(stage.bytes("ferry.yaml"), b"mine");
    // The screenplay has the file name that its prose would get.
    stage.write("other.txt", PLAY);
    let said = stage.run(["import", "other.txt"]);
    assert_eq!(
        (said.code, stage.bytes("other.txt").as_slice()),
        (0, PLAY.as_bytes()),
        "{}",
        said.err
    );
    assert!(stage.names().contains(&"other.prose.txt".to_owned()));
    let said = stage.run(["import", "other.txt", "-o", "other.txt", "--force"]);
    assert_eq!(
        (said.code, stage.bytes("other.txt").as_slice()),
        (1, PLAY.as_bytes())
    );
}

#[test]
fn a_file_without_a_screenplay_is_reported() {
    let stage = Stage::new();
    stage.write("latin.fountain", b"ANNA\nCaf\xe9.\n");
    let said = stage.run(["import", "latin.fountain"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("is not UTF-8: byte 0x"), "{}", said.err);
    assert!(
        said.err.contains("in line 2; save it as UTF-8"),
        "{}",
        said.err
    );
    stage.write("empty.fountain", "INT. ROOM\n");
    assert!(
        stage
            .run(["import", "empty.fountain"])
            .err
            .contains("empty.fountain has no words to speak")
    );
    assert_eq!(stage.run(["import", "missing.fountain"]).code, 2);
    assert_eq!(
        stage.names(),
        ["door.txt", "empty.fountain", "latin.fountain", "show.yaml"]
    );
}

#[test]
fn every_export_of_a_small_show_matches_its_snapshot() {
    let stage = Stage::new();
    for form in ["fountain", "md", "csv", "labels"] {
        let said = stage.run(["export", "show.yaml", "--to", form, "--stand-in"]);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        insta::assert_snapshot!(form, said.out.replace("\r\n", "\n"));
        let to = [
            "export",
            "show.yaml",
            "--to",
            form,
            "--stand-in",
            "-o",
            "page",
        ];
        assert_eq!(stage.run(to).out, "");
        assert_eq!(stage.bytes("page"), said.out.as_bytes());
    }
    let said = stage.run(["export", "show.yaml", "--to", "sheets", "-o", "sheets"]);
    assert_eq!(said.code, 0);
    let sheets = ["narrator", "anna", "boris"]
        .map(|role| String::from_utf8(stage.bytes(&format!("sheets/{role}.md"))).unwrap());
    insta::assert_snapshot!("sheets", sheets.join("\n=====\n"));
}

#[test]
fn exports_report_missing_options_and_keep_the_script() {
    let stage = Stage::new();
    let said = stage.run(["export", "show.yaml", "--to", "sheets"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("-o DIR"), "{}", said.err);
    let said = stage.run(["export", "show.yaml", "--to", "md", "-o", "door.txt"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("part of the show"), "{}", said.err);
    stage.change("by: ANNA", "by: NOBODY");
    assert_eq!(stage.run(["export", "show.yaml", "--to", "md"]).code, 1);
}

#[test]
fn an_exported_screenplay_is_imported_with_the_same_voices() {
    let stage = Stage::new();
    stage.run(words("export show.yaml --to fountain -o again.fountain"));
    assert_eq!(stage.run(["import", "again.fountain"]).code, 0);
    let spoken = |script: &str| {
        let said = stage.run(["timeline", script, "--stand-in", "--format", "json"]);
        let timeline: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let lines = timeline["lines"].as_array().unwrap().clone();
        let words = lines.into_iter().flat_map(|line| {
            let role = line["role"].clone();
            let words = line["words"].as_array().unwrap().clone();
            words
                .into_iter()
                .map(move |word| (role.clone(), word["text"].clone()))
        });
        words.collect::<Vec<_>>()
    };
    assert_eq!(spoken("again.yaml"), spoken("show.yaml"));
}

#[test]
fn labels_match_the_times_of_the_render() {
    let stage = Stage::new();
    stage.write(
        "door.txt",
        "“Go!” said Anna. A door fell shut.\n\nRain fell. “Come!” he said. Nobody came.\n",
    );
    let script = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    let head = script.split("cues:").next().unwrap();
    stage.write("show.yaml", head);
    stage.rendered("show.wav", &["--bits", "32f"]);
    let sound = crate::stage::samples(&stage.path("show.wav"));
    let said = stage.run(["export", "show.yaml", "--to", "labels", "--stand-in"]);
    let times = said
        .out
        .lines()
        .filter(|row| !row.contains("scene "))
        .map(|row| {
            let mut parts = row.split('\t').map(|part| part.parse::<f64>());
            (
                parts.next().unwrap().unwrap(),
                parts.next().unwrap().unwrap(),
            )
        });
    let times: Vec<(f64, f64)> = times.collect();
    assert_eq!(times.len(), 5);
    let frame = |time: f64| (time * 48_000.0) as usize * 2;
    let peak = |from: f64, to: f64| {
        let part = &sound[frame(from)..frame(to).min(sound.len())];
        part.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()))
    };
    for (index, (start, end)) in times.iter().enumerate() {
        assert!(
            peak(*start, *start + 0.1) > 0.01,
            "{index} begins with sound"
        );
        let next = times.get(index + 1).map_or(end + 0.1, |next| next.0);
        if next - end > 0.1 {
            assert!(
                peak(end + 0.03, next - 0.01) < 0.01,
                "{index} ends before the next"
            );
        }
    }
}

#[test]
fn recordings_are_matched_by_the_names_of_the_sheets() {
    let stage = imported();
    let before = stage.bytes("ferry.yaml");
    std::fs::create_dir(stage.path("rec")).unwrap();
    stage.write("rec/anna-1.wav", tone(0.3));
    stage.write("rec/Anna-1_take2.WAV", tone(1.3));
    stage.write("rec/tom-2.wav", tone(9.0));
    stage.write("rec/tom-7.wav", tone(1.0));
    stage.write("rec/tom-1.wav", b"no sound at all");
    let dry = stage.run(["takes", "import", "ferry.yaml", "rec", "--dry-run"]);
    assert_eq!(stage.bytes("ferry.yaml"), before);
    let said = stage.run(["takes", "import", "ferry.yaml", "rec"]);
    assert_eq!((said.code, &said.out), (1, &dry.out), "{}", said.err);
    for line in [
        "tom-1.wav: ",
        "tom-2.wav: 9.0 s of speech for 1 word,",
        "no line is called `tom-7`; did you",
        "anna-1.wav: another take",
        "2 recordings matched",
        "1 line without a recording: tom-1",
    ] {
        assert!(said.err.contains(line), "{line}\n{}", said.err);
    }
    let after = String::from_utf8(stage.bytes("ferry.yaml")).unwrap();
    assert_eq!(
        after
            .replace(", take: rec/Anna-1_take2.WAV", "")
            .replace(", take: rec/tom-2.wav", "")
            .as_bytes(),
        before
    );
    assert_eq!(stage.run(["check", "ferry.yaml"]).code, 0);
    let timeline = stage.run(["timeline", "ferry.yaml", "--stand-in", "--format", "json"]);
    let timeline: serde_json::Value = serde_json::from_str(&timeline.out).unwrap();
    let line = &timeline["lines"][0];
    let frames = line["end"].as_u64().unwrap() - line["start"].as_u64().unwrap();
    assert!(frames.abs_diff(62_400) < 480, "the take of 1.3 s: {frames}");
}

#[test]
fn recordings_elsewhere_are_copied_beside_the_script() {
    let stage = Stage::new();
    stage.write("far.wav", tone(0.4));
    std::fs::create_dir_all(stage.path("show")).unwrap();
    std::fs::create_dir_all(stage.path("rec")).unwrap();
    for name in ["show.yaml", "door.txt"] {
        std::fs::rename(stage.path(name), stage.path(&format!("show/{name}"))).unwrap();
    }
    std::fs::rename(stage.path("far.wav"), stage.path("rec/GO-2.wav")).unwrap();
    let dry = stage.run(["takes", "import", "show/show.yaml", "rec", "--dry-run"]);
    assert_eq!(
        (dry.code, dry.out.contains("+  - { id: go")),
        (0, true),
        "{}{}",
        dry.out,
        dry.err
    );
    assert!(!stage.path("show/takes").exists());
    let said = stage.run(["takes", "import", "show/show.yaml", "rec"]);
    assert_eq!((said.code, &said.out), (0, &dry.out), "{}", said.err);
    assert!(stage.path("show/takes/go.wav").exists());
    assert_eq!(stage.run(["check", "show/show.yaml"]).code, 0);
    // A different recording is not overwritten without the option, and the script stays unchanged.
    let script = stage.bytes("show/show.yaml");
    stage.write("rec/GO-3.wav", tone(0.5));
    let said = stage.run(["takes", "import", "show/show.yaml", "rec"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("--force overwrites it"), "{}", said.err);
    assert_eq!(stage.bytes("show/show.yaml"), script);
    assert_eq!(
        stage
            .run(["takes", "import", "show/show.yaml", "rec", "--force"])
            .code,
        0
    );
    assert_eq!(stage.bytes("show/takes/go.wav"), tone(0.5));
}

#[test]
fn a_folder_without_recordings_changes_nothing() {
    let stage = Stage::new();
    std::fs::create_dir(stage.path("rec")).unwrap();
    let said = stage.run(["takes", "import", "show.yaml", "rec"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(
        said.err.contains("has no recording for any line"),
        "{}",
        said.err
    );
    assert_eq!(
        stage.run(["takes", "import", "show.yaml", "nowhere"]).code,
        2
    );
}
