//! The messages of unknown names and wrong types.

use cuebook_core::diagnostic::{Span, nearest};

use super::{Binder, Type};
use crate::expr::Fault;
use crate::expr::written::{Shape, Term};
use crate::story::VariableId;

impl Binder<'_> {
    pub(super) fn quoted(&self, term: &Term) -> String {
        format!("`{}`", term.span.of(self.text))
    }

    /// What values of a type are, after their name.
    pub(super) fn says(&self, of: Type) -> String {
        match of {
            Type::Flag => "is true or false".to_owned(),
            Type::Number => "is a number".to_owned(),
            Type::Word(variable) => format!("is one of {}", self.words(variable).join(", ")),
        }
    }

    pub(super) fn no_condition(&self, root: &Term, found: Type) -> Fault {
        let message = format!(
            "{} {}, and a condition is true or false",
            self.quoted(root),
            self.says(found)
        );
        self.compared(Fault::new(root.span, message), root, found)
    }

    /// Advises to compare a value that is no condition.
    pub(super) fn compared(&self, fault: Fault, term: &Term, found: Type) -> Fault {
        let text = term.span.of(self.text);
        let simple = matches!(term.shape, Shape::Name(_));
        match (found, &term.shape) {
            (Type::Number, Shape::Number(_)) => fault,
            (Type::Number, _) if simple => fault.write(term.span, format!("{text} > 0")),
            (Type::Word(of), _) if simple && self.variable(text) == Some(of) => {
                let word = self.words(of).first().map_or("", String::as_str);
                fault.write(term.span, format!("{text} == {word}"))
            }
            (Type::Flag, _) => fault,
            _ => fault.hint("compare it with another value"),
        }
    }

    /// The mistake of a word that is not in the set of a variable.
    pub(super) fn no_word(&self, name: &str, span: Span, of: VariableId) -> Fault {
        let words = self.words(of);
        let variable = &self.variables[of].name;
        let message = format!(
            "`{variable}` is never `{name}`: it is one of {}",
            words.join(", ")
        );
        let fault = Fault::new(span, message);
        match nearest(name, words.iter().map(String::as_str)) {
            Some(near) => fault.write(span, near),
            None => fault,
        }
    }

    /// The mistake of a name that is no variable.
    pub(super) fn unknown(&self, name: &str, span: Span) -> Fault {
        if let Some((of, _)) = self
            .variables
            .entries()
            .find(|(id, _)| self.words(*id).iter().any(|w| w == name))
        {
            let variable = &self.variables[of].name;
            let message = format!("`{name}` is a word of `{variable}`, not a variable");
            return Fault::new(span, message).hint(format!("compare it: `{variable} == {name}`"));
        }
        let fault = Fault::new(span, format!("`state` has no variable `{name}`"));
        if let Some((before, after)) = name.split_once('-')
            && self.variable(before).is_some()
        {
            return fault.write(span, format!("{before} - {after}"));
        }
        let names = self.variables.iter().map(|variable| variable.name.as_str());
        match nearest(name, names) {
            Some(near) => fault.write(span, near),
            None if self.variables.is_empty() => fault.hint("declare it in `state`"),
            None => {
                let names: Vec<&str> = self.variables.iter().map(|v| v.name.as_str()).collect();
                fault.hint(format!("`state` has {}", names.join(", ")))
            }
        }
    }
}
