//! Estimates how long the natural voices speak a text. The numbers are fitted to the takes of the
//! example shows: for each word its letters and its syllables count, and the marks after it.

use cuebook_core::diagnostic::Span;
use cuebook_core::units::Seconds;

use crate::Times;
use crate::syllables::syllables;

/// The time of a letter or a digit, in seconds.
const LETTER: f64 = 0.034;
/// The time of a syllable besides its letters, in seconds.
const SYLLABLE: f64 = 0.098;
/// The time of a word besides its syllables, in seconds.
const WORD: f64 = 0.040;
/// The time before the first word and after the last one, in seconds.
const AROUND: f64 = 0.12;
/// The pause at a comma, in seconds.
const COMMA: f64 = 0.045;
/// The pause at another mark, in seconds.
const MARK: f64 = 0.07;

/// Returns the likely times of words of a text at a pace.
#[must_use]
pub fn natural(text: &str, words: &[Span], pace: f64) -> Times {
    let frames = |seconds: f64| Seconds(seconds / pace).frames();
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
        let times = natural(text, &words, 1.0);
        let go = WORD + 2.0 * LETTER + SYLLABLE;
        let battery = WORD + 7.0 * LETTER + 3.0 * SYLLABLE;
        let whole = Seconds(AROUND + go + COMMA + battery).frames();
        assert_eq!(times.frames, whole);
        assert_eq!(times.words[0].start, Seconds(AROUND / 2.0).frames());
        assert_eq!(times.words.len(), 2);
        let fast = natural(text, &words, 2.0);
        assert!((fast.frames.0 - whole.0 / 2).abs() <= 1);
        assert_eq!(natural("", &[], 1.0).frames, Seconds(AROUND).frames());
    }
}
