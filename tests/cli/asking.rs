//! `cuebook play` of an interactive show: it asks, takes answers, and goes on later.

use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Stdio};

use crate::server::{Running, soon};
use crate::stage::{Said, Stage, said};
use crate::terminal::Terminal;

const TEXT: &str = "The ferry did not come.\n\nA lamp burned on the pier. He went nearer.\n\n\
    The road was empty. A dog barked.\n\nIt was morning.\n";

const SCRIPT: &str = "\
show: The Ferry
text: ferry.txt
cast: { NARRATOR: { voice: bm_george, pace: 2 } }
scenes:
  - { id: house, from: start }
  - { id: pier, from: A lamp burned, then: end }
  - { id: road, from: The road was, then: morning }
  - { id: morning, from: It was morning }
choices:
  - id: way
    at: { after: did not come. }
    options:
      - { id: pier, words: Go to the pier., to: pier }
      - { id: road, words: Take the road., to: road }
  - id: lamp
    at: { after: on the pier. }
    ask: Call?
    wait: 1s
    default: hide
    options:
      - { id: call, words: Call. }
      - { id: hide, words: Hide., to: morning }
";

fn stage() -> Stage {
    let stage = Stage::new();
    std::fs::create_dir_all(stage.path("home")).unwrap();
    stage.write("show.yaml", SCRIPT);
    stage.write("ferry.txt", TEXT);
    stage
}

/// Starts playback in plain mode; the output goes to `said.txt` and `errors.txt`.
fn start(stage: &Stage, args: &[&str]) -> Child {
    let mut command = stage.command();
    command.args(["play", "show.yaml", "--stand-in", "--plain", "--silent"]);
    command.args(args).stdin(Stdio::piped());
    command.stdout(File::create(stage.path("said.txt")).unwrap());
    command.stderr(File::create(stage.path("errors.txt")).unwrap());
    command.spawn().unwrap()
}

/// Plays with these lines on standard input.
fn play(stage: &Stage, args: &[&str], typed: &str) -> Said {
    let mut child = start(stage, args);
    let mut input = child.stdin.take().unwrap();
    input.write_all(typed.as_bytes()).unwrap();
    drop(input);
    let status = child.wait().unwrap();
    Said {
        code: status.code().unwrap_or(-1),
        out: text(stage, "said.txt"),
        err: text(stage, "errors.txt"),
    }
}

fn text(stage: &Stage, name: &str) -> String {
    String::from_utf8(stage.bytes(name)).unwrap()
}

/// Returns the output without the times.
fn untimed(out: &str) -> Vec<&str> {
    let lines = out.lines();
    let has_time = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
    lines
        .map(|line| match has_time(&line) {
            true => line.split_once("  ").map_or(line, |(_, rest)| rest),
            false => line,
        })
        .collect()
}

#[test]
fn answers_are_numbers_or_names_on_standard_input() {
    let stage = stage();
    let said = play(&stage, &[], "raod\nroad\n");
    assert_eq!(said.code, 0, "{}", said.err);
    let lines = untimed(&said.out);
    let asked = lines.iter().position(|line| *line == "Choice 1 (way)");
    let asked = &lines[asked.expect(&said.out)..];
    assert_eq!(asked[1], "  1: Go to the pier. [pier]");
    assert_eq!(asked[2], "  2: Take the road. [road]");
    assert!(asked.contains(&"Taken: 2: Take the road."), "{}", said.out);
    assert!(said.out.contains("A dog barked."), "{}", said.out);
    assert_eq!(asked.last(), Some(&"the end"));
    let wrong = "`raod` is not offered: 1 to 2, or pier, road; did you mean `road`?";
    assert!(said.err.contains(wrong), "{}", said.err);
    // The path is printed as it can be rendered.
    let path = said
        .err
        .lines()
        .find_map(|line| line.strip_prefix("The path was "));
    let path = path.expect(&said.err).to_owned();
    assert!(path.starts_with("way=road@"), "{path}");
    let help = format!("`cuebook render show.yaml --choose {path}` renders it");
    assert!(said.err.contains(&help), "{}", said.err);
    let rendered = stage.render("heard.wav", &["--choose", &path]);
    assert_eq!((rendered.code, rendered.err.as_str()), (0, ""));
    let said = play(&stage, &[], "1\n1\n");
    assert!(said.out.contains("Taken: 1: Call."), "{}", said.out);
    assert!(said.out.contains("He went nearer."), "{}", said.out);
}

#[test]
fn when_the_time_is_over_the_default_is_taken() {
    let stage = stage();
    let said = play(&stage, &["--choose", "way=pier"], "");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("2: Hide. [hide] (taken after 1 seconds)"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("The time is over: 2: Hide."),
        "{}",
        said.out
    );
    assert!(said.out.contains("It was morning."), "{}", said.out);
    assert!(!said.out.contains("(way)"), "{}", said.out);
    // Without the clock nothing decides.
    let said = play(&stage, &["--choose", "way=pier", "--no-clock"], "");
    assert_eq!(said.code, 0);
    assert!(said.err.contains("the show stops here"), "{}", said.err);
    assert!(!said.out.contains("It was morning."), "{}", said.out);
    stage.write("home/config.yaml", "no-clock: true\n");
    let said = play(&stage, &["--choose", "way=pier"], "");
    assert!(said.err.contains("the show stops here"), "{}", said.err);
}

#[test]
fn a_show_goes_on_at_the_choice_where_it_stopped() {
    let stage = stage();
    let said = play(&stage, &[], "");
    assert_eq!(said.code, 0);
    assert!(
        said.err.contains("The place is saved: house, at choice 1"),
        "{}",
        said.err
    );
    let listed = stage.run(["play", "show.yaml", "--sessions"]);
    assert!(
        listed.out.starts_with("last  house, at choice 1, "),
        "{}",
        listed.out
    );
    let said = play(&stage, &["--resume"], "road\n");
    assert!(
        said.err.contains("Goes on: house, at choice 1"),
        "{}",
        said.err
    );
    assert!(
        !said.out.contains("The ferry did not come."),
        "{}",
        said.out
    );
    assert!(said.out.contains("A dog barked."), "{}", said.out);
    // After the end the last choice is asked again.
    let said = play(&stage, &["--resume"], "pier\n");
    assert!(said.err.contains("morning, at the end"), "{}", said.err);
    assert!(
        said.out.contains("Taken: 1: Go to the pier."),
        "{}",
        said.out
    );
    let gone = stage.run(["play", "show.yaml", "--forget", "last"]);
    assert_eq!(gone.code, 0);
    let gone = stage.run(["play", "show.yaml", "--forget", "last"]);
    assert_eq!(gone.code, 1);
    let listed = stage.run(["play", "show.yaml", "--sessions"]);
    assert_eq!((listed.code, listed.out.as_str()), (0, ""));
}

#[test]
fn a_killed_show_goes_on_and_a_decision_that_is_gone_is_asked_again() {
    let stage = stage();
    let mut program = Running(start(&stage, &["--session", "anna"]));
    let input = program.0.stdin.as_mut().unwrap();
    input.write_all(b"pier\n").unwrap();
    soon("the decision", || {
        let place = std::fs::read_dir(stage.path("home/sessions"));
        let folder = place.ok().and_then(|mut folders| folders.next()?.ok());
        let file = folder.map(|folder| folder.path().join("anna.json"));
        let text = file.and_then(|file| std::fs::read_to_string(file).ok());
        text.is_some_and(|text| text.contains("way=pier"))
    });
    program.0.kill().unwrap();
    program.0.wait().unwrap();
    stage.change("id: pier, words", "id: quay, words");
    let said = play(&stage, &["--session", "anna"], "quay\n");
    let gone = "the decision `way=pier` is not possible any more";
    assert!(said.err.contains(gone), "{}", said.err);
    assert!(
        said.out.contains("1: Go to the pier. [quay]"),
        "{}",
        said.out
    );
    assert!(said.out.contains("A lamp burned"), "{}", said.out);
}

#[test]
fn a_show_without_choices_goes_on_too() {
    let stage = Stage::new();
    let mut command = stage.command();
    command.args(["play", "show.yaml", "--stand-in", "--plain", "--silent"]);
    command.args(["--line", "come"]).stdin(Stdio::null());
    command.stdout(File::create(stage.path("said.txt")).unwrap());
    let mut program = Running(command.spawn().unwrap());
    soon("the line", || text(&stage, "said.txt").contains("Come!"));
    let id = program.0.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().unwrap();
    program.0.wait().unwrap();
    let mut command = stage.command();
    command.args([
        "play",
        "show.yaml",
        "--stand-in",
        "--plain",
        "--silent",
        "--resume",
    ]);
    let said = said(&command.stdin(Stdio::null()).output().unwrap());
    assert!(said.err.contains("Goes on: outside"), "{}", said.err);
    assert!(!said.out.contains("Rain fell"), "{}", said.out);
    assert!(said.out.contains("Nobody came."), "{}", said.out);
}

#[test]
fn decisions_of_the_command_line_are_checked() {
    let stage = stage();
    let wrong = |choose: &str, message: &str| {
        let said = play(&stage, &["--choose", choose], "");
        assert_eq!((said.code, said.out.as_str()), (2, ""));
        assert!(said.err.contains(message), "{choose}: {}", said.err);
    };
    wrong("wya=pier", "no choice `wya`");
    wrong("way=peir", "has no option `peir`");
    wrong("way=road,lamp=call", "is over before it comes to `lamp`");
    let said = play(&stage, &["--choose", "random", "--seed", "3"], "");
    assert!(said.err.contains("The path is way="), "{}", said.err);
    assert!(!said.out.contains("Choice 1"), "{}", said.out);
    let both = play(&stage, &["--choose", "way=pier", "--resume"], "");
    assert_eq!(both.code, 2);
}

/// Plays the example through these options from choice to choice.
fn through(terminal: &Terminal<'_>, first: usize, keys: &[(&str, &str)]) {
    for (place, (choice, key)) in keys.iter().enumerate() {
        terminal.press(&["End"]);
        terminal.shows(&format!("choice {} · {choice}", first + place));
        terminal.press(&[key]);
        terminal.shows(&format!("after choice {}", first + place));
    }
}

fn ends(terminal: &Terminal<'_>, scene: &str) {
    terminal.press(&["End"]);
    let screen = terminal.shows("■ ended");
    assert!(screen.contains(scene), "{scene}:\n{screen}");
}

#[test]
#[ignore = "needs tmux; `make test` runs it"]
fn keys_lead_to_every_ending_of_the_example() {
    let stage = stage();
    let scripts = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts");
    for name in ["high-water.yaml", "high-water.txt"] {
        std::fs::copy(format!("{scripts}/{name}"), stage.path(name)).unwrap();
    }
    let terminal = Terminal::play(&stage, "high-water.yaml");
    terminal.shows("The Keeper");
    let begin = [
        ("telephone", "2"),
        ("bolt", "2"),
        ("drawer", "2"),
        ("pin", "2"),
    ];
    through(&terminal, 1, &begin);
    ends(&terminal, "Two Voices");
    // Back to the last choice, and then further back.
    terminal.press(&["b"]);
    terminal.shows("choice 4 · pin");
    through(&terminal, 4, &[("pin", "1"), ("sluice", "2")]);
    ends(&terminal, "Hold");
    terminal.press(&["b"]);
    through(&terminal, 5, &[("sluice", "1")]);
    ends(&terminal, "The Lake");
    terminal.press(&["q"]);
    terminal.shows("ended 0");
    drop(terminal);
    let args = "high-water.yaml --choose telephone=answer,bolt=speak,drawer=go";
    let terminal = Terminal::play(&stage, args);
    through(&terminal, 4, &[("bell", "1"), ("pin", "2")]);
    ends(&terminal, "Heads");
    terminal.press(&["b"]);
    through(&terminal, 5, &[("pin", "1"), ("sluice", "1")]);
    ends(&terminal, "Morning");
}

#[test]
#[ignore = "needs tmux; `make test` runs it"]
fn a_choice_is_shown_answered_and_found_on_the_map() {
    let stage = stage();
    stage.change("wait: 1s", "wait: 30s");
    let terminal = Terminal::play(&stage, "show.yaml");
    let screen = terminal.shows("▸ 1  Go to the pier.");
    assert!(screen.contains("◆ asks"), "{screen}");
    terminal.press(&["Down", "m"]);
    let screen = terminal.shows("the map");
    assert!(screen.contains("◆ house"), "{screen}");
    terminal.press(&["m"]);
    terminal.shows("▸ 2  Take the road.");
    terminal.press(&["Up", "Enter"]);
    terminal.shows("✓ 1  Go to the pier.");
    // The clock runs, and is turned off.
    terminal.shows("s, then 2");
    terminal.press(&["t"]);
    terminal.shows("the clock is off");
    terminal.press(&["t"]);
    terminal.shows("s to decide");
    terminal.press(&["b"]);
    terminal.shows("choice 1 · way");
    // A key that is pressed twice decides once.
    terminal.press(&["1", "1"]);
    let screen = terminal.shows("choice 2 · lamp");
    assert!(!screen.contains("✓"), "{screen}");
    terminal.tmux(&["resize-window", "-t", "play", "-x", "44", "-y", "14"]);
    terminal.shows("▸ 1  Call.");
    terminal.press(&["q"]);
    terminal.shows("ended 0");
    drop(terminal);
    let terminal = Terminal::play(&stage, "show.yaml --resume");
    terminal.shows("choice 2 · lamp");
    // The script is read again while the choice is open.
    stage.change("words: Call.", "words: Shout.");
    terminal.shows("1  Shout.");
}

#[test]
fn a_decision_just_before_quitting_is_printed_and_kept() {
    let stage = stage();
    let said = play(&stage, &["--session", "ferry"], "2\nq\n");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("Take the road."), "{}", said.out);
    assert!(said.err.contains("The path was way=road@"), "{}", said.err);
    let again = play(&stage, &["--session", "ferry"], "q\n");
    assert!(
        again.err.contains("Goes on: house, after 1 decision"),
        "{}",
        again.err
    );
}
