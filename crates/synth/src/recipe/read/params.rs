//! Reads the parameters of a recipe, and quantities.
//!
//! A parameter takes either quantities of one dimension or words, and its default
//! is one of them.

use super::{Id, Items, NotEmpty, Reading, State, Text, inside, meant, placed};
use crate::recipe::param::{Known, Param, Takes};
use crate::recipe::quantity::{Quantity, UNITS};
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, nearest, shown};
use cuebook_yaml::mapping::{self as yaml, Declared, Fields, Map, Required, Slot, Value, mapping};

mapping! {
    struct WrittenParam: "param", "a parameter", "{ param: force, default: 0.7, low: 0, high: 1, about: how hard }" {} keys {
        param: Required<Spanned<Id>>,
        default: Required<Spanned<Text>>,
        low: Spanned<Quantity>,
        high: Spanned<Quantity>,
        words: NotEmpty<Items<Spanned<Text>>>,
        about: Required<Text>,
    }
    check: takes_one_thing;
}

/// Checks that a parameter has either words or both ends of a range.
fn takes_one_thing(at: &mut Reading<'_>, fields: &Fields<'_, '_>) {
    let ends = fields.among(&["low", "high"]);
    match (fields.get("words"), ends.as_slice()) {
        (Some(words), [end, ..]) => {
            let why = "a parameter has either `words`, or `low` and `high`";
            at.exclusive(&[words, *end], why);
        }
        (None, []) => {
            let example = "low: 0, high: 1` or `words: [oak, iron]";
            at.missing(fields, "low` and `high`, or `words", example);
        }
        (None, [one]) => {
            let other = if one.key == "low" { "high" } else { "low" };
            at.missing(fields, other, &format!("{other}: 1"));
        }
        _ => {}
    }
}

impl Value for Param {
    type Of = Param;
    type State = State;
    const TAKES: yaml::Takes = yaml::Takes::Map(WrittenParam::MAPPING);

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<Param> {
        let Some(written) = Map::<WrittenParam>::read(at, slot) else {
            // Formulas that use this name are not reported.
            let fields = Fields::open(slot.value, WrittenParam::MAPPING);
            let name = fields.and_then(|fields| fields.get("param")?.scalar());
            if let Some(name) = name.map(str::to_owned) {
                at.state.params.push(Known { name, takes: None });
            }
            return None;
        };
        let takes = takes(&written, at);
        named(&written.param, at);
        at.state.params.push(Known {
            name: written.param.value.clone(),
            takes: takes.clone(),
        });
        Some(Param {
            name: written.param.value,
            takes: takes?,
            about: written.about,
        })
    }
}

/// Reports a name that a formula or a script cannot use.
fn named(name: &Spanned<String>, at: &mut Reading<'_>) {
    if at.state.taken.contains(&name.value.as_str()) {
        let message = format!(
            "a script cannot set `{}`: every sound has a key with that name",
            name.value
        );
        let mistake = Diagnostic::error("bad-name", name.span, message);
        at.report(mistake.hint("give the parameter another name"));
    }
    usable_in_formulas(name, at);
}

/// Reports a name that a formula cannot use.
fn usable_in_formulas(name: &Spanned<String>, at: &mut Reading<'_>) {
    let letters = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if letters && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return;
    }
    let message = format!("`{}` cannot be a name in a formula", shown(name));
    let mistake = Diagnostic::error("bad-name", name.span, message);
    at.report(mistake.hint("use letters from a to z, digits and `-`, and begin with a letter"));
}

fn takes(written: &WrittenParam, at: &mut Reading<'_>) -> Option<Takes> {
    match (&written.words, &written.low, &written.high) {
        (Some(words), None, None) => word(&written.default, words, at),
        (None, Some(low), Some(high)) => {
            let default = quantity(&written.default, written.default.span, None, at)?;
            let default = Spanned::new(default, written.default.span);
            between(default, low, high, at)
        }
        _ => None,
    }
}

fn word(
    default: &Spanned<String>,
    words: &[Spanned<String>],
    at: &mut Reading<'_>,
) -> Option<Takes> {
    at.distinct(words.iter());
    for word in words {
        usable_in_formulas(word, at);
    }
    let all: Vec<String> = words.iter().map(|word| word.value.clone()).collect();
    if words.is_empty() {
        return None;
    }
    if !all.contains(&default.value) {
        let message = format!("the default `{}` is not one of the words", shown(default));
        let mistake = Diagnostic::error("unknown-word", default.span, message);
        let near = nearest(default, all.iter().map(String::as_str));
        at.report(
            mistake
                .did_you_mean(near)
                .hint(format!("the words are {}", all.join(", "))),
        );
    }
    Some(Takes::Word {
        default: default.value.clone(),
        words: all,
    })
}

fn between(
    default: Spanned<Quantity>,
    low: &Spanned<Quantity>,
    high: &Spanned<Quantity>,
    at: &mut Reading<'_>,
) -> Option<Takes> {
    for end in [low, high] {
        if end.dimension != default.dimension {
            let message = format!(
                "`{}` is {}, but the default `{}` is {}",
                end.value,
                end.dimension.name(),
                default.value,
                default.dimension.name()
            );
            let mistake = Diagnostic::error("wrong-unit", end.span, message);
            at.report(mistake.hint(format!("expected {}", default.dimension.units())));
            return None;
        }
    }
    if low.value.value > high.value.value {
        let message = format!(
            "the range from `{}` to `{}` is reversed",
            low.value, high.value
        );
        let mistake = Diagnostic::error("reversed-range", low.span, message);
        at.report(mistake.hint("`low` must be the smaller value"));
        return None;
    }
    let nearest = if default.value.value < low.value.value {
        Some(low.value)
    } else if default.value.value > high.value.value {
        Some(high.value)
    } else {
        None
    };
    if let Some(nearest) = nearest {
        let message = format!(
            "the default `{}` is outside `{}` to `{}`",
            default.value, low.value, high.value
        );
        let mistake = Diagnostic::error("out-of-range", default.span, message);
        let hint = format!("the nearest is `{nearest}`");
        at.report(mistake.mend(hint, default.span, nearest.to_string()));
    }
    Some(Takes::Quantity {
        default: default.value,
        low: low.value,
        high: high.value,
    })
}

impl Value for Quantity {
    type Of = Quantity;
    type State = State;
    const TAKES: yaml::Takes = yaml::Takes::Words;

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<Quantity> {
        let words = at.scalar(slot, "a number with its unit")?;
        let inside = inside(slot.value, words, at.source);
        quantity(words, slot.span(), inside, at)
    }
}

/// Reads a number with its unit.
fn quantity(
    words: &str,
    span: Span,
    inside: Option<usize>,
    at: &mut Reading<'_>,
) -> Option<Quantity> {
    let wrong = match Quantity::parse(words) {
        Ok(quantity) => return Some(quantity),
        Err(wrong) => wrong,
    };
    let trimmed = words.trim_end();
    let unit = trimmed
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | ' '));
    let number = &trimmed[..trimmed.len() - unit.len()];
    let mistake = if Quantity::parse(number).is_ok() && !unit.is_empty() {
        let place = Span::new(number.len(), trimmed.len());
        let names: Vec<&'static str> = UNITS.iter().map(|(unit, ..)| *unit).collect();
        let mistake = Diagnostic::error("wrong-unit", place, wrong);
        meant(mistake, unit, &names)
    } else {
        let place = Span::new(0, words.len());
        Diagnostic::error("bad-number", place, wrong).hint("for example `0.5`, `120ms` or `2.5km`")
    };
    at.report(placed(mistake, inside, span));
    None
}
