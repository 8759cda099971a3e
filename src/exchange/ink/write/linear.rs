//! A show without choices as a story.

use std::ops::Range;

use crate::book::{Book, BookStory};
use cuebook_core::id::{IdVec, SceneId, WordId};
use cuebook_story::{NodeId, To};

impl BookStory {
    /// Returns a show without choices as a story: its scenes, one after the other.
    pub(super) fn linear(book: &Book) -> BookStory {
        let words = WordId(book.prose.words.len());
        let mut nodes: IdVec<NodeId, crate::book::story::StoryNode> = IdVec::default();
        let mut push = |scene, words: Range<WordId>| {
            nodes.push(crate::book::story::StoryNode {
                scene,
                parts: std::iter::once(words).collect(),
                span: cuebook_core::diagnostic::Span::default(),
            });
        };
        let first = book.scenes.first().map_or(words, |scene| scene.word);
        if first > WordId::FIRST || book.scenes.is_empty() {
            push(None, WordId::FIRST..first);
        }
        for (number, (id, scene)) in book.scenes.entries().enumerate() {
            let next = book.scenes.get(SceneId(number + 1));
            let end = next.map_or(words, |next| next.word);
            push(Some(id), scene.word..end.max(scene.word));
        }
        let mut story = BookStory::empty();
        let last = nodes.len();
        for (id, node) in nodes.entries() {
            let scene = node.scene.map(|scene| &book.scenes[scene]);
            let next = NodeId(id.0 + 1);
            story.graph.nodes.push(cuebook_story::Node {
                name: scene.map_or("start".to_owned(), |scene| scene.id.clone()),
                title: scene
                    .filter(|scene| scene.title != scene.id)
                    .map(|scene| scene.title.clone()),
                when: None,
                stops: Vec::new(),
                silent: Vec::new(),
                ways: vec![cuebook_story::Way {
                    to: if next.0 < last {
                        To::Node(next)
                    } else {
                        To::End
                    },
                    when: None,
                }],
                says_again: false,
            });
        }
        story.graph.start = if last > 0 {
            To::Node(NodeId(0))
        } else {
            To::End
        };
        story.nodes = nodes;
        story
    }
}
