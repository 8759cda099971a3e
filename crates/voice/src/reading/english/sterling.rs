//! Reads old British money: pounds, shillings of twelve pence, and pence (`£3 10s.`, `4s. 6d.`,
//! `2/6`, `5/-`, `7½d.`).

use super::figures::Number;
use super::fractions::{is_before_whole, is_part, vulgar};
use super::numbers::{self, Words};
use super::sentence::{Match, Sentence};

/// A coin's worth before a sign, and where it is.
struct Part {
    token: usize,
    words: Words,
    value: u64,
    /// The token after the sign, before its stop.
    end: usize,
    dotted: bool,
}

/// `£1 2s. 6d.`, `£3 10s.`, `4s. 6d.`, `5s.`, `6d.`
pub(super) fn sum(s: &Sentence, at: usize) -> Option<Match> {
    if let Some(found) = ruled(s, at) {
        return Some(found);
    }
    let pounds = pounds(s, at);
    let from = pounds.as_ref().map_or(at, |part| after(s, part));
    let shillings = shillings(s, from).filter(|part| part.value < 1000);
    let from = shillings.as_ref().map_or(from, |part| after(s, part));
    let pence = pence(s, from);
    let is_sum = match (&pounds, &shillings, &pence) {
        (_, Some(_), Some(_)) | (Some(_), Some(_), None) | (Some(_), None, Some(_)) => true,
        (None, Some(part), None) => is_shillings(s, at, part),
        (None, None, Some(part)) => is_pence(s, at, part),
        (Some(part), None, None) => return by_letter(s, at, part),
        _ => false,
    };
    let last = pence.as_ref().or(shillings.as_ref()).filter(|_| is_sum)?;
    let stop = usize::from(last.dotted && s.speaks_from(last.end + 1) && !s.capital(last.end + 1));
    let noun = counts_noun(s, at, last.end + usize::from(last.dotted));
    let single = pounds.is_none() && (shillings.is_none() || pence.is_none()) && noun;
    let mut found = Match::new(last.end + stop - at);
    if let Some(part) = &pounds {
        found = found.say(part.token, part.words.clone());
        found = found.say(
            part.token,
            [if part.value == 1 { "pound" } else { "pounds" }],
        );
    }
    if let Some(part) = &shillings {
        let name = if part.value == 1 || single {
            "shilling"
        } else {
            "shillings"
        };
        found = found
            .say(part.token, part.words.clone())
            .say(part.token, [name]);
    }
    if let Some(part) = &pence {
        let and = (pounds.is_some() || shillings.is_some()).then_some("and");
        found = found
            .say(part.token, and)
            .say(part.token, part.words.clone());
    }
    Some(found)
}

/// `100l. a year`: pounds by their letter alone, where the words beside them speak of money. A letter
/// for litres has no stop inside a sentence, or a noun behind it.
fn by_letter(s: &Sentence, at: usize, part: &Part) -> Option<Match> {
    const AFTER: [&str; 14] = [
        "a", "per", "an", "sterling", "yearly", "annually", "apiece", "each", "to", "for", "in",
        "from", "and", "which",
    ];
    const NEAR: [&str; 20] = [
        "income",
        "fortune",
        "rent",
        "salary",
        "annuity",
        "legacy",
        "dowry",
        "reward",
        "debt",
        "estate",
        "lend",
        "borrow",
        "borrowed",
        "note",
        "sum",
        "pension",
        "wages",
        "draft",
        "raised",
        "inherited",
    ];
    (s.mark(at) != Some('£') && s.joined_mark(part.end, &['.'])).then_some(())?;
    let next = part.end + 1;
    let yearly = s.word(next).is_some_and(|word| AFTER.contains(&word))
        && !matches!(
            s.word(next + 1),
            Some("can" | "jug" | "bottle" | "tank" | "pot")
        );
    let near = (at.saturating_sub(7)..at)
        .filter_map(|at| s.word(at))
        .any(|word| NEAR.contains(&word));
    let liquid = s.word(next) == Some("of") && !near;
    if !(yearly || near || is_priced(s, at, next)) || liquid {
        return None;
    }
    let name = if part.value == 1 { "pound" } else { "pounds" };
    let stop = s.speaks_from(next) && !s.capital(next);
    let found = Match::new(part.end + usize::from(stop) - at);
    Some(
        found
            .say(part.token, part.words.clone())
            .say(part.token, [name]),
    )
}

/// Returns the token after a part with its stop and a comma between two parts.
fn after(s: &Sentence, part: &Part) -> usize {
    let stop = part.end + usize::from(part.dotted);
    stop + usize::from(s.joined_mark(stop, &[',']) && s.digits(stop + 1).is_some())
}

fn pounds(s: &Sentence, at: usize) -> Option<Part> {
    let signed = s.mark(at) == Some('£');
    let number = Number::at(s, at + usize::from(signed)).filter(|n| n.fraction.is_empty())?;
    let mut end = at + usize::from(signed) + number.taken;
    if !signed {
        // "3l. 10s.": the letter for pounds.
        (s.joined_word(end) == Some("l") && s.joined_mark(end + 1, &['.'])).then_some(())?;
        end += 1;
    }
    Some(Part {
        token: at + usize::from(signed),
        words: number.words(s.accent),
        value: number.whole.parse().ok()?,
        end,
        dotted: s.joined_mark(end, &['.']) && s.digits(end + 1).is_some(),
    })
}

fn shillings(s: &Sentence, at: usize) -> Option<Part> {
    let digits = s.digits(at)?;
    matches!(s.joined_word(at + 1)?, "s" | "sh").then(|| ())?;
    Some(Part {
        token: at,
        words: numbers::cardinal(digits, s.accent),
        value: digits.parse().ok()?,
        end: at + 2,
        dotted: s.joined_mark(at + 2, &['.']),
    })
}

fn pence(s: &Sentence, at: usize) -> Option<Part> {
    let digits = s.digits(at);
    let broken = at + usize::from(digits.is_some());
    let part = s.mark(broken).filter(|c| vulgar(*c).is_some());
    let part = part.filter(|_| digits.is_none() || s.joined(broken));
    let sign = broken + usize::from(part.is_some());
    (sign > at && s.joined_word(sign) == Some("d")).then_some(())?;
    let value = digits
        .unwrap_or("0")
        .parse()
        .ok()
        .filter(|value| *value < 240)?;
    Some(Part {
        token: at,
        words: coppers(value, part, s)?,
        value,
        end: sign + 1,
        dotted: s.joined_mark(sign + 1, &['.']),
    })
}

/// `sevenpence halfpenny`, `a farthing`, `a penny`.
fn coppers(value: u64, part: Option<char>, s: &Sentence) -> Option<Words> {
    let count = numbers::cardinal(&value.to_string(), s.accent);
    let mut words: Words = match value {
        0 => Vec::new(),
        1 => vec!["a".into(), "penny".into()],
        2 | 3 | 6 => vec![format!("{}pence", count[0])],
        _ => count.into_iter().chain(["pence".to_string()]).collect(),
    };
    let alone = words.is_empty();
    words.extend(match part {
        None if alone => return None,
        None => Vec::new(),
        Some('½') if alone => vec!["a".to_string(), "halfpenny".into()],
        Some('¼') if alone => vec!["a".to_string(), "farthing".into()],
        Some('½') => vec!["halfpenny".to_string()],
        Some('¼') => vec!["farthing".to_string()],
        Some('¾') => vec!["three".to_string(), "farthings".into()],
        Some(_) => return None,
    });
    Some(words)
}

/// Returns whether `10s.` is an amount, and not a decade or several tens.
fn is_shillings(s: &Sentence, at: usize, part: &Part) -> bool {
    let decade = part.value.is_multiple_of(10)
        && part.value >= 20
        && matches!(
            s.word_before(at),
            Some(
                "the"
                    | "The"
                    | "his"
                    | "her"
                    | "their"
                    | "my"
                    | "our"
                    | "your"
                    | "early"
                    | "late"
                    | "mid"
            )
        );
    !s.joined(at) && !decade && part.value < 100 && (part.dotted || is_priced(s, at, part.end))
}

/// Returns whether `6d` is an amount: with its stop, with a halfpenny, or beside a word of price.
fn is_pence(s: &Sentence, at: usize, part: &Part) -> bool {
    let broken = s.digits(at).is_none() || s.mark(at + 1).is_some();
    let small = (4..12).contains(&part.value);
    !s.joined(at) && (part.dotted || broken || small || is_priced(s, at, part.end))
}

/// Returns whether the amount counts the noun after it: `a 5s. piece`.
fn counts_noun(s: &Sentence, at: usize, next: usize) -> bool {
    let led = matches!(
        s.word_before(at),
        Some("a" | "A" | "the" | "The" | "one" | "another")
    );
    led && s.is_noun(next)
}

/// `2/6`, `10/6`, `5/-`, `£1/2/6`, `£3:10:6`.
fn ruled(s: &Sentence, at: usize) -> Option<Match> {
    const LINES: [char; 4] = ['/', ':', '-', '–'];
    if s.mark(at) == Some('£') {
        let (pounds, shillings) = (s.joined_digits(at + 1)?, s.joined_digits(at + 3)?);
        let pence = s
            .joined_digits(at + 5)
            .filter(|_| s.joined_mark(at + 4, &LINES))?;
        s.joined_mark(at + 2, &LINES).then_some(())?;
        below(shillings, 20)?;
        let coppers = coppers(below(pence, 12)?, None, s)?;
        let found = Match::new(6).say(at + 1, numbers::cardinal(pounds, s.accent));
        let found = found.say(at + 1, [if pounds == "1" { "pound" } else { "pounds" }]);
        let found = found.say(at + 3, numbers::cardinal(shillings, s.accent));
        return Some(found.say(at + 3, ["shillings", "and"]).say(at + 5, coppers));
    }
    let shillings = s
        .digits(at)
        .filter(|_| !s.joined(at) && s.joined_mark(at + 1, &['/']))?;
    let words = numbers::cardinal(shillings, s.accent);
    if s.joined_mark(at + 2, &['-', '–', '—']) && s.joined_digits(at + 3).is_none() {
        let name = if shillings == "1" || counts_noun(s, at, at + 3) {
            "shilling"
        } else {
            "shillings"
        };
        return Some(Match::new(3).say(at, words).say(at, [name]));
    }
    let pence = s
        .joined_digits(at + 2)
        .and_then(|digits| below(digits, 12))?;
    let signed = s.joined_word(at + 3) == Some("d");
    if !signed && !is_two_and_six(s, at, below(shillings, 100)?, pence) {
        return None;
    }
    let stop = usize::from(signed && s.joined_mark(at + 4, &['.']) && s.speaks_from(at + 5));
    let found = Match::new(3 + usize::from(signed) + stop)
        .say(at, words)
        .say(at, ["and"]);
    Some(match signed {
        true => found.say(at + 2, coppers(pence, None, s)?),
        false => found.say(at + 2, numbers::cardinal(&pence.to_string(), s.accent)),
    })
}

fn below(digits: &str, limit: u64) -> Option<u64> {
    let plain = digits.len() < 3 && !(digits.len() > 1 && digits.starts_with('0'));
    digits.parse().ok().filter(|value| plain && *value < limit)
}

/// Returns whether two figures are shillings and pence, and not a fraction or a date: a fraction is
/// written in its lowest terms.
fn is_two_and_six(s: &Sentence, at: usize, shillings: u64, pence: u64) -> bool {
    let parts = matches!(
        s.word(at + 3),
        Some("of" | "time" | "inch" | "mile" | "full")
    );
    let dated = matches!(s.word_before(at), Some("on" | "On" | "of" | "until" | "by"));
    let joined = s.joined_mark(at + 3, &['/', '-']) || s.joined_word(at + 3).is_some();
    if parts || joined || pence == 0 {
        return false;
    }
    // "1/2 a pound" is half of it, also when it is bought; "at 1/2 a pound" is its price.
    let part = is_part(shillings, pence) && is_before_whole(s, at + 3);
    if part
        && !matches!(
            s.word_before(at),
            Some("at" | "for" | "cost" | "costs" | "paid")
        )
    {
        return false;
    }
    let common = (2..=pence).any(|by| shillings.is_multiple_of(by) && pence.is_multiple_of(by));
    let unusual = matches!(pence, 3 | 6 | 9) && (common || shillings > pence);
    is_priced(s, at, at + 3) || unusual && !dated && shillings < 40
}

/// Returns whether a word of price is near.
fn is_priced(s: &Sentence, at: usize, end: usize) -> bool {
    const BEFORE: [&str; 23] = [
        "pay", "pays", "paid", "paying", "cost", "costs", "price", "priced", "worth", "charge",
        "charged", "lent", "owe", "owes", "owed", "sold", "sell", "sells", "bought", "spent",
        "earned", "fare", "fee",
    ];
    let near = at.saturating_sub(5)..at;
    let priced = near
        .into_iter()
        .filter_map(|at| s.word(at))
        .any(|word| BEFORE.contains(&word));
    let each = match s.word(end) {
        Some("each" | "apiece" | "per") => true,
        Some("a") => matches!(
            s.word(end + 1),
            Some(
                "dozen"
                    | "pound"
                    | "yard"
                    | "week"
                    | "day"
                    | "head"
                    | "month"
                    | "year"
                    | "bottle"
                    | "ounce"
                    | "pint"
            )
        ),
        _ => false,
    };
    priced || each
}
