//! Reads a finished WAV file: its form, and its samples piece by piece. Every
//! value comes from the file, not from the writer.
//!
//! It supports RIFF and RF64 (EBU Tech 3306), one or two channels, integers of
//! 16 and 24 bits and floats of 32: the formats that
//! [`WavSink`](super::WavSink) writes.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::{Encoding, Form};
use crate::output::meter::Sides;

/// The bytes read at a time.
const BUFFER: usize = 1 << 18;

/// An open file, at its first sample.
pub(crate) struct WavFile {
    pub form: Form,
    /// The number of frames.
    pub frames: u64,
    left: u64,
    file: BufReader<File>,
    bytes: Vec<u8>,
}

impl WavFile {
    /// Opens a file and reads up to its first sample.
    ///
    /// # Errors
    /// When it cannot be read, is not WAV, or has another sample format.
    pub(crate) fn open(path: &Path) -> io::Result<WavFile> {
        let mut file = BufReader::with_capacity(BUFFER, File::open(path)?);
        let kind: [u8; 4] = take(&mut file)?;
        let _size: [u8; 4] = take(&mut file)?;
        let wave: [u8; 4] = take(&mut file)?;
        if (&kind != b"RIFF" && &kind != b"RF64") || &wave != b"WAVE" {
            return Err(broken("this is not a WAV file"));
        }
        let (mut form, mut long) = (None, None);
        loop {
            let name: [u8; 4] = take(&mut file)?;
            let size = u32::from_le_bytes(take(&mut file)?);
            match &name {
                b"data" => {
                    let form: Form =
                        form.ok_or_else(|| broken("its samples come before its format"))?;
                    let size = match (size, long) {
                        (u32::MAX, Some(long)) => long,
                        _ => u64::from(size),
                    };
                    let frames = size / form.bytes_per_frame() as u64;
                    return Ok(WavFile {
                        form,
                        frames,
                        left: frames,
                        file,
                        bytes: Vec::new(),
                    });
                }
                b"fmt " => form = Some(read_form(&chunk(&mut file, size)?)?),
                b"ds64" => long = chunk(&mut file, size)?.get(8..16).map(number),
                _ => drop(file.seek(SeekFrom::Current(padded(size)))?),
            }
        }
    }

    /// Reads up to `frames` frames into a list for each channel, and returns
    /// their number; 0 at the end.
    ///
    /// # Errors
    /// When the file is shorter than its header states, or the disk fails.
    pub(crate) fn read(&mut self, frames: usize, out: &mut [Vec<f32>; 2]) -> io::Result<usize> {
        let frames = usize::try_from(self.left).map_or(frames, |left| left.min(frames));
        self.left -= frames as u64;
        self.bytes.resize(frames * self.form.bytes_per_frame(), 0);
        self.file.read_exact(&mut self.bytes)?;
        out.iter_mut().for_each(Vec::clear);
        let samples = self.bytes.chunks_exact(self.form.encoding.bytes());
        for (place, bytes) in samples.enumerate() {
            out[place % self.form.channels()].push(sample(bytes, self.form.encoding));
        }
        Ok(frames)
    }
}

fn take<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Reads a chunk before the samples, which is short.
fn chunk(file: &mut (impl Read + Seek), size: u32) -> io::Result<Vec<u8>> {
    const LONGEST: u32 = 4096;
    if size > LONGEST {
        return Err(broken("its header is not supported"));
    }
    let mut bytes = vec![0; size as usize];
    file.read_exact(&mut bytes)?;
    file.seek(SeekFrom::Current(padded(size) - i64::from(size)))?;
    Ok(bytes)
}

/// Chunks begin at even positions.
fn padded(size: u32) -> i64 {
    i64::from(size) + i64::from(size % 2)
}

fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |all, byte| all << 8 | u64::from(*byte))
}

fn read_form(fmt: &[u8]) -> io::Result<Form> {
    const EXTENSIBLE: u64 = 0xfffe;
    let at = |place: usize, length: usize| fmt.get(place..place + length).map_or(0, number);
    let tag = match at(0, 2) {
        EXTENSIBLE => at(24, 2),
        tag => tag,
    };
    let encoding = match (tag, at(14, 2)) {
        (1, 16) => Encoding::Pcm16,
        (1, 24) => Encoding::Pcm24,
        (3, 32) => Encoding::Float32,
        _ => return Err(broken("its sample format is not supported")),
    };
    let sides = match at(2, 2) {
        1 => Sides::One,
        2 => Sides::Both,
        _ => return Err(broken("it has more than two channels")),
    };
    match u32::try_from(at(4, 4)) {
        Ok(rate @ 1..) => Ok(Form {
            rate,
            sides,
            encoding,
        }),
        _ => Err(broken("its sample rate is not supported")),
    }
}

/// Returns a sample as a float.
pub(crate) fn sample(bytes: &[u8], encoding: Encoding) -> f32 {
    match (encoding, bytes) {
        (Encoding::Pcm16, [a, b]) => f32::from(i16::from_le_bytes([*a, *b])) / 32_768.0,
        (Encoding::Pcm24, [a, b, c]) => {
            // In the upper bytes, so that the sign is kept.
            i32::from_le_bytes([0, *a, *b, *c]) as f32 / 2_147_483_648.0
        }
        (Encoding::Float32, [a, b, c, d]) => f32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0.0,
    }
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Sink;
    use crate::output::wav::{WavSink, header};
    use cuebook_core::units::Frames;
    use cuebook_engine::Block;

    #[test]
    fn written_files_are_read_in_every_form() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("show.wav");
        for encoding in [Encoding::Pcm16, Encoding::Pcm24, Encoding::Float32] {
            for sides in [Sides::Both, Sides::One] {
                let form = Form {
                    rate: 44_100,
                    sides,
                    encoding,
                };
                let mut block = Block::SILENCE;
                (block.left[0], block.left[1], block.right[1]) = (0.5, -0.25, 0.125);
                let mut sink = WavSink::formed(&path, Frames(300), form).unwrap();
                sink.write(&block, 300).unwrap();
                sink.finish().unwrap();

                let mut file = WavFile::open(&path).unwrap();
                assert_eq!((file.form, file.frames), (form, 300));
                let mut samples = [Vec::new(), Vec::new()];
                assert_eq!(file.read(200, &mut samples).unwrap(), 200);
                // Dither of 16 bits moves a sample by a step and a half at
                // most.
                let near = |a: f32, b: f32| assert!((a - b).abs() < 2.0 / 32_768.0, "{a} {b}");
                near(samples[0][0], 0.5);
                near(samples[0][1], -0.25);
                match sides {
                    Sides::Both => near(samples[1][1], 0.125),
                    Sides::One => assert!(samples[1].is_empty()),
                }
                assert_eq!(file.read(200, &mut samples).unwrap(), 100);
                assert_eq!(file.read(200, &mut samples).unwrap(), 0);
            }
        }
    }

    #[test]
    fn the_size_of_a_long_file_is_read_from_its_ds64_chunk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.wav");
        let frames = 10 * 3600 * 48_000;
        let header = header::of(Form::stereo(Encoding::Pcm24), frames).unwrap();
        std::fs::write(&path, header).unwrap();
        let mut file = WavFile::open(&path).unwrap();
        assert_eq!(file.frames, frames);
        // It has no samples, so its content is shorter than its header states.
        let mut samples = [Vec::new(), Vec::new()];
        assert!(file.read(1, &mut samples).is_err());
    }

    #[test]
    fn other_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.wav");
        for bytes in [
            &b"no sound"[..],
            b"RIFF\0\0\0\0WAVE",
            b"RIFF\0\0\0\0AVI data\0\0\0\0",
        ] {
            std::fs::write(&path, bytes).unwrap();
            assert!(WavFile::open(&path).is_err());
        }
    }
}
