//! Diagnostics about a text. At most [`MOST`] of each kind are reported; the last one states how
//! many more there are. Every diagnostic has a place in the prose.

use std::ops::Range;

use super::{MOST_BYTES, MOST_CHARACTERS, Prose};
use cuebook_core::diagnostic::{Diagnostic, Severity, Span};

/// The largest number of diagnostics of one kind.
const MOST: usize = 20;

/// The diagnostics of one text, collected while it is read.
#[derive(Default)]
pub(super) struct Faults {
    found: Vec<Diagnostic>,
    unclosed: usize,
    stray: usize,
}

impl Faults {
    pub(super) fn text_too_long(&mut self, bytes: usize) {
        let message = format!(
            "the text is {} MiB long; {} MiB is the limit for one show",
            bytes.div_ceil(1 << 20),
            MOST_BYTES >> 20
        );
        let place = (0..0).into();
        self.found.push(
            Diagnostic::error("text-too-long", place, message)
                .in_prose()
                .hint("split it into several shows"),
        );
    }

    pub(super) fn paragraph_too_long(&mut self, paragraph: Range<usize>) {
        let message = format!("a paragraph is longer than {MOST_CHARACTERS} characters");
        let place = paragraph.into();
        self.found.push(
            Diagnostic::error("paragraph-too-long", place, message)
                .in_prose()
                .label("it begins here")
                .hint("split it with blank lines or line ends; until then, none of it is read"),
        );
    }

    /// Reports a text without words, unless an earlier error explains it.
    pub(super) fn empty_text(&mut self) {
        let error = |found: &Diagnostic| found.severity == Severity::Error;
        if self.found.iter().any(error) {
            return;
        }
        let message = "the text has no words";
        let found = Diagnostic::error("empty-text", (0..0).into(), message).in_prose();
        self.found
            .push(found.hint("a show needs at least one word"));
    }

    /// Reports a quotation mark that is not closed before its paragraph ends.
    pub(super) fn unclosed_quote(&mut self, mark: Range<usize>) {
        self.unclosed += 1;
        if self.unclosed <= MOST {
            let message = "a quotation mark is not closed before its paragraph ends";
            self.found.push(
                Diagnostic::warning("unclosed-quote", mark.into(), message)
                    .in_prose()
                    .label("opened here")
                    .hint("the rest of the paragraph is read as dialogue"),
            );
        }
    }

    /// Reports a quotation mark without a closing one before words that say who speaks.
    pub(super) fn unclosed_before_tag(&mut self, mark: Range<usize>) {
        self.unclosed += 1;
        if self.unclosed <= MOST {
            let message = "a quotation mark is not closed before the words that say who speaks";
            self.found.push(
                Diagnostic::warning("unclosed-quote", mark.into(), message)
                    .in_prose()
                    .label("opened here")
                    .hint("close it there; the rest of the paragraph is read as narration"),
            );
        }
    }

    /// Reports quotation marks that close nothing.
    pub(super) fn stray_quotes(&mut self, marks: Vec<Range<usize>>) {
        for mark in marks {
            self.stray_quote(mark);
        }
    }

    fn stray_quote(&mut self, mark: Range<usize>) {
        self.stray += 1;
        if self.stray <= MOST {
            let message = "this quotation mark closes nothing";
            self.found.push(
                Diagnostic::warning("stray-quote", mark.into(), message)
                    .in_prose()
                    .label("no quotation is open here")
                    .hint("the words before it are read as narration"),
            );
        }
    }

    /// Reports control characters, which cannot be shown or spoken.
    pub(super) fn control_characters(&mut self, prose: &Prose) {
        let mut controls = prose
            .text
            .char_indices()
            .filter(|(_, c)| is_stray_control(*c));
        let Some((at, c)) = controls.next() else {
            return;
        };
        let place = prose.position(at);
        let more = match controls.count() {
            0 => String::new(),
            more => format!(", and {more} more after it"),
        };
        let message = format!(
            "there is a control character, U+{:04X}, at line {}, column {}{more}",
            u32::from(c),
            place.line,
            place.column
        );
        self.found.push(
            Diagnostic::warning("control-character", (at..at + c.len_utf8()).into(), message)
                .in_prose()
                .label("it separates words here, and is not spoken")
                .hint("save the text as plain UTF-8"),
        );
    }

    /// Turns the places of the diagnostics so far into places of the source.
    pub(super) fn place(&mut self, source: impl Fn(Span) -> Span) {
        for label in self.found.iter_mut().flat_map(|found| &mut found.labels) {
            label.span = source(label.span);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for (code, count) in [
            ("unclosed-quote", self.unclosed),
            ("stray-quote", self.stray),
        ] {
            let last = self.found.iter_mut().rfind(|found| found.code == code);
            if let (Some(last), Some(more @ 1..)) = (last, count.checked_sub(MOST)) {
                last.message += &format!(" (and {more} more like it in the text)");
            }
        }
        self.found
    }
}

fn is_stray_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
}
