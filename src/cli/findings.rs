//! The mistakes and warnings of a show, printed.

use std::io;
use std::process::ExitCode;

use super::print::{note, notes};
use super::report::{File, Report, Style, count};
use crate::perform::PerformError;
use crate::session::{SessionError, Show};
use cuebook_core::diagnostic::Diagnostic;

/// The sources of a show, with the names that the user gave them.
pub(super) struct Names {
    script: String,
    prose: Vec<String>,
    recipes: Vec<String>,
}

impl Names {
    pub(super) fn of(show: &Show) -> Names {
        let beside = |name: &str| show.path.with_file_name(name).display().to_string();
        Names {
            script: show.path.display().to_string(),
            prose: show.prose_paths().map(beside).collect(),
            recipes: show
                .book
                .recipes
                .iter()
                .map(|own| beside(&own.name))
                .collect(),
        }
    }

    /// The same names, with the script marked as changed.
    pub(super) fn changed(show: &Show) -> Names {
        let names = Names::of(show);
        let script = format!("{} with this change", names.script);
        Names { script, ..names }
    }

    pub(super) fn report<'a>(&'a self, show: &'a Show) -> Report<'a> {
        let script = File {
            name: &self.script,
            text: &show.source,
        };
        let prose = &show.whole().book.prose;
        let files = self.prose.iter().enumerate();
        let files: Vec<File<'_>> = files
            .map(|(number, name)| File {
                name,
                text: prose.text_of(number),
            })
            .collect();
        let recipes = self.recipes.iter().zip(&show.book.recipes);
        let recipes: Vec<File<'_>> = recipes
            .map(|(name, own)| File {
                name,
                text: own.own.as_deref().unwrap_or_default(),
            })
            .collect();
        Report::new(script, None)
            .with_prose(prose, &files)
            .with_recipes(&recipes)
    }
}

/// Returns exit code 1 if the author must correct something.
pub(super) fn code(show: &Show) -> ExitCode {
    ExitCode::from(u8::from(show.has_mistakes()))
}

/// Prints diagnostics of a show to standard error.
pub(super) fn print(show: &Show, diagnostics: &[Diagnostic]) {
    let style = Style::of(&io::stderr());
    let placed = show.placed(diagnostics.to_vec());
    notes(&Names::of(show).report(show).person(&placed, style));
}

/// Prints diagnostics of a changed show that is not yet written, to standard error.
pub(super) fn print_changed(show: &Show, diagnostics: &[Diagnostic]) {
    let style = Style::of(&io::stderr());
    let report = Names::changed(show);
    notes(&report.report(show).person(diagnostics, style));
}

/// Prints the errors of a show. Returns true if there are none.
pub(super) fn passes(show: &Show) -> bool {
    if show.has_mistakes() {
        print(show, &show.diagnostics);
        return false;
    }
    if show.is_shared() {
        let name = show.path.display();
        note!("error: {name} is a shared file without a text; name a script that uses it");
        return false;
    }
    // Silence in place of words is never expected.
    let silent = |found: &Diagnostic| found.code.starts_with("unreadable-");
    let (silent, others): (Vec<_>, Vec<_>) = show.diagnostics.iter().cloned().partition(silent);
    if !silent.is_empty() {
        print(show, &silent);
    }
    if !others.is_empty() {
        note!("{}: `cuebook check` shows more", count(&others));
    }
    true
}

/// Prints a mistake that was found during the performance, such as an unreadable
/// sound file, and returns its exit code. Other results pass through.
pub(super) fn mistake<T>(
    show: &Show,
    made: Result<T, SessionError>,
) -> Result<Result<T, ExitCode>, SessionError> {
    match made {
        Err(SessionError::Perform(PerformError::Mistake(diagnostic))) => {
            print(show, &[*diagnostic]);
            Ok(Err(ExitCode::from(1)))
        }
        Err(SessionError::Perform(PerformError::Unspoken(lines))) => {
            print(show, &show.placed(lines));
            note!("what was spoken is kept, and the same command goes on from there");
            Ok(Err(ExitCode::from(2)))
        }
        made => made.map(Ok),
    }
}
