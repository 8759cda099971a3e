//! Circles without a choice, and places from which no end can be reached.

use super::graph::{BY_ITSELF, Graph, NO_STATE, Reversed, Target};
use super::record::Record;
use crate::story::NodeId;

/// Finds the states in which the story goes round forever by itself. Returns them, and notes
/// the nodes of each circle with the state that is reached with the fewest decisions.
pub(super) fn circles(graph: &Graph, record: &mut Record) -> Vec<u32> {
    // The number of the chain that came through each state first.
    let mut chains = vec![NO_STATE; graph.len()];
    let mut found = Vec::new();
    for start in graph.numbers() {
        let mut state = start;
        while chains[state as usize] == NO_STATE {
            chains[state as usize] = start;
            match by_itself(graph, state) {
                Some(next) => state = next,
                None => break,
            }
            if chains[state as usize] == start {
                let circle = round(graph, state);
                let cost = |state: &&u32| graph.came[**state as usize].cost;
                if let Some(&first) = circle.iter().min_by_key(cost) {
                    record.circle(nodes(graph, first), graph.came[first as usize]);
                }
                found.extend(circle);
            }
        }
    }
    found
}

/// The state that follows without a decision.
fn by_itself(graph: &Graph, state: u32) -> Option<u32> {
    match graph.edges(state) {
        [edge] if edge.by == BY_ITSELF => edge.state(),
        _ => None,
    }
}

/// The states of a circle, from one of them on.
fn round(graph: &Graph, start: u32) -> Vec<u32> {
    let mut states = vec![start];
    let mut state = start;
    while let Some(next) = by_itself(graph, state).filter(|next| *next != start) {
        states.push(next);
        state = next;
    }
    states
}

/// The nodes of a circle in order, each once.
fn nodes(graph: &Graph, start: u32) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    for state in round(graph, start) {
        let node = graph.point(state).node;
        if !nodes.contains(&node) {
            nodes.push(node);
        }
    }
    nodes
}

/// The states from which no end can be reached, although no place on the way is stuck. Of those
/// that lead to each other only the one with the fewest decisions is returned.
///
/// `to_end` are the decisions from each state to an end.
pub(super) fn traps(graph: &Graph, back: &Reversed, to_end: &[u32], circles: &[u32]) -> Vec<u32> {
    let to_stuck = back.distances(stuck(graph, circles).map(|state| (state, 0)));
    let is_trap = |state: &u32| {
        [to_end, &to_stuck]
            .iter()
            .all(|d| d[*state as usize] == u32::MAX)
    };
    let mut order: Vec<u32> = graph.numbers().filter(is_trap).collect();
    order.sort_by_key(|state| graph.came[*state as usize].cost);
    // The first state of `order` that leads to each state.
    let mut groups = vec![NO_STATE; graph.len()];
    let mut traps = Vec::new();
    for first in order {
        if groups[first as usize] != NO_STATE {
            continue;
        }
        groups[first as usize] = first;
        let mut is_new = true;
        let mut open = vec![first];
        while let Some(state) = open.pop() {
            for next in graph.edges(state).iter().filter_map(|edge| edge.state()) {
                let group = &mut groups[next as usize];
                if *group == NO_STATE {
                    *group = first;
                    open.push(next);
                } else if *group != first {
                    is_new = false;
                }
            }
        }
        traps.extend(is_new.then_some(first));
    }
    traps
}

/// The states in which the story is stuck or goes round by itself.
fn stuck(graph: &Graph, circles: &[u32]) -> impl Iterator<Item = u32> {
    let dead = |state: &u32| {
        let edges = graph.edges(*state);
        edges.is_empty() || edges.iter().any(|edge| edge.target == Target::Stuck)
    };
    graph.numbers().filter(dead).chain(circles.iter().copied())
}
