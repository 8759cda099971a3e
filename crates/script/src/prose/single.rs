//! Single quotation marks, which are also apostrophes. The module takes the marks of a paragraph
//! and finds where an opening single mark is closed. An apostrophe inside a word is never read as a
//! quotation mark.

use std::ops::Range;

use super::mark::{Family, Mark};
use super::paragraph::is_white;
use super::word::is_elision;

/// The possible meanings of a single mark.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    /// A closing mark beside a mark of speech.
    Closes,
    /// A mark after a letter: it may end a quotation or a word such as `soldiers'`.
    MayClose,
    Apostrophe,
}

fn role(text: &str, mark: &Mark) -> Role {
    let elision = mark.after.is_alphanumeric() && is_elision(&text[mark.at..]);
    let closes = !is_white(mark.before) && !mark.after.is_alphanumeric();
    match mark.c {
        '‚' | '‘' | '‛' | '\'' | '＇' if mark.leads() && !elision => Role::Opens,
        '‘' | '‚' | '‛' => Role::Apostrophe,
        _ if !closes => Role::Apostrophe,
        _ if mark.before.is_alphanumeric() && !is_speech_mark(mark.after) => Role::MayClose,
        _ => Role::Closes,
    }
}

pub(super) fn is_speech_mark(c: char) -> bool {
    ",.!?…;:—–-".contains(c)
}

/// Returns where the single mark at `open` is closed: `None` if it opens nothing, `Some(None)` if
/// it opens a quotation that reaches to the end of the paragraph.
pub(super) fn closing(
    text: &str,
    marks: &[Mark],
    open: usize,
    within: &Range<usize>,
) -> Option<Option<usize>> {
    let mark = &marks[open];
    if role(text, mark) != Role::Opens {
        return None;
    }
    let mut maybe = None;
    for (here, mark) in marks.iter().enumerate().skip(open + 1) {
        if mark.family != Family::Single {
            continue;
        }
        match role(text, mark) {
            Role::Closes => return Some(Some(here)),
            Role::MayClose => maybe = maybe.or(Some(here)),
            Role::Opens => return maybe.map(Some),
            Role::Apostrophe => {}
        }
    }
    let lead = text[within.start..mark.at].trim_end_matches(is_white);
    let begins = lead.is_empty() || lead.ends_with([',', ':', '—']);
    match maybe {
        Some(_) => Some(maybe),
        None => begins.then_some(None),
    }
}
