//! Findings about new values that are out of the range of their variable.

use super::Proof;
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_story::expr::Operator;
use cuebook_story::{ChoiceId, Expr, Variable, VariableId};

impl Proof<'_> {
    /// Reports a new value of an option that is out of range; none if the script means it.
    pub(super) fn not_kept(
        &self,
        (choice, option, set): (ChoiceId, usize, usize),
        value: i64,
    ) -> Option<Diagnostic> {
        let own = self.story.graph.choices.get(choice)?.options.get(option)?;
        let new = own.sets.get(set)?;
        let (place, clamps) = self.story.variables[new.variable];
        if clamps {
            return None;
        }
        let variable = &self.story.graph.variables[new.variable];
        let (name, kept) = (&variable.name, variable.kept(value));
        let bound = if kept < value { "largest" } else { "smallest" };
        let message = format!(
            "`{name}` would be {value} here, but its {bound} value is {kept}: it is set to {kept}"
        );
        let bound = &self.story.choices[choice].options[option];
        let span = bound.sets.get(set).copied().unwrap_or(bound.span);
        let found = Diagnostic::warning("leaves-range", span, message);
        let found = found.also(Source::Script, place, "its range");
        Some(found.hint(advice(variable, (new.variable, &new.value), value)))
    }
}

/// Returns the ways to mend a value that is out of range.
fn advice(variable: &Variable, (id, new): (VariableId, &Expr), value: i64) -> String {
    let (from, _) = variable.kind.bounds();
    let (key, is_above) = if value < from {
        ("from", false)
    } else {
        ("to", true)
    };
    let offered = still_possible(variable, (id, new), is_above);
    let offered = offered.map_or(String::new(), |when| {
        format!("offer the option only `when: {when}`, ")
    });
    format!("widen the range with `{key}: {value}`, {offered}or write `clamp: true` if it is meant")
}

/// Returns when a step such as `courage + 1` stays in the range.
fn still_possible(
    variable: &Variable,
    (id, new): (VariableId, &Expr),
    is_above: bool,
) -> Option<String> {
    let Expr::Both {
        operator,
        left,
        right,
    } = new
    else {
        return None;
    };
    let (Expr::Variable(own), Expr::Number(step)) = (&**left, &**right) else {
        return None;
    };
    let step = match operator {
        Operator::Plus => *step,
        Operator::Minus => -*step,
        _ => return None,
    };
    let (from, to) = variable.kind.bounds();
    let (sign, limit) = match is_above {
        true => ("<=", to - step),
        false => (">=", from - step),
    };
    let is_possible = *own == id && (from..=to).contains(&limit);
    is_possible.then(|| format!("{} {sign} {limit}", variable.name))
}
