//! The clips of lines, of takes whose length and loudness are given: every word lasts 100 ms, and
//! the reading begins at 1 s.

use super::*;
use crate::book::Speech;
use crate::perform::{AudioSpec, CachedAudio, Key};
use cuebook_core::id::{AudioId, IdRange};
use cuebook_core::units::Lufs;
use cuebook_script::{Feeling, Tone};

const WORD: usize = 4_800;

/// A take with a loudness, and a tail of some frames.
fn take(words: usize, loudness: Option<f64>, tail: usize) -> AudioSpec {
    let frame = |word: usize| Frames::from(word * WORD);
    AudioSpec {
        channels: 1,
        frames: Frames::from(words * WORD + tail),
        tail: Frames::from(tail),
        words: (0..words)
            .map(|word| frame(word)..frame(word + 1))
            .collect(),
        loudness: loudness.map(Lufs),
        loud: Frames::ZERO..Frames::ZERO,
        doubts: Vec::new(),
    }
}

/// Plans a show without sounds. `take` makes the take of a breath from its number in the show and
/// its number of words.
fn plan_with(show: &str, take: impl Fn(usize, usize) -> AudioSpec) -> (Book, Timeline, MixPlan) {
    let book = book(show, &Memory::default());
    let mut audio = Vec::new();
    let mut lines = Vec::new();
    for line in &book.lines {
        let Speech::Voice(breaths) = &line.speech else {
            panic!("{show}");
        };
        let mut own = Vec::new();
        for breath in breaths {
            own.push(vec![AudioId(audio.len())]);
            audio.push(CachedAudio {
                key: Key::of("test", 1, &audio.len()),
                spec: take(audio.len(), breath.words.len()),
                is_made: true,
            });
        }
        lines.push(own);
    }
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(folder.path()).unwrap();
    let cues = vec![Vec::new(); book.cues.len()];
    let performance = Performance::staged(audio, lines, cues, &cache);
    let lengths = crate::timeline::PerformanceLengths::of(&performance);
    let timeline = Timeline::place(&book, &lengths);
    let plan = super::super::plan(Listening::Loudspeakers, &book, &performance, &timeline);
    (book, timeline, plan)
}

/// Where a clip is, and its offset in its audio, in milliseconds.
fn place(clip: &Clip) -> (i64, i64, i64) {
    (clip.at.start.0 / 48, clip.at.end.0 / 48, clip.offset.0 / 48)
}

/// A line of two breaths. A hush of 1 s splits the second.
fn split(end: &str) -> String {
    format!(
        "text: |\n  “Stop. Go home.”\ncast: {{ ANNA: {{ voice: af_heart }} }}\nlines: [{{ quote: Stop, by: ANNA }}]\npauses: {{ start: 1s, sentence: 0.5s, end: {end} }}\ncues: [{{ hush: 1s, at: {{ after: Go }} }}]\n"
    )
}

#[test]
fn a_take_fades_for_5_ms_only_where_a_wait_splits_it() {
    let (book, timeline, plan) = plan_with(&split("1s"), |_, words| take(words, None, 0));
    let places: Vec<_> = plan.clips.iter().map(place).collect();
    assert_eq!(
        places,
        [(1_000, 1_100, 0), (1_600, 1_700, 0), (2_700, 2_800, 100)]
    );
    let spoken = speech(&book, &timeline).into_iter();
    let spoken: Vec<_> = spoken
        .map(|loud| (loud.at.start.0 / 48, loud.at.end.0 / 48))
        .collect();
    assert_eq!(spoken, [(1_000, 1_100), (1_600, 1_700), (2_700, 2_800)]);
    let takes: Vec<usize> = plan.clips.iter().map(|clip| clip.audio.0).collect();
    assert_eq!(takes, [0, 1, 1]);
    let lanes = |clip: usize| {
        plan.clips[clip]
            .lanes
            .iter()
            .map(points)
            .collect::<Vec<_>>()
    };
    assert_eq!(lanes(0), [[(0, 0); 0]; 0]);
    assert_eq!(lanes(1), [[(1_695, 1_000), (1_700, 0)]]);
    assert_eq!(lanes(2), [[(2_700, 0), (2_705, 1_000)]]);
}

#[test]
fn a_tail_sounds_on_after_the_end_of_its_take_but_not_of_the_show() {
    let ends = |end: &str| -> Vec<i64> {
        let (_, _, plan) = plan_with(&split(end), |_, words| take(words, None, WORD));
        plan.clips.iter().map(|clip| place(clip).1).collect()
    };
    assert_eq!(ends("1s"), [1_200, 1_700, 2_900]);
    assert_eq!(ends("0.1s"), [1_200, 1_700, 2_900]);
    assert_eq!(ends("0.05s"), [1_200, 1_700, 2_850]);
    assert_eq!(ends("0s"), [1_200, 1_700, 2_800]);
}

#[test]
fn a_line_has_the_bus_of_its_role_and_the_loudness_of_speech() {
    let show = "
text: |
  Rain fell. “Go.” “Run.” “Hush.” “So.”
cast: { ANNA: { voice: af_heart } }
lines:
  - { quote: Go., by: ANNA, gain: -3dB, pan: 0.25 }
  - { quote: Run., by: ANNA, tone: shout }
  - { quote: Hush., by: ANNA, tone: whisper }
  - { quote: So., by: ANNA, tone: cold }
";
    // Speech is −20 LUFS. Takes are changed by at most 24 dB, silence by nothing.
    let loudness = [Some(-26.0), Some(-30.0), Some(-8.0), Some(-60.0), None];
    let (_, timeline, plan) = plan_with(show, |number, words| take(words, loudness[number], 0));
    assert_eq!((timeline.lines.len(), plan.clips.len()), (5, 5));
    let heard = plan.clips.iter().map(|clip| {
        let gain = (clip.gain.decibels().0 * 10.0).round() / 10.0;
        (plan.buses[clip.bus].name, gain, clip.pan)
    });
    assert_eq!(
        heard.collect::<Vec<_>>(),
        [
            (BusName::Narration, 6.0, 0.0),
            (BusName::Dialogue, 10.0 - 3.0, 0.25),
            (BusName::Dialogue, -12.0 + 3.0, 0.0),
            (BusName::Dialogue, 24.0 - 5.0, 0.0),
            (BusName::Dialogue, 0.0, 0.0),
        ]
    );
    let of: Vec<ClipOf> = plan.clips.iter().map(|clip| clip.of).collect();
    assert_eq!(of, [0, 1, 2, 3, 4].map(|line| ClipOf::Line(LineId(line))));
}

/// The lines last 1 s each, so their takes count half by their loudness and half by that of the
/// role, which is that of the middle one. The tails do not count.
#[test]
fn a_short_take_is_levelled_half_way_to_the_usual_loudness_of_its_role() {
    let ten = "one two three four five six seven eight nine ten";
    let show = format!(
        "text: |\n  “One {ten}.”\n\n  “Two {ten}.”\n\n  “Three {ten}.”\ncast: {{ ANNA: {{ voice: af_heart }} }}\nlines:\n  - {{ quote: One, by: ANNA }}\n  - {{ quote: Two, by: ANNA }}\n  - {{ quote: Three, by: ANNA }}\n"
    );
    let loudness = [-30.0, -24.0, -27.0];
    let (_, _, plan) = plan_with(&show, |number, words| AudioSpec {
        frames: Frames(48_000 + 96_000),
        tail: Frames(96_000),
        ..take(words, Some(loudness[number]), 0)
    });
    let gains = plan.clips.iter().map(|clip| clip.gain.decibels().0);
    let gains: Vec<f64> = gains.map(|gain| (gain * 100.0).round() / 100.0).collect();
    assert_eq!(gains, [8.5, 5.5, 7.0]);
}

#[test]
fn a_loud_tone_is_louder_and_a_soft_one_softer() {
    let levels = [
        (Tone::Shout, 3.0),
        (Tone::Urgent, 1.0),
        (Tone::Laughing, 1.0),
        (Tone::Neutral, 0.0),
        (Tone::Cold, 0.0),
        (Tone::Warm, 0.0),
        (Tone::Mocking, 0.0),
        (Tone::Weary, -1.5),
        (Tone::Tearful, -1.5),
        (Tone::Angry, 2.0),
        (Tone::Thinking, -3.0),
        (Tone::Whisper, -5.0),
    ];
    for (tone, level) in levels {
        assert_eq!(tone_level(tone.into()), Decibels(level), "{tone:?}");
    }
    // A weak tone has less of it.
    let weak = Feeling::new(Tone::Shout, 0.5);
    assert_eq!(tone_level(weak), Decibels(1.5));
}

/// A door opens from 3 s to 5 s: the take is heard at five openings.
#[test]
fn a_line_behind_an_opening_door_passes_through_its_openings() {
    let (timeline, plan) = plan_of(
        "text: |
  “The rain in the hills falls over and over and over and over and over and over and over.”
pauses: { start: 2s, end: 1s }
cast: { ANNA: { voice: af_heart, behind: door, space: hut } }
spaces: { hut: { preset: tent } }
barriers: { door: { loss: 20dB, cutoff: 450Hz, ride: { at: { time: 3s }, open: 1, over: 2s } } }
lines: [{ quote: The rain, by: ANNA }]
",
    );
    assert!(timeline.lines[LineId(0)].at.end > Frames(5_500 * 48));
    let to = plan.clips[0].at.end.0 / 48;
    assert_eq!(plan.clips.len(), 5);
    // At 3.5 s the door is a quarter open, at 4 s half.
    let lane = |shares: [i64; 5]| {
        let [shut, quarter, half, most, open] = shares;
        vec![
            (2_000, shut),
            (3_000, shut),
            (3_500, quarter),
            (4_000, half),
            (4_500, most),
            (5_000, open),
            (to, open),
        ]
    };
    for (stop, clip) in plan.clips.iter().enumerate() {
        let mut shares = [0; 5];
        shares[stop] = 1_000;
        let lanes: Vec<_> = clip.lanes.iter().map(points).collect();
        assert_eq!(lanes, [lane(shares)]);
        assert_eq!(clip.sends.len(), 1);
    }
}

/// The ride begins at the end of the reading, 2 s before the end of the show.
#[test]
fn a_door_that_opens_at_the_end_opens_when_the_reading_is_over() {
    let (timeline, plan) = plan_of(
        "text: Rain fell.
pauses: { start: 2s, end: 2s }
barriers: { door: { loss: 20dB, ride: { at: end, open: 1, over: 1s } } }
cues: [{ bed: bell, from: start, until: end, behind: door }]
",
    );
    assert_eq!(timeline.frames - timeline.reading, Frames(2 * 48_000));
    let reading = timeline.reading.0 / 48;
    let stops = clips(&plan, 0);
    let lanes: Vec<_> = stops[4].lanes.iter().map(points).collect();
    let is_open = |lane: &Vec<(i64, i64)>| lane.contains(&(reading + 1_000, 1_000));
    assert!(lanes.iter().any(is_open), "{reading}: {lanes:?}");
}
