//! A remedy: one sound or one room that becomes quieter by some decibels. The module applies it to
//! a plan, so that it can be measured, and writes it as advice with the edit of the script.

use std::collections::BTreeMap;

use crate::mix::{ClipOf, MixPlan, ResponseId};
use crate::session::Show;
use crate::timeline::Timeline;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_core::id::{CueId, LineId, SpaceId};
use cuebook_core::units::{Decibels, Frames};
use cuebook_script::Quote;
use cuebook_script::edit::{self, Key, Step, Value};

/// What a remedy makes quieter.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// A line or cue, by its gain.
    Clip(ClipOf),
    /// The reverberation of a space, by its `wet`.
    Room(SpaceId),
}

/// The reduction of each cause, in dB.
pub(crate) type Remedies = BTreeMap<Cause, f64>;

/// The most sounds that are made quieter for one fault.
const MOST: usize = 4;

/// The largest reduction of a sound, in dB. Beyond it, it is better left out.
const MOST_LESS: f64 = 60.0;

/// The smallest share of the allowed power that a sound must be left with, so that no sound is
/// silenced for the sake of another.
const LEFT: f64 = 0.2;

/// Returns by how many whole dB the loudest of some sounds must be quieter, for the power of all
/// of them to be at most `allowed`. As few sounds as possible become quieter, and those are then
/// equally loud.
pub(super) fn needed(allowed: f64, sounds: &[f64]) -> Option<Vec<f64>> {
    (1..=sounds.len().min(MOST)).find_map(|count| {
        let (louder, softer) = sounds.split_at(count);
        let room = allowed - softer.iter().sum::<f64>();
        let each = room / count as f64;
        let less = louder.iter().map(|own| 10.0 * libm::log10(own / each));
        let less: Vec<f64> = less.map(|less| less.ceil().max(0.0)).collect();
        let is_enough = room >= LEFT * allowed && less.iter().all(|less| *less <= MOST_LESS);
        is_enough.then_some(less)
    })
}

/// Applies remedies to a plan.
pub(super) fn apply(plan: &mut MixPlan, remedies: &Remedies) {
    let less = |cause: Cause| {
        let by = remedies.get(&cause).copied().unwrap_or(0.0);
        Decibels(-by).gain().0
    };
    let rooms: Vec<f32> = plan
        .spaces
        .iter()
        .map(|space| match space.response {
            ResponseId::Room(space) => less(Cause::Room(space)),
            ResponseId::Ears(_) => 1.0,
        })
        .collect();
    for clip in &mut plan.clips {
        clip.gain.0 *= less(Cause::Clip(clip.of));
        for send in &mut clip.sends {
            send.gain.0 *= rooms[send.space.0];
        }
    }
}

impl Show {
    /// Returns the name of a line or cue for messages.
    pub(crate) fn who(&self, of: ClipOf) -> String {
        match of {
            ClipOf::Cue(cue) => {
                let cue = &self.book.cues[cue];
                format!("{} `{}`", cue.kind.name(), cue.id)
            }
            ClipOf::Line(line) => {
                let line = &self.book.lines[line];
                format!("line `{}` ({})", line.id, self.book.roles[line.role].name)
            }
        }
    }

    /// Adds the advice to make a cause quieter, in whole dB, for a time of the show.
    pub(crate) fn advise(
        &self,
        timeline: &Timeline,
        found: Diagnostic,
        (cause, by): (Cause, f64),
        at: Frames,
    ) -> Diagnostic {
        let by = by.ceil();
        match cause {
            Cause::Clip(ClipOf::Cue(cue)) => self.quieter_cue(timeline, found, (cue, by), at),
            Cause::Clip(ClipOf::Line(line)) => self.quieter_line(found, line, by),
            Cause::Room(space) => self.drier(found, space, by),
        }
    }

    fn quieter_cue(
        &self,
        timeline: &Timeline,
        found: Diagnostic,
        (cue, by): (CueId, f64),
        at: Frames,
    ) -> Diagnostic {
        let written = &self.script.cues[cue.0];
        let begun = written.rides.iter().zip(&timeline.cues[cue].rides);
        let ridden = begun.filter(|(_, start)| **start <= at);
        let ride = ridden
            .filter_map(|(ride, _)| ride.gain.as_ref())
            .next_back();
        let id = &self.book.cues[cue].id;
        let (what, gain): (_, Option<&Spanned<Decibels>>) = match ride {
            Some(gain) => (format!("give this ride of `{id}`"), Some(gain)),
            None => (format!("give `{id}`"), written.gain.as_ref()),
        };
        let now = gain.map_or(0.0, |gain| gain.value.0);
        let mended = format!("{}dB", (now - by).floor());
        match gain {
            Some(gain) => {
                let advice = format!("{what} `gain: {mended}` instead of {now}dB");
                found.mend(advice, gain.span, mended)
            }
            None => {
                let advice = format!("{what} `gain: {mended}`");
                let path = self.cue_path(cue).map(|path| path.with("gain"));
                self.setting(found, advice, path, Value::token(&mended))
            }
        }
    }

    fn quieter_line(&self, found: Diagnostic, line: LineId, by: f64) -> Diagnostic {
        let id = &self.book.lines[line].id;
        let Some(note) = self.note_of(line) else {
            return found.hint(format!(
                "give line `{id}` a `gain` that is {by:.0} dB lower"
            ));
        };
        let now = self.script.lines[note].gain.as_ref();
        let mended = format!("{}dB", (now.map_or(0.0, |gain| gain.value.0) - by).floor());
        let advice = format!("give line `{id}` `gain: {mended}`");
        match now {
            Some(gain) => found.mend(advice, gain.span, mended),
            None => {
                let path = self.line_path(note).map(|path| path.with("gain"));
                self.setting(found, advice, path, Value::token(&mended))
            }
        }
    }

    /// Adds the advice to let two lines begin one after the other, if the script makes them
    /// overlap. Returns the diagnostic unchanged otherwise.
    pub(crate) fn one_by_one(
        &self,
        found: Diagnostic,
        lines: [LineId; 2],
    ) -> Result<Diagnostic, Diagnostic> {
        for line in lines {
            let Some(note) = self.note_of(line) else {
                continue;
            };
            let written = &self.script.lines[note];
            let key = match (&written.with, &written.overlap) {
                (Some(_), _) => "with",
                (None, Some(_)) => "overlap",
                (None, None) => continue,
            };
            let id = &self.book.lines[line].id;
            let advice =
                format!("let the lines begin one after the other: no `{key}` at line `{id}`");
            let path = self.line_path(note).map(|path| path.with(key).0);
            let made = path.and_then(|path| self.made(Step::Remove { path }));
            return Ok(match made {
                Some((span, with)) => found.mend(advice, span, with),
                None => found.hint(advice),
            });
        }
        Err(found)
    }

    /// Returns the index of the entry of a line in the script, if it has one.
    fn note_of(&self, line: LineId) -> Option<usize> {
        let line = &self.book.lines[line];
        let mut notes = self.script.lines.iter();
        let own = notes.position(|note| note.id.as_ref().is_some_and(|id| id.value == line.id));
        own.or_else(|| {
            let words = Quote::exactly(line.text.of(&self.book.prose.text));
            let item = self.line_item(&words).ok().flatten()?;
            let items = edit::items(&self.source, "lines").ok()?;
            let span = items.get(item)?.span;
            self.script.lines.iter().position(|note| note.span == span)
        })
    }

    fn line_path(&self, note: usize) -> Option<KeyPath> {
        let items = edit::items(&self.source, "lines").ok()?;
        let span = self.script.lines[note].span;
        let index = items.iter().position(|item| item.span == span)?;
        Some(KeyPath(vec!["lines".into(), index.into()]))
    }

    fn drier(&self, found: Diagnostic, space: SpaceId, by: f64) -> Diagnostic {
        let space = &self.book.spaces[space];
        let name = &space.name;
        let mended = format!("{}dB", (space.wet.0 - by).floor());
        let advice = format!(
            "give the space `{name}` `wet: {mended}` instead of {}dB",
            space.wet.0
        );
        let declared = self
            .script
            .spaces
            .iter()
            .find(|own| own.name.value == *name);
        match declared.and_then(|own| own.wet.as_ref()) {
            Some(wet) => found.mend(advice, wet.span, mended),
            None => {
                let path = KeyPath(vec!["spaces".into(), name.as_str().into(), "wet".into()]);
                self.setting(found, advice, Some(path), Value::token(&mended))
            }
        }
    }

    /// Returns the path of a cue in the script.
    pub(crate) fn cue_path(&self, cue: CueId) -> Option<KeyPath> {
        let items = self.cue_items().ok()?;
        let index = items.iter().position(|item| item.read == Some(cue.0))?;
        Some(KeyPath(vec!["cues".into(), index.into()]))
    }

    /// Adds advice with the edit that sets a key.
    pub(crate) fn setting(
        &self,
        found: Diagnostic,
        advice: String,
        path: Option<KeyPath>,
        value: Value,
    ) -> Diagnostic {
        let made = path.and_then(|KeyPath(path)| self.made(Step::Set { path, value }));
        match made {
            Some((span, with)) => found.mend(advice, span, with),
            None => found.hint(advice),
        }
    }

    /// Returns the edit that makes a step.
    fn made(&self, step: Step) -> Option<(Span, String)> {
        let text = edit::apply(&self.source, &[step]).ok()?;
        Some(edit::difference(&self.source, &text))
    }
}

/// A path into the script.
#[derive(Clone, Debug)]
pub(crate) struct KeyPath(Vec<Key>);

impl KeyPath {
    /// Returns the path of a section.
    pub(crate) fn of(section: &str) -> KeyPath {
        KeyPath(vec![section.into()])
    }

    /// Returns the path of a key within this one.
    pub(crate) fn with(mut self, key: &str) -> KeyPath {
        self.0.push(key.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_sounds_become_quieter_and_then_equally_loud() {
        // One of ten times the allowed power, with little else.
        assert_eq!(needed(1.0, &[10.0, 0.1]), Some(vec![11.0]));
        // The softer one alone is almost too loud.
        assert_eq!(needed(1.0, &[10.0, 0.9]), Some(vec![14.0, 3.0]));
        assert_eq!(needed(1.0, &[100.0, 10.0, 0.1]), Some(vec![24.0, 14.0]));
        assert_eq!(needed(1.0, &[1.0; 9]), None);
        assert_eq!(needed(1.0, &[1e9]), None);
        assert_eq!(needed(1.0, &[]), None);
    }
}
