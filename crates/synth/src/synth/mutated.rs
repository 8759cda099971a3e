//! Tests recipes of the library with random changes: a refusal has spans, and an
//! accepted recipe can be performed.

use proptest::prelude::*;

use super::budget::{Budget, LONGEST};
use super::perform_within;
use crate::Form;
use crate::recipe::{self, Recipe};
use cuebook_core::recipe_ref::RecipeRef;

/// One change to a text; `at` and `to` are shares of its length or of its parts.
#[derive(Clone, Debug)]
enum Change {
    /// Replaces a number.
    Number { at: f64, with: &'static str },
    /// Removes a line.
    Without { at: f64 },
    /// Copies a line to another place.
    Again { at: f64, to: f64 },
    /// Copies a value to another place.
    Swapped { at: f64, to: f64 },
    /// Cuts the end or the beginning of the text.
    Cut { at: f64, head: bool },
    /// Inserts text.
    With { at: f64, words: String },
}

/// Plausible and implausible numbers.
const NUMBERS: &[&str] = &["0", "1", "3", "0.001", "17", "250", "4000", "99999999"];

fn number() -> impl Strategy<Value = Change> {
    (0.0..1.0, proptest::sample::select(NUMBERS)).prop_map(|(at, with)| Change::Number { at, with })
}

fn gentle() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => number(),
        1 => (0.0..1.0).prop_map(|at| Change::Without { at }),
        1 => (0.0..1.0, 0.0..1.0).prop_map(|(at, to)| Change::Swapped { at, to }),
    ]
}

fn wild() -> impl Strategy<Value = Change> {
    prop_oneof![
        gentle(),
        (0.0..1.0, 0.0..1.0).prop_map(|(at, to)| Change::Again { at, to }),
        (0.0..1.0, any::<bool>()).prop_map(|(at, head)| Change::Cut { at, head }),
        (0.0..1.0, "\\PC{0,6}|[-{}\\[\\]:,&*<#\"'|>!%@ \n\t]{1,4}")
            .prop_map(|(at, words)| Change::With { at, words }),
    ]
}

/// Returns the index of one of `count` items by a share.
fn nth(share: f64, count: usize) -> usize {
    ((share * count as f64) as usize).min(count.saturating_sub(1))
}

/// Returns the ranges of consecutive characters for which `is` holds.
fn runs(text: &str, is: impl Fn(char) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is(*c)) {
        match runs.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => runs.push(at..at + c.len_utf8()),
        }
    }
    runs
}

fn changed(text: &str, change: &Change) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return String::new();
    }
    let boundary = |share: f64| {
        let mut at = nth(share, text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    match change {
        Change::Number { at, with } => {
            let numbers = runs(text, |c| c.is_ascii_digit());
            let mut text = text.to_owned();
            if let Some(place) = numbers.get(nth(*at, numbers.len())) {
                text.replace_range(place.clone(), with);
            }
            text
        }
        Change::Without { at } => {
            lines.remove(nth(*at, lines.len()));
            lines.concat()
        }
        Change::Again { at, to } => {
            let line = lines[nth(*at, lines.len())];
            lines.insert(nth(*to, lines.len()), line);
            lines.concat()
        }
        Change::Swapped { at, to } => {
            let values = runs(text, |c| !"{}[]:,#\n".contains(c));
            let (Some(from), Some(onto)) = (
                values.get(nth(*at, values.len())),
                values.get(nth(*to, values.len())),
            ) else {
                return text.to_owned();
            };
            let value = text[from.clone()].to_owned();
            let mut text = text.to_owned();
            text.replace_range(onto.clone(), &value);
            text
        }
        Change::Cut { at, head } if *head => text[boundary(*at)..].to_owned(),
        Change::Cut { at, .. } => text[..boundary(*at)].to_owned(),
        Change::With { at, words } => {
            let (head, tail) = text.split_at(boundary(*at));
            format!("{head}{words}{tail}")
        }
    }
}

fn mutated(name: &str, changes: &[Change]) -> String {
    let text = recipe::text(&RecipeRef::of_library(name)).to_owned();
    changes
        .iter()
        .fold(text, |text, change| changed(&text, change))
}

fn name() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(recipe::names().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn a_changed_recipe_is_read_or_refused_with_spans(
        name in name(),
        changes in proptest::collection::vec(wild(), 1..6),
    ) {
        let text = mutated(name, &changes);
        if let Err(wrong) = Recipe::read(name, &text, &[]) {
            prop_assert!(!wrong.is_empty());
            for label in wrong.iter().flat_map(|wrong| &wrong.labels) {
                let place = label.span.range();
                prop_assert!(text.get(place.clone()).is_some(), "{place:?} in\n{text}");
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\PC|[-{}\\[\\]:,&*<#\"'|>!%@ \n\t]){0,200}") {
        let _ = recipe::check_text(&text, &[]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 10))]

    /// The result has at most as many frames as the budget allows and, before the
    /// recipe's own level, no sample beyond full scale.
    #[test]
    fn an_accepted_recipe_is_performed_or_returns_an_error(
        name in name(),
        changes in proptest::collection::vec(gentle(), 1..5),
        (form, seed) in (proptest::sample::select(&[Form::Spot, Form::Loop][..]), 0..9_u64),
    ) {
        let Ok(mut recipe) = Recipe::read(name, &mutated(name, &changes), &[]) else {
            return Ok(());
        };
        recipe.level = None;
        let settings = recipe.defaults();
        let budget = Budget::new(100_000_000);
        match perform_within(&recipe, &settings, (form, seed), &Default::default(), budget) {
            Ok(audio) => {
                prop_assert!(audio.frames().seconds().0 <= LONGEST + 1.0);
                for sample in audio.channels.iter().flatten() {
                    prop_assert!(sample.abs() <= 1.0, "{sample}");
                }
            }
            Err(reason) => prop_assert!(!reason.is_empty()),
        }
    }
}
