//! The mistakes and warnings of a show, with their places and the edits that mend them.

use serde::Serialize;

use super::utf16::Utf16;
use crate::session::Show;
use cuebook_core::diagnostic::{Diagnostic, Label, Severity, Source, Span};
use cuebook_core::id::Id;

/// A mistake or a warning.
#[derive(Debug, Serialize)]
pub(in crate::studio) struct Problem {
    code: &'static str,
    severity: &'static str,
    pub message: String,
    help: Vec<String>,
    places: Vec<ProblemPlace>,
    actions: Vec<Action>,
}

#[derive(Debug, Serialize)]
struct ProblemPlace {
    /// `script`, `prose` or the name of a recipe.
    #[serde(rename = "in")]
    within: String,
    span: [u32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<[usize; 2]>,
    text: String,
}

/// An edit that mends the mistake.
#[derive(Debug, Serialize)]
struct Action {
    title: String,
    gesture: FixGesture,
}

#[derive(Debug, Serialize)]
struct FixGesture {
    #[serde(rename = "do")]
    what: &'static str,
    problem: usize,
    action: usize,
}

/// Returns the problems of a show for the page.
pub(in crate::studio) fn all(show: &Show, found: &[Diagnostic]) -> Vec<Problem> {
    let script = Utf16::of(&show.source);
    let prose = Utf16::of(&show.book.prose.text);
    let problem = |(index, found): (usize, &Diagnostic)| Problem {
        code: found.code,
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: found.message.clone(),
        help: found.hints.iter().map(|hint| hint.text.clone()).collect(),
        places: found
            .labels
            .iter()
            .map(|label| place(show, label, (&script, &prose)))
            .collect(),
        actions: actions(show, index, found),
    };
    found.iter().enumerate().map(problem).collect()
}

/// Returns the hints of a diagnostic that change the script or one of its shared files, in order.
pub(in crate::studio) fn edits<'d>(
    show: &Show,
    found: &'d Diagnostic,
) -> impl Iterator<Item = (&'d str, Span, &'d str)> {
    let edited = found.edited();
    let is_open = edited == Source::Script || show.shared_file(edited).is_some();
    let hints = found.hints.iter();
    let hints = hints.filter(move |_| is_open);
    hints.filter_map(|hint| {
        let (span, with) = hint.replace.as_ref()?;
        Some((hint.text.as_str(), *span, with.as_str()))
    })
}

fn actions(show: &Show, problem: usize, found: &Diagnostic) -> Vec<Action> {
    let edits = edits(show, found).enumerate();
    let actions = edits.map(|(action, (hint, _, with))| Action {
        title: match hint.starts_with("did you mean") {
            true => format!("write `{with}`"),
            false => hint.to_owned(),
        },
        gesture: FixGesture {
            what: "fix",
            problem,
            action,
        },
    });
    actions.collect()
}

fn place(show: &Show, label: &Label, (script, prose): (&Utf16<'_>, &Utf16<'_>)) -> ProblemPlace {
    let span = label.span;
    let within = |units: &Utf16<'_>| [units.at(span.start), units.at(span.end)];
    let (name, span, words) = match label.source {
        Source::Script => ("script".to_owned(), within(script), None),
        Source::Prose => {
            let words = show.book.prose.words_in(&span.range());
            let words = [words.start.index(), words.end.index()];
            ("prose".to_owned(), within(prose), Some(words))
        }
        Source::Recipe(number) => {
            let recipe = show.book.recipes.get(number);
            let text = recipe.and_then(|recipe| recipe.own.as_deref());
            let name = recipe.map_or_else(String::new, |recipe| recipe.name.clone());
            (name, within(&Utf16::of(text.unwrap_or_default())), None)
        }
    };
    ProblemPlace {
        within: name,
        span,
        words,
        text: label.text.clone(),
    }
}
