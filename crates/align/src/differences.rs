//! The places where a recording has other words than the take: words that are left out, said again or
//! added.

use std::ops::Range;

use cuebook_core::units::Frames;

use crate::course::{Part, Passages, Rules, Speech, follow};
use crate::features::Features;
use crate::{Doubt, STEP};

/// The costs are those of evidence: a difference is only believed if without it the sounds fit much
/// worse.
const RULES: Rules = Rules {
    skip: [22.0, 1.0],
    back: [22.0, 1.0],
    broken: 1e9,
    within: (0.0, usize::MAX),
    other: 28.0,
    share: 0.06,
    pause: 0,
    beam: 160.0,
};

/// Other sound is at least so long, in steps: 150 ms. Shorter ones are breaths and clicks.
const LEAST: usize = 15;

/// Words that were left out have at least so many steps of speech: 100 ms. Shorter ones are hard to hear.
const HEARD: usize = 10;

/// Returns the differences, from the steps of each word in the take.
pub(crate) fn find(words: &[Range<usize>], take: &Features, recording: &Features) -> Vec<Doubt> {
    let text = passages(words, take);
    let speech = speech(recording);
    let parts = follow(&text, &speech, &RULES);
    let mut doubts = Vec::new();
    let mut next = 0;
    for part in &parts {
        match part {
            Part::Passage { index, at, .. } => {
                if *index > next && heard(&text, next..*index) >= HEARD {
                    doubts.push(Doubt::Missing(next..*index));
                }
                if *index < next {
                    doubts.push(Doubt::Repeated {
                        words: *index..next,
                        at: frames(&speech, at),
                    });
                }
                next = index + 1;
            }
            Part::Other(at) if at.len() >= LEAST => doubts.push(Doubt::Added {
                before: next,
                at: frames(&speech, at),
            }),
            Part::Other(_) => {}
        }
    }
    if next < words.len() && heard(&text, next..words.len()) >= HEARD {
        doubts.push(Doubt::Missing(next..words.len()));
    }
    doubts
}

/// Returns the words of a take without its pauses. A word of a pause has one step.
fn passages(words: &[Range<usize>], take: &Features) -> Passages {
    let mut text = Passages::default();
    for word in words {
        let start = text.steps.len();
        let spoken = word.clone().filter(|step| take.speech[*step]);
        text.steps.extend(spoken.map(|step| take.steps[step]));
        if text.steps.len() == start {
            text.steps.push(take.steps[word.start]);
        }
        text.passages.push(start..text.steps.len());
    }
    text
}

/// Returns the steps of speech of a recording.
fn speech(recording: &Features) -> Speech {
    let at = (0..recording.len()).filter(|step| recording.speech[*step]);
    let at: Vec<usize> = at.collect();
    Speech {
        steps: at.iter().map(|step| recording.steps[*step]).collect(),
        at,
    }
}

/// Returns the number of steps of speech of some words.
fn heard(text: &Passages, words: Range<usize>) -> usize {
    text.passages[words].iter().map(Range::len).sum()
}

/// Returns the place of some steps of speech in the recording.
fn frames(speech: &Speech, at: &Range<usize>) -> Range<Frames> {
    let place = |step: usize| Frames::from(speech.at[step] * STEP);
    place(at.start)..place(at.end - 1) + Frames::from(STEP)
}
