//! Passages of made-up durations, timed by hand.

use super::*;
use crate::kokoro::speech::Vocabulary;
use crate::phonemes::Reading;
use proptest::prelude::*;

/// Tokens of the words at these indices; `None` is a space.
fn tokens(words: &[Option<usize>]) -> Vec<Token> {
    let vocabulary = Vocabulary::parse(b"{\"vocab\": {\"a\": 43}}").unwrap();
    let phonemes = words.iter().map(|&word| ('a', word)).collect();
    vocabulary.tokens(&Reading { phonemes })
}

#[test]
fn words_last_as_long_as_their_tokens_and_begin_early() {
    let tokens = tokens(&[Some(0), Some(0), None, Some(1)]);
    let durations = [10, 2, 3, 1, 4, 5];
    let passage = Passage::new(vec![0.0; 25 * HOP], &tokens, &durations, 2);
    assert_eq!(passage.words[0], Some(10 * HOP - LEAD..15 * HOP - LEAD));
    assert_eq!(passage.words[1], Some(16 * HOP - LEAD..20 * HOP - LEAD));
}

#[test]
fn a_word_without_a_sound_has_an_empty_time() {
    let tokens = tokens(&[Some(0), Some(2)]);
    let passage = Passage::new(vec![0.0; 20 * HOP], &tokens, &[4, 2, 3, 9], 4);
    let times = passage.times();
    let [start, middle, end] = [4, 6, 9].map(|hops| hops * HOP - LEAD);
    assert_eq!(
        times,
        [start..middle, middle..middle, middle..end, end..end]
    );
}

#[test]
fn trimming_moves_the_words_with_the_sound() {
    let mut samples = vec![0.0; 24_000];
    samples[12_000..18_000].fill(0.5);
    let passage = Passage {
        samples,
        words: vec![Some(11_000..15_000), Some(15_000..20_000)],
    };
    let trimmed = passage.trimmed();
    // 12,000 − 240 kept before, 18,000 + 720 kept after.
    assert_eq!(trimmed.samples.len(), 18_720 - 11_760);
    assert_eq!(trimmed.words[0], Some(0..15_000 - 11_760));
    assert_eq!(trimmed.words[1], Some(15_000 - 11_760..18_720 - 11_760));
    assert_eq!(trimmed.samples[239], 0.0);
    assert_eq!(trimmed.samples[240], 0.5);
}

#[test]
fn silence_is_trimmed_to_zero_samples() {
    let passage = Passage {
        samples: vec![0.0; 5_000],
        words: vec![Some(10..20)],
    };
    let trimmed = passage.trimmed();
    assert!(trimmed.samples.is_empty());
    assert_eq!(trimmed.times(), vec![0..0; 1]);
}

#[test]
fn passages_follow_each_other_with_their_words() {
    let mut first = Passage {
        samples: vec![0.5; 100],
        words: vec![Some(0..40), Some(40..100), None],
    };
    let second = Passage {
        samples: vec![0.5; 50],
        words: vec![None, Some(0..10), Some(10..50)],
    };
    first.follow(second, 30);
    assert_eq!(first.samples.len(), 180);
    assert_eq!(first.samples[100..130], [0.0; 30]);
    assert_eq!(first.times(), [0..40, 40..140, 140..180]);
}

#[test]
fn a_fade_begins_and_ends_near_silence() {
    let mut samples = vec![1.0; 1_000];
    fade(&mut samples);
    assert!(samples[0] < 1e-3 && samples[999] < 1e-3);
    assert!(samples[..FADE].is_sorted());
    assert_eq!(samples[FADE..1_000 - FADE], [1.0; 1_000 - 2 * FADE]);
}

proptest! {
    #[test]
    fn times_are_in_order_for_any_durations(
        words in prop::collection::vec(prop::option::of(0usize..6), 0..40),
        seed in prop::collection::vec(0usize..9, 42),
        length in 0usize..40_000,
    ) {
        let tokens = tokens(&words);
        let durations = &seed[..tokens.len() + 2];
        let mut samples = vec![0.0; length];
        if length > 3_000 {
            samples[1_000..2_000].fill(0.1);
        }
        let passage = Passage::new(samples, &tokens, durations, 6).trimmed();
        let times = passage.times();
        prop_assert_eq!(times.len(), 6);
        let mut from = 0;
        for time in times {
            prop_assert!(from <= time.start && time.start <= time.end);
            prop_assert!(time.end <= passage.samples.len());
            from = time.end;
        }
    }
}
