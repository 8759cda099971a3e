//! From the characters that the parser counts to the bytes that spans count.
//!
//! In: a text. Out: the byte at which its n-th character begins. Always true:
//! the answer is a character boundary of the text, or its end.

/// Characters between two known places.
const STRIDE: usize = 64;

/// Where the characters of a text begin.
pub struct Places<'s> {
    text: &'s str,
    /// The byte of every 64th character; empty if every character is one byte.
    known: Vec<u32>,
}

impl<'s> Places<'s> {
    pub fn new(text: &'s str) -> Places<'s> {
        let known = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = text.char_indices().step_by(STRIDE);
            starts.map(|(byte, _)| byte as u32).collect()
        };
        Places { text, known }
    }

    /// The byte at which a character begins, counted from nought.
    pub fn byte(&self, character: usize) -> usize {
        if self.known.is_empty() {
            return character.min(self.text.len());
        }
        let Some(&start) = self.known.get(character / STRIDE) else {
            return self.text.len();
        };
        let start = start as usize;
        let mut rest = self.text[start..].char_indices();
        rest.nth(character % STRIDE)
            .map_or(self.text.len(), |(byte, _)| start + byte)
    }
}
