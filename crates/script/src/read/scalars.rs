//! Single values: words, names, paths, numbers, quantities, true and false.
//!
//! In: an entry, or nothing where the key was left out. Out: the value, or
//! nothing. Always true: nothing means left out, or wrong and reported.

use super::reader::Reader;
use crate::Tone;
use crate::diagnostic::{Diagnostic, Span, Spanned, nearest, shown};
use crate::units::Between;
use cuebook_yaml::quantity::{self, Measure, Wrong};
use cuebook_yaml::{Entry, Kind, Node, Style};

/// The longest name, in characters.
const LONGEST_NAME: usize = 64;

impl Reader<'_> {
    /// The words of a scalar that is not empty.
    pub fn scalar<'n>(&mut self, entry: &'n Entry<'_>, expected: &str) -> Option<&'n str> {
        let Kind::Scalar(words, _) = &entry.value.kind else {
            self.wrong_shape(entry, expected, &format!("{}: …", shown(&entry.key)));
            return None;
        };
        if entry.value.is_empty() || words.trim().is_empty() {
            let message = format!("`{}` has no value", shown(&entry.key));
            let mistake = Diagnostic::error("empty-value", entry.key_span, message);
            self.report(mistake.hint(format!("write {expected} after it, or leave the key out")));
            return None;
        }
        Some(words)
    }

    /// Free words.
    pub fn text(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<String>> {
        let entry = entry?;
        let words = self.scalar(entry, "words")?;
        Some(Spanned::new(words.to_owned(), entry.value.span))
    }

    /// The name of a thing: letters, digits, `_`, `-`, `.`.
    pub fn name(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<String>> {
        let entry = entry?;
        let words = self.scalar(entry, "a name")?;
        self.check_name(words, entry.value.span, false);
        Some(Spanned::new(words.to_owned(), entry.value.span))
    }

    /// The name of a role, in which spaces and apostrophes are allowed too.
    pub fn role_name(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<String>> {
        let entry = entry?;
        let words = self.scalar(entry, "the name of a role")?;
        self.check_name(words, entry.value.span, true);
        Some(Spanned::new(words.to_owned(), entry.value.span))
    }

    /// The key of a section as the name of what it holds.
    pub fn key_name(&mut self, entry: &Entry<'_>, role: bool) -> Spanned<String> {
        self.check_name(&entry.key, entry.key_span, role);
        Spanned::new(entry.key.to_string(), entry.key_span)
    }

    fn check_name(&mut self, name: &str, span: Span, role: bool) {
        let fits = |c: char| {
            c.is_alphanumeric()
                || matches!(c, '_' | '-' | '.')
                || (role && matches!(c, ' ' | '\'' | '’'))
        };
        let begins = name.starts_with(char::is_alphanumeric) && !name.ends_with(' ');
        // Marks that belong to a letter, as in Devanagari, are neither letters nor anything else.
        let fits = |c: char| fits(c) || (!c.is_ascii() && !c.is_whitespace() && !c.is_control());
        let wrong = name.chars().find(|c| !fits(*c));
        if begins && wrong.is_none() && name.chars().count() <= LONGEST_NAME {
            return;
        }
        let message = match wrong {
            Some(' ') if begins => format!("`{}` is not a name: it contains a space", shown(name)),
            Some(c) if begins => format!(
                "`{}` is not a name: it contains `{}`",
                shown(name),
                shown(&c.to_string())
            ),
            _ if begins => format!("`{}` is too long for a name", shown(name)),
            _ => format!(
                "`{}` is not a name: it has to begin with a letter or a digit",
                shown(name)
            ),
        };
        let allowed = if role {
            "letters, digits, spaces, `_`, `-`, `.` and apostrophes"
        } else {
            "letters, digits, `_`, `-` and `.`"
        };
        let hint = format!("a name is made of {allowed}, {LONGEST_NAME} characters at the most");
        self.report(Diagnostic::error("bad-name", span, message).hint(hint));
    }

    /// A tone; one that is not known is kept, with a warning.
    pub fn tone(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<String>> {
        let tone = self.text(entry)?;
        if Tone::named(&tone).is_none() {
            let tones = || Tone::NAMES.iter().map(|(name, _)| *name);
            let message = format!("no voice knows the tone `{}`", shown(&tone));
            let mut warning = Diagnostic::warning("unknown-tone", tone.span, message);
            if let Some(near) = nearest(&tone, tones()) {
                warning = warning.mend(format!("did you mean `{near}`?"), tone.span, near);
            }
            self.report(warning.hint(format!(
                "the tones are {}",
                tones().collect::<Vec<_>>().join(", ")
            )));
        }
        Some(tone)
    }

    /// A BCP 47 tag.
    pub fn language(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<String>> {
        let tag = self.text(entry)?;
        let well_formed = tag.split('-').enumerate().all(|(i, part)| {
            let letters = part.chars().all(|c| c.is_ascii_alphabetic());
            let lengths = if i == 0 { 2..=3 } else { 1..=8 };
            lengths.contains(&part.len())
                && part.chars().all(|c| c.is_ascii_alphanumeric())
                && (i > 0 || letters)
        });
        if !well_formed {
            let message = format!("`{}` is not a language tag", shown(&tag));
            let mut mistake = Diagnostic::error("bad-language", tag.span, message);
            if tag.contains('_') {
                let mended = tag.replace('_', "-");
                mistake = mistake.mend("write it with a hyphen", tag.span, mended);
            }
            self.report(mistake.hint("for example `en`, `en-GB` or `ru`"));
            return None;
        }
        Some(tag)
    }

    /// A path that stays in the script's folder, as far as its words tell.
    pub fn path(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<String>> {
        let path = self.text(entry)?;
        let Some(why) = outside(&path) else {
            return Some(path);
        };
        let message = format!("`{}` {why}", shown(&path));
        let mut mistake = Diagnostic::error("bad-path", path.span, message);
        if path.contains('\\') {
            let mended = path.replace('\\', "/");
            mistake = mistake.mend("write it with `/`", path.span, mended);
        }
        let hint = "a path is relative to the script and stays inside its folder";
        self.report(mistake.hint(hint));
        None
    }

    /// `true` or `false`, and nothing else.
    pub fn truth(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<bool>> {
        let entry = entry?;
        let words = self.scalar(entry, "`true` or `false`")?;
        let span = entry.value.span;
        let value = match words {
            "true" => return Some(Spanned::new(true, span)),
            "false" => return Some(Spanned::new(false, span)),
            _ => truth_meant(words),
        };
        let message = format!(
            "`{}` is `true` or `false`, not `{}`",
            entry.key,
            shown(words)
        );
        let mut mistake = Diagnostic::error("not-boolean", span, message);
        if let Some(meant) = value {
            mistake = mistake.mend(format!("write `{meant}`"), span, meant.to_string());
        }
        self.report(mistake);
        None
    }

    /// A whole number.
    pub fn whole(
        &mut self,
        entry: Option<&Entry<'_>>,
        low: u64,
        high: u64,
    ) -> Option<Spanned<u64>> {
        let entry = entry?;
        let words = self.scalar(entry, "a whole number")?;
        let span = entry.value.span;
        let digits = !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
        let signed = words
            .strip_prefix('-')
            .is_some_and(|rest| rest.parse::<f64>().is_ok());
        let message = match words.parse::<u64>() {
            Ok(value) if digits && (low..=high).contains(&value) => {
                return Some(Spanned::new(value, span));
            }
            _ if digits || signed => {
                let message = format!("`{}` lies from {low} to {high}", entry.key);
                self.report(Diagnostic::error("out-of-range", span, message));
                return None;
            }
            _ => format!("`{}` is not a whole number", shown(words)),
        };
        let hint = format!("for example `{}: 4`", entry.key);
        self.report(Diagnostic::error("bad-number", span, message).hint(hint));
        None
    }

    /// A quantity with its unit, or a plain number where the measure has no unit.
    pub fn quantity<T>(
        &mut self,
        entry: Option<&Entry<'_>>,
        measure: &'static Measure,
        make: fn(f64) -> T,
    ) -> Option<Spanned<T>> {
        let entry = entry?;
        let words = self.scalar(entry, measure.name)?;
        match quantity::parse(words, measure) {
            Ok(value) => Some(Spanned::new(make(value), entry.value.span)),
            Err(wrong) => {
                self.wrong_quantity(&entry.value, words, measure, wrong);
                None
            }
        }
    }

    /// A plain number.
    pub fn number(
        &mut self,
        entry: Option<&Entry<'_>>,
        measure: &'static Measure,
    ) -> Option<Spanned<f64>> {
        self.quantity(entry, measure, |value| value)
    }

    /// A quantity, or a range of it.
    pub fn range<T: Copy>(
        &mut self,
        entry: Option<&Entry<'_>>,
        measure: &'static Measure,
        make: fn(f64) -> T,
    ) -> Option<Spanned<Between<T>>> {
        let entry = entry?;
        let words = self.scalar(entry, measure.name)?;
        match quantity::parse_range(words, measure) {
            Ok(range) => {
                let (low, high) = (make(range.low), make(range.high));
                Some(Spanned::new(Between { low, high }, entry.value.span))
            }
            Err(wrong) => {
                self.wrong_quantity(&entry.value, words, measure, wrong);
                None
            }
        }
    }

    fn wrong_quantity(&mut self, node: &Node<'_>, words: &str, measure: &Measure, wrong: Wrong) {
        let mistake = describe(node.span, words, measure, wrong);
        // Inside quotation marks the edit has to keep them.
        let mistake = if matches!(node.kind, Kind::Scalar(_, Style::Quoted)) {
            quoted_mends(mistake)
        } else {
            mistake
        };
        self.report(mistake);
    }
}

/// What is wrong with a quantity, and how it is mended.
#[must_use]
pub fn describe(span: Span, words: &str, measure: &Measure, wrong: Wrong) -> Diagnostic {
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
            let hint = format!("write `{mended}`");
            Diagnostic::error("missing-unit", span, message).mend(hint, span, mended)
        }
        Wrong::WrongUnit {
            unit,
            mended,
            measures,
        } => {
            let message = match measures {
                Some(other) if mended.is_none() => {
                    format!(
                        "`{}` is the unit of {other}, and this is {name}",
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
            let message = format!("the range `{words}` runs backwards");
            let hint = format!("write `{mended}`");
            Diagnostic::error("reversed-range", span, message).mend(hint, span, mended)
        }
    }
}

/// `the units of a duration are s, ms, min, h`.
fn units_of(measure: &Measure) -> String {
    let units: Vec<&str> = measure.units.iter().map(|(unit, _)| *unit).collect();
    match units.as_slice() {
        [one] => format!("the unit of {} is {one}", measure.name),
        _ => format!("the units of {} are {}", measure.name, units.join(", ")),
    }
}

/// A bound in the largest unit of which it is a whole number.
fn bound(value: f64, measure: &Measure) -> String {
    let whole = |worth: f64| value.abs() >= worth && (value / worth).fract() == 0.0;
    let units = measure.units.iter().filter(|(_, worth)| whole(*worth));
    let largest = units.max_by(|a, b| a.1.total_cmp(&b.1));
    let (unit, worth) = largest
        .or(measure.units.first())
        .copied()
        .unwrap_or(("", 1.0));
    format!("{}{unit}", value / worth)
}

fn out_of_range(span: Span, words: &str, measure: &Measure) -> Diagnostic {
    let message = format!(
        "`{words}` is beyond the bounds: {} lies from {} to {}",
        measure.name,
        bound(measure.low, measure),
        bound(measure.high, measure)
    );
    let mistake = Diagnostic::error("out-of-range", span, message);
    let upright = words.trim_start_matches(['-', '−']);
    if measure.low == 0.0 && upright != words && quantity::parse(upright, measure).is_ok() {
        return mistake.mend(format!("write `{upright}`"), span, upright);
    }
    mistake
}

/// Puts quotation marks around what stands between them.
fn quoted_mends(mut mistake: Diagnostic) -> Diagnostic {
    for hint in &mut mistake.hints {
        if let Some((_, with)) = &mut hint.replace {
            *with = format!("\"{with}\"");
        }
    }
    mistake
}

/// What an author means who knows other ways to say yes and no.
pub fn truth_meant(words: &str) -> Option<bool> {
    match words.to_lowercase().as_str() {
        "yes" | "on" | "y" | "1" | "true" => Some(true),
        "no" | "off" | "n" | "0" | "false" => Some(false),
        _ => None,
    }
}

/// Why a path leaves the folder of the script, if it does.
fn outside(path: &str) -> Option<&'static str> {
    if path.contains("://") {
        return Some("is an address, and a script can only name files");
    }
    if path.contains('\\') {
        return Some("is written with backslashes");
    }
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') || path.starts_with("~/") || drive {
        return Some("is an absolute path");
    }
    let mut depth = 0i64;
    for part in path.split('/') {
        depth += match part {
            ".." => -1,
            "" | "." => 0,
            _ => 1,
        };
        if depth < 0 {
            return Some("leads out of the script's folder");
        }
    }
    (path.ends_with('/') || depth == 0).then_some("does not name a file")
}
