//! Numbers as words. Takes ASCII digits and returns the spoken words, one an
//! item. Any run of digits has a reading, however long.

use crate::phonemes::Accent;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const SCALES: [&str; 5] = ["", "thousand", "million", "billion", "trillion"];

pub(super) type Words = Vec<String>;

/// Returns whether a word in small letters is a number from one to nineteen.
pub(super) fn is_small(word: &str) -> bool {
    SMALL[1..].contains(&word)
}

/// `1300` is "one thousand three hundred". Numbers of more than fifteen digits
/// are read digit by digit.
pub(super) fn cardinal(digits: &str, accent: Accent) -> Words {
    match digits.parse::<u64>() {
        Ok(0) => vec!["zero".into()],
        Ok(number) if digits.len() <= 15 => whole(number, accent),
        _ => one_by_one(digits),
    }
}

fn whole(number: u64, accent: Accent) -> Words {
    let mut words = Words::new();
    for (power, scale) in SCALES.iter().enumerate().rev() {
        let group = number / 1000_u64.pow(power as u32) % 1000;
        if group == 0 {
            continue;
        }
        let tail = power == 0 && !words.is_empty() && group < 100;
        if tail && accent == Accent::British {
            words.push("and".into());
        }
        below_thousand(group, accent, &mut words);
        if !scale.is_empty() {
            words.push((*scale).into());
        }
    }
    words
}

fn below_thousand(number: u64, accent: Accent, words: &mut Words) {
    if number >= 100 {
        words.push(SMALL[(number / 100) as usize].into());
        words.push("hundred".into());
        if !number.is_multiple_of(100) && accent == Accent::British {
            words.push("and".into());
        }
    }
    below_hundred(number % 100, words);
}

fn below_hundred(number: u64, words: &mut Words) {
    if (1..20).contains(&number) {
        words.push(SMALL[number as usize].into());
    } else if number >= 20 {
        words.push(TENS[(number / 10) as usize].into());
        below_hundred(number % 10, words);
    }
}

/// `122` is "one hundred twenty second".
pub(super) fn ordinal(digits: &str, accent: Accent) -> Words {
    let mut words = cardinal(digits, accent);
    if let Some(last) = words.last_mut() {
        *last = nth(last);
    }
    words
}

/// Returns the ending of an ordinal in figures: `st` for 21, `th` for 11.
pub(super) fn ordinal_ending(digits: &str) -> &'static str {
    let mut last = digits.bytes().rev();
    match (last.next(), last.next()) {
        (_, Some(b'1')) => "th",
        (Some(b'1'), _) => "st",
        (Some(b'2'), _) => "nd",
        (Some(b'3'), _) => "rd",
        _ => "th",
    }
}

fn nth(word: &str) -> String {
    match word {
        "one" => "first".into(),
        "two" => "second".into(),
        "three" => "third".into(),
        "five" => "fifth".into(),
        "eight" => "eighth".into(),
        "nine" => "ninth".into(),
        "twelve" => "twelfth".into(),
        _ => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{word}th"),
        },
    }
}

/// `1941` is "nineteen forty one", `1905` "nineteen oh five", `2004` "two thousand four".
pub(super) fn year(digits: &str, accent: Accent) -> Words {
    let number: u64 = digits.parse().unwrap_or(0);
    let (century, rest) = (number / 100, number % 100);
    if digits.len() != 4 || century % 10 == 0 && rest < 10 {
        return cardinal(digits, accent);
    }
    let mut words = Words::new();
    below_hundred(century, &mut words);
    match rest {
        0 => words.push("hundred".into()),
        1..10 => words.push("oh".into()),
        _ => {}
    }
    below_hundred(rest, &mut words);
    words
}

/// `1940` is "nineteen forties", `40` "forties", `1900` "nineteen hundreds".
pub(super) fn decade(digits: &str, accent: Accent) -> Words {
    let mut words = year(digits, accent);
    if let Some(last) = words.last_mut() {
        *last = plural(last);
    }
    words
}

pub(super) fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with(['x', 's']) => format!("{word}es"),
        None => format!("{word}s"),
    }
}

/// Reads digits one by one, as in a telephone number, with "oh" for 0.
pub(super) fn one_by_one(digits: &str) -> Words {
    digits
        .bytes()
        .map(|b| match b.wrapping_sub(b'0') {
            0 => "oh".into(),
            digit => SMALL[usize::from(digit.min(9))].into(),
        })
        .collect()
}

/// Reads the digits after the decimal point: "point" and the digits.
pub(super) fn fraction(digits: &str, accent: Accent) -> Words {
    let zero = match accent {
        Accent::American => "zero",
        Accent::British => "nought",
    };
    let spoken = one_by_one(digits).into_iter();
    std::iter::once("point".into())
        .chain(spoken.map(|word| if word == "oh" { zero.into() } else { word }))
        .collect()
}

/// Two digits of a minute or a short year: `05` is "oh five", `00` is empty.
pub(super) fn pair(digits: &str) -> Words {
    let number: u64 = digits.parse().unwrap_or(0);
    let mut words = Words::new();
    if (1..10).contains(&number) && digits.len() > 1 {
        words.push("oh".into());
    }
    below_hundred(number % 100, &mut words);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use Accent::{American, British};

    #[test]
    fn british_numbers_say_and() {
        for (digits, american, british) in [
            ("0", "zero", "zero"),
            ("21", "twenty one", "twenty one"),
            ("101", "one hundred one", "one hundred and one"),
            ("1005", "one thousand five", "one thousand and five"),
            (
                "1300",
                "one thousand three hundred",
                "one thousand three hundred",
            ),
            ("1000000", "one million", "one million"),
            (
                "200120",
                "two hundred thousand one hundred twenty",
                "two hundred thousand one hundred and twenty",
            ),
        ] {
            assert_eq!(cardinal(digits, American).join(" "), american);
            assert_eq!(cardinal(digits, British).join(" "), british);
        }
    }

    #[test]
    fn years_are_read_in_pairs() {
        for (digits, said) in [
            ("1941", "nineteen forty one"),
            ("1905", "nineteen oh five"),
            ("1900", "nineteen hundred"),
            ("1066", "ten sixty six"),
            ("2000", "two thousand"),
            ("2004", "two thousand four"),
            ("2026", "twenty twenty six"),
        ] {
            assert_eq!(year(digits, American).join(" "), said);
        }
        assert_eq!(decade("1940", American).join(" "), "nineteen forties");
        assert_eq!(decade("40", American).join(" "), "forties");
    }

    #[test]
    fn ordinals_have_the_right_endings() {
        for (digits, said) in [
            ("1", "first"),
            ("12", "twelfth"),
            ("20", "twentieth"),
            ("122", "one hundred twenty second"),
            ("1000", "one thousandth"),
        ] {
            assert_eq!(ordinal(digits, American).join(" "), said);
        }
    }

    #[test]
    fn a_very_long_number_is_read_digit_by_digit() {
        assert_eq!(cardinal("1234567890123456", American).len(), 16);
    }
}
