//! Words that no voice can read. They are left out of an utterance, and get a time of no length
//! where they would be spoken. A breath of such words only is a short silence.

use std::ops::Range;

use cuebook_core::diagnostic::Span;
use cuebook_core::units::{Frames, Seconds};
use cuebook_voice::{Take, Utterance};

/// The length of a silent take: about that of the pause between two sentences.
const SILENCE: Seconds = Seconds(0.5);

/// Removes words from an utterance, by their index, in order.
pub(crate) fn leave_out(utterance: &mut Utterance, silent: &[usize]) {
    let mut text = String::with_capacity(utterance.text.len());
    let mut words = Vec::new();
    let mut kept = Vec::new();
    let mut at = 0;
    for (index, word) in utterance.words.iter().enumerate() {
        text.push_str(&utterance.text[at..word.start]);
        at = word.end;
        if silent.contains(&index) {
            continue;
        }
        let start = text.len();
        text.push_str(word.of(&utterance.text));
        words.push(Span::new(start, text.len()));
        kept.push(index);
    }
    text.push_str(&utterance.text[at..]);
    for (index, _) in &mut utterance.pronounce {
        *index = kept.partition_point(|kept| *kept < *index);
    }
    (utterance.text, utterance.words) = (text, words);
}

/// Adds the times of the words that were left out.
pub(crate) fn put_back(words: &mut Vec<Range<Frames>>, silent: &[usize]) {
    for &index in silent {
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        let at = before.map_or(Frames::ZERO, |before| before.end);
        words.insert(index.min(words.len()), at..at);
    }
}

/// Returns a silent take with words of equal length.
pub(crate) fn silent_take(words: usize) -> Take {
    let length = SILENCE.frames();
    let count = i64::try_from(words.max(1)).unwrap_or(i64::MAX);
    let place = |word: usize| Frames(length.0 * i64::try_from(word).unwrap_or(0) / count);
    Take {
        samples: vec![0.0; length.index()],
        words: (0..words)
            .map(|word| place(word)..place(word + 1))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::pronunciation::Spoken;

    #[test]
    fn words_are_left_out_and_put_back() {
        let text = "Say 你好 to Anna";
        let words = cuebook_script::prose::words(text);
        let mut utterance = Utterance {
            text: text.to_owned(),
            words: words.iter().map(|word| word.span).collect(),
            pronounce: vec![(4, Spoken::Respelling("AH-nah".to_owned()))],
            voice: String::new(),
            tone: Default::default(),
            body: Default::default(),
            pace: 1.0,
            language: Default::default(),
        };
        leave_out(&mut utterance, &[1, 2]);
        assert_eq!(utterance.text, "Say  to Anna");
        let left: Vec<&str> = utterance
            .words
            .iter()
            .map(|w| w.of(&utterance.text))
            .collect();
        assert_eq!(left, ["Say", "to", "Anna"]);
        assert_eq!(utterance.pronounce[0].0, 2);
        let time = |from, to| Frames(from)..Frames(to);
        let mut times = vec![time(0, 5), time(6, 8), time(9, 12)];
        put_back(&mut times, &[1, 2]);
        assert_eq!(
            times,
            [time(0, 5), time(5, 5), time(5, 5), time(6, 8), time(9, 12)]
        );
    }

    #[test]
    fn a_silent_take_has_a_time_for_every_word() {
        let take = silent_take(3);
        assert_eq!(take.words.len(), 3);
        assert_eq!(take.words[2].end.index(), take.samples.len());
    }
}
