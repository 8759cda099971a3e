//! `cuebook reanchor`: quotes whose words are no longer in the text.

use serde_json::Value;

use crate::stage::{SCRIPT, Stage, TEXT};

#[test]
fn without_lost_quotes_nothing_changes() {
    let stage = Stage::new();
    let said = stage.run(["reanchor", "show.yaml"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "every quote names one place\n");
}

#[test]
fn certain_places_are_shown_and_written_with_apply() {
    let stage = Stage::new();
    stage.write("before.txt", TEXT);
    stage.write(
        "door.txt",
        TEXT.replace("Rain fell on", "A thin rain fell all night on"),
    );
    let args = ["reanchor", "show.yaml", "--was", "before.txt"];
    let said = stage.run(args);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let lines = [
        r#"-  - { id: outside, from: "Rain fell" }"#,
        r#"+  - { id: outside, from: "rain fell" }"#,
    ];
    for line in lines {
        assert!(said.out.contains(line), "{}", said.out);
    }
    assert!(said.err.contains("certain"), "{}", said.err);
    assert!(
        said.err
            .ends_with("2 quotes are lost; --apply corrects 2\n"),
        "{}",
        said.err
    );
    assert_eq!(
        stage.bytes("show.yaml"),
        SCRIPT.as_bytes(),
        "nothing is written without --apply"
    );

    let said = stage.run(args.into_iter().chain(["--apply"]));
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let expected = SCRIPT.replace("\"Rain fell\"", "\"rain fell\"");
    assert_eq!(stage.bytes("show.yaml"), expected.as_bytes());
    assert_eq!(stage.run(["check", "show.yaml"]).code, 0);
}

#[test]
fn uncertain_places_are_left_to_the_author() {
    let stage = Stage::new();
    stage.write(
        "door.txt",
        TEXT.replace("“Come!” he said.", "He only waved."),
    );
    let said = stage.run(["reanchor", "show.yaml", "--apply", "--format", "json"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let quotes = report["quotes"].as_array().unwrap();
    assert_eq!(quotes.len(), 1, "{report}");
    assert_eq!(quotes[0]["quote"], "Come!");
    assert_eq!(quotes[0]["why"], "quote-not-found");
    assert_eq!(stage.bytes("show.yaml"), SCRIPT.as_bytes());
}

#[test]
fn a_missing_old_text_is_reported() {
    let stage = Stage::new();
    let said = stage.run(["reanchor", "show.yaml", "--was", "nowhere.txt"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("nowhere.txt"), "{}", said.err);
}
