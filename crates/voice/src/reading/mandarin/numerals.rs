//! Numerals of Mandarin: figures as the characters in which a person would write the number.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

pub(super) fn run(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())
}

/// Returns the figures at the start of a text without commas, and their length.
pub(super) fn figures(rest: &str) -> Option<(usize, String)> {
    let mut length = run(rest);
    if length == 0 {
        return None;
    }
    if length <= 3 {
        while let Some(group) = rest[length..].strip_prefix([',', '，']) {
            let comma = rest.len() - length - group.len();
            if run(group) != 3 {
                break;
            }
            length += comma + 3;
        }
    }
    let digits = rest[..length]
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    Some((length, digits))
}

/// Returns a number with its decimals, and the value if it is whole.
pub(super) fn number(rest: &str) -> Option<(usize, String, Option<u64>)> {
    let (length, digits) = figures(rest)?;
    let decimals = rest[length..].strip_prefix('.').map_or(0, run);
    let value: Option<u64> = digits.parse().ok();
    let zeros = digits.len() > 1 && digits.starts_with('0');
    let words = match value.filter(|_| !zeros) {
        Some(value) => integer(value),
        None => spelled(&digits),
    };
    if decimals == 0 {
        return Some((length, words, value));
    }
    let end = length + 1 + decimals;
    let words = format!("{words}点{}", spelled(&rest[length + 1..end]));
    Some((end, words, None))
}

/// Returns the digits as characters, one by one.
pub(super) fn spelled(digits: &str) -> String {
    let digits = digits.chars().filter_map(|c| c.to_digit(10));
    digits.map(|digit| DIGITS[digit as usize]).collect()
}

/// Returns a whole number in words: `一万零五十`.
pub(super) fn integer(value: u64) -> String {
    if value == 0 {
        return DIGITS[0].to_string();
    }
    let mut words = String::new();
    let mut rest = value;
    let mut gap = false;
    let groups = [
        (10_000_000_000_000_000, "京"),
        (1_000_000_000_000, "万亿"),
        (100_000_000, "亿"),
        (10_000, "万"),
        (1, ""),
    ];
    for (unit, name) in groups {
        let group = rest / unit;
        rest %= unit;
        if group == 0 {
            gap |= !words.is_empty();
            continue;
        }
        if !words.is_empty() && (gap || group < 1000) {
            words.push(DIGITS[0]);
        }
        words += &below_ten_thousand(group, words.is_empty());
        words += name;
        gap = false;
    }
    words
}

/// Returns a number up to 9,999 in words. At the start of a number ten is `十`, not `一十`.
fn below_ten_thousand(value: u64, first: bool) -> String {
    let mut words = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (value / unit % 10) as usize;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push(DIGITS[0]);
            gap = false;
        }
        if !(unit == 10 && digit == 1 && words.is_empty() && first) {
            words.push(DIGITS[digit]);
        }
        words += name;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_out() {
        for (value, words) in [
            (10, "十"),
            (14, "十四"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1_001, "一千零一"),
            (10_050, "一万零五十"),
            (36_800, "三万六千八百"),
            (100_000_008, "一亿零八"),
            (250_000, "二十五万"),
            (1_010_000, "一百零一万"),
        ] {
            assert_eq!(integer(value), words);
        }
    }
}
