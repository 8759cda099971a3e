//! The listener's place in an interactive show, and the parts that were played since it was opened.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::book::BookStory;
use crate::output::live::State;
use crate::session::live::Player;
use cuebook_story::walk::EndingPlace;
use cuebook_story::{Decision, To, Visit};

/// Where a listener is. Scenes have their ids; the words before the first one have an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(in crate::studio) struct Walked {
    /// The scenes of the parts up to now, the present one last: a choice divides its scene into parts.
    visits: Vec<String>,
    /// The decisions, as the command line takes them.
    path: String,
    /// All scenes that were heard since the show was opened.
    been: BTreeSet<String>,
    /// All options that were taken: `CHOICE.OPTION`.
    taken: BTreeSet<String>,
    /// The names of the endings that were met.
    met: BTreeSet<String>,
}

impl Walked {
    /// Looks at a player. Returns whether something is new.
    pub(super) fn look(&mut self, player: &Player, state: &State) -> bool {
        let Some(edition) = player.latest() else {
            return false;
        };
        let Some(story) = &edition.show().whole().book.story else {
            return false;
        };
        let before = self.clone();
        let (visits, decisions) = (player.visits(), player.decisions());
        let name = |visit: &Visit| scene(story, *visit);
        self.visits = visits.iter().map(name).collect();
        self.path = player.path();
        self.been.extend(self.visits.iter().cloned());
        self.taken
            .extend(decisions.iter().map(|own| option(story, own)));
        if *state == State::Ended {
            self.met.extend(ending(story, &visits, &decisions));
        }
        *self != before
    }
}

/// Returns the id of the scene of a visit.
fn scene(story: &BookStory, visit: Visit) -> String {
    let node = &story.nodes[visit.node];
    match node.scene {
        Some(_) => story.graph.nodes[visit.node].name.clone(),
        None => String::new(),
    }
}

fn option(story: &BookStory, decision: &Decision) -> String {
    let choice = &story.graph.choices[decision.choice];
    let option = &choice.options[decision.option];
    format!("{}.{}", choice.name, option.name)
}

/// Returns the name of the ending to which decisions led.
fn ending(story: &BookStory, visits: &[Visit], decisions: &[Decision]) -> Option<String> {
    let node = visits.last()?.node;
    let ends = |last: &&Decision| {
        let option = &story.graph.choices[last.choice].options[last.option];
        option.to == Some(To::End)
    };
    let place = EndingPlace {
        node: Some(node),
        choice: decisions.last().filter(ends).map(|last| last.choice),
    };
    Some(place.name(&story.graph))
}
