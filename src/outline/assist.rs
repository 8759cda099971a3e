//! Speakers that a language model names: which lines it is asked about, and which of its
//! answers count.
//!
//! Only lines that the rules call guesses are asked. An answer is only a name: a person
//! of the outline, or one whose name is in the text. It changes who speaks a line, and
//! nothing else.

mod names;
mod questions;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cast::{self, NARRATOR, Player};
use super::{Outline, Role};
use crate::world::Catalog;
pub(crate) use questions::{INSTRUCTIONS, Question, questions};

/// What became of the answers.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Labelled {
    /// The number of lines with a name.
    pub named: usize,
    /// The number of names that no person has and that are not in the text.
    pub dropped: usize,
}

/// Gives lines the speakers that a model named, by the index of each line.
pub(crate) fn apply(
    outline: &mut Outline,
    model: &str,
    answers: &BTreeMap<usize, String>,
    stock: &dyn Catalog,
) -> Labelled {
    let known = names::Known::of(outline);
    let mut counted = Labelled::default();
    let mut new: Vec<Player> = Vec::new();
    for (index, answer) in answers {
        let role = match known.judge(answer) {
            names::Judged::Silent => continue,
            names::Judged::Wrong => {
                counted.dropped += 1;
                continue;
            }
            names::Judged::Role(role) => role,
            names::Judged::New(player) => {
                let name = player.name.clone();
                if !new.iter().any(|own| own.name == name) {
                    new.push(player);
                }
                name
            }
        };
        let Some(line) = outline.lines.get_mut(*index).filter(|line| !line.sure) else {
            continue;
        };
        let rules = line.reason.strip_prefix("guess: ").unwrap_or(&line.reason);
        line.reason = match line.role == role {
            true => format!("guess: {model}; {rules}"),
            false => format!("guess: {model}; by the rules {}", line.role),
        };
        line.role = role;
        counted.named += 1;
    }
    if counted.named > 0 {
        recast(outline, new, stock);
        let comment = format!(
            "{model} named the speakers of {} guesses: see their comments.",
            counted.named
        );
        outline.title.comments.push(comment);
    }
    counted
}

/// Counts the lines of the roles, adds the new ones and removes those without lines.
fn recast(outline: &mut Outline, new: Vec<Player>, stock: &dyn Catalog) {
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &outline.lines {
        *lines.entry(&line.role).or_default() += 1;
    }
    let count = |name: &str| lines.get(name).copied().unwrap_or(0);
    let language = outline.language();
    let narrator: Vec<Role> = outline.roles.drain(..outline.roles.len().min(1)).collect();
    outline.roles.retain_mut(|role| {
        role.lines = count(&role.name);
        role.lines > 0
    });
    let mut roles = narrator;
    roles.append(&mut outline.roles);
    for mut player in new {
        player.lines = count(&player.name);
        cast::add(&mut roles, player, (stock, language));
    }
    if let Some(others) = roles.get_mut(1..) {
        others.sort_by_key(|role| Reverse(role.lines));
    }
    outline.roles = roles;
}

/// Returns the name of the narrator in an outline.
fn narrator(outline: &Outline) -> &str {
    outline
        .roles
        .first()
        .map_or(NARRATOR, |role| role.name.as_str())
}
