//! The routes to the parts of a show: for each part that can be heard, one path that leads to it.
//! Goes through the story breadth first, so that the paths are short.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

use crate::book::BookStory;
use crate::exchange::web::graph;
use crate::session::whole::Whole;
use crate::session::{SessionError, Show};
use crate::story::unroll;
use cuebook_core::units::Seconds;
use cuebook_story::{ChoiceId, Decision, Moment, NodeId, Visit, Walk};

/// How long a decision takes on a route. Whatever a part began to change is over by then.
const LONG: Seconds = Seconds(60.0);

/// A path to a part.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub decisions: Vec<Decision>,
    /// The layers that go on into the part.
    running: Vec<String>,
}

/// A part as it is heard on a route.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard {
    pub visits: Vec<(Visit, String)>,
    /// The choice at the end with its offered options.
    pub choice: Option<(ChoiceId, Vec<usize>)>,
}

/// The routes that were found and not yet taken.
pub(super) struct Routes<'s> {
    story: Option<&'s BookStory>,
    scenes: usize,
    queue: VecDeque<Route>,
    known: HashSet<State>,
}

/// All on which the parts after a decision depend.
type State = (
    (usize, usize),
    Vec<i64>,
    BTreeSet<(usize, usize)>,
    BTreeSet<usize>,
    Vec<String>,
);

impl<'s> Routes<'s> {
    pub(super) fn new(show: &'s Show) -> Routes<'s> {
        let starts = show.book.story.as_ref().map_or(vec![Vec::new()], draws);
        let starts = starts.into_iter().map(|decisions| Route {
            decisions,
            running: Vec::new(),
        });
        Routes {
            story: show.book.story.as_ref(),
            scenes: graph::scenes(&show.book).len(),
            queue: starts.collect(),
            known: HashSet::new(),
        }
    }

    /// Returns the next route.
    pub(super) fn next(&mut self) -> Option<Route> {
        self.queue.pop_front()
    }

    /// Returns the key of the part to which a route leads, as the page calculates it.
    pub(super) fn key(&self, route: &Route) -> String {
        let Some(story) = self.story else {
            let scenes: Vec<String> = (0..self.scenes).map(|scene| format!("{scene}.0")).collect();
            return format!("{}||", scenes.join(" "));
        };
        let heard = heard(story, &route.decisions);
        let visits = heard.visits.iter().map(|(visit, bits)| {
            let again = visit.earlier > 0 && story.graph.nodes[visit.node].says_again;
            let again = if again { "+" } else { "" };
            let colon = if bits.is_empty() { "" } else { ":" };
            format!("{}.{}{again}{colon}{bits}", visit.node, visit.part)
        });
        let offered = heard.choice.iter().flat_map(|(_, offered)| offered);
        let offered: Vec<String> = offered.map(usize::to_string).collect();
        let visits: Vec<String> = visits.collect();
        format!(
            "{}|{}|{}",
            visits.join(" "),
            offered.join(","),
            route.running.join(",")
        )
    }

    /// Adds the routes over the choice at the end of a route, unless all that follows is known.
    /// `running` has the layers that go on there.
    pub(super) fn follow(&mut self, route: &Route, mut running: Vec<String>) {
        let Some(story) = self.story else { return };
        running.sort();
        let (drawn, decisions) = story.settled(&route.decisions);
        let Ok(mut walk) = Walk::replay(&drawn.graph, &decisions) else {
            return;
        };
        walk.to_choice();
        let Moment::Choice(choice) = walk.moment() else {
            return;
        };
        for option in walk.possible() {
            let decision = Decision {
                choice,
                option,
                after: Some(LONG.frames()),
            };
            let state = (
                (choice.0, option),
                walk.values().to_vec(),
                once(story, walk.decisions()),
                again(story, walk.visits()),
                running.clone(),
            );
            if self.known.insert(state) {
                let mut decisions = route.decisions.clone();
                decisions.push(decision);
                self.queue.push_back(Route {
                    decisions,
                    running: running.clone(),
                });
            }
        }
    }
}

/// Returns the beginnings of all paths: one for each outcome of chance.
fn draws(story: &BookStory) -> Vec<Vec<Decision>> {
    let mut all = vec![Vec::new()];
    for (_, choice) in story.draws() {
        let both = all.iter().flat_map(|before: &Vec<Decision>| {
            [0, 1].map(|option| {
                let after = None;
                let draw = Decision {
                    choice,
                    option,
                    after,
                };
                before.iter().copied().chain([draw]).collect()
            })
        });
        all = both.collect();
    }
    all
}

/// Returns the taken options that are offered only once.
fn once(story: &BookStory, decisions: &[Decision]) -> BTreeSet<(usize, usize)> {
    let once = decisions
        .iter()
        .filter(|own| story.graph.choices[own.choice].options[own.option].once);
    once.map(|own| (own.choice.0, own.option)).collect()
}

/// Returns the heard nodes that sound differently when they are heard again.
fn again(story: &BookStory, visits: &[Visit]) -> BTreeSet<usize> {
    let heard = visits.iter().map(|visit| visit.node);
    let heard = heard.filter(|node| story.graph.nodes[*node].says_again);
    heard.map(|NodeId(node)| node).collect()
}

/// Returns the parts that are heard after the last of some decisions.
pub(super) fn heard(story: &BookStory, decisions: &[Decision]) -> Heard {
    let (story, decisions) = story.settled(decisions);
    let mut walk = Walk::new(&story.graph);
    let mut visits = Vec::new();
    let mut rest = decisions.iter();
    let choice = loop {
        match walk.moment() {
            Moment::Part { node, part } => {
                let conditions = graph::heard(&story.graph.conditions, node, part);
                let bits = conditions.iter().map(|condition| {
                    let holds = walk.holds(Some(cuebook_story::ConditionId(*condition)));
                    if holds { '1' } else { '0' }
                });
                let bits = bits.collect();
                visits.extend(walk.visits().last().map(|visit| (*visit, bits)));
                walk.go_on();
            }
            Moment::Choice(choice) => {
                let offered = walk.offered();
                let taken = rest
                    .next()
                    .map(|own| walk.choose_after(own.option, own.after));
                match taken {
                    Some(Ok(())) => visits.clear(),
                    _ => break Some((choice, offered)),
                }
            }
            Moment::End { .. } | Moment::Stuck(_) => break None,
        }
    };
    Heard { visits, choice }
}

impl Route {
    /// Returns the show on the route, and for each word its word in the text of the show.
    pub(super) fn show(
        &self,
        show: &Show,
    ) -> Result<(Show, Option<crate::story::Path>), SessionError> {
        let Some(story) = &show.book.story else {
            return Ok((show.clone(), None));
        };
        let (story, decisions) = story.settled(&self.decisions);
        let path = unroll(&show.book, &story, &decisions);
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
