//! The macros that declare mappings and words.

/// The key of a field: its own name, or another that is given.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Declares a mapping: a type, how it is read, and the table of its keys.
///
/// ```text
/// mapping! {
///     /// The wall or door between a sound and the listener.
///     pub struct Barrier: "barrier", "a barrier", "wall: { loss: 20dB }" {
///         name: Spanned<String>,              // no key: given by who reads it
///     } keys {
///         /// How much quieter sounds are behind it.
///         loss: Loss { default: Number(20.0), examples: &["20dB"] },
///         /// How it opens and shuts in the course of the show.
///         rides = "ride": Rides,              // a field of another name
///     }
///     base: Other::MAPPING;                   // optional: its keys are keys here too
///     rules: &[…];                            // optional: what holds between keys
///     kinds: SPOT "spot", "a spot", "…";      // optional: one key says which kind it is
/// }
/// ```
///
/// The comment on a key is its description, everywhere. The type behind it is a
/// [`Field`](super::Field) that says how it is read and what it takes. In braces
/// follow further parts of its [`Key`](super::Key). A field that is read from
/// several keys is followed by `|` and each further key.
macro_rules! mapping {
    (
        $(#[$meta:meta])*
        pub struct $Name:ident: $id:literal, $called:literal, $example:literal {
            $($(#[$bmeta:meta])* $beside:ident: $Beside:ty),* $(,)?
        } keys {
            $(
                $(#[doc = $about:literal])*
                $field:ident $(= $key:literal)?: $Kind:ty $({ $($part:ident: $set:expr),* $(,)? })?
                $(
                    | $(#[doc = $oabout:literal])*
                    $okey:literal: $OKind:ty $({ $($opart:ident: $oset:expr),* $(,)? })?
                )*
            ),* $(,)?
        }
        $(base: $base:expr;)?
        $(rules: $rules:expr;)?
        $(kinds: $($KIND:ident $kind:literal, $kcalled:literal, $kexample:literal $(, $open:ident)?);+;)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $Name {
            $($(#[$bmeta])* pub $beside: $Beside,)*
            $($(#[doc = $about])* pub $field: <$Kind as $crate::script::mapping::Field>::Field,)*
        }

        impl $Name {
            const KEYS: &'static [$crate::script::mapping::Key] = {
                #[allow(unused_imports)]
                use $crate::script::mapping::Default::*;
                use $crate::script::mapping::Key;
                &[$(
                    Key {
                        $($($part: $set,)*)?
                        ..Key::new::<$Kind>(
                            $crate::script::mapping::key!($field $($key)?),
                            concat!($($about),*),
                        )
                    },
                    $(
                        Key {
                            $($($opart: $oset,)*)?
                            ..Key::new::<$OKind>($okey, concat!($($oabout),*))
                        },
                    )*
                )*]
            };
            const BASE: Option<&'static $crate::script::mapping::Mapping> = {
                const GIVEN: &[&$crate::script::mapping::Mapping] = &[$($base)?];
                match GIVEN {
                    [base, ..] => Some(base),
                    [] => None,
                }
            };
            const RULES: &'static [$crate::script::mapping::Rule] = {
                #[allow(unused_imports)]
                use $crate::script::mapping::Rule::*;
                const GIVEN: &[&[$crate::script::mapping::Rule]] = &[$($rules)?];
                match GIVEN {
                    [rules, ..] => rules,
                    [] => &[],
                }
            };
            $($(
                pub const $KIND: &'static $crate::script::mapping::Mapping =
                    &$crate::script::mapping::Mapping {
                        id: $kind,
                        name: $kcalled,
                        example: $kexample,
                        all: $Name::KEYS,
                        base: $Name::BASE,
                        kind: $kind,
                        rules: $Name::RULES,
                        is_open: !stringify!($($open)?).is_empty(),
                    };
            )+)?
        }

        impl $crate::script::mapping::Declared for $Name {
            const MAPPING: &'static $crate::script::mapping::Mapping =
                &$crate::script::mapping::Mapping {
                    id: $id,
                    name: $called,
                    example: $example,
                    all: $Name::KEYS,
                    base: $Name::BASE,
                    kind: "",
                    rules: $Name::RULES,
                    is_open: false,
                };
            type Beside = ($($Beside,)*);

            fn fill(
                reader: &mut $crate::script::mapping::Reader<'_>,
                fields: &$crate::script::mapping::Fields<'_, '_>,
                ($($beside,)*): Self::Beside,
            ) -> Option<Self> {
                // Every key is read, so that every mistake is found.
                $(
                    let $field = <$Kind as $crate::script::mapping::Field>::take(
                        reader,
                        fields,
                        $crate::script::mapping::key!($field $($key)?),
                    );
                )*
                Some($Name { $($beside,)* $($field: $field?,)* })
            }
        }
    };
}

/// Declares a choice of words: a type, and the table of its words. The comment
/// on a word says what it means.
///
/// ```text
/// words! {
///     /// How a line is spoken.
///     pub enum Tone: "tone" {
///         /// as the voice speaks
///         Neutral = "neutral",
///     }
/// }
/// ```
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident: $what:literal $(, or $or:literal)? {
            $($(#[doc = $about:literal])* $Word:ident = $word:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $Name {
            $($(#[doc = $about])* $Word),+
        }

        impl $Name {
            /// Every word with its value.
            pub const NAMES: &'static [(&'static str, $Name)] = &[$(($word, $Name::$Word)),+];

            /// The value of a word.
            #[must_use]
            pub fn named(word: &str) -> Option<$Name> {
                let known = $Name::NAMES.iter().find(|(name, _)| *name == word);
                known.map(|(_, value)| *value)
            }

            /// The word of this value.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $($Name::$Word => $word),+
                }
            }
        }

        impl $crate::script::mapping::Words for $Name {
            const CHOICE: $crate::script::mapping::Choice = $crate::script::mapping::Choice {
                what: $what,
                code: concat!("unknown-", $what),
                words: &[$($crate::script::mapping::Word {
                    name: $word,
                    about: concat!($($about),*),
                }),+],
                or: concat!($($or)?),
                is_open: false,
            };

            fn of_word(word: &str) -> Option<$Name> {
                $Name::named(word)
            }
        }
    };
}

pub(crate) use {key, mapping, words};
