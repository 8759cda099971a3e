//! Maps places in prose that is part of the script to places in the script. The functions take a
//! span of the prose and return a span of the script. If the words cannot be mapped one by one, the
//! result is the span of the whole prose.

use cuebook_core::diagnostic::Span;

/// Prose inside the script, with the places of its lines.
///
/// The mapping is exact for a literal block (`|`), where every line of the prose is a line of the
/// script. A folded block or quoted text is mapped as a whole.
#[derive(Clone, Debug)]
pub struct InlineProse {
    whole: Span,
    /// Where each line begins in the prose, and where its words begin in the script.
    lines: Vec<(usize, Option<usize>)>,
}

impl InlineProse {
    /// Builds the index. `inline` is [`Script::inline_prose`](crate::Script::inline_prose).
    #[must_use]
    pub fn new(source: &str, inline: Span, prose: &str) -> InlineProse {
        let block = inline.of(source);
        let mut lines = Vec::new();
        if block.starts_with('|') {
            // The header is the block's first line.
            let mut written = block.split_inclusive('\n');
            let header = written.next().unwrap_or("");
            let (mut here, mut there) = (0, inline.start + header.len());
            for line in prose.split('\n') {
                let whole = written.next().unwrap_or("");
                let indent = whole.trim_end_matches(['\r', '\n']).strip_suffix(line);
                let indent = indent.filter(|indent| indent.bytes().all(|b| b == b' '));
                lines.push((here, indent.map(|indent| there + indent.len())));
                here += line.len() + 1;
                there += whole.len();
            }
        }
        InlineProse {
            whole: inline,
            lines,
        }
    }

    /// Returns the span of the script for a span of the prose.
    #[must_use]
    pub fn place(&self, prose: Span) -> Span {
        match (self.byte(prose.start), self.byte(prose.end)) {
            (Some(start), Some(end)) if start <= end => Span::new(start, end),
            _ => self.whole,
        }
    }

    fn byte(&self, byte: usize) -> Option<usize> {
        let line = self.lines.partition_point(|(start, _)| *start <= byte);
        let (start, script) = self.lines.get(line.checked_sub(1)?)?;
        Some((*script)? + byte - start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn words_of_a_literal_block_are_found_in_the_script() {
        let unix = "text: |  # the prose\n  “Go!” said Борис.\n\n    He went.\nshow: x\n";
        for source in [unix.to_owned(), unix.replace('\n', "\r\n")] {
            let script = read::read(source.as_bytes()).script;
            let prose = &script.prose.text;
            assert_eq!(prose, "“Go!” said Борис.\n\n  He went.\n");
            for words in ["Борис", "“Go", "went.", "  He"] {
                let at = prose.find(words).unwrap();
                let place = Span::new(at, at + words.len());
                let there =
                    InlineProse::new(&source, script.inline_prose.unwrap(), prose).place(place);
                assert_eq!(there.of(&source), words);
            }
        }
    }

    #[test]
    fn folded_words_are_mapped_as_a_whole() {
        let source = "text: >\n  He\n  went.\n";
        let script = read::read(source.as_bytes()).script;
        let inline = script.inline_prose.unwrap();
        let there = InlineProse::new(source, inline, &script.prose.text).place(Span::new(3, 7));
        assert_eq!(there, inline);
        assert_eq!(inline.of(source), ">\n  He\n  went.");
    }
}
