//! A text in several files: they are one text, in their order. Takes their texts and joins them;
//! a span of the text finds its file.

use super::Prose;
use cuebook_core::diagnostic::{Diagnostic, Span};

/// A file of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its path, as the script writes it.
    pub path: String,
    /// The byte of the text at which it begins.
    start: usize,
}

impl TextFile {
    /// Returns the byte of the text at which it begins.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }
}

/// Returns whether the name of a file is that of a text in Markdown.
#[must_use]
pub fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending.to_ascii_lowercase().as_str(), "md" | "markdown")
}

impl Prose {
    /// Splits the text of some files, each with its path. The files are parted by a blank line, so
    /// no paragraph goes on in the next file. The text is Markdown if the first file is. As
    /// [`Prose::read`].
    #[must_use]
    pub fn read_files(files: Vec<(String, String)>) -> (Prose, Vec<Diagnostic>) {
        let is_markdown = files.first().is_some_and(|(path, _)| is_markdown(path));
        let (text, files) = joined(files);
        let (mut prose, found) = match is_markdown {
            true => Prose::markdown(text),
            false => Prose::read(text),
        };
        prose.files = files;
        (prose, found)
    }

    /// Returns the number of the file that has a byte of the text. It is 0 for a text in one file.
    #[must_use]
    pub fn file_of(&self, byte: usize) -> usize {
        let begun = self.files.partition_point(|file| file.start <= byte);
        begun.saturating_sub(1)
    }

    /// Returns the text of a file.
    #[must_use]
    pub fn text_of(&self, file: usize) -> &str {
        let begin = self.files.get(file).map_or(0, |file| file.start);
        let end = self.files.get(file + 1).map(|next| next.start);
        self.text
            .get(begin..end.unwrap_or(self.text.len()))
            .unwrap_or("")
    }

    /// Returns the place of a span of the text in its file: the number of the file, and the span
    /// within [`Prose::text_of`]. A span over several files ends with the first of them.
    #[must_use]
    pub fn in_file(&self, span: Span) -> (usize, Span) {
        let file = self.file_of(span.start);
        let start = self.files.get(file).map_or(0, |file| file.start);
        let end = span.end.min(start + self.text_of(file).len());
        (file, Span::new(span.start - start, end - start))
    }

    /// Returns the line of a byte in its file, or in a text of the script, counted from 1.
    #[must_use]
    pub fn line(&self, byte: usize) -> usize {
        let (_, own) = self.in_file(Span::new(byte, byte));
        self.position(byte).line - self.position(byte - own.start).line + 1
    }
}

/// Joins the texts of files.
fn joined(all: Vec<(String, String)>) -> (String, Vec<TextFile>) {
    let mut text = String::new();
    let mut files = Vec::new();
    for (path, own) in all {
        if !files.is_empty() && !ends_with_blank_line(&text) {
            text.push_str("\n\n");
        }
        let start = text.len();
        files.push(TextFile { path, start });
        text.push_str(&own);
    }
    (text, files)
}

fn ends_with_blank_line(text: &str) -> bool {
    let ends = text.trim_end_matches([' ', '\t', '\r', '\n']);
    text[ends.len()..].matches('\n').count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::id::WordId;

    fn prose(files: &[(&str, &str)]) -> Prose {
        let own = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
        Prose::read_files(files.iter().map(own).collect()).0
    }

    #[test]
    fn files_are_one_text_and_every_word_finds_its_file() {
        let bodies = [
            "One day he",
            "“Go,” she said.\r\n",
            "\u{feff}Ёж went.\n\n\n",
            "Last words",
        ];
        let names = ["a.txt", "b.txt", "c.txt", "d.txt"];
        let files: Vec<(&str, &str)> = names.into_iter().zip(bodies).collect();
        let prose = prose(&files);
        for (number, body) in bodies.iter().enumerate() {
            assert!(prose.text_of(number).starts_with(body), "{number}");
        }
        for word in &prose.words {
            let (file, span) = prose.in_file(word.span);
            assert_eq!(span.of(files[file].1), word.span.of(&prose.text));
        }
        let paragraphs: Vec<usize> = prose.stretches.iter().map(|one| one.paragraph).collect();
        assert_eq!(paragraphs, [0, 1, 1, 2, 3]);
    }

    #[test]
    fn one_file_is_the_text_as_it_is() {
        let alone = prose(&[("a.md", "*He* went.")]);
        assert_eq!(alone.text, "*He* went.");
        assert_eq!(alone.word(WordId(0)), "He");
        assert_eq!(alone.in_file(Span::new(1, 3)), (0, Span::new(1, 3)));
    }
}
