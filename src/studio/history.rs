//! The steps of a session: each has a name, and the place of the script that it changed. They can be
//! undone and done again, in order. A change by another program is none of them: it stays when the
//! steps before it are undone, and a step that changed the same place can no longer be undone.

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

    /// Returns the change with its place moved behind or before another one.
    fn moved(&self, by: &Change, is_behind: bool) -> Change {
        let at = match is_behind {
            true => self.at + by.new.len() - by.old.len(),
            false => self.at + by.old.len() - by.new.len(),
        };
        Change { at, ..self.clone() }
    }

    /// Returns a change that follows this one and then this one, in the other order; `None` if they
    /// change the same place.
    fn swapped(&self, later: &Change) -> Option<(Change, Change)> {
        if later.at >= self.at + self.new.len() {
            Some((later.moved(self, false), self.clone()))
        } else if later.at + later.old.len() <= self.at {
            Some((later.clone(), self.moved(later, true)))
        } else {
            None
        }
    }

    /// Returns two changes of one text as each is after the other one; `None` if they change the same
    /// place.
    fn beside(&self, other: &Change) -> Option<(Change, Change)> {
        if other.at >= self.at + self.old.len() {
            Some((self.clone(), other.moved(self, true)))
        } else if other.at + other.old.len() <= self.at {
            Some((self.moved(other, true), other.clone()))
        } else {
            None
        }
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
    /// Whether another program made it, at the place of the step before. It is not undone.
    is_foreign: bool,
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
        let last = last.filter(|last| !last.is_foreign);
        let begin = last.and_then(|last| last.change.undone(before));
        if begin.is_some() {
            self.steps.pop();
        }
        self.steps.push(Step {
            name: name.to_owned(),
            change: Change::between(begin.as_deref().unwrap_or(before), after),
            when: Instant::now(),
            is_foreign: false,
        });
        if self.steps.len() > MOST {
            self.steps.remove(0);
        }
        self.done = self.steps.len();
    }

    /// Takes over a change by another program. The steps keep their places around it.
    pub(super) fn take_over(&mut self, name: &str, before: &str, after: &str) {
        let mut change = Change::between(before, after);
        self.take_over_undone(change.clone());
        // It moves below the steps, as if it had been made before them.
        let mut at = self.done;
        while let Some(step) = at.checked_sub(1).map(|below| &mut self.steps[below]) {
            let Some((first, then)) = step.change.swapped(&change) else {
                break;
            };
            (step.change, change) = (then, first);
            at -= 1;
        }
        if at > 0 {
            let step = Step {
                name: name.to_owned(),
                change,
                when: Instant::now(),
                is_foreign: true,
            };
            self.steps.insert(at, step);
            self.done += 1;
        }
    }

    /// Takes over a change in the undone steps. Those from one at the same place on are over.
    fn take_over_undone(&mut self, mut change: Change) {
        let mut kept = self.done;
        while let Some(step) = self.steps.get_mut(kept) {
            let Some((own, other)) = step.change.beside(&change) else {
                break;
            };
            (step.change, change) = (own, other);
            kept += 1;
        }
        self.steps.truncate(kept);
    }

    /// Returns the last step that can be undone.
    fn last(&self) -> Option<&Step> {
        let last = self.steps[..self.done].last();
        last.filter(|step| !step.is_foreign)
    }

    /// Returns whether a change by another program at the same place keeps a step from being undone.
    pub(super) fn is_stopped(&self) -> bool {
        self.done > 0 && self.last().is_none()
    }

    /// Returns the name of the last step, and the text without it.
    pub(super) fn undo(&self, text: &str) -> Option<(String, String)> {
        let step = self.last()?;
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
            undo: self.last().map(|step| step.name.as_str()),
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
    fn a_change_by_another_program_stays_when_steps_are_undone() {
        let mut history = History::default();
        history.add("one", "a b c", "a B c");
        history.add("two", "a B c", "A B c");
        history.take_over("theirs", "A B c", "A B c d");
        history.take_over("theirs", "A B c d", "0 A B c d");
        assert_eq!(history.told().steps, ["one", "two"]);
        assert_eq!(history.undo("0 A B c d").unwrap().1, "0 a B c d");
        history.undid();
        history.take_over("theirs", "0 a B c d", "0 a B see d");
        assert_eq!(history.undo("0 a B see d").unwrap().1, "0 a b see d");
        assert_eq!(history.redo("0 a B see d").unwrap().1, "0 A B see d");
        // At the same place it stops the undo, and ends what was undone.
        history.take_over("theirs", "0 a B see d", "0 x see d");
        assert!(history.undo("0 x see d").is_none() && history.is_stopped());
        assert!(history.redo("0 x see d").is_none());
        assert_eq!(history.told().undo, None);
        history.add("three", "0 x see d", "0 x see D");
        assert_eq!(history.undo("0 x see D").unwrap().1, "0 x see d");
    }

    #[test]
    fn however_two_write_no_letter_of_the_other_one_is_lost() {
        // Own steps write small letters, the other program capitals.
        let mut state = 1_u64;
        let mut dice = |limit: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % limit
        };
        let (mut text, mut history) = ("..........".to_owned(), History::default());
        let mut capitals = 0;
        for round in 0..4_000 {
            let at = dice(text.len() + 1);
            match dice(5) {
                0 => {
                    let after = format!("{}X{}", &text[..at], &text[at..]);
                    history.take_over("theirs", &text, &after);
                    (text, capitals) = (after, capitals + 1);
                }
                1 if history.undo(&text).is_some() => {
                    let undone = history.undo(&text).unwrap().1;
                    history.undid();
                    assert_eq!(history.redo(&undone).unwrap().1, text, "{round}");
                    text = undone;
                }
                2 if history.redo(&text).is_some() => {
                    text = history.redo(&text).unwrap().1;
                    history.redid();
                }
                3 => {
                    let after = format!("{}own{}", &text[..at], &text[at..]);
                    history.add("own", &text, &after);
                    text = after;
                }
                _ => {}
            }
            assert_eq!(text.matches('X').count(), capitals, "{round}: {text}");
        }
        assert!(capitals > 500);
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
