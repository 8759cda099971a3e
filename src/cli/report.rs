//! The report: the diagnostics of a show as text for people, or as JSON.
//!
//! A place is a line and a column as editors count them: both from 1, the
//! column in Unicode scalar values.

mod json;
mod lines;
mod person;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};

use cuebook_core::diagnostic::{Diagnostic, Severity, Source, Span};
use cuebook_script::Prose;
use lines::Lines;

/// A text that diagnostics point into.
#[derive(Copy, Clone, Debug)]
pub(crate) struct File<'a> {
    /// The name that the user gave.
    pub name: &'a str,
    pub text: &'a str,
}

/// Whether a report has colours.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Never,
    Always,
}

impl Colour {
    /// Returns `Always` on a terminal, unless `NO_COLOR` is set and not empty
    /// (<https://no-color.org>).
    #[must_use]
    pub(crate) fn on(terminal: bool) -> Colour {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if terminal && !refused {
            Colour::Always
        } else {
            Colour::Never
        }
    }
}

/// The width in columns of a report that is not for a terminal.
const WIDTH: usize = 140;

/// The minimum width of a report in columns.
const NARROWEST: usize = 40;

/// The number of warnings of a kind that are shown.
const MOST_WARNINGS: usize = 3;

/// The number of errors of a kind that are shown. It is higher, since each error must be corrected.
const MOST_ERRORS: usize = 20;

/// The value of `--all`, set once for all reports of a command.
static SHOWS_ALL: AtomicBool = AtomicBool::new(false);

/// Makes every later [`Style::of`] show all diagnostics.
pub(crate) fn show_all() {
    SHOWS_ALL.store(true, Ordering::Relaxed);
}

/// The style of a report for people.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Style {
    pub colour: Colour,
    /// The width in columns.
    pub width: usize,
    /// Whether all diagnostics are shown, or only the first few of a kind.
    pub all: bool,
}

impl Style {
    /// Returns the style for a standard stream: that of the terminal, if it is one.
    pub(crate) fn of(stream: &impl IsTerminal) -> Style {
        let is_terminal = stream.is_terminal();
        let columns = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let columns = is_terminal.then(columns).flatten();
        Style {
            colour: Colour::on(is_terminal),
            width: columns.map_or(WIDTH, |columns| columns.clamp(NARROWEST, WIDTH)),
            all: SHOWS_ALL.load(Ordering::Relaxed),
        }
    }

    /// Returns the number of diagnostics of a kind to show.
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

/// The texts of a show that diagnostics point into.
pub(crate) struct Report<'a> {
    script: Page<'a>,
    prose: Vec<Page<'a>>,
    /// The text that finds the file of a place, if it is in several files.
    split: Option<&'a Prose>,
    recipes: Vec<Page<'a>>,
    /// Takes the place of a missing text.
    none: Page<'a>,
}

impl<'a> Report<'a> {
    /// Creates the report of a show. Prose inside the script has no file; its diagnostics point
    /// into the script.
    #[must_use]
    pub(crate) fn new(script: File<'a>, prose: Option<File<'a>>) -> Report<'a> {
        let absent = |name| File { name, text: "" };
        Report {
            script: Page::new(script),
            prose: prose.into_iter().map(Page::new).collect(),
            split: None,
            recipes: Vec::new(),
            none: Page::new(absent("the text")),
        }
    }

    /// Adds the files of the prose, in its order.
    #[must_use]
    pub(crate) fn with_prose(mut self, prose: &'a Prose, files: &[File<'a>]) -> Report<'a> {
        self.prose = files.iter().copied().map(Page::new).collect();
        self.split = (files.len() > 1).then_some(prose);
        self
    }

    /// Adds the user's recipes, in the order of their numbers.
    #[must_use]
    pub(crate) fn with_recipes(mut self, recipes: &[File<'a>]) -> Report<'a> {
        self.recipes = recipes.iter().copied().map(Page::new).collect();
        self
    }

    /// Returns the diagnostics for people: errors in the order of their places, then warnings
    /// kind by kind, with a final line that counts them all. Returns an empty text if there are
    /// none.
    #[must_use]
    pub(crate) fn person(&self, diagnostics: &[Diagnostic], style: Style) -> String {
        if diagnostics.is_empty() {
            return String::new();
        }
        let mut text = String::new();
        let mut kinds: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
        for diagnostic in by_kind(diagnostics) {
            let kind = kinds.entry((diagnostic.code, diagnostic.severity));
            let seen = kind.or_default();
            *seen += 1;
            if *seen <= style.most(diagnostic.severity) {
                text.push_str(&person::render(self, diagnostic, style));
                text.push_str("\n\n");
            }
        }
        let mut is_cut = false;
        for ((code, severity), seen) in &kinds {
            let more = seen.saturating_sub(style.most(*severity));
            if more > 0 {
                let noun = counted(more, *severity).replacen(' ', " more ", 1);
                text.push_str(&format!("{noun} `{code}`\n"));
                is_cut = true;
            }
        }
        if is_cut {
            text.push_str("--all shows them all\n\n");
        }
        text.push_str(&count(diagnostics));
        text.push_str(&warnings_of_each(&kinds));
        text.push('\n');
        text
    }

    /// Returns the diagnostics as JSON, in the order of their places, with a final line end.
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
    /// Lines and columns count from 1, `start` and `end` from 0. Columns and
    /// offsets count Unicode scalar values, and an end is the place after the last
    /// one. The first label is the main place. `edit` is null if the author must
    /// make the correction. Keys may be added; within version 1, no key is removed
    /// and no meaning changes.
    #[must_use]
    pub(crate) fn json(&self, diagnostics: &[Diagnostic]) -> String {
        json::render(self, diagnostics)
    }

    /// Returns the diagnostics of [`Report::json`] as a list, for use in another report.
    pub(crate) fn list<'r>(
        &'r self,
        diagnostics: &'r [Diagnostic],
    ) -> impl serde::Serialize + use<'r, 'a> {
        json::list(self, diagnostics)
    }

    /// Returns the text of a place, and its span within the text.
    fn place(&self, source: Source, span: Span) -> (&Page<'a>, Span) {
        let (page, span) = match (source, self.split) {
            (Source::Script, _) => return (&self.script, span),
            (Source::Prose, None) => (self.prose.first(), span),
            (Source::Prose, Some(prose)) => {
                let (file, span) = prose.in_file(span);
                (self.prose.get(file), span)
            }
            (Source::Recipe(number), _) => (self.recipes.get(number), span),
        };
        (page.unwrap_or(&self.none), span)
    }
}

/// Sorts the diagnostics by place: the script, the prose, the recipes.
fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut all: Vec<&Diagnostic> = diagnostics.iter().collect();
    all.sort_by_key(|d| {
        d.labels
            .first()
            .map(|label| (label.source, label.span.start))
    });
    all
}

/// Sorts the errors by place, and puts the warnings of each kind together behind them.
fn by_kind(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let all = in_order(diagnostics);
    let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, diagnostic) in all.iter().enumerate() {
        firsts.entry(diagnostic.code).or_insert(place);
    }
    let (mut sorted, mut warnings): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|diagnostic| diagnostic.severity == Severity::Error);
    warnings.sort_by_key(|warning| firsts[warning.code]);
    sorted.extend(warnings);
    sorted
}

/// Returns the number of warnings of each kind, if there are several kinds, the most first.
fn warnings_of_each(kinds: &BTreeMap<(&str, Severity), usize>) -> String {
    let warnings = kinds
        .iter()
        .filter(|((_, severity), _)| *severity == Severity::Warning);
    let mut each: Vec<(&str, usize)> = warnings.map(|((code, _), seen)| (*code, *seen)).collect();
    if each.len() < 2 {
        return String::new();
    }
    each.sort_by_key(|(_, seen)| std::cmp::Reverse(*seen));
    let each: Vec<String> = each
        .iter()
        .map(|(code, seen)| format!("{seen} `{code}`"))
        .collect();
    format!(": {}", each.join(", "))
}

/// Returns the counts, such as `2 mistakes, 1 warning`.
#[must_use]
pub(crate) fn count(diagnostics: &[Diagnostic]) -> String {
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

/// Returns the number of diagnostics of a severity, such as `2 mistakes`.
fn counted(number: usize, severity: Severity) -> String {
    let noun = match severity {
        Severity::Error => "mistake",
        Severity::Warning => "warning",
    };
    super::print::count(number, noun)
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    let error = |d: &&Diagnostic| d.severity == Severity::Error;
    diagnostics.iter().filter(error).count()
}

#[cfg(test)]
mod tests;
