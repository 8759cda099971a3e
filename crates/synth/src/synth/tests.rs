//! Tests of every recipe of the library, in both forms.

use super::budget::Budget;
use super::performer::Performer;
use cuebook_dsp::canvas::{Canvas, Extent};
use std::sync::{Mutex, OnceLock};

use crate::recipe::score::Layer;
use crate::recipe::{self, Kind, Settings, names};
use crate::{Form, Place, Request, Source, make};
use cuebook_core::audio::Audio;
use cuebook_core::barrier::Barrier;
use cuebook_core::effect::Effect;
use cuebook_core::recipe_ref::RecipeRef;
use cuebook_core::trim::Trim;
use cuebook_core::units::{Decibels, Hertz, Metres, RATE, Seconds};
use cuebook_dsp::golden::{self, Golden};
use cuebook_dsp::measure;
use cuebook_dsp::passage::Passage;
use cuebook_dsp::random::Random;

/// Returns a sound of the library with some settings.
pub(super) fn sound(name: &str, settings: &[(&str, &str)], form: Form, seed: u64) -> Audio {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let source = Source::Recipe {
        recipe: RecipeRef::of_library(name),
        settings: settings.iter().map(owned).collect(),
    };
    make(&Request {
        source,
        form,
        place: Place::default(),
        seed,
    })
    .unwrap()
}

/// A sound of the library at its defaults.
struct Made {
    name: &'static str,
    form: Form,
    audio: Audio,
}

/// The whole library in both forms, made once for all tests here.
fn library() -> &'static [Made] {
    static LIBRARY: OnceLock<Vec<Made>> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let both = names().flat_map(|name| [(name, Form::Spot), (name, Form::Loop)]);
        on_all_cores(both.collect(), |(name, form)| Made {
            name,
            form,
            audio: sound(name, &[], form, 3),
        })
    })
}

/// Does some work on all cores. Returns the results in the order of the work.
fn on_all_cores<W: Send, R: Send>(all: Vec<W>, does: impl Fn(W) -> R + Sync) -> Vec<R> {
    let left = Mutex::new(all.into_iter().enumerate());
    let next = || left.lock().unwrap().next();
    let work = || -> Vec<(usize, R)> {
        let all = std::iter::from_fn(next);
        all.map(|(place, work)| (place, does(work))).collect()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        // The panic of a worker has the message of its assertion.
        joined
            .flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

fn of(form: Form) -> impl Iterator<Item = &'static Made> {
    library().iter().filter(move |made| made.form == form)
}

fn peak(audio: &Audio) -> f32 {
    let samples = audio.channels.iter().flatten();
    samples.fold(0.0, |peak: f32, sample| peak.max(sample.abs()))
}

#[test]
fn no_sound_clips_is_silent_has_dc_or_is_not_finite() {
    for Made { name, form, audio } in library() {
        let loudest = peak(audio);
        assert!(
            (0.05..=0.892).contains(&loudest),
            "{name} {form:?}: {loudest}"
        );
        for channel in &audio.channels {
            assert!(channel.iter().all(|s| s.is_finite()));
            let mean = channel.iter().map(|s| f64::from(*s)).sum::<f64>() / channel.len() as f64;
            assert!(
                mean.abs() < 1e-3 * f64::from(loudest),
                "{name} {form:?}: DC {mean}"
            );
        }
    }
}

/// Holds samples against a golden file of the version of all sounds.
fn check_golden(name: &'static str, rows: &[golden::Row]) {
    let golden = Golden {
        file: format!("{}/src/golden/{name}.txt", env!("CARGO_MANIFEST_DIR")),
        source: "crates/synth/src/lib.rs",
        version: crate::VERSION,
    };
    golden.check(rows);
}

#[test]
fn samples_of_the_library_change_only_with_the_version() {
    let rows = library().iter().map(|made| {
        let name = format!("{} {:?}", made.name, made.form);
        (name, golden::hash(&made.audio))
    });
    check_golden("library", &rows.collect::<Vec<_>>());
}

/// A knock and a file, each with one thing changed. Files are resampled by an FFT.
#[test]
fn samples_at_a_place_change_only_with_the_version() {
    let usual = Place::default();
    let places = [
        (
            "far",
            Place {
                distance: Some(Metres(60.0)),
                ..usual
            },
        ),
        (
            "wide",
            Place {
                width: Some(0.5),
                ..usual
            },
        ),
        (
            "radio",
            Place {
                out_of: Some(Effect::Radio),
                ..usual
            },
        ),
        (
            "telephone",
            Place {
                out_of: Some(Effect::Telephone),
                ..usual
            },
        ),
        (
            "behind",
            Place {
                behind: Some(Barrier {
                    loss: Decibels(14.0),
                    cutoff: Hertz(700.0),
                }),
                ..usual
            },
        ),
        (
            "passing",
            Place {
                moves: Some(Passage {
                    from: Metres(20.0),
                    to: Metres(5.0),
                    over: Seconds(1.0),
                }),
                ..usual
            },
        ),
    ];
    let file = |name: &str, bytes: &'static [u8], trim: Trim| Source::File {
        name: name.to_owned(),
        bytes: bytes.into(),
        trim,
        recorded: Metres(1.0),
    };
    let trim = Trim {
        start: Seconds(0.02),
        end: Some(Seconds(0.1)),
        cross_fade: Some(Seconds(0.02)),
    };
    let wav = include_bytes!("../../tests/formats/tone.wav");
    let flac = include_bytes!("../../tests/formats/tone.flac");
    let knock = || Source::Recipe {
        recipe: RecipeRef::of_library("door-strike"),
        settings: Vec::new(),
    };
    let mut requests = vec![
        (
            "wav Spot".to_owned(),
            file("tone.wav", wav, Trim::default()),
            Form::Spot,
            usual,
        ),
        (
            "flac Spot".to_owned(),
            file("tone.flac", flac, Trim::default()),
            Form::Spot,
            usual,
        ),
        (
            "trimmed Loop".to_owned(),
            file("tone.wav", wav, trim),
            Form::Loop,
            usual,
        ),
    ];
    for (name, place) in places {
        requests.push((format!("door-strike {name}"), knock(), Form::Spot, place));
        let wav = file("tone.wav", wav, Trim::default());
        requests.push((format!("wav {name}"), wav, Form::Spot, place));
    }
    let made = requests.into_iter().map(|(name, source, form, place)| {
        let audio = make(&Request {
            source,
            form,
            place,
            seed: 3,
        })
        .unwrap();
        (name, golden::sums(&audio.channels.concat()))
    });
    check_golden("places", &made.collect::<Vec<_>>());
}

/// Returns the highest momentary and the integrated loudness in LUFS.
fn loudness(audio: &Audio) -> (f64, f64) {
    let right = audio.channels.last().unwrap();
    let mut meter = ebur128::EbuR128::new(2, RATE, ebur128::Mode::M | ebur128::Mode::I).unwrap();
    let mut momentary = f64::NEG_INFINITY;
    for (left, right) in audio.channels[0].chunks(4800).zip(right.chunks(4800)) {
        meter.add_frames_planar_f32(&[left, right]).unwrap();
        momentary = momentary.max(meter.loudness_momentary().unwrap());
    }
    (momentary, meter.loudness_global().unwrap())
}

#[test]
fn all_sounds_have_the_same_loudness() {
    on_all_cores(library().iter().collect(), |Made { name, form, audio }| {
        let peak = 20.0 * f64::from(peak(audio)).log10();
        let (momentary, integrated) = loudness(audio);
        let spot = *form == Form::Spot && recipe::find(name).unwrap().kind == Kind::Spot;
        let even = if spot {
            (-18.3..-17.7).contains(&momentary) && peak < -2.9
                || (-3.1..-2.9).contains(&peak) && momentary < -17.9
        } else {
            // Where single peaks are far above the rest, limiting them reduces the
            // loudness.
            (-28.0..-22.5).contains(&integrated)
        };
        assert!(
            even,
            "{name} {form:?}: peak {peak:.1} dBFS, {momentary:.1} LUFS at most, {integrated:.1} in all"
        );
    });
}

#[test]
fn equal_seeds_make_equal_sounds_and_other_seeds_other_sounds() {
    on_all_cores(of(Form::Spot).collect(), |Made { name, audio, .. }| {
        assert!(*audio == sound(name, &[], Form::Spot, 3), "{name}");
        assert!(*audio != sound(name, &[], Form::Spot, 6), "{name}");
    });
}

#[test]
fn a_sound_that_ends_starts_and_ends_at_zero() {
    for Made { name, audio, .. } in of(Form::Spot) {
        for channel in &audio.channels {
            assert!(channel[0].abs() < 0.01, "{name} begins at {}", channel[0]);
            assert!(channel[channel.len() - 1].abs() < 1e-4, "{name}");
        }
    }
}

/// Neither the step at the seam nor the level around it differs from the rest.
#[test]
fn sweep_a_loop_has_no_seam() {
    let wrong = on_all_cores(of(Form::Loop).collect(), |Made { name, audio, .. }| {
        let seams = audio.channels.iter().filter_map(|channel| seam(channel));
        seams.map(|seam| format!("{name}: {seam}")).next()
    });
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the fault at the seam of a loop, if there is one.
fn seam(channel: &[f32]) -> Option<String> {
    let step = |pair: &[f32]| (pair[1] - pair[0]).abs();
    let mut steps: Vec<f32> = channel.windows(2).map(step).collect();
    let seam = (channel[0] - channel[channel.len() - 1]).abs();
    let most = steps.len() * 9999 / 10_000;
    let (_, usual, _) = steps.select_nth_unstable_by(most, f32::total_cmp);
    if seam > *usual {
        return Some(format!("a step of {seam} against {usual}"));
    }
    let mut across = channel[channel.len() - 4800..].to_vec();
    across.extend(&channel[..4800]);
    let here = measure::rms(&across);
    let elsewhere = measure::levels(channel, 0.2);
    let low = elsewhere.iter().copied().fold(f64::MAX, f64::min);
    let high = elsewhere.iter().copied().fold(0.0, f64::max);
    let fits = (0.9 * low..=1.1 * high).contains(&here);
    (!fits).then(|| format!("a level of {here} between {low} and {high}"))
}

#[test]
fn sweep_a_loop_is_too_long_to_be_recognised() {
    for Made { name, audio, .. } in of(Form::Loop) {
        let seconds = audio.frames().seconds().0;
        assert!((20.0..=120.0).contains(&seconds), "{name}: {seconds}");
    }
}

/// Sets every parameter to both ends, or to every word: no formula fails and no
/// result is silent.
#[test]
fn sweep_every_parameter_works_at_both_ends() {
    let ends = names().flat_map(|name| {
        let params = recipe::find(name).unwrap().params.iter();
        params.flat_map(move |param| {
            let ends = param.takes.ends().into_iter();
            // A default is in all other tests.
            let others = ends.filter(move |end| *end != param.takes.default_text());
            others.map(move |end| (name, &*param.name, end))
        })
    });
    let wrong = on_all_cores(ends.collect(), |(name, param, end)| {
        let loudest = peak(&sound(name, &[(param, &end)], Form::Spot, 1));
        // A sound is weak from far away, and at most 12 dB above full scale from near.
        let fits = (1e-5..=4.0).contains(&loudest);
        (!fits).then(|| format!("{name} {param}: {end} gives {loudest}"))
    });
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns two seconds of layers, left channel.
fn laid(layers: &[Layer]) -> Vec<f32> {
    let settings = Settings::default();
    let root = Random::new(1);
    let performer = Performer::new(&settings, root.clone(), Budget::default(), false);
    let mut canvas = Canvas::new(Extent::Line(96_000));
    for layer in layers {
        performer.layer(layer, &mut canvas, &root).unwrap();
    }
    canvas.left
}

/// A new layer in a recipe does not change the random values of the others.
#[test]
fn layers_do_not_affect_each_other() {
    let layer = |name: &str| {
        let yaml = "source: { blast: { positive: 1ms..9ms } }\nat: 0s..1s";
        recipe::read::of::<Layer>(&format!("layer: {name}\n{yaml}"))
    };
    let (one, two) = (layer("one"), layer("two"));
    let both = laid(&[two.clone(), one.clone()]);
    let (one, two) = (laid(&[one]), laid(&[two]));
    assert!(one != two);
    for ((one, two), both) in one.iter().zip(&two).zip(&both) {
        assert!((one + two - both).abs() < 1e-6);
    }
}

/// With two different events, the third repeats the first at a level that varies.
#[test]
fn a_repeated_event_is_the_same_at_another_level() {
    let hiss = laid(&[recipe::read::of::<Layer>(
        "layer: hiss
source: { noise: {} }
repeat: { count: 6, every: 100ms, different: 2 }
envelope: { decay: 50ms }
gain: -12dB..0dB",
    )]);
    let event = |n: usize| &hiss[4800 * n..4800 * n + 2400];
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let likeness = |a: usize, b: usize| {
        let (a, b) = (event(a), event(b));
        product(a, b) / (product(a, a) * product(b, b)).sqrt()
    };
    assert!(likeness(0, 1).abs() < 0.2, "{}", likeness(0, 1));
    assert!(likeness(0, 2) > 0.999 && likeness(1, 5) > 0.999);
    let louder = measure::rms(event(0)) / measure::rms(event(2));
    assert!((louder - 1.0).abs() > 0.02, "{louder}");
}

/// Two layers that surge together, in a spot that repeats: each time they surge at
/// other moments.
#[test]
fn each_repetition_of_a_spot_surges_in_its_own_way() {
    let text = "
about: A roar.
kind: spot
words: []
loops: 20s
repeats: { every: 4s }
layers:
  - layer: low
    source: { noise: {} }
    filters: [{ low-pass: 300Hz }]
    breathe: [{ as: roar, period: 0.3s..0.6s, depth: 40dB }]
    envelope: { hold: 3s, decay: 0.5s }
  - layer: high
    source: { noise: {} }
    filters: [{ high-pass: 3kHz }]
    breathe: [{ as: roar, period: 0.3s..0.6s, depth: 40dB }]
    envelope: { hold: 3s, decay: 0.5s }
";
    let recipe = recipe::Recipe::read("roar", text, &[]).unwrap();
    let (settings, place) = (Settings::default(), Place::default());
    let audio = super::perform(&recipe, &settings, (Form::Loop, 1), &place).unwrap();
    let surges = |time: usize, low, high| {
        let one = &audio.channels[0][time * 48_000..(time + 3) * 48_000];
        let levels = measure::levels(&measure::filtered(one, low, high), 0.05);
        let mean = levels.iter().sum::<f64>() / levels.len() as f64;
        levels.into_iter().map(|l| l - mean).collect::<Vec<f64>>()
    };
    let alike = |a: &[f64], b: &[f64]| {
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        product(a, b) / libm::sqrt(product(a, a) * product(b, b))
    };
    let (low, high) = (surges(0, 60.0, 300.0), surges(0, 3000.0, 9000.0));
    assert!(alike(&low, &high) > 0.8, "{}", alike(&low, &high));
    let later = surges(4, 60.0, 300.0);
    assert!(alike(&low, &later) < 0.6, "{}", alike(&low, &later));
}

/// Scraping and grinding in a bed drive a body around the whole loop.
#[test]
fn a_body_is_driven_as_long_as_its_bed() {
    let text = "
about: A drum rolled over stones.
kind: bed
words: []
loops: 20s
layers:
  - layer: drum
    source:
      driven:
        modes: { body: plate, lowest: 90Hz, highest: 2kHz, decay: 0.8s }
        by:
          - { layer: roll, source: { stick-slip: { from: 9Hz } } }
          - { layer: stones, source: { grains: { rate: 300/s, pitch: 300Hz..2kHz } } }
";
    let recipe = recipe::Recipe::read("drum", text, &[]).unwrap();
    let audio = super::perform(
        &recipe,
        &Settings::default(),
        (Form::Loop, 1),
        &Place::default(),
    )
    .unwrap();
    let drum = &audio.channels[0];
    let levels = measure::levels(drum, 1.0);
    let low = levels.iter().copied().fold(f64::MAX, f64::min);
    let high = levels.iter().copied().fold(0.0, f64::max);
    assert!(levels.len() == 20 && high < 2.0 * low, "{low} to {high}");
    let step = |n: usize| (drum[n] - drum[(n + 1) % drum.len()]).abs();
    let usual = (0..drum.len() - 1).map(step).fold(0.0, f32::max);
    assert!(step(drum.len() - 1) < 0.5 * usual);
}
