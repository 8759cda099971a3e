//! From ink to blocks: the text that is heard in one piece, and where it goes on.

mod arms;
mod assign;
mod blocks;
mod calls;
mod chance;
mod choices;
mod labels;
mod line;
mod lists;
mod sequences;
mod symbols;
mod tags;
mod threads;
mod tunnels;
mod values;
mod visits;
mod walk;
mod ways;
mod weave;

use std::collections::{BTreeMap, HashMap};

use super::source::Source;
use super::tree::{Knot, Node, Tale};
use crate::exchange::branching::{At, BlockId, Flow, Mistake, Note, Tag, Term, To, VariableId};
use line::Open;
use symbols::Symbols;

/// Makes blocks of a story.
///
/// # Errors
/// Names that the story does not have.
pub(super) fn lower(tale: Tale, source: Source) -> Result<Flow, Vec<Mistake>> {
    let mut flow = Flow {
        files: source.files,
        ..Flow::default()
    };
    flow.notes = source.remarks;
    let symbols = Symbols::of(&tale, &mut flow);
    let mut lowering = Lowering {
        tale: &tale,
        symbols,
        flow,
        mistakes: Vec::new(),
        cur: None,
        open: Open::default(),
        tags: Vec::new(),
        keys: Vec::new(),
        place: Place::default(),
        scopes: vec![HashMap::new()],
        returns: Vec::new(),
        gathers: HashMap::new(),
        visits: HashMap::new(),
        uses: HashMap::new(),
        calls: Vec::new(),
        backs: Vec::new(),
        edges: Vec::new(),
        entered: Vec::new(),
        guard: None,
        inlined: 0,
        sites: Vec::new(),
        draws: BTreeMap::new(),
    };
    lowering.story();
    match lowering.mistakes.is_empty() {
        true => Ok(lowering.flow),
        false => Err(lowering.mistakes),
    }
}

/// Where content is.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The knot; `None` for the content before the first one.
    pub knot: Option<usize>,
    pub stitch: Option<usize>,
}

impl Place {
    /// Returns whether it is in a knot or a stitch.
    fn is_in(self, other: Place) -> bool {
        self.knot == other.knot && (other.stitch.is_none() || self.stitch == other.stitch)
    }
}

/// What a name of a scope is.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    Term(Term),
    Variable(VariableId),
    /// A global variable that is a list.
    Name(String),
}

/// Where a function goes on after it, and the variable for its value.
#[derive(Copy, Clone, Debug)]
struct Return {
    to: BlockId,
    value: Option<VariableId>,
}

/// A call of a tunnel.
struct Call {
    /// The knot.
    knot: usize,
    /// The block that leads there.
    from: BlockId,
    /// Where the story goes on after the tunnel.
    to: BlockId,
}

/// Something that leads into a knot or a stitch.
struct Edge {
    /// A block between the two places.
    block: BlockId,
    from: Place,
    to: Place,
    /// The block to which it leads.
    target: BlockId,
    /// Whether the story comes back after it.
    returns: bool,
}

struct Lowering<'t> {
    tale: &'t Tale,
    symbols: Symbols,
    flow: Flow,
    mistakes: Vec<Mistake>,
    /// The block to which content is added; `None` after a divert.
    cur: Option<BlockId>,
    /// The line to which text is added.
    open: Open,
    /// Tags for the next line.
    tags: Vec<Tag>,
    /// Keys for the next choice.
    keys: Vec<(&'static str, String)>,
    place: Place,
    /// The names of the knot, and of each function that is inlined.
    scopes: Vec<HashMap<String, Binding>>,
    returns: Vec<Return>,
    /// The blocks of gathers, by the addresses of their nodes.
    gathers: HashMap<usize, BlockId>,
    /// The variables that count the visits of blocks: of labels, and for sequences.
    visits: HashMap<BlockId, VariableId>,
    /// Where each choice is offered: its number, the block and the number of the option there.
    uses: HashMap<usize, Vec<(BlockId, usize)>>,
    calls: Vec<Call>,
    /// The blocks at the ends of tunnels, with their knots.
    backs: Vec<(BlockId, usize)>,
    /// All that leads into knots and stitches.
    edges: Vec<Edge>,
    /// The variables that count how often knots and stitches are entered from outside.
    entered: Vec<(Place, VariableId)>,
    /// When the lines of an arm are heard.
    guard: Option<Term>,
    /// How many functions and threads are inlined in one another.
    inlined: usize,
    /// Where the functions that are inlined now were called.
    sites: Vec<At>,
    /// For each draw at a place: when each outcome was drawn.
    draws: BTreeMap<(Vec<At>, At), Vec<Term>>,
}

impl<'t> Lowering<'t> {
    fn story(&mut self) {
        self.remarks();
        let tale = self.tale;
        let start = self.block(
            "opening",
            At {
                line: 1,
                ..At::default()
            },
        );
        self.flow.start = To::Block(start);
        self.begin(start);
        self.weave(&tale.root, 1, To::End);
        for (number, knot) in tale.knots.iter().enumerate() {
            if !knot.is_function {
                self.knot(number, knot);
            }
        }
        self.count_visits();
        self.once();
        self.tunnels();
        self.starts();
    }

    fn remarks(&mut self) {
        for (words, at) in &self.tale.todos {
            self.flow.notes.push(Note {
                at: *at,
                what: format!("TODO: {words}"),
                help: None,
                remark: true,
            });
        }
    }

    fn knot(&mut self, number: usize, knot: &'t Knot) {
        self.place = Place {
            knot: Some(number),
            stitch: None,
        };
        self.scopes = vec![self.symbols.parameters(&knot.name)];
        let entry = self.symbols.labels[&knot.name];
        self.flow.blocks[entry].title = Some(knot.name.clone());
        self.begin(entry);
        let has_words = knot.body.iter().any(|node| !matches!(node, Node::Newline));
        let first = knot.stitches.first().filter(|_| !has_words);
        let next = first.map(|stitch| format!("{}.{}", knot.name, stitch.name));
        let next = next.map_or(To::End, |path| {
            self.edge(self.symbols.labels[&path], &path, knot.at)
        });
        self.weave(&knot.body, 1, next);
        for (index, stitch) in knot.stitches.iter().enumerate() {
            self.place.stitch = Some(index);
            let path = format!("{}.{}", knot.name, stitch.name);
            let own = self.symbols.parameters(&path);
            self.scopes[0].extend(own);
            let entry = self.symbols.labels[&path];
            self.flow.blocks[entry].title = Some(stitch.name.clone());
            self.begin(entry);
            self.weave(&stitch.body, 1, To::End);
        }
    }

    fn mistake(&mut self, at: At, message: impl Into<String>, help: &str) {
        const MOST: usize = 20;
        let mistake = Mistake {
            at,
            message: message.into(),
            help: Some(help.to_owned()).filter(|help| !help.is_empty()),
        };
        if self.mistakes.len() < MOST && !self.mistakes.contains(&mistake) {
            self.mistakes.push(mistake);
        }
    }

    fn note(&mut self, at: At, what: impl Into<String>, help: &str) {
        self.flow.note(at, what, help);
    }
}
