//! Writes AAC as an MP4 file (ISO/IEC 14496-12 and -14). The tables come before the sound, so that
//! a player can begin before it has the whole file. Their sizes follow from the length of the
//! show: they are written empty, and filled when the sizes of the units are known.

mod atoms;

use std::io::{self, SeekFrom, Write};

use super::{Container, Form, Place};
use atoms::{Tables, header};

/// The frames of an access unit of AAC-LC.
pub(super) const UNIT: usize = 1024;

/// The units of a chunk: a second of sound.
const CHUNK: usize = 48;

/// The units whose sizes are kept in memory.
const KEPT: usize = 4096;

/// The longest file, in frames: its length fits into 32 bits.
const LONGEST: u64 = u32::MAX as u64 - 4 * UNIT as u64;

/// What an MP4 file says that it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Brand {
    Music,
    Book,
}

impl Brand {
    pub(super) fn of(container: Container) -> Brand {
        match container {
            Container::M4b => Brand::Book,
            _ => Brand::Music,
        }
    }

    fn code(self) -> &'static [u8; 4] {
        match self {
            Brand::Music => b"M4A ",
            Brand::Book => b"M4B ",
        }
    }
}

/// Writes a file from its beginning.
pub(super) struct Mp4 {
    tables: Tables,
    header: Vec<u8>,
    /// Sizes of units that are not in the file yet.
    sizes: Vec<u32>,
    /// The same for the places of chunks.
    chunks: Vec<u64>,
    /// The units and the chunks whose figures are in the file.
    kept: (usize, usize),
    units: usize,
    /// The place in the file of the next unit.
    at: u64,
    begun: bool,
}

impl Mp4 {
    /// Describes a file of `frames` frames.
    pub(super) fn new(
        form: Form,
        bitrate: u32,
        frames: u64,
        (brand, config): (Brand, &[u8]),
    ) -> io::Result<Mp4> {
        if frames > LONGEST {
            return Err(io::Error::other(
                "it is longer than a day, which MP4 cannot hold",
            ));
        }
        // The overlap of the last unit needs one more.
        let units = frames.div_ceil(UNIT as u64) as usize + 1;
        let (tables, header) = header(&atoms::Stream {
            brand: brand.code(),
            rate: form.rate,
            channels: form.channels() as u16,
            bitrate,
            config,
            frames: frames as u32,
            units,
            chunk: CHUNK,
        });
        Ok(Mp4 {
            at: header.len() as u64,
            tables,
            header,
            sizes: Vec::new(),
            chunks: Vec::new(),
            kept: (0, 0),
            units: 0,
            begun: false,
        })
    }

    /// Writes the empty tables, once; returns whether it did.
    pub(super) fn begin(&mut self, file: &mut dyn Place) -> io::Result<bool> {
        if self.begun {
            return Ok(false);
        }
        self.begun = true;
        file.write_all(&std::mem::take(&mut self.header))?;
        Ok(true)
    }

    /// Writes an access unit.
    pub(super) fn put(&mut self, unit: &[u8], file: &mut dyn Place) -> io::Result<()> {
        if self.units.is_multiple_of(CHUNK) {
            self.chunks.push(self.at);
        }
        file.write_all(unit)?;
        self.at += unit.len() as u64;
        self.sizes.push(unit.len() as u32);
        self.units += 1;
        match self.sizes.len() == KEPT {
            true => self.keep(file),
            false => Ok(()),
        }
    }

    /// Moves the figures of units from memory to the tables.
    fn keep(&mut self, file: &mut dyn Place) -> io::Result<()> {
        let (units, chunks) = self.kept;
        self.kept = (units + self.sizes.len(), chunks + self.chunks.len());
        let sizes: Vec<u8> = self.sizes.drain(..).flat_map(u32::to_be_bytes).collect();
        file.seek(SeekFrom::Start(self.tables.sizes + 4 * units as u64))?;
        file.write_all(&sizes)?;
        let width = self.tables.width();
        let places = self.chunks.drain(..);
        let places: Vec<u8> = places
            .flat_map(|at| at.to_be_bytes()[8 - width..].to_vec())
            .collect();
        file.seek(SeekFrom::Start(
            self.tables.chunks + (width * chunks) as u64,
        ))?;
        file.write_all(&places)?;
        file.seek(SeekFrom::End(0))?;
        Ok(())
    }

    /// Completes the tables.
    pub(super) fn finish(&mut self, file: &mut dyn Place) -> io::Result<()> {
        self.begin(file)?;
        self.keep(file)?;
        if self.kept.0 != self.tables.units || (!self.tables.long && self.at > u64::from(u32::MAX))
        {
            return Err(io::Error::other(
                "the encoder made more or less than it promised",
            ));
        }
        let data = self.at - self.tables.data;
        match self.tables.long {
            true => patch(file, self.tables.data + 8, &data.to_be_bytes()),
            false => patch(file, self.tables.data, &(data as u32).to_be_bytes()),
        }
    }
}

fn patch(file: &mut dyn Place, at: u64, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    Write::write_all(file, bytes)?;
    file.seek(SeekFrom::End(0))?;
    Ok(())
}
