//! The cause of a wrong level in a file with a part of a show. The level of a part is that which it
//! has in the show, so a part may miss what the show reaches.

use std::ops::Range;

use super::blame::{WrittenShow, clock};
use super::judge::Requirement;
use crate::output::survey::Survey;
use crate::session::SessionError;
use cuebook_core::diagnostic::{Diagnostic, Source, Span};
use cuebook_core::units::{Frames, Seconds};

/// The window of the short-term loudness.
const WINDOW: Seconds = Seconds(3.0);

/// The shortest pause that is named as a cause.
const LONG: Seconds = Seconds(2.0);

impl WrittenShow<'_> {
    /// Returns the cause of a level that a part does not reach, or exceeds.
    pub(super) fn level_of_part(
        &self,
        requirement: &Requirement,
        survey: &Survey,
        part: &Range<Frames>,
    ) -> Result<Diagnostic, SessionError> {
        let (low, high) = self.target.level.range();
        let (measured, unit) = (requirement.measured, requirement.what.unit());
        let name = self.target.name;
        let short =
            format!("this file has {measured:.1} {unit}; {name} requires {low} to {high} {unit}");
        if measured > high {
            return self.too_loud(short, measured - high, survey);
        }
        let message = format!("{short}: it is quieter than the rest of the show");
        let mut found = self.at_start(part, message);
        if let Some((at, length)) = self.pause_in(part).filter(|(_, length)| *length >= LONG) {
            let at = clock(Seconds(at.0 - self.from.0));
            found = found.hint(format!(
                "pauses count in the level; the longest here, of {:.1} s, is at {at}: shorten it",
                length.0
            ));
        }
        if measured == f64::NEG_INFINITY {
            return Ok(found.hint("a file needs words or audible cues"));
        }
        let by = (low - measured).ceil().max(1.0);
        Ok(found.hint(format!(
            "raise the sounds here by {by} dB, with `gain` of its lines and cues"
        )))
    }

    /// Returns the error for a part that is too loud, at its loudest sound.
    fn too_loud(
        &self,
        short: String,
        by: f64,
        survey: &Survey,
    ) -> Result<Diagnostic, SessionError> {
        let end = self.in_show(survey.short_term.at);
        let start = Seconds((end.0 - WINDOW.0).max(0.0));
        let heard = self.heard(&(start.frames()..end.frames()), |heard| heard.rms)?;
        let Some(loudest) = heard.first() else {
            return Ok(Diagnostic::error("delivery-level", Span::default(), short));
        };
        let who = self.show.who(loudest.of);
        let found = self.at(loudest.of, "delivery-level", short);
        let found = found.label(format!("{who} is its loudest part"));
        Ok(self.less(found, loudest.of, by, end))
    }

    /// Returns an error at the first line of a part.
    fn at_start(&self, part: &Range<Frames>, message: String) -> Diagnostic {
        let mut lines = self.timeline.lines.entries();
        let first = lines.find(|(_, line)| line.at.end > part.start);
        let Some((line, _)) = first.filter(|(_, line)| line.at.start < part.end) else {
            return Diagnostic::error("delivery-level", Span::default(), message);
        };
        let span = self.show.book.lines[line].text;
        let mut found = Diagnostic::error("delivery-level", span, message);
        found.labels[0].source = Source::Prose;
        found.label("the file begins here")
    }

    /// Returns the longest time between two lines of a part, and its start.
    fn pause_in(&self, part: &Range<Frames>) -> Option<(Seconds, Seconds)> {
        let lines = self.timeline.lines.iter().map(|line| &line.at);
        let lines = lines.filter(|at| at.start >= part.start && at.end <= part.end);
        let lines: Vec<&Range<Frames>> = lines.collect();
        let nexts = lines.iter().skip(1).map(|next| next.start);
        let gaps = lines.iter().zip(nexts.chain([part.end]));
        let gaps = gaps.map(|(line, next)| (line.end, next - line.end));
        let (at, length) = gaps.max_by_key(|(_, length)| *length)?;
        Some((at.seconds(), length.seconds()))
    }
}
