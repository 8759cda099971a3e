//! Checks whether a text is well-formed YAML.

use saphyr_parser::{Event, Parser, ScanError};

use super::words::plain;
use super::{MAX_DEPTH, MAX_NODES, bare};
use cuebook_core::diagnostic::{Diagnostic, Span};

/// Returns the first mistake of form in the first document of a text, or `None` if the tree stops
/// first at one of its limits. If words that lack quotation marks cause it, its place is theirs.
pub(crate) fn mistake(source: &str) -> Option<Diagnostic> {
    let found = error(source)?;
    Some(bare::explained(source, &found).unwrap_or(found))
}

/// Returns the first mistake of form where the parser finds it.
pub(crate) fn error(source: &str) -> Option<Diagnostic> {
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let (mut documents, mut depth, mut nodes) = (0, 0, 0);
    for event in Parser::new_from_str(text) {
        match event {
            Err(error) => {
                let shift = source.len() - text.len();
                return Some(worded(text, shift, &error));
            }
            Ok((Event::DocumentStart(_), _)) => documents += 1,
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) => depth += 1,
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => {
                depth -= 1;
                nodes += 1;
            }
            Ok((Event::Scalar(..) | Event::Alias(_), _)) => nodes += 1,
            Ok(_) => {}
        }
        if documents > 1 || depth > MAX_DEPTH || nodes > MAX_NODES {
            return None;
        }
    }
    None
}

/// Returns a mistake in plain words, for a text that begins at the byte `shift` of the source.
fn worded(text: &str, shift: usize, error: &ScanError) -> Diagnostic {
    let (at, length) = match text.char_indices().nth(error.marker().index()) {
        Some((at, '\n' | '\r')) => (at, 0),
        Some((at, c)) => (at, c.len_utf8()),
        None => (text.len(), 0),
    };
    let words = plain(error.info());
    let mistake = Diagnostic::error(
        "yaml-syntax",
        Span::new(shift + at, shift + at + length),
        words.message,
    );
    match words.hint {
        Some(hint) => mistake.hint(hint),
        None => mistake,
    }
}
