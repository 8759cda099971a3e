//! Shuffles and random numbers, which a show draws once, when it starts.

use super::{imported, show};
use crate::book::Book;
use crate::exchange::ink::write::write;
use crate::session::Show;
use crate::story::unroll;
use crate::world::Memory;
use cuebook_story::{Story, Walk};
use std::collections::BTreeSet;
use std::path::Path;

/// Returns the words up to the first choice, for each outcome of the draws.
fn heard(book: &Book) -> BTreeSet<String> {
    let story = book.story.as_ref().unwrap();
    let flags = story.graph.variables.entries();
    let flags = flags.filter(|(_, variable)| variable.chance.is_some());
    let flags: Vec<_> = flags.map(|(id, _)| id).collect();
    let said = (0..1 << flags.len()).map(|outcome| {
        let mut drawn = story.clone();
        for (bit, flag) in flags.iter().enumerate() {
            drawn.graph.variables[*flag].start = outcome >> bit & 1;
        }
        let mut walk = Walk::new(&drawn.graph);
        walk.to_choice();
        let path = unroll(book, &drawn, walk.decisions()).unwrap();
        let lines = path.book.lines.iter();
        let own = lines.filter(|line| path.words[line.words.start].is_some());
        let said: Vec<&str> = own.map(|line| path.book.prose.said(line.text)).collect();
        said.join(" ")
    });
    said.collect()
}

/// Returns the chances of a story, in their order.
fn chances(graph: &Story) -> Vec<f64> {
    let all = graph.variables.iter();
    all.filter_map(|variable| variable.chance).collect()
}

fn texts(own: &[&str]) -> BTreeSet<String> {
    own.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_shuffle_that_is_heard_once_is_drawn() {
    for (text, drawn, said) in [
        (
            "It was {~wet|dry}.\n* [Go] -> END\n",
            vec![50.0],
            texts(&["It was wet.", "It was dry."]),
        ),
        (
            "Hi.\n{shuffle:\n- One.\n- Two.\n- Three.\n}\n* [Go] -> END\n",
            vec![33.3, 50.0],
            texts(&["Hi. One.", "Hi. Two.", "Hi. Three."]),
        ),
        (
            "Hi.\n{ RANDOM(1, 100) <= 30: Rain.|Sun.}\n* [Go] -> END\n",
            vec![30.0],
            texts(&["Hi. Rain.", "Hi. Sun."]),
        ),
        (
            "Hi.\n{ RANDOM(1, 3):\n- 1: One.\n- 2: Two.\n- else: More.\n}\n* [Go] -> END\n",
            vec![33.3, 50.0],
            texts(&["Hi. One.", "Hi. Two.", "Hi. More."]),
        ),
        (
            "Hi.\n~ temp die = RANDOM(1, 3)\n{die > 2: High.|Low {die}.}\n* [Go] -> END\n",
            vec![33.3, 50.0],
            texts(&["Hi. High.", "Hi. Low 1.", "Hi. Low 2."]),
        ),
        (
            "Hi.\n{coin()} and {coin()}.\n* [Go] -> END\n=== function coin()\n~ return RANDOM(1, 2) == 1\n",
            vec![50.0, 50.0],
            texts(&[
                "Hi. true and true.",
                "Hi. true and false.",
                "Hi. false and true.",
                "Hi. false and false.",
            ]),
        ),
    ] {
        let (show, script) = show(text);
        let (_, _, notes) = imported(text);
        assert!(notes.is_empty(), "{text}: {notes:?}");
        let story = show.book.story.as_ref().unwrap();
        assert_eq!(chances(&story.graph), drawn, "{text}\n{script}");
        assert_eq!(heard(&show.book), said, "{text}\n{script}");
        // The words of the show may have them, its conditions not.
        let conditions = script.lines().filter_map(|line| line.split_once("when: "));
        for (_, condition) in conditions {
            for value in ["and false", "or true", "true and"] {
                assert!(!condition.contains(value), "{value}: {script}");
            }
        }
    }
}

#[test]
fn a_shuffle_that_is_heard_again_says_its_alternatives_in_turn() {
    let (show, script) = show("- (top) {~One.|Two.|Three.}\n+ [Again] -> top\n+ [On] -> END\n");
    let story = show.book.story.as_ref().unwrap();
    assert_eq!(chances(&story.graph), [33.3, 50.0], "{script}");
    let mut walk = Walk::new(&story.graph);
    for _ in 0..3 {
        walk.to_choice();
        walk.choose(walk.offered()[0]).unwrap();
    }
    let mut said = super::walks::said(&show.book, walk.decisions());
    // The fourth visit says the first one again.
    assert_eq!(said.pop(), said.first().cloned());
    said.sort();
    assert_eq!(said, ["One", "Three", "Two"], "{script}");
}

const STORM: &str = "\
show: Storm
text: |
  The sea was grey. They rowed.

  A storm came. It was loud.

  The sun came out.
state: { storm: { chance: 30% }, brave: false }
scenes:
  - { id: sea, from: start, then: [ { to: gale, when: storm }, sun ] }
  - { id: gale, from: A storm came, then: end }
  - { id: sun, from: The sun came }
choices:
  - id: row
    at: { after: They rowed. }
    wait: 5s
    default: on
    options:
      - { id: on, words: Row on }
      - { id: pray, words: Pray, set: { storm: false } }
";

#[test]
fn chance_and_a_default_are_the_same_after_export_and_import() {
    let world = Memory::default();
    let show = Show::load(Path::new("show.yaml"), STORM.as_bytes(), None, &world);
    assert!(show.book.story.is_some(), "{:?}", show.diagnostics);
    let written = write(&show.script, &show.book).text;
    let (_, script, notes) = imported(&written);
    let lost: Vec<_> = notes.iter().filter(|note| !note.remark).collect();
    assert!(lost.is_empty(), "{lost:?}");
    for row in ["  storm: { chance: 30% }", "default: on", "wait: 5s"] {
        assert!(script.contains(row), "{row}\n{written}\n{script}");
    }
    assert!(!script.contains("otherwise"), "{script}");
}

#[test]
fn a_random_number_is_calculated_with() {
    let text = "\
VAR hp = 2
-> fight
=== fight
You fight.
~ hp = hp - RANDOM(0, 1)
{ hp <= 0: -> dead }
+ [Hit again] -> fight
+ [Run] -> run
=== dead
You die. -> END
=== run
You ran. -> END
";
    let (show, script) = show(text);
    let (_, _, notes) = imported(text);
    let told: Vec<(usize, &str)> = notes
        .iter()
        .map(|note| (note.at.line, note.what.as_str()))
        .collect();
    let once = "a random number; a show draws it once, when it starts";
    assert_eq!(told, [(5, once)], "{script}");
    let story = &show.book.story.as_ref().unwrap().graph;
    let explored = story.with_draws().unwrap().explore().unwrap();
    for scene in ["dead", "run"] {
        let node = story.node(scene).unwrap();
        assert!(explored.path_to(node, 0).is_some(), "{scene}\n{script}");
    }
    for (value, least) in [
        ("x = 3 * (RANDOM(1, 2) + y) - 1", 5),
        ("x = MAX(RANDOM(1, 3), 2)", 2),
        ("x = x + RANDOM(1, 2) + RANDOM(1, 2)", 2),
    ] {
        let text = format!(
            "VAR x = 0\nVAR y = 1\nHi.\n~ {value}\n{{x > {least}: More.|Less.}}\n* [Go] -> END\n"
        );
        let (_, script, notes) = imported(&text);
        assert!(notes.is_empty(), "{value}: {notes:?}\n{script}");
    }
}

#[test]
fn many_outcomes_of_chance_do_not_hide_the_bounds_of_a_number() {
    // Ten shuffles one after the other, and a die with twelve sides.
    let shuffles: String = (0..10)
        .map(|n| format!("Day {n} was {{~wet|dry|cold}}.\n* [On {n}]\n-\n"))
        .collect();
    let text = format!(
        "VAR coins = 0\nHi.\n{shuffles}~ coins = coins + RANDOM(1, 12)\nYou have {{coins}} coins.\n* [Go] -> END\n"
    );
    let (_, script, notes) = imported(&text);
    assert!(notes.is_empty(), "{notes:?}\n{script}");
    assert!(script.contains("coins: { from: 0, to: 12"), "{script}");
}

#[test]
fn a_story_with_too_many_states_is_not_said_to_grow_without_end() {
    let flags: String = (0..20).map(|n| format!("VAR f{n} = false\n")).collect();
    let options: String = (0..20)
        .map(|n| format!("+ [Turn {n}]\n  ~ f{n} = not f{n}\n  ~ n = 20 - n\n  -> top\n"))
        .collect();
    let asked: String = (0..20).map(|n| format!("{{f{n}: It is {n}.}}\n")).collect();
    let text = format!(
        "VAR n = 3\n{flags}Hi.\n-> top\n=== top\n{asked}{{n * n > 9: Far.}}\n{options}+ [Go] -> END\n"
    );
    let (_, script, notes) = imported(&text);
    let what: Vec<&str> = notes.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(what.len(), 1, "{what:?}\n{script}");
    assert!(
        what[0].contains("too many states to look at all of them"),
        "{what:?}"
    );
    assert!(!what[0].contains("without end"), "{what:?}");
}
