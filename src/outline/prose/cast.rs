//! The people of a text who have roles, and the names of the roles.

use std::cmp::Reverse;

use super::people::{People, Person};
use super::turns::Speaker;
use super::turns::turn::Turn;
use crate::outline::cast::{NARRATOR, Player, role_name};
use crate::outline::lexicon::Sex;

/// The people who speak, most lines first.
#[derive(Debug)]
pub(super) struct Players {
    pub players: Vec<Player>,
    /// The index of each person.
    people: Vec<usize>,
}

impl Players {
    /// Returns the name of a person's role, or the narrator's if the person does
    /// not speak.
    #[must_use]
    pub(super) fn role(&self, person: usize) -> &str {
        let place = self.people.iter().position(|own| *own == person);
        place.map_or(NARRATOR, |place| &self.players[place].name)
    }
}

/// Gathers the people who speak a turn.
#[must_use]
pub(super) fn players(people: &People, turns: &[Turn], speakers: &[Speaker]) -> Players {
    let people = &people.people;
    let mut lines = vec![0; people.len()];
    for (turn, speaker) in turns.iter().zip(speakers) {
        lines[speaker.person] += turn.parts.len();
    }
    let mut order: Vec<usize> = (0..people.len()).filter(|who| lines[*who] > 0).collect();
    order.sort_by_key(|who| (Reverse(lines[*who]), people[*who].first, *who));
    let mut players: Vec<Player> = Vec::new();
    for person in &order {
        let who = &people[*person];
        let name = unique(&name(who), &players);
        players.push(Player {
            name,
            sex: who.sex(),
            age: who.age,
            several: who.several,
            teller: who.teller,
            lines: lines[*person],
        });
    }
    Players {
        players,
        people: order,
    }
}

/// Returns the name of a person in the script: the form that the text uses most.
fn name(who: &Person) -> String {
    // A voice that turns out to be a young lady's is the young lady.
    let voice = |form: &str| form.to_lowercase().ends_with("voice");
    let other = who.forms.iter().any(|(form, _)| !voice(form));
    let forms = || {
        let all = who.forms.iter();
        all.filter(|(form, _)| !(other && voice(form)))
    };
    let most = forms().map(|(_, count)| *count).max();
    let form = forms().find(|(_, count)| Some(*count) == most);
    let form = form.filter(|_| who.is_named() || !who.teller);
    let plain = match (form, who.teller, who.sex()) {
        (Some((form, _)), ..) => form,
        (None, true, _) => "I",
        _ if who.crowd => "VOICES",
        (None, _, Some(Sex::Man)) => "MAN",
        (None, _, Some(Sex::Woman)) => "WOMAN",
        (None, _, None) => "VOICE",
    };
    let name = role_name(&plain.to_uppercase().replace('’', "'"));
    name.unwrap_or_else(|| "VOICE".to_owned())
}

fn unique(name: &str, players: &[Player]) -> String {
    let is_taken = |name: &str| name == NARRATOR || players.iter().any(|p| p.name == name);
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_default()
}
