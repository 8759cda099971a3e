//! What the proof of a story reports, and the path that shows it.

use super::show;

const TEXT: &str = "\
text: |
  One came. It rained.

  Two came. It snowed. “Go!” he said.

  Three came. It blew.

  Four came. It shone.
";

const SCENES: &str = "
scenes:
  - { id: one, from: start }
  - { id: two, from: Two came }
  - { id: three, from: Three came }
  - { id: four, from: Four came }
";

/// Returns the findings in a show with these sections: the code, the place and the
/// path of each.
fn found(sections: &str) -> Vec<(String, String, String)> {
    let scenes = if sections.contains("scenes:") {
        ""
    } else {
        SCENES
    };
    let lines = if sections.contains("lines:") {
        ""
    } else {
        "lines: [ { quote: Go, by: NARRATOR } ]\n"
    };
    let show = show(&format!("{TEXT}{scenes}{sections}\n{lines}"));
    assert_eq!(show.diagnostics, [], "{sections}");
    let row = |found: cuebook_core::diagnostic::Diagnostic| {
        let path = found.hints.iter().find_map(|hint| {
            let path = hint.text.strip_prefix("the shortest path ")?;
            Some(path.rsplit_once(": ")?.1.to_owned())
        });
        let place = found.labels[0].span.of(&show.source).to_owned();
        (found.code.to_owned(), place, path.unwrap_or_default())
    };
    show.proof(100_000).into_iter().map(row).collect()
}

/// Asserts that a show has exactly one finding.
fn only(sections: &str, (code, place, path): (&str, &str, &str)) {
    let wanted = (code.to_owned(), place.to_owned(), path.to_owned());
    assert_eq!(found(sections), [wanted], "{sections}");
}

/// Returns a choice after “It rained”.
fn door(options: &str) -> String {
    format!("choices: [ {{ id: door, at: {{ after: It rained }}, options: [ {options} ] }} ]")
}

#[test]
fn scenes_that_no_path_hears_are_named() {
    let skips = SCENES.replace("from: start", "from: start, then: three");
    only(&skips, ("scene-never-heard", "two", ""));
    let both = door("{ id: a, words: A, to: three }, { id: b, words: B, to: four }");
    only(&both, ("scene-never-heard", "two", ""));
    let when = SCENES.replace("Four came", "Four came, when: not night");
    only(
        &format!("state: {{ night: true }}{when}"),
        ("scene-never-heard", "four", ""),
    );
    let words = "choices: [ { id: tree, at: { after: Four came }, options: [ { id: a, words: A, to: end } ] } ]";
    only(words, ("scene-never-heard", "tree", ""));
}

#[test]
fn lines_and_cues_that_are_never_heard_are_named() {
    let state = "state: { night: false }\n";
    let line = format!("{state}lines: [ {{ quote: Go, by: NARRATOR, when: night }} ]");
    only(&line, ("never-heard", "night", ""));
    let cue = format!(
        "{state}cues: [ {{ spot: door-strike, at: It blew, when: not (night == false) }} ]"
    );
    only(&cue, ("never-heard", "not (night == false)", ""));
    let bed =
        "state: { n: { from: 1, to: 3 } }\ncues: [ { bed: rain, from: It blew, when: n > 1 } ]";
    only(bed, ("never-heard", "n > 1", ""));
    let again = "lines: [ { quote: Go, by: NARRATOR, say-again: Run, when: n == 1 } ]\nstate: { n: { from: 1, to: 2 } }";
    let codes: Vec<String> = found(again).into_iter().map(|(code, ..)| code).collect();
    assert!(codes.contains(&"never-heard".to_owned()), "{codes:?}");
}

#[test]
fn options_that_are_never_open_are_named() {
    let one = door("{ id: a, words: A }, { id: b, words: B, when: night }");
    only(
        &format!("state: {{ night: false }}\n{one}"),
        ("option-never-open", "b", ""),
    );
    let word = door("{ id: a, words: A }, { id: b, words: B, when: mood == glad }");
    let state = "state: { mood: { one-of: [calm, glad] } }\n";
    only(&format!("{state}{word}"), ("option-never-open", "b", ""));
    let late = "state: { n: { from: 0, to: 2 } }\nchoices:
  - { id: door, at: { after: It rained }, options: [ { id: a, words: A, set: { n: n + 1 } } ] }
  - { id: hill, at: { after: It snowed }, options: [ { id: b, words: B }, { id: c, words: C, when: n == 2 } ] }";
    only(late, ("option-never-open", "c", "door=a"));
}

#[test]
fn a_choice_without_an_open_option_is_an_error_unless_it_has_a_default() {
    let state = "state: { lamp: false }\n";
    let hill = |default: &str| {
        format!("{state}choices:
  - {{ id: door, at: {{ after: It rained }}, options: [ {{ id: a, words: A, set: {{ lamp: true }} }}, {{ id: b, words: B }} ] }}
  - {{ id: hill, at: {{ after: It snowed }}, {default} options: [ {{ id: c, words: C, when: lamp }} ] }}")
    };
    only(&hill(""), ("choice-without-options", "hill", "door=b"));
    assert_eq!(found(&hill("default: c,")), []);
    let once = SCENES.replace("Two came", "Two came, then: one")
        + "choices:
  - { id: door, at: { after: It rained }, options: [ { id: a, words: A, once: true } ] }
  - { id: hill, at: { after: It snowed }, options: [ { id: b, words: B, to: three }, { id: c, words: C } ] }";
    only(&once, ("choice-without-options", "door", "door=a,hill=c"));
}

#[test]
fn a_place_without_a_way_on_is_an_error() {
    let scenes = |then: &str| SCENES.replace("Two came", &format!("Two came, then: {then}"));
    let state = "state: { lamp: false }\n";
    let set = door("{ id: a, words: A, set: { lamp: true } }, { id: b, words: B }");
    let one = format!("{state}{}{set}", scenes("[ { to: four, when: lamp } ]"));
    let two = found(&one);
    assert!(
        two.contains(&("no-way-on".into(), "two".into(), "door=b".into())),
        "{two:?}"
    );
    let other = format!(
        "{state}{}{set}",
        scenes("[ { to: three, when: not lamp } ]")
    );
    only(&other, ("no-way-on", "two", "door=a"));
    let closed = format!(
        "{state}{}{set}",
        scenes("[ { to: three, when: not lamp }, four ]")
    );
    assert_eq!(found(&closed), []);
}

#[test]
fn circles_without_a_choice_are_errors() {
    let round = SCENES.replace("Three came", "Three came, then: two");
    let codes = |sections: &str| {
        found(sections)
            .into_iter()
            .map(|(code, place, _)| format!("{code} {place}"))
            .collect::<Vec<_>>()
    };
    assert!(codes(&round).contains(&"endless-circle two".to_owned()));
    let own = SCENES.replace("Four came", "Four came, then: four");
    assert!(codes(&own).contains(&"endless-circle four".to_owned()));
    let lamp = "state: { lamp: true }".to_owned()
        + &SCENES.replace(
            "Four came",
            "Four came, then: [ { to: one, when: lamp }, end ]",
        );
    assert!(
        codes(&lamp).contains(&"endless-circle one".to_owned()),
        "{:?}",
        codes(&lamp)
    );
}

#[test]
fn beds_and_rides_name_the_path_that_misses_their_words() {
    let cue = |cue: &str| {
        let choice = door("{ id: a, words: A }, { id: b, words: B, to: three }");
        format!("{choice}\ncues: [ {{ id: c, {cue} }} ]")
    };
    let bed = "bed: rain, from: One came, until: It snowed";
    only(&cue(bed), ("bed-left-running", "It snowed", "door=b"));
    let music = "music: wind, from: start, until: { after: Two came }";
    only(
        &cue(music),
        ("bed-left-running", "{ after: Two came }", "door=b"),
    );
    let ride = "bed: rain, from: start, until: end, ride: { at: It snowed, gain: -9dB }";
    only(&cue(ride), ("ride-not-met", "It snowed", "door=b"));
    assert_eq!(found(&cue("bed: rain, from: start, until: It blew")), []);
    assert_eq!(
        found(&cue(
            "bed: rain, from: It snowed, until: { after: It blew }"
        )),
        []
    );
    let never = "bed: rain, from: It blew, until: Two came";
    let codes: Vec<String> = found(&cue(never))
        .into_iter()
        .map(|(code, ..)| code)
        .collect();
    assert_eq!(codes, ["bed-left-running"]);
}

#[test]
fn a_trap_without_an_end_is_named() {
    let scenes = SCENES.replace("Three came", "Three came, then: two");
    let hill = "choices:
  - { id: door, at: { after: It rained }, options: [ { id: a, words: A }, { id: b, words: B, to: four } ] }
  - { id: hill, at: { after: It snowed }, options: [ { id: c, words: C } ] }";
    let found = found(&format!("{scenes}{hill}"));
    assert_eq!(
        found,
        [(
            "never-ends".to_owned(),
            "one".to_owned(),
            "door=a".to_owned()
        )]
    );
}

#[test]
fn a_value_out_of_range_is_found_unless_it_is_meant() {
    let sections = |state: &str, new: &str| {
        let options = format!(
            "{{ id: stay, words: Stay, set: {{ n: {new} }}, to: one }}, {{ id: go, words: Go }}"
        );
        let cue = "cues: [ { bed: rain, from: It shone, when: n > 1 } ]";
        format!("state: {{ n: {{ {state} }} }}\n{}\n{cue}", door(&options))
    };
    let twice = ("leaves-range", "n + 1", "door=stay,door=stay,door=stay");
    only(&sections("from: 0, to: 2", "n + 1"), twice);
    only(
        &sections("from: 0, to: 2", "2 - n * 2"),
        ("leaves-range", "2 - n * 2", "door=stay,door=stay"),
    );
    assert_eq!(found(&sections("from: 0, to: 2, clamp: true", "n + 1")), []);
    let advised = |sections: &str| {
        let show = show(&format!("{TEXT}{SCENES}{sections}\nlines: []"));
        let found = show.proof(100_000);
        found[0].hints[0].text.clone()
    };
    // A listener who goes round leaves every range.
    let hints = |new: &str| advised(&sections("from: 0, to: 2", new));
    assert_eq!(
        hints("n + 1"),
        "offer the option only `when: n <= 1`, or write `clamp: true` if it is meant"
    );
    assert_eq!(
        hints("n - 1"),
        "offer the option only `when: n >= 1`, or write `clamp: true` if it is meant"
    );
    assert_eq!(hints("n * 2 + 1"), "write `clamp: true` if it is meant");
    // Where nobody goes round, the range is widened to the largest value of all paths.
    let twice = |new: &str| {
        let options = format!(
            "{{ id: up, words: Up, set: {{ n: {new} }} }}, {{ id: more, words: More, set: {{ n: n + 4 }} }}"
        );
        let cue = "cues: [ { bed: rain, from: It shone, when: n > 1 } ]";
        advised(&format!(
            "state: {{ n: {{ from: 0, to: 2 }} }}\n{}\n{cue}",
            door(&options)
        ))
    };
    assert_eq!(
        twice("n + 3"),
        "widen the range with `to: 4`, or write `clamp: true` if it is meant"
    );
    assert_eq!(
        twice("n - 1"),
        "widen the range with `from: -1`, offer the option only `when: n >= 1`, or write `clamp: true` if it is meant"
    );
}
