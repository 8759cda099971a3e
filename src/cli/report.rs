//! The report: the diagnostics of a show as text for a person, or as JSON.
//!
//! A place is a line and a column as editors count them, both from 1, the
//! column in Unicode scalar values.

mod json;
mod lines;
mod person;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};

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

/// The width of a report that goes to no terminal, in columns.
const WIDTH: usize = 140;

/// The narrowest report, in columns.
const NARROWEST: usize = 40;

/// Warnings of a kind that are shown.
const MOST_WARNINGS: usize = 3;

/// Errors of a kind that are shown. Each has to be corrected, so more of them are.
const MOST_ERRORS: usize = 20;

/// The choice of `--all`, made once for every report of a command.
static SHOWS_ALL: AtomicBool = AtomicBool::new(false);

/// Makes every [`Style::of`] show all diagnostics.
pub fn show_all() {
    SHOWS_ALL.store(true, Ordering::Relaxed);
}

/// How a report for a person is printed.
#[derive(Copy, Clone, Debug)]
pub struct Style {
    pub colour: Colour,
    /// The width in columns.
    pub width: usize,
    /// Whether every diagnostic is shown, or the first few of a kind.
    pub all: bool,
}

impl Style {
    /// Without colours, wide and whole.
    pub const PLAIN: Style = Style {
        colour: Colour::Never,
        width: WIDTH,
        all: true,
    };

    /// The style for a standard stream: that of its terminal, if it is one.
    pub fn of(stream: &impl IsTerminal) -> Style {
        let is_terminal = stream.is_terminal();
        let columns = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let columns = is_terminal.then(columns).flatten();
        Style {
            colour: Colour::on(is_terminal),
            width: columns.map_or(WIDTH, |columns| columns.clamp(NARROWEST, WIDTH)),
            all: SHOWS_ALL.load(Ordering::Relaxed),
        }
    }

    /// How many diagnostics of a kind are shown.
    fn most(self, severity: Severity) -> usize {
        match severity {
            _ if self.all => usize::MAX,
            Severity::Error => MOST_ERRORS,
            Severity::Warning => MOST_WARNINGS,
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

    /// Returns the diagnostics as a person reads them, in the order of their
    /// places, with a closing line that counts them all. Empty if there are none.
    #[must_use]
    pub fn person(&self, diagnostics: &[Diagnostic], style: Style) -> String {
        if diagnostics.is_empty() {
            return String::new();
        }
        let mut text = String::new();
        let mut kinds: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
        for diagnostic in in_order(diagnostics) {
            let kind = kinds.entry((diagnostic.code, diagnostic.severity));
            let seen = kind.or_default();
            *seen += 1;
            if *seen <= style.most(diagnostic.severity) {
                text.push_str(&person::render(self, diagnostic, style));
                text.push_str("\n\n");
            }
        }
        let mut is_cut = false;
        for ((code, severity), seen) in kinds {
            let more = seen.saturating_sub(style.most(severity));
            if more > 0 {
                let noun = counted(more, severity).replacen(' ', " more ", 1);
                text.push_str(&format!("{noun} `{code}`\n"));
                is_cut = true;
            }
        }
        if is_cut {
            text.push_str("--all shows them all\n\n");
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
    /// Lines and columns count from 1, `start` and `end` from 0; columns
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
    let all = [(errors, Severity::Error), (warnings, Severity::Warning)];
    let some = all.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = some
        .map(|(number, severity)| counted(number, severity))
        .collect();
    match counts.is_empty() {
        true => "no mistakes".to_owned(),
        false => counts.join(", "),
    }
}

/// Returns the number of diagnostics of a severity: `2 mistakes`.
fn counted(number: usize, severity: Severity) -> String {
    let noun = match severity {
        Severity::Error => "mistake",
        Severity::Warning => "warning",
    };
    super::count(number, noun)
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    let error = |d: &&Diagnostic| d.severity == Severity::Error;
    diagnostics.iter().filter(error).count()
}

#[cfg(test)]
mod tests;
