//! The variables of a script, and its expressions over them.

use super::chance;
use cuebook_core::diagnostic::{Diagnostic, Hint, Span, Spanned, shown};
use cuebook_core::id::IdVec;
use cuebook_script::{Expression, Script, VariableKind};
use cuebook_story::expr::Wanted;
use cuebook_story::variable::is_name;
use cuebook_story::{
    Condition, ConditionId, Expr, Fault, Kind, Use, Variable, VariableId, Written,
};

/// The variables and conditions of a story, as far as they are bound.
pub(super) struct Conditions<'d> {
    pub variables: IdVec<VariableId, Variable>,
    pub conditions: IdVec<ConditionId, Condition>,
    /// The place in the script of each condition.
    pub spans: IdVec<ConditionId, Span>,
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> Conditions<'d> {
    /// Binds the variables of a script.
    pub(super) fn new(script: &Script, diagnostics: &'d mut Vec<Diagnostic>) -> Conditions<'d> {
        let mut names: Vec<&Spanned<String>> = Vec::new();
        for variable in &script.state {
            names.push(&variable.name);
            if let VariableKind::Word { words, .. } = &variable.kind {
                names.extend(words);
            }
        }
        let odd = names.into_iter().filter(|name| !is_name(&name.value));
        diagnostics.extend(odd.map(no_name));
        diagnostics.extend(chance::ambiguous(script));
        Conditions {
            variables: script
                .state
                .iter()
                .map(|one| variable(script, one))
                .collect(),
            conditions: IdVec::default(),
            spans: IdVec::default(),
            diagnostics,
        }
    }

    /// Returns the variable with a name.
    pub(super) fn variable(&self, name: &str) -> Option<VariableId> {
        self.variables.position(|variable| variable.name == name)
    }

    /// Adds a condition if the script has one there. A wrong one is reported and left out.
    pub(super) fn add(&mut self, written: Option<&Expression>, used: Use) -> Option<ConditionId> {
        let written = written?;
        let expr = self.expression(written, Wanted::Condition)?;
        self.spans.push(written.span);
        Some(self.conditions.push(Condition { expr, used }))
    }

    /// Binds an expression. A wrong one is reported.
    pub(super) fn expression(&mut self, written: &Expression, wanted: Wanted) -> Option<Expr> {
        let parsed = Written::parse(&written.text).map_err(|fault| vec![fault]);
        match parsed.and_then(|parsed| parsed.bind(&self.variables, wanted)) {
            Ok(expr) => Some(expr),
            Err(faults) => {
                let found = faults.iter().map(|fault| diagnostic(written, fault));
                self.diagnostics.extend(found);
                None
            }
        }
    }
}

/// Returns the diagnostic for a mistake in an expression.
fn diagnostic(written: &Expression, fault: &Fault) -> Diagnostic {
    let place = written.place(fault.span.range());
    let mut found = Diagnostic::error("bad-expression", place, &*fault.message);
    found.hints = fault
        .hint
        .iter()
        .map(|hint| Hint {
            text: hint.text.clone(),
            replace: hint
                .replace
                .as_ref()
                .filter(|_| written.is_exact())
                .map(|(span, with)| (written.place(span.range()), with.clone())),
        })
        .collect();
    found
}

fn no_name(name: &Spanned<String>) -> Diagnostic {
    let message = format!("expressions cannot contain the name `{}`", shown(name));
    Diagnostic::error("bad-name", name.span, message).hint(
        "a name of the state begins with a letter and has letters, digits, `_` and single `-`; `and`, `or`, `not`, `true` and `false` are no names",
    )
}

fn variable(script: &Script, written: &cuebook_script::Variable) -> Variable {
    let (kind, start) = match &written.kind {
        VariableKind::Flag(start) => (Kind::Flag, i64::from(*start)),
        VariableKind::Chance(chance) => {
            let start = chance::draw(script, &written.name.value, *chance);
            (Kind::Flag, i64::from(start))
        }
        VariableKind::Number {
            from, to, start, ..
        } => {
            let (from, to) = (*from, *to);
            (Kind::Number { from, to }, *start)
        }
        VariableKind::Word { words, start } => {
            let words = words.iter().map(|word| word.value.clone()).collect();
            (Kind::OneOf(words), *start as i64)
        }
    };
    Variable {
        name: written.name.value.clone(),
        kind,
        start,
        chance: match written.kind {
            VariableKind::Chance(chance) => Some(chance),
            _ => None,
        },
    }
}
