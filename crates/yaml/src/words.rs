//! Plain explanations of the mistakes that `validate` finds. The module takes a message of the
//! parser library and returns one that helps an author to correct the mistake. Unknown messages are
//! returned unchanged.

/// A mistake and its correction.
pub(crate) struct Plain {
    pub message: String,
    pub hint: Option<&'static str>,
}

/// Parts of the parser's messages, with their meaning for an author.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a `: ` is not allowed here",
        "put words that contain a colon in quotation marks, or check the indentation",
    ),
    (
        "illegal placement of ':'",
        "a `:` is not allowed here",
        "put words that contain a colon in quotation marks",
    ),
    (
        "must be followed by a valid YAML whitespace",
        "this mark must be followed by a space",
        "write `key: value` and `- item` with a space, or put the words in quotation marks",
    ),
    (
        "simple key expect",
        "this line is not `key: value`",
        "check for a missing `:` or a missing quotation mark",
    ),
    (
        "did not find expected key",
        "this does not fit into the mapping above it",
        "keys of one mapping begin in the same column",
    ),
    (
        "did not find expected '-'",
        "this does not fit into the list above it",
        "items of one list begin with `- ` in the same column",
    ),
    (
        "invalid indentation",
        "the indentation does not fit",
        "lines that belong together begin in the same column",
    ),
    (
        "wrongly indented line in block scalar",
        "this line is indented less than its block",
        "indent all lines of the block by the same width",
    ),
    (
        "tab",
        "a tab cannot be used for indentation",
        "indent with spaces",
    ),
    (
        "unexpected end of stream",
        "a quotation mark is opened here and never closed",
        "close it, or write a quotation mark within `\"…\"` as `\\\"`",
    ),
    (
        "invalid trailing content after double-quoted",
        "there is more after the closing quotation mark",
        "write a quotation mark within `\"…\"` as `\\\"`, or put `'…'` around the whole",
    ),
    (
        "expected ',' or '}'",
        "a `,` or `}` is missing before this",
        "put words that contain `: `, `, ` or brackets in quotation marks",
    ),
    (
        "expected ',' or ']'",
        "a `,` or `]` is missing before this",
        "put words that contain `: `, `, ` or brackets in quotation marks",
    ),
    (
        "misplaced bracket",
        "this bracket closes nothing",
        "remove it, or put the words in quotation marks",
    ),
    (
        "unexpected character",
        "a value cannot begin with this character",
        "put the words in quotation marks",
    ),
    (
        "unknown escape character",
        "this escape is not known in `\"…\"`",
        "write `\\\\` for a backslash, or use `'…'`",
    ),
    (
        "unknown anchor",
        "there is no anchor of this name above",
        "an alias `*name` needs `&name` before it; put words that begin with `*` in quotation marks",
    ),
    (
        "expected alphabetic or numeric character",
        "a name is missing after `&` or `*`",
        "put words that begin with `&` or `*` in quotation marks",
    ),
    (
        "recursion limit",
        "brackets are nested too deeply",
        "a script never needs more than a few levels",
    ),
    (
        "expected <document start>",
        "the script has ended before this",
        "a script is one mapping whose keys begin in the same column",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "write a value, or put the words in quotation marks",
    ),
    (
        "byte order mark",
        "there is a byte order mark (U+FEFF) within the script",
        "remove it; only the start of the file may have one",
    ),
];

/// Translates a message of the parser to plain words.
pub(crate) fn plain(info: &str) -> Plain {
    let known = KNOWN.iter().find(|(part, ..)| info.contains(part));
    match known {
        Some((_, message, hint)) => Plain {
            message: (*message).to_owned(),
            hint: Some(hint),
        },
        None => Plain {
            message: format!("this cannot be read as YAML: {info}"),
            hint: None,
        },
    }
}
