//! The macros that declare the parts of a recipe, each once.
//!
//! [`written!`] declares a mapping, [`words!`] a choice of words, and [`choice!`]
//! a mapping with one of several keys. Each makes the type, the table of its keys
//! or words, and how it is read. A new generator is a `written!` and one line of
//! the `choice!` of sources.

/// Defines a mapping.
///
/// ```text
/// written! {
///     /// One bubble rising through a liquid.
///     pub struct Bubble: "a bubble", "{ radius: 3mm }" {
///         pub radius: Formula<Length>,
///         /// Default: 20 kHz.
///         pub low_pass = "low-pass": Option<Formula<Frequency>>,
///     }
///     within check        // optional: checks across keys, around the reading
/// }
/// ```
///
/// `named by "layer", at most 9` sets the key that identifies items of a list, and
/// the largest number of items.
macro_rules! written {
    (
        $(#[$meta:meta])*
        $vis:vis struct $Name:ident: $called:literal, $example:literal {
            $($(#[doc = $doc:literal])* $seen:vis $field:ident $(= $key:literal)?: $Type:ty),* $(,)?
        }
        $(within $around:path)?
        $(; named by $named:literal, at most $most:expr)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $Name {
            $($(#[doc = $doc])* $seen $field: $Type),*
        }

        impl $crate::recipe::read::Written for $Name {
            fn read(
                _key: &str,
                node: &cuebook_yaml::Node<'_>,
                at: &mut $crate::recipe::read::Reading<'_>,
            ) -> Option<Self> {
                use $crate::recipe::read::{Reading, around};
                use cuebook_yaml::key;
                use cuebook_yaml::mapping::{Key, Mapping};
                static MAPPING: Mapping = Mapping::plain(
                    $called,
                    $example,
                    &[$(Key::plain(key!($field $($key)?), concat!($($doc),*))),*],
                );
                let fields = at.reader.fields(node, &MAPPING)?;
                let read = |at: &mut Reading<'_>| {
                    // Read every field first, so that all mistakes are reported.
                    $(let $field = at.field::<$Type>(&fields, key!($field $($key)?));)*
                    Some($Name { $($field: $field?),* })
                };
                around!(&fields, at, read $(, $around)?)
            }

            fn example() -> &'static str {
                $example
            }

            $(
                const NAMED_BY: Option<&'static str> = Some($named);
                const MOST: usize = $most;
            )?
        }
    };
}

/// Reads directly, or inside the given function.
macro_rules! around {
    ($fields:expr, $at:expr, $read:expr) => {
        $read($at)
    };
    ($fields:expr, $at:expr, $read:expr, $around:path) => {
        $around($fields, $at, $read)
    };
}

/// Defines a choice of words; `or` names the default for a missing key.
///
/// ```text
/// words! {
///     pub enum Colour: "a colour of noise", or White {
///         White = "white",
///         Pink = "pink",
///     }
/// }
/// ```
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident: $called:literal $(, or $Absent:ident)? {
            $($(#[doc = $doc:literal])* $Word:ident = $word:literal),+ $(,)?
        }
    ) => {
        cuebook_core::words! {
            $(#[$meta])*
            pub enum $Name: $called {
                $($(#[doc = $doc])* $Word = $word),+
            }
        }

        impl $crate::recipe::read::Written for $Name {
            fn read(
                key: &str,
                node: &cuebook_yaml::Node<'_>,
                at: &mut $crate::recipe::read::Reading<'_>,
            ) -> Option<Self> {
                at.one_of(key, node)
            }

            $(
                fn absent() -> Option<Self> {
                    Some($Name::$Absent)
                }
            )?

            fn example() -> &'static str {
                [$($word),+][0]
            }
        }
    };
}

/// Defines a mapping with exactly one of several keys. `endless` lists the sources
/// that do not end without an envelope.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $vis:vis enum $Name:ident: $called:literal, $example:literal {
            endless { $($(#[doc = $on:literal])* $Endless:ident = $endless:literal: $On:ty),+ $(,)? }
            $($(#[doc = $doc:literal])* $Choice:ident = $key:literal: $Type:ty),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis enum $Name {
            $($(#[doc = $on])* $Endless($On),)+
            $($(#[doc = $doc])* $Choice($Type)),+
        }

        impl $Name {
            /// The keys of the sources that do not end without an envelope.
            pub const ENDLESS: &'static [&'static str] = &[$($endless),+];

            /// Returns whether the source does not end without an envelope.
            #[must_use]
            pub fn is_endless(&self) -> bool {
                matches!(self, $($Name::$Endless(_))|+)
            }
        }

        impl $crate::recipe::read::Written for $Name {
            fn read(
                _key: &str,
                node: &cuebook_yaml::Node<'_>,
                at: &mut $crate::recipe::read::Reading<'_>,
            ) -> Option<Self> {
                use $crate::recipe::read::Written;
                use cuebook_yaml::mapping::{Key, Mapping};
                static MAPPING: Mapping = Mapping::plain(
                    $called,
                    $example,
                    &[
                        $(Key::plain($endless, concat!($($on),*)),)+
                        $(Key::plain($key, concat!($($doc),*))),+
                    ],
                );
                let chosen = at.chosen(node, &MAPPING)?;
                match chosen.key {
                    $($endless => Written::read($endless, chosen.value, at).map($Name::$Endless),)+
                    $($key => Written::read($key, chosen.value, at).map($Name::$Choice),)+
                    _ => None,
                }
            }

            fn example() -> &'static str {
                $example
            }
        }
    };
}

pub(in crate::recipe) use {around, choice, words, written};
