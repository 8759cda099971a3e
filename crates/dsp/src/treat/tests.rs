use super::*;
use crate::air;
use crate::golden::{self, Golden};
use crate::measure::{self, rms};
use crate::random::Random;
use cuebook_core::barrier::Barrier;
use cuebook_core::effect::Effect;
use cuebook_core::units::{Decibels, Degrees, Hertz, Metres};

/// A treatment without the strip, so that one thing is measured at a time.
const PLAIN: Treatment = Treatment {
    treated: false,
    effect: None,
    facing: Degrees(0.0),
    distance: Metres(1.0),
};

fn noise(frames: usize) -> Vec<f32> {
    let mut random = Random::new(4);
    (0..frames).map(|_| 0.1 * random.noise()).collect()
}

/// Syllables: bursts of a buzz of 110 Hz, loud and soft ones, with pauses.
fn speech() -> Vec<f32> {
    let mut speech = noise(96_000);
    for (n, sample) in speech.iter_mut().enumerate() {
        let syllable = n / 9600;
        let gain = [1.0, 0.3, 0.0, 0.6][syllable % 4];
        let buzz = ((n % 436) as f32 / 218.0 - 1.0).powi(5);
        *sample = gain * (0.3 * buzz + 0.05 * *sample);
    }
    speech
}

/// Returns the level of an octave against that in the source, in dB.
fn octave(heard: &[f32], source: &[f32], centre: f64) -> f64 {
    let root = std::f64::consts::SQRT_2;
    let (low, high) = (centre / root, centre * root);
    10.0 * (measure::band(heard, low, high) / measure::band(source, low, high)).log10()
}

fn placed(treatment: Treatment) -> Vec<f32> {
    let made = treat(noise(96_000), &treatment, None, 0);
    made.audio.channels[0][..96_000].to_vec()
}

const OCTAVES: [f64; 6] = [125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0];

#[test]
fn each_doubling_of_the_distance_takes_six_decibels_and_the_air_its_treble() {
    let source = noise(96_000);
    let at = |metres: f64| {
        placed(Treatment {
            distance: Metres(metres),
            ..PLAIN
        })
    };
    for metres in [2.0, 4.0, 8.0] {
        let heard = at(metres);
        for centre in OCTAVES {
            let expected = -20.0 * metres.log10() - air::absorption(centre) * metres;
            let found = octave(&heard, &source, centre);
            assert!(
                (found - expected).abs() < 0.5,
                "{metres} m, {centre} Hz: {found}"
            );
        }
    }
    // Beyond 10 m the bands include the reflection from the ground. The bass is
    // in phase with it and falls as before.
    let found = octave(&at(100.0), &at(50.0), 125.0);
    assert!((found + 6.02).abs() < 0.5, "{found}");
}

#[test]
fn at_the_ear_a_voice_has_more_bass_and_a_little_more_level() {
    let near = placed(Treatment {
        distance: Metres(0.1),
        ..PLAIN
    });
    let source = noise(96_000);
    let treble = octave(&near, &source, 4000.0);
    assert!((treble - 6.0).abs() < 0.3, "{treble}");
    // A cardioid at 10 cm against one at 1 m, at 125 Hz: 7.3 dB.
    let bass = octave(&near, &source, 125.0) - treble;
    assert!((bass - 7.3).abs() < 0.7, "{bass}");
}

#[test]
fn a_voice_that_turns_away_loses_the_measured_levels() {
    for (angle, expected) in [
        (90.0, [-1.6, -2.3, -1.6, -1.6, -7.0, -6.3]),
        (180.0, [-3.6, -5.1, -5.9, -6.3, -13.1, -18.9]),
        (75.0, [-1.1, -1.55, -0.85, -1.55, -4.75, -5.1]),
    ] {
        let heard = placed(Treatment {
            facing: Degrees(angle),
            ..PLAIN
        });
        for (centre, expected) in OCTAVES.iter().zip(expected) {
            let found = octave(&heard, &noise(96_000), *centre);
            assert!(
                (found - expected).abs() < 1.0,
                "{angle}°, {centre} Hz: {found} for {expected}"
            );
        }
    }
}

#[test]
fn a_barrier_filters_a_voice_as_it_filters_a_sound() {
    let door = Barrier {
        loss: Decibels(12.0),
        cutoff: Hertz(900.0),
    };
    let heard = treat(noise(96_000), &PLAIN, Some(door), 0);
    let heard = heard.audio.channels[0].clone();
    for centre in OCTAVES {
        let expected = -12.0 - 10.0 * (1.0 + (centre / 900.0_f64).powi(4)).log10();
        let found = octave(&heard, &noise(96_000), centre);
        assert!(
            (found - expected).abs() < 1.0,
            "{centre} Hz: {found} for {expected}"
        );
    }
}

#[test]
fn the_loudness_does_not_depend_on_the_position() {
    let near = treat(speech(), &Treatment::default(), None, 0);
    let far = Treatment {
        distance: Metres(40.0),
        effect: Some(Effect::Door),
        ..Treatment::default()
    };
    let far = treat(speech(), &far, None, 0);
    assert_eq!(near.loudness, far.loudness);
    let heard = level::loudness(&far.audio).unwrap().0;
    assert!(heard < near.loudness.unwrap().0 - 30.0, "{heard}");
}

#[test]
fn the_strip_evens_speech_and_moves_no_frame() {
    let source = speech();
    let made = treat(source.clone(), &Treatment::default(), None, 0);
    assert_eq!(made.tail, Frames::ZERO);
    let heard = &made.audio.channels[0];
    assert_eq!(heard.len(), source.len());
    let before = level::loudness(&Audio::mono(source.clone())).unwrap().0;
    let after = made.loudness.unwrap().0;
    assert!((after - before).abs() < 1.0, "{before} {after}");
    // The loud syllable comes nearer to the soft one, in the same frames.
    let syllable = |wave: &[f32], n: usize| rms(&wave[9600 * n + 1500..9600 * (n + 1) - 1500]);
    let spread = |wave: &[f32]| 20.0 * (syllable(wave, 0) / syllable(wave, 1)).log10();
    let nearer = spread(&source) - spread(heard);
    assert!((1.0..5.0).contains(&nearer), "{nearer} dB");
    assert!(syllable(heard, 2) < 1e-3 * syllable(heard, 0));
}

#[test]
fn an_untreated_take_is_unchanged() {
    let made = treat(speech(), &PLAIN, None, 0);
    assert_eq!(made.audio, Audio::mono(speech()));
}

#[test]
fn rumble_is_removed_and_the_voice_stays() {
    let tone = |frequency: f64| -> Vec<f32> {
        let turn = std::f64::consts::TAU * frequency / 48_000.0;
        (0..96_000)
            .map(|n| 0.1 * (turn * n as f64).sin() as f32)
            .collect()
    };
    let mixed: Vec<f32> = tone(40.0)
        .iter()
        .zip(tone(160.0))
        .map(|(a, b)| a + b)
        .collect();
    let heard = treat(mixed, &Treatment::default(), None, 0);
    let heard = &heard.audio.channels[0][9600..];
    let lost = measure::band(heard, 30.0, 50.0) / measure::band(heard, 150.0, 170.0);
    assert!((10.0 * lost.log10() + 24.0).abs() < 1.5, "{lost}");
}

#[test]
fn silence_stays_silent_and_all_samples_are_finite() {
    let all = Treatment {
        effect: Some(Effect::Radio),
        facing: Degrees(135.0),
        distance: Metres(30.0),
        treated: true,
    };
    let wall = Some(Barrier {
        loss: Decibels(20.0),
        cutoff: Hertz(450.0),
    });
    for frames in [0, 1, 100, 4800] {
        let made = treat(vec![0.0; frames], &all, wall, 1);
        assert!(made.audio.channels.iter().flatten().all(|s| *s == 0.0));
        assert_eq!(made.audio.frames() - made.tail, Frames::from(frames));
        assert_eq!(made.loudness, None);
        let made = treat(noise(frames), &all, wall, 1);
        assert!(made.audio.channels.iter().flatten().all(|s| s.is_finite()));
        assert_eq!(made.audio.frames() - made.tail, Frames::from(frames));
    }
    assert_eq!(
        treat(speech(), &all, wall, 1),
        treat(speech(), &all, wall, 1)
    );
    assert_ne!(
        treat(speech(), &all, wall, 1),
        treat(speech(), &all, wall, 2)
    );
}

#[test]
fn a_far_or_turned_voice_sends_more_to_its_room() {
    let of = |metres: f64, angle: f64| {
        room(&Treatment {
            distance: Metres(metres),
            facing: Degrees(angle),
            ..PLAIN
        })
        .0
    };
    assert_eq!(of(1.0, 0.0), 0.0);
    assert!((of(4.0, 0.0) - 12.04).abs() < 0.01);
    assert!((of(0.1, 0.0) + 6.0).abs() < 0.01);
    assert!((of(1.0, 180.0) - (5.9 + 6.3 + 13.1) / 3.0).abs() < 0.01);
}

/// Bursts of noise of different levels: what a strip has to work on.
fn bursts() -> Vec<f32> {
    let mut bursts = noise(48_000);
    for (n, sample) in bursts.iter_mut().enumerate() {
        *sample *= [4.0, 0.5, 0.0, 1.5][n / 4_800 % 4];
    }
    bursts
}

/// Each step of the treatment with nothing else, and all of them together.
#[test]
fn samples_change_only_with_the_version() {
    let effect = |effect| Treatment {
        effect: Some(effect),
        ..PLAIN
    };
    let facing = |degrees| Treatment {
        facing: Degrees(degrees),
        ..PLAIN
    };
    let distance = |metres| Treatment {
        distance: Metres(metres),
        ..PLAIN
    };
    let all = Treatment {
        treated: true,
        effect: Some(Effect::Radio),
        facing: Degrees(135.0),
        distance: Metres(30.0),
    };
    let barrier = |loss, cutoff| {
        Some(Barrier {
            loss: Decibels(loss),
            cutoff: Hertz(cutoff),
        })
    };
    let rows = [
        ("untreated", PLAIN, None),
        ("strip", Treatment::default(), None),
        ("telephone", effect(Effect::Telephone), None),
        ("radio", effect(Effect::Radio), None),
        ("loudspeaker", effect(Effect::Loudspeaker), None),
        ("memory", effect(Effect::Memory), None),
        ("door", effect(Effect::Door), None),
        ("facing 45", facing(45.0), None),
        ("facing 90", facing(90.0), None),
        ("facing 180", facing(180.0), None),
        ("at 0.2 m", distance(0.2), None),
        ("at 5 m", distance(5.0), None),
        ("at 60 m", distance(60.0), None),
        ("behind a door", PLAIN, barrier(20.0, 450.0)),
        ("behind a curtain", PLAIN, barrier(4.0, 2_000.0)),
        ("all", all, barrier(10.0, 900.0)),
    ];
    let rows = rows.map(|(name, treatment, barrier)| {
        let made = treat(bursts(), &treatment, barrier, 7);
        let loudness = made.loudness.map_or(0.0, |loudness| loudness.0);
        let heard = golden::hash(&made.audio);
        let tail = made.tail.0;
        (
            name.to_owned(),
            format!("{heard} tail {tail} loudness {loudness:.6}"),
        )
    });
    let golden = Golden {
        file: concat!(env!("CARGO_MANIFEST_DIR"), "/src/treat/golden.txt").to_owned(),
        source: "crates/dsp/src/treat.rs",
        version: VERSION,
    };
    golden.check(&rows);
}
