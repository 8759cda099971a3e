//! Gestures on lines: who speaks, and how.

use serde::Deserialize;

use super::values::Settings;
use super::{Plan, Planned, Refusal, called, count};
use crate::book::place::Finder;
use crate::session::edit::lines::changes::item;
use crate::session::edit::lines::parts::unquoted;
use crate::session::edit::lines::{FoundLine, LineFinder};
use crate::session::edit::written::Change;
use crate::session::{Show, Studio};
use crate::studio::document::words;
use cuebook_core::id::WordId;
use cuebook_script::edit::{Step, Value};
use cuebook_script::prose::StretchKind;
use std::ops::Range;

/// Sets keys of whole lines, or of selected words.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct ChangeLines {
    #[serde(default)]
    lines: Vec<String>,
    words: Option<[usize; 2]>,
    set: Settings,
}

/// Splits a line before a word.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Split {
    line: String,
    word: usize,
    #[serde(default)]
    set: Settings,
}

/// Some lines.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Named {
    lines: Vec<String>,
}

/// Accepts guesses.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Settle {
    #[serde(default)]
    lines: Vec<String>,
    role: Option<String>,
    #[serde(default)]
    all: bool,
}

fn plain(why: &str) -> Refusal {
    Refusal::Plain(why.to_owned())
}

fn found(show: &Show, lines: &[String]) -> Result<Vec<FoundLine>, Refusal> {
    let finder: LineFinder<'_> = show.line_finder()?;
    let found = lines.iter().map(|line| finder.find(line, None));
    Ok(found.collect::<Result<_, _>>()?)
}

impl ChangeLines {
    pub(super) fn plan(&self, studio: &Studio, show: &Show) -> Plan {
        let changes = self.set.changes(show)?;
        let Some(selected) = self.words else {
            let steps = studio.change_lines(show, &self.lines, None, &changes)?;
            return Ok(Planned::new(self.name(self.lines.len()), steps));
        };
        let selected =
            words(show, selected).ok_or_else(|| plain("these words are not in the text"))?;
        let parts = touched(show, &selected);
        let dialogue: Vec<&Touched> = parts.iter().filter(|part| part.is_dialogue).collect();
        match (parts.as_slice(), dialogue.as_slice()) {
            ([alone], [_]) if alone.words != selected => {
                let steps = part_of_line(studio, show, alone, &selected, &changes)?;
                Ok(Planned::new(self.name(1), steps))
            }
            (_, []) => {
                let prose = &show.book.prose;
                let keys = unquoted(prose, &Finder::new(prose), &selected);
                let step = studio.addition(show, "lines", item(keys, &changes)?)?;
                Ok(Planned::new(self.name(1), vec![step]))
            }
            (_, dialogue) => {
                let ids: Vec<String> = dialogue.iter().map(|part| part.id.clone()).collect();
                let steps = studio.change_lines(show, &ids, None, &changes)?;
                Ok(Planned::new(self.name(ids.len()), steps))
            }
        }
    }

    fn name(&self, lines: usize) -> String {
        let lines = count(lines, "line");
        if let Some(role) = self.set.text("by") {
            return format!("Give {lines} to {role}");
        }
        match self.set.0.first() {
            Some((key, _)) if key == "skip" => format!("Skip {lines}"),
            Some((key, value)) if value.is_null() => {
                format!("Reset the {} of {lines}", called(key))
            }
            Some((key, _)) => format!("Set the {} of {lines}", called(key)),
            None => format!("Change {lines}"),
        }
    }
}

/// A stretch of the text that a selection touches.
struct Touched {
    /// The id of its line.
    id: String,
    words: Range<WordId>,
    is_dialogue: bool,
}

/// Returns the lines and skipped stretches that a selection touches, in order.
fn touched(show: &Show, selected: &Range<WordId>) -> Vec<Touched> {
    let prose = &show.book.prose;
    let first = prose.stretch_of(prose.sentence_of(selected.start));
    let last = prose.stretch_of(prose.sentence_of(selected.end - 1));
    let part = |index: usize| {
        let stretch = &prose.stretches[index];
        let words = (!stretch.sentences.is_empty()).then(|| prose.words_of(stretch))?;
        let mut lines = show.book.lines.iter();
        let line = lines.find(|line| line.words.start == words.start);
        Some(Touched {
            id: line.map_or_else(|| text(show, &words), |line| line.id.clone()),
            is_dialogue: stretch.kind == StretchKind::Dialogue,
            words,
        })
    };
    (first..=last).filter_map(part).collect()
}

fn text(show: &Show, words: &Range<WordId>) -> String {
    let prose = &show.book.prose;
    let written = prose.span_of(words.clone()).of(&prose.text);
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the steps that make selected words a line of their own and set its keys.
fn part_of_line(
    studio: &Studio,
    show: &Show,
    line: &Touched,
    selected: &Range<WordId>,
    changes: &[Change],
) -> Result<Vec<Step>, Refusal> {
    let mut now = show.clone();
    let mut all = Vec::new();
    // The end first, so that the beginning keeps its place.
    for cut in [selected.end, selected.start] {
        if !(line.words.start + 1..line.words.end).contains(&cut) {
            continue;
        }
        let own = at(&now, line.words.start)?;
        let steps = now.split_line_before(studio, own, cut, Vec::new())?;
        let edited = studio.edit(now, &steps);
        now = edited.map_err(|(_, why)| why)?.after;
        all.extend(steps);
    }
    let mut lines = now.book.lines.iter();
    let own = lines.find(|line| line.words.start == selected.start);
    let id = own
        .ok_or_else(|| plain("this line is not heard"))?
        .id
        .clone();
    all.extend(studio.change_lines(&now, &[id], None, changes)?);
    Ok(all)
}

/// Returns the line that begins with a word.
fn at(show: &Show, word: WordId) -> Result<FoundLine, Refusal> {
    let mut lines = show.book.lines.iter();
    let line = lines.find(|line| line.words.start == word);
    let line = line.ok_or_else(|| plain("this line is not heard"))?;
    Ok(found(show, std::slice::from_ref(&line.id))?[0])
}

impl Split {
    pub(super) fn plan(&self, studio: &Studio, show: &Show) -> Plan {
        let line = found(show, std::slice::from_ref(&self.line))?[0];
        let mut settings: Vec<(String, Value)> = Vec::new();
        self.set.add_to(show, &mut settings)?;
        let steps = show.split_line_before(studio, line, WordId(self.word), settings)?;
        Ok(Planned::new("Split a line", steps))
    }
}

impl Named {
    pub(super) fn join(&self, show: &Show) -> Plan {
        let steps = show.join_lines(&found(show, &self.lines)?)?;
        Ok(Planned::new(
            format!("Join {}", count(self.lines.len(), "line")),
            steps,
        ))
    }

    pub(super) fn remove(&self, show: &Show) -> Plan {
        let items = found(show, &self.lines)?.into_iter().map(|line| {
            line.item
                .ok_or_else(|| plain("the narrator reads this line already"))
        });
        let steps = Show::without_lines(items.collect::<Result<_, _>>()?);
        let name = format!("Leave {} to the narrator", count(self.lines.len(), "line"));
        Ok(Planned::new(name, steps))
    }
}

impl Settle {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let guesses = show.line_guesses()?;
        let wanted = match &self.role {
            _ if self.all => None,
            Some(role) => Some(show.lines_of_role(role)),
            None => {
                let items = found(show, &self.lines)?.into_iter();
                Some(items.filter_map(|line| line.item).collect())
            }
        };
        let all = guesses.iter().map(|guess| guess.index);
        let items: Vec<usize> = all
            .filter(|index| wanted.as_ref().is_none_or(|wanted| wanted.contains(index)))
            .collect();
        if items.is_empty() {
            return Err(plain("there is no such guess"));
        }
        let name = format!(
            "Accept {}",
            count(items.len(), "guess").replace("guesss", "guesses")
        );
        Ok(Planned::new(name, Show::settled(items)))
    }
}
