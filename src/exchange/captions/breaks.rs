//! How well a row or a caption ends after a piece of a speech: the lower the better. The end of a
//! sentence is best, then that of a clause, then a place before a word that begins a phrase. Words
//! that belong together, such as an article and its noun, are not parted.

use super::piece::Piece;
use cuebook_core::units::Frames;

/// The cost of a row that ends after a name.
const AFTER_NAME: f64 = 3.0;

/// A pause in the speech that is heard as one.
const PAUSE: Frames = Frames(12_000);

const TITLES: &[&str] = &[
    "mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "rev.", "capt.", "col.", "gen.", "lt.", "sgt.",
    "mr", "mrs", "ms", "dr", "no.", "messrs.",
];

const JOINS: &[&str] = &[
    "and", "but", "or", "nor", "so", "yet", "because", "although", "though", "while", "when",
    "where", "who", "whom", "whose", "which", "that", "if", "unless", "until", "till", "before",
    "after", "since", "as", "than", "whether", "how", "why", "what",
];

const PREPOSITIONS: &[&str] = &[
    "at", "by", "for", "with", "from", "to", "into", "onto", "upon", "under", "between", "against",
    "without", "within", "behind", "beside", "towards", "toward", "about", "above", "below",
    "among", "like", "near",
];

/// Words that begin a phrase, or else belong to the verb before them.
const PARTICLES: &[&str] = &[
    "in", "on", "over", "through", "across", "along", "around", "round", "past", "down", "up",
    "out", "off", "away", "back",
];

/// Words that lean on the next word.
const LEANING: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "these",
    "those",
    "my",
    "your",
    "his",
    "her",
    "its",
    "our",
    "their",
    "of",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "am",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "shall",
    "should",
    "may",
    "might",
    "must",
    "do",
    "does",
    "did",
    "not",
    "no",
    "very",
    "too",
    "quite",
    "rather",
    "i",
    "he",
    "she",
    "it",
    "we",
    "they",
    "you",
    "i’m",
    "he’s",
    "she’s",
    "it’s",
    "we’re",
    "they’re",
    "you’re",
    "don’t",
    "didn’t",
    "won’t",
    "can’t",
    "every",
    "some",
    "any",
    "each",
    "such",
    "let",
    "there",
];

/// Returns the cost of a row that ends between two pieces of a speech.
pub(super) fn cost(piece: &Piece, next: &Piece) -> f64 {
    if piece.is_name {
        return AFTER_NAME;
    }
    let pause = match next.at.start - piece.at.end >= PAUSE {
        true => 2.0,
        false => 0.0,
    };
    (by_marks(piece, next).unwrap_or_else(|| by_words(piece, next)) - pause).max(0.0)
}

fn by_marks(piece: &Piece, next: &Piece) -> Option<f64> {
    if !piece.blank {
        return Some(match piece.text.chars().next_back() {
            Some('—' | '–' | '…') => 1.0,
            Some('-') => 9.0,
            Some('。' | '！' | '？') => 0.0,
            Some('、' | '，' | '：' | '；') => 2.0,
            Some(c) if !c.is_ascii() && unicode_width::UnicodeWidthChar::width(c) == Some(2) => 5.0,
            _ => 16.0,
        });
    }
    let end = piece
        .text
        .trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    let opens_low = next.text.trim_start_matches(['“', '‘', '(', '"']);
    let opens_low = opens_low.starts_with(char::is_lowercase);
    let last = end.chars().next_back()?;
    match last {
        '.' if TITLES.contains(&end.to_lowercase().as_str()) => Some(15.0),
        '.' if opens_low => Some(7.0),
        '!' | '?' | '…' if opens_low => Some(2.0),
        '.' | '!' | '?' | '…' => Some(0.0),
        ';' | ':' | '—' | '–' => Some(1.0),
        ',' => Some(2.0),
        _ if end.len() < piece.text.len() => Some(2.5),
        _ => None,
    }
}

fn by_words(piece: &Piece, next: &Piece) -> f64 {
    let bare = |text: &str| {
        let word = text.trim_matches(|c: char| !c.is_alphanumeric());
        word.to_lowercase().replace('\'', "’")
    };
    let (own, after) = (bare(&piece.text), bare(&next.text));
    let is_in = |list: &[&str], word: &str| list.contains(&word);
    if own.is_empty() {
        return 8.0;
    }
    if is_in(TITLES, &own) {
        return 15.0;
    }
    if is_in(LEANING, &own) {
        return 11.0;
    }
    if is_in(JOINS, &own) || is_in(PREPOSITIONS, &own) || is_in(PARTICLES, &own) {
        return 10.0;
    }
    let is_name = |text: &str| text.starts_with(char::is_uppercase);
    let is_number = piece.text.starts_with(|c: char| c.is_ascii_digit());
    if is_number || is_name(&piece.text) && is_name(&next.text) {
        return 9.0;
    }
    match () {
        () if is_in(JOINS, &after) => 3.5,
        () if is_in(PREPOSITIONS, &after) => 4.5,
        () if after == "of" => 6.5,
        () if is_in(PARTICLES, &after) => 7.5,
        () => 6.0,
    }
}
