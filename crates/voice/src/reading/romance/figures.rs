//! Figures: dates, times, money, ordinals, measures and plain numbers.

use super::sentence::{Match, Sentence};
use super::tongue::{Counted, Gender};

/// The first letters of words for thousands, millions and lakhs, which stand between a figure and its
/// coin.
const SCALES: [&str; 7] = ["mil", "bil", "हज़ार", "लाख", "करोड़", "अरब", "खरब"];

/// A number as written: its whole part, the digits after the point, and how many tokens it takes.
#[derive(Copy, Clone, Debug, PartialEq)]
struct Number<'a> {
    whole: u64,
    after: Option<&'a str>,
    taken: usize,
}

/// The most digits of a number that is read as one.
const MOST_DIGITS: usize = 15;

/// Returns the number at a token, with its groups of three digits and the digits after a comma or a
/// point.
fn number<'a>(s: &Sentence<'a>, at: usize) -> Option<Number<'a>> {
    let first = s.digits(at)?;
    let mut digits = first.to_owned();
    let mut next = at + 1;
    let group = |next: usize| {
        let spaced = !s.joined(next) && s.digits(next).is_some_and(|three| three.len() == 3);
        let marked = matches!(
            s.joined_mark(next),
            Some('.' | '\'' | '’' | '\u{202f}' | '\u{a0}')
        ) && s
            .joined_digits(next + 1)
            .is_some_and(|three| three.len() == 3);
        match (marked, spaced) {
            _ if s.text.counts_in_lakhs => lakh_group(s, next).then_some((next + 1, next + 2)),
            (true, _) => Some((next + 1, next + 2)),
            (_, true) => Some((next, next + 1)),
            _ => None,
        }
    };
    if first.len() <= 3 && first != "0" {
        while let Some((three, after)) = group(next) {
            digits.push_str(s.digits(three)?);
            next = after;
        }
    }
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let decimal = match s.joined_mark(next) {
        Some(',') => !s.text.counts_in_lakhs,
        mark => mark == Some('.'),
    };
    let after = s.joined_digits(next + 1).filter(|_| decimal);
    // `1.2.3` is a version, `10.30.` a time: only one point belongs to a number.
    let after = after.filter(|_| {
        s.joined_mark(next + 2)
            .is_none_or(|mark| mark != '.' || s.joined_digits(next + 3).is_none())
    });
    if after.is_some() {
        next += 2;
    }
    Some(Number {
        whole: digits.parse().ok()?,
        after,
        taken: next - at,
    })
}

/// Returns whether a comma and a group of a number are at a token, as in `12,34,567`: the last group
/// has three digits, the others two or three.
fn lakh_group(s: &Sentence<'_>, at: usize) -> bool {
    let group = s
        .joined_digits(at + 1)
        .filter(|_| s.joined_mark(at) == Some(','));
    match group.map(str::len) {
        Some(3) => true,
        Some(2) => lakh_group(s, at + 2),
        _ => false,
    }
}

/// Returns the number at a token in words, and how many tokens it takes.
pub(in crate::reading) fn spoken_number(s: &Sentence<'_>, at: usize) -> Option<(String, usize)> {
    let number = number(s, at)?;
    Some((words(s, number, Gender::Man), number.taken))
}

/// Writes a number in words.
fn words(s: &Sentence<'_>, number: Number<'_>, gender: Gender) -> String {
    let text = s.text;
    let whole = (text.cardinal)(number.whole, gender);
    let Some(after) = number.after else {
        return whole;
    };
    format!("{whole} {} {}", text.point, decimals(s, after))
}

/// The digits after a point: as one number, with the zeros before it.
fn decimals(s: &Sentence<'_>, digits: &str) -> String {
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let cardinal = s.text.cardinal;
    let mut words: Vec<String> = (0..zeros).map(|_| cardinal(0, Gender::Man)).collect();
    let rest = &digits[zeros..];
    match rest.parse() {
        Ok(number) if rest.len() <= 3 && !s.text.counts_in_lakhs => {
            words.push(cardinal(number, Gender::Man))
        }
        _ => {
            let each = rest.chars().filter_map(|c| c.to_digit(10));
            words.extend(each.map(|digit| cardinal(digit.into(), Gender::Man)));
        }
    }
    words.join(" ")
}

/// Returns the gender of the thing that is counted.
fn counted_gender(s: &Sentence<'_>, at: usize) -> Gender {
    match s
        .word(at)
        .is_some_and(|word| (s.text.is_woman)(&word.to_lowercase()))
    {
        true => Gender::Woman,
        false => Gender::Man,
    }
}

/// A date in figures: `12/10/2019`, `2019-10-12`, `12.10.2019`; a day and its month: `1 de mayo`.
pub(super) fn date(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let first = s.digits(at)?;
    let part = |at: usize| s.joined_digits(at)?.parse::<u64>().ok();
    let sign = s.joined_mark(at + 1);
    let text = s.text;
    if let (Some(mark @ ('/' | '-' | '.')), Some(second), Some(third)) =
        (sign, part(at + 2), part(at + 4))
        && s.joined_mark(at + 3) == Some(mark)
    {
        let (day, month, year) = match first.len() {
            4 if mark == '-' => (third, second, first.parse().ok()?),
            _ => (first.parse().ok()?, second, third),
        };
        let (day_is, month_is) = ((1..=31).contains(&day), (1..=12).contains(&month));
        if day_is && month_is && (first.len() == 4 || s.digits(at + 4)?.len() >= 2) {
            let name = text.months[usize::try_from(month).ok()? - 1];
            let year = if year < 100 {
                year + if year < 50 { 2000 } else { 1900 }
            } else {
                year
            };
            let number = |number| (text.cardinal)(number, Gender::Man);
            let day = if day == 1 {
                text.first_day.to_owned()
            } else {
                number(day)
            };
            let date = [day, name.to_owned(), (text.year)(year)].join(text.in_dates);
            return Some(Match::new(5).say(at, &date));
        }
    }
    // `1 mai`, `1 de mayo`: only the first day has its own name.
    let month = |at: usize| {
        s.word(at)
            .is_some_and(|word| text.months.contains(&word.to_lowercase().as_str()))
    };
    let small = s.word(at + 1).is_some_and(|word| word == "de");
    let named = month(at + 1) || small && month(at + 2);
    if first == "1" && named && !s.joined(at) {
        return Some(Match::new(1).say(at, text.first_day));
    }
    None
}

/// A time: `10:30`, `8h30`, `20 h 15`, `18h`.
pub(super) fn clock(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let hour = s.digits(at)?;
    let value: u64 = hour.parse().ok()?;
    if hour.len() > 2 || value > 24 {
        return None;
    }
    let minute = |at: usize| {
        let digits = s.digits(at).filter(|digits| digits.len() == 2)?;
        digits.parse::<u64>().ok().filter(|minute| *minute < 60)
    };
    let spoken = |taken, minute| Some(Match::new(taken).say(at, &(s.text.clock)(value, minute)));
    if s.joined_mark(at + 1) == Some(':') && s.joined(at + 2) {
        let minute = minute(at + 2)?;
        let rest = s.joined_mark(at + 3) == Some(':');
        return if rest { None } else { spoken(3, minute) };
    }
    if s.word(at + 1) != Some("h") {
        return None;
    }
    match minute(at + 2).filter(|_| s.joined(at + 1) == s.joined(at + 2)) {
        Some(minute) => spoken(3, minute),
        None => spoken(2, 0),
    }
}

/// A sum of money: `3,50 €`, `$ 20`, `R$ 5`.
pub(super) fn money(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let (before, number_at) = match sign(s, at) {
        Some((coin, taken)) => (Some(coin), at + taken),
        None => (None, at),
    };
    let number = number(s, number_at)?;
    let end = number_at + number.taken;
    // `5 millones de €`, `$3 millones`.
    let is_scale = |word: &&str| SCALES.iter().any(|scale| word.starts_with(scale));
    let scale = s.word(end).filter(is_scale);
    let after_scale = end + usize::from(scale.is_some());
    let (coin, taken) = match before {
        Some(coin) => (coin, after_scale),
        None => {
            let of = usize::from(
                scale.is_some()
                    && s.word(after_scale)
                        .is_some_and(|word| word == "de" || word == "di"),
            );
            let (coin, taken) = sign(s, after_scale + of)?;
            (coin, after_scale + of + taken)
        }
    };
    let (_, whole, part) = coin;
    let mut found = Match::new(taken - at);
    if let Some(scale) = scale {
        let count = words(s, number, Gender::Man);
        return Some(found.say(
            number_at,
            &format!("{count} {scale} {} {}", s.text.of, whole.many),
        ));
    }
    let name = |counted: &Counted, count: u64| {
        if count == 1 {
            counted.one
        } else {
            counted.many
        }
    };
    let cents = number
        .after
        .filter(|digits| digits.len() == 2)
        .and_then(|digits| digits.parse::<u64>().ok());
    match cents {
        Some(cents) => {
            let count = (s.text.cardinal)(number.whole, whole.gender);
            found = found.say(number_at, &format!("{count} {}", name(whole, number.whole)));
            if cents > 0 {
                let count = (s.text.cardinal)(cents, part.gender);
                found = found.say(
                    number_at,
                    &format!("{} {count} {}", s.text.and_coins, name(part, cents)),
                );
            }
        }
        None => {
            let count = words(s, number, whole.gender);
            let single = number.after.is_none();
            let round = if number.whole >= 1_000_000 && number.whole.is_multiple_of(1_000_000) {
                s.text.of
            } else {
                ""
            };
            let name = if single {
                name(whole, number.whole)
            } else {
                whole.many
            };
            found = found.say(number_at, &format!("{count} {round} {name}"));
        }
    }
    Some(found)
}

type Coin = &'static (&'static str, Counted, Counted);

/// Returns the sign of money at a token, and how many tokens it takes: `€`, `R$`, `EUR`.
fn sign(s: &Sentence<'_>, at: usize) -> Option<(Coin, usize)> {
    let of = |written: &str| s.text.money.iter().find(|(sign, ..)| *sign == written);
    if let Some(word) = s.word(at) {
        if s.joined_mark(at + 1) == Some('$')
            && let Some(coin) = of(&format!("{word}$"))
        {
            return Some((coin, 2));
        }
        return of(word).map(|coin| (coin, 1));
    }
    of(&s.mark(at)?.to_string()).map(|coin| (coin, 1))
}

/// An ordinal: `1.º`, `2ª`, `3e`, `1er`.
pub(super) fn ordinal(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let value = s.digits(at)?.parse().ok()?;
    let stop = usize::from(s.joined_mark(at + 1) == Some('.'));
    let ending_at = at + 1 + stop;
    let ending = match (s.joined_word(ending_at), s.joined_mark(ending_at)) {
        (Some(word), _) => word.to_owned(),
        (_, Some(mark)) => mark.to_string(),
        _ => return None,
    };
    let known = s.text.ordinal_ends.iter().find(|(end, _)| *end == ending);
    let (end, gender) = known?;
    // The folding makes letters of `º` and `ª`.
    let is_letter = stop == 0 || end.chars().count() == 1;
    let words = (s.text.ordinal)(value, *gender).filter(|_| is_letter)?;
    Some(Match::new(2 + stop).say(at, &words))
}

/// A number with a unit: `25 %`, `10 km/h`, `-3 °C`.
pub(super) fn measure(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let minus = usize::from(is_minus(s, at));
    let number = number(s, at + minus)?;
    let end = at + minus + number.taken;
    let text = s.text;
    let begin = |taken: usize| {
        let found = Match::new(taken);
        if minus > 0 {
            found.say(at, text.minus)
        } else {
            found
        }
    };
    let say = |gender| words(s, number, gender);
    match s.mark(end) {
        Some('%') => {
            return Some(
                begin(end + 1 - at)
                    .say(at + minus, &say(Gender::Man))
                    .say(end, text.percent),
            );
        }
        Some('‰') => {
            return Some(
                begin(end + 1 - at)
                    .say(at + minus, &say(Gender::Man))
                    .say(end, text.per_mille),
            );
        }
        _ => {}
    }
    let unit = |written: &str| {
        text.units
            .iter()
            .find(|(unit, _)| *unit == written)
            .map(|(_, counted)| counted)
    };
    let name = |counted: &Counted| {
        if number.whole == 1 && number.after.is_none() {
            counted.one
        } else {
            counted.many
        }
    };
    if s.mark(end) == Some('°') {
        let scale = s.joined_word(end + 1).map(|scale| format!("°{scale}"));
        let (counted, taken) = match scale.as_deref().and_then(unit) {
            Some(counted) => (counted, 2),
            None => (unit("°")?, 1),
        };
        let words = say(counted.gender);
        return Some(
            begin(end + taken - at)
                .say(at + minus, &words)
                .say(end, name(counted)),
        );
    }
    let counted = unit(s.word(end)?)?;
    let mut found = begin(end + 1 - at)
        .say(at + minus, &say(counted.gender))
        .say(end, name(counted));
    if s.joined_mark(end + 1) == Some('/')
        && let Some(per) = s.joined_word(end + 2).and_then(unit)
    {
        found = found.say(end + 2, &format!("{} {}", text.per, per.one));
        found.taken += 2;
    }
    if matches!(s.joined_mark(end + 1), Some('²' | '³')) {
        found.taken += 1;
    }
    Some(found)
}

/// Returns whether a hyphen here is a minus: before digits, and after a space or nothing.
fn is_minus(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.mark(at), Some('-' | '−' | '–'))
        && !s.joined(at)
        && s.joined_digits(at + 1).is_some()
}

/// A plain number, a range or a fraction.
fn plain(s: &Sentence<'_>, at: usize) -> Option<Match> {
    if let Some((_, words)) = s
        .mark(at)
        .and_then(|mark| s.text.fractions.iter().find(|(sign, _)| *sign == mark))
    {
        return Some(Match::new(1).say(at, words));
    }
    let minus = usize::from(is_minus(s, at));
    let start = at + minus;
    let Some(first) = number(s, start) else {
        // Too long for a number, or part of a version: every digit.
        let digits = s.digits(at)?;
        let each = digits.chars().filter_map(|c| c.to_digit(10));
        let each = each.map(|digit| (s.text.cardinal)(digit.into(), Gender::Man));
        return Some(Match::new(1).say(at, &each.collect::<Vec<_>>().join(" ")));
    };
    let end = start + first.taken;
    let mut found = Match::new(end - at);
    if minus > 0 {
        found = found.say(at, s.text.minus);
    }
    let zeros = s.digits(start)?.len() - s.digits(start)?.trim_start_matches('0').len();
    if zeros > 0 && first.taken == 1 && first.whole > 0 {
        for _ in 0..zeros {
            found = found.say(start, &(s.text.cardinal)(0, Gender::Man));
        }
    }
    found = found.say(start, &words(s, first, counted_gender(s, end)));
    // `10-12`: from one to the other.
    let dash = matches!(s.joined_mark(end), Some('-' | '–'));
    if dash
        && s.joined(end + 1)
        && let Some(second) = number(s, end + 1).filter(|second| second.whole > first.whole)
    {
        let last = end + 1 + second.taken;
        found = found
            .say(end, s.text.to)
            .say(end + 1, &words(s, second, counted_gender(s, last)));
        found.taken = last - at;
    }
    Some(found)
}

/// A plain number.
pub(super) fn number_rule(s: &Sentence<'_>, at: usize) -> Option<Match> {
    if s.mark(at) == Some('×') && s.digits(at + 1).is_some() {
        return Some(Match::new(1).say(at, s.text.times));
    }
    if s.mark(at) == Some('+') && s.digits(at + 1).is_some() {
        return Some(Match::new(1).say(at, s.text.plus));
    }
    plain(s, at)
}
