//! Mistakes of form, written down as they are met.

use saphyr_parser::ScanError;

use super::{Builder, Stop};
use crate::MAX_DEPTH;
use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Span};
use crate::words::plain;

impl Builder<'_> {
    /// Writes down a mistake; of very many, the first.
    pub(super) fn note(&mut self, mistake: Diagnostic) {
        match self.diagnostics.len() {
            0..MAX_MISTAKES => self.diagnostics.push(mistake),
            MAX_MISTAKES => {
                let at = mistake.labels[0].span;
                let message = "there are more mistakes of form from here on";
                let last = Diagnostic::error("too-many-mistakes", at, message);
                self.diagnostics.push(last);
            }
            _ => {}
        }
    }

    pub(super) fn stop(&mut self, mistake: Diagnostic) -> Result<(), Stop> {
        self.diagnostics.push(mistake);
        self.salvage();
        Err(Stop)
    }

    pub(super) fn too_deep(&mut self, span: Span) -> Result<(), Stop> {
        let message = format!("values are nested more than {MAX_DEPTH} deep here");
        self.stop(Diagnostic::error("too-deep", span, message))
    }

    pub(super) fn syntax(&mut self, error: &ScanError) {
        let at = self.places.byte(error.marker().index());
        let words = plain(error.info());
        let rest = &self.text[at..];
        let length = match rest.chars().next() {
            Some('\n' | '\r') | None => 0,
            Some(c) => c.len_utf8(),
        };
        let span = self.shifted(Span::new(at, at + length));
        let mut mistake = Diagnostic::error("yaml-syntax", span, words.message);
        if let Some(hint) = words.hint {
            mistake = mistake.hint(hint);
        }
        self.diagnostics.push(mistake);
        self.salvage();
    }

    pub(super) fn second_document(&mut self, span: Span) {
        let message = "a second document begins here; a script is one document";
        let mistake = Diagnostic::error("several-documents", self.shifted(span), message)
            .hint("take out the `---`, or put the other show in a file of its own");
        self.note(mistake);
    }
}
