//! Finds the passages of a text in a long recording: a chapter read aloud, with retakes, breaks and
//! coughs. It takes the lines as voices speak them, and returns the place of each
//! sentence.

use std::ops::Range;

use cuebook_core::units::Frames;

use crate::course::{Part, Passages, Rules, Speech, follow};
use crate::features::{Bands, Features, NUMBERS, Step};
use crate::{STEP, Timed, mouth};

/// The reading leaves its order at a pause, for the evidence of about a second of speech.
const RULES: Rules = Rules {
    skip: [40.0, 2.0],
    back: [18.0, 2.0],
    broken: 24.0,
    within: (25.0, 35),
    other: 10.0,
    share: 0.09,
    pause: 8,
    beam: 220.0,
};

/// Steps of 10 ms that are taken together.
const TOGETHER: usize = 2;

/// How many passages of a voice are compared to make it like the reader's, and the steps that each has
/// at least.
const COMPARED: usize = 8;
const LONG: usize = 100;

/// A line of a text as a voice speaks it.
#[derive(Clone, Debug)]
pub struct Spoken {
    sound: Bands,
    /// The steps of each passage.
    passages: Vec<Range<usize>>,
    /// The voice, by any number that no other voice has.
    voice: usize,
}

/// A sentence or another sound in a recording, in its frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A passage of the text.
    Passage {
        /// The passage, counted from the first one of the first line.
        index: usize,
        /// Its place.
        at: Range<Frames>,
        /// Whether it is read to its end.
        whole: bool,
    },
    /// A sound that is not in the text.
    Other(Range<Frames>),
}

impl Spoken {
    /// Returns a line from its take and the words of each of its passages, of which none is empty.
    #[must_use]
    pub fn of(take: Timed<'_>, passages: &[Range<usize>], voice: usize) -> Spoken {
        let sound = Bands::of(take.samples);
        let word = |index: usize| take.words.get(index).cloned().unwrap_or_default();
        let step = |at: Frames| ((at.index() + STEP / 2) / STEP).min(sound.len());
        let passages = passages.iter();
        let place =
            |words: &Range<usize>| step(word(words.start).start)..step(word(words.end - 1).end);
        Spoken {
            passages: passages.map(place).collect(),
            sound,
            voice,
        }
    }
}

/// Finds the passages of all lines, in the order of the text, in a recording of mono samples.
#[must_use]
pub fn listen(lines: &[Spoken], recording: &[f32]) -> Vec<Heard> {
    let sound = Bands::of(recording);
    if sound.is_empty() {
        return Vec::new();
    }
    let mut voices: Vec<(usize, f64)> = lines.iter().map(|line| (line.voice, 1.0)).collect();
    voices.sort_by_key(|(voice, _)| *voice);
    voices.dedup();
    let speech = speech(&sound);
    let mut parts = first_course(lines, &mut voices, &speech);
    // The first course shows how the voices differ from the reader, the second one uses it.
    let before = voices.clone();
    for (voice, warp) in &mut voices {
        let found = warp_of(*voice, lines, &parts, (&sound, &speech));
        *warp = found.unwrap_or(*warp);
    }
    if voices != before {
        parts = follow(&text(lines, &voices), &speech, &RULES);
    }
    let place = |at: &Range<usize>| {
        let steps = speech.steps_of(at);
        Frames::from(steps.start * STEP)..Frames::from((steps.end * STEP).min(recording.len()))
    };
    let heard = parts.iter().map(|part| match part {
        Part::Passage { index, at, whole } => Heard::Passage {
            index: *index,
            at: place(at),
            whole: *whole,
        },
        Part::Other(at) => Heard::Other(place(at)),
    });
    heard.collect()
}

/// Returns a course for which all voices have one warp: none if most of the text is found with it, or
/// else the one with which the most is found.
fn first_course(lines: &[Spoken], voices: &mut [(usize, f64)], speech: &Speech) -> Vec<Part> {
    let mut best: Option<(usize, f64, Vec<Part>)> = None;
    for warp in [1.0, mouth::LONGER, mouth::SHORTER] {
        voices.iter_mut().for_each(|(_, own)| *own = warp);
        let text = text(lines, voices);
        let parts = follow(&text, speech, &RULES);
        let found = parts.iter().filter_map(|part| match part {
            Part::Passage {
                index, whole: true, ..
            } => Some(text.passages[*index].len()),
            _ => None,
        });
        let found = found.sum();
        if best.as_ref().is_none_or(|(most, _, _)| found > *most) {
            best = Some((found, warp, parts));
        }
        if 4 * found > 3 * text.steps.len() {
            break;
        }
    }
    let (_, warp, parts) = best.unwrap_or_default();
    voices.iter_mut().for_each(|(_, own)| *own = warp);
    parts
}

impl Speech {
    /// Returns the steps of the recording for some steps of its speech.
    fn steps_of(&self, at: &Range<usize>) -> Range<usize> {
        self.at[at.start]..self.at[at.end - 1] + TOGETHER
    }
}

/// Returns the steps of speech of a recording.
fn speech(sound: &Bands) -> Speech {
    let mut features = sound.features(1.0);
    Features::scale([&mut features]);
    let (steps, at) = spoken(&features, 0..features.len());
    Speech { steps, at }
}

/// Returns the passages of all lines, with the warp of each voice.
fn text(lines: &[Spoken], voices: &[(usize, f64)]) -> Passages {
    let mut features: Vec<Features> = Vec::with_capacity(lines.len());
    for line in lines {
        let own = voices.iter().find(|(voice, _)| *voice == line.voice);
        features.push(line.sound.features(own.map_or(1.0, |(_, warp)| *warp)));
    }
    for (voice, _) in voices {
        let all = lines.iter().zip(&mut features);
        let own = all.filter(|(line, _)| line.voice == *voice);
        Features::scale(own.map(|(_, features)| features));
    }
    let mut text = Passages::default();
    for (line, features) in lines.iter().zip(&features) {
        for passage in &line.passages {
            let (mut steps, _) = spoken(features, passage.clone());
            if steps.is_empty() {
                // Silence, as of words that no voice reads.
                steps.push([0.0; NUMBERS]);
            }
            let start = text.steps.len();
            text.steps.extend(steps);
            text.passages.push(start..text.steps.len());
        }
    }
    text
}

/// Returns the warp of a voice, from the longest passages that were found; `None` if none is long.
fn warp_of(
    voice: usize,
    lines: &[Spoken],
    parts: &[Part],
    (sound, speech): (&Bands, &Speech),
) -> Option<f64> {
    let all = lines
        .iter()
        .flat_map(|line| line.passages.iter().map(move |steps| (line, steps)));
    let all: Vec<(&Spoken, &Range<usize>)> = all.collect();
    let mut pairs: Vec<(Bands, Bands)> = Vec::new();
    for part in parts {
        let Part::Passage {
            index,
            at,
            whole: true,
        } = part
        else {
            continue;
        };
        let (line, steps) = all[*index];
        if line.voice == voice && steps.len() >= LONG {
            let own = speech.steps_of(at);
            let own = own.start..own.end.min(sound.len());
            pairs.push((line.sound.part(steps.clone()), sound.part(own)));
        }
    }
    pairs.sort_by_key(|(own, _)| std::cmp::Reverse(own.len()));
    pairs.truncate(COMPARED);
    let pairs: Vec<(&Bands, &Bands)> = pairs.iter().map(|(own, other)| (own, other)).collect();
    (!pairs.is_empty()).then(|| mouth::warp(&pairs))
}

/// Returns the steps of speech of a part of a sound, two together, with the place of each.
fn spoken(sound: &Features, part: Range<usize>) -> (Vec<Step>, Vec<usize>) {
    let (mut steps, mut places) = (Vec::new(), Vec::new());
    let mut at = part.start;
    while at < part.end {
        let run = (at..part.end.min(at + TOGETHER)).take_while(|step| sound.speech[*step]);
        let count = run.count();
        if count == 0 {
            at += 1;
            continue;
        }
        let own = &sound.steps[at..at + count];
        let mean = |n: usize| own.iter().map(|step| step[n]).sum::<f32>() / count as f32;
        steps.push(std::array::from_fn(mean));
        places.push(at);
        at += count;
    }
    (steps, places)
}
