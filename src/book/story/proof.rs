//! The proof of an interactive show: every state that a listener can reach is looked at. Takes a
//! book; returns the mistakes of its story, each with the shortest path that shows it.

mod endless;
mod range;
mod unheard;

use crate::book::Book;
use crate::book::story::BookStory;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_story::decision::shown;
use cuebook_story::{ConditionId, Finding, NodeId, What};

/// Returns the mistakes of the story of a book; none if it has no story. Past this number of states
/// the result says what multiplies them.
pub(crate) fn of(book: &Book, states: usize) -> Vec<Diagnostic> {
    let Some(story) = &book.story else {
        return Vec::new();
    };
    let proof = Proof { book, story };
    match story.all().explore_within(states) {
        Ok(explored) => {
            let found = explored.findings().iter();
            found
                .filter_map(|finding| proof.diagnostic(finding))
                .collect()
        }
        Err(large) => vec![proof.too_large(&large)],
    }
}

/// Returns what the path of a finding leads to: the mistake, or the place where something never
/// happens.
fn shows(what: &What) -> &'static str {
    match what {
        What::NoOptionOpen(_)
        | What::NoWayOpen(_)
        | What::Circle(_)
        | What::NotAlwaysMet(_)
        | What::NotKept { .. }
        | What::NoEndFrom(_) => "that shows it",
        _ => "there",
    }
}

struct Proof<'a> {
    book: &'a Book,
    story: &'a BookStory,
}

impl Proof<'_> {
    /// Returns the diagnostic of a finding; `None` for one that no listener notices.
    fn diagnostic(&self, finding: &Finding) -> Option<Diagnostic> {
        let found = match &finding.what {
            What::NodeNeverReached(node) => self.never_reached(*node),
            What::NodeNeverHeard(node) => self.never_heard(*node),
            What::PartNeverHeard(node, part) => self.part_never_heard(*node, *part)?,
            What::NeverHeardAgain(node) => self.never_again(*node)?,
            What::NeverHeard(condition) => self.silent(*condition),
            What::OptionNeverOpen(choice, option) => self.never_open(*choice, *option),
            What::WayNeverTaken(node, way) => self.never_taken(*node, *way)?,
            What::AlwaysTrue(condition) => self.constant(*condition, true),
            What::AlwaysFalse(condition) => self.constant(*condition, false),
            What::NeverAsked(variable) => self.never_asked(*variable),
            What::NotKept {
                choice,
                option,
                set,
                value,
            } => self.not_kept((*choice, *option, *set), *value)?,
            What::NoOptionOpen(choice) => self.no_option(*choice),
            What::NoWayOpen(node) => self.no_way(*node),
            What::Circle(nodes) => self.circle(nodes),
            What::NeverMet(follow) => self.unmet(*follow, true),
            What::NotAlwaysMet(follow) => self.unmet(*follow, false),
            What::NeverEnds => self.never_ends(),
            What::NoEndFrom(node) => self.no_end_from(*node),
        };
        Some(match finding.path.is_empty() {
            true => found,
            false => {
                let path = shown(&finding.path, self.story.all());
                found.hint(format!(
                    "the shortest path {}: {path}",
                    shows(&finding.what)
                ))
            }
        })
    }

    fn name(&self, node: NodeId) -> &str {
        &self.story.all().nodes[node].name
    }

    /// Returns the place of a scene. The words before the first scene have that of the first choice
    /// in them.
    fn place(&self, node: NodeId) -> Span {
        let own = self.story.nodes.get(node);
        if let Some(own) = own.filter(|own| own.scene.is_some()) {
            return own.span;
        }
        let mut choices = self.story.choices.iter();
        let own = choices.find(|choice| choice.node == node);
        own.map_or(Span::default(), |choice| choice.span)
    }

    /// Returns a condition as the messages write it.
    fn written(&self, condition: ConditionId) -> String {
        let graph = &self.story.graph;
        graph.conditions[condition].expr.shown(&graph.variables)
    }
}
