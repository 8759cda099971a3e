//! What a story in ink is made of.

use crate::exchange::branching::{At, Operation};

/// A story.
#[derive(Debug, Default)]
pub(super) struct Tale {
    /// The content before the first knot.
    pub root: Vec<Node>,
    pub knots: Vec<Knot>,
    pub globals: Vec<Global>,
    pub lists: Vec<List>,
    /// The functions that the host of the story has.
    pub external: Vec<(String, At)>,
    /// The notes of the author: `TODO`.
    pub todos: Vec<(String, At)>,
}

/// A knot, a stitch or a function.
#[derive(Debug)]
pub(super) struct Knot {
    pub name: String,
    pub parameters: Vec<Parameter>,
    pub is_function: bool,
    pub body: Vec<Node>,
    pub stitches: Vec<Knot>,
    pub at: At,
}

#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub name: String,
    pub by_reference: bool,
}

/// A global variable or a constant.
#[derive(Debug)]
pub(super) struct Global {
    pub name: String,
    pub value: Expr,
    pub is_constant: bool,
    pub at: At,
}

/// A `LIST`: its items with their numbers, and whether each is in it at the start.
#[derive(Debug)]
pub(super) struct List {
    pub name: String,
    pub items: Vec<(String, i64, bool)>,
    pub at: At,
}

/// A piece of content.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Text(String, At),
    Newline,
    Glue,
    Print(Expr, At),
    /// The first arm whose condition holds.
    Branch(Vec<(Option<Expr>, Vec<Node>)>, At),
    Sequence(Order, Vec<Vec<Node>>, At),
    Divert(Target),
    /// A tunnel through these, and where it goes on instead of here.
    Tunnel(Vec<Target>, Option<Target>, At),
    Thread(Target),
    /// The end of a tunnel, and where it goes on instead.
    Back(Option<Target>, At),
    Tag(String, At),
    Logic(Statement, At),
    Choice(Box<Choice>),
    Gather {
        depth: usize,
        label: Option<String>,
        at: At,
    },
}

/// Which alternative of a sequence is heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The next one, and then the last one again and again.
    Stopping,
    /// The next one, and then nothing.
    Once,
    Cycle,
    Shuffle,
    ShuffleOnce,
}

/// A place to which a story goes.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub path: String,
    pub arguments: Vec<Expr>,
    pub at: At,
}

#[derive(Clone, Debug)]
pub(super) enum Statement {
    Set(String, Expr),
    Temp(String, Expr),
    Return(Option<Expr>),
    Call(Expr),
}

/// A choice of ink: one option.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub depth: usize,
    pub is_sticky: bool,
    pub label: Option<String>,
    pub conditions: Vec<Expr>,
    /// The text before, in and after the brackets.
    pub start: Vec<Node>,
    pub only: Vec<Node>,
    pub rest: Vec<Node>,
    pub at: At,
    /// The number of the choice in the story.
    pub number: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Expr {
    Number(i64),
    Flag(bool),
    Text(String),
    /// Items of lists.
    Items(Vec<String>),
    Name(String, At),
    /// A place: `-> hall`.
    Place(String, At),
    Not(Box<Expr>),
    Both(Operation, Box<(Expr, Expr)>),
    /// Whether the first has the second, and whether it is the other way round.
    Has(Box<(Expr, Expr)>, bool),
    /// A number that is not whole, or an operation that no show has.
    Strange(String, At),
    Call(String, Vec<Expr>, At),
}
