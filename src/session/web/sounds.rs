//! The sounds of a page. Each is made once, however many parts have it: its key is that of all
//! that decides its samples. A sound has its rooms, and rings out.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::encode::{SEAM, answers, seamed, wav};
use super::layout::Laid;
use crate::exchange::web::manifest;
use crate::mix::{Clip, Lane, MixPlan, ResponseId, ReturnId};
use crate::output::opus;
use crate::perform::{Cache, Key, Performance};
use crate::session::SessionError;
use crate::session::console::Takes;
use cuebook_core::audio::Audio;
use cuebook_core::id::{AudioId, IdVec, SpaceId};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{BLOCK, Frames, Gain};
use cuebook_engine::{Block, Engine, EngineError};

/// How sounds are encoded.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Opus in Ogg.
    Opus,
    /// WAV with 32-bit floats, for programs that do not read Opus.
    Wav,
}

/// Softer samples at the end of a sound are left out.
const SILENT: f32 = 1e-5;

/// Bits a second of one channel, and of two. A loop has no words to understand.
const BITRATES: [u32; 2] = [48_000, 80_000];
const LOOP_BITRATES: [u32; 2] = [40_000, 64_000];

/// The bytes of sounds in a pack for a page that is opened from a disk.
const PACK: usize = 1_500_000;

/// The sounds that a page needs.
#[derive(Default)]
pub(super) struct Sounds {
    works: Vec<Work>,
    known: HashMap<Key, usize>,
    rooms: Vec<(Key, SpaceId, Arc<Performance>)>,
}

struct Work {
    key: Key,
    plan: MixPlan,
    performance: Arc<Performance>,
    /// For a loop its length.
    period: Option<Frames>,
}

/// All that a page plays.
pub(super) struct Encoded {
    pub sounds: Vec<Made>,
    pub rooms: Vec<[Made; 2]>,
}

/// An encoded sound, or the response of a room.
pub(super) struct Made {
    pub name: String,
    pub bytes: Vec<u8>,
    pub pack: usize,
    pub frames: Frames,
    pub is_loop: bool,
    pub gain: f32,
}

impl Sounds {
    /// Adds a sound that plays once. Returns its number.
    pub(super) fn once(&mut self, laid: &Laid<'_>, clips: Vec<Clip>) -> usize {
        let end = clips.iter().map(|clip| clip.at.end).max();
        let plan = alone(laid.plan, clips);
        let frames = end.unwrap_or_default() + rings(&plan);
        self.add(laid, MixPlan { frames, ..plan }, None)
    }

    /// Adds a sound that begins again when its `period` is over. Returns its number.
    pub(super) fn looped(&mut self, laid: &Laid<'_>, mut clip: Clip, period: Frames) -> usize {
        clip.at = Frames::ZERO..period;
        let mut plan = alone(laid.plan, vec![clip]);
        let before = rings(&plan).index().div_ceil(period.index().max(1)) as i64;
        plan.frames = Frames((before + 1) * period.0);
        plan.clips[0].at.end = plan.frames;
        self.add(laid, plan, Some(period))
    }

    /// Adds a room. Returns its number, or `None` for a room that does not answer.
    pub(super) fn room(
        &mut self,
        response: ResponseId,
        performance: &Arc<Performance>,
    ) -> Option<usize> {
        let ResponseId::Room(space) = response else {
            return None;
        };
        let [key, ..] = performance.responses().nth(space.0)??;
        let known = self.rooms.iter().position(|room| room.0 == key);
        Some(known.unwrap_or_else(|| {
            self.rooms.push((key, space, performance.clone()));
            self.rooms.len() - 1
        }))
    }

    fn add(&mut self, laid: &Laid<'_>, plan: MixPlan, period: Option<Frames>) -> usize {
        let key = key(&plan, &laid.performance, period);
        let works = &mut self.works;
        *self.known.entry(key).or_insert_with(|| {
            works.push(Work {
                key,
                plan,
                performance: laid.performance.clone(),
                period,
            });
            works.len() - 1
        })
    }

    /// Makes and encodes all sounds. Encoded sounds are kept in the cache: most of them are the same after an edit.
    pub(super) fn make(
        self,
        (coding, cache): (Coding, &Cache),
        progress: &dyn Progress,
    ) -> Result<Encoded, SessionError> {
        let frames = self.works.iter().map(|work| work.plan.frames.0 as u64);
        progress.begin(Stage::Mix, frames.sum());
        let works = self.works.into_par_iter();
        let made = works.map(|work| work.made((coding, cache), progress));
        let made: Result<Vec<Made>, SessionError> = made.collect();
        progress.end();
        let mut sounds = made?;
        let rooms = self.rooms.iter().map(answers);
        let mut rooms = rooms.collect::<Result<Vec<_>, SessionError>>()?;
        let (mut pack, mut size) = (0, 0);
        for sound in sounds.iter_mut().chain(rooms.iter_mut().flatten()) {
            if size > 0 && size + sound.bytes.len() > PACK {
                (pack, size) = (pack + 1, 0);
            }
            size += sound.bytes.len();
            sound.pack = pack;
        }
        Ok(Encoded { sounds, rooms })
    }
}

impl Work {
    fn made(
        &self,
        (coding, cache): (Coding, &Cache),
        progress: &dyn Progress,
    ) -> Result<Made, SessionError> {
        let (bytes, frames) = match coding {
            Coding::Opus => self.opus(cache)?,
            Coding::Wav => {
                let audio = self.audio()?;
                (wav(&audio, None)?, audio.frames())
            }
        };
        progress.advance(self.plan.frames.0 as u64);
        let ending = match coding {
            Coding::Opus => "opus",
            Coding::Wav => "wav",
        };
        Ok(Made {
            name: format!("audio/{}.{ending}", &self.key.name()[..16]),
            bytes,
            pack: 0,
            frames: self.period.unwrap_or(frames),
            is_loop: self.period.is_some(),
            gain: 1.0,
        })
    }

    /// Returns the sound as Opus and its length. The cache has the length (i64, little endian) before the sound.
    fn opus(&self, cache: &Cache) -> Result<(Vec<u8>, Frames), SessionError> {
        let rates = match self.period {
            Some(_) => LOOP_BITRATES,
            None => BITRATES,
        };
        let key = self.key.name();
        let key = Key::of(
            "encoded sound",
            1,
            &(&key[..], u64::from(rates[0]), u64::from(rates[1])),
        );
        if let Some(mut kept) = cache.file(&key)
            && let Some((frames, _)) = kept.split_first_chunk()
        {
            let frames = Frames(i64::from_le_bytes(*frames));
            kept.drain(..8);
            return Ok((kept, frames));
        }
        let audio = self.audio()?;
        let frames = audio.frames();
        let sound = opus::encode(&audio, rates[audio.channels.len().min(2) - 1])?;
        // Without it the next page encodes the sound again.
        let _ = cache.put_file(&key, &[&frames.0.to_le_bytes()[..], &sound].concat());
        Ok((sound, frames))
    }

    /// Returns the samples that are encoded.
    fn audio(&self) -> Result<Audio, SessionError> {
        let audio = self
            .render()
            .map_err(crate::output::level::LevelError::from)?;
        Ok(match self.period {
            Some(period) => seamed(&audio, period),
            None => audio,
        })
    }

    /// Renders the sound: one channel if both sides are the same.
    fn render(&self) -> Result<Audio, EngineError> {
        let source = Box::new(Takes(self.performance.clone()));
        let mut mixer = Engine::new(Arc::new(self.plan.clone()), source).mix(Frames::ZERO);
        let mut sides = [Vec::new(), Vec::new()];
        let mut block = Block::SILENCE;
        let all = self.plan.frames.index();
        while sides[0].len() < all {
            mixer.render(&mut block)?;
            let count = BLOCK.min(all - sides[0].len());
            sides[0].extend_from_slice(&block.left[..count]);
            sides[1].extend_from_slice(&block.right[..count]);
        }
        let keep = match self.period {
            Some(period) => all - period.index()..all,
            None => {
                let loud = |side: &Vec<f32>| side.iter().rposition(|own| own.abs() > SILENT);
                0..sides
                    .iter()
                    .filter_map(loud)
                    .max()
                    .map_or(1, |last| last + 1)
            }
        };
        let [left, right] = sides.map(|side| side[keep.clone()].to_vec());
        Ok(match left == right {
            true => Audio::mono(left),
            false => Audio {
                channels: vec![left, right],
            },
        })
    }
}

impl Made {
    /// Returns the entry in the manifest.
    pub(super) fn manifest(&self) -> manifest::Sound {
        manifest::Sound {
            file: self.name.clone(),
            pack: self.pack,
            frames: self.frames.0,
            seam: self.is_loop.then_some(SEAM.0),
        }
    }

    /// Returns the entry of a response in the manifest.
    fn response(&self) -> manifest::Response {
        manifest::Response {
            file: self.name.clone(),
            pack: self.pack,
            gain: self.gain,
        }
    }
}

/// Returns the entry of a room in the manifest.
pub(super) fn room([early, late]: &[Made; 2]) -> manifest::Room {
    manifest::Room {
        early: early.response(),
        late: late.response(),
    }
}

/// Returns a clip that begins at frame 0, with its shared lanes as its own. The points of lanes
/// that it does not reach are left out.
pub(super) fn at_zero(clip: &Clip, plan: &MixPlan) -> Clip {
    let shared = clip.shared.iter().map(|lane| &plan.shared[*lane]);
    let lanes = clip.lanes.iter().chain(shared);
    let lanes = lanes.map(|lane| near(lane, clip));
    let lasts = clip.at.end - clip.at.start;
    Clip {
        at: Frames::ZERO..lasts,
        lanes: lanes.filter(|lane| !lane.0.is_empty()).collect(),
        shared: Vec::new(),
        ..clip.clone()
    }
}

/// Returns the points of a lane that a clip reaches, from the start of the clip.
fn near(lane: &Lane, clip: &Clip) -> Lane {
    let points = &lane.0;
    let first = points.partition_point(|point| point.at <= clip.at.start);
    let last = points.partition_point(|point| point.at < clip.at.end);
    let own = &points[first.saturating_sub(1)..(last + 1).min(points.len())];
    if own.iter().all(|point| point.gain == Gain::UNITY) {
        return Lane::default();
    }
    let moved = own.iter().map(|point| crate::mix::Point {
        at: point.at - clip.at.start,
        ..*point
    });
    Lane(moved.collect())
}

/// Returns a plan with only these clips, at unity trim, without the fade at the end of the show.
fn alone(plan: &MixPlan, mut clips: Vec<Clip>) -> MixPlan {
    let mut used: Vec<ReturnId> = Vec::new();
    for send in clips.iter_mut().flat_map(|clip| &mut clip.sends) {
        let known = used.iter().position(|space| *space == send.space);
        let place = known.unwrap_or_else(|| {
            used.push(send.space);
            used.len() - 1
        });
        send.space = ReturnId(place);
    }
    let mut alone = plan.clone();
    alone.clips = clips;
    alone.shared = IdVec::default();
    alone.spaces = used.iter().map(|space| plan.spaces[*space]).collect();
    alone.master.trim = Gain::UNITY;
    for bus in alone.buses.iter_mut() {
        bus.lane = Lane::default();
    }
    alone
}

/// Returns how long the rooms of a plan ring.
fn rings(plan: &MixPlan) -> Frames {
    let spaces = plan.spaces.iter().map(|space| space.frames);
    spaces.max().unwrap_or_default()
}

/// Returns the key of a sound: of its plan, its audio and its rooms.
fn key(plan: &MixPlan, performance: &Performance, period: Option<Frames>) -> Key {
    let mut plan = plan.clone();
    let mut audio: Vec<AudioId> = Vec::new();
    for clip in &mut plan.clips {
        let known = audio.iter().position(|own| *own == clip.audio);
        let place = known.unwrap_or_else(|| {
            audio.push(clip.audio);
            audio.len() - 1
        });
        clip.audio = AudioId(place);
    }
    let audio: Vec<Key> = audio
        .iter()
        .map(|own| performance.audio[*own].key)
        .collect();
    let all: Vec<Option<[Key; 3]>> = performance.responses().collect();
    let rooms = plan.spaces.iter().map(|space| match space.response {
        ResponseId::Room(space) => all.get(space.0).copied().flatten(),
        ResponseId::Ears(_) => None,
    });
    let rooms: Vec<Option<[Key; 3]>> = rooms.collect();
    let period = period.unwrap_or_default();
    Key::of(
        "web",
        1,
        &(
            env!("CARGO_PKG_VERSION"),
            &plan,
            &audio[..],
            &rooms[..],
            period,
        ),
    )
}
