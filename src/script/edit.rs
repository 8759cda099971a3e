//! Edits: a script's text with one thing in it said otherwise.
//!
//! In: the text of a script and the steps of a change. Out: its new text. Always
//! true: only the bytes of what the steps name are touched, and the new text,
//! read again, says what the old one said with those steps made, and nothing else;
//! where that cannot be done, nothing is.

mod flow;
mod insert;
mod model;
mod page;
mod remove;
mod rename;
mod scalar;
mod set;

use crate::diagnostic::{Diagnostic, Span};
pub use model::{Text, Value};
use page::Page;
use page::Splice;

/// The code of an edit that cannot be made. Not one of
/// [`CODES`](crate::diagnostic::CODES): the script is not mistaken.
pub const CODE: &str = "edit";

/// One step on the way into a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Name(String),
    /// Counted from nought.
    At(usize),
}

impl From<&str> for Key {
    fn from(name: &str) -> Key {
        Key::Name(name.to_owned())
    }
}

impl From<usize> for Key {
    fn from(index: usize) -> Key {
        Key::At(index)
    }
}

/// A change to one place of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Gives a key a value; the mappings on the way are made where they lack.
    Set { path: Vec<Key>, value: Value },
    /// Takes out a key or an item.
    Remove { path: Vec<Key> },
    /// Adds an item at the end of a list, which is made where it lacks.
    Push { path: Vec<Key>, item: Value },
    /// Calls a role something else wherever it is named.
    Rename { from: String, to: String },
}

/// Makes the steps, one after the other.
///
/// # Errors
/// When a step cannot be made without changing something else: a diagnostic
/// with its place in `source`.
pub fn apply(source: &str, steps: &[Step]) -> Result<String, Box<Diagnostic>> {
    let mut text = source.to_owned();
    let mut wanted = model_of(source)?;
    for step in steps {
        wanted = model::step(wanted, step).map_err(|why| refused(Span::default(), why))?;
        text = one(text, step)?;
    }
    match model_of(&text) {
        Ok(made) if made.same(&wanted) => Ok(text),
        _ => Err(shared(source, steps)),
    }
}

/// A script as plain values, aliases and merged keys written out.
///
/// # Errors
/// When the script has mistakes of form.
pub fn model_of(source: &str) -> Result<Value, Box<Diagnostic>> {
    let page = Page::of(source)?;
    Ok(page.root.as_ref().map_or(Value::empty(), Value::of))
}

/// The same text, with one step made.
fn one(text: String, step: &Step) -> Result<String, Box<Diagnostic>> {
    let page = Page::of(&text)?;
    let splices = match step {
        Step::Set { path, value } => match set::set(&page, path, value)? {
            set::Way::Splices(splices) => splices,
            set::Way::Steps(steps) => {
                drop(page);
                return steps.iter().try_fold(text, one);
            }
        },
        Step::Remove { path } => remove::remove(&page, path)?,
        Step::Push { path, item } => insert::push(&page, path, item)?,
        Step::Rename { from, to } => rename::rename(&page, from, to),
    };
    Ok(spliced(&text, splices))
}

/// The text with each stretch replaced; stretches named twice are replaced once.
fn spliced(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
    splices.dedup();
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for splice in splices {
        if splice.span.start < done {
            continue;
        }
        out.push_str(&text[done..splice.span.start]);
        out.push_str(&splice.with);
        done = splice.span.end;
    }
    out.push_str(&text[done..]);
    out
}

fn refused(span: Span, why: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(CODE, span, why))
}

/// What is said when the text would say more than was asked.
fn shared(source: &str, steps: &[Step]) -> Box<Diagnostic> {
    let place = steps.first().and_then(|step| match step {
        Step::Set { path, .. } | Step::Remove { path } | Step::Push { path, .. } => {
            set::place(source, path)
        }
        Step::Rename { .. } => None,
    });
    let why = "this cannot be changed without changing something else too";
    let mistake = Diagnostic::error(CODE, place.unwrap_or_default(), why);
    Box::new(mistake.hint("an anchor, an alias or a merge key may share it; change it by hand"))
}

#[cfg(test)]
mod tests;
