//! The parameters of a recipe: what a script may set.
//!
//! In: YAML. Out: parameters whose default is among what they take. Always
//! true: a parameter takes either quantities of one dimension or words.

use serde::Deserialize;

use super::quantity::Quantity;

/// What a script may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "WrittenParam")]
pub struct Param {
    pub name: String,
    pub takes: Takes,
    /// What it does, in a few words.
    pub about: String,
}

/// What a parameter can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Takes {
    /// A quantity from `low` to `high`, in the unit that suits it best; see [`Quantity::unit`].
    Quantity {
        default: Quantity,
        low: Quantity,
        high: Quantity,
    },
    /// One of some words.
    Word { default: String, words: Vec<String> },
}

impl Takes {
    /// The default, as a script would write it.
    #[must_use]
    pub fn default_text(&self) -> String {
        match self {
            Takes::Quantity { default, .. } => default.to_string(),
            Takes::Word { default, .. } => default.clone(),
        }
    }

    /// All that it can be, in short: `0.5m..6km`, `stone, snow, iron`.
    #[must_use]
    pub fn range_text(&self) -> String {
        match self {
            Takes::Quantity { low, high, .. } => format!("{low}..{high}"),
            Takes::Word { words, .. } => words.join(", "),
        }
    }

    /// What it can be at its farthest, as a script would write it: both ends, or every word.
    #[must_use]
    pub fn ends(&self) -> Vec<String> {
        match self {
            Takes::Quantity { low, high, .. } => vec![low.to_string(), high.to_string()],
            Takes::Word { words, .. } => words.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenParam {
    param: String,
    default: serde_yaml::Value,
    low: Option<serde_yaml::Value>,
    high: Option<serde_yaml::Value>,
    words: Option<Vec<String>>,
    about: String,
}

impl TryFrom<WrittenParam> for Param {
    type Error = String;

    fn try_from(written: WrittenParam) -> Result<Param, String> {
        let name = written.param;
        let takes = match (written.words, written.low, written.high) {
            (Some(words), None, None) => word(&name, written.default, words)?,
            (None, Some(low), Some(high)) => quantity(&name, written.default, low, high)?,
            _ => return Err(format!("`{name}` needs `low` and `high`, or `words`")),
        };
        Ok(Param {
            name,
            takes,
            about: written.about,
        })
    }
}

fn word(name: &str, default: serde_yaml::Value, words: Vec<String>) -> Result<Takes, String> {
    match default {
        serde_yaml::Value::String(default) if words.contains(&default) => {
            Ok(Takes::Word { default, words })
        }
        _ => Err(format!(
            "the default of `{name}` is none of {}",
            words.join(", ")
        )),
    }
}

fn quantity(
    name: &str,
    default: serde_yaml::Value,
    low: serde_yaml::Value,
    high: serde_yaml::Value,
) -> Result<Takes, String> {
    let read = |value: serde_yaml::Value| match value {
        serde_yaml::Value::String(text) => Quantity::parse(&text),
        serde_yaml::Value::Number(number) => Quantity::parse(&number.to_string()),
        _ => Err(format!("`{name}` is due a quantity")),
    };
    let default = read(default)?;
    let (low, high) = (read(low)?, read(high)?);
    let alike = [low, high].iter().all(|q| q.dimension == default.dimension);
    if alike && low.value <= default.value && default.value <= high.value {
        Ok(Takes::Quantity { default, low, high })
    } else {
        Err(format!(
            "`{name}`: `{default}` is not within `{low}` and `{high}`"
        ))
    }
}
