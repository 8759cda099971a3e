//! The line of phonemes of an English sentence.

use super::lexicon::Sound;
use super::sentence::Piece;
use super::written::{Kind, Token};
use super::{Reading, heard};
use crate::reading::assemble::{self, Bit};
use crate::reading::owners;
use cuebook_core::diagnostic::Span;

/// Removes marks at the start of the sentence, and the second of two equal marks.
pub(super) fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    assemble::tidy(pieces, |piece| match piece {
        Piece::Mark(mark) => Some(*mark),
        Piece::Word { .. } => None,
    })
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
    let mut sounds = sounds.iter();
    let bits = pieces.iter().map(|piece| match piece {
        Piece::Mark(mark) => Bit::Mark(*mark),
        Piece::Word { .. } => {
            let sound = sounds.next();
            Bit::Sounds(sound.map_or("", |sound| &sound.sounds), false)
        }
    });
    let bits: Vec<Bit<'_>> = bits.collect();
    assemble::phonemes(&bits, owners, needed)
}
