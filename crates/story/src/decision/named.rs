//! Names in a list of decisions that are no choices: flags that chance draws, variables, scenes.

use cuebook_core::diagnostic::Span;

use super::Decision;
use crate::expr::Fault;
use crate::story::{ChoiceId, Opt, Story, To, VariableId};

/// The most options that a hint names.
const NAMED: usize = 6;

/// The parts of a decision as it is written.
#[derive(Copy, Clone)]
pub(super) struct Written {
    /// The name and the value.
    pub(super) pair: Span,
    pub(super) option: Option<Span>,
    pub(super) after: Option<Span>,
}

/// Reads the outcome of a flag that is drawn by chance.
pub(super) fn draw(
    text: &str,
    written: Written,
    flag: ChoiceId,
    story: &Story,
) -> Result<Decision, Fault> {
    let draw = &story.choices[flag];
    let name = &draw.name;
    if let Some(after) = written.after {
        let message =
            format!("`{name}` is drawn by chance before the show begins, so it has no time");
        let right = written.pair.of(text);
        let whole = Span::new(written.pair.start, after.end);
        return Err(Fault::new(whole, message).write(whole, right));
    }
    let value = written.option.filter(|value| !value.of(text).is_empty());
    let outcome = value.and_then(|value| {
        let mut outcomes = draw.options.iter();
        outcomes.position(|outcome| outcome.name == value.of(text))
    });
    let chance = draw.chance.unwrap_or_default();
    outcome
        .map(|option| Decision {
            choice: flag,
            option,
            after: None,
        })
        .ok_or_else(|| {
            let message = format!(
                "`{name}` is no choice: it is true with a chance of {chance}%, and a list of decisions may fix it"
            );
            let hint = format!("write `{name}=true` or `{name}=false`");
            Fault::new(value.unwrap_or(written.pair), message).hint(hint)
        })
}

/// Reports a flag that is drawn a second time.
pub(super) fn drawn_once(
    earlier: &[Decision],
    choice: ChoiceId,
    (span, story): (Span, &Story),
) -> Result<(), Fault> {
    let draw = &story.choices[choice];
    match draw.chance.is_some() && earlier.iter().any(|one| one.choice == choice) {
        true => {
            let message = format!("`{}` is there twice, but chance draws it once", draw.name);
            Err(Fault::new(span, message))
        }
        false => Ok(()),
    }
}

/// Returns the mistake of a variable or a scene in the place of a choice.
pub(super) fn other(span: Span, name: &str, story: &Story) -> Option<Fault> {
    if let Some(variable) = story.variables.position(|own| own.name == name) {
        let message = format!("`{name}` is part of the state and no choice: it cannot be given");
        return Some(Fault::new(span, message).hint(setting(variable, name, story)));
    }
    let node = story.node(name)?;
    let message = format!("`{name}` is a scene and no choice");
    let leads = |option: &Opt| option.to == Some(To::Node(node));
    let options = options(story, leads);
    let fault = Fault::new(span, message);
    Some(match options.is_empty() {
        true => fault.hint("name choices with their options"),
        false => fault.hint(format!("options that lead to it: {options}")),
    })
}

/// Returns how a variable gets a value.
fn setting(variable: VariableId, name: &str, story: &Story) -> String {
    let sets = |option: &Opt| option.sets.iter().any(|set| set.variable == variable);
    let options = options(story, sets);
    match options.is_empty() {
        true => format!("no option sets `{name}`"),
        false => format!("options set it: {options}"),
    }
}

/// Returns the first options that meet a condition, as a list of decisions has them.
fn options(story: &Story, has: impl Fn(&Opt) -> bool) -> String {
    let choices = story
        .choices
        .iter()
        .filter(|choice| choice.chance.is_none());
    let options = choices.flat_map(|choice| {
        let own = choice.options.iter().filter(|option| has(option));
        own.map(|option| format!("`{}={}`", choice.name, option.name))
    });
    let mut options: Vec<String> = options.take(NAMED + 1).collect();
    if options.len() > NAMED {
        options[NAMED] = "…".to_owned();
    }
    options.join(", ")
}
