//! The times of words as Kokoro-FastAPI sends them, and their place among the written words.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cuebook_core::diagnostic::Span;
use cuebook_core::units::{Frames, Seconds};
use serde_json::Value;

use crate::Failure;
use crate::answer::Bad;
use crate::client::said;
use crate::http::Sent;

/// A word as a server sends it, with its times in seconds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub text: String,
    pub start: f64,
    pub end: f64,
}

/// Reads an answer: JSON with the sound in base64, and a list of words.
///
/// # Errors
/// When it has no sound.
pub(crate) fn read(body: &[u8]) -> Result<Sent, Failure> {
    let text = || Failure::Answer(Bad::Text(said(body)));
    let value: Value = serde_json::from_slice(body).map_err(|_| text())?;
    let sound = value
        .get("audio")
        .and_then(Value::as_str)
        .ok_or_else(text)?;
    let sound = STANDARD
        .decode(sound)
        .map_err(|error| Failure::Answer(Bad::CutOff(format!("its base64 is wrong, {error}"))))?;
    let words = value.get("timestamps").and_then(Value::as_array);
    let word = |value: &Value| {
        Some(Word {
            text: value.get("word")?.as_str()?.to_owned(),
            start: value.get("start_time")?.as_f64()?,
            end: value.get("end_time")?.as_f64()?,
        })
    };
    Ok(Sent {
        body: sound,
        media: String::new(),
        times: words.and_then(|words| words.iter().map(word).collect()),
    })
}

/// Returns the times of the written words. `cut` is what was cut off before the sound of `frames`.
/// `None` if the letters of the server's words are not those of the text, or the times do not fit.
pub(crate) fn placed(
    told: &[Word],
    (text, words): (&str, &[Span]),
    (cut, frames): (Frames, Frames),
) -> Option<Vec<Range<Frames>>> {
    // The times of each letter of the server's words.
    let mut letters = Vec::new();
    let mut last = 0.0;
    for word in told {
        let is_fit = word.start.is_finite() && word.end >= word.start && word.end >= last;
        if !is_fit {
            return None;
        }
        last = word.end;
        let own: Vec<char> = spelled(&word.text).collect();
        let count = own.len() as f64;
        let step = (word.end - word.start) / count.max(1.0);
        letters.extend(own.into_iter().enumerate().map(|(index, letter)| {
            let start = word.start + step * index as f64;
            (letter, start, start + step)
        }));
    }
    let at = |seconds: f64| {
        let frame = Seconds(seconds).frames().0 - cut.0;
        Frames(frame.clamp(0, frames.0))
    };
    let mut rest = letters.iter();
    let mut times: Vec<Range<Frames>> = Vec::new();
    for word in words {
        let mut own: Option<Range<Frames>> = None;
        for letter in spelled(word.of(text)) {
            let (told, start, end) = rest.next()?;
            if *told != letter {
                return None;
            }
            let first = own.map_or(at(*start), |own| own.start);
            own = Some(first..at(*end));
        }
        let before = times.last().map_or(Frames::ZERO, |word| word.end);
        times.push(own.unwrap_or(before..before));
    }
    rest.next().is_none().then_some(times)
}

/// Returns the letters and digits of a word, in small letters.
fn spelled(word: &str) -> impl Iterator<Item = char> {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, start: f64, end: f64) -> Word {
        Word {
            text: text.to_owned(),
            start,
            end,
        }
    }

    const TEXT: &str = "Well, don’t go!";

    fn words() -> Vec<Span> {
        let starts = ["Well", "don’t", "go"];
        let place = |word: &&str| TEXT.find(*word).map(|at| Span::new(at, at + word.len()));
        starts.iter().filter_map(place).collect()
    }

    #[test]
    fn words_get_their_times_however_the_server_splits_them() {
        let told = [
            word("Well", 0.5, 0.8),
            word(",", 0.8, 0.9),
            word("do", 1.0, 1.1),
            word("n't", 1.1, 1.3),
            word("go!", 1.3, 1.7),
        ];
        let cut = Seconds(0.4).frames();
        let whole = Seconds(1.2).frames();
        let times = placed(&told, (TEXT, &words()), (cut, whole)).unwrap();
        let at = |seconds: f64| Seconds(seconds).frames();
        assert_eq!(times[0], at(0.1)..at(0.4));
        assert_eq!(times[1].start, at(0.6));
        assert_eq!(times[1].end, at(0.9));
        assert_eq!(times[2].end, at(1.2), "not behind the end");
    }

    #[test]
    fn other_words_or_times_that_go_back_are_not_taken() {
        let place = |told: &[Word]| placed(told, (TEXT, &words()), (Frames(0), Frames(90_000)));
        assert!(place(&[word("Well", 0.0, 0.1), word("go", 0.2, 0.3)]).is_none());
        let more = ["Well", "don't", "go", "on"].map(|text| word(text, 0.0, 0.1));
        assert!(place(&more).is_none());
        let back = [
            word("Well", 1.0, 1.1),
            word("don't", 0.5, 0.6),
            word("go", 0.6, 0.7),
        ];
        assert!(place(&back).is_none());
    }

    #[test]
    fn an_answer_has_sound_in_base64() {
        let body = br#"{"audio": "aGVsbG8=", "timestamps": [{"word": "a", "start_time": 0, "end_time": 0.5}]}"#;
        let sent = read(body).unwrap();
        assert_eq!(sent.body, b"hello");
        assert_eq!(sent.times, Some(vec![word("a", 0.0, 0.5)]));
        assert!(read(br#"{"audio": "aGVsbG8"}"#).is_err());
        let refused = read(br#"{"detail": "no"}"#).unwrap_err();
        assert!(refused.to_string().contains("no"));
        assert_eq!(read(br#"{"audio": ""}"#).unwrap().times, None);
    }
}
