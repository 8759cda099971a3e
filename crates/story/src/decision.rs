//! Decisions of a listener, and lists of them: `door=open,back=stay@3.2s`.

mod misstep;
mod named;

use cuebook_core::diagnostic::{Span, nearest};
use cuebook_core::units::{Frames, Seconds};

use crate::expr::Fault;
use crate::story::{Choice, ChoiceId, Story};
use crate::walk::Walk;

/// A decision: the option that was taken when a choice was met.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// The choice.
    pub choice: ChoiceId,
    /// The number of the option.
    pub option: usize,
    /// The time between the end of the question and the decision, if it is known. A decision during
    /// the question has a negative time, and cuts the question short.
    pub after: Option<Frames>,
}

/// The units of times, with their seconds. A longer unit is before its ending.
const UNITS: [(&str, f64); 4] = [("ms", 0.001), ("min", 60.0), ("s", 1.0), ("h", 3600.0)];

/// The longest time before a decision, in seconds: one day.
const LONGEST: f64 = 86_400.0;

/// Reads a list of decisions, such as `door=open,back=stay@3.2s`. An empty text is an empty list.
///
/// # Errors
///
/// Returns the first mistake, with the bytes of the text.
pub fn read(text: &str, story: &Story) -> Result<Vec<Decision>, Fault> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut at = 0;
    let mut decisions: Vec<Decision> = Vec::new();
    for item in text.split(',') {
        let span = Span::new(at, at + item.len());
        at = span.end + 1;
        let decision = decision(text, span, story)?;
        named::drawn_once(&decisions, decision.choice, (span, story))?;
        decisions.push(decision);
    }
    Ok(decisions)
}

/// Prints a list of decisions as [`read`] reads it: first what chance draws.
#[must_use]
pub fn shown(decisions: &[Decision], story: &Story) -> String {
    let mut decisions: Vec<&Decision> = decisions.iter().collect();
    decisions.sort_by_key(|decision| story.choices[decision.choice].chance.is_none());
    let items = decisions.into_iter().map(|decision| {
        let choice = &story.choices[decision.choice];
        let option = &choice.options[decision.option];
        let time = decision.after.map_or(String::new(), time);
        format!("{}={}{time}", choice.name, option.name)
    });
    items.collect::<Vec<_>>().join(",")
}

/// Returns the decisions in another version of a story, found by their names, up to the first
/// one that is not possible there any more.
#[must_use]
pub fn carried(decisions: &[Decision], from: &Story, to: &Story) -> Vec<Decision> {
    let named = decisions.iter().map_while(|decision| {
        let old = &from.choices[decision.choice];
        let choice = to.choice(&old.name)?;
        let name = &old.options[decision.option].name;
        let mut options = to.choices[choice].options.iter();
        let option = options.position(|option| option.name == *name)?;
        Some(Decision {
            choice,
            option,
            ..*decision
        })
    });
    let mut named: Vec<Decision> = named.collect();
    if let Err(misstep) = Walk::replay(to, &named) {
        named.truncate(misstep.index);
    }
    named
}

/// Prints a time so that it is read as the same frame: with up to five digits.
fn time(after: Frames) -> String {
    let digits = format!("{:.5}", after.seconds().0);
    format!("@{}s", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// The part of a text without the spaces around it.
fn trimmed(text: &str, span: Span) -> Span {
    let part = span.of(text);
    let start = span.start + part.len() - part.trim_start().len();
    Span::new(start, start + part.trim().len())
}

/// Divides a part of a text at the first `sign`.
fn divided(text: &str, span: Span, sign: char) -> (Span, Option<Span>) {
    match span.of(text).find(sign) {
        None => (trimmed(text, span), None),
        Some(at) => {
            let at = span.start + at;
            let after = Span::new(at + sign.len_utf8(), span.end);
            let before = trimmed(text, Span::new(span.start, at));
            (before, Some(trimmed(text, after)))
        }
    }
}

/// Reads one decision.
fn decision(text: &str, span: Span, story: &Story) -> Result<Decision, Fault> {
    let (pair, after) = divided(text, span, '@');
    let (choice, option) = divided(text, pair, '=');
    if choice.of(text).is_empty() {
        return Err(Fault::new(span, "a decision is missing")
            .hint("write each one as `choice=option`, with commas between them"));
    }
    let id = choice_named(text, choice, story)?;
    if story.choices[id].chance.is_some() {
        let written = named::Written {
            pair,
            option,
            after,
        };
        return named::draw(text, written, id, story);
    }
    let option = match option {
        Some(option) if !option.of(text).is_empty() => option_named(text, option, id, story)?,
        _ => {
            let name = choice.of(text);
            let message = format!("the option of `{name}` is missing");
            let first = story.choices[id].options.first();
            let example = first.map_or("…", |option| &option.name);
            return Err(Fault::new(pair, message).write(pair, format!("{name}={example}")));
        }
    };
    let after = after.map(|after| frames(text, after)).transpose()?;
    Ok(Decision {
        choice: id,
        option,
        after,
    })
}

fn choice_named(text: &str, span: Span, story: &Story) -> Result<ChoiceId, Fault> {
    let name = span.of(text);
    let own = |choice: &&Choice| choice.chance.is_none();
    let names = || {
        story
            .choices
            .iter()
            .filter(own)
            .map(|choice| choice.name.as_str())
    };
    story.choice(name).ok_or_else(|| {
        if let Some(fault) = named::other(span, name, story) {
            return fault;
        }
        let fault = Fault::new(span, format!("the story has no choice `{name}`"));
        advised(fault, name, names().collect())
    })
}

fn option_named(text: &str, span: Span, choice: ChoiceId, story: &Story) -> Result<usize, Fault> {
    let name = span.of(text);
    let choice = &story.choices[choice];
    let found = choice.options.iter().position(|option| option.name == name);
    found.ok_or_else(|| {
        let message = format!("`{}` has no option `{name}`", choice.name);
        let names = choice.options.iter().map(|option| option.name.as_str());
        advised(Fault::new(span, message), name, names.collect())
    })
}

/// Advises a similar name, or lists all names.
fn advised(fault: Fault, name: &str, names: Vec<&str>) -> Fault {
    let span = fault.span;
    match nearest(name, names.iter().copied()) {
        Some(near) => fault.write(span, near),
        None if names.is_empty() => fault,
        None => fault.hint(format!("write one of {}", names.join(", "))),
    }
}

/// Reads a time such as `3.2s`.
fn frames(text: &str, span: Span) -> Result<Frames, Fault> {
    let written = span.of(text);
    let seconds = UNITS.iter().find_map(|(unit, seconds)| {
        let number = written.strip_suffix(unit)?.trim_end();
        let unsigned = number.strip_prefix('-').unwrap_or(number);
        let plain = unsigned.chars().all(|c| c.is_ascii_digit() || c == '.');
        let number: f64 = number.parse().ok().filter(|_| plain)?;
        Some(number * seconds)
    });
    match seconds {
        Some(seconds) if seconds.abs() <= LONGEST => Ok(Seconds(seconds).frames()),
        Some(_) => Err(Fault::new(span, "a decision takes at most a day")),
        None => Err(no_time(text, span)),
    }
}

/// The mistake of a time that cannot be read. A number gets the unit or the point that it lacks.
fn no_time(text: &str, span: Span) -> Fault {
    let written = span.of(text);
    let digits = |part: &str| {
        part.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(part.len())
    };
    // The rest of a time such as `3,2s` looks like the next item.
    let rest = text[span.end..].strip_prefix(',').unwrap_or_default();
    let (rest, _) = rest.split_once(',').unwrap_or((rest, ""));
    let unit = rest[digits(rest)..].trim();
    let is_rest = digits(rest) > 0 && UNITS.iter().any(|known| known.0 == unit);
    if is_rest && digits(written) == written.len() && !written.is_empty() {
        let whole = Span::new(span.start, span.end + 1 + rest.trim_end().len());
        let message = format!("the time `{}` has a comma", whole.of(text));
        return Fault::new(whole, message).write(whole, whole.of(text).replace(',', "."));
    }
    let fault = Fault::new(span, format!("`{written}` is no time"));
    let unit = written.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &written[..written.len() - unit.len()];
    let known = match unit.trim().to_lowercase().as_str() {
        _ if number.parse::<f64>().is_err() => return fault.hint("write it as `@3.2s`"),
        "m" | "mins" | "minute" | "minutes" => "min",
        "hr" | "hrs" | "hour" | "hours" => "h",
        _ => "s",
    };
    fault.write(span, format!("{number}{known}"))
}

#[cfg(test)]
mod tests;
