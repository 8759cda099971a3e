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

/// A file of a show: the path of a shared file, or nothing for the script.
pub(super) type Place = Option<String>;

/// The texts of the files of a show.
pub(super) trait Texts {
    /// Returns the text of a file; `None` if the show does not have it.
    fn text(&self, place: &Place) -> Option<&str>;
}

/// A change of one file.
#[derive(Clone, Debug)]
pub(super) struct FileChange {
    pub place: Place,
    pub change: Change,
}

impl FileChange {
    /// Returns the shortest change of a file that makes one text into another.
    pub(super) fn between(place: Place, before: &str, after: &str) -> FileChange {
        FileChange {
            place,
            change: Change::between(before, after),
        }
    }
}

struct Step {
    name: String,
    /// One change of each file.
    changes: Vec<FileChange>,
    when: Instant,
    /// Whether another program made it, at the place of the step before. It is not undone.
    is_foreign: bool,
}

impl Step {
    /// Returns the text before this step, if what follows it is typed in one go with it.
    fn begin(&self, name: &str, files: &[(Place, &str, &str)]) -> Option<String> {
        let is_typed = name == TYPED && self.name == name && !self.is_foreign;
        match (files, self.changes.as_slice()) {
            ([(_, before, _)], [own]) if is_typed && self.when.elapsed() < BURST => {
                own.change.undone(before)
            }
            _ => None,
        }
    }

    /// Returns the change of a file.
    fn of(&mut self, place: &Place) -> Option<&mut Change> {
        let mut changes = self.changes.iter_mut();
        let own = changes.find(|own| own.place == *place);
        own.map(|own| &mut own.change)
    }

    /// Returns the files that the step changes, as `made` makes them of their present texts; `None` if
    /// one of them has something else there.
    fn texts(
        &self,
        texts: &impl Texts,
        made: impl Fn(&Change, &str) -> Option<String>,
    ) -> Option<Vec<(Place, String)>> {
        let text = |own: &FileChange| {
            let text = made(&own.change, texts.text(&own.place)?)?;
            Some((own.place.clone(), text))
        };
        self.changes.iter().map(text).collect()
    }
}

/// The name of a step, and the new texts of the files that it changes.
pub(super) type Stepped = (String, Vec<(Place, String)>);

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
    /// Adds a step: the files that it changes, each with its text before and after. The undone steps are
    /// over.
    pub(super) fn add(&mut self, name: &str, files: &[(Place, &str, &str)]) {
        self.steps.truncate(self.done);
        let begin = self.steps.last().and_then(|last| last.begin(name, files));
        if begin.is_some() {
            self.steps.pop();
        }
        let changes = files.iter().map(|(place, before, after)| {
            let before = begin.as_deref().unwrap_or(before);
            FileChange::between(place.clone(), before, after)
        });
        self.steps.push(Step {
            name: name.to_owned(),
            changes: changes.collect(),
            when: Instant::now(),
            is_foreign: false,
        });
        if self.steps.len() > MOST {
            self.steps.remove(0);
        }
        self.done = self.steps.len();
    }

    /// Takes over a change by another program. The steps keep their places around it.
    pub(super) fn take_over(&mut self, name: &str, other: FileChange) {
        let FileChange { place, mut change } = other;
        self.take_over_undone(&place, change.clone());
        // It moves below the steps, as if it had been made before them.
        let mut at = self.done;
        while let Some(step) = at.checked_sub(1).map(|below| &mut self.steps[below]) {
            // A step of another file has its place whatever is changed here.
            if let Some(own) = step.of(&place) {
                let Some((first, then)) = own.swapped(&change) else {
                    break;
                };
                (*own, change) = (then, first);
            }
            at -= 1;
        }
        if at > 0 {
            let step = Step {
                name: name.to_owned(),
                changes: vec![FileChange { place, change }],
                when: Instant::now(),
                is_foreign: true,
            };
            self.steps.insert(at, step);
            self.done += 1;
        }
    }

    /// Takes over a change in the undone steps. Those from one at the same place on are over.
    fn take_over_undone(&mut self, place: &Place, mut change: Change) {
        let mut kept = self.done;
        while let Some(step) = self.steps.get_mut(kept) {
            if let Some(own) = step.of(place) {
                let Some((moved, other)) = own.beside(&change) else {
                    break;
                };
                (*own, change) = (moved, other);
            }
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

    /// Returns the name of the last step, and the texts without it.
    pub(super) fn undo(&self, texts: &impl Texts) -> Option<Stepped> {
        let step = self.last()?;
        Some((step.name.clone(), step.texts(texts, Change::undone)?))
    }

    /// Returns the name of the next undone step, and the texts with it.
    pub(super) fn redo(&self, texts: &impl Texts) -> Option<Stepped> {
        let step = self.steps.get(self.done)?;
        Some((step.name.clone(), step.texts(texts, Change::done)?))
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

    /// A show of a script alone.
    impl Texts for &str {
        fn text(&self, place: &Place) -> Option<&str> {
            place.is_none().then_some(self)
        }
    }

    /// A show of a script and the shared file `house`.
    impl Texts for (&str, &str) {
        fn text(&self, place: &Place) -> Option<&str> {
            match place.as_deref() {
                None => Some(self.0),
                Some("house") => Some(self.1),
                Some(_) => None,
            }
        }
    }

    fn add(history: &mut History, name: &str, before: &str, after: &str) {
        history.add(name, &[(None, before, after)]);
    }

    fn theirs(history: &mut History, before: &str, after: &str) {
        history.take_over("theirs", FileChange::between(None, before, after));
    }

    /// Returns the script without the last step.
    fn undo(history: &History, text: &str) -> Option<String> {
        script(history.undo(&text))
    }

    /// Returns the script with the next undone step.
    fn redo(history: &History, text: &str) -> Option<String> {
        script(history.redo(&text))
    }

    fn script(stepped: Option<Stepped>) -> Option<String> {
        let (_, mut texts) = stepped?;
        texts.pop().map(|(_, text)| text)
    }

    #[test]
    fn steps_are_undone_and_done_again_byte_for_byte() {
        let texts = ["a: é1\n", "a: è1\n", "a: è1\nb: 2\n", "", "x"];
        let mut history = History::default();
        for pair in texts.windows(2) {
            add(&mut history, &format!("to {}", pair[1]), pair[0], pair[1]);
        }
        for place in (1..texts.len()).rev() {
            let (name, _) = history.undo(&texts[place]).unwrap();
            assert_eq!(name, format!("to {}", texts[place]));
            assert_eq!(undo(&history, texts[place]).unwrap(), texts[place - 1]);
            history.undid();
        }
        assert!(undo(&history, texts[0]).is_none());
        for place in 1..texts.len() {
            assert_eq!(redo(&history, texts[place - 1]).unwrap(), texts[place]);
            history.redid();
        }
        assert!(redo(&history, "x").is_none());
        // A new step ends what was undone.
        history.undid();
        add(&mut history, "other", "", "y");
        assert!(redo(&history, "y").is_none());
        assert_eq!(history.told().undo, Some("other"));
    }

    #[test]
    fn a_change_by_another_program_stays_when_steps_are_undone() {
        let mut history = History::default();
        add(&mut history, "one", "a b c", "a B c");
        add(&mut history, "two", "a B c", "A B c");
        theirs(&mut history, "A B c", "A B c d");
        theirs(&mut history, "A B c d", "0 A B c d");
        assert_eq!(history.told().steps, ["one", "two"]);
        assert_eq!(undo(&history, "0 A B c d").unwrap(), "0 a B c d");
        history.undid();
        theirs(&mut history, "0 a B c d", "0 a B see d");
        assert_eq!(undo(&history, "0 a B see d").unwrap(), "0 a b see d");
        assert_eq!(redo(&history, "0 a B see d").unwrap(), "0 A B see d");
        // At the same place it stops the undo, and ends what was undone.
        theirs(&mut history, "0 a B see d", "0 x see d");
        assert!(undo(&history, "0 x see d").is_none() && history.is_stopped());
        assert!(redo(&history, "0 x see d").is_none());
        assert_eq!(history.told().undo, None);
        add(&mut history, "three", "0 x see d", "0 x see D");
        assert_eq!(undo(&history, "0 x see D").unwrap(), "0 x see d");
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
                    theirs(&mut history, &text, &after);
                    (text, capitals) = (after, capitals + 1);
                }
                1 if undo(&history, &text).is_some() => {
                    let undone = undo(&history, &text).unwrap();
                    history.undid();
                    assert_eq!(redo(&history, &undone).unwrap(), text, "{round}");
                    text = undone;
                }
                2 if redo(&history, &text).is_some() => {
                    text = redo(&history, &text).unwrap();
                    history.redid();
                }
                3 => {
                    let after = format!("{}own{}", &text[..at], &text[at..]);
                    add(&mut history, "own", &text, &after);
                    text = after;
                }
                _ => {}
            }
            assert_eq!(text.matches('X').count(), capitals, "{round}: {text}");
        }
        assert!(capitals > 500);
    }

    #[test]
    fn a_step_in_two_files_is_undone_in_both() {
        let house = || Some("house".to_owned());
        let mut history = History::default();
        history.add("own", &[(None, "by: A", "by: A!")]);
        let files = [(house(), "A: 1", "B: 1"), (None, "by: A!", "by: B!")];
        history.add("rename", &files);
        // The other program writes beside the step, in one file only.
        let other = FileChange::between(house(), "B: 1", "B: 1, c");
        history.take_over("theirs", other);
        let (_, texts) = history.undo(&("by: B!", "B: 1, c")).unwrap();
        let undone = [(house(), "A: 1, c".to_owned()), (None, "by: A!".to_owned())];
        assert_eq!(texts, undone);
        history.undid();
        assert_eq!(undo(&history, "by: A!").unwrap(), "by: A");
        let (_, texts) = history.redo(&("by: A!", "A: 1, c")).unwrap();
        assert_eq!(texts[0].1, "B: 1, c");
        history.redid();
        // At the same place of one file, the whole step stays.
        let other = FileChange::between(house(), "B: 1, c", "C: 1, c");
        history.take_over("theirs", other);
        assert!(history.undo(&("by: B!", "C: 1, c")).is_none() && history.is_stopped());
    }

    #[test]
    fn typing_is_one_step_and_a_foreign_text_is_not_changed() {
        let mut history = History::default();
        add(&mut history, TYPED, "", "a");
        add(&mut history, TYPED, "a", "ab");
        add(&mut history, "Move", "ab", "abc");
        assert_eq!(undo(&history, "abd"), None, "the text is another one");
        history.undid();
        assert_eq!(undo(&history, "ab").unwrap(), "");
        assert_eq!(history.told().steps, [TYPED]);
    }
}
