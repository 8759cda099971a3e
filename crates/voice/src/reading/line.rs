//! Puts the spoken words of a sentence and the marks between them in one line of phonemes, each with
//! its written word.

use super::lexicon::{self, Sound};
use super::owners;
use super::sentence::Piece;
use super::written::{Kind, Token};
use super::{Reading, heard};
use cuebook_core::diagnostic::Span;

/// Removes marks at the start of the sentence, and the second of two equal
/// marks.
pub(super) fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut tidy: Vec<Piece> = Vec::new();
    for piece in pieces {
        let dropped = match &piece {
            Piece::Mark(mark) => match tidy.last() {
                None => lexicon::closes(*mark),
                Some(last) => *last == piece,
            },
            Piece::Word { .. } => false,
        };
        if !dropped {
            tidy.push(piece);
        }
    }
    tidy
}

/// Returns the owner of every spoken word among the pieces.
pub(super) fn owned(
    pieces: &[Piece],
    tokens: &[Token],
    words: &[(usize, Span)],
    text: &str,
) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Mark(_) => None,
            Piece::Word { token, .. } => Some(tokens.get(*token)),
        })
        .map(|token| match token.map(|token| (token.kind, token.span)) {
            Some((Kind::Given(index), _)) => Some(index),
            Some((_, span)) => owners::owner(words, span),
            None => None,
        })
        .collect();
    owners::settle(&mut owners);
    owners::share(&mut owners, &heard(words, text));
    owners
}

/// Returns the pieces as one line of phonemes.
pub(super) fn phonemes(
    pieces: &[Piece],
    sounds: &[Sound],
    owners: &[Option<usize>],
    needed: &[usize],
) -> Reading {
    let mut spoken = sounds.iter().zip(owners);
    let mut line: Vec<(char, Option<usize>, bool)> = Vec::new();
    let mut touches = true;
    for piece in pieces {
        if !touches && !matches!(piece, Piece::Mark(mark) if lexicon::closes(*mark)) {
            line.push((' ', None, false));
        }
        match piece {
            Piece::Mark(mark) => line.push((*mark, None, false)),
            Piece::Word { .. } => {
                if let Some((sound, owner)) = spoken.next() {
                    line.extend(sound.sounds.chars().map(|c| (c, *owner, true)));
                }
            }
        }
        touches = matches!(piece, Piece::Mark(mark) if lexicon::opens(*mark));
    }
    Reading {
        phonemes: with_every_word(line, needed),
    }
}

/// Adds a sound to every word that needs one: a share of its neighbours' sounds or, if there are
/// too few to share, a short vowel.
fn with_every_word(
    line: Vec<(char, Option<usize>, bool)>,
    needed: &[usize],
) -> Vec<(char, Option<usize>)> {
    let mut owners: Vec<Option<usize>> = line
        .iter()
        .filter(|part| part.2)
        .map(|part| part.1)
        .collect();
    owners::share(&mut owners, needed);
    let mut missing = needed
        .iter()
        .filter(|word| !owners.contains(&Some(**word)))
        .peekable();
    let mut shared = owners.iter().copied();
    let mut phonemes = Vec::new();
    for (c, _, spoken) in line {
        let owner = if spoken {
            shared.next().flatten()
        } else {
            None
        };
        while let Some(word) = missing.next_if(|word| owner.is_some_and(|owner| **word < owner)) {
            phonemes.push(('ə', Some(*word)));
        }
        phonemes.push((c, owner));
    }
    phonemes.extend(missing.map(|word| ('ə', Some(*word))));
    phonemes
}
