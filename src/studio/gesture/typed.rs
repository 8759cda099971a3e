//! Gestures that change the text of the script itself: typing, and the corrections of problems.

use serde::Deserialize;

use super::Made;
use crate::session::{Show, Studio};
use crate::studio::answer::Failure;
use crate::studio::document::problems::edits;
use crate::studio::document::utf16::Utf16;
use crate::studio::history::TYPED;
use cuebook_core::diagnostic::{Diagnostic, Span};

/// Text that is typed into the script.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Typed {
    changes: Vec<Change>,
}

/// A part of the script and the text in its place. Offsets are in UTF-16 code units.
#[derive(Debug, Deserialize)]
struct Change {
    from: u32,
    to: u32,
    insert: String,
}

impl Change {
    /// Returns its place in bytes and the new text; `None` if it is not within the script.
    fn place(&self, units: &Utf16<'_>) -> Option<(Span, &str)> {
        let (from, to) = (units.byte(self.from)?, units.byte(self.to)?);
        (from <= to).then(|| (Span::new(from, to), self.insert.as_str()))
    }
}

/// A correction of a problem, by the numbers in the document.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Fix {
    problem: usize,
    action: usize,
}

impl Typed {
    pub(super) fn make(&self, studio: &Studio, show: &Show) -> Result<Made, Failure> {
        let units = Utf16::of(&show.source);
        let changes = self.changes.iter().map(|change| change.place(&units));
        let changes: Option<Vec<_>> = changes.collect();
        let changes = changes.ok_or_else(|| Failure::bad("a change is not within the script"))?;
        let text = replaced(&show.source, changes)?;
        Ok(Made {
            name: TYPED.to_owned(),
            id: None,
            edited: studio.rewrite(show.clone(), &text),
            is_typed: true,
        })
    }
}

/// Replaces parts of a text.
pub(super) fn replaced(text: &str, mut changes: Vec<(Span, &str)>) -> Result<String, Failure> {
    changes.sort_by_key(|(span, _)| *span);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for (span, with) in changes {
        let kept = text.get(at..span.start);
        made += kept.ok_or_else(|| Failure::bad("two changes are at the same place"))?;
        made += with;
        at = span.end;
    }
    made += text.get(at..).unwrap_or_default();
    Ok(made)
}

impl Fix {
    pub(super) fn make(&self, studio: &Studio, show: &Show) -> Result<Made, Failure> {
        let found = show.diagnostics.get(self.problem).cloned();
        let of_story = || {
            let number = self.problem.checked_sub(show.diagnostics.len())?;
            show.story_mistakes().into_iter().nth(number)
        };
        let found = found.or_else(of_story);
        let edit = found.as_ref();
        let edit = edit.and_then(|found| edits(show, found).nth(self.action));
        let (hint, span, with) = edit.ok_or_else(|| Failure::missing("there is no such action"))?;
        let shared = found.as_ref().map(Diagnostic::edited);
        let edited = match shared.and_then(|source| show.shared_file(source)) {
            Some(file) => {
                let text = replaced(&file.text, vec![(span, with)])?;
                studio.rewrite_all(show.clone(), None, &[(file.path.as_str(), text.as_str())])
            }
            None => {
                let text = replaced(&show.source, vec![(span, with)])?;
                studio.rewrite(show.clone(), &text)
            }
        };
        Ok(Made {
            name: match hint.starts_with("did you mean") {
                true => format!("Write {with}"),
                false => format!("Correct: {hint}"),
            },
            id: None,
            edited,
            is_typed: false,
        })
    }
}
