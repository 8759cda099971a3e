//! A settled flow as the text and the script of a show.

mod choices;
mod lines;
mod scenes;
mod text;

use std::collections::HashMap;

use super::{At, Flow, Kind, Note, Tag, Term, Variable};
use crate::outline::anchor::Quotes;
use crate::outline::{Outline, Row, TitlePage, cast, prose};
use crate::world::Catalog;
use cuebook_core::language::Language;
use cuebook_script::Prose;
use scenes::Plan;
use text::Text;

/// A story without words.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct NothingSpoken;

/// Writes a settled flow as an outline. Notes are comments where they belong.
///
/// # Errors
/// When the story has no words.
pub(crate) fn outline(
    mut flow: Flow,
    stock: &dyn Catalog,
) -> Result<(Outline, Vec<Note>), NothingSpoken> {
    let plan = Plan::of(&flow);
    let text = Text::of(&flow, &plan);
    let (read, _) = Prose::read(text.text.clone());
    if text.lines.iter().all(|line| line.words(&read).is_empty()) {
        return Err(NothingSpoken);
    }
    let quotes = Quotes::new(&read);
    // The rules for prose find who speaks where no tag says so.
    let guessed = prose::outline(read.clone(), stock);
    let mut lost = Vec::new();
    let mut writer = Writer {
        flow: &flow,
        plan: &plan,
        text: &text,
        prose: &read,
        quotes: &quotes,
        stock,
        lost: &mut lost,
    };
    let choices = writer.choices();
    let scenes = writer.scenes();
    let (lines, skipped) = writer.lines(&guessed.lines);
    let cues = writer.cues();
    let state = writer.state();
    let tag = flow.language.as_deref().and_then(Language::of_tag);
    let language = tag.unwrap_or_else(|| guessed.language());
    let roles = roles(&guessed, &lines, (stock, language));
    flow.notes.append(&mut lost);
    flow.notes.sort_by_key(|note| note.at);
    let scenes = scenes::with_notes(scenes, &flow, &plan);
    let outline = Outline {
        title: TitlePage {
            comments: Vec::new(),
            show: flow.title.clone(),
            author: flow.author.clone(),
            language: flow.language.clone(),
            skip_tags: false,
        },
        prose: read,
        roles,
        scenes,
        lines,
        skipped,
        cues,
        state,
        choices,
        ..Outline::default()
    };
    Ok((outline, flow.notes))
}

/// Casts the narrator and all who speak.
fn roles(
    guessed: &Outline,
    lines: &[crate::outline::Line],
    (stock, language): (&dyn Catalog, Language),
) -> Vec<crate::outline::Role> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for line in lines.iter().filter(|line| line.role != cast::NARRATOR) {
        match counted.iter_mut().find(|(name, _)| *name == line.role) {
            Some((_, lines)) => *lines += 1,
            None => counted.push((line.role.clone(), 1)),
        }
    }
    counted.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    let players: Vec<cast::Player> = counted
        .into_iter()
        .map(|(name, lines)| {
            let known = guessed.roles.iter().find(|role| role.name == name);
            let player = match known {
                Some(role) => role.player.clone(),
                None => crate::outline::screenplay::named(&name, lines),
            };
            cast::Player { lines, ..player }
        })
        .collect();
    cast::cast(cast::NARRATOR, &players, stock, language)
}

/// Writes the sections of the script.
struct Writer<'w> {
    flow: &'w Flow,
    plan: &'w Plan,
    text: &'w Text,
    prose: &'w Prose,
    quotes: &'w Quotes<'w>,
    stock: &'w dyn Catalog,
    lost: &'w mut Vec<Note>,
}

impl Writer<'_> {
    /// Writes a condition as a value of `when`. One that a script cannot express is noted.
    fn when(&mut self, when: Option<&Term>, at: At) -> Option<String> {
        let when = when?;
        let Some(written) = super::tabulate::condition(when, &self.flow.variables) else {
            self.lose(
                at,
                "a condition that a script cannot calculate; it is left out",
            );
            return None;
        };
        (written != "true").then(|| expression(&written))
    }

    fn lose(&mut self, at: At, what: &str) {
        self.lost.push(Note {
            at,
            what: what.to_owned(),
            help: Some("write it with `state` and `when`".to_owned()),
            remark: false,
        });
    }

    /// Returns the rows of the variables.
    fn state(&self) -> Vec<Row> {
        let variables = self.flow.variables.iter();
        let used = self.used();
        let rows = variables.enumerate().filter_map(|(index, variable)| {
            let is_kept = variable.written || used[index];
            is_kept.then(|| state_row(variable))
        });
        rows.collect()
    }

    /// Returns whether a condition or another value depends on each variable.
    fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.flow.variables.len()];
        self.flow
            .each_term(|term| term.each_variable(&mut |variable| used[variable.0] = true));
        self.flow.each_set(|set| used[set.variable.0] = true);
        used
    }
}

fn state_row(variable: &Variable) -> Row {
    let start = variable.start.shown();
    let values = match &variable.kind {
        Some(Kind::Flag) => match variable.chance {
            Some(chance) => format!("{{ chance: {chance}% }}"),
            None => variable.start.holds().to_string(),
        },
        Some(Kind::Number { from, to }) => {
            let from = (*from).min(variable.start.number());
            let to = (*to).max(variable.start.number());
            let clamp = if variable.clamps { ", clamp: true" } else { "" };
            format!(
                "{{ from: {from}, to: {to}, start: {}{clamp} }}",
                variable.start.number()
            )
        }
        Some(Kind::Words(words)) => {
            let words: Vec<String> = words.iter().map(|word| plain(word)).collect();
            format!(
                "{{ one-of: [{}], start: {} }}",
                words.join(", "),
                plain(&start)
            )
        }
        None => start,
    };
    Row {
        row: format!("  {}: {values}", variable.name),
        remark: (!variable.written).then(|| "made by the import".to_owned()),
    }
}

/// Returns an expression as a value of YAML.
fn expression(written: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    match written.chars().all(is_word) && !written.is_empty() {
        true => written.to_owned(),
        false => cuebook_script::write::quoted(written),
    }
}

/// Returns a word of a variable as YAML.
fn plain(word: &str) -> String {
    cuebook_script::write::name(word)
}

/// Returns the tags of a line that say who speaks.
fn speaker(tags: &[Tag]) -> Option<String> {
    let name = tags.iter().rev().find_map(|tag| match tag {
        Tag::By(name) => Some(name),
        _ => None,
    });
    cast::role_name(name?)
}

/// Returns whether a role says a line: its words are in quotation marks.
fn is_said(tags: &[Tag]) -> bool {
    let is_narrated = |name: &String| name == cast::NARRATOR;
    !tags.contains(&Tag::Told) && speaker(tags).is_some_and(|name| !is_narrated(&name))
}

/// Gives names that are not in use yet.
#[derive(Default)]
struct Names {
    used: HashMap<String, usize>,
}

impl Names {
    /// Returns a name, with a number if it is in use.
    fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        while self.used.contains_key(&free) {
            let number = self.used.entry(name.to_owned()).or_insert(1);
            *number += 1;
            free = format!("{name}-{number}");
        }
        self.used.insert(free.clone(), 1);
        free
    }
}
