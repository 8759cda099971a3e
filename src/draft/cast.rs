//! The cast: a role and a voice for everybody who speaks.
//!
//! In: the people, how many lines each has, and the stock. Out: roles. Always
//! true: two roles have one voice only when no other voice is left.

use super::lexicon::{Age, Sex};
use super::people::{People, Person};
use crate::world::{Stock, VoiceNote};

/// A role of the show.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// As the script names it: `CAPTAIN`.
    pub name: String,
    /// Who it is, an index into [`People::people`]; none for the narrator.
    pub person: Option<usize>,
    pub voice: Option<String>,
    /// Where a voice has to serve twice.
    pub pace: Option<f64>,
    pub lines: usize,
    /// What the text tells of them, for the comment.
    pub about: String,
}

/// The role of whoever reads what nobody says.
pub const NARRATOR: &str = "NARRATOR";

/// Casts everybody who has lines; `lines` counts them by person.
#[must_use]
pub fn cast(people: &People, lines: &[usize], stock: &dyn Stock) -> Vec<Role> {
    let mut order: Vec<usize> = (0..lines.len())
        .filter(|person| lines[*person] > 0)
        .collect();
    order.sort_by_key(|person| {
        (
            std::cmp::Reverse(lines[*person]),
            people.people[*person].first,
            *person,
        )
    });
    let teller = people.people.iter().find(|person| person.teller);
    let mut voices = Voices::of(stock);
    let narrator = voices.narrator(teller.and_then(Person::sex));
    let mut roles = vec![Role {
        name: NARRATOR.to_owned(),
        person: None,
        voice: narrator.clone(),
        pace: None,
        lines: 0,
        about: String::new(),
    }];
    for person in order {
        let who = &people.people[person];
        let (voice, pace) = if who.teller {
            (narrator.clone(), None)
        } else {
            voices.take(who)
        };
        let name = unique(&name(who), &roles);
        roles.push(Role {
            name,
            person: Some(person),
            voice,
            pace,
            lines: lines[person],
            about: about(who),
        });
    }
    roles
}

/// What a person is called in the script: the form that the text uses most.
fn name(who: &Person) -> String {
    let most = who.forms.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let form = who
        .forms
        .iter()
        .find(|(_, count)| *count == most)
        .map(|(form, _)| form.as_str());
    let plain = match (form, who.teller, who.sex()) {
        (_, true, _) => "I",
        (Some(form), ..) => form,
        (None, _, Some(Sex::Man)) => "MAN",
        (None, _, Some(Sex::Woman)) => "WOMAN",
        (None, _, None) => "VOICE",
    };
    let held = |c: char| c.is_alphanumeric() || " _-.'".contains(c);
    let name: String = plain
        .to_uppercase()
        .replace('’', "'")
        .chars()
        .filter(|c| held(*c))
        .take(48)
        .collect();
    let name = name
        .trim()
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    if name.is_empty() {
        "VOICE".to_owned()
    } else {
        name
    }
}

fn unique(name: &str, roles: &[Role]) -> String {
    let taken = |name: &str| roles.iter().any(|role| role.name == name);
    let numbered = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|name| !taken(name))
        .unwrap_or_default()
}

fn about(who: &Person) -> String {
    let sex = match who.sex() {
        _ if who.teller => return "who tells the story, when speaking in it".to_owned(),
        _ if who.several => return "several at once".to_owned(),
        Some(Sex::Man) => "a man",
        Some(Sex::Woman) => "a woman",
        None => "man or woman, the text does not say",
    };
    match (who.age, who.sex()) {
        (Some(Age::Old), _) => format!("{sex}, old"),
        (Some(Age::Young), _) => format!("{sex}, young"),
        (Some(Age::Child), Some(Sex::Man)) => "a boy".to_owned(),
        (Some(Age::Child), Some(Sex::Woman)) => "a girl".to_owned(),
        (Some(Age::Child), None) => "a child".to_owned(),
        (Some(Age::Grown) | None, _) => sex.to_owned(),
    }
}

/// The voices of the stock, and which of them are taken.
struct Voices<'s> {
    all: Vec<(&'s str, Option<VoiceNote<'s>>)>,
    taken: Vec<usize>,
    british: bool,
}

impl<'s> Voices<'s> {
    fn of(stock: &'s dyn Stock) -> Voices<'s> {
        let all: Vec<_> = stock
            .voices()
            .into_iter()
            .map(|name| (name, stock.voice(name)))
            .collect();
        Voices {
            taken: vec![0; all.len()],
            all,
            british: true,
        }
    }

    /// A voice that one can listen to for hours.
    fn narrator(&mut self, sex: Option<Sex>) -> Option<String> {
        let words = [
            "mature",
            "unhurried",
            "poised",
            "storyteller",
            "calm",
            "natural",
        ];
        let index = self.best(|note| {
            let fits = sex.is_none_or(|sex| note.woman == (sex == Sex::Woman));
            heard(note.about, &words) + if fits { 100 } else { 0 }
        })?;
        self.taken[index] += 1;
        self.british = self.all[index].1.is_some_and(|note| note.british);
        Some(self.all[index].0.to_owned())
    }

    /// The voice that fits a person best of those that fewest have.
    fn take(&mut self, who: &Person) -> (Option<String>, Option<f64>) {
        let words: &[&str] = match who.age.unwrap_or_default() {
            Age::Old => &["mature", "deep", "slow", "unhurried", "low", "poised"],
            Age::Grown => &[
                "steady", "even", "natural", "clear", "plain", "warm", "firm",
            ],
            Age::Young => &["young", "lively", "brisk", "bright", "clear"],
            Age::Child => &["young", "light", "high", "quick", "cheeky", "soft"],
        };
        let british = self.british;
        let index = self.best(|note| {
            let fits = who
                .sex()
                .is_none_or(|sex| note.woman == (sex == Sex::Woman));
            let old =
                who.age == Some(Age::Old) && heard(note.about, &["young", "high", "quick"]) > 0;
            heard(note.about, words)
                + if fits { 1000 } else { 0 }
                + i32::from(note.british == british)
                - if old { 5 } else { 0 }
        });
        let Some(index) = index else {
            return (None, None);
        };
        let pace = match self.taken[index] {
            0 => None,
            again if again % 2 == 1 => Some(0.93),
            _ => Some(1.07),
        };
        self.taken[index] += 1;
        (Some(self.all[index].0.to_owned()), pace)
    }

    fn best(&self, weight: impl Fn(&VoiceNote<'_>) -> i32) -> Option<usize> {
        let weigh = |index: usize| {
            let own = self.all[index].1.as_ref().map_or(0, &weight);
            let taken = i32::try_from(self.taken[index]).unwrap_or(i32::MAX / 8);
            own - 50 * taken.min(1000)
        };
        (0..self.all.len()).max_by_key(|index| (weigh(*index), usize::MAX - index))
    }
}

/// How many of some words a voice is described with.
fn heard(about: &str, words: &[&str]) -> i32 {
    let has = |word: &&&str| {
        about
            .split(|c: char| !c.is_alphabetic())
            .any(|part| part == **word)
    };
    i32::try_from(2 * words.iter().filter(has).count()).unwrap_or(0)
}
