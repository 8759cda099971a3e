//! The tokens of a sentence.
//!
//! spaCy's tokenizer splits the text and its tagger tags the pieces. Misaki's
//! expression then splits the pieces further, at capitals and apostrophes.
//! Tokens that touch form one word.

use std::io;
use std::ops::Range;
use std::path::Path;

use fancy_regex::Regex;
use misaki_rs::abbrev::is_period_abbreviation;
use misaki_rs::spacy_tokenizer::SpacyTokenizer;

use super::tagger::Tagger;
use crate::phonemes::Origin;

/// Misaki's `SUBTOKEN_REGEX`, without digits and hyphens, which never get here.
const PARTS: &str = concat!(
    r"^'+",
    r"|\p{Lu}(?=\p{Lu}\p{Ll})",
    r"|'{2,}",
    r"|\p{L}*?(?:'\p{L})*?\p{Ll}(?=\p{Lu})",
    r"|\p{L}+(?:'\p{L})*",
    r"|[^\p{L}']",
    r"|'+$",
);

/// The tags of punctuation.
const PUNCTUATION: [&str; 11] = [
    ".", ",", "-LRB-", "-RRB-", "``", "\"\"", "''", ":", "$", "#", "NFP",
];

/// The marks that Kokoro's alphabet has, apart from brackets.
const MARKS: &str = ";:,.!?—…\"“”";

/// A piece of a sentence on its way to its sound.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub text: String,
    /// The part of speech, in the tags of the Penn Treebank.
    pub tag: &'static str,
    /// The space after it.
    pub space: String,
    pub sound: Option<String>,
    pub from: Origin,
    /// Whether the sound does not depend on the next word.
    pub is_settled: bool,
}

/// Splits and tags sentences.
pub(super) struct Tokenizer {
    pieces: SpacyTokenizer,
    parts: Regex,
    tagger: Tagger,
}

impl Tokenizer {
    /// Loads the tagger's network from a file.
    ///
    /// # Errors
    /// Fails when the file cannot be read.
    pub(super) fn load(tagger: &Path) -> io::Result<Tokenizer> {
        Ok(Tokenizer {
            pieces: SpacyTokenizer::new(),
            parts: Regex::new(PARTS).map_err(io::Error::other)?,
            tagger: Tagger::load(tagger)?,
        })
    }

    /// Returns the tokens of a text. Punctuation has its sound, and so have the
    /// tokens in the `given` ranges of the text.
    pub(super) fn tokens(&self, text: &str, given: &[(Range<usize>, &str)]) -> Vec<Token> {
        let pieces = self.pieces.tokenize(text);
        let tags = self.tagger.tags(&pieces);
        let mut tokens = Vec::new();
        let mut at = 0;
        for (piece, tag) in pieces.iter().zip(tags) {
            let parts = self.parts.find_iter(&piece.text).flatten();
            let mut parts: Vec<&str> = parts.map(|part| part.as_str()).collect();
            if parts.is_empty() {
                parts.push(&piece.text);
            }
            for part in parts {
                let range = at..at + part.len();
                at = range.end;
                let inside =
                    |place: &Range<usize>| place.start <= range.start && range.end <= place.end;
                let sound = given.iter().find(|(place, _)| inside(place));
                tokens.push(Token {
                    text: part.to_owned(),
                    tag,
                    space: String::new(),
                    sound: match sound {
                        Some((_, sound)) => Some((*sound).to_owned()),
                        None => is_punctuation(part, tag).then(|| mark(part, tag)),
                    },
                    from: Origin::Lexicon,
                    is_settled: false,
                });
            }
            at += piece.whitespace.len();
            if let Some(last) = tokens.last_mut() {
                last.space.clone_from(&piece.whitespace);
            }
        }
        tokens
    }
}

/// Whether a token is tagged as punctuation and is not a plain word.
fn is_punctuation(text: &str, tag: &str) -> bool {
    let plain = |c: char| {
        c.to_lowercase()
            .next()
            .is_some_and(|c| c.is_ascii_lowercase())
    };
    PUNCTUATION.contains(&tag) && !text.chars().all(plain)
}

/// The sound of punctuation: the mark in Kokoro's alphabet, or nothing.
fn mark(text: &str, tag: &str) -> String {
    match tag {
        "-LRB-" => "(".to_owned(),
        "-RRB-" => ")".to_owned(),
        "``" => "“".to_owned(),
        "''" | "\"\"" => "”".to_owned(),
        _ => text.chars().filter(|c| MARKS.contains(*c)).collect(),
    }
}

/// Returns the ranges of tokens that form one word each. Punctuation is a word
/// alone, except the stop of an abbreviation.
pub(super) fn grouped(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, token) in tokens.iter().enumerate() {
        let last = groups.last_mut().filter(|_| open);
        if is_punctuation(&token.text, token.tag) {
            let stop =
                |group: &Range<usize>| token.text == "." && is_abbreviation(&tokens[group.clone()]);
            match last.filter(|group| stop(group)) {
                Some(group) => {
                    group.end = at + 1;
                    open = token.space.is_empty();
                }
                None => {
                    groups.push(at..at + 1);
                    open = false;
                }
            }
            continue;
        }
        match last.filter(|group| tokens[group.end - 1].space.is_empty()) {
            Some(group) => group.end = at + 1,
            None => {
                groups.push(at..at + 1);
                open = token.space.is_empty();
            }
        }
    }
    groups
}

/// Whether some tokens and a full stop after them are an abbreviation.
fn is_abbreviation(tokens: &[Token]) -> bool {
    let parts = tokens.iter().flat_map(|token| [&token.text, &token.space]);
    let text: String = parts.map(String::as_str).chain(["."]).collect();
    is_period_abbreviation(text.trim())
}
