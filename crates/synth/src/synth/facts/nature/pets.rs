//! Dogs, cats and the animals of a farm.

use super::{SEEDS, beat, bright, bursts, called, lasts, loudest_part, spot};
use cuebook_dsp::measure;

/// A bark lasts 0.1 to 0.3 s, is repeated two to four times a second, and is noisier
/// than a howl (P. Pongrácz et al., *Human listeners are able to classify dog barks*,
/// 2005; T. Riede & T. Fitch, *Vocal tract length and acoustics of vocalization in
/// the domestic dog*, 1999).
#[test]
fn a_dog_barks_in_short_noisy_bursts_and_a_bigger_one_barks_lower() {
    for seed in SEEDS {
        let samples = spot(
            "dog",
            &["barks"],
            &[("count", "5"), ("place", "open")],
            seed,
        );
        let barks = bursts(&samples, 0.02, 0.3);
        assert!((2..=8).contains(&barks), "{barks} barks");
        let one = lasts(&samples, 0.3) / barks as f64;
        assert!((0.05..0.32).contains(&one), "{one} s");
        let share = measure::share(&samples, 300.0, 3000.0);
        assert!(share > 0.6, "{share:.2}");
    }
    let (big, small) = (
        bright("dog", &[("size", "1")]),
        bright("dog", &[("size", "0")]),
    );
    assert!(small > 1.5 * big, "{small:.0} and {big:.0} Hz");
    let clear = |voice: &str| {
        let samples = spot("dog", &[], &[("voice", voice), ("place", "open")], 2);
        measure::pitch(loudest_part(&samples, 0.1), 150.0, 1200.0).1
    };
    assert!(clear("howl") > clear("bark") + 0.1);
}

/// A mew has its pitch between 400 Hz and 1.2 kHz and lasts half a second to a second
/// (N. Nicastro, *Perceptual and acoustic evidence for species-level differences in
/// meow vocalizations*, 2004). A cat purrs with 25 pulses a second (R. Eklund et al.,
/// *A comparative acoustic analysis of purring in four cats*, 2011).
#[test]
fn a_cat_mews_in_an_arch_and_purrs_at_twenty_five_hertz() {
    for seed in SEEDS {
        let mew = spot("cat", &["meow"], &[("count", "1")], seed);
        let pitch = called(&mew, 250.0, 1500.0);
        assert!((420.0..1200.0).contains(&pitch), "{pitch:.0} Hz");
        let long = lasts(&mew, 0.1);
        assert!((0.3..1.3).contains(&long), "{long} s");
        let purr = spot("cat", &["purr"], &[("voice", "purr")], seed);
        let rate = beat(&purr, 15.0, 40.0);
        assert!((21.0..31.0).contains(&rate), "{rate} pulses a second");
    }
    // The lowest partial of a kitten is above the band of that of a tom.
    let low = |size| measure::share(&spot("cat", &[], &[("size", size)], 1), 250.0, 700.0);
    assert!(low("1") > 3.0 * low("0"), "{} and {}", low("1"), low("0"));
}

/// A whinny has two pitches that are no harmonics of each other, falls and trembles
/// (E. F. Briefer et al., *Segregation of information about emotional arousal and
/// valence in horse whinnies*, 2015).
#[test]
fn a_horse_whinnies_falling_and_trembling_and_its_snort_flutters() {
    for seed in SEEDS {
        let whinny = spot("horse", &["whinny"], &[], seed);
        let tremble = beat(&whinny[..72_000], 7.0, 18.0);
        assert!((8.5..15.5).contains(&tremble), "{tremble} Hz");
        let third = whinny.len() / 3;
        let (early, late) = (&whinny[third / 2..third], &whinny[2 * third..]);
        let (high, low) = (measure::centroid(early), measure::centroid(late));
        assert!(high > 1.15 * low, "{high:.0} and {low:.0} Hz");
        let snort = spot("horse", &["snort"], &[("voice", "snort")], seed);
        let flutter = beat(&snort, 12.0, 40.0);
        assert!((16.0..30.0).contains(&flutter), "{flutter} Hz");
    }
    assert!(bright("horse", &[("size", "0")]) > bright("horse", &[("size", "1")]));
}

/// Cows call with a closed mouth at 80 Hz and with an open one at 150 Hz on average
/// (M. Padilla de la Torre et al., *Acoustic analysis of cattle mother–offspring
/// contact calls*, 2015).
#[test]
fn a_cow_lows_at_about_a_hundred_hertz_and_bellows_brighter() {
    for seed in SEEDS {
        let pitch = called(&spot("cow", &[], &[], seed), 50.0, 400.0);
        assert!((75.0..190.0).contains(&pitch), "{pitch:.0} Hz");
    }
    let (soft, loud) = (
        bright("cow", &[("urgency", "0")]),
        bright("cow", &[("urgency", "1")]),
    );
    assert!(loud > 1.3 * soft, "{soft:.0} and {loud:.0} Hz");
    let calf = called(&spot("cow", &[], &[("size", "0")], 1), 50.0, 600.0);
    assert!(calf > 180.0, "{calf:.0} Hz");
}

/// Bleats tremble at about ten hertz (E. F. Briefer & A. G. McElligott, *Mutual
/// mother–offspring vocal recognition in goats*, 2011).
#[test]
fn a_sheep_trembles_and_a_lamb_is_higher() {
    for seed in SEEDS {
        let bleat = spot("sheep", &[], &[("count", "1")], seed);
        let rate = beat(&bleat[..bleat.len().min(30_000)], 5.0, 18.0);
        assert!((6.5..14.5).contains(&rate), "{rate} Hz");
        let pitch = |animal| {
            called(
                &spot("sheep", &[], &[("animal", animal)], seed),
                80.0,
                900.0,
            )
        };
        let (sheep, lamb) = (pitch("sheep"), pitch("lamb"));
        assert!(lamb > 1.5 * sheep, "{sheep:.0} and {lamb:.0} Hz");
    }
}

/// Grunts are series of slow pulses below 1.5 kHz; screams are above 1 kHz (J. L. Xin
/// et al., *Acoustic analysis of pig vocalisations*, 1989).
#[test]
fn a_pig_grunts_low_in_pulses_and_squeals_high() {
    for seed in SEEDS {
        let grunt = spot("pig", &[], &[], seed);
        let squeal = spot("pig", &[], &[("voice", "squeal")], seed);
        let (low, high) = (measure::centroid(&grunt), measure::centroid(&squeal));
        assert!(
            low < 1300.0 && high > 1.7 * low,
            "{low:.0} and {high:.0} Hz"
        );
        let pitch = called(&squeal, 500.0, 2600.0);
        assert!((700.0..2500.0).contains(&pitch), "{pitch:.0} Hz");
    }
    let pitch = |size| {
        let squeal = spot("pig", &[], &[("voice", "squeal"), ("size", size)], 1);
        measure::loudest(&squeal, 400.0, 2600.0)
    };
    assert!(
        pitch("0") > 1.4 * pitch("1"),
        "{} and {}",
        pitch("0"),
        pitch("1")
    );
}
