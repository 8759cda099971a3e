//! Kinds of values: how each is read, and which values it accepts.

use std::marker::PhantomData;

use super::fields::{Fields, Slot};
use super::reader::{Reader, State};
use super::{Declared, Mapping, Takes, Words};
use crate::Kind;
use crate::quantity::{self, Measured};
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, shown};
use cuebook_core::units::Between;

/// A kind of value.
pub trait Value {
    /// The type of the value that was read.
    type Of;
    /// The state of its reader.
    type State: State;
    /// The accepted values, for messages and documentation.
    const TAKES: Takes;

    /// Reads a value. Reports a wrong one and returns `None`.
    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<Self::Of>;
}

/// A kind of value for a field of a mapping. A plain [`Value`] is optional, and a wrong one counts
/// as left out.
pub trait Field {
    /// The type of the field.
    type Field;
    /// The state of its reader.
    type State: State;
    /// The accepted values of the key.
    const VALUE: Takes;
    /// Whether a mapping without the key is a mistake.
    const REQUIRED: bool = false;

    /// Reads the value of a key. Returns `None` if the mapping cannot be read without it.
    fn take(
        reader: &mut Reader<'_, Self::State>,
        fields: &Fields<'_, '_>,
        key: &str,
    ) -> Option<Self::Field>;
}

impl<V: Value> Field for V {
    type Field = Option<V::Of>;
    type State = V::State;
    const VALUE: Takes = V::TAKES;

    fn take(
        reader: &mut Reader<'_, Self::State>,
        fields: &Fields<'_, '_>,
        key: &str,
    ) -> Option<Option<V::Of>> {
        Some(fields.get(key).and_then(|slot| V::read(reader, slot)))
    }
}

/// A required value. Its mapping cannot be read without it.
pub struct Required<V>(PhantomData<V>);

impl<V: Value> Field for Required<V> {
    type Field = V::Of;
    type State = V::State;
    const VALUE: Takes = V::TAKES;
    const REQUIRED: bool = true;

    fn take(
        reader: &mut Reader<'_, Self::State>,
        fields: &Fields<'_, '_>,
        key: &str,
    ) -> Option<V::Of> {
        fields.get(key).and_then(|slot| V::read(reader, slot))
    }
}

/// A required value. If it is missing, the rest of its mapping is kept.
pub struct Needed<V>(PhantomData<V>);

impl<V: Value> Field for Needed<V> {
    type Field = Option<V::Of>;
    type State = V::State;
    const VALUE: Takes = V::TAKES;
    const REQUIRED: bool = true;

    fn take(
        reader: &mut Reader<'_, Self::State>,
        fields: &Fields<'_, '_>,
        key: &str,
    ) -> Option<Option<V::Of>> {
        V::take(reader, fields, key)
    }
}

/// A value with the default of its type if it is left out.
pub struct OrDefault<V>(PhantomData<V>);

impl<V: Value<Of: Default>> Field for OrDefault<V> {
    type Field = V::Of;
    type State = V::State;
    const VALUE: Takes = V::TAKES;

    fn take(
        reader: &mut Reader<'_, Self::State>,
        fields: &Fields<'_, '_>,
        key: &str,
    ) -> Option<V::Of> {
        let read = fields.get(key).and_then(|slot| V::read(reader, slot));
        Some(read.unwrap_or_default())
    }
}

/// A declared mapping that has only its keys.
pub struct Map<T>(PhantomData<T>);

impl<T: Declared<Beside = ()>> Value for Map<T> {
    type Of = T;
    type State = T::State;
    const TAKES: Takes = Takes::Map(T::MAPPING);

    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<T> {
        map(reader, slot, T::MAPPING, ())
    }
}

/// A declared mapping that has its place in addition to its keys.
pub struct Placed<T>(PhantomData<T>);

impl<T: Declared<Beside = (Span,)>> Value for Placed<T> {
    type Of = T;
    type State = T::State;
    const TAKES: Takes = Takes::Map(T::MAPPING);

    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<T> {
        map(reader, slot, T::MAPPING, (slot.span(),))
    }
}

/// Reads one kind of a mapping. Of a mapping that cannot be read, only the id is recorded, so that
/// references to it are not reported.
pub fn map<T: Declared>(
    reader: &mut Reader<'_, T::State>,
    slot: Slot<'_, '_>,
    kind: &'static Mapping,
    beside: T::Beside,
) -> Option<T> {
    let fields = reader.fields(slot.value, kind)?;
    let names = reader.names.len();
    let read = T::fill(reader, &fields, beside);
    if read.is_none() {
        reader.names.truncate(names);
        let mut keys = kind.keys();
        let id = keys.find(|key| matches!(key.takes, Takes::Declares(_)));
        reader.lose(id.and_then(|id| fields.get(id.name)));
    }
    read
}

/// An optional value.
pub struct OrNothing<V>(PhantomData<V>);

impl<V: Value> Value for OrNothing<V> {
    type Of = V::Of;
    type State = V::State;
    const TAKES: Takes = Takes::Either(&[V::TAKES, Takes::Nothing]);

    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<V::Of> {
        if slot.value.is_empty() {
            return None;
        }
        V::read(reader, slot)
    }
}

/// A value with its place.
impl<V: Value> Value for Spanned<V> {
    type Of = Spanned<V::Of>;
    type State = V::State;
    const TAKES: Takes = V::TAKES;

    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<Spanned<V::Of>> {
        let value = V::read(reader, slot)?;
        Some(Spanned::new(value, slot.span()))
    }
}

/// A value without the place that its kind adds.
pub struct Bare<V>(PhantomData<V>);

impl<T, V: Value<Of = Spanned<T>>> Value for Bare<V> {
    type Of = T;
    type State = V::State;
    const TAKES: Takes = V::TAKES;

    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<T> {
        V::read(reader, slot).map(|spanned| spanned.value)
    }
}

/// A list. Wrong items are left out.
pub struct Each<V>(PhantomData<V>);

impl<V: Value> Value for Each<V> {
    type Of = Vec<V::Of>;
    type State = V::State;
    const TAKES: Takes = Takes::Each(&V::TAKES);

    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<Vec<V::Of>> {
        let items = reader.items(slot, example(&V::TAKES)).iter();
        let read = items.filter_map(|item| V::read(reader, slot.with(item)));
        Some(read.collect())
    }
}

/// A list of mappings, or a single mapping.
pub struct OneOrMore<V>(PhantomData<V>);

impl<V: Value> Value for OneOrMore<V> {
    type Of = Vec<V::Of>;
    type State = V::State;
    const TAKES: Takes = Takes::Either(&[V::TAKES, Takes::Each(&V::TAKES)]);

    fn read(reader: &mut Reader<'_, Self::State>, slot: Slot<'_, '_>) -> Option<Vec<V::Of>> {
        match slot.value.kind {
            Kind::Map(_) => V::read(reader, slot).map(|one| vec![one]),
            _ => Each::<V>::read(reader, slot),
        }
    }
}

/// Returns an example of an accepted value, for a message.
#[must_use]
pub fn example(takes: &Takes) -> &'static str {
    match takes {
        Takes::Formula(example) => example,
        Takes::OneOf(choice) => choice.words.first().map_or("…", |word| word.name),
        Takes::Map(mapping) => mapping.example,
        Takes::Kinds(kinds) => kinds.kinds.first().map_or("…", |first| first.example),
        _ => "…",
    }
}

/// Free text.
pub struct Text;

impl Value for Text {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Words;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let words = reader.scalar(slot, "words")?;
        Some(Spanned::new(words.to_owned(), slot.span()))
    }
}

/// `true` or `false`; no other words.
impl Value for bool {
    type Of = Spanned<bool>;
    type State = ();
    const TAKES: Takes = Takes::Boolean;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<bool>> {
        let words = reader.scalar(slot, "`true` or `false`")?;
        let meant = boolean_meant(words);
        if let Some(value) = meant.filter(|_| matches!(words, "true" | "false")) {
            return Some(Spanned::new(value, slot.span()));
        }
        let message = format!(
            "`{}` must be `true` or `false`, not `{}`",
            slot.key,
            shown(words)
        );
        let mut mistake = Diagnostic::error("not-boolean", slot.span(), message);
        if let Some(meant) = meant {
            mistake = mistake.mend(format!("write `{meant}`"), slot.span(), meant.to_string());
        }
        reader.report(mistake);
        None
    }
}

/// Returns the meaning of other words for true and false.
#[must_use]
pub fn boolean_meant(words: &str) -> Option<bool> {
    match words.to_lowercase().as_str() {
        "yes" | "on" | "y" | "1" | "true" => Some(true),
        "no" | "off" | "n" | "0" | "false" => Some(false),
        _ => None,
    }
}

/// A whole number between two bounds, both included.
pub struct Whole<const LOW: u64, const HIGH: u64>;

impl<const LOW: u64, const HIGH: u64> Value for Whole<LOW, HIGH> {
    type Of = Spanned<u64>;
    type State = ();
    const TAKES: Takes = Takes::Whole(LOW, HIGH);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<u64>> {
        let words = reader.scalar(slot, "a whole number")?;
        let digits = words.bytes().all(|b| b.is_ascii_digit());
        let signed = words.strip_prefix('-');
        let signed = signed.is_some_and(|rest| rest.parse::<f64>().is_ok());
        let mistake = match words.parse::<u64>() {
            Ok(value) if digits && (LOW..=HIGH).contains(&value) => {
                return Some(Spanned::new(value, slot.span()));
            }
            _ if digits || signed => {
                let message = format!("`{}` must be from {LOW} to {HIGH}", slot.key);
                Diagnostic::error("out-of-range", slot.span(), message)
            }
            _ => {
                let message = format!("`{}` is not a whole number", shown(words));
                Diagnostic::error("bad-number", slot.span(), message)
                    .hint(format!("for example `{}: 4`", slot.key))
            }
        };
        reader.report(mistake);
        None
    }
}

/// A whole number between two bounds, both included, which may be negative.
pub struct Integer<const LOW: i64, const HIGH: i64>;

impl<const LOW: i64, const HIGH: i64> Value for Integer<LOW, HIGH> {
    type Of = Spanned<i64>;
    type State = ();
    const TAKES: Takes = Takes::Integer(LOW, HIGH);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<i64>> {
        let words = reader.scalar(slot, "a whole number")?;
        let upright = words.replacen('−', "-", 1);
        let digits = upright.strip_prefix('-').unwrap_or(&upright);
        let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let value = upright.parse::<i64>().ok();
        if let Some(value) = value.filter(|value| is_whole && (LOW..=HIGH).contains(value)) {
            return Some(Spanned::new(value, slot.span()));
        }
        reader.report(match is_whole {
            true => {
                let message = format!("`{}` must be from {LOW} to {HIGH}", slot.key);
                Diagnostic::error("out-of-range", slot.span(), message)
            }
            false => {
                let message = format!("`{}` is not a whole number", shown(words));
                Diagnostic::error("bad-number", slot.span(), message)
                    .hint(format!("for example `{}: 3`", slot.key))
            }
        });
        None
    }
}

/// A whole number between two bounds, without its place. The bounds fit in 32 bits.
pub struct Count<const LOW: u64, const HIGH: u64>;

impl<const LOW: u64, const HIGH: u64> Value for Count<LOW, HIGH> {
    type Of = u32;
    type State = ();
    const TAKES: Takes = Whole::<LOW, HIGH>::TAKES;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<u32> {
        let whole = Whole::<LOW, HIGH>::read(reader, slot)?;
        u32::try_from(whole.value).ok()
    }
}

/// A quantity with its unit, or a plain number if the measure has no unit.
impl<M: Measured> Value for M {
    type Of = Spanned<M::Unit>;
    type State = ();
    const TAKES: Takes = Takes::Quantity(M::MEASURE);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<M::Unit>> {
        let words = reader.scalar(slot, M::MEASURE.name)?;
        let value = quantity::parse(words, M::MEASURE);
        let value = reader.quantity(slot, words, M::MEASURE, value)?;
        Some(Spanned::new(M::of(value), slot.span()))
    }
}

/// A quantity, or a range of it.
pub struct Range<M>(PhantomData<M>);

impl<M: Measured> Value for Range<M> {
    type Of = Spanned<Between<M::Unit>>;
    type State = ();
    const TAKES: Takes = Takes::Range(M::MEASURE);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Self::Of> {
        let words = reader.scalar(slot, M::MEASURE.name)?;
        let range = quantity::parse_range(words, M::MEASURE);
        let Between { low, high } = reader.quantity(slot, words, M::MEASURE, range)?;
        let (low, high) = (M::of(low), M::of(high));
        Some(Spanned::new(Between { low, high }, slot.span()))
    }
}

/// One of the words of a choice.
pub struct OneOf<W>(PhantomData<W>);

impl<W: Words> Value for OneOf<W> {
    type Of = Spanned<W>;
    type State = ();
    const TAKES: Takes = Takes::OneOf(&W::CHOICE);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<W>> {
        let word = reader.scalar(slot, "a word")?;
        let value = W::of_word(word);
        if value.is_none() {
            reader.unknown_word(slot, word, &W::CHOICE);
        }
        value.map(|value| Spanned::new(value, slot.span()))
    }
}
