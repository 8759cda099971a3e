//! What holds for every recipe of the library, in both forms.

use super::canvas::{Canvas, Extent};
use super::layer::Performer;
use crate::audio::Audio;
use crate::perform::sound::random::Random;
use crate::perform::sound::recipe::score::Layer;
use crate::perform::sound::recipe::{self, Settings, names};
use crate::perform::sound::{Form, Request, Source, make, measure};

/// A sound of the library with some settings.
pub fn sound(name: &str, settings: &[(&str, &str)], form: Form, seed: u64) -> Audio {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let source = Source::Recipe {
        name: name.to_owned(),
        settings: settings.iter().map(owned).collect(),
    };
    make(&Request { source, form, seed }).unwrap()
}

fn both() -> impl Iterator<Item = (&'static str, Form)> {
    names().flat_map(|name| [(name, Form::Spot), (name, Form::Loop)])
}

#[test]
fn no_sound_clips_is_silent_bears_dc_or_is_broken() {
    for (name, form) in both() {
        for channel in &sound(name, &[], form, 3).channels {
            let loudest = channel.iter().fold(0.0_f32, |a, b| a.max(b.abs()));
            assert!(channel.iter().all(|s| s.is_finite()));
            assert!(
                (0.05..=0.892).contains(&loudest),
                "{name} {form:?}: {loudest}"
            );
            let mean = channel.iter().map(|s| f64::from(*s)).sum::<f64>() / channel.len() as f64;
            assert!(
                mean.abs() < 1e-3 * f64::from(loudest),
                "{name} {form:?}: DC {mean}"
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_sound_and_another_another() {
    for name in names() {
        let one = sound(name, &[], Form::Spot, 5);
        assert!(one == sound(name, &[], Form::Spot, 5), "{name}");
        assert!(one != sound(name, &[], Form::Spot, 6), "{name}");
    }
}

#[test]
fn what_ends_begins_and_ends_at_nought() {
    for name in names() {
        for channel in &sound(name, &[], Form::Spot, 2).channels {
            assert!(channel[0].abs() < 0.01, "{name} begins at {}", channel[0]);
            assert!(channel[channel.len() - 1].abs() < 1e-4, "{name}");
        }
    }
}

/// The seam is told from the rest by nothing: neither its step nor the level around it.
#[test]
fn a_loop_has_no_seam() {
    for name in names() {
        for channel in &sound(name, &[], Form::Loop, 4).channels {
            let steps = channel
                .windows(2)
                .map(|pair| f64::from((pair[1] - pair[0]).abs()));
            let mut steps: Vec<f64> = steps.collect();
            let seam = f64::from((channel[0] - channel[channel.len() - 1]).abs());
            steps.sort_by(f64::total_cmp);
            let usual = steps[steps.len() * 999 / 1000];
            assert!(seam <= usual, "{name}: {seam} against {usual}");

            let mut across = channel[channel.len() - 4800..].to_vec();
            across.extend(&channel[..4800]);
            let here = measure::rms(&across);
            let elsewhere = measure::levels(channel, 0.2);
            let low = elsewhere.iter().copied().fold(f64::MAX, f64::min);
            let high = elsewhere.iter().copied().fold(0.0, f64::max);
            assert!((0.9 * low..=1.1 * high).contains(&here), "{name}: {here}");
        }
    }
}

#[test]
fn a_loop_is_too_long_to_be_learnt() {
    for name in names() {
        let seconds = sound(name, &[], Form::Loop, 1).frames().seconds().0;
        assert!((20.0..=120.0).contains(&seconds), "{name}: {seconds}");
    }
}

/// Every parameter at both its ends: no formula fails, nothing clips or is silent.
#[test]
fn every_parameter_works_at_both_its_ends() {
    for name in names() {
        let recipe = recipe::find(name).unwrap();
        for param in &recipe.params {
            for end in param.takes.ends() {
                let audio = sound(name, &[(&param.name, &end)], Form::Spot, 1);
                let loudest = audio
                    .channels
                    .iter()
                    .flatten()
                    .fold(0.0_f32, |a, b| a.max(b.abs()));
                assert!(
                    (0.01..=0.892).contains(&loudest),
                    "{name} {}: {end}",
                    param.name
                );
            }
        }
    }
}

/// A layer added to a recipe leaves what the others draw untouched.
#[test]
fn layers_do_not_hear_each_other() {
    let layer = |name: &str| -> Layer {
        let yaml = "source: { blast: { positive: 1ms..9ms } }\nat: 0s..1s";
        serde_yaml::from_str(&format!("layer: {name}\n{yaml}")).unwrap()
    };
    let laid = |names: &[&str]| {
        let settings = Settings::default();
        let root = Random::new(1);
        let performer = Performer {
            settings: &settings,
            root: root.clone(),
        };
        let mut canvas = Canvas::new(Extent::Line(96_000));
        for name in names {
            performer.layer(&layer(name), &mut canvas, &root).unwrap();
        }
        canvas.left
    };
    let (one, two, both) = (laid(&["one"]), laid(&["two"]), laid(&["two", "one"]));
    assert!(one != two);
    for ((one, two), both) in one.iter().zip(&two).zip(&both) {
        assert!((one + two - both).abs() < 1e-6);
    }
}
