//! The nodes of a story: the words of each scene, parted at its choices.

use std::iter;

use super::StoryNode;
use super::choice::Placed;
use super::graph::Bound;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdVec, SceneId, WordId};
use cuebook_story::{ChoiceId, NodeId};

/// Returns the nodes, each with all its words in one part.
pub(super) fn nodes(bound: &Bound<'_>) -> IdVec<NodeId, StoryNode> {
    let text_end = bound.script.prose.words.end();
    let mut nodes = IdVec::default();
    let first = bound.scenes.first().map_or(text_end, |scene| scene.word);
    if first > WordId::FIRST {
        nodes.push(StoryNode {
            scene: None,
            parts: iter::once(WordId::FIRST..first).collect(),
            span: Span::default(),
        });
    }
    for (id, scene) in bound.scenes.entries() {
        let next = bound.scenes.get(SceneId(id.0 + 1));
        let end = next.map_or(text_end, |next| next.word).max(scene.word);
        let written = bound
            .script
            .scenes
            .iter()
            .find(|own| own.id.value == scene.id);
        nodes.push(StoryNode {
            scene: Some(id),
            parts: iter::once(scene.word..end).collect(),
            span: written.map_or(Span::default(), |own| own.id.span),
        });
    }
    nodes
}

/// Returns the choices that have a place and options, in the order of the text.
pub(super) fn placed<'a>(bound: &Bound<'a>, nodes: &IdVec<NodeId, StoryNode>) -> Vec<Placed<'a>> {
    let mut placed = Vec::new();
    for (written, place) in bound.script.choices.iter().zip(bound.places) {
        let Some(place) = place.filter(|_| !written.options.is_empty()) else {
            continue;
        };
        let after = nodes.partition_point(|node| node.begin() <= place.within);
        placed.push(Placed {
            written,
            id: ChoiceId(0),
            node: NodeId(after.saturating_sub(1)),
            word: place.before,
        });
    }
    placed.sort_by_key(|one| (one.node, one.word));
    for (number, one) in placed.iter_mut().enumerate() {
        one.id = ChoiceId(number);
    }
    placed
}

/// Parts the words of the nodes at their choices.
pub(super) fn with_parts(
    mut nodes: IdVec<NodeId, StoryNode>,
    placed: &[Placed<'_>],
) -> IdVec<NodeId, StoryNode> {
    for one in placed {
        let node = &mut nodes[one.node];
        if let Some(last) = node.parts.pop() {
            node.parts.push(last.start..one.word);
            node.parts.push(one.word..last.end);
        }
    }
    nodes
}
