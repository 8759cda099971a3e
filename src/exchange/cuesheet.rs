//! The cue sheet: the cues of a timed show as CSV (RFC 4180). There is one row
//! for each cue, in the order in which the cues start. Times are seconds from the
//! start of the show.

use std::ops::Range;

use super::labels::within;
use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::CueId;
use cuebook_core::units::Frames;
use cuebook_script::Script;
use cuebook_script::write::one_line;

const HEAD: [&str; 9] = [
    "number",
    "start (s)",
    "end (s)",
    "kind",
    "id",
    "sound",
    "bus",
    "gain (dB)",
    "at",
];

/// Writes the cues of a show, or of a part of it, with their times in the part.
///
/// # Errors
/// Only if memory runs out.
pub(crate) fn write(
    script: &Script,
    book: &Book,
    (timeline, part): (&Timeline, Option<&Range<Frames>>),
) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    out.write_record(HEAD)?;
    let placed = book.cues.ids().filter_map(|cue| {
        let at = &timeline.cues[cue].at;
        let at = part.map_or_else(|| Some(at.clone()), |part| within(at, part));
        Some((cue, at?))
    });
    let mut order: Vec<(CueId, Range<Frames>)> = placed.collect();
    order.sort_by_key(|(_, at)| at.start);
    for (number, (id, at)) in order.into_iter().enumerate() {
        let cue = &book.cues[id];
        let sound = cue.sound.map(|sound| &book.sounds[sound]);
        let gain = sound.map(|sound| (cue.gain + sound.gain).0);
        out.write_record([
            (number + 1).to_string(),
            format!("{:.3}", at.start.seconds().0),
            format!("{:.3}", at.end.seconds().0),
            cue.kind.name().to_owned(),
            cue.id.clone(),
            sound.map_or_else(String::new, |sound| sound.name.clone()),
            cue.kind.bus().to_owned(),
            gain.map_or_else(String::new, |gain| format!("{gain:.1}")),
            script
                .cues
                .get(id.0)
                .map_or_else(String::new, |cue| one_line(&cue.anchor().to_string())),
        ])?;
    }
    Ok(out.into_inner().map_err(csv::IntoInnerError::into_error)?)
}
