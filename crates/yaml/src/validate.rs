//! Checks whether a text is well-formed YAML.

use saphyr_parser::{Event, Parser};

use super::words::plain;
use super::{MAX_DEPTH, MAX_NODES};
use cuebook_core::diagnostic::{Diagnostic, Span};

/// The first place at which a text is not well-formed.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The byte at which the parser library gives up.
    pub at: usize,
    /// The message of the parser library.
    pub info: String,
}

/// Returns the first mistake of form in the first document of a text, or `None` if the tree stops
/// first at one of its limits.
pub(crate) fn fault(source: &str) -> Option<Fault> {
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let shift = source.len() - text.len();
    let (mut documents, mut depth, mut nodes) = (0, 0, 0);
    for event in Parser::new_from_str(text) {
        match event {
            Err(error) => {
                let place = text.char_indices().nth(error.marker().index());
                return Some(Fault {
                    at: shift + place.map_or(text.len(), |(at, _)| at),
                    info: error.info().to_owned(),
                });
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

impl Fault {
    /// Returns the mistake in plain words.
    pub(crate) fn worded(&self, source: &str) -> Diagnostic {
        let length = match source[self.at..].chars().next() {
            Some('\n' | '\r') | None => 0,
            Some(c) => c.len_utf8(),
        };
        let words = plain(&self.info);
        let span = Span::new(self.at, self.at + length);
        let mistake = Diagnostic::error("yaml-syntax", span, words.message);
        match words.hint {
            Some(hint) => mistake.hint(hint),
            None => mistake,
        }
    }
}
