//! Tests with sounds that are made like speech: words of three sounds with formants of their own.

use std::f64::consts::TAU;

use super::*;

/// Makes the same noise always.
struct Noise(u32);

impl Noise {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

/// A speaker: the height of the voice, the size of the mouth, and the frames of a sound.
struct Speaker {
    pitch: f64,
    mouth: f64,
    pace: usize,
}

const ONE: Speaker = Speaker {
    pitch: 110.0,
    mouth: 1.0,
    pace: 4_800,
};

const OTHER: Speaker = Speaker {
    pitch: 205.0,
    mouth: 1.14,
    pace: 6_100,
};

/// The formants of vowels in Hz: G. Peterson and H. Barney, *Control methods used in a study of the
/// vowels*, 1952.
const VOWELS: [[f64; 3]; 7] = [
    [270.0, 2_290.0, 3_010.0],
    [730.0, 1_090.0, 2_440.0],
    [530.0, 1_840.0, 2_480.0],
    [300.0, 870.0, 2_240.0],
    [660.0, 1_720.0, 2_410.0],
    [570.0, 840.0, 2_410.0],
    [390.0, 1_990.0, 2_550.0],
];

/// A part of a recording.
enum Part {
    Word(usize),
    Pause(usize),
}

impl Speaker {
    /// Returns a recording with the places of its words, in the order in which they are said.
    fn says(&self, parts: &[Part]) -> (Vec<f32>, Vec<Range<Frames>>) {
        let mut noise = Noise(7);
        let (mut samples, mut words) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Pause(frames) => samples.extend((0..*frames).map(|_| 0.001 * noise.next())),
                Part::Word(word) => {
                    let start = Frames::from(samples.len());
                    (0..3).for_each(|sound| self.sound(3 * word + sound, &mut noise, &mut samples));
                    words.push(start..Frames::from(samples.len()));
                }
            }
        }
        (samples, words)
    }

    /// Adds a sound. The first of a word is a hiss or a stop, the others are vowels.
    fn sound(&self, number: usize, noise: &mut Noise, samples: &mut Vec<f32>) {
        let (word, place) = (number / 3, number % 3);
        let frames = self.pace * (4 + number % 3) / 5;
        if place == 0 {
            let hiss = if word % 2 == 0 { 0.08 } else { 0.001 };
            samples.extend((0..frames / 2).map(|_| hiss * noise.next()));
            return;
        }
        let formants = VOWELS[(3 * word + 4 * place) % VOWELS.len()];
        for n in 0..frames {
            let t = n as f64 / f64::from(RATE);
            // Harmonics are louder near a formant.
            let voice: f64 = (1..30)
                .map(|harmonic| {
                    let hertz = self.pitch * f64::from(harmonic);
                    let near = formants.iter().map(|formant| {
                        let away = (hertz - formant * self.mouth) / 120.0;
                        1.0 / (1.0 + away * away)
                    });
                    near.sum::<f64>() * libm::sin(TAU * hertz * t)
                })
                .sum();
            let edge = (n.min(frames - n) as f32 / 480.0).min(1.0);
            samples.push(edge * 0.12 * voice as f32 + 0.001 * noise.next());
        }
    }
}

/// Returns what a recording is found to have, and the true places of the words that it says.
fn found(said: &[Part], words: usize) -> (Aligned, Vec<Range<Frames>>) {
    let text: Vec<Part> = (0..words).map(Part::Word).collect();
    let (samples, own) = ONE.says(&text);
    let (recording, places) = OTHER.says(said);
    let take = Timed {
        samples: &samples,
        words: &own,
    };
    (align(take, &recording), places)
}

fn assert_near(found: &[Range<Frames>], expected: &[Range<Frames>]) {
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let away = |a: Frames, b: Frames| (a.0 - b.0).abs() / 48;
        assert!(
            away(found.start, expected.start) <= 40 && away(found.end, expected.end) <= 40,
            "word {index}: {found:?}, expected {expected:?}"
        );
    }
}

#[test]
fn the_words_of_another_speaker_are_found() {
    let said: Vec<Part> = (0..8).map(Part::Word).collect();
    let (aligned, places) = found(&said, 8);
    assert_near(&aligned.words, &places);
    assert_eq!(aligned.doubts, []);
}

#[test]
fn pauses_belong_to_no_word() {
    let mut said = vec![Part::Pause(30_000)];
    for word in 0..8 {
        said.push(Part::Word(word));
        if word % 3 == 2 {
            said.push(Part::Pause(40_000));
        }
    }
    said.push(Part::Pause(20_000));
    let (aligned, places) = found(&said, 8);
    assert_near(&aligned.words, &places);
    assert_eq!(aligned.doubts, []);
}

#[test]
fn missing_words_are_reported() {
    let said = [0, 1, 2, 5, 6, 7].map(Part::Word);
    let (aligned, places) = found(&said, 8);
    let [Doubt::Missing(missing)] = &aligned.doubts[..] else {
        panic!("{:?}", aligned.doubts);
    };
    assert!(missing.start >= 3 && missing.end <= 6, "{missing:?}");
    assert_near(&aligned.words[..3], &places[..3]);
    assert_near(&aligned.words[6..], &places[4..]);
}

#[test]
fn all_words_of_a_recording_without_sound_are_missing() {
    let text: Vec<Part> = (0..4).map(Part::Word).collect();
    let (samples, words) = ONE.says(&text);
    let take = Timed {
        samples: &samples,
        words: &words,
    };
    let mut noise = Noise(3);
    let hiss = (0..96_000).map(|_| 0.0005 * noise.next()).collect();
    for silent in [vec![0.0; 96_000], hiss, Vec::new()] {
        assert_eq!(align(take, &silent).doubts, [Doubt::Missing(0..4)]);
    }
    let nothing = Timed {
        samples: &[],
        words: &[],
    };
    assert_eq!(align(nothing, &samples).doubts, []);
}

#[test]
fn words_said_again_are_reported() {
    let said = [0, 1, 2, 3, 2, 3, 4, 5, 6, 7];
    let (aligned, places) = found(&said.map(Part::Word), 8);
    let [Doubt::Repeated { words, at }] = &aligned.doubts[..] else {
        panic!("{:?}", aligned.doubts);
    };
    assert!(
        words.start.abs_diff(2) <= 1 && words.end.abs_diff(4) <= 1,
        "{words:?}"
    );
    assert!(
        at.start < places[5].end && places[4].start < at.end,
        "{at:?}"
    );
    assert_near(&aligned.words[6..], &places[8..]);
}

/// Returns the lines of a chapter as one speaker says them, each of some words.
fn spoken(lines: &[&[usize]]) -> Vec<Spoken> {
    let line = |words: &&[usize]| {
        let parts: Vec<Part> = words.iter().map(|word| Part::Word(*word)).collect();
        let (samples, places) = ONE.says(&parts);
        let take = Timed {
            samples: &samples,
            words: &places,
        };
        Spoken::of(take, std::slice::from_ref(&(0..words.len())), 0)
    };
    lines.iter().map(line).collect()
}

#[test]
fn retakes_breaks_and_left_out_lines_of_a_chapter_are_found() {
    let lines = spoken(&[
        &[0, 1, 2, 3],
        &[4, 5, 6, 7],
        &[8, 9, 10, 11],
        &[3, 9, 1, 12, 6],
    ]);
    let mut said = vec![Part::Pause(30_000)];
    // The second line is broken off and begun again, the third is left out, the last is read twice.
    for words in [
        &[0, 1, 2, 3][..],
        &[4, 5],
        &[4, 5, 6, 7],
        &[3, 9, 1, 12, 6],
        &[3, 9, 1, 12, 6],
    ] {
        said.extend(words.iter().map(|word| Part::Word(*word)));
        said.push(Part::Pause(50_000));
    }
    let (recording, places) = OTHER.says(&said);
    let heard = listen(&lines, &recording);
    let expected = [
        (0, true, places[0].start, places[3].end),
        (1, false, places[4].start, places[5].end),
        (1, true, places[6].start, places[9].end),
        (3, true, places[10].start, places[14].end),
        (3, true, places[15].start, places[19].end),
    ];
    assert_eq!(heard.len(), expected.len(), "{heard:?}");
    for (heard, (line, is_whole, start, end)) in heard.iter().zip(expected) {
        let Heard::Passage { index, at, whole } = heard else {
            panic!("{heard:?}");
        };
        assert_eq!((*index, *whole), (line, is_whole), "{heard:?}");
        let near = |a: Frames, b: Frames| (a.0 - b.0).abs() < 4_800;
        assert!(
            near(at.start, start) && near(at.end, end),
            "{heard:?}, {start:?}..{end:?}"
        );
    }
}

#[test]
fn silence_has_no_passages() {
    let lines = spoken(&[&[0, 1]]);
    assert_eq!(listen(&lines, &[]), []);
    assert_eq!(listen(&lines, &[0.0; 48_000]), []);
    assert_eq!(listen(&[], &[0.1; 48_000]).len(), 0);
}

#[test]
fn a_recording_without_sound_has_its_words_at_its_start() {
    let (samples, own) = ONE.says(&[Part::Word(0), Part::Word(1)]);
    let take = Timed {
        samples: &samples,
        words: &own,
    };
    for silent in [vec![], vec![0.0; 48_000]] {
        let aligned = align(take, &silent);
        assert_eq!(aligned.words, vec![Frames::ZERO..Frames::ZERO; 2]);
    }
    let short = align(take, &[0.3, -0.2, 0.1]);
    assert!(short.words.iter().all(|word| word.end <= Frames(3)));
}
