//! Looks up the names in a script.

use cuebook_yaml::mapping::Name;

/// Returns the name at a place.
#[must_use]
pub(super) fn at(names: &[Name], byte: usize) -> Option<&Name> {
    names
        .iter()
        .find(|name| (name.span.start..=name.span.end).contains(&byte))
}

/// Returns all places of the same name.
pub(super) fn same<'n>(names: &'n [Name], as_this: &'n Name) -> impl Iterator<Item = &'n Name> {
    names
        .iter()
        .filter(|name| name.what == as_this.what && name.text == as_this.text)
}
