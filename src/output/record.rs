//! Records the frames sent to the device in a 32-bit float WAV. The audio
//! thread does not wait for the disk. A program that is killed leaves a
//! playable file that lacks a few seconds at most.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use hound::{SampleFormat, WavSpec, WavWriter};
use rtrb::{Consumer, Producer, RingBuffer};

use super::SinkError;
use cuebook_core::units::RATE;

/// The frames that may wait for the disk: ten seconds.
const ROOM: usize = 10 * RATE as usize;

/// How often frames are read from the ring.
const NAP: Duration = Duration::from_millis(50);

/// How often the header is updated.
const KEPT: Duration = Duration::from_secs(1);

/// WAV counts bytes in 32 bits: after so many frames another file begins.
const LONGEST: u64 = (1 << 32) / 8 - (1 << 16);

const SPEC: WavSpec = WavSpec {
    channels: 2,
    sample_rate: RATE,
    bits_per_sample: 32,
    sample_format: SampleFormat::Float,
};

/// A running recording.
pub struct Recorder {
    takers: Option<Sender<Consumer<[f32; 2]>>>,
    thread: Option<JoinHandle<Result<(), SinkError>>>,
}

impl Recorder {
    /// Begins a recording.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub fn create(path: &Path) -> Result<Recorder, SinkError> {
        let file = Recording::create(path)?;
        let (takers, taken) = channel();
        Ok(Recorder {
            takers: Some(takers),
            thread: Some(thread::spawn(move || file.run(&taken))),
        })
    }

    /// Returns a function that makes the producing end for a device. Each
    /// device has a separate one; the frames of a later device follow in the
    /// file. The recording lasts until the last such function is dropped.
    pub fn takers(&self) -> impl Fn() -> Producer<[f32; 2]> + Send + 'static {
        let takers = self.takers.clone();
        move || {
            let (producer, consumer) = RingBuffer::new(ROOM);
            if let Some(takers) = &takers {
                // A recorder that failed returns its error when it is finished.
                let _ = takers.send(consumer);
            }
            producer
        }
    }

    /// Ends the recording, after every device has ended.
    ///
    /// # Errors
    /// When a part of it could not be written.
    pub fn finish(mut self) -> Result<(), SinkError> {
        self.end()
    }

    fn end(&mut self) -> Result<(), SinkError> {
        self.takers = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(written)) => written,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

struct Recording {
    path: PathBuf,
    /// The number of the current file, from 1.
    part: usize,
    file: WavWriter<BufWriter<File>>,
    frames: u64,
    kept: Instant,
}

impl Recording {
    fn create(path: &Path) -> Result<Recording, SinkError> {
        Ok(Recording {
            path: path.to_owned(),
            part: 1,
            file: open(path)?,
            frames: 0,
            kept: Instant::now(),
        })
    }

    /// Writes the frames of every consumer, one after the other.
    fn run(mut self, takers: &Receiver<Consumer<[f32; 2]>>) -> Result<(), SinkError> {
        for mut taken in takers {
            loop {
                // Read first: frames that arrived before the end are written
                // before it.
                let is_over = taken.is_abandoned();
                while let Ok(frame) = taken.pop() {
                    self.write(frame)?;
                }
                if is_over {
                    break;
                }
                self.keep()?;
                thread::sleep(NAP);
            }
        }
        let path = self.path;
        self.file.finalize().map_err(|error| failed(&path, error))
    }

    fn write(&mut self, frame: [f32; 2]) -> Result<(), SinkError> {
        if self.frames == LONGEST {
            self.turn()?;
        }
        for sample in frame {
            let written = self.file.write_sample(sample);
            written.map_err(|error| failed(&self.path, error))?;
        }
        self.frames += 1;
        Ok(())
    }

    /// Continues in another file: `show.2.wav` after `show.wav`.
    fn turn(&mut self) -> Result<(), SinkError> {
        self.part += 1;
        let next = open(&self.path.with_extension(format!("{}.wav", self.part)))?;
        let full = std::mem::replace(&mut self.file, next);
        self.frames = 0;
        full.finalize().map_err(|error| failed(&self.path, error))
    }

    fn keep(&mut self) -> Result<(), SinkError> {
        if self.kept.elapsed() < KEPT {
            return Ok(());
        }
        self.kept = Instant::now();
        self.file.flush().map_err(|error| failed(&self.path, error))
    }
}

fn open(path: &Path) -> Result<WavWriter<BufWriter<File>>, SinkError> {
    WavWriter::create(path, SPEC).map_err(|error| failed(path, error))
}

fn failed(path: &Path, error: hound::Error) -> SinkError {
    let path = path.to_owned();
    match error {
        hound::Error::IoError(source) => SinkError::File { path, source },
        source => SinkError::Header { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> Vec<f32> {
        let mut file = hound::WavReader::open(path).unwrap();
        file.samples::<f32>().map(Result::unwrap).collect()
    }

    #[test]
    fn one_device_after_the_other_is_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("heard.wav");
        let recorder = Recorder::create(&path).unwrap();
        for first in [0.0, 0.5] {
            let mut taker = recorder.takers()();
            taker.push([first, -first]).unwrap();
            taker.push([first + 0.25, 1.0]).unwrap();
        }
        recorder.finish().unwrap();
        let heard = [0.0, -0.0, 0.25, 1.0, 0.5, -0.5, 0.75, 1.0];
        assert_eq!(read(&path), heard);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let failed = Recorder::create(&folder.path().join("none/heard.wav"));
        assert!(matches!(failed, Err(SinkError::File { .. })));
    }
}
