//! Sentences. The module takes a stretch and its words, and returns its sentences in the order of
//! the text. Every word is in exactly one sentence.
//!
//! The characters between two words decide. `!`, `?` and an ellipsis end a sentence unless a small
//! letter follows. A full stop ends a sentence unless it belongs to an abbreviation, or neither a
//! space nor a capital follows it. The full stops of Chinese and Japanese always end a sentence, and
//! so does the end of a line of verse.

use std::ops::Range;

use super::Word;
use super::word::{is_apostrophe, is_currency};
use crate::prose::Sentence;
use cuebook_core::abbreviation::{self, Follows};
use cuebook_core::diagnostic::Span;
use cuebook_core::folding::Folded;
use cuebook_core::id::{IdRange, IdVec, WordId};
use cuebook_core::roman;

const CLOSERS: &str = "\"'”’»›)]}」』*_";
const OPENERS: &str = "([{“„«‹‘‚「『¿¡";

/// A text, and the places in it where a sentence ends without a mark: at the ends of lines that are
/// not wrapped.
#[derive(Copy, Clone)]
pub(super) struct Paused<'t> {
    pub text: &'t str,
    /// In order, each at the start of what follows.
    pub pauses: &'t [usize],
}

impl Paused<'_> {
    fn is_paused(&self, gap: Range<usize>) -> bool {
        let next = self.pauses.partition_point(|at| *at <= gap.start);
        self.pauses.get(next).is_some_and(|at| *at <= gap.end)
    }
}

/// Adds the sentences of the words `range`, which are in the part `within` of the text.
pub(super) fn sentences(
    page: Paused<'_>,
    within: &Range<usize>,
    words: &IdVec<WordId, Word>,
    range: Range<WordId>,
    found: &mut Vec<Sentence>,
) {
    let text = page.text;
    let (mut first, mut after) = (range.start, within.start);
    for here in range.ids() {
        let span = words[here].span;
        let next = words.get(here + 1).filter(|_| here + 1 < range.end);
        let between = span.end..next.map_or(within.end, |next| next.span.start);
        let gap = &text[between.clone()];
        let before = here.checked_sub(1).filter(|before| *before >= range.start);
        let before = before.map_or("", |before| words[before].span.of(text));
        let pair = [before, span.of(text)];
        let own = &words[first..here + 1];
        let ends = |next: &Word| {
            let joins = || goes_on(text, own, gap, next.span.of(text), here == range.start);
            page.is_paused(between) || divides(pair, gap, next.span.of(text)) && !joins()
        };
        if next.is_none_or(ends) {
            let start = beginning(text, after..words[first].span.start);
            let end = span.end + marks_length(gap);
            found.push(Sentence {
                span: Span::new(start, end),
                words: first..here + 1,
            });
            (first, after) = (here + 1, end);
        }
    }
}

/// Returns where a sentence begins, given the characters before its first word: at a sign that is
/// read aloud with the word (`& so on`, `§ 5`, `£ 5`, `#1`, `-5 degrees`), or else at the word.
fn beginning(text: &str, lead: Range<usize>) -> usize {
    let word = lead.end;
    let folded = Folded::of(text, lead);
    let signs = folded.text.trim_end();
    let Some((at, sign)) = signs.char_indices().next_back() else {
        return word;
    };
    let joined = signs.len() == folded.text.len();
    let number = text[word..].starts_with(char::is_numeric);
    let spoken = match sign {
        '&' | '§' | '№' | '±' => true,
        '+' | '#' | '@' => joined,
        '-' | '−' | '~' | '≈' => joined && number,
        sign => number && is_currency(sign),
    };
    let alone = signs[..at].is_empty()
        || signs[..at].ends_with(|c: char| c.is_whitespace() || OPENERS.contains(c));
    if spoken && alone {
        folded.span(at..signs.len()).start
    } else {
        word
    }
}

/// Returns whether the words of a sentence up to a stop go on after it: the time that opens a clause
/// before a figure (`At 5 p.m. 20 people came`), or the number of a heading (`I. The Knock`).
fn goes_on(text: &str, own: &[Word], gap: &str, next: &str, is_first: bool) -> bool {
    let word = |at: usize| own.get(at).map_or("", |word| word.span.of(text));
    let Some(last) = own.len().checked_sub(1) else {
        return false;
    };
    if is_first && matches!(word(last), "I" | "V" | "X") && gap.starts_with('.') {
        return next != "I";
    }
    let half = matches!(word(last), "a.m." | "p.m." | "A.M." | "P.M.");
    half && next.starts_with(|c: char| c.is_ascii_digit()) && opens_clause(text, own)
}

/// Returns whether a time at the end of these words is all that their clause has so far.
fn opens_clause(text: &str, own: &[Word]) -> bool {
    const BEFORE: [&str; 14] = [
        "at", "by", "until", "till", "from", "before", "after", "around", "about", "since", "on",
        "between", "nearly", "almost",
    ];
    const JOINING: [&str; 9] = [
        "and", "but", "that", "when", "because", "then", "so", "or", "where",
    ];
    let lower = |word: &Word| word.span.of(text).to_lowercase();
    let mut timed = own
        .iter()
        .enumerate()
        .rev()
        .skip(1)
        .skip_while(|(_, word)| {
            let word = lower(word);
            word.starts_with(|c: char| c.is_ascii_digit()) || BEFORE.contains(&word.as_str())
        });
    let Some((at, word)) = timed.next() else {
        return true;
    };
    let gap = own
        .get(at + 1)
        .map_or("", |next| &text[word.span.end..next.span.start]);
    gap.contains([',', ';', ':', '—']) || JOINING.contains(&lower(word).as_str())
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '…') || is_strong(c) || is_wide(c)
}

fn is_strong(c: char) -> bool {
    matches!(c, '!' | '?' | '‽' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥')
}

fn is_wide(c: char) -> bool {
    matches!(c, '。' | '．' | '｡' | '！' | '？')
}

/// Returns how many bytes after its last word belong to a sentence: up to the last full stop and
/// the closing marks after it, or else only the marks at the word.
fn marks_length(gap: &str) -> usize {
    let Some((last, stop)) = gap.char_indices().rfind(|(_, c)| is_stop(*c)) else {
        let stops = |c: char| c.is_whitespace() || c.is_control() || OPENERS.contains(c);
        return gap.find(stops).unwrap_or(gap.len());
    };
    let end = last + stop.len_utf8();
    let closers = gap[end..].find(|c| !CLOSERS.contains(c));
    closers.map_or(gap.len(), |length| end + length)
}

/// Returns whether a sentence ends between a word and `next`, with `gap` between them. The word is
/// the second of the pair.
fn divides(pair: [&str; 2], gap: &str, next: &str) -> bool {
    let (mut points, mut strong, mut wide, mut spaced) = (0, false, false, false);
    if pair[1].ends_with('.') {
        points = 1;
    }
    for c in gap.chars() {
        match c {
            '.' => points += 1,
            '…' => points += 3,
            c => {
                strong |= is_strong(c);
                wide |= is_wide(c);
            }
        }
        spaced = !is_stop(c) && (spaced || c.is_whitespace());
    }
    // `3:00 a.m., 10 men`: the stop belongs to the word, and the sentence goes on.
    let goes_on = gap.trim_start_matches('.').starts_with([',', ';', ':']);
    if goes_on && points == 1 && !strong {
        return wide;
    }
    let first = next.chars().find(|c| c.is_alphanumeric()).unwrap_or(' ');
    if wide || first.is_lowercase() {
        return wide;
    }
    match points {
        0 => strong,
        1 if !strong => ends_at_point(pair, spaced, first, next),
        _ => true,
    }
}

/// Returns whether one full stop after a word ends a sentence. `first` is not a small letter.
fn ends_at_point(pair: [&str; 2], spaced: bool, first: char, next: &str) -> bool {
    match follows(pair) {
        Some(Follows::Name) => false,
        Some(Follows::Number) => {
            let near = pair[1].trim_end_matches('.') == "nr";
            !(first.is_numeric() || is_numeral(next) || near || next == "I" && is_part(pair[1]))
        }
        Some(Follows::Place) => spaced && abbreviation::starts_sentence(next),
        None if pair.iter().all(|word| abbreviation::is_hindi_letter(word)) => false,
        // `John iii. 16`, `Mon. 3 Oct.`
        Some(Follows::Anything) | None if first.is_numeric() && counts_on(pair, next) => false,
        Some(Follows::Anything) | None if spaced => true,
        Some(Follows::Anything) => false,
        // `बी.जे.पी.`
        None if !spaced && abbreviation::is_hindi_letter(pair[1]) => false,
        // `Ph.D.`, `B.Sc.`
        None if abbreviation::is_degree_part(pair[1]) => false,
        None => {
            let word = pair[1];
            let long = word.chars().nth(1).is_some();
            first.is_alphabetic() && (long || word == "I")
        }
    }
}

/// Returns whether a word is a part of a work that a numeral follows, also `I`: `Vol. I`.
fn is_part(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    matches!(
        word.to_lowercase().as_str(),
        "vol" | "vols" | "chap" | "chaps" | "bk" | "sc"
    )
}

/// Returns whether a number goes on after the stop behind a word: after the chapter of a book of the
/// Bible, after a day of the week cut short, or before the year of a birth or death.
fn counts_on([before, word]: [&str; 2], next: &str) -> bool {
    let word = word.trim_end_matches('.');
    let short = abbreviation::of(word).is_some_and(|found| found.spoken.ends_with("day"));
    let chapter = roman::value(&word.to_uppercase()).is_some();
    let year = next.chars().take_while(char::is_ascii_digit).count();
    let lived = matches!(word, "b" | "d" | "fl") && matches!(year, 3 | 4);
    short || lived || chapter && abbreviation::scripture(before.trim_end_matches('.')).is_some()
}

/// Returns what follows a word if a stop after it may be that of an abbreviation.
fn follows([before, word]: [&str; 2]) -> Option<Follows> {
    let word = word.trim_start_matches(is_apostrophe).trim_end_matches('.');
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let initial = letters.next().is_none_or(|second| second == '.');
    let unit = word.trim_start_matches(|c: char| c.is_numeric() || ",./".contains(c));
    let counted = unit.len() < word.len() || before.ends_with(char::is_numeric);
    match abbreviation::of(word) {
        Some(found) => Some(found.follows),
        None if abbreviation::is_hindi_title(word) => Some(Follows::Name),
        None if abbreviation::is_short_scripture(word) => Some(Follows::Number),
        None if abbreviation::is_one_of_several(word) && matches!(before, "1" | "2" | "3") => {
            Some(Follows::Number)
        }
        // `Roe v. Wade`, `Herr v. Braun`
        None if word == "v" && before.starts_with(char::is_uppercase) => Some(Follows::Name),
        None if matches!(word, "रु" | "रू") => Some(Follows::Number),
        None if capital && initial && word != "I" => Some(Follows::Place),
        // `4s. 6d.`, `10 ft. 6 in.`: a second amount may follow.
        None if counted && abbreviation::is_amount(unit) => Some(Follows::Number),
        None => None,
    }
}

/// Returns whether a word is a number in Roman numerals, and not the word “I”.
fn is_numeral(word: &str) -> bool {
    word.len() > 1 && roman::value(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut words = IdVec::default();
        let unspaced = super::super::word::Unspaced::of(text);
        super::super::word::words(text, 0..text.len(), unspaced, &mut words);
        let mut found = Vec::new();
        let page = Paused { text, pauses: &[] };
        sentences(page, &(0..text.len()), &words, words.range(), &mut found);
        found
            .iter()
            .map(|sentence| sentence.span.of(text))
            .collect()
    }

    #[test]
    fn stops_before_numbers_of_works_do_not_end_a_sentence() {
        for whole in [
            "In Vol. I, he wrote of it.",
            "So says 1 Cor. 13 of it.",
            "Read John iii. 16 again.",
            "It is in Rev. xxi. 4 and Ps. 23 too.",
            "Come on Mon. 3 Oct. at noon.",
            "It was Hale v. Orme again.",
            "The painter (b. 1834) lived at Ely nr. Cambridge.",
            "He met Herr v. Kessel there.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
        assert_eq!(split("He had 2 pts. I had 3.").len(), 2);
        assert_eq!(split("She saw Dan. 5 men came.").len(), 2);
        assert_eq!(split("She chose plan v. He chose mine.").len(), 2);
        assert_eq!(split("Come on Mon. He will be in.").len(), 2);
    }

    #[test]
    fn a_sign_that_is_read_aloud_belongs_to_the_word_after_it() {
        for case in [
            "& so on. &amp; So forth. => & so on.|&amp; So forth.",
            "§ 5 applies. £ 5 it is! (-5 degrees.) => § 5 applies.|£ 5 it is!|-5 degrees.)",
            "#1 wins. @Anna did it. +5 and done. => #1 wins.|@Anna did it.|+5 and done.",
            // Marks of lists, headings and dialogue are not read.
            "+ bread. # One. @ Home. => bread.|One.|Home.",
            "- Five. -- 5 men. *& So => Five.|5 men.|So",
            "He left. – Five. => He left.|Five.",
        ] {
            let (text, right) = case.split_once(" => ").unwrap();
            assert_eq!(split(text).join("|"), right, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        for case in [
            "He left. She stayed!  Why? => He left.|She stayed!|Why?",
            "He left.Then he ran!Nobody saw. => He left.|Then he ran!|Nobody saw.",
            "What?! Go!! Now => What?!|Go!!|Now",
            "Wait... there is more… Then go. => Wait... there is more…|Then go.",
            "Wait . . . there is more => Wait . . . there is more",
            "Mr. Hale and Dr. Orlov met Gen. Ruzsky. => Mr. Hale and Dr. Orlov met Gen. Ruzsky.",
            "At 3 p.m. He came at 4 p.m. sharp. => At 3 p.m.|He came at 4 p.m. sharp.",
            "The U.S. Army left the U.S. They slept. => The U.S. Army left the U.S.|They slept.",
            "J. R. R. Hale, No. 4, e.g. Tom. => J. R. R. Hale, No. 4, e.g. Tom.",
            "I said no. No. He said so. => I said no.|No.|He said so.",
            "So did I. Boris laughed. => So did I.|Boris laughed.",
            "It cost 3.50 at 1:10. In 1941. Then => It cost 3.50 at 1:10.|In 1941.|Then",
            "(He left.) Then “Go.” Done => He left.)|Then “Go.”|Done",
            "Oh! how I wished it => Oh! how I wished it",
            "See example.com for more => See example.com for more",
            "C'est quoi ? Rien . => C'est quoi ?|Rien .",
            "雨だ。行け！早く => 雨だ。|行け！|早く",
            "वह गया। कौन है? मैं॥ बस। => वह गया।|कौन है?|मैं॥|बस।",
            "डॉ. शर्मा और डॉ॰ राव आए। रु. 500 दो। => डॉ. शर्मा और डॉ॰ राव आए।|रु. 500 दो।",
            "बी.जे.पी. और बी॰ए॰ पास लोग आए.वह गया. सब गए. => बी.जे.पी. और बी॰ए॰ पास लोग आए.|वह गया.|सब गए.",
            "Он ушёл. Она осталась… => Он ушёл.|Она осталась…",
            "he said,  => he said,",
            "He paid 4s. 6d. for it. A 5s. piece. => He paid 4s. 6d. for it.|A 5s. piece.",
            "It was £3 10s. He left. => It was £3 10s.|He left.",
            "It is 10 ft. 6 in. long. Vol. II is 3 lb. 4 oz. heavy. => It is 10 ft. 6 in. long.|Vol. II is 3 lb. 4 oz. heavy.",
            "He came in. 6 men were there. => He came in.|6 men were there.",
            "Kings, &c. Queens, etc. Then the dept. closed. => Kings, &c.|Queens, etc.|Then the dept. closed.",
            "Col. de la Tour met Lieut. Roon and MM. Brun. => Col. de la Tour met Lieut. Roon and MM. Brun.",
            "The sea.² Gone.[3] Nobody knew it.4 Then => The sea.|Gone.|Nobody knew it.|Then",
            "He took a Ph.D. in law. Her D.Phil. is new. => He took a Ph.D. in law.|Her D.Phil. is new.",
            "Wm. Hale and Thos. Roe came. => Wm. Hale and Thos. Roe came.",
            "At 3:00 a.m., 10 men came. => At 3:00 a.m., 10 men came.",
            "At 5 p.m. 20 people came, and by 6 p.m. 30 more. => At 5 p.m. 20 people came, and by 6 p.m. 30 more.",
            "They left at 5 p.m. 20 people stayed. => They left at 5 p.m.|20 people stayed.",
            "Nuts, bolts, etc., 40 in all. => Nuts, bolts, etc., 40 in all.",
            "I. The Knock => I. The Knock",
            "V. The Trap => V. The Trap",
            "Who, I? I. I was there. => Who, I?|I.|I was there.",
            "He sailed to Pt. Reyes. See Pt. 2. Then => He sailed to Pt. Reyes.|See Pt. 2.|Then",
            "On the 4th inst. he left. => On the 4th inst. he left.",
            "On Nov. 4 at St. Mary's. It rained. => On Nov. 4 at St. Mary's.|It rained.",
        ] {
            let (text, expected) = case.split_once(" => ").unwrap();
            assert_eq!(split(text).join("|"), expected);
        }
    }
}
