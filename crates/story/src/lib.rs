//! Interactive stories: variables, conditions, the graph of nodes and choices,
//! the proof of every reachable state, paths and maps.
//!
//! A [`Story`] is made of parts that are heard in one piece. A [`Walk`] goes
//! through it from part to part and takes the decisions of a listener.
//! [`Story::explore`] looks at every state that a walk can reach. This crate
//! has no knowledge of scripts, words and sounds.

pub mod decision;
pub mod expr;
pub mod finding;
pub mod story;
pub mod variable;
mod chance;
mod detours;
mod step;
pub mod walk;
pub mod explore;
pub mod random;
pub mod map;
#[cfg(test)]
mod test_story;

pub use decision::Decision;
pub use detours::Detours;
pub use explore::{
    Count, Ending, Exploration, Heard, Length, Matters, Paths, Statistics, TooLarge, Typical,
};
pub use expr::{Expr, Fault, Wanted, Written};
pub use finding::{Finding, What};
pub use map::Map;
pub use random::Random;
pub use story::{
    Choice, ChoiceId, Condition, ConditionId, Follow, Node, NodeId, Opt, Set, Spot, Story, To, Use,
    VariableId, Way,
};
pub use variable::{Kind, Variable};
pub use walk::{EndingPlace, Moment, Stuck, Visit, Walk};
