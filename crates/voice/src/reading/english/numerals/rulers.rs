//! Reads the numerals of rulers and ranks: `Nicholas II`, `the XIV Corps`. After a name, "I" is a
//! numeral or the word.

use crate::reading::english::numbers;
use crate::reading::english::sentence::{Match, Sentence};

/// The first names and titles of rulers.
#[rustfmt::skip]
const RULERS: [&str; 60] = [
    "Alexander", "Nicholas", "Peter", "Paul", "Catherine", "Ivan", "Elizabeth", "Henry", "George",
    "Edward", "Charles", "James", "William", "Richard", "Mary", "Louis", "Philip", "Napoleon",
    "Francis", "Frederick", "Wilhelm", "Leopold", "Ferdinand", "Joseph", "Karl", "Anne", "Pius",
    "Benedict", "Gregory", "Umberto", "Carol", "Haakon", "Christian", "Alfonso", "John", "Robert",
    "Stephen", "Leo", "Clement", "Innocent", "Urban", "Boniface", "Julius", "Sixtus", "Gustav",
    "Margaret", "Harold", "Otto", "Rudolf", "Maximilian", "Albert", "Baldwin", "Rameses",
    "Ramesses", "Ptolemy", "Cleopatra", "Darius", "Xerxes", "Ludwig", "Matthias",
];

/// `Nicholas II` and `the XIV Corps`.
pub(super) fn ranked(
    s: &Sentence,
    at: usize,
    (word, ending): (&str, &str),
    value: u32,
) -> Option<Match> {
    let before = s.word_before(at).unwrap_or("");
    let lone = word.len() == 1;
    let mut nth = numbers::ordinal(&value.to_string(), s.accent);
    if let Some(last) = nth.last_mut() {
        last.push_str(ending);
    }
    let rank = matches!(
        s.word(at + 1),
        Some("Corps" | "Army" | "Congress" | "Century" | "century" | "Legion" | "Olympiad")
    );
    let led = matches!(before, "the" | "The") && value <= 50 || s.word(at)?.ends_with("th");
    if !lone && (rank || led) {
        return Some(Match::new(1).say(at, nth));
    }
    let ruler = RULERS.iter().any(|name| name.eq_ignore_ascii_case(before)) || is_titled(s, at);
    let machine = matches!(
        s.word(at + 1),
        Some("tank" | "tanks" | "engine" | "fighter" | "gun" | "aircraft" | "model" | "version")
    );
    if word == "I" && before == "Mark" && machine {
        return Some(Match::new(1).say(at, ["one"]));
    }
    // `Edward I's reign`: the word `I` has no such ending.
    let pronoun = word == "I" && ending != "'s" && (!ending.is_empty() || is_pronoun(s, at));
    let reigns = ruler && !pronoun && matches!(word, "I" | "V" | "X");
    // No ruler had a number above XXXIX; `Jet LI` is a name.
    if !lone && value < 40 && is_work(before) {
        let count = numbers::cardinal(&value.to_string(), s.accent);
        return ending.is_empty().then(|| Match::new(1).say(at, count));
    }
    let numbered = !lone && value < 40 && before.len() > 2 && s.capital(at - 1);
    (reigns || numbered)
        .then(|| Match::new(1).say(at, std::iter::once("the".to_string()).chain(nth)))
}

/// Returns whether a word is a work, a ship or a machine, whose numeral counts: `Iliad XXII`.
fn is_work(word: &str) -> bool {
    const WORKS: [&str; 30] = [
        "Rocky",
        "Rambo",
        "Iliad",
        "Odyssey",
        "Aeneid",
        "Metamorphoses",
        "Inferno",
        "Purgatorio",
        "Paradiso",
        "Alien",
        "Terminator",
        "Jaws",
        "Halloween",
        "Godfather",
        "Fantasy",
        "Bowl",
        "Apollo",
        "Gemini",
        "Soyuz",
        "Saturn",
        "Titan",
        "Voyager",
        "Trek",
        "Quest",
        "Enigma",
        "Panzer",
        "Tiger",
        "Sputnik",
        "Shamrock",
        "Endeavour",
    ];
    WORKS.contains(&word)
}

/// Returns whether the title of a ruler is before the name before a token: `Queen Victoria I`.
fn is_titled(s: &Sentence, at: usize) -> bool {
    let title = at.checked_sub(2).and_then(|at| s.word(at));
    matches!(
        title,
        Some(
            "King"
                | "Queen"
                | "Pope"
                | "Emperor"
                | "Empress"
                | "Tsar"
                | "Czar"
                | "Kaiser"
                | "Prince"
                | "Sultan"
                | "Shah"
        )
    ) && s.capital(at - 1)
}

/// Returns whether "I" after a name is the word. `Charles I died` begins with the name of a king;
/// `With Charles I went` and `Mary I love you` go on with a clause.
fn is_pronoun(s: &Sentence, at: usize) -> bool {
    const JOINING: [&str; 20] = [
        "that", "when", "because", "as", "and", "but", "before", "after", "while", "since",
        "until", "till", "where", "if", "did", "was", "is", "had", "would", "will",
    ];
    const SAID: [&str; 22] = [
        "am", "have", "do", "don't", "will", "would", "can", "can't", "could", "think", "know",
        "love", "want", "hope", "mean", "need", "say", "shall", "must", "may", "never", "see",
    ];
    let first = at < 2 || s.mark(at - 2).is_some();
    let joining = at > 1
        && s.word(at - 2)
            .is_some_and(|word| JOINING.contains(&word.to_lowercase().as_str()));
    let said = s.word(at + 1).is_some_and(|word| SAID.contains(&word));
    starts_clause(s, at + 1) && (said || !(first || joining || is_titled(s, at)))
}

/// Returns whether a pronoun could begin a clause here: a lower-case word follows that is not "of"
/// or a similar word.
pub(super) fn starts_clause(s: &Sentence, at: usize) -> bool {
    s.word(at).is_some_and(|word| {
        word.starts_with(char::is_lowercase)
            && !matches!(
                word,
                "of" | "and" | "in" | "was" | "is" | "to" | "on" | "at" | "by" | "the" | "from"
            )
    })
}
