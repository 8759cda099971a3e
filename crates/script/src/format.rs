//! The common style of scripts. [`format()`] takes the text of a script and returns it in this
//! style. Only white space and quotation marks change. The new text has the same meaning and the
//! same comments in the same order. A script for which this is not possible is refused.

pub(super) mod columns;
mod levels;
mod pieces;
mod print;
mod words;

use crate::edit::page::Page;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_yaml::{self as yaml, Sign};
use pieces::Piece;

/// The code of a script that cannot be formatted. It is not one of
/// [`CODES`](cuebook_core::diagnostic::CODES), because the script has no mistake.
pub const CODE: &str = "format";

/// Returns the script in the common style.
///
/// # Errors
///
/// Returns the mistakes of form of the script, or the place that cannot be formatted.
pub fn format(source: &str) -> Result<String, Vec<Diagnostic>> {
    let mistakes = yaml::parse(source).diagnostics;
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let before = Page::of(source).map_err(|why| vec![*why])?;
    let old = pieces::of(&before).map_err(|at| vec![refused(at)])?;
    let mut text = print::print(source, &old);
    // The first line decides the line ends of a script.
    if source
        .split('\n')
        .next()
        .is_some_and(|line| line.ends_with('\r'))
    {
        text = text.replace('\n', "\r\n");
    }
    match Page::of(&text) {
        Ok(after) if is_kept(&before, &old, &after) => Ok(text),
        _ => Err(vec![refused(0)]),
    }
}

/// Returns whether a text has the same meaning, with the same comments, names and brackets.
fn is_kept(before: &Page<'_>, old: &[Piece], after: &Page<'_>) -> bool {
    let Ok(new) = pieces::of(after) else {
        return false;
    };
    // The last line of a block gets the line end that the file did not have.
    let model = match before.source.ends_with('\n') {
        true => before.model() == after.model(),
        false => before.model().same(&after.model()),
    };
    model
        && after.faults == 0
        && comments(before.source, old) == comments(after.source, &new)
        && letters(before.source).eq(letters(after.source))
}

fn comments<'s>(source: &'s str, pieces: &[Piece]) -> Vec<&'s str> {
    let comment = |piece: &&Piece| piece.sign == Sign::Comment;
    let words = |piece: &Piece| {
        source[piece.start..piece.end]
            .trim_start_matches('#')
            .trim()
    };
    pieces.iter().filter(comment).map(words).collect()
}

/// Returns all characters except white space and quotation marks.
fn letters(source: &str) -> impl Iterator<Item = char> {
    let text = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    text.chars()
        .filter(|c| !matches!(c, ' ' | '\t' | '\n' | '\r' | '\'' | '"'))
}

fn refused(at: usize) -> Diagnostic {
    let why = "this script cannot be formatted";
    Diagnostic::error(CODE, Span::new(at, at), why)
        .hint("the script is unchanged; it can be rendered as it is")
}

#[cfg(test)]
mod tests;
