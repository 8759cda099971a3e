//! Cue lists for the programs that run a performance. Takes a timed show and returns one entry for
//! each scene, line and cue, with its absolute time: as a table in the manner of QLab, or as
//! messages for OSC.

pub(crate) mod osc;
pub(crate) mod smpte;

use std::ops::Range;

use super::labels;
use super::workstation::{line_name, names::Names, scenes};
use crate::book::{Book, CueKind};
use crate::mix::{self, Listening};
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::units::Frames;
use cuebook_script::Script;
use cuebook_script::write::one_line;
use smpte::Rate;

/// What an entry is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Scene,
    Line,
    Spot,
    Bed,
    Music,
    Hush,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Kind; 6] = [
        Kind::Scene,
        Kind::Line,
        Kind::Spot,
        Kind::Bed,
        Kind::Music,
        Kind::Hush,
    ];

    /// Returns its name.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Scene => "scene",
            Kind::Line => "line",
            Kind::Spot => "spot",
            Kind::Bed => "bed",
            Kind::Music => "music",
            Kind::Hush => "hush",
        }
    }

    /// Returns the type of a cue that a cue player has for it.
    fn player(self) -> &'static str {
        match self {
            Kind::Scene => "Group",
            Kind::Line | Kind::Spot | Kind::Bed | Kind::Music => "Audio",
            Kind::Hush => "Memo",
        }
    }
}

/// A scene, a line or a cue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// `S` and the number of a scene, `L` of a line, `Q` of a cue.
    pub number: String,
    pub kind: Kind,
    pub id: String,
    pub name: String,
    /// The files that it plays.
    pub files: Vec<String>,
    pub at: Range<Frames>,
    /// The index of the scene in which it begins.
    pub scene: Option<usize>,
    /// The words of a line; the place of a cue in the script.
    pub notes: String,
}

/// What a list is made of.
#[derive(Copy, Clone)]
pub(crate) struct Timed<'a> {
    pub script: &'a Script,
    pub book: &'a Book,
    pub performance: &'a Performance,
    pub timeline: &'a Timeline,
    /// The part of the show that is listed; `None` for the whole.
    pub part: Option<&'a Range<Frames>>,
}

impl Timed<'_> {
    /// Returns the length of the listed part.
    fn frames(&self) -> Frames {
        let part = self.part.map(|part| part.end - part.start);
        part.unwrap_or(self.timeline.frames)
    }

    /// Returns the times of a stretch in the part; `None` if it is not there.
    fn within(&self, at: &Range<Frames>) -> Option<Range<Frames>> {
        match self.part {
            Some(part) => labels::within(at, part),
            None => Some(at.clone()),
        }
    }
}

/// Returns the entries of some kinds, in the order in which they start. Those of a part have their
/// times in the part.
#[must_use]
pub(crate) fn entries(show: Timed<'_>, kinds: &[Kind]) -> Vec<Entry> {
    let listening = Listening::Loudspeakers;
    let plan = mix::plan(listening, show.book, show.performance, show.timeline);
    let names = Names::of(show.book, show.performance, &plan);
    let mut all = scene_entries(show);
    all.extend(line_entries(show, &names));
    all.extend(cue_entries(show, &names));
    all.retain(|entry| kinds.contains(&entry.kind));
    let inside = |entry: Entry| {
        Some(Entry {
            at: show.within(&entry.at)?,
            ..entry
        })
    };
    let mut all: Vec<Entry> = all.into_iter().filter_map(inside).collect();
    all.sort_by_key(|entry| (entry.at.start, entry.kind));
    all
}

fn scene_entries(show: Timed<'_>) -> Vec<Entry> {
    let named = scenes(show.book, show.timeline).into_iter().enumerate();
    let ids = show.book.scenes.iter();
    let entries = ids.zip(named).map(|(scene, (index, (at, name)))| Entry {
        number: format!("S{}", index + 1),
        kind: Kind::Scene,
        id: scene.id.clone(),
        name,
        files: Vec::new(),
        at,
        scene: Some(index),
        notes: String::new(),
    });
    entries.collect()
}

fn line_entries(show: Timed<'_>, names: &Names) -> Vec<Entry> {
    let lines = show.book.lines.entries().zip(&show.timeline.lines);
    let entries = lines.map(|((id, line), placed)| Entry {
        number: format!("L{}", id.0 + 1),
        kind: Kind::Line,
        id: line.id.clone(),
        name: line_name(show.book, line),
        files: names.files(&show.performance.lines[id]),
        at: placed.at.clone(),
        scene: scene_at(show.timeline, placed.at.start),
        notes: one_line(show.book.prose.said(line.text)),
    });
    entries.collect()
}

fn cue_entries(show: Timed<'_>, names: &Names) -> Vec<Entry> {
    let cues = show.book.cues.entries().zip(&show.timeline.cues);
    let entries = cues.map(|((id, cue), placed)| {
        let sound = cue.sound.map(|sound| &*show.book.sounds[sound].name);
        let written = show.script.cues.get(id.0);
        Entry {
            number: format!("Q{}", id.0 + 1),
            kind: match cue.kind {
                CueKind::Spot(_) => Kind::Spot,
                CueKind::Bed { .. } => Kind::Bed,
                CueKind::Music { .. } => Kind::Music,
                CueKind::Hush(_) => Kind::Hush,
            },
            id: cue.id.clone(),
            name: sound.unwrap_or(&cue.id).to_owned(),
            files: names.files(&show.performance.cues[id]),
            at: placed.at.clone(),
            scene: scene_at(show.timeline, placed.at.start),
            notes: written.map_or_else(String::new, |cue| one_line(&cue.anchor().to_string())),
        }
    });
    entries.collect()
}

/// Returns the scene at a frame.
fn scene_at(timeline: &Timeline, frame: Frames) -> Option<usize> {
    timeline
        .scenes
        .partition_point(|start| *start <= frame)
        .checked_sub(1)
}

/// The columns of the table.
pub(crate) const HEAD: [&str; 12] = [
    "Number", "Name", "Type", "Target", "Pre Wait", "Duration", "Time", "Timecode", "Scene",
    "Kind", "Id", "Notes",
];

/// Writes the entries as CSV (RFC 4180). Times are in seconds. The pre-wait counts from the start
/// of the scene, the time from the start of the show or of its part.
///
/// # Errors
/// Only if memory runs out.
pub(crate) fn csv(show: Timed<'_>, entries: &[Entry], rate: Rate) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    out.write_record(HEAD)?;
    let seconds = |frames: Frames| format!("{:.3}", frames.seconds().0);
    let scenes = scenes(show.book, show.timeline);
    for entry in entries {
        let scene = entry.scene.map(|scene| &scenes[scene]);
        let begins = match (entry.kind, scene) {
            (Kind::Scene, _) | (_, None) => Frames::ZERO,
            (_, Some((at, _))) => show.within(at).map_or(Frames::ZERO, |at| at.start),
        };
        out.write_record([
            entry.number.clone(),
            entry.name.clone(),
            entry.kind.player().to_owned(),
            entry.files.join("; "),
            seconds(entry.at.start - begins),
            seconds(entry.at.end - entry.at.start),
            seconds(entry.at.start),
            rate.timecode(entry.at.start),
            scene.map_or_else(String::new, |(_, name)| name.clone()),
            entry.kind.name().to_owned(),
            entry.id.clone(),
            entry.notes.clone(),
        ])?;
    }
    Ok(out.into_inner().map_err(csv::IntoInnerError::into_error)?)
}
