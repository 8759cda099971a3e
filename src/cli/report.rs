//! The report: what is wrong with a show, for a person or for a program.
//!
//! In: diagnostics, and the texts that they point into. Out: text, or JSON.
//! Always true: a place is a line and a column as editors count them, both
//! from one, the column in Unicode scalar values.

mod json;
mod lines;
mod person;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity, Source};
use lines::Lines;

/// A text that diagnostics point into.
#[derive(Copy, Clone, Debug)]
pub struct File<'a> {
    /// As the user named it.
    pub name: &'a str,
    pub text: &'a str,
}

/// Whether a report is coloured.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Colour {
    Never,
    Always,
}

impl Colour {
    /// Colours on a terminal, unless `NO_COLOR` is set to anything but nothing
    /// (<https://no-color.org>).
    #[must_use]
    pub fn on(terminal: bool) -> Colour {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if terminal && !refused {
            Colour::Always
        } else {
            Colour::Never
        }
    }
}

/// A text with its lines.
struct Page<'a> {
    name: Cow<'a, str>,
    lines: Lines<'a>,
}

impl<'a> Page<'a> {
    fn new(file: File<'a>) -> Page<'a> {
        Page {
            name: Cow::Borrowed(file.name),
            lines: Lines::new(file.text),
        }
    }
}

/// The texts of a show, ready to be pointed into.
pub struct Report<'a> {
    script: Page<'a>,
    prose: Page<'a>,
    recipes: Vec<Page<'a>>,
    /// What is shown for a text that is not there.
    none: Page<'a>,
}

impl<'a> Report<'a> {
    /// Prose that stands in the script is pointed into there, and has no file.
    #[must_use]
    pub fn new(script: File<'a>, prose: Option<File<'a>>) -> Report<'a> {
        let absent = |name| File { name, text: "" };
        Report {
            script: Page::new(script),
            prose: Page::new(prose.unwrap_or(absent("the prose"))),
            recipes: Vec::new(),
            none: Page::new(absent("the recipe")),
        }
    }

    /// The same with recipes of the user's own, in the order of their numbers.
    #[must_use]
    pub fn with_recipes(mut self, recipes: &[File<'a>]) -> Report<'a> {
        self.recipes = recipes.iter().copied().map(Page::new).collect();
        self
    }

    /// The diagnostics as a person reads them, in the order of their places,
    /// with a closing line that counts them. Empty if there are none.
    #[must_use]
    pub fn person(&self, diagnostics: &[Diagnostic], colour: Colour) -> String {
        if diagnostics.is_empty() {
            return String::new();
        }
        let mut text = String::new();
        for diagnostic in in_order(diagnostics) {
            text.push_str(&person::render(self, diagnostic, colour));
            text.push_str("\n\n");
        }
        text.push_str(&count(diagnostics));
        text.push('\n');
        text
    }

    /// The diagnostics as JSON, in the order of their places, ending in a line end.
    ///
    /// ```json
    /// {
    ///   "version": 1,
    ///   "errors": 1,
    ///   "warnings": 0,
    ///   "diagnostics": [
    ///     {
    ///       "code": "unknown-key",
    ///       "severity": "error",
    ///       "message": "there is no key `colour` in a cue",
    ///       "labels": [
    ///         {
    ///           "file": "show.yaml",
    ///           "line": 12, "column": 5,
    ///           "end_line": 12, "end_column": 11,
    ///           "start": 210, "end": 216,
    ///           "text": ""
    ///         }
    ///       ],
    ///       "hints": [
    ///         {
    ///           "text": "did you mean `gain`?",
    ///           "edit": { "file": "show.yaml", "start": 210, "end": 216, "text": "gain" }
    ///         }
    ///       ]
    ///     }
    ///   ]
    /// }
    /// ```
    ///
    /// Lines and columns count from one, `start` and `end` from nought; columns
    /// and offsets count Unicode scalar values, and an end is the place behind
    /// the last of them. The first label is the place itself. `edit` is null
    /// where the mending is left to the author. Keys may be added to this;
    /// none will be taken away or change its meaning within version 1.
    #[must_use]
    pub fn json(&self, diagnostics: &[Diagnostic]) -> String {
        json::render(self, diagnostics)
    }

    /// The diagnostics of [`Report::json`] as a list, to stand in another report.
    pub fn list<'r>(
        &'r self,
        diagnostics: &'r [Diagnostic],
    ) -> impl serde::Serialize + use<'r, 'a> {
        json::list(self, diagnostics)
    }

    fn page(&self, source: Source) -> &Page<'a> {
        match source {
            Source::Script => &self.script,
            Source::Prose => &self.prose,
            Source::Recipe(number) => self.recipes.get(number).unwrap_or(&self.none),
        }
    }
}

/// The diagnostics in the order of their places: the script, the prose, the recipes.
fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut all: Vec<&Diagnostic> = diagnostics.iter().collect();
    all.sort_by_key(|d| {
        d.labels
            .first()
            .map(|label| (label.source, label.span.start))
    });
    all
}

/// `2 mistakes, 1 warning`.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = errors(diagnostics);
    let warnings = diagnostics.len() - errors;
    let plural = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    match (errors, warnings) {
        (0, 0) => "no mistakes".to_owned(),
        (_, 0) => plural(errors, "mistake"),
        (0, _) => plural(warnings, "warning"),
        _ => format!(
            "{}, {}",
            plural(errors, "mistake"),
            plural(warnings, "warning")
        ),
    }
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    let error = |d: &&Diagnostic| d.severity == Severity::Error;
    diagnostics.iter().filter(error).count()
}

#[cfg(test)]
mod tests;
