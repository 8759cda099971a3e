//! Decoding of every supported audio format, with valid and broken files.
//!
//! The files contain 0.12 s of 440 Hz at 22,050 Hz, at half of full scale on the left
//! and a quarter on the right. Broken files are random edits of them. Memory is limited:
//! a request beyond the limit ends the run.

use std::time::{Duration, Instant};

use cap::Cap;
use cuebook_synth::file::decode;
use proptest::prelude::*;

/// The memory limit for decoding a small file, in bytes. A broken M4A may reserve room
/// for tables by their 32-bit counts, and never fill it.
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

/// Returns the amplitude of 440 Hz in the middle of a channel, from its Fourier coefficient.
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
fn every_format_decodes_with_its_pitch_length_and_level() {
    for (name, bytes) in FILES {
        let audio = decode(name, bytes.into()).unwrap();
        assert_eq!(audio.channels.len(), 2, "{name}");
        // Padding that codecs add at the ends is removed, except in M4A: AAC keeps its padding.
        let frames = audio.frames().0;
        assert!(
            (5760 - 96..=5760 + 3200).contains(&frames),
            "{name}: {frames}"
        );
        let levels = [&audio.channels[0], &audio.channels[1]].map(|side| amplitude(side));
        // At its low bit rate, AAC mixes left and right in such a short tone.
        let slack = if name == "tone.m4a" { 0.35 } else { 0.05 };
        for (found, due) in levels.iter().zip([0.5, 0.25]) {
            assert!((found / due - 1.0).abs() < slack, "{name}: {levels:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_broken_file_gives_an_error_with_its_name_or_finite_samples(
        which in 0..FILES.len(),
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..16),
        // Headers are the most fragile part, so half of the edits change them.
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
        // The file extension may be wrong.
        let name = FILES[said].0;
        let begun = Instant::now();
        match decode(name, bytes.into()) {
            Ok(audio) => prop_assert!(audio.channels.iter().flatten().all(|s| s.is_finite())),
            Err(error) => prop_assert!(error.to_string().contains(name), "{error}"),
        }
        // The test only requires that decoding ends; the limit is generous.
        prop_assert!(begun.elapsed() < Duration::from_secs(60));
    }
}
