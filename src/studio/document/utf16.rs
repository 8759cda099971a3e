//! Offsets in a text as browsers count them: in UTF-16 code units.

/// The number of bytes between two marks.
const STEP: usize = 256;

/// Converts offsets of one text in both directions.
pub(in crate::studio) struct Utf16<'t> {
    text: &'t str,
    /// The code units before each multiple of [`STEP`] bytes; empty for a text in ASCII.
    marks: Vec<u32>,
}

impl<'t> Utf16<'t> {
    /// Prepares a text.
    pub(in crate::studio) fn of(text: &'t str) -> Utf16<'t> {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for (byte, letter) in text.bytes().enumerate() {
                if byte % STEP == 0 {
                    marks.push(units);
                }
                units += units_of(letter);
            }
        }
        Utf16 { text, marks }
    }

    /// Returns the offset in code units of a byte that begins a character.
    pub(in crate::studio) fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let Some(mark) = self.marks.get(byte / STEP).or(self.marks.last()) else {
            return u32::try_from(byte).unwrap_or(u32::MAX);
        };
        let from = STEP * (byte / STEP).min(self.marks.len() - 1);
        let rest = self.text.as_bytes()[from..byte].iter();
        mark + rest.map(|letter| units_of(*letter)).sum::<u32>()
    }

    /// Returns the byte at an offset in code units; `None` after the end, or within a character.
    pub(in crate::studio) fn byte(&self, unit: u32) -> Option<usize> {
        if self.marks.is_empty() {
            let byte = usize::try_from(unit).ok()?;
            return (byte <= self.text.len()).then_some(byte);
        }
        let mark = self.marks.partition_point(|mark| *mark <= unit).max(1) - 1;
        let mut units = self.marks[mark];
        let mut byte = STEP * mark;
        let letters = self.text.as_bytes();
        while units < unit || !self.text.is_char_boundary(byte) {
            units += units_of(*letters.get(byte)?);
            byte += 1;
        }
        (units == unit).then_some(byte)
    }
}

/// Returns the code units of a character by its first byte; none for its other bytes.
fn units_of(byte: u8) -> u32 {
    match byte {
        0x80..0xC0 => 0,
        0xF0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_the_offset_of_a_browser() {
        let long = "“Ana” — 𝄞 é e\u{301} ".repeat(60);
        for text in ["", "plain", "é𝄞a", long.as_str()] {
            let units = Utf16::of(text);
            let mut unit = 0;
            for (byte, letter) in text.char_indices() {
                assert_eq!(units.at(byte), unit, "{byte}");
                assert_eq!(units.byte(unit), Some(byte));
                unit += letter.len_utf16() as u32;
            }
            assert_eq!(units.at(text.len()), unit);
            assert_eq!(units.byte(unit), Some(text.len()));
            assert_eq!(units.byte(unit + 1), None);
        }
        assert_eq!(Utf16::of("𝄞").byte(1), None, "within a character");
    }
}
