//! Figures that only Hindi writes in its way: ordinals, years, times before `बजे`, sums after `रु॰`, and
//! letters with stops.

use super::letters::is_devanagari;
use super::numbers::{self, is_month};
use crate::reading::romance::figures::spoken_number;
use crate::reading::romance::sentence::{Match, Rule, Sentence};
use crate::reading::romance::tongue::Gender::Man;

/// From the most special to the most general.
pub(super) const RULES: &[Rule] = &[telephone, ordinal, clock, year, rupees, initial];

/// A number of a mobile telephone, digit by digit.
fn telephone(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let digits = s.digits(at)?;
    let is_number = digits.len() == 10 && digits.starts_with(['6', '7', '8', '9']);
    let each = digits.chars().filter_map(|c| c.to_digit(10));
    let each = each.map(|digit| numbers::cardinal(digit.into(), Man));
    is_number.then(|| Match::new(1).say(at, &each.collect::<Vec<_>>().join(" ")))
}

/// An ordinal: `21वीं`, `5वाँ`, `1ला`.
fn ordinal(s: &Sentence<'_>, at: usize) -> Option<Match> {
    const ENDINGS: [&str; 19] = [
        "वाँ",
        "वां",
        "वा",
        "वीं",
        "वी",
        "वें",
        "वे",
        "ला",
        "ली",
        "ले",
        "रा",
        "री",
        "रे",
        "था",
        "थी",
        "थे",
        "ठा",
        "ठी",
        "ठे",
    ];
    let value = s.digits(at)?.parse().ok()?;
    // A hyphen may stand before the ending: `21-वीं`.
    let hyphen = usize::from(s.joined_mark(at + 1) == Some('-'));
    let ending = s.joined_word(at + 1 + hyphen)?;
    let known = ENDINGS.contains(&ending);
    known.then(|| Match::new(2 + hyphen).say(at, &numbers::ordinal_with(value, ending)))
}

/// A time: `10:30`, `10:30 बजे`, `१०.३० बजे`.
fn clock(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let hour: u64 = s.digits(at)?.parse().ok().filter(|hour| *hour < 25)?;
    let mark = s.joined_mark(at + 1)?;
    let digits = s.joined_digits(at + 2).filter(|digits| digits.len() == 2)?;
    let minute: u64 = digits.parse().ok().filter(|minute| *minute < 60)?;
    let named = s.word(at + 3) == Some("बजे");
    let ends = s.joined_mark(at + 3) != Some(':');
    let is_clock = mark == ':' && ends || mark == '.' && named;
    is_clock.then(|| Match::new(3 + usize::from(named)).say(at, &numbers::clock(hour, minute)))
}

/// A year before 2000: `1947 में`, `अगस्त 1947`, `सन् 1857`.
fn year(s: &Sentence<'_>, at: usize) -> Option<Match> {
    const AFTER: [&str; 8] = ["में", "के", "की", "का", "से", "तक", "ई", "ईस्वी"];
    const BEFORE: [&str; 4] = ["सन्", "सन", "वर्ष", "साल"];
    let value: u64 = s
        .digits(at)
        .filter(|digits| digits.len() == 4)?
        .parse()
        .ok()?;
    let alone = !s.joined(at) && s.joined_digits(at + 2).is_none();
    let before = |back: usize| at.checked_sub(back).and_then(|at| s.word(at));
    let after = s.word(at + 1).is_some_and(|word| AFTER.contains(&word));
    let told = before(1).is_some_and(|word| BEFORE.contains(&word) || is_month(word))
        || s.mark(at.wrapping_sub(1)) == Some(',') && before(2).is_some_and(is_month);
    let is_year = (1100..2000).contains(&value) && alone && (after || told);
    is_year.then(|| Match::new(1).say(at, &numbers::year(value)))
}

/// A sum after its abbreviation: `रु॰ 500`, `रु. 2,500`.
fn rupees(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let short = matches!(s.word(at)?, "रु" | "रू" | "Rs");
    let stop = usize::from(matches!(s.joined_mark(at + 1), Some('॰' | '.')));
    let (words, taken) = spoken_number(s, at + 1 + stop).filter(|_| short)?;
    let found = Match::new(1 + stop + taken).say(at + 1 + stop, &words);
    Some(found.say(
        at,
        if words == "एक" {
            "रुपया"
        } else {
            "रुपये"
        },
    ))
}

/// The stop after a letter of an abbreviation, which is no pause: `बी.जे.पी.`, `एम॰ए॰`.
fn initial(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let stop = s
        .joined_mark(at)
        .is_some_and(|mark| matches!(mark, '.' | '॰'));
    let own = |at: usize| {
        s.word(at)
            .is_some_and(|word| word.chars().all(is_devanagari) && word.chars().count() <= 4)
    };
    let before = at.checked_sub(1).filter(|_| stop)?;
    let between = own(at + 1) && s.joined(at + 1);
    // The last stop of an abbreviation within a sentence.
    let dotted = before
        .checked_sub(1)
        .is_some_and(|at| matches!(s.joined_mark(at), Some('.' | '॰')));
    let last = dotted && s.joined(before) && s.word(at + 1).is_some();
    (own(before) && (between || last)).then(|| Match::new(1))
}
