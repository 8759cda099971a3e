//! Words. The module takes a piece of text and returns the spans of its words. Every word has a
//! letter or a digit, and words do not overlap.
//!
//! A word consists of letters, digits and the characters that join them: apostrophes (`o'clock`),
//! points and commas within numbers (`3.50`, `1,000`), times and dates (`1:10`, `10/12/2019`), the
//! points of an abbreviation (`p.m.`), and the signs that belong to a number (`$40`, `25%`). The
//! parts of a hyphenated compound are separate words. In Japanese and Chinese, which have no spaces,
//! [`unspaced`] finds the words; a word with its reading beside it (`漢字《かんじ》`) is one word. Words
//! are found in the folded text: the mark of a note is no word.

mod reading;
mod unspaced;

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::Word;
use cuebook_core::diagnostic::Span;
use cuebook_core::folding::Folded;
pub(super) use cuebook_core::folding::{is_apostrophe, is_elision};

pub(super) use unspaced::Unspaced;

/// Adds the words of `text[within]`. `unspaced` is the language of its words without spaces.
pub(super) fn words(text: &str, within: Range<usize>, unspaced: Unspaced, found: &mut Vec<Word>) {
    let folded = Folded::of(text, within);
    let piece = folded.text.as_ref();
    let (mut at, mut before) = (0, ' ');
    while let Some(c) = char_at(piece, at) {
        if (c >= FIRST_UNSPACED || c == BAR)
            && let Some(length) = run(&piece[at..])
        {
            let end = at + length;
            for part in reading::words(piece, at..end, unspaced) {
                at = at.max(part.end);
                push(folded.span(part), found);
            }
            at = at.max(end);
            before = piece[..at].chars().next_back().unwrap_or(' ');
            continue;
        }
        let after = char_at(piece, at + c.len_utf8());
        let begins = c.is_alphanumeric()
            || is_currency(c) && after.is_some_and(|c| c.is_numeric() && !stands_alone(c))
            || is_apostrophe(c) && !before.is_alphanumeric() && is_elision(&piece[at..]);
        if begins {
            let end = word_end(piece, at, c);
            push(folded.span(at..end), found);
            before = piece[..end].chars().next_back().unwrap_or(' ');
            at = end;
        } else {
            before = c;
            at += c.len_utf8();
        }
    }
}

/// Adds a word, unless it is a part of the last one: one sign may be several words when it is folded.
fn push(span: Span, found: &mut Vec<Word>) {
    if found.last().is_none_or(|last| last.span.end <= span.start) {
        found.push(Word { span });
    }
}

/// The first character of a script without spaces.
const FIRST_UNSPACED: char = '々';

/// The mark before a word whose reading follows it: `｜`, folded.
const BAR: char = '|';

/// Returns the length of the run of kana and ideographs at the start of a text.
fn run(text: &str) -> Option<usize> {
    let opened = usize::from(text.starts_with(BAR));
    let rest = &text[opened..];
    let belongs = |c: char| is_kana(c) || is_ideograph(c) || is_held(c);
    let begins = rest.starts_with(|c: char| c.is_alphanumeric() && stands_alone(c));
    begins.then(|| opened + rest.find(|c| !belongs(c)).unwrap_or(rest.len()))
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Returns the end of the word that starts at `start` with `first`.
fn word_end(text: &str, start: usize, first: char) -> usize {
    let mut at = start + first.len_utf8();
    if stands_alone(first) {
        return at + held_length(&text[at..]);
    }
    let mut last = first;
    // The number of letters since the start of the word or its last point.
    let mut letters = usize::from(first.is_alphabetic());
    let mut dotted = false;
    while let Some(c) = char_at(text, at) {
        if c.is_alphanumeric() && !stands_alone(c) {
            letters += 1;
            last = c;
        } else if c == '.' && joins_initials(last, letters, &text[at + 1..]) {
            dotted = true;
            letters = 0;
        } else if !is_held(c) && !joins(last, c, char_at(text, at + c.len_utf8())) {
            break;
        }
        at += c.len_utf8();
    }
    if dotted && text[at..].starts_with('.') {
        at += 1;
    }
    match char_at(text, at) {
        Some(c) if last.is_numeric() && (is_currency(c) || "%‰°".contains(c)) => {
            at + c.len_utf8()
        }
        _ => at,
    }
}

/// Returns whether `c` joins the letters or digits beside it.
fn joins(last: char, c: char, next: Option<char>) -> bool {
    let Some(next) = next.filter(|next| !stands_alone(*next)) else {
        return false;
    };
    let numbers = last.is_numeric() && next.is_numeric();
    match c {
        '.' | ',' | ':' | '/' | '٫' | '٬' => numbers,
        '·' | '\u{5f3}' | '\u{5f4}' => last.is_alphabetic() && next.is_alphabetic(),
        c => is_apostrophe(c) && next.is_alphanumeric(),
    }
}

/// Returns whether a point between single letters belongs to an abbreviation such as `p.m.` or
/// `U.S.`. Capitals need a second point, so that "so did I.A man" is not joined.
fn joins_initials(last: char, letters: usize, rest: &str) -> bool {
    let mut rest = rest.chars();
    let (next, then) = (rest.next(), rest.next());
    let single = then.is_none_or(|c| !c.is_alphanumeric() && !is_held(c) && !is_apostrophe(c));
    let Some(next) = next.filter(|c| c.is_alphabetic() && !stands_alone(*c)) else {
        return false;
    };
    letters == 1
        && last.is_alphabetic()
        && single
        && (next.is_lowercase() == last.is_lowercase())
        && (next.is_lowercase() || then == Some('.'))
}

/// Returns whether `c` belongs to the letter before it: combining marks, soft hyphens and joiners.
fn is_held(c: char) -> bool {
    !c.is_ascii()
        && (is_combining_mark(c)
            || matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | 'ー'))
}

fn held_length(text: &str) -> usize {
    let held = text.chars().take_while(|c| is_held(*c));
    held.map(char::len_utf8).sum()
}

/// Returns whether `c` belongs to a script without spaces, and so to no word of other letters.
pub(super) fn stands_alone(c: char) -> bool {
    is_kana(c) || is_ideograph(c)
}

/// Returns whether `c` is a kana or the mark of a long vowel or a repetition.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | 'ゝ' | 'ゞ' | '\u{30a1}'..='\u{30fa}' | 'ー' | 'ヽ' | 'ヾ'
        | '\u{31f0}'..='\u{31ff}')
}

/// Returns whether `c` is an ideograph or the mark of its repetition.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '々' | '〆' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢'..='¥' | '₠'..='⃀' | '＄' | '￠' | '￡' | '￥' | '৳' | '฿')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(text, 0..text.len(), Unspaced::of(text), &mut found);
        found.iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn words_are_joined_correctly() {
        for case in [
            "It's five o’clock. => It's|five|o’clock",
            "'Tis the soldiers' mess => 'Tis|the|soldiers|mess",
            "rock'n'roll of the '90s => rock'n'roll|of|the|'90s",
            "at 1:10 p.m. it was 3.50 => at|1:10|p.m.|it|was|3.50",
            "$1,000,000 or 25% of 40€ => $1,000,000|or|25%|of|40€",
            "on 10/12/2019, the 3rd => on|10/12/2019|the|3rd",
            "the U.S. Army, e.g. J.R.R. Hale => the|U.S.|Army|e.g.|J.R.R.|Hale",
            "a well-known twenty-one => a|well|known|twenty|one",
            "He left.Then so did I.A man => He|left|Then|so|did|I|A|man",
            "wait... p.m... 5... => wait|p.m.|5",
            "cafe\u{301} sol\u{ad}dier => cafe\u{301}|sol\u{ad}dier",
            "🙂 *** — & 🙂🙂 => ",
            "東京のカメラ => 東京|の|カメラ",
            "He said 東京, ok => He|said|東京|ok",
            "3本の木 => 3|本|の|木",
            "漢字《かんじ》を読む => 漢字《かんじ》|を|読む",
            "あの｜今日は《きょうは》、東雲（しののめ）。 => あの|今日は《きょうは》|東雲（しののめ）",
            "读《红楼梦》吧 => 读|红楼|梦|吧",
            "नमस्ते दुनिया => नमस्ते|दुनिया",
            "l’homme, où? => l’homme|où",
            "_must_ (not) => must|not",
            "20°C => 20°|C",
            "I don´t, he didn`t, it＇s => I|don´t|he|didn`t|it＇s",
            "the oﬃce of Ｔｏｍ => the|oﬃce|of|Ｔｏｍ",
            "five&nbsp;men &amp; don&rsquo;t => five|men|don&rsquo;t",
            "gone.[3] Nobody knew it.4 Then¹ sea.² => gone|Nobody|knew|it|Then|sea",
            "5 m² and 3³ => 5|m²|and|3³",
            "a ﷺ b => a|ﷺ|b",
        ] {
            let (text, expected) = case.split_once(" => ").unwrap();
            assert_eq!(split(text).join("|"), expected);
        }
    }
}
