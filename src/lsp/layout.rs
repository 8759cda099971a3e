//! Bringing a script into the one style.

use lsp_types::TextEdit;
use similar::{DiffTag, TextDiff};

use super::page::Page;
use crate::diagnostic::{Diagnostic, Span};
use crate::script::format;

/// The edits that bring a text into the style; one for each stretch of lines that
/// differ, so that whatever the editor holds on to stays where it is.
///
/// # Errors
/// Why it stays as it is.
pub fn edits(page: &Page) -> Result<Vec<TextEdit>, Vec<Diagnostic>> {
    let old: &str = &page.text;
    let new = format::format(old)?;
    let diff = TextDiff::from_lines(old, &new);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(old.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        }))
        .collect();
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let edits = changed.map(|op| {
        let lines = op.old_range();
        let span = Span::new(starts[lines.start], starts[lines.end]);
        let with = diff.new_slices()[op.new_range()].concat();
        TextEdit::new(page.range(span), with)
    });
    Ok(edits.collect())
}
