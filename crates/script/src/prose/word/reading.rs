//! Words with a reading beside them: `漢字《かんじ》`, `｜今日《きょう》`, `漢字（かんじ）`. The reading is a
//! part of the word, because it is not spoken again.

use std::ops::Range;

use super::{BAR, Unspaced, is_ideograph, is_kana};

const PAIRS: [(char, char); 3] = [('《', '》'), ('(', ')'), ('（', '）')];

/// Returns the words of a run, which is `piece[run]`. The last one may reach beyond the run, to the
/// end of its reading.
pub(super) fn words(piece: &str, run: Range<usize>, unspaced: Unspaced) -> Vec<Range<usize>> {
    let text = &piece[run.clone()];
    let bar = usize::from(text.starts_with(BAR));
    let Some(reading) = length(&piece[run.end..]) else {
        return split(piece, run.start + bar..run.end, unspaced);
    };
    let start = match bar {
        0 => {
            let kana = text.char_indices().rfind(|(_, c)| !is_ideograph(*c));
            kana.map_or(0, |(at, c)| at + c.len_utf8())
        }
        bar => bar,
    };
    if start == text.len() {
        return split(piece, run, unspaced);
    }
    let start = run.start + start;
    let mut words = match bar {
        0 => split(piece, run.start..start, unspaced),
        _ => Vec::new(),
    };
    words.push(start..run.end + reading);
    words
}

fn split(piece: &str, run: Range<usize>, unspaced: Unspaced) -> Vec<Range<usize>> {
    let mut at = run.start;
    let lengths = unspaced.lengths(&piece[run]).into_iter();
    let words = lengths.map(|length| {
        at += length;
        at - length..at
    });
    words.collect()
}

/// Returns the length of a reading in brackets at the start of a text.
fn length(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let (_, close) = PAIRS.iter().find(|(own, _)| *own == open)?;
    let inner = &text[open.len_utf8()..];
    let end = inner.find(*close)?;
    let kana = !inner[..end].is_empty() && inner[..end].chars().all(|c| is_kana(c) || c == '・');
    kana.then_some(open.len_utf8() + end + close.len_utf8())
}
