//! Findings about paths that cannot go on, do not end, or miss the end of a bed.

use super::Proof;
use crate::book::story::Followed;
use cuebook_core::diagnostic::{Diagnostic, Source, Span};
use cuebook_story::explore::TooLarge;
use cuebook_story::story::FollowId;
use cuebook_story::{ChoiceId, NodeId};

impl Proof<'_> {
    pub(super) fn no_option(&self, choice: ChoiceId) -> Diagnostic {
        let choice = &self.story.choices[choice];
        let message = format!("the choice `{}` can be met with no open option", choice.id);
        Diagnostic::error("choice-without-options", choice.span, message)
            .hint("give it a `default`, or an option without `when` and `once`")
    }

    pub(super) fn no_way(&self, node: NodeId) -> Diagnostic {
        let message = format!("after the scene `{}`, no way may be open", self.name(node));
        let mut found = Diagnostic::error("no-way-on", self.place(node), message);
        if let Some(last) = self.story.ways[node].last() {
            found = found.also(Source::Script, *last, "the last way");
        }
        found.hint("end `then` with a way without `when`, such as `end`")
    }

    pub(super) fn circle(&self, nodes: &[NodeId]) -> Diagnostic {
        let first = nodes.first().copied().unwrap_or(NodeId(0));
        let names: Vec<String> = nodes
            .iter()
            .map(|node| format!("`{}`", self.name(*node)))
            .collect();
        let message = match nodes {
            [_] => format!("the scene {} goes on with itself for ever", names[0]),
            _ => format!("the show goes round {} for ever", names.join(", ")),
        };
        Diagnostic::error("endless-circle", self.place(first), message)
            .label("no choice is met on the way round")
            .hint("let one of them go on elsewhere, or end")
    }

    /// Reports a bed whose end, or a ride whose moment, is not met.
    pub(super) fn unmet(&self, follow: FollowId, never: bool) -> Diagnostic {
        let paths = if never {
            "no path meets"
        } else {
            "some paths do not meet"
        };
        let (code, span, message, hint) = match self.story.follows[follow] {
            Followed::Until(cue, span) => {
                let (kind, id) = (self.book.cues[cue].kind.name(), &self.book.cues[cue].id);
                (
                    "bed-left-running",
                    span,
                    format!(
                        "{paths} the end of the {kind} `{id}`, which then runs until the show ends"
                    ),
                    "end it in the scene it begins in, or begin another one",
                )
            }
            Followed::Ride(cue, span) => {
                let id = &self.book.cues[cue].id;
                (
                    "ride-not-met",
                    span,
                    format!("{paths} this moment of the cue `{id}`, and it does not change there"),
                    "anchor the ride to words that follow on every path",
                )
            }
        };
        let cue = match self.story.follows[follow] {
            Followed::Until(cue, _) | Followed::Ride(cue, _) => cue,
        };
        let begin = self.book.cues[cue].span;
        Diagnostic::warning(code, span, message)
            .also(
                Source::Script,
                Span::new(begin.start, begin.start),
                "the cue",
            )
            .hint(hint)
    }

    pub(super) fn never_ends(&self) -> Diagnostic {
        let last = NodeId(self.story.nodes.len().saturating_sub(1));
        let message = "no path comes to an end of the show";
        Diagnostic::error("never-ends", self.place(last), message)
            .hint("write `then: end` for a scene, or `to: end` for an option")
    }

    pub(super) fn no_end_from(&self, node: NodeId) -> Diagnostic {
        let message = format!(
            "from here in the scene `{}`, no decision leads to an end any more",
            self.name(node)
        );
        Diagnostic::warning("never-ends", self.place(node), message)
    }

    pub(super) fn too_large(&self, large: &TooLarge) -> Diagnostic {
        let graph = self.story.all();
        let span = self.place(large.node);
        Diagnostic::warning("too-many-states", span, large.message(graph)).hint(large.advice(graph))
    }
}
