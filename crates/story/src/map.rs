//! Maps of a story: for Mermaid, for Graphviz, and drawn as text.

mod dot;
mod lanes;
mod mermaid;
mod text;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::story::{ChoiceId, ConditionId, NodeId, Opt, Story, To};
use crate::walk::Visit;

/// A map of the nodes, with the options and ways between them.
#[derive(Clone, Debug)]
pub struct Map<'m> {
    story: &'m Story,
    been: HashSet<NodeId>,
    here: Option<NodeId>,
    never: HashSet<NodeId>,
}

/// An arrow of a map.
#[derive(Clone, Debug, PartialEq)]
struct Arrow {
    from: NodeId,
    to: To,
    /// The option, as in a list of decisions; empty for a way.
    name: String,
    /// When it is possible, and what else an author knows about it.
    notes: Vec<String>,
    /// Whether its condition depends on chance.
    by_chance: bool,
}

impl Arrow {
    /// The name and the notes.
    fn label(&self) -> String {
        let notes = self.notes.join(", ");
        match (self.name.is_empty(), notes.is_empty()) {
            (true, _) => notes,
            (_, true) => self.name.clone(),
            _ => format!("{} ({notes})", self.name),
        }
    }
}

impl<'m> Map<'m> {
    /// Creates the map of a story.
    #[must_use]
    pub fn of(story: &'m Story) -> Map<'m> {
        Map {
            story,
            been: HashSet::new(),
            here: None,
            never: HashSet::new(),
        }
    }

    /// Marks where a listener was, and where the last visit is.
    #[must_use]
    pub fn walked(mut self, visits: &[Visit]) -> Map<'m> {
        self.been.extend(visits.iter().map(|visit| visit.node));
        self.here = visits.last().map(|visit| visit.node);
        self
    }

    /// Marks nodes that are never heard.
    #[must_use]
    pub fn never(mut self, nodes: impl IntoIterator<Item = NodeId>) -> Map<'m> {
        self.never.extend(nodes);
        self
    }

    fn when(&self, when: Option<ConditionId>) -> Option<String> {
        let condition = &self.story.conditions[when?];
        Some(format!(
            "when {}",
            condition.expr.shown(&self.story.variables)
        ))
    }

    /// Whether a condition depends on a flag that is drawn.
    fn by_chance(&self, when: Option<ConditionId>) -> bool {
        let mut found = false;
        if let Some(when) = when {
            let expr = &self.story.conditions[when].expr;
            expr.each_variable(&mut |v| found |= self.story.variables[v].chance.is_some());
        }
        found
    }

    /// The name of an option in a list of decisions, and the notes on it.
    fn option(&self, choice: ChoiceId, option: usize) -> (String, Vec<String>) {
        let choice = &self.story.choices[choice];
        let Opt {
            name, when, once, ..
        } = &choice.options[option];
        let mut notes: Vec<String> = self.when(*when).into_iter().collect();
        notes.extend(once.then(|| "once".to_owned()));
        let is_default = choice.default == Some(option);
        notes.extend(is_default.then(|| "default".to_owned()));
        (format!("{}={name}", choice.name), notes)
    }

    /// The arrows of the options of a node that lead to another place.
    fn options(&self, id: NodeId) -> Vec<Arrow> {
        let stops = self.story.nodes[id].stops.iter();
        let options = stops.flat_map(|choice| {
            let options = self.story.choices[*choice].options.iter().enumerate();
            options.map(move |(number, option)| (*choice, number, option))
        });
        let arrows = options.filter_map(|(choice, number, option)| {
            let (name, notes) = self.option(choice, number);
            Some(Arrow {
                from: id,
                to: option.to?,
                name,
                notes,
                by_chance: self.by_chance(option.when),
            })
        });
        arrows.collect()
    }

    /// The options of the last choice of a node that go on in the node.
    fn going_on(&self, id: NodeId) -> Option<Vec<String>> {
        let choice = *self.story.nodes[id].stops.last()?;
        let options = self.story.choices[choice].options.iter().enumerate();
        let on = options.filter(|(_, option)| option.to.is_none());
        Some(
            on.map(|(number, _)| self.option(choice, number).0)
                .collect(),
        )
    }

    /// The arrows of the ways of a node. If the last choice leads away with some options, the
    /// arrows are named by the others.
    fn ways(&self, id: NodeId) -> Vec<Arrow> {
        let node = &self.story.nodes[id];
        let name = match self.going_on(id) {
            Some(on) if on.is_empty() => return Vec::new(),
            Some(on) => {
                let last = node.stops.last().map(|choice| &self.story.choices[*choice]);
                let all = last.map_or(0, |choice| choice.options.len());
                if on.len() < all {
                    on.join(" / ")
                } else {
                    String::new()
                }
            }
            None => String::new(),
        };
        let arrows = node.ways.iter().map(|way| Arrow {
            from: id,
            to: way.to,
            name: name.clone(),
            notes: self.when(way.when).into_iter().collect(),
            by_chance: self.by_chance(way.when),
        });
        arrows.collect()
    }

    /// All arrows, node after node.
    fn arrows(&self) -> Vec<Arrow> {
        let nodes = self.story.nodes.ids();
        let arrows = nodes.flat_map(|id| [self.options(id), self.ways(id)].concat());
        arrows.collect()
    }

    /// The lines of a node's label: its title or name, and when it is heard.
    fn label(&self, id: NodeId) -> Vec<String> {
        let node = &self.story.nodes[id];
        let title = node.title.as_ref().unwrap_or(&node.name).clone();
        let mut lines = vec![title];
        lines.extend(self.when(node.when));
        lines
    }

    /// Whether the story can end with a node.
    fn ends(&self, id: NodeId) -> bool {
        let arrows = [self.options(id), self.ways(id)].concat();
        arrows.iter().any(|arrow| arrow.to == To::End)
    }

    /// Whether some arrow, or the start, leads to the end.
    fn has_end(&self) -> bool {
        self.story.start == To::End || self.story.nodes.ids().any(|id| self.ends(id))
    }

    /// The marks of a node, as names of classes.
    fn marks(&self, id: NodeId) -> Vec<&'static str> {
        let marks = [
            ("ending", self.ends(id)),
            ("been", self.been.contains(&id)),
            ("here", self.here == Some(id)),
            ("never", self.never.contains(&id)),
        ];
        let marks = marks.into_iter().filter(|(_, is)| *is);
        marks.map(|(name, _)| name).collect()
    }
}

/// The name of a place in a graph. `end` is a reserved word of Mermaid.
fn name(to: To) -> String {
    match to {
        To::Node(id) => format!("n{id}"),
        To::End => "stop".to_owned(),
    }
}
