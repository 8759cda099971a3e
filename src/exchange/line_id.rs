//! The names of lines, for sheets and recordings.
//!
//! In: a show. Out: a name for each of its lines of dialogue. Always true: it is
//! the script's where that gives one; else it is made of the role and the line's
//! own first words, so that no edit of another line changes it. (Lines that
//! begin alike are numbered, and the numbers are in the order of the text.)

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, Line};
use crate::script::Script;
use crate::script::write::slug;

/// The longest part of a made name that is the role's, and that is the line's.
const OF_ROLE: usize = 20;
const OF_WORDS: usize = 36;

/// A line of dialogue and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// An index into [`Book::lines`].
    pub line: usize,
    pub id: String,
    /// Whether the script gives it.
    pub given: bool,
}

/// Names every line of dialogue, in the order of the text.
#[must_use]
pub fn name(script: &Script, book: &Book) -> Vec<Named> {
    let given: BTreeSet<&str> = script
        .lines
        .iter()
        .filter_map(|note| note.id.as_ref())
        .map(|id| id.value.as_str())
        .collect();
    let mut taken: BTreeSet<String> = given.iter().map(|id| id.to_lowercase()).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let dialogue = book
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.dialogue);
    let named = dialogue.map(|(index, line)| {
        let own = given.contains(line.id.as_str());
        let id = match own {
            true => line.id.clone(),
            false => made(book, line, &mut counts, &mut taken),
        };
        Named {
            line: index,
            id,
            given: own,
        }
    });
    named.collect()
}

fn made(
    book: &Book,
    line: &Line,
    counts: &mut BTreeMap<String, usize>,
    taken: &mut BTreeSet<String>,
) -> String {
    let role = slug(&book.roles[line.role].name, OF_ROLE);
    let words = slug(line.text.of(&book.prose.text), OF_WORDS);
    let parts: Vec<String> = [role, words]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let name = match parts.join("-") {
        name if name.is_empty() => "line".to_owned(),
        name => name,
    };
    let count = counts.entry(name.clone()).or_insert(0);
    loop {
        *count += 1;
        // A point, since hyphens and numbers are how takes are counted.
        let id = match *count {
            1 => name.clone(),
            count => format!("{name}.{count}"),
        };
        if taken.insert(id.clone()) {
            return id;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::session::Show;
    use crate::world::Memory;

    fn ids(text: &str, lines: &str) -> Vec<String> {
        let script = format!("text: |\n  {text}\ncast:\n  ANNA:\nlines:{lines}\n");
        let show = Show::load(
            Path::new("s.yaml"),
            script.as_bytes(),
            None,
            &Memory::default(),
        );
        name(&show.script, &show.book)
            .into_iter()
            .map(|named| named.id)
            .collect()
    }

    #[test]
    fn a_line_is_named_by_the_script_or_by_who_says_what() {
        let lines =
            "\n  - { id: go, quote: \"Go!\", by: ANNA }\n  - { quote: \"Come back\", by: ANNA }";
        let all = ids("“Go!” she said. “Come back, Tom.” He went.", lines);
        assert_eq!(all, ["go", "anna-come-back-tom"]);
        // A line more before it, and the name stays.
        let all = ids("“Wait.” “Go!” she said. “Come back, Tom.” He went.", lines);
        assert_eq!(all, ["narrator-wait", "go", "anna-come-back-tom"]);
    }

    #[test]
    fn lines_that_begin_alike_are_numbered() {
        let all = ids(
            "“Yes.” So. “Yes!” So. “Yes?”",
            " [{ id: narrator-yes, quote: { quote: \"Yes\", nth: 2 } }]",
        );
        assert_eq!(all, ["narrator-yes.2", "narrator-yes", "narrator-yes.3"]);
    }
}
