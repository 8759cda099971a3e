//! A show as a session of a workstation: folders of tracks, items at their places, envelopes,
//! regions and markers. Takes the plan of a mix and returns a [`Session`], which the writers of
//! projects read.
//!
//! A part of a show has the items that are heard in it, cut where it begins and ends.
//!
//! Fades and gains of a sound belong to its item, ducking and hushes to its track, the gain of a
//! bus to its folder. A room has no counterpart: what it answers is a rendered item.

pub(crate) mod decimal;
pub(crate) mod envelope;
mod items;
pub(crate) mod names;
pub(crate) mod readme;
pub(crate) mod rooms;
mod tracks;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::book::{Book, Line};
use crate::exchange::labels::{self, Label};
use crate::mix::MixPlan;
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::id::AudioId;
use cuebook_core::units::{Frames, Gain};
use cuebook_script::write::one_line;

use envelope::Envelope;
use names::Names;

/// A show in a workstation.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub title: String,
    pub author: Option<String>,
    /// The length of the part of the show that it has. All its times are those in the part.
    pub frames: Frames,
    /// The gain of the master: the final trim.
    pub master: Gain,
    /// One for each bus that has sounds.
    pub folders: Vec<Folder>,
    pub media: Vec<Media>,
    /// The scenes.
    pub regions: Vec<Label>,
    /// The lines and cues, in the order in which they start.
    pub markers: Vec<Label>,
}

/// A bus.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    pub name: String,
    pub gain: f64,
    pub volume: Envelope,
    /// There is at least one.
    pub tracks: Vec<Track>,
}

/// Items of a bus that do not overlap.
#[derive(Clone, Debug)]
pub(crate) struct Track {
    pub name: String,
    /// Ducking and hushes.
    pub volume: Envelope,
    pub items: Vec<Item>,
}

/// A sound at a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub name: String,
    /// The index of its file in the media of the session.
    pub media: usize,
    pub at: Range<Frames>,
    /// The first frame of the file that is heard.
    pub offset: Frames,
    /// Whether the file begins again when it ends.
    pub looped: bool,
    pub gain: f64,
    /// A linear balance from −1 to 1: it lowers the far side, and keeps the near one.
    pub pan: f64,
    /// The lengths of quarter sines at both ends.
    pub fade_in: Frames,
    pub fade_out: Frames,
    /// Rides, at most 1, in frames of the show.
    pub volume: Envelope,
    /// The pan where it moves.
    pub pans: Envelope,
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Media {
    /// Its name in the folder of media.
    pub file: String,
    pub from: Origin,
    pub channels: usize,
    pub frames: Frames,
}

/// What a file is made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// A take or a sound of the performance.
    Take(AudioId),
    /// What a room answers, as the number of the answer and its stretch of the whole show.
    Room(usize, Range<Frames>),
}

/// What a session is made of.
#[derive(Copy, Clone)]
pub(crate) struct Show<'a> {
    pub book: &'a Book,
    pub timeline: &'a Timeline,
    pub performance: &'a Performance,
    pub plan: &'a MixPlan,
    /// The part of the show.
    pub part: &'a Range<Frames>,
}

impl Show<'_> {
    /// Returns what of a stretch of the show is in the part; an empty stretch if nothing is.
    fn within(&self, at: &Range<Frames>) -> Range<Frames> {
        let start = at.start.max(self.part.start);
        start..at.end.min(self.part.end).max(start)
    }
}

impl Session {
    /// Lays out a show. `master` is its final trim.
    #[must_use]
    pub(crate) fn of(show: Show<'_>, author: Option<String>, master: Gain) -> Session {
        let names = Names::of(show.book, show.performance, show.plan);
        let mut media = names.media(show.performance);
        let items = items::of(show, &media);
        let answers = rooms::answers(show.plan);
        let folders = tracks::folders(show, items, &answers, &mut media);
        let mut session = Session {
            title: show.book.title.clone(),
            author,
            frames: show.part.end - show.part.start,
            master,
            folders,
            media,
            regions: labels::all_within(scenes(show.book, show.timeline), show.part),
            markers: labels::all_within(markers(show.book, show.timeline), show.part),
        };
        session.count_from(show.part.start);
        session.drop_unused_media();
        session
    }

    /// Lets all times of the tracks count from a frame of the show.
    fn count_from(&mut self, start: Frames) {
        for folder in &mut self.folders {
            folder.volume.count_from(start);
            for track in &mut folder.tracks {
                track.volume.count_from(start);
                for item in &mut track.items {
                    item.at = item.at.start - start..item.at.end - start;
                    item.volume.count_from(start);
                    item.pans.count_from(start);
                }
            }
        }
    }

    /// Removes the files that no item plays.
    fn drop_unused_media(&mut self) {
        let tracks = self
            .folders
            .iter_mut()
            .flat_map(|folder| &mut folder.tracks);
        let items: Vec<&mut Item> = tracks.flat_map(|track| &mut track.items).collect();
        let used: BTreeSet<usize> = items.iter().map(|item| item.media).collect();
        let places: BTreeMap<usize, usize> = used.iter().copied().zip(0..).collect();
        for item in items {
            item.media = places[&item.media];
        }
        let all = std::mem::take(&mut self.media).into_iter().enumerate();
        let kept = all.filter(|(number, _)| used.contains(number));
        self.media = kept.map(|(_, file)| file).collect();
    }

    /// Returns the number of its tracks, and of their items.
    #[must_use]
    pub(crate) fn size(&self) -> (usize, usize) {
        let tracks = || self.folders.iter().flat_map(|folder| &folder.tracks);
        (
            tracks().count(),
            tracks().map(|track| track.items.len()).sum(),
        )
    }
}

/// Returns the scenes of a show, by their titles, or their ids where they have none.
#[must_use]
pub(crate) fn scenes(book: &Book, timeline: &Timeline) -> Vec<Label> {
    let scenes = book.scenes.iter().zip(labels::scenes(book, timeline));
    let named = scenes.map(|(scene, (at, title))| match title.is_empty() {
        true => (at, scene.id.clone()),
        false => (at, one_line(&title)),
    });
    named.collect()
}

/// Returns the lines and cues of a show, in the order in which they start.
fn markers(book: &Book, timeline: &Timeline) -> Vec<Label> {
    let lines = book.lines.iter().zip(&timeline.lines);
    let lines = lines.map(|(line, placed)| (placed.at.clone(), line_name(book, line)));
    let mut all: Vec<Label> = lines.chain(labels::cues(book, timeline)).collect();
    all.sort_by_key(|(at, _)| at.start);
    all
}

/// The characters of a line that its name has.
const WORDS: usize = 60;

/// Returns the role and the first words of a line.
pub(crate) fn line_name(book: &Book, line: &Line) -> String {
    let words = one_line(book.prose.said(line.text));
    let role = &book.roles[line.role].name;
    match words.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{role}: {}…", words[..end].trim_end()),
        None => format!("{role}: {words}"),
    }
}

#[cfg(test)]
mod tests;
