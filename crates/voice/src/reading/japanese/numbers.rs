//! Japanese numbers: amounts with their counters, dates, times, money and telephone numbers, in
//! figures or in ideographs. Takes the text from a number on and returns how many bytes are read,
//! and their reading in katakana.

use super::counters::{asked, counted};
use super::numerals::{DIGITS, IDEOGRAPHS, Numeral, numeral, spelled};

/// Returns whether a number may begin with this character.
pub(super) fn begins(c: char) -> bool {
    c.is_ascii_digit() || IDEOGRAPHS.contains(c) || "零十百千万億何¥$€£".contains(c)
}

/// Returns the length and the reading of the number at the start of `rest`. `before` is the text
/// before it.
pub(super) fn at(before: &str, rest: &str) -> Option<(usize, String)> {
    if let Some(after) = rest.strip_prefix('何') {
        return asked(after).map(|(length, reading)| ("何".len() + length, reading));
    }
    if let Some(sign) = rest.chars().next().filter(|c| "¥$€£".contains(*c)) {
        return money(sign, &rest[sign.len_utf8()..]);
    }
    let found = telephone(rest)
        .or_else(|| clock(rest))
        .or_else(|| date(rest));
    if found.is_some() {
        return found;
    }
    let number = numeral(rest)?;
    let after = &rest[number.length..];
    if let Some(found) = fraction(&number, after).or_else(|| range(&number, after)) {
        return Some(found);
    }
    let dated = before.ends_with('月');
    let counter = counted_after(&number, after, dated);
    if !number.in_figures && is_a_word(&number, before, rest, counter.is_some()) {
        return None;
    }
    Some(counter.map_or_else(
        || (number.length, number.reading()),
        |(length, reading)| (number.length + length, reading),
    ))
}

/// Returns whether ideographs for a number are rather a word of the dictionary.
fn is_a_word(number: &Numeral, before: &str, rest: &str, is_counted: bool) -> bool {
    // `十分` is `enough`, but after an hour and some adverbs ten minutes.
    let timed = [
        "時",
        "間",
        "あと",
        "もう",
        "まだ",
        "約",
        "ほんの",
        "たった",
        "わずか",
    ];
    let enough = rest.starts_with("十分") && !timed.iter().any(|own| before.ends_with(own));
    let alone = !is_counted && number.digits.chars().count() < 2 && !compound(number);
    enough || alone
}

/// Returns whether a number in ideographs has a digit and a unit, as `三十` has.
fn compound(number: &Numeral) -> bool {
    number.has_units && number.length > "十".len()
}

fn counted_after(number: &Numeral, after: &str, dated: bool) -> Option<(usize, String)> {
    if !number.decimals.is_empty() {
        let (length, reading) = counted(2, after, dated)?;
        let counter = reading.strip_prefix(DIGITS[2])?;
        return Some((length, number.reading() + counter));
    }
    let (length, reading) = counted(number.value, after, dated)?;
    match number.approximate() {
        // `二三人`: two or three.
        Some(first) => {
            let (_, last) = counted(number.value % 10, after, dated)?;
            Some((length, DIGITS[first].to_owned() + &last))
        }
        None => Some((length, reading)),
    }
}

/// Money with its sign first: `¥500`, `$3.50`.
fn money(sign: char, rest: &str) -> Option<(usize, String)> {
    let name = match sign {
        '¥' => "円",
        '$' => "ドル",
        '€' => "ユーロ",
        _ => "ポンド",
    };
    let number = numeral(rest).filter(|number| number.in_figures)?;
    let (_, reading) = counted_after(&number, name, false)?;
    Some((sign.len_utf8() + number.length, reading))
}

/// Groups of figures with hyphens between them, the first of which begins with 0.
fn telephone(rest: &str) -> Option<(usize, String)> {
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '-')
        .unwrap_or(rest.len());
    let groups: Vec<&str> = rest[..end].trim_end_matches('-').split('-').collect();
    let long = groups.iter().map(|group| group.len()).sum::<usize>() >= 7;
    if !rest.starts_with('0') || groups.len() < 2 || !long || groups.contains(&"") {
        return None;
    }
    let spelled: Vec<String> = groups.iter().map(|group| spelled(group)).collect();
    Some((rest[..end].trim_end_matches('-').len(), spelled.join("ノ")))
}

/// A time with a colon: `8:30`.
fn clock(rest: &str) -> Option<(usize, String)> {
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(rest.len());
    let parts: Vec<&str> = rest[..end].split(':').collect();
    let number = |part: &&str| part.parse::<u64>().ok();
    let values: Vec<u64> = parts.iter().filter_map(number).collect();
    if parts.len() != values.len() || parts.iter().skip(1).any(|part| part.len() != 2) {
        return None;
    }
    let (hours, minutes, seconds) = match values.as_slice() {
        [hours @ 0..=24, minutes @ 0..=59] => (*hours, *minutes, 0),
        [hours @ 0..=24, minutes @ 0..=59, seconds @ 0..=59] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    let mut reading = counted(hours, "時", false)?.1;
    for (value, unit) in [(minutes, "分"), (seconds, "秒")] {
        if value > 0 {
            reading += &counted(value, unit, false)?.1;
        }
    }
    Some((end, reading))
}

/// A date with strokes: `2024/10/8`.
fn date(rest: &str) -> Option<(usize, String)> {
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '/')
        .unwrap_or(rest.len());
    let parts: Option<Vec<u64>> = rest[..end]
        .split('/')
        .map(|part| part.parse().ok())
        .collect();
    let [year @ 1000..=2999, month @ 1..=12, day @ 1..=31] = parts?[..] else {
        return None;
    };
    let parts = [(year, "年"), (month, "月"), (day, "日")];
    let said = parts.map(|(value, unit)| counted(value, unit, true).map(|found| found.1));
    Some((end, said.into_iter().collect::<Option<String>>()?))
}

/// `1/2` is `ニブンノイチ`.
fn fraction(number: &Numeral, after: &str) -> Option<(usize, String)> {
    let below = numeral(after.strip_prefix('/')?)?;
    let whole = number.in_figures && below.in_figures && number.value < below.value;
    whole.then(|| {
        let reading = format!("{}ブンノ{}", below.reading(), number.reading());
        (number.length + 1 + below.length, reading)
    })
}

/// `3〜5` is `サンカラゴ`, with the counter after the second number.
fn range(number: &Numeral, after: &str) -> Option<(usize, String)> {
    let dash = after.chars().next().filter(|c| "〜～~".contains(*c))?;
    let second = numeral(&after[dash.len_utf8()..])?;
    let length = number.length + dash.len_utf8() + second.length;
    let rest = &after[dash.len_utf8() + second.length..];
    let (more, last) = counted_after(&second, rest, false).unwrap_or_else(|| (0, second.reading()));
    Some((length + more, format!("{}カラ{last}", number.reading())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_their_counters() {
        for (before, text, read, reading) in [
            ("", "3本の木", "3本", "サンボン"),
            ("", "三本の木", "三本", "サンボン"),
            ("", "二十歳", "二十歳", "ハタチ"),
            ("8月", "8日", "8日", "ヨーカ"),
            ("", "1,500円", "1,500円", "センゴヒャクエン"),
            ("", "¥500です", "¥500", "ゴヒャクエン"),
            ("", "3万5千円", "3万5千円", "サンマンゴセンエン"),
            ("", "二〇二四年", "二〇二四年", "ニセンニジューヨネン"),
            ("", "8:30に", "8:30", "ハチジサンジュップン"),
            (
                "",
                "2024/10/8",
                "2024/10/8",
                "ニセンニジューヨネンジューガツヨーカ",
            ),
            (
                "",
                "03-1234-5678",
                "03-1234-5678",
                "ゼロサンノイチニーサンヨンノゴーロクナナハチ",
            ),
            ("", "3.14", "3.14", "サンテンイチヨン"),
            ("", "1.5倍", "1.5倍", "イッテンゴーバイ"),
            ("", "25%", "25%", "ニジューゴパーセント"),
            ("", "1/2", "1/2", "ニブンノイチ"),
            ("", "3〜5分", "3〜5分", "サンカラゴフン"),
            ("", "二三人", "二三人", "ニサンニン"),
            ("", "百五十年", "百五十年", "ヒャクゴジューネン"),
            ("八時", "十分", "十分", "ジュップン"),
            ("あと", "十分だけ", "十分", "ジュップン"),
            ("", "何本", "何本", "ナンボン"),
            ("", "007", "007", "ゼロゼロナナ"),
        ] {
            let found = at(before, text);
            assert_eq!(found, Some((read.len(), reading.to_owned())), "{text}");
        }
        assert_eq!(at("", "十分に"), None);
        assert_eq!(at("", "一緒に"), None);
    }
}
