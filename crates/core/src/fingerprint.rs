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
mod tests;
