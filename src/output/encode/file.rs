//! A sink for a sound file of any kind. The file is hidden until it is whole.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use tracing::info;

use super::{Coder, Container, Format, Heard, Outlet, coder};
use crate::output::meter::Loudness;
use crate::output::resampled::{AtRate, frames_at};
use crate::output::survey::{Quiet, Survey};
use crate::output::tags::{self, Tags};
use crate::output::wav::WavSink;
use crate::output::{Sink, SinkError};
use cuebook_core::units::{Decibels, Frames};
use cuebook_core::whole_file::{self, WholeFile};
use cuebook_engine::Block;

/// What a listener to a file may hear at most.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) enum Peak {
    /// A true peak in dBTP.
    True(Decibels),
    /// The highest sample, in dB against full scale.
    Sample(Decibels),
}

impl Peak {
    /// Returns by how much it is exceeded, in dB; negative if it is not.
    pub(crate) fn over(self, heard: &Loudness) -> f64 {
        match self {
            Peak::True(most) => heard.true_peak.0 - most.0,
            Peak::Sample(most) => heard.sample_peak.0 - most.0,
        }
    }
}

/// How a file of a codec is tried before it takes its place.
#[derive(Clone)]
pub(crate) struct Proof {
    /// The pauses that are measured.
    pub quiet: Quiet,
    /// A file with a higher peak does not take its place; `None` for any peak.
    pub most: Option<Peak>,
    /// Receives the measurements.
    pub heard: Sender<Survey>,
}

/// Writes a sound file. A sink that is dropped before `finish` leaves no file.
pub(crate) enum SoundFile {
    Wav(Box<WavSink>),
    Coded(Box<CodedFile>),
}

/// A file of a codec.
pub(crate) struct CodedFile {
    path: PathBuf,
    file: BufWriter<WholeFile>,
    coder: Box<dyn Coder>,
    heard: Heard,
    proof: Proof,
    tags: Option<(Container, Tags)>,
    promised: u64,
    given: u64,
}

/// The size of the buffer before the file, in bytes.
const BUFFER: usize = 1 << 18;

impl SoundFile {
    /// Begins a file for a show of `frames` frames at the engine's rate, and removes the unfinished
    /// files of killed runs from its folder. A file of a codec is measured as it is decoded.
    ///
    /// # Errors
    /// When the folder cannot be written to, or the format cannot hold the show.
    pub(crate) fn create(
        path: &Path,
        frames: Frames,
        format: &Format,
        (proof, tags): (Proof, Option<Tags>),
    ) -> Result<AtRate<SoundFile>, SinkError> {
        let frames = frames_at(format.form.rate, frames);
        let failed = |source| SinkError::File {
            path: path.into(),
            source,
        };
        let wav = |file| SoundFile::Wav(Box::new(file));
        let file = match coder(format, frames.index() as u64).map_err(failed)? {
            None if format.container == Container::Rf64 => {
                wav(WavSink::long(path, frames, format.form)?.tagged(tags))
            }
            None => wav(WavSink::formed(path, frames, format.form)?.tagged(tags)),
            Some(coder) => {
                let promised = frames.index() as u64;
                let heard = Heard::new(format.form, promised, &proof.quiet)?;
                SoundFile::Coded(Box::new(CodedFile {
                    path: path.into(),
                    file: begin(path).map_err(failed)?,
                    coder,
                    heard,
                    proof,
                    tags: tags.map(|tags| (format.container, tags)),
                    promised,
                    given: 0,
                }))
            }
        };
        AtRate::new(file, format.form.rate)
    }
}

fn begin(path: &Path) -> io::Result<BufWriter<WholeFile>> {
    whole_file::remove_abandoned(whole_file::folder_of(path));
    Ok(BufWriter::with_capacity(BUFFER, WholeFile::create(path)?))
}

impl CodedFile {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.given += frames as u64;
        let mut outlet = Outlet {
            file: &mut self.file,
            heard: Some(&mut self.heard),
        };
        let written = self.coder.write(block, frames, &mut outlet);
        written.map_err(|source| SinkError::File {
            path: self.path.clone(),
            source,
        })
    }

    fn finish(mut self) -> Result<(), SinkError> {
        if self.given != self.promised {
            return Err(SinkError::Length {
                path: self.path,
                promised: self.promised,
                given: self.given,
            });
        }
        let failed = |source| SinkError::File {
            path: self.path.clone(),
            source,
        };
        let mut outlet = Outlet {
            file: &mut self.file,
            heard: Some(&mut self.heard),
        };
        self.coder.finish(&mut outlet).map_err(failed)?;
        let file = self.file.into_inner();
        let file = file.map_err(|error| failed(error.into_error()))?;
        let survey = self.heard.finish()?;
        let over = |most: Peak| most.over(&survey.loudness) > 0.0;
        let is_kept = !self.proof.most.is_some_and(over);
        // Nobody may wait for it.
        let _ = self.proof.heard.send(survey);
        if is_kept {
            if let Some((container, tags)) = &self.tags {
                tags::write(file.as_file(), *container, tags).map_err(failed)?;
            }
            file.keep().map_err(failed)?;
            info!("wrote {}: {} frames", self.path.display(), self.given);
        }
        Ok(())
    }
}

impl Sink for SoundFile {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        match self {
            SoundFile::Wav(file) => file.write(block, frames),
            SoundFile::Coded(file) => file.write(block, frames),
        }
    }

    fn measured(&mut self, loudness: &Loudness) {
        match self {
            SoundFile::Wav(file) => file.measured(loudness),
            // It measures the decoded sound.
            SoundFile::Coded(_) => {}
        }
    }

    fn finish(self) -> Result<(), SinkError> {
        match self {
            SoundFile::Wav(file) => file.finish(),
            SoundFile::Coded(file) => file.finish(),
        }
    }
}
