//! From a place in prose that stands inside the script to its place there.
//!
//! In: a span of the prose. Out: a span of the script. Always true: where the
//! words cannot be followed one by one, the whole of the prose is meant.

use crate::diagnostic::Span;

/// Where in the script a stretch of inline prose stands.
///
/// `inline` is [`Script::inline_prose`](crate::script::Script::inline_prose).
/// Exact for a literal block, `|`, in which every line is a line of the script;
/// a folded block or quoted words are named as a whole.
#[must_use]
pub fn script_place(source: &str, inline: Span, prose: &str, place: Span) -> Span {
    let start = byte_in_script(source, inline, prose, place.start);
    let end = byte_in_script(source, inline, prose, place.end);
    match (start, end) {
        (Some(start), Some(end)) if start <= end => Span::new(start, end),
        _ => inline,
    }
}

fn byte_in_script(source: &str, inline: Span, prose: &str, byte: usize) -> Option<usize> {
    let block = source
        .get(inline.range())
        .filter(|block| block.starts_with('|'))?;
    let before = prose.get(..byte)?;
    let number = before.matches('\n').count();
    let column = byte - before.rfind('\n').map_or(0, |end| end + 1);
    let line = prose.split('\n').nth(number)?;
    // The header is the block's first line; its indentation is that of its words.
    let mut lines = block.split_inclusive('\n');
    let mut at = inline.start + lines.next()?.len();
    for _ in 0..number {
        at += lines.next()?.len();
    }
    let written = lines.next().unwrap_or("").trim_end_matches(['\r', '\n']);
    let indent = written.strip_suffix(line)?;
    indent
        .bytes()
        .all(|b| b == b' ')
        .then_some(at + indent.len() + column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::read;

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
                let there = script_place(&source, script.inline_prose.unwrap(), prose, place);
                assert_eq!(there.of(&source), words);
            }
        }
    }

    #[test]
    fn folded_words_are_named_as_a_whole() {
        let source = "text: >\n  He\n  went.\n";
        let script = read::read(source.as_bytes()).script;
        let inline = script.inline_prose.unwrap();
        let there = script_place(source, inline, &script.prose.text, Span::new(3, 7));
        assert_eq!(there, inline);
        assert_eq!(inline.of(source), ">\n  He\n  went.");
    }
}
