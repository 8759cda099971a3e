//! Sets the value of a key. The module takes a path and a value, and returns splices or smaller
//! steps. A value that contains a comment is not replaced.

use super::model::{self, Value};
use super::page::{Page, comment_within, refused};
use super::scalar::{self, Around};
use super::{Key, Step, insert};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::splice::Splice;
use cuebook_yaml::{Entry, Kind, Node, Style, quote};

/// The way in which a value is set.
pub(super) enum Way {
    Splices(Vec<Splice>),
    /// Key by key, where a mapping replaces a mapping.
    Steps(Vec<Step>),
}

pub(super) fn set(page: &Page<'_>, path: &[Key], value: &Value) -> Result<Way, Box<Diagnostic>> {
    let Some(mut here) = page.root.as_ref() else {
        return begun(page, path, value).map(Way::Splices);
    };
    // The value around the current one, to find its neighbours.
    let mut above: Option<&Node<'_>> = None;
    for (depth, key) in path.iter().enumerate() {
        let rest = &path[depth + 1..];
        match (key, &here.kind) {
            (Key::Name(name), Kind::Map(_)) => {
                let mark = page.mark_beside(above, name);
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
                if page.is_alias(entry) {
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

/// Writes the first key of a file that has none yet.
pub(super) fn begun(
    page: &Page<'_>,
    path: &[Key],
    value: &Value,
) -> Result<Vec<Splice>, Box<Diagnostic>> {
    let Some((Key::Name(name), rest)) = path.split_first() else {
        return Err(refused(Span::default(), "the script is empty"));
    };
    let style = page.style(None);
    let entry = |key: &str, value: &Value| scalar::entry((key, value), Around::Flow, style);
    let nl = page.nl(0);
    let lines: Vec<String> = match nested(rest, value) {
        Value::Map(entries) if !entries.is_empty() => {
            let entries = entries.iter();
            let lines = entries.map(|(key, value)| format!("  {}", entry(key, value)));
            lines.collect()
        }
        Value::List(items) if !items.is_empty() => {
            let items = items.iter();
            let items = items.map(|item| scalar::value(item, Around::Flow, style));
            items.map(|item| format!("  - {item}")).collect()
        }
        value => vec![entry(name, &value)],
    };
    let is_block = lines[0].starts_with(' ');
    let head = is_block.then(|| format!("{name}:"));
    let text: Vec<String> = head.into_iter().chain(lines).collect();
    let end = page.source.len();
    let gap = if page.source.is_empty() || page.source.ends_with('\n') {
        ""
    } else {
        nl
    };
    let text = format!("{gap}{}{nl}", text.join(nl));
    Ok(vec![Splice::new(end, end, text)])
}

/// Returns the place of the end of a path, or of the part of it that exists.
pub(super) fn place(source: &str, path: &[Key]) -> Option<Span> {
    let page = Page::of(source).ok()?;
    let mut here = page.root.as_ref()?;
    let mut span = None;
    for key in path {
        here = match page.child(here, key) {
            Some((node, _)) => node,
            None => break,
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

fn replace(
    page: &Page<'_>,
    map: &Node<'_>,
    entry: &Entry<'_>,
    path: &[Key],
    value: &Value,
    beside: Option<char>,
) -> Result<Way, Box<Diagnostic>> {
    let written = page.written(entry);
    let own = (!page.is_alias(entry)).then_some(&entry.value);
    if let (Some(Kind::Map(old)), Value::Map(new)) = (own.map(|node| &node.kind), value)
        && !old.is_empty()
        && !new.is_empty()
    {
        return Ok(Way::Steps(key_by_key(path, old, new)));
    }
    let around = if page.is_flow(map) {
        Around::Flow
    } else {
        Around::Block
    };
    let mark = own.and_then(|node| page.mark(node)).or(beside);
    let is_block = |node: &Node<'_>| !matches!(node.kind, Kind::Scalar(..)) && !page.is_flow(node);
    let from = match own.is_some_and(is_block) {
        // After the colon, so that no empty line is left of a block.
        true => entry.key_span.end + 1,
        false => written.start,
    };
    if page.has_comment(from, written.end) {
        return Err(comment_within(written, "this"));
    }
    let text = match (own.map(|node| &node.kind), value) {
        // A value that had quotation marks keeps them.
        (Some(Kind::Scalar(_, Style::Quoted)), Value::Text(text)) if text.words => {
            quote::quoted(&text.text, mark.unwrap_or('"'))
        }
        _ => scalar::value(value, around, page.style(mark)),
    };
    let gap = page.source[..from].ends_with(':') && !text.is_empty();
    let text = if gap { format!(" {text}") } else { text };
    Ok(Way::Splices(vec![Splice::new(from, written.end, text)]))
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
