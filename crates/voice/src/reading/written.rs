//! Splits a sentence into tokens: words, runs of digits and single marks, each
//! with its span. Words that the show pronounces are tokens too. The tokens are
//! in order, do not overlap, and leave out only spaces and what the folding leaves out.

use cuebook_core::diagnostic::Span;
use cuebook_core::folding::{self, Folded, is_apostrophe};

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with apostrophes between them or before and after them.
    Word,
    /// Digits only: the rules join them across marks.
    Digits,
    /// One character of any other kind.
    Mark(char),
    /// A word with a pronunciation from the show, by its index in the
    /// utterance.
    Given(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    /// The text. Digits are ASCII here, also when the source has another
    /// script.
    pub text: String,
    pub span: Span,
    /// Whether it touches the token before it.
    pub joined: bool,
}

/// Splits a text. `given` are spans in order, each with the index of its word.
pub(super) fn tokens(text: &str, given: &[(Span, usize)]) -> Vec<Token> {
    let folded = Folded::of(text, 0..text.len());
    let text = folded.text.as_ref();
    let given = given
        .iter()
        .map(|(span, index)| (folded.part(*span), *index));
    let given: Vec<(Span, usize)> = given.collect();
    let mut found: Vec<Token> = Vec::new();
    let mut given = given.iter().peekable();
    let (mut at, mut end_before) = (0, None);
    while let Some(first) = text[at..].chars().next() {
        while given.next_if(|(span, _)| span.start < at).is_some() {}
        let (kind, end) = match given.peek() {
            Some((span, index)) if span.start == at && span.end > at => {
                (Some(Kind::Given(*index)), span.end)
            }
            next => {
                let limit = next.map_or(text.len(), |(span, _)| span.start);
                next_token(text, at, limit, first)
            }
        };
        if let Some(kind) = kind {
            let written = &text[at..end];
            found.push(Token {
                kind,
                text: match kind {
                    Kind::Digits => written.chars().filter_map(digit).collect(),
                    _ => written.replace(['’', '‘', 'ʼ'], "'"),
                },
                span: folded.span(at..end),
                joined: end_before == Some(at),
            });
            end_before = Some(end);
        }
        at = end;
    }
    owned(found)
}

/// Returns whether the third token from the end is a numeral of one letter after a name: `Henry V.'`.
fn is_numeral(tokens: &[Token]) -> bool {
    let [.., name, numeral, _, _] = tokens else {
        return false;
    };
    let named = name.kind == Kind::Word && name.text.chars().nth(2).is_some();
    named && matches!(numeral.text.as_str(), "I" | "V" | "X")
}

/// Joins `'s` to a word with a stop before it: `Charles II.'s`, `the Dr.'s bag`. The stop belongs to
/// the word. Initials keep their stops.
fn owned(tokens: Vec<Token>) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for token in tokens {
        let letters = found.len().checked_sub(3).map(|at| &found[at..]);
        let ends = token.kind == Kind::Word && token.text == "s" && token.joined;
        if let Some([word, stop, mark]) = letters.filter(|_| ends)
            && word.kind == Kind::Word
            && (word.text.chars().nth(1).is_some() || is_numeral(&found))
            && (stop.kind, stop.joined) == (Kind::Mark('.'), true)
            && matches!(mark.kind, Kind::Mark('\'' | '’'))
            && mark.joined
        {
            let joined = Token {
                text: format!("{}'s", word.text),
                span: Span::new(word.span.start, token.span.end),
                ..word.clone()
            };
            found.truncate(found.len() - 3);
            found.push(joined);
            continue;
        }
        found.push(token);
    }
    found
}

/// Returns the kind and the end of the token at `at`, which ends before
/// `limit`; no kind for a space.
fn next_token(text: &str, at: usize, limit: usize, first: char) -> (Option<Kind>, usize) {
    let rest = &text[at..limit];
    let run = |belongs: fn(char) -> bool| {
        at + rest
            .find(|c| !belongs(c))
            .unwrap_or(rest.len())
            .max(first.len_utf8())
    };
    if first.is_whitespace() || first.is_control() || is_invisible(first) {
        (None, at + first.len_utf8())
    } else if digit(first).is_some() {
        (Some(Kind::Digits), run(|c| digit(c).is_some()))
    } else if is_letter(first) || opens_elision(rest) {
        (Some(Kind::Word), at + word_length(rest))
    } else {
        (Some(Kind::Mark(first)), at + first.len_utf8())
    }
}

/// Returns the length of the word at the start of `rest`, with apostrophes.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    for (at, c) in rest.char_indices() {
        let next = rest[at + c.len_utf8()..].chars().next();
        let belongs = is_letter(c)
            || is_combining(c)
            || is_invisible(c) && end > 0
            || is_apostrophe(c) && (at == 0 || next.is_some_and(is_letter));
        if !belongs {
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(rest.chars().next().map_or(0, char::len_utf8))
}

/// Returns whether an apostrophe here begins a shortened word ('em, 'tis) and
/// not a quotation.
fn opens_elision(rest: &str) -> bool {
    const ALSO_SHORTENED: [&str; 4] = ["cause", "bout", "round", "ere"];
    let mut chars = rest.chars();
    if !chars.next().is_some_and(is_apostrophe) {
        return false;
    }
    let word: String = chars.take_while(|c| is_letter(*c)).collect();
    !word.is_empty()
        && (folding::is_elision(rest) || ALSO_SHORTENED.contains(&word.to_lowercase().as_str()))
}

/// Returns whether a character is part of a word: a letter, or a mark on one.
pub(super) fn is_in_word(c: char) -> bool {
    is_letter(c) || is_combining(c)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_apostrophe(c) && !is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}'
        // The dot below and the virama of Devanagari.
        | '\u{93c}' | '\u{94d}')
}

/// Soft hyphens and joiners: invisible and silent.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Returns the ASCII digit for a decimal digit of any common script.
pub(super) fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 10] = [
        0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xe50, 0x17e0, 0xff10,
    ];
    let value = ZEROS
        .iter()
        .find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokens(text, &[]).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn digits_letters_and_marks_are_separate_tokens() {
        assert_eq!(
            texts("At 1:10, £4m—don’t!"),
            ["At", "1", ":", "10", ",", "£", "4", "m", "—", "don't", "!"]
        );
    }

    #[test]
    fn an_apostrophe_belongs_to_a_word_only_inside_it_or_before_a_shortened_one() {
        assert_eq!(
            texts("'Tis 'his' guards'"),
            ["'Tis", "'", "his", "'", "guards", "'"]
        );
    }

    #[test]
    fn a_pronounced_word_is_one_token() {
        let found = tokens("the T-34s here", &[(Span::new(4, 9), 1)]);
        assert_eq!(found[1].kind, Kind::Given(1));
        assert_eq!(found[1].text, "T-34s");
    }

    #[test]
    fn digits_of_other_scripts_are_the_same_digits() {
        assert_eq!(texts("١٩٤١ ５"), ["1941", "5"]);
    }
}
