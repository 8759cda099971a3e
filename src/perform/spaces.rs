//! Responses of spaces in the cache.
//!
//! A response is made once for each room. It does not depend on the name and
//! the level of the space.

use std::io;

use crate::book::{Acoustics, Book, CueSpace, Space};
use crate::perform::cache::{AudioSpec, Cache};
use crate::perform::{Context, Key, Part, PerformError, decode};
use crate::world::World;
pub(crate) use cuebook_core::audio::ImpulseResponse;
use cuebook_core::audio::{Audio, AudioReader};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::id::{IdVec, SpaceId};
use cuebook_core::units::{Frames, Seconds};
use cuebook_dsp::space::{of_recording, respond};

/// The longest recording of a space that can be used.
const LONGEST: Seconds = Seconds(15.0);

/// The keys of a response: from the left source to both ears, from the right
/// source to both ears, and the late part.
pub(crate) type ResponseKeys = [Key; 3];

/// Makes the responses that the show uses and the cache does not have.
///
/// Returns the keys and the length of each space's response; `None` for a space
/// that has no response or is not used.
///
/// # Errors
/// When a recorded space cannot be read, or the cache fails.
pub(crate) fn keep(
    book: &Book,
    context: &Context<'_>,
) -> Result<IdVec<SpaceId, Option<(ResponseKeys, Frames)>>, PerformError> {
    let mut kept = IdVec::default();
    for (id, space) in book.spaces.entries() {
        let keys = Key::response(&space.acoustics).filter(|_| is_used(book, id));
        if let Some(keys) = &keys
            && !is_kept(context.cache, keys)?
        {
            put(context.cache, keys, made(space, context.world)?)?;
        }
        let length = keys.as_ref().map(|keys| frames(context.cache, keys));
        kept.push(keys.zip(length.transpose()?));
    }
    Ok(kept)
}

/// Reads a response from the cache.
///
/// # Errors
/// When a part of it is missing or cannot be read.
pub(crate) fn open(cache: &Cache, keys: &ResponseKeys) -> io::Result<ImpulseResponse> {
    let mut parts = Vec::with_capacity(keys.len());
    for key in keys {
        parts.push(read(cache, key)?);
    }
    match <[[Vec<f32>; 2]; 3]>::try_from(parts) {
        Ok([left, right, late]) => Ok(ImpulseResponse {
            early: [left, right],
            late,
        }),
        Err(_) => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Returns the length of the longest part of a response.
///
/// # Errors
/// When a part of it is missing or cannot be read.
pub(crate) fn frames(cache: &Cache, keys: &ResponseKeys) -> io::Result<Frames> {
    let mut longest = Frames::ZERO;
    for key in keys {
        let spec = cache.spec(key)?.ok_or(io::ErrorKind::NotFound)?;
        longest = longest.max(spec.frames);
    }
    Ok(longest)
}

/// Returns a mistake for each recorded space that lasts too long. Files that
/// cannot be read are reported with all other files of the show.
pub(crate) fn check(book: &Book, world: &dyn World) -> Vec<Diagnostic> {
    let mistakes = book.spaces.iter().filter_map(|space| {
        let Acoustics::Recorded { path, .. } = &space.acoustics else {
            return None;
        };
        let audio = decode(path, &Part::default(), space.span, world).ok()?;
        too_long(path, space.span, &audio)
    });
    mistakes.collect()
}

fn is_used(book: &Book, space: SpaceId) -> bool {
    let scenes = book.scenes.iter().any(|scene| scene.space == Some(space));
    let lines = book.lines.iter().any(|line| line.space == Some(space));
    let own = CueSpace::Own(space);
    scenes || lines || book.cues.iter().any(|cue| cue.space == own)
}

fn is_kept(cache: &Cache, keys: &ResponseKeys) -> io::Result<bool> {
    for key in keys {
        if cache.spec(key)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn made(space: &Space, world: &dyn World) -> Result<ImpulseResponse, PerformError> {
    match &space.acoustics {
        Acoustics::Room(room) => Ok(respond(room)),
        Acoustics::Recorded { path, .. } => Ok(of_recording(&recording(path, space.span, world)?)),
        Acoustics::Open | Acoustics::Device(_) => Ok(ImpulseResponse::default()),
    }
}

fn recording(path: &str, span: Span, world: &dyn World) -> Result<Audio, PerformError> {
    let audio = decode(path, &Part::default(), span, world)?;
    match too_long(path, span, &audio) {
        Some(mistake) => Err(PerformError::Mistake(Box::new(mistake))),
        None => Ok(audio),
    }
}

fn too_long(path: &str, span: Span, audio: &Audio) -> Option<Diagnostic> {
    let length = audio.frames().seconds();
    (length.0 > LONGEST.0).then(|| {
        let message = format!(
            "`{path}` lasts {:.1} s; the longest recording of a room is {} s",
            length.0, LONGEST.0
        );
        Diagnostic::error("unreadable-sound", span, message)
            .hint("cut it where the reverberation becomes inaudible")
    })
}

fn put(cache: &Cache, keys: &ResponseKeys, response: ImpulseResponse) -> io::Result<()> {
    let [left, right] = response.early;
    for (key, sides) in keys.iter().zip([left, right, response.late]) {
        let audio = Audio {
            channels: Vec::from(sides),
        };
        cache.put(key, &audio, &AudioSpec::of(&audio))?;
    }
    Ok(())
}

fn read(cache: &Cache, key: &Key) -> io::Result<[Vec<f32>; 2]> {
    let mut reader = cache.reader(key)?;
    let frames = reader.frames().index();
    let (mut left, mut right) = (vec![0.0; frames], vec![0.0; frames]);
    reader.read(Frames::ZERO, &mut [&mut left, &mut right])?;
    Ok([left, right])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perform::Performance;
    use crate::perform::staged::{book, wav};
    use crate::world::Memory;
    use cuebook_core::progress::Silent;
    use cuebook_voice::tone::ToneVoice;

    fn performed(book: &Book, world: &Memory, cache: &Cache) -> Result<Performance, PerformError> {
        let context = Context {
            world,
            voice: &ToneVoice,
            cache,
            jobs: 1,
            progress: &Silent,
        };
        Performance::of(book, &context)
    }

    /// Returns a mono WAV of 16 bits at 48 kHz with a click at its start and an
    /// echo after 100 ms.
    fn recording(seconds: u32) -> Vec<u8> {
        wav((0..48_000 * seconds).map(|frame| match frame {
            0 => 30_000,
            4_800 => 10_000,
            _ => 0,
        }))
    }

    #[test]
    fn each_room_in_use_is_made_once_and_read_back() {
        let script = "
text: |
  Rain fell.
spaces:
  used: { preset: bedroom, wet: -3dB }
  alike: { preset: bedroom }
  idle: { preset: cathedral }
  heath: { preset: open-field }
  vault: { ir: vault.wav }
scenes: [{ id: a, from: start, space: used }]
cues:
  - { hush: 1s, at: start }
  - { spot: door-strike, at: Rain, space: vault }
  - { spot: door-strike, at: Rain, space: heath }
  - { spot: door-strike, at: Rain, space: alike }
";
        let world = Memory::default().with("vault.wav", recording(1));
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let book = book(script, &world);
        let performance = performed(&book, &world, &cache).unwrap();
        let Acoustics::Room(room) = &book.spaces[SpaceId(0)].acoustics else {
            panic!("{:?}", book.spaces);
        };
        assert_eq!(performance.response(SpaceId(0)).unwrap(), respond(room));
        let keys: Vec<_> = performance.responses().collect();
        assert_eq!(keys[0], Key::response(&book.spaces[SpaceId(0)].acoustics));
        assert_eq!(keys[0], keys[1]);
        assert!(keys[0].is_some() && keys[2].is_none() && keys[3].is_none());
        for empty in [2, 3, 99] {
            assert!(performance.response(SpaceId(empty)).unwrap().is_empty());
        }
        let vault = performance.response(SpaceId(4)).unwrap();
        assert!(vault.late[0][4800] > 0.6 && vault.early[0][0].is_empty());
    }

    #[test]
    fn a_recording_of_more_than_15_s_is_a_mistake() {
        let script = "
text: |
  Rain fell.
spaces: { vault: { ir: vault.wav } }
scenes: [{ id: a, from: start, space: vault }]
";
        let world = Memory::default().with("vault.wav", recording(16));
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let book = book(script, &world);
        let found = check(&book, &world);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("lasts 16.0 s"), "{found:?}");
        let failed = performed(&book, &world, &cache);
        assert!(matches!(failed, Err(PerformError::Mistake(m)) if *m == found[0]));
    }
}
