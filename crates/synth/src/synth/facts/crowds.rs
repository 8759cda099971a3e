//! Crowds: applause, cheers, boos, whispers, a stadium, an audience.

use super::SEEDS;
use super::brief::{LONG, alone, heard, some};
use super::voices::usual_pitch;
use cuebook_dsp::measure;

/// Hands are clapped about four times a second (Z. Néda et al., *The sound of many
/// hands clapping*, 2000), with most energy at 0.5 to 4 kHz (B. H. Repp 1987).
#[test]
fn applause_is_many_claps_that_merge() {
    for seed in SEEDS {
        let all = heard("applause", &[], seed);
        let share = measure::share(&all, 400.0, 5000.0);
        assert!(share > 0.75, "{share:.2}");
        let swing = |people: &str| {
            let claps = some("applause", &[], &[("people", people)], seed);
            measure::swing(&measure::levels(&claps, 0.05))
        };
        let (three, hall) = (swing("3"), swing("400"));
        assert!(three > hall + 6.0, "{three:.1} and {hall:.1} dB");
    }
    let set = [("people", "3"), ("warmth", "0.6"), ("hall", "0")];
    let claps = some("applause", &["near"], &set, 2);
    let a_second = measure::onsets(&claps, 2.0).len() as f64 / LONG;
    assert!((4.0..14.0).contains(&a_second), "{a_second} a second");
}

/// Joy is high and wide in pitch, disapproval low (K. R. Scherer, *Vocal affect
/// expression*, 1986).
#[test]
fn cheers_are_high_and_boos_are_low_and_round() {
    for seed in SEEDS {
        let cheer = heard("cheering", &[("distance", "5m")], seed);
        let boo = heard("booing", &[("distance", "5m")], seed);
        let (high, low) = (measure::centroid(&cheer), measure::centroid(&boo));
        assert!(high > 1.6 * low, "{high:.0} and {low:.0} Hz");
        assert!(measure::share(&boo, 100.0, 1100.0) > 0.8);
    }
    let few = [("people", "3"), ("distance", "2m")];
    let boo = usual_pitch(&alone_of("booing", &few), 80.0, 700.0);
    let cheer = usual_pitch(&alone_of("cheering", &few), 80.0, 900.0);
    assert!((110.0..290.0).contains(&boo), "{boo:.0} Hz");
    assert!(cheer > 1.3 * boo, "{cheer:.0} and {boo:.0} Hz");
}

fn alone_of(name: &str, set: &[(&str, &str)]) -> Vec<f32> {
    some(name, &["near"], set, 3)
}

#[test]
fn more_joy_and_anger_are_louder_and_brighter() {
    for (name, param) in [
        ("cheering", "joy"),
        ("booing", "anger"),
        ("stadium", "excitement"),
    ] {
        let loud = |value| measure::rms(&heard(name, &[(param, value)], 1));
        assert!(loud("1") > 1.5 * loud("0"), "{name}");
    }
}

/// A whisper has no voice; its spectrum is flatter than that of talk and has most
/// energy above 1 kHz (S. T. Jovičić, *Formant feature differences between whispered
/// and voiced sustained vowels*, 1998).
#[test]
fn whispers_have_no_pitch_and_little_below_a_kilohertz() {
    for seed in SEEDS {
        let whispers = alone("whispering-crowd", &["near", "far"], seed);
        let talk = alone("murmur", &["near", "far"], seed);
        let high = |sound: &[f32]| measure::share(sound, 1000.0, 10_000.0);
        assert!(high(&whispers) > 0.5, "{:.2}", high(&whispers));
        assert!(high(&whispers) > 2.0 * high(&talk));
        let clear = |sound: &[f32]| {
            let loud = measure::rms(sound);
            let sections = sound
                .chunks_exact(2400)
                .filter(|part| measure::rms(part) > loud);
            let clear = sections.map(|part| measure::pitch(part, 70.0, 350.0).1);
            let all: Vec<f64> = clear.take(60).collect();
            all.iter().sum::<f64>() / all.len() as f64
        };
        assert!(
            clear(&whispers) < 0.6 * clear(&talk),
            "{} {}",
            clear(&whispers),
            clear(&talk)
        );
    }
    let rate = |urgency| {
        let set = [("urgency", urgency), ("people", "3")];
        let near = some("whispering-crowd", &["near"], &set, 1);
        measure::rms(&near)
    };
    assert!(rate("1") > rate("0"));
}

#[test]
fn a_stadium_swells_in_waves_without_a_pitch() {
    for seed in SEEDS {
        let roar = alone("stadium", &["left", "vowels", "chest"], seed);
        assert!(measure::line(&roar, 150.0, 3000.0) < 8.0);
        let wave = measure::swing(&measure::levels(&roar, 1.0));
        assert!(wave > 3.0, "{wave:.1} dB");
    }
    let chant = |chant| {
        let set = [("chant", chant), ("horns", "0")];
        measure::modulation(&heard("stadium", &set, 2), 3.0, 5.0)
    };
    assert!(
        chant("1") > 1.2 * chant("0"),
        "{:e} {:e}",
        chant("0"),
        chant("1")
    );
}

#[test]
fn an_audience_falls_silent() {
    let talk = |hush| {
        let set = [("hush", hush), ("programmes", "0")];
        measure::rms(&heard("theatre", &set, 1))
    };
    assert!(talk("0") > 3.0 * talk("1"));
    let tuning = |instruments| {
        let set = [("instruments", instruments)];
        measure::line(&heard("theatre", &set, 1), 215.0, 225.0)
    };
    assert!(
        tuning("1") > tuning("0") + 3.0,
        "{} {}",
        tuning("0"),
        tuning("1")
    );
}

/// A gasp is a sudden breath in (F. A. Boiten et al., *Emotions and respiratory
/// patterns*, 1994); a groan is voiced and low.
#[test]
fn a_crowd_gasps_at_once_with_breath_and_groans_with_its_voice() {
    for seed in SEEDS {
        let heard = |feeling| super::dry("crowd-gasp", &[("feeling", feeling)], seed);
        let (shock, dismay) = (heard("shock"), heard("dismay"));
        let levels = measure::levels(&shock, 0.05);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        let at = levels.iter().position(|level| *level == loud).unwrap();
        assert!((2..20).contains(&at), "{at}");
        let high = |sound: &[f32]| measure::share(sound, 1200.0, 9000.0);
        assert!(high(&shock) > 2.0 * high(&dismay), "{:.3}", high(&dismay));
    }
}

/// Choirs sing within a fifth of a semitone of one pitch (S. Ternström & J. Sundberg,
/// *Intonation precision of choir singers*, 1988).
#[test]
fn a_choir_sings_the_third_of_its_key() {
    let pitch = |part: &str, minor: &str| {
        let set = [("minor", minor), ("pitch", "220Hz")];
        let notes = super::part("choir", &set, &[part, "chord-1"], 1);
        measure::pitch(&notes[48_000..57_600], 150.0, 350.0).0
    };
    let cents = |found: f64, note: f64| 1200.0 * libm::log2(found / note);
    for (part, minor, note) in [
        ("alto", "0", 220.0),
        ("soprano", "0", 277.2),
        ("soprano", "1", 261.6),
    ] {
        let found = pitch(part, minor);
        assert!(cents(found, note).abs() < 40.0, "{part}: {found:.1} Hz");
    }
}
