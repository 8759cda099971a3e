//! The syntax of RTF: groups, control words, control symbols and bytes of text.

/// A piece of RTF.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'t str, Option<i32>),
    /// A control symbol, such as `\~`.
    Symbol(u8),
    /// A byte of text in the current code page.
    Byte(u8),
}

/// The pieces of a document.
pub(super) struct Tokens<'t> {
    rest: &'t [u8],
}

impl<'t> Tokens<'t> {
    pub(super) fn of(bytes: &'t [u8]) -> Tokens<'t> {
        Tokens { rest: bytes }
    }

    /// Reads a control word or symbol after its backslash.
    fn control(&mut self) -> Option<Token<'t>> {
        let (&first, rest) = self.rest.split_first()?;
        if first == b'\'' {
            let code = rest
                .get(..2)
                .and_then(|code| std::str::from_utf8(code).ok());
            let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
            self.rest = rest
                .get(if byte.is_some() { 2 } else { 0 }..)
                .unwrap_or_default();
            return Some(Token::Byte(byte.unwrap_or(b'?')));
        }
        if !first.is_ascii_alphabetic() {
            self.rest = rest;
            return Some(match first {
                b'\\' | b'{' | b'}' => Token::Byte(first),
                other => Token::Symbol(other),
            });
        }
        let length = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let (word, rest) = self.rest.split_at(length);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let end = if digits > 0 { sign + digits } else { 0 };
        let number = std::str::from_utf8(&rest[..end])
            .ok()
            .and_then(|text| text.parse().ok());
        let rest = &rest[end..];
        // One space ends the word and is no text.
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length = number
                .and_then(|n: i32| usize::try_from(n).ok())
                .unwrap_or(0);
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        Some(Token::Word(word, number))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                // Line ends are no text.
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_symbols_and_bytes_are_told_apart() {
        let tokens: Vec<Token<'_>> = Tokens::of(b"{\\b0 a\\'e9\\~\\{\\u-12 ?\\bin2 }}x}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Byte(0xe9),
                Token::Symbol(b'~'),
                Token::Byte(b'{'),
                Token::Word("u", Some(-12)),
                Token::Byte(b'?'),
                Token::Word("bin", Some(2)),
                Token::Byte(b'x'),
                Token::Close,
            ]
        );
    }

    #[test]
    fn what_is_cut_short_ends() {
        for text in [
            "\\",
            "\\'",
            "\\'e",
            "\\u",
            "\\u-",
            "\\bin999999999 x",
            "{{{",
        ] {
            let _ = Tokens::of(text.as_bytes()).count();
        }
    }
}
