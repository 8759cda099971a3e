//! The tracks of a session. Items of a role, or of a bus with the same ducking, share a track as
//! long as they do not overlap.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{self, Placed};
use super::names::free;
use super::rooms::{self, Answer};
use super::{Envelope, Folder, Item, Media, Origin, Show, Track};
use crate::mix::{Bus, BusId, ClipOf, Lane, LaneId, ResponseId};
use cuebook_core::id::RoleId;
use cuebook_core::units::Frames;
use cuebook_script::write::slug;

/// What the items of a track have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    bus: BusId,
    role: Option<RoleId>,
    shared: Vec<LaneId>,
}

/// Items that do not overlap, with the names of their sounds.
#[derive(Default)]
struct Row {
    items: Vec<Item>,
    sounds: BTreeSet<String>,
}

/// Returns a folder for each bus that has sounds. Adds the files of rooms to the media.
pub(super) fn folders(
    show: Show<'_>,
    items: Vec<Placed<'_>>,
    answers: &[Answer],
    media: &mut Vec<Media>,
) -> Vec<Folder> {
    let mut rows: BTreeMap<Kind, Vec<Row>> = BTreeMap::new();
    for placed in items {
        let kind = kind(show, &placed);
        place(show, rows.entry(kind).or_default(), placed);
    }
    let mut folders = Vec::new();
    let mut files = BTreeSet::new();
    for (id, bus) in show.plan.buses.entries() {
        let mut tracks = tracks(show, id, bus, &mut rows);
        tracks.extend(of_rooms(show, (id, answers), &mut files, media));
        if tracks.is_empty() {
            continue;
        }
        folders.push(Folder {
            name: bus.name.name().to_owned(),
            gain: f64::from(bus.gain.0),
            volume: items::shared(show, &[&bus.lane]),
            tracks,
        });
    }
    folders
}

fn kind(show: Show<'_>, placed: &Placed<'_>) -> Kind {
    Kind {
        bus: placed.clip.bus,
        role: match placed.clip.of {
            ClipOf::Line(line) => Some(show.book.lines[line].role),
            ClipOf::Cue(_) => None,
        },
        shared: placed.clip.shared.clone(),
    }
}

/// Puts an item on the first row that has room for it.
fn place(show: Show<'_>, rows: &mut Vec<Row>, placed: Placed<'_>) {
    let start = placed.item.at.start;
    let is_free = |row: &&mut Row| row.items.last().is_none_or(|last| last.at.end <= start);
    let row = match rows.iter_mut().find(is_free) {
        Some(row) => row,
        None => {
            rows.push(Row::default());
            let last = rows.len() - 1;
            &mut rows[last]
        }
    };
    if let ClipOf::Cue(cue) = placed.clip.of {
        let sound = show.book.cues[cue].sound;
        row.sounds
            .extend(sound.map(|sound| show.book.sounds[sound].name.clone()));
    }
    row.items.push(placed.item);
}

/// Returns the tracks of a bus without its rooms.
fn tracks(show: Show<'_>, id: BusId, bus: &Bus, rows: &mut BTreeMap<Kind, Vec<Row>>) -> Vec<Track> {
    let own: Vec<Kind> = rows.keys().filter(|kind| kind.bus == id).cloned().collect();
    let mut taken = BTreeSet::new();
    let mut tracks = Vec::new();
    for kind in own {
        let lanes: Vec<&Lane> = kind
            .shared
            .iter()
            .map(|id| &show.plan.shared[*id])
            .collect();
        let volume = items::shared(show, &lanes);
        for row in rows.remove(&kind).unwrap_or_default() {
            // A track with one sound has its name.
            let name = match (kind.role, row.sounds.first()) {
                (Some(role), _) => show.book.roles[role].name.clone(),
                (None, Some(sound)) if row.sounds.len() == 1 => sound.clone(),
                _ => bus.name.name().to_owned(),
            };
            tracks.push(Track {
                name: free(&mut taken, &name, ' '),
                volume: volume.clone(),
                items: row.items,
            });
        }
    }
    tracks
}

/// Returns a track for each room of a bus that is heard.
fn of_rooms(
    show: Show<'_>,
    (bus, answers): (BusId, &[Answer]),
    files: &mut BTreeSet<String>,
    media: &mut Vec<Media>,
) -> Vec<Track> {
    let own = answers.iter().enumerate();
    let own = own.filter(|(_, answer)| answer.bus == bus);
    let mut tracks = Vec::new();
    for (number, answer) in own {
        let room = match show.plan.spaces[answer.space].response {
            ResponseId::Room(space) => show.book.spaces[space].name.clone(),
            ResponseId::Ears(degrees) => format!("{degrees}°"),
        };
        let bus = show.plan.buses[bus].name.name();
        let file = free(files, &format!("room-{}-{bus}", slug(&room, 40)), '-');
        let mut items = Vec::new();
        let stretches = answer.stretches.iter();
        let stretches = stretches.filter_map(|stretch| rooms::within(show, stretch));
        for (part, (file_at, at)) in stretches.enumerate() {
            items.push(Item {
                name: format!("{room} answers"),
                media: media.len(),
                offset: at.start - file_at.start,
                at,
                looped: false,
                gain: 1.0,
                pan: 0.0,
                fade_in: Frames::ZERO,
                fade_out: Frames::ZERO,
                volume: Envelope::default(),
                pans: Envelope::default(),
            });
            media.push(Media {
                file: format!("{file}-{:03}.wav", part + 1),
                channels: 2,
                frames: file_at.end - file_at.start,
                from: Origin::Room(number, file_at),
            });
        }
        if items.is_empty() {
            continue;
        }
        tracks.push(Track {
            name: format!("room: {room} (wet)"),
            volume: Envelope::default(),
            items,
        });
    }
    tracks
}
