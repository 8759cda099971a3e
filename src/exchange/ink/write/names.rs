//! Names of ink: letters, digits and `_`, all in one space.

use std::collections::HashSet;

use cuebook_core::id::IdVec;
use cuebook_story::expr::Operator;
use cuebook_story::{Expr, Kind, NodeId, Story, VariableId};

/// Words that ink uses itself.
const TAKEN: &str = "END DONE VAR CONST LIST INCLUDE EXTERNAL TODO and or not mod has hasnt true false \
    else function temp ref return stopping cycle shuffle once MIN MAX POW FLOOR CEILING INT FLOAT \
    RANDOM TURNS TURNS_SINCE CHOICE_COUNT READ_COUNT SEED_RANDOM heard on seen";

/// The names of a story.
pub(super) struct Names {
    knots: IdVec<NodeId, String>,
    variables: IdVec<VariableId, String>,
    items: IdVec<VariableId, Vec<String>>,
}

impl Names {
    pub(super) fn of(story: &Story) -> Names {
        let mut used: HashSet<String> = TAKEN.split_whitespace().map(str::to_owned).collect();
        let mut free = |name: &str| {
            let name = legal(name);
            let mut own = name.clone();
            let mut number = 1;
            while !used.insert(own.clone()) {
                number += 1;
                own = format!("{name}_{number}");
            }
            own
        };
        let knots = story.nodes.iter().map(|node| free(&node.name)).collect();
        let variables = story.variables.iter().map(|one| free(&one.name)).collect();
        let items = story.variables.iter().map(|variable| match &variable.kind {
            Kind::OneOf(words) => words.iter().map(|word| free(word)).collect(),
            _ => Vec::new(),
        });
        Names {
            items: items.collect(),
            knots,
            variables,
        }
    }

    pub(super) fn knot(&self, node: NodeId) -> &str {
        &self.knots[node]
    }

    pub(super) fn variable(&self, variable: VariableId) -> &str {
        &self.variables[variable]
    }

    /// Returns the name of a word of a variable.
    pub(super) fn item(&self, variable: VariableId, index: usize) -> String {
        self.items[variable].get(index).cloned().unwrap_or_default()
    }

    /// Writes an expression, in brackets where ink may read it in another way.
    pub(super) fn expr(&self, expr: &Expr, story: &Story) -> String {
        match expr {
            Expr::Flag(flag) => flag.to_string(),
            Expr::Number(number) => number.to_string(),
            Expr::Word { of, index } => self.item(*of, *index),
            Expr::Variable(variable) => self.variable(*variable).to_owned(),
            Expr::Not(inner) => format!("not {}", self.part(inner, story)),
            Expr::Negative(inner) => format!("-{}", self.part(inner, story)),
            Expr::Both {
                operator,
                left,
                right,
            } => {
                let (left, right) = self.alike(left, right, story);
                let symbol = match operator {
                    Operator::And => "&&",
                    Operator::Or => "||",
                    other => other.symbol(),
                };
                format!("{left} {symbol} {right}")
            }
        }
    }

    /// Writes both sides of an operator. The words of two variables are different items in ink.
    fn alike(&self, left: &Expr, right: &Expr, story: &Story) -> (String, String) {
        let value = |side: &Expr, other: &Expr| match (side, other) {
            (Expr::Variable(own), Expr::Variable(_))
                if matches!(story.variables[*own].kind, Kind::OneOf(_)) =>
            {
                format!("LIST_VALUE({})", self.variable(*own))
            }
            _ => self.part(side, story),
        };
        (value(left, right), value(right, left))
    }

    fn part(&self, expr: &Expr, story: &Story) -> String {
        let written = self.expr(expr, story);
        match expr {
            Expr::Both { .. } | Expr::Not(_) => format!("({written})"),
            _ => written,
        }
    }
}

/// Returns a name with `_` in place of signs.
fn legal(name: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = name.chars().map(fits).collect();
    let name = name.trim_matches('_');
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name.to_owned(),
        Some(_) => format!("n_{name}"),
        None => "name".to_owned(),
    }
}
