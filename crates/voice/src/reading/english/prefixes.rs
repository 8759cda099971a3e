//! Reads prefixes before a hyphen: `re-enter`, `co-operate`, `pre-eminent`. Alone the same letters
//! are other words.

use super::sentence::{How, Match, Piece, Sentence};
use crate::phonemes::Accent;

/// The prefixes with their American and British sounds.
const PREFIXES: [(&str, &str, &str); 5] = [
    ("re", "ɹˌi", "ɹˌiː"),
    ("de", "dˌi", "dˌiː"),
    ("pre", "pɹˌi", "pɹˌiː"),
    ("co", "kˌO", "kˌQ"),
    ("bi", "bˌI", "bˌI"),
];

fn known(word: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    PREFIXES
        .iter()
        .find(|prefix| prefix.0.eq_ignore_ascii_case(word))
}

/// A prefix with a word after its hyphen. In `aide-de-camp` it is another word.
pub(super) fn prefix(s: &Sentence, at: usize) -> Option<Match> {
    const HYPHENS: [char; 2] = ['-', '‑'];
    let (prefix, ..) = s.word(at).and_then(known)?;
    let inside = s.joined(at) && at > 0 && s.mark(at - 1).is_some_and(|c| HYPHENS.contains(&c));
    let begins = s.joined_mark(at + 1, &HYPHENS) && s.joined_word(at + 2).is_some();
    (begins && !inside).then(|| Match {
        taken: 1,
        pieces: vec![Piece::Word {
            text: (*prefix).to_owned(),
            how: How::Prefix,
            token: at,
        }],
    })
}

/// Returns the sound of a prefix.
pub(super) fn sound(prefix: &str, accent: Accent) -> &'static str {
    known(prefix).map_or("", |(_, american, british)| match accent {
        Accent::American => american,
        Accent::British => british,
    })
}
