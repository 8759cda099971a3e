//! The rooms of a mix. Takes the spaces of a show, its scenes, and the position
//! of a sound, and returns sends. A send changes only with the scene, and
//! slowly enough not to click. The room goes on ringing after a change.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::{Acoustics, Book, CueSpace};
use crate::mix::headphones::Directed;
use crate::mix::lane::point;
use crate::mix::{Curve, Lane, ResponseId, ReturnId, Send, Space};
use crate::perform::Performance;
use crate::timeline::Timeline;
use cuebook_core::id::{IdVec, SceneId, SpaceId};
use cuebook_core::units::{Decibels, Frames, Gain, Metres};
use cuebook_dsp::head;

/// The length of a bed's crossfade between the rooms of two scenes.
const OVER: Frames = Frames(9_600);

/// The most by which a room is louder for distant sounds, and softer for near
/// ones, in dB.
const FARTHER: f64 = 9.0;
const NEARER: f64 = -6.0;

/// The rooms of a show, and the spaces that clips are sent to.
pub(crate) struct Rooms<'a> {
    book: &'a Book,
    performance: &'a Performance,
    timeline: &'a Timeline,
    /// The spaces that have a send, in the order of their first use.
    spaces: IdVec<ReturnId, Space>,
    /// The return of each space.
    known: BTreeMap<ResponseId, ReturnId>,
}

impl<'a> Rooms<'a> {
    #[must_use]
    pub(crate) fn new(
        book: &'a Book,
        performance: &'a Performance,
        timeline: &'a Timeline,
    ) -> Rooms<'a> {
        Rooms {
            book,
            performance,
            timeline,
            spaces: IdVec::default(),
            known: BTreeMap::new(),
        }
    }

    /// Returns the spaces that have a send.
    #[must_use]
    pub(crate) fn into_spaces(self) -> IdVec<ReturnId, Space> {
        self.spaces
    }

    /// Returns a send to one space, or `None` if the space is silent. `more` is
    /// how much louder the room is than for the same sound from 1 m.
    pub(crate) fn send(&mut self, space: SpaceId, pan: f32, more: Decibels) -> Option<Send> {
        let frames = self.performance.response_frames(space);
        if frames == Frames::ZERO {
            return None;
        }
        let to = self.return_of(ResponseId::Room(space), frames);
        let gain = self.book.spaces[space].wet + Decibels(more.0.clamp(NEARER, FARTHER));
        Some(Send {
            space: to,
            pan,
            gain: gain.gain(),
            lane: Lane::default(),
        })
    }

    /// Returns the sends of a cue's sound.
    pub(crate) fn sends(
        &mut self,
        space: CueSpace,
        (at, lasts): (&Range<Frames>, bool),
        pan: f32,
        distance: Option<Metres>,
    ) -> Vec<Send> {
        match space {
            CueSpace::Dry => Vec::new(),
            CueSpace::Own(space) => self.from(space, pan, distance).into_iter().collect(),
            CueSpace::Scenes if !lasts => {
                let space = self.of_scene(at.start);
                let send = space.and_then(|space| self.from(space, pan, distance));
                send.into_iter().collect()
            }
            CueSpace::Scenes => self.through_scenes(at, pan, distance),
        }
    }

    /// Returns the send to a direction.
    pub(crate) fn direct(&mut self, (response, mut send): Directed) -> Send {
        send.space = self.return_of(response, Frames::from(head::FRAMES));
        send
    }

    /// Returns the return of a space; adds it at its first use.
    fn return_of(&mut self, response: ResponseId, frames: Frames) -> ReturnId {
        let spaces = &mut self.spaces;
        let known = self.known.entry(response);
        *known.or_insert_with(|| spaces.push(Space { response, frames }))
    }

    /// Returns the send of a sound at a distance.
    fn from(&mut self, space: SpaceId, pan: f32, distance: Option<Metres>) -> Option<Send> {
        let more = louder_by(distance, &self.book.spaces[space].acoustics);
        self.send(space, pan, more)
    }

    /// Returns the space of the scene at a frame.
    fn of_scene(&self, frame: Frames) -> Option<SpaceId> {
        let after = self
            .timeline
            .scenes
            .partition_point(|start| *start <= frame);
        self.book.scenes[SceneId(after.checked_sub(1)?)].space
    }

    /// Returns the sends of a sound that lasts over several scenes: one to each
    /// space, open during its scenes.
    fn through_scenes(
        &mut self,
        at: &Range<Frames>,
        pan: f32,
        distance: Option<Metres>,
    ) -> Vec<Send> {
        let inside = |start: &&Frames| at.start < **start && **start < at.end;
        let mut starts = vec![at.start];
        starts.extend(self.timeline.scenes.iter().filter(inside));
        let stays: Vec<(Frames, Option<SpaceId>)> = starts
            .into_iter()
            .map(|start| (start, self.of_scene(start)))
            .collect();
        let mut spaces: Vec<SpaceId> = stays.iter().filter_map(|(_, space)| *space).collect();
        spaces.sort_unstable();
        spaces.dedup();
        let mut sends = Vec::new();
        for space in spaces {
            if let Some(mut send) = self.from(space, pan, distance) {
                send.lane = open_in(&stays, space);
                sends.push(send);
            }
        }
        sends
    }
}

/// Returns a lane that is open while `stays` name `space`. `stays` must be in
/// order.
fn open_in(stays: &[(Frames, Option<SpaceId>)], space: SpaceId) -> Lane {
    let gain = |stay: &(Frames, Option<SpaceId>)| {
        let here = stay.1 == Some(space);
        if here { Gain::UNITY } else { Gain::SILENCE }
    };
    let mut points = Vec::new();
    for pair in stays.windows(2) {
        let (before, after) = (gain(&pair[0]), gain(&pair[1]));
        if before != after {
            let from = pair[1].0 - Frames(OVER.0 / 2);
            points.push(point(from, before, Curve::Power));
            points.push(point(from + OVER, after, Curve::Power));
        }
    }
    Lane(points)
}

/// Returns how much louder a room is than for the same sound from 1 m. A more
/// distant sound in the room is weaker, while the room stays as loud, by the
/// theory of the diffuse field. A sound at a distance beyond the length of the
/// room is outside; the room responds to the sound that enters.
fn louder_by(distance: Option<Metres>, acoustics: &Acoustics) -> Decibels {
    let Some(Metres(distance)) = distance else {
        return Decibels(0.0);
    };
    let outside = match acoustics {
        Acoustics::Room(room) => distance > room.size.iter().copied().fold(0.0, f64::max),
        _ => false,
    };
    if outside {
        return Decibels(0.0);
    }
    Decibels(20.0 * libm::log10(distance.max(0.01)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bed_crossfades_between_rooms_at_a_new_scene() {
        let stays = [
            (Frames(0), Some(SpaceId(1))),
            (Frames(100_000), None),
            (Frames(200_000), Some(SpaceId(2))),
            (Frames(300_000), Some(SpaceId(1))),
            (Frames(400_000), Some(SpaceId(1))),
        ];
        let points = |space| -> Vec<(i64, f32)> {
            let lane = open_in(&stays, space);
            lane.0.iter().map(|p| (p.at.0, p.gain.0)).collect()
        };
        assert_eq!(
            points(SpaceId(1)),
            [
                (95_200, 1.0),
                (104_800, 0.0),
                (295_200, 0.0),
                (304_800, 1.0)
            ]
        );
        assert_eq!(
            points(SpaceId(2)),
            [
                (195_200, 0.0),
                (204_800, 1.0),
                (295_200, 1.0),
                (304_800, 0.0)
            ]
        );
    }

    #[test]
    fn a_room_is_as_loud_for_a_more_distant_sound() {
        let open = Acoustics::Open;
        let level = |metres: f64| louder_by(Some(Metres(metres)), &open).0;
        assert!((level(2.0) - 6.02).abs() < 0.01);
        assert_eq!(level(1.0), 0.0);
        assert!((level(0.5) + 6.02).abs() < 0.01);
        assert_eq!(louder_by(None, &open).0, 0.0);
    }

    #[test]
    fn a_sound_beyond_the_length_of_a_room_is_outside() {
        let script = "text: Rain fell.\nspaces: { hut: { preset: tent, size: [4m, 5m, 3m] } }\ncast: { NARRATOR: { space: hut } }\n";
        let book = crate::perform::staged::book(script, &crate::world::Memory::default());
        let hut = &book.spaces[SpaceId(0)].acoustics;
        let level = |metres: f64| louder_by(Some(Metres(metres)), hut).0;
        assert!((level(5.0) - 13.979).abs() < 0.001);
        assert_eq!(level(5.001), 0.0);
    }
}
