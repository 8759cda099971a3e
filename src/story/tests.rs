//! Paths as they are heard: golden timelines, random stories, and the bits before a turn.

mod bits;
mod decide;
mod press;
mod random;

use std::fmt::Write;
use std::path::Path as FilePath;

use super::decide::{Decided, Rest, complete};
use super::{Path, unroll};
use crate::book::{Book, BookStory, CueKind, Speech};
use crate::session::Show;
use crate::timeline::{Breath, Lengths, Timeline};
use crate::world::Memory;
use cuebook_core::diagnostic::Severity;
use cuebook_core::id::{CueId, IdRange, IdVec, LineId};
use cuebook_core::units::Frames;
use cuebook_story::{Decision, Moment, decision};

const HOUSE: &str = "\
text: |
  The rain fell. The door was shut.

  The hall was dark. “You again!” said Tom. He held a lamp.

  Twelve steps went down. It was cold.

  A bell rang. All ran into the yard.

  She went home. “Well,” she said.
cast: { TOM: { voice: am_onyx }, VOICE: { pan: 0.5 } }
spaces: { hall: { preset: hall } }
barriers: { wall: { loss: 20dB, ride: [ { at: A bell, open: 1, over: 1s } ] } }
state: { lamp: false }
scenes:
  - { id: gate, from: start }
  - { id: hall, from: The hall was dark, space: hall }
  - { id: cellar, from: Twelve steps, then: hall }
  - { id: alarm, from: A bell, then: end }
  - { id: home, from: She went home }
choices:
  - id: door
    at: { after: door was shut }
    ask: Open the door?
    by: VOICE
    wait: 4s
    default: back
    options:
      - { id: open, say: Open it., to: hall }
      - { id: back, say: Go home., to: home }
    while-waiting: { bed: clock, gain: -20dB, remind: { after: 2s, say: Well? } }
  - id: lamp
    at: { after: He held a lamp }
    options:
      - { id: take, words: Take it, to: cellar, set: { lamp: true }, once: true }
      - { id: shout, words: Shout, to: alarm }
lines:
  - { quote: You again!, by: TOM, say-again: And again. Well. }
  - { quote: 'Well,', by: VOICE, when: lamp }
cues:
  - { id: rain, bed: rain, from: start, until: { after: into the yard }, gain: -12dB,
      ride: [ { at: Twelve steps, gain: -24dB, over: 1s } ] }
  - { id: wind, bed: wind, from: The hall was dark, behind: wall }
  - { id: bell, spot: bell-toll, at: A bell rang, offset: -1s }
  - { id: knock, spot: door-strike, at: The hall was dark, when: lamp }
  - { id: echo, spot: door-strike, at: { cue: knock, offset: 1s } }
  - { id: still, hush: 0.5s, at: It was cold }
";

/// Loads a script without errors.
fn show(script: &str) -> Show {
    show_with(script, &Memory::default())
}

/// Loads a script with files without errors.
fn show_with(script: &str, world: &Memory) -> Show {
    let path = FilePath::new("show.yaml");
    let show = Show::load(path, script.as_bytes(), None, world);
    let errors = show.diagnostics.iter();
    let errors: Vec<_> = errors
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    show
}

fn story(book: &Book) -> &BookStory {
    book.story.as_ref().unwrap()
}

fn decisions(book: &Book, written: &str) -> Vec<Decision> {
    decision::read(written, &story(book).graph).unwrap()
}

fn path(book: &Book, written: &str) -> Path {
    unroll(book, story(book), &decisions(book, written)).unwrap()
}

/// Lengths in round numbers: a word lasts 0.2 s, and a sound 1 s.
struct Round {
    lines: IdVec<LineId, Vec<Breath>>,
    cues: IdVec<CueId, Vec<Frames>>,
}

const WORD: i64 = 9_600;

impl Round {
    fn of(book: &Book) -> Round {
        let breath = |words: usize| Breath {
            frames: Frames(words as i64 * WORD),
            words: (0..words as i64)
                .map(|word| Frames(word * WORD)..Frames((word + 1) * WORD))
                .collect(),
        };
        let lines = book.lines.iter().map(|line| match &line.speech {
            Speech::Voice(breaths) => breaths.iter().map(|own| breath(own.words.len())).collect(),
            Speech::Recording { .. } => vec![breath(line.words.len())],
        });
        let cues = book.cues.iter().map(|cue| match &cue.kind {
            CueKind::Hush(_) => Vec::new(),
            CueKind::Spot(times) => vec![Frames(48_000); times.count as usize],
            _ => vec![Frames(48_000)],
        });
        Round {
            lines: lines.collect(),
            cues: cues.collect(),
        }
    }
}

impl Lengths for Round {
    fn breaths(&self, line: LineId) -> &[Breath] {
        &self.lines[line]
    }

    fn sounds(&self, cue: CueId) -> &[Frames] {
        &self.cues[cue]
    }
}

fn timed(book: &Book) -> Timeline {
    Timeline::place(book, &Round::of(book))
}

/// Prints the lines, cues and turns of a path, with their times in seconds.
fn printed(path: &Path) -> String {
    let book = &path.book;
    let timeline = timed(book);
    let seconds = |frames: Frames| format!("{:6.2}", frames.seconds().0);
    let mut rows: Vec<(Frames, String)> = Vec::new();
    for (line, placed) in book.lines.iter().zip(&timeline.lines) {
        let (role, said) = (&book.roles[line.role].name, book.prose.said(line.text));
        rows.push((placed.at.start, format!("{role}: {said}")));
    }
    for (cue, placed) in book.cues.iter().zip(&timeline.cues) {
        let mut row = format!(
            "{} `{}` to {}",
            cue.kind.name(),
            cue.id,
            seconds(placed.at.end)
        );
        for ride in placed.rides.iter().filter(|ride| **ride < timeline.frames) {
            write!(row, ", rides at {}", seconds(*ride)).unwrap();
        }
        rows.push((placed.at.start, row));
    }
    let scenes = book.scenes.iter().zip(&timeline.scenes);
    rows.extend(scenes.map(|(scene, at)| (*at, format!("scene `{}`", scene.id))));
    rows.extend(timeline.turns.iter().map(|at| (*at, "turn".to_owned())));
    rows.push((timeline.frames, "end".to_owned()));
    rows.sort_by_key(|row| row.0);
    let rows = rows
        .iter()
        .map(|(at, row)| format!("{} {row}\n", seconds(*at)));
    rows.collect()
}

#[test]
fn the_path_of_a_listener_who_does_nothing() {
    let show = show(HOUSE);
    let Decided { decisions, added } = complete(story(&show.book), &[], Rest::Usual).unwrap();
    assert_eq!(added, 1);
    let path = unroll(&show.book, story(&show.book), &decisions).unwrap();
    insta::assert_snapshot!("nothing", printed(&path));
}

#[test]
fn a_path_that_comes_to_a_scene_twice() {
    let book = show(HOUSE).book;
    let path = path(&book, "door=open,lamp=take,lamp=shout@1.5s");
    insta::assert_snapshot!("twice", printed(&path));
    assert!(matches!(path.end, Moment::End { .. }));
}

#[test]
fn a_choice_may_stay_open() {
    let book = show(HOUSE).book;
    let path = path(&book, "door=open");
    assert!(
        matches!(path.end, Moment::Choice(choice) if story(&book).choices[choice].id == "lamp")
    );
    let whole = super::unroll(
        &book,
        story(&book),
        &decisions(&book, "door=open,lamp=shout"),
    );
    let whole = whole.unwrap();
    let number = path.book.lines.len();
    let lines = &whole.book.lines.as_slice()[..number];
    assert!(path.book.lines.as_slice() == lines);
    let words = &path.book.prose.words;
    assert!(words[words.range()] == whole.book.prose.words[words.range()]);
}

#[test]
fn a_path_without_decisions_is_the_show() {
    let script = "\
text: |
  “Go!” said Tom. It *rained* on—and on.

  “I do not know,” he said. “Come.”
cast: { TOM: { voice: am_onyx } }
scenes: [ { id: a, from: start }, { id: b, from: I do not know } ]
lines: [ { quote: Go!, by: TOM }, { quote: I do not know, by: TOM, pause: { before: 2s } }, { quote: Come., by: TOM, overlap: 0.1s } ]
cues:
  - { id: rain, bed: rain, from: start, until: { after: he said }, move: { to: { pan: 1 }, over: 1s } }
  - { hush: 1s, at: { after: on and on } }
  - { music: lament, from: { after: { cue: rain } }, ride: [ { at: Come, gain: -3dB, over: 1s } ] }
  - { spot: bell-toll, at: { time: 5s } }
  - { spot: bell-toll, at: end, offset: -1s }
";
    let linear = show(script).book;
    let own = show(&format!("{script}state: {{ unused: false }}\n")).book;
    let path = path(&own, "").book;
    assert!(
        path.lines == linear.lines,
        "{:#?}\n{:#?}",
        path.lines,
        linear.lines
    );
    assert_eq!(path.scenes, linear.scenes);
    assert_eq!(path.prose.words, linear.prose.words);
    let (own, plain) = (timed(&path), timed(&linear));
    assert_eq!((&own.words, own.frames), (&plain.words, plain.frames));
    let mut order: Vec<_> = path.cues.iter().zip(&own.cues).collect();
    order.sort_by_key(|(cue, _)| linear.cues.iter().position(|own| own.span == cue.span));
    assert_eq!(order.len(), linear.cues.len());
    for ((cue, placed), (own, at)) in order.iter().zip(linear.cues.iter().zip(&plain.cues)) {
        assert_eq!((&cue.id, cue.seed, *placed), (&own.id, own.seed, at));
    }
}

#[test]
fn the_later_lines_of_a_speech_with_other_words_are_not_heard_again() {
    let script = "\
text: |
  She came in. “I waited for you.

  “I waited all night.” He sat down.
cast: { TOM: { voice: am_onyx } }
scenes: [ { id: a, from: start } ]
lines: [ { quote: I waited for you, by: TOM, say-again: Again! } ]
choices: [ { id: on, at: { after: He sat down }, options: [ { id: back, words: Back, to: a, once: true }, { id: no, words: No, to: end } ] } ]
";
    let book = show(script).book;
    let path = path(&book, "on=back,on=no").book;
    let said = path.lines.iter().map(|line| path.prose.said(line.text));
    let said: Vec<&str> = said.collect();
    let first = [
        "She came in.",
        "I waited for you.",
        "I waited all night.",
        "He sat down.",
    ];
    let again = ["She came in.", "Again!", "He sat down."];
    assert_eq!(said, [&first[..], &again[..]].concat());
}
