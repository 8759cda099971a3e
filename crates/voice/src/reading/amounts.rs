//! Reads money, measures and percentages: a number with a sign or a unit. A
//! unit is read only beside a number.

use cuebook_core::abbreviation;

use super::figures::{DASHES, Number};
use super::numbers;
use super::sentence::{Match, Sentence};

/// A sign, the singular and plural of its coin, and the singular and plural of
/// the coin's hundredth.
type Coin = (char, &'static str, &'static str, &'static str, &'static str);

const COINS: [Coin; 6] = [
    ('$', "dollar", "dollars", "cent", "cents"),
    ('£', "pound", "pounds", "penny", "pence"),
    ('€', "euro", "euros", "cent", "cents"),
    ('¥', "yen", "yen", "sen", "sen"),
    ('₽', "rouble", "roubles", "kopeck", "kopecks"),
    ('₴', "hryvnia", "hryvnias", "kopeck", "kopecks"),
];

fn coin(mark: char) -> Option<Coin> {
    COINS.into_iter().find(|coin| coin.0 == mark)
}

/// Returns the name of a currency sign without a number.
pub(super) fn coin_name(mark: char) -> Option<&'static str> {
    coin(mark).map(|coin| coin.2)
}

/// `$3.50`, `£4m`, `$1.5 million`, `€10–12`, `20 ₽`.
pub(super) fn money(s: &Sentence, at: usize) -> Option<Match> {
    let first = s.mark(at).is_some();
    let (coin, number, from) = if first {
        s.joined_digits(at + 1)?;
        (coin(s.mark(at)?)?, Number::at(s, at + 1)?, at + 1)
    } else {
        let number = Number::at(s, at)?;
        (coin(s.mark(at + number.taken)?)?, number, at)
    };
    let mut end = from + number.taken + usize::from(!first);
    let mut found = Match::new(end - at);
    let to = s
        .joined_mark(end, &DASHES)
        .then(|| Number::at(s, end + 1))
        .flatten();
    let (number, from) = match to {
        Some(second) if s.joined(end + 1) && first => {
            found = found.say(from, number.words(s.accent)).say(from, ["to"]);
            let from = end + 1;
            end = from + second.taken;
            (second, from)
        }
        _ => (number, from),
    };
    let scale = scale(s, end);
    end += usize::from(scale.is_some());
    found.taken = end - at;
    Some(match scale {
        Some(scale) => found
            .say(from, number.words(s.accent))
            .say(end - 1, [scale, coin.2]),
        None => found.say(from, coins(s, &number, coin, end)),
    })
}

fn scale(s: &Sentence, at: usize) -> Option<&'static str> {
    match s.word(at)? {
        "thousand" => return Some("thousand"),
        "million" => return Some("million"),
        "billion" => return Some("billion"),
        "trillion" => return Some("trillion"),
        _ => {}
    }
    match s.joined_word(at)? {
        "k" | "K" => Some("thousand"),
        "m" | "M" | "mn" | "mil" => Some("million"),
        "b" | "B" | "bn" => Some("billion"),
        "tn" => Some("trillion"),
        _ => None,
    }
}

/// Coins and hundredths: "three dollars and fifty cents", "fifty cents", "a
/// five dollar bill".
fn coins(s: &Sentence, number: &Number, coin: Coin, end: usize) -> Vec<String> {
    let (_, one, many, small, smalls) = coin;
    let before_noun = s.joined_mark(end, &DASHES)
        || matches!(
            s.word(end),
            Some("bill" | "note" | "coin" | "cheque" | "check" | "ticket")
        );
    let hundredths = number.fraction.parse::<u64>().unwrap_or(0);
    if number.fraction.len() != 2 {
        let mut words = number.words(s.accent);
        words.push(
            if number.is_one() || before_noun {
                one
            } else {
                many
            }
            .into(),
        );
        return words;
    }
    let mut words = Vec::new();
    if number.whole != "0" || hundredths == 0 {
        words = numbers::cardinal(&number.whole, s.accent);
        words.push(if number.whole == "1" { one } else { many }.into());
    }
    if hundredths > 0 {
        if !words.is_empty() {
            words.push("and".into());
        }
        words.extend(numbers::cardinal(&hundredths.to_string(), s.accent));
        words.push(if hundredths == 1 { small } else { smalls }.into());
    }
    words
}

/// `6'2"`: the height of a person.
pub(super) fn height(s: &Sentence, at: usize) -> Option<Match> {
    let (feet, inches) = (s.digits(at)?, s.joined_digits(at + 2)?);
    let marked =
        s.joined_mark(at + 1, &['\'', '’', '′']) && s.joined_mark(at + 3, &['"', '”', '″']);
    marked.then(|| {
        Match::new(4)
            .say(at, numbers::cardinal(feet, s.accent))
            .say(at, ["foot"])
            .say(at + 2, numbers::cardinal(inches, s.accent))
    })
}

/// `200 m`, `152-mm`, `60 km/h`, `5 km²`, `50 %`, `-20 °C`.
pub(super) fn measure(s: &Sentence, at: usize) -> Option<Match> {
    let number = Number::at(s, at)?;
    let end = at + number.taken;
    if let Some(found) = share(s, at, &number).or_else(|| degrees(s, at, &number)) {
        return Some(found);
    }
    let hyphen = s.joined_mark(end, &DASHES);
    let named = end + usize::from(hyphen);
    let word = s.word(named).filter(|_| !hyphen || s.joined(named))?;
    if s.joined_mark(named + 1, &['\'', '’']) || number.whole.len() == 4 && word == "hrs" {
        return None;
    }
    let dotted = word.len() > 1 && s.joined_mark(named + 1, &['.']);
    let (one, many) = match word {
        "p" if s.joined(named) => ("pence", "pence"),
        // `80s` is a decade, `9.58s` a time.
        "s" if !number.fraction.is_empty() => ("second", "seconds"),
        "in" if !dotted => return None,
        "st" if s.joined(named) => return None,
        _ => abbreviation::unit(word)?,
    };
    // "a 152 mm gun", "a 20-km march": before a noun a measure is singular.
    let led = matches!(
        s.word_before(at),
        Some("a" | "A" | "an" | "An" | "the" | "The")
    );
    let before_noun = hyphen || led && s.is_noun(named + 1 + usize::from(dotted));
    let name = if number.is_one() || before_noun {
        one
    } else {
        many
    };
    let stop = if dotted && !s.capital(named + 2) {
        s.abbreviating_stop(named + 1)
    } else {
        0
    };
    let mut found = Match::new(named + 1 + stop - at).say(at, number.words(s.accent));
    if let Some(power) = s.mark(named + 1).and_then(power) {
        found.taken += 1;
        found = found.say(named, [power]);
    }
    found = found.phrase(named, name);
    if s.joined_mark(named + 1, &['/'])
        && let Some(each) = s.joined_word(named + 2).and_then(per)
    {
        found.taken += 2;
        found = found.phrase(named + 2, each);
    }
    Some(found)
}

fn power(mark: char) -> Option<&'static str> {
    match mark {
        '²' => Some("square"),
        '³' => Some("cubic"),
        _ => None,
    }
}

fn per(word: &str) -> Option<&'static str> {
    Some(match word {
        "h" | "hr" => "per hour",
        "s" | "sec" => "per second",
        "min" => "per minute",
        _ => return None,
    })
}

fn share(s: &Sentence, at: usize, number: &Number) -> Option<Match> {
    let sign = at + number.taken;
    let share = s.mark(sign) == Some('%');
    let found = Match::new(number.taken + 1).say(at, number.words(s.accent));
    share.then(|| found.say(sign, ["percent"]))
}

fn degrees(s: &Sentence, at: usize, number: &Number) -> Option<Match> {
    let sign = at + number.taken;
    let scale = match s.mark(sign)? {
        '℃' => Some("Celsius"),
        '℉' => Some("Fahrenheit"),
        '°' | 'º' => match s.word(sign + 1) {
            Some("C") => Some("Celsius"),
            Some("F") => Some("Fahrenheit"),
            _ => None,
        },
        _ => return None,
    };
    let letter = usize::from(scale.is_some() && matches!(s.mark(sign), Some('°' | 'º')));
    let name = if number.is_one() { "degree" } else { "degrees" };
    let found = Match::new(number.taken + 1 + letter).say(at, number.words(s.accent));
    Some(found.say(sign, [name]).say(sign + letter, scale))
}
