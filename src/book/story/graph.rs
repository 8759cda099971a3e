//! Builds the graph of a story from the scenes, the choices and the conditions of a script.

mod heard;

use std::collections::BTreeMap;

use super::choice::{self, Placed};
use super::expression::Conditions;
use super::nodes::{nodes, placed, with_parts};
use super::parts::Place;
use super::said::{Said, Speaking};
use super::{BookStory, StoryChoice, StoryNode};
use crate::book::Scene;
use crate::book::cue::Cue;
use crate::book::line::Lines;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::id::{CueId, IdVec, LineId, SceneId};
use cuebook_script::{Destination, Script, VariableKind};
use cuebook_story::{Choice, ChoiceId, ConditionId, Node, NodeId, Story, To, Use, Way};

/// The bound things that a story is made of.
pub(crate) struct Bound<'a> {
    pub script: &'a Script,
    /// The place of each choice of the script, if it has one.
    pub places: &'a [Option<Place>],
    pub scenes: &'a IdVec<SceneId, Scene>,
    pub lines: &'a Lines,
    pub cues: &'a IdVec<CueId, Cue>,
    /// The sound of each choice of the script while it waits.
    pub waiting: Vec<Option<Cue>>,
}

/// Binds the story of an interactive show.
pub(crate) fn bind(
    bound: Bound<'_>,
    speaking: (
        &crate::book::place::Finder<'_>,
        &crate::book::line::Parties<'_>,
    ),
    diagnostics: &mut Vec<Diagnostic>,
) -> BookStory {
    let speaking = Speaking {
        script: bound.script,
        finder: speaking.0,
        parties: speaking.1,
        lines: &bound.lines.heard,
    };
    let nodes = nodes(&bound);
    let placed = placed(&bound, &nodes);
    let choices = choices(&bound, &placed, &speaking, diagnostics);
    let again = again(&bound, &speaking);
    diagnostics.extend(again.values().filter_map(Said::silent));
    let mut builder = Builder {
        bound: &bound,
        placed: &placed,
        conditions: Conditions::new(bound.script, diagnostics),
        story: BookStory {
            variables: bound.script.state.iter().map(variable).collect(),
            nodes: with_parts(nodes, &placed),
            choices,
            again,
            ..BookStory::empty()
        },
    };
    builder.build();
    let (mut story, conditions) = (builder.story, builder.conditions);
    story.graph.variables = conditions.variables;
    story.graph.conditions = conditions.conditions;
    story.conditions = conditions.spans;
    story.draws = story.graph.with_draws();
    story
}

impl BookStory {
    /// Returns a story without nodes, which ends where it starts.
    pub(crate) fn empty() -> BookStory {
        BookStory {
            graph: Story {
                variables: IdVec::default(),
                nodes: IdVec::default(),
                choices: IdVec::default(),
                conditions: IdVec::default(),
                follows: IdVec::default(),
                start: To::End,
            },
            draws: None,
            nodes: IdVec::default(),
            choices: IdVec::default(),
            lines: BTreeMap::new(),
            again: BTreeMap::new(),
            cues: BTreeMap::new(),
            conditions: IdVec::default(),
            follows: IdVec::default(),
            ways: IdVec::default(),
            variables: IdVec::default(),
        }
    }
}

/// Returns the place of a variable, and whether values out of its range are meant.
fn variable(written: &cuebook_script::Variable) -> (Span, bool) {
    let clamps = matches!(written.kind, VariableKind::Number { clamp: true, .. });
    (written.name.span, clamps)
}

/// Binds the words of the choices, each with its sound while it waits.
fn choices(
    bound: &Bound<'_>,
    placed: &[Placed<'_>],
    speaking: &Speaking<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IdVec<ChoiceId, StoryChoice> {
    let written = bound.script.choices.iter();
    let sound = |one: &Placed<'_>| {
        let index = written.clone().position(|own| own.span == one.written.span);
        index.and_then(|index| bound.waiting[index].clone())
    };
    let choices = placed.iter();
    choices
        .map(|one| choice::of_text(one, speaking, sound(one), diagnostics))
        .collect()
}

/// Returns the other words of the lines that have some. The later lines of a speech have none.
fn again(bound: &Bound<'_>, speaking: &Speaking<'_>) -> BTreeMap<LineId, Said> {
    let again = bound.lines.again.iter();
    let said = again.filter_map(|(id, words)| {
        let said = match words {
            Some(words) => speaking.again(&bound.lines.heard[*id], words)?,
            None => Said::nothing(),
        };
        Some((*id, said))
    });
    said.collect()
}

struct Builder<'a, 'd> {
    bound: &'a Bound<'a>,
    placed: &'a [Placed<'a>],
    conditions: Conditions<'d>,
    story: BookStory,
}

impl Builder<'_, '_> {
    fn build(&mut self) {
        if !self.story.nodes.is_empty() {
            self.story.graph.start = To::Node(NodeId(0));
        }
        for id in self.story.nodes.ids() {
            let node = self.node(id);
            self.story.graph.nodes.push(node);
        }
        let nodes = &self.story.nodes;
        let scenes = self.bound.scenes;
        let to = |to: &Destination| destination(to, nodes, scenes);
        for one in self.placed {
            let choice: Choice = choice::of_graph(one, &mut self.conditions, &to);
            self.story.graph.choices.push(choice);
        }
        self.lines();
        self.cues();
    }

    fn node(&mut self, id: NodeId) -> Node {
        let (bound, scene) = (self.bound, self.story.nodes[id].scene);
        let scene = scene.map(|scene| &bound.scenes[scene]);
        let stops = self.placed.iter().filter(|one| one.node == id);
        let stops = stops.map(|one| one.id).collect();
        let parts = self.story.nodes[id].parts.iter().enumerate();
        let silent = parts
            .filter(|(_, words)| words.is_empty())
            .map(|(part, _)| part);
        let silent: Vec<usize> = silent.collect();
        let words = self.story.nodes[id].words();
        let mut again = bound.lines.again.iter();
        let says_again = again.any(|(line, _)| {
            let first = bound.lines.heard[*line].words.start;
            words.contains(&first)
        });
        let (when, ways) = self.ways(id, scene);
        Node {
            name: match scene {
                Some(scene) => scene.id.clone(),
                None => self.opening(),
            },
            title: scene
                .filter(|scene| scene.title != scene.id)
                .map(|scene| scene.title.clone()),
            when,
            stops,
            silent,
            ways,
            says_again,
        }
    }

    /// Returns a name for the words before the first scene.
    fn opening(&self) -> String {
        let mut name = String::from("start");
        while self.bound.scenes.iter().any(|scene| scene.id == name) {
            name += "-0";
        }
        name
    }

    /// Returns the condition and the ways of a node.
    fn ways(&mut self, id: NodeId, scene: Option<&Scene>) -> (Option<ConditionId>, Vec<Way>) {
        let mut written = self.bound.script.scenes.iter();
        let written = scene.and_then(|scene| written.find(|own| own.id.value == scene.id));
        let when = written.and_then(|own| own.when.as_ref());
        let when = self.conditions.add(when, Use::Node(id));
        let mut ways = Vec::new();
        let mut spans = Vec::new();
        for way in written
            .and_then(|own| own.then.as_ref())
            .into_iter()
            .flatten()
        {
            let used = Use::Way(id, ways.len());
            let to = destination(&way.to, &self.story.nodes, self.bound.scenes);
            ways.push(Way {
                to: to.unwrap_or(To::End),
                when: self.conditions.add(way.when.as_ref(), used),
            });
            spans.push(way.span);
        }
        if ways.is_empty() {
            let next = NodeId(id.0 + 1);
            ways.push(Way {
                to: match self.story.nodes.get(next) {
                    Some(_) => To::Node(next),
                    None => To::End,
                },
                when: None,
            });
        }
        self.story.ways.push(spans);
        (when, ways)
    }
}

/// Returns where a destination leads. The reader of the script reports unknown scenes.
fn destination(
    to: &Destination,
    nodes: &IdVec<NodeId, StoryNode>,
    scenes: &IdVec<SceneId, Scene>,
) -> Option<To> {
    let Destination::Scene(id) = to else {
        return Some(To::End);
    };
    let scene = scenes.position(|scene| scene.id == id.value)?;
    nodes
        .position(|node| node.scene == Some(scene))
        .map(To::Node)
}
