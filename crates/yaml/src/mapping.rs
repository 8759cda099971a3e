//! Mappings with known keys, each declared once.
//!
//! [`mapping!`] declares a mapping: its keys, with the accepted values, the default and a
//! one-sentence description of each. The declaration is a type that can be read with all its
//! mistakes, and a table, a [`Mapping`], from which the JSON Schema, the language server and the
//! reference pages are made. A [`Value`] defines how one kind of value is read.

mod declare;
mod fields;
mod reader;
mod scalar;
mod spilt;
mod table;
mod value;

pub use crate::mapping;
pub use cuebook_core::words::{Choice, Word, Words};
pub use fields::{Fields, Slot};
pub use reader::{MAX_ENTRIES, Reader, State, listed};
pub use table::{Table, unlinked};
pub use value::{
    Bare, Count, Each, Field, Integer, Map, Needed, OneOf, OneOrMore, OrDefault, OrNothing, Placed,
    Range, Required, Text, Value, Whole, boolean_meant, example, map,
};

use crate::quantity::Measure;
use cuebook_core::diagnostic::Span;

/// A mapping of the format.
#[derive(Debug)]
pub struct Mapping {
    /// The name in the definitions of the JSON Schema.
    pub id: &'static str,
    /// The name in messages: `a cue`.
    pub name: &'static str,
    /// An example, as in a script.
    pub example: &'static str,
    /// The keys of all kinds of this mapping; see [`Mapping::keys`].
    pub all: &'static [Key],
    /// A mapping whose keys this one has too.
    pub base: Option<&'static Mapping>,
    /// The key that selects this kind; empty if there is one kind.
    pub kind: &'static str,
    /// The rules for keys that belong together or exclude each other.
    pub rules: &'static [Rule],
    /// Whether it has further keys, which are defined by the thing that it names.
    pub is_open: bool,
}

impl Mapping {
    /// Returns a mapping of one kind without rules.
    #[must_use]
    pub const fn plain(name: &'static str, example: &'static str, all: &'static [Key]) -> Mapping {
        Mapping {
            id: "",
            name,
            example,
            all,
            base: None,
            kind: "",
            rules: &[],
            is_open: false,
        }
    }

    /// Returns its keys, in the order of the declaration.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> + Clone {
        let kind = self.kind;
        let base = self.base.map_or(&[][..], |base| base.all);
        let all = base.iter().chain(self.all);
        all.filter(move |key| key.is_of(kind))
    }

    /// Returns one of its keys.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }

    /// Returns those of the given keys that this kind of the mapping has.
    pub fn among(&self, names: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
        let own = names.iter().copied();
        own.filter(|name| self.key(name).is_some())
    }
}

/// One key of a mapping.
#[derive(Copy, Clone, Debug)]
pub struct Key {
    /// The key as written in a script.
    pub name: &'static str,
    /// The description, in Markdown; links lead to headings of the reference page.
    pub about: &'static str,
    /// The accepted values.
    pub takes: Takes,
    /// Whether a mapping without the key is a mistake.
    pub required: bool,
    /// The value if the key is left out.
    pub default: Default,
    /// Bounds narrower than those of its measure.
    pub within: Option<(f64, f64)>,
    /// Example values, as in a script.
    pub examples: &'static [&'static str],
    /// The kinds of the mapping that have this key; empty if all have it.
    pub of: &'static [&'static str],
}

impl Key {
    /// Returns a key that takes a kind of value.
    #[must_use]
    pub const fn new<F: Field>(name: &'static str, about: &'static str) -> Key {
        Key {
            takes: F::VALUE,
            required: F::REQUIRED,
            ..Key::plain(name, about)
        }
    }

    /// Returns a key of which only name and description are declared.
    #[must_use]
    pub const fn plain(name: &'static str, about: &'static str) -> Key {
        Key {
            name,
            about,
            takes: Takes::Words,
            required: false,
            default: Default::NoDefault,
            within: None,
            examples: &[],
            of: &[],
        }
    }

    fn is_of(&self, kind: &str) -> bool {
        self.of.is_empty() || self.of.contains(&kind)
    }
}

/// The value of a key that is left out.
#[derive(Copy, Clone, Debug)]
pub enum Default {
    /// No default that can be written.
    NoDefault,
    /// A number, in the first unit of the key's measure.
    Number(f64),
    /// The lower and the upper end of a range, in the first unit.
    Numbers(f64, f64),
    /// A value as in a script.
    Written(&'static str),
    /// A description, in Markdown.
    Described(&'static str),
}

/// A rule for the keys of a mapping.
#[derive(Debug)]
pub enum Rule {
    /// Exactly one of these keys is required.
    OneOf {
        /// The keys, of which a mapping has one.
        keys: &'static [&'static str],
        /// The required key in the message; empty for the first that the mapping has.
        called: &'static str,
        /// The reason for the rule, for the message.
        why: &'static str,
    },
    /// One or more of these keys are required, as far as the kind has them.
    AnyOf(&'static [&'static str]),
    /// A key of the first list and a key of the second must not be together.
    Apart {
        /// The keys of the first list.
        one: &'static [&'static str],
        /// The keys of the second list.
        other: &'static [&'static str],
        /// The reason for the rule, for the message.
        why: &'static str,
    },
}

/// The accepted values of a key, or of an item of a list.
#[derive(Copy, Clone, Debug)]
pub enum Takes {
    /// Free text.
    Words,
    /// Words of the text.
    Quote,
    /// A formula of a recipe, with an example.
    Formula(&'static str),
    /// An expression over names of this kind, with an example.
    Expression(What, &'static str),
    /// A whole number, from the smallest to the largest.
    Whole(u64, u64),
    /// A whole number that may be negative, from the smallest to the largest.
    Integer(i64, i64),
    /// A number with its unit, if the measure has units.
    Quantity(&'static Measure),
    /// A quantity, or two with `..` between them.
    Range(&'static Measure),
    /// `true` or `false`.
    Boolean,
    /// One of several words.
    OneOf(&'static Choice),
    /// A relative path to a file with one of these endings.
    Path(&'static [&'static str]),
    /// The name that defines a thing.
    Declares(What),
    /// The name of a thing that is defined elsewhere.
    Refers(What),
    /// A mapping.
    Map(&'static Mapping),
    /// A mapping of one of several kinds.
    Kinds(&'static Kinds),
    /// A mapping from names to values.
    Named(What, &'static Takes),
    /// A mapping from the names of things that are defined elsewhere to values.
    ByName(What, &'static Takes),
    /// A list.
    Each(&'static Takes),
    /// A list of a fixed number of items.
    Exactly(usize, &'static Takes),
    /// A value of any of these forms.
    Either(&'static [Takes]),
    /// No value at all.
    Nothing,
}

/// The kind of thing that a name refers to: `role`, `cue`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct What(pub &'static str);

/// A name at one place of a script.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The place of the name in the script.
    pub span: Span,
    /// The kind of thing that the name refers to.
    pub what: What,
    /// The name as written.
    pub text: String,
    /// Whether the name is defined here.
    pub declares: bool,
}

/// A mapping whose keys depend on which of several keys it has.
#[derive(Debug)]
pub struct Kinds {
    /// The name in the definitions of the JSON Schema.
    pub id: &'static str,
    /// The kinds, each selected by one key.
    pub kinds: &'static [&'static Mapping],
    /// The message for a mapping of none of these kinds.
    pub lacks: &'static str,
}

/// A type that [`mapping!`] declares.
pub trait Declared: Sized {
    /// The table of its keys.
    const MAPPING: &'static Mapping;
    /// The data in addition to the values of its keys.
    type Beside;
    /// The state of its reader.
    type State: State;

    /// Reads all fields. Returns `None` if a required one is missing or wrong.
    fn fill(
        reader: &mut Reader<'_, Self::State>,
        fields: &Fields<'_, '_>,
        beside: Self::Beside,
    ) -> Option<Self>;
}
