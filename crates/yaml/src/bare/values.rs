//! Finds the values on a line as their author meant them: from the colon after a key to the next
//! key, whatever is between them.

use std::ops::Range;

/// Returns the values on a line that are not in quotation marks, first as lines of a block are
/// read, then as lines between brackets.
pub(crate) fn on(source: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = &source[line.clone()];
    let mut all: Vec<Range<usize>> = Vec::new();
    for depth in [0, 1] {
        for value in (Line { text, at: 0, depth }).values() {
            let value = line.start + value.start..line.start + value.end;
            if !all.contains(&value) {
                all.push(value);
            }
        }
    }
    all
}

/// A line that is being read.
struct Line<'s> {
    text: &'s str,
    at: usize,
    /// The number of open brackets.
    depth: usize,
}

impl Line<'_> {
    fn values(mut self) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        self.blanks();
        while self.text[self.at..].starts_with("- ") {
            self.at += 2;
            self.blanks();
        }
        while let Some(byte) = self.peek() {
            match byte {
                b'{' | b'[' => self.bracket(1),
                b'}' | b']' => self.bracket(-1),
                b',' | b' ' | b'\t' => self.at += 1,
                b'#' => break,
                _ => match key(self.text, self.at) {
                    Some(colon) => {
                        self.at = colon + 1;
                        self.blanks();
                        all.extend(self.value());
                    }
                    None => self.item(),
                },
            }
        }
        all
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        self.at += self.text[self.at..].len() - self.text[self.at..].trim_start().len();
    }

    fn bracket(&mut self, deeper: isize) {
        self.depth = self.depth.saturating_add_signed(deeper);
        self.at += 1;
    }

    /// Skips an item of a list.
    fn item(&mut self) {
        let rest = &self.text[self.at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let more = rest[first..].find([',', '[', ']', '{', '}']);
        self.at += more.map_or(rest.len(), |more| first + more);
    }

    /// Returns the value that begins here, and skips it. Brackets and complete words in quotation
    /// marks are no bare value.
    fn value(&mut self) -> Option<Range<usize>> {
        let closed = match self.peek()? {
            mark @ (b'"' | b'\'') => closing(self.text, self.at, mark),
            b'{' | b'[' => matching(self.text, self.at),
            _ => None,
        };
        match (self.peek()?, closed.filter(|end| self.is_over(*end))) {
            (b'{' | b'[', Some(_)) => None,
            (_, Some(end)) => {
                self.at = end;
                None
            }
            (_, None) => {
                let start = self.at;
                self.at = self.end();
                (self.at > start).then_some(start..self.at)
            }
        }
    }

    /// Returns whether a value may end at a byte.
    fn is_over(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let next = rest.trim_start();
        match next.chars().next() {
            None => true,
            Some('#') => next.len() < rest.len(),
            Some(',' | '}' | ']') => self.depth > 0,
            Some(_) => false,
        }
    }

    /// Returns where the bare words that begin here end.
    fn end(&self) -> usize {
        let comma = |at: &usize| {
            let next = self.text[at + 1..].trim_start();
            key(next, 0).is_some()
        };
        let rest = self.text[self.at..].match_indices(',');
        let commas = rest.map(|(at, _)| self.at + at);
        let next = commas.filter(|_| self.depth > 0).find(comma);
        let words = &self.text[self.at..next.unwrap_or(self.text.len())];
        let words = match words.find(" #") {
            Some(comment) if self.is_comment(comment) => &words[..comment],
            _ => words,
        };
        // In `{ quote: "Well,, by: ANN }` the second comma ends the value.
        let keeps = next.is_some() && words.starts_with(['"', '\'']) && words.ends_with(',');
        match keeps {
            true => self.at + words.len(),
            false => self.at + self.without_closers(words).len(),
        }
    }

    /// Returns whether a ` #` after so many bytes begins a comment: all brackets close before it, or
    /// on another line.
    fn is_comment(&self, after: usize) -> bool {
        let (before, comment) = self.text[self.at..].split_at(after);
        self.depth == 0 || excess(before) >= self.depth || excess(comment) == 0
    }

    /// Returns words without the brackets after them that close those around them.
    fn without_closers<'t>(&self, words: &'t str) -> &'t str {
        let mut words = words.trim_end();
        let mut left = excess(words).min(self.depth);
        if self.depth > 0 {
            words = words.trim_end_matches(',').trim_end();
        }
        while left > 0
            && let Some(inner) = words.strip_suffix(['}', ']'])
        {
            words = inner.trim_end();
            left -= 1;
        }
        words
    }
}

/// Returns the colon of the key at a byte: one word and `: `.
pub(crate) fn key(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let is_of = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let word = rest.find(|c| !is_of(c)).unwrap_or(rest.len());
    let after = rest[word..].strip_prefix(':')?;
    let is_apart = after.is_empty() || after.starts_with([' ', '\t']);
    let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_apart && begins).then_some(at + word)
}

/// Returns by how many the closing brackets outnumber the opening ones.
fn excess(words: &str) -> usize {
    let count = |brackets: [char; 2]| words.matches(brackets).count();
    count([']', '}']).saturating_sub(count(['[', '{']))
}

/// Returns the byte after the quotation mark that closes the one at a byte.
pub(super) fn closing(text: &str, at: usize, mark: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut here = at + 1;
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'\\' if mark == b'"' => here += 1,
            b'\'' if byte == mark && bytes.get(here + 1) == Some(&mark) => here += 1,
            _ if byte == mark => return Some(here + 1),
            _ => {}
        }
        here += 1;
    }
    None
}

/// Returns the byte after the bracket that closes the one at a byte.
pub(super) fn matching(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, c) in text[at..].char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return Some(at + place + 1);
        }
    }
    None
}
