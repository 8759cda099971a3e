//! Sets the value of a key. The module takes a path and a value, and returns splices or smaller
//! steps. A value that contains a comment is not replaced.

use super::model::{self, Text, Value};
use super::page::{Page, Splice, own_entries};
use super::scalar::{self, Around};
use super::{Key, Step, insert, refused};
use crate::diagnostic::{Diagnostic, Span};
use cuebook_yaml::{Entry, Kind, Node, Style};

/// The way in which a value is set.
pub enum Way {
    Splices(Vec<Splice>),
    /// Key by key, where a mapping replaces a mapping.
    Steps(Vec<Step>),
}

pub fn set(page: &Page<'_>, path: &[Key], value: &Value) -> Result<Way, Box<Diagnostic>> {
    let Some(mut here) = page.root.as_ref() else {
        return Err(refused(Span::default(), "the script is empty"));
    };
    // The value around the current one, to find its neighbours.
    let mut above: Option<&Node<'_>> = None;
    for (depth, key) in path.iter().enumerate() {
        let rest = &path[depth + 1..];
        match (key, &here.kind) {
            (Key::Name(name), Kind::Map(_)) => {
                let mark = neighbour(page, above, name);
                let Some(entry) = page.own(here, name) else {
                    let value = nested(rest, value);
                    return insert::key(page, here, name, &value, mark).map(Way::Splices);
                };
                if rest.is_empty() {
                    return replace(page, here, entry, path, value, mark);
                }
                if entry.value.is_empty() {
                    let value = nested(rest, value);
                    return replace(page, here, entry, path, &value, mark);
                }
                if entry.value.span.start < entry.key_span.end {
                    let why = "this is an alias, and its value is also used elsewhere";
                    return Err(refused(page.written(entry), why));
                }
                above = Some(here);
                here = &entry.value;
            }
            (Key::At(index), Kind::List(items)) if *index < items.len() => {
                above = Some(here);
                here = &items[*index];
            }
            _ => {
                let why = format!("{} is {}", model::name(&path[..depth]), here.shape());
                return Err(refused(here.span, why));
            }
        }
    }
    Err(refused(here.span, "the path is empty"))
}

/// Returns the place of the end of a path, or of the part of it that exists.
pub fn place(source: &str, path: &[Key]) -> Option<Span> {
    let page = Page::of(source).ok()?;
    let mut here = page.root.as_ref()?;
    let mut span = None;
    for key in path {
        here = match (key, &here.kind) {
            (Key::Name(name), Kind::Map(_)) => &page.own(here, name)?.value,
            (Key::At(index), Kind::List(items)) => items.get(*index)?,
            _ => return span,
        };
        span = Some(here.span);
    }
    span
}

/// Returns the mappings that lead to a value.
fn nested(path: &[Key], value: &Value) -> Value {
    path.iter()
        .rev()
        .fold(value.clone(), |inner, key| match key {
            Key::Name(name) => Value::single(name, inner),
            Key::At(_) => inner,
        })
}

/// The keys whose values are words of the text.
const ANCHORS: &[&str] = &["at", "from", "until", "quote"];

/// Returns the quotation mark that other items of the same list use after this key, or after
/// another key whose value is words of the text too.
pub fn neighbour(page: &Page<'_>, list: Option<&Node<'_>>, key: &str) -> Option<char> {
    let Kind::List(items) = &list?.kind else {
        return None;
    };
    let behind = |keys: &[&str]| {
        let entries = items.iter().flat_map(own_entries);
        let mut alike = entries.filter(|entry| keys.contains(&&*entry.key));
        alike.find_map(|entry| mark(page, &entry.value))
    };
    behind(&[key]).or_else(|| behind(ANCHORS).filter(|_| ANCHORS.contains(&key)))
}

/// Returns the quotation mark of a value. For a mapping, it is that of the words that the mapping
/// names.
fn mark(page: &Page<'_>, node: &Node<'_>) -> Option<char> {
    match &node.kind {
        Kind::Scalar(_, Style::Quoted) => node
            .span
            .of(page.source)
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'')),
        Kind::Map(entries) => entries.iter().find_map(|entry| mark(page, &entry.value)),
        _ => None,
    }
}

fn replace(
    page: &Page<'_>,
    map: &Node<'_>,
    entry: &Entry<'_>,
    path: &[Key],
    value: &Value,
    beside: Option<char>,
) -> Result<Way, Box<Diagnostic>> {
    let written = page.written(entry);
    let alias = entry.value.span.start < entry.key_span.end;
    let around = if page.is_flow(map) {
        Around::Flow
    } else {
        Around::Block
    };
    if let (Kind::Map(old), Value::Map(new), false) = (&entry.value.kind, value, alias)
        && !old.is_empty()
        && !new.is_empty()
    {
        return Ok(Way::Steps(key_by_key(path, old, new)));
    }
    let mark = mark(page, &entry.value).filter(|_| !alias).or(beside);
    let text = scalar::value(value, around, page.style(mark));
    let from = match &entry.value.kind {
        // After the colon, so that no empty line is left of a block.
        Kind::List(_) | Kind::Map(_) if !alias && !page.is_flow(&entry.value) => {
            entry.key_span.end + 1
        }
        Kind::Scalar(_, Style::Literal | Style::Folded) if !alias => written.start,
        _ if written.start == written.end => written.start,
        _ => written.start,
    };
    if page.has_comment(from, written.end) {
        let why = "this contains a comment, which would be lost";
        let refusal = refused(written, why);
        return Err(Box::new(refusal.hint("move the comment first")));
    }
    if matches!(&entry.value.kind, Kind::Scalar(..)) && !alias && keeps_quotes(&entry.value, value)
    {
        let words = Text {
            text: text_of(value).to_owned(),
            words: true,
        };
        let text = scalar::quoted(&words.text, mark.unwrap_or('"'));
        return Ok(Way::Splices(vec![Splice::new(
            written.start,
            written.end,
            text,
        )]));
    }
    let gap = page.source[..from].ends_with(':');
    let text = if gap && !text.is_empty() {
        format!(" {text}")
    } else {
        text
    };
    Ok(Way::Splices(vec![Splice::new(from, written.end, text)]))
}

/// Returns whether a value that had quotation marks keeps them.
fn keeps_quotes(old: &Node<'_>, new: &Value) -> bool {
    matches!(&old.kind, Kind::Scalar(_, Style::Quoted)) && matches!(new, Value::Text(t) if t.words)
}

fn text_of(value: &Value) -> &str {
    match value {
        Value::Text(text) => &text.text,
        _ => "",
    }
}

fn key_by_key(path: &[Key], old: &[Entry<'_>], new: &[(String, Value)]) -> Vec<Step> {
    let below = |key: &str| {
        let mut path = path.to_vec();
        path.push(Key::from(key));
        path
    };
    let set = new.iter().map(|(key, value)| Step::Set {
        path: below(key),
        value: value.clone(),
    });
    let gone = old
        .iter()
        .filter(|entry| new.iter().all(|(key, _)| *key != entry.key));
    let remove = gone.map(|entry| Step::Remove {
        path: below(&entry.key),
    });
    set.chain(remove).collect()
}
