//! A story with too many states.

use std::collections::HashSet;

use super::graph::Graph;
use crate::story::{ChoiceId, NodeId, Story, VariableId};

/// A story has more states than can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// The limit that was exceeded.
    pub limit: usize,
    /// The node in which most of the states are.
    pub node: NodeId,
    /// The part of this node.
    pub part: usize,
    /// What multiplies the states there, the largest number first.
    pub factors: Vec<Factor>,
}

/// A value that multiplies the states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The value.
    pub of: Remembered,
    /// How many different values it has in the states of this part.
    pub values: usize,
}

/// Something that a story remembers.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// A variable.
    Variable(VariableId),
    /// Whether an option of a choice was taken that is offered only once.
    Once(ChoiceId, usize),
}

/// The largest number of factors that a message names.
const NAMED: usize = 6;

impl TooLarge {
    /// Finds what multiplies the states that were found so far.
    pub(super) fn of(story: &Story, graph: &Graph, limit: usize) -> TooLarge {
        let mut counts = vec![0_usize; graph.points.len()];
        for state in graph.numbers() {
            counts[graph.part(state)] += 1;
        }
        let fullest = counts.iter().enumerate().max_by_key(|(_, count)| **count);
        let fullest = fullest.map_or(0, |(number, _)| number);
        let options = story.choices.entries().flat_map(|(id, choice)| {
            (0..choice.options.len()).map(move |option| Remembered::Once(id, option))
        });
        let variables = story.variables.ids().map(Remembered::Variable);
        let slots: Vec<Remembered> = variables.chain(options).collect();
        // The marks of what was drawn have no name.
        let is_named = |of: &Remembered| match of {
            Remembered::Variable(id) => !story.variables[*id].name.is_empty(),
            Remembered::Once(..) => true,
        };
        let mut values: Vec<HashSet<u64>> = slots.iter().map(|_| HashSet::new()).collect();
        for state in graph
            .numbers()
            .filter(|state| graph.part(*state) == fullest)
        {
            for (slot, value) in graph.layout.values(graph.states.key(state)) {
                values[slot].insert(value);
            }
        }
        let factors = slots.into_iter().zip(values).map(|(of, values)| Factor {
            of,
            values: values.len(),
        });
        let mut factors: Vec<Factor> = factors
            .filter(|one| one.values > 1 && is_named(&one.of))
            .collect();
        factors.sort_by_key(|factor| std::cmp::Reverse(factor.values));
        let point = &graph.points[fullest];
        TooLarge {
            limit,
            node: story.heard_after(point.node),
            part: if point.draws { 0 } else { point.part },
            factors,
        }
    }

    /// Returns a message that names what multiplies the states.
    #[must_use]
    pub fn message(&self, story: &Story) -> String {
        let named = self.factors.iter().take(NAMED).map(|factor| {
            let count = factor.values;
            match factor.of {
                Remembered::Variable(id) => {
                    format!("`{}` ({count} values)", story.variables[id].name)
                }
                Remembered::Once(id, option) => {
                    let choice = &story.choices[id];
                    let option = &choice.options[option].name;
                    format!("`once` of {}={option} ({count} values)", choice.name)
                }
            }
        });
        let named = named.collect::<Vec<_>>().join(", ");
        let others = self.factors.len().saturating_sub(NAMED);
        let others = match others {
            0 => String::new(),
            1 => " and 1 more".to_owned(),
            count => format!(" and {count} more"),
        };
        format!(
            "the story has more than {} states; in `{}` these multiply each other: {named}{others}",
            self.limit, story.nodes[self.node].name
        )
    }

    /// Returns how to make the story smaller.
    #[must_use]
    pub fn advice(&self, story: &Story) -> String {
        let largest = self.factors.iter().find_map(|factor| match factor.of {
            Remembered::Variable(id) if factor.values > 2 => Some(id),
            _ => None,
        });
        let forget = "a value that no later condition depends on does not count";
        match largest {
            Some(id) => {
                let name = &story.variables[id].name;
                format!(
                    "give `{name}` closer bounds (`from`, `to`), or ask for it in fewer places: {forget}"
                )
            }
            None => format!(
                "join flags that exclude each other into one `one-of`, or ask for them in fewer \
                 places: {forget}"
            ),
        }
    }
}
