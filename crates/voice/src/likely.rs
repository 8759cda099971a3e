//! Estimates how long the natural voices speak a text. The numbers are fitted to the takes of the
//! example shows: for each word its letters and its syllables count, and the marks after it.

use cuebook_core::diagnostic::Span;
use cuebook_core::units::Seconds;

use crate::Times;
use crate::syllables::syllables;

/// The time of a letter or a digit, in seconds.
const LETTER: f64 = 0.037;
/// The time of a syllable besides its letters, in seconds.
const SYLLABLE: f64 = 0.061;
/// The time of a word besides its syllables, in seconds.
const WORD: f64 = 0.036;
/// The time before the first word and after the last one, in seconds.
const AROUND: f64 = 0.22;
/// The pause at a comma, in seconds.
const COMMA: f64 = 0.048;
/// The pause at another mark, in seconds.
const MARK: f64 = 0.166;

/// How long each voice takes for the same words, beside the mean of all of them.
const VOICES: &[(&str, f64)] = &[
    ("af_alloy", 1.03),
    ("af_aoede", 0.95),
    ("af_bella", 1.01),
    ("af_heart", 0.97),
    ("af_jessica", 0.85),
    ("af_kore", 1.04),
    ("af_nicole", 1.58),
    ("af_nova", 0.99),
    ("af_river", 0.86),
    ("af_sarah", 0.96),
    ("af_sky", 0.95),
    ("am_adam", 0.93),
    ("am_echo", 0.97),
    ("am_eric", 0.85),
    ("am_fenrir", 0.99),
    ("am_liam", 0.87),
    ("am_michael", 1.10),
    ("am_onyx", 1.03),
    ("am_puck", 1.00),
    ("am_santa", 1.09),
    ("bf_alice", 0.99),
    ("bf_emma", 0.90),
    ("bf_isabella", 0.94),
    ("bf_lily", 0.99),
    ("bm_daniel", 0.93),
    ("bm_fable", 1.02),
    ("bm_george", 1.14),
    ("bm_lewis", 1.06),
];

/// Returns the likely times of words of a text, spoken by a voice at a pace. A voice that is not known
/// has the mean speed.
#[must_use]
pub fn natural(text: &str, words: &[Span], (voice, pace): (&str, f64)) -> Times {
    let known = VOICES.iter().find(|(name, _)| *name == voice);
    let slowness = known.map_or(1.0, |(_, slowness)| *slowness) / pace;
    let frames = |seconds: f64| Seconds(seconds * slowness).frames();
    let mut at = AROUND / 2.0;
    let mut times = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let start = at;
        at += word_time(word.of(text));
        times.push(frames(start)..frames(at));
        if let Some(next) = words.get(index + 1) {
            at += pause(text.get(word.end..next.start).unwrap_or(""));
        }
    }
    Times {
        words: times,
        frames: frames(at + AROUND / 2.0),
    }
}

fn word_time(word: &str) -> f64 {
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    WORD + LETTER * letters as f64 + SYLLABLE * f64::from(syllables(word))
}

/// Returns the pause at the marks between two words.
fn pause(between: &str) -> f64 {
    let is_mark = |c: char| matches!(c, ';' | ':' | '—' | '–' | '.' | '!' | '?' | '…');
    if between.contains(is_mark) {
        MARK
    } else if between.contains([',', '、']) {
        COMMA
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_marks_and_the_pace_count() {
        let text = "Go, battery!";
        let words = [Span::new(0, 2), Span::new(4, 11)];
        let times = natural(text, &words, ("", 1.0));
        let go = WORD + 2.0 * LETTER + SYLLABLE;
        let battery = WORD + 7.0 * LETTER + 3.0 * SYLLABLE;
        let whole = Seconds(AROUND + go + COMMA + battery).frames();
        assert_eq!(times.frames, whole);
        assert_eq!(times.words[0].start, Seconds(AROUND / 2.0).frames());
        assert_eq!(times.words.len(), 2);
        let fast = natural(text, &words, ("", 2.0));
        assert!((fast.frames.0 - whole.0 / 2).abs() <= 1);
        let slow = natural(text, &words, ("af_nicole", 1.0));
        assert!(slow.frames.0 * 2 > whole.0 * 3);
        assert_eq!(natural("", &[], ("", 1.0)).frames, Seconds(AROUND).frames());
    }
}
