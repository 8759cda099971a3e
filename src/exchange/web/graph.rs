//! The graph of a story for the manifest. Expressions are data: a number, `["var", n]`, or an
//! operator with its operands.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::manifest::{Choice, ChoiceOption, Graph, Node, Variable, Way};
use crate::book::{Book, BookStory, CueKind};
use cuebook_core::id::{IdVec, WordId};
use cuebook_story::{
    ChoiceId, Condition, ConditionId, Detours, Expr, Kind, NodeId, Story, To, Use, VariableId,
};

/// Returns the graph of the story of a show, with the words of its choices.
#[must_use]
pub(crate) fn of(book: &Book, story: &BookStory) -> Graph {
    let mut graph = with(&story.graph, &layers(book, story));
    for (choice, spoken) in graph.choices.iter_mut().zip(&story.choices) {
        choice.ask = spoken.ask.as_ref().map(|ask| ask.shown());
        choice.wait = spoken
            .wait
            .filter(|_| choice.default.is_some())
            .map(|wait| wait.0);
        for (option, spoken) in choice.options.iter_mut().zip(&spoken.options) {
            option.words.clone_from(&spoken.shown);
        }
    }
    graph
}

/// Returns the graph of a story without words. `layers` are the conditions of beds and music.
#[must_use]
pub(crate) fn with(story: &Story, layers: &BTreeSet<ConditionId>) -> Graph {
    let detours = Detours::of(story);
    let nodes = story
        .nodes
        .ids()
        .map(|id| node(story, layers, (&detours, id)));
    Graph {
        variables: story.variables.iter().map(variable).collect(),
        conditions: story.conditions.iter().map(|own| expr(&own.expr)).collect(),
        nodes: nodes.collect(),
        choices: story.choices.ids().map(|id| choice(story, id)).collect(),
        start: to(story.start),
    }
}

/// Returns whether keys of parts name a scene where it is passed over too.
pub(crate) fn is_optional(story: &Story, detours: &Detours, node: NodeId) -> bool {
    story.nodes[node].is_optional() || detours.has(node)
}

/// Returns the conditions of the lines and cues of a part, in their order.
pub(crate) fn heard(
    conditions: &IdVec<ConditionId, Condition>,
    node: NodeId,
    part: usize,
) -> impl Iterator<Item = ConditionId> {
    let entries = conditions.entries();
    let own = entries.filter(move |(_, condition)| match condition.used {
        Use::Heard(spot) => spot.node == node && spot.part == part,
        _ => false,
    });
    own.map(|(id, _)| id)
}

/// Returns the conditions of the beds and music of a show.
#[must_use]
pub(crate) fn layers(book: &Book, story: &BookStory) -> BTreeSet<ConditionId> {
    let own = story.cues.iter().filter(|(cue, _)| {
        let kind = &book.cues[**cue].kind;
        matches!(kind, CueKind::Bed { .. } | CueKind::Music { .. })
    });
    own.map(|(_, condition)| *condition).collect()
}

fn variable(variable: &cuebook_story::Variable) -> Variable {
    let (from, to) = variable.kind.bounds();
    Variable {
        name: variable.name.clone(),
        from,
        to,
        start: variable.start,
        chance: variable.chance,
        words: match &variable.kind {
            Kind::OneOf(words) => Some(words.clone()),
            Kind::Flag | Kind::Number { .. } => None,
        },
    }
}

fn node(story: &Story, layers: &BTreeSet<ConditionId>, (detours, id): (&Detours, NodeId)) -> Node {
    let node = &story.nodes[id];
    let way = |way: &cuebook_story::Way| Way {
        to: to(way.to),
        when: way.when.map(|when| when.0),
        passes: detours
            .left_out(id, way.to)
            .iter()
            .map(|node| node.0)
            .collect(),
    };
    let conditions = |of_layers: bool| -> Vec<Vec<usize>> {
        let own = |part| {
            let all = heard(&story.conditions, id, part);
            let own = all.filter(|own| layers.contains(own) == of_layers);
            own.map(|own| own.0).collect()
        };
        (0..node.parts()).map(own).collect()
    };
    Node {
        id: node.name.clone(),
        title: node.title.clone(),
        when: node.when.map(|when| when.0),
        optional: is_optional(story, detours, id),
        stops: node.stops.iter().map(|stop| stop.0).collect(),
        ways: node.ways.iter().map(way).collect(),
        heard: conditions(false),
        layers: conditions(true),
        again: node.says_again,
    }
}

fn choice(story: &Story, id: ChoiceId) -> Choice {
    let choice = &story.choices[id];
    let option = |option: &cuebook_story::Opt| ChoiceOption {
        id: option.name.clone(),
        words: option.name.clone(),
        when: option.when.map(|when| when.0),
        set: option
            .sets
            .iter()
            .map(|set| (set.variable.0, expr(&set.value)))
            .collect(),
        to: option.to.map(to),
        once: option.once,
    };
    Choice {
        id: choice.name.clone(),
        ask: None,
        options: choice.options.iter().map(option).collect(),
        default: choice.default,
        wait: choice.timed.then_some(0),
    }
}

fn to(to: To) -> Option<usize> {
    match to {
        To::Node(node) => Some(node.0),
        To::End => None,
    }
}

fn expr(own: &Expr) -> Value {
    match own {
        Expr::Flag(flag) => json!(i64::from(*flag)),
        Expr::Number(number) => json!(number),
        Expr::Word { index, .. } => json!(index),
        Expr::Variable(VariableId(variable)) => json!(["var", variable]),
        Expr::Not(inner) => json!(["not", expr(inner)]),
        Expr::Negative(inner) => json!(["neg", expr(inner)]),
        Expr::Both {
            operator,
            left,
            right,
        } => json!([operator.symbol(), expr(left), expr(right)]),
    }
}

/// Returns the first words of the scenes of a show without choices, with their names.
#[must_use]
pub(crate) fn scenes(book: &Book) -> Vec<(WordId, String, Option<String>)> {
    let before = book
        .scenes
        .iter()
        .next()
        .is_none_or(|scene| scene.word > WordId::FIRST);
    let start = before.then(|| (WordId::FIRST, "start".to_owned(), None));
    let scenes = book.scenes.iter();
    let scenes = scenes.map(|scene| (scene.word, scene.id.clone(), Some(scene.title.clone())));
    start.into_iter().chain(scenes).collect()
}

/// Returns the graph of a show without choices: one scene after the other.
#[must_use]
pub(crate) fn line(book: &Book) -> Graph {
    let scenes = scenes(book);
    let last = scenes.len() - 1;
    let nodes = scenes.into_iter().enumerate();
    let nodes = nodes.map(|(number, (_, id, title))| Node {
        id,
        title,
        when: None,
        optional: false,
        stops: Vec::new(),
        ways: vec![Way {
            to: (number < last).then_some(number + 1),
            when: None,
            passes: Vec::new(),
        }],
        heard: vec![Vec::new()],
        layers: vec![Vec::new()],
        again: false,
    });
    Graph {
        nodes: nodes.collect(),
        start: Some(0),
        ..Graph::default()
    }
}
