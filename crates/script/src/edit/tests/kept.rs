//! Checks that an edit changes nothing else, without using the code of the edits. A different YAML
//! parser reads the meaning of the scripts.

use serde_yaml::Value as Yaml;

use super::super::page::Page;
use super::*;
use cuebook_yaml::Sign;

/// Reads a text with the other YAML parser, with aliases and merges resolved.
pub(crate) fn read(source: &str) -> Option<Yaml> {
    let source = source.trim_start_matches('\u{FEFF}');
    let mut yaml: Yaml = serde_yaml::from_str(source).ok()?;
    yaml.apply_merge().ok()?;
    Some(yaml)
}

/// Returns a value as that parser would read it.
fn yaml(value: &Value) -> Yaml {
    match value {
        Value::Text(text) => Yaml::String(text.text.clone()),
        Value::List(items) => Yaml::Sequence(items.iter().map(yaml).collect()),
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| (Yaml::String(key.clone()), yaml(value));
            Yaml::Mapping(entries.iter().map(entry).collect())
        }
    }
}

fn words(value: &Yaml) -> String {
    match value {
        Yaml::Null => String::new(),
        Yaml::Bool(truth) => truth.to_string(),
        Yaml::Number(number) => number.to_string(),
        Yaml::String(text) => text.trim_end_matches('\n').to_owned(),
        _ => unreachable!("not a single value"),
    }
}

/// Returns whether two texts have the same meaning. The notation of numbers does not matter.
pub(crate) fn same(a: &Yaml, b: &Yaml) -> bool {
    match (a, b) {
        (Yaml::Mapping(a), Yaml::Mapping(b)) => {
            let name = |key: &Yaml| words(key);
            a.len() == b.len()
                && a.iter().all(|(key, value)| {
                    let mut there = b.iter().filter(|(other, _)| name(other) == name(key));
                    there.next().is_some_and(|(_, other)| same(value, other))
                })
        }
        (Yaml::Sequence(a), Yaml::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Yaml::Tagged(a), b) | (b, Yaml::Tagged(a)) => same(&a.value, b),
        (Yaml::Mapping(_) | Yaml::Sequence(_), _) | (_, Yaml::Mapping(_) | Yaml::Sequence(_)) => {
            false
        }
        (a, b) => words(a) == words(b),
    }
}

fn reach<'y>(root: &'y mut Yaml, path: &[Key]) -> &'y mut Yaml {
    path.iter().fold(root, |here, key| match key {
        Key::At(index) => &mut here[*index],
        Key::Name(name) => {
            if here.is_null() {
                *here = Yaml::Mapping(Default::default());
            }
            let map = here.as_mapping_mut().unwrap();
            let known = map.keys().find(|key| words(key) == *name).cloned();
            let key = known.unwrap_or(Yaml::String(name.clone()));
            map.entry(key).or_insert(Yaml::Null)
        }
    })
}

/// Returns the meaning of a text after a step.
fn stepped(mut root: Yaml, step: &Step) -> Yaml {
    match step {
        Step::Set { path, value } => *reach(&mut root, path) = yaml(value),
        Step::Push { path, item } => {
            let list = reach(&mut root, path);
            if list.is_null() {
                *list = Yaml::Sequence(Vec::new());
            }
            list.as_sequence_mut().unwrap().push(yaml(item));
        }
        Step::Insert { path, beside, item } => {
            let list = reach(&mut root, path).as_sequence_mut().unwrap();
            list.insert(beside.index(), yaml(item));
        }
        Step::Remove { path } => {
            let (last, way) = path.split_last().unwrap();
            match (reach(&mut root, way), last) {
                (Yaml::Sequence(items), Key::At(index)) => drop(items.remove(*index)),
                (Yaml::Mapping(map), Key::Name(name)) => {
                    map.retain(|key, _| words(key) != *name);
                }
                _ => unreachable!("{path:?}"),
            }
        }
        Step::Settle { .. } => {}
        Step::Name { path, is_key, to } => {
            let (last, way) = path.split_last().unwrap();
            match (reach(&mut root, way), last) {
                (Yaml::Mapping(map), Key::Name(name)) if *is_key => {
                    let old = std::mem::take(map);
                    let renamed = |(key, value): (Yaml, Yaml)| match words(&key) == *name {
                        true => (Yaml::String(to.clone()), value),
                        false => (key, value),
                    };
                    map.extend(old.into_iter().map(renamed));
                }
                _ => *reach(&mut root, path) = Yaml::String(to.clone()),
            }
        }
        Step::Rename { from, to } => {
            let roles = root.get_mut("cast").and_then(Yaml::as_mapping_mut);
            if let Some(roles) = roles {
                let old = std::mem::take(roles);
                roles.extend(
                    old.into_iter()
                        .map(|(key, value)| match words(&key) == *from {
                            true => (Yaml::String(to.clone()), value),
                            false => (key, value),
                        }),
                );
            }
            for section in ["lines", "choices"] {
                let items = root.get_mut(section).and_then(Yaml::as_sequence_mut);
                for item in items.into_iter().flatten() {
                    if let Some(by) = item.get_mut("by").filter(|by| words(by) == *from) {
                        *by = Yaml::String(to.clone());
                    }
                }
            }
        }
    }
    root
}

fn comments(source: &str) -> Vec<&str> {
    let page = Page::of(source).unwrap();
    let comments = page
        .tokens
        .iter()
        .filter(|token| token.sign == Sign::Comment);
    comments.map(|token| token.span.of(source)).collect()
}

/// Returns the part of the old text that is gone, after the common end of both texts is matched
/// first.
fn rest<'t>(old: &'t str, new: &str) -> &'t str {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let most = a.len().min(b.len());
    let same = |i: &usize| a[a.len() - 1 - i] != b[b.len() - 1 - i];
    let end = (0..most).find(same).unwrap_or(most);
    let left = most - end;
    let start = (0..left).find(|i| a[*i] != b[*i]).unwrap_or(left);
    old.get(start..old.len() - end).unwrap_or(old)
}

/// Returns the stretches in which two texts differ.
fn differing<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let most = a.len().min(b.len());
    let start = (0..most).find(|i| a[*i] != b[*i]).unwrap_or(most);
    let rest = most - start;
    let same = |i: &usize| a[a.len() - 1 - i] != b[b.len() - 1 - i];
    let end = (0..rest).find(same).unwrap_or(rest);
    let part = |text: &'t str, cut: usize| {
        let (mut from, mut to) = (start, text.len() - cut);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
        &text[from..to]
    };
    (part(old, end), part(new, end))
}

/// Returns the whole lines that a span covers.
fn lines_of(source: &str, span: Span) -> &str {
    let start = source[..span.start].rfind('\n').map_or(0, |nl| nl + 1);
    let end = source[span.end..].find('\n');
    &source[start..end.map_or(source.len(), |end| span.end + end)]
}

/// Returns whether all parts of the old text are in the new one, which has more.
fn stays(was: &str, is: &str) -> bool {
    let mut rest = is.chars();
    was.chars().all(|c| rest.any(|other| other == c))
}

/// Panics if a text does not have the meaning of another with the steps made.
pub(crate) fn check_steps(old: &str, new: &str, steps: &[Step]) {
    let Some(before) = read(old) else { return };
    let message = || format!("{steps:?}\n--- old\n{old}\n--- new\n{new}");
    let after = read(new).unwrap_or_else(|| panic!("no YAML any more: {}", message()));
    let wanted = steps.iter().fold(before, stepped);
    assert!(same(&after, &wanted), "it says otherwise: {}", message());
}

/// Panics if a step has changed anything except the thing that it names.
pub(crate) fn check_step(old: &str, new: &str, step: &Step) {
    let message = || format!("{step:?}\n--- old\n{old}\n--- new\n{new}");
    check_steps(old, new, std::slice::from_ref(step));
    let (was, is) = differing(old, new);
    let mut kept = comments(new);
    let lost: Vec<&str> = comments(old)
        .into_iter()
        .filter(|comment| match kept.iter().position(|k| k == comment) {
            Some(place) => {
                kept.remove(place);
                false
            }
            None => true,
        })
        .collect();
    let item = matches!(step, Step::Remove { path } if matches!(path.last(), Some(Key::At(_))));
    assert!(
        kept.is_empty(),
        "a comment {kept:?} has come in: {}",
        message()
    );
    assert!(item || lost.is_empty(), "{lost:?} is lost: {}", message());
    let shifted = rest(old, new);
    let lines = named(old, step).map_or("", |span| lines_of(old, span));
    for comment in lost {
        let there = [was, shifted, lines]
            .iter()
            .any(|part| part.contains(comment));
        assert!(there, "{comment} was not the item's: {}", message());
    }
    let empty = |text: &str| {
        text.chars()
            .all(|c| c.is_whitespace() || "[]{},~".contains(c))
    };
    match step {
        Step::Remove { .. } => {
            let is = is.replace("[]", "").replace("{}", "");
            let out = empty(&is) || stays(is.trim(), was);
            assert!(out, "{is:?} has come in: {}", message());
        }
        Step::Push { .. } | Step::Insert { .. } => {
            assert!(
                empty(was) || stays(was, is),
                "{was:?} is lost: {}",
                message()
            );
        }
        Step::Set { path, .. } => {
            let there = set::place(old, path).map_or("", |span| span.of(old));
            let within =
                empty(was) || there.contains(was.trim()) || was.starts_with('*') || stays(was, is);
            assert!(within, "{was:?} is lost: {}", message());
        }
        Step::Settle { .. } => assert!(empty(is), "{is:?} has come in: {}", message()),
        Step::Name { to, .. } => {
            let (old, new) = (old.split('\n').count(), new.split('\n').count());
            assert_eq!(old, new, "{}", message());
            assert!(
                empty(is) || is.contains(to.as_str()) || to.contains(is),
                "{}",
                message()
            );
        }
        Step::Rename { from, to } => {
            let (old, new) = (old.split('\n').count(), new.split('\n').count());
            assert_eq!(old, new, "{}", message());
            assert!(
                was.contains(from.as_str()) || from.contains(was) || to.contains(is),
                "{}",
                message()
            );
        }
    }
    let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    match (old.contains("\r\n"), bare(old)) {
        (true, 0) => assert_eq!(bare(new), 0, "a bare line end: {}", message()),
        (false, _) => assert!(!new.contains('\r'), "a carriage return: {}", message()),
        _ => {}
    }
}
