//! Single voices: screams, sobs, cries, and breath.

use super::voices::usual_pitch;
use super::{SEEDS, SEVERAL, heard, some};
use crate::Form;
use cuebook_dsp::measure;

/// Returns the time in seconds at which a spot is loudest.
fn loudest(samples: &[f32]) -> f64 {
    let levels = measure::levels(samples, 0.02);
    let at = (0..levels.len()).max_by(|a, b| levels[*a].total_cmp(&levels[*b]));
    0.02 * at.unwrap() as f64
}

/// Returns the pitch of 60 ms from a time in seconds on, and how clear it is.
fn pitch_at(samples: &[f32], at: f64, low: f64, high: f64) -> (f64, f64) {
    let from = (at * 48_000.0) as usize;
    measure::pitch(&samples[from..from + 2880], low, high)
}

/// Screams are modulated at 30 to 150 Hz, which no other voice is (L. H. Arnal et
/// al., *Human screams occupy a privileged niche in the communication soundscape*,
/// 2015).
#[test]
fn a_scream_is_high_and_in_terror_rough() {
    for (pitch, range) in [("820Hz", 560.0..1100.0), ("1.2kHz", 850.0..1550.0)] {
        let set = [("pitch", pitch), ("terror", "0.2"), ("density", "40/min")];
        let voice = usual_pitch(&heard("scream", &set, Form::Loop, 1), 250.0, 1800.0);
        assert!(range.contains(&voice), "{pitch}: {voice:.0} Hz");
    }
    let rough = |terror| {
        let all = SEVERAL.map(|seed| {
            let set = [("terror", terror), ("length", "2s")];
            let scream = some("scream", &["cry"], &set, (Form::Spot, seed));
            measure::modulation(&scream[24_000..72_000], 30.0, 49.0)
        });
        all.sum::<f64>()
    };
    let (fright, terror) = (rough("0"), rough("1"));
    assert!(terror > 2.0 * fright, "{fright:e} and {terror:e}");
}

/// Air that streams in makes noise without a pitch; it is higher than breath out
/// (P. Forgacs, A. R. Nathoo, H. D. Richardson, *Breath sounds*, 1971).
#[test]
fn a_gasp_is_short_noise_and_in_fright_has_a_voice() {
    let clear = |fright: &str, seed| {
        let gasp = heard("gasp", &[("fright", fright)], Form::Spot, seed);
        pitch_at(&measure::filtered(&gasp, 250.0, 900.0), 0.1, 200.0, 700.0).1
    };
    for seed in SEEDS {
        let gasp = heard("gasp", &[], Form::Spot, seed);
        assert!(super::length(&gasp[..24_000.min(gasp.len())]) < 0.5);
        assert!(measure::share(&gasp, 500.0, 9000.0) > 0.8);
        assert!(clear("0", seed) < 0.85, "{}", clear("0", seed));
    }
    let voiced = SEVERAL.filter(|seed| clear("1", *seed) > clear("0", *seed) + 0.05);
    assert!(voiced.count() >= 2);
}

/// A sigh is a breath of at least twice the usual volume (E. Vlemincx et al., *The
/// psychophysiology of sighing: a review*, 2013); its voice falls.
#[test]
fn a_sigh_leaves_slowly_and_its_voice_falls() {
    for seed in SEEDS {
        let voice = some("sigh", &["out"], &[("voice", "1")], (Form::Spot, seed));
        let begin = voice.iter().position(|s| s.abs() > 0.02).unwrap() as f64 / 48_000.0;
        let low = measure::filtered(&voice, 80.0, 500.0);
        let (high, _) = pitch_at(&low, begin + 0.2, 80.0, 400.0);
        let (end, _) = pitch_at(&low, begin + 0.8, 80.0, 400.0);
        assert!(end < 0.9 * high, "{high:.0} and {end:.0} Hz");
        let long = |length| {
            super::length(&some(
                "sigh",
                &["out"],
                &[("length", length)],
                (Form::Spot, seed),
            ))
        };
        assert!(long("3s") > 1.7 * long("1s"));
    }
}

/// Sobs come three to five a second in one breath (R. R. Provine, *Curious
/// Behavior*, 2012, on weeping and laughter).
#[test]
fn a_breath_of_sobs_has_the_given_count() {
    let sobs = |count: &str, seed| {
        let layers = ["first", "second", "rest"];
        let voice = some("sob", &layers, &[("count", count)], (Form::Spot, seed));
        let levels = measure::levels(&measure::filtered(&voice, 150.0, 1200.0), 0.03);
        let loud = levels.iter().copied().fold(0.0, f64::max);
        let starts = levels.windows(2).filter(|pair| {
            let threshold = 0.16 * loud;
            pair[0] < threshold && pair[1] >= threshold
        });
        starts.count()
    };
    for seed in SEEDS {
        let found = ["1", "3", "5"].map(|count| sobs(count, seed));
        assert!(found[0] == 1 && found[1] >= 2 && found[2] >= 3, "{found:?}");
        assert!(found[2] <= 6 && found[1] <= 4, "{found:?}");
    }
}

/// Pain raises the pitch of a moan (S. Lautenbacher et al., *Phonetic
/// characteristics of vocalizations during pain*, 2017).
#[test]
fn a_groan_in_pain_is_higher() {
    let pitch = |pain| {
        let set = [("pain", pain), ("density", "30/min")];
        usual_pitch(&heard("groan", &set, Form::Loop, 1), 60.0, 300.0)
    };
    let (weary, hurt) = (pitch("0"), pitch("1"));
    assert!((80.0..135.0).contains(&weary), "{weary:.0} Hz");
    assert!(hurt > 1.1 * weary, "{weary:.0} and {hurt:.0} Hz");
}

/// Cries of infants have a mean pitch of 400 to 600 Hz, last about a second and rise
/// and fall (O. Wasz-Höckert et al., *The Infant Cry*, 1968).
#[test]
fn a_baby_cries_at_four_to_six_hundred_hertz() {
    let pitch = |distress| {
        let set = [("distress", distress), ("density", "14/min")];
        usual_pitch(&heard("baby", &set, Form::Loop, 2), 220.0, 900.0)
    };
    let (fusses, screams) = (pitch("0.1"), pitch("0.9"));
    assert!((340.0..520.0).contains(&fusses), "{fusses:.0} Hz");
    assert!(screams > 1.04 * fusses, "{fusses:.0} and {screams:.0} Hz");
    for seed in SEEDS {
        let cry = super::part("baby", &[("cries", "1")], &["cries", "cry"], seed);
        let [start, middle, end] = [0.06, 0.3, 0.62].map(|at| pitch_at(&cry, at, 220.0, 620.0).0);
        assert!(
            middle > start && middle > end,
            "{start:.0} {middle:.0} {end:.0}"
        );
    }
}

#[test]
fn a_sneeze_bursts_after_the_breath_in() {
    for seed in SEEDS {
        for (build, at) in [("0.4s", 0.52), ("1.6s", 1.72)] {
            let sneeze = heard("sneeze", &[("build", build)], Form::Spot, seed);
            let burst = loudest(&sneeze);
            assert!((burst - at).abs() < 0.08, "{build}: {burst} s");
            let from = (at * 48_000.0) as usize;
            let high = measure::share(&sneeze[from..from + 4800], 1500.0, 10_000.0);
            assert!(high > 0.25, "{high:.2}");
        }
    }
}

/// A yawn takes some seconds: a long breath in, then a shorter one out (R. R.
/// Provine, *Yawning as a stereotyped action pattern*, 1986).
#[test]
fn a_yawn_is_long_and_slides_down() {
    for seed in SEEDS {
        let yawn = heard("yawn", &[("voice", "1")], Form::Spot, seed);
        assert!(yawn.len() > 48_000 * 5 / 2);
        let low = measure::filtered(&yawn, 70.0, 450.0);
        let (high, _) = pitch_at(&low, 1.9, 60.0, 350.0);
        let (end, _) = pitch_at(&low, 2.9, 60.0, 350.0);
        assert!(end < 0.75 * high, "{high:.0} and {end:.0} Hz");
        let quiet = heard("yawn", &[("voice", "0")], Form::Spot, seed);
        let voiced = |yawn: &[f32]| measure::share(yawn, 80.0, 300.0);
        assert!(voiced(&yawn) > 2.0 * voiced(&quiet));
    }
}

/// The glottis closes some hundredths of a second after the midriff jerks (J. Newsom
/// Davis, *An experimental study of hiccup*, 1970).
#[test]
fn a_hiccup_is_cut_off_while_its_pitch_rises() {
    for seed in SEEDS {
        let layers = ["hiccups"];
        let hiccup = some("hiccup", &layers, &[("force", "1")], (Form::Spot, seed));
        let cut = measure::levels(&hiccup, 0.01);
        let loud = cut.iter().copied().fold(0.0, f64::max);
        let last = cut[..30].iter().rposition(|level| *level > 0.3 * loud);
        assert!((6..24).contains(&last.unwrap()), "{last:?}0 ms");
        let voice = super::part("hiccup", &[("force", "1")], &["hiccups", "voice"], seed);
        let begin = voice.iter().position(|s| s.abs() > 0.05).unwrap() as f64 / 48_000.0;
        let low = measure::filtered(&voice, 150.0, 520.0);
        let (start, _) = pitch_at(&low, begin, 150.0, 560.0);
        let (end, _) = pitch_at(&low, begin + 0.04, 150.0, 560.0);
        assert!(end > 1.1 * start, "{start:.0} and {end:.0} Hz");
    }
}

/// A palatal snore is a row of pulses, 20 to 100 a second, with most energy below
/// 500 Hz (D. Pevernagie, R. M. Aarts, M. De Meyer, *The acoustics of snoring*,
/// 2010).
#[test]
fn a_snore_flutters_at_its_pitch() {
    for seed in SEEDS {
        let snore = heard("snore", &[], Form::Spot, seed);
        assert!(measure::share(&snore, 40.0, 1000.0) > 0.6);
        let pulses = |pitch: &str| -> f64 {
            let set = [("pitch", pitch), ("depth", "1")];
            let flutter = some("snore", &["breaths"], &set, (Form::Spot, seed));
            let chest = measure::filtered(&flutter, 35.0, 220.0);
            pitch_at(&chest[..57_600], 0.5, 30.0, 200.0).0
        };
        let (slow, fast) = (pulses("45Hz"), pulses("120Hz"));
        assert!((35.0..75.0).contains(&slow), "{slow:.0} Hz");
        assert!(fast > 1.5 * slow, "{slow:.0} and {fast:.0} Hz");
    }
}

/// The fifth of a key is one and a half times its note, a minor third 1.2 times.
#[test]
fn a_hummed_tune_stays_in_its_key() {
    for (minor, third) in [("0", 1.26), ("1", 1.189)] {
        let set = [("minor", minor), ("breath", "0")];
        let tune = some("humming", &["line"], &set, (Form::Spot, 1));
        let beat = 60.0 / 76.0;
        for (beats, ratio) in [(0.6, 1.0), (1.65, third), (2.9, 1.498)] {
            let (pitch, clear) = pitch_at(&tune, beats * beat, 150.0, 450.0);
            assert!(
                clear > 0.7 && (pitch / 220.0 / ratio - 1.0).abs() < 0.04,
                "{pitch:.0} Hz"
            );
        }
        // The lips are closed.
        assert!(measure::share(&tune, 100.0, 1500.0) > 0.97);
    }
}
