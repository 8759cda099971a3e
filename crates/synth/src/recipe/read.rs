//! Reads a recipe from a YAML tree with spans.
//!
//! The parts of a recipe are declared with [`mapping!`](cuebook_yaml::mapping) and read by
//! its reader. This module has the kinds of values that only recipes have, and the state
//! that they need: the parameters, and the place in the recipe.

mod choice;
mod params;
mod values;

use std::collections::HashSet;

use super::formula::{Formula, QuantityKind};
use super::param::{Known, Takes};
use super::settings::{Settings, Value};
pub(super) use choice::{choice, chosen};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Span, nearest};
use cuebook_yaml::mapping::{self, Key, Mapping, Reader, example};
use cuebook_yaml::{Kind, Node, Style};
pub(crate) use values::{Id, Items, NotEmpty, Text, Word};

/// The largest number of items in a list.
const MOST_ITEMS: usize = 64;

/// The largest number of layers in a recipe, including those within layers and
/// behind aliases.
pub(super) const MOST_LAYERS: usize = 1000;

/// The deepest nesting of layers within layers.
pub(super) const DEEPEST: usize = 8;

/// The reader of a recipe.
pub(crate) type Reading<'t> = Reader<'t, State>;

/// The state of reading a recipe.
#[derive(Debug, Default)]
pub struct State {
    /// The names that a parameter cannot have.
    pub taken: Vec<&'static str>,
    /// The parameters so far. They come before the formulas that use them.
    pub params: Vec<Known>,
    /// The position of the layer that is being read.
    pub place: Place,
    /// The number of layers so far.
    layers: usize,
}

/// The position of a layer in the recipe.
#[derive(Copy, Clone, Debug, Default)]
pub struct Place {
    /// The number of layers around it.
    depth: usize,
    /// Whether it is part of something that ends.
    pub ends: bool,
    /// Whether a `when` condition applies to it.
    pub guarded: bool,
}

impl mapping::State for State {
    fn example(_: &Mapping, key: &Key) -> String {
        match key.takes {
            mapping::Takes::Each(item) => format!("{}: [{}]", key.name, example(item)),
            takes => format!("{}: {}", key.name, example(&takes)),
        }
    }
}

/// Returns all mistakes in the order of their places. A mistake that is reached
/// through several aliases is returned once.
pub(super) fn finish(at: Reading<'_>) -> Vec<Diagnostic> {
    let mut all = at.finish();
    let mut seen = HashSet::new();
    all.retain(|mistake| {
        let place = mistake.labels.first().map(|label| label.span);
        seen.insert((mistake.code, place, mistake.message.clone()))
    });
    all.truncate(MAX_MISTAKES + 1);
    all
}

/// Reads the content of a layer. Returns `None` where layers are too many or
/// too deep.
pub(super) fn within<T>(
    at: &mut Reading<'_>,
    span: Span,
    place: Place,
    read: impl FnOnce(&mut Reading<'_>) -> Option<T>,
) -> Option<T> {
    at.state.layers += 1;
    if at.state.layers > MOST_LAYERS {
        if at.state.layers == MOST_LAYERS + 1 {
            let message = format!("a recipe can have at most {MOST_LAYERS} layers");
            at.report(Diagnostic::error("too-many", span, message));
        }
        return None;
    }
    let outer = at.state.place;
    if outer.depth == DEEPEST {
        let message = format!("layers are nested more than {DEEPEST} levels deep here");
        at.report(Diagnostic::error("too-deep", span, message));
        return None;
    }
    at.state.place = Place {
        depth: outer.depth + 1,
        ..place
    };
    let read = read(at);
    at.state.place = outer;
    read
}

impl State {
    /// Returns where a formula is not finite: an empty text at the defaults, or one of
    /// the ends of its parameters. A formula of a layer with a `when` condition is not
    /// checked, because the condition may exclude such values.
    fn not_finite<D: QuantityKind>(&self, formula: &Formula<D>) -> Option<String> {
        let params = formula.params();
        let guarded = self.place.guarded && !params.is_empty();
        if guarded || params.iter().any(|at| self.params[*at].takes.is_none()) {
            return None;
        }
        let fails = |settings: &Settings| formula.value(settings, &mut chance()).is_err();
        let usual = self.defaults();
        if fails(&usual) {
            return Some(String::new());
        }
        let tried = params.into_iter().take(MOST_TRIED);
        let mut ends = tried.flat_map(|at| match self.params[at].takes {
            Some(Takes::Quantity { low, high, .. }) => vec![(at, low), (at, high)],
            _ => Vec::new(),
        });
        let (at, end) = ends.find(|(at, end)| fails(&usual.with(*at, Value::Quantity(*end))))?;
        Some(format!(" where `{}` is `{end}`", self.params[at].name))
    }

    fn defaults(&self) -> Settings {
        let known = self.params.iter().filter_map(|Known { name, takes }| {
            let takes = takes.as_ref()?;
            Some((name.clone(), Value::default_of(takes)))
        });
        known.collect()
    }
}

/// The largest number of parameters of one formula that are tried at their ends.
const MOST_TRIED: usize = 8;

/// Returns a random stream for a trial.
fn chance() -> cuebook_dsp::random::Random {
    cuebook_dsp::random::Random::new(1)
}

/// Adds the most similar name and a list of all names.
fn meant(mistake: Diagnostic, word: &str, names: &[&'static str]) -> Diagnostic {
    let mistake = mistake.did_you_mean(nearest(word, names.iter().copied()));
    mistake.hint(format!("use one of {}", names.join(", ")))
}

/// Returns where the text of a scalar begins, if the source contains it unchanged.
fn inside(node: &Node<'_>, text: &str, source: &str) -> Option<usize> {
    let quoted = matches!(&node.kind, Kind::Scalar(_, Style::Quoted));
    let start = node.span.start + usize::from(quoted);
    let written = source.get(start..start + text.len());
    (written == Some(text) && start + text.len() <= node.span.end).then_some(start)
}

/// Moves a mistake from the text of a value to the place of the value.
fn placed(mut mistake: Diagnostic, inside: Option<usize>, whole: Span) -> Diagnostic {
    let shifted = |span: Span| match inside {
        Some(start) => Span::new(start + span.start, start + span.end),
        None => whole,
    };
    for label in &mut mistake.labels {
        label.span = shifted(label.span);
    }
    for hint in &mut mistake.hints {
        hint.replace = match (hint.replace.take(), inside) {
            (Some((span, with)), Some(_)) => Some((shifted(span), with)),
            _ => None,
        };
    }
    mistake
}

/// Reads a value from YAML in a test.
#[cfg(test)]
pub(crate) fn of<V: mapping::Value<State = State>>(yaml: &str) -> V::Of {
    let tree = cuebook_yaml::parse(yaml);
    let mut reading = Reading::new(yaml, tree.hidden);
    let slot = mapping::Slot {
        key: "test",
        key_span: Span::default(),
        value: &tree.root.unwrap(),
    };
    let read = V::read(&mut reading, slot);
    let wrong = finish(reading);
    read.unwrap_or_else(|| panic!("{wrong:#?}"))
}
