//! Roman numerals.

const SIGNS: [(&str, u32); 13] = [
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// Returns the value of a Roman numeral in capitals, from 1 to 3999. A numeral that is not in its
/// usual form has none: `IIII`, `VX`.
#[must_use]
pub fn value(numeral: &str) -> Option<u32> {
    let mut rest = numeral;
    let mut value = 0;
    for (sign, worth) in SIGNS {
        let most = if sign.len() == 1 && !matches!(sign, "V" | "L" | "D") {
            3
        } else {
            1
        };
        for _ in 0..most {
            let Some(tail) = rest.strip_prefix(sign) else {
                break;
            };
            (rest, value) = (tail, value + worth);
        }
    }
    (rest.is_empty() && value > 0 && written(value) == numeral).then_some(value)
}

fn written(value: u32) -> String {
    let (mut left, mut written) = (value, String::new());
    for (sign, worth) in SIGNS {
        while left >= worth {
            written.push_str(sign);
            left -= worth;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_numeral_has_its_value() {
        assert!((1..4000).all(|number| value(&written(number)) == Some(number)));
    }

    #[test]
    fn other_words_have_none() {
        for word in [
            "", "IIII", "VX", "CIVIL", "DID", "LIVID", "MILD", "IXI", "XIXI", "CMC", "MMMM", "iv",
        ] {
            assert_eq!(value(word), None, "{word}");
        }
        assert_eq!(value("MMMCMXCIX"), Some(3999));
    }
}
