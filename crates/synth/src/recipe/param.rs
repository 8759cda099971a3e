//! The parameters of a recipe, which a script can set.

use super::quantity::Quantity;

/// A parameter that a script can set.
#[derive(Clone, Debug)]
pub struct Param {
    /// The name that formulas and scripts use.
    pub name: String,
    /// The accepted values and the default.
    pub takes: Takes,
    /// The description, in a few words.
    pub about: String,
}

/// A parameter as formulas see it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The name in formulas.
    pub name: String,
    /// The accepted values, or `None` if they could not be read.
    pub takes: Option<Takes>,
}

/// The values that a parameter accepts.
#[derive(Clone, Debug, PartialEq)]
pub enum Takes {
    /// A quantity from `low` to `high`, in the unit of the default; see
    /// [`Quantity::unit`].
    Quantity {
        /// The value if a script does not set it.
        default: Quantity,
        /// The lowest accepted value.
        low: Quantity,
        /// The highest accepted value.
        high: Quantity,
    },
    /// One of several words.
    Word {
        /// The word if a script does not set it.
        default: String,
        /// The accepted words, in the order of the recipe.
        words: Vec<String>,
    },
}

impl Takes {
    /// Returns the default as a script would write it.
    #[must_use]
    pub fn default_text(&self) -> String {
        match self {
            Takes::Quantity { default, .. } => default.to_string(),
            Takes::Word { default, .. } => default.clone(),
        }
    }

    /// Returns all accepted values in a short form: `0.5m..6km`, `stone, snow,
    /// iron`.
    #[must_use]
    pub fn range_text(&self) -> String {
        match self {
            Takes::Quantity { low, high, .. } => format!("{low}..{high}"),
            Takes::Word { words, .. } => words.join(", "),
        }
    }

    /// Returns the unit of the default, or an empty text for a plain number or a
    /// word.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            Takes::Quantity { default, .. } => default.unit(),
            Takes::Word { .. } => "",
        }
    }

    /// Returns the extreme values as a script would write them: both ends, or every
    /// word.
    #[must_use]
    pub fn ends(&self) -> Vec<String> {
        match self {
            Takes::Quantity { low, high, .. } => vec![low.to_string(), high.to_string()],
            Takes::Word { words, .. } => words.clone(),
        }
    }
}
