//! Tests with small shows in round numbers: a word lasts 100 frames, the next
//! word of its breath begins 20 frames after it, and a sound lasts 1,000
//! frames.

use super::*;
use crate::book::{Book, CueKind, Mark};
use crate::world::{Catalog, Memory, Reach, RecipeRef, SettingProblem};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::{AudioId, IdRange, WordId};
use cuebook_script::read::read;
use cuebook_script::{Edge, Prose, Script};

const WORD: i64 = 100;
const GAP: i64 = 20;
const SOUND: i64 = 1_000;

/// The pauses of these shows, in frames: milliseconds times 48.
const PAUSES: &str = "pauses: { start: 10ms, tag: 1ms, sentence: 5ms, speaker: 10ms, paragraph: 20ms, scene: 50ms, end: 100ms }\n";

struct Props;

impl Catalog for Props {
    fn voices(&self) -> Vec<&str> {
        vec!["a"]
    }

    fn recipes(&self) -> Vec<&str> {
        vec!["boom", "rain"]
    }

    fn proof(&self, _: &RecipeRef) -> Vec<Diagnostic> {
        Vec::new()
    }

    fn check(&self, _: &RecipeRef, _: &[(String, String)]) -> Vec<SettingProblem> {
        Vec::new()
    }

    fn reach(&self, _: &RecipeRef) -> Option<Reach> {
        None
    }
}

struct Round {
    lines: IdVec<LineId, Vec<Breath>>,
    cues: IdVec<CueId, Vec<Frames>>,
}

impl Round {
    fn of(book: &Book) -> Round {
        let breath = |words: usize| Breath {
            frames: Frames(words as i64 * (WORD + GAP) - GAP),
            words: (0..words as i64)
                .map(|word| word * (WORD + GAP))
                .map(|start| Frames(start)..Frames(start + WORD))
                .collect(),
        };
        let breaths = |line: &crate::book::Line| match &line.speech {
            crate::book::Speech::Voice(breaths) => {
                breaths.iter().map(|b| breath(b.words.len())).collect()
            }
            crate::book::Speech::Recording { .. } => vec![breath(line.words.len())],
        };
        let sounds = |cue: &crate::book::Cue| match &cue.kind {
            CueKind::Hush(_) => Vec::new(),
            CueKind::Spot(times) => vec![Frames(SOUND); times.count as usize],
            _ => vec![Frames(SOUND)],
        };
        Round {
            lines: book.lines.iter().map(breaths).collect(),
            cues: book.cues.iter().map(sounds).collect(),
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

/// Places a text with a script.
pub(super) fn show(text: &str, script: &str) -> (Book, Timeline) {
    let mut reading = read(format!("text: show.txt\n{PAUSES}{script}").as_bytes());
    assert_eq!(reading.diagnostics, [], "{script}");
    let (prose, _) = Prose::read(text.to_owned());
    let script = Script {
        prose,
        ..std::mem::take(&mut reading.script)
    };
    let (book, found) = Book::bind(&script, &Memory::default(), &Props);
    let errors = found
        .iter()
        .filter(|d| d.severity == cuebook_core::diagnostic::Severity::Error);
    assert_eq!(errors.count(), 0, "{found:?}");
    let timeline = Timeline::place(&book, &Round::of(&book));
    (book, timeline)
}

fn starts(timeline: &Timeline) -> Vec<i64> {
    timeline.words.iter().map(|word| word.start.0).collect()
}

fn cue(timeline: &Timeline, index: usize) -> (i64, i64) {
    let at = &timeline.cues[CueId(index)].at;
    (at.start.0, at.end.0)
}

#[test]
fn lines_follow_with_the_pauses_of_a_reader() {
    let (_, timeline) = show("One two. Three.\n\nFour “five,” six.", "");
    // 480 to start, 240 after a sentence, 960 after a paragraph, 48 around a
    // tag.
    assert_eq!(starts(&timeline), [480, 600, 940, 2_000, 2_148, 2_296]);
    assert_eq!(timeline.frames, Frames(2_396 + 4_800));
    assert_eq!(timeline.lines.len(), 4);
    assert_eq!(timeline.lines[LineId(0)].at, Frames(480)..Frames(1_040));
    let pieces = timeline.lines[LineId(0)].pieces.iter();
    let takes: Vec<_> = pieces.map(|piece| (piece.breath, piece.at.0)).collect();
    assert_eq!(takes, [(0, 480), (1, 940)]);
}

#[test]
fn a_pause_before_the_first_line_is_added_to_that_of_the_show() {
    let (_, timeline) = show(
        "“One.” Two.",
        "cast: { A: { voice: a } }\nlines: [{ quote: One, by: A, pause: { before: 5ms, after: 1ms } }]\n",
    );
    assert_eq!(starts(&timeline), [480 + 240, 720 + WORD + 48]);
}

#[test]
fn a_travelling_sound_arrives_later_by_its_travel_time() {
    // The distance of `boom` is 1 m by default. Sound travels 337.3 m in a
    // second.
    let (_, timeline) = show(
        "One two three four.",
        "cues:\n  - { spot: boom, at: two, travel: true }\n  - { spot: boom, at: two, distance: 337.3m, travel: true }\n  - { spot: boom, at: two, distance: 337.3m }\n",
    );
    assert_eq!(cue(&timeline, 0).0, 600 + 142);
    assert_eq!(cue(&timeline, 1).0, 600 + 48_000);
    assert_eq!(cue(&timeline, 2).0, 600);
}

#[test]
fn a_cue_is_at_its_words() {
    let (_, timeline) = show(
        "One two three four.",
        "cues:\n  - { spot: boom, at: two }\n  - { spot: boom, at: { after: two three }, offset: -1ms }\n  - { bed: rain, from: two, until: { after: three } }\n",
    );
    assert_eq!(starts(&timeline), [480, 600, 720, 840]);
    assert_eq!(cue(&timeline, 0), (600, 1_600));
    assert_eq!(cue(&timeline, 1), (820 - 48, 1_772));
    assert_eq!(cue(&timeline, 2), (600, 820));
}

#[test]
fn the_reading_waits_within_a_sentence() {
    let (_, timeline) = show(
        "One two three.",
        "cues: [{ spot: boom, at: { after: two }, hold: 10ms }]",
    );
    // “two” ends at 700; the next word comes 480 later instead of 20.
    assert_eq!(cue(&timeline, 0), (700, 1_700));
    assert_eq!(starts(&timeline), [480, 600, 1_180]);
    let pieces = &timeline.lines[LineId(0)].pieces;
    assert_eq!(pieces.len(), 2);
    assert_eq!(pieces[0].take, Frames(0)..Frames(230));
    assert_eq!(pieces[1].take, Frames(230)..Frames(340));
    // The take is split in the middle of its gap, and continues at the split.
    assert_eq!(pieces[1].at, Frames(1_180 - 10));
    assert_eq!(timeline.lines[LineId(0)].at, Frames(480)..Frames(1_280));
}

#[test]
fn waits_end_at_their_word_and_waits_at_one_place_follow_each_other() {
    let (_, timeline) = show(
        "One two. Three four.",
        "cues:\n  - { spot: boom, at: { after: two }, hold: 10ms }\n  - { hush: 5ms, at: { after: two } }\n  - { hush: 20ms, at: Three }\n",
    );
    // After “two”, at 700: 480 of hold, 240 of hush, then 960 before “Three”.
    assert_eq!(cue(&timeline, 0), (700, 1_700));
    assert_eq!(cue(&timeline, 1), (1_180, 1_420));
    assert_eq!(cue(&timeline, 2), (1_420, 2_380));
    assert_eq!(starts(&timeline), [480, 600, 2_380, 2_500]);
}

#[test]
fn a_cue_with_a_hold_may_begin_earlier_than_its_wait() {
    let (_, timeline) = show(
        "One two three.",
        "cues: [{ spot: boom, at: { after: two, offset: -1ms }, hold: 10ms }]",
    );
    assert_eq!(cue(&timeline, 0), (700 - 48, 1_652));
    assert_eq!(starts(&timeline), [480, 600, 1_180]);
}

#[test]
fn a_moment_is_found_at_every_mark() {
    let (_, timeline) = show("One two.", "cues: [{ spot: boom, at: two }]");
    let find = |mark, offset| {
        let offset = Frames(offset);
        timeline
            .find(&crate::book::Moment {
                mark,
                offset,
                part: 0,
            })
            .0
    };
    let word = |word, edge| Mark::Word(word, edge);
    assert_eq!(find(word(WordId(1), Edge::Start), 0), 600);
    assert_eq!(find(word(WordId(1), Edge::After), 0), 700);
    // After the last word there is none.
    assert_eq!(find(word(WordId(9), Edge::After), 0), 700);
    assert_eq!(find(Mark::Cue(CueId(0), Edge::After), 0), 1_600);
    assert_eq!(find(Mark::Time(Frames(50)), 0), 50);
    assert_eq!(find(Mark::Time(Frames(50)), 30), 80);
    assert_eq!(find(Mark::Time(Frames(50)), -30), 20);
    assert_eq!(find(Mark::Time(Frames(50)), -51), 0);
    assert_eq!((find(Mark::Start, 0), find(Mark::End, 0)), (0, 700));
    let end = crate::book::Moment {
        mark: Mark::End,
        offset: Frames::ZERO,
        part: 0,
    };
    assert_eq!(timeline.until(&end), Frames(5_500));
}

#[test]
fn the_end_of_the_reading_is_after_the_waits_of_the_last_word() {
    let (_, timeline) = show(
        "One two.",
        "cues: [{ hush: 10ms, at: { after: two } }, { spot: boom, at: end }]",
    );
    assert_eq!(timeline.reading, Frames(700 + 480));
    assert_eq!(cue(&timeline, 1).0, 700 + 480);
}

#[test]
fn a_scene_that_begins_later_than_the_first_word_begins_at_its_word() {
    let (_, timeline) = show(
        "One two.",
        "scenes: [{ id: b, from: two }]\ncues: [{ spot: boom, at: start }]",
    );
    assert_eq!(*timeline.scenes, [Frames(600)]);
}

#[test]
fn a_wait_includes_the_pause() {
    let (_, timeline) = show("One. Two.", "cues: [{ hush: 2ms, at: { after: One } }]");
    // The default pause of a sentence, 240, is longer than the wait.
    assert_eq!(cue(&timeline, 0), (580, 676));
    assert_eq!(starts(&timeline), [480, 820]);
}

#[test]
fn lines_overlap_and_pause_as_the_script_says() {
    let (_, timeline) = show(
        "“One two,” “three.” “Four.”",
        "cast: { A: { voice: a }, B: { voice: a } }\nlines:\n  - { quote: One, by: A }\n  - { quote: three, by: B, overlap: 1ms, pause: { after: 30ms } }\n  - { quote: Four, by: A, pause: { before: 10ms } }\n",
    );
    // “One two” ends at 700.
    assert_eq!(starts(&timeline), [480, 600, 700 - 48, 752 + 1_920]);
}

#[test]
fn lines_begin_together_and_the_reading_waits_for_all() {
    let (_, timeline) = show(
        "“One two three four five six seven eight.” “Nine.” “Ten.” “Eleven twelve thirteen.” “Fourteen.”",
        "cast: { A: { voice: a }, B: { voice: a } }\nlines:\n  - { id: one, quote: One, by: A }\n  - { quote: Nine, by: B, with: one, pause: 1ms }\n  - { quote: Ten, by: B }\n  - { id: eleven, quote: Eleven, by: A }\n  - { quote: Fourteen, by: B, with: eleven }\n",
    );
    // The first line ends at 480 + 940. B continues meanwhile, 240 after B's
    // first line.
    let second = 480 + 48;
    let eleven = 1_420 + 480;
    let begin: Vec<i64> = timeline.lines.iter().map(|line| line.at.start.0).collect();
    assert_eq!(begin, [480, second, second + WORD + 240, eleven, eleven]);
    // “Eleven” ends last.
    assert_eq!(timeline.frames, Frames(eleven + 340 + 4_800));
}

#[test]
fn a_line_with_a_skipped_partner_follows_the_previous_line() {
    let (_, timeline) = show(
        "“One.” “Two.”",
        "cast: { A: { voice: a }, B: { voice: a } }\nlines:\n  - { id: one, quote: One, by: A, skip: true }\n  - { quote: Two, by: B, with: one }\n",
    );
    let begin: Vec<i64> = timeline.lines.iter().map(|line| line.at.start.0).collect();
    assert_eq!(begin, [480]);
}

#[test]
fn a_skipped_line_takes_no_time_and_its_words_keep_their_place() {
    let (_, timeline) = show(
        "One. “Two.” Three.",
        "lines: [{ quote: Two, by: NARRATOR, skip: true }]\ncues: [{ spot: boom, at: Two }]",
    );
    assert_eq!(timeline.lines.len(), 2);
    assert_eq!(cue(&timeline, 0).0, 580);
    assert_eq!(starts(&timeline), [480, 580, 820]);
}

#[test]
fn beds_end_with_their_scene_and_music_at_its_own_end() {
    let (_, timeline) = show(
        "One.\n\nTwo.",
        "scenes: [{ id: a, from: One }, { id: b, from: Two }]\ncues:\n  - { bed: rain, from: start }\n  - { bed: rain, from: Two }\n  - { music: rain, from: One }\n  - { bed: rain, from: { scene: b, offset: -1ms } }\n",
    );
    assert_eq!(*timeline.scenes, [Frames::ZERO, Frames(580 + 2_400)]);
    assert_eq!(cue(&timeline, 0), (0, 2_980));
    let end = 2_980 + WORD + 4_800;
    assert_eq!(timeline.frames, Frames(end));
    assert_eq!(cue(&timeline, 1), (2_980, end));
    assert_eq!(cue(&timeline, 2), (480, 1_480));
    assert_eq!(cue(&timeline, 3), (2_932, end));
}

#[test]
fn a_bed_ends_with_the_scene_in_which_it_begins() {
    let (_, timeline) = show(
        "One.\n\nTwo.",
        "scenes: [{ id: a, from: One }, { id: b, from: Two }]\ncues:\n  - { bed: rain, from: { time: 20ms } }\n  - { bed: rain, from: { time: 70ms } }\n  - { id: at-two, spot: boom, at: Two }\n  - { bed: rain, from: { cue: at-two } }\n  - { bed: rain, from: { cue: at-two, offset: -1ms } }\n  - { bed: rain, from: start, until: end }\n",
    );
    // “Two” begins at 2,980; the show ends 4,800 after it.
    let end = 2_980 + WORD + 4_800;
    assert_eq!(cue(&timeline, 0), (960, 2_980));
    assert_eq!(cue(&timeline, 1), (3_360, end));
    assert_eq!(cue(&timeline, 3), (2_980, end));
    assert_eq!(cue(&timeline, 4), (2_932, end));
    assert_eq!(cue(&timeline, 5), (0, end));
}

#[test]
fn a_cue_can_be_anchored_to_a_cue() {
    let (_, timeline) = show(
        "One two.",
        "cues:\n  - { id: late, spot: boom, at: { cue: early, after: true, offset: 1ms } }\n  - { id: early, spot: boom, at: two }\n",
    );
    assert_eq!(cue(&timeline, 1), (600, 1_600));
    assert_eq!(cue(&timeline, 0), (1_648, 2_648));
}

#[test]
fn times_are_drawn_within_their_range_and_stay_the_same() {
    let script =
        "cues: [{ id: knock, spot: boom, at: One, times: { count: 5, every: 10ms..20ms } }]";
    let (_, timeline) = show("One.", script);
    let sounds = &timeline.cues[CueId(0)].sounds;
    let steps: Vec<i64> = sounds
        .windows(2)
        .map(|w| w[1].start.0 - w[0].start.0)
        .collect();
    assert_eq!((sounds[0].start, steps.len()), (Frames(480), 4));
    assert!(
        steps.iter().all(|step| (480..=960).contains(step)),
        "{steps:?}"
    );
    assert!(steps.windows(2).any(|pair| pair[0] != pair[1]), "{steps:?}");
    // Another cue before it does not change its times.
    let more = "cues:\n  - { spot: boom, at: One }\n  - { id: knock, spot: boom, at: One, times: { count: 5, every: 10ms..20ms } }\n";
    let (_, again) = show("One.", more);
    assert_eq!(&again.cues[CueId(1)].sounds, sounds);
}

#[test]
fn the_tail_of_a_take_takes_no_time_and_the_longest_stop_counts() {
    let audio = |frames: i64, tail: i64| crate::perform::CachedAudio {
        key: crate::perform::Key::of("test", 1, &frames),
        spec: crate::perform::AudioSpec {
            channels: 1,
            frames: Frames(frames),
            tail: Frames(tail),
            words: vec![Frames(10)..Frames(600)],
            loudness: None,
            loud: Range::default(),
            doubts: Vec::new(),
        },
        is_made: true,
    };
    let folder = tempfile::tempdir().unwrap();
    let performance = Performance::staged(
        vec![audio(1_000, 300), audio(500, 0), audio(900, 0)],
        vec![vec![vec![AudioId(0)]]],
        vec![vec![vec![AudioId(1), AudioId(2)], vec![AudioId(1)]]],
        &crate::perform::Cache::open(folder.path()).unwrap(),
    );
    let lengths = PerformanceLengths::of(&performance);
    let breath = Breath {
        frames: Frames(700),
        words: vec![Frames(10)..Frames(600)],
    };
    assert_eq!(lengths.breaths(LineId(0)), [breath]);
    assert_eq!(lengths.sounds(CueId(0)), [Frames(900), Frames(500)]);
}
