//! The media overlays of a book. Takes the documents and the timeline, and returns the clips of
//! each document: which element is marked while which part of the audio is heard.
//!
//! The clips of a chapter follow one another without a gap, from its first frame to its last: a
//! player that jumps from clip to clip would leave out the sounds between the words. So an
//! element is marked until the next one begins.

use std::fmt::Write;
use std::ops::Range;

use super::document::{Mark, Part, Text};
use crate::timeline::Timeline;
use cuebook_core::units::{Frames, RATE};

/// How long an element is marked at least if it is heard together with the one before.
const TOGETHER: Frames = Frames(RATE as i64 * 3 / 10);

/// An element and the part of the show in which it is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clip {
    /// The document, as an index.
    pub(crate) part: usize,
    pub(crate) id: String,
    pub(crate) at: Range<Frames>,
}

/// Returns the clips of all documents, in the order of the text.
#[must_use]
pub(crate) fn clips(text: &Text, timeline: &Timeline) -> Vec<Clip> {
    let mut clips: Vec<Clip> = Vec::new();
    for (number, section) in text.sections.iter().enumerate() {
        let first = clips.len();
        let parts = text.parts.iter().enumerate();
        for (index, part) in parts.filter(|(_, part)| part.section == number) {
            for one in marked(part, text, timeline) {
                let before = clips[first..].last().map(|last| last.at.start);
                if let Some(start) = begin(&one.at, before, &section.at) {
                    clips.push(Clip {
                        part: index,
                        id: one.id,
                        at: start..section.at.end,
                    });
                }
            }
        }
        close(&mut clips[first..]);
    }
    clips
}

/// Returns when an element is first marked; `None` if there is no time for it. `before` is when the
/// element before it is.
fn begin(at: &Range<Frames>, before: Option<Frames>, section: &Range<Frames>) -> Option<Frames> {
    let start = match before {
        // Nothing of the chapter is left out.
        None => section.start,
        Some(before) if at.start > before => at.start,
        // It is heard together with the one before.
        Some(before) => Some(before + TOGETHER).filter(|start| *start < at.end)?,
    };
    (start < section.end).then_some(start)
}

/// Ends each clip where the next begins.
fn close(clips: &mut [Clip]) {
    let starts: Vec<Frames> = clips.iter().skip(1).map(|clip| clip.at.start).collect();
    for (clip, next) in clips.iter_mut().zip(starts) {
        clip.at.end = next;
    }
}

/// An element that may be marked, and when it is heard.
struct Marked {
    id: String,
    at: Range<Frames>,
}

/// Returns the elements of a document that are heard. Its title is marked before the first words.
fn marked(part: &Part, text: &Text, timeline: &Timeline) -> Vec<Marked> {
    let words = part.marks.iter().filter_map(|mark| match mark {
        Mark::Unit(unit) => Some((format!("s{unit}"), text.units[*unit].at.clone()?)),
        Mark::Word(word) => Some((format!("w{}", word.0), timeline.words[*word].clone())),
    });
    let words = words.filter(|(_, at)| !at.is_empty());
    let words: Vec<Marked> = words.map(|(id, at)| Marked { id, at }).collect();
    let start = words.first().map(|first| first.at.start);
    let section = &text.sections[part.section].at;
    // A chapter may begin with its first word.
    let is_before = start.is_none_or(|start| start > section.start);
    let title = (part.has_title && is_before).then(|| Marked {
        id: "title".to_owned(),
        at: section.clone(),
    });
    title.into_iter().chain(words).collect()
}

/// Writes the overlay of a document. `begin` is where its audio file begins in the show.
#[must_use]
pub(crate) fn smil(document: &str, audio: &str, clips: &[&Clip], begin: Frames) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<smil xmlns=\"http://www.w3.org/ns/SMIL\" xmlns:epub=\"http://www.idpf.org/2007/ops\" version=\"3.0\">\n<body>\n",
    );
    let _ = writeln!(
        out,
        "<seq id=\"text\" epub:textref=\"{document}\" epub:type=\"bodymatter chapter\">"
    );
    for (number, clip) in clips.iter().enumerate() {
        let _ = writeln!(
            out,
            "<par id=\"p{number}\"><text src=\"{document}#{}\"/><audio src=\"{audio}\" clipBegin=\"{}\" clipEnd=\"{}\"/></par>",
            clip.id,
            clock(clip.at.start - begin),
            clock(clip.at.end - begin),
        );
    }
    out.push_str("</seq>\n</body>\n</smil>\n");
    out
}

/// Returns a time as a clock value of SMIL, exact to the microsecond.
#[must_use]
pub(crate) fn clock(frames: Frames) -> String {
    let micro = (frames.0.max(0) * 1_000_000 + i64::from(RATE) / 2) / i64::from(RATE);
    let (seconds, micro) = (micro / 1_000_000, micro % 1_000_000);
    format!(
        "{}:{:02}:{:02}.{micro:06}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}
