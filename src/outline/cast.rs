//! Casts a voice for every person who speaks.
//!
//! Takes people with their sex and age, and the available voices. The first
//! people choose first. A voice gets a second role only when no other voice of
//! the sex is free, and then at another pace.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::lexicon::{Age, Sex};
use super::{Outline, Role};
pub(crate) use crate::book::cast::NARRATOR;
use crate::world::{Catalog, VoiceNote};
use cuebook_core::language::Language;
use cuebook_core::unseen::seen;
use cuebook_script::write::one_line;

/// The longest name of a role, in characters.
const LONGEST: usize = 64;

/// A person who speaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Player {
    pub name: String,
    pub sex: Option<Sex>,
    pub age: Option<Age>,
    /// Whether this is more than one person.
    pub several: bool,
    /// Whether this is the narrator of the story, who also speaks in it.
    pub teller: bool,
    pub lines: usize,
}

/// Casts the narrator and then the players with voices of a language, and returns the roles in this
/// order.
#[must_use]
pub(crate) fn cast(
    narrator: &str,
    players: &[Player],
    stock: &dyn Catalog,
    language: Language,
) -> Vec<Role> {
    let mut voices = Voices::of(stock, language);
    let teller = players.iter().find(|player| player.teller);
    let reader = voices.narrator(teller.and_then(|teller| teller.sex));
    let mut roles = vec![Role {
        name: narrator.to_owned(),
        voice: reader.clone(),
        pace: None,
        lines: 0,
        about: String::new(),
        player: Player::default(),
    }];
    roles.extend(players.iter().map(|player| {
        let (voice, pace) = match player.teller {
            true => (reader.clone(), None),
            false => voices.take(player),
        };
        Role {
            name: player.name.clone(),
            voice,
            pace,
            lines: player.lines,
            about: about(player),
            player: player.clone(),
        }
    }));
    roles
}

/// Gives each role the same voice in several outlines, such as the chapters of a book.
/// Roles of one name are one person.
pub(crate) fn share(outlines: &mut [&mut Outline], stock: &dyn Catalog) {
    let mut players: Vec<Player> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let all = || {
        outlines
            .iter()
            .flat_map(|outline| outline.roles.iter().skip(1))
    };
    for role in all() {
        let place = *places.entry(role.name.clone()).or_insert_with(|| {
            players.push(Player {
                name: role.name.clone(),
                ..Player::default()
            });
            players.len() - 1
        });
        players[place].join(&role.player, role.lines);
    }
    players.sort_by_key(|player| Reverse(player.lines));
    let language = outlines
        .first()
        .map_or(Language::English, |one| one.language());
    let roles = cast(NARRATOR, &players, stock, language);
    let voices: HashMap<&str, &Role> = roles
        .iter()
        .map(|role| (role.name.as_str(), role))
        .collect();
    for role in outlines
        .iter_mut()
        .flat_map(|outline| outline.roles.iter_mut())
    {
        if let Some(own) = voices.get(role.name.as_str()) {
            role.voice.clone_from(&own.voice);
            role.pace = own.pace;
        }
    }
}

impl Player {
    /// Adds what another text says about the person, and the lines in it.
    fn join(&mut self, other: &Player, lines: usize) {
        self.sex = self.sex.or(other.sex);
        self.age = self.age.or(other.age);
        self.several |= other.several;
        self.teller |= other.teller;
        self.lines += lines;
    }
}

/// Adds a role for a new speaker, with a voice that has the fewest roles.
pub(super) fn add(
    roles: &mut Vec<Role>,
    player: Player,
    (stock, language): (&dyn Catalog, Language),
) {
    let mut voices = Voices::of(stock, language);
    for role in roles.iter() {
        let named = voices
            .all
            .iter()
            .position(|(name, _)| role.voice.as_deref() == Some(*name));
        if let Some(index) = named {
            voices.taken[index] += 1;
        }
    }
    let (voice, pace) = voices.take(&player);
    roles.push(Role {
        name: player.name.clone(),
        voice,
        pace,
        lines: player.lines,
        about: about(&player),
        player,
    });
}

/// Returns a name that scripts accept: letters, digits, spaces and `_-.'`; `None`
/// if no characters remain. Characters that are not seen are left out.
#[must_use]
pub(crate) fn role_name(name: &str) -> Option<String> {
    let fits = |c: char| match c {
        '_' | '-' | '.' | '\'' | '’' => c,
        c if c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace() => c,
        _ => ' ',
    };
    let name: String = seen(name).chars().map(fits).collect();
    let name = one_line(&name);
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name: String = name.chars().take(LONGEST).collect();
    let name = name.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

fn about(who: &Player) -> String {
    let sex = match who.sex {
        _ if who.teller => return "the narrator, as a character of the story".to_owned(),
        _ if who.several => return "several people".to_owned(),
        Some(Sex::Man) => "a man",
        Some(Sex::Woman) => "a woman",
        None => "the text does not say whether a man or a woman",
    };
    match (who.age, who.sex) {
        (Some(Age::Old), _) => format!("{sex}, old"),
        (Some(Age::Young), _) => format!("{sex}, young"),
        (Some(Age::Child), Some(Sex::Man)) => "a boy".to_owned(),
        (Some(Age::Child), Some(Sex::Woman)) => "a girl".to_owned(),
        (Some(Age::Child), None) => "a child".to_owned(),
        (Some(Age::Grown) | None, _) => sex.to_owned(),
    }
}

/// The available voices, and the number of roles of each.
struct Voices<'s> {
    all: Vec<(&'s str, Option<VoiceNote<'s>>)>,
    taken: Vec<usize>,
    british: bool,
}

impl<'s> Voices<'s> {
    /// The voices that speak a language.
    fn of(stock: &'s dyn Catalog, language: Language) -> Voices<'s> {
        let speaks = |note: &VoiceNote<'_>| note.language == language;
        let named = |name| (name, stock.voice(name));
        let all = stock.voices().into_iter().map(named);
        let all: Vec<_> = all
            .filter(|(_, note)| note.as_ref().is_none_or(speaks))
            .collect();
        Voices {
            taken: vec![0; all.len()],
            all,
            british: true,
        }
    }

    /// Returns a voice that is pleasant for a long time.
    fn narrator(&mut self, sex: Option<Sex>) -> Option<String> {
        const WORDS: [&str; 6] = [
            "mature",
            "unhurried",
            "poised",
            "storyteller",
            "calm",
            "natural",
        ];
        let index = self.best(|note| {
            let fits = if is_of(note, sex) { 100 } else { 0 };
            described(note, &WORDS) + fits
        })?;
        self.taken[index] += 1;
        self.british = self.all[index].1.is_some_and(|note| note.british);
        Some(self.all[index].0.to_owned())
    }

    /// Returns the voice that fits best among those with the fewest roles.
    fn take(&mut self, who: &Player) -> (Option<String>, Option<f64>) {
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
            let fits = if is_of(note, who.sex) { 1000 } else { 0 };
            let old = who.age == Some(Age::Old);
            let too_young = old && described(note, &["young", "high", "quick"]) > 0;
            let same_accent = i32::from(note.british == british);
            described(note, words) + fits + same_accent - if too_young { 5 } else { 0 }
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

    /// Returns the first of the voices with the highest weight. Each role of a
    /// voice lowers its weight.
    fn best(&self, weight: impl Fn(&VoiceNote<'_>) -> i32) -> Option<usize> {
        let weigh = |index: usize| {
            let fit = self.all[index].1.as_ref().map_or(0, &weight);
            let taken = i32::try_from(self.taken[index]).unwrap_or(i32::MAX / 8);
            fit - 50 * taken.min(1000)
        };
        (0..self.all.len()).max_by_key(|index| (weigh(*index), usize::MAX - index))
    }
}

/// Returns whether a voice is of this sex. An unknown sex fits every voice.
fn is_of(note: &VoiceNote<'_>, sex: Option<Sex>) -> bool {
    sex.is_none_or(|sex| note.woman == (sex == Sex::Woman))
}

/// Returns twice the number of these words in the description of a voice.
fn described(note: &VoiceNote<'_>, words: &[&str]) -> i32 {
    let parts = || note.about.split(|c: char| !c.is_alphabetic());
    let has = |word: &&&str| parts().any(|part| part == **word);
    i32::try_from(2 * words.iter().filter(has).count()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::perform::BuiltinCatalog;

    fn women(count: usize) -> Vec<Player> {
        let woman = |n| Player {
            name: format!("ANNA {n}"),
            sex: Some(Sex::Woman),
            ..Player::default()
        };
        (0..count).map(woman).collect()
    }

    #[test]
    fn a_voice_is_reused_at_another_pace_only_when_no_other_of_its_sex_is_left() {
        let stock = BuiltinCatalog;
        let is_woman = |name: &str| {
            let note = stock.voice(name);
            note.is_some_and(|note| note.woman && note.language == Language::English)
        };
        let voices = stock
            .voices()
            .into_iter()
            .filter(|name| is_woman(name))
            .count();
        let roles = cast(NARRATOR, &women(2 * voices), &stock, Language::English);
        let sounds: HashSet<String> = roles
            .iter()
            .map(|role| format!("{:?} {:?}", role.voice, role.pace))
            .collect();
        assert_eq!(sounds.len(), roles.len());
        assert!(roles[..=voices].iter().all(|role| role.pace.is_none()));
        assert!(roles[voices + 1..].iter().all(|role| role.pace.is_some()));
        for role in &roles[1..] {
            assert!(is_woman(role.voice.as_deref().unwrap()));
        }
    }

    #[test]
    fn names_have_only_the_characters_of_scripts() {
        let named = |name: &str| role_name(name);
        assert_eq!(
            named("  -O’Neill, {the} 2nd "),
            Some("O’Neill the 2nd".into())
        );
        assert_eq!(named("(?)"), None);
        assert_eq!(named(&"A".repeat(99)).map(|name| name.len()), Some(LONGEST));
    }
}
