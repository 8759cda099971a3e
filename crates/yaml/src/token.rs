//! Tokens: the smallest parts of a script.

use crate::diagnostic::Span;

/// What a token is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// White space and line ends, and a byte order mark at the beginning.
    Space,
    Comment,
    /// `{` or `[`
    Open,
    /// `}` or `]`
    Close,
    Comma,
    Colon,
    /// The `-` of an item.
    Dash,
    /// The `?` of a key that is written out.
    Query,
    /// A key or a value with its quotation marks. It may run over several lines.
    Word,
    /// An anchor or a tag.
    Mark,
    Alias,
    /// The beginning of a block of text, such as `|2-`.
    Header,
    /// The lines of a block of text, without the last line end.
    Body,
    /// `---`, `...` or a directive.
    Document,
    /// Text that means nothing where it is.
    Junk,
}

/// A stretch of the source.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub sign: Sign,
    pub span: Span,
}

/// All tokens of a source, with the white space between them. Their texts, put together, are the
/// source.
pub fn all(tokens: &[Token], end: usize) -> impl Iterator<Item = Token> {
    let mut done = 0;
    let last = Token {
        sign: Sign::Space,
        span: Span::new(end, end),
    };
    let with_gap = move |token: Token| {
        let gap = Token {
            sign: Sign::Space,
            span: Span::new(done, token.span.start),
        };
        done = token.span.end;
        [gap, token]
    };
    let parts = tokens.iter().copied().chain([last]).flat_map(with_gap);
    parts.filter(|token| token.span.start < token.span.end)
}
