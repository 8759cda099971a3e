//! The kinds of lines of a screenplay, decided by the line alone.
//!
//! Each function takes a line without white space around it. It returns the words
//! without the marks of the kind, or `None` if the line is of another kind.

use super::element::{SoundKind, Speech, What};
use super::emphasis;

/// The words that introduce sounds in radio scripts.
const SOUNDS: [(SoundKind, &str); 3] = [
    (
        SoundKind::Effect,
        "SOUND|SOUNDS|SOUND EFFECT|SOUND EFFECTS|SFX|FX|F/X|FOLEY",
    ),
    (
        SoundKind::Ambience,
        "AMBIENCE|AMBIANCE|AMB|ATMOS|ATMOSPHERE",
    ),
    (SoundKind::Music, "MUSIC|MUSIC CUE|GRAMS"),
];

/// Returns the kind of sound for a character with this name.
pub(crate) fn sound_of_name(name: &str) -> Option<SoundKind> {
    let named = |names: &str| {
        names
            .split('|')
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    let known = SOUNDS.iter().find(|(_, names)| named(names));
    known.map(|(kind, _)| *kind)
}

/// Reads a sound line, `SOUND: A door slams.`, also in parentheses or brackets,
/// or with a number before it.
pub(crate) fn sound(text: &str) -> Option<(SoundKind, &str)> {
    let bare = |open, close| {
        text.strip_prefix(open)
            .and_then(|t: &str| t.strip_suffix(close))
    };
    let inner = bare('(', ')').or_else(|| bare('[', ']')).unwrap_or(text);
    let numbered = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let inner = numbered
        .strip_prefix(['.', ')'])
        .filter(|_| numbered != inner)
        .unwrap_or(inner);
    let (name, words) = inner.split_once(':')?;
    let kind = sound_of_name(name.trim())?;
    let words = words.trim();
    (!words.is_empty()).then_some((kind, words))
}

/// Returns whether this is a sound line that ends a speech: the word before the
/// colon is in capitals.
pub(crate) fn is_loud_sound(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or("");
    sound(text).is_some() && !name.chars().any(char::is_lowercase)
}

pub(crate) fn is_page_break(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|c| c == '=')
}

pub(crate) fn section(text: &str) -> Option<&str> {
    let words = text.strip_prefix('#')?.trim_start_matches('#').trim();
    Some(words).filter(|words| !words.is_empty())
}

pub(crate) fn synopsis(text: &str) -> Option<&str> {
    let words = text.strip_prefix('=')?.trim();
    Some(words).filter(|words| !words.is_empty() && !words.starts_with('='))
}

pub(crate) fn centred(text: &str) -> Option<&str> {
    let words = text.strip_prefix('>')?.strip_suffix('<')?.trim();
    Some(words).filter(|words| !words.is_empty())
}

pub(crate) fn lyric(text: &str) -> Option<&str> {
    let words = text.strip_prefix('~')?.trim();
    Some(words).filter(|words| !words.is_empty())
}

pub(crate) fn forced_transition(text: &str) -> Option<&str> {
    let words = text.strip_prefix('>')?.trim();
    Some(words).filter(|words| !words.is_empty())
}

/// Reads a line that is a direction: `(quietly)`.
pub(crate) fn aside(text: &str) -> Option<&str> {
    text.strip_prefix('(')?.strip_suffix(')').map(str::trim)
}

/// Returns whether a line of a paragraph of action begins another element.
pub(crate) fn ends_action(text: &str) -> bool {
    let signed = section(text).is_some() || synopsis(text).is_some() || text.starts_with('>');
    signed || sound(text).is_some() || is_page_break(text)
}

/// Reads a heading: `INT. OFFICE - NIGHT #12#` at the start of a block, or
/// `.OFFICE` anywhere.
pub(crate) fn heading(text: &str, begins_block: bool) -> Option<What> {
    let forced = text
        .strip_prefix('.')
        .filter(|t| t.starts_with(char::is_alphanumeric));
    let words = match forced {
        Some(words) => words,
        None if begins_block && is_heading(text) => text,
        None => return None,
    };
    let (words, number) = numbered(words);
    Some(What::Heading {
        words: emphasis::plain(words),
        number,
    })
}

fn is_heading(text: &str) -> bool {
    const PLACES: [&str; 7] = [
        "INT./EXT", "EXT./INT", "INT/EXT", "I/E", "INT", "EXT", "EST",
    ];
    let rest = PLACES.iter().find_map(|place| {
        let head = text.get(..place.len())?;
        head.eq_ignore_ascii_case(place)
            .then(|| &text[place.len()..])
    });
    rest.is_some_and(|rest| {
        let place = rest.strip_prefix('.').or_else(|| rest.strip_prefix(' '));
        place.is_some_and(|place| place.contains(char::is_alphanumeric))
    })
}

/// Splits a heading from its scene number.
fn numbered(text: &str) -> (&str, Option<String>) {
    let parts = text
        .strip_suffix('#')
        .and_then(|text| text.rsplit_once('#'));
    match parts {
        Some((words, number)) if !words.trim().is_empty() && !number.trim().is_empty() => {
            (words.trim(), Some(number.trim().to_owned()))
        }
        _ => (text, None),
    }
}

/// Returns whether this is a transition: `CUT TO:` in capitals, or a usual fade.
pub(crate) fn is_transition(text: &str) -> bool {
    const FADES: [&str; 6] = [
        "FADE IN",
        "FADE OUT",
        "FADE TO BLACK",
        "CUT TO BLACK",
        "FADE UP",
        "BLACKOUT",
    ];
    let capitals = is_capitals(text);
    capitals && (text.ends_with("TO:") || FADES.contains(&text.trim_end_matches(['.', ':'])))
}

fn is_capitals(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains(char::is_lowercase)
}

/// Reads a character's name with its extensions: `ANNA (V.O.) ^`, `@McAvoy`.
pub(crate) fn character(text: &str) -> Option<Speech> {
    let (text, dual) = match text.strip_suffix('^') {
        Some(text) => (text.trim_end(), true),
        None => (text, false),
    };
    let forced = text.strip_prefix('@');
    let whole = forced.unwrap_or(text);
    let (name, rest) = whole.split_at(whole.find('(').unwrap_or(whole.len()));
    let name = emphasis::plain(name);
    if name.is_empty() || forced.is_none() && (!is_capitals(&name) || text.starts_with('!')) {
        return None;
    }
    let between = |part: &str| part.split(')').next().unwrap_or("").trim().to_owned();
    let extensions = rest.split('(').map(between).filter(|part| !part.is_empty());
    Some(Speech {
        name,
        extensions: extensions.collect(),
        dual,
        parts: Vec::new(),
    })
}
