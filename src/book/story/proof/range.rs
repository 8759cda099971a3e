//! Findings about new values that are out of the range of their variable.

use super::Proof;
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_story::expr::Operator;
use cuebook_story::{ChoiceId, Expr, Kind, Variable, VariableId, What};

/// The largest number of states that are looked at for the advice on a range.
const MOST_STATES: usize = 20_000;

/// The most wider ranges that are tried.
const MOST_TRIES: usize = 6;

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
        let wide = self.widened(new.variable, value);
        Some(found.hint(advice(variable, (new.variable, &new.value), (value, wide))))
    }

    /// Returns the nearest bound with which all new values of a variable stay in its range. Returns
    /// `None` if there is no near one: a listener who goes round and round leaves every range.
    fn widened(&self, id: VariableId, value: i64) -> Option<i64> {
        let mut story = self.story.all().clone();
        let mut bound = value;
        let is_above = value > self.story.graph.variables[id].kind.bounds().1;
        for _ in 0..MOST_TRIES {
            let kind = &mut story.variables[id].kind;
            let (from, to) = kind.bounds();
            *kind = Kind::Number {
                from: from.min(bound),
                to: to.max(bound),
            };
            let explored = story.explore_within(MOST_STATES).ok()?;
            let left = explored.findings().iter().filter_map(|own| match own.what {
                What::NotKept {
                    choice,
                    option,
                    set,
                    value,
                } => {
                    let sets = &story.choices[choice].options[option].sets;
                    (sets[set].variable == id).then_some(value)
                }
                _ => None,
            });
            // Only one bound is widened. A value beyond the other one has its own finding.
            let beyond = left.filter(|left| {
                if is_above {
                    *left > bound
                } else {
                    *left < bound
                }
            });
            match beyond.max_by_key(|left| left.abs_diff(value)) {
                None => return Some(bound),
                Some(next) => bound = next,
            }
        }
        None
    }
}

/// Returns the ways to mend a value that is out of range.
fn advice(
    variable: &Variable,
    (id, new): (VariableId, &Expr),
    (value, wide): (i64, Option<i64>),
) -> String {
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
    let widened = wide.map_or(String::new(), |wide| {
        format!("widen the range with `{key}: {wide}`, ")
    });
    match format!("{widened}{offered}") {
        none if none.is_empty() => "write `clamp: true` if it is meant".to_owned(),
        ways => format!("{ways}or write `clamp: true` if it is meant"),
    }
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
