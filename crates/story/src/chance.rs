//! Chance: the flags that are drawn before a story begins.
//!
//! A walk starts with what was drawn. The exploration looks at every outcome: it explores the story
//! with a node in front, in which each flag is drawn like an option of a choice is taken.

use cuebook_core::id::IdVec;

use crate::decision::Decision;
use crate::expr::Expr;
use crate::story::{Choice, ChoiceId, Node, Opt, Set, Story, To, VariableId, Way};

/// The name of the node in which flags are drawn.
const NODE: &str = "chance";

impl Story {
    /// Returns the story with a node in front of it in which the flags of chance are drawn; none if
    /// there are no such flags. The names of the draws are those of the flags, and their options are
    /// `true` and `false`. The new ids come after all others, which stay as they are.
    #[must_use]
    pub fn with_draws(&self) -> Option<Story> {
        let drawn = self.variables.entries();
        let drawn = drawn.filter_map(|(id, variable)| Some((id, variable.chance?)));
        let drawn: Vec<(VariableId, f64)> = drawn.collect();
        if drawn.is_empty() {
            return None;
        }
        let mut story = self.clone();
        let draws = drawn.into_iter().map(|(id, chance)| {
            let draw = draw(id, &self.variables[id].name, chance);
            story.choices.push(draw)
        });
        let stops: Vec<ChoiceId> = draws.collect();
        let node = story.nodes.push(Node {
            name: NODE.to_owned(),
            title: None,
            when: None,
            silent: (0..=stops.len()).collect(),
            stops,
            ways: vec![Way {
                to: self.start,
                when: None,
            }],
            says_again: false,
        });
        story.start = To::Node(node);
        Some(story)
    }

    /// Divides decisions of [`Story::with_draws`] into the values that were drawn and the decisions of
    /// this story.
    #[must_use]
    pub fn drawn(&self, decisions: &[Decision]) -> (Vec<(VariableId, i64)>, Vec<Decision>) {
        let all = self.variables.entries();
        let flags = all.filter(|(_, variable)| variable.chance.is_some());
        let flags: IdVec<ChoiceId, VariableId> = flags.map(|(id, _)| id).collect();
        let own = self.choices.len();
        let (draws, decisions): (Vec<_>, Vec<_>) =
            decisions.iter().partition(|one| one.choice.0 >= own);
        let values = draws.into_iter().filter_map(|draw: Decision| {
            let flag = flags.get(ChoiceId(draw.choice.0 - own))?;
            Some((*flag, i64::from(draw.option == 0)))
        });
        (values.collect(), decisions)
    }
}

/// The choice in which a flag is drawn.
fn draw(flag: VariableId, name: &str, chance: f64) -> Choice {
    let option = |value: bool| Opt {
        name: value.to_string(),
        when: None,
        sets: vec![Set {
            variable: flag,
            value: Expr::Flag(value),
        }],
        to: None,
        once: false,
    };
    Choice {
        name: name.to_owned(),
        options: vec![option(true), option(false)],
        default: None,
        timed: false,
        chance: Some(chance),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::{read, shown};
    use crate::finding::What;
    use crate::test_story::story;
    use crate::walk::Walk;

    fn storm() -> Story {
        let mut story = story(
            "flag storm
             flag lamp
             node gate
             way ruin | when storm
             way hall
             node hall
             choice door
             - stay
             - leave | to end
             way end
             node ruin
             way end",
        );
        story.variables[VariableId(0)].chance = Some(30.0);
        story
    }

    #[test]
    fn both_outcomes_are_explored() {
        let story = storm();
        let all = story.with_draws().unwrap();
        let explored = all.explore().unwrap();
        let never = explored.findings().iter();
        let never: Vec<&What> = never.map(|finding| &finding.what).collect();
        assert_eq!(never, [&What::NeverAsked(VariableId(1))]);
        let paths: Vec<String> = explored.paths().map(|path| shown(&path, &all)).collect();
        let expected = [
            "storm=true",
            "storm=false,door=stay",
            "storm=false,door=leave",
        ];
        assert_eq!(paths, expected);
        // Without chance, only one of them is.
        let plain = story.explore().unwrap();
        assert_eq!(plain.paths().count(), 2);
        assert_eq!(
            story.node("ruin").and_then(|ruin| plain.path_to(ruin, 0)),
            None
        );
    }

    #[test]
    fn a_path_is_divided_into_draws_and_decisions() {
        let story = storm();
        let all = story.with_draws().unwrap();
        let path = read("storm=true", &all).unwrap();
        assert_eq!(story.drawn(&path), (vec![(VariableId(0), 1)], Vec::new()));
        let path = read("storm=false,door=leave", &all).unwrap();
        let (values, decisions) = story.drawn(&path);
        assert_eq!(values, [(VariableId(0), 0)]);
        assert_eq!(shown(&decisions, &story), "door=leave");
        assert!(Walk::replay(&story, &decisions).is_ok());
    }

    #[test]
    fn a_typical_path_draws_with_the_chance() {
        let all = storm().with_draws().unwrap();
        let statistics = all.explore().unwrap().statistics(|_| 1);
        // Only the door is decided by a listener, in seven of ten plays.
        let typical = statistics.typical.unwrap();
        assert!((0.64..0.76).contains(&typical.decisions), "{typical:?}");
    }

    #[test]
    fn a_story_without_chance_has_no_draws() {
        assert_eq!(story("node a").with_draws(), None);
    }
}
