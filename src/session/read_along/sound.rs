//! The sound of a text to read along: the show, mixed once and cut into files that are encoded
//! while it is mixed.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::output::background_sink::BackgroundSink;
use crate::output::wav::{Encoding, WavSink};
use crate::output::{Sink, SinkError};
use crate::session::SessionError;
use crate::session::console::{Console, Watched};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::Frames;
use cuebook_engine::Block;

/// How the sound is encoded.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// AAC in M4A, which all browsers and readers play.
    Aac,
    /// Opus in Ogg, which is smaller; Safari plays it since version 18.4.
    Opus,
}

impl Coding {
    /// Returns its media type.
    pub(super) fn media(self) -> &'static str {
        match self {
            Coding::Aac => "audio/mp4",
            Coding::Opus => "audio/ogg; codecs=opus",
        }
    }

    /// Returns the ending of a file.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Coding::Aac => "m4a",
            Coding::Opus => "opus",
        }
    }

    /// Returns the bits of a second.
    fn rate(self) -> u64 {
        match self {
            Coding::Aac => 128_000,
            Coding::Opus => 80_000,
        }
    }

    /// Returns about how many bytes a sound of some length has.
    pub(super) fn size(self, frames: Frames) -> u64 {
        (frames.seconds().0 * self.rate() as f64 / 8.0) as u64
    }
}

/// Mixes a show and encodes it as files that end at the given times. The files have no names once
/// they are returned; they are gone when they are closed.
pub(super) fn encoded(
    console: &Console,
    _coding: Coding,
    ends: &[Frames],
    progress: &dyn Progress,
) -> Result<Vec<File>, SessionError> {
    let folder = tempfile::tempdir()?;
    let path = |number: usize| folder.path().join(format!("{number}.wav"));
    let paths: Vec<PathBuf> = (0..ends.len()).map(path).collect();
    progress.begin(Stage::Mix, console.plan.frames.index() as u64);
    let mixed = console.fill(|| {
        let pieces = Pieces::new(paths.clone(), ends.to_vec());
        Ok(Watched {
            file: BackgroundSink::new(pieces),
            progress,
        })
    });
    progress.end();
    mixed?;
    let open = |path: &PathBuf| File::open(path).map_err(SessionError::from);
    paths.iter().map(open).collect()
}

/// Cuts a show into files.
struct Pieces {
    paths: Vec<PathBuf>,
    ends: Vec<Frames>,
    at: Frames,
    piece: usize,
    open: Option<WavSink>,
}

impl Pieces {
    fn new(paths: Vec<PathBuf>, ends: Vec<Frames>) -> Pieces {
        Pieces {
            paths,
            ends,
            at: Frames::ZERO,
            piece: 0,
            open: None,
        }
    }

    /// Ends the file that is full, and begins the next.
    fn sink(&mut self) -> Result<Option<&mut WavSink>, SinkError> {
        let (Some(path), Some(end)) = (self.paths.get(self.piece), self.ends.get(self.piece))
        else {
            return Ok(None);
        };
        if self.open.is_none() {
            let path: &Path = path;
            self.open = Some(WavSink::create(path, *end - self.at, Encoding::Pcm16)?);
        }
        Ok(self.open.as_mut())
    }
}

impl Sink for Pieces {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let mut from = 0;
        while from < frames {
            let end = self.ends.get(self.piece).copied().unwrap_or_default();
            let count = (frames - from).min((end - self.at).index());
            let Some(sink) = self.sink()? else {
                return Ok(());
            };
            let mut part = Block::SILENCE;
            part.left[..count].copy_from_slice(&block.left[from..from + count]);
            part.right[..count].copy_from_slice(&block.right[from..from + count]);
            sink.write(&part, count)?;
            self.at += Frames::from(count);
            from += count;
            if self.at >= end {
                if let Some(full) = self.open.take() {
                    full.finish()?;
                }
                self.piece += 1;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), SinkError> {
        match self.open.take() {
            Some(last) => last.finish(),
            None => Ok(()),
        }
    }
}
