//! The meaning of a script, independent of its style. The module takes a tree and steps, and
//! returns values. Two values are equal if a reader of scripts cannot distinguish them.

use super::{Key, Step};
use cuebook_yaml::{Kind, Node, Style};

/// A value of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A single value.
    Text(Text),
    /// The items of a list, in order.
    List(Vec<Value>),
    /// The keys of a mapping with their values, in the order of the script.
    Map(Vec<(String, Value)>),
}

/// A single value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, without quotation marks and escapes.
    pub text: String,
    /// Whether the value is a string that no reader may take for a number or a boolean.
    pub words: bool,
}

impl Value {
    /// Returns an empty value, as of a key without a value.
    #[must_use]
    pub fn empty() -> Value {
        Value::token("")
    }

    /// Returns a quantity, a name, a number or a boolean.
    #[must_use]
    pub fn token(text: &str) -> Value {
        Value::Text(Text {
            text: text.to_owned(),
            words: false,
        })
    }

    /// Returns words of a language.
    #[must_use]
    pub fn words(text: &str) -> Value {
        Value::Text(Text {
            text: text.to_owned(),
            words: true,
        })
    }

    /// Returns a mapping of one key.
    #[must_use]
    pub fn single(key: &str, value: Value) -> Value {
        Value::Map(vec![(key.to_owned(), value)])
    }

    /// Returns the value of a key, if this is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Returns an item, if this is a list that has it.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Value> {
        match self {
            Value::List(items) => items.get(index),
            _ => None,
        }
    }

    /// Returns the value of a node of the tree.
    #[must_use]
    pub fn of(node: &Node<'_>) -> Value {
        match &node.kind {
            Kind::Scalar(text, style) => Value::Text(Text {
                text: text.to_string(),
                words: *style != Style::Plain,
            }),
            Kind::List(items) => Value::List(items.iter().map(Value::of).collect()),
            Kind::Map(entries) => {
                let entry = |e: &cuebook_yaml::Entry<'_>| (e.key.to_string(), Value::of(&e.value));
                Value::Map(entries.iter().map(entry).collect())
            }
        }
    }

    /// Returns whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Text(t) if !t.words && matches!(t.text.as_str(), "" | "~" | "null"))
    }

    /// Returns whether the two values have the same meaning in a script. The order of keys does not
    /// matter.
    #[must_use]
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => {
                // A block at the end of the file may get its last line end from the text added
                // after it.
                let text = a.text.trim_end_matches('\n') == b.text.trim_end_matches('\n');
                text && self.is_empty() == other.is_empty()
            }
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            (Value::Map(a), Value::Map(b)) => {
                let find = |key: &str| b.iter().find(|(other, _)| other == key);
                a.len() == b.len()
                    && a.iter().enumerate().all(|(place, (key, value))| {
                        // Most keys are in their old place.
                        let there = b.get(place).filter(|(other, _)| other == key);
                        there
                            .or_else(|| find(key))
                            .is_some_and(|(_, b)| value.same(b))
                    })
            }
            _ => false,
        }
    }
}

/// Returns the value with a step made.
pub(super) fn step(mut root: Value, step: &Step) -> Result<Value, String> {
    match step {
        Step::Set { path, value } => *reach(&mut root, path)? = value.clone(),
        Step::Push { path, item } => {
            let list = reach(&mut root, path)?;
            if list.is_empty() {
                *list = Value::List(Vec::new());
            }
            match list {
                Value::List(items) => items.push(item.clone()),
                _ => return Err(format!("{} is not a list", name(path))),
            }
        }
        Step::Insert { path, beside, item } => match reach(&mut root, path)? {
            Value::List(items) if beside.index() <= items.len() => {
                items.insert(beside.index(), item.clone());
            }
            _ => return Err(format!("{} is not a list of that length", name(path))),
        },
        Step::Remove { path } => {
            let (last, way) = path.split_last().ok_or("the path is empty")?;
            match (reach(&mut root, way)?, last) {
                (Value::Map(entries), Key::Name(key)) => entries.retain(|(k, _)| k != key),
                (Value::List(items), Key::At(index)) if *index < items.len() => {
                    items.remove(*index);
                }
                _ => return Err(format!("{} does not exist", name(path))),
            }
        }
        // A comment has no meaning.
        Step::Settle { .. } => {}
        Step::Name { path, is_key, to } => name_at(&mut root, (path, *is_key), to)?,
        Step::Rename { from, to } => rename(&mut root, from, to),
    }
    Ok(root)
}

/// Returns the value at the end of a path. Missing values on the path are created.
fn reach<'v>(root: &'v mut Value, path: &[Key]) -> Result<&'v mut Value, String> {
    let mut here = root;
    for (depth, key) in path.iter().enumerate() {
        if here.is_empty() {
            *here = Value::Map(Vec::new());
        }
        here = match (here, key) {
            (Value::Map(entries), Key::Name(key)) => {
                let found = entries.iter().position(|(k, _)| k == key);
                let place = found.unwrap_or_else(|| {
                    entries.push((key.clone(), Value::empty()));
                    entries.len() - 1
                });
                &mut entries[place].1
            }
            (Value::List(items), Key::At(index)) if *index < items.len() => &mut items[*index],
            _ => return Err(format!("{} cannot be reached", name(&path[..=depth]))),
        };
    }
    Ok(here)
}

/// Gives a key or a single value another name.
fn name_at(root: &mut Value, (path, is_key): (&[Key], bool), to: &str) -> Result<(), String> {
    let missing = || format!("{} has no name", name(path));
    match path.split_last().filter(|_| is_key) {
        None => match reach(root, path)? {
            Value::Text(text) => to.clone_into(&mut text.text),
            _ => return Err(missing()),
        },
        Some((last, way)) => match (reach(root, way)?, last) {
            (Value::Map(entries), Key::Name(key)) => {
                let entry = entries.iter_mut().find(|(own, _)| own == key);
                to.clone_into(&mut entry.ok_or_else(missing)?.0);
            }
            _ => return Err(missing()),
        },
    }
    Ok(())
}

fn rename(root: &mut Value, from: &str, to: &str) {
    let Value::Map(sections) = root else { return };
    let renamed = |value: &mut Value| {
        if let Value::Text(text) = value
            && text.text == from
        {
            to.clone_into(&mut text.text);
        }
    };
    for (section, value) in sections {
        match (section.as_str(), value) {
            ("narrator", value) => renamed(value),
            ("cast", Value::Map(roles)) => {
                for (role, _) in roles.iter_mut().filter(|(role, _)| role == from) {
                    to.clone_into(role);
                }
            }
            ("lines" | "choices" | "cues", Value::List(lines)) => {
                for line in lines {
                    if let Value::Map(entries) = line {
                        let by = entries.iter_mut().filter(|(key, _)| key == "by");
                        by.for_each(|(_, value)| renamed(value));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns a path as messages name it: `cues[2].fade.in`.
pub(super) fn name(path: &[Key]) -> String {
    let mut name = String::new();
    for key in path {
        match key {
            Key::Name(key) if name.is_empty() => name.push_str(key),
            Key::Name(key) => name.extend([".", key]),
            Key::At(index) => name.push_str(&format!("[{}]", index + 1)),
        }
    }
    format!("`{name}`")
}
