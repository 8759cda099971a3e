//! Mappings with known keys, each declared once.
//!
//! [`mapping!`] declares a mapping: its keys, what each takes, its default, and
//! one sentence about it. The declaration is a type that is read with all
//! mistakes in it, and a table, a [`Mapping`], from which the JSON Schema, the
//! language server and the reference pages are made. A [`Value`] says how one
//! kind of value is read.

mod declare;
mod reader;
mod scalar;
mod table;
mod value;

pub use crate::mapping;
pub use cuebook_core::words::{Choice, Word, Words};
pub use reader::{Fields, MAX_ENTRIES, Reader, listed};
pub use table::{Table, unlinked};
pub use value::{
    Bare, Each, Field, Map, Needed, OneOf, OneOrMore, OrDefault, OrNothing, Placed, Range,
    Required, Slot, Text, Value, Whole, boolean_meant, map,
};

use crate::diagnostic::Span;
use crate::quantity::Measure;

/// A mapping that the format knows.
#[derive(Debug)]
pub struct Mapping {
    /// Its name among the definitions of the JSON Schema.
    pub id: &'static str,
    /// Its name in messages: `a cue`.
    pub name: &'static str,
    /// One that could be in a script.
    pub example: &'static str,
    /// The keys of all kinds of this mapping; see [`Mapping::keys`].
    pub all: &'static [Key],
    /// A mapping whose keys this one has too.
    pub base: Option<&'static Mapping>,
    /// The key that makes it this kind of several; empty if there is one kind.
    pub kind: &'static str,
    pub rules: &'static [Rule],
    /// Whether it has further keys, which only the thing that it names knows.
    pub is_open: bool,
}

impl Mapping {
    /// A mapping of one kind without rules.
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

    /// Its keys, in the order of the declaration.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> + Clone {
        let kind = self.kind;
        let base = self.base.map_or(&[][..], |base| base.all);
        let all = base.iter().chain(self.all);
        all.filter(move |key| key.is_of(kind))
    }

    /// One of its keys.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }

    /// Those among some keys that this kind of the mapping has.
    pub fn among(&self, names: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
        let own = names.iter().copied();
        own.filter(|name| self.key(name).is_some())
    }
}

/// One key of a mapping.
#[derive(Copy, Clone, Debug)]
pub struct Key {
    pub name: &'static str,
    /// What it does, in Markdown; links lead to headings of the reference page.
    pub about: &'static str,
    pub takes: Takes,
    pub required: bool,
    pub default: Default,
    /// Bounds narrower than those of its measure.
    pub within: Option<(f64, f64)>,
    /// Values as a script would have them.
    pub examples: &'static [&'static str],
    /// The kinds of the mapping that have this key; empty if all have it.
    pub of: &'static [&'static str],
}

impl Key {
    /// A key that takes a kind of value.
    #[must_use]
    pub const fn new<F: Field>(name: &'static str, about: &'static str) -> Key {
        Key {
            takes: F::VALUE,
            required: F::REQUIRED,
            ..Key::plain(name, about)
        }
    }

    /// A key of which only name and description are declared.
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

/// The value that holds where a key is left out.
#[derive(Copy, Clone, Debug)]
pub enum Default {
    /// None that has a name.
    NoDefault,
    /// A number, in the first unit of the key's measure.
    Number(f64),
    /// The lower and the upper end of a range, in the first unit.
    Numbers(f64, f64),
    /// A value as a script would have it.
    Written(&'static str),
    /// A description, in Markdown.
    Described(&'static str),
}

/// What holds between the keys of a mapping.
#[derive(Debug)]
pub enum Rule {
    /// One of these keys is needed, and no two may be together.
    OneOf {
        keys: &'static [&'static str],
        /// The needed key in the message; empty for the first that the mapping has.
        called: &'static str,
        why: &'static str,
    },
    /// One of these keys or more are needed, as far as the kind has them.
    AnyOf(&'static [&'static str]),
    /// No key of the first list may be with one of the second.
    Apart {
        one: &'static [&'static str],
        other: &'static [&'static str],
        why: &'static str,
    },
}

/// What may be written behind a key, or as an item of a list.
#[derive(Copy, Clone, Debug)]
pub enum Takes {
    /// Free words.
    Words,
    /// Words of the text.
    Quote,
    /// A whole number, from the least to the greatest.
    Whole(u64, u64),
    Quantity(&'static Measure),
    /// A quantity, or two with `..` between them.
    Range(&'static Measure),
    /// `true` or `false`.
    Boolean,
    OneOf(&'static Choice),
    /// A relative path to a file with one of these endings.
    Path(&'static [&'static str]),
    /// The name under which a thing is known.
    Declares(What),
    /// The name of a thing that is declared elsewhere.
    Refers(What),
    /// A mapping.
    Map(&'static Mapping),
    /// A mapping of one of several kinds.
    Kinds(&'static Kinds),
    /// A mapping from names to what is said of each.
    Named(What, &'static Takes),
    /// A list.
    Each(&'static Takes),
    /// A list of so many items.
    Exactly(usize, &'static Takes),
    Either(&'static [Takes]),
    /// No value at all.
    Nothing,
}

/// What a name is the name of: `role`, `cue`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct What(pub &'static str);

/// A name at one place of a script.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    pub span: Span,
    pub what: What,
    pub text: String,
    /// Whether the thing gets its name here.
    pub declares: bool,
}

/// A mapping whose keys depend on which of several keys it has.
#[derive(Debug)]
pub struct Kinds {
    /// Its name among the definitions of the JSON Schema.
    pub id: &'static str,
    pub kinds: &'static [&'static Mapping],
    /// The message for a mapping of none of these kinds.
    pub lacks: &'static str,
}

/// A type that [`mapping!`] declares.
pub trait Declared: Sized {
    const MAPPING: &'static Mapping;
    /// What it holds beside the values of its keys.
    type Beside;

    /// Reads all fields; nothing if a required one is missing or wrong.
    fn fill(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, beside: Self::Beside)
    -> Option<Self>;
}
