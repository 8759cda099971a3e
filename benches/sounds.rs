//! Measures how fast each sound of the library is made, on one core.
//!
//! `cargo bench --bench sounds` makes every sound as a spot and as a loop. Divide
//! `items/s` by 48,000 for the speed relative to real time.

use cuebook_core::recipe_ref::RecipeRef;
use cuebook_synth::{Form, Place, Request, Source, recipe};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

fn names() -> impl Iterator<Item = &'static str> {
    recipe::names()
}

fn request(name: &str, form: Form) -> Request {
    Request {
        source: Source::Recipe {
            recipe: RecipeRef::of_library(name),
            settings: Vec::new(),
        },
        form,
        place: Place::default(),
        seed: 1,
    }
}

fn made(bencher: Bencher<'_, '_>, name: &str, form: Form) {
    let request = request(name, form);
    let Ok(audio) = cuebook_synth::make(&request) else {
        return;
    };
    bencher
        .counter(ItemsCount::new(audio.frames().0 as u64))
        .bench(|| cuebook_synth::make(&request));
}

#[divan::bench(args = names(), sample_count = 5)]
fn spot(bencher: Bencher<'_, '_>, name: &str) {
    made(bencher, name, Form::Spot);
}

#[divan::bench(args = names(), sample_count = 3)]
fn bed(bencher: Bencher<'_, '_>, name: &str) {
    made(bencher, name, Form::Loop);
}

/// Makes every sound of the library once, with its default settings.
#[divan::bench(sample_count = 3)]
fn library() {
    for name in names() {
        let _ = divan::black_box(cuebook_synth::make(&request(name, Form::Spot)));
    }
}
