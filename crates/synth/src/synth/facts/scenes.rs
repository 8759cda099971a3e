//! Places with people: each has its own events and its own room.

use super::{SEVERAL, alone, brief, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns the share of a band in some layers of a loop with one parameter set.
fn share(name: &str, layers: &[&str], param: (&str, &str), (low, high): (f64, f64)) -> f64 {
    let sound = brief::some(name, layers, &[param], 1);
    measure::share(&sound[..1 << 20], low, high)
}

/// Returns how often the level of a loop rises above a share of its maximum.
fn strokes(samples: &[f32], step: f64, above: f64) -> usize {
    let levels = measure::levels(samples, step);
    let loud = levels.iter().copied().fold(0.0, f64::max);
    let over = |level: f64| level > above * loud;
    levels
        .windows(2)
        .filter(|pair| !over(pair[0]) && over(pair[1]))
        .count()
}

/// A place, the parameter of its events, the layers that are heard, and their band.
type Scene = (
    &'static str,
    &'static str,
    &'static [&'static str],
    (f64, f64),
);

/// Events stand out of the air of their place, in the band that such things have.
#[test]
fn events_of_places_are_in_their_bands() {
    let places: [Scene; 9] = [
        (
            "cafe",
            "crockery",
            &["cups", "spoons", "air"],
            (1500.0, 12_000.0),
        ),
        (
            "restaurant",
            "cutlery",
            &["cutlery", "plates", "air"],
            (1000.0, 14_000.0),
        ),
        ("pub", "glasses", &["clinks", "air"], (1500.0, 12_000.0)),
        ("office", "phones", &["phones", "duct"], (950.0, 1350.0)),
        ("factory", "air", &["air", "hall"], (1500.0, 12_000.0)),
        ("prison", "guard", &["keys", "air"], (2000.0, 14_000.0)),
        ("library", "pages", &["pages", "air"], (900.0, 9000.0)),
        ("suburb", "birds", &["songs", "air"], (2000.0, 5000.0)),
        ("harbour", "gulls", &["gulls", "air"], (600.0, 4500.0)),
    ];
    let mut wrong = Vec::new();
    for (name, param, layers, band) in places {
        let [none, all] = ["0", "1"].map(|value| share(name, layers, (param, value), band));
        if all < 0.03 || all < 1.5 * none {
            wrong.push(format!("{name} {param}: {none:.4} and {all:.4}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// An auditory signal of a monitor has a fundamental of 150 to 1000 Hz (IEC
/// 60601-1-8), and the beeps follow the heart.
#[test]
fn a_monitor_beeps_with_the_heart() {
    for (heart, beats) in [("60/min", 60.0), ("120/min", 120.0)] {
        let set = [("heart", heart), ("monitors", "1")];
        let beeps = some("hospital", &["monitor"], &set, (Form::Loop, 1));
        let tone = measure::filtered(&beeps, 700.0, 1100.0);
        let found = strokes(&tone, 0.02, 0.5) as f64;
        assert!((found - beats).abs() < 4.0, "{heart}: {found}");
        let pitch = measure::loudest(&beeps[..96_000], 150.0, 3000.0);
        assert!((870.0..890.0).contains(&pitch), "{pitch:.0} Hz");
    }
}

/// Large stone rooms reverberate for seconds (L. L. Beranek, *Concert Halls and
/// Opera Houses*, 2004, gives 2 to 8 s for churches).
#[test]
fn a_larger_church_rings_longer() {
    let after = |size: &str| {
        let all = SEVERAL.map(|seed| {
            let set = [("size", size)];
            let door = brief::inside("church", &["door"], &set, seed);
            let levels = measure::levels(&door, 0.1);
            let loud = levels.iter().copied().fold(0.0, f64::max);
            levels.iter().filter(|level| **level > 0.02 * loud).count()
        });
        all.sum::<usize>()
    };
    let (chapel, cathedral) = (after("0"), after("1"));
    assert!(cathedral > chapel * 3 / 2, "{chapel} and {cathedral}");
}

/// Loudspeakers of public address pass about 350 Hz to 3.4 kHz.
#[test]
fn announcements_are_narrow_and_speak_in_syllables() {
    for name in ["station-hall", "airport"] {
        let calls = alone(name, &["announcements"], 1);
        let inside = measure::share(&calls, 300.0, 3600.0);
        assert!(inside > 0.93, "{name}: {inside:.3}");
        let speech = measure::filtered(&calls, 900.0, 3000.0);
        let own = measure::modulation(&speech, 3.0, 6.0);
        let faster = measure::modulation(&speech, 14.0, 28.0);
        assert!(own > 2.0 * faster, "{name}: {own:.3} and {faster:.3}");
    }
}

#[test]
fn a_press_stamps_at_its_rate() {
    for (rate, strokes_in_loop) in [("20/min", 20.0), ("60/min", 60.0)] {
        let press = some("factory", &["press"], &[("rate", rate)], (Form::Loop, 1));
        let ground = measure::filtered(&press, 35.0, 250.0);
        let found = strokes(&ground, 0.05, 0.35) as f64;
        assert!((found - strokes_in_loop).abs() <= 3.0, "{rate}: {found}");
    }
}

/// A lamp with a choke hums at twice the mains and its multiples.
#[test]
fn a_modern_prison_hums_and_an_old_one_drips() {
    let modern = some("prison", &["lamps"], &[("age", "0")], (Form::Loop, 1));
    assert!(measure::line(&modern, 295.0, 305.0) > 20.0);
    let drips = some("prison", &["drips"], &[("age", "1")], (Form::Loop, 1));
    // Minnaert: 3.26 m/s divided by radii of 1.6 to 3.2 mm.
    let pitch = measure::loudest(&drips, 300.0, 6000.0);
    assert!((1000.0..2500.0).contains(&pitch), "{pitch:.0} Hz");
}

#[test]
fn iron_gates_ring_longer_than_wood() {
    let gate = alone("prison", &["gates"], 1);
    let mug = alone("pub", &["mugs"], 1);
    let ringing = |sound: &[f32]| {
        let levels = measure::levels(sound, 0.05);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        let over = |share: f64| levels.iter().filter(|level| **level > share * loud).count();
        over(0.03) as f64 / over(0.5).max(1) as f64
    };
    assert!(ringing(&gate) > 2.0, "{:.1}", ringing(&gate));
    assert!(measure::share(&gate, 100.0, 4000.0) > 0.6);
    assert!(measure::centroid(&mug) > 100.0);
}

/// A clock with a seconds pendulum ticks at each end of its swing.
#[test]
fn the_clock_of_a_library_ticks_twice_a_second() {
    let clock = some("library", &["clock"], &[("clock", "1")], (Form::Loop, 1));
    let ticks = strokes(&clock, 0.02, 0.3) as f64 / 62.0;
    assert!((1.9..2.1).contains(&ticks), "{ticks} a second");
}

/// A pendulum of two metres swings in 2π·√(2 m ÷ 9.81 m/s²) = 2.84 s.
#[test]
fn a_swing_creaks_with_the_period_of_its_length() {
    let swing = some("playground", &["swing"], &[("swing", "1")], (Form::Loop, 1));
    let pin = measure::filtered(&swing, 400.0, 5000.0);
    let levels: Vec<f32> = measure::levels(&pin, 0.02)
        .iter()
        .map(|level| *level as f32)
        .collect();
    let product = |lag: usize| -> f32 {
        (0..levels.len())
            .map(|n| levels[n] * levels[(n + lag) % levels.len()])
            .sum()
    };
    let best = (120..170)
        .max_by(|a, b| product(*a).total_cmp(&product(*b)))
        .unwrap();
    assert!(
        (2.7..2.98).contains(&(0.02 * best as f64)),
        "{} s",
        0.02 * best as f64
    );
}

/// Children of school age have a pitch of 250 to 450 Hz when they talk and call
/// higher (G. E. Peterson, H. L. Barney 1952: 272 Hz at talk).
#[test]
fn children_are_higher_than_grown_ups() {
    let centre = |name: &str, layer: &str| {
        let sound = alone(name, &[layer], 1);
        let power = measure::averaged(&sound, 8192);
        let bin = 48_000.0 / 8192.0;
        let from = (70.0 / bin) as usize..(700.0 / bin) as usize;
        let (sum, moment) = from.fold((0.0, 0.0), |(sum, moment), n| {
            (sum + power[n], moment + power[n] * n as f64 * bin)
        });
        moment / sum
    };
    let (yard, pub_talk) = (centre("school-yard", "shouts"), centre("pub", "talk"));
    assert!(yard > 1.25 * pub_talk, "{yard:.0} and {pub_talk:.0} Hz");
}

/// A four-stroke engine with one cylinder fires every second turn: 22 to 25 Hz at
/// 2700 to 2950 turns a minute.
#[test]
fn a_mower_fires_every_second_turn() {
    let mower = some("suburb", &["mower"], &[("mower", "1")], (Form::Loop, 1));
    let part = &mower[48_000..48_000 * 2];
    let (rate, clear) = measure::pitch(&measure::filtered(part, 18.0, 400.0), 15.0, 40.0);
    assert!(
        clear > 0.4 && (20.0..27.0).contains(&rate),
        "{rate:.1} Hz, {clear:.2}"
    );
}

/// A wall loses 6 dB with every doubling of the frequency (the mass law: L. Cremer
/// 1942), so bass and drum are what passes.
#[test]
fn a_thick_wall_leaves_the_bass_and_the_beat() {
    let low = |wall| {
        share(
            "party-next-door",
            &["drum", "bass", "figure", "voices"],
            ("wall", wall),
            (30.0, 250.0),
        )
    };
    assert!(low("1") > 1.05 * low("0"), "{} {}", low("0"), low("1"));
    let set = [("tempo", "120/min"), ("people", "0")];
    let drum = some("party-next-door", &["drum"], &set, (Form::Loop, 1));
    let beats = strokes(&drum, 0.02, 0.4) as f64 / (drum.len() as f64 / 48_000.0);
    assert!((1.95..2.05).contains(&beats), "{beats} a second");
}

/// A crow has four parts, and the third is the highest: near 1 kHz in the
/// common fowl (T. Shimmura, T. Yoshimura, *Circadian clock determines the timing of
/// rooster crowing*, 2013, on its four parts).
#[test]
fn a_rooster_crows_near_a_kilohertz() {
    let crow = some(
        "farm-yard",
        &["rooster"],
        &[("rooster", "1")],
        (Form::Loop, 2),
    );
    let pitch = super::voices::usual_pitch(&crow, 300.0, 1500.0);
    assert!((450.0..1150.0).contains(&pitch), "{pitch:.0} Hz");
}

/// A horn of a ship over 200 m has 70 to 200 Hz (COLREG 1972, annex III).
#[test]
fn a_ship_calls_below_two_hundred_hertz() {
    let horn = some("harbour", &["horn"], &[("horn", "1")], (Form::Loop, 1));
    let pitch = measure::loudest(&horn, 60.0, 2000.0);
    let near = (1..12).any(|n| {
        let low = pitch / f64::from(n);
        (115.0..124.0).contains(&low) || (144.0..153.0).contains(&low)
    });
    assert!(near, "{pitch:.0} Hz");
    let water = some("harbour", &["laps"], &[("water", "1")], (Form::Loop, 1));
    // Bubbles of 1.4 to 8 mm.
    assert!(measure::share(&water, 350.0, 2600.0) > 0.8);
}

#[test]
fn steps_in_a_street_at_night_echo_from_the_houses() {
    let steps = alone("night-street", &["steps"], 1);
    let rate = measure::onsets(&measure::filtered(&steps, 100.0, 3000.0), 3.0).len();
    assert!(rate > 10, "{rate} steps");
    let few = some(
        "night-street",
        &["steps"],
        &[("walkers", "0.1")],
        (Form::Loop, 1),
    );
    let many = some(
        "night-street",
        &["steps"],
        &[("walkers", "1")],
        (Form::Loop, 1),
    );
    assert!(measure::rms(&many) > measure::rms(&few));
}

/// More people talk more, up to where all merge.
#[test]
fn more_guests_are_steadier() {
    for name in [
        "cafe",
        "restaurant",
        "pub",
        "market",
        "station-hall",
        "airport",
    ] {
        let swing = |people| {
            let talk = some(
                name,
                &["talk", "mass"],
                &[("people", people)],
                (Form::Loop, 2),
            );
            measure::swing(&measure::levels(&talk, 0.05))
        };
        let (few, many) = (swing("3"), swing("80"));
        assert!(few > many + 3.0, "{name}: {few:.1} and {many:.1} dB");
    }
}

#[test]
fn a_song_in_a_pub_is_on_its_notes() {
    let song = some("pub", &["song"], &[("song", "1")], (Form::Loop, 1));
    let pitch = measure::loudest(&song, 120.0, 245.0);
    let on = [146.0, 195.0, 220.0]
        .iter()
        .any(|note| (pitch / note - 1.0).abs() < 0.05);
    assert!(on, "{pitch:.0} Hz");
}
