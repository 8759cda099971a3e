//! How the text of a show is heard.

use serde_json::Value;

use crate::stage::Stage;

/// Returns a stage with a show of this text and these further lines of the script.
fn stage(name: &str, text: &str, script: &str) -> Stage {
    let stage = Stage::new();
    stage.write(name, text);
    stage.write("show.yaml", format!("show: S\ntext: {name}\n{script}"));
    stage
}

/// Returns the lines of a show as they are heard.
fn lines(stage: &Stage) -> Vec<String> {
    let timeline = stage.timeline(&[]);
    let lines = timeline["lines"].as_array().unwrap().iter();
    let text = |line: &Value| line["text"].as_str().unwrap().to_owned();
    lines.map(text).collect()
}

#[test]
fn a_word_that_is_divided_at_a_line_end_is_one_word() {
    let text = "They had to re-\nduce it, and the thun-\nderstorm came near-\ner to the well-\nknown house\non the hill.\n";
    for quote in [
        "\"the thunderstorm came\"",
        "\"the thun-\n      derstorm came\"",
    ] {
        let cues = format!("cues:\n  - {{ spot: thunder, at: {quote} }}\n");
        let stage = stage("a.txt", text, &cues);
        let words = stage.timeline(&[])["lines"][0]["words"].clone();
        let words = words.as_array().unwrap().iter();
        let words: Vec<&str> = words.map(|word| word["text"].as_str().unwrap()).collect();
        assert_eq!(words[3..6], ["reduce", "it", "and"]);
        assert_eq!(
            words[7..13],
            ["thunderstorm", "came", "nearer", "to", "the", "well"]
        );
    }
}

#[test]
fn the_lines_of_a_heading_and_of_a_poem_are_apart() {
    let prose = "It was late in the year, and the snow had come to the\ntown and lay there for a week, and then it went\naway.\n";
    let verse = "“O the night is long,\nAnd the road is white,\nAnd I sing my song,” he sang.\n";
    let text = format!("CHAPTER ONE\nThe Cellar Opens\n\n{prose}\n{verse}\n{prose}");
    let by = "lines:\n  - { quote: \"O the night\", by: NARRATOR }\n";
    let stage = stage("a.txt", &text, by);
    let lines = lines(&stage);
    assert_eq!(
        lines[..3],
        ["CHAPTER ONE", "The Cellar Opens", prose.trim_end()]
    );
    assert_eq!(
        lines[3],
        verse.split_once('“').unwrap().1.split_once('”').unwrap().0
    );
    assert_eq!(lines.len(), 6);
}

#[test]
fn a_text_in_markdown_is_read_without_its_marks() {
    let text = "---\ntitle: x\n---\n# The *Lamp*\n\nIt **burned**, see [the map](http://x.org).[^1]\n\n| Who | Age |\n|---|---|\n| Anna | 40 |\n\n```\nno\n```\n\n[^1]: Not this.\n";
    let cues = "cues:\n  - { spot: door-strike, at: \"**burned**, see [the map](http://x.org)\" }\n  - { spot: door-strike, at: \"see the map\" }\n";
    let stage = stage("a.md", text, cues);
    assert_eq!(
        lines(&stage),
        ["The Lamp", "It burned, see the map.", "Who Age", "Anna 40"]
    );
}

#[test]
fn words_that_no_voice_can_read_are_silent_and_reported() {
    let text = "第一章\n\n雨还在下。没有人回答。\n\nThe rain fell.\n";
    let bed = "cues:\n  - { bed: wind, from: start, until: end }\n";
    let stage = stage("a.txt", text, bed);
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 0);
    let report = said.out + &said.err;
    assert!(
        report.contains("no voice can read 8 words in Han script"),
        "{report}"
    );
    assert_eq!(report.matches("unreadable-text").count(), 1, "{report}");
    let rendered = stage.render("s.wav", &[]);
    assert_eq!(rendered.code, 0, "{}", rendered.err);
    assert!(rendered.err.contains("unreadable-text"), "{}", rendered.err);
    assert!(rendered.out.contains("1 take spoken"), "{}", rendered.out);
    let mix = stage.run(["check", "show.yaml", "--mix", "--stand-in"]);
    assert!(!mix.out.contains("hard-to-understand"), "{}", mix.out);
}

#[test]
fn a_language_without_a_voice_is_silent_and_reported() {
    let stage = stage("a.txt", "Die Tür ging auf.\n", "language: de\n");
    let rendered = stage.render("s.wav", &[]);
    assert_eq!(rendered.code, 0, "{}", rendered.err);
    assert!(
        rendered.err.contains("no voice speaks the language `de`"),
        "{}",
        rendered.err
    );
    assert!(
        rendered.out.contains("nothing spoken anew"),
        "{}",
        rendered.out
    );
}

const SHARED: &str = "pronounce:\n  - names.yaml\n  - { Anna: AH-nah }\n";

#[test]
fn a_shared_list_of_pronunciations_is_read_and_edited() {
    let stage = stage("a.txt", "Anna met Frunze at the Arbat.\n", SHARED);
    stage.write(
        "names.yaml",
        "# the house list\nFrunze: Froon-zeh\nNobody: NOH-buh-dee\n",
    );
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let said = stage.run(["pronounce", "show.yaml", "Frunze", "FROON-zih"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("names.yaml") && said.out.contains("+Frunze: FROON-zih"));
    let list = String::from_utf8(stage.bytes("names.yaml")).unwrap();
    assert_eq!(
        list,
        "# the house list\nFrunze: FROON-zih\nNobody: NOH-buh-dee\n"
    );
    stage.run(["pronounce", "show.yaml", "Arbat", "ar-BAT"]);
    let script = String::from_utf8(stage.bytes("show.yaml")).unwrap();
    assert!(
        script.contains("{ Anna: AH-nah, Arbat: ar-BAT }"),
        "{script}"
    );
}

#[test]
fn a_mistake_in_a_shared_list_has_its_own_place() {
    let stage = stage("a.txt", "Anna met Frunze.\n", SHARED);
    let missing = stage.run(["check", "show.yaml"]);
    assert_eq!(missing.code, 1);
    stage.write("names.yaml", "Frunze: Froon-zeh\nRed Army: red\n");
    let said = stage.run(["check", "show.yaml"]);
    assert_eq!(said.code, 1);
    let report = said.out + &said.err;
    assert!(report.contains("names.yaml:2:1"), "{report}");
    assert!(report.contains("pronounce-words"), "{report}");
}

#[test]
fn a_voice_is_tried_aloud() {
    let stage = Stage::new();
    let args = [
        "voices",
        "try",
        "bm_george",
        "Go!",
        "--stand-in",
        "--silent",
    ];
    let said = stage.run(args);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.starts_with("Playing bm_george: "), "{}", said.out);
    assert_eq!(stage.names(), ["door.txt", "show.yaml"]);
}
