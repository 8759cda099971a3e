//! What a script and its shared files say together: one tree, in which each value keeps its place.
//! What the script says wins, key by key.

use std::collections::HashMap;

use crate::Script;
use cuebook_yaml::{Entry, Kind, Node};

/// The keys that name what a sound or a space is made of. The other keys of a thing are settings of
/// it, so an entry with one of these replaces the whole thing.
const SOURCES: [&str; 4] = ["recipe", "file", "preset", "ir"];

/// The keys that `place` has too.
const PLACE: [&str; 2] = ["pan", "distance"];

/// What can be said at the root and in `meta`: the key of the root, and that of `meta`.
const TWICE: [(&str, &str); 3] = [
    ("show", "title"),
    ("author", "author"),
    ("language", "language"),
];

/// Returns what a shared file and one that wins over it say together.
pub(crate) fn merged<'s>(mut under: Node<'s>, over: Node<'s>) -> Node<'s> {
    if let Kind::Map(entries) = &mut under.kind {
        entries.retain(|entry| entry.key != "use" && Script::SHARED.key(&entry.key).is_some());
    }
    say_once(&mut under, &over);
    maps(under, over, &section)
}

/// Removes what the other file says in another way.
fn say_once(under: &mut Node<'_>, over: &Node<'_>) {
    for (root, inner) in TWICE {
        let within = get(over, "meta").and_then(|meta| get(meta, inner));
        if within.is_some() {
            remove(under, root);
        }
        if get(over, root).is_some()
            && let Some(meta) = get_mut(under, "meta")
        {
            remove(meta, inner);
        }
    }
}

/// Returns the two values of a section.
fn section<'s>(key: &str, under: Node<'s>, over: Node<'s>) -> Node<'s> {
    match key {
        "cast" | "barriers" | "spaces" | "sounds" => {
            maps(under, over, &|_, under, over| thing(under, over))
        }
        "pronounce" => parts(under, over),
        "meta" | "mix" | "pauses" => deep(under, over),
        _ => last(under, over),
    }
}

/// Returns the two values of a named thing.
fn thing<'s>(mut under: Node<'s>, over: Node<'s>) -> Node<'s> {
    if SOURCES.iter().any(|key| get(&over, key).is_some()) {
        return over;
    }
    for key in PLACE {
        let place = get(&over, "place").and_then(|place| get(place, key));
        if place.is_some() {
            remove(&mut under, key);
        }
        if get(&over, key).is_some()
            && let Some(place) = get_mut(&mut under, "place")
        {
            remove(place, key);
            if matches!(&place.kind, Kind::Map(left) if left.is_empty()) {
                remove(&mut under, "place");
            }
        }
    }
    deep(under, over)
}

/// Returns the pronunciations of both files, in one list. A later one wins.
fn parts<'s>(under: Node<'s>, over: Node<'s>) -> Node<'s> {
    let is_wrong = matches!(over.kind, Kind::Scalar(..)) && !over.is_empty();
    if is_wrong || under.is_empty() {
        return over;
    }
    let span = over.span;
    let of = |node: Node<'s>| match node.kind {
        Kind::List(parts) => parts,
        _ => vec![node],
    };
    let mut all = of(under);
    all.retain(|part| !part.is_empty() && !matches!(&part.kind, Kind::Map(all) if all.is_empty()));
    if !over.is_empty() {
        all.extend(of(over));
    }
    Node {
        kind: Kind::List(all),
        span,
    }
}

/// Returns the two values with all keys, at every depth.
fn deep<'s>(under: Node<'s>, over: Node<'s>) -> Node<'s> {
    maps(under, over, &|_, under, over| deep(under, over))
}

/// Returns the second value, or the first if there is no second one.
fn last<'s>(under: Node<'s>, over: Node<'s>) -> Node<'s> {
    match over.is_empty() {
        true => under,
        false => over,
    }
}

/// Returns a mapping with the keys of both. `both` joins the values of a key that both have.
fn maps<'s>(
    under: Node<'s>,
    over: Node<'s>,
    both: &dyn Fn(&str, Node<'s>, Node<'s>) -> Node<'s>,
) -> Node<'s> {
    let span = over.span;
    let (mut all, others) = match (under.kind, over.kind) {
        (Kind::Map(all), Kind::Map(others)) => (all, others),
        (kind, other) => {
            let under = Node {
                kind,
                span: under.span,
            };
            return last(under, Node { kind: other, span });
        }
    };
    let known = all.iter().enumerate();
    let known: HashMap<_, _> = known.map(|(at, entry)| (entry.key.clone(), at)).collect();
    for other in others {
        match known.get(&other.key) {
            Some(at) => {
                let value = std::mem::replace(&mut all[*at].value, other.value);
                let place = &mut all[*at];
                place.key_span = other.key_span;
                let over = std::mem::replace(&mut place.value, nothing());
                place.value = both(&other.key, value, over);
            }
            None => all.push(other),
        }
    }
    Node {
        kind: Kind::Map(all),
        span,
    }
}

fn nothing<'s>() -> Node<'s> {
    Node {
        kind: Kind::List(Vec::new()),
        span: Default::default(),
    }
}

fn get<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    let Kind::Map(entries) = &node.kind else {
        return None;
    };
    let entry = entries.iter().find(|entry| entry.key == key);
    entry
        .map(|entry| &entry.value)
        .filter(|value| !value.is_empty())
}

fn get_mut<'n, 's>(node: &'n mut Node<'s>, key: &str) -> Option<&'n mut Node<'s>> {
    let Kind::Map(entries) = &mut node.kind else {
        return None;
    };
    let entry = entries.iter_mut().find(|entry| entry.key == key);
    entry.map(|entry: &mut Entry<'s>| &mut entry.value)
}

fn remove(node: &mut Node<'_>, key: &str) {
    if let Kind::Map(entries) = &mut node.kind {
        entries.retain(|entry| entry.key != key);
    }
}
