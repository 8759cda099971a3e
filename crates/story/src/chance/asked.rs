//! Where a story asks for flags of chance.

use std::collections::BTreeSet;

use cuebook_core::id::IdVec;

use crate::expr::Expr;
use crate::story::{ConditionId, NodeId, Story, To, Use, VariableId};

/// Numbers of flags, in their order, with what asks for them.
pub(super) type Flags = BTreeSet<(usize, Asking)>;

/// What asks for a flag.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asking {
    /// A condition, before a listener decides.
    When(ConditionId),
    /// The condition of a way, by its number in the node.
    Way(NodeId, usize),
    /// Something after which values may have changed.
    Always,
}

/// The flags for which a story asks before something is heard or decided.
pub(super) struct Asked {
    /// The flags that decide whether a node is heard, and where it leads if it is not.
    entries: IdVec<NodeId, Flags>,
    /// The flags that must be drawn before a node is heard.
    nodes: IdVec<NodeId, Flags>,
}

impl Asked {
    pub(super) fn of(story: &Story, flags: &[VariableId]) -> Asked {
        let reader = Reader { story, flags };
        let mut entries: IdVec<NodeId, Flags> = story.nodes.iter().map(|_| Flags::new()).collect();
        loop {
            let next: IdVec<NodeId, Flags> = story
                .nodes
                .ids()
                .map(|node| reader.entry(node, &entries))
                .collect();
            if *next == *entries {
                break;
            }
            entries = next;
        }
        let mut nodes: IdVec<NodeId, Flags> = story
            .nodes
            .ids()
            .map(|node| reader.node(node, &entries))
            .collect();
        for (id, condition) in story.conditions.entries() {
            if let Use::Heard(spot) = condition.used {
                reader.when(Some(id), &mut nodes[spot.node]);
            }
        }
        for follow in &story.follows {
            reader.when(follow.when, &mut nodes[follow.from.node]);
        }
        // The values at the start of a node with choices are not those at its end.
        for (node, own) in story.nodes.iter().zip(nodes.iter_mut()) {
            if !node.stops.is_empty() {
                *own = own
                    .iter()
                    .map(|(flag, _)| (*flag, Asking::Always))
                    .collect();
            }
        }
        Asked { entries, nodes }
    }

    /// The flags that must be drawn before a node is heard.
    pub(super) fn in_node(&self, node: NodeId) -> &Flags {
        &self.nodes[node]
    }

    /// The flags that must be drawn before the story goes to a place.
    pub(super) fn at(&self, to: To) -> Flags {
        match to {
            To::Node(node) => self.entries[node].clone(),
            To::End => Flags::new(),
        }
    }
}

struct Reader<'r> {
    story: &'r Story,
    flags: &'r [VariableId],
}

impl Reader<'_> {
    fn expr(&self, expr: &Expr, asking: Asking, found: &mut Flags) {
        expr.each_variable(&mut |variable| {
            let flag = self.flags.iter().position(|flag| *flag == variable);
            found.extend(flag.map(|flag| (flag, asking)));
        });
    }

    fn when(&self, when: Option<ConditionId>, found: &mut Flags) {
        if let Some(when) = when {
            self.expr(&self.story.conditions[when].expr, Asking::When(when), found);
        }
    }

    /// The flags that are asked for when a node is reached.
    fn entry(&self, node: NodeId, entries: &IdVec<NodeId, Flags>) -> Flags {
        let mut found = Flags::new();
        let when = self.story.nodes[node].when;
        if when.is_some() {
            self.when(when, &mut found);
            self.ways(node, entries, &mut found);
        }
        found
    }

    /// The flags that are asked for between a node and the words after it.
    fn node(&self, node: NodeId, entries: &IdVec<NodeId, Flags>) -> Flags {
        let mut found = Flags::new();
        self.ways(node, entries, &mut found);
        let stops = self.story.nodes[node].stops.iter();
        for option in stops.flat_map(|choice| &self.story.choices[*choice].options) {
            self.when(option.when, &mut found);
            for set in &option.sets {
                self.expr(&set.value, Asking::Always, &mut found);
            }
            if let Some(To::Node(to)) = option.to {
                found.extend(&entries[to]);
            }
        }
        found
    }

    fn ways(&self, node: NodeId, entries: &IdVec<NodeId, Flags>, found: &mut Flags) {
        for (number, way) in self.story.nodes[node].ways.iter().enumerate() {
            if let Some(when) = way.when {
                let asking = Asking::Way(node, number);
                self.expr(&self.story.conditions[when].expr, asking, found);
            }
            if let To::Node(to) = way.to {
                found.extend(&entries[to]);
            }
        }
    }
}
