//! `cuebook cue`, `line`, `cast` and `pronounce`: an edit changes only its own
//! lines of the script.

use std::fs;

use crate::stage::{SCRIPT, Said, Stage, words};

/// Returns the lines that a diff removes and adds.
fn changes(said: &Said) -> Vec<&str> {
    let lines = said.out.lines().skip(2);
    lines.filter(|line| line.starts_with(['+', '-'])).collect()
}

fn script(stage: &Stage) -> String {
    String::from_utf8(stage.bytes("show.yaml")).unwrap()
}

/// Makes an edit that must succeed, and returns its changes.
fn made(stage: &Stage, args: &str) -> Vec<String> {
    let said = stage.run(words(args));
    assert_eq!(said.code, 0, "{args}: {}{}", said.out, said.err);
    changes(&said).into_iter().map(str::to_owned).collect()
}

/// Tries an edit that must be refused; the script stays unchanged.
fn refused(stage: &Stage, args: &str) -> String {
    let before = stage.bytes("show.yaml");
    let said = stage.run(words(args));
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{args}");
    assert_eq!(stage.bytes("show.yaml"), before, "{args}");
    said.err
}

#[test]
fn a_new_cue_is_in_the_order_of_the_text() {
    let stage = Stage::new();
    let args = "cue add show.yaml --spot explosion --at loudly --gain -3dB";
    assert_eq!(
        made(&stage, args),
        [r#"+  - { id: explosion, spot: explosion, at: "loudly", gain: -3dB }"#]
    );
    let text = script(&stage);
    let place = |words: &str| text.find(words).unwrap();
    assert!(place("id: rain") < place("id: explosion"), "{text}");
    assert_eq!(
        text.replace(
            "  - { id: explosion, spot: explosion, at: \"loudly\", gain: -3dB }\n",
            ""
        ),
        SCRIPT
    );
}

#[test]
fn a_second_cue_of_a_sound_gets_a_number() {
    let stage = Stage::new();
    let args = "cue add show.yaml --spot door-slam --at 'he said' --dry-run";
    assert!(made(&stage, args)[0].contains("id: door-slam,"));
    stage.change("id: knock", "id: door-slam");
    assert!(made(&stage, args)[0].contains("id: door-slam-2,"));
}

#[test]
fn nested_settings_are_added_to_the_new_cue() {
    let stage = Stage::new();
    let args = r#"cue add show.yaml --bed rain --at start --until '{ after: "Anna." }' --set fade.in=2s --set fade.out=3s"#;
    assert_eq!(
        made(&stage, args),
        [
            r#"+  - { id: rain-2, bed: rain, from: start, until: { after: "Anna." }, fade: { in: 2s, out: 3s } }"#
        ]
    );
}

#[test]
fn a_cue_is_moved_set_and_removed() {
    let stage = Stage::new();
    assert_eq!(
        made(&stage, "cue move show.yaml still --at 'he said'"),
        [
            r#"-  - { id: still, hush: 0.5s, at: { after: "Nobody came." } }"#,
            r#"+  - { id: still, hush: 0.5s, at: "he said" }"#,
        ]
    );
    assert_eq!(
        made(&stage, "cue set show.yaml rain gain=-9dB fade.in=2s"),
        [
            r#"-  - { id: rain, bed: wind, from: "Rain fell", until: end, gain: -14dB }"#,
            r#"+  - { id: rain, bed: wind, from: "Rain fell", until: end, gain: -9dB, fade: { in: 2s } }"#,
        ]
    );
    assert_eq!(made(&stage, "cue set show.yaml knock times=").len(), 2);
    assert_eq!(made(&stage, "cue remove show.yaml knock").len(), 1);
    assert!(!script(&stage).contains("knock"));
    assert_eq!(stage.run(["check", "show.yaml"]).code, 0);
}

#[test]
fn a_dry_run_writes_nothing() {
    for args in [
        "cue remove show.yaml rain --dry-run",
        "line assign show.yaml Come! --by ANNA --dry-run",
        "cast rename show.yaml ANNA ANYA --dry-run",
        "pronounce show.yaml Rain Rayn --dry-run",
    ] {
        let stage = Stage::new();
        assert!(!made(&stage, args).is_empty(), "{args:?}");
        assert_eq!(script(&stage), SCRIPT, "{args:?}");
        assert_eq!(stage.names(), ["door.txt", "show.yaml"]);
    }
}

#[test]
fn an_edit_without_changes_prints_nothing() {
    let stage = Stage::new();
    let said = stage.run(["cue", "set", "show.yaml", "rain", "gain=-14dB"]);
    assert_eq!(
        (said.code, said.out.as_str(), said.err.as_str()),
        (0, "", "")
    );
}

#[test]
fn a_line_is_assigned_to_another_role() {
    let stage = Stage::new();
    assert_eq!(
        made(&stage, "line assign show.yaml Come! --by ANNA --tone shout"),
        [
            r#"-  - { id: come, quote: "Come!", by: BORIS }"#,
            r#"+  - { id: come, quote: "Come!", by: ANNA, tone: shout }"#,
        ]
    );
}

#[test]
fn a_new_line_entry_is_in_the_order_of_the_text() {
    let stage = Stage::new();
    stage.change(
        "  - { id: go, quote: \"Go!\", by: ANNA, tone: urgent }\n",
        "",
    );
    let args = "line assign show.yaml Go! --by ANNA";
    assert_eq!(made(&stage, args), [r#"+  - { quote: "Go!", by: ANNA }"#]);
    let text = script(&stage);
    assert!(
        text.find("Go!").unwrap() < text.find("Come!").unwrap(),
        "{text}"
    );
}

#[test]
fn a_role_is_changed_added_and_renamed() {
    let stage = Stage::new();
    let set = "cast set show.yaml BORIS pace=1.05 place.pan=0.2";
    assert_eq!(
        made(&stage, set)[1],
        "+  BORIS: { voice: am_michael, pace: 1.05, place: { pan: 0.2 } }"
    );
    let added = made(&stage, "cast set show.yaml VERA voice=bf_emma");
    assert_eq!(added, ["+  VERA: { voice: bf_emma }"]);
    let renamed = made(&stage, "cast rename show.yaml BORIS BORYA");
    assert_eq!(renamed.len(), 4, "{renamed:?}");
    assert!(!script(&stage).contains("BORIS"));
    assert_eq!(stage.run(["check", "show.yaml"]).code, 0);
}

#[test]
fn a_word_is_pronounced() {
    let stage = Stage::new();
    let added = made(&stage, "pronounce show.yaml Rain rɛɪn --ipa");
    assert_eq!(added, ["+pronounce:", "+  Rain: { ipa: rɛɪn }"]);
    let changed = made(&stage, "pronounce show.yaml Anna Ah-na");
    assert_eq!(changed, ["+  Anna: Ah-na"]);
}

#[test]
fn ambiguous_words_are_listed_with_ways_to_distinguish_them() {
    let stage = Stage::new();
    let err = refused(&stage, "cue move show.yaml still --at fell");
    assert!(err.contains("error[quote-ambiguous]"), "{err}");
    assert!(err.contains("show.yaml with this change:17:"), "{err}");
    assert!(err.contains("door.txt:1:") && err.contains("3 |"), "{err}");
    assert!(err.contains("prefix"), "{err}");
    assert!(err.contains("nothing was written"), "{err}");
}

#[test]
fn an_unknown_cue_or_role_is_reported_with_the_nearest_name() {
    let stage = Stage::new();
    let err = refused(&stage, "cue remove show.yaml knok");
    assert!(
        err.starts_with("error[unknown-cue]: there is no cue named `knok`"),
        "{err}"
    );
    assert!(
        err.contains("show.yaml:16:11") && err.contains("the nearest is `knock`"),
        "{err}"
    );
    let err = refused(&stage, "cast rename show.yaml BRIS X");
    assert!(
        err.starts_with("error[unknown-role]") && err.contains("show.yaml:7:3"),
        "{err}"
    );
    let err = refused(&stage, "line assign show.yaml Come! --by BORS");
    assert!(err.starts_with("error[unknown-role]"), "{err}");
}

#[test]
fn an_edit_that_adds_a_mistake_is_refused() {
    let stage = Stage::new();
    stage.change("until: end", "until: { cue: knock }");
    let err = refused(&stage, "cue remove show.yaml knock");
    // The place of the error exists in the unchanged file, and is shown there.
    assert!(
        err.contains("error[edit]") && err.contains("show.yaml:15:"),
        "{err}"
    );
    assert!(!err.contains("with this change"), "{err}");
    let err = refused(&stage, "cue set show.yaml rain gain=loud");
    assert!(err.contains("with this change"), "{err}");
}

#[test]
fn a_mistake_elsewhere_does_not_prevent_an_edit() {
    let stage = Stage::new();
    stage.change("spot: door-strike", "spots: door-strike");
    stage.change("am_michael", "am_micheal");
    assert_eq!(made(&stage, "cue set show.yaml still hush=1s").len(), 2);
    assert_eq!(made(&stage, "cue remove show.yaml rain").len(), 1);
    // The cue with the mistake can be corrected.
    assert_eq!(
        made(&stage, "cue set show.yaml knock spots= spot=door-slam").len(),
        2
    );
    assert_eq!(
        made(&stage, "cast set show.yaml BORIS voice=am_onyx").len(),
        2
    );
    assert_eq!(stage.run(["check", "show.yaml"]).code, 0);
}

#[test]
fn a_script_with_invalid_yaml_is_not_edited() {
    let stage = Stage::new();
    stage.change("mix: {", "mix: { {");
    let err = refused(&stage, "cue remove show.yaml rain");
    assert!(err.starts_with("error[yaml-"), "{err}");
}

#[test]
fn carriage_returns_are_kept() {
    let stage = Stage::new();
    stage.write("show.yaml", SCRIPT.replace('\n', "\r\n"));
    made(&stage, "cue add show.yaml --spot bell-toll --at 'he said'");
    made(&stage, "pronounce show.yaml Anna Ah-na");
    made(&stage, "cue set show.yaml knock times=");
    let text = script(&stage);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(text.lines().count(), SCRIPT.lines().count() + 3);
}

#[test]
fn lists_show_the_cues_and_lines_of_the_script() {
    let stage = Stage::new();
    let said = stage.run(["cue", "list", "show.yaml"]);
    assert_eq!(said.code, 0);
    assert_eq!(said.out.lines().count(), 3);
    assert!(said.out.starts_with("rain   bed    wind"), "{}", said.out);
    let said = stage.run(["line", "list", "show.yaml", "--format", "json"]);
    let lines: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (&lines[0]["id"], &lines[0]["role"]),
        (&"go".into(), &"ANNA".into())
    );
}

#[test]
fn an_incomplete_list_is_reported() {
    let stage = Stage::new();
    stage.change("spot: door-strike", "spots: door-strike");
    let said = stage.run(["cue", "list", "show.yaml"]);
    assert_eq!((said.code, said.out.lines().count()), (1, 2));
    assert!(said.err.contains("error[cue-kind]"), "{}", said.err);
    assert!(
        said.err
            .ends_with("some cues cannot be read and are not in the list\n")
    );
}

#[test]
fn every_command_gives_an_example() {
    for args in [
        ["cue", "list"].as_slice(),
        &["cue", "add"],
        &["cue", "move"],
        &["cue", "set"],
        &["cue", "remove"],
        &["line", "list"],
        &["line", "assign"],
        &["cast", "set"],
        &["cast", "rename"],
        &["pronounce"],
    ] {
        let said = Stage::new().run(args.iter().copied().chain(["--help"]));
        assert_eq!(said.code, 0);
        assert!(said.out.contains("Example"), "{args:?}");
    }
}

#[test]
fn a_missing_script_exits_with_2() {
    let said = Stage::new().run(["cue", "remove", "nothing.yaml", "rain"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
}

#[cfg(unix)]
#[test]
fn links_and_permissions_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let stage = Stage::new();
    fs::create_dir(stage.path("real")).unwrap();
    fs::rename(stage.path("show.yaml"), stage.path("real/script.yaml")).unwrap();
    fs::set_permissions(
        stage.path("real/script.yaml"),
        fs::Permissions::from_mode(0o640),
    )
    .unwrap();
    symlink("real/script.yaml", stage.path("show.yaml")).unwrap();
    made(&stage, "cue remove show.yaml rain");
    assert!(
        fs::symlink_metadata(stage.path("show.yaml"))
            .unwrap()
            .is_symlink()
    );
    let real = fs::metadata(stage.path("real/script.yaml")).unwrap();
    assert_eq!(real.permissions().mode() & 0o777, 0o640);
    assert!(!script(&stage).contains("id: rain"));
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_exits_with_2() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::new();
    let folder = stage.path("locked");
    fs::create_dir(&folder).unwrap();
    for name in ["show.yaml", "door.txt"] {
        fs::copy(stage.path(name), folder.join(name)).unwrap();
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // A privileged user can write to any folder.
    let kept_out = fs::write(folder.join("trial"), "").is_err();
    let said = stage.run(["cue", "remove", "locked/show.yaml", "rain"]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    if kept_out {
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
        assert!(said.err.contains("cannot be written"), "{}", said.err);
        assert_eq!(
            fs::read_to_string(folder.join("show.yaml")).unwrap(),
            SCRIPT
        );
    }
}

#[test]
fn things_are_found_by_number_and_by_words() {
    let stage = Stage::new();
    for name in ["knock", "2", "#2", "fell shut", "door-strike"] {
        let changed = made(
            &stage,
            &format!("cue set show.yaml '{name}' gain=-9dB --dry-run"),
        );
        assert!(
            changed.concat().contains("id: knock"),
            "{name}: {changed:?}"
        );
    }
    let changed = made(&stage, "scene set show.yaml 2 title=Outside --dry-run");
    assert!(changed.concat().contains("id: outside"), "{changed:?}");
    let changed = made(&stage, "line set show.yaml 2 pace=0.9 --dry-run");
    assert!(changed.concat().contains("id: come"), "{changed:?}");
    let err = refused(&stage, "cue remove show.yaml 4");
    assert!(err.contains("there is no cue named `4`"), "{err}");
}

#[test]
fn what_is_still_used_is_not_removed() {
    let stage = Stage::new();
    stage.change("until: end", "until: { cue: knock }");
    let err = refused(&stage, "cue remove show.yaml knock");
    assert!(
        err.contains("the cue `knock` is used here, so it cannot be removed"),
        "{err}"
    );
    for args in [
        "cast remove show.yaml NARRATOR",
        "cast merge show.yaml NARRATOR --into ANNA",
    ] {
        let err = refused(&stage, args);
        assert!(err.contains("`NARRATOR` is the narrator"), "{err}");
    }
    let err = refused(&stage, "cast set show.yaml ANNA pace=");
    assert!(err.contains("`pace` is not set here"), "{err}");
}

#[test]
fn names_without_meaning_and_places_of_refused_edits_are_told() {
    let stage = Stage::new();
    let script = "text: |\n  “Go on,” said Ann, “now.” “No.”\n\n  It rained.\ncast: { ANN: }\nlines:\n  - { id: one, quote: \"Go on,\", by: ANN }\n  - { id: two, quote: \"now.\", by: ANN }\n  - { id: three, quote: \"No.\", by: ANN }\n\
        sounds:\n  tick: { recipe: clock } # soft\n  bang: { recipe: door-slam }\ncues: [{ bed: tick, from: start }]\n";
    stage.write("show.yaml", script);
    let err = refused(&stage, "line join show.yaml one three");
    assert!(err.contains("show.yaml:9:5"), "{err}");
    for args in [
        "barrier add show.yaml none loss=3dB",
        "space add show.yaml None preset=hall",
    ] {
        let err = refused(&stage, args);
        assert!(err.contains("`none` means no "), "{err}");
    }
    let err = refused(&stage, "sound remove show.yaml tick bang");
    assert!(
        err.contains("error[edit]: the sound `tick` is used here, so it cannot be removed"),
        "{err}"
    );
    assert_eq!(stage.bytes("show.yaml"), script.as_bytes());
}

#[test]
fn the_help_for_words_without_a_speaker_names_only_them() {
    let stage = Stage::new();
    let text = "text: |\n  “No,” said a man. “No,” said the other. “I shall not go to the mill,” said one. “I shall not go to the well,” said he. “Yes,” said Bo.\ncast: { ANN: }\n";
    stage.write("show.yaml", text);
    let said = stage.run(["check", "show.yaml", "--all"]);
    let all = said.out.clone() + &said.err;
    let help: Vec<&str> = all
        .lines()
        .filter_map(|line| {
            line.split_once("under `lines`, add: ")
                .map(|(_, help)| help)
        })
        .collect();
    assert_eq!(help.len(), 5, "{all}");
    assert!(
        help.contains(&"- { quote: \"Yes,\", by: ROLE }"),
        "{help:?}"
    );
    let lines = help.join("\n").replace("ROLE", "ANN");
    stage.write("show.yaml", format!("{text}lines:\n{lines}\n"));
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
}

#[test]
fn the_last_sound_of_its_section_is_kept_while_a_cue_uses_it() {
    let stage = Stage::new();
    let script =
        "text: door.txt\nsounds: { tick: { recipe: clock } }\ncues: [{ bed: tick, from: start }]\n";
    stage.write("show.yaml", script);
    let said = stage.run(["sound", "remove", "show.yaml", "tick"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err
            .contains("the sound `tick` is used here, so it cannot be removed"),
        "{}",
        said.err
    );
    assert_eq!(stage.bytes("show.yaml"), script.as_bytes());
}

#[test]
fn a_name_in_other_capitals_is_the_one_that_is_meant() {
    let stage = Stage::new();
    assert_eq!(
        made(&stage, "line set show.yaml GO by=boris --dry-run"),
        [
            r#"-  - { id: go, quote: "Go!", by: ANNA, tone: urgent }"#,
            r#"+  - { id: go, quote: "Go!", by: BORIS, tone: urgent }"#
        ]
    );
    assert!(made(&stage, "cue set show.yaml Rain gain=-9dB --dry-run")[1].contains("-9dB"));
    assert!(
        made(&stage, "scene set show.yaml INSIDE space=Hall --dry-run")[1].contains("space: hall")
    );
    let said = stage.run(words("cast set show.yaml anna pace=1.1 --dry-run"));
    assert_eq!(
        said.err,
        "`anna` is the role `ANNA`\nnothing is written: this is a dry run\n"
    );
    assert!(
        said.out
            .contains("ANNA: { voice: af_heart, place: { pan: -0.3 }, pace: 1.1 }")
    );
    let said = stage.run(words("cast set show.yaml ANNE pace=1.1 --dry-run"));
    assert!(
        said.err
            .starts_with("`ANNE` is a new role; if you mean `ANNA`"),
        "{}",
        said.err
    );
    let why = refused(&stage, "cast rename show.yaml ANNA boris");
    assert!(why.contains("there is a role `BORIS` already"), "{why}");
}

#[test]
fn words_in_other_capitals_are_those_of_the_only_line_that_has_them() {
    let stage = Stage::new();
    stage.write(
        "gate.txt",
        "“Who is there?” said Anna. “Nobody,” said Boris. “Nobody else?” said Anna.\n",
    );
    let cast = "cast: { NARRATOR: { voice: af_heart }, ANNA: { voice: bf_emma } }";
    stage.write(
        "gate.yaml",
        format!("text: gate.txt\n{cast}\nlines:\n  - {{ quote: \"Nobody,\", by: ANNA }}\n"),
    );
    for (words, line) in [("who IS", "Who is there?"), ("nobody else", "Nobody else?")] {
        let said = stage.run([
            "line",
            "assign",
            "gate.yaml",
            words,
            "--by",
            "anna",
            "--dry-run",
        ]);
        let item = format!("quote: \"{line}\", by: ANNA");
        assert!(
            said.out.contains(&item),
            "{words}: {}{}",
            said.out,
            said.err
        );
    }
    let said = stage.run(["line", "assign", "gate.yaml", "nobody", "--by", "ANNA"]);
    assert_eq!(said.code, 1, "{}", said.out);
}

#[test]
fn the_list_of_scenes_shows_where_they_begin() {
    let stage = Stage::new();
    let said = stage.run(words("scene list show.yaml"));
    let starts: Vec<&str> = said
        .out
        .lines()
        .filter_map(|row| row.split("  ").last())
        .map(str::trim)
        .collect();
    assert_eq!(starts, ["start", "“Rain fell”"]);
}
