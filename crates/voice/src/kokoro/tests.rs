//! Tests of the voice without its network, and of one line with it.

mod feelings;

use std::path::Path;

use super::*;
use crate::Tone;
use crate::phonemes::{Accent, Reading};
use cuebook_core::diagnostic::Span;

/// Reads only “The king is dead.”.
struct King;

impl Phonemes for King {
    fn read(&self, _: &Utterance, _: Accent) -> Result<Reading, VoiceError> {
        let words = [
            ("ðə", Some(0)),
            (" ", None),
            ("kˈɪŋ", Some(1)),
            (" ", None),
            ("ɪz", Some(2)),
            (" ", None),
            ("dˈɛd", Some(3)),
            (".", None),
        ];
        let phonemes = words
            .iter()
            .flat_map(|&(word, index)| word.chars().map(move |phoneme| (phoneme, index)))
            .collect();
        Ok(Reading { phonemes })
    }
}

fn king(voice: &str, tone: Tone) -> Utterance {
    Utterance {
        text: "The king is dead.".into(),
        words: [(0, 3), (4, 8), (9, 11), (12, 16)]
            .map(|(start, end)| Span::new(start, end))
            .to_vec(),
        pronounce: Vec::new(),
        voice: voice.into(),
        tone: tone.into(),
        body: Default::default(),
        pace: 1.0,
        language: cuebook_core::language::Language::English,
    }
}

#[test]
fn the_engine_version_matches_the_lock_file() {
    let lock = include_str!("../../../../Cargo.lock");
    let (name, version) = ENGINE.split_once(' ').unwrap();
    assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"")));
}

#[test]
fn the_rate_is_doubled_in_place() {
    // A pulse of a millisecond at sample 1,000 moves to 2,000.
    let mut samples = vec![0.0; 4_000];
    for (step, sample) in samples[988..=1_012].iter_mut().enumerate() {
        *sample = 0.5 - 0.5 * (std::f32::consts::TAU * step as f32 / 24.0).cos();
    }
    let doubled = resampled(&samples, NETWORK_RATE).unwrap();
    assert_eq!(doubled.len(), 8_000);
    let peak = (0..8_000)
        .max_by(|&a, &b| doubled[a].total_cmp(&doubled[b]))
        .unwrap();
    assert_eq!(peak, 2_000);
    assert!((doubled[2_000] - 1.0).abs() < 0.01);
}

#[test]
fn words_are_timed_at_the_engine_rate() {
    let passage = Passage {
        samples: vec![0.1; 2_400],
        words: vec![Some(100..600), Some(600..2_400)],
    };
    let take = take(&passage, NETWORK_RATE).unwrap();
    assert_eq!(take.samples.len(), 4_800);
    assert_eq!(
        take.words,
        [Frames(200)..Frames(1_200), Frames(1_200)..Frames(4_800)]
    );
}

#[test]
fn a_passage_without_sound_is_a_moment_of_silence() {
    let nothing = Passage {
        samples: Vec::new(),
        words: vec![None, None],
    };
    let take = take(&nothing, NETWORK_RATE).unwrap();
    assert_eq!(take.samples, [0.0; SILENCE]);
    assert_eq!(take.words, vec![Frames::ZERO..Frames::ZERO; 2]);
}

/// A real voice. An environment variable names the folder of an installed pack.
fn engine() -> Kokoro {
    let dir = std::env::var_os("CUEBOOK_VOICES").expect("CUEBOOK_VOICES names a voice pack");
    Kokoro::new(Path::new(&dir), Box::new(King))
}

fn decibels(samples: &[f32]) -> f64 {
    let energy: f64 = samples.iter().map(|&x| f64::from(x) * f64::from(x)).sum();
    10.0 * (energy / samples.len() as f64).log10()
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn a_real_voice_speaks_and_times_its_words() {
    let engine = engine();
    let utterance = king("bm_george", Tone::Neutral);
    let take = engine.speak(&utterance).unwrap();
    let seconds = take.samples.len() as f64 / f64::from(RATE);
    assert!((0.7..2.0).contains(&seconds), "{seconds} s");
    let level = decibels(&take.samples);
    assert!((-32.0..-12.0).contains(&level), "{level} dB");
    assert_eq!(take.words.len(), 4);
    let mut from = Frames::ZERO;
    for word in &take.words {
        assert!(from <= word.start && word.start < word.end);
        from = word.end;
    }
    assert!(take.words[0].start <= Frames(4_800));
    assert!(from <= Frames::from(take.samples.len()));
    assert_eq!(engine.speak(&utterance).unwrap(), take);
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn an_unknown_voice_is_refused() {
    let refused = engine().speak(&king("bm_unknown", Tone::Neutral));
    assert!(matches!(refused, Err(VoiceError::UnknownVoice(name)) if name == "bm_unknown"));
}

/// The versions that change the samples and are not part of an utterance.
#[test]
fn the_identity_names_the_versions_of_pack_engine_and_reader() {
    let voice = Kokoro::new(Path::new("none"), Box::new(King));
    let versions = format!(
        "pack {}, {ENGINE}, revision {REVISION}, reader 1",
        pack::SOUND_VERSION
    );
    assert_eq!(
        voice.identity(),
        format!("kokoro-82m-v1.0-int8, {versions}")
    );
}
