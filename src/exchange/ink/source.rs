//! The source of a story: its files one after the other, without comments.

use crate::exchange::branching::{At, Mistake, Note};

/// Returns the text of a file by its path, or why there is none.
pub(crate) type Files<'f> = dyn FnMut(&str) -> Result<String, String> + 'f;

/// The most files of a story.
const MOST_FILES: usize = 200;

/// The most bytes of a story.
const MOST_BYTES: usize = 8 << 20;

/// A source.
pub(super) struct Source {
    pub text: String,
    /// For each line of the text, its first byte, its file and its number there.
    lines: Vec<(usize, usize, usize)>,
    pub files: Vec<String>,
    pub mistakes: Vec<Mistake>,
    /// The comments.
    pub remarks: Vec<Note>,
}

/// A line with its file and its number.
struct Written {
    file: usize,
    line: usize,
    text: String,
}

/// The lines of a file: those before its first knot, and those of its knots.
#[derive(Default)]
struct Parts {
    top: Vec<Written>,
    knots: Vec<Written>,
}

impl Source {
    pub(super) fn of(name: &str, text: &str, files: &mut Files<'_>) -> Source {
        let mut source = Source {
            text: String::new(),
            lines: Vec::new(),
            files: Vec::new(),
            mistakes: Vec::new(),
            remarks: Vec::new(),
        };
        let mut open = Vec::new();
        let mut bytes = 0;
        let parts = source.file(name, text, (&mut open, &mut bytes), files);
        for line in parts.top.into_iter().chain(parts.knots) {
            source.lines.push((source.text.len(), line.file, line.line));
            source.text.push_str(&line.text);
            source.text.push('\n');
        }
        source
    }

    /// Returns the place of a byte of the text.
    pub(super) fn at(&self, byte: usize) -> At {
        let after = self.lines.partition_point(|(first, ..)| *first <= byte);
        let Some((first, file, line)) = after.checked_sub(1).map(|line| self.lines[line]) else {
            return At::default();
        };
        let byte = byte.min(self.text.len());
        At {
            file,
            line,
            column: self.text[first..byte].chars().count() + 1,
        }
    }

    fn file(
        &mut self,
        name: &str,
        text: &str,
        (open, bytes): (&mut Vec<String>, &mut usize),
        files: &mut Files<'_>,
    ) -> Parts {
        let file = self.files.len();
        self.files.push(name.to_owned());
        *bytes += text.len();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = self.without_comments(file, &text);
        open.push(name.to_owned());
        let mut parts = Parts::default();
        let mut later = Vec::new();
        let mut in_knots = false;
        for (number, line) in text.split('\n').enumerate() {
            let at = At {
                file,
                line: number + 1,
                column: 1,
            };
            in_knots |= line.trim_start().starts_with("==");
            let own = if in_knots {
                &mut parts.knots
            } else {
                &mut parts.top
            };
            match line.trim_start().strip_prefix("INCLUDE ") {
                None => own.push(Written {
                    file,
                    line: number + 1,
                    text: line.to_owned(),
                }),
                Some(path) => {
                    let included = self.include(path.trim(), at, (open, bytes), files);
                    own.extend(included.top);
                    later.extend(included.knots);
                }
            }
        }
        open.pop();
        parts.knots.extend(later);
        parts
    }

    fn include(
        &mut self,
        path: &str,
        at: At,
        (open, bytes): (&mut Vec<String>, &mut usize),
        files: &mut Files<'_>,
    ) -> Parts {
        let message = if open.iter().any(|name| name == path) {
            format!("`{path}` includes itself")
        } else if self.files.len() >= MOST_FILES {
            format!("the story has more than {MOST_FILES} files")
        } else if *bytes > MOST_BYTES {
            format!("the story has more than {} MiB", MOST_BYTES >> 20)
        } else {
            match files(path) {
                Ok(text) => return self.file(path, &text, (open, bytes), files),
                Err(why) => why,
            }
        };
        self.mistakes.push(Mistake {
            at,
            message,
            help: Some("INCLUDE names a file in the folder of the story".to_owned()),
        });
        Parts::default()
    }

    /// Returns a text with spaces in place of its comments, which become remarks.
    fn without_comments(&mut self, file: usize, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text;
        let mut line = 1;
        while let Some(at) = rest.find("//").into_iter().chain(rest.find("/*")).min() {
            let (before, comment) = rest.split_at(at);
            kept.push_str(before);
            line += before.matches('\n').count();
            let is_line = comment.starts_with("//");
            let end = match is_line {
                true => comment.find('\n'),
                false => comment.find("*/").map(|end| end + 2),
            };
            let (comment, after) = comment.split_at(end.unwrap_or(comment.len()));
            let said = comment.trim_matches(|c: char| c == '/' || c == '*' || c.is_whitespace());
            if !said.is_empty() {
                self.remarks.push(Note {
                    at: At {
                        file,
                        line,
                        column: 1,
                    },
                    what: said.to_owned(),
                    help: None,
                    remark: true,
                });
            }
            kept.extend(comment.chars().filter(|c| *c == '\n'));
            line += comment.matches('\n').count();
            rest = after;
        }
        kept.push_str(rest);
        kept
    }
}
