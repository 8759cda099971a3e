//! Chance: the flags that are drawn before a story begins.
//!
//! A walk starts with what was drawn. The exploration looks at every outcome. It explores the story
//! with nodes in which flags are drawn like options of choices are taken: each flag where something
//! asks for it first. So a path names only the draws on which it depends.

mod asked;
mod needed;

use crate::decision::Decision;
use crate::expr::{Expr, Operator};
use crate::story::{
    Choice, Condition, ConditionId, Node, NodeId, Opt, Set, Story, To, Use, VariableId, Way,
};
use crate::variable::{Kind, Variable};
use asked::{Asked, Flags};

/// A flag of chance, and the flag that is set when it is drawn.
#[derive(Copy, Clone)]
struct Draw {
    flag: VariableId,
    mark: VariableId,
}

impl Story {
    /// Returns the story with nodes in which the flags of chance are drawn; none if there are no such
    /// flags. The names of the draws are those of the flags, and their options are `true` and `false`.
    /// The new ids come after all others, which stay as they are.
    #[must_use]
    pub fn with_draws(&self) -> Option<Story> {
        let drawn = self.variables.entries();
        let drawn = drawn.filter(|(_, variable)| variable.chance.is_some());
        let flags: Vec<VariableId> = drawn.map(|(id, _)| id).collect();
        if flags.is_empty() {
            return None;
        }
        let asked = Asked::of(self, &flags);
        let mut story = self.clone();
        let draws: Vec<Draw> = flags.iter().map(|flag| story.draw(*flag)).collect();
        story.mark(&draws);
        let entries: Vec<To> = self
            .nodes
            .ids()
            .map(|node| {
                let to = To::Node(node);
                let own = self.needed(asked.in_node(node), &draws);
                story.drawn_before(to, self.nodes[node].when, own)
            })
            .collect();
        let lead = |to: To| match to {
            To::Node(node) => entries[node.0],
            To::End => To::End,
        };
        for node in story.nodes.iter_mut().take(self.nodes.len()) {
            node.ways.iter_mut().for_each(|way| way.to = lead(way.to));
        }
        for choice in story.choices.iter_mut().take(self.choices.len()) {
            let tos = choice
                .options
                .iter_mut()
                .filter_map(|option| option.to.as_mut());
            tos.for_each(|to| *to = lead(*to));
        }
        let first = self.needed(&asked.at(self.start), &draws);
        story.start = story.drawn_before(lead(self.start), None, first);
        // A list of decisions may also name a flag for which nothing asks.
        for draw in draws
            .iter()
            .filter(|draw| story.draw_of(draw.flag).is_none())
            .copied()
            .collect::<Vec<_>>()
        {
            story.drawn_before(To::End, None, vec![(draw, None)]);
        }
        Some(story)
    }

    /// Divides decisions of [`Story::with_draws`] into the values that were drawn and the decisions of
    /// the story itself.
    #[must_use]
    pub fn drawn(&self, decisions: &[Decision]) -> (Vec<(VariableId, i64)>, Vec<Decision>) {
        let is_draw = |own: &&Decision| self.choices[own.choice].chance.is_some();
        let (draws, decisions): (Vec<_>, Vec<_>) = decisions.iter().partition(is_draw);
        let values = draws.into_iter().filter_map(|draw: Decision| {
            let name = &self.choices[draw.choice].name;
            let flag = self.variables.position(|own| own.name == *name)?;
            Some((flag, i64::from(draw.option == 0)))
        });
        (values.collect(), decisions)
    }

    /// Returns whether chance decides in a node and nothing is heard.
    pub(crate) fn is_draw(&self, node: NodeId) -> bool {
        let first = self.nodes[node].stops.first();
        first.is_some_and(|choice| self.choices[*choice].chance.is_some())
    }

    /// Returns the node that is heard after the draws in a node.
    pub(crate) fn heard_after(&self, node: NodeId) -> NodeId {
        let mut node = node;
        while self.is_draw(node)
            && let Some(Way {
                to: To::Node(next), ..
            }) = self.nodes[node].ways.first()
        {
            node = *next;
        }
        node
    }

    /// Adds the flag that says that another one was drawn.
    fn draw(&mut self, flag: VariableId) -> Draw {
        let mark = self.variables.push(Variable {
            name: String::new(),
            kind: Kind::Flag,
            start: 0,
            chance: None,
        });
        Draw { flag, mark }
    }

    /// Returns the first choice in which a flag is drawn.
    fn draw_of(&self, flag: VariableId) -> Option<&Choice> {
        let name = &self.variables[flag].name;
        let mut choices = self.choices.iter();
        choices.find(|choice| choice.chance.is_some() && choice.name == *name)
    }

    /// Lets options that set a flag count as its draw.
    fn mark(&mut self, draws: &[Draw]) {
        for option in self
            .choices
            .iter_mut()
            .flat_map(|choice| &mut choice.options)
        {
            for draw in draws {
                if option.sets.iter().any(|set| set.variable == draw.flag) {
                    option.sets.push(draw.is_drawn());
                }
            }
        }
    }

    /// Returns the draws of the flags that are asked for, each with when something depends on it.
    fn needed(&self, asked: &Flags, draws: &[Draw]) -> Vec<(Draw, Option<Expr>)> {
        let mut flags: Vec<usize> = asked.iter().map(|(flag, _)| *flag).collect();
        flags.dedup();
        let own = flags.iter().enumerate().map(|(place, flag)| {
            let draw = draws[*flag];
            let later = flags[place + 1..].iter();
            let later: Vec<VariableId> = later.map(|flag| draws[*flag].flag).collect();
            let askings = asked.iter().filter(|(own, _)| own == flag);
            let askings = askings.map(|(_, asking)| asking);
            (draw, needed::needed(self, draw.flag, &later, askings))
        });
        own.collect()
    }

    /// Adds nodes before a place in which flags are drawn that are not drawn yet, if something depends
    /// on them. Nothing is drawn for a node that is passed over because `when` is false. Returns the
    /// first of them.
    fn drawn_before(
        &mut self,
        to: To,
        when: Option<ConditionId>,
        draws: Vec<(Draw, Option<Expr>)>,
    ) -> To {
        draws.into_iter().rev().fold(to, |to, (draw, needed)| {
            let open = Expr::Not(Box::new(Expr::Variable(draw.mark)));
            let when = when.map(|when| self.conditions[when].expr.clone());
            let all = needed.into_iter().chain(when);
            let expr = all.fold(open, |left, right| Expr::Both {
                operator: Operator::And,
                left: Box::new(left),
                right: Box::new(right),
            });
            let used = Use::Node(self.nodes.end());
            let when = self.conditions.push(Condition { expr, used });
            let choice = draw.choice(&self.variables[draw.flag]);
            let choice = self.choices.push(choice);
            To::Node(self.nodes.push(Node {
                name: self.variables[draw.flag].name.clone(),
                title: None,
                when: Some(when),
                stops: vec![choice],
                silent: vec![0, 1],
                ways: vec![Way { to, when: None }],
                says_again: false,
            }))
        })
    }
}

impl Draw {
    fn is_drawn(self) -> Set {
        Set {
            variable: self.mark,
            value: Expr::Flag(true),
        }
    }

    /// Returns the choice in which the flag is drawn.
    fn choice(self, flag: &Variable) -> Choice {
        let option = |value: bool| Opt {
            name: value.to_string(),
            when: None,
            sets: vec![
                Set {
                    variable: self.flag,
                    value: Expr::Flag(value),
                },
                self.is_drawn(),
            ],
            to: None,
            once: false,
        };
        Choice {
            name: flag.name.clone(),
            options: vec![option(true), option(false)],
            default: None,
            timed: false,
            chance: flag.chance,
        }
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
        assert_eq!(all.drawn(&path), (vec![(VariableId(0), 1)], Vec::new()));
        let path = read("storm=false,door=leave", &all).unwrap();
        let (values, decisions) = all.drawn(&path);
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

    /// Returns the paths of a story, as lists of decisions.
    fn paths(text: &str, flags: &[&str]) -> Vec<String> {
        let mut story = story(text);
        for flag in flags {
            let flag = story.variables.position(|own| own.name == *flag).unwrap();
            story.variables[flag].chance = Some(50.0);
        }
        let all = story.with_draws().unwrap();
        let explored = all.explore().unwrap();
        explored.paths().map(|path| shown(&path, &all)).collect()
    }

    #[test]
    fn a_path_names_only_the_draws_on_which_it_depends() {
        let text = "flag rain
             flag wind
             flag moon
             node gate
             choice door
             - left | to hill
             - right
             node lane
             heard 0 | when wind
             way end
             node hill
             way end | when rain
             way top
             node top | when moon
             way end";
        let expected = [
            "rain=true,moon=true,door=left",
            "rain=true,moon=false,door=left",
            "rain=false,moon=true,door=left",
            "rain=false,moon=false,door=left",
            "wind=true,door=right",
            "wind=false,door=right",
        ];
        assert_eq!(paths(text, &["rain", "wind", "moon"]), expected);
    }

    #[test]
    fn a_flag_on_which_nothing_depends_after_others_is_not_drawn() {
        let text = "flag rain
             flag wind
             flag moon
             node gate
             way hill | when rain and wind
             way end
             node hill
             way lane | when moon
             way barn | when rain or moon
             way end
             node lane
             way end
             node barn
             way end";
        let expected = [
            "rain=true,wind=true,moon=true",
            "rain=true,wind=true,moon=false",
            "rain=true,wind=false",
            "rain=false",
        ];
        assert_eq!(paths(text, &["rain", "wind", "moon"]), expected);
        let list = "flag rain
             flag wind
             flag moon
             node gate
             way hill | when rain
             way lane | when wind
             way barn | when moon
             way end
             node hill
             way end
             node lane
             way end
             node barn
             way end";
        let expected = [
            "rain=true",
            "rain=false,wind=true",
            "rain=false,wind=false,moon=true",
            "rain=false,wind=false,moon=false",
        ];
        assert_eq!(paths(list, &["rain", "wind", "moon"]), expected);
    }

    #[test]
    fn a_flag_that_an_option_set_is_not_drawn_later_and_one_is_drawn_once() {
        let text = "flag rain
             node gate
             choice door
             - wet | set rain = true
             - dry | set rain = false
             - out
             node lane
             way inn | when rain
             way end
             node inn | when rain
             choice stay
             - yes | to lane | once
             - no
             way end";
        let expected = [
            "door=wet,stay=yes,stay=no",
            "door=wet,stay=no",
            "door=dry",
            "rain=true,door=out,stay=yes,stay=no",
            "rain=true,door=out,stay=no",
            "rain=false,door=out",
        ];
        assert_eq!(paths(text, &["rain"]), expected);
    }

    #[test]
    fn an_ending_after_scenes_that_are_passed_over_is_that_of_the_last_one_heard() {
        let mut story = story(
            "flag rain
             flag lamp
             node gate
             choice door
             - lit | set lamp = true
             - dark
             node coda | when rain
             node code | when lamp
             way end | when rain
             way end",
        );
        story.variables[VariableId(0)].chance = Some(50.0);
        let all = story.with_draws().unwrap();
        let endings = all.explore().unwrap().endings();
        let names: Vec<String> = endings.iter().map(|one| one.place.name(&all)).collect();
        assert_eq!(names, ["gate", "coda", "code"]);
    }

    #[test]
    fn a_trap_of_chance_is_in_a_node_that_is_heard() {
        let mut story = story(
            "flag rain
             node gate
             choice door
             - go
             - stay
             node lane
             way gate | when rain
             way end",
        );
        story.variables[VariableId(0)].chance = Some(1.0);
        let all = story.with_draws().unwrap();
        let explored = all.explore().unwrap();
        let found = explored.findings();
        let lane = story.node("lane").unwrap();
        let [finding] = found else {
            panic!("{found:?}")
        };
        assert_eq!(finding.what, What::NoEndFrom(lane));
        assert!(shown(&finding.path, &all).starts_with("rain=true,door="));
    }

    #[test]
    fn a_flag_for_which_nothing_asks_can_be_named() {
        let mut story = story("flag rain\n node gate\n way end");
        story.variables[VariableId(0)].chance = Some(50.0);
        let all = story.with_draws().unwrap();
        assert_eq!(read("rain=true", &all).unwrap().len(), 1);
        let explored = all.explore().unwrap();
        assert_eq!(explored.paths().count(), 1);
        let found: Vec<&What> = explored.findings().iter().map(|one| &one.what).collect();
        assert_eq!(found, [&What::NeverAsked(VariableId(0))]);
    }
}
