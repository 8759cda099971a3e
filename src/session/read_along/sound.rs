//! The sound of a text to read along: the show, mixed once and cut into files that are encoded
//! while it is mixed.

use std::fs::File;
use std::ops::Range;
use std::sync::mpsc::{self, Sender};

use crate::output::background_sink::BackgroundSink;
use crate::output::encode::{Bitrate, Choice, Container, Format, FormatError, Unnamed};
use crate::output::meter::Sides;
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
        self.container().ending()
    }

    fn container(self) -> Container {
        match self {
            Coding::Aac => Container::M4a,
            Coding::Opus => Container::Opus,
        }
    }

    /// Returns the bits of a second.
    fn rate(self) -> u32 {
        match self {
            Coding::Aac => 128_000,
            Coding::Opus => 80_000,
        }
    }

    fn format(self) -> Result<Format, FormatError> {
        let choice = Choice {
            bitrate: Some(Bitrate(self.rate())),
            ..Choice::of(self.container())
        };
        choice.format(Sides::Both)
    }

    /// Returns about how many bytes a sound of some length has.
    pub(super) fn size(self, frames: Frames) -> u64 {
        (frames.seconds().0 * f64::from(self.rate()) / 8.0) as u64
    }
}

/// Mixes a show, or a part of it, and encodes it as files that end at the given times. The files
/// have no names, and are gone when they are closed.
pub(super) fn encoded(
    (console, part): (&Console, Option<&Range<Frames>>),
    coding: Coding,
    ends: &[Frames],
    progress: &dyn Progress,
) -> Result<Vec<File>, SessionError> {
    let format = coding.format()?;
    let (made, files) = mpsc::channel();
    let end = ends.last().copied().unwrap_or_default();
    progress.begin(Stage::Mix, end.index() as u64);
    let open = || {
        let pieces = Pieces::new(format, ends.to_vec(), made.clone());
        Ok(Watched {
            file: BackgroundSink::new(pieces),
            progress,
        })
    };
    let mixed = match part {
        None => console.fill(open),
        Some(part) => console.write_part(part.clone(), [Frames::ZERO; 2], open),
    };
    progress.end();
    mixed?;
    // A pass over the show that was given up may have made some files too.
    let mut files: Vec<File> = files.try_iter().collect();
    Ok(files.split_off(files.len().saturating_sub(ends.len())))
}

/// Cuts a show into files.
struct Pieces {
    format: Format,
    ends: Vec<Frames>,
    at: Frames,
    piece: usize,
    open: Option<Unnamed>,
    made: Sender<File>,
}

impl Pieces {
    fn new(format: Format, ends: Vec<Frames>, made: Sender<File>) -> Pieces {
        Pieces {
            format,
            ends,
            at: Frames::ZERO,
            piece: 0,
            open: None,
            made,
        }
    }

    /// Encodes frames of the file that is open.
    fn encode(&mut self, block: &Block, frames: usize, end: Frames) -> std::io::Result<()> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => Unnamed::create(end - self.at, &self.format)?,
        };
        open.write(block, frames)?;
        self.at += Frames::from(frames);
        match self.at < end {
            true => self.open = Some(open),
            false => {
                // The receiver waits until the show is over.
                drop(self.made.send(open.finish()?));
                self.piece += 1;
            }
        }
        Ok(())
    }
}

impl Sink for Pieces {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let mut from = 0;
        while from < frames
            && let Some(end) = self.ends.get(self.piece).copied()
        {
            let count = (frames - from).min((end - self.at).index());
            let mut part = Block::SILENCE;
            part.left[..count].copy_from_slice(&block.left[from..from + count]);
            part.right[..count].copy_from_slice(&block.right[from..from + count]);
            let failed = |source| SinkError::File {
                path: std::env::temp_dir(),
                source,
            };
            self.encode(&part, count, end).map_err(failed)?;
            from += count;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        Ok(())
    }
}
