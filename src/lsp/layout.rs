//! Formats a script.

use lsp_types::TextEdit;
use similar::{DiffTag, TextDiff};

use super::page::Page;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_script::format;

/// Returns the edits that format a text, one for each group of lines that differ.
/// The other lines are untouched, so the editor keeps its cursor and marks there.
///
/// # Errors
/// The reason why the text cannot be formatted.
pub(super) fn edits(page: &Page) -> Result<Vec<TextEdit>, Vec<Diagnostic>> {
    let new = format::format(&page.text)?;
    Ok(between(page, &new))
}

/// Returns the edits that make a text into a new one, one for each group of lines that
/// differ.
pub(super) fn between(page: &Page, new: &str) -> Vec<TextEdit> {
    let old: &str = &page.text;
    let diff = TextDiff::from_lines(old, new);
    let mut starts = vec![0];
    let mut end = 0;
    for line in diff.old_slices() {
        end += line.len();
        starts.push(end);
    }
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let edits = changed.map(|op| {
        let lines = op.old_range();
        let span = Span::new(starts[lines.start], starts[lines.end]);
        let with = diff.new_slices()[op.new_range()].concat();
        TextEdit::new(page.range(span), with)
    });
    edits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::page::Units;

    #[test]
    fn the_edits_format_the_script_with_any_line_ends() {
        let texts = [
            "a:   1\nb: 2\nc:  3",
            "a:   1\r\nb:  2\r\n",
            "a:  \"x\ry\"\nb:   2\n",
            "# one\rtwo\na:   1\n",
        ];
        for text in texts {
            let page = Page::new(text, Units::Utf16);
            let Ok(edits) = edits(&page) else { continue };
            let mut made = text.to_owned();
            for edit in edits.iter().rev() {
                made.replace_range(page.span(edit.range).range(), &edit.new_text);
            }
            assert_eq!(made, format::format(text).unwrap(), "{text:?}");
        }
    }
}
