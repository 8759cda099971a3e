//! The parts of all nodes as numbers, and how they follow each other.

use cuebook_core::id::IdVec;

use crate::story::{ChoiceId, ConditionId, FollowId, NodeId, Spot, Story, To, Use};

/// A part of a node.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) node: NodeId,
    pub(super) part: usize,
    /// The choice after it.
    pub(super) choice: Option<ChoiceId>,
    /// How likely the first option of the choice is, in percent, if chance decides.
    pub(super) chance: Option<f64>,
    /// Whether its node only draws.
    pub(super) draws: bool,
    /// The conditions of the lines and cues in it.
    pub(super) heard: Vec<ConditionId>,
    /// The pairs of places that begin in it.
    pub(super) begins: Vec<FollowId>,
}

/// All parts of a story, node after node.
#[derive(Debug)]
pub(super) struct Points {
    firsts: IdVec<NodeId, usize>,
    all: Vec<Point>,
}

impl Points {
    pub(super) fn of(story: &Story) -> Points {
        let mut points = Points {
            firsts: IdVec::default(),
            all: Vec::new(),
        };
        for (id, node) in story.nodes.entries() {
            points.firsts.push(points.all.len());
            points.all.extend((0..node.parts()).map(|part| {
                Point {
                    node: id,
                    part,
                    choice: node.stops.get(part).copied(),
                    chance: node
                        .stops
                        .get(part)
                        .and_then(|stop| story.choices[*stop].chance),
                    draws: story.is_draw(id),
                    heard: Vec::new(),
                    begins: Vec::new(),
                }
            }));
        }
        for (id, condition) in story.conditions.entries() {
            if let Use::Heard(spot) = condition.used {
                points.at(spot).heard.push(id);
            }
        }
        for (id, follow) in story.follows.entries() {
            points.at(follow.from).begins.push(id);
        }
        points
    }

    fn at(&mut self, spot: Spot) -> &mut Point {
        let number = self.number(spot.node, spot.part);
        &mut self.all[number]
    }

    /// The number of a part.
    pub(super) fn number(&self, node: NodeId, part: usize) -> usize {
        self.firsts[node] + part
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}

impl std::ops::Index<usize> for Points {
    type Output = Point;

    fn index(&self, number: usize) -> &Point {
        &self.all[number]
    }
}

/// Which parts can follow each other if conditions are not looked at. A step that is not
/// possible here is not possible in any state.
pub(super) struct Outline {
    /// The parts that can follow each part.
    next: Vec<Vec<usize>>,
    /// Whether the end can follow each part.
    ends: Vec<bool>,
}

impl Outline {
    pub(super) fn of(story: &Story, points: &Points) -> Outline {
        let mut outline = Outline {
            next: Vec::new(),
            ends: Vec::new(),
        };
        for number in 0..points.len() {
            let point = &points[number];
            let ways = story.nodes[point.node].ways.iter().map(|way| Some(way.to));
            let targets: Vec<Option<To>> = match point.choice {
                Some(choice) => story.choices[choice].options.iter().map(|o| o.to).collect(),
                None => ways.collect(),
            };
            let goes_on = targets.contains(&None).then_some(number + 1);
            let targets = targets.into_iter().flatten().collect();
            let (mut next, ends) = entered(story, points, targets);
            next.extend(goes_on);
            outline.next.push(next);
            outline.ends.push(ends);
        }
        outline
    }

    /// Returns whether `to` can be met after `from`, and whether an end can be met after `from`
    /// without `to` before it.
    pub(super) fn after(&self, from: usize, to: usize) -> (bool, bool) {
        let (mut meets, mut misses) = (false, self.ends[from]);
        let mut seen = vec![false; self.next.len()];
        let mut open = self.next[from].clone();
        while let Some(point) = open.pop() {
            if point == to {
                meets = true;
            } else if !std::mem::replace(&mut seen[point], true) {
                misses |= self.ends[point];
                open.extend(&self.next[point]);
            }
        }
        (meets, misses)
    }
}

/// The first parts that can be heard when the story goes to one of these places, and whether
/// it can end.
fn entered(story: &Story, points: &Points, targets: Vec<To>) -> (Vec<usize>, bool) {
    let mut open = targets;
    let mut seen = vec![false; story.nodes.len()];
    let (mut first, mut ends) = (Vec::new(), false);
    while let Some(to) = open.pop() {
        let To::Node(node) = to else {
            ends = true;
            continue;
        };
        if !std::mem::replace(&mut seen[node.0], true) {
            first.push(points.number(node, 0));
            if story.nodes[node].when.is_some() {
                open.extend(story.nodes[node].ways.iter().map(|way| way.to));
            }
        }
    }
    (first, ends)
}
