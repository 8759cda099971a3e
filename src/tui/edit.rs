//! Finds the place for an editor. Takes a show and the item under the playhead,
//! and returns a place in the script or in the prose. Prose inside the script
//! is a place in the script.

use crate::book::place::Finder;
use crate::session::Show;
use crate::timeline::Timeline;
use crate::tui::now::Now;
use cuebook_core::diagnostic::{Source, Span};
use cuebook_core::id::{CueId, LineId};
use cuebook_core::units::Frames;
use cuebook_script::prose::StretchKind;
use cuebook_script::read::InlineProse;

/// A byte of one of the show's files.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditPlace {
    pub source: Source,
    pub at: usize,
}

/// Returns the place of a line's note in the script, or of its words in the
/// prose.
pub(super) fn line(show: &Show, line: LineId) -> Option<EditPlace> {
    if let Some(at) = note(show, line) {
        let source = Source::Script;
        return Some(EditPlace { source, at });
    }
    let words = show.book.lines.get(line)?.text;
    Some(match show.script.inline_prose {
        None => EditPlace {
            source: Source::Prose,
            at: words.start,
        },
        Some(inline) => {
            let prose = &show.book.prose.text;
            let place = InlineProse::new(&show.source, inline, prose).place(words);
            EditPlace {
                source: Source::Script,
                at: place.start,
            }
        }
    })
}

/// Returns the start of the note of a line, or of the speech that it continues.
fn note(show: &Show, line: LineId) -> Option<usize> {
    let line = show.book.lines.get(line).filter(|line| line.dialogue)?;
    let prose = &show.book.prose;
    let mut wanted = prose.stretch_of(prose.sentence_of(line.words.start));
    let finder = Finder::new(prose);
    let notes: Vec<(usize, Span)> = show
        .script
        .lines
        .iter()
        .filter_map(|note| {
            let (quote, span) = (&note.quote.value, note.quote.span);
            let stretch = finder.find_within(StretchKind::Dialogue, quote, span);
            Some((stretch.ok()?, note.span))
        })
        .collect();
    loop {
        if let Some((_, span)) = notes.iter().find(|(stretch, _)| *stretch == wanted) {
            return Some(span.start);
        }
        if !prose.stretches.get(wanted)?.continues {
            return None;
        }
        let before = prose.stretches[..wanted].iter();
        wanted = before
            .rev()
            .position(|stretch| stretch.kind == StretchKind::Dialogue)
            .map(|back| wanted - 1 - back)?;
    }
}

/// Returns the place of the open choice in the script.
pub(super) fn choice(now: &Now<'_>) -> Option<EditPlace> {
    let story = now.choices.as_ref()?.story;
    let choice = story.choices.get(now.asks()?.choice)?;
    Some(EditPlace {
        source: Source::Script,
        at: choice.span.start,
    })
}

/// Returns the place of a cue in the script.
pub(super) fn cue(show: &Show, cue: CueId) -> Option<EditPlace> {
    let cue = show.book.cues.get(cue)?;
    Some(EditPlace {
        source: Source::Script,
        at: cue.span.start,
    })
}

/// Returns the cue under the playhead: the latest one that is heard, otherwise
/// the nearest in time.
pub(super) fn cue_at(timeline: &Timeline, at: Frames) -> Option<CueId> {
    let cues = || timeline.cues.entries();
    let sounding = cues().filter(|(_, cue)| cue.at.contains(&at));
    let latest = sounding.max_by_key(|(_, cue)| cue.at.start);
    let away = |start: Frames| (start - at).0.abs();
    let nearest = || cues().min_by_key(|(_, cue)| away(cue.at.start));
    latest.or_else(nearest).map(|(id, _)| id)
}
