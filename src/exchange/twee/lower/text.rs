//! Text, with a case for each arm of a condition in it.

use super::Lowering;
use crate::exchange::branching::{Line, Term};
use crate::exchange::twee::Node;
use crate::exchange::twee::expression::Expr;
use cuebook_script::prose::words;
use cuebook_script::write::one_line;

/// The most cases of a line.
const MOST_CASES: usize = 16;

/// A text with the words of its links and without them, and when it is heard.
#[derive(Clone, Default)]
pub(super) struct Case {
    pub when: Option<Term>,
    pub whole: String,
    pub rest: String,
}

impl Lowering<'_> {
    pub(super) fn push(&mut self, whole: &str, rest: &str) {
        if self.cases.is_empty() {
            self.cases.push(Case::default());
            self.at = self.place();
        }
        for case in &mut self.cases {
            case.whole.push_str(whole);
            case.rest.push_str(rest);
        }
    }

    /// Finishes a line. The words of links are heard with the words around them; alone they are
    /// only options.
    pub(super) fn flush(&mut self) {
        let cases = std::mem::take(&mut self.cases);
        let Some(block) = self.cur else { return };
        for case in cases {
            let is_sentence = words(&case.rest).len() > 1;
            let text = if is_sentence { case.whole } else { case.rest };
            let text = one_line(&text);
            let text = text.trim_start_matches(['*', '-', '>', ' ']).to_owned();
            if words(&text).is_empty() && !text.contains('\u{e000}') {
                continue;
            }
            self.flow.blocks[block].lines.push(Line {
                at: self.at,
                when: Term::all(self.guard.clone(), case.when),
                text,
                ..Line::default()
            });
        }
    }

    /// Adds text of which one arm is heard.
    pub(super) fn cross(
        &mut self,
        arms: &[(Option<Expr>, Vec<Node>)],
        conditions: Vec<Option<Term>>,
        any: Option<Term>,
    ) {
        self.push("", "");
        let outer = std::mem::take(&mut self.cases);
        let mut all = Vec::new();
        for ((_, arm), when) in arms.iter().zip(conditions) {
            self.cases = outer.clone();
            self.all(arm);
            for case in &mut self.cases {
                case.when = Term::all(case.when.take(), when.clone());
            }
            all.append(&mut self.cases);
        }
        let none = any.map(Term::negated).filter(|none| !none.is_false());
        all.extend(none.into_iter().flat_map(|none| {
            outer.iter().map(move |case| Case {
                when: Term::all(case.when.clone(), Some(none.clone())),
                ..case.clone()
            })
        }));
        all.retain(|case| !case.when.as_ref().is_some_and(Term::is_false));
        if all.len() > MOST_CASES {
            let what =
                format!("a sentence with more than {MOST_CASES} cases; the first ones are kept");
            self.flow.note(
                self.place(),
                what,
                "write the sentence for each case, with `when`",
            );
            all.truncate(MOST_CASES);
        }
        self.cases = all;
    }
}
