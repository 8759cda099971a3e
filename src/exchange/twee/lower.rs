//! From passages to blocks.

mod arms;
mod links;
mod text;
mod values;

use std::collections::HashMap;

use super::expression::Expr;
use super::{Lost, Node, Passage, Story, nodes};
use crate::exchange::branching::{
    At, Block, BlockId, End, Flow, Line, Mistake, Note, Opt, Tag, Term, To, VariableId, shown,
};
use links::{Body, Shown};
use text::Case;

/// How deep passages are included in one another.
const DEEPEST: usize = 8;

/// Passages that are no part of the story.
const SPECIAL: &str = "StoryCaption StoryMenu StoryBanner StorySubtitle StorySettings StoryIncludes \
    StoryShare StoryInterface StoryDisplayTitle PassageHeader PassageFooter PassageReady PassageDone";

/// Makes blocks of a story.
///
/// # Errors
/// When the story has no passage at which it starts.
pub(super) fn lower(story: &Story, file: &str) -> Result<Flow, Vec<Mistake>> {
    let mut lowering = Lowering {
        story,
        flow: Flow {
            title: story.title.clone(),
            author: story.author.clone(),
            files: vec![file.to_owned()],
            ..Flow::default()
        },
        blocks: HashMap::new(),
        variables: HashMap::new(),
        visits: HashMap::new(),
        cur: None,
        here: None,
        cases: Vec::new(),
        at: At::default(),
        guard: None,
        offers: Vec::new(),
        bodies: Vec::new(),
        shown: Vec::new(),
        menu: None,
        included: 0,
    };
    lowering.story()?;
    Ok(lowering.flow)
}

struct Lowering<'s> {
    story: &'s Story,
    flow: Flow,
    blocks: HashMap<String, BlockId>,
    variables: HashMap<String, VariableId>,
    visits: HashMap<BlockId, VariableId>,
    cur: Option<BlockId>,
    /// The passage.
    here: Option<Passage>,
    cases: Vec<Case>,
    at: At,
    /// When the text and the links of an arm are there.
    guard: Option<Term>,
    offers: Vec<Opt>,
    bodies: Vec<Body>,
    /// The links that show text in place.
    shown: Vec<Shown>,
    /// The block with the choice of the passage, to which links without a passage return.
    menu: Option<BlockId>,
    included: usize,
}

impl Lowering<'_> {
    fn story(&mut self) -> Result<(), Vec<Mistake>> {
        let story = self.story;
        for fault in &story.faults {
            self.lost(fault);
        }
        let mut told = Vec::new();
        let mut first = Vec::new();
        for passage in &story.passages {
            let has = |tag: &str| passage.tags.iter().any(|own| own.eq_ignore_ascii_case(tag));
            if passage.name.is_empty() {
                let what = "a passage without a name, which nothing can lead to; it is left out";
                self.flow.note(at(passage), what, "write `:: Name`");
            } else if has("script") || has("stylesheet") {
                let what = format!(
                    "the passage `{}` is a program or a style; it is left out",
                    passage.name
                );
                self.flow.note(at(passage), what, "");
            } else if SPECIAL.split(' ').any(|name| name == passage.name) {
                let what = format!(
                    "the passage `{}` is no part of the story; it is left out",
                    passage.name
                );
                self.flow.note(at(passage), what, "");
            } else if passage.name == "StoryInit" || has("startup") {
                first.push(passage);
            } else {
                told.push(passage);
            }
        }
        for passage in &told {
            let block = self.flow.blocks.push(Block {
                name: passage.name.clone(),
                title: Some(passage.name.clone()),
                at: at(passage),
                ..Block::default()
            });
            self.blocks.entry(passage.name.clone()).or_insert(block);
        }
        let start = story.start.as_deref().unwrap_or("Start");
        let found = self.blocks.get(start).copied();
        let found = found.or_else(|| {
            let first = told.first().filter(|_| story.start.is_none())?;
            self.blocks.get(&first.name).copied()
        });
        let Some(start_block) = found else {
            return Err(vec![Mistake {
                at: At {
                    file: 0,
                    line: 1,
                    column: 1,
                },
                message: match told.is_empty() {
                    true => "the story has no passages".to_owned(),
                    false => format!("the story has no passage `{start}`, at which it starts"),
                },
                help: Some(
                    "a passage begins with `:: Name`; `StoryData` names the first one".to_owned(),
                ),
            }]);
        };
        self.flow.start = To::Block(start_block);
        self.opening(&first, start_block);
        for passage in told {
            self.passage(passage);
        }
        self.finish();
        Ok(())
    }

    /// Adds the settings before the first passage.
    fn opening(&mut self, first: &[&Passage], start: BlockId) {
        if first.is_empty() {
            return;
        }
        let block = self.block("opening", At::default());
        self.begin(block);
        for passage in first {
            let own = nodes(passage, self.story.format);
            self.here = Some((*passage).clone());
            self.all(&own);
        }
        self.offers.clear();
        self.close(End::to(To::Block(start)));
        self.flow.start = To::Block(block);
    }

    fn passage(&mut self, passage: &Passage) {
        let block = self.blocks[&passage.name];
        if self.flow.order.contains(&block) {
            let what = format!("a second passage `{}`; it is left out", passage.name);
            return self.flow.note(at(passage), what, "give it another name");
        }
        self.here = Some(passage.clone());
        self.menu = None;
        self.begin(block);
        self.tags(passage, block);
        let own = nodes(passage, self.story.format);
        self.all(&own);
        self.end();
        while let Some(body) = self.bodies.pop() {
            self.body(body);
        }
    }

    /// Notes the tags of a passage. The name of a space is that of its scene.
    fn tags(&mut self, passage: &Passage, block: BlockId) {
        let spaces = &cuebook_script::space::PRESETS.words;
        for tag in &passage.tags {
            if spaces.iter().any(|space| space.name == tag) {
                self.flow.blocks[block].lines.push(Line {
                    at: at(passage),
                    tags: vec![Tag::Space(tag.clone())],
                    ..Line::default()
                });
            } else {
                self.flow.notes.push(Note {
                    at: at(passage),
                    what: format!("tag: {tag}"),
                    help: None,
                    remark: true,
                });
            }
        }
    }

    fn block(&mut self, name: &str, at: At) -> BlockId {
        self.flow.blocks.push(Block {
            name: name.to_owned(),
            at,
            ..Block::default()
        })
    }

    fn inner(&mut self) -> BlockId {
        let name = self.name();
        self.block(&name, self.place())
    }

    /// Returns the name of the passage.
    fn name(&self) -> String {
        let here = self.here.as_ref();
        here.map_or_else(String::new, |own| own.name.clone())
    }

    fn place(&self) -> At {
        self.here.as_ref().map_or_else(At::default, at)
    }

    fn begin(&mut self, block: BlockId) {
        self.flow.order.push(block);
        self.cur = Some(block);
    }

    fn close(&mut self, end: End) {
        self.flush();
        if let Some(block) = self.cur.take() {
            self.flow.blocks[block].end = end;
        }
    }

    fn all(&mut self, nodes: &[Node]) {
        for node in nodes {
            if self.cur.is_none() {
                // After `goto` nothing is heard.
                break;
            }
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.push(text, text),
            Node::Newline => self.flush(),
            // Text of which no setting makes a variable.
            Node::Print(Expr::Variable(name))
                if name.starts_with('_') && !self.variables.contains_key(name) =>
            {
                self.push(name, name);
            }
            Node::Print(expr) => {
                let text = match self.term(expr) {
                    Term::Value(value) => value.shown(),
                    term => {
                        self.flow.prints.push(term);
                        shown(self.flow.prints.len() - 1)
                    }
                };
                self.push(&text, &text);
            }
            Node::Set(name, value) => {
                let variable = self.variable(name);
                let value = self.term(value);
                self.set(variable, value);
            }
            Node::Branch(arms) => self.branch(arms),
            Node::Link(link) => self.link(link),
            Node::Goto(name) => {
                let what = format!("the passage `{}`", self.name());
                let to = self.passage_named(name, self.place(), &what);
                self.offers.clear();
                self.close(End::to(to));
            }
            Node::Include(name) => self.include(name),
            Node::Lost(lost) => self.lost(lost),
        }
    }

    fn lost(&mut self, lost: &Lost) {
        self.flow.note(lost.at, lost.what.as_str(), &lost.help);
    }

    fn include(&mut self, name: &str) {
        let found = self.story.passages.iter().find(|own| own.name == name);
        let Some(passage) = found.filter(|_| self.included < DEEPEST) else {
            let what = format!("the passage `{name}` is not included");
            return self.flow.note(self.place(), what, "write its text here");
        };
        let own = nodes(passage, self.story.format);
        self.included += 1;
        self.all(&own);
        self.included -= 1;
    }
}

fn at(passage: &Passage) -> At {
    At {
        file: 0,
        line: passage.line,
        column: 1,
    }
}
