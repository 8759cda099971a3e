//! Variables: what a story remembers.

/// A variable with a bounded value. A value is kept as a whole number: 0 and 1 for
/// false and true, and the index of the word for one of several words.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// The name that the script gives it; see [`is_name`].
    pub name: String,
    /// Its possible values.
    pub kind: Kind,
    /// Its value at the start, one of the possible ones.
    pub start: i64,
    /// How likely it is true at the start, in percent, if chance decides this. Then `start` is what
    /// was drawn.
    pub chance: Option<f64>,
}

/// The possible values of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Flag,
    /// A whole number.
    Number {
        /// The lowest value.
        from: i64,
        /// The highest value, not below the lowest one.
        to: i64,
    },
    /// One of these words; at least one.
    OneOf(Vec<String>),
}

impl Kind {
    /// Returns the lowest and the highest value.
    #[must_use]
    pub fn bounds(&self) -> (i64, i64) {
        match self {
            Kind::Flag => (0, 1),
            Kind::Number { from, to } => (*from, *to),
            Kind::OneOf(words) => (0, words.len() as i64 - 1),
        }
    }
}

impl Variable {
    /// Returns a value within the bounds: a number out of bounds becomes the bound.
    #[must_use]
    pub fn kept(&self, value: i64) -> i64 {
        let (from, to) = self.kind.bounds();
        value.max(from).min(to)
    }

    /// Returns a value as a script writes it.
    #[must_use]
    pub fn shown(&self, value: i64) -> String {
        match &self.kind {
            Kind::Flag => (value != 0).to_string(),
            Kind::Number { .. } => value.to_string(),
            Kind::OneOf(words) => {
                let word = usize::try_from(value).ok().and_then(|v| words.get(v));
                word.cloned().unwrap_or_default()
            }
        }
    }
}

/// The words that expressions use themselves. They name no variable and no word of a set.
pub const RESERVED: [&str; 5] = ["and", "or", "not", "true", "false"];

/// Returns whether expressions can contain this name: a letter, then letters, digits, `_`,
/// and `-` between two of them. A reserved word is no name.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(begins_name)
        && letters.all(|c| goes_on(c) || c == '-')
        && !name.ends_with('-')
        && !name.contains("--")
        && !RESERVED.contains(&name)
}

/// Whether a name can begin with this character.
pub(crate) fn begins_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Whether this character can be in a name, besides a hyphen.
pub(crate) fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
