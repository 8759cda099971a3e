//! Readings that the author writes beside a word: `漢字《かんじ》`, `｜今日《きょう》`, `漢字（かんじ）`.

use super::kana::{is_kana, is_kanji, spoken};

const PAIRS: [(char, char); 4] = [('《', '》'), ('(', ')'), ('（', '）'), ('〈', '〉')];

/// Returns the length of a word with its reading, and the reading, if they are at the start of
/// `rest`. `before` is the clause before it.
pub(super) fn at(before: &str, rest: &str) -> Option<(usize, String)> {
    let bar = rest.chars().next().filter(|c| matches!(c, '｜' | '|'));
    let start = bar.map_or(0, char::len_utf8);
    if bar.is_none() && before.ends_with(is_kanji) {
        return None;
    }
    let word = &rest[start..];
    let is_opening = |c: char| PAIRS.iter().any(|(open, _)| *open == c);
    let length = match bar {
        Some(_) => word.find(is_opening)?,
        None => word.find(|c| !is_kanji(c))?,
    };
    if length == 0 {
        return None;
    }
    let after = &word[length..];
    let open = after.chars().next()?;
    let (_, close) = PAIRS.iter().find(|(own, _)| *own == open)?;
    let inner = &after[open.len_utf8()..];
    let reading = &inner[..inner.find(*close)?];
    let kana = |c: char| is_kana(c) || c == '・';
    if reading.is_empty() || !reading.chars().all(kana) {
        return None;
    }
    let end = start + length + open.len_utf8() + reading.len() + close.len_utf8();
    Some((end, spoken(&reading.replace('・', ""))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_of_the_author_is_read_once() {
        for (text, length, reading) in [
            ("漢字《かんじ》を", "漢字《かんじ》", "カンジ"),
            ("｜今日は《きょうは》と", "｜今日は《きょうは》", "キョーハ"),
            ("東雲（しののめ）の", "東雲（しののめ）", "シノノメ"),
            ("英雄《ヒーロー》", "英雄《ヒーロー》", "ヒーロー"),
        ] {
            assert_eq!(at("", text), Some((length.len(), reading.to_owned())));
        }
        assert_eq!(at("", "東京（首都）"), None);
        assert_eq!(at("漢", "字《じ》"), None);
        assert_eq!(at("", "《かんじ》"), None);
    }
}
