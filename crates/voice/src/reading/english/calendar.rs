//! Reads dates and times of day. Digits that cannot be a day or an hour (32
//! May, 25:61) are left to other rules.

use cuebook_core::abbreviation;

use super::figures::DASHES;
use super::numbers::{self, Words};
use super::sentence::{Match, Sentence};
use crate::phonemes::Accent;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the month that a word names, in full or by its first letters.
fn month(word: &str) -> Option<&'static str> {
    let short = matches!(word.len(), 3 | 4) && word.starts_with(char::is_uppercase);
    MONTHS.into_iter().find(|name| {
        *name == word
            || name.to_uppercase() == word
            || short && word != "Mars" && {
                name.starts_with(word) && (word.len() == 3 || word == "Sept")
            }
    })
}

/// Returns whether a word in small letters is a month.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|name| name.eq_ignore_ascii_case(word))
}

fn ranged(digits: &str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let number = digits.parse().ok().filter(|_| digits.len() < 3)?;
    range.contains(&number).then_some(number)
}

/// Returns how many tokens the ending of an ordinal has: `8th`.
fn ending(s: &Sentence, at: usize) -> usize {
    usize::from(matches!(s.joined_word(at), Some("st" | "nd" | "rd" | "th")))
}

/// `August 8`, `Aug. 8th`.
pub(super) fn month_day(s: &Sentence, at: usize) -> Option<Match> {
    let name = month(s.word(at)?)?;
    let day = at + 1 + s.abbreviating_stop(at + 1);
    let digits = s
        .digits(day)
        .filter(|digits| ranged(digits, 1..=31).is_some())?;
    let end = day + 1 + ending(s, day + 1);
    let more = s.joined_word(end).is_some()
        || s.joined_mark(end, &[':', '%', '°'])
        || s.joined_mark(end, &['.', ',', '/']) && s.joined_digits(end + 1).is_some();
    (!more).then(|| {
        let the = s.either(None, Some("the".to_string()));
        let words = the.into_iter().chain(numbers::ordinal(digits, s.accent));
        Match::new(end - at).say(at, [name]).say(day, words)
    })
}

/// `8 August`: "the eighth of August". A year after it is read as any year.
pub(super) fn day_month(s: &Sentence, at: usize) -> Option<Match> {
    let digits = s
        .digits(at)
        .filter(|digits| ranged(digits, 1..=31).is_some())?;
    let named = at + 1 + ending(s, at + 1);
    let name = month(s.word(named).filter(|_| !s.joined(named))?)?;
    let the = match s.word_before(at) {
        Some("the" | "The") => None,
        _ => Some("the".to_string()),
    };
    let words = the.into_iter().chain(numbers::ordinal(digits, s.accent));
    let taken = named + 1 - at + s.abbreviating_stop(named + 1);
    Some(Match::new(taken).say(at, words).say(named, ["of", name]))
}

/// `10/12/2019` by the custom of the accent, `22.06.1941`, `1941-06-22`.
pub(super) fn numeric_date(s: &Sentence, at: usize) -> Option<Match> {
    let parts = [
        s.digits(at)?,
        s.joined_digits(at + 2)?,
        s.joined_digits(at + 4)?,
    ];
    let mark = s.mark(at + 1)?;
    if s.mark(at + 3) != Some(mark) || !s.joined(at + 1) || !s.joined(at + 3) {
        return None;
    }
    let year_last = matches!(parts[2].len(), 2 | 4);
    let dashed = DASHES.contains(&mark);
    let custom = mark == '/' && year_last || dashed && parts[2].len() == 4;
    let [day, named, year] = match mark {
        _ if dashed && parts[0].len() == 4 => [4, 2, 0],
        _ if custom && s.accent == Accent::American => [2, 0, 4],
        _ if custom || mark == '.' && year_last => [0, 2, 4],
        _ => return None,
    };
    // A month above twelve means the other custom.
    let swap = ranged(parts[named / 2], 1..=12).is_none();
    let (day, named) = if swap && custom {
        (named, day)
    } else {
        (day, named)
    };
    let name = MONTHS[ranged(parts[named / 2], 1..=12)? as usize - 1];
    ranged(parts[day / 2], 1..=31)?;
    let nth = numbers::ordinal(parts[day / 2], s.accent);
    let year = match parts[year / 2] {
        short if short.len() == 2 => numbers::pair(short),
        full => numbers::year(full, s.accent),
    };
    let (first, second) = (at, at + 2);
    let found = Match::new(5);
    let found = match s.accent {
        Accent::American => found.say(first, [name]).say(second, nth),
        Accent::British => found
            .say(first, std::iter::once("the".to_string()).chain(nth))
            .say(second, ["of", name]),
    };
    Some(found.say(at + 4, year))
}

/// `1:10 p.m.`, `03:40`, `1 pm`, `7.45 am`.
pub(super) fn clock(s: &Sentence, at: usize) -> Option<Match> {
    let hour = s
        .digits(at)
        .filter(|digits| ranged(digits, 0..=24).is_some())?;
    let colon = s.joined_mark(at + 1, &[':']);
    let minutes = s
        .joined_digits(at + 2)
        .filter(|_| colon || s.joined_mark(at + 1, &['.']))
        .filter(|digits| digits.len() == 2 && ranged(digits, 0..=59).is_some());
    let mut end = at + if minutes.is_some() { 3 } else { 1 };
    let seconds = s
        .joined_digits(end + 1)
        .filter(|digits| minutes.is_some() && digits.len() == 2 && s.joined_mark(end, &[':']));
    end += if seconds.is_some() { 2 } else { 0 };
    let half = meridiem(s, end).filter(|_| ranged(hour, 1..=12).is_some());
    let stopped = minutes.is_some() && !colon && is_timed(s, at);
    if half.is_none() && (minutes.is_none() || !colon && !stopped) {
        return None;
    }
    let noon = matches!(s.word(end), Some("noon" | "midnight"));
    let words = time(
        hour,
        minutes.unwrap_or("00"),
        seconds,
        half.is_some() || noon,
    );
    let taken = end - at + half.map_or(0, |(taken, _)| taken);
    let found = Match::new(taken).say(at, words);
    Some(match half {
        Some((_, letters)) => found.spell(end, letters),
        None => found,
    })
}

/// Returns whether `7.30` is a time, as it is written in Britain: `at 7.30`, `the 9.15 train`, `the
/// 5.30 from Bath`.
fn is_timed(s: &Sentence, at: usize) -> bool {
    const TIME: [&str; 7] = ["at", "At", "till", "until", "Until", "past", "by"];
    const NEAR: [&str; 5] = ["By", "before", "after", "about", "from"];
    const MEASURES: [&str; 9] = [
        "per", "percent", "million", "billion", "thousand", "times", "a", "an", "each",
    ];
    let next = at + 3;
    let train = matches!(
        s.word(next),
        Some("train" | "express" | "bus" | "ferry" | "boat" | "coach" | "tram" | "sharp")
    );
    let bound = matches!(
        s.word_before(at),
        Some("the" | "The" | "his" | "her" | "my")
    ) && matches!(s.word(next), Some("from" | "to"))
        && s.capital(next + 1);
    let british = s.accent == Accent::British;
    let timed = s
        .word_before(at)
        .is_some_and(|word| TIME.contains(&word) || british && NEAR.contains(&word));
    let measured = s.word(next).is_some_and(|word| {
        let counted = s.is_noun(next) && word.len() > 3 && word.ends_with('s');
        counted || MEASURES.contains(&word) || abbreviation::unit(word).is_some()
    });
    let share = s.mark(next).is_some_and(|mark| "%°$£€".contains(mark));
    let more = s.joined_digits(next + 1).is_some();
    let hour = s.digits(at) != Some("0");
    train || bound || timed && hour && !measured && !share && !more
}

fn time(hour: &str, minutes: &str, seconds: Option<&str>, halved: bool) -> Words {
    let mut words = match hour.parse::<u32>() {
        Ok(0 | 24) if minutes == "00" && seconds.is_none() => return vec!["midnight".into()],
        _ => numbers::cardinal(hour, Accent::American),
    };
    match (minutes, seconds) {
        ("00", None) if halved => {}
        ("00", None) if hour.parse::<u32>().is_ok_and(|hour| hour > 12) => {
            words.push("hundred".into())
        }
        ("00", None) => words.push("o'clock".into()),
        ("00", Some(_)) => {}
        _ => words.extend(numbers::pair(minutes)),
    }
    if let Some(seconds) = seconds {
        words.push("and".into());
        words.extend(numbers::cardinal(seconds, Accent::American));
        words.push(if seconds == "01" { "second" } else { "seconds" }.into());
    }
    words
}

/// Returns the number of tokens of `p.m.`, `pm` or `PM` here, and its letters.
fn meridiem(s: &Sentence, at: usize) -> Option<(usize, &'static str)> {
    match s.word(at)? {
        "am" | "AM" => Some((1, "AM")),
        "pm" | "PM" => Some((1, "PM")),
        first @ ("a" | "p" | "A" | "P") => {
            let dotted = s.joined_mark(at + 1, &['.']);
            let letter = at + 1 + usize::from(dotted);
            matches!(s.joined_word(letter), Some("m" | "M")).then(|| {
                let taken = letter + 1 - at + s.abbreviating_stop(letter + 1);
                (
                    taken,
                    if first.eq_ignore_ascii_case("a") {
                        "AM"
                    } else {
                        "PM"
                    },
                )
            })
        }
        _ => None,
    }
}

/// `0600 hours`, `1430 hours`, `at 0400`; not `2000 hours of work`.
pub(super) fn watch(s: &Sentence, at: usize) -> Option<Match> {
    let digits = s.digits(at).filter(|digits| digits.len() == 4)?;
    let (hour, minutes) = digits.split_at(2);
    let named = matches!(s.word(at + 1), Some("hours" | "hrs")) && s.word(at + 2) != Some("of");
    let timed = digits.starts_with('0')
        && matches!(
            s.word_before(at),
            Some("at" | "At" | "by" | "By" | "until" | "before" | "after" | "since")
        );
    if !(named || timed) || ranged(hour, 0..=24).is_none() || ranged(minutes, 0..=59).is_none() {
        return None;
    }
    let mut words = match hour {
        "00" => vec!["zero".to_string()],
        _ => numbers::pair(hour),
    };
    match minutes {
        "00" => words.push("hundred".into()),
        _ => words.extend(numbers::pair(minutes)),
    }
    let hours = named.then_some("hours");
    let found = Match::new(1 + usize::from(named));
    Some(found.say(at, words).say(at + 1, hours))
}
