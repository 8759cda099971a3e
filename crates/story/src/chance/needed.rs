//! When a flag of chance decides something, after others were drawn.

use super::asked::Asking;
use crate::expr::{Expr, Operator};
use crate::story::{ConditionId, Story, VariableId};

/// The most flags of one condition that are drawn later.
const MOST: usize = 4;

/// Returns when something that asks for a flag depends on it; `None` if it may always do. `later` are the
/// flags that are drawn after it.
pub(super) fn needed<'a>(
    story: &Story,
    flag: VariableId,
    later: &[VariableId],
    all: impl Iterator<Item = &'a Asking>,
) -> Option<Expr> {
    let mut needed = Expr::Flag(false);
    for asking in all {
        let own = match asking {
            Asking::Always => return None,
            Asking::When(condition) => depends(&story.conditions[*condition].expr, flag, later)?,
            Asking::Way(node, number) => {
                let ways = &story.nodes[*node].ways;
                let mut earlier = ways[..*number].iter();
                let expr = |when: ConditionId| &story.conditions[when].expr;
                let own = depends(ways[*number].when.map(expr)?, flag, later)?;
                // Nothing depends on a way after one that is open.
                earlier.try_fold(own, |own, way| {
                    let Some(when) = way.when.map(expr) else {
                        return Some(Expr::Flag(false));
                    };
                    let mut is_known = true;
                    when.each_variable(&mut |one| is_known &= one != flag && !later.contains(&one));
                    Some(match is_known {
                        true => both(Operator::And, own, Expr::Not(Box::new(when.clone()))),
                        false => own,
                    })
                })?
            }
        };
        if own == Expr::Flag(true) {
            return None;
        }
        needed = both(Operator::Or, needed, own);
    }
    Some(needed)
}

/// Returns when a condition depends on a flag, for any values of the later ones.
fn depends(expr: &Expr, flag: VariableId, later: &[VariableId]) -> Option<Expr> {
    let mut open = Vec::new();
    expr.each_variable(&mut |one| {
        if later.contains(&one) && !open.contains(&one) {
            open.push(one);
        }
    });
    if open.len() > MOST {
        return None;
    }
    let cases = (0..1_usize << open.len()).map(|case| {
        let own = open.iter().enumerate();
        let own = own.fold(expr.clone(), |expr, (bit, flag)| {
            expr.with(*flag, case >> bit & 1 == 1)
        });
        both(
            Operator::Unequal,
            own.with(flag, true),
            own.with(flag, false),
        )
    });
    Some(cases.fold(Expr::Flag(false), |all, own| both(Operator::Or, all, own)))
}

/// Joins two conditions. One without variables becomes its value.
fn both(operator: Operator, left: Expr, right: Expr) -> Expr {
    let flag = |expr: &Expr| expr.constant().map(|value| value != 0);
    match (operator, flag(&left), flag(&right)) {
        (Operator::Or, Some(false), _) | (Operator::And, Some(true), _) => return right,
        (Operator::Or, _, Some(false)) | (Operator::And, _, Some(true)) => return left,
        (Operator::Or, Some(true), _) | (Operator::Or, _, Some(true)) => return Expr::Flag(true),
        (Operator::And, Some(false), _) | (Operator::And, _, Some(false)) => {
            return Expr::Flag(false);
        }
        (Operator::Unequal, Some(left), Some(right)) => return Expr::Flag(left != right),
        _ => {}
    }
    Expr::Both {
        operator,
        left: Box::new(left),
        right: Box::new(right),
    }
}
