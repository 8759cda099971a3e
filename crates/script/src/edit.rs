//! Edits: a script with one thing in it changed.
//!
//! Takes the text of a script and the steps of a change, and returns the new text. Only the bytes of
//! what the steps name are touched. The new text, read again, says what the old one says with those
//! steps made, and nothing else; where that cannot be done, the edit is refused.

mod align;
mod flow;
mod insert;
mod items;
mod model;
pub(super) mod page;
mod remove;
mod rename;
pub(super) mod scalar;
mod set;
mod trail;

use crate::diagnostic::{Diagnostic, Span};
use cuebook_yaml as yaml;
pub use items::{Item, items, section};
pub use model::{Text, Value};
use page::Page;
pub use trail::Trail;

/// The code of an edit that cannot be made. Not one of
/// [`CODES`](crate::diagnostic::CODES): the script is not mistaken.
pub const CODE: &str = "edit";

/// One step on the way into a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Name(String),
    /// Counted from 0.
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
    /// Adds an item to a list, right before or behind another one.
    Insert {
        path: Vec<Key>,
        beside: Beside,
        item: Value,
    },
    /// Calls a role something else wherever it is named.
    Rename { from: String, to: String },
}

/// Where an item is added to a list, by the number of the item beside it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    Before(usize),
    Behind(usize),
}

impl Beside {
    /// The number that the new item has.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Beside::Before(index) => index,
            Beside::Behind(index) => index + 1,
        }
    }
}

/// Makes the steps, one after the other.
///
/// # Errors
/// When a step cannot be made without changing something else: a diagnostic
/// with its place in `source`.
pub fn apply(source: &str, steps: &[Step]) -> Result<String, Box<Diagnostic>> {
    traced(source, steps).map(|(text, _)| text)
}

/// As [`apply`], with the way back from places in the new text.
///
/// # Errors
/// As [`apply`].
pub fn traced(source: &str, steps: &[Step]) -> Result<(String, Trail), Box<Diagnostic>> {
    let (mut text, mut trail) = (source.to_owned(), Trail::default());
    let page = Page::of(source)?;
    let (mut wanted, faults) = (page.model(), page.faults);
    for step in steps {
        text = one(text, step, &mut trail).map_err(|why| in_source(*why, &trail))?;
        wanted = model::step(wanted, step)
            .map_err(|why| refused(place(source, step).unwrap_or_default(), why))?;
    }
    match Page::of(&text) {
        Ok(made) if made.faults <= faults && made.model().same(&wanted) => Ok((text, trail)),
        _ => Err(shared(source, steps)),
    }
}

/// A refusal with its places in the text that the steps began with.
fn in_source(mut why: Diagnostic, trail: &Trail) -> Box<Diagnostic> {
    for label in &mut why.labels {
        label.span = trail.back(label.span);
    }
    Box::new(why)
}

/// A script as plain values, aliases and merged keys written out.
///
/// # Errors
/// When the script has mistakes of form.
pub fn model_of(source: &str) -> Result<Value, Box<Diagnostic>> {
    let tree = yaml::parse(source);
    match tree.diagnostics.into_iter().next() {
        Some(mistake) => Err(Box::new(mistake)),
        None => Ok(tree.root.as_ref().map_or(Value::empty(), Value::of)),
    }
}

/// The same text, with one step made.
fn one(text: String, step: &Step, trail: &mut Trail) -> Result<String, Box<Diagnostic>> {
    let page = Page::of(&text)?;
    let splices = match step {
        Step::Set { path, value } => match set::set(&page, path, value)? {
            set::Way::Splices(splices) => splices,
            set::Way::Steps(steps) => {
                drop(page);
                return steps
                    .iter()
                    .try_fold(text, |text, step| one(text, step, trail));
            }
        },
        Step::Remove { path } => remove::remove(&page, path)?,
        Step::Push { path, item } => insert::push(&page, path, item)?,
        Step::Insert { path, beside, item } => insert::beside(&page, path, *beside, item)?,
        Step::Rename { from, to } => rename::rename(&page, from, to),
    };
    Ok(trail.splice(&text, splices))
}

/// The place of what a step names, or of the part of it that exists.
fn place(source: &str, step: &Step) -> Option<Span> {
    match step {
        Step::Set { path, .. }
        | Step::Remove { path }
        | Step::Push { path, .. }
        | Step::Insert { path, .. } => set::place(source, path),
        Step::Rename { .. } => None,
    }
}

fn refused(span: Span, why: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(CODE, span, why))
}

/// What is said when the text would say more than was asked.
fn shared(source: &str, steps: &[Step]) -> Box<Diagnostic> {
    let place = steps.iter().find_map(|step| place(source, step));
    let why = "this cannot be changed without changing something else too";
    let mistake = Diagnostic::error(CODE, place.unwrap_or_default(), why);
    Box::new(mistake.hint("an anchor, an alias or a merge key may share it; change it by hand"))
}

#[cfg(test)]
pub(super) mod tests;
