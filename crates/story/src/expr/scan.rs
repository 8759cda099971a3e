//! What the expressions of a script have in common with those of ink and Twine: numbers, quoted words
//! and signs at the start of a text, and operators that bind more or less tightly.

/// The number at the start of a text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Number<'t> {
    /// A whole number, with or without a fraction of zeros; none beyond the range of `i64`.
    Whole(Option<i64>),
    /// A number with a fraction, as it is written.
    Fraction(&'t str),
}

/// Returns the length of the characters at the start of a text that fit.
#[must_use]
pub fn length(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// Reads the number at the start of a text, if it begins with a digit. Returns it with its length in
/// bytes. A fraction follows one of `points`.
#[must_use]
pub fn number<'t>(text: &'t str, points: &[char]) -> Option<(Number<'t>, usize)> {
    let digits = |text: &str| length(text, |c| c.is_ascii_digit());
    let whole = digits(text);
    if whole == 0 {
        return None;
    }
    let fraction = text[whole..].strip_prefix(points).map_or(0, digits);
    let end = whole + if fraction > 0 { fraction + 1 } else { 0 };
    let is_whole = text[(whole + 1).min(end)..end].bytes().all(|c| c == b'0');
    let number = match is_whole {
        true => Number::Whole(text[..whole].parse().ok()),
        false => Number::Fraction(&text[..end]),
    };
    Some((number, end))
}

/// Reads the words at the start of a text that are within two of the same quotation marks, on one
/// line. Returns them with their length, which includes the marks.
#[must_use]
pub fn quoted<'t>(text: &'t str, marks: &[char]) -> Option<(&'t str, usize)> {
    let mark = text.chars().next().filter(|c| marks.contains(c))?;
    let inner = &text[mark.len_utf8()..];
    let end = inner.find([mark, '\n'])?;
    let closes = inner[end..].starts_with(mark);
    closes.then(|| (&inner[..end], end + 2 * mark.len_utf8()))
}

/// Returns whether a word goes on with this text.
#[must_use]
pub fn goes_on(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Finds the sign at the start of a text, with its length. A sign of letters is a whole word. A longer
/// sign is before its beginning in `signs`.
#[must_use]
pub fn sign<T: Clone>(text: &str, signs: &[(&str, T)]) -> Option<(T, usize)> {
    let found = signs.iter().find(|(sign, _)| {
        let is_word = sign.ends_with(char::is_alphabetic);
        let rest = text.strip_prefix(sign);
        rest.is_some_and(|rest| !(is_word && goes_on(rest)))
    });
    found.map(|(sign, meaning)| (meaning.clone(), sign.len()))
}

/// A reader of operators with two operands.
pub trait Operators<L, T> {
    /// An operator, with what else its reader knows about it.
    type Operator;

    /// Takes the operator that comes next, if it is one of a level.
    fn operator(&mut self, level: &L) -> Option<Self::Operator>;

    /// Returns the term of an operator and its two operands.
    fn joined(&mut self, operator: Self::Operator, left: T, right: T) -> T;
}

/// Reads operands with operators between them. `levels` has the operators from loose to tight; those
/// of one level are joined from the left.
///
/// # Errors
///
/// Returns the mistake of the first operand that has one.
pub fn climb<R: Operators<L, T>, L, T, E>(
    reader: &mut R,
    levels: &[L],
    operand: &impl Fn(&mut R) -> Result<T, E>,
) -> Result<T, E> {
    let Some((level, tighter)) = levels.split_first() else {
        return operand(reader);
    };
    let mut left = climb(reader, tighter, operand)?;
    while let Some(operator) = reader.operator(level) {
        let right = climb(reader, tighter, operand)?;
        left = reader.joined(operator, left, right);
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_length_and_say_whether_they_are_whole() {
        let read = |text| number(text, &['.']);
        assert_eq!(read("12 + 3"), Some((Number::Whole(Some(12)), 2)));
        assert_eq!(read("12.50x"), Some((Number::Fraction("12.50"), 5)));
        assert_eq!(read("12.00"), Some((Number::Whole(Some(12)), 5)));
        assert_eq!(read("12."), Some((Number::Whole(Some(12)), 2)));
        assert_eq!(read("12,5"), Some((Number::Whole(Some(12)), 2)));
        assert_eq!(
            read("99999999999999999999"),
            Some((Number::Whole(None), 20))
        );
        assert_eq!(read("x1"), None);
    }

    #[test]
    fn quoted_words_end_at_their_own_mark_on_their_line() {
        let read = |text| quoted(text, &['"', '\'']);
        assert_eq!(read("\"it's\" x"), Some(("it's", 6)));
        assert_eq!(read("'a' 'b'"), Some(("a", 3)));
        assert_eq!(read("\"a\nb\""), None);
        assert_eq!(read("\"a"), None);
        assert_eq!(read("a"), None);
        assert_eq!(quoted("“a“", &['“']), Some(("a", 7)));
    }

    #[test]
    fn a_sign_of_letters_is_a_whole_word_and_the_first_sign_counts() {
        let signs = [("is not", 1), ("is", 2), ("<=", 3), ("<", 4)];
        assert_eq!(sign("is not x", &signs), Some((1, 6)));
        assert_eq!(sign("is nothing", &signs), Some((2, 2)));
        assert_eq!(sign("island", &signs), None);
        assert_eq!(sign("<=1", &signs), Some((3, 2)));
        assert_eq!(sign("<1", &signs), Some((4, 1)));
    }
}
