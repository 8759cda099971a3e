//! The media of a project: WAV files of 32-bit floats.

use std::ops::Range;
use std::path::Path;

use crate::exchange::workstation::{Media, Origin, Session};
use crate::output::level::LevelError;
use crate::output::meter::Sides;
use crate::output::wav::{Encoding, Form, WavSink};
use crate::output::{Sink, SinkError};
use crate::perform::Performance;
use crate::session::SessionError;
use crate::session::console::Console;
use cuebook_core::audio::AudioReader;
use cuebook_core::progress::Progress;
use cuebook_core::units::{BLOCK, Frames, Gain, RATE};
use cuebook_engine::{Block, pump};

/// Writes the takes and sounds.
pub(super) fn takes(
    session: &Session,
    performance: &Performance,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<(), SessionError> {
    for media in &session.media {
        if let Origin::Take(audio) = media.from {
            let reader = performance.open(audio)?;
            copy(reader, &folder.join(&media.file))?;
            progress.advance(media.frames.index() as u64);
        }
    }
    Ok(())
}

/// Writes audio to a file.
fn copy(mut reader: Box<dyn AudioReader>, path: &Path) -> Result<(), SessionError> {
    let sides = match reader.channels() {
        1 => Sides::One,
        _ => Sides::Both,
    };
    let frames = reader.frames().index();
    let mut sink = begin(path, Frames::from(frames), sides)?;
    let mut block = Block::SILENCE;
    for from in (0..frames).step_by(BLOCK) {
        let count = (frames - from).min(BLOCK);
        let (left, right) = (&mut block.left[..count], &mut block.right[..count]);
        match sides {
            Sides::One => reader.read(Frames::from(from), &mut [left])?,
            Sides::Both => reader.read(Frames::from(from), &mut [left, right])?,
        }
        sink.write(&block, count)?;
    }
    Ok(sink.finish()?)
}

fn begin(path: &Path, frames: Frames, sides: Sides) -> Result<WavSink, SinkError> {
    let form = Form {
        rate: RATE,
        sides,
        encoding: Encoding::Float32,
    };
    WavSink::formed(path, frames, form)
}

/// The files of what a room answers, of which one is open.
struct Answer<'a> {
    /// The files that are not finished, the next one last.
    files: Vec<(&'a Media, &'a Range<Frames>)>,
    sink: Option<WavSink>,
}

/// Writes what the rooms answer, in one pass over the show.
pub(super) fn rooms(
    session: &Session,
    console: &Console,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<(), SessionError> {
    let plan = super::answers(&console.plan);
    let mut answers: Vec<Answer<'_>> = Vec::new();
    answers.resize_with(plan.buses.len(), || Answer {
        files: Vec::new(),
        sink: None,
    });
    for media in session.media.iter().rev() {
        if let Origin::Room(number, stretch) = &media.from {
            answers[*number].files.push((media, stretch));
        }
    }
    let ends = answers.iter().flat_map(|answer| &answer.files);
    let Some(end) = ends.map(|(_, stretch)| stretch.end).max() else {
        return Ok(());
    };
    let wet = console.with_plan(plan);
    let engine = wet.engine(Gain::UNITY);
    let mut at = Frames::ZERO;
    pump::buses(engine, Frames::ZERO..end, |blocks, frames| {
        for (answer, block) in answers.iter_mut().zip(blocks) {
            answer
                .take(folder, at, (block, frames), progress)
                .map_err(LevelError::from)?;
        }
        at += Frames::from(frames);
        Ok::<(), LevelError>(())
    })?;
    Ok(())
}

impl Answer<'_> {
    /// Takes the next block. Files begin and end at blocks.
    fn take(
        &mut self,
        folder: &Path,
        at: Frames,
        (block, frames): (&Block, usize),
        progress: &dyn Progress,
    ) -> Result<(), SinkError> {
        let Some((media, stretch)) = self.files.last() else {
            return Ok(());
        };
        if at < stretch.start {
            return Ok(());
        }
        if self.sink.is_none() {
            let path = folder.join(&media.file);
            self.sink = Some(begin(&path, media.frames, Sides::Both)?);
        }
        let Some(mut sink) = self.sink.take() else {
            return Ok(());
        };
        sink.write(block, frames)?;
        progress.advance(frames as u64);
        if at + Frames::from(frames) < stretch.end {
            self.sink = Some(sink);
            return Ok(());
        }
        self.files.pop();
        sink.finish()
    }
}
