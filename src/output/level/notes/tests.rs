//! Edits of shows, measured with the notes about what was before.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;
use crate::book::Level;
use crate::mix::loudness::Forecast;
use crate::mix::{
    Bus, BusId, BusName, Clip, ClipOf, Curve, Lane, Master, Point, ResponseId, ReturnId, Send,
    Space,
};
use crate::output::level::Goal;
use crate::output::level::measuring::Measuring;
use crate::output::meter::Sides;
use cuebook_core::audio::{Audio, AudioReader, ImpulseResponse};
use cuebook_core::id::{AudioId, LineId, SpaceId};
use cuebook_core::units::{Decibels, Gain, Lufs};
use cuebook_engine::{AudioSource, Engine};

/// Four stretches and a bit.
const FRAMES: i64 = 4 * LENGTH + 5_000;

/// A source of noise and of one room, which counts the frames that are read.
#[derive(Clone)]
struct Counted(Arc<Vec<Audio>>, Arc<AtomicUsize>);

struct Reading(Arc<Vec<Audio>>, usize, Arc<AtomicUsize>);

impl AudioSource for Counted {
    fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        Ok(Box::new(Reading(self.0.clone(), audio.0, self.1.clone())))
    }

    fn response(&self, _: ResponseId) -> io::Result<ImpulseResponse> {
        let late = [0, 1].map(|side| self.0[side].channels[0][..RINGS].to_vec());
        Ok(ImpulseResponse {
            late,
            ..ImpulseResponse::default()
        })
    }
}

impl AudioReader for Reading {
    fn channels(&self) -> usize {
        1
    }

    fn frames(&self) -> Frames {
        self.0[self.1].frames()
    }

    fn read(&mut self, from: Frames, into: &mut [&mut [f32]]) -> io::Result<()> {
        self.2.fetch_add(into[0].len(), Ordering::Relaxed);
        let samples = &self.0[self.1].channels[0][from.index()..];
        into[0].copy_from_slice(&samples[..into[0].len()]);
        Ok(())
    }
}

const RINGS: usize = 20_000;

fn source() -> Counted {
    let mut seed = 5u32;
    let mut noise = |frames: usize| {
        let next = |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            0.1 * ((seed >> 8) as f32 / 8_388_608.0 - 1.0)
        };
        Audio::mono((0..frames).map(next).collect())
    };
    let audio = [96_000, 96_000, 240_000].map(&mut noise);
    Counted(Arc::new(audio.into()), Arc::default())
}

/// A clip of a test: its sound, its start, its gain, and whether it is in the room.
type Piece = (usize, i64, f32, bool);

fn plan(pieces: &[Piece], trim: Gain) -> MixPlan {
    let source = source();
    let clip = |&(audio, start, gain, is_sent): &Piece| {
        let end = Frames(start) + source.0[audio].frames();
        let at = Frames(start)..end;
        let send = Send {
            space: ReturnId(0),
            pan: 0.0,
            gain: Gain(0.05),
            lane: Lane::default(),
        };
        Clip {
            gain: Gain(gain),
            sends: is_sent.then_some(send).into_iter().collect(),
            ..Clip::new(AudioId(audio), BusId(0), at, ClipOf::Line(LineId(0)))
        }
    };
    let ride = [(0, 1.0), (FRAMES / 2, 0.5), (FRAMES, 1.2)].map(|(at, gain)| Point {
        at: Frames(at),
        gain: Gain(gain),
        curve: Curve::Decibel,
    });
    MixPlan {
        frames: Frames(FRAMES),
        step: 16_384,
        clips: pieces.iter().map(clip).collect(),
        buses: vec![Bus {
            lane: Lane(ride.into()),
            ..Bus::new(BusName::Spots)
        }]
        .into(),
        shared: Vec::new().into(),
        spaces: vec![Space {
            response: ResponseId::Room(SpaceId(0)),
            frames: Frames::from(RINGS),
        }]
        .into(),
        master: Master {
            trim,
            ceiling: Decibels(-1.0),
        },
    }
}

/// A measured mix: its level, and all that the search for its trim takes.
type Measured = (u64, Forecast, State);

/// Measures the mix of a show, and returns the number of frames that were read for it.
fn measured(pieces: &[Piece], goal: Goal, folder: Option<&Path>) -> (Measured, usize) {
    let source = source();
    let mut make = |trim| {
        let plan = Arc::new(plan(pieces, trim));
        Engine::new(plan, Box::new(source.clone())).on_threads(2)
    };
    let notes = folder.map_or_else(Notes::none, |folder| {
        let unity = plan(pieces, Gain::UNITY);
        Notes::of(&unity, folder.into(), |part, share| {
            let audio: Vec<u64> = share.audio.iter().map(|id| id.0 as u64).collect();
            Key::of("test", 1, &(&share.plan, audio, part.start, goal.sides))
        })
    });
    let of = Measuring::of(&mut make, goal, &notes).unwrap();
    let level = of.meter.read(&goal.level).to_bits();
    let state = of.state();
    (
        (level, of.forecast, state),
        source.1.load(Ordering::Relaxed),
    )
}

fn goal(sides: Sides) -> Goal {
    let level = Level::Loudness {
        at: Lufs(-20.0),
        within: 0.1,
    };
    Goal { level, sides }
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = (0usize..3, 0..FRAMES - 240_000, 0.2f32..1.0, any::<bool>());
    proptest::collection::vec(piece, 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 64))]

    #[test]
    fn an_edited_show_is_measured_as_without_notes(
        mut show in pieces(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), pieces()), 1..4),
        is_mono: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let goal = goal(if is_mono { Sides::One } else { Sides::Both });
        for (place, new) in edits {
            let (noted, _) = measured(&show, goal, Some(folder.path()));
            prop_assert!(noted == measured(&show, goal, None).0);
            let place = place.index(show.len());
            match new.len() % 3 {
                0 => show[place] = new[0],
                1 => show.push(new[0]),
                _ => drop(show.remove(place)),
            }
        }
        let (noted, _) = measured(&show, goal, Some(folder.path()));
        prop_assert!(noted == measured(&show, goal, None).0);
    }
}

#[test]
fn only_what_an_edit_touches_is_mixed_to_be_measured() {
    let folder = tempfile::tempdir().unwrap();
    let goal = goal(Sides::Both);
    let piece = |n: usize| (n % 2, n as i64 * 130_000, 0.5, n.is_multiple_of(3));
    let mut show: Vec<Piece> = (0..17).map(piece).collect();
    let (first, all) = measured(&show, goal, Some(folder.path()));
    assert!(measured(&show, goal, Some(folder.path())) == (first, 0));
    show[1].2 = 0.4;
    let (edited, read) = measured(&show, goal, Some(folder.path()));
    assert!(edited == measured(&show, goal, None).0);
    // The stretch itself, and the next one, because the filters of the meter still ring.
    assert!(read > all / 5 && read < all * 3 / 5, "{read} of {all}");
    assert_eq!(measured(&show, goal, Some(folder.path())), (edited, 0));
}

#[test]
fn damaged_notes_are_measured_again() {
    let folder = tempfile::tempdir().unwrap();
    let goal = goal(Sides::Both);
    let show = [(0, 1_000, 0.5, true), (2, 500_000, 0.7, false)];
    let (right, _) = measured(&show, goal, Some(folder.path()));
    for length in [0, 5, 8, 800, 4_000] {
        for file in fs::read_dir(folder.path()).unwrap() {
            let path = file.unwrap().path();
            let mut bytes = fs::read(&path).unwrap();
            bytes.truncate(length);
            fs::write(&path, bytes).unwrap();
        }
        assert!(
            measured(&show, goal, Some(folder.path())).0 == right,
            "{length}"
        );
    }
}

#[test]
fn the_oldest_notes_go_when_there_are_too_many() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..=MOST as u64 {
        let key = Key::of("test", 1, &number);
        fs::write(folder.path().join(key.name()), []).unwrap();
    }
    fs::write(folder.path().join("mine"), []).unwrap();
    measured(
        &[(0, 0, 0.5, false)],
        goal(Sides::Both),
        Some(folder.path()),
    );
    let count = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(count, MOST / 5 * 4 + 1);
    assert!(folder.path().join("mine").exists());
}
