//! The dictionary of Japanese: words with their readings, and how well they stand beside one another.
//! It is loaded from two files of the voice pack.
//!
//! A line of `words.txt` is `surface⇥left⇥right⇥cost⇥class⇥reading`, and the lines are in the order
//! of their bytes. `costs.bin` has two numbers, the counts of right and left classes, and the cost of
//! every pair of them, all as little-endian `i16`.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

/// A word of the dictionary.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'d> {
    pub surface: &'d str,
    /// The classes on its left and its right, by which it is joined to its neighbours.
    pub left: u16,
    pub right: u16,
    pub cost: i32,
    /// The reading in katakana, as it is pronounced.
    pub reading: &'d str,
}

pub(super) struct Dictionary {
    words: String,
    /// The start of every line.
    lines: Vec<u32>,
    /// The lines that begin with a character.
    by_first: HashMap<char, Range<u32>>,
    costs: Vec<i16>,
    left_classes: usize,
    /// The words that are written and spoken in one piece.
    whole: HashSet<u64>,
}

impl Dictionary {
    /// Loads the files `words.txt`, `costs.bin` and `whole.txt` of a folder.
    pub(super) fn load(folder: &Path) -> io::Result<Dictionary> {
        let words = fs::read_to_string(folder.join("words.txt"))?;
        let costs = fs::read(folder.join("costs.bin"))?;
        let whole = fs::read_to_string(folder.join("whole.txt"))?;
        Dictionary::of(words, &costs, &whole)
    }

    /// Builds a dictionary from the contents of its files.
    pub(super) fn of(words: String, costs: &[u8], whole: &str) -> io::Result<Dictionary> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the dictionary is damaged");
        let costs: Vec<i16> = costs
            .chunks_exact(2)
            .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        let (rights, lefts) = match costs.as_slice() {
            [rights, lefts, ..] if *rights > 0 && *lefts > 0 => (*rights as usize, *lefts as usize),
            _ => return Err(damaged()),
        };
        if costs.len() < 2 + rights * lefts || u32::try_from(words.len()).is_err() {
            return Err(damaged());
        }
        let (mut lines, mut by_first) = (Vec::new(), HashMap::<char, Range<u32>>::new());
        let mut at = 0;
        for line in words.split_inclusive('\n') {
            let index = lines.len() as u32;
            lines.push(at as u32);
            at += line.len();
            if let Some(first) = line.chars().next() {
                by_first.entry(first).or_insert(index..index).end = index + 1;
            }
        }
        Ok(Dictionary {
            words,
            lines,
            by_first,
            left_classes: lefts,
            whole: whole.lines().map(hash).collect(),
            costs,
        })
    }

    fn line(&self, index: u32) -> &str {
        let start = self.lines.get(index as usize).copied().unwrap_or(0) as usize;
        let end = self.lines.get(index as usize + 1);
        &self.words[start..end.map_or(self.words.len(), |end| *end as usize)]
    }

    fn entry(&self, index: u32) -> Option<Entry<'_>> {
        let mut parts = self.line(index).trim_end_matches('\n').split('\t');
        Some(Entry {
            surface: parts.next()?,
            left: parts.next()?.parse().ok()?,
            right: parts.next()?.parse().ok()?,
            cost: parts.next()?.parse().ok()?,
            reading: parts.nth(1)?,
        })
    }

    /// Returns the words at the start of a text, the shorter ones first.
    pub(super) fn starting(&self, text: &str) -> Vec<Entry<'_>> {
        let mut found = Vec::new();
        let mut chars = text.char_indices();
        let Some((_, first)) = chars.next() else {
            return found;
        };
        let Some(range) = self.by_first.get(&first) else {
            return found;
        };
        let mut range = range.clone();
        let ends = chars.map(|(at, _)| at).chain([text.len()]);
        for end in ends {
            let prefix = &text[..end];
            range = self.narrowed(range, prefix);
            let whole = range.clone().map_while(|index| {
                let entry = self.entry(index)?;
                (entry.surface == prefix).then_some(entry)
            });
            found.extend(whole);
            if range.is_empty() {
                break;
            }
        }
        found
    }

    /// Returns the lines of a range that begin with a prefix.
    fn narrowed(&self, range: Range<u32>, prefix: &str) -> Range<u32> {
        let bound = |after: bool| {
            let (mut low, mut high) = (range.start, range.end);
            while low < high {
                let middle = low + (high - low) / 2;
                let line = self.line(middle);
                let before = match line.starts_with(prefix) {
                    true => after,
                    false => line < prefix,
                };
                if before {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        bound(false)..bound(true)
    }

    /// Returns the cost of two words beside one another.
    pub(super) fn joint(&self, right: u16, left: u16) -> i32 {
        let at = 2 + usize::from(right) * self.left_classes + usize::from(left);
        self.costs.get(at).copied().map_or(0, i32::from)
    }

    /// Returns whether these characters are a word that is spoken in one piece: `聞こえた`.
    pub(super) fn is_whole(&self, word: &str) -> bool {
        self.whole.contains(&hash(word))
    }
}

/// Returns a hash of a word (FNV-1a, 64 bits): a set of hashes is smaller than a set of words.
fn hash(word: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    word.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
