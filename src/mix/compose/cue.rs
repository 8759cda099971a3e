//! The clips of cues: sounds with rides, moves, hushes and ducking.

use std::ops::Range;

use super::{Composer, filled};
use crate::book::ride::Ridden;
use crate::book::{Cue, CueKind, Ride};
use crate::mix::pan::{balance, equal_power};
use crate::mix::track::Track;
use crate::mix::{BusId, BusName, Clip, ClipOf, Curve, Lane, Listening, headphones, lane};
use crate::perform::AtStops;
use crate::timeline::PlacedCue;
use cuebook_core::id::{AudioId, CueId};
use cuebook_core::units::{Frames, Gain};

impl Composer<'_> {
    pub(super) fn cue(&mut self, id: CueId, placed: &PlacedCue) {
        let cue = &self.book.cues[id];
        let bus = match cue.kind {
            CueKind::Spot(_) => BusName::Spots,
            CueKind::Bed { .. } => BusName::Beds,
            CueKind::Music { .. } => BusName::Music,
            CueKind::Hush(_) => return,
        };
        let made = self.performance.cues[id].iter();
        for (stops, at) in made.zip(&placed.sounds) {
            if at.end <= at.start {
                continue;
            }
            let clip = self.sound((id, stops[0]), bus, placed, at);
            self.spread(cue, placed, &clip, stops);
        }
    }

    /// Returns the clip of one sound of a cue, without its stops and moves.
    pub(super) fn sound(
        &mut self,
        (id, audio): (CueId, AudioId),
        bus: BusName,
        placed: &PlacedCue,
        at: &Range<Frames>,
    ) -> Clip {
        let cue = &self.book.cues[id];
        let (fade_in, fade_out) = cue.fades();
        let fades = match placed.ends_later {
            // The fade-in is over or goes on, whatever comes after the turn.
            true => vec![lane::rise(at, fade_in), lane::fall(at, fade_out)],
            false => vec![lane::fades(at, fade_in, fade_out)],
        };
        let mut lanes: Vec<Lane> = fades.into_iter().flat_map(filled).collect();
        let mut gain = cue.gain.gain();
        let moves = moves(cue, placed, |ride| ride.to.gain.map(|gain| gain.0));
        if !moves.is_empty() {
            lanes.push(Track::new(at.start, cue.gain.0, &moves).decibels());
            gain = Gain::UNITY;
        }
        let mut shared = Vec::new();
        let room = cue.sound.is_some_and(|sound| self.book.sounds[sound].room);
        if !room {
            self.hush(at, &mut lanes, &mut shared);
        }
        shared.extend(self.duck(&cue.duck, bus, at));
        Clip {
            looped: cue.looped,
            pan: cue.pan as f32,
            gain,
            lanes,
            shared,
            ..Clip::new(audio, BusId(bus as usize), at.clone(), ClipOf::Cue(id))
        }
    }

    /// Adds the clips of a sound: one for each stop, and one for each side
    /// where its pan moves.
    fn spread(&mut self, cue: &Cue, placed: &PlacedCue, clip: &Clip, made: &AtStops) {
        let stops = cue.stops(self.book);
        let shares = Ridden::ALL.map(|what| match stops.of(what) {
            [] | [_] => vec![Some(Lane::default())],
            stops => {
                let track = self.track(cue, placed, what);
                let track = track.within(&self.moving(placed, &clip.at));
                track.shares(stops, crossing(what))
            }
        });
        let usual = cue.sound.map(|sound| self.book.sounds[sound].reach.usual);
        let mut all = made.iter().zip(stops.all());
        let [distances, opens, densities] = &shares;
        for distance in distances {
            for open in opens {
                for density in densities {
                    let (Some((audio, stop)), Some(distance), Some(open), Some(density)) =
                        (all.next(), distance, open, density)
                    else {
                        continue;
                    };
                    let mut clip = clip.clone();
                    clip.audio = *audio;
                    let shares = [distance, open, density];
                    clip.lanes
                        .extend(shares.into_iter().cloned().flat_map(filled));
                    let lasts = !matches!(cue.kind, CueKind::Spot(_));
                    let place = (&clip.at, lasts);
                    let distance = stop.distance.or(usual);
                    clip.sends = self.rooms.sends(cue.space, place, clip.pan, distance);
                    self.pan(cue, placed, clip);
                }
            }
        }
    }

    /// Adds a clip whose pan may move: for loudspeakers one for each side.
    fn pan(&mut self, cue: &Cue, placed: &PlacedCue, clip: Clip) {
        let mut moves = moves(cue, placed, |ride| ride.to.pan);
        if let Some((to, over)) = &cue.moves {
            moves.extend(to.pan.map(|pan| (clip.at.start, *over, pan)));
        }
        if moves.is_empty() {
            self.push(clip);
            return;
        }
        let stretch = self.moving(placed, &clip.at);
        let track = Track::new(clip.at.start, cue.pan, &moves).within(&stretch);
        let mono = self.is_mono(&clip);
        if mono && self.listening == Listening::Headphones {
            self.push_directed(clip, headphones::moving(&track));
            return;
        }
        let law = if mono { equal_power } else { balance };
        for (side, pan) in track.sides(law).into_iter().zip([-1.0, 1.0]) {
            let mut clip = clip.clone();
            clip.pan = pan;
            clip.sends.iter_mut().for_each(|send| send.pan = pan);
            clip.lanes.push(side);
            self.push(clip);
        }
    }

    /// Returns the stretch of time of which the moves of a sound are needed. On a path, a move
    /// before a turn does not depend on an end after it.
    fn moving(&self, placed: &PlacedCue, at: &Range<Frames>) -> Range<Frames> {
        match placed.ends_later {
            true => at.start..Frames(i64::MAX / 2),
            false => at.clone(),
        }
    }

    /// Returns the track of a ridden value in the course of the show.
    fn track(&self, cue: &Cue, placed: &PlacedCue, what: Ridden) -> Track {
        let coordinate = |ride: &Ride| what.of(&ride.to).map(|to| what.coordinate(to));
        let own = moves(cue, placed, coordinate);
        let sound = cue.sound.map(|sound| self.book.sounds[sound].reach);
        let begins = match what {
            Ridden::Distance => {
                let distance = cue.distance.or(sound.map(|reach| reach.usual));
                (distance.map_or(1.0, |distance| distance.0), own)
            }
            Ridden::Density => {
                let density = sound.and_then(|reach| reach.density);
                (density.map_or(1.0, |density| density.0), own)
            }
            Ridden::Open => match cue.behind {
                Some(behind) if own.is_empty() => return self.opening(behind),
                behind => {
                    let open = behind.map(|behind| self.book.barriers[behind].open);
                    (open.unwrap_or(0.0), own)
                }
            },
        };
        let (value, moves) = begins;
        Track::new(Frames::ZERO, what.coordinate(value), &moves)
    }
}

/// Returns the moves of one value by the rides of a cue.
fn moves(
    cue: &Cue,
    placed: &PlacedCue,
    value: impl Fn(&Ride) -> Option<f64>,
) -> Vec<(Frames, Frames, f64)> {
    let rides = cue.rides.iter().zip(&placed.rides);
    let moves = rides.filter_map(|(ride, at)| Some((*at, ride.over, value(ride)?)));
    moves.collect()
}

/// Returns the curve between two stops. A sound through different barriers or
/// distances has the same waveform, so amplitudes add up. Sounds of different
/// density have different waveforms.
fn crossing(what: Ridden) -> Curve {
    match what {
        Ridden::Distance | Ridden::Open => Curve::Linear,
        Ridden::Density => Curve::Power,
    }
}
