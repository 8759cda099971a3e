//! Patches: what a page changes in its document to have the next version. Takes two documents as
//! written and returns the difference as JSON:
//!
//! ```json
//! { "from": 3, "to": 4,
//!   "set": { "revision": "9f31…", "history": { … } },
//!   "lists": { "cues": [[40, 1, [{ … }]]] },
//!   "numbers": { "places.cues": [81, 1, [950], 12] },
//!   "texts": { "script.text": [120, 4, "…"] } }
//! ```
//!
//! `set` replaces keys. A list has splices in order: from an index, so many items are replaced by
//! these. Numbers have one splice, and a difference that is added to all numbers behind it. A text has
//! one splice, in UTF-16 code units. A name with a dot is a key in a key.

use std::ops::Range;

use serde_json::{Value, json};

use super::document::utf16::Utf16;
use super::document::written::{PartValue, Written};
use super::history::Change;

/// The share of a document that a patch has at most. A longer one is not worth it.
const SHARE: usize = 2;

/// Returns the patch from one version of a document to another; `None` if a page should ask for the
/// document instead.
pub(super) fn between(
    (from, before): (u64, &Written),
    (to, after): (u64, &Written),
) -> Option<String> {
    if before.parts.len() != after.parts.len() {
        return None;
    }
    let mut patch = Patch::default();
    for (old, new) in before.parts.iter().zip(&after.parts) {
        match (&old.value, &new.value) {
            (PartValue::Whole(one), PartValue::Whole(other)) => {
                if before.json(one) != after.json(other) {
                    patch.set.add(new.name, after.json(other));
                }
            }
            (PartValue::List(one), PartValue::List(other)) => {
                let splices = splices((before, one), (after, other));
                if !splices.is_empty() {
                    patch.lists.add(new.name, &listed(&splices, after, other));
                }
            }
            (PartValue::Numbers(one), PartValue::Numbers(other)) => {
                if let Some(splice) = moved(one, other) {
                    patch.numbers.add(new.name, splice.to_string().as_bytes());
                }
            }
            (PartValue::Text(one), PartValue::Text(other)) => {
                if one != other {
                    let splice = typed(one, other).to_string();
                    patch.texts.add(new.name, splice.as_bytes());
                }
            }
            _ => return None,
        }
    }
    let text = patch.written(from, to)?;
    (text.len() < after.bytes.len() / SHARE).then_some(text)
}

/// The parts of a patch, each as the inside of a JSON mapping.
#[derive(Default)]
struct Patch {
    set: Entries,
    lists: Entries,
    numbers: Entries,
    texts: Entries,
}

#[derive(Default)]
struct Entries(Vec<u8>);

impl Entries {
    fn add(&mut self, name: &str, json: &[u8]) {
        if !self.0.is_empty() {
            self.0.push(b',');
        }
        self.0.extend(json!(name).to_string().bytes());
        self.0.push(b':');
        self.0.extend(json);
    }
}

impl Patch {
    fn written(self, from: u64, to: u64) -> Option<String> {
        let mut bytes = format!("{{\"from\":{from},\"to\":{to}").into_bytes();
        let parts = [
            ("set", self.set),
            ("lists", self.lists),
            ("numbers", self.numbers),
            ("texts", self.texts),
        ];
        for (name, Entries(inside)) in parts {
            bytes.extend(format!(",\"{name}\":{{").bytes());
            bytes.extend(inside);
            bytes.push(b'}');
        }
        bytes.push(b'}');
        String::from_utf8(bytes).ok()
    }
}

/// A part of a list and the part in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Splice {
    old: Range<usize>,
    new: Range<usize>,
}

/// Returns the part of two lists that differs, by their lengths and a comparison of two items.
fn differing(old: usize, new: usize, is_same: impl Fn(usize, usize) -> bool) -> Splice {
    let least = old.min(new);
    let begin = (0..least).find(|at| !is_same(*at, *at)).unwrap_or(least);
    let rest = least - begin;
    let same = (0..rest).find(|at| !is_same(old - 1 - at, new - 1 - at));
    let same = same.unwrap_or(rest);
    Splice {
        old: begin..old - same,
        new: begin..new - same,
    }
}

/// Returns the splices that make one list of items into another. Lists of one length are compared
/// item by item.
fn splices(
    (before, one): (&Written, &[Range<usize>]),
    (after, other): (&Written, &[Range<usize>]),
) -> Vec<Splice> {
    let is_same = |old: usize, new: usize| before.json(&one[old]) == after.json(&other[new]);
    let whole = differing(one.len(), other.len(), is_same);
    if whole.old.len() != whole.new.len() {
        return vec![whole];
    }
    let mut splices: Vec<Splice> = Vec::new();
    for at in whole.old.filter(|at| !is_same(*at, *at)) {
        match splices.last_mut() {
            Some(last) if last.old.end == at => (last.old.end, last.new.end) = (at + 1, at + 1),
            _ => splices.push(Splice {
                old: at..at + 1,
                new: at..at + 1,
            }),
        }
    }
    splices
}

fn listed(splices: &[Splice], after: &Written, items: &[Range<usize>]) -> Vec<u8> {
    let mut json = b"[".to_vec();
    for (number, splice) in splices.iter().enumerate() {
        let comma = if number > 0 { "," } else { "" };
        json.extend(format!("{comma}[{},{},[", splice.old.start, splice.old.len()).bytes());
        for (at, item) in items[splice.new.clone()].iter().enumerate() {
            if at > 0 {
                json.push(b',');
            }
            json.extend(after.json(item));
        }
        json.extend(b"]]");
    }
    json.push(b']');
    json
}

/// Returns the splice of numbers, with the difference that is added to those behind it; `None` if
/// they are equal.
fn moved(one: &[Option<u32>], other: &[Option<u32>]) -> Option<Value> {
    if one == other {
        return None;
    }
    let last =
        |numbers: &[Option<u32>]| numbers.iter().flatten().next_back().map(|n| i64::from(*n));
    let shift = last(other).zip(last(one)).map_or(0, |(new, old)| new - old);
    let least = one.len().min(other.len());
    let begin = (0..least)
        .find(|at| one[*at] != other[*at])
        .unwrap_or(least);
    let is_moved = |old: Option<u32>, new: Option<u32>| {
        old.map(|old| i64::from(old) + shift) == new.map(i64::from)
    };
    let (old, new) = (one.len(), other.len());
    let rest = least - begin;
    let same = (0..rest).find(|at| !is_moved(one[old - 1 - at], other[new - 1 - at]));
    let same = same.unwrap_or(rest);
    Some(json!([
        begin,
        old - same - begin,
        other[begin..new - same],
        shift
    ]))
}

/// Returns the splice of a text, in UTF-16 code units.
fn typed(one: &str, other: &str) -> Value {
    let change = Change::between(one, other);
    let units = Utf16::of(one);
    let (from, to) = (units.at(change.at), units.at(change.at + change.old.len()));
    json!([from, to - from, change.new])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_behind_a_change_move_together() {
        let some = |numbers: &[u32]| numbers.iter().map(|n| Some(*n)).collect::<Vec<_>>();
        let one = some(&[0, 9, 10, 19, 20, 29]);
        assert_eq!(moved(&one, &one), None);
        let other = some(&[0, 9, 10, 24, 25, 34]);
        assert_eq!(moved(&one, &other), Some(json!([3, 0, [], 5])));
        let added = some(&[0, 9, 10, 19, 20, 26, 27, 36]);
        assert_eq!(moved(&one, &added), Some(json!([5, 0, [26, 27], 7])));
        let removed = some(&[0, 9, 10, 19]);
        assert_eq!(moved(&one, &removed), Some(json!([4, 2, [], -10])));
        let none = [Some(0), Some(4), None, None, Some(8)];
        let moved_on = [Some(0), Some(6), None, None, Some(10)];
        assert_eq!(moved(&none, &moved_on), Some(json!([1, 0, [], 2])));
    }

    #[test]
    fn a_text_is_spliced_in_code_units() {
        assert_eq!(typed("a 𝄞 b", "a 𝄞 ccc"), json!([5, 1, "ccc"]));
        assert_eq!(typed("é", "è"), json!([0, 1, "è"]));
        assert_eq!(typed("a\r\nb", "a\r\nc\r\nb"), json!([3, 0, "c\r\n"]));
    }

    #[test]
    fn lists_have_the_fewest_splices() {
        let same = |one: &[u8], other: &[u8]| {
            let (one, other) = (one.to_vec(), other.to_vec());
            differing(one.len(), other.len(), move |old, new| {
                one[old] == other[new]
            })
        };
        let splice = |old, new| Splice { old, new };
        assert_eq!(same(b"abcd", b"abXd"), splice(2..3, 2..3));
        assert_eq!(same(b"aaa", b"aaaa"), splice(3..3, 3..4));
        assert_eq!(same(b"abc", b""), splice(0..3, 0..0));
        assert_eq!(same(b"", b"abc"), splice(0..0, 0..3));
    }
}
