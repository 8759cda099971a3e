//! Findings about scenes, words, options and ways that no path comes to, and about conditions and
//! variables without an effect.

use super::Proof;
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_story::{ChoiceId, ConditionId, NodeId, Use, VariableId};

impl Proof<'_> {
    pub(super) fn never_reached(&self, node: NodeId) -> Diagnostic {
        let message = format!(
            "the scene `{}` is never heard: no path leads to it",
            self.name(node)
        );
        Diagnostic::warning("scene-never-heard", self.place(node), message)
            .hint("let a scene’s `then` or an option’s `to` lead to it")
    }

    pub(super) fn never_heard(&self, node: NodeId) -> Diagnostic {
        let name = self.name(node);
        let condition = self.story.graph.nodes[node].when;
        let why = condition.map_or(String::new(), |condition| {
            format!(": {}", self.never_true(condition, "there"))
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
    pub(super) fn part_never_heard(&self, node: NodeId, part: usize) -> Option<Diagnostic> {
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

    /// Returns whether a variable is in a condition.
    fn depends(&self, condition: ConditionId) -> bool {
        let condition = &self.story.graph.conditions[condition];
        condition.expr.constant().is_none()
    }

    /// Returns why something is never heard at a place.
    fn never_true(&self, condition: ConditionId, place: &str) -> String {
        match self.depends(condition) {
            true => format!("`{}` is never true {place}", self.written(condition)),
            false => "its condition is false, and no variable is in it".to_owned(),
        }
    }

    pub(super) fn never_again(&self, node: NodeId) -> Option<Diagnostic> {
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
    pub(super) fn silent(&self, condition: ConditionId) -> Diagnostic {
        let is_cue = self.story.cues.values().any(|own| *own == condition);
        let what = if is_cue { "cue" } else { "line" };
        let why = self.never_true(condition, "here");
        let message = format!("this {what} is never heard: {why}");
        Diagnostic::warning("never-heard", self.story.conditions[condition], message)
    }

    pub(super) fn never_open(&self, choice: ChoiceId, option: usize) -> Diagnostic {
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
                let why = match self.depends(condition) {
                    true => "never true at this choice",
                    false => "false, and no variable is in it",
                };
                found.also(Source::Script, span, why)
            }
            None => found,
        }
    }

    pub(super) fn never_taken(&self, node: NodeId, way: usize) -> Option<Diagnostic> {
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

    pub(super) fn constant(&self, condition: ConditionId, value: bool) -> Diagnostic {
        let written = self.written(condition);
        let when = match self.story.graph.conditions[condition].used {
            Use::Node(_) => "the scene is reached",
            Use::Way(..) => "the scene is over",
            Use::Option(..) => "the choice is met",
            Use::Heard(_) => "this place is met",
        };
        let message = match self.depends(condition) {
            true => format!("`{written}` is {value} each time {when}"),
            false => format!("this condition is always {value}: no variable is in it"),
        };
        let found = Diagnostic::warning(
            "constant-condition",
            self.story.conditions[condition],
            message,
        );
        match value {
            true if self.depends(condition) => {
                found.hint("leave the condition out, or change the state before it")
            }
            true => found.hint("leave the condition out"),
            false => found,
        }
    }

    pub(super) fn never_asked(&self, variable: VariableId) -> Diagnostic {
        let name = &self.story.graph.variables[variable].name;
        let message = format!("no condition depends on the variable `{name}`");
        Diagnostic::warning("unused-variable", self.story.variables[variable].0, message)
            .hint("use it in a `when`, or remove it from `state`")
    }
}
