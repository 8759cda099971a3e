//! Mandarin numbers: amounts, dates, times, money, shares and telephone numbers in figures. Takes the
//! text from a number on and returns how many bytes are read, and the characters in which a person
//! would write the words.

use super::numerals::{figures, integer, number, run, spelled};

/// A number in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub length: usize,
    pub words: String,
    /// Whether its digits are said one by one.
    pub is_spelled: bool,
}

impl Amount {
    fn new(length: usize, words: String) -> Amount {
        Amount {
            length,
            words,
            is_spelled: false,
        }
    }

    fn spelled(length: usize, words: String) -> Amount {
        Amount {
            is_spelled: true,
            ..Amount::new(length, words)
        }
    }
}

/// Units and their words, the longer ones first.
#[rustfmt::skip]
const UNITS: [(&str, &str); 24] = [
    ("km/h", "公里每小时"), ("m/s", "米每秒"), ("km", "公里"), ("kg", "公斤"), ("cm", "厘米"), ("mm", "毫米"),
    ("ml", "毫升"), ("mL", "毫升"), ("mg", "毫克"), ("m²", "平方米"), ("m2", "平方米"), ("°C", "摄氏度"),
    ("℃", "摄氏度"), ("°F", "华氏度"), ("°", "度"), ("GB", "吉字节"), ("MB", "兆字节"), ("kW", "千瓦"),
    ("Hz", "赫兹"), ("L", "升"), ("m", "米"), ("g", "克"), ("h", "小时"), ("t", "吨"),
];

/// Words after which 2 is `二` and not `两`.
const WITH_ER: [&str; 15] = [
    "月", "日", "号", "楼", "班", "年级", "级", "路", "世", "中", "元", "毛", "分之", "十", "等",
];

/// Returns the amount at the start of `rest`. `before` is the text before it.
pub(super) fn at(before: &str, rest: &str) -> Option<Amount> {
    if let Some(sign) = rest.chars().next().filter(|c| "¥$€£".contains(*c)) {
        return money(sign, &rest[sign.len_utf8()..]);
    }
    if let Some(after) = rest.strip_prefix(['-', '−', '–'])
        && !before.ends_with(|c: char| c.is_alphanumeric())
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        let sign = rest.len() - after.len();
        let amount = at("", after)?;
        return Some(Amount::new(
            sign + amount.length,
            format!("负{}", amount.words),
        ));
    }
    let found = telephone(rest)
        .or_else(|| clock(rest))
        .or_else(|| date(rest));
    found
        .or_else(|| fraction(rest))
        .or_else(|| range(before, rest))
        .or_else(|| plain(before, rest))
}

fn plain(before: &str, rest: &str) -> Option<Amount> {
    let (length, words, value) = number(rest)?;
    let after = &rest[length..];
    let (_, digits) = figures(rest)?;
    // Years, and numbers of many digits, are said digit by digit.
    let year = digits.len() == 4 && after.starts_with('年') && !after.starts_with("年前");
    if value.is_some() && (year || digits.len() > 16) {
        return Some(Amount::spelled(length, spelled(&digits)));
    }
    if let Some(more) = after.strip_prefix(['%', '％']) {
        return Some(Amount::new(
            rest.len() - more.len(),
            format!("百分之{words}"),
        ));
    }
    if let Some(more) = after.strip_prefix('‰') {
        return Some(Amount::new(
            rest.len() - more.len(),
            format!("千分之{words}"),
        ));
    }
    if let Some((unit, name)) = unit(after) {
        let words = if value == Some(2) {
            "两".to_owned()
        } else {
            words
        };
        return Some(Amount::new(length + unit.len(), words + name));
    }
    let counted = after.starts_with(|c: char| super::is_ideograph(c));
    let ordinal = before.ends_with(['第', '初', '零', '点', '月', '年']);
    let two = WITH_ER.iter().any(|word| after.starts_with(word));
    let words = match value {
        Some(2) if counted && !ordinal && !two => "两".to_owned(),
        _ => words,
    };
    Some(Amount::new(length, words))
}

/// Returns the unit at the start of a text, and its word.
fn unit(after: &str) -> Option<(&'static str, &'static str)> {
    let letter = |c: char| c.is_ascii_alphanumeric();
    let found = UNITS.iter().find(|(unit, _)| {
        let rest = after.strip_prefix(*unit);
        rest.is_some_and(|rest| !unit.ends_with(letter) || !rest.starts_with(letter))
    });
    found.copied()
}

fn money(sign: char, rest: &str) -> Option<Amount> {
    let name = match sign {
        '¥' => "元",
        '$' => "美元",
        '€' => "欧元",
        _ => "英镑",
    };
    let (length, words, _) = number(rest)?;
    let (more, unit) = match rest[length..]
        .chars()
        .next()
        .filter(|c| "万亿".contains(*c))
    {
        Some(unit) => (unit.len_utf8(), unit.to_string()),
        None => (0, String::new()),
    };
    let length = sign.len_utf8() + length + more;
    Some(Amount::new(length, format!("{words}{unit}{name}")))
}

/// Seven digits or more that begin like a telephone number, or groups with hyphens.
fn telephone(rest: &str) -> Option<Amount> {
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '-')
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches('-');
    let count = written.chars().filter(char::is_ascii_digit).count();
    let groups = written.split('-').all(|group| group.len() >= 3);
    let mobile = written.starts_with('1') && count == 11;
    let short = ["110", "119", "120", "911"].contains(&written) && !counts(&rest[end..]);
    let line = written.contains('-') && groups && count >= 7;
    if !(mobile || line || short) {
        return None;
    }
    Some(Amount::spelled(
        written.len(),
        spelled(written).replace('一', "幺"),
    ))
}

/// Returns whether a text begins with a word that is counted.
fn counts(after: &str) -> bool {
    after.starts_with(|c: char| "个人年元块天名次只条米公岁分页多万".contains(c))
}

fn clock(rest: &str) -> Option<Amount> {
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '：')
        .unwrap_or(rest.len());
    let parts: Vec<&str> = rest[..end].split([':', '：']).collect();
    let values: Option<Vec<u64>> = parts.iter().map(|part| part.parse().ok()).collect();
    let values = values.filter(|_| parts.iter().skip(1).all(|part| part.len() == 2))?;
    let (hours, minutes, seconds) = match values[..] {
        [hours @ 0..=24, minutes @ 0..=59] => (hours, minutes, None),
        [hours @ 0..=24, minutes @ 0..=59, seconds @ 0..=59] => (hours, minutes, Some(seconds)),
        _ => return None,
    };
    let two = |value: u64| {
        if value == 2 {
            "两".to_owned()
        } else {
            integer(value)
        }
    };
    let mut words = two(hours) + "点";
    match (minutes, seconds) {
        (0, None) => words += "整",
        (1..=9, _) => words += &format!("零{}分", integer(minutes)),
        _ => words += &format!("{}分", integer(minutes)),
    }
    if let Some(seconds) = seconds {
        words += &format!("{}秒", integer(seconds));
    }
    Some(Amount::new(end, words))
}

/// A date with strokes or hyphens: `2024/10/8`, `2024-10-08`.
fn date(rest: &str) -> Option<Amount> {
    let sign = rest
        .chars()
        .find(|c| !c.is_ascii_digit())
        .filter(|c| "/-.".contains(*c))?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != sign)
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(sign);
    let values: Option<Vec<u64>> = written.split(sign).map(|part| part.parse().ok()).collect();
    let [year @ 1000..=2999, month @ 1..=12, day @ 1..=31] = values?[..] else {
        return None;
    };
    let words = format!(
        "{}年{}月{}日",
        spelled(&year.to_string()),
        integer(month),
        integer(day)
    );
    Some(Amount::spelled(written.len(), words))
}

/// `1/2` is `二分之一`.
fn fraction(rest: &str) -> Option<Amount> {
    let above = run(rest);
    let after = rest[above..].strip_prefix('/')?;
    let below = run(after);
    let (one, other): (u64, u64) = (rest[..above].parse().ok()?, after[..below].parse().ok()?);
    let words = || format!("{}分之{}", integer(other), integer(one));
    (one < other).then(|| Amount::new(above + 1 + below, words()))
}

/// `3-5`, `3～5` are `三到五`.
fn range(before: &str, rest: &str) -> Option<Amount> {
    let (length, words, value) = number(rest)?;
    let dash = rest[length..]
        .chars()
        .next()
        .filter(|c| "-~～–—".contains(*c))?;
    let second = &rest[length + dash.len_utf8()..];
    let (more, _, _) = number(second)?;
    // `3-5-2` is no range.
    let goes_on = second[more..].starts_with(|c: char| "-~～–—".contains(c));
    if goes_on || before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let last = plain(before, second)?;
    let first = if value == Some(2) && !last.words.contains('月') {
        "两"
    } else {
        words.as_str()
    };
    let length = length + dash.len_utf8() + last.length;
    Some(Amount::new(length, format!("{first}到{}", last.words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_a_person_says_them() {
        for (before, text, read, words) in [
            ("", "2个人", "2", "两"),
            ("第", "2个", "2", "二"),
            ("", "2月", "2", "二"),
            ("", "2024年", "2024", "二零二四"),
            ("", "25%的", "25%", "百分之二十五"),
            ("", "3.14", "3.14", "三点一四"),
            ("", "1/2", "1/2", "二分之一"),
            ("", "8:30", "8:30", "八点三十分"),
            ("", "14:05", "14:05", "十四点零五分"),
            ("", "¥40", "¥40", "四十元"),
            ("", "$3.5", "$3.5", "三点五美元"),
            ("", "-5度", "-5", "负五"),
            ("", "3-5天", "3-5", "三到五"),
            ("", "13812345678", "13812345678", "幺三八幺二三四五六七八"),
            ("", "010-12345678", "010-12345678", "零幺零幺二三四五六七八"),
            ("", "2024-10-08", "2024-10-08", "二零二四年十月八日"),
            ("", "1,500元", "1,500", "一千五百"),
            ("", "5km", "5km", "五公里"),
            ("", "120人", "120", "一百二十"),
            ("", "007", "007", "零零七"),
        ] {
            let found = at(before, text).unwrap();
            assert_eq!(
                (found.length, found.words.as_str()),
                (read.len(), words),
                "{text}"
            );
        }
        assert_eq!(at("", "人"), None);
    }
}
