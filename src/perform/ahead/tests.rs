use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::*;
use crate::perform::staged::{book, wav};
use crate::world::Memory;
use cuebook_core::audio::Audio;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{AudioId, SpaceId};
use cuebook_core::progress::Silent;
use cuebook_core::units::Bytes;
use cuebook_voice::tone::ToneVoice;
use cuebook_voice::{Take, Utterance, VoiceError};

/// Two lines share a take. The third is twice as fast. The fourth is recorded.
const SCRIPT: &str = "
text: |
  “Go!” “Go!” “Run!” “Stay!”
cast: { ANNA: { voice: af_heart } }
spaces: { hut: { preset: tent } }
lines:
  - { quote: { quote: Go!, nth: 1 }, by: ANNA, space: hut }
  - { quote: { quote: Go!, nth: 2 }, by: ANNA, effect: telephone }
  - { quote: Run!, by: ANNA, pace: 2 }
  - { quote: Stay!, by: ANNA, take: stay.wav }
sounds: { stay: { file: stay.wav } }
cues:
  - { spot: stay, at: start }
  - { spot: stay, at: start, times: { count: 2, every: 1s }, width: 0.5 }
";

/// A voice that always fails.
struct Hoarse;

impl Voice for Hoarse {
    fn identity(&self) -> String {
        ToneVoice.identity()
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        Err(VoiceError::UnknownVoice(utterance.voice.clone()))
    }
}

struct Stage {
    folder: tempfile::TempDir,
    world: Memory,
    cache: Cache,
    book: Book,
}

impl Stage {
    fn new() -> Stage {
        let stay = wav((0..4_800).map(|frame| 1_000 * (frame % 20)));
        let world = Memory::default().with("stay.wav", stay);
        let book = book(SCRIPT, &world);
        let folder = tempfile::tempdir().unwrap();
        Stage {
            cache: Cache::open(folder.path()).unwrap().within(Bytes(0)),
            folder,
            world,
            book,
        }
    }

    fn context<'a>(&'a self, voice: &'a dyn Voice) -> Context<'a> {
        Context {
            world: &self.world,
            voice,
            cache: &self.cache,
            jobs: 1,
            progress: &Silent,
        }
    }

    fn ahead(&self) -> Ahead {
        Ahead::of(&self.book, &self.context(&ToneVoice)).unwrap()
    }

    fn make(&self, ahead: &Ahead, pieces: &[usize]) -> Option<usize> {
        let context = self.context(&ToneVoice);
        let pieces: Vec<AudioId> = pieces.iter().copied().map(AudioId).collect();
        let made = ahead.make_first(&pieces, &self.book, &context).unwrap();
        made.map(|piece| piece.0)
    }
}

/// Calls `with` for each file in a folder and its subfolders.
fn each_file(folder: &Path, with: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => each_file(&path, with),
            false => with(&path),
        }
    }
}

#[test]
fn every_line_and_cue_has_its_pieces() {
    let stage = Stage::new();
    let ahead = stage.ahead();
    assert_eq!((ahead.all(), ahead.missing()), (6, 6));
    let lines = ahead
        .of_lines()
        .map(|line| line.map(|audio| audio.0).collect());
    let lines: Vec<Vec<usize>> = lines.collect();
    assert_eq!(lines, [[0], [1], [2], [3]]);
    // Both sounds of the second cue are the same file at the same distance.
    let cues = ahead
        .of_cues()
        .map(|cue| cue.map(|audio| audio.0).collect());
    let cues: Vec<Vec<usize>> = cues.collect();
    assert_eq!(cues, [vec![4], vec![5, 5]]);
}

#[test]
fn missing_pieces_have_a_likely_length() {
    let stage = Stage::new();
    let performance = stage.ahead().performance();
    let spec = |piece: usize| {
        let heard = &performance.audio[AudioId(piece)];
        assert!(!heard.is_made);
        &heard.spec
    };
    // The tones know their times: `Go!` has a syllable, and `Run!` has twice the pace.
    let syllable = Frames(8_880);
    assert_eq!((spec(0).channels, spec(0).frames), (1, syllable));
    assert_eq!(spec(0).words, [Frames(0)..syllable]);
    assert_eq!(spec(2).frames, Frames(syllable.0 / 2));
    let recorded = likely::natural("Stay!", &[Span::new(0, 4)], ("", 1.0));
    assert_eq!(
        (spec(3).frames, &spec(3).words),
        (recorded.frames, &recorded.words)
    );
    assert_eq!((spec(4).channels, spec(4).frames), (2, Frames(96_000)));
    // Rooms are made at the start.
    assert!(!performance.response(SpaceId(0)).unwrap().is_empty());
}

#[test]
fn the_first_missing_piece_is_made() {
    let stage = Stage::new();
    let ahead = stage.ahead();
    assert_eq!(stage.make(&ahead, &[4, 0]), Some(4));
    assert_eq!(stage.make(&ahead, &[4, 0]), Some(0));
    assert_eq!(stage.make(&ahead, &[4, 0]), None);
    assert_eq!(ahead.missing(), 4);
    let performance = ahead.performance();
    let made: Vec<bool> = performance
        .audio
        .iter()
        .map(|heard| heard.is_made)
        .collect();
    assert_eq!(made, [true, false, false, false, true, false]);
    assert_eq!(performance.audio[AudioId(4)].spec.frames, Frames(4_800));
}

#[test]
fn words_that_no_voice_can_read_share_half_a_second() {
    let spec = silence(3);
    assert_eq!(spec.frames, Frames(24_000));
    let word = |from: i64, to: i64| Frames(from)..Frames(to);
    assert_eq!(
        spec.words,
        [word(0, 8_000), word(8_000, 16_000), word(16_000, 24_000)]
    );
}

#[test]
fn a_claimed_piece_and_its_take_are_not_claimed_again() {
    let stage = Stage::new();
    let ahead = stage.ahead();
    let (piece, keys) = ahead.claim(&[AudioId(0), AudioId(1)]).unwrap();
    assert_eq!((piece, keys.len()), (AudioId(0), 2));
    // The second line needs the same take.
    assert_eq!(ahead.claim(&[AudioId(0), AudioId(1)]), None);
    let claimed = ahead.claim(&[AudioId(0), AudioId(1), AudioId(4)]);
    assert_eq!(claimed.map(|(piece, _)| piece), Some(AudioId(4)));
    assert_eq!(ahead.missing(), 6);
}

#[test]
fn a_piece_that_failed_can_be_tried_again() {
    let stage = Stage::new();
    let ahead = stage.ahead();
    let made = ahead.make_first(&[AudioId(2)], &stage.book, &stage.context(&Hoarse));
    let (piece, error) = *made.unwrap_err();
    assert_eq!(piece, AudioId(2));
    assert!(matches!(error, PerformError::Voice { .. }), "{error:?}");
    assert_eq!(ahead.missing(), 6);
    assert_eq!(stage.make(&ahead, &[2]), Some(2));
}

#[test]
fn a_piece_made_by_another_program_is_read_from_the_cache() {
    let stage = Stage::new();
    let (ahead, other) = (stage.ahead(), stage.ahead());
    assert_eq!(stage.make(&other, &[2]), Some(2));
    let made = ahead.make_first(&[AudioId(2)], &stage.book, &stage.context(&Hoarse));
    assert_eq!(made.unwrap(), Some(AudioId(2)));
    assert_eq!(ahead.missing(), 5);
    // The audio in the cache is used, whatever its content.
    let (audio, key) = (
        Audio::mono(vec![0.5; 77]),
        ahead.performance().audio[AudioId(5)].key,
    );
    stage
        .cache
        .put(&key, &audio, &AudioSpec::of(&audio))
        .unwrap();
    assert_eq!(stage.make(&ahead, &[5]), Some(5));
    assert_eq!(
        ahead.performance().audio[AudioId(5)].spec.frames,
        Frames(77)
    );
    assert_eq!(ahead.missing(), 4);
    assert_eq!(stage.ahead().missing(), 4);
}

#[test]
fn the_cache_is_tidied_after_the_last_piece_and_keeps_the_show() {
    let stage = Stage::new();
    let ahead = stage.ahead();
    let foreign = Key::of("test", 1, "foreign");
    let audio = Audio::mono(vec![0.5; 100]);
    stage
        .cache
        .put(&foreign, &audio, &AudioSpec::of(&audio))
        .unwrap();
    for piece in 0..5 {
        assert_eq!(stage.make(&ahead, &[piece]), Some(piece));
    }
    let old = SystemTime::now() - Duration::from_secs(7_200);
    each_file(stage.folder.path(), &mut |path| {
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(old).unwrap();
    });
    assert!(stage.cache.held().unwrap().pieces > 6);
    let before = stage.cache.held().unwrap().pieces;
    assert_eq!(stage.make(&ahead, &[5]), Some(5));
    // One piece was added, one was removed.
    assert_eq!(stage.cache.held().unwrap().pieces, before);
    assert_eq!(stage.cache.spec(&foreign).unwrap(), None);
    assert!(!ahead.performance().response(SpaceId(0)).unwrap().is_empty());
}

#[test]
fn the_expected_performance_makes_nothing() {
    let stage = Stage::new();
    let ahead = stage.ahead();
    assert_eq!(stage.make(&ahead, &[0]), Some(0));
    let expected = expected(&stage.book, &ToneVoice, &stage.cache).unwrap();
    let made: Vec<bool> = expected.audio.iter().map(|heard| heard.is_made).collect();
    assert_eq!(made, [true, false, false, false, false, false]);
    assert_eq!(
        expected.audio[AudioId(0)],
        ahead.performance().audio[AudioId(0)]
    );
    assert_eq!(
        expected.audio[AudioId(1)].spec,
        ahead.performance().audio[AudioId(1)].spec
    );
    assert_eq!((expected.lines.len(), expected.cues.len()), (4, 2));
    assert_eq!(
        (expected.spoken, expected.response_frames(SpaceId(0))),
        (0, Frames::ZERO)
    );
    assert_eq!(expected.responses().collect::<Vec<_>>(), [None]);
    assert_eq!(ahead.missing(), 5);
}
