//! The story of a show, bound to its text.

mod proof;

use std::path::Path;

use super::BookStory;
use crate::book::Book;
use crate::session::Show;
use crate::world::Memory;
use cuebook_core::id::IdRange;
use cuebook_core::units::Frames;
use cuebook_story::{Kind, NodeId, To, Use};

const HOUSE: &str = "\
show: House
text: |
  Anna was late. “Is there a light?” she called. No one answered.

  The hall was dark. The door was shut. A clock ticked.

  Twelve steps went down. “You again!” said Tom.

cast: { ANNA: { voice: af_heart }, TOM: { voice: am_onyx }, VOICE: { pan: 0.5 } }
state:
  lamp: false
  courage: { from: 0, to: 3, start: 1 }
  mood: { one-of: [calm, afraid], start: afraid }
scenes:
  - { id: hall, from: \"The hall was dark\", title: The hall, then: [{ to: cellar, when: lamp }, end] }
  - { id: cellar, from: Twelve steps, when: \"courage >= 1\", then: hall }
choices:
  - id: door
    at: { after: \"door was shut\" }
    ask: \"Open it, or wait?\"
    by: VOICE
    wait: 10s
    default: stay
    options:
      - { id: open, say: \"Open it.\", to: cellar, when: not lamp, set: { lamp: true, courage: courage + 1 }, once: true }
      - { id: stay, words: Wait, set: { mood: calm } }
    while-waiting: { bed: clock, gain: -20dB, remind: { after: 6s, say: { quote: Is there a light } } }
lines:
  - { quote: Is there a light, by: ANNA, when: mood == afraid }
  - { quote: You again, by: TOM, say-again: \"And again! Well, well.\" }
cues:
  - { bed: rain, from: A clock ticked, until: Twelve steps, when: lamp }
  - { bed: wind, from: start, until: { after: No one answered } }
";

fn show(script: &str) -> Show {
    Show::load(
        Path::new("s.yaml"),
        script.as_bytes(),
        None,
        &Memory::default(),
    )
}

fn found(script: &str) -> Vec<String> {
    let show = show(script);
    let found = show.diagnostics.iter();
    found
        .map(|one| format!("{}: {}", one.code, one.on_one_line()))
        .collect()
}

fn story(book: &Book) -> &BookStory {
    book.story.as_ref().unwrap()
}

#[test]
fn scenes_and_choices_become_the_graph() {
    let show = show(HOUSE);
    assert_eq!(show.diagnostics, []);
    let story = story(&show.book);
    let graph = &story.graph;
    let names: Vec<&str> = graph.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["start", "hall", "cellar"]);
    let hall = graph.node("hall").unwrap();
    let cellar = graph.node("cellar").unwrap();
    let ways = |node: NodeId| {
        graph.nodes[node]
            .ways
            .iter()
            .map(|way| way.to)
            .collect::<Vec<To>>()
    };
    assert_eq!(ways(graph.node("start").unwrap()), [To::Node(hall)]);
    assert_eq!(ways(hall), [To::Node(cellar), To::End]);
    assert_eq!(ways(cellar), [To::Node(hall)]);
    assert_eq!(graph.nodes[hall].title.as_deref(), Some("The hall"));
    assert!(graph.nodes[cellar].says_again && !graph.nodes[hall].says_again);
    assert_eq!(
        graph.variables[graph.choices[graph.choice("door").unwrap()].options[0].sets[1].variable]
            .kind,
        Kind::Number { from: 0, to: 3 }
    );
    assert_eq!(graph.variables[cuebook_story::VariableId(2)].start, 1);
    let door = &graph.choices[graph.choice("door").unwrap()];
    assert!(door.timed && door.default == Some(1) && door.options[0].once);
    assert_eq!(door.options[0].to, Some(To::Node(cellar)));
    assert_eq!(graph.follows.len(), 1, "a bed within one part surely ends");
    assert!(graph.follows.iter().all(|follow| follow.when.is_some()));
    let heard = graph
        .conditions
        .iter()
        .filter(|one| matches!(one.used, Use::Heard(_)));
    assert_eq!(heard.count(), 2);
}

#[test]
fn every_line_is_within_one_part() {
    let show = show(HOUSE);
    let (book, story) = (&show.book, story(&show.book));
    let hall = story.graph.node("hall").unwrap();
    let parts = story.nodes[hall].parts.iter().map(|words| {
        let said = book.prose.span_of(words.clone()).of(&book.prose.text);
        said.to_owned()
    });
    let parts: Vec<String> = parts.collect();
    assert_eq!(
        parts,
        ["The hall was dark. The door was shut", "A clock ticked"]
    );
    for line in &book.lines {
        let (node, part) = story.part_of(line.words.start).unwrap();
        let words = &story.nodes[node].parts[part];
        assert!(
            words.start <= line.words.start && line.words.end <= words.end,
            "{}",
            line.id
        );
    }
    let all: usize = story.nodes.iter().map(|node| node.words().len()).sum();
    assert_eq!(all, book.prose.words.len());
}

#[test]
fn the_words_of_a_choice_are_lines_of_their_role() {
    let show = show(HOUSE);
    let (book, story) = (&show.book, story(&show.book));
    let door = &story.choices[story.graph.choice("door").unwrap()];
    let role = |line: &crate::book::Line| book.roles[line.role].name.clone();
    let ask = door.ask.as_ref().unwrap();
    assert_eq!(
        (ask.shown().as_str(), role(&ask.lines[0])),
        ("Open it, or wait?", "VOICE".to_owned())
    );
    assert_eq!(
        (ask.lines[0].id.as_str(), ask.lines[0].pan),
        ("door.ask", 0.5)
    );
    assert_eq!(door.wait, Some(Frames(480_000)));
    let shown: Vec<&str> = door
        .options
        .iter()
        .map(|option| option.shown.as_str())
        .collect();
    assert_eq!(shown, ["Open it.", "Wait"]);
    assert!(door.options[1].say.is_none());
    let (after, remind) = door.remind.as_ref().unwrap();
    assert_eq!(
        (after.0, remind.shown().as_str()),
        (288_000, "Is there a light?")
    );
    let waiting = door.waiting.as_ref().unwrap();
    assert_eq!(book.sounds[waiting.sound.unwrap()].name, "clock");
    assert!(waiting.looped && waiting.gain.0 == -20.0);
    let (line, again) = story.again.first_key_value().unwrap();
    assert_eq!(role(&again.lines[0]), "TOM");
    assert_eq!(again.lines[0].id, format!("{}.again", book.lines[*line].id));
}

#[test]
fn quoted_words_keep_their_role_unless_the_choice_names_one() {
    let by = |script: &str| {
        let show = show(script);
        let door = &story(&show.book).choices[cuebook_story::ChoiceId(0)];
        let (_, said) = door.remind.as_ref().unwrap();
        show.book.roles[said.lines[0].role].name.clone()
    };
    assert_eq!(by(HOUSE), "VOICE");
    assert_eq!(by(&HOUSE.replace("    by: VOICE\n", "")), "ANNA");
}

#[test]
fn a_show_in_which_nothing_is_decided_has_no_story() {
    let show = show("text: |\n  He went. She came.\nscenes:\n  - { id: end, from: She came }\n");
    assert!(show.book.story.is_none());
    assert_eq!(show.diagnostics, []);
}

#[test]
fn a_choice_within_a_sentence_is_shown_the_ends_around_it() {
    let script = HOUSE.replace("after: \"door was shut\"", "after: \"The door was\"");
    let found = found(&script);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("choice-within-sentence"), "{found:?}");
    assert!(
        found[0].contains("{ after: \"The door was shut\" }"),
        "{found:?}"
    );
    assert!(
        found[0].contains("{ after: \"The hall was dark\" }"),
        "{found:?}"
    );
}

#[test]
fn an_expression_is_marked_where_it_is_wrong() {
    let script = HOUSE.replace("\"courage >= 1\"", "\"corage >= 1\"");
    let show = show(&script);
    let [wrong] = &show.diagnostics[..] else {
        panic!("{:?}", show.diagnostics);
    };
    assert_eq!(wrong.code, "bad-expression");
    assert_eq!(wrong.labels[0].span.of(&show.source), "corage");
    let (span, with) = wrong.hints[0].replace.as_ref().unwrap();
    assert_eq!(
        (span.of(&show.source), with.as_str()),
        ("corage", "courage")
    );
}

#[test]
fn a_pronunciation_may_be_of_words_that_only_a_choice_has() {
    let with = |word: &str| {
        let script = HOUSE.replace(
            "scenes:",
            &format!("pronounce: {{ {word}: oh-pen }}\nscenes:"),
        );
        show(&script)
            .diagnostics
            .iter()
            .map(|found| found.code)
            .collect::<Vec<_>>()
    };
    assert!(with("Open").is_empty() && with("Well").is_empty());
    assert_eq!(with("Close"), ["pronounce-unused"]);
}

#[test]
fn words_that_no_voice_can_read_are_reported_where_the_script_has_them() {
    let silent = |from: &str, to: &str| {
        let show = show(&HOUSE.replace(from, to));
        let found = show.diagnostics.iter();
        let place = |one: &cuebook_core::diagnostic::Diagnostic| {
            assert_eq!(one.code, "unreadable-text");
            one.labels[0].span.of(&show.source).to_owned()
        };
        found.map(place).collect::<Vec<String>>()
    };
    assert_eq!(
        silent("Open it, or wait?", "Open it, 下雨了?"),
        ["\"Open it, 下雨了?\""]
    );
    assert_eq!(silent("And again! Well, well.", "Дверь!"), ["\"Дверь!\""]);
    assert_eq!(silent("say: \"Open it.\"", "say: 下雨了"), ["下雨了"]);
}

#[test]
fn a_choice_within_a_speech_leaves_its_role_on_both_sides() {
    let script = "text: |
  “One. Two. Three.” They went on. “Four.”
cast: { TOM: { voice: am_onyx } }
state: { lamp: true }
choices:
  - { id: a, at: { after: One }, options: [ { id: x, words: X, set: { lamp: false } } ] }
  - { id: b, at: { after: Two }, options: [ { id: x, words: X } ] }
lines:
  - { quote: One, by: TOM, when: lamp, say-again: Uno. }
  - { quote: Four, by: TOM }
";
    let show = show(script);
    assert_eq!(show.diagnostics, []);
    let (book, story) = (&show.book, story(&show.book));
    let lines = book.lines.iter().map(|line| {
        let said = book.prose.span_of(line.words.clone()).of(&book.prose.text);
        (said, book.roles[line.role].name.as_str(), line.dialogue)
    });
    let narrator = ("They went on", "NARRATOR", false);
    let tom = |words| (words, "TOM", true);
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [tom("One"), tom("Two"), tom("Three"), narrator, tom("Four")]
    );
    let conditional: Vec<usize> = story.lines.keys().map(|line| line.0).collect();
    assert_eq!(conditional, [0, 1, 2]);
    assert_eq!(
        story.graph.conditions.len(),
        1,
        "one speech has one condition"
    );
    let spoken: Vec<usize> = story.again.values().map(|said| said.lines.len()).collect();
    assert_eq!(
        spoken,
        [1, 0, 0],
        "the first line has the other words of the speech"
    );
}
