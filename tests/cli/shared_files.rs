//! `use`: what several scripts share in one file.

use std::fs;

use crate::stage::{Said, Stage, words};

const HOUSE: &str = "# The house of the series.
author: Ann Smith
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: af_heart, place: { pan: -0.3 } }  # the heroine
  BORIS: { voice: am_michael }
  VERA: {}
sounds:
  knock: { recipe: door-strike, gain: -2dB }
  bang: { recipe: explosion }
spaces:
  hall: { preset: stone-corridor, wet: -9dB }
pronounce:
  - { Rain: RAYN, Frunze: Froon-zeh }
mix: { target: { loudness: -20 LUFS, peak: -3 dBTP } }
";

const CHAPTER: &str = "show: The Door
text: door.txt
use: house.yaml
seed: 7
scenes:
  - { id: inside, from: start, space: hall }
lines:
  - { id: go, quote: \"Go!\", by: ANNA, tone: urgent }
  - { id: come, quote: \"Come!\", by: BORIS }
cues:
  - { spot: knock, at: { after: \"fell shut.\" } }
";

/// What the chapter says if the house is in it.
const WHOLE: &str = "show: The Door
text: door.txt
seed: 7
author: Ann Smith
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: af_heart, place: { pan: -0.3 } }
  BORIS: { voice: am_michael }
sounds:
  knock: { recipe: door-strike, gain: -2dB }
spaces:
  hall: { preset: stone-corridor, wet: -9dB }
pronounce: { Rain: RAYN }
mix: { target: { loudness: -20 LUFS, peak: -3 dBTP } }
scenes:
  - { id: inside, from: start, space: hall }
lines:
  - { id: go, quote: \"Go!\", by: ANNA, tone: urgent }
  - { id: come, quote: \"Come!\", by: BORIS }
cues:
  - { spot: knock, at: { after: \"fell shut.\" } }
";

/// Returns a folder with a chapter and the house that it uses.
fn stage() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", CHAPTER);
    stage.write("house.yaml", HOUSE);
    stage
}

fn text(stage: &Stage, name: &str) -> String {
    fs::read_to_string(stage.path(name)).unwrap()
}

fn run(stage: &Stage, args: &str) -> Said {
    stage.run(words(args))
}

/// Makes an edit, and returns the changed lines of all files.
fn made(stage: &Stage, args: &str) -> Vec<String> {
    let said = run(stage, args);
    assert_eq!(said.code, 0, "{args}: {}{}", said.out, said.err);
    let lines = said.out.lines();
    let changed = lines.filter(|line| line.starts_with(['+', '-']));
    changed.map(str::to_owned).collect()
}

#[test]
fn a_chapter_with_its_house_is_the_show_that_says_all_itself() {
    let stage = stage();
    let said = run(&stage, "check show.yaml");
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    // Nothing of the house is reported because this chapter does not use it.
    assert!(!said.out.contains("warning:"), "{}", said.out);
    assert_eq!(stage.render("with.wav", &[]).code, 0);
    let spoken = run(&stage, "cache info").out;
    stage.write("show.yaml", WHOLE);
    assert_eq!(stage.render("whole.wav", &[]).code, 0);
    assert_eq!(stage.bytes("with.wav"), stage.bytes("whole.wav"));
    // What moves to another file is not spoken again.
    assert_eq!(run(&stage, "cache info").out, spoken);
}

#[test]
fn a_mistake_of_the_house_is_shown_in_the_house() {
    let stage = stage();
    stage.write(
        "house.yaml",
        HOUSE
            .replace("af_heart", "af_hart")
            .replace("gain: -2dB", "volume: 3"),
    );
    let said = run(&stage, "check show.yaml");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("house.yaml:5:18"), "{}", said.out);
    assert!(said.out.contains("house.yaml:9:33"), "{}", said.out);
    assert!(!said.out.contains("show.yaml"), "{}", said.out);
    let alone = run(&stage, "check house.yaml");
    assert_eq!(alone.code, 1);
    assert!(
        alone.err.contains("house.yaml is a shared file"),
        "{}",
        alone.err
    );
    assert!(alone.out.contains("house.yaml:5:18"), "{}", alone.out);
    stage.write("house.yaml", HOUSE);
    let alone = run(&stage, "check house.yaml");
    assert_eq!(alone.code, 0, "{}", alone.out);
    let rendered = run(&stage, "render house.yaml --stand-in -o house.wav");
    assert_eq!(rendered.code, 1);
    assert!(
        rendered.err.contains("name a script that uses it"),
        "{}",
        rendered.err
    );
    assert_eq!(run(&stage, "fmt house.yaml --check").code, 0);
}

#[test]
fn a_file_that_cannot_be_used_is_one_mistake() {
    for (used, code) in [
        ("gone.yaml", "missing-file"),
        ("../house.yaml", "bad-path"),
        ("/house.yaml", "bad-path"),
        ("show.yaml", "use-circle"),
        ("door.wav", "unreadable-file"),
        ("house.yaml, house.yaml]", "duplicate-name"),
        ("door.txt", "wrong-shape"),
    ] {
        let stage = stage();
        stage.write("door.wav", b"RIFF\0\0\0\0WAVEfmt \0\0\0\0");
        let used = match used.ends_with(']') {
            true => format!("use: [{used}"),
            false => format!("use: {used}"),
        };
        stage.write("show.yaml", CHAPTER.replace("use: house.yaml", &used));
        let said = run(&stage, "check show.yaml --format json");
        let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let found = report["diagnostics"].as_array().unwrap();
        let codes: Vec<&str> = found
            .iter()
            .map(|found| found["code"].as_str().unwrap())
            .collect();
        let errors = codes.iter().filter(|code| !code.starts_with("unused"));
        let mut errors: Vec<&&str> = errors.collect();
        errors.retain(|code| !code.starts_with("unknown-"));
        assert_eq!(errors, [&code], "{used}: {}", said.out);
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_house_outside_of_the_folder_is_refused() {
    let stage = stage();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("house.yaml"), HOUSE).unwrap();
    std::os::unix::fs::symlink(outside.path().join("house.yaml"), stage.path("link.yaml")).unwrap();
    stage.write("show.yaml", CHAPTER.replace("house.yaml", "link.yaml"));
    let said = run(&stage, "check show.yaml");
    assert!(said.out.contains("path-outside"), "{}", said.out);
}

#[test]
fn an_edit_changes_the_file_that_has_the_thing() {
    let stage = stage();
    assert_eq!(
        made(&stage, "cast set show.yaml BORIS pace=1.05"),
        [
            "--- house.yaml",
            "+++ house.yaml",
            "-  BORIS: { voice: am_michael }",
            "+  BORIS: { voice: am_michael, pace: 1.05 }"
        ]
    );
    let only = HOUSE.replace("am_michael }", "am_michael, pace: 1.05 }");
    assert_eq!(text(&stage, "house.yaml"), only);
    assert_eq!(text(&stage, "show.yaml"), CHAPTER);
    // Something new is of the chapter, or of the file that `--in` names.
    assert_eq!(
        made(&stage, "cast set show.yaml IDA pace=0.9")[0],
        "--- show.yaml"
    );
    assert_eq!(
        made(&stage, "cast set show.yaml EVE pace=0.9 --in house.yaml")[0],
        "--- house.yaml"
    );
    assert_eq!(
        made(&stage, "cast set show.yaml ANNA gain=-2dB --in show.yaml")[0],
        "--- show.yaml"
    );
    // The chapter has its own entry now.
    assert_eq!(
        made(&stage, "cast set show.yaml ANNA gain=-3dB")[0],
        "--- show.yaml"
    );
    assert_eq!(
        made(&stage, "sound set show.yaml knock gain=1dB")[0],
        "--- house.yaml"
    );
    assert_eq!(
        made(&stage, "space set show.yaml hall wet=-6dB")[0],
        "--- house.yaml"
    );
    assert_eq!(
        made(&stage, "pronounce show.yaml Rain Rayn"),
        [
            "--- house.yaml",
            "+++ house.yaml",
            "-  - { Rain: RAYN, Frunze: Froon-zeh }",
            "+  - { Rain: Rayn, Frunze: Froon-zeh }"
        ]
    );
    assert_eq!(
        made(&stage, "pronounce show.yaml Anna Ah-na")[0],
        "--- show.yaml"
    );
    assert_eq!(
        made(&stage, "pronounce show.yaml Boris Boh-ris --in house.yaml")[2..],
        [
            "-  - { Rain: Rayn, Frunze: Froon-zeh }",
            "+  - { Rain: Rayn, Frunze: Froon-zeh, Boris: Boh-ris }"
        ]
    );
    assert_eq!(
        made(&stage, "meta set show.yaml genre=Drama")[0],
        "--- show.yaml"
    );
    assert_eq!(run(&stage, "check show.yaml").code, 0);
    let wrong = run(&stage, "cast set show.yaml ANNA pace=1 --in other.yaml");
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("it uses `house.yaml`"), "{}", wrong.err);
    let wrong = run(
        &stage,
        "cue add show.yaml --spot bang --at loudly --in house.yaml",
    );
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("belongs to one script"), "{}", wrong.err);
}

#[test]
fn a_name_is_changed_and_removed_in_both_files() {
    let stage = stage();
    made(&stage, "cast rename show.yaml BORIS BORYA");
    assert!(text(&stage, "house.yaml").contains("  BORYA: { voice: am_michael }"));
    assert!(text(&stage, "show.yaml").contains("by: BORYA"));
    made(&stage, "cast merge show.yaml BORYA --into ANNA");
    assert!(!text(&stage, "house.yaml").contains("BORYA"));
    assert!(text(&stage, "show.yaml").contains("quote: \"Come!\", by: ANNA"));
    let used = run(&stage, "sound remove show.yaml knock");
    assert_eq!(used.code, 1, "{}{}", used.out, used.err);
    made(&stage, "sound remove show.yaml bang");
    assert_eq!(
        text(&stage, "house.yaml"),
        HOUSE
            .replace("  BORIS: { voice: am_michael }\n", "")
            .replace("  bang: { recipe: explosion }\n", "")
    );
    let listed = run(&stage, "cast list show.yaml").out;
    assert!(
        listed.contains("VERA") && listed.contains("af_heart"),
        "{listed}"
    );
}

#[test]
fn a_role_that_only_the_script_loses_keeps_its_lines() {
    let stage = stage();
    let show = CHAPTER.replace("scenes:", "cast:\n  BORIS: { pace: 1.1 }\nscenes:");
    stage.write("show.yaml", &show);
    made(&stage, "cast remove show.yaml BORIS --in show.yaml");
    assert_eq!(text(&stage, "show.yaml"), CHAPTER);
    assert_eq!(text(&stage, "house.yaml"), HOUSE);
    // Where no other file has the role, its lines are the narrator's.
    let own = CHAPTER
        .replace("scenes:", "cast:\n  EVE: { voice: bf_emma }\nscenes:")
        .replace("by: BORIS", "by: EVE");
    stage.write("show.yaml", own);
    made(&stage, "cast remove show.yaml EVE --in show.yaml");
    assert!(!text(&stage, "show.yaml").contains("Come!"));
}

#[test]
fn an_empty_shared_file_is_begun() {
    for empty in ["", "# The house.\n", "# The house."] {
        let stage = stage();
        stage.write("new.yaml", empty);
        stage.change("use: house.yaml", "use: [house.yaml, new.yaml]");
        let said = run(
            &stage,
            "cast set show.yaml VERA voice=bf_emma pace=1.1 --in new.yaml",
        );
        assert_eq!(said.code, 0, "{empty:?}: {}{}", said.out, said.err);
        let gap = if empty.is_empty() {
            ""
        } else {
            "# The house.\n"
        };
        let begun = "cast:\n  VERA: { voice: bf_emma, pace: 1.1 }\n";
        assert_eq!(text(&stage, "new.yaml"), format!("{gap}{begun}"));
        assert_eq!(run(&stage, "fmt new.yaml --check").code, 0);
    }
}

#[test]
fn a_circle_names_the_files_in_it() {
    let stage = stage();
    let circle = |stage: &Stage| {
        let said = run(stage, "check show.yaml");
        let lines = said.out.lines();
        let found: Vec<&str> = lines.filter(|line| line.contains("use-circle")).collect();
        found.join("\n")
    };
    stage.write("house.yaml", format!("use: b.yaml\n{HOUSE}"));
    stage.write("b.yaml", "use: c.yaml\n");
    stage.write("c.yaml", "use: house.yaml\n");
    let found = circle(&stage);
    assert!(
        found.contains(
            "`house.yaml` uses `b.yaml`, `b.yaml` uses `c.yaml`, `c.yaml` uses `house.yaml`"
        ),
        "{found}"
    );
    // A file of the circle that is checked by itself does not use itself.
    let said = run(&stage, "check house.yaml");
    assert!(
        said.out.contains("`house.yaml` uses this file") && !said.out.contains("uses itself"),
        "{}",
        said.out
    );
    stage.write("house.yaml", format!("use: house.yaml\n{HOUSE}"));
    assert!(circle(&stage).contains("uses itself"));
}

#[test]
fn a_role_is_renamed_in_all_chapters_of_a_series() {
    let stage = stage();
    stage.write(
        "two.yaml",
        CHAPTER
            .replace("BORIS", "ANNA")
            .replace("show: The Door", "show: Two"),
    );
    stage.write(
        "three.yaml",
        "show: Three\ntext: door.txt\ncast: { NARRATOR: { voice: bm_george } }\n",
    );
    stage.write(
        "series.yaml",
        "series: Doors\nchapters: [show.yaml, two.yaml, three.yaml]\n",
    );
    let said = run(
        &stage,
        "cast rename show.yaml ANNA HANNAH --series series.yaml --dry-run",
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(text(&stage, "house.yaml").contains("ANNA"));
    let said = run(
        &stage,
        "cast rename show.yaml ANNA HANNAH --series series.yaml",
    );
    assert_eq!(said.code, 0, "{}", said.err);
    for name in ["show.yaml", "two.yaml", "house.yaml"] {
        let text = text(&stage, name);
        assert!(
            text.contains("HANNAH") && !text.contains("by: ANNA"),
            "{name}: {text}"
        );
        assert_eq!(
            said.out.matches(&format!("+++ {name}")).count(),
            1,
            "{}",
            said.out
        );
    }
    for name in ["show.yaml", "two.yaml", "three.yaml"] {
        assert_eq!(run(&stage, &format!("check {name}")).code, 0, "{name}");
    }
    // One chapter that refuses it leaves all files as they are.
    stage.write(
        "three.yaml",
        "show: Three\ntext: door.txt\nuse: house.yaml\ncast: { ZOE: {} }\n",
    );
    let before = text(&stage, "house.yaml");
    let said = run(
        &stage,
        "cast rename show.yaml HANNAH ZOE --series series.yaml",
    );
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("there is a role `ZOE`") || said.err.contains("there is a role `ZOE`")
    );
    assert_eq!(text(&stage, "house.yaml"), before);
}
