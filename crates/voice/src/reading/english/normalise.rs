//! Turns written words into spoken words. Takes the tokens of a sentence and
//! returns the words in order, each with its token, and the punctuation between
//! them. The first rule that matches takes a token.

use super::sentence::{How, Match, Piece, Sentence};
use super::written::{Kind, Token};
use super::{
    abbreviations, addresses, amounts, calendar, capitals, codes, dialect, drawn, figures,
    fractions, marks, measures, numerals, prefixes, scripture, sterling,
};
use crate::phonemes::Accent;

type Rule = fn(&Sentence, usize) -> Option<Match>;

/// From the most specific to the most general.
const RULES: [Rule; 38] = [
    addresses::address,
    scripture::verse,
    sterling::sum,
    calendar::numeric_date,
    calendar::month_day,
    calendar::day_month,
    calendar::clock,
    calendar::watch,
    amounts::money,
    codes::telephone,
    codes::version,
    fractions::fraction,
    measures::height,
    measures::measure,
    measures::lone,
    figures::ratio,
    figures::range,
    figures::figure,
    capitals::plural,
    abbreviations::et_cetera,
    abbreviations::numbered,
    abbreviations::lived,
    abbreviations::slashed,
    abbreviations::latin,
    abbreviations::degree,
    abbreviations::by_neighbours,
    abbreviations::shortened,
    numerals::heading,
    capitals::initials,
    numerals::numeral,
    drawn::out,
    drawn::stammered,
    prefixes::prefix,
    capitals::acronym,
    capitals::single,
    word,
    without_h,
    marks::mark,
];

/// Returns the pieces of a sentence. `known` returns whether the lexicon has a
/// lower-case word.
pub(super) fn spoken(tokens: &[Token], accent: Accent, known: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let sentence = Sentence::new(tokens, accent, known);
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = RULES.iter().find_map(|rule| rule(&sentence, at));
        let found = found.unwrap_or_else(|| Match::new(1));
        pieces.extend(found.pieces);
        at += found.taken.max(1);
    }
    pieces
}

/// A word that is read by its spelling, or by the show's pronunciation.
fn word(s: &Sentence, at: usize) -> Option<Match> {
    if let Some(found) = cut_short(s, at) {
        return Some(found);
    }
    let token = &s.tokens[at];
    let how = match token.kind {
        Kind::Word => How::Word,
        Kind::Given(index) => How::Given(index),
        Kind::Digits | Kind::Mark(_) => return None,
    };
    Some(Match {
        taken: 1,
        pieces: vec![Piece::Word {
            text: token.text.clone(),
            how,
            token: at,
        }],
    })
}

/// Words that lost a letter before an apostrophe: `runnin'`, `'n'`.
fn cut_short(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let found = Match::new(2);
    let apostrophe = s.joined_mark(at + 1, &['\'', '’']);
    if !apostrophe || s.joined_word(at + 2).is_some() {
        return None;
    }
    match word {
        "'n" | "'N" => Some(found.say(at, ["and"])),
        _ if dialect::is_cut(&word.to_lowercase(), s.known) => {
            Some(found.say(at, [format!("{word}'")]))
        }
        _ => None,
    }
}

/// A word without its first `h`: `'ouse`.
fn without_h(s: &Sentence, at: usize) -> Option<Match> {
    let apostrophe = matches!(s.mark(at)?, '\'' | '’' | '‘');
    let opens = apostrophe && (!s.joined(at) || s.mark(at.checked_sub(1)?).is_some());
    let word = s.joined_word(at + 1).filter(|_| opens)?;
    dialect::is_without_h(word, s.known).then(|| Match::new(2).say(at + 1, [format!("'{word}")]))
}

#[cfg(test)]
mod tests;
