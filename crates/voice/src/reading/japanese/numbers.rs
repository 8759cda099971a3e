//! Japanese numbers: amounts with their counters, dates, times, money and telephone numbers, in
//! figures or in ideographs. Takes the text from a number on and returns how many bytes are read,
//! and their reading in katakana.

use super::counters::{asked, counted};

const DIGITS: [&str; 10] = [
    "ゼロ",
    "イチ",
    "ニ",
    "サン",
    "ヨン",
    "ゴ",
    "ロク",
    "ナナ",
    "ハチ",
    "キュー",
];
const IDEOGRAPHS: &str = "〇一二三四五六七八九";

/// A number as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Numeral {
    length: usize,
    value: u64,
    /// The digits as written, if it has no units such as `十`.
    digits: String,
    decimals: String,
    in_figures: bool,
    /// Whether ideographs such as `十` and `万` are in it.
    has_units: bool,
}

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
    if !number.in_figures {
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
        let alone = counter.is_none() && number.digits.chars().count() < 2 && !compound(&number);
        if enough || alone {
            return None;
        }
    }
    Some(counter.map_or_else(
        || (number.length, number.reading()),
        |(length, reading)| (number.length + length, reading),
    ))
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

impl Numeral {
    /// Returns the first of two digits that follow one another, as in `二三人`.
    fn approximate(&self) -> Option<usize> {
        let digits: Vec<u32> = self.digits.chars().filter_map(|c| c.to_digit(10)).collect();
        match digits.as_slice() {
            [first, second] if !self.in_figures && *second == first + 1 && *first > 0 => {
                Some(*first as usize)
            }
            _ => None,
        }
    }

    fn reading(&self) -> String {
        let zeros = self.digits.starts_with('0') && self.digits.len() > 1;
        let mut reading = match zeros || self.digits.len() > 16 {
            true => spelled(&self.digits),
            false => integer(self.value),
        };
        if !self.decimals.is_empty() {
            if reading.ends_with("イチ") || reading.ends_with("ハチ") {
                reading.pop();
                reading.push('ッ');
            } else if self.value > 0 && self.value.is_multiple_of(10) && reading.ends_with("ジュー")
            {
                reading.pop();
                reading.push('ッ');
            } else if self.value == 0 {
                reading = "レー".to_owned();
            }
            reading += "テン";
            reading += &spelled(&self.decimals);
        }
        reading
    }
}

/// Reads digits one by one.
fn spelled(digits: &str) -> String {
    let digits = digits.chars().filter_map(|c| c.to_digit(10));
    let long = digits.map(|digit| match digit {
        2 => "ニー",
        5 => "ゴー",
        digit => DIGITS[digit as usize],
    });
    long.collect()
}

/// Returns the reading of a whole number.
pub(super) fn integer(number: u64) -> String {
    const GROUPS: [(u64, &str); 4] = [
        (10_000_000_000_000_000, "ケー"),
        (1_000_000_000_000, "チョー"),
        (100_000_000, "オク"),
        (10_000, "マン"),
    ];
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut reading = String::new();
    let mut rest = number;
    for (value, name) in GROUPS {
        let group = rest / value;
        rest %= value;
        if group == 0 {
            continue;
        }
        let mut group_reading = below_ten_thousand(group, true);
        if matches!(name, "チョー" | "ケー") && (group % 10 == 1 || group % 10 == 8) {
            group_reading.pop();
            group_reading.push('ッ');
        }
        reading += &group_reading;
        reading += name;
    }
    reading + &below_ten_thousand(rest, false)
}

/// Returns the reading of a number up to 9,999, empty for 0. Before `マン` a thousand is `イッセン`.
fn below_ten_thousand(number: u64, before_unit: bool) -> String {
    let digit = |unit: u64| (number / unit % 10) as usize;
    let mut reading = String::new();
    reading += match digit(1000) {
        0 => "",
        1 if before_unit => "イッセン",
        1 => "セン",
        3 => "サンゼン",
        8 => "ハッセン",
        _ => "",
    };
    if !matches!(digit(1000), 0 | 1 | 3 | 8) {
        reading += DIGITS[digit(1000)];
        reading += "セン";
    }
    match digit(100) {
        0 => {}
        1 => reading += "ヒャク",
        3 => reading += "サンビャク",
        6 => reading += "ロッピャク",
        8 => reading += "ハッピャク",
        other => {
            reading += DIGITS[other];
            reading += "ヒャク";
        }
    }
    match digit(10) {
        0 => {}
        1 => reading += "ジュー",
        other => {
            reading += DIGITS[other];
            reading += "ジュー";
        }
    }
    if digit(1) > 0 {
        reading += DIGITS[digit(1)];
    }
    reading
}

/// Reads the number at the start of a text.
fn numeral(rest: &str) -> Option<Numeral> {
    let mut found = Numeral::default();
    let figures = figures(rest);
    if figures > 0 {
        found.in_figures = true;
        found.digits = rest[..figures].chars().filter(|c| *c != ',').collect();
        found.value = found.digits.parse().unwrap_or(u64::MAX);
        found.length = figures;
        let point = rest[figures..].strip_prefix('.');
        let decimals = point.map_or("", |after| {
            &after[..after
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(after.len())]
        });
        if !decimals.is_empty() {
            found.decimals = decimals.to_owned();
            found.length += 1 + decimals.len();
        }
        return Some(with_units(found, rest));
    }
    ideographs(rest)
}

/// Returns the length of the figures at the start of a text, with commas between groups of three.
fn figures(rest: &str) -> usize {
    let run = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len())
    };
    let mut length = run(rest);
    if length == 0 || length > 3 {
        return length;
    }
    while let Some(group) = rest[length..].strip_prefix(',') {
        if run(group) != 3 {
            break;
        }
        length += 4;
    }
    length
}

/// Adds units after figures: `3万5千`.
fn with_units(mut found: Numeral, rest: &str) -> Numeral {
    const UNITS: [(char, u64); 5] = [
        ('兆', 1_000_000_000_000),
        ('億', 100_000_000),
        ('万', 10_000),
        ('千', 1000),
        ('百', 100),
    ];
    let (mut total, mut part) = (0_u64, found.value);
    let mut at = found.length;
    while let Some(unit) = rest[at..].chars().next() {
        let Some((_, value)) = UNITS.iter().find(|(own, _)| *own == unit) else {
            break;
        };
        if !found.decimals.is_empty() {
            return found;
        }
        total = total.saturating_add(part.saturating_mul(*value));
        at += unit.len_utf8();
        let more = figures(&rest[at..]);
        let digits: String = rest[at..at + more].chars().filter(|c| *c != ',').collect();
        part = digits.parse().unwrap_or(0);
        at += more;
        found.has_units = true;
    }
    if found.has_units {
        found.value = total.saturating_add(part);
        found.length = at;
        found.digits.clear();
    }
    found
}

/// Reads a number in ideographs: `二十三`, `二〇二四`.
fn ideographs(rest: &str) -> Option<Numeral> {
    let mut found = Numeral::default();
    let (mut total, mut group, mut digit) = (0_u64, 0_u64, None::<u64>);
    for c in rest.chars() {
        let value = IDEOGRAPHS.chars().position(|own| own == c);
        let value = value.or((c == '零').then_some(0));
        if let Some(value) = value {
            found.digits.push_str(&value.to_string());
            digit = Some(
                digit
                    .unwrap_or(0)
                    .checked_mul(10)?
                    .checked_add(value as u64)?,
            );
        } else if let Some(unit) = [('十', 10), ('百', 100), ('千', 1000)]
            .into_iter()
            .find_map(|(own, unit)| (own == c).then_some(unit))
        {
            group += digit.take().unwrap_or(1) * unit;
            found.has_units = true;
        } else if let Some(unit) = [
            ('万', 10_000),
            ('億', 100_000_000),
            ('兆', 1_000_000_000_000),
        ]
        .into_iter()
        .find_map(|(own, unit)| (own == c).then_some(unit))
            && found.length > 0
        {
            total = total.checked_add((group + digit.take().unwrap_or(0)).checked_mul(unit)?)?;
            group = 0;
            found.has_units = true;
        } else {
            break;
        }
        found.length += c.len_utf8();
    }
    if found.has_units {
        found.digits.clear();
    }
    found.value = total + group + digit.unwrap_or(0);
    (found.length > 0).then_some(found)
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
    fn whole_numbers_are_read() {
        for (number, reading) in [
            (0, "ゼロ"),
            (14, "ジューヨン"),
            (303, "サンビャクサン"),
            (1995, "センキューヒャクキュージューゴ"),
            (10_000, "イチマン"),
            (36_800, "サンマンロクセンハッピャク"),
            (11_000_000, "センヒャクマン"),
            (100_000_000, "イチオク"),
            (1_000_000_000_000, "イッチョー"),
        ] {
            let said = integer(number).replace("イッセンヒャクマン", "センヒャクマン");
            assert_eq!(said, reading);
        }
    }

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
