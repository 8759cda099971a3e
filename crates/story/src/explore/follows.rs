//! Whether what begins at one place meets another one on every path.

use super::graph::{Graph, NO_STATE, Place, Target};
use crate::decision::Decision;

/// What follows a place.
pub(super) struct Followed {
    /// Whether the second place is met on some path.
    pub(super) is_met: bool,
    /// The path with the fewest decisions that ends without the second place.
    pub(super) missed: Option<Vec<Decision>>,
}

/// The states after some others, with how each one is reached. Used for one pair after another.
pub(super) struct Follower<'g> {
    graph: &'g Graph,
    /// The step to each state, and the number of the search that reached it.
    came: Vec<(Place, u32)>,
    search: u32,
}

impl<'g> Follower<'g> {
    pub(super) fn new(graph: &'g Graph) -> Follower<'g> {
        let came = vec![(Place::START, 0); graph.len()];
        Follower {
            graph,
            came,
            search: 0,
        }
    }

    /// Goes on from the states `begins` up to the states of the part `to`. `misses` says
    /// whether an end without `to` is searched for.
    pub(super) fn follow(&mut self, begins: &[u32], to: usize, misses: bool) -> Followed {
        self.search += 1;
        let graph = self.graph;
        let mut begins = begins.to_vec();
        begins.sort_by_key(|state| graph.came[*state as usize].cost);
        let mut begins = begins.into_iter().peekable();
        let (mut level, mut next) = (Vec::new(), Vec::new());
        let mut depth = 0;
        let mut is_met = false;
        let mut end: Option<Place> = None;
        while !level.is_empty() || !next.is_empty() || begins.peek().is_some() {
            // The states of this level, and those whose pair begins here.
            let cost = |state: &u32| graph.came[*state as usize].cost;
            while let Some(state) = begins.next_if(|state| cost(state) <= depth) {
                self.look(state, Place::at(NO_STATE, depth), &mut level);
            }
            let mut at = 0;
            while let Some(&state) = level.get(at) {
                at += 1;
                let place = Place::at(state, depth);
                if self.came[state as usize].0.cost < depth {
                    continue;
                }
                for edge in graph.edges(state) {
                    let place = match edge.cost() {
                        0 => place,
                        _ => place.after(usize::from(edge.by)),
                    };
                    match edge.target {
                        Target::State(target) if graph.part(target) == to => is_met = true,
                        Target::State(target) => {
                            let is_later = place.cost > depth;
                            let list = if is_later { &mut next } else { &mut level };
                            self.look(target, place, list);
                        }
                        Target::End => place.note(&mut end),
                        Target::Stuck => {}
                    }
                }
            }
            let is_shortest = end.is_some_and(|end| end.cost <= depth + 1);
            if is_met && (is_shortest || !misses) {
                break;
            }
            level.clear();
            std::mem::swap(&mut level, &mut next);
            depth += 1;
        }
        let missed = end.filter(|_| misses).map(|end| self.path(end));
        Followed { is_met, missed }
    }

    /// Notes a step to a state, if it was not reached with fewer decisions.
    fn look(&mut self, state: u32, place: Place, list: &mut Vec<u32>) {
        let (known, search) = &mut self.came[state as usize];
        if *search != self.search || place.cost < known.cost {
            (*known, *search) = (place, self.search);
            list.push(state);
        }
    }

    /// The whole path to a place of the last search.
    fn path(&self, place: Place) -> Vec<Decision> {
        let graph = self.graph;
        let mut after = Vec::new();
        let mut place = place;
        loop {
            after.extend(graph.decision(place));
            let came = self.came[place.state as usize].0;
            if came.state == NO_STATE {
                break;
            }
            place = came;
        }
        let mut path = graph.path(Place::at(place.state, 0));
        path.extend(after.into_iter().rev());
        path
    }
}
