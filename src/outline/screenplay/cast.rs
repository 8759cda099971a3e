//! The sex and age of a screenplay's characters, by their names and by the words of
//! the screenplay about them.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::evidence::{self, Told};
use super::fountain::Screenplay;
use super::names;
use super::story::Story;
use crate::outline::cast::Player;
use crate::outline::lexicon::{self, Age, Sex};

/// Returns the characters, most lines first.
#[must_use]
pub(super) fn players(story: &Story, play: &Screenplay) -> Vec<Player> {
    let roles: Vec<String> = story.roles.iter().map(|role| role.name.clone()).collect();
    let told = evidence::gather(play, &story.names, &roles);
    let player = |role: &super::story::Role| player(&role.name, role.lines, &told);
    let mut players: Vec<Player> = story.roles.iter().map(player).collect();
    players.sort_by_key(|player| Reverse(player.lines));
    players
}

/// Returns a character with the sex and age that its name shows.
#[must_use]
pub(crate) fn named(name: &str, lines: usize) -> Player {
    player(name, lines, &HashMap::new())
}

fn player(name: &str, lines: usize, told: &HashMap<String, Told>) -> Player {
    let nothing = Told::default();
    let told = told.get(&names::key(name)).unwrap_or(&nothing);
    let words = words(name);
    let several = words.last().and_then(|word| lexicon::noun(word));
    Player {
        name: name.to_owned(),
        sex: sex(&words, told),
        age: age(&words).or(told.age),
        several: several.is_some_and(|noun| noun.several) || words.iter().any(|word| word == "and"),
        lines,
        ..Player::default()
    }
}

fn words(name: &str) -> Vec<String> {
    let low = lexicon::low(name);
    let words = low.split(|c: char| !c.is_alphabetic() && c != '\'');
    let words = words.map(|word| lexicon::base(word).trim_matches('\''));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns the sex. A noun or a title in the name counts most, then clear words of the
/// screenplay, then given names: `SAM` may be a woman.
fn sex(words: &[String], told: &Told) -> Option<Sex> {
    let of = |sex: fn(&str) -> Option<Sex>| words.iter().find_map(|word| sex(word));
    let noun = of(|word| lexicon::noun(word).and_then(|noun| noun.sex));
    let courtesy = |word: &str| {
        lexicon::title(word)
            .flatten()
            .filter(|_| !lexicon::is_rank(word))
    };
    let rank = |word: &str| lexicon::is_rank(word).then_some(Sex::Man);
    noun.or_else(|| words.iter().find_map(|word| courtesy(word)))
        .or_else(|| told.sex(evidence::CLEAR))
        .or_else(|| of(lexicon::name_sex))
        .or_else(|| told.sex(1))
        .or_else(|| words.iter().find_map(|word| rank(word)))
}

/// Returns the age for a name: `OLD WOMAN`, `BOY`.
fn age(words: &[String]) -> Option<Age> {
    let age = |word: &String| {
        let noun = lexicon::noun(word).and_then(|noun| noun.age);
        noun.or_else(|| lexicon::age_of(word))
    };
    words.iter().find_map(age)
}

#[cfg(test)]
mod tests {
    use super::super::fountain;
    use super::*;

    #[test]
    fn a_name_shows_sex_and_age() {
        for (name, woman, expected) in [
            ("ANNA", Some(true), None),
            ("BORIS", Some(false), None),
            ("MRS. HALE", Some(true), None),
            ("SASHA", Some(false), None),
            ("JUNE", Some(true), None),
            ("WILL", Some(false), None),
            ("SCOTT", Some(false), None),
            ("MAN'S VOICE", Some(false), None),
            ("OLD WOMAN", Some(true), Some(Age::Old)),
            ("GIRL 2", Some(true), Some(Age::Child)),
            ("YOUNG TOM", Some(false), Some(Age::Young)),
            ("CAPTAIN", Some(false), None),
            ("DOCTOR", None, None),
            ("R2D2", None, None),
        ] {
            let player = player(name, 1, &HashMap::new());
            let sex = player.sex.map(|sex| sex == Sex::Woman);
            assert_eq!((sex, player.age), (woman, expected), "{name}");
        }
    }

    fn told(play: &str) -> String {
        let play = fountain::read(play);
        let players = players(&Story::of(&play, true), &play);
        let tell = |player: &Player| {
            let sex = match player.sex {
                Some(Sex::Man) => "man",
                Some(Sex::Woman) => "woman",
                None => "?",
            };
            let age = player.age.map_or(String::new(), |age| format!(" {age:?}"));
            let several = if player.several { " several" } else { "" };
            format!("{} {sex}{age}{several}", player.name)
        };
        players.iter().map(tell).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_action_shows_sex_and_age() {
        for (action, expected) in [
            ("Zorn waits by the door. He coughs.", "ZORN man"),
            ("ZORN, 40s, a nurse, waits.", "ZORN woman Grown"),
            (
                "ZORN (mid-60s, a tall man with a stick) waits.",
                "ZORN man Old",
            ),
            ("ZORN (8) runs to his mother.", "ZORN man Child"),
            ("A door. Mrs Zorn takes off her coat.", "ZORN woman"),
            ("Zorn, holding the arm of a woman, waits.", "ZORN ?"),
            ("A dog barks. She is alone.", "ZORN ?"),
        ] {
            let play = format!("INT. FLAT\n\n{action}\n\nZORN\nYes.\n");
            assert_eq!(told(&play), expected, "{action}");
        }
        assert_eq!(told("ZORN (40)\n(to himself)\nYes.\n"), "ZORN man Grown");
        assert_eq!(told("ALL\nYes.\n"), "ALL ? several");
        assert_eq!(
            told("ZORN (30s, paramedic, she/her)\nYes.\n"),
            "ZORN woman Grown"
        );
        assert_eq!(
            told("MR AND MRS ZORN\nYes.\n"),
            "MR AND MRS ZORN man several"
        );
        // Clear words win over a given name.
        let play = "Sam takes her coat. She coughs. She waits.\n\nSAM\nYes.\n";
        assert_eq!(told(play), "SAM woman");
        assert_eq!(
            told("SASHA drives. She stops.\n\nSASHA\nYes.\n"),
            "SASHA woman"
        );
        // A pronoun after two people is not clear.
        assert_eq!(
            told("Zorn greets Ulk and he leaves.\n\nZORN\nYes.\n\nULK\nNo.\n"),
            "ZORN ?, ULK ?"
        );
    }
}
