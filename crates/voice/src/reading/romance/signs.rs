//! Punctuation marks and signs: a mark of Kokoro's alphabet, a word, or nothing.

use super::sentence::{Match, Sentence};

/// Reads any mark.
pub(super) fn mark(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let mark = s.mark(at)?;
    let found = Match::new(1);
    Some(match mark {
        '.' => stop(s, at),
        '।' | '॥' => found.mark('.'),
        ',' => found.mark(','),
        ';' => found.mark(';'),
        ':' => found.mark(':'),
        '!' => found.mark('!'),
        '?' => found.mark('?'),
        '…' => found.mark('…'),
        '(' | '[' | '{' => found.mark('('),
        ')' | ']' | '}' => found.mark(')'),
        '“' | '„' | '«' | '‟' | '‹' => found.mark('“'),
        '”' | '»' | '›' => found.mark('”'),
        '"' if s.joined(at + 1) && !s.joined(at) => found.mark('“'),
        '"' => found.mark('”'),
        '—' | '―' | '–' => found.mark('—'),
        '-' | '−' if !s.joined(at) || !s.joined(at + 1) => found.mark('—'),
        _ => match s.text.signs.iter().find(|(sign, _)| *sign == mark) {
            Some((_, word)) => found.say(at, word),
            None => found,
        },
    })
}

/// A full stop, an ellipsis, or the stop after an initial, which is no pause.
fn stop(s: &Sentence<'_>, at: usize) -> Match {
    let run = (at + 1..).take_while(|next| s.joined_mark(*next) == Some('.'));
    let run = run.count();
    if run > 0 {
        return Match::new(run + 1).mark('…');
    }
    let initial = at
        .checked_sub(1)
        .and_then(|before| s.word(before))
        .is_some_and(|word| word.chars().count() == 1 && word.starts_with(char::is_uppercase));
    match initial && s.joined(at) && s.word(at + 1).is_some() {
        true => Match::new(1),
        false => Match::new(1).mark('.'),
    }
}
