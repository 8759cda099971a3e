//! The list of the persons of a play. It ends where the play begins: at a heading, at a
//! direction, or at the first speech.

use crate::outline::lexicon::listed;
use crate::outline::space;

use super::block::{Block, words};

/// First words of the heading of such a list.
const FIRST: &str = "persons characters people personages players dramatis cast roles speakers";

/// Further words of the heading.
const MORE: &str = "of in the a play drama comedy tragedy farce masque opera dialogue story piece sketch act scene represented \
    concerned speaking personae personæ personas list characters order appearance their as they appear speak and";

/// Returns whether a line, in small letters, is the heading of such a list: `Persons of the Play`,
/// `Dramatis Personæ`, `The Cast`.
#[must_use]
pub(super) fn is_heading(low: &str) -> bool {
    let words = words(low);
    let own = match words.split_first() {
        Some((first, rest)) if first == "the" || first == "list" => rest,
        _ => &words[..],
    };
    let own = match own.split_first() {
        Some((first, rest)) if first == "of" => rest,
        _ => own,
    };
    let own = if own.first().is_some_and(|first| first == "the") {
        &own[1..]
    } else {
        own
    };
    own.len() < 9
        && own.first().is_some_and(|first| listed(FIRST, first))
        && own[1..].iter().all(|word| listed(MORE, word))
}

/// How the entries of a list are written, by the first of them.
struct Style {
    capitals: bool,
    stopped: bool,
}

/// Returns the end of the list whose heading is the first line of a block; `None` if no
/// entries follow.
#[must_use]
pub(super) fn end(blocks: &[Block<'_>], at: usize) -> Option<usize> {
    // The title of the play may be above the heading.
    let heading = blocks[at].lines().position(|line| is_heading(&plain(line)));
    let own: Vec<&str> = blocks[at].lines().skip(heading? + 1).collect();
    let below = blocks.get(at + 1).map(|block| block.lines().collect());
    let first = match own.is_empty() {
        false => own.clone(),
        true => below?,
    };
    let head = first.first()?;
    let style = Style {
        capitals: is_capital(name(head)),
        stopped: first.iter().filter(|line| line.ends_with('.')).count() * 2 > first.len(),
    };
    let mut names: Vec<Vec<String>> = own.iter().map(|line| words(name(line))).collect();
    let mut next = at + 1;
    while let Some(block) = blocks.get(next) {
        if ends_before(block, &style, &names) {
            break;
        }
        names.extend(block.lines().map(|line| words(name(line))));
        next += 1;
    }
    (next > at + 1 || !own.is_empty()).then_some(next)
}

/// Returns a line in small letters, without the marks around it.
#[must_use]
pub(super) fn plain(line: &str) -> String {
    let low = line.to_lowercase().replace('’', "'");
    low.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Returns whether a block has the heading of a list below at most three lines of a title.
#[must_use]
pub(super) fn is_headed(block: &Block<'_>) -> bool {
    const MOST_TITLES: usize = 3;
    let mut lines = block.lines().take(MOST_TITLES + 1);
    block.is_display() && lines.any(|line| is_heading(&plain(line)))
}

/// Returns whether a block is no part of the list: a heading, a direction, a speech.
fn ends_before(block: &Block<'_>, style: &Style, names: &[Vec<String>]) -> bool {
    let lines: Vec<&str> = block.lines().collect();
    let text = block.text.trim_start();
    let Some(first) = lines.first() else {
        return true;
    };
    // A name of the list begins a speech.
    let head = words(name(first));
    let again = !head.is_empty()
        && names
            .iter()
            .any(|name| *name == head || is_short(&head, name));
    let low = block.low();
    let opening = words(&low);
    let opening = opening.first().map_or("", String::as_str);
    block.is_heading()
        || text.starts_with(['[', '(', '_', '“', '"'])
        || again
        || listed(
            "scene act time place setting prologue enter the-scene",
            opening,
        )
        || !lines.iter().all(|line| is_entry(line, style))
        || lines.len() == 1 && is_place(first, style)
}

/// Returns whether a name before a speech is a short form of an entry: `Dale` of `Mrs. Dale`.
fn is_short(head: &[String], entry: &[String]) -> bool {
    head.len() == 1 && entry.len() > 1 && entry.last() == head.first()
}

/// Returns whether a line can be an entry.
fn is_entry(line: &str, style: &Style) -> bool {
    let line = line.trim();
    let sentences = line
        .match_indices(". ")
        .filter(|(at, _)| {
            let before = line[..*at].rsplit(' ').next().unwrap_or("");
            before.chars().count() > 3 && line[at + 2..].starts_with(char::is_uppercase)
        })
        .count();
    let begins = line.starts_with(char::is_uppercase)
        || line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    // `Lords, Ladies and Attendants` below names in capitals.
    let group = line.contains(',') || words(line).len() < 7;
    let named = !style.capitals || is_capital(name(line)) || group;
    let stopped =
        style.stopped || !line.ends_with('.') || line.contains(',') || is_capital(name(line));
    begins
        && sentences == 0
        && named
        && stopped
        && !line.ends_with(['!', '?'])
        && line.chars().count() <= 120
}

/// Returns whether a line names the place of the play: `A room in the castle.`
fn is_place(line: &str, style: &Style) -> bool {
    let words = words(line);
    let article = words.first().is_some_and(|first| listed("a an the", first));
    let place = words
        .iter()
        .take(5)
        .any(|word| space::of_word(word).is_some());
    let marked = is_capital(name(line)) && style.capitals;
    article && place && !marked && line.ends_with('.')
}

/// Returns the name at the start of an entry: `ADA` of `ADA, a clerk`.
fn name(line: &str) -> &str {
    let line = line.trim().trim_matches(['*', '_', '-', ' ']);
    let cut = line.find([',', ':', '(', '[', '…', '—', '–', '\t']);
    let cut = cut
        .into_iter()
        .chain(line.find(" - "))
        .chain(line.find("  "));
    let cut = cut.chain(line.find("..")).chain(line.find(" . "));
    // `ADA. Is it you?` and `Mrs. Dale`
    let stop = line.match_indices(". ").map(|(at, _)| at);
    let stop = stop.filter(|at| {
        line[..*at].rsplit(' ').next().unwrap_or("").chars().count() > 3 || is_capital(&line[..*at])
    });
    let end = cut.chain(stop).min().unwrap_or(line.len());
    line[..end].trim().trim_end_matches('.')
}

fn is_capital(name: &str) -> bool {
    name.contains(char::is_alphabetic) && !name.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::*;

    /// Returns the first line after the list at the start of a text.
    fn after(text: &str) -> String {
        let blocks = blocks(text, 0..text.len());
        let next = end(&blocks, 0).unwrap();
        blocks.get(next).map_or("", |block| block.text).to_owned()
    }

    #[test]
    fn a_list_of_persons_ends_where_the_play_begins() {
        for (list, begins) in [
            (
                "DRAMATIS PERSONAE\n\nADA, a clerk.\nBEN, her brother.\n\n",
                "ADA. Who is there?",
            ),
            (
                "PERSONS\n\nADA\nBEN\n\n",
                "The stage is dark. A door opens.",
            ),
            ("PERSONS\n\nADA\nBEN\n\n", "ADA\nWho is there?"),
            (
                "Characters\nMrs. Dale, a widow\nTom, her son\n\n",
                "The garden of a cottage. Birds sing.",
            ),
            (
                "Characters\n\nMrs. Dale, a widow\n\nTom, her son\n\nThe Postman\n\n",
                "Mrs. Dale. Where is he?",
            ),
            (
                "DRAMATIS PERSONAE\n\nThe DUKE of Milan.\nVALENTINE, a gentleman.\n\n",
                "A room in the palace.",
            ),
            (
                "DRAMATIS PERSONAE\n\nHOB, King of Fen.\nNAN, his daughter.\nLords, Ladies, Soldiers, and\nother Attendants.\n\n",
                "SCENE. The fen.",
            ),
            (
                "THE CAST\n\nADA . . . . . a clerk\nBEN . . . . . a smith\n\n",
                "[A kitchen. Ada sits.]",
            ),
            (
                "CAST\n\nADA (30), a clerk\nBEN (12)\n\n",
                "Rain beats on the roof and the lamp is out. Ada waits.",
            ),
            (
                "CHARACTERS\n\nADA: a clerk\nBEN: a smith\n\n",
                "ADA: Who is there?",
            ),
        ] {
            assert_eq!(
                after(&format!("{list}{begins}\n\nBEN. Yes.\n")),
                begins,
                "{list}"
            );
        }
    }
}
