//! Reads a recipe from a YAML tree with spans.
//!
//! Takes a YAML node and returns its value, or `None`. `None` means that a mistake has been
//! reported. Reading continues after it, so one run reports all mistakes.
//!
//! [`written!`] defines the content of a mapping in one place, and [`Written`]
//! defines how a kind of value is read.

mod values;
mod written;

use super::formula::{Formula, QuantityKind};
use super::param::{Known, Takes};
use super::settings::{Settings, Value};
use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Span, shown};
use cuebook_yaml::mapping::{Fields, Mapping, Reader, Slot, Words};
use cuebook_yaml::{Kind, Node, Style};
pub(super) use written::{around, choice, words, written};

/// The largest number of items in a list.
pub const MOST_ITEMS: usize = 64;

/// The largest number of layers in a recipe, including those within layers and
/// behind aliases.
pub const MOST_LAYERS: usize = 1000;

/// The deepest nesting of layers within layers.
pub const DEEPEST: usize = 8;

/// A value that a recipe can contain.
pub trait Written: Sized {
    /// Reads the node under `key`. Returns `None` after reporting a mistake.
    fn read(key: &str, node: &Node<'_>, at: &mut Reading<'_>) -> Option<Self>;

    /// Returns the value for a missing key, or `None` if the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Returns an example for messages.
    fn example() -> &'static str {
        "…"
    }

    /// The key that identifies the items of a list, if there is one.
    const NAMED_BY: Option<&'static str> = None;

    /// The largest number of items in a list.
    const MOST: usize = MOST_ITEMS;
}

/// The state of reading a recipe.
pub struct Reading<'t> {
    pub reader: Reader<'t>,
    /// The parameters so far. They come before the formulas that use them.
    pub params: Vec<Known>,
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

impl<'t> Reading<'t> {
    pub fn new(source: &'t str, broken: bool) -> Reading<'t> {
        Reading {
            reader: Reader::new(source, broken),
            params: Vec::new(),
            place: Place::default(),
            layers: 0,
        }
    }

    pub fn report(&mut self, mistake: Diagnostic) {
        self.reader.report(mistake);
    }

    /// Returns all mistakes in the order of their places. A mistake that is reached
    /// through several aliases is returned once.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut all = self.reader.finish();
        let mut seen = std::collections::HashSet::new();
        all.retain(|mistake| {
            let place = mistake.labels.first().map(|label| label.span);
            seen.insert((mistake.code, place, mistake.message.clone()))
        });
        all.truncate(MAX_MISTAKES + 1);
        all
    }

    /// Reads the value of a key. Reports a missing key if it is required.
    pub fn field<T: Written>(&mut self, fields: &Fields<'_, '_>, key: &str) -> Option<T> {
        match fields.get(key) {
            Some(slot) => T::read(key, slot.value, self),
            None => {
                let absent = T::absent();
                if absent.is_none() {
                    let example = format!("{key}: {}", T::example());
                    self.reader.missing(fields, key, &example);
                }
                absent
            }
        }
    }

    /// Reads the content of a layer. Returns `None` where layers are too many or
    /// too deep.
    pub fn within<T>(
        &mut self,
        span: Span,
        place: Place,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.layers += 1;
        if self.layers > MOST_LAYERS {
            if self.layers == MOST_LAYERS + 1 {
                let message = format!("a recipe can have at most {MOST_LAYERS} layers");
                self.report(Diagnostic::error("too-many", span, message));
            }
            return None;
        }
        let outer = self.place;
        if outer.depth == DEEPEST {
            let message = format!("layers are nested more than {DEEPEST} levels deep here");
            self.report(Diagnostic::error("too-deep", span, message));
            return None;
        }
        self.place = Place {
            depth: outer.depth + 1,
            ..place
        };
        let read = read(self);
        self.place = outer;
        read
    }

    /// Returns the text of a scalar that is not empty.
    pub fn words<'n>(&mut self, key: &str, node: &'n Node<'_>, expected: &str) -> Option<&'n str> {
        match &node.kind {
            Kind::Scalar(words, _) if !node.is_empty() && !words.trim().is_empty() => Some(words),
            Kind::Scalar(..) => {
                let message = format!("`{key}` has no value");
                let mistake = Diagnostic::error("empty-value", node.span, message);
                let hint = format!("write {expected} after it, or leave the key out");
                self.report(mistake.hint(hint));
                None
            }
            Kind::List(_) | Kind::Map(_) => {
                self.wrong_shape(key, node, expected);
                None
            }
        }
    }

    pub fn wrong_shape(&mut self, key: &str, node: &Node<'_>, expected: &str) {
        let message = format!("`{key}` must be {expected}, but this is {}", node.shape());
        self.report(Diagnostic::error("wrong-shape", node.span, message));
    }

    /// Returns the single entry of a mapping that makes a choice.
    pub fn chosen<'n, 's>(
        &mut self,
        node: &'n Node<'s>,
        mapping: &'static Mapping,
    ) -> Option<Slot<'n, 's>> {
        let Some(fields) = Fields::open(node, mapping) else {
            let message = format!(
                "a {} must be a mapping, but this is {}",
                mapping.name,
                node.shape()
            );
            let mistake = Diagnostic::error("wrong-shape", node.span, message);
            self.report(mistake.hint(format!("for example `{}`", mapping.example)));
            return None;
        };
        let keys: Vec<&'static str> = mapping.keys().map(|key| key.name).collect();
        let mut known = fields.among(&keys);
        for entry in fields.entries() {
            if !keys.contains(&&*entry.key) {
                let message = format!("there is no {} `{}`", mapping.name, shown(&entry.key));
                let mistake = Diagnostic::error("unknown-generator", entry.key_span, message);
                self.report(meant(mistake, &entry.key, entry.key_span, &keys));
            }
        }
        match known.as_slice() {
            [] if fields.entries().is_empty() => {
                let message = format!("a {} is missing here", mapping.name);
                let mistake = Diagnostic::error("missing-key", node.span, message);
                self.report(mistake.hint(format!("for example `{}`", mapping.example)));
                None
            }
            [] => None,
            [_] => known.pop(),
            several => {
                let why = format!(
                    "a layer has one {}; use a separate layer for each",
                    mapping.name
                );
                self.reader.exclusive(several, &why);
                None
            }
        }
    }

    /// One of the words of a choice.
    pub fn one_of<W: Words>(&mut self, key: &str, node: &Node<'_>) -> Option<W> {
        let called = W::CHOICE.what;
        let word = self.words(key, node, called)?;
        let found = W::of_word(word);
        if found.is_none() {
            let message = format!("`{}` is not {called}", shown(word));
            let mistake = Diagnostic::error("unknown-word", node.span, message);
            let names: Vec<&'static str> = W::CHOICE.names().collect();
            self.report(meant(mistake, word, node.span, &names));
        }
        found
    }

    /// Reads a formula.
    pub fn formula<D: QuantityKind>(&mut self, key: &str, node: &Node<'_>) -> Option<Formula<D>> {
        let text = self.words(key, node, "a value")?;
        match Formula::<D>::parse(text, &self.params) {
            Ok(formula) => {
                self.finite(&formula, text, node.span);
                Some(formula)
            }
            Err(mistakes) => {
                let inside = inside(node, text, self.reader.source);
                for mistake in mistakes {
                    self.report(placed(mistake, inside, node.span));
                }
                None
            }
        }
    }

    /// Reports a formula that is not finite at the defaults or at the ends of its
    /// parameters. A formula of a layer with a `when` condition is not checked,
    /// because the condition may exclude such values.
    fn finite<D: QuantityKind>(&mut self, formula: &Formula<D>, text: &str, span: Span) {
        let params = formula.params();
        let guarded = self.place.guarded && !params.is_empty();
        if guarded || params.iter().any(|at| self.params[*at].takes.is_none()) {
            return;
        }
        let fails = |settings: &Settings| formula.value(settings, &mut chance()).is_err();
        let usual = self.defaults();
        let mut at_fault = fails(&usual).then(String::new);
        for at in params.into_iter().take(MOST_TRIED) {
            let Known { name, takes } = &self.params[at];
            let ends = match takes {
                Some(Takes::Quantity { low, high, .. }) => [*low, *high],
                _ => continue,
            };
            for end in ends {
                if at_fault.is_none() && fails(&usual.with(at, Value::Quantity(end))) {
                    at_fault = Some(format!(" where `{name}` is `{end}`"));
                }
            }
        }
        if let Some(place) = at_fault {
            let message = format!("`{}` is not a finite number{place}", shown(text));
            self.report(Diagnostic::error("not-finite", span, message));
        }
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
pub fn meant(mistake: Diagnostic, word: &str, span: Span, names: &[&'static str]) -> Diagnostic {
    let near = crate::diagnostic::nearest(word, names.iter().copied());
    let mistake = match near {
        Some(near) => mistake.mend(format!("did you mean `{near}`?"), span, near),
        None => mistake,
    };
    mistake.hint(format!("use one of {}", names.join(", ")))
}

/// Returns where the text of a scalar begins, if the source contains it unchanged.
pub fn inside(node: &Node<'_>, text: &str, source: &str) -> Option<usize> {
    let quoted = matches!(&node.kind, Kind::Scalar(_, Style::Quoted));
    let start = node.span.start + usize::from(quoted);
    let written = source.get(start..start + text.len());
    (written == Some(text) && start + text.len() <= node.span.end).then_some(start)
}

/// Moves a mistake from the text of a value to the place of the value.
pub fn placed(mut mistake: Diagnostic, inside: Option<usize>, whole: Span) -> Diagnostic {
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
pub fn of<T: Written>(yaml: &str) -> T {
    let tree = cuebook_yaml::parse(yaml);
    let mut reading = Reading::new(yaml, tree.broken);
    let read = T::read("test", &tree.root.unwrap(), &mut reading);
    let wrong = reading.finish();
    read.unwrap_or_else(|| panic!("{wrong:#?}"))
}
