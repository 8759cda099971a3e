//! Encodes FLAC (RFC 9639). The samples are those that a WAV file of the same bits would have.

mod short;

use std::io::{self, SeekFrom};

use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr, StreamInfo};
use flacenc::config::{self, Encoder as Config};
use flacenc::error::{Verified, Verify};
use flacenc::source::{Context, Fill, FrameBuf};

use super::{Coder, Outlet};
use crate::output::wav::{Encoder, Form};
use cuebook_engine::Block;

/// The frames of a FLAC frame.
const FRAME: usize = 4096;

/// Room for tags behind the stream's description, so that they can be written without moving the
/// sound.
const PADDING: usize = 4096;

/// Encodes a show from its beginning.
pub(super) struct Flac {
    form: Form,
    config: Verified<Config>,
    info: StreamInfo,
    /// Hashes the samples.
    context: Context,
    samples: Encoder,
    /// Samples that wait for a whole frame, as the bytes of a WAV file.
    bytes: Vec<u8>,
    frames: usize,
    begun: bool,
}

impl Flac {
    pub(super) fn new(form: Form) -> io::Result<Flac> {
        let bits = form.encoding.bits().unwrap_or(24) as usize;
        let config = config::Encoder::default().into_verified();
        let config = config.map_err(|(_, error)| failed(error))?;
        let info = StreamInfo::new(form.rate as usize, form.channels(), bits);
        Ok(Flac {
            form,
            config,
            info: info.map_err(failed)?,
            context: Context::new(bits, form.channels()),
            samples: Encoder::new(form.encoding, form.sides),
            bytes: Vec::new(),
            frames: 0,
            begun: false,
        })
    }

    /// Writes the description of the stream at the start of the file.
    fn describe(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        let mut info = ByteSink::new();
        self.info.write(&mut info).map_err(failed)?;
        to.file.write_all(b"fLaC")?;
        to.file.write_all(&[0, 0, 0, 34])?;
        to.file.write_all(info.as_slice())
    }

    fn begin(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        self.begun = true;
        self.describe(to)?;
        let [_, size @ ..] = (PADDING as u32).to_be_bytes();
        to.file.write_all(&[0x81])?;
        to.file.write_all(&size)?;
        to.file.write_all(&[0; PADDING])
    }

    /// Encodes the first bytes that wait as a frame.
    fn encode(&mut self, bytes: usize, to: &mut Outlet<'_>) -> io::Result<()> {
        let rest = self.bytes.split_off(bytes);
        let now = std::mem::replace(&mut self.bytes, rest);
        let size = self.form.encoding.bytes();
        self.context.fill_le_bytes(&now, size).map_err(failed)?;
        let frame = match bytes / self.form.bytes_per_frame() < short::SHORTEST {
            true => short::frame(self.form, self.frames as u32, &now),
            false => self.compressed(&now)?,
        };
        self.frames += 1;
        to.file.write_all(&frame)?;
        self.hear(&now, to);
        Ok(())
    }

    fn compressed(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let count = bytes.len() / self.form.bytes_per_frame();
        let mut buffer = FrameBuf::with_size(self.form.channels(), count).map_err(failed)?;
        let size = self.form.encoding.bytes();
        buffer.fill_le_bytes(bytes, size).map_err(failed)?;
        let frame =
            flacenc::encode_fixed_size_frame(&self.config, &buffer, self.frames, &self.info);
        let frame = frame.map_err(failed)?;
        self.info.update_frame_info(&frame);
        let mut sink = ByteSink::new();
        frame.write(&mut sink).map_err(failed)?;
        Ok(sink.into_inner())
    }

    /// A decoder returns the same samples.
    fn hear(&self, bytes: &[u8], to: &mut Outlet<'_>) {
        let Some(heard) = &mut to.heard else {
            return;
        };
        let mut sides = vec![Vec::new(); self.form.channels()];
        let samples = bytes.chunks_exact(self.form.encoding.bytes());
        for (place, bytes) in samples.enumerate() {
            let sample = crate::output::wav::read::sample(bytes, self.form.encoding);
            sides[place % self.form.channels()].push(sample);
        }
        let sides: Vec<&[f32]> = sides.iter().map(Vec::as_slice).collect();
        heard.hear(&sides);
    }
}

/// The errors of the encoder stay in its thread, so only their text goes on.
fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

impl Coder for Flac {
    fn write(&mut self, block: &Block, frames: usize, to: &mut Outlet<'_>) -> io::Result<()> {
        if !self.begun {
            self.begin(to)?;
        }
        self.samples.encode(block, frames, &mut self.bytes);
        let whole = FRAME * self.form.bytes_per_frame();
        while self.bytes.len() >= whole {
            self.encode(whole, to)?;
        }
        Ok(())
    }

    fn finish(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        if !self.begun {
            self.begin(to)?;
        }
        if !self.bytes.is_empty() {
            self.encode(self.bytes.len(), to)?;
        }
        // The last frame may be shorter: the sizes are those of the others.
        let sizes = self.info.set_block_sizes(FRAME, FRAME);
        sizes.map_err(failed)?;
        if self.info.max_frame_size() == 0 {
            // Unknown.
            self.info.set_frame_sizes(0, 0).map_err(failed)?;
        }
        self.info.set_total_samples(self.context.total_samples());
        self.info.set_md5_digest(&self.context.md5_digest());
        to.file.seek(SeekFrom::Start(0))?;
        self.describe(to)?;
        to.file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}
