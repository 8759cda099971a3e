//! Stories in ink, the language of inkle: read as a [`Flow`](super::branching::Flow), and written
//! from a show.

mod braces;
mod content;
mod expression;
mod lower;
mod parse;
mod reader;
pub(crate) mod source;
mod statements;
mod tree;
pub(crate) mod write;
#[cfg(test)]
mod tests;

use super::branching::{Flow, Mistake};
use source::{Files, Source};

/// Reads a story. `files` returns the text of a file that the story includes.
///
/// # Errors
/// The mistakes at which the story cannot be read, and the names of its files.
pub(crate) fn read(
    name: &str,
    text: &str,
    files: &mut Files<'_>,
) -> Result<Flow, (Vec<Mistake>, Vec<String>)> {
    let source = Source::of(name, text, files);
    if !source.mistakes.is_empty() {
        return Err((source.mistakes, source.files));
    }
    let names = source.files.clone();
    let tale = parse::tale(&source).map_err(|mistakes| (mistakes, names.clone()))?;
    lower::lower(tale, source).map_err(|mistakes| (mistakes, names))
}
