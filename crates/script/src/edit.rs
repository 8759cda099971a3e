//! Edits: changes to one place of a script. The module takes the text of a script and the steps of
//! a change, and returns the new text.
//!
//! An edit changes only the bytes of the things that the steps name. Apart from the steps, the new
//! text has the same meaning as the old one. An edit that cannot ensure this is refused.

mod align;
mod difference;
mod flow;
mod guess;
mod insert;
mod items;
mod model;
pub(super) mod page;
mod place;
mod remove;
mod rename;
pub(super) mod scalar;
mod set;
mod together;

use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml as yaml;
pub use cuebook_yaml::splice::Trail;
pub use difference::difference;
pub use guess::{COUNTED, Guess, guesses};
pub use items::{Item, Written, items, removals, section};
pub use model::{Text, Value};
use page::{Page, refused};
pub use rename::named_at;

/// The code of an edit that cannot be made. It is not one of [`CODES`](cuebook_core::diagnostic::CODES),
/// because the script has no mistake.
pub const CODE: &str = "edit";

/// One step of a path into a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key of a mapping.
    Name(String),
    /// An index into a list, from 0.
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
    /// Sets the value of a key. Missing mappings on the path are created.
    Set {
        /// The path of the key.
        path: Vec<Key>,
        /// The new value.
        value: Value,
    },
    /// Removes a key or an item.
    Remove {
        /// The path of the key or item.
        path: Vec<Key>,
    },
    /// Adds an item at the end of a list. A missing list is created.
    Push {
        /// The path of the list.
        path: Vec<Key>,
        /// The new item.
        item: Value,
    },
    /// Inserts an item into a list, directly before or after another one.
    Insert {
        /// The path of the list.
        path: Vec<Key>,
        /// The place of the new item.
        beside: Beside,
        /// The new item.
        item: Value,
    },
    /// Removes the comment `# guess: …` of an item.
    Settle {
        /// The path of the item.
        path: Vec<Key>,
    },
    /// Writes another name at one place. Its quotation marks stay.
    Name {
        /// The path of the place.
        path: Vec<Key>,
        /// Whether the name is the last key of the path, and not its value.
        is_key: bool,
        /// The new name.
        to: String,
    },
    /// Renames a role in all places that name it.
    Rename {
        /// The present name of the role.
        from: String,
        /// The new name.
        to: String,
    },
}

/// The place of a new item in a list, given by the index of the item beside it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Directly before the item of this index.
    Before(usize),
    /// Directly after the item of this index.
    Behind(usize),
}

impl Beside {
    /// Returns the index of the new item.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Beside::Before(index) => index,
            Beside::Behind(index) => index + 1,
        }
    }
}

/// Makes the steps in order.
///
/// # Errors
///
/// Returns a diagnostic with its place in `source` if a step cannot be made without changing
/// something else.
pub fn apply(source: &str, steps: &[Step]) -> Result<String, Box<Diagnostic>> {
    traced(source, steps).map(|(text, _)| text)
}

/// Makes the steps as [`apply`] does, and also returns the trail from places in the new text back
/// to the old one.
///
/// # Errors
/// As [`apply`].
pub fn traced(source: &str, steps: &[Step]) -> Result<(String, Trail), Box<Diagnostic>> {
    let (mut text, mut trail) = (source.to_owned(), Trail::default());
    let page = Page::of(source)?;
    let (mut wanted, faults) = (page.model(), page.faults);
    let mut rest = steps;
    while let [step, more @ ..] = rest {
        (text, rest) = match together::first(&text, rest)? {
            Some((count, splices)) => (trail.splice(&text, splices), &rest[count..]),
            None => {
                let made = one(text, step, &mut trail);
                (made.map_err(|why| in_source(*why, &trail))?, more)
            }
        };
    }
    for step in steps {
        wanted = model::step(wanted, step)
            .map_err(|why| refused(named(source, step).unwrap_or_default(), why))?;
    }
    match Page::of(&text) {
        Ok(made) if made.faults <= faults && made.model().same(&wanted) => {
            let text = guess::recount(source, text, &mut trail);
            Ok((text, trail))
        }
        _ => Err(shared(source, steps)),
    }
}

/// Returns a refusal with its places moved to the text before the first step.
fn in_source(mut why: Diagnostic, trail: &Trail) -> Box<Diagnostic> {
    for label in &mut why.labels {
        label.span = trail.back(label.span);
    }
    Box::new(why)
}

/// Returns a script as plain values, with aliases and merged keys expanded.
///
/// # Errors
///
/// Fails if the script has mistakes of form.
pub fn model_of(source: &str) -> Result<Value, Box<Diagnostic>> {
    let tree = yaml::parse(source);
    match tree.diagnostics.into_iter().next() {
        Some(mistake) => Err(Box::new(mistake)),
        None => Ok(tree.root.as_ref().map_or(Value::empty(), Value::of)),
    }
}

/// Returns the text with one step made.
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
        Step::Settle { path } => guess::settle(&page, path)?,
        Step::Name { path, is_key, to } => rename::at(&page, (path, *is_key), to)?,
        Step::Rename { from, to } => rename::rename(&page, from, to),
    };
    Ok(trail.splice(&text, splices))
}

/// Returns the place that a step names, or of the part of it that exists.
fn named(source: &str, step: &Step) -> Option<Span> {
    match step {
        Step::Set { path, .. }
        | Step::Remove { path }
        | Step::Push { path, .. }
        | Step::Insert { path, .. }
        | Step::Name { path, .. }
        | Step::Settle { path } => set::place(source, path),
        Step::Rename { .. } => None,
    }
}

/// Returns the diagnostic for an edit that would change more than was asked.
fn shared(source: &str, steps: &[Step]) -> Box<Diagnostic> {
    let place = steps.iter().find_map(|step| named(source, step));
    let why = "this cannot be changed without changing something else too";
    let mistake = Diagnostic::error(CODE, place.unwrap_or_default(), why);
    Box::new(mistake.hint("an anchor, an alias or a merge key may share it; change it by hand"))
}

#[cfg(test)]
pub(super) mod tests;
