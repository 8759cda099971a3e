//! The macros that declare mappings and words.

/// The key of a field: the name of the field, or another name that is given.
#[doc(hidden)]
#[macro_export]
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// The first of several types.
#[doc(hidden)]
#[macro_export]
macro_rules! first {
    ($first:ty $(, $rest:ty)*) => {
        $first
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
///     check: function;                        // optional: further checks, before it is read
/// }
/// ```
///
/// The comment on a key is its description in all outputs. The type after it is a
/// [`Field`](super::Field), which defines how the key is read and which values it accepts. Further
/// parts of its [`Key`](super::Key) follow in braces. A field that is read from several keys is
/// followed by `|` and each further key.
#[macro_export]
macro_rules! mapping {
    (
        $(#[$meta:meta])*
        $vis:vis struct $Name:ident: $id:literal, $called:literal, $example:literal {
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
        $(check: $check:path;)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $Name {
            $($(#[$bmeta])* pub $beside: $Beside,)*
            $($(#[doc = $about])* pub $field: <$Kind as $crate::mapping::Field>::Field,)*
        }

        impl $Name {
            const KEYS: &'static [$crate::mapping::Key] = {
                #[allow(unused_imports)]
                use $crate::mapping::Default::*;
                use $crate::mapping::Key;
                &[$(
                    Key {
                        $($($part: $set,)*)?
                        ..Key::new::<$Kind>(
                            $crate::key!($field $($key)?),
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
            const BASE: Option<&'static $crate::mapping::Mapping> = {
                const GIVEN: &[&$crate::mapping::Mapping] = &[$($base)?];
                match GIVEN {
                    [base, ..] => Some(base),
                    [] => None,
                }
            };
            const RULES: &'static [$crate::mapping::Rule] = {
                #[allow(unused_imports)]
                use $crate::mapping::Rule::*;
                const GIVEN: &[&[$crate::mapping::Rule]] = &[$($rules)?];
                match GIVEN {
                    [rules, ..] => rules,
                    [] => &[],
                }
            };
            $($(
                #[doc = concat!("The keys of ", $kcalled, ".")]
                pub(crate) const $KIND: &'static $crate::mapping::Mapping =
                    &$crate::mapping::Mapping {
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

        impl $crate::mapping::Declared for $Name {
            const MAPPING: &'static $crate::mapping::Mapping =
                &$crate::mapping::Mapping {
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
            type State = $crate::first!($(<$Kind as $crate::mapping::Field>::State),*);

            fn fill(
                reader: &mut $crate::mapping::Reader<'_, Self::State>,
                fields: &$crate::mapping::Fields<'_, '_>,
                ($($beside,)*): Self::Beside,
            ) -> Option<Self> {
                $($check(reader, fields);)?
                // Every key is read, so that every mistake is found.
                $(
                    let $field = <$Kind as $crate::mapping::Field>::take(
                        reader,
                        fields,
                        $crate::key!($field $($key)?),
                    );
                )*
                Some($Name { $($beside,)* $($field: $field?,)* })
            }
        }
    };
}
