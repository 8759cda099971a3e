//! YAML as a tree that keeps every byte.
//!
//! [`parse`] takes the text of a script and returns its [`Tree`]: the [`Node`]s with their spans,
//! the [`Token`]s in which they are written, and the mistakes of form. [`recover`] also reads text
//! that is still being written, as far as possible. Spans are always within the source and on
//! character boundaries.
//!
//! Values are kept as written: `no`, `1.0` and `~` are text until a reader interprets them.

pub mod mapping;
pub mod quantity;
pub mod quote;
pub mod splice;

mod bare;
mod repair;
mod source;
mod token;
mod tree;
mod validate;
mod words;

use std::borrow::Cow;

use cuebook_core::diagnostic::{Diagnostic, Span};
pub use source::{MAX_BYTES, decode};
pub use token::{Sign, Token, all};

/// The deepest nesting of lists and mappings.
pub const MAX_DEPTH: usize = 64;

/// The largest number of values in one script: a hundred thousand cues with forty values each.
pub const MAX_NODES: usize = 4_000_000;

/// The largest cost of all anchors and aliases: the number of their values, plus one for every 16
/// bytes of text.
pub const MAX_ALIAS_COST: usize = 1_000_000;

/// A value of the script.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'s> {
    /// The value: a scalar, a list or a mapping.
    pub kind: Kind<'s>,
    /// The span from the first byte of the value to the last, with its quotation marks or brackets,
    /// without its anchor and tag. An alias has the span of the value that it names.
    pub span: Span,
}

/// The three shapes of YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'s> {
    /// A single value: its text without quotation marks and escapes, and its notation.
    Scalar(Cow<'s, str>, Style),
    /// The items of a list, in the order of the script.
    List(Vec<Node<'s>>),
    /// The entries in the order of the script; no key occurs twice.
    Map(Vec<Entry<'s>>),
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'s> {
    /// The key as text, without quotation marks.
    pub key: Cow<'s, str>,
    /// The place of the key.
    pub key_span: Span,
    /// The value after the key; an empty scalar if there is none.
    pub value: Node<'s>,
}

/// The notation of a scalar.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text without quotation marks; also a key without a value.
    Plain,
    /// Text in single or double quotation marks.
    Quoted,
    /// A block that keeps its line breaks, `|`.
    Literal,
    /// A block that folds its line breaks, `>`.
    Folded,
}

impl Node<'_> {
    /// Returns whether there is no value: `key:` alone, or `~`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(text, Style::Plain) if matches!(&**text, "" | "~" | "null"))
    }

    /// Returns the name of the shape in messages.
    #[must_use]
    pub fn shape(&self) -> &'static str {
        match &self.kind {
            _ if self.is_empty() => "nothing",
            Kind::Scalar(..) => "a single value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a mapping",
        }
    }
}

/// A script as nodes and tokens.
#[derive(Debug, Default)]
pub struct Tree<'s> {
    /// The root value; `None` if the script is empty, or broken before its first value is complete.
    pub root: Option<Node<'s>>,
    /// Whether the script is not well-formed. The root is then what its author most likely meant.
    pub broken: bool,
    /// Whether a part of the script is hidden, because it cannot be read.
    pub hidden: bool,
    /// The mistakes of form.
    pub diagnostics: Vec<Diagnostic>,
    /// All tokens except white space, in the order of the text: see [`all`].
    pub tokens: Vec<Token>,
}

/// Parses a script.
///
/// A mistake of form is mended in a copy of the text as its author most likely meant it, so that the
/// root has the values after it too. The tokens are those of the text as written, and cover all of it.
#[must_use]
pub fn parse(source: &str) -> Tree<'_> {
    tree::parse(source)
}

/// Parses a script that is being written. The root also has the values after a mistake of form that
/// can be read, and incomplete values.
#[must_use]
pub fn recover(source: &str) -> Tree<'_> {
    tree::recover(source)
}

#[cfg(test)]
mod tests;
