//! Addresses of the internet: `www.ejemplo.es/pagina`, `ana@ejemplo.org`.

use super::sentence::{Match, Sentence};
use super::tongue::Gender;

/// The last parts of hosts without `www`.
const ENDINGS: [&str; 18] = [
    "com", "org", "net", "gov", "edu", "info", "io", "es", "mx", "ar", "fr", "be", "it", "pt",
    "br", "eu", "de", "ch",
];

/// Reads an address.
pub(super) fn address(s: &Sentence<'_>, at: usize) -> Option<Match> {
    s.word(at)?;
    if s.joined(at)
        && s.mark(at.checked_sub(1)?)
            .is_none_or(|mark| !"([<“\"«".contains(mark))
    {
        return None;
    }
    let end = end(s, at);
    let marks = |wanted: char| (at..end).any(|token| s.mark(token) == Some(wanted));
    let mail = marks('@') && marks('.');
    let scheme = s.mark(at + 1) == Some(':') && s.joined_mark(at + 2) == Some('/');
    let host = s.joined_mark(at + 1) == Some('.') && s.joined_word(at + 2).is_some();
    let small = s
        .word(at)
        .is_some_and(|word| word.chars().all(|c| c.is_lowercase()));
    let ended =
        (at + 2..end).any(|token| s.word(token).is_some_and(|word| ENDINGS.contains(&word)));
    let www = s
        .word(at)
        .is_some_and(|word| word.eq_ignore_ascii_case("www"));
    if !(mail || scheme || host && small && (www || ended)) {
        return None;
    }
    let from = if scheme { at + 4 } else { at };
    let mut found = Match::new(end - at);
    for token in from..end {
        found = part(s, token, found);
    }
    Some(found)
}

fn part(s: &Sentence<'_>, token: usize, found: Match) -> Match {
    let [sign, point, slash, hyphen, line, colon] = s.text.address;
    match (s.mark(token), s.word(token), s.digits(token)) {
        (Some(mark), ..) => {
            let word = match mark {
                '@' => sign,
                '.' => point,
                '/' => slash,
                '-' => hyphen,
                '_' => line,
                ':' => colon,
                _ => "",
            };
            found.say(token, word)
        }
        (_, Some(word), _) if word.eq_ignore_ascii_case("www") => {
            let w = s.text.letters.iter().find(|(letter, _)| *letter == 'w');
            let w = w.map_or("", |(_, name)| name);
            found.say(token, w).say(token, w).say(token, w)
        }
        (_, Some(word), _) => found.say(token, word),
        (.., Some(digits)) => match digits.parse() {
            Ok(number) => found.say(token, &(s.text.cardinal)(number, Gender::Man)),
            Err(_) => found,
        },
        _ => found,
    }
}

/// Returns the token after the last of the address. Marks at its end belong to the sentence.
fn end(s: &Sentence<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while s.joined(end) && s.mark(end).is_none_or(|mark| !"“”\")>,—…»".contains(mark)) {
        end += 1;
    }
    while end > at + 1 && s.word(end - 1).is_none() && s.digits(end - 1).is_none() {
        end -= 1;
    }
    end
}
