//! Hostile scripts and texts: each ends with a diagnostic.

use crate::stage::{SCRIPT, Stage, TEXT};

/// The size of a large script in bytes.
const MUCH: usize = 10_000_000;

/// Fails unless `check` exits with code 1 and reports `code`.
fn assert_reported(code: &str, script: impl AsRef<[u8]>, text: impl AsRef<[u8]>) {
    let stage = Stage::new();
    stage.write("show.yaml", script);
    stage.write("door.txt", text);
    for format in ["human", "json"] {
        let said = stage.run(["check", "show.yaml", "--format", format]);
        let start: String = said.out.chars().take(2000).collect();
        // For lost words a person also reads how to find them.
        let lost = format == "human" && said.out.contains("quote-not-found");
        let hints = said.err.matches("`cuebook reanchor ").count();
        assert_eq!(
            (hints, said.err.lines().count()),
            (lost.into(), lost.into()),
            "{}",
            said.err
        );
        assert_eq!(said.code, 1, "{code}: {start}");
        assert!(said.out.contains(code), "{code}: {start}");
    }
}

fn show(section: &str) -> String {
    format!("show: The Door\ntext: door.txt\n{section}")
}

/// Returns a section with one entry for each number.
fn many(section: &str, entry: impl Fn(usize) -> String) -> String {
    let entries: String = (0..100_000).map(entry).collect();
    show(&format!("{section}:\n{entries}"))
}

#[test]
fn sweep_brackets_without_end() {
    assert_reported(
        "nested too deeply",
        show(&format!("cues: {}", "[".repeat(MUCH))),
        TEXT,
    );
    assert_reported("nested too deeply", "{".repeat(MUCH), TEXT);
}

#[test]
fn aliases_of_aliases() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..12 {
        let nine = vec![format!("*a{}", i - 1); 9].join(", ");
        bomb += &format!("a{i}: &a{i} [{nine}]\n");
    }
    assert_reported("alias-cost", show(&bomb), TEXT);
}

#[test]
fn sweep_scalars_of_megabytes() {
    let words = "he went ".repeat(MUCH / 8);
    let cue = format!("cues: [{{ hush: 1s, at: \"{words}\" }}]\n");
    assert_reported("quote-not-found", show(&cue), TEXT);
    let voice = format!("cast: {{ NARRATOR: {{ voice: {} }} }}\n", "x".repeat(MUCH));
    assert_reported("unknown-voice", show(&voice), TEXT);
}

#[test]
fn sweep_lists_of_mistakes() {
    let lost = many("cues", |i| {
        format!(" - {{ hush: 1s, at: \"nothing like {i}\" }}\n")
    });
    assert_reported("too-many-mistakes", lost, TEXT);
    let unclear = many("cues", |_| " - { hush: 1s, at: \"fell\" }\n".to_owned());
    assert_reported("too-many-mistakes", unclear, TEXT);
    let keys: String = (0..500_000).map(|i| format!("k{i}: 1\n")).collect();
    assert_reported("too-many-mistakes", show(&keys), TEXT);
    let cast = many("cast", |i| format!(" R{i}: {{ voice: v{i} }}\n"));
    assert_reported("too-many-mistakes", cast, TEXT);
}

#[test]
fn sweep_lists_longer_than_any_show() {
    let cues = " - { spot: wind, at: start }\n".repeat(100_001);
    assert_reported("too-many", show(&format!("cues:\n{cues}")), TEXT);
}

#[test]
fn bytes_that_are_not_text() {
    let noise: Vec<u8> = (0..1_000_000_u32)
        .map(|i| (i.wrapping_mul(i) >> 7) as u8)
        .collect();
    let stage = Stage::new();
    stage.write("show.yaml", &noise);
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("is a binary file, not a script"),
        "{}",
        said.err
    );
    let mut latin = show("author: Andre\n").into_bytes();
    latin.extend(b"# Andr\xe9\n");
    assert_reported("not-utf8", latin, TEXT);
    assert_reported("prose-not-utf8", SCRIPT, &noise);
    assert_reported("prose-not-utf8", SCRIPT, b"\xff\xfeG\0o\0");
    assert_reported("control-character", show("author: \"\0\0\"\n"), TEXT);
}

#[test]
fn null_characters_in_the_text_split_words_and_are_reported() {
    let stage = Stage::new();
    stage.write("door.txt", TEXT.replace("A door", "A\0door"));
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 0);
    assert!(
        said.out.contains("warning[control-character]"),
        "{}",
        said.out
    );
    assert!(said.out.contains("U+0000"), "{}", said.out);
}

#[test]
fn sweep_one_paragraph_of_megabytes() {
    assert_reported(
        "paragraph-too-long",
        SCRIPT,
        "He went on and on. ".repeat(250_000),
    );
    assert_reported("paragraph-too-long", SCRIPT, "x".repeat(5_000_000));
}
