//! Numerals of Japanese, in figures and in ideographs, and the reading of whole numbers in katakana.

pub(super) const DIGITS: [&str; 10] = [
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
pub(super) const IDEOGRAPHS: &str = "〇一二三四五六七八九";

/// A number as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numeral {
    pub length: usize,
    pub value: u64,
    /// The digits as written, if it has no units such as `十`.
    pub digits: String,
    pub decimals: String,
    pub in_figures: bool,
    /// Whether ideographs such as `十` and `万` are in it.
    pub has_units: bool,
}

impl Numeral {
    /// Returns the first of two digits that follow one another, as in `二三人`.
    pub(super) fn approximate(&self) -> Option<usize> {
        let digits: Vec<u32> = self.digits.chars().filter_map(|c| c.to_digit(10)).collect();
        match digits.as_slice() {
            [first, second] if !self.in_figures && *second == first + 1 && *first > 0 => {
                Some(*first as usize)
            }
            _ => None,
        }
    }

    pub(super) fn reading(&self) -> String {
        let zeros = self.digits.starts_with('0') && self.digits.len() > 1;
        let mut reading = match zeros || self.digits.len() > 16 {
            true => spelled(&self.digits),
            false => integer(self.value),
        };
        if !self.decimals.is_empty() {
            let is_ten = self.value > 0 && self.value.is_multiple_of(10);
            let is_cut = ["イチ", "ハチ"].iter().any(|end| reading.ends_with(end))
                || is_ten && reading.ends_with("ジュー");
            if is_cut {
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
pub(super) fn spelled(digits: &str) -> String {
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
pub(super) fn numeral(rest: &str) -> Option<Numeral> {
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

/// Units within ten thousand, and those of ten thousands.
const SMALL: [(char, u64); 3] = [('十', 10), ('百', 100), ('千', 1000)];
const LARGE: [(char, u64); 3] = [
    ('万', 10_000),
    ('億', 100_000_000),
    ('兆', 1_000_000_000_000),
];

/// Reads a number in ideographs: `二十三`, `二〇二四`.
fn ideographs(rest: &str) -> Option<Numeral> {
    let unit = |units: &[(char, u64)], c: char| {
        let found = units.iter().find(|(own, _)| *own == c);
        found.map(|(_, value)| *value)
    };
    let mut found = Numeral::default();
    let (mut total, mut group, mut digit) = (0_u64, 0_u64, None::<u64>);
    for c in rest.chars() {
        let value = IDEOGRAPHS.chars().position(|own| own == c);
        if let Some(value) = value.or((c == '零').then_some(0)) {
            found.digits.push_str(&value.to_string());
            let tens = digit.unwrap_or(0).checked_mul(10)?;
            digit = Some(tens.checked_add(value as u64)?);
        } else if let Some(value) = unit(&SMALL, c) {
            group = group.checked_add(digit.take().unwrap_or(1).checked_mul(value)?)?;
            found.has_units = true;
        } else if let Some(value) = unit(&LARGE, c).filter(|_| found.length > 0) {
            let part = group.checked_add(digit.take().unwrap_or(0))?;
            total = total.checked_add(part.checked_mul(value)?)?;
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
    found.value = total.checked_add(group)?.checked_add(digit.unwrap_or(0))?;
    (found.length > 0).then_some(found)
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
}
