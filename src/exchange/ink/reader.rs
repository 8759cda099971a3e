//! The reader of a source: where it is, and the signs and names from there on.

use super::source::Source;
use crate::exchange::branching::{At, Mistake};

/// The deepest nesting.
const DEEPEST: usize = 64;

/// The most mistakes that are reported.
const MOST_MISTAKES: usize = 20;

/// Reads a source from its start to its end.
pub(super) struct Reader<'s> {
    source: &'s Source,
    at: usize,
    depth: usize,
    pub mistakes: Vec<Mistake>,
    /// The number of choices so far.
    pub choices: usize,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Source) -> Reader<'s> {
        Reader {
            source,
            at: 0,
            depth: 0,
            mistakes: Vec::new(),
            choices: 0,
        }
    }

    pub(super) fn rest(&self) -> &'s str {
        &self.source.text[self.at..]
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn here(&self) -> At {
        self.source.at(self.at)
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.source.text.len());
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Skips spaces and tabs.
    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        self.at += rest.len() - trimmed.len();
    }

    /// Skips white space and line ends.
    pub(super) fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Skips a sign if it is here.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        let is_here = self.rest().starts_with(sign);
        if is_here {
            self.at += sign.len();
        }
        is_here
    }

    /// Skips a word if it is here.
    pub(super) fn keyword(&mut self, word: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(word) else {
            return false;
        };
        let goes_on = after
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        if goes_on {
            return false;
        }
        self.at += word.len();
        self.blanks();
        true
    }

    /// Reads a name, or names with full stops between them.
    pub(super) fn path(&mut self) -> Option<String> {
        let rest = self.rest();
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let mut end = 0;
        let mut letters = rest.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let joins = c == '.'
                && end > 0
                && letters
                    .peek()
                    .is_some_and(|(_, next)| next.is_alphabetic() || *next == '_');
            if !is_name(c) && !joins {
                break;
            }
            end = at + c.len_utf8();
        }
        let name = &rest[..end];
        if !name.chars().any(|c| c.is_alphabetic() || c == '_') {
            return None;
        }
        self.at += end;
        Some(name.to_owned())
    }

    /// Reads the rest of a line, without its end.
    pub(super) fn line(&mut self) -> &'s str {
        let rest = self.rest();
        let end = rest.find('\n').unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    pub(super) fn mistake(&mut self, at: At, message: impl Into<String>, help: &str) {
        if self.mistakes.len() < MOST_MISTAKES {
            self.mistakes.push(Mistake {
                at,
                message: message.into(),
                help: Some(help.to_owned()).filter(|help| !help.is_empty()),
            });
        }
    }

    /// Returns the text from a position up to here.
    pub(super) fn since(&self, start: usize) -> &'s str {
        &self.source.text[start..self.at]
    }

    /// Reads something that may contain the same again.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEEPEST {
            let at = self.here();
            if !self
                .mistakes
                .iter()
                .any(|mistake| mistake.message.starts_with("this is nested"))
            {
                self.mistake(
                    at,
                    format!("this is nested more than {DEEPEST} deep"),
                    "write the inner part as another knot",
                );
            }
            return None;
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }
}
