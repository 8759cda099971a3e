//! Reads the `bext` chunk of Broadcast Wave files (EBU Tech 3285): a description of 256
//! bytes, then the originator, 32 bytes.

use std::io::{Read, Seek, SeekFrom};

/// The most chunks that are passed on the way.
const MOST_CHUNKS: usize = 64;

/// The description and the originator of a Broadcast Wave file.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Bext {
    pub(crate) about: Option<String>,
    pub(crate) originator: Option<String>,
}

/// Reads the chunk, if the file has one.
pub(crate) fn read(file: &mut (impl Read + Seek)) -> Option<Bext> {
    let mut head = [0; 12];
    file.seek(SeekFrom::Start(0)).ok()?;
    file.read_exact(&mut head).ok()?;
    let riff = matches!(&head[..4], b"RIFF" | b"RF64" | b"BW64") && &head[8..] == b"WAVE";
    if !riff {
        return None;
    }
    for _ in 0..MOST_CHUNKS {
        let mut chunk = [0; 8];
        file.read_exact(&mut chunk).ok()?;
        let (id, size) = chunk.split_at(4);
        let size = i64::from(u32::from_le_bytes(size.try_into().ok()?));
        if id == b"bext" {
            let mut texts = [0; 256 + 32];
            file.read_exact(&mut texts).ok()?;
            return Some(Bext {
                about: text(&texts[..256]),
                originator: text(&texts[256..]),
            });
        }
        file.seek(SeekFrom::Current(size + size % 2)).ok()?;
    }
    None
}

/// Returns a text that ends at its first zero byte, or `None` if it is empty.
fn text(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().position(|byte| *byte == 0);
    let text = String::from_utf8_lossy(&bytes[..end.unwrap_or(bytes.len())]);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn wave(chunks: &[(&[u8; 4], Vec<u8>)]) -> Cursor<Vec<u8>> {
        let mut bytes = b"RIFF\0\0\0\0WAVE".to_vec();
        for (id, body) in chunks {
            bytes.extend(*id);
            bytes.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
            bytes.extend(body);
            bytes.resize(bytes.len().next_multiple_of(2), 0);
        }
        Cursor::new(bytes)
    }

    #[test]
    fn the_description_and_the_originator_are_read() {
        let mut body = vec![0; 602];
        body[..9].copy_from_slice(b"Oak door.");
        body[256..261].copy_from_slice(b"Carol");
        let mut file = wave(&[(b"fmt ", vec![0; 17]), (b"bext", body)]);
        let bext = read(&mut file).unwrap();
        assert_eq!(bext.about.as_deref(), Some("Oak door."));
        assert_eq!(bext.originator.as_deref(), Some("Carol"));
    }

    #[test]
    fn a_file_without_it_or_with_a_short_one_has_none() {
        assert_eq!(read(&mut wave(&[(b"fmt ", vec![0; 16])])), None);
        assert_eq!(read(&mut wave(&[(b"bext", vec![65; 20])])), None);
        assert_eq!(read(&mut Cursor::new(b"fLaC".to_vec())), None);
    }
}
