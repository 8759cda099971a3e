//! Reads punctuation marks and signs. A mark becomes a mark of Kokoro's
//! alphabet, a word, or nothing.

use super::abbreviations;
use super::amounts::coin_name;
use super::figures::DASHES;
use super::fractions::vulgar;
use super::no_ipa;
use super::numbers;
use super::sentence::{Match, Sentence};

/// Reads any mark at a token.
pub(super) fn mark(s: &Sentence, at: usize) -> Option<Match> {
    let mark = s.mark(at)?;
    let found = Match::new(1);
    Some(match mark {
        '.' | '。' => stop(s, at),
        ',' | '、' | '，' | '،' => found.mark(','),
        ';' | '；' | '؛' => found.mark(';'),
        ':' | '：' => found.mark(':'),
        '!' | '！' | '¡' => found.mark('!'),
        '?' | '？' | '؟' | '‽' => found.mark('?'),
        '…' => found.mark('…'),
        '[' if let Some(found) = phonetic(s, at) => found,
        '(' | '[' | '{' | '（' => found.mark('('),
        ')' | ']' | '}' | '）' => found.mark(')'),
        '“' | '„' | '«' | '‟' => found.mark('“'),
        '”' | '»' => found.mark('”'),
        '"' if opens(s, at) => found.mark('“'),
        '"' => found.mark('”'),
        '\'' | '‘' | '’' => single_quote(s, at),
        '—' | '―' => found.mark('—'),
        _ if DASHES.contains(&mark) => dash(s, at),
        _ => sign(s, at, mark),
    })
}

/// A full stop, an ellipsis, a decimal point without a number before it, or
/// "dot".
fn stop(s: &Sentence, at: usize) -> Match {
    let run = (at + 1..)
        .take_while(|next| s.joined_mark(*next, &['.']))
        .count();
    let small = |at: usize| {
        s.joined_word(at)
            .is_some_and(|w| w.starts_with(char::is_lowercase))
    };
    if run > 0 {
        return Match::new(run + 1).mark('…');
    }
    match s.joined_digits(at + 1) {
        Some(digits) if !s.joined(at) => {
            let words = numbers::fraction(digits, s.accent);
            Match::new(2).say(at, words)
        }
        _ if s.joined(at) && small(at + 1) => Match::new(1).say(at, ["dot"]),
        _ => Match::new(1).mark('.'),
    }
}

/// Returns whether a quotation mark here opens: it touches the token after it
/// and not the one before it.
fn opens(s: &Sentence, at: usize) -> bool {
    let after_opening = at > 0
        && matches!(
            s.mark(at - 1),
            Some('(' | '[' | '—' | '–' | '“' | '‘' | '"')
        );
    s.joined(at + 1) && (!s.joined(at) || after_opening)
}

/// An apostrophe in no word: a quotation mark, or a mark of omission.
fn single_quote(s: &Sentence, at: usize) -> Match {
    let single = |at: usize| matches!(s.mark(at), Some('\'' | '‘' | '’'));
    let quotes = |at: usize| {
        let shortened_year = s
            .joined_digits(at + 1)
            .is_some_and(|digits| digits.len() == 2);
        single(at) && opens(s, at) && !shortened_year
    };
    let found = Match::new(1);
    if quotes(at) {
        return found.mark('“');
    }
    let opened = (0..at).filter(|before| quotes(*before)).count();
    let closes = |at: &usize| single(*at) && !opens(s, *at) && s.joined(*at);
    let closed = (0..at).filter(closes).count();
    if closes(&at) && opened > closed {
        return found.mark('”');
    }
    found
}

/// A minus, a hyphen between words, or a dash.
fn dash(s: &Sentence, at: usize) -> Match {
    let run = (at + 1..)
        .take_while(|next| s.joined_mark(*next, &DASHES))
        .count();
    let found = Match::new(run + 1);
    let spoken = |at: usize| s.word(at).is_some() || s.digits(at).is_some();
    let (left, right) = (s.joined(at), s.joined(at + 1));
    if run > 0 {
        return found.mark('—');
    }
    let coin = s.joined(at + 1) && s.mark(at + 1).and_then(coin_name).is_some();
    if right && !left && (s.digits(at + 1).is_some() || coin) {
        return found.say(at, ["minus"]);
    }
    if left && right && is_between_days(s, at) {
        return found.say(at, ["to"]);
    }
    // "pre- and post-war", "w- what"; before other words it is the dash at a line end.
    let part = s.digits(at + 1).is_some()
        || at > 0 && s.tokens[at - 1].text.chars().count() < 3
        || matches!(
            s.word(at + 1),
            Some("and" | "or" | "to" | "nor" | "but" | "through")
        );
    let hanging = left && spoken(at + 1) && part && s.mark(at) != Some('–');
    if left && right || hanging {
        return found;
    }
    found.mark('—')
}

/// Returns whether a dash is between two days of the week: `Mon.–Fri.`
fn is_between_days(s: &Sentence, at: usize) -> bool {
    let stop = usize::from(s.joined_mark(at - 1, &['.']));
    let day = at
        .checked_sub(1 + stop)
        .is_some_and(|before| abbreviations::is_day(s, before));
    day && abbreviations::is_day(s, at + 1)
}

/// `x²`, `10⁶`: raised figures behind a figure or a letter.
fn power(s: &Sentence, at: usize) -> Match {
    let raised = |at: usize| match s.mark(at)? {
        '⁰' => Some('0'),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        c @ '⁴'..='⁹' => char::from_digit(u32::from(c) - u32::from('⁰'), 10),
        _ => None,
    };
    let digits = (at..).map_while(|token| raised(token).filter(|_| token == at || s.joined(token)));
    let digits: String = digits.collect();
    let found = Match::new(digits.chars().count());
    match digits.as_str() {
        "2" => found.say(at, ["squared"]),
        "3" => found.say(at, ["cubed"]),
        _ => {
            let nth = numbers::ordinal(&digits, s.accent);
            found.say(at, ["to", "the"]).say(at, nth)
        }
    }
}

/// `H₂O`: lowered figures.
fn lowered(s: &Sentence, at: usize) -> Match {
    let digit = |at: usize| {
        let low = u32::from(s.mark(at)?).checked_sub(u32::from('₀'))?;
        char::from_digit(low, 10).filter(|_| s.joined(at))
    };
    let digits: String = (at..).map_while(digit).collect();
    let taken = digits.chars().count();
    Match::new(taken.max(1)).say(at, numbers::cardinal(&digits, s.accent))
}

/// `/kæt/`, `[ʃuː]`: a word in the letters of the International Phonetic Alphabet.
fn phonetic(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.joined_word(at + 1).filter(|_| !s.joined(at))?;
    let close = if s.mark(at) == Some('/') { '/' } else { ']' };
    s.joined_mark(at + 2, &[close]).then_some(())?;
    let special = word.contains(|c| "əɪʊɛæʃʒθðŋɹɑɒɔʌɜːˈˌɡ".contains(c));
    (special && no_ipa(word).is_none()).then(|| Match::new(3).ipa(at + 1, word))
}

/// `10^6`: figures behind a sign for a power.
fn caret(s: &Sentence, at: usize) -> Match {
    match s.joined_digits(at + 1) {
        None => Match::new(1),
        Some("2") => Match::new(2).say(at, ["squared"]),
        Some("3") => Match::new(2).say(at, ["cubed"]),
        Some(digits) => {
            let nth = numbers::ordinal(digits, s.accent);
            Match::new(2).say(at, ["to", "the"]).say(at, nth)
        }
    }
}

/// Returns whether a single capital letter is before a token.
fn is_capital(s: &Sentence, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| s.word(before));
    before.is_some_and(|word| word.len() == 1 && word.chars().all(char::is_uppercase))
}

/// A sign that is read by its name, or not at all.
fn sign(s: &Sentence, at: usize, mark: char) -> Match {
    let found = Match::new(1);
    let before_digits = s.digits(at + 1).is_some();
    if let Some(name) = coin_name(mark) {
        return found.say(at, [name]);
    }
    if let Some((alone, after_number)) = vulgar(mark) {
        let mixed = at > 0 && s.digits(at - 1).is_some();
        return found.phrase(at, if mixed { after_number } else { alone });
    }
    let name = match mark {
        '&' | '＆' => "and",
        '+' => "plus",
        '=' => "equals",
        '@' => "at",
        '%' => "percent",
        '‰' => "per mille",
        // `C#` is a note or a language.
        '#' if s.joined(at) && !s.joined(at + 1) && is_capital(s, at) => "sharp",
        '#' if s.joined_word(at + 1).is_some() => "hashtag",
        '#' | '№' => "number",
        '°' => "degrees",
        '§' => "section",
        '¶' if before_digits => "paragraph",
        '×' => "times",
        '÷' => "divided by",
        '∞' => "infinity",
        '√' => "the square root of",
        '±' => "plus or minus",
        '~' | '≈' if before_digits => "about",
        '<' if before_digits => "less than",
        '>' if before_digits => "greater than",
        '≤' => "at most",
        '≥' => "at least",
        '≠' => "not equal to",
        '^' if s.joined(at) => return caret(s, at),
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' => return power(s, at),
        '₀'..='₉' => return lowered(s, at),
        '/' if let Some(found) = phonetic(s, at) => return found,
        _ if mark.is_alphanumeric() => "number",
        _ => return found,
    };
    found.phrase(at, name)
}
