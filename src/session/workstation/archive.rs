//! The archive of a DAWproject. The media are made beside it and moved into it one by one, so that
//! the disk holds each of them twice for a short time only.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::exchange::dawproject;
use crate::exchange::workstation::{Session, readme};
use crate::session::SessionError;
use cuebook_core::whole_file::WholeFile;

/// The size of the buffer before the file, in bytes.
const BUFFER: usize = 1 << 20;

/// Writes an archive with the documents and the media of a session, and removes the media. Returns
/// its bytes.
pub(super) fn write(output: &Path, session: &Session, media: &Path) -> Result<u64, SessionError> {
    let failed = |source| unwritten(output, source);
    let file = WholeFile::create(output).map_err(failed)?;
    let mut archive = ZipWriter::new(BufWriter::with_capacity(BUFFER, file.as_file()));
    fill(&mut archive, session, media).map_err(failed)?;
    let finished = archive.finish().map_err(io::Error::other);
    let written = finished.and_then(|mut buffer| buffer.flush());
    written.map_err(failed)?;
    let bytes = file.as_file().metadata().map_err(failed)?.len();
    file.keep().map_err(failed)?;
    Ok(bytes)
}

fn fill<W: Write + Seek>(
    archive: &mut ZipWriter<W>,
    session: &Session,
    media: &Path,
) -> io::Result<()> {
    let documents = [
        (
            dawproject::METADATA,
            dawproject::metadata(session, readme::ONE_WAY),
        ),
        (dawproject::PROJECT, dawproject::project(session)),
    ];
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in &documents {
        archive.start_file(*name, packed.large_file(text.len() > 1 << 31))?;
        archive.write_all(text.as_bytes())?;
    }
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for file in &session.media {
        let path = media.join(&file.file);
        let length = fs::metadata(&path)?.len();
        let name = format!("{}/{}", dawproject::MEDIA, file.file);
        archive.start_file(name, stored.large_file(length > 1 << 31))?;
        io::copy(&mut BufReader::new(File::open(&path)?), archive)?;
        fs::remove_file(&path)?;
    }
    Ok(())
}

fn unwritten(output: &Path, source: io::Error) -> SessionError {
    SessionError::Unwritten {
        path: output.to_owned(),
        source,
    }
}
