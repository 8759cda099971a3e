//! How well a row or a caption ends after a piece of a speech: the lower the better. The end of a
//! sentence is best, then that of a clause, then a place before a word that begins a phrase. Words
//! that belong together, such as an article and its noun, are not parted.

use super::phrases::Phrases;
use super::piece::Piece;
use cuebook_core::language::Language;
use cuebook_core::units::Frames;

/// The cost of a row that ends after a name.
const AFTER_NAME: f64 = 3.0;

/// A pause in the speech that is heard as one.
const PAUSE: Frames = Frames(12_000);

/// Returns the cost of a row that ends between two pieces of a speech.
pub(super) fn cost(piece: &Piece, next: &Piece, language: Language) -> f64 {
    let phrases = Phrases::of(language);
    if piece.is_name {
        return AFTER_NAME;
    }
    let pause = match next.at.start - piece.at.end >= PAUSE {
        true => 2.0,
        false => 0.0,
    };
    (by_marks(piece, next, phrases).unwrap_or_else(|| by_words(piece, next, phrases)) - pause)
        .max(0.0)
}

fn is_wide(c: char) -> bool {
    !c.is_ascii() && unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

fn by_marks(piece: &Piece, next: &Piece, phrases: &Phrases) -> Option<f64> {
    if !piece.blank {
        return Some(match piece.text.chars().next_back() {
            Some('—' | '–' | '…') => 1.0,
            Some('-') => 9.0,
            Some('。' | '！' | '？') => 0.0,
            Some('、' | '，' | '：' | '；') => 2.0,
            // A particle belongs to the word before it.
            Some(c) if is_wide(c) && next.text.starts_with(is_hiragana) => 9.0,
            Some(c) if is_wide(c) => 5.0,
            _ => 16.0,
        });
    }
    let end = piece
        .text
        .trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    let opens_low = next
        .text
        .trim_start_matches(['“', '‘', '(', '"', '«', '„', '¿', '¡', '—']);
    let opens_low = opens_low.starts_with(char::is_lowercase);
    let last = end.chars().next_back()?;
    match last {
        '.' if phrases.titles.contains(&end.to_lowercase().as_str()) => Some(15.0),
        '।' | '॥' => Some(0.0),
        '.' if opens_low => Some(7.0),
        '!' | '?' | '…' if opens_low => Some(2.0),
        '.' | '!' | '?' | '…' => Some(0.0),
        ';' | ':' | '—' | '–' => Some(1.0),
        ',' => Some(2.0),
        _ if end.len() < piece.text.len() => Some(2.5),
        _ => None,
    }
}

/// Returns whether a character belongs to a word: the dot below and the sign without a vowel of Devanagari do too.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{93c}' | '\u{94d}')
}

fn by_words(piece: &Piece, next: &Piece, phrases: &Phrases) -> f64 {
    let bare = |text: &str| {
        let word = text.trim_matches(|c: char| !is_of_word(c));
        word.to_lowercase().replace('\'', "’")
    };
    let (own, after) = (bare(&piece.text), bare(&next.text));
    let is_in = |list: &[&str], word: &str| list.contains(&word);
    if own.is_empty() {
        return 8.0;
    }
    if is_in(phrases.titles, &own) {
        return 15.0;
    }
    if is_in(phrases.bound, &after) {
        return 12.0;
    }
    if is_in(phrases.leaning, &own) {
        return 11.0;
    }
    if is_in(phrases.joins, &own)
        || is_in(phrases.prepositions, &own)
        || is_in(phrases.particles, &own)
    {
        return 10.0;
    }
    let is_name = |text: &str| text.starts_with(char::is_uppercase);
    let is_number = piece.text.starts_with(|c: char| c.is_ascii_digit());
    if is_number || is_name(&piece.text) && is_name(&next.text) {
        return 9.0;
    }
    match () {
        () if is_in(phrases.joins, &after) => 3.5,
        () if is_in(phrases.prepositions, &after) => 4.5,
        () if after == phrases.of => 6.5,
        () if is_in(phrases.particles, &after) => 7.5,
        () => 6.0,
    }
}
