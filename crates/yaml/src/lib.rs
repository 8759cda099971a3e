//! YAML with places: the shape of the script before it means anything.
//!
//! In: the bytes of a script. Out: a tree of [`Node`]s, each with the span of
//! the bytes that it covers, and the mistakes of form. Always true: a span lies
//! within the source, on character boundaries, whatever the bytes were.
//!
//! Values are kept as written: `no`, `1.0` and `~` are text until somebody
//! asks what they mean.

pub mod mapping;
mod place;
pub mod quantity;
mod source;
mod tree;
mod words;

use std::borrow::Cow;

use cuebook_core::{diagnostic, units};

use crate::diagnostic::{Diagnostic, Span};
pub use source::{MAX_BYTES, decode};

/// The deepest nesting of lists and mappings.
pub const MAX_DEPTH: usize = 64;

/// The most values in one script: a hundred thousand cues with forty values each.
pub const MAX_NODES: usize = 4_000_000;

/// What anchors and aliases may cost together: values, and every 16 bytes of text.
pub const MAX_ALIAS_COST: usize = 1_000_000;

/// A value of the script.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'s> {
    pub kind: Kind<'s>,
    /// From the first byte of the value to the last, with its quotation marks or brackets.
    pub span: Span,
}

/// The three shapes of YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'s> {
    Scalar(Cow<'s, str>, Style),
    List(Vec<Node<'s>>),
    /// In the order of the script; no key stands twice.
    Map(Vec<Entry<'s>>),
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'s> {
    pub key: Cow<'s, str>,
    pub key_span: Span,
    pub value: Node<'s>,
}

/// How a scalar was written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Quoted,
    /// A block that keeps its line breaks, `|`.
    Literal,
    /// A block that folds them, `>`.
    Folded,
}

impl Node<'_> {
    /// Whether nothing stands here: `key:` without a value, or `~`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(text, Style::Plain) if matches!(&**text, "" | "~" | "null"))
    }

    /// What the shape is called in messages.
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

/// A script taken apart.
#[derive(Debug, Default)]
pub struct Tree<'s> {
    /// Nothing if the script is empty or broken before its first value is whole.
    pub root: Option<Node<'s>>,
    /// Whether a mistake of form has hidden the rest of the script.
    pub broken: bool,
    pub diagnostics: Vec<Diagnostic>,
}

/// Takes a script apart.
///
/// After a mistake of form the tree holds what was whole before it.
#[must_use]
pub fn parse(source: &str) -> Tree<'_> {
    tree::parse(source)
}

#[cfg(test)]
mod tests;
