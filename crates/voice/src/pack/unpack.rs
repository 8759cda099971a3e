//! Reads files from the archives of packages. Nothing is written to disk, so a name inside an
//! archive cannot lead to a path outside.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::PackError;

/// Members of an archive by their names.
pub(super) type Members = BTreeMap<String, Vec<u8>>;

/// Reads the wanted members of a wheel (zip) or an npm archive (tar.gz).
///
/// # Errors
///
/// Fails if the archive cannot be read, or if one of the members is missing.
pub(super) fn members(archive: &Path, wanted: &[&str]) -> Result<Members, PackError> {
    let zipped = archive
        .extension()
        .is_some_and(|end| end == "whl" || end == "bin");
    let found = if zipped {
        unzip(archive, wanted)
    } else {
        untar(archive, wanted)
    };
    let fault = |reason: String| PackError::Archive {
        file: archive.display().to_string(),
        reason,
    };
    let found = found.map_err(|error| fault(error.to_string()))?;
    match wanted.iter().find(|name| !found.contains_key(**name)) {
        Some(name) => Err(fault(format!("it has no `{name}`"))),
        None => Ok(found),
    }
}

fn unzip(archive: &Path, wanted: &[&str]) -> io::Result<Members> {
    let mut zip = zip::ZipArchive::new(BufReader::new(File::open(archive)?))?;
    let mut found = Members::new();
    for &name in wanted {
        let mut bytes = Vec::new();
        match zip.by_name(name) {
            Ok(mut member) => member.read_to_end(&mut bytes)?,
            Err(zip::result::ZipError::FileNotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        found.insert(name.to_owned(), bytes);
    }
    Ok(found)
}

fn untar(archive: &Path, wanted: &[&str]) -> io::Result<Members> {
    let unzipped = flate2::read::GzDecoder::new(BufReader::new(File::open(archive)?));
    let mut tar = tar::Archive::new(unzipped);
    let mut found = Members::new();
    for member in tar.entries()? {
        let mut member = member?;
        let Some(name) = member.path()?.to_str().map(str::to_owned) else {
            continue;
        };
        if wanted.contains(&name.as_str()) {
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes)?;
            found.insert(name, bytes);
        }
    }
    Ok(found)
}

/// Returns the raw numbers of an array in NumPy's file format, version 1 or 2.
///
/// The header is the magic, a version, a length, and that many bytes of text.
#[must_use]
pub(super) fn numpy_body(file: &[u8]) -> Option<&[u8]> {
    let rest = file.strip_prefix(b"\x93NUMPY")?;
    let (version, rest) = rest.split_first_chunk::<2>()?;
    let (length, rest) = match version[0] {
        1 => {
            let (length, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_le_bytes(*length)), rest)
        }
        _ => {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            (usize::try_from(u32::from_le_bytes(*length)).ok()?, rest)
        }
    };
    rest.get(length..)
}

/// Returns the SHA-256 of some bytes, in hexadecimal.
#[must_use]
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(Sha256::digest(bytes).as_slice())
}

/// Returns the SHA-256 of a file, in hexadecimal.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub(super) fn sha256_of(file: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(file)?, &mut hasher)?;
    Ok(hexadecimal(hasher.finalize().as_slice()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_equals_the_example_of_the_standard() {
        // FIPS 180-4, the example "abc".
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn an_array_follows_its_header() {
        let file = [b"\x93NUMPY\x01\x00\x04\x00head".as_slice(), &[7, 8, 9]].concat();
        assert_eq!(numpy_body(&file), Some(&[7, 8, 9][..]));
        let second = [b"\x93NUMPY\x02\x00\x04\x00\x00\x00head".as_slice(), &[7]].concat();
        assert_eq!(numpy_body(&second), Some(&[7][..]));
        assert_eq!(numpy_body(b"\x93NUMPY\x01\x00\xff\x00head"), None);
        assert_eq!(numpy_body(b"no array"), None);
    }
}
