//! Tests of the user's own library of sound files.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::stage::Stage;

/// Returns a WAV file of half a second with a RIFF INFO list.
fn wav(info: &[(&[u8; 4], &str)]) -> Vec<u8> {
    let chunk = |id: &[u8], body: &[u8]| {
        let size = u32::try_from(body.len()).unwrap();
        [id, &size.to_le_bytes(), body].concat()
    };
    let mut list = b"INFO".to_vec();
    for (id, text) in info {
        let mut text = text.as_bytes().to_vec();
        text.resize((text.len() + 1).next_multiple_of(2), 0);
        list.extend(chunk(*id, &text));
    }
    let format = b"\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0";
    let samples = (0..24_000_i32).flat_map(|at| ((at % 100 - 50) as i16 * 200).to_le_bytes());
    let samples: Vec<u8> = samples.collect();
    let parts = [
        b"WAVE".to_vec(),
        chunk(b"fmt ", format),
        chunk(b"LIST", &list),
        chunk(b"data", &samples),
    ];
    chunk(b"RIFF", &parts.concat())
}

/// Creates a show, and a library with three files.
fn stage() -> Stage {
    let stage = Stage::new();
    let config = format!("library: [{:?}]\n", stage.path("discs"));
    for folder in ["home", "discs/Doors", "discs/Guns/old"] {
        fs::create_dir_all(stage.path(folder)).unwrap();
    }
    stage.write("home/config.yaml", config);
    let door = wav(&[
        (b"INAM", "Oak door slams"),
        (b"IART", "A. Ringer"),
        (b"ICOP", "CC-BY-4.0"),
    ]);
    stage.write("discs/Doors/DOORWood_Oak Slam_AR_Disc.wav", door);
    stage.write("discs/Guns/old/musket shot.wav", wav(&[]));
    stage.write(
        "discs/Guns/LICENSE.txt",
        "\n# CC0 1.0 Universal\n\nNo rights reserved.\n",
    );
    stage.write("discs/Guns/broken.flac", b"fLaC");
    stage
}

#[test]
fn files_are_listed_beside_the_sounds_of_the_program() {
    let stage = stage();
    let said = stage.run(["sounds", "index"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(
        said.out,
        "3 files in your library: 3 new or changed, 0 gone\n"
    );

    assert!(
        said.err.contains("cannot be read: lib/Guns/broken.flac: "),
        "{}",
        said.err
    );

    let said = stage.run(["sounds", "list", "slam"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.contains("\n  door-slam "), "{}", said.out);
    let own = "\nYour files\n  lib/Doors/DOORWood_Oak Slam_AR_Disc.wav     0.5 s  Oak door slams\n";
    assert!(said.out.contains(own), "{}", said.out);

    let json = stage
        .run(["sounds", "list", "musket", "--format", "json"])
        .out;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["files"][0]["name"], "lib/Guns/old/musket shot.wav");
    assert_eq!(json["files"][0]["rate"], 48_000);

    let said = stage.run(["sounds", "list", "broken"]);
    assert!(said.out.contains("lib/Guns/broken.flac") && said.out.contains("cannot be read"));
    let said = stage.run(["sounds", "list", "zeppelin"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("3 files in your library"), "{}", said.out);

    // A new file is found without another command, and one that is gone is not.
    fs::remove_dir_all(stage.path("discs/Guns/old")).unwrap();
    stage.write("discs/zeppelin.wav", wav(&[]));
    assert!(
        stage
            .run(["sounds", "list", "zeppelin"])
            .out
            .contains("lib/zeppelin.wav")
    );
    assert!(!stage.run(["sounds", "list", "musket"]).out.contains("lib/"));
}

#[test]
fn a_script_names_a_file_of_the_library() {
    let stage = stage();
    stage.change(
        "spot: door-strike",
        "spot: lib/Doors/DOORWood_Oak Slam_AR_Disc",
    );
    stage.change("bed: wind", "bed: \"lib/Guns/old/musket shot.wav\"");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);

    let said = stage.run(["credits", "show.yaml"]);
    let door = "lib/Doors/DOORWood_Oak Slam_AR_Disc (sound): A. Ringer, CC-BY-4.0\n";
    assert!(said.out.contains(door), "{}", said.out);
    // The licence lies in a folder above the file.
    let musket = "lib/Guns/old/musket shot.wav (sound): NO CREDIT, CC0 1.0 Universal\n";
    assert!(said.out.contains(musket), "{}", said.out);

    let said = stage.run(["render", "show.yaml", "--stand-in", "-o", "a.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let captions = [
        "export",
        "show.yaml",
        "--to",
        "srt",
        "--stand-in",
        "-o",
        "a.srt",
    ];
    assert_eq!(stage.run(captions).code, 0);
    let captions = fs::read_to_string(stage.path("a.srt")).unwrap();
    assert!(captions.contains("[Oak Slam]"), "{captions}");
}

#[test]
fn a_name_that_leaves_the_library_is_refused() {
    let stage = stage();
    stage.write("secret.wav", wav(&[]));
    for name in [
        "lib/../../secret.wav",
        "lib/../secret.wav",
        "lib/",
        "lib/\\x.wav",
    ] {
        let stage = self::stage();
        stage.write("secret.wav", wav(&[]));
        stage.change("spot: door-strike", &format!("spot: {name}"));
        let said = stage.run(["check", "show.yaml"]);
        assert_eq!(said.code, 1, "{name}: {}", said.out);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(stage.path("secret.wav"), stage.path("discs/link.wav")).unwrap();
        stage.change("spot: door-strike", "spot: lib/link.wav");
        let said = stage.run(["check", "show.yaml"]);
        assert!(said.out.contains("path-outside"), "{}", said.out);
    }
}

#[test]
fn a_missing_file_says_where_it_was_looked_for() {
    let stage = stage();
    stage.change("spot: door-strike", "spot: lib/Doors/ash");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("missing-file"), "{}", said.out);
    assert!(
        said.out.contains("cuebook sounds list WORD"),
        "{}",
        said.out
    );
}

#[test]
fn a_file_is_copied_for_shipping() {
    let stage = stage();
    stage.change("spot: door-strike", "spot: lib/Guns/old/musket shot");
    let take = [
        "sounds",
        "take",
        "lib/Guns/old/musket shot",
        "--beside",
        "show.yaml",
    ];
    let said = stage.run(take);
    assert_eq!(said.code, 0, "{}", said.err);
    let copy = stage.path("lib/Guns/old/musket shot.wav");
    assert_eq!(fs::read(&copy).unwrap(), wav(&[]));
    assert!(stage.path("lib/Guns/LICENSE.txt").is_file());
    // The show no longer needs the library.
    stage.write("home/config.yaml", "");
    assert_eq!(stage.run(["check", "show.yaml"]).code, 0);

    stage.write(
        "home/config.yaml",
        format!("library: [{:?}]\n", stage.path("discs")),
    );
    assert_eq!(stage.run(take).code, 0);
    fs::write(&copy, b"other").unwrap();
    let said = stage.run(take);
    assert_ne!(said.code, 0);
    assert_eq!(fs::read(&copy).unwrap(), b"other");
    let said = stage.run(["sounds", "take", "lib/Guns/canon"]);
    assert!(said.err.contains("is not in your library"), "{}", said.err);
}

#[test]
fn sounds_of_the_library_are_shown_and_tried() {
    let stage = stage();
    let said = stage.run(["sounds", "show", "lib/Doors/DOORWood_Oak Slam_AR_Disc"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(
        said.out
            .contains("{ spot: \"lib/Doors/DOORWood_Oak Slam_AR_Disc.wav\""),
        "{}",
        said.out
    );
    let said = stage.run([
        "sounds",
        "try",
        "lib/Guns/old/musket shot.wav",
        "-o",
        "try.wav",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(stage.path("try.wav").is_file());
}

#[test]
fn a_draft_may_prefer_the_library() {
    let stage = stage();
    stage.write("door.txt", "The door slammed. Rain fell on the roof.\n");
    let drafted = |stage: &Stage, args: &[&str]| {
        let said = stage.run(
            ["draft", "door.txt"]
                .into_iter()
                .chain(args.iter().copied()),
        );
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    assert!(drafted(&stage, &[]).contains("spot: door-slam"));
    let own = "spot: \"lib/Doors/DOORWood_Oak Slam_AR_Disc.wav\"";
    let script = drafted(&stage, &["--prefer", "library"]);
    assert!(
        script.contains(own) && script.contains("bed: rain"),
        "{script}"
    );
    let config = format!("library: [{:?}]\nprefer: library\n", stage.path("discs"));
    stage.write("home/config.yaml", config);
    assert!(drafted(&stage, &[]).contains(own));
    assert!(drafted(&stage, &["--prefer", "built-in"]).contains("spot: door-slam"));
    stage.write("draft.yaml", &script);
    let said = stage.run(["check", "draft.yaml"]);
    assert_eq!(said.code, 0, "{}", said.out);
}

/// A killed program loses nothing: the next run has every file.
#[test]
fn indexing_survives_kills() {
    let stage = stage();
    for folder in 0..40 {
        fs::create_dir_all(stage.path(&format!("discs/many {folder}"))).unwrap();
        for file in 0..50 {
            let name = format!("discs/many {folder}/bell {file}.wav");
            fs::write(stage.path(&name), &wav(&[])[..200]).unwrap();
        }
    }
    for delay in [1, 5, 10, 20, 30, 45, 60, 80] {
        let mut index = stage.command().args(["sounds", "index"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        let _ = index.kill();
        index.wait().unwrap();
    }
    assert_eq!(stage.run(["sounds", "index"]).code, 0);
    let said = stage.run([
        "sounds", "list", "bell", "--most", "5000", "--format", "json",
    ]);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["files"].as_array().unwrap().len(), 2000);
    assert!(Path::new(&stage.path("home/cache/library.redb")).is_file());
}

/// A cue with a file of the library gets an id of the file's title.
#[test]
fn a_cue_with_a_file_is_added_by_command() {
    let stage = stage();
    let sound = "lib/Doors/DOORWood_Oak Slam_AR_Disc";
    let said = stage.run([
        "cue",
        "add",
        "show.yaml",
        "--spot",
        sound,
        "--at",
        "fell shut",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    let script = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    assert!(
        script.contains("id: oak-slam, spot: lib/Doors/"),
        "{script}"
    );
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 0, "{}", said.out);
}

#[test]
fn own_files_are_found_by_category_author_tempo_and_key() {
    let stage = stage();
    fs::create_dir(stage.path("discs/Music")).unwrap();
    stage.write("discs/AMBRain_Tin roof_JS_Own.wav", wav(&[]));
    stage.write("discs/Music/Tense loop 120bpm A minor.wav", wav(&[]));
    let of = |args: &[&str]| {
        let said = stage.run(
            ["sounds", "list"]
                .iter()
                .chain(args)
                .copied()
                .chain(["--json"]),
        );
        let list: Value = serde_json::from_str(&said.out).unwrap_or_default();
        let files = list["files"].as_array().cloned().unwrap_or_default();
        let names: Vec<String> = files
            .iter()
            .map(|file| file["name"].as_str().unwrap().to_owned())
            .collect();
        names.join(", ")
    };
    let rain = "lib/AMBRain_Tin roof_JS_Own.wav";
    for category in ["AMBRain", "AMB", "ambience"] {
        assert_eq!(of(&["--category", category]), rain, "{category}");
    }
    assert_eq!(
        of(&["--category", "doors"]),
        "lib/Doors/DOORWood_Oak Slam_AR_Disc.wav"
    );
    assert_eq!(of(&["piano", "--category", "guns"]), "");
    assert_eq!(of(&["ringer"]), "lib/Doors/DOORWood_Oak Slam_AR_Disc.wav");
    for words in [&["120", "bpm"][..], &["A minor"], &["tense", "loop"]] {
        assert_eq!(
            of(words),
            "lib/Music/Tense loop 120bpm A minor.wav",
            "{words:?}"
        );
    }
    assert_eq!(of(&["muskett"]), "lib/Guns/old/musket shot.wav");
}

#[test]
fn an_unknown_file_offers_the_nearest() {
    let stage = stage();
    let said = stage.run(["sounds", "show", "lib/Guns/old/muskett shot"]);
    assert!(
        said.err
            .contains("the nearest is `lib/Guns/old/musket shot.wav`"),
        "{}",
        said.err
    );
    stage.change("spot: door-strike", "spot: lib/Gun/old/musket shott");
    let said = stage.run(["check", "show.yaml"]);
    assert!(
        said.out
            .contains("the nearest is `lib/Guns/old/musket shot.wav`"),
        "{}",
        said.out
    );
}

#[test]
fn one_folder_needs_no_list() {
    let stage = stage();
    stage.write(
        "home/config.yaml",
        format!("library: {:?}\n", stage.path("discs")),
    );
    assert!(
        stage
            .run(["sounds", "list", "musket"])
            .out
            .contains("lib/Guns/old/musket shot.wav")
    );
    stage.write("home/config.yaml", "library: { a: b }\n");
    let said = stage.run(["sounds", "index"]);
    assert_eq!(
        said.err.matches("the absolute path of a folder").count(),
        1,
        "{}",
        said.err
    );
}
