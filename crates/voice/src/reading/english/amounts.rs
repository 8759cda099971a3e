//! Reads money of today: a number with the sign of a coin.

use super::figures::{DASHES, Number};
use super::numbers;
use super::sentence::{Match, Sentence};

/// A sign, the singular and plural of its coin, and the singular and plural of
/// the coin's hundredth.
type Coin = (char, &'static str, &'static str, &'static str, &'static str);

const COINS: [Coin; 14] = [
    ('$', "dollar", "dollars", "cent", "cents"),
    ('¢', "cent", "cents", "cent", "cents"),
    ('£', "pound", "pounds", "penny", "pence"),
    ('€', "euro", "euros", "cent", "cents"),
    ('¥', "yen", "yen", "sen", "sen"),
    ('₽', "rouble", "roubles", "kopeck", "kopecks"),
    ('₹', "rupee", "rupees", "paisa", "paise"),
    ('₩', "won", "won", "jeon", "jeon"),
    ('₪', "shekel", "shekels", "agora", "agorot"),
    ('₫', "dong", "dong", "xu", "xu"),
    ('₦', "naira", "naira", "kobo", "kobo"),
    ('₺', "lira", "lira", "kurus", "kurus"),
    ('₿', "bitcoin", "bitcoins", "bitcoin", "bitcoins"),
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
    if let Some(found) = hundredths(s, at) {
        return Some(found);
    }
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

/// `$.50`: hundredths without a figure before the point.
fn hundredths(s: &Sentence, at: usize) -> Option<Match> {
    let coin = coin(s.mark(at)?)?;
    s.joined_mark(at + 1, &['.']).then_some(())?;
    let digits = s.joined_digits(at + 2).filter(|digits| digits.len() == 2)?;
    let number = Number {
        whole: "0".into(),
        fraction: digits.into(),
        grouped: false,
        taken: 2,
    };
    Some(Match::new(3).say(at + 2, coins(s, &number, coin, at + 3)))
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
            Some("bill" | "note" | "coin" | "cheque" | "check" | "ticket" | "stamp" | "piece")
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
