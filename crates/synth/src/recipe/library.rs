//! The library: the recipes of `sounds/`, compiled into the binary.
//!
//! A recipe has the name of its file. Each is read when it is first used. The [`Note`]s say what
//! the recipes are about without reading one: the build script takes them from the files.

use std::sync::OnceLock;

use super::Recipe;

/// A description of a sound of the library.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The name.
    pub name: &'static str,
    /// The name of its folder, such as `animals`.
    pub group: &'static str,
    /// Whether it goes on; else it plays once.
    pub bed: bool,
    /// The category in the Universal Category System, by its id.
    pub category: &'static str,
    /// The description.
    pub about: &'static str,
    /// The words of prose that suggest it.
    pub words: &'static [&'static str],
    /// The parameters that take a word.
    pub choices: &'static [Choice],
}

/// A parameter that takes a word.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name of the parameter.
    pub param: &'static str,
    /// The words that it takes, the default first.
    pub words: &'static [&'static str],
}

/// A sound of the library.
struct Entry {
    note: Note,
    /// The text of the recipe.
    text: &'static str,
}

/// Every sound, sorted by name.
static SOUNDS: &[Entry] = include!(concat!(env!("OUT_DIR"), "/sounds.rs"));

/// Returns the descriptions of all sounds, sorted by name.
pub(super) fn notes() -> impl ExactSizeIterator<Item = &'static Note> + Clone {
    SOUNDS.iter().map(|sound| &sound.note)
}

/// Returns the description of the sound with this name.
pub(super) fn note(name: &str) -> Option<&'static Note> {
    Some(&SOUNDS[place(name)?].note)
}

/// Returns the recipe with this name.
pub(super) fn find(name: &str) -> Option<&'static Recipe> {
    static READ: [OnceLock<Option<Recipe>>; SOUNDS.len()] =
        [const { OnceLock::new() }; SOUNDS.len()];
    let place = place(name)?;
    let Entry { note, text } = &SOUNDS[place];
    READ[place]
        .get_or_init(|| Recipe::read(note.name, text, &[]).ok())
        .as_ref()
}

/// Returns the text of the recipe with this name.
pub(super) fn text(name: &str) -> Option<&'static str> {
    Some(SOUNDS[place(name)?].text)
}

fn place(name: &str) -> Option<usize> {
    SOUNDS
        .binary_search_by_key(&name, |sound| sound.note.name)
        .ok()
}
