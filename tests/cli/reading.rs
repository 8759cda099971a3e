//! `cuebook voices read`: how a text is read. What the voice pack makes of English needs the pack,
//! in the folder named by `CUEBOOK_VOICES`.

use serde_json::Value;

use crate::stage::Stage;

const SHOW: &str =
    "text: |\n  Zaxerblut met Dr. Frunze. “Zaxerblut’s late,” said the king.\ncast: {}\n";

/// A stage whose commands use the installed voice pack.
fn read<'a>(stage: &Stage, args: impl IntoIterator<Item = &'a str>) -> String {
    let pack = std::env::var_os("CUEBOOK_VOICES").expect("CUEBOOK_VOICES names a voice pack");
    let mut command = stage.command();
    command
        .env("CUEBOOK_VOICES", pack)
        .args(["voices", "read"])
        .args(args);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn wrong_arguments_are_refused_with_the_way_to_mend_them() {
    let stage = Stage::new();
    assert_eq!(stage.run(["voices", "read"]).code, 2);
    assert_eq!(
        stage
            .run(["voices", "read", "Go.", "--guesses", "show.yaml"])
            .code,
        2
    );
    assert_eq!(
        stage
            .run(["voices", "read", "Go.", "--ipa", "--phonemes"])
            .code,
        2
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn the_sounds_are_a_line_for_each_sentence() {
    let stage = Stage::new();
    let said = read(&stage, ["He bowed. A lead bullet.", "--phonemes"]);
    assert_eq!(said, "hˌi bˈWd.\nɐ lˈɛd bˈʊlət.\n");
    let said = read(&stage, ["He bowed.", "--ipa", "--voice", "bf_emma"]);
    assert_eq!(said, "ˌhiː ˈbaʊd.\n");
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn every_word_has_the_source_of_its_reading() {
    let stage = Stage::new();
    let said = read(&stage, ["Dr. Freud met Zaxerblut.", "--format", "json"]);
    let sheet: Value = serde_json::from_str(&said).unwrap();
    let words = sheet["sentences"][0]["words"].as_array().unwrap();
    let sources: Vec<&str> = words
        .iter()
        .map(|word| word["spoken"][0]["source"].as_str().unwrap())
        .collect();
    assert_eq!(sources, ["lexicon", "names", "lexicon", "guess"]);
    assert_eq!(words[0]["spoken"][0]["text"], "Doctor");
    assert_eq!(words[0]["spoken"][0]["rewritten"], true);
    assert_eq!((&words[1]["from"], &words[1]["to"]), (&4.into(), &9.into()));
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn text_that_no_voice_can_read_is_named_as_silent() {
    let stage = Stage::new();
    assert_eq!(read(&stage, ["東京", "--phonemes"]), "\n");
    let said = read(&stage, ["He saw 東京."]);
    assert!(said.contains("no voice can read it: silent"), "{said}");
    let said = read(&stage, ["He saw 東京.", "--format", "json"]);
    let sheet: Value = serde_json::from_str(&said).unwrap();
    let words = &sheet["sentences"][0]["words"];
    assert_eq!(
        (&words[1]["silent"], &words[2]["silent"]),
        (&false.into(), &true.into())
    );
    assert_eq!(words[2]["spoken"], serde_json::json!([]));
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn the_line_of_a_guess_works_in_the_script_as_it_is_written() {
    let stage = Stage::new();
    stage.write("show.yaml", SHOW);
    let script = stage.path("show.yaml");
    let script = script.to_str().unwrap();
    let said = read(&stage, ["--guesses", script]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert_eq!(lines[0], "pronounce:");
    assert!(
        lines[1].starts_with("  Zaxerblut: { ipa: ") && lines[1].ends_with("# 2 times"),
        "{said}"
    );
    // A sign after the word is no part of it.
    stage.write("sign.yaml", "text: |\n  Zaxerblut & Sons came.\n");
    let sign = stage.path("sign.yaml");
    let sign = read(&stage, ["--guesses", sign.to_str().unwrap()]);
    let sounds = |said: &str| {
        said.split("ipa: ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(sounds(&sign), sounds(&said));
    stage.write("show.yaml", format!("{SHOW}{said}"));
    let checked = stage.run(["check", script]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert!(!checked.err.contains("pronounce"), "{}", checked.err);
    assert_eq!(
        read(&stage, ["--guesses", script]),
        "No word of this show is a guess.\n"
    );
}
