//! Birds.

use super::{SEEDS, beat, bed, bright, bursts, called, lasts, loudest_part, spot};
use cuebook_dsp::measure;

/// A cock crows for about two seconds in four notes at 400 Hz to 1.2 kHz; the last is
/// the longest (K. Marler, *Vocalizations of junglefowl*, 1967).
#[test]
fn a_cock_crows_four_notes_the_last_the_longest() {
    for seed in SEEDS {
        let crow = spot("rooster", &[], &[], seed);
        let pitch = called(&crow, 250.0, 1600.0);
        assert!((420.0..1250.0).contains(&pitch), "{pitch:.0} Hz");
        let long = lasts(&crow, 0.1);
        assert!((1.2..2.6).contains(&long), "{long} s");
        // The two first notes are short and separate.
        let notes = bursts(&crow[..36_000], 0.01, 0.25);
        assert!((2..=4).contains(&notes), "{notes} notes");
    }
    let short = lasts(&spot("rooster", &[], &[("length", "0")], 1), 0.1);
    let long = lasts(&spot("rooster", &[], &[("length", "1")], 1), 0.1);
    assert!(long > short + 0.4, "{short} and {long} s");
}

/// Caws last 0.2 to 0.4 s with most power at 0.6 to 3 kHz and no clear pitch (C. R.
/// Brown, *Vocal behaviour of the American crow*, 1985). A raven croaks lower.
#[test]
fn a_crow_caws_hoarsely_and_a_raven_lower() {
    for seed in SEEDS {
        let caws = spot("crow", &[], &[("count", "4")], seed);
        assert!(measure::share(&caws, 500.0, 3200.0) > 0.75);
        let count = bursts(&caws, 0.02, 0.3);
        assert!((2..=6).contains(&count), "{count} caws");
        let one = lasts(&caws, 0.3) / count as f64;
        assert!((0.15..0.45).contains(&one), "{one} s");
    }
    let centre = |bird| bright("crow", &[("bird", bird)]);
    let (raven, crow, jackdaw) = (centre("raven"), centre("crow"), centre("jackdaw"));
    assert!(
        raven < crow && crow < jackdaw,
        "{raven:.0} {crow:.0} {jackdaw:.0}"
    );
    let clear = |harsh| {
        let caw = spot("crow", &[], &[("harshness", harsh)], 2);
        measure::pitch(loudest_part(&caw, 0.06), 250.0, 1200.0).1
    };
    assert!(
        clear("0") > clear("1") + 0.1,
        "{} {}",
        clear("0"),
        clear("1")
    );
}

/// The cries of a herring gull fall from about 1.2 kHz to 700 Hz (C. G. Beer,
/// *Individual recognition of voice in gulls*, 1970), and have many overtones.
#[test]
fn a_gull_cries_falling_and_laughs_faster() {
    for seed in SEEDS {
        let cries = spot("gull", &[], &[("count", "3")], seed);
        let pitch = called(&cries, 500.0, 2400.0);
        assert!((650.0..1600.0).contains(&pitch), "{pitch:.0} Hz");
        assert!(measure::share(&cries, 1500.0, 8000.0) > 0.1);
    }
    let rate = |voice| {
        let cries = spot("gull", &[], &[("voice", voice), ("count", "8")], 1);
        bursts(&measure::filtered(&cries, 500.0, 4000.0), 0.02, 0.4) as f64 / lasts(&cries, 0.02)
    };
    assert!(
        rate("laugh") > 1.2 * rate("cry"),
        "{} {}",
        rate("laugh"),
        rate("cry")
    );
    assert!(bright("gull", &[("size", "0")]) > 1.2 * bright("gull", &[("size", "1")]));
}

/// A male tawny owl hoots between 700 and 950 Hz, almost without overtones (B.
/// Appleby & S. Redpath, *Variation in the male territorial hoot of the tawny owl*,
/// 1997). An eagle owl hoots near 350 Hz; a barn owl screeches.
#[test]
fn an_owl_hoots_one_tone() {
    for seed in SEEDS {
        let hoot = spot("owl", &[], &[], seed);
        let pitch = measure::loudest(&hoot, 200.0, 3000.0);
        assert!((690.0..870.0).contains(&pitch), "{pitch:.0} Hz");
        assert!(measure::share(&hoot, 600.0, 1000.0) > 0.9);
        let deep = measure::loudest(&spot("owl", &[], &[("bird", "eagle")], seed), 100.0, 3000.0);
        assert!((280.0..420.0).contains(&deep), "{deep:.0} Hz");
        let screech = spot("owl", &[], &[("bird", "barn")], seed);
        assert!(measure::centroid(&screech) > 1500.0);
    }
    let high = measure::loudest(&spot("owl", &[], &[("pitch", "920Hz")], 1), 200.0, 3000.0);
    assert!(high > 850.0, "{high:.0} Hz");
}

/// Clucks last about a tenth of a second (N. E. Collias, *The vocal repertoire of the
/// red junglefowl*, 1987).
#[test]
fn hens_cluck_in_short_notes_and_cackle_louder_when_excited() {
    for seed in SEEDS {
        let set = [("hens", "1"), ("count", "6"), ("excitement", "0.1")];
        let clucks = spot("hen", &["hens"], &set, seed);
        let count = bursts(&clucks, 0.01, 0.2);
        assert!((3..=10).contains(&count), "{count} clucks");
        let one = lasts(&clucks, 0.2) / count as f64;
        assert!((0.03..0.2).contains(&one), "{one} s");
        assert!(measure::share(&clucks, 300.0, 3500.0) > 0.8);
    }
    let cry = |much| {
        measure::centroid(loudest_part(
            &spot("hen", &["hens"], &[("excitement", much)], 1),
            0.2,
        ))
    };
    assert!(cry("1") > 1.15 * cry("0"), "{} {}", cry("0"), cry("1"));
}

/// Pigeons coo at 250 to 500 Hz, doves at about 550 Hz with a trill (C. ten Cate et
/// al., *Acoustic structure of dove vocalizations*, 2002).
#[test]
fn pigeons_coo_low_and_soft() {
    for seed in SEEDS {
        for (bird, low, high) in [
            ("pigeon", 240.0, 430.0),
            ("wood-pigeon", 400.0, 560.0),
            ("dove", 480.0, 640.0),
        ] {
            let set = [("bird", bird), ("wings", "0")];
            let coo = spot("pigeon", &[], &set, seed);
            let pitch = called(&coo, 180.0, 900.0);
            assert!((low..high).contains(&pitch), "{bird}: {pitch:.0} Hz");
            assert!(measure::share(&coo, 180.0, 1300.0) > 0.9, "{bird}");
        }
        let dove = spot(
            "pigeon",
            &[],
            &[("bird", "dove"), ("wings", "0"), ("count", "1")],
            seed,
        );
        let trill = beat(&dove, 12.0, 40.0);
        assert!((20.0..30.0).contains(&trill), "{trill} Hz");
    }
}

/// Songbirds sing between 1.5 and 8 kHz, mostly one tone at a time (C. K. Catchpole &
/// P. J. B. Slater, *Bird Song*, 2008). A blackbird is lower than a great tit.
#[test]
fn songbirds_whistle_above_one_and_a_half_kilohertz() {
    for seed in SEEDS {
        for (song, layer, low, high) in [
            ("blackbird", "blackbird", 1400.0, 3200.0),
            ("tit", "tit", 3700.0, 6500.0),
            ("sparrow", "sparrows", 2500.0, 5800.0),
            ("finch", "finch", 2200.0, 6300.0),
            ("lark", "lark", 2000.0, 6500.0),
        ] {
            let singing = bed("birdsong", &[layer], &[("song", song)], seed);
            let found = measure::loudest(&singing, 300.0, 12_000.0);
            assert!((low..high).contains(&found), "{song}: {found:.0} Hz");
            assert!(measure::share(&singing, 1400.0, 8500.0) > 0.9, "{song}");
        }
    }
    // A great tit sings two notes three times a second.
    let tit = bed("birdsong", &["tit"], &[("song", "tit")], 1);
    let rate = beat(&measure::filtered(&tit, 5500.0, 7000.0), 1.5, 5.0);
    assert!((2.4..3.1).contains(&rate), "{rate} Hz");
}
