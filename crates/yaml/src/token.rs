//! Tokens: the smallest parts of a script.

use cuebook_core::diagnostic::Span;

/// The kinds of tokens.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// White space and line ends, and a byte order mark at the beginning.
    Space,
    /// A comment from `#` to the end of the line.
    Comment,
    /// `{` or `[`
    Open,
    /// `}` or `]`
    Close,
    /// `,`
    Comma,
    /// The `:` after a key.
    Colon,
    /// The `-` of an item.
    Dash,
    /// The `?` before a key.
    Query,
    /// A key or a value with its quotation marks. It may run over several lines.
    Word,
    /// An anchor or a tag.
    Mark,
    /// An alias, such as `*name`.
    Alias,
    /// The header of a block of text, such as `|2-`.
    Header,
    /// The lines of a block of text, without the last line end.
    Body,
    /// `---`, `...` or a directive.
    Document,
    /// Text that has no meaning in its place.
    Junk,
}

/// A range of the source with its kind.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The kind of the token.
    pub sign: Sign,
    /// The bytes of the token in the source.
    pub span: Span,
}

/// Returns all tokens of a source, with the white space between them. Their texts joined together
/// are the source.
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
