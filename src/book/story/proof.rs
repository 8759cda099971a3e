//! The proof of an interactive show: every state that a listener can reach is looked at. Takes a
//! book; returns the mistakes of its story, each with the shortest path that shows it.

use crate::book::Book;
use crate::book::story::{BookStory, Followed};
use cuebook_core::diagnostic::{Diagnostic, Source, Span};
use cuebook_story::decision::shown;
use cuebook_story::explore::TooLarge;
use cuebook_story::story::FollowId;
use cuebook_story::{ChoiceId, ConditionId, Finding, NodeId, Use, VariableId, What};

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

    fn never_reached(&self, node: NodeId) -> Diagnostic {
        let message = format!(
            "the scene `{}` is never heard: no path leads to it",
            self.name(node)
        );
        Diagnostic::warning("scene-never-heard", self.place(node), message)
            .hint("let a scene’s `then` or an option’s `to` lead to it")
    }

    fn never_heard(&self, node: NodeId) -> Diagnostic {
        let name = self.name(node);
        let condition = self.story.graph.nodes[node].when;
        let why = condition.map_or(String::new(), |condition| {
            format!(": `{}` is never true there", self.written(condition))
        });
        let message = format!("the scene `{name}` is never heard{why}");
        let found = Diagnostic::warning("scene-never-heard", self.place(node), message);
        match condition {
            Some(condition) => {
                let span = self.story.conditions[condition];
                found.also(Source::Script, span, "its condition")
            }
            None => found,
        }
    }

    /// Reports the words after a choice from which no option goes on.
    fn part_never_heard(&self, node: NodeId, part: usize) -> Option<Diagnostic> {
        let words = self.story.nodes[node].parts.get(part)?;
        let stop = *self.story.graph.nodes[node]
            .stops
            .get(part.checked_sub(1)?)?;
        if words.is_empty() {
            return None;
        }
        let choice = &self.story.choices[stop];
        let message = format!(
            "the words after the choice `{}` are never heard: each option leads elsewhere",
            choice.id
        );
        let first = self.book.prose.span_of(words.clone());
        let found = Diagnostic::warning("scene-never-heard", choice.span, message)
            .also(Source::Prose, first, "these words")
            .hint("leave out the `to` of an option with which the scene goes on");
        Some(found)
    }

    fn never_again(&self, node: NodeId) -> Option<Diagnostic> {
        let words = self.story.nodes[node].words();
        let lines = &self.book.lines;
        let mut again = self.story.again.iter();
        let own = again.find(|(line, said)| {
            !said.lines.is_empty() && words.contains(&lines[**line].words.start)
        });
        let message = format!(
            "these words are never heard: no path comes to the scene `{}` a second time",
            self.name(node)
        );
        own.map(|(_, said)| Diagnostic::warning("never-heard", said.span, message))
    }

    /// Reports a line or a cue whose condition is never true.
    fn silent(&self, condition: ConditionId) -> Diagnostic {
        let is_cue = self.story.cues.values().any(|own| *own == condition);
        let what = if is_cue { "cue" } else { "line" };
        let written = self.written(condition);
        let message = format!("this {what} is never heard: `{written}` is never true here");
        Diagnostic::warning("never-heard", self.story.conditions[condition], message)
    }

    fn never_open(&self, choice: ChoiceId, option: usize) -> Diagnostic {
        let (choice, graph) = (
            &self.story.choices[choice],
            &self.story.graph.choices[choice],
        );
        let (name, id) = (&choice.options[option].id, &choice.id);
        let message = format!("the option `{name}` of `{id}` is never offered");
        let found = Diagnostic::warning("option-never-open", choice.options[option].span, message);
        match graph.options[option].when {
            Some(condition) => {
                let span = self.story.conditions[condition];
                found.also(Source::Script, span, "never true at this choice")
            }
            None => found,
        }
    }

    fn never_taken(&self, node: NodeId, way: usize) -> Option<Diagnostic> {
        let span = *self.story.ways[node].get(way)?;
        let message = format!(
            "this way out of the scene `{}` is never taken",
            self.name(node)
        );
        let found = Diagnostic::warning("way-never-taken", span, message);
        let ways = &self.story.graph.nodes[node].ways;
        Some(match ways[way].when {
            None if way > 0 => found.hint("on each path a way before it is open"),
            _ => found,
        })
    }

    fn constant(&self, condition: ConditionId, value: bool) -> Diagnostic {
        let written = self.written(condition);
        let when = match self.story.graph.conditions[condition].used {
            Use::Node(_) => "the scene is reached",
            Use::Way(..) => "the scene is over",
            Use::Option(..) => "the choice is met",
            Use::Heard(_) => "this place is met",
        };
        let message = format!("`{written}` is {value} each time {when}");
        let found = Diagnostic::warning(
            "constant-condition",
            self.story.conditions[condition],
            message,
        );
        match value {
            true => found.hint("leave the condition out, or change the state before it"),
            false => found,
        }
    }

    fn never_asked(&self, variable: VariableId) -> Diagnostic {
        let name = &self.story.graph.variables[variable].name;
        let message = format!("no condition depends on the variable `{name}`");
        Diagnostic::warning("unused-variable", self.story.variables[variable], message)
            .hint("use it in a `when`, or remove it from `state`")
    }

    fn no_option(&self, choice: ChoiceId) -> Diagnostic {
        let choice = &self.story.choices[choice];
        let message = format!("the choice `{}` can be met with no open option", choice.id);
        Diagnostic::error("choice-without-options", choice.span, message)
            .hint("give it a `default`, or an option without `when` and `once`")
    }

    fn no_way(&self, node: NodeId) -> Diagnostic {
        let message = format!("after the scene `{}`, no way may be open", self.name(node));
        let mut found = Diagnostic::error("no-way-on", self.place(node), message);
        if let Some(last) = self.story.ways[node].last() {
            found = found.also(Source::Script, *last, "the last way");
        }
        found.hint("end `then` with a way without `when`, such as `end`")
    }

    fn circle(&self, nodes: &[NodeId]) -> Diagnostic {
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
    fn unmet(&self, follow: FollowId, never: bool) -> Diagnostic {
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

    fn never_ends(&self) -> Diagnostic {
        let last = NodeId(self.story.nodes.len().saturating_sub(1));
        let message = "no path comes to an end of the show";
        Diagnostic::error("never-ends", self.place(last), message)
            .hint("write `then: end` for a scene, or `to: end` for an option")
    }

    fn no_end_from(&self, node: NodeId) -> Diagnostic {
        let message = format!(
            "from here in the scene `{}`, no decision leads to an end any more",
            self.name(node)
        );
        Diagnostic::warning("never-ends", self.place(node), message)
    }

    fn too_large(&self, large: &TooLarge) -> Diagnostic {
        let graph = self.story.all();
        let span = self.place(large.node);
        Diagnostic::warning("too-many-states", span, large.message(graph)).hint(large.advice(graph))
    }
}
