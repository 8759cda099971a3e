//! On what depends which parts come next.

use std::ops::Deref;

use super::key::Layout;
use super::points::{Outline, Points};
use crate::step::Rules;
use crate::story::{NodeId, Story};
use crate::walk::{Moment, Walk};

/// What matters in the parts of a story.
#[derive(Debug)]
pub struct Matters {
    points: Points,
    layout: Layout,
    /// The nodes with other words on a later visit, and the parts after which each can be heard.
    again: Vec<(NodeId, Vec<bool>)>,
}

impl Matters {
    /// Finds what matters in a story.
    #[must_use]
    pub fn of(story: &Story) -> Matters {
        let points = Points::of(story);
        let layout = Layout::of(&Rules::new(story), &points);
        let outline = Outline::of(story, &points);
        let nodes = story.nodes.entries().filter(|(_, node)| node.says_again);
        let again = nodes.map(|(node, _)| {
            let first = points.number(node, 0);
            let meets = |number| points[number].node == node || outline.after(number, first).0;
            (node, (0..points.len()).map(meets).collect())
        });
        Matters {
            again: again.collect(),
            points,
            layout,
        }
    }

    /// Returns all on which the next parts depend, from where a walk is: the part, the values and the
    /// taken options that are looked at later, and whether words were heard that are different when
    /// they are heard again. It is empty at an end.
    pub fn state<S: Deref<Target = Story>>(&self, walk: &Walk<S>) -> Vec<u64> {
        let Moment::Part { node, part } = walk.moment() else {
            return Vec::new();
        };
        let point = self.points.number(node, part);
        let mut state = vec![0; self.layout.width];
        self.layout.pack(point, walk.memory(), &mut state);
        let again = self.again.iter().filter(|(_, meets)| meets[point]);
        state.extend(again.map(|(node, _)| walk.times_heard(*node).min(2) as u64));
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_story::story;

    /// Returns the number of states after all decisions of a story.
    fn states(text: &str) -> usize {
        let story = story(text);
        let matters = Matters::of(&story);
        let mut known = std::collections::BTreeSet::new();
        let mut open = vec![Walk::new(&story)];
        while let Some(mut walk) = open.pop() {
            walk.to_choice();
            for option in walk.possible() {
                let mut next = walk.clone();
                next.choose(option).unwrap();
                if known.insert(matters.state(&next)) {
                    open.push(next);
                }
            }
        }
        known.len()
    }

    #[test]
    fn values_that_nothing_asks_for_any_more_make_no_states() {
        let mut text = String::new();
        for n in 0..12 {
            text += &format!("flag f{n}\n");
        }
        for n in 0..12 {
            text += &format!(
                "node n{n}\n choice c{n}\n - on | set f{n} = true\n - off\n heard 1 | when f{n}\n choice d{n}\n - go\n"
            );
        }
        text += "node last\n way end";
        // The two states of the flag after each first choice, and one after each second choice.
        assert_eq!(states(&text), 12 * 3);
    }

    #[test]
    fn words_that_are_heard_again_count_while_they_can_be_met() {
        let apart = "node a | again\n choice c\n - x | to b\n - y | to a | once\n node b\n choice d\n - x\n way end";
        // `a` again, `b`, and the words after `d`: how often `a` was heard no longer matters.
        assert_eq!(states(apart), 3);
    }
}
