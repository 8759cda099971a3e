//! Lines: text with conditions and alternatives in it, as a paragraph for each case.

use super::Lowering;
use crate::exchange::branching::{At, Line, Operation, Term, shown};
use crate::exchange::ink::tree::{Expr, Node};
use cuebook_script::write::one_line;

/// The most cases of a line.
const MOST: usize = 16;

/// A text for each case.
pub(super) type Cases = Vec<(Option<Term>, String)>;

/// A line that is not finished.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub cases: Cases,
    /// The text from the second visit on, if there is nothing else that changes.
    pub again: Option<String>,
    pub at: At,
    /// Whether the next text belongs to it, past the end of the line.
    pub glued: bool,
}

impl Open {
    fn push(&mut self, text: &str) {
        if self.cases.is_empty() {
            self.cases.push((None, String::new()));
        }
        for (_, own) in &mut self.cases {
            own.push_str(text);
        }
        if let Some(again) = &mut self.again {
            again.push_str(text);
        }
    }

    fn is_blank(&self) -> bool {
        self.cases.iter().all(|(_, text)| text.trim().is_empty())
    }
}

impl<'t> Lowering<'t> {
    pub(super) fn text(&mut self, text: &str, at: At) {
        if self.open.is_blank() {
            self.open.at = at;
        }
        if !text.trim().is_empty() {
            self.open.glued = false;
        }
        self.open.push(text);
    }

    pub(super) fn newline(&mut self) {
        if self.open.glued {
            self.open.push(" ");
        } else {
            self.flush();
        }
    }

    /// Joins the next text to the line before.
    pub(super) fn glue(&mut self) {
        if self.open.is_blank()
            && let Some(block) = self.cur
            && self.guard.is_none()
            && let Some(last) = self.flow.blocks[block].lines.last()
            && last.when.is_none()
            && last.again.is_none()
            && let Some(line) = self.flow.blocks[block].lines.pop()
        {
            self.tags.splice(0..0, line.tags);
            self.open.cases = vec![(None, line.text)];
            self.open.at = line.at;
            self.open.push(" ");
        }
        self.open.glued = true;
    }

    /// Finishes the line.
    pub(super) fn flush(&mut self) {
        let has_quotes = |text: &str| text.contains(['"', '“', '”']);
        let open_again = self.open.again.as_deref();
        let is_quoted = |again: &str| {
            again.trim().is_empty() || has_quotes(again) || has_quotes(&self.open.cases[0].1)
        };
        if open_again.is_some_and(is_quoted) {
            self.unvary();
        }
        let open = std::mem::take(&mut self.open);
        if open.is_blank() {
            return;
        }
        let block = self.current(open.at);
        let tags = std::mem::take(&mut self.tags);
        for (when, text) in open.cases {
            let text = one_line(&text);
            if text.is_empty() {
                continue;
            }
            self.flow.blocks[block].lines.push(Line {
                at: open.at,
                when: Term::all(self.guard.clone(), when),
                text,
                again: open.again.as_deref().map(one_line),
                tags: tags.clone(),
            });
        }
    }

    /// Shows a value.
    pub(super) fn print(&mut self, term: Term, at: At) {
        let text = match &term {
            Term::Value(value) => value.shown(),
            _ => {
                self.unvary();
                self.flow.prints.push(term);
                shown(self.flow.prints.len() - 1)
            }
        };
        self.text(&text, at);
    }

    /// Makes two cases of a line that is said differently on the second visit.
    fn unvary(&mut self) {
        let Some(again) = self.open.again.take() else {
            return;
        };
        let block = self.current(self.open.at);
        let count = Term::Variable(self.visits(block));
        let first = Term::both(Operation::AtMost, count.clone(), Term::number(1));
        let later = Term::both(Operation::More, count, Term::number(1));
        let text = self.open.cases[0].1.clone();
        self.open.cases = vec![(Some(first), text), (Some(later), again)];
    }

    /// Adds text of which one arm is heard.
    pub(super) fn cross(&mut self, arms: Vec<(Option<Term>, Cases)>, at: At) {
        self.unvary();
        if self.open.cases.is_empty() {
            self.open.cases.push((None, String::new()));
            self.open.at = at;
        }
        let own: usize = arms.iter().map(|(_, cases)| cases.len().max(1)).sum();
        if self.open.cases.len() * own > MOST {
            let help = "write the sentence for each case, with `when`";
            self.note(
                at,
                format!("a sentence with more than {MOST} cases; the first is kept"),
                help,
            );
            let first = arms.into_iter().next();
            let text = first.and_then(|(_, cases)| cases.into_iter().next());
            self.open
                .push(&text.map_or(String::new(), |(_, text)| text));
            return;
        }
        let mut all = Cases::new();
        for (when, text) in &self.open.cases {
            for (arm, cases) in &arms {
                let own = Term::all(when.clone(), arm.clone());
                if cases.is_empty() {
                    all.push((own.clone(), text.clone()));
                }
                for (case, added) in cases {
                    all.push((
                        Term::all(own.clone(), case.clone()),
                        format!("{text}{added}"),
                    ));
                }
            }
        }
        all.retain(|(when, _)| !when.as_ref().is_some_and(Term::is_false));
        self.open.cases = all;
        if !self.open.is_blank() {
            self.open.glued = false;
        }
    }

    /// Returns the cases of plain content.
    pub(super) fn cases(&mut self, nodes: &'t [Node]) -> Cases {
        let outer = std::mem::take(&mut self.open);
        for node in nodes {
            match node {
                Node::Newline | Node::Glue => self.open.push(" "),
                other => self.node(other),
            }
        }
        self.unvary();
        std::mem::replace(&mut self.open, outer).cases
    }

    /// Adds a condition whose arms are plain.
    pub(super) fn plain_branch(&mut self, arms: &'t [(Option<Expr>, Vec<Node>)], at: At) {
        let conditions = self.exclusive(arms);
        let in_lines = arms
            .iter()
            .any(|(_, arm)| arm.iter().any(|node| matches!(node, Node::Newline)));
        if in_lines {
            self.flush();
            let outer = self.guard.clone();
            for ((_, arm), when) in arms.iter().zip(conditions) {
                self.guard = Term::all(outer.clone(), when);
                arm.iter().for_each(|node| self.node(node));
                self.flush();
            }
            self.guard = outer;
            return;
        }
        let mut crossed = Vec::new();
        for (index, when) in conditions.into_iter().enumerate() {
            let cases = arms.get(index).map(|(_, arm)| self.cases(arm));
            crossed.push((when, cases.unwrap_or_default()));
        }
        self.cross(crossed, at);
    }

    /// Returns when each arm is taken, and when none is, if that is possible.
    pub(super) fn exclusive(&mut self, arms: &[(Option<Expr>, Vec<Node>)]) -> Vec<Option<Term>> {
        let mut before: Vec<Term> = Vec::new();
        let mut all = Vec::new();
        for (condition, _) in arms {
            let own = condition
                .as_ref()
                .map(|condition| self.condition(condition));
            let others = before
                .iter()
                .filter(|other| !own.as_ref().is_some_and(|own| apart(own, other)));
            let not = others.fold(None, |not, other| {
                Term::all(not, Some(other.clone().negated()))
            });
            all.push(Term::all(not, own.clone()));
            match own {
                Some(own) => before.push(own),
                None => return all,
            }
        }
        let none = before.into_iter().map(Term::negated).reduce(Term::and);
        all.push(none);
        all
    }
}

/// Returns whether two conditions compare the same with different values.
fn apart(one: &Term, other: &Term) -> bool {
    match (one, other) {
        (Term::Both(Operation::Equal, a), Term::Both(Operation::Equal, b)) => {
            let (Term::Value(left), Term::Value(right)) = (&a.1, &b.1) else {
                return false;
            };
            a.0 == b.0 && left != right
        }
        _ => false,
    }
}
