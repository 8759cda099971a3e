//! A mapping with exactly one of several keys.

use cuebook_yaml::mapping::{Fields, Mapping, Slot};

use super::{Reading, meant};
use cuebook_core::diagnostic::{Diagnostic, shown};

/// Defines a mapping with exactly one of several keys. `endless` lists the sources
/// that do not end without an envelope.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $vis:vis enum $Name:ident: $called:literal, $example:literal {
            endless { $($(#[doc = $on:literal])* $Endless:ident = $endless:literal: $On:ty),+ $(,)? }
            $($(#[doc = $doc:literal])* $Choice:ident = $key:literal: $Kind:ty),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis enum $Name {
            $($(#[doc = $on])* $Endless(<$On as Value>::Of),)+
            $($(#[doc = $doc])* $Choice(<$Kind as Value>::Of)),+
        }

        impl $Name {
            /// The keys of the sources that do not end without an envelope.
            pub const ENDLESS: &'static [&'static str] = &[$($endless),+];

            const MAPPING: &'static Mapping = &Mapping::plain(
                $called,
                $example,
                &[
                    $(Key::plain($endless, concat!($($on),*)),)+
                    $(Key::plain($key, concat!($($doc),*))),+
                ],
            );

            /// Returns whether the source does not end without an envelope.
            #[must_use]
            pub fn is_endless(&self) -> bool {
                matches!(self, $($Name::$Endless(_))|+)
            }
        }

        impl Value for $Name {
            type Of = $Name;
            type State = State;
            const TAKES: Takes = Takes::Map($Name::MAPPING);

            fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<$Name> {
                let chosen = chosen(at, slot, $Name::MAPPING)?;
                match chosen.key {
                    $($endless => <$On>::read(at, chosen).map($Name::$Endless),)+
                    $($key => <$Kind>::read(at, chosen).map($Name::$Choice),)+
                    _ => None,
                }
            }
        }
    };
}

pub(in crate::recipe) use choice;

/// Returns the single entry of a mapping that makes a choice.
pub(crate) fn chosen<'n, 's>(
    at: &mut Reading<'_>,
    slot: Slot<'n, 's>,
    mapping: &'static Mapping,
) -> Option<Slot<'n, 's>> {
    let Mapping { name, example, .. } = mapping;
    let Some(fields) = Fields::open(slot.value, mapping) else {
        let shape = slot.value.shape();
        let message = format!("a {name} must be a mapping, but this is {shape}");
        let mistake = Diagnostic::error("wrong-shape", slot.span(), message);
        at.report(mistake.hint(format!("for example `{example}`")));
        return None;
    };
    let keys: Vec<&'static str> = mapping.keys().map(|key| key.name).collect();
    for entry in fields.entries() {
        if !keys.contains(&&*entry.key) {
            let message = format!("there is no {name} `{}`", shown(&entry.key));
            let mistake = Diagnostic::error("unknown-generator", entry.key_span, message);
            at.report(meant(mistake, &entry.key, &keys));
        }
    }
    let mut known = fields.among(&keys);
    if fields.entries().is_empty() {
        let message = format!("a {name} is missing here");
        let mistake = Diagnostic::error("missing-key", slot.span(), message);
        at.report(mistake.hint(format!("for example `{example}`")));
    }
    let why = format!("a layer has one {name}; use a separate layer for each");
    at.exclusive(&known, &why);
    known.pop().filter(|_| known.is_empty())
}
