//! Tests of `cuebook import` and `export` with interactive stories.

use crate::stage::Stage;

const TOWER: &str = "\
# title: The Tower
INCLUDE parts/stairs.ink
VAR lamp = false
-> door

=== door ===
The door was open. A lamp hung on a nail. # sound: door-open
* [Take the lamp]
  ~ lamp = true
  You lift it from the nail.
* [Leave it]
- -> stairs
";

const STAIRS: &str = "\
=== stairs ===
{~Wind.|Rain.}
\"Who is there?\" # by: MARA
{lamp: The light falls on the steps.}
+ [Go up] -> END
* [Wait]
  You wait.
  -> stairs
";

fn tower() -> Stage {
    let stage = Stage::new();
    std::fs::create_dir(stage.path("parts")).unwrap();
    stage.write("tower.ink", TOWER);
    stage.write("parts/stairs.ink", STAIRS);
    stage
}

#[test]
fn a_story_in_ink_is_imported_checked_and_exported() {
    let stage = tower();
    let said = stage.run(["import", "tower.ink"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.starts_with("tower.yaml and tower.txt\n"),
        "{}",
        said.out
    );
    assert!(said.out.contains("choices: 2"), "{}", said.out);
    let told = "parts/stairs.ink:2:1: a shuffle; a show draws it once, when it starts";
    assert!(said.err.contains(told), "{}", said.err);
    let script = String::from_utf8(stage.bytes("tower.yaml")).unwrap();
    assert!(
        script.contains("# parts/stairs.ink:2: a shuffle"),
        "{script}"
    );
    let said = stage.run(["check", "tower.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{script}");
    let said = stage.run(["paths", "tower.yaml"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = stage.run(["export", "tower.yaml", "--to", "ink"]);
    for line in [
        "=== stairs ===",
        "VAR lamp = false",
        "# by: MARA",
        "# sound: door-open",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
    assert!(
        said.err.contains("not in ink: the voices of the cast"),
        "{}",
        said.err
    );
    stage.write("again.ink", said.out.as_bytes());
    assert_eq!(stage.run(["import", "again.ink"]).code, 0);
    let said = stage.run(["check", "again.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn a_story_with_mistakes_is_told_with_line_and_column_and_writes_nothing() {
    let stage = Stage::new();
    stage.write(
        "lost.ink",
        "Hello.\n* [Go] -> hal\n* [Stay] -> END\n=== hall\nHi.\n-> END\n",
    );
    let said = stage.run(["import", "lost.ink"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("lost.ink:2:11: the story has no `hal`"),
        "{}",
        said.err
    );
    assert!(said.err.contains("help: write `hall`"), "{}", said.err);
    assert!(!stage.path("lost.yaml").exists());
    for (include, words) in [
        ("../secret.ink", "is outside the folder of the story"),
        ("/etc/passwd", "is outside the folder of the story"),
        ("gone.ink", "cannot be read"),
        ("lost.ink", "includes itself"),
    ] {
        stage.write("lost.ink", format!("INCLUDE {include}\nHi.\n"));
        let said = stage.run(["import", "lost.ink"]);
        assert_eq!(said.code, 1);
        assert!(said.err.contains(words), "{}", said.err);
    }
    stage.write("lost.ink", b"caf\xe9\n");
    let said = stage.run(["import", "lost.ink"]);
    assert!(
        said.err.contains("is not UTF-8: byte 0xe9 in line 1"),
        "{}",
        said.err
    );
    stage.write("empty.ink", "// nothing\n");
    let said = stage.run(["import", "empty.ink"]);
    assert!(said.err.contains("has no words to speak"), "{}", said.err);
}

#[test]
fn a_story_of_twine_is_imported_and_checked() {
    let stage = Stage::new();
    let story = ":: StoryData\n{\"format\": \"SugarCube\", \"start\": \"Hall\"}\n\n:: Hall\n<<set $key to false>>The hall is dark.\n\
        [[Look for a key|Desk]]\n[[Try the door|Door]]\n<<audio \"wind\" play>>\n\n:: Desk\n<<set $key to true>>A key.\n[[Try the door|Door]]\n\n\
        :: Door\n<<if $key>>It opens.<<else>>It is locked.<</if>>\n";
    stage.write("house.twee", story);
    let said = stage.run(["import", "house.twee"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("house.twee:8:1: a show has no `<<audio"),
        "{}",
        said.err
    );
    let said = stage.run(["check", "house.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let said = stage.run(["import", "house.twee", "--no-action", "--force"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("is for screenplays"), "{}", said.err);
}

#[test]
fn passages_and_words_that_are_numbers_keep_their_numbers() {
    let stage = Stage::new();
    let story = ":: StoryData\n{\"format\": \"SugarCube\", \"start\": \"99\"}\n\n:: 99\n<<set $room to \"12\">>A cell. \
        <<if visited(\"99\") gt 1>>Again.<</if>>\n[[7]]\n[[99]]\n\n:: 7\n<<if $room is \"12\">>A door.<</if>> A yard.\n";
    stage.write("cells.twee", story);
    let said = stage.run(["import", "cells.twee"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let script = String::from_utf8(stage.bytes("cells.yaml")).unwrap();
    for own in [
        "{ id: scene-99, from: start, title: \"99\" }",
        "{ id: option-7, say: \"7\", to: scene-7",
        "room: { one-of: [word-12, nothing]",
        "value-99-seen: {",
    ] {
        assert!(script.contains(own), "{own}: {script}");
    }
    let said = stage.run(["check", "cells.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
}

#[test]
fn words_of_ink_in_a_script_are_named() {
    let stage = Stage::new();
    let script = "text: |\n  One went in.\n\n  Two went out.\nscenes:\n  - { id: one, from: start, then: \"-> two\" }\n  \
        - { id: two, from: Two went, then: DONE }\n";
    stage.write("show.yaml", script);
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 1);
    for words in [
        "`-> two` is how ink writes it",
        "write `two`",
        "write `end` for the end of the show",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    stage.write(
        "show.yaml",
        script
            .replace("then: \"-> two\"", "goto: two")
            .replace("DONE", "end"),
    );
    let said = stage.run(["check", "show.yaml"]);
    assert!(said.out.contains("`then`"), "{}", said.out);
}
