//! Computes the dimension of a combination of terms.
//!
//! Takes terms and their dimensions, and returns the dimension of the result. A
//! mismatch is reported at its place, with the unit that would correct it.

use super::{Checker, Kind, Term};
use crate::recipe::quantity::{Dimension, UNITS};
use cuebook_core::diagnostic::{Diagnostic, Span, shown};

impl Checker<'_> {
    /// Returns the common dimension of two terms, or reports that they differ.
    pub(super) fn alike(
        &mut self,
        (left, a): (&Term<'_>, Option<Dimension>),
        (right, b): (&Term<'_>, Option<Dimension>),
        terms: &str,
    ) -> Option<Dimension> {
        // A term without a dimension has been reported already.
        let (one, other) = (a?, b?);
        if one == other {
            return a;
        }
        let bare = [(left, one, right), (right, other, left)]
            .into_iter()
            .find(|(term, of, _)| *of == Dimension::Plain && is_bare(term));
        if let Some((bare, _, beside)) = bare
            && let Some(unit) = unit_of(beside)
        {
            let span = Span::from(bare.place.clone());
            let words = self.words(&bare.place);
            let message = format!(
                "`{words}` has no unit, unlike `{}`",
                self.words(&beside.place)
            );
            let end = Span::new(span.end, span.end);
            let mistake = Diagnostic::error("missing-unit", span, message);
            let mistake = mistake.mend(format!("write `{words}{unit}`"), end, unit);
            self.mistakes.push(mistake);
            return Some(if one == Dimension::Plain { other } else { one });
        }
        let message = format!(
            "`{}` is {} and `{}` is {}: {terms} must be of the same kind",
            self.words(&left.place),
            one.name(),
            self.words(&right.place),
            other.name(),
        );
        let span = Span::new(left.place.start, right.place.end);
        self.mistakes
            .push(Diagnostic::error("wrong-unit", span, message));
        None
    }

    pub(super) fn joined(
        &mut self,
        (left, a): (&Term<'_>, Option<Dimension>),
        (right, b): (&Term<'_>, Option<Dimension>),
        join: fn(Dimension, Dimension) -> Option<Dimension>,
        how: &str,
    ) -> Option<Dimension> {
        let (a, b) = (a?, b?);
        let joined = join(a, b);
        if joined.is_none() {
            let message = format!(
                "`{}` is {} and cannot be {how} {}",
                self.words(&left.place),
                a.name(),
                b.name()
            );
            let span = Span::new(left.place.start, right.place.end);
            self.mistakes
                .push(Diagnostic::error("wrong-unit", span, message));
        }
        joined
    }

    /// Reports that the dimension of the whole formula is not the expected one.
    pub(super) fn wrong_dimension(
        &mut self,
        term: &Term<'_>,
        found: Dimension,
        expected: Dimension,
    ) {
        let span = Span::new(0, self.text.len());
        let words = shown(self.text);
        let fits = expected.units();
        let mistake = if found == Dimension::Plain {
            let message = format!("`{words}` has no unit; expected {fits}");
            let mistake = Diagnostic::error("missing-unit", span, message);
            match base_unit(expected) {
                Some(unit) if is_bare(term) => {
                    let end = Span::new(term.place.end, term.place.end);
                    mistake.mend(format!("write `{}{unit}`", words.trim_end()), end, unit)
                }
                _ => mistake,
            }
        } else {
            let message = format!("`{words}` is {}; expected {fits}", found.name());
            Diagnostic::error("wrong-unit", span, message)
        };
        self.mistakes.push(mistake);
    }
}

/// Returns whether a term is a number without parentheses, or its negative.
fn is_bare(term: &Term<'_>) -> bool {
    match &term.kind {
        Kind::Number(..) => true,
        Kind::Negative(of) => is_bare(of),
        _ => false,
    }
}

/// Returns the unit of a term that is a number.
fn unit_of<'t>(term: &Term<'t>) -> Option<&'t str> {
    match &term.kind {
        Kind::Number(_, unit) => Some(unit),
        Kind::Negative(of) => unit_of(of),
        _ => None,
    }
}

/// Returns the most likely unit for a number without one.
fn base_unit(of: Dimension) -> Option<&'static str> {
    let base = UNITS.iter().find(|(_, known, _)| *known == of);
    base.map(|(unit, ..)| *unit)
}

pub(super) fn product(left: Dimension, right: Dimension) -> Option<Dimension> {
    use Dimension::{Frequency, Plain, Rate, Time};
    match (left, right) {
        (Plain, other) | (other, Plain) => Some(other),
        (Time, Frequency | Rate) | (Frequency | Rate, Time) => Some(Plain),
        _ => None,
    }
}

pub(super) fn quotient(left: Dimension, right: Dimension) -> Option<Dimension> {
    use Dimension::{Frequency, Plain, Rate, Time};
    match (left, right) {
        (left, Plain) => Some(left),
        (left, right) if left == right => Some(Plain),
        (Plain, Rate | Frequency) => Some(Time),
        (Plain, Time) => Some(Rate),
        _ => None,
    }
}
