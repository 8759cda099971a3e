//! Stories of Twine: Twee, and the pages that Twine saves. They are read as a
//! [`Flow`](super::branching::Flow).

mod chapbook;
mod expression;
mod harlowe;
mod lower;
mod markup;
mod passages;
mod settings;
mod snowman;
mod sugarcube;
#[cfg(test)]
mod tests;

use super::branching::{At, Flow, Mistake, Term};
use expression::Expr;

/// Reads a story.
///
/// # Errors
/// The mistakes at which it cannot be read, and the name of its file.
pub(crate) fn read(name: &str, text: &str) -> Result<Flow, (Vec<Mistake>, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let story = passages::story(&text);
    let files = vec![name.to_owned()];
    lower::lower(&story, name).map_err(|mistakes| (mistakes, files))
}

/// A format of Twine, which decides how passages are written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Format {
    Harlowe,
    SugarCube,
    Chapbook,
    Snowman,
}

/// A story.
#[derive(Debug)]
struct Story {
    title: Option<String>,
    author: Option<String>,
    start: Option<String>,
    format: Format,
    passages: Vec<Passage>,
    /// The faults between the passages.
    faults: Vec<Lost>,
}

/// A passage.
#[derive(Clone, Debug, Default)]
struct Passage {
    name: String,
    tags: Vec<String>,
    text: String,
    /// The line of its name, and the line of its text.
    line: usize,
    first: usize,
}

/// The arms of a condition, each with its own; without one it is always taken.
type Arms = Vec<(Option<Expr>, Vec<Node>)>;

/// A piece of a passage.
#[derive(Clone, Debug)]
enum Node {
    Text(String),
    Newline,
    Print(Expr),
    Set(String, Expr),
    /// The first arm whose condition holds.
    Branch(Arms),
    Link(Link),
    Goto(String),
    /// The content of another passage.
    Include(String),
    /// Code that a show does not have, or that is not closed, in words.
    Lost(Lost),
}

/// Something for a note: what it is, what the author can do, and where it is.
#[derive(Clone, Debug)]
struct Lost {
    what: String,
    help: String,
    at: At,
}

impl Node {
    /// Returns the node for code that a show does not have.
    fn lost(code: &str, at: At) -> Node {
        let what = format!("a show has no `{code}`");
        Node::noted(what, "write it with the keys of the script", at)
    }

    /// Returns the node for a sign whose end is missing. `then` says how it is read.
    fn unclosed(open: &str, close: &str, then: &str, at: At) -> Node {
        let what = format!("this `{open}` has no `{close}`; {then}");
        Node::noted(what, &format!("write `{close}` where it ends"), at)
    }

    /// Returns the node for an end without a beginning.
    fn unopened(close: &str, open: &str, at: At) -> Node {
        let what = format!("this `{close}` has no `{open}` before it; it is left out");
        Node::noted(what, &format!("write `{open}`, or remove it"), at)
    }

    fn too_deep(at: At) -> Node {
        let what =
            format!("macros are nested more than {DEEPEST} deep; the inner ones are left out");
        Node::noted(what, "write the inner ones in a passage of their own", at)
    }

    fn noted(what: String, help: &str, at: At) -> Node {
        let help = help.to_owned();
        Node::Lost(Lost { what, help, at })
    }
}

/// A link: what it shows, what it does, and where it leads.
#[derive(Clone, Debug, Default)]
struct Link {
    words: String,
    /// The settings and the text when it is taken.
    body: Vec<Node>,
    to: Option<String>,
    at: At,
}

/// Where something is in a passage.
#[derive(Copy, Clone, Debug)]
struct Lines {
    first: usize,
    /// How many characters are before the text in its first line.
    indent: usize,
}

/// How an unclosed piece of a passage is read.
const TO_END: &str = "it goes up to the end of the passage";
const AS_TEXT: &str = "it is read as text";

impl Lines {
    /// Returns the place of a byte of the text of a passage.
    fn at(self, text: &str, byte: usize) -> At {
        let before = &text[..byte.min(text.len())];
        let line = before.matches('\n').count();
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count();
        let indent = if line == 0 { self.indent } else { 0 };
        At {
            file: 0,
            line: self.first + line,
            column: indent + column + 1,
        }
    }
}

/// Returns the content of a passage.
fn nodes(passage: &Passage, format: Format) -> Vec<Node> {
    let lines = Lines {
        first: passage.first,
        indent: 0,
    };
    match format {
        Format::Harlowe => harlowe::nodes(&passage.text, lines, 0),
        Format::SugarCube => sugarcube::nodes(&passage.text, lines),
        Format::Chapbook => chapbook::nodes(&passage.text, lines),
        Format::Snowman => snowman::nodes(&passage.text, lines),
    }
}

/// The deepest nesting of macros.
const DEEPEST: usize = 40;

/// Returns a condition that always holds.
fn always() -> Term {
    Term::flag(true)
}
