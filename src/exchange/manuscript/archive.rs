//! The files within an EPUB or DOCX, read only as far as the limits allow.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ManuscriptError;
use cuebook_script::prose::MOST_BYTES;

/// The largest total size of the files that are read from one archive, in bytes.
const MOST_TOTAL: usize = 4 * MOST_BYTES;

/// The largest number of files in an archive.
const MOST_FILES: usize = 65_536;

/// An archive that is open for reading.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    /// The index of each file by its path in small letters.
    names: HashMap<String, usize>,
    left: usize,
}

impl Archive {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is damaged or has too many files.
    pub(super) fn open(file: File) -> Result<Archive, ManuscriptError> {
        let zip = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
        if zip.len() > MOST_FILES {
            return Err(ManuscriptError::TooManyFiles(zip.len()));
        }
        let named = |index| {
            let name = zip.name_for_index(index)?.ok()?;
            Some((name.to_lowercase(), index))
        };
        let names = (0..zip.len()).filter_map(named).collect();
        Ok(Archive {
            names,
            zip,
            left: MOST_TOTAL,
        })
    }

    /// Reads a file by its path; `None` if there is none. Capitals do not matter, because
    /// some programs write other capitals in links.
    ///
    /// # Errors
    /// When the file is damaged, encrypted or too large.
    pub(super) fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, ManuscriptError> {
        let Some(index) = self.names.get(&path.to_lowercase()) else {
            return Ok(None);
        };
        let member = match self.zip.by_index(*index) {
            Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
                return Err(ManuscriptError::Password);
            }
            member => member.map_err(damaged)?,
        };
        let most = MOST_BYTES.min(self.left);
        let mut bytes = Vec::new();
        let limit = u64::try_from(most).unwrap_or(u64::MAX);
        member
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| damaged(source.into()))?;
        if bytes.len() > most {
            return Err(ManuscriptError::Inflated(path.to_owned()));
        }
        self.left -= bytes.len();
        Ok(Some(bytes))
    }

    /// Returns whether there is a file of this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.names.contains_key(&path.to_lowercase())
    }
}

fn damaged(error: ZipError) -> ManuscriptError {
    ManuscriptError::Damaged(error.to_string())
}
