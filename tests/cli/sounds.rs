//! Tests of `cuebook sounds`.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::stage::{Said, Stage, said};

fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a locale; no other setting describes the terminal.
fn in_locale(stage: &Stage, locale: &str, args: &[&str]) -> Said {
    let mut command: Command = stage.command();
    command.env("LC_ALL", locale).env_remove("NO_COLOR");
    said(&command.args(args).output().unwrap())
}

/// Returns the JSON list of all sounds.
fn library(stage: &Stage) -> Vec<Value> {
    let said = stage.run(["sounds", "list", "--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let list: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(list["version"], 1);
    list["sounds"].as_array().unwrap().clone()
}

#[test]
fn every_sound_has_a_line_that_fits() {
    let stage = Stage::new();
    let sounds = library(&stage);
    for locale in ["C", "C.UTF-8"] {
        let said = in_locale(&stage, locale, &["sounds", "list"]);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        assert!(said.out.lines().all(|line| line.chars().count() <= 80));
        assert_eq!(said.out.is_ascii(), locale == "C", "{}", said.out);
        for sound in &sounds {
            let name = format!("  {} ", sound["name"].as_str().unwrap());
            let lines = said.out.lines().filter(|line| line.starts_with(&name));
            assert_eq!(lines.count(), 1, "{name}");
        }
    }
    let door = sounds.iter().find(|sound| sound["name"] == "door-strike");
    let door = door.unwrap();
    assert_eq!(door["kind"], "spot");
    let distance = &door["params"][0];
    assert_eq!(
        (&distance["name"], &distance["default"], &distance["unit"]),
        (&"distance".into(), &"3m".into(), &"m".into())
    );
}

/// `cuebook sounds list --format md > docs/sounds.md` writes the page.
#[test]
fn the_page_of_the_library_is_up_to_date() {
    let said = Stage::new().run(["sounds", "list", "--format", "md"]);
    let page = fs::read_to_string(root("docs/sounds.md")).unwrap();
    assert!(said.out == page, "docs/sounds.md is out of date");
}

#[test]
fn sounds_are_found_by_words() {
    let stage = Stage::new();
    let found = stage.run(["sounds", "list", "--words", "bangs"]).out;
    assert!(found.contains("door-strike"), "{found}");
    assert!(!found.contains("artillery"), "{found}");
    let first = |words: &[&str]| {
        let said = stage.run(["sounds", "list"].iter().chain(words).copied());
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{words:?}");
        let line = said.out.lines().nth(1).unwrap().trim().to_owned();
        line.split("  ").next().unwrap().to_owned()
    };
    assert_eq!(first(&["rifle", "DOOR"]), "door-strike");
    assert_eq!(first(&["gunshot"]), "pistol");
    assert_eq!(first(&["airplane"]), "aeroplane");
    assert_eq!(first(&["thunderclap"]), "thunder");
    assert_eq!(first(&["tractor"]), "lorry:what=tractor");
    // A misspelt word is taken for the one that is meant, and the answer says so.
    let near = stage.run(["sounds", "list", "explosin"]);
    assert_eq!((near.code, near.err.as_str()), (0, ""));
    assert!(
        near.out
            .starts_with("Sounds, the best first, with `explosion` for `explosin`\n  explosion "),
        "{}",
        near.out
    );
    let none = stage.run(["sounds", "list", "qwertz"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("no sound fits `qwertz`"), "{}", none.err);
}

#[test]
fn what_the_list_prints_is_taken_by_other_commands() {
    let stage = Stage::new();
    let said = stage.run(["sounds", "list", "tram"]);
    let tram = said
        .out
        .lines()
        .find(|line| line.contains("kind=tram"))
        .unwrap();
    let tram = tram.trim().split("  ").next().unwrap();
    for args in [
        ["sounds", "show", tram].as_slice(),
        &["sounds", "try", tram, "-o", "tram.wav"],
    ] {
        let said = stage.run(args.iter().copied());
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{args:?}");
    }
    let add = [
        "cue",
        "add",
        "show.yaml",
        "--spot",
        "train-pass:kind=tram",
        "--at",
        "start",
    ];
    let said = stage.run(add);
    assert_eq!(said.code, 0, "{}", said.err);
    let script = fs::read_to_string(stage.path("show.yaml")).unwrap();
    assert!(
        script.contains("train-pass-tram: { recipe: train-pass, kind: tram }"),
        "{script}"
    );
    assert!(script.contains("spot: train-pass-tram"), "{script}");
    assert_eq!(stage.run(["check", "show.yaml"]).code, 0);
    let said = stage.run(["sounds", "try", "train-pass:kind=ship", "-o", "tram.wav"]);
    assert_eq!(said.code, 2);
}

#[test]
fn a_setting_on_a_cue_is_told_where_it_goes() {
    let stage = Stage::new();
    stage.change("spot: door-strike", "spot: door-strike, material: pine");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 1);
    let advice = "`door-strike-pine: { recipe: door-strike, material: pine }`";
    assert!(said.out.contains(advice), "{}", said.out);
}

#[test]
fn sounds_are_listed_by_category() {
    let stage = Stage::new();
    let of = |category: &str| {
        let said = stage.run(["sounds", "list", "--category", category, "--json"]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{category}");
        let list: Value = serde_json::from_str(&said.out).unwrap();
        let names = list["sounds"].as_array().unwrap().iter();
        names
            .map(|sound| sound["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for category in ["DOORKnck", "doorknck"] {
        assert_eq!(of(category), ["door-strike"]);
    }
    for category in ["DOOR", "door", "doors"] {
        assert!(of(category).contains(&"door-slam".to_owned()), "{category}");
        assert!(!of(category).contains(&"rain".to_owned()), "{category}");
    }
    assert!(of("weather").contains(&"thunder".to_owned()));
    assert!(of("animals").contains(&"dog".to_owned()));
    let said = stage.run(["sounds", "list", "--category", "zeppelins"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(
        said.err.contains("there is no category `zeppelins`"),
        "{}",
        said.err
    );
    let said = stage.run(["sounds", "list", "dog", "--json"]).out;
    let list: Value = serde_json::from_str(&said).unwrap();
    let dog = &list["sounds"][0];
    assert_eq!((&dog["name"], &dog["by"]), (&"dog".into(), &"name".into()));
    assert_eq!(dog["category"]["id"], "ANMLDog");
    assert_eq!(dog["category"]["category"], "animals");
}

#[test]
fn an_unknown_sound_offers_the_nearest_in_meaning() {
    let stage = Stage::new();
    let said = stage.run([
        "cue",
        "add",
        "show.yaml",
        "--spot",
        "gunshot",
        "--at",
        "start",
    ]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("unknown-sound"), "{}", said.err);
    assert!(
        said.err.contains("`pistol`") || said.err.contains("pistol,"),
        "{}",
        said.err
    );
}

#[test]
fn the_picture_of_a_sound_suits_the_terminal() {
    let stage = Stage::new();
    let plain = in_locale(&stage, "C", &["sounds", "show", "door-strike"]);
    assert_eq!((plain.code, plain.err.as_str()), (0, ""));
    for part in [
        "door-strike (spot)",
        "Words: knock, knocked",
        "0.5m..200m",
        "how far the door is",
        "{ spot: my-door-strike, at: ",
        " 15 kHz",
        " 100 Hz @",
        "|0.0 s",
    ] {
        assert!(plain.out.contains(part), "{part}: {}", plain.out);
    }
    assert!(plain.out.is_ascii());
    let full = in_locale(&stage, "C.UTF-8", &["sounds", "show", "door-strike"]);
    assert!(full.out.contains('█') && full.out.contains('⣿'));
    assert!(!full.out.contains('\u{1b}'), "no colours in a pipe");
    for out in [&plain.out, &full.out] {
        assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    }
}

#[test]
fn a_file_and_a_draft_are_shown_too() {
    let stage = Stage::new();
    let file = stage.run(["sounds", "show", &root("scripts/sounds/chime.flac")]);
    assert!(file.out.starts_with("chime (file)\n"), "{}", file.out);
    assert!(file.out.contains("file: \"chime.flac\", credit:"));
    let draft = stage.run(["sounds", "show", &root("sounds/fire/fire.yaml")]);
    assert!(draft.out.starts_with("fire (bed)\n"), "{}", draft.out);
    assert!(draft.out.contains("{ recipe: fire.yaml, "), "{}", draft.out);
    stage.write("broken.yaml", "about: nothing\n");
    let broken = stage.run(["sounds", "show", "broken.yaml"]);
    assert_eq!(broken.code, 1);
    assert!(broken.err.contains("broken.yaml:1") && broken.err.contains("needs `layers`"));
    let noise = stage.run(["sounds", "show", "door.txt"]);
    assert_eq!(noise.code, 2);
    assert!(noise.err.contains("not an audio file"), "{}", noise.err);
    assert_eq!(stage.run(["sounds", "show", "none.wav"]).code, 2);
}

#[test]
fn sweep_the_example_of_every_sound_is_a_valid_script() {
    let stage = Stage::new();
    let script = |example: &str| {
        let example = example.replace("words of the text", "fell shut.");
        format!(
            "show: One\ntext: door.txt\ncast: {{ NARRATOR: {{ voice: bm_george }} }}\n{example}"
        )
    };
    for sound in library(&stage) {
        let shown = stage
            .run(["sounds", "show", sound["name"].as_str().unwrap()])
            .out;
        let (_, example) = shown.split_once("In a script:\n").unwrap();
        let (example, _) = example.split_once("\n\n").unwrap();
        let lines = example.lines().map(|line| line.strip_prefix("  ").unwrap());
        let example = lines.collect::<Vec<_>>().join("\n");
        stage.write("one.yaml", script(&example));
        let said = stage.run(["check", "one.yaml"]);
        // The quoted words have no role in the cast; this warning does not matter here.
        assert_eq!(said.code, 0, "{example}\n{}", said.out);
    }
}

/// Returns the samples of a 24-bit file, interleaved.
fn wave(stage: &Stage, name: &str) -> Vec<i32> {
    let mut file = hound::WavReader::open(stage.path(name)).unwrap();
    assert_eq!((file.spec().channels, file.spec().sample_rate), (2, 48_000));
    file.samples::<i32>().map(Result::unwrap).collect()
}

fn tried(stage: &Stage, args: &[&str]) -> Vec<i32> {
    let own = ["sounds", "try", "-o", "x.wav"];
    let said = stage.run(own.iter().chain(args).copied());
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    assert!(said.out.starts_with("x.wav: 0:"), "{}", said.out);
    wave(stage, "x.wav")
}

#[test]
fn try_uses_the_given_settings() {
    let stage = Stage::new();
    let usual = tried(&stage, &["door-strike"]);
    assert!(usual == tried(&stage, &["door-strike"]), "the same bits");
    assert!(usual != tried(&stage, &["door-strike", "--seed", "2"]));
    assert!(usual != tried(&stage, &["door-strike", "--set", "distance=80m"]));
    assert!(usual == tried(&stage, &[&root("sounds/doors/door-strike.yaml")]));
    // One decibel below full scale, plus one step of rounding.
    let most = (8_388_608.0 * 10_f64.powf(-0.05)) as i32 + 1;
    let near = tried(&stage, &["explosion", "--set", "distance=20m"]);
    assert!(near.iter().all(|sample| sample.abs() <= most));
}

#[test]
fn a_bed_has_the_given_length_and_fades_at_its_ends() {
    let stage = Stage::new();
    for args in [
        ["wind", "--length", "3s"].as_slice(),
        &["door-strike", "--bed", "--length", "3s"],
        &[
            &root("scripts/sounds/chime.flac"),
            "--bed",
            "--length",
            "3s",
        ],
    ] {
        let bed = tried(&stage, args);
        assert_eq!(bed.len(), 2 * 3 * 48_000);
        let ends = bed[..20].iter().chain(&bed[bed.len() - 20..]);
        assert!(
            ends.into_iter().all(|sample| sample.abs() < 8_400),
            "-60 dBFS"
        );
    }
    assert_eq!(tried(&stage, &["wind"]).len(), 2 * 10 * 48_000);
}

#[test]
fn invalid_settings_of_a_sound_are_all_reported_at_once() {
    let stage = Stage::new();
    for (args, message) in [
        (["dor-strike"].as_slice(), "the nearest is `door-strike`"),
        (&["bombers"], "the nearest are `air-raid`"),
        (
            &["door-strike", "--set", "forse=1"],
            "did you mean `force`?",
        ),
        (
            &["door-strike", "--set", "forse=1", "--set", "distance=9km"],
            "`0.5m` to `200m`",
        ),
        (&["door-strike", "--set", "force"], "distance=800m"),
        (
            &["door-strike", "--length", "4s"],
            "--bed plays it for --length",
        ),
        (&["wind", "--length", "4m"], "a length is a time"),
    ] {
        let own = ["sounds", "try", "-o", "x.wav"];
        let said = stage.run(own.iter().chain(args).copied());
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}");
        assert!(said.err.contains(message), "{args:?}: {}", said.err);
    }
    fs::copy(root("scripts/sounds/chime.flac"), stage.path("chime.wav")).unwrap();
    let over = stage.run(["sounds", "try", "chime.wav", "-o", "chime.wav"]);
    assert!(over.err.contains("would be overwritten"), "{}", over.err);
    assert_eq!(stage.names(), ["chime.wav", "door.txt", "show.yaml"]);
}

#[test]
fn sweep_the_page_has_every_sound_and_needs_no_network() {
    let stage = Stage::new();
    let said = stage.run(["sounds", "sheet", "-o", "page/here", "--size", "small"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let page = fs::read_to_string(stage.path("page/here/index.html")).unwrap();
    let sounds = library(&stage);
    for sound in &sounds {
        let name = sound["name"].as_str().unwrap();
        for part in [
            format!("<article id=\"{name}\""),
            format!("alt=\"Spectrogram of {name}\""),
            format!("aria-label=\"{name}\""),
            format!("recipe: {name},"),
        ] {
            assert_eq!(page.matches(&part).count(), 1, "{part}");
        }
    }
    let count = sounds.len();
    assert_eq!(
        page.matches("src=\"data:image/png;base64,iVBOR").count(),
        count
    );
    assert_eq!(
        page.matches("src=\"data:audio/ogg;base64,T2dnUw").count(),
        count
    );
    assert_eq!(page.matches("src=").count(), 2 * count);
    for outside in ["http:", "https:", "<link", "@import", "url(", "{{"] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Seventy-five such sounds stay well under 15 MB.
    assert!(page.len() / count < 120_000, "{} bytes", page.len());
}
