//! What a speech engine costs.

/// The price of characters: `$15/1M`.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// The text before the amount, such as `$`.
    pub before: String,
    /// The amount for one character.
    pub each: f64,
    /// The text after the amount, such as ` EUR`.
    pub after: String,
}

impl Price {
    /// Reads a price: `15/1M`, `$0.015/1k`, `12 EUR / 1000000`.
    #[must_use]
    pub fn read(text: &str) -> Option<Price> {
        let (amount, number) = text.split_once('/')?;
        let amount = amount.trim();
        let is_digit = |c: char| c.is_ascii_digit() || c == '.';
        let start = amount.find(is_digit)?;
        let end = amount.rfind(is_digit)? + 1;
        let (before, after) = (&amount[..start], &amount[end..]);
        let is_sign = |part: &str| part.chars().count() <= 5 && !part.contains(['-', '+', ',']);
        let number = number.trim();
        let (digits, factor) = match number.strip_suffix(['M', 'm']) {
            Some(digits) => (digits, 1e6),
            None => match number.strip_suffix(['K', 'k']) {
                Some(digits) => (digits, 1e3),
                None => (number, 1.0),
            },
        };
        let number: u32 = if digits.is_empty() { "1" } else { digits }.parse().ok()?;
        let each = amount[start..end].parse::<f64>().ok()? / (f64::from(number) * factor);
        let is_fit = each.is_finite() && number > 0 && is_sign(before) && is_sign(after);
        is_fit.then(|| Price {
            before: before.to_owned(),
            each,
            after: after.to_owned(),
        })
    }

    /// Returns the price of some characters as text: `$0.03`.
    #[must_use]
    pub fn of(&self, characters: u64) -> String {
        let amount = self.each * characters as f64;
        let digits = if amount > 0.0 && amount < 0.01 { 4 } else { 2 };
        format!("{}{amount:.digits$}{}", self.before, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_an_amount_for_a_number_of_characters() {
        for (text, characters, expected) in [
            ("15/1M", 1_000_000, "15.00"),
            ("$0.015/1k", 2_000, "$0.03"),
            ("12 EUR / 1000000", 500_000, "6.00 EUR"),
            ("$30/M", 100, "$0.0030"),
        ] {
            let price = Price::read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(price.of(characters), expected, "{text}");
        }
        for text in ["15", "free", "-1/1M", "15/0", "/1M", "15/1G", "1,5/1M"] {
            assert_eq!(Price::read(text), None, "{text}");
        }
    }
}
