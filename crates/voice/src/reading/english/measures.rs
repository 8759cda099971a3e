//! Reads measures: a number with a unit (`200 m`, `5 sq. ft.`, `60 m.p.h.`), heights (`6'2"`,
//! `6' tall`), percentages and temperatures. A unit is read only beside a number.

use cuebook_core::abbreviation;

use super::abbreviations;
use super::figures::{DASHES, Number};
use super::numbers;
use super::sentence::{Match, Sentence};

/// Signs that are written for feet, and for inches.
const FEET: [char; 3] = ['\'', '’', '′'];
const INCHES: [char; 3] = ['"', '”', '″'];

/// What may be counted by after `/`, besides units.
const WHOLE: [&str; 9] = [
    "second", "minute", "hour", "day", "night", "week", "month", "year", "person",
];

/// A unit as written.
struct Unit {
    one: &'static str,
    many: &'static str,
    /// `square` or `cubic`.
    power: Option<&'static str>,
    /// The token after it, which may be its stop.
    end: usize,
}

/// `200 m`, `152-mm`, `60 km/h`, `5 km²`, `40 cu. in.`, `12 h.p.`, `50 %`, `-20 °C`.
pub(super) fn measure(s: &Sentence, at: usize) -> Option<Match> {
    let number = Number::at(s, at)?;
    let end = at + number.taken;
    if let Some(found) = position(s, at, &number) {
        return Some(found);
    }
    if let Some(found) = share(s, at, &number).or_else(|| degrees(s, at, &number)) {
        return Some(found);
    }
    let hyphen = s.joined_mark(end, &DASHES);
    let named = end + usize::from(hyphen);
    s.word(named).filter(|_| !hyphen || s.joined(named))?;
    let unit = unit(s, named, &number)?;
    let dotted = s.joined_mark(unit.end, &['.']);
    // "a 152 mm gun", "a 20-km march": before a noun a measure is singular.
    let led = matches!(
        s.word_before(at),
        Some("a" | "A" | "an" | "An" | "the" | "The")
    );
    let next = unit.end + usize::from(dotted);
    let before_noun = hyphen || led && s.is_noun(next) || is_described(s, next);
    let name = if number.is_one() || before_noun {
        unit.one
    } else {
        unit.many
    };
    let stop = if dotted && !s.capital(unit.end + 1) {
        s.abbreviating_stop(unit.end)
    } else {
        0
    };
    let mut found = Match::new(unit.end + stop - at).say(at, number.words(s.accent));
    let raised = s.mark(unit.end).and_then(power_of);
    found.taken += usize::from(raised.is_some());
    found = found.say(named, raised.or(unit.power)).phrase(named, name);
    let slash = unit.end + usize::from(raised.is_some());
    if s.joined_mark(slash, &['/'])
        && let Some(each) = s.joined_word(slash + 1).and_then(per)
    {
        let power = s.mark(slash + 2).filter(|_| s.joined(slash + 2));
        let power = power.and_then(power_of);
        found.taken += 2 + usize::from(power.is_some());
        found = found.say(slash + 1, ["per"]).say(slash + 1, power);
        found = found.phrase(slash + 1, each);
    }
    Some(found)
}

/// A unit without figures: `per lb.`, `two lbs.`, `a doz.`.
pub(super) fn lone(s: &Sentence, at: usize) -> Option<Match> {
    // Without a figure only these are no other word.
    const CLEAR: [&str; 25] = [
        "lb", "lbs", "oz", "ozs", "cwt", "doz", "yd", "yds", "qt", "qts", "hrs", "mins", "secs",
        "kg", "km", "cm", "mph", "tsp", "tsps", "tbsp", "tbsps", "gns", "yrs", "wks", "mths",
    ];
    let word = s.word(at)?;
    if word == "yrs" && abbreviations::is_signed(s, at + 1 + s.abbreviating_stop(at + 1)) {
        return None;
    }
    let before = s.word_before(at).unwrap_or("").to_lowercase();
    let per = before == "per";
    let (one, many) = abbreviation::unit(word)?;
    let apart = !s.joined(at) || s.mark(at.checked_sub(1)?) == Some('/');
    if !apart || !per && !CLEAR.contains(&word) {
        return None;
    }
    let several = word.ends_with('s') && !per
        || numbers::is_small(&before) && before != "one"
        || matches!(before.as_str(), "many" | "few" | "several" | "some");
    let name = if several { many } else { one };
    Some(Match::new(1 + s.abbreviating_stop(at + 1)).phrase(at, name))
}

/// Returns the unit at a token, after a number.
fn unit(s: &Sentence, at: usize, number: &Number) -> Option<Unit> {
    let word = s.word(at)?;
    let of = |word: &str, end| {
        abbreviation::unit(word).map(|(one, many)| Unit {
            one,
            many,
            power: None,
            end,
        })
    };
    if let Some((letters, end)) = dotted_letters(s, at) {
        return of(&letters, end);
    }
    if let Some(power) = prefix(word) {
        let next = at + 1 + usize::from(s.joined_mark(at + 1, &['.']));
        let power = Some(power);
        return of(s.word(next)?, next + 1).map(|unit| Unit { power, ..unit });
    }
    if s.joined_mark(at + 1, &['\'', '’']) || number.whole.len() == 4 && word == "hrs" {
        return None;
    }
    let (one, many) = single(s, at, number)?;
    Some(Unit {
        one,
        many,
        power: None,
        end: at + 1,
    })
}

/// Returns the singular and the plural of a unit that is one word.
fn single(s: &Sentence, at: usize, number: &Number) -> Option<(&'static str, &'static str)> {
    let word = s.word(at)?;
    let dotted = word.len() > 1 && s.joined_mark(at + 1, &['.']);
    match word {
        "p" if s.joined(at) => Some(("pence", "pence")),
        // `p. 3ff.`
        "ff" if s.joined(at) => Some(("and following", "and following")),
        // `80s` is a decade, `9.58s` a time.
        "s" if !number.fraction.is_empty() => Some(("second", "seconds")),
        "in" if !dotted && !s.joined(at) => None,
        // `2-in-1`
        "in" if s.joined_mark(at + 1, &DASHES) && s.joined_digits(at + 2).is_some() => None,
        // `1h 20m`, `5m 30s`
        "m" if s.joined(at) && is_after_unit(s, at, "hour") => Some(("minute", "minutes")),
        "m" if s.joined(at) && s.digits(at + 1).is_some() && s.joined_word(at + 2) == Some("s") => {
            Some(("minute", "minutes"))
        }
        "s" if s.joined(at) && is_after_unit(s, at, "minute") => Some(("second", "seconds")),
        // `21st` is no weight.
        "st" if s.joined(at) && numbers::ordinal_ending(&number.whole) == "st" => None,
        _ => abbreviation::unit(word),
    }
}

/// Returns whether the number before a unit follows a larger measure of time: `1h`, `20 min`.
fn is_after_unit(s: &Sentence, at: usize, larger: &str) -> bool {
    let Some(before) = at.checked_sub(2) else {
        return false;
    };
    let stop = usize::from(s.joined_mark(before, &['.']));
    let Some((word, count)) = before
        .checked_sub(stop)
        .and_then(|at| Some((s.word(at)?, at.checked_sub(1)?)))
    else {
        return false;
    };
    let minutes = word == "m" && larger == "minute";
    let named = abbreviation::unit(word).is_some_and(|(one, _)| one == larger) || minutes;
    named && s.digits(count).is_some()
}

/// Returns whether a thing that measures describe is here: `9 mm pistol`, `100m dash`.
fn is_described(s: &Sentence, at: usize) -> bool {
    #[rustfmt::skip]
    const THINGS: [&str; 60] = [
        "pistol", "pistols", "gun", "guns", "rifle", "rifles", "cannon", "mortar", "mortars",
        "howitzer", "howitzers", "round", "rounds", "bullet", "bullets", "shell", "shells",
        "cartridge", "cartridges", "automatic", "handgun", "revolver", "ammunition", "lens",
        "lenses", "film", "camera", "projector", "dash", "sprint", "hurdles", "freestyle",
        "backstroke", "breaststroke", "butterfly", "relay", "race", "final", "heat", "medley",
        "engine", "engines", "motor", "motors", "turbo", "drive", "bulb", "bulbs", "amplifier",
        "transmitter", "battery", "antenna", "radius", "cable", "socket", "spanner", "wrench",
        "telescope", "steeplechase", "charger",
    ];
    s.word(at).is_some_and(|word| THINGS.contains(&word)) && !s.joined(at)
}

/// Returns letters with stops between them, and the token after the last: `m.p.h`.
fn dotted_letters(s: &Sentence, at: usize) -> Option<(String, usize)> {
    let letter = |at| s.word(at).filter(|word| word.chars().count() == 1);
    let mut letters = letter(at)?.to_owned();
    let mut end = at + 1;
    while s.joined_mark(end, &['.'])
        && let Some(next) = letter(end + 1).filter(|_| s.joined(end + 1))
    {
        letters.push_str(next);
        end += 2;
    }
    (letters.len() > 1).then_some((letters, end))
}

fn prefix(word: &str) -> Option<&'static str> {
    match word {
        "sq" | "square" => Some("square"),
        "cu" | "cub" | "cubic" => Some("cubic"),
        "fl" => Some("fluid"),
        _ => None,
    }
}

fn power_of(mark: char) -> Option<&'static str> {
    match mark {
        '²' => Some("square"),
        '³' => Some("cubic"),
        _ => None,
    }
}

/// Returns the unit after `/`: `km/h`, `kg/m²`.
fn per(word: &str) -> Option<&'static str> {
    match word {
        "s" => Some("second"),
        _ => abbreviation::unit(word)
            .map(|(one, _)| one)
            .or_else(|| WHOLE.into_iter().find(|whole| *whole == word)),
    }
}

/// `6'2"`, `5' 4"`: the height of a person; `6' tall`, `4" nails`.
pub(super) fn height(s: &Sentence, at: usize) -> Option<Match> {
    let number = Number::at(s, at).filter(|number| number.whole.len() < 4)?;
    let sign = at + number.taken;
    let found = |taken| Match::new(taken).say(at, number.words(s.accent));
    if let Some((long, taken)) = inches(s, sign) {
        return Some(found(number.taken + taken).say(at, [long]));
    }
    if !s.joined_mark(sign, &FEET) {
        return None;
    }
    if let Some(more) = s.digits(sign + 1).filter(|digits| digits.len() < 3) {
        let short = s.joined(sign + 1) && more.parse::<u32>().is_ok_and(|inches| inches < 12);
        let signed = s.joined_mark(sign + 2, &INCHES);
        let taken = number.taken + 2 + usize::from(signed);
        let words = numbers::cardinal(more, s.accent);
        return (signed || short).then(|| found(taken).say(at, ["foot"]).say(sign + 1, words));
    }
    if s.word(sign + 1) == Some("x") && s.digits(sign + 2).is_some() {
        let found = found(number.taken + 2).say(at, ["foot"]);
        return Some(found.say(sign + 1, ["by"]));
    }
    let long = length(s, sign, ["foot", "feet"])?;
    Some(found(number.taken + 1).say(at, [long]))
}

/// Returns "inch" or "inches" if the sign at a token is meant for them, and the tokens to take.
pub(super) fn inches(s: &Sentence, at: usize) -> Option<(&'static str, usize)> {
    let sign = s.joined_mark(at, &INCHES);
    let long = length(s, at, ["inch", "inches"]).filter(|_| sign)?;
    Some((long, 1))
}

/// Returns how a length is read. After a sign that could also close a quotation, a size or a thing
/// must follow.
fn length(s: &Sentence, sign: usize, [one, many]: [&'static str; 2]) -> Option<&'static str> {
    const SIZES: [&str; 16] = [
        "tall", "long", "high", "wide", "deep", "broad", "thick", "across", "square", "by", "x",
        "above", "below", "away", "apart", "in",
    ];
    let own = matches!(s.mark(sign)?, '′' | '″');
    let next = sign + 1;
    let quoted = closes_quotation(s, sign);
    let sized = s.word(next).is_some_and(|word| SIZES.contains(&word));
    let thing = s.is_noun(next) && !quoted && !sized;
    let meant = !s.joined(next) && (sized && !quoted || thing);
    (own || meant).then_some(if thing { one } else { many })
}

/// Returns whether a sign for feet or inches can close a quotation instead: one of its kind is open
/// before it, and no other mark closes it later.
fn closes_quotation(s: &Sentence, sign: usize) -> bool {
    let (opening, plain) = match s.mark(sign) {
        Some('\'' | '’') => ('‘', ['\'', '’']),
        _ => ('“', ['"', '”']),
    };
    // An opening mark does not touch the word before it, a closing mark does.
    let opens = |at: &usize| {
        s.mark(*at) == Some(opening) || s.mark(*at) == Some(plain[0]) && !s.joined(*at)
    };
    let closes =
        |at: &usize| s.joined(*at) && s.mark(*at).is_some_and(|mark| plain.contains(&mark));
    let after = sign + 1..s.tokens.len();
    let later = after.clone().filter(closes).count() > after.filter(opens).count();
    (0..sign).any(|at| opens(&at)) && !later
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
    // "a 30° bend"
    let led = matches!(s.word_before(at), Some("a" | "A" | "an" | "An"));
    let before_noun = led && scale.is_none() && s.is_noun(sign + 1);
    let name = if number.is_one() || before_noun {
        "degree"
    } else {
        "degrees"
    };
    let found = Match::new(number.taken + 1 + letter).say(at, number.words(s.accent));
    Some(found.say(sign, [name]).say(sign + letter, scale))
}

/// `45° 30′ N`, `12° 5′ 30″ W`, `51° N.`: a place on the globe.
fn position(s: &Sentence, at: usize, number: &Number) -> Option<Match> {
    let sign = at + number.taken;
    matches!(s.mark(sign)?, '°' | 'º').then_some(())?;
    let name = |many: &'static str, digits: &str| match digits {
        "1" | "01" => &many[..many.len() - 1],
        _ => many,
    };
    let mut end = sign + 1;
    let many = if number.is_one() { "degree" } else { "degrees" };
    let mut found = Match::new(0)
        .say(at, number.words(s.accent))
        .say(sign, [many]);
    for (signs, unit) in [(FEET, "minutes"), (INCHES, "seconds")] {
        if let Some(digits) = s.digits(end).filter(|digits| digits.len() < 3)
            && s.joined_mark(end + 1, &signs)
        {
            let plain = digits.trim_start_matches('0');
            let plain = if plain.is_empty() { "0" } else { plain };
            found = found.say(end, numbers::cardinal(plain, s.accent));
            found = found.say(end, [name(unit, digits)]);
            end += 2;
        }
    }
    let side = match s.word(end) {
        Some("N") => Some("north"),
        Some("S") => Some("south"),
        Some("E") => Some("east"),
        Some("W") => Some("west"),
        _ => None,
    };
    if side.is_none() && end == sign + 1 {
        return None;
    }
    found = found.say(end, side);
    if side.is_some() {
        end += 1 + s.abbreviating_stop(end + 1);
    }
    found.taken = end - at;
    Some(found)
}
