//! The dictionary of Japanese as the reader takes it, from the dictionary of kuromoji: IPADIC in two
//! files. One has ten bytes for each word: the classes on its left and its right, its cost, and the
//! place of its features in the other file. All numbers are little-endian.

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

/// Unzips a file that consists of gzip members, and returns the content of each.
///
/// # Errors
/// When it is not gzipped.
pub(super) fn unzipped(mut joined: &[u8]) -> io::Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    while !joined.is_empty() {
        let mut decoder = GzDecoder::new(joined);
        let mut content = Vec::new();
        decoder.read_to_end(&mut content)?;
        joined = decoder.into_inner();
        found.push(content);
    }
    Ok(found)
}

/// Returns the lines of the reader's dictionary from the words and the features.
///
/// # Errors
/// When a file is missing or cut off.
pub(super) fn lines(words: &[u8], features: &[u8]) -> io::Result<Vec<u8>> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the dictionary is damaged");
    let mut lines = Vec::new();
    for (index, word) in words.chunks_exact(10).enumerate() {
        let number = |at: usize| i16::from_le_bytes([word[at], word[at + 1]]);
        let place = u32::from_le_bytes([word[6], word[7], word[8], word[9]]) as usize;
        if index > 0 && place == 0 {
            // The rest of the file is empty.
            break;
        }
        let rest = features.get(place..).ok_or_else(damaged)?;
        let end = rest.iter().position(|byte| *byte == 0);
        let text = &rest[..end.ok_or_else(damaged)?];
        let text = std::str::from_utf8(text).map_err(|_| damaged())?;
        let fields: Vec<&str> = text.split(',').collect();
        let (Some(surface), Some(reading), true) =
            (fields.first(), fields.last(), fields.len() > 3)
        else {
            return Err(damaged());
        };
        let Some(class) = class(fields[1], fields[2]) else {
            continue;
        };
        let (left, right, cost) = (number(0), number(2), number(4));
        lines.push(format!(
            "{surface}\t{left}\t{right}\t{cost}\t{class}\t{reading}\n"
        ));
    }
    lines.sort_unstable();
    lines.dedup();
    Ok(lines.concat().into_bytes())
}

/// Returns the letter of a class of words; none for marks.
fn class(first: &str, second: &str) -> Option<char> {
    Some(match (first, second) {
        ("記号", _) => return None,
        ("名詞", "数") => 'n',
        ("名詞", "固有名詞") => 'p',
        ("名詞", "接尾") => 's',
        ("名詞", _) => 'N',
        ("動詞", _) => 'V',
        ("形容詞", _) => 'J',
        ("助詞", _) => 'P',
        ("助動詞", _) => 'A',
        ("副詞", _) => 'R',
        ("接頭詞", _) => 'h',
        ("感動詞", _) => 'I',
        _ => 'O',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_sorted_lines_without_marks() {
        let features = "犬,名詞,一般,*,*,*,*,犬,イヌ,イヌ\0は,助詞,係助詞,*,*,*,*,は,ハ,ワ\0、,記号,読点,*,*,*,*,、,、,、\0";
        let place = |surface: &str| features.find(surface).unwrap() as u32;
        let word = |class: i16, cost: i16, place: u32| {
            let numbers = [class, class, cost].map(i16::to_le_bytes).concat();
            [numbers, place.to_le_bytes().to_vec()].concat()
        };
        let words = [
            word(1285, 5000, 0),
            word(261, -30, place("は,")),
            word(9, 1, place("、,")),
            word(0, 0, 0),
        ];
        let lines = lines(&words.concat(), features.as_bytes()).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        assert_eq!(
            lines,
            "は\t261\t261\t-30\tP\tワ\n犬\t1285\t1285\t5000\tN\tイヌ\n"
        );
        assert!(super::lines(&word(1, 1, 999), features.as_bytes()).is_err());
    }

    #[test]
    fn joined_gzip_files_are_unzipped_one_by_one() {
        let zipped = |text: &str| {
            let level = flate2::Compression::fast();
            let mut encoder = flate2::read::GzEncoder::new(text.as_bytes(), level);
            let mut bytes = Vec::new();
            encoder.read_to_end(&mut bytes).unwrap();
            bytes
        };
        let joined = [zipped("one"), zipped("two")].concat();
        assert_eq!(
            unzipped(&joined).unwrap(),
            [b"one".to_vec(), b"two".to_vec()]
        );
        assert!(unzipped(b"no gzip").is_err());
    }
}
