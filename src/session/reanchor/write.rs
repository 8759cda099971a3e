//! Writes a quote in place of another. Takes the text of a script, the place of the old
//! quote and the new quote, and returns the steps of an edit. Other keys of the anchor,
//! such as `after` or `offset`, do not change.

use cuebook_core::diagnostic::Span;
use cuebook_script::Quote;
use cuebook_script::edit::{Key, Step, Value};
use cuebook_yaml::{self as yaml, Entry, Kind, Node};

/// Returns the steps that replace the quote at `span` with `quote`. Returns none if there
/// is no quote at that place, for example behind an alias.
#[must_use]
pub(crate) fn steps(source: &str, span: Span, quote: &Quote) -> Vec<Step> {
    let tree = yaml::parse(source);
    let mut path = Vec::new();
    let root = tree.root.as_ref();
    let found = root.and_then(|root| reach(root, span, None, &mut path));
    match (found, path.last()) {
        // The keys that make a quote unique may be beside it.
        (Some((node, Some(around))), Some(Key::Name(key)))
            if matches!(node.kind, Kind::Scalar(..)) && HOLD_WORDS.contains(&&**key) =>
        {
            path.pop();
            put(around, path, quote)
        }
        (Some((node, _)), _) => put(node, path, quote),
        (None, _) => Vec::new(),
    }
}

/// The keys of a line that contain its words.
const HOLD_WORDS: [&str; 2] = ["quote", "words"];

/// Returns the node at a place, its parent, and the path to it.
fn reach<'n, 's>(
    node: &'n Node<'s>,
    span: Span,
    around: Option<&'n Node<'s>>,
    path: &mut Vec<Key>,
) -> Option<(&'n Node<'s>, Option<&'n Node<'s>>)> {
    if node.span == span {
        return Some((node, around));
    }
    let holds = |node: &Node<'_>| node.span.start <= span.start && span.end <= node.span.end;
    let (key, next) = match &node.kind {
        Kind::Scalar(..) => return None,
        Kind::List(items) => {
            let at = items.iter().position(holds)?;
            (Key::At(at), &items[at])
        }
        Kind::Map(entries) => {
            let entry = entries.iter().find(|entry| holds(&entry.value))?;
            (Key::from(&*entry.key), &entry.value)
        }
    };
    path.push(key);
    reach(next, span, Some(node), path)
}

fn put(node: &Node<'_>, path: Vec<Key>, quote: &Quote) -> Vec<Step> {
    let Kind::Map(entries) = &node.kind else {
        let value = long(quote);
        return vec![Step::Set { path, value }];
    };
    let get = |key: &str| entries.iter().find(|entry| entry.key == key);
    let below = |key: &str| [path.clone(), vec![Key::from(key)]].concat();
    let words = ["quote", "words"]
        .into_iter()
        .find(|key| get(key).is_some());
    match (words, get("after")) {
        (Some(key), _) => beside(&path, entries, key, quote),
        (None, Some(after)) => match &after.value.kind {
            Kind::Map(_) => put(&after.value, below("after"), quote),
            _ => beside(&path, entries, "after", quote),
        },
        (None, None) => Vec::new(),
    }
}

/// Returns the steps for the words under a key, and for the keys beside it that make them
/// unique.
fn beside(path: &[Key], entries: &[Entry<'_>], key: &str, quote: &Quote) -> Vec<Step> {
    let path = |key: &str| [path, &[Key::from(key)]].concat();
    let mut steps = vec![Step::Set {
        path: path(key),
        value: Value::words(&quote.exact),
    }];
    for (key, value) in context(quote) {
        let stands = entries.iter().any(|entry| entry.key == key);
        match value {
            Some(value) => steps.push(Step::Set {
                path: path(key),
                value,
            }),
            None if stands => steps.push(Step::Remove { path: path(key) }),
            None => {}
        }
    }
    steps
}

/// Returns a quote as a separate value.
fn long(quote: &Quote) -> Value {
    let exact = Value::words(&quote.exact);
    let given = context(quote);
    let given: Vec<(String, Value)> = given
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect();
    match given.is_empty() {
        true => exact,
        false => {
            let first = ("quote".to_owned(), exact);
            Value::Map(std::iter::once(first).chain(given).collect())
        }
    }
}

/// Returns the context that makes a quote unique, by its keys.
fn context(quote: &Quote) -> [(&'static str, Option<Value>); 3] {
    let words = |text: &Option<String>| text.as_deref().map(Value::words);
    let nth = quote.nth.map(|nth| Value::token(&nth.to_string()));
    [
        ("prefix", words(&quote.prefix)),
        ("suffix", words(&quote.suffix)),
        ("nth", nth),
    ]
}
