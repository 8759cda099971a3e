//! Fingerprints: hashes of values, for keys that depend only on content.
//!
//! A type implements [`Fingerprint`] by feeding each significant field to a
//! [`Hasher`]. The macro [`fingerprint!`](crate::fingerprint!) writes the
//! implementation from a list of fields. It names every field in a pattern
//! without `..`, so code with a new field does not compile until the list
//! includes or excludes it.
//!
//! Different values of one type feed different bytes: numbers are fed by their
//! bits, text and lists after their length, and variants after a tag.

use std::ops::Range;
use std::sync::Arc;

use crate::units::{
    Between, Decibels, Degrees, Frames, Gain, Hertz, Lufs, Metres, PerMinute, Seconds,
};

/// Collects the bytes of a value.
pub struct Hasher(blake3::Hasher);

/// A value that can be part of a key.
pub trait Fingerprint {
    /// Feeds the significant parts of the value, in a fixed order.
    fn feed(&self, hasher: &mut Hasher);
}

/// Returns the BLAKE3 hash of a value.
///
/// `kind` is the purpose of the hash: hashes of different kinds are never equal.
/// Raise `version` when equal values lead to another result.
#[must_use]
pub fn of<T: Fingerprint + ?Sized>(kind: &str, version: u32, value: &T) -> [u8; 32] {
    let mut hasher = Hasher(blake3::Hasher::new());
    kind.feed(&mut hasher);
    version.feed(&mut hasher);
    value.feed(&mut hasher);
    *hasher.0.finalize().as_bytes()
}

/// Implements [`Fingerprint`] for structs and enums.
///
/// ```text
/// fingerprint! {
///     struct Part { trim, form, place } without { span }
///     struct Metres(metres)
///     enum Spoken { 0 => Respelling(text), 1 => Ipa(text) }
/// }
/// ```
///
/// Every field and every variant must be listed. The fields after `without`
/// do not count. The tags of an enum are part of its keys; two equal tags do
/// not compile.
#[macro_export]
macro_rules! fingerprint {
    () => {};
    (struct $name:ident { $($field:ident),* $(,)? } without { $($out:ident),* $(,)? } $($rest:tt)*) => {
        impl $crate::fingerprint::Fingerprint for $name {
            fn feed(&self, hasher: &mut $crate::fingerprint::Hasher) {
                let $name { $($field,)* $($out: _,)* } = self;
                $($crate::fingerprint::Fingerprint::feed($field, hasher);)*
            }
        }
        $crate::fingerprint!($($rest)*);
    };
    (struct $name:ident { $($field:ident),* $(,)? } $($rest:tt)*) => {
        $crate::fingerprint!(struct $name { $($field),* } without {} $($rest)*);
    };
    (struct $name:ident ($field:ident) $($rest:tt)*) => {
        impl $crate::fingerprint::Fingerprint for $name {
            fn feed(&self, hasher: &mut $crate::fingerprint::Hasher) {
                let $name($field) = self;
                $crate::fingerprint::Fingerprint::feed($field, hasher);
            }
        }
        $crate::fingerprint!($($rest)*);
    };
    (enum $name:ident { $(
        $tag:literal => $variant:ident
            $(($item:ident))?
            $({ $($field:ident),* $(,)? })?
    ),* $(,)? } $($rest:tt)*) => {
        impl $crate::fingerprint::Fingerprint for $name {
            fn feed(&self, hasher: &mut $crate::fingerprint::Hasher) {
                #[repr(u8)]
                enum Tag { $($variant = $tag),* }
                match self {
                    $($name::$variant $(($item))? $({ $($field),* })? => {
                        $crate::fingerprint::Fingerprint::feed(&(Tag::$variant as u8), hasher);
                        $($crate::fingerprint::Fingerprint::feed($item, hasher);)?
                        $($($crate::fingerprint::Fingerprint::feed($field, hasher);)*)?
                    })*
                }
            }
        }
        $crate::fingerprint!($($rest)*);
    };
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Fingerprint for $number {
            fn feed(&self, hasher: &mut Hasher) {
                hasher.0.update(&self.to_le_bytes());
            }
        })*
    };
}

// A float is fed by its bits, so 0.0 and -0.0 are different.
numbers!(u8, u16, u32, u64, i64, f32, f64);

fingerprint! {
    struct Frames(frames)
    struct Seconds(seconds)
    struct Decibels(decibels)
    struct Gain(factor)
    struct Lufs(lufs)
    struct Hertz(hertz)
    struct Metres(metres)
    struct Degrees(degrees)
    struct PerMinute(events)
}

impl Fingerprint for usize {
    fn feed(&self, hasher: &mut Hasher) {
        (*self as u64).feed(hasher);
    }
}

impl Fingerprint for bool {
    fn feed(&self, hasher: &mut Hasher) {
        u8::from(*self).feed(hasher);
    }
}

impl Fingerprint for str {
    fn feed(&self, hasher: &mut Hasher) {
        self.len().feed(hasher);
        hasher.0.update(self.as_bytes());
    }
}

impl Fingerprint for String {
    fn feed(&self, hasher: &mut Hasher) {
        self.as_str().feed(hasher);
    }
}

impl<T: Fingerprint> Fingerprint for [T] {
    fn feed(&self, hasher: &mut Hasher) {
        self.len().feed(hasher);
        for item in self {
            item.feed(hasher);
        }
    }
}

impl<T: Fingerprint> Fingerprint for Vec<T> {
    fn feed(&self, hasher: &mut Hasher) {
        self.as_slice().feed(hasher);
    }
}

impl<T: Fingerprint, const N: usize> Fingerprint for [T; N] {
    fn feed(&self, hasher: &mut Hasher) {
        self.as_slice().feed(hasher);
    }
}

impl<T: Fingerprint> Fingerprint for Option<T> {
    fn feed(&self, hasher: &mut Hasher) {
        self.is_some().feed(hasher);
        if let Some(value) = self {
            value.feed(hasher);
        }
    }
}

impl<T: Fingerprint + ?Sized> Fingerprint for &T {
    fn feed(&self, hasher: &mut Hasher) {
        (**self).feed(hasher);
    }
}

impl<T: Fingerprint + ?Sized> Fingerprint for Arc<T> {
    fn feed(&self, hasher: &mut Hasher) {
        (**self).feed(hasher);
    }
}

impl<T: Fingerprint> Fingerprint for Range<T> {
    fn feed(&self, hasher: &mut Hasher) {
        let Range { start, end } = self;
        start.feed(hasher);
        end.feed(hasher);
    }
}

impl<T: Fingerprint> Fingerprint for Between<T> {
    fn feed(&self, hasher: &mut Hasher) {
        let Between { low, high } = self;
        low.feed(hasher);
        high.feed(hasher);
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: Fingerprint),+> Fingerprint for ($($name,)+) {
            #[allow(non_snake_case)]
            fn feed(&self, hasher: &mut Hasher) {
                let ($($name,)+) = self;
                $($name.feed(hasher);)+
            }
        }
    };
}

tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);

#[cfg(test)]
mod tests {
    use super::*;

    struct Pair {
        left: String,
        right: String,
        #[expect(dead_code, reason = "the field that does not count")]
        note: u8,
    }

    enum Choice {
        None,
        Text(String),
        Both { first: u8, second: u8 },
    }

    crate::fingerprint! {
        struct Pair { left, right } without { note }
        enum Choice { 0 => None, 1 => Text(text), 2 => Both { first, second } }
    }

    fn hash(value: &(impl Fingerprint + ?Sized)) -> [u8; 32] {
        of("test", 1, value)
    }

    fn pair(left: &str, right: &str, note: u8) -> [u8; 32] {
        let (left, right) = (left.to_owned(), right.to_owned());
        hash(&Pair { left, right, note })
    }

    #[test]
    fn kind_and_version_count() {
        assert_eq!(of("take", 1, "x"), of("take", 1, "x"));
        assert_ne!(of("take", 1, "x"), of("take", 2, "x"));
        assert_ne!(of("take", 1, "x"), of("room", 1, "x"));
    }

    #[test]
    fn every_listed_field_counts_and_no_other() {
        assert_eq!(pair("a", "b", 0), pair("a", "b", 1));
        assert_ne!(pair("a", "b", 0), pair("x", "b", 0));
        assert_ne!(pair("a", "b", 0), pair("a", "x", 0));
    }

    #[test]
    fn neighbours_do_not_run_into_each_other() {
        assert_ne!(pair("ab", "c", 0), pair("a", "bc", 0));
        assert_ne!(
            hash(&(vec![1_u8], vec![2_u8, 3])),
            hash(&(vec![1_u8, 2], vec![3_u8]))
        );
        assert_ne!(
            hash(&(Some(0_u8), None::<u8>)),
            hash(&(None::<u8>, Some(0_u8)))
        );
        assert_ne!(hash(&[Some(0_u8)]), hash(&[None, Some(0_u8)]));
    }

    #[test]
    fn every_value_of_a_type_has_a_hash() {
        let choices = [
            Choice::None,
            Choice::Text(String::new()),
            Choice::Text("a".to_owned()),
            Choice::Both {
                first: 0,
                second: 1,
            },
            Choice::Both {
                first: 1,
                second: 0,
            },
        ];
        let mut hashes: Vec<_> = choices.iter().map(hash).collect();
        hashes.extend([hash(&0.5_f32), hash(&0.5_f64), hash(&1_u8), hash(&1_u16)]);
        hashes.extend([hash(&1_u32), hash(&1_u64), hash(&2_i64), hash(&"1")]);
        hashes.extend([
            hash(&(1_u8..2)),
            hash(&Range {
                start: 2_u8,
                end: 1,
            }),
            hash(&(0.0, -0.0)),
        ]);
        let between = |low, high| hash(&Between { low, high });
        hashes.extend([between(1_i64, 2), between(2, 1)]);
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }

    #[test]
    fn the_encoding_is_as_documented() {
        let mut bytes = blake3::Hasher::new();
        bytes.update(&4_u64.to_le_bytes()).update(b"test");
        bytes.update(&1_u32.to_le_bytes());
        bytes
            .update(&[1])
            .update(&2_u64.to_le_bytes())
            .update(b"ab");
        bytes.update(&0.5_f64.to_bits().to_le_bytes());
        let value = (Some("ab"), Seconds(0.5));
        assert_eq!(hash(&value), *bytes.finalize().as_bytes());
    }
}
