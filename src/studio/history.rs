//! The steps of a session: each has a name, and the place of the script that it changed. They can be
//! undone and done again, in order.

use std::time::{Duration, Instant};

use serde::Serialize;

/// The most steps that are kept.
const MOST: usize = 1_000;

/// Changes of one name that follow each other within this time are one step.
const BURST: Duration = Duration::from_secs(1);

/// The name of a step in which text was typed.
pub(super) const TYPED: &str = "Type in the script";

/// A change of one stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The first byte that differs.
    pub at: usize,
    pub old: String,
    pub new: String,
}

impl Change {
    /// Returns the shortest change that makes one text into another.
    pub(super) fn between(before: &str, after: &str) -> Change {
        let pairs = before.bytes().zip(after.bytes());
        let mut at = pairs.take_while(|(a, b)| a == b).count();
        while !before.is_char_boundary(at) || !after.is_char_boundary(at) {
            at -= 1;
        }
        let (old, new) = (&before[at..], &after[at..]);
        let pairs = old.bytes().rev().zip(new.bytes().rev());
        let mut same = pairs.take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(old.len() - same) || !new.is_char_boundary(new.len() - same) {
            same -= 1;
        }
        Change {
            at,
            old: old[..old.len() - same].to_owned(),
            new: new[..new.len() - same].to_owned(),
        }
    }

    /// Returns the text before the change; `None` if the text has something else there.
    fn undone(&self, text: &str) -> Option<String> {
        replaced(text, self.at, &self.new, &self.old)
    }

    fn done(&self, text: &str) -> Option<String> {
        replaced(text, self.at, &self.old, &self.new)
    }
}

fn replaced(text: &str, at: usize, from: &str, to: &str) -> Option<String> {
    let rest = text.get(at..)?.strip_prefix(from)?;
    Some([&text[..at], to, rest].concat())
}

struct Step {
    name: String,
    change: Change,
    when: Instant,
}

/// The steps that were made, and those that were undone.
#[derive(Default)]
pub(super) struct History {
    steps: Vec<Step>,
    /// How many of them are done.
    done: usize,
}

/// The names of the steps, for the page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Told<'h> {
    undo: Option<&'h str>,
    redo: Option<&'h str>,
    steps: Vec<&'h str>,
}

/// The number of steps that the page shows.
const TOLD: usize = 50;

impl History {
    /// Adds a step. The undone ones are over.
    pub(super) fn add(&mut self, name: &str, before: &str, after: &str) {
        self.steps.truncate(self.done);
        let last = self
            .steps
            .last()
            .filter(|last| name == TYPED && last.name == name && last.when.elapsed() < BURST);
        let begin = last.and_then(|last| last.change.undone(before));
        if begin.is_some() {
            self.steps.pop();
        }
        self.steps.push(Step {
            name: name.to_owned(),
            change: Change::between(begin.as_deref().unwrap_or(before), after),
            when: Instant::now(),
        });
        if self.steps.len() > MOST {
            self.steps.remove(0);
        }
        self.done = self.steps.len();
    }

    /// Returns the name of the last step, and the text without it.
    pub(super) fn undo(&self, text: &str) -> Option<(String, String)> {
        let step = self.steps[..self.done].last()?;
        Some((step.name.clone(), step.change.undone(text)?))
    }

    /// Returns the name of the next undone step, and the text with it.
    pub(super) fn redo(&self, text: &str) -> Option<(String, String)> {
        let step = self.steps.get(self.done)?;
        Some((step.name.clone(), step.change.done(text)?))
    }

    /// Counts the last step as undone.
    pub(super) fn undid(&mut self) {
        self.done -= 1;
    }

    /// Counts the next undone step as done.
    pub(super) fn redid(&mut self) {
        self.done += 1;
    }

    /// Returns the names for the page.
    pub(super) fn told(&self) -> Told<'_> {
        let done = &self.steps[..self.done];
        Told {
            undo: done.last().map(|step| step.name.as_str()),
            redo: self.steps.get(self.done).map(|step| step.name.as_str()),
            steps: done[done.len().saturating_sub(TOLD)..]
                .iter()
                .map(|step| step.name.as_str())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_undone_and_done_again_byte_for_byte() {
        let texts = ["a: é1\n", "a: è1\n", "a: è1\nb: 2\n", "", "x"];
        let mut history = History::default();
        for pair in texts.windows(2) {
            history.add(&format!("to {}", pair[1]), pair[0], pair[1]);
        }
        for place in (1..texts.len()).rev() {
            let (name, text) = history.undo(texts[place]).unwrap();
            assert_eq!(name, format!("to {}", texts[place]));
            assert_eq!(text, texts[place - 1]);
            history.undid();
        }
        assert!(history.undo(texts[0]).is_none());
        for place in 1..texts.len() {
            assert_eq!(history.redo(texts[place - 1]).unwrap().1, texts[place]);
            history.redid();
        }
        assert!(history.redo("x").is_none());
        // A new step ends what was undone.
        history.undid();
        history.add("other", "", "y");
        assert!(history.redo("y").is_none());
        assert_eq!(history.told().undo, Some("other"));
    }

    #[test]
    fn typing_is_one_step_and_a_foreign_text_is_not_changed() {
        let mut history = History::default();
        history.add(TYPED, "", "a");
        history.add(TYPED, "a", "ab");
        history.add("Move", "ab", "abc");
        assert_eq!(history.undo("abd"), None, "the text is another one");
        history.undid();
        assert_eq!(history.undo("ab").unwrap().1, "");
        assert_eq!(history.told().steps, [TYPED]);
    }
}
