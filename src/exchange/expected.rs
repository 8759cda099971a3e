//! Estimates how long words take to say, before a voice has spoken them. The
//! estimate has the pace of the stand-in voice, which is a person's: about 160
//! words a minute with the pauses.

use cuebook_core::units::Seconds;
use cuebook_script::prose::words;
use cuebook_voice::syllables::syllables;

/// The length of a syllable, in seconds.
const SYLLABLE: f64 = 0.185;
/// The gap between words, in seconds.
const GAP: f64 = 0.045;
/// The pause after a comma or a similar mark, in seconds.
const COMMA: f64 = 0.2;
/// The pause between sentences, in seconds.
const SENTENCE: f64 = 0.45;

/// Returns the time that a person takes to say this at pace 1.
#[must_use]
pub(crate) fn time(text: &str) -> Seconds {
    let words = words(text);
    let mut time = 0.0;
    for (place, word) in words.iter().enumerate() {
        time += SYLLABLE * f64::from(syllables(word.span.of(text)));
        let Some(next) = words.get(place + 1) else {
            break;
        };
        let between = text.get(word.span.end..next.span.start).unwrap_or("");
        time += GAP;
        if between.contains(['.', '!', '?', '…']) {
            time += SENTENCE;
        } else if between.contains([',', ';', ':', '–', '—']) {
            time += COMMA;
        }
    }
    Seconds(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks_take_their_time() {
        // Two syllables, a gap and a pause, one syllable.
        assert!((time("Alpha. Go").0 - (3.0 * 0.185 + 0.045 + 0.45)).abs() < 1e-9);
        assert_eq!(time("…").0, 0.0);
    }
}
