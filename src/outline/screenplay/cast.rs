//! Derives the sex and age of a screenplay's characters from their names.

use std::cmp::Reverse;

use super::story::Story;
use crate::outline::cast::Player;
use crate::outline::lexicon::{self, Age, Sex};

/// Returns the characters, most lines first.
#[must_use]
pub(super) fn players(story: &Story) -> Vec<Player> {
    let mut players: Vec<Player> = story
        .roles
        .iter()
        .map(|role| player(&role.name, role.lines))
        .collect();
    players.sort_by_key(|player| Reverse(player.lines));
    players
}

/// Returns a character with the sex and age that its name shows.
#[must_use]
pub(in crate::outline) fn player(name: &str, lines: usize) -> Player {
    Player {
        name: name.to_owned(),
        sex: sex(name),
        age: age(name),
        lines,
        ..Player::default()
    }
}

fn words(name: &str) -> Vec<String> {
    let low = name.to_lowercase();
    let words = low.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns the sex for a name, by its words or its ending.
fn sex(name: &str) -> Option<Sex> {
    let words = words(name);
    let known = words.iter().find_map(|word| {
        let noun = lexicon::noun(word).and_then(|noun| noun.sex);
        let title = || lexicon::title(word).flatten();
        let rank = || lexicon::is_rank(word).then_some(Sex::Man);
        let name = || lexicon::name_sex(word);
        noun.or_else(title).or_else(name).or_else(rank)
    });
    known.or_else(|| by_ending(words.first()?))
}

fn by_ending(name: &str) -> Option<Sex> {
    const WOMEN: [&str; 5] = ["a", "elle", "ette", "ine", "ïs"];
    const MEN: [&str; 15] = [
        "us", "er", "ov", "in", "o", "ck", "rd", "rt", "ld", "or", "am", "om", "im", "as", "is",
    ];
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let is_trade = lexicon::noun(name).is_some() || lexicon::title(name).is_some();
    if is_trade || name.chars().count() < 3 {
        return None;
    }
    if ends(&WOMEN) {
        return Some(Sex::Woman);
    }
    ends(&MEN).then_some(Sex::Man)
}

/// Returns the age for a name: `OLD WOMAN`, `BOY`.
fn age(name: &str) -> Option<Age> {
    let age = |word: &String| {
        let noun = lexicon::noun(word).and_then(|noun| noun.age);
        noun.or_else(|| lexicon::age_of(word))
    };
    words(name).iter().find_map(age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_sex_and_age() {
        for (name, woman, expected) in [
            ("ANNA", Some(true), None),
            ("BORIS", Some(false), None),
            ("MRS. HALE", Some(true), None),
            ("SASHA", Some(false), None),
            ("JUNE", Some(true), None),
            ("OLD WOMAN", Some(true), Some(Age::Old)),
            ("GIRL 2", Some(true), Some(Age::Child)),
            ("YOUNG TOM", Some(false), Some(Age::Young)),
            ("CAPTAIN", Some(false), None),
            ("DOCTOR", None, None),
            ("R2D2", None, None),
        ] {
            let sex = sex(name).map(|sex| sex == Sex::Woman);
            assert_eq!((sex, age(name)), (woman, expected), "{name}");
        }
    }
}
