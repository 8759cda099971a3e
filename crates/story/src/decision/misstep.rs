//! Messages for decisions that are not possible where they come.

use super::Decision;
use crate::story::{Choice, Story};
use crate::walk::{Misstep, Moment, Walk};

impl Misstep {
    /// Returns a message for this decision of a list.
    #[must_use]
    pub fn message(&self, decisions: &[Decision], story: &Story) -> String {
        let choice = decisions[self.index].choice;
        let name = &story.choices[choice].name;
        match self.met {
            Moment::Choice(met) if met == choice => self.closed(decisions, story),
            _ if self.is_passed(decisions, story) => format!(
                "no option of `{name}` is open there, so its default is taken and the listener is not asked"
            ),
            Moment::Choice(met) => {
                let met = &story.choices[met].name;
                format!("the story comes to the choice `{met}` here, not to `{name}`")
            }
            Moment::End { .. } => format!("the story is over before it comes to `{name}`"),
            _ => format!("the story cannot go on before it comes to `{name}`"),
        }
    }

    /// The message for an option that its choice does not offer: where this is, why, and which
    /// options are open there.
    fn closed(&self, decisions: &[Decision], story: &Story) -> String {
        let Decision { choice, option, .. } = decisions[self.index];
        let Choice { name, options, .. } = &story.choices[choice];
        let own = &options[option];
        let earlier = &decisions[..self.index];
        let taken = |one: &Decision| one.choice == choice && one.option == option;
        let why = match own.when {
            _ if own.once && earlier.iter().any(taken) => {
                ", because it was taken before".to_owned()
            }
            Some(when) => {
                let expr = &story.conditions[when].expr;
                match expr.constant() {
                    Some(_) => ", because its condition is never true".to_owned(),
                    None => format!(", because `{}` is false", expr.shown(&story.variables)),
                }
            }
            None => String::new(),
        };
        let place = story.place_of(choice);
        let place = place.map_or(String::new(), |(node, _)| {
            format!(" in the scene `{}`", story.nodes[node].name)
        });
        let offered = self.offered.iter().map(|o| options[*o].name.as_str());
        let offered = match offered.collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => "nothing".to_owned(),
            offered => offered,
        };
        format!(
            "decision {}: `{name}`{place} does not offer `{}` here{why}; open is {offered}",
            self.index + 1,
            own.name
        )
    }

    /// Whether the choice was met after the decisions before, but none of its options was open.
    fn is_passed(&self, decisions: &[Decision], story: &Story) -> bool {
        let choice = decisions[self.index].choice;
        let has_default = story.choices[choice].default.is_some();
        let walk = Walk::replay(story, &decisions[..self.index]).ok();
        let Some(mut walk) = walk.filter(|_| has_default) else {
            return false;
        };
        walk.to_choice();
        let since = walk
            .visits()
            .iter()
            .filter(|visit| visit.decisions == self.index);
        let mut stops = since.filter_map(|visit| story.nodes[visit.node].stops.get(visit.part));
        stops.any(|stop| *stop == choice)
    }
}
