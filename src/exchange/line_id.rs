//! The names of lines, for reading sheets and recordings.
//!
//! A name from the script is used where there is one. Otherwise the name is made
//! from the role and the first words of the line, so that no edit of another line
//! changes it. Lines with the same beginning are numbered in the order of the
//! text.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, Line};
use cuebook_core::id::LineId;
use cuebook_script::Script;
use cuebook_script::write::slug;

/// The largest length of the role's part of a generated name, and of the line's
/// part.
const OF_ROLE: usize = 20;
const OF_WORDS: usize = 36;

/// A line with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub line: LineId,
    pub id: String,
    /// Whether the name is from the script.
    pub given: bool,
}

/// Names every line of dialogue, in the order of the text.
#[must_use]
pub(crate) fn name(script: &Script, book: &Book) -> Vec<Named> {
    let mut names = Names::new(script);
    let dialogue = book.lines.entries().filter(|(_, line)| line.dialogue);
    dialogue
        .map(|(id, line)| names.name(book, id, line))
        .collect()
}

/// Names every line, in the order of the text. Dialogue has the same names as without narration.
#[must_use]
pub(crate) fn name_all(script: &Script, book: &Book) -> Vec<Named> {
    let mut names = Names::new(script);
    let mut named = Vec::new();
    for dialogue in [true, false] {
        let own = book
            .lines
            .entries()
            .filter(|(_, line)| line.dialogue == dialogue);
        named.extend(own.map(|(id, line)| names.name(book, id, line)));
    }
    named.sort_by_key(|named: &Named| named.line);
    named
}

/// The names that are given and made so far.
struct Names<'s> {
    given: BTreeSet<&'s str>,
    taken: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
}

impl<'s> Names<'s> {
    fn new(script: &'s Script) -> Names<'s> {
        let given: BTreeSet<&str> = script
            .lines
            .iter()
            .filter_map(|note| note.id.as_ref())
            .map(|id| id.value.as_str())
            .collect();
        Names {
            taken: given.iter().map(|id| id.to_lowercase()).collect(),
            given,
            counts: BTreeMap::new(),
        }
    }

    fn name(&mut self, book: &Book, place: LineId, line: &Line) -> Named {
        let own = self.given.contains(line.id.as_str());
        let id = match own {
            true => line.id.clone(),
            false => made(book, line, &mut self.counts, &mut self.taken),
        };
        Named {
            line: place,
            id,
            given: own,
        }
    }
}

fn made(
    book: &Book,
    line: &Line,
    counts: &mut BTreeMap<String, usize>,
    taken: &mut BTreeSet<String>,
) -> String {
    let role = slug(&book.roles[line.role].name, OF_ROLE);
    let words = slug(book.prose.said(line.text), OF_WORDS);
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
        // With a full stop, because hyphens and numbers count takes.
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
    fn a_name_is_from_the_script_or_from_role_and_words() {
        let lines =
            "\n  - { id: go, quote: \"Go!\", by: ANNA }\n  - { quote: \"Come back\", by: ANNA }";
        let all = ids("“Go!” she said. “Come back, Tom.” He went.", lines);
        assert_eq!(all, ["go", "anna-come-back-tom"]);
        // The name is the same after a further line before it.
        let all = ids("“Wait.” “Go!” she said. “Come back, Tom.” He went.", lines);
        assert_eq!(all, ["narrator-wait", "go", "anna-come-back-tom"]);
    }

    #[test]
    fn lines_with_the_same_beginning_are_numbered() {
        let all = ids(
            "“Yes.” So. “Yes!” So. “Yes?”",
            " [{ id: narrator-yes, quote: { quote: \"Yes\", nth: 2 } }]",
        );
        assert_eq!(all, ["narrator-yes.2", "narrator-yes", "narrator-yes.3"]);
    }
}
