//! Random stories: every path that the proof calls clean comes to an end, and is heard in order.

use std::fmt::Write;
use std::path::Path as FilePath;

use super::{Path, story, timed};
use crate::book::{Book, CueKind};
use crate::session::Show;
use crate::story::decide::{Rest, complete};
use crate::story::unroll;
use crate::world::Memory;
use cuebook_core::diagnostic::{Diagnostic, Severity};
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::units::Frames;
use cuebook_story::{Decision, Moment, Walk};
use proptest::prelude::*;

/// A choice: its scene, whether it is after the first sentence, its time, and two options.
type Fork = (usize, bool, Option<u8>, [(Option<usize>, bool); 2]);

/// A cue: its kind, the sentence where it begins, the one of its end or its ride, and an offset.
type Sound = (u8, usize, usize, i8);

const SCENES: usize = 4;

/// Returns the two sentences of a scene. No word is there twice.
fn sentences(scene: usize) -> [String; 2] {
    let word = |number: usize| {
        let letters = ["ab", "eb", "ib", "ob", "ub"];
        format!(
            "{}{}",
            letters[scene % 5],
            ["da", "fe", "ki", "lo", "mu", "ne"][number]
        )
    };
    let sentence = |first: usize| {
        let words: Vec<String> = (first..first + 3).map(word).collect();
        let words = words.join(" ");
        format!("{}{}", words[..1].to_uppercase(), &words[1..])
    };
    [sentence(0), sentence(3)]
}

fn script(ways: &[Option<usize>], forks: &[Fork], sounds: &[Sound]) -> String {
    let quote = |place: usize| sentences(place / 2 % SCENES)[place % 2].clone();
    let mut out = String::from("text: |\n");
    for scene in 0..SCENES {
        let [one, two] = sentences(scene);
        writeln!(out, "  {one}. {two}.\n").unwrap();
    }
    out += "state: { flag: false, count: { from: 0, to: 2 } }\nscenes:\n";
    for scene in 0..SCENES {
        let then = match ways.get(scene).copied().flatten() {
            Some(to) if to < SCENES => format!(", then: s{to}"),
            Some(_) => ", then: end".to_owned(),
            None => String::new(),
        };
        writeln!(
            out,
            "  - {{ id: s{scene}, from: {}{then} }}",
            quote(2 * scene)
        )
        .unwrap();
    }
    if !forks.is_empty() {
        out += "choices:\n";
    }
    for (number, (scene, first, wait, options)) in forks.iter().enumerate() {
        let at = quote(2 * (scene % SCENES) + usize::from(!first));
        let wait = wait.map_or(String::new(), |wait| {
            format!("wait: {}s, default: a, ", wait + 1)
        });
        let options = options.iter().zip(["a", "b"]).map(|((to, says), id)| {
            let to = match to {
                Some(to) if *to < SCENES => format!(", to: s{to}"),
                Some(_) => ", to: end".to_owned(),
                None => String::new(),
            };
            let says = if *says { "say: Xenon" } else { "words: Xenon" };
            format!("{{ id: {id}, {says}, set: {{ count: count + 1, flag: not flag }}{to} }}")
        });
        let options: Vec<String> = options.collect();
        writeln!(
            out,
            "  - {{ id: c{number}, at: {{ after: {at} }}, ask: Quest, {wait}options: [ {} ] }}",
            options.join(", ")
        )
        .unwrap();
    }
    if !sounds.is_empty() {
        out += "cues:\n";
    }
    for (kind, from, to, offset) in sounds {
        let (from, to) = (quote(*from), quote(*to));
        let offset = f64::from(*offset) / 10.0;
        let cue = match kind % 6 {
            0 => format!("bed: rain, from: {from}"),
            1 => format!("bed: rain, from: {from}, until: {{ after: {to} }}"),
            2 => format!(
                "music: lament, from: {from}, loop: true, ride: [ {{ at: {to}, gain: -3dB, over: 2s }} ]"
            ),
            3 => format!("spot: bell-toll, at: {from}, offset: {offset}s"),
            4 => format!("hush: 0.5s, at: {{ after: {from} }}, when: flag"),
            _ => format!("bed: wind, from: {from}, until: {to}, when: count >= 1"),
        };
        writeln!(out, "  - {{ {cue} }}").unwrap();
    }
    out
}

/// Returns the words that a path should have, one part after the other.
fn expected(book: &Book, decisions: &[Decision]) -> Vec<String> {
    let story = story(book);
    let mut words = Vec::new();
    let mut walk = Walk::new(&story.graph);
    let mut decisions = decisions.iter();
    loop {
        match walk.moment() {
            Moment::Part { node, part } => {
                let own = story.nodes[node].parts[part].clone();
                words.extend(own.ids().map(|word| book.prose.word(word).to_owned()));
                walk.go_on();
            }
            Moment::Choice(choice) => {
                words.push("Quest".to_owned());
                let says = walk.offered().into_iter();
                let says =
                    says.filter(|option| story.choices[choice].options[*option].say.is_some());
                words.extend(says.map(|_| "Xenon".to_owned()));
                walk.choose(decisions.next().unwrap().option).unwrap();
            }
            Moment::End { .. } => return words,
            Moment::Stuck(stuck) => panic!("{stuck:?}"),
        }
    }
}

fn holds(book: &Book, path: &Path, decisions: &[Decision]) {
    let own = &path.book;
    let words: Vec<String> = own
        .prose
        .words
        .ids()
        .map(|word| own.prose.word(word).to_owned())
        .collect();
    assert_eq!(words, expected(book, decisions));
    let timeline = timed(own);
    assert_eq!(timeline.turns.len(), decisions.len());
    assert!(timeline.turns.is_sorted());
    let mut next = WordId::FIRST;
    for line in &own.lines {
        assert_eq!(line.words.start, next, "every word is in a line");
        next = line.words.end;
    }
    assert_eq!(next, own.prose.words.end());
    assert!(
        timeline
            .words
            .windows(2)
            .all(|two| two[0].end <= two[1].start)
    );
    let begin = |part: usize| {
        part.checked_sub(1)
            .map_or(Frames::ZERO, |turn| timeline.turns[turn])
    };
    for (word, at) in timeline.words.entries() {
        let part = own.turns.part_of(word);
        assert!(part == 0 || at.start >= begin(part) + own.turns.lead());
        let next = timeline.turns.get(part);
        assert!(next.is_none_or(|next| at.end <= *next));
    }
    for (cue, placed) in own.cues.iter().zip(&timeline.cues) {
        assert!(placed.at.start >= begin(cue.at.part), "{}", cue.id);
        for (ride, at) in cue.rides.iter().zip(&placed.rides) {
            assert!(*at >= begin(ride.at.part));
        }
        if let CueKind::Bed { .. } | CueKind::Music { .. } = cue.kind {
            assert!(placed.at.end <= timeline.frames);
            let fall = placed.at.end - cue.fades().1;
            let until = cue.kind.until().map(|until| until.part);
            let known = until
                .filter(|_| placed.ends_later)
                .map_or(Frames::ZERO, begin);
            assert!(
                !placed.ends_later || fall >= known.max(placed.at.start),
                "{}",
                cue.id
            );
        }
    }
}

proptest! {
    #[test]
    fn every_clean_path_ends_and_is_heard_in_order(
        ways in proptest::collection::vec(proptest::option::weighted(0.3, 0..=SCENES), SCENES),
        forks in proptest::collection::vec(
            (0..SCENES, any::<bool>(), proptest::option::of(0..4_u8),
             [(proptest::option::of(0..=SCENES), any::<bool>()), (proptest::option::of(0..=SCENES), any::<bool>())]),
            0..4),
        sounds in proptest::collection::vec((0..6_u8, 0..2 * SCENES, 0..2 * SCENES, -30..30_i8), 0..6),
        seed in any::<u64>(),
    ) {
        let script = script(&ways, &forks, &sounds);
        let show = Show::load(FilePath::new("s.yaml"), script.as_bytes(), None, &Memory::default());
        let found = show.proof(100_000);
        let is_wrong = |one: &Diagnostic| one.severity == Severity::Error || one.code == "never-ends";
        if show.diagnostics.iter().chain(&found).any(is_wrong) {
            return Ok(());
        }
        let book = &show.book;
        for rest in [Rest::Usual, Rest::First, Rest::Random(seed)] {
            let decided = complete(story(book), &[], rest).unwrap();
            let path = unroll(book, story(book), &decided.decisions).unwrap();
            let ends = matches!(path.end, Moment::End { .. });
            prop_assert!(ends);
            holds(book, &path, &decided.decisions);
        }
    }
}
