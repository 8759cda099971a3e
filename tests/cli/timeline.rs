//! Tests of `cuebook timeline`.

use serde_json::Value;

use crate::stage::{Stage, TEXT};

#[test]
fn the_table_shows_speakers_and_times() {
    let said = Stage::new().run(["timeline", "show.yaml", "--stand-in"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let rows: Vec<&str> = said.out.lines().collect();
    let has = |words: &str| rows.iter().any(|row| row.contains(words));
    assert!(has("ANNA      Go!"), "{}", said.out);
    assert!(
        has("· bed     rain wind") && has("· spot    knock door-strike") && has("· hush    still")
    );
    let mut starts: Vec<&str> = rows.iter().map(|row| &row[..9]).collect();
    assert_eq!(starts.pop(), Some("         "), "the last row is the end");
    assert!(starts.is_sorted(), "{}", said.out);
}

/// Fails unless `value` has these keys and no others, in this order.
fn assert_keys(value: &Value, keys: &str) {
    let mut written: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut keys: Vec<&str> = keys.split_whitespace().collect();
    written.sort_unstable();
    keys.sort_unstable();
    assert_eq!(written, keys);
}

#[test]
fn the_json_timeline_has_the_documented_keys() {
    let timeline = Stage::new().timeline(&[]);
    assert_keys(&timeline, "rate frames lines cues");
    assert_eq!(timeline["rate"], 48_000);
    let lines = timeline["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 5);
    for line in lines {
        assert_keys(line, "id role text start end words");
        for word in line["words"].as_array().unwrap() {
            assert_keys(word, "text start end from to");
        }
    }
    let cues = timeline["cues"].as_array().unwrap();
    for cue in cues {
        assert_keys(cue, "id kind sound start end");
    }
    let value = |at: usize, key: &str| cues[at][key].as_str();
    assert_eq!(
        (value(0, "id"), value(0, "kind"), value(0, "sound")),
        (Some("rain"), Some("bed"), Some("wind"))
    );
    assert_eq!(
        (value(2, "id"), value(2, "kind"), value(2, "sound")),
        (Some("still"), Some("hush"), None)
    );
    assert_eq!(lines[0]["id"], "go");
    assert_eq!(lines[0]["role"], "ANNA");
    assert_eq!(lines[0]["text"], "Go!");
}

#[test]
fn times_increase_and_stay_in_the_show() {
    let timeline = Stage::new().timeline(&[]);
    let frames = timeline["frames"].as_u64().unwrap();
    let mut before = 0;
    for line in timeline["lines"].as_array().unwrap() {
        let span = |of: &Value| (of["start"].as_u64().unwrap(), of["end"].as_u64().unwrap());
        let (start, end) = span(line);
        assert!(before <= start && start < end && end <= frames);
        let mut at = start;
        for word in line["words"].as_array().unwrap() {
            let (first, last) = span(word);
            assert!(at <= first && first < last && last <= end, "{word}");
            at = last;
        }
        before = start;
    }
}

/// Returns every word with its place in the text, in characters.
fn places(timeline: &Value) -> Vec<(String, usize, usize)> {
    let lines = timeline["lines"].as_array().unwrap().iter();
    let words = lines.flat_map(|line| line["words"].as_array().unwrap());
    let number = |of: &Value| usize::try_from(of.as_u64().unwrap()).unwrap();
    words
        .map(|word| {
            let text = word["text"].as_str().unwrap().to_owned();
            (text, number(&word["from"]), number(&word["to"]))
        })
        .collect()
}

#[test]
fn places_count_the_characters_of_the_file() {
    for text in [
        TEXT.to_owned(),
        format!("\u{feff}{TEXT}"),
        TEXT.replace('\n', "\r\n"),
        format!("\u{feff}{}", TEXT.replace('\n', "\r\n")),
    ] {
        let stage = Stage::new();
        stage.write("door.txt", &text);
        let characters: Vec<char> = text.chars().collect();
        let places = places(&stage.timeline(&[]));
        for (word, from, to) in &places {
            assert_eq!(characters[*from..*to].iter().collect::<String>(), *word);
        }
        let words: Vec<&str> = places.iter().map(|(word, ..)| word.as_str()).collect();
        assert_eq!(words.len(), 22);
        assert!(words.contains(&"дверь") && words.contains(&"loudly"));
    }
}

#[test]
fn a_seed_changes_only_random_choices() {
    let stage = Stage::new();
    let (one, two) = (
        stage.timeline(&["--seed", "1"]),
        stage.timeline(&["--seed", "2"]),
    );
    assert_eq!(one["lines"], two["lines"]);
    assert_ne!(one["cues"], two["cues"], "the strikes of the door");
    assert_eq!(one, stage.timeline(&["--seed", "1"]));
}
