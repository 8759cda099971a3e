//! Audio files in every format that is accepted, whole and broken.
//!
//! The files hold 0.12 s of 440 Hz at 22,050 Hz, left at half of full scale,
//! right at a quarter. Broken ones are made of them by chance. Memory is capped:
//! what asks for more than a file of this size can need ends the run.

use std::time::{Duration, Instant};

use cap::Cap;
use cuebook::perform::sound::file::decode;
use proptest::prelude::*;

/// The most memory that decoding a small file may ever ask for, in bytes. Tables
/// of a broken M4A may be asked room for by their 32-bit counts, which is never filled.
const MOST: usize = 12 << 30;

#[global_allocator]
static MEMORY: Cap<std::alloc::System> = Cap::new(std::alloc::System, MOST);

const FILES: [(&str, &[u8]); 7] = [
    ("tone.wav", include_bytes!("formats/tone.wav")),
    ("tone.aiff", include_bytes!("formats/tone.aiff")),
    ("tone.flac", include_bytes!("formats/tone.flac")),
    ("tone.ogg", include_bytes!("formats/tone.ogg")),
    ("tone.mp3", include_bytes!("formats/tone.mp3")),
    ("tone.m4a", include_bytes!("formats/tone.m4a")),
    ("tone-alac.m4a", include_bytes!("formats/tone-alac.m4a")),
];

/// The amplitude of 440 Hz in the middle of a channel, by its Fourier coefficient.
fn amplitude(channel: &[f32]) -> f64 {
    let middle = &channel[3000..5000];
    let step = std::f64::consts::TAU * 440.0 / 48_000.0;
    let part = |wave: fn(f64) -> f64| -> f64 {
        let each = middle.iter().enumerate();
        each.map(|(n, s)| f64::from(*s) * wave(step * n as f64))
            .sum()
    };
    2.0 * part(f64::sin).hypot(part(f64::cos)) / middle.len() as f64
}

#[test]
fn every_format_is_heard_at_its_pitch_length_and_level() {
    for (name, bytes) in FILES {
        let audio = decode(name, bytes.into()).unwrap();
        assert_eq!(audio.channels.len(), 2, "{name}");
        // What codecs add at the ends is cut, but for M4A: AAC comes with its padding.
        let frames = audio.frames().0;
        assert!(
            (5760 - 96..=5760 + 3200).contains(&frames),
            "{name}: {frames}"
        );
        let levels = [&audio.channels[0], &audio.channels[1]].map(|side| amplitude(side));
        // At its low rate AAC blurs left and right of so short a tone.
        let slack = if name == "tone.m4a" { 0.35 } else { 0.05 };
        for (found, due) in levels.iter().zip([0.5, 0.25]) {
            assert!((found / due - 1.0).abs() < slack, "{name}: {levels:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_broken_file_is_a_mistake_that_names_it_or_finite_sound(
        which in 0..FILES.len(),
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..16),
        // Headers are the dangerous part: half of the edits fall on them.
        head in proptest::collection::vec((0_usize..600, any::<u8>()), 0..16),
        cut in 0_usize..24,
        said in 0..FILES.len(),
    ) {
        let mut bytes = FILES[which].1.to_vec();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        for (at, byte) in head {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        bytes.truncate(bytes.len() - bytes.len() * cut.saturating_sub(12) / 12);
        // The name may lie about the format.
        let name = FILES[said].0;
        let begun = Instant::now();
        match decode(name, bytes.into()) {
            Ok(audio) => prop_assert!(audio.channels.iter().flatten().all(|s| s.is_finite())),
            Err(error) => prop_assert!(error.to_string().contains(name), "{error}"),
        }
        // No speed is held here, only that it ends.
        prop_assert!(begun.elapsed() < Duration::from_secs(60));
    }
}
