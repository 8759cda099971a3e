//! Changes when the sounds of a line begin: drawn vowels, rests between groups of words, and longer
//! rests at marks. A manner without these changes nothing.

use super::network::{HOP, Melody, NETWORK_RATE, NetworkError};
use super::speech::{Rest, Token};
use super::tone::Manner;

/// Returns the tokens with a comma after every group of words that is spoken in one breath.
///
/// A group grows until the next mark if that is at most two words away, so that no rest is directly
/// before another.
#[must_use]
pub(super) fn grouped(tokens: &[Token], comma: Option<Token>, group: usize) -> Vec<Token> {
    let (Some(comma), 1..) = (comma, group) else {
        return tokens.to_vec();
    };
    let mut said = Vec::with_capacity(tokens.len() + tokens.len() / 8);
    let mut words = 0;
    for (place, token) in tokens.iter().enumerate() {
        let after_mark = place > 0 && tokens[place - 1].rest >= Rest::Clause;
        match token.rest {
            Rest::Clause | Rest::Sentence => words = 0,
            Rest::Space if after_mark => {}
            Rest::Space => {
                words += 1;
                if words >= group && !mark_is_near(&tokens[place + 1..]) {
                    said.push(comma);
                    words = 0;
                }
            }
            Rest::Within => {}
        }
        said.push(*token);
    }
    said
}

/// Returns whether a mark, or the end, is within the next two words.
fn mark_is_near(tokens: &[Token]) -> bool {
    let rests = tokens.iter().map(|token| token.rest);
    let next: Vec<Rest> = rests.filter(|rest| *rest != Rest::Within).take(2).collect();
    next != [Rest::Space; 2]
}

/// Draws the vowels of a line and lengthens its rests.
///
/// # Errors
/// When the melody has an unexpected shape.
pub(super) fn stretch(
    melody: &mut Melody,
    tokens: &[Token],
    manner: &Manner,
) -> Result<(), NetworkError> {
    if manner.drawl == 1.0 && manner.rest == 0.0 {
        return Ok(());
    }
    let shortest = (manner.rest * NETWORK_RATE as f32 / HOP as f32) as usize;
    let mut lengths = melody.durations.clone();
    // The first and the last length are those of the silence at the ends.
    for (place, token) in tokens.iter().enumerate() {
        let (Some(length), is_last) = (lengths.get_mut(place + 1), place + 1 == tokens.len())
        else {
            continue;
        };
        if token.is_vowel {
            *length = libm::roundf(*length as f32 * manner.drawl) as usize;
        } else if token.rest >= Rest::Clause && !is_last {
            *length = (*length).max(shortest);
        }
    }
    melody.lengthen(&lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        text.chars().map(Token::sketch).collect()
    }

    fn written(tokens: &[Token]) -> String {
        let letters = tokens.iter().map(|token| token.id as u8 as char);
        letters.collect()
    }

    fn with_groups(text: &str, group: usize) -> String {
        let comma = Some(Token::sketch(','));
        written(&grouped(&tokens(text), comma, group))
    }

    #[test]
    fn a_rest_follows_each_group_of_words() {
        assert_eq!(with_groups("a b c d e f g.", 3), "a b c, d e f g.");
        assert_eq!(
            with_groups("a b c, d e f g h i.", 3),
            "a b c, d e f, g h i."
        );
        assert_eq!(with_groups("a b c d.", 3), "a b c d.");
        assert_eq!(with_groups("a b c d", 0), "a b c d");
    }

    #[test]
    fn vowels_are_drawn_and_rests_are_no_shorter_than_asked() {
        let spoken = tokens("ab,b.");
        let mut melody = Melody::sketch(vec![1, 4, 2, 3, 2, 5, 1], vec![100.0; 36]);
        let manner = Manner {
            drawl: 1.5,
            rest: 0.25,
            ..super::super::tone::manner(crate::Tone::Neutral.into())
        };
        stretch(&mut melody, &spoken, &manner).unwrap();
        assert_eq!(melody.durations, [1, 6, 2, 10, 2, 5, 1]);
        let hops: usize = melody.durations.iter().sum();
        assert_eq!(
            (melody.pitch.len(), melody.energy.len()),
            (2 * hops, 2 * hops)
        );
    }
}
