//! YAML as a tree that keeps every byte.
//!
//! [`parse`] takes the text of a script and returns its [`Tree`]: the [`Node`]s with the span of
//! each, the [`Token`]s that they are written with, and the mistakes of form. [`recover`] returns
//! what can be made out of a text that somebody is still typing. A span lies within the source, on
//! character boundaries, whatever the bytes are.
//!
//! Values are kept as written: `no`, `1.0` and `~` are text until a reader asks what they mean.

pub mod mapping;
pub mod quantity;
mod judge;
mod source;
mod token;
mod tree;
mod words;

use std::borrow::Cow;

use cuebook_core::{diagnostic, units};

use crate::diagnostic::{Diagnostic, Span};
pub use source::{MAX_BYTES, decode};
pub use token::{Sign, Token, all};

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
    /// From the first byte of the value to the last, with its quotation marks or brackets, without
    /// its anchor and tag. An alias has the span of the value that it names.
    pub span: Span,
}

/// The three shapes of YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'s> {
    Scalar(Cow<'s, str>, Style),
    List(Vec<Node<'s>>),
    /// In the order of the script; no key occurs twice.
    Map(Vec<Entry<'s>>),
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'s> {
    pub key: Cow<'s, str>,
    pub key_span: Span,
    pub value: Node<'s>,
}

/// How a scalar is written.
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
    /// Whether there is no value: `key:` alone, or `~`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(text, Style::Plain) if matches!(&**text, "" | "~" | "null"))
    }

    /// The name of the shape in messages.
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
    /// `None` if the script is empty or broken before its first value is whole.
    pub root: Option<Node<'s>>,
    /// Whether a mistake of form hides the rest of the script.
    pub broken: bool,
    pub diagnostics: Vec<Diagnostic>,
    /// Everything but white space, in the order of the text: see [`all`].
    pub tokens: Vec<Token>,
}

/// Parses a script.
///
/// After a mistake of form the root holds what is whole before it. The tokens go on to the end.
#[must_use]
pub fn parse(source: &str) -> Tree<'_> {
    tree::parse(source)
}

/// Parses a script that is being written: the root also holds what can be made out behind a
/// mistake of form, and what is only half there.
#[must_use]
pub fn recover(source: &str) -> Tree<'_> {
    tree::recover(source)
}

#[cfg(test)]
mod tests;
