//! The kinds of values of a recipe.

use std::marker::PhantomData;

use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Slot, Takes, Value, What, Words, example};

use super::{MOST_ITEMS, Reading, State, inside, meant, placed};
use crate::recipe::formula::{Formula, QuantityKind};
use cuebook_core::diagnostic::{Diagnostic, Spanned, shown};

/// Declares kinds of values that are free text.
macro_rules! texts {
    ($($(#[$doc:meta])* $Name:ident: $takes:expr;)+) => {$(
        $(#[$doc])*
        pub struct $Name;

        impl Value for $Name {
            type Of = String;
            type State = State;
            const TAKES: Takes = $takes;

            fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<String> {
                at.scalar(slot, "words").map(str::to_owned)
            }
        }
    )+};
}

texts! {
    /// Free text.
    Text: Takes::Words;
    /// A name that no other item of the same list has.
    Id: Takes::Declares(What("item"));
}

/// One of the words of a choice.
pub struct Word<W>(PhantomData<W>);

impl<W: Words> Value for Word<W> {
    type Of = W;
    type State = State;
    const TAKES: Takes = Takes::OneOf(&W::CHOICE);

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<W> {
        let called = W::CHOICE.what;
        let word = at.scalar(slot, called)?;
        let found = W::of_word(word);
        if found.is_none() {
            let message = format!("`{}` is not {called}", shown(word));
            let mistake = Diagnostic::error("unknown-word", slot.span(), message);
            let names: Vec<&'static str> = W::CHOICE.names().collect();
            at.report(meant(mistake, word, &names));
        }
        found
    }
}

impl<D: QuantityKind> Value for Formula<D> {
    type Of = Formula<D>;
    type State = State;
    const TAKES: Takes = Takes::Formula(D::EXAMPLE);

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<Formula<D>> {
        let text = at.scalar(slot, "a value")?;
        match Formula::<D>::parse(text, &at.state.params) {
            Ok(formula) => {
                if let Some(place) = at.state.not_finite(&formula) {
                    let message = format!("`{}` is not a finite number{place}", shown(text));
                    at.report(Diagnostic::error("not-finite", slot.span(), message));
                }
                Some(formula)
            }
            Err(mistakes) => {
                let inside = inside(slot.value, text, at.source);
                for mistake in mistakes {
                    at.report(placed(mistake, inside, slot.span()));
                }
                None
            }
        }
    }
}

/// A list. It is read if all its items are.
pub struct Items<V, const MOST: usize = MOST_ITEMS>(PhantomData<V>);

impl<V: Value<State = State>, const MOST: usize> Value for Items<V, MOST> {
    type Of = Vec<V::Of>;
    type State = State;
    const TAKES: Takes = Takes::Each(&V::TAKES);

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<Vec<V::Of>> {
        let Kind::List(items) = &slot.value.kind else {
            let example = format!("{}: [{}]", slot.key, example(&V::TAKES));
            at.wrong_shape(slot, "a list", &example);
            return None;
        };
        if items.len() > MOST {
            let message = format!(
                "`{}` has {} items; {MOST} is the limit",
                slot.key,
                items.len()
            );
            at.report(Diagnostic::error("too-many", slot.span(), message));
            return None;
        }
        let slots = items.iter().map(|item| Slot {
            key_span: item.span,
            value: item,
            ..slot
        });
        let ids: Vec<Spanned<String>> = slots.clone().filter_map(id::<V>).collect();
        at.distinct(ids.iter());
        // Read every item first, so that all mistakes are reported.
        let read: Vec<Option<V::Of>> = slots.map(|slot| V::read(at, slot)).collect();
        read.into_iter().collect()
    }
}

/// Returns the id of an item of a list, if its kind has one.
fn id<V: Value>(slot: Slot<'_, '_>) -> Option<Spanned<String>> {
    let (Takes::Map(mapping), Kind::Map(entries)) = (V::TAKES, &slot.value.kind) else {
        return None;
    };
    let mut keys = mapping.keys();
    let key = keys.find(|key| matches!(key.takes, Takes::Declares(_)))?;
    let value = &entries.iter().find(|entry| entry.key == key.name)?.value;
    match &value.kind {
        Kind::Scalar(words, _) if !words.is_empty() => {
            Some(Spanned::new(words.to_string(), value.span))
        }
        _ => None,
    }
}

/// A list with at least one item.
pub struct NotEmpty<V>(PhantomData<V>);

impl<V: Value<State = State>> Value for NotEmpty<V> {
    type Of = V::Of;
    type State = State;
    const TAKES: Takes = V::TAKES;

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<V::Of> {
        // The items of a broken recipe may be lost.
        if matches!(&slot.value.kind, Kind::List(items) if items.is_empty()) && !at.broken {
            let message = format!("`{}` is empty; it needs at least one item", slot.key);
            at.report(Diagnostic::error("empty-value", slot.span(), message));
        }
        V::read(at, slot)
    }
}
