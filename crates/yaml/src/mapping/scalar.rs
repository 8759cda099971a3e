//! Reads single values and reports their mistakes.

use super::{Choice, Reader, Slot, State};
use crate::bare::printed;
use crate::quantity::{self, Measure, Wrong};
use crate::source::is_control;
use crate::{Kind, Style};
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, shown};
use cuebook_core::meaning::near;

impl<S: State> Reader<'_, S> {
    /// Returns the words of a scalar that is not empty.
    pub fn scalar<'n>(&mut self, slot: Slot<'n, '_>, expected: &str) -> Option<&'n str> {
        let Kind::Scalar(words, style) = &slot.value.kind else {
            self.wrong_shape(slot, expected, &format!("{}: …", shown(slot.key)));
            return None;
        };
        if slot.value.is_empty() || words.trim().is_empty() {
            let message = format!("`{}` has no value", shown(slot.key));
            let mistake = Diagnostic::error("empty-value", slot.key_span, message);
            self.report(mistake.hint(format!("write {expected} after it, or leave the key out")));
            return None;
        }
        if let Some(control) = words.chars().find(|c| is_control(*c) || *c == '\r') {
            let message = format!(
                "`{}` has a control character, U+{:04X}, which no file or player can show",
                shown(slot.key),
                u32::from(control)
            );
            let mistake = Diagnostic::error("control-character", slot.span(), message);
            self.report(mistake.hint("leave its escape out"));
        }
        // In words of the text printed marks are part of the words.
        let is_name = *style == Style::Plain && !expected.starts_with("words");
        if let Some(inner) = printed(words).filter(|_| is_name) {
            let message =
                "these quotation marks are printed ones, which YAML takes for part of the value";
            let mistake = Diagnostic::error("unquoted-words", slot.span(), message);
            let advice = format!("write `{inner}`, or `\"{inner}\"` with straight marks");
            self.report(mistake.mend(advice, slot.span(), format!("\"{inner}\"")));
            return Some(inner);
        }
        Some(words)
    }

    /// Reads a word of a choice.
    pub fn word(&mut self, slot: Slot<'_, '_>, choice: &Choice) -> Option<Spanned<String>> {
        let word = self.scalar(slot, "a word")?;
        if !choice.has(word) {
            self.unknown_word(slot, word, choice);
            return None;
        }
        Some(Spanned::new(word.to_owned(), slot.span()))
    }

    /// Reports a word that a choice does not have.
    pub fn unknown_word(&mut self, slot: Slot<'_, '_>, word: &str, choice: &Choice) {
        let message = format!("there is no {} named `{}`", choice.what, shown(word));
        let mistake = Diagnostic::error(choice.code, slot.span(), message)
            .likely(&near(word, choice.names()));
        let names: Vec<String> = choice.names().map(|name| format!("`{name}`")).collect();
        let mut hint = format!("`{}` is one of {}", slot.key, names.join(", "));
        if !choice.or.is_empty() {
            hint += &format!(", or {}", choice.or);
        }
        self.report(mistake.hint(hint));
    }

    /// Returns the value of a parsed quantity, or reports its mistake.
    pub(crate) fn quantity<T>(
        &mut self,
        slot: Slot<'_, '_>,
        words: &str,
        measure: &Measure,
        parsed: Result<T, Wrong>,
    ) -> Option<T> {
        parsed
            .map_err(|wrong| {
                let mistake = describe(slot.span(), words, measure, wrong);
                // Inside quotation marks the edit must keep the marks.
                self.report(match slot.value.kind {
                    Kind::Scalar(_, Style::Quoted) => quoted_mends(mistake),
                    _ => mistake,
                });
            })
            .ok()
    }
}

/// Returns the mistake in a quantity and its correction.
fn describe(span: Span, words: &str, measure: &Measure, wrong: Wrong) -> Diagnostic {
    let name = measure.name;
    let words = shown(words);
    let example = format!("for example `{}`", measure.example);
    let units = units_of(measure);
    match wrong {
        Wrong::NotANumber => {
            let message = format!("`{words}` is not {name}");
            Diagnostic::error("bad-number", span, message).hint(example)
        }
        Wrong::NoUnit { mended } => {
            let message = format!("`{words}` has no unit; {units}");
            let mistake = Diagnostic::error("missing-unit", span, message);
            match with_unit(mended, measure) {
                Some(mended) => mistake.mend(format!("write `{mended}`"), span, mended),
                None => mistake.hint(example),
            }
        }
        Wrong::WrongUnit {
            unit,
            mended,
            measures,
        } => {
            let message = match measures {
                Some(other) if mended.is_none() => {
                    format!(
                        "`{}` is a unit of {other}, but this must be {name}",
                        shown(&unit)
                    )
                }
                _ => format!("`{}` is not a unit of {name}", shown(&unit)),
            };
            let mistake = Diagnostic::error("wrong-unit", span, message);
            match mended {
                Some(mended) => mistake.mend(format!("write `{mended}`"), span, mended),
                None if measure.units.is_empty() => {
                    mistake.hint(format!("{name} has no unit, {example}"))
                }
                None => mistake.hint(format!("{units}, {example}")),
            }
        }
        Wrong::OutOfRange => out_of_range(span, &words, measure),
        Wrong::Reversed { mended } => {
            let message = format!("the range `{words}` is reversed");
            let hint = format!("write `{mended}`");
            Diagnostic::error("reversed-range", span, message).mend(hint, span, mended)
        }
    }
}

/// Returns a quantity with its unit if it is in range. A number below 1 may be meant as a part of 1:
/// `0.4` for `40%`.
fn with_unit(mended: String, measure: &Measure) -> Option<String> {
    let fits = |words: &String| quantity::parse(words, measure).is_ok();
    if fits(&mended) {
        return Some(mended);
    }
    let part: f64 = mended.strip_suffix('%')?.trim().parse().ok()?;
    Some(format!("{}%", (part * 100.0).round())).filter(fits)
}

/// `the units of a duration are s, ms, min, h`.
fn units_of(measure: &Measure) -> String {
    let units: Vec<&str> = measure.units.iter().map(|(unit, _)| *unit).collect();
    match units.as_slice() {
        [one] => format!("the unit of {} is {one}", measure.name),
        _ => format!("the units of {} are {}", measure.name, units.join(", ")),
    }
}

fn out_of_range(span: Span, words: &str, measure: &Measure) -> Diagnostic {
    let message = format!(
        "`{words}` is out of range: {} must be from {} to {}",
        measure.name,
        measure.written(measure.low),
        measure.written(measure.high)
    );
    let mistake = Diagnostic::error("out-of-range", span, message);
    let upright = words.trim_start_matches(['-', '−']);
    if measure.low == 0.0 && upright != words && quantity::parse(upright, measure).is_ok() {
        return mistake.mend(format!("write `{upright}`"), span, upright);
    }
    mistake
}

/// Puts quotation marks around the replacement texts of a mistake.
fn quoted_mends(mut mistake: Diagnostic) -> Diagnostic {
    for hint in &mut mistake.hints {
        if let Some((_, with)) = &mut hint.replace {
            *with = format!("\"{with}\"");
        }
    }
    mistake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Chance, Duration, Measured};

    #[test]
    fn a_unit_is_added_only_where_the_value_is_in_range() {
        let mended = |words: &str, measure| with_unit(words.to_owned(), measure);
        assert_eq!(mended("30%", Chance::MEASURE).as_deref(), Some("30%"));
        assert_eq!(mended("0.4%", Chance::MEASURE).as_deref(), Some("40%"));
        assert_eq!(mended("400%", Chance::MEASURE), None);
        assert_eq!(mended("2s", Duration::MEASURE).as_deref(), Some("2s"));
        assert_eq!(mended("-2s", Duration::MEASURE), None);
    }
}
