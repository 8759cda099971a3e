//! Adds advice to a delivery error. Takes the error, its cause and the excess, and
//! returns the error with a hint. All numbers come from measurements. Before a hint
//! recommends a gain to reach the level, the show is rendered with that gain.

use super::blame::{WrittenShow, clock};
use crate::book::{CueKind, Level};
use crate::mix::loudness::Ending;
use crate::mix::{ClipOf, MixPlan};
use crate::output::level;
use crate::session::SessionError;
use crate::session::remedy::{Cause, KeyPath};
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_core::units::{Decibels, Frames, Seconds};
use cuebook_script::edit::Value;

/// The reductions of a line or cue that are tried, in dB.
const LESS: [f64; 5] = [3.0, 6.0, 10.0, 15.0, 24.0];

/// The number of words of the text that a hint quotes.
const QUOTED: usize = 4;

impl WrittenShow<'_> {
    /// Adds advice for a show that the limiter keeps below its level: lower one cue or
    /// line, or choose a lower target.
    pub(super) fn mend_level(
        &self,
        found: Diagnostic,
        of: ClipOf,
        measured: f64,
    ) -> Result<Diagnostic, SessionError> {
        for less in LESS {
            let mut plan = MixPlan::clone(&self.console.plan);
            for clip in plan.clips.iter_mut().filter(|clip| clip.of == of) {
                clip.gain.0 *= Decibels(-less).gain().0;
            }
            let console = self.console.with_plan(plan);
            let trimmed = level::find_trim(
                |trim| console.engine(trim),
                console.goal,
                &level::Notes::none(),
            )?;
            if trimmed.ending == Ending::Reached {
                let level = self.target.level;
                let mended = self.less(found, of, less, Seconds::default());
                return Ok(mended.hint(format!(
                    "with this change the show reaches {level}: this was measured"
                )));
            }
        }
        let peak = self.target.peak.0;
        Ok(match (self.target.level, self.longest_pause()) {
            (Level::Rms(_), Some((at, length))) => found.hint(format!(
                "pauses count in RMS; the longest, of {:.1} s, is at {}: shorten it",
                length.0,
                clock(at)
            )),
            _ => found.hint(format!(
                "this show can reach `target: {{ loudness: {measured:.1} LUFS, peak: {peak} dBTP }}`"
            )),
        })
    }

    /// Returns the longest time between two lines or after the last, and its start.
    fn longest_pause(&self) -> Option<(Seconds, Seconds)> {
        let starts = self.timeline.lines.iter().map(|line| line.at.start);
        let nexts = starts.skip(1).chain([self.timeline.frames]);
        let lines = self.timeline.lines.iter().zip(nexts);
        let gaps = lines.map(|(line, next)| (line.at.end, next - line.at.end));
        let (at, length) = gaps.max_by_key(|(_, length)| *length)?;
        Some((at.seconds(), length.seconds()))
    }

    /// Adds the advice to lower a line or cue at a time by `by` dB, in whole dB.
    pub(super) fn less(&self, found: Diagnostic, of: ClipOf, by: f64, at: Seconds) -> Diagnostic {
        let cause = (Cause::Clip(of), by);
        self.show.advise(self.timeline, found, cause, at.frames())
    }

    /// Adds the advice to begin the first sound later, or earlier if `by` is negative.
    pub(super) fn begin_later(&self, found: Diagnostic, of: ClipOf, by: Seconds) -> Diagnostic {
        let ClipOf::Cue(cue) = of else {
            let start = self.show.book.pauses.start.seconds().0 + by.0;
            let written = self.show.script.pauses.start.as_ref();
            return self.pause(found, "start", written, Seconds(start));
        };
        let written = self.show.script.cues[cue.0].offset.as_ref();
        let offset = Seconds(written.map_or(0.0, |offset| offset.value.0) + by.0);
        let mended = time(offset);
        let advice = format!("with `offset: {mended}` it begins in time");
        match written {
            Some(offset) => found.mend(advice, offset.span, mended),
            None => {
                let path = self.show.cue_path(cue).map(|path| path.with("offset"));
                self.show
                    .setting(found, advice, path, Value::token(&mended))
            }
        }
    }

    /// Adds the advice how to end the file at a time, with a silence of at most `most`.
    pub(super) fn end_at(
        &self,
        found: Diagnostic,
        of: ClipOf,
        (end, most): (Seconds, Seconds),
    ) -> Diagnostic {
        let lines = self.timeline.lines.iter();
        let read = lines.map(|line| line.at.end).max().unwrap_or_default();
        if let ClipOf::Cue(cue) = of
            && self.lasts(of)
            && read > Frames::ZERO
        {
            let words = self.last_words();
            let advice = format!("end it with the reading: `until: {{ after: \"{words}\" }}`");
            let path = self.show.cue_path(cue).map(|path| path.with("until"));
            let until = Value::single("after", Value::words(&words));
            let found = self.show.setting(found, advice, path, until);
            let silence = self.timeline.frames - read;
            // Without the sound, the whole pause after the reading is silent.
            return match silence.seconds() > most {
                true => {
                    let written = self.show.script.pauses.end.as_ref();
                    self.pause(found, "end", written, Seconds(most.0 / 2.0))
                }
                false => found,
            };
        }
        let wanted = Seconds((end.0 - read.seconds().0).max(0.0));
        if self.timeline.frames.seconds() > end
            && let Some(hush) = self.last_hush(read)
        {
            return found.hint(format!(
                "shorten the hush `{hush}`, which waits after the last word"
            ));
        }
        let written = self.show.script.pauses.end.as_ref();
        self.pause(found, "end", written, wanted)
    }

    /// Returns whether a bed or music lasts to the end of the show.
    pub(super) fn lasts(&self, of: ClipOf) -> bool {
        let ClipOf::Cue(cue) = of else {
            return false;
        };
        let near = self.timeline.frames - Seconds(0.1).frames();
        let kind = &self.show.book.cues[cue].kind;
        let is_lasting = matches!(kind, CueKind::Bed { .. } | CueKind::Music { .. });
        is_lasting && self.timeline.cues[cue].at.end >= near
    }

    fn pause(
        &self,
        found: Diagnostic,
        key: &str,
        written: Option<&Spanned<Seconds>>,
        wanted: Seconds,
    ) -> Diagnostic {
        let mended = time(wanted);
        let advice = format!("set `pauses: {{ {key}: {mended} }}`");
        match written {
            Some(written) => found.mend(advice, written.span, mended),
            None => {
                let path = Some(KeyPath::of("pauses").with(key));
                self.show
                    .setting(found, advice, path, Value::token(&mended))
            }
        }
    }

    /// Returns the name of the hush that waits after the reading, if there is one.
    fn last_hush(&self, read: Frames) -> Option<&str> {
        let cues = self.show.book.cues.iter().zip(&self.timeline.cues);
        let mut hushes = cues.filter(|(cue, placed)| {
            matches!(cue.kind, CueKind::Hush(_)) && placed.at.start >= read
        });
        hushes.next_back().map(|(cue, _)| cue.id.as_str())
    }

    /// Returns the last spoken words, as an anchor quotes them.
    fn last_words(&self) -> String {
        let book = &self.show.book;
        let Some(line) = book.lines.last() else {
            return String::new();
        };
        let first = line.words.end.saturating_sub(QUOTED).max(line.words.start);
        let from = book
            .prose
            .words
            .get(first)
            .map_or(0, |word| word.span.start);
        let said = book.prose.said(Span::new(from, line.text.end));
        let said: Vec<&str> = said.split_whitespace().collect();
        said.join(" ")
    }
}

/// Formats a time for a script, to a twentieth of a second.
fn time(time: Seconds) -> String {
    let twentieths = (time.0 * 20.0).round() / 20.0;
    format!("{}s", (twentieths * 100.0).round() / 100.0)
}
