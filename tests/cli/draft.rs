//! Tests of `cuebook draft`.

use std::fs;

use crate::stage::Stage;

const TEXT: &str =
    "Rain fell on the roof.\n\n“Who is there?” whispered Anna.\n\n“Nobody,” said Boris.\n";

#[test]
fn a_text_becomes_a_valid_script() {
    let stage = Stage::new();
    stage.write("night.txt", TEXT);
    let said = stage.run(["draft", "night.txt", "-o", "night.yaml"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert!(
        said.err.starts_with("2 lines: 2 sure, 0 guessed; 3 roles"),
        "{}",
        said.err
    );
    let pronounced = "`cuebook voices read --guesses night.yaml` lists the words";
    assert!(said.err.contains(pronounced), "{}", said.err);
    // No speaker is a guess here.
    assert!(!said.err.contains("guess list"), "{}", said.err);
    let check = stage.run(["check", "night.yaml"]);
    assert_eq!((check.code, check.out.as_str()), (0, "no mistakes\n"));
}

#[test]
fn without_an_output_the_script_is_printed() {
    let stage = Stage::new();
    stage.write("night.txt", TEXT);
    let said = stage.run(["draft", "night.txt"]);
    assert_eq!(said.code, 0);
    let whisper = "quote: \"Who is there?\", by: ANNA, tone: whisper }\n";
    assert!(said.out.contains(whisper), "{}", said.out);
    assert!(
        said.out
            .contains("bed: rain-roof, from: \"Rain fell on the roof\""),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("# “Rain”; “roof”: surface roof; to the end of the scene"),
        "{}",
        said.out
    );
}

#[test]
fn an_existing_script_is_kept() {
    let stage = Stage::new();
    stage.write("night.txt", TEXT);
    stage.write("night.yaml", "mine");
    let said = stage.run(["draft", "night.txt", "-o", "night.yaml"]);
    assert_eq!(said.code, 2);
    assert_eq!(
        said.err,
        "error: night.yaml already exists; --force overwrites it\n"
    );
    assert_eq!(
        fs::read_to_string(stage.path("night.yaml")).unwrap(),
        "mine"
    );
    assert_eq!(
        stage
            .run(["draft", "night.txt", "-o", "night.yaml", "--force"])
            .code,
        0
    );
    assert!(
        fs::read_to_string(stage.path("night.yaml"))
            .unwrap()
            .contains("by: ANNA")
    );
}

#[test]
fn the_text_is_never_overwritten() {
    let stage = Stage::new();
    stage.write("night.txt", TEXT);
    let said = stage.run(["draft", "night.txt", "-o", "night.txt", "--force"]);
    assert_eq!(said.code, 2);
    assert_eq!(fs::read_to_string(stage.path("night.txt")).unwrap(), TEXT);
}

#[test]
fn a_missing_text_exits_with_2() {
    let said = Stage::new().run(["draft", "nowhere.txt"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(
        said.err.starts_with("error: nowhere.txt cannot be read"),
        "{}",
        said.err
    );
}

#[test]
fn a_text_without_words_exits_with_1() {
    let stage = Stage::new();
    stage.write("empty.txt", "\n");
    let said = stage.run(["draft", "empty.txt"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("error[empty-text]"), "{}", said.err);
}

#[test]
fn the_configuration_is_read_only_where_it_decides() {
    let stage = Stage::new();
    stage.write("night.txt", TEXT);
    fs::create_dir_all(stage.path("home")).unwrap();
    stage.write("home/config.yaml", "prefer: nothing\n");
    let said = stage.run(["draft", "night.txt", "--prefer", "built-in"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = stage.run(["draft", "night.txt"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("config.yaml"), "{}", said.err);
}

#[test]
fn what_is_no_prose_is_not_drafted_and_the_right_command_is_named() {
    let stage = Stage::new();
    stage.write("p.fountain", "INT. HALL\n\nANA\nWho is there?\n");
    stage.write("s.ink", "Hi.\n* [Go] -> END\n");
    stage.write("s.twee", ":: Start\nHi.\n");
    stage.write("n.txt", "Hi.\n");
    stage.write("n.yaml", "text: n.txt\n");
    for (name, what, hint) in [
        ("p.fountain", "is a screenplay", "cuebook import"),
        ("s.ink", "is an interactive story", "cuebook import"),
        ("s.twee", "is an interactive story", "cuebook import"),
        ("n.yaml", "is a script", "cuebook check"),
    ] {
        let said = stage.run(["draft", name]);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(
            said.err.contains(what) && said.err.contains(hint),
            "{}",
            said.err
        );
    }
    stage.write(
        "n.yml",
        "It was late. “Who is there?” asked Ana. Nobody came to her door.\n",
    );
    assert_eq!(stage.run(["draft", "n.yml"]).code, 0);
}
