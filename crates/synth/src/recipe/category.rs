//! Categories of the Universal Category System (UCS).

mod table;

use std::sync::LazyLock;

use cuebook_core::diagnostic::{Diagnostic, nearest, shown};
use cuebook_core::meaning::alike;
use cuebook_yaml::mapping::{Slot, Takes, Value};

use super::read::{Reading, State};
use table::CATEGORIES;

/// The id of a category: letters of its group, then of its part (`DOORWood`).
pub struct CategoryId;

impl Value for CategoryId {
    type Of = String;
    type State = State;
    const TAKES: Takes = Takes::Words;

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<String> {
        let id = at.scalar(slot, "a category")?;
        if !is_id(id) {
            let message = format!("`{}` is not the id of a category", shown(id));
            let hint = "write an id of the Universal Category System, such as `DOORWood`";
            at.report(Diagnostic::error("unknown-word", slot.span(), message).hint(hint));
            return None;
        }
        if Category::of(id).is_none() {
            let message = format!("the Universal Category System has no category `{id}`");
            let warning = Diagnostic::warning("unknown-category", slot.span(), message);
            at.report(warning.did_you_mean(near(id)));
        }
        Some(id.to_owned())
    }
}

/// Whether a text has the form of an id: two to nine capitals, then letters or `-`.
fn is_id(text: &str) -> bool {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    (2..=9).contains(&capitals)
        && text.len() <= 16
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

/// Returns the id with nearly the same letters: of the same category, if its letters are known.
fn near(id: &str) -> Option<&'static str> {
    let ids = || ALL.iter().map(|category| category.id.as_str());
    let letters = id.bytes().take_while(u8::is_ascii_uppercase).count() - 1;
    let mut same = ids()
        .filter(|known| known.starts_with(&id[..letters]))
        .peekable();
    match same.peek() {
        Some(_) => nearest(id, same),
        None => nearest(id, ids()),
    }
}

/// A category of the Universal Category System, version 8.2.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The id, such as `DOORWood`.
    pub id: String,
    /// The letters at the start of the id, such as `DOOR`.
    pub letters: &'static str,
    /// The name, such as `doors`.
    pub name: &'static str,
    /// The part of the category, such as `wood`.
    pub part: &'static str,
}

/// Every category, in the order of the table.
static ALL: LazyLock<Vec<Category>> = LazyLock::new(|| {
    let parts = CATEGORIES
        .iter()
        .flat_map(|(letters, name, parts)| parts.split(',').map(move |part| (letters, name, part)));
    let category = |(letters, name, part): (&&'static str, &&'static str, &'static str)| {
        let (end, part) = part.trim().split_once(' ')?;
        Some(Category {
            id: format!("{letters}{}", end.trim_matches('-')),
            letters,
            name,
            part,
        })
    };
    parts.filter_map(category).collect()
});

impl Category {
    /// Returns all categories of the system.
    #[must_use]
    pub fn all() -> &'static [Category] {
        &ALL
    }

    /// Returns the category with this id.
    #[must_use]
    pub fn of(id: &str) -> Option<&'static Category> {
        ALL.iter().find(|category| category.id == id)
    }

    /// Returns whether a text names the category: its id or its letters, in any case, or a word of its
    /// name or part.
    #[must_use]
    pub fn is_named(&self, text: &str) -> bool {
        let same = |own: &str| own.eq_ignore_ascii_case(text);
        let words = |name: &str| {
            let lower = text.to_lowercase();
            let is_own = |own: &str| own != "and" && alike(own, &lower);
            same(name) || name.split(' ').any(is_own)
        };
        same(&self.id) || same(self.letters) || words(self.name) || words(self.part)
    }
}

impl std::fmt::Display for Category {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe;
    use std::collections::HashSet;

    #[test]
    fn every_sound_of_the_library_has_a_known_category() {
        let unknown: Vec<String> = recipe::notes()
            .filter(|note| Category::of(note.category).is_none())
            .map(|note| {
                let (name, id) = (note.name, note.category);
                format!("{name}: {id}, perhaps {:?}", near(id))
            })
            .collect();
        assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    }

    #[test]
    fn the_table_has_each_id_once() {
        let ids: HashSet<&str> = ALL.iter().map(|category| category.id.as_str()).collect();
        assert_eq!(ids.len(), ALL.len());
        assert_eq!(ids.len(), 752);
        assert!(ids.iter().all(|id| is_id(id)));
    }

    #[test]
    fn a_category_is_named_by_its_id_letters_or_a_word() {
        let named = |text: &str| {
            let named = ALL.iter().filter(|category| category.is_named(text));
            named
                .map(|category| category.id.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(named("DOORWood"), ["DOORWood"]);
        assert_eq!(named("doorwood"), ["DOORWood"]);
        assert!(named("DOOR").contains(&"DOORKnck"));
        assert!(named("doors").contains(&"DOORKnck"));
        assert_eq!(named("thunder"), ["THUN"]);
        assert_eq!(named("weather"), ["HAIL", "WTHR", "STORM", "THUN"]);
        assert!(named("and").is_empty());
        assert!(named("zeppelin").is_empty());
    }

    #[test]
    fn an_unknown_id_has_a_near_one() {
        for (id, expected) in [
            ("WTHRThun", None),
            ("DOORKnock", Some("DOORKnck")),
            ("CRWDCher", Some("CRWDCheer")),
            ("VEHWgn", Some("VEHWagn")),
        ] {
            assert_eq!(near(id), expected, "{id}");
        }
    }
}
