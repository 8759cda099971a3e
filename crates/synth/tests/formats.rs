//! Decoding of every supported audio format, with valid and broken files.
//!
//! The files contain 0.12 s of 440 Hz at 22,050 Hz, at half of full scale on the left
//! and a quarter on the right. The other formats are made from `tone.wav` with ffmpeg:
//! `ffmpeg -i tone.wav -c:a CODEC tone.ENDING`, and for the fragments `-movflags
//! frag_keyframe+empty_moov`. Broken files are random edits of them. Memory is limited:
//! a request beyond the limit ends the run.

#[path = "formats/content.rs"]
mod content;
#[path = "formats/mutate.rs"]
mod mutate;
#[path = "formats/sizes.rs"]
mod sizes;
#[path = "formats/streams.rs"]
mod streams;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use cap::Cap;
use cuebook_synth::file::{DECODER_THREAD, decode, survives};
use proptest::prelude::*;

/// The memory limit of the whole program, in bytes, while two small files are decoded.
const MOST: usize = 192 << 20;

#[global_allocator]
static MEMORY: Cap<std::alloc::System> = Cap::new(std::alloc::System, MOST);

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("formats/", $name)))),*]
    };
}

const FILES: [(&str, &[u8]); 19] = files![
    "tone.wav",
    "tone.aiff",
    "tone.flac",
    "tone.ogg",
    "tone.mp3",
    "tone.m4a",
    "tone-alac.m4a",
    "tone.aac",
    "tone.opus",
    "tone.w64",
    "tone-rf64.wav",
    "tone-ms.wav",
    "tone-ima.wav",
    "tone-flac.oga",
    "tone-quad.ogg",
    "tone-vbr.mp3",
    "tone-fragments.m4a",
    "tone-opus.mp4",
    "tone-mp3.mov",
];

/// Returns one of the files.
fn file(name: &str) -> &'static [u8] {
    let found = FILES.iter().find(|(known, _)| *known == name);
    found.unwrap().1
}

/// Decodes bytes. Returns the number of channels and the frames.
fn heard(name: &str, bytes: &[u8]) -> (usize, usize) {
    let audio = decode(name, bytes.into()).unwrap_or_else(|error| panic!("{error}"));
    (audio.channels.len(), audio.channels[0].len())
}

/// Returns the message for bytes that cannot be decoded.
fn refused(name: &str, bytes: &[u8]) -> String {
    match decode(name, bytes.into()) {
        Ok(audio) => panic!("{name} has {:?}", audio.frames()),
        Err(error) => error.with_hint(),
    }
}

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
        // Some files do not say what their codecs add at the ends.
        let padded = match name {
            "tone.aac" | "tone-vbr.mp3" | "tone-fragments.m4a" => 3 * 1152 * 48 / 22,
            "tone-ms.wav" | "tone-ima.wav" => 1024 * 48 / 22,
            _ => 0,
        };
        let frames = audio.frames().0;
        assert!(
            (5760 - 2..=5760 + 2 + padded).contains(&frames),
            "{name}: {frames}"
        );
        let levels = [&audio.channels[0], &audio.channels[1]].map(|side| amplitude(side));
        // At its low bit rate, AAC mixes left and right in such a short tone.
        let aac = ["tone.m4a", "tone.aac", "tone-fragments.m4a"];
        let slack = if aac.contains(&name) { 0.35 } else { 0.05 };
        for (found, due) in levels.iter().zip([0.5, 0.25]) {
            assert!((found / due - 1.0).abs() < slack, "{name}: {levels:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 2))]

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

/// Makes the panics of decoders silent, as the program does: a message looks for its lines in
/// the debug information, which takes longer than the file.
fn be_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(DECODER_THREAD) {
            usual(panic);
        }
    }));
}

/// The files that are also resampled: one in so many.
const RESAMPLED: u64 = 16;

/// Decodes files with random edits on all cores, in a cycle over the formats. Run it with
/// `MUTATIONS=10000000` and other numbers of `SEED` to try more.
#[test]
#[ignore = "a sweep"]
fn sweep_no_mutation_of_a_file_stops_the_program() {
    let count = std::env::var("MUTATIONS").map_or(1_000_000, |count| count.parse().unwrap());
    let seed = std::env::var("SEED").map_or(0, |seed| seed.parse().unwrap());
    let next = AtomicU64::new(0);
    be_quiet();
    let run = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                break;
            }
            let mut random = mutate::Random(seed << 32 | number);
            let (name, bytes) = FILES[(number as usize) % FILES.len()];
            let (_, other) = FILES[random.below(FILES.len())];
            let bytes = mutate::mutated(bytes, other, &mut random);
            // If the program stops, this file is the reason.
            if let Some(folder) = std::env::var_os("MUTATED") {
                let thread = format!("{:?}", std::thread::current().id());
                std::fs::write(std::path::Path::new(&folder).join(thread), &bytes).unwrap();
            }
            let begun = Instant::now();
            let heard = if number.is_multiple_of(RESAMPLED) {
                decode(name, bytes.into()).map(|audio| {
                    assert!(audio.channels.iter().flatten().all(|s| s.is_finite()));
                })
            } else {
                survives(name, bytes.into())
            };
            if let Err(error) = heard {
                assert!(error.to_string().contains(name), "{error}");
            }
            let took = begun.elapsed();
            assert!(took < Duration::from_secs(60), "{name}, {number}: {took:?}");
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
        for _ in 0..threads {
            scope.spawn(run);
        }
    });
}
