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
use crate::story::{Path, unroll_with};
use cuebook_core::units::Seconds;
use cuebook_story::{ConditionId, Matters, Moment, NodeId, Story, Visit, Walk};

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
}

/// A visit on a route, or an optional scene that is passed over.
#[derive(Clone, Debug)]
struct Heard {
    visit: Visit,
    /// Whether it is an optional scene. Then its condition is the first one.
    is_optional: bool,
    /// Whether other words are said than on the first visit.
    again: bool,
    /// The conditions of its lines and spots, and whether they hold.
    bits: Vec<(ConditionId, bool)>,
    /// The conditions of its beds and music that hold.
    on: Vec<ConditionId>,
}

/// The routes that were found and not yet taken.
pub(super) struct Routes<'s> {
    story: Option<&'s BookStory>,
    matters: Option<Matters>,
    /// The conditions of beds and music.
    layers: BTreeSet<ConditionId>,
    queue: VecDeque<Route<'s>>,
    /// What matters in the story after the decisions that are followed, and the layers that went on
    /// there.
    known: HashMap<Vec<u64>, Met<String>>,
}

impl<'s> Routes<'s> {
    pub(super) fn new(show: &'s Show) -> Routes<'s> {
        let story = show.book.story.as_ref();
        let walk = story.map(|story| Walk::new(story.all()));
        Routes {
            story,
            matters: story.map(|story| Matters::of(story.all())),
            layers: story.map_or_else(BTreeSet::new, |story| graph::layers(&show.book, story)),
            queue: VecDeque::from([Route::from(walk, Vec::new())]),
            known: HashMap::new(),
        }
    }

    /// Returns the next route. Where chance decides, its outcomes are the next ones.
    pub(super) fn next(&mut self) -> Option<Route<'s>> {
        loop {
            let mut route = self.queue.pop_front()?;
            let (Some(story), Some(walk)) = (self.story, &mut route.walk) else {
                return Some(route);
            };
            loop {
                let passed = &walk.passed()[route.passed..];
                route.passed += passed.len();
                let passed = passed
                    .iter()
                    .filter_map(|(_, node)| absent(story, &self.layers, *node));
                route.heard.extend(passed);
                if !matches!(walk.moment(), Moment::Part { .. }) {
                    break;
                }
                route.heard.extend(here(story, &self.layers, walk));
                walk.go_on();
            }
            match walk.moment() {
                Moment::Choice(choice) if choice.0 >= story.graph.choices.len() => {
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

/// Returns the visit where a walk is; `None` where only chance decides.
fn here(story: &BookStory, layers: &BTreeSet<ConditionId>, walk: &Walk<&Story>) -> Option<Heard> {
    let visit = *walk.visits().last()?;
    let node = story.graph.nodes.get(visit.node)?;
    let all = graph::heard(&story.graph.conditions, visit.node, visit.part);
    let all = all.map(|condition| (condition, walk.holds(Some(condition))));
    let (on, bits): (Vec<_>, Vec<_>) = all.partition(|(condition, _)| layers.contains(condition));
    let on = on.into_iter().filter(|(_, holds)| *holds);
    let optional = node.when.filter(|_| node.is_optional());
    let own = optional.map(|when| (when, true));
    let bits = own.into_iter().chain(bits).collect();
    Some(Heard {
        again: visit.earlier > 0 && node.says_again,
        is_optional: optional.is_some(),
        bits,
        on: on.map(|(condition, _)| condition).collect(),
        visit,
    })
}

/// Returns an optional scene that is passed over; `None` for another one, and where only chance decides.
fn absent(story: &BookStory, layers: &BTreeSet<ConditionId>, node: NodeId) -> Option<Heard> {
    let own = story.graph.nodes.get(node)?;
    let when = own.when.filter(|_| own.is_optional())?;
    let all = graph::heard(&story.graph.conditions, node, 0);
    let bits = all.filter(|condition| !layers.contains(condition));
    let bits = std::iter::once(when).chain(bits);
    Some(Heard {
        visit: Visit {
            node,
            part: 0,
            earlier: 0,
            decisions: 0,
        },
        is_optional: true,
        again: false,
        bits: bits.map(|condition| (condition, false)).collect(),
        on: Vec::new(),
    })
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

    /// Returns the optional scenes that are heard in the part, by their conditions.
    pub(super) fn optional(&self) -> Vec<ConditionId> {
        let own = self.heard.iter().filter(|heard| heard.is_optional);
        let own = own.flat_map(|heard| heard.bits.first());
        own.filter(|(_, holds)| *holds)
            .map(|(when, _)| *when)
            .collect()
    }

    /// Returns the numbers of the conditions of optional scenes among all of the part.
    pub(super) fn scenes(&self) -> Vec<usize> {
        let mut first = 0;
        let mut own = Vec::new();
        for heard in &self.heard {
            own.extend(heard.is_optional.then_some(first));
            first += heard.bits.len();
        }
        own
    }

    /// Returns the values of the conditions of the lines, spots and optional scenes in the part.
    pub(super) fn bits(&self) -> Vec<bool> {
        let bits = self.heard.iter().flat_map(|heard| &heard.bits);
        bits.map(|(_, holds)| *holds).collect()
    }

    /// Returns whether each condition of the part has one place in it, so that each can have any value.
    pub(super) fn is_free(&self) -> bool {
        let mut known = HashSet::new();
        let mut bits = self.heard.iter().flat_map(|heard| &heard.bits);
        bits.all(|(condition, _)| known.insert(*condition))
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
        let own = self.heard.iter().flat_map(|heard| &heard.bits);
        let forced = own
            .zip(bits)
            .map(|((condition, _), bit)| (*condition, *bit));
        let forced: Vec<(ConditionId, bool)> = forced.collect();
        let path = unroll_with(&show.book, &story, &decisions, &forced);
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
