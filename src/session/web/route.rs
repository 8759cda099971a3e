//! The routes to the parts of a show: for each part that can be heard, one path that leads to it.
//! Goes through the story breadth first, so that the paths are short. Chance decides where something
//! asks for it, and values that nothing asks for any more make no more routes.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::met::Met;
use crate::book::BookStory;
use crate::exchange::web::graph;
use crate::session::whole::Whole;
use crate::session::{SessionError, Show};
use crate::story::{Forced, Path, unroll_by};
use cuebook_core::units::Seconds;
use cuebook_story::{ConditionId, Detours, Matters, Moment, NodeId, Story, To, Visit, Walk};

/// How long a decision takes on a route. Whatever a part began to change is over by then.
const LONG: Seconds = Seconds(60.0);

/// A path to a part.
#[derive(Clone, Debug)]
pub(super) struct Route<'s> {
    /// The walk to the end of the part; `None` for a show without a story.
    walk: Option<Walk<&'s Story>>,
    /// The visits in the part.
    heard: Vec<Heard>,
    /// The options that are offered at its end.
    offered: Vec<usize>,
    /// The layers that go on into it.
    running: Vec<String>,
    /// The number of scenes that were passed over, of those that are in `heard`.
    passed: usize,
    /// The scene after whose last part a way is taken.
    from: Option<NodeId>,
}

/// A visit on a route, or an optional scene that is passed over.
#[derive(Clone, Debug)]
struct Heard {
    visit: Visit,
    /// Whether other words are said than on the first visit.
    again: bool,
    /// Whether an optional scene is heard, then the conditions of the lines and spots, and whether they hold.
    bits: Vec<(Bit, bool)>,
    /// The conditions of its beds and music that hold.
    on: Vec<ConditionId>,
}

/// Something in a part that is true or not.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
enum Bit {
    /// An optional scene is heard.
    Scene(NodeId),
    /// A condition of lines or spots holds.
    Condition(ConditionId),
}

/// The routes that were found and not yet taken.
pub(super) struct Routes<'s> {
    story: Option<Scenes<'s>>,
    matters: Option<Matters>,
    queue: VecDeque<Route<'s>>,
    /// What matters in the story after the decisions that are followed, and the layers that went on
    /// there.
    known: HashMap<Vec<u64>, Met<String>>,
}

/// The scenes of a story, with what routes need to know of them.
struct Scenes<'s> {
    story: &'s BookStory,
    detours: Detours,
    /// The conditions of beds and music.
    layers: BTreeSet<ConditionId>,
}

impl<'s> Routes<'s> {
    pub(super) fn new(show: &'s Show) -> Routes<'s> {
        let story = show.book.story.as_ref();
        let walk = story.map(|story| Walk::new(story.all()));
        Routes {
            story: story.map(|story| Scenes {
                story,
                detours: Detours::of(&story.graph),
                layers: graph::layers(&show.book, story),
            }),
            matters: story.map(|story| Matters::of(story.all())),
            queue: VecDeque::from([Route::from(walk, Vec::new())]),
            known: HashMap::new(),
        }
    }

    /// Returns the next route. Where chance decides, its outcomes are the next ones.
    pub(super) fn next(&mut self) -> Option<Route<'s>> {
        loop {
            let mut route = self.queue.pop_front()?;
            let Some(scenes) = self.story.as_ref().filter(|_| route.walk.is_some()) else {
                return Some(route);
            };
            scenes.follow(&mut route);
            let Some(walk) = &route.walk else {
                return Some(route);
            };
            match walk.moment() {
                Moment::Choice(choice) if choice.0 >= scenes.story.graph.choices.len() => {
                    for option in walk.possible().into_iter().rev() {
                        let mut drawn = route.clone();
                        let walk = drawn.walk.as_mut();
                        if walk.is_some_and(|walk| walk.choose(option).is_ok()) {
                            self.queue.push_front(drawn);
                        }
                    }
                }
                _ => {
                    route.offered = walk.offered();
                    return Some(route);
                }
            }
        }
    }

    /// Adds the routes over the choice at the end of a route, unless all that follows is known.
    /// `running` has the layers that go on there.
    pub(super) fn follow(&mut self, route: &Route<'s>, mut running: Vec<String>) {
        let (Some(walk), Some(matters)) = (&route.walk, &self.matters) else {
            return;
        };
        running.sort();
        let mut new = Vec::new();
        for option in walk.possible() {
            let mut next = walk.clone();
            if next.choose_after(option, Some(LONG.frames())).is_err() {
                continue;
            }
            let passed = walk.passed().len();
            let mut state = matters.state(&next);
            state.push(u64::MAX);
            state.extend(
                next.passed()[passed..]
                    .iter()
                    .map(|(_, node)| node.0 as u64),
            );
            let met = self.known.entry(state).or_default();
            if met.add(&running) {
                new.push(Route {
                    passed,
                    ..Route::from(Some(next), running.clone())
                });
            }
        }
        self.queue.extend(new);
    }
}

impl<'s> Scenes<'s> {
    /// Goes on with a route, to where the listener or chance decides, or to the end.
    fn follow(&self, route: &mut Route<'s>) {
        let Some(mut walk) = route.walk.take() else {
            return;
        };
        loop {
            let passed: Vec<NodeId> = walk.passed()[route.passed..]
                .iter()
                .map(|(_, node)| *node)
                .collect();
            route.passed += passed.len();
            // Nothing is heard where only chance decides.
            for node in passed.into_iter().filter(|node| self.is_own(*node)) {
                self.leave_out(route, To::Node(node));
                route.heard.extend(self.absent(node));
                route.from = Some(node);
            }
            match walk.moment() {
                Moment::Part { node, part } if self.is_own(node) => {
                    self.leave_out(route, To::Node(node));
                    route.heard.extend(self.here(&walk));
                    let is_left = part >= self.story.graph.nodes[node].stops.len();
                    route.from = is_left.then_some(node);
                }
                Moment::Part { .. } => {}
                Moment::End { .. } => {
                    self.leave_out(route, To::End);
                    break;
                }
                Moment::Choice(_) | Moment::Stuck(_) => break,
            }
            walk.go_on();
        }
        route.walk = Some(walk);
    }

    /// Returns whether a node is none in which chance decides.
    fn is_own(&self, node: NodeId) -> bool {
        node.0 < self.story.graph.nodes.len()
    }

    /// Adds the scenes that are left out by a way.
    fn leave_out(&self, route: &mut Route<'s>, to: To) {
        let from = route.from.take().into_iter();
        let left_out = from.flat_map(|from| self.detours.left_out(from, to));
        let absent = left_out.filter_map(|node| self.absent(*node));
        route.heard.extend(absent);
    }

    /// Returns the visit where a walk is.
    fn here(&self, walk: &Walk<&Story>) -> Option<Heard> {
        let graph = &self.story.graph;
        let visit = *walk.visits().last()?;
        let node = &graph.nodes[visit.node];
        let all = graph::heard(&graph.conditions, visit.node, visit.part);
        let all = all.map(|condition| (condition, walk.holds(Some(condition))));
        let (on, bits): (Vec<_>, Vec<_>) =
            all.partition(|(condition, _)| self.layers.contains(condition));
        let on = on.into_iter().filter(|(_, holds)| *holds);
        let bits = bits
            .into_iter()
            .map(|(condition, holds)| (Bit::Condition(condition), holds));
        let own = self.is_optional(visit.node);
        let own = own.then_some((Bit::Scene(visit.node), true));
        Some(Heard {
            again: visit.earlier > 0 && node.says_again,
            bits: own.into_iter().chain(bits).collect(),
            on: on.map(|(condition, _)| condition).collect(),
            visit,
        })
    }

    /// Returns an optional scene that is passed over; `None` for another one.
    fn absent(&self, node: NodeId) -> Option<Heard> {
        if !self.is_optional(node) {
            return None;
        }
        let all = graph::heard(&self.story.graph.conditions, node, 0);
        let bits = all.filter(|condition| !self.layers.contains(condition));
        let bits = std::iter::once(Bit::Scene(node)).chain(bits.map(Bit::Condition));
        Some(Heard {
            visit: Visit {
                node,
                part: 0,
                earlier: 0,
                decisions: 0,
            },
            again: false,
            bits: bits.map(|bit| (bit, false)).collect(),
            on: Vec::new(),
        })
    }

    fn is_optional(&self, node: NodeId) -> bool {
        graph::is_optional(&self.story.graph, &self.detours, node)
    }
}

impl<'s> Route<'s> {
    /// Returns a route that begins where a walk is.
    fn from(walk: Option<Walk<&'s Story>>, running: Vec<String>) -> Route<'s> {
        Route {
            walk,
            heard: Vec::new(),
            offered: Vec::new(),
            running,
            passed: 0,
            from: None,
        }
    }

    /// Returns the layers that go on into the part.
    pub(super) fn running(&self) -> &[String] {
        &self.running
    }

    /// Returns the conditions of the beds and music in the part that hold.
    pub(super) fn on(&self) -> Vec<ConditionId> {
        self.heard
            .iter()
            .flat_map(|heard| heard.on.clone())
            .collect()
    }

    /// Returns the optional scenes that are heard in the part.
    pub(super) fn optional(&self) -> Vec<NodeId> {
        let bits = self.heard.iter().flat_map(|heard| &heard.bits);
        bits.filter_map(|bit| match bit {
            (Bit::Scene(node), true) => Some(*node),
            _ => None,
        })
        .collect()
    }

    /// Returns the numbers of the optional scenes among all conditions of the part.
    pub(super) fn scenes(&self) -> Vec<usize> {
        let bits = self.heard.iter().flat_map(|heard| &heard.bits);
        let own = bits.enumerate();
        own.filter_map(|(number, (bit, _))| matches!(bit, Bit::Scene(_)).then_some(number))
            .collect()
    }

    /// Returns the values of the conditions of the lines, spots and optional scenes in the part.
    pub(super) fn bits(&self) -> Vec<bool> {
        let bits = self.heard.iter().flat_map(|heard| &heard.bits);
        bits.map(|(_, holds)| *holds).collect()
    }

    /// Returns whether each scene and each condition of the part has one place in it, so that each can
    /// have any value.
    pub(super) fn is_free(&self) -> bool {
        let mut known = HashSet::new();
        let mut heard = self.heard.iter().map(|heard| heard.visit);
        let mut bits = self.heard.iter().flat_map(|heard| &heard.bits);
        let mut met = HashSet::new();
        bits.all(|(bit, _)| known.insert(*bit))
            && heard.all(|visit| met.insert((visit.node, visit.part)))
    }

    /// Returns the key of the part to which the route leads, or of what a layer does there, as the page
    /// calculates it, with other characters for the values of its conditions.
    pub(super) fn key(
        &self,
        show: &Show,
        mut bits: impl Iterator<Item = char>,
        layer: &str,
    ) -> String {
        if self.walk.is_none() {
            let scenes = 0..graph::scenes(&show.book).len();
            let scenes: Vec<String> = scenes.map(|scene| format!("{scene}.0")).collect();
            return format!("{}||{layer}", scenes.join(" "));
        }
        let visits = self.heard.iter().map(|heard| {
            let own: String = bits.by_ref().take(heard.bits.len()).collect();
            let again = if heard.again { "+" } else { "" };
            let colon = if own.is_empty() { "" } else { ":" };
            let Visit { node, part, .. } = heard.visit;
            format!("{node}.{part}{again}{colon}{own}")
        });
        let visits: Vec<String> = visits.collect();
        let offered: Vec<String> = self.offered.iter().map(usize::to_string).collect();
        format!("{}|{}|{layer}", visits.join(" "), offered.join(","))
    }

    /// Returns the way of the route with other values of the conditions in its part.
    fn forced(&self, story: &Story, bits: &[bool]) -> Forced {
        let mut forced = Forced::default();
        let own = self.heard.iter().flat_map(|heard| &heard.bits);
        for ((bit, _), value) in own.zip(bits) {
            match bit {
                Bit::Scene(node) => forced.nodes.push((*node, *value)),
                Bit::Condition(condition) => forced.conditions.push((*condition, *value)),
            }
        }
        let ends = self.walk.as_ref().map(Walk::moment);
        let ends = matches!(ends, Some(Moment::End { .. })).then_some(To::End);
        for (number, heard) in self.heard.iter().enumerate() {
            let Visit { node, part, .. } = heard.visit;
            let next = self.heard.get(number + 1);
            let next = next.map(|next| To::Node(next.visit.node));
            if let Some(to) = next
                .or(ends)
                .filter(|_| part >= story.nodes[node].stops.len())
            {
                forced.ways.push((node, to));
            }
        }
        forced
    }

    /// Returns the show on the route, and for each word its word in the text of the show. The conditions
    /// of the part have these values.
    pub(super) fn show(
        &self,
        show: &Show,
        bits: &[bool],
    ) -> Result<(Show, Option<Path>), SessionError> {
        let (Some(story), Some(walk)) = (&show.book.story, &self.walk) else {
            return Ok((show.clone(), None));
        };
        let (story, decisions) = story.settled(walk.decisions());
        let forced = (self.bits() != bits).then(|| self.forced(&story.graph, bits));
        let path = unroll_by(&show.book, &story, &decisions, forced.as_ref());
        let path = path.map_err(|misstep| SessionError::Choose {
            message: misstep.message(&decisions, &story.graph),
            hint: None,
        })?;
        let mut own = show.clone();
        own.whole = Some(Arc::new(Whole {
            show: show.clone(),
            words: path.words.clone(),
        }));
        own.script.prose = path.book.prose.clone();
        own.book = path.book.clone();
        Ok((own, Some(path)))
    }
}
