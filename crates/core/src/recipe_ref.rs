//! The name of a recipe.

use std::sync::Arc;

/// A recipe named by a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeRef {
    /// Its name in the library, or its path.
    pub name: String,
    /// The text of a recipe of the show; `None` for the library's.
    pub own: Option<Arc<str>>,
}

impl RecipeRef {
    /// Creates a reference to a recipe of the library.
    #[must_use]
    pub fn of_library(name: &str) -> RecipeRef {
        RecipeRef {
            name: name.to_owned(),
            own: None,
        }
    }
}
