//! From passages to blocks.

use std::collections::HashMap;

use super::expression::Expr;
use super::{Link, Node, Passage, Story, always, nodes};
use crate::exchange::branching::{
    At, Block, BlockId, Choice, End, Flow, Line, Mistake, Note, Opt, Set, Tag, Term, To, Value,
    Variable, VariableId, shown,
};
use cuebook_script::prose::words;
use cuebook_script::write::one_line;

/// How deep passages are included in one another.
const DEEPEST: usize = 8;

/// The most cases of a line.
const MOST_CASES: usize = 16;

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
        menu: None,
        included: 0,
    };
    lowering.story()?;
    Ok(lowering.flow)
}

/// A text with the words of its links and without them, and when it is heard.
#[derive(Clone, Default)]
struct Case {
    when: Option<Term>,
    whole: String,
    rest: String,
}

/// The content of a link, which is added after the passage.
struct Body {
    block: BlockId,
    nodes: Vec<Node>,
    to: Option<To>,
    menu: BlockId,
    passage: Passage,
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
    /// The block with the choice of the passage, to which links without a passage return.
    menu: Option<BlockId>,
    included: usize,
}

impl Lowering<'_> {
    fn story(&mut self) -> Result<(), Vec<Mistake>> {
        let story = self.story;
        let mut told = Vec::new();
        let mut first = Vec::new();
        for passage in &story.passages {
            let has = |tag: &str| passage.tags.iter().any(|own| own.eq_ignore_ascii_case(tag));
            if has("script") || has("stylesheet") || passage.name.is_empty() {
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

    /// Ends a passage with its links.
    fn end(&mut self) {
        self.flush();
        let offers = std::mem::take(&mut self.offers);
        let end = match offers.is_empty() {
            true => End::default(),
            false => End::Choice(Box::new(Choice {
                at: self.at,
                options: offers,
                ..Choice::default()
            })),
        };
        match self.menu.take() {
            Some(menu) => {
                self.close(End::to(To::Block(menu)));
                self.flow.order.push(menu);
                self.flow.blocks[menu].end = end;
            }
            None => self.close(end),
        }
    }

    fn body(&mut self, body: Body) {
        self.here = Some(body.passage);
        self.menu = Some(body.menu);
        self.begin(body.block);
        self.all(&body.nodes);
        self.flush();
        self.menu = None;
        // Links in the content of a link are offered after it.
        let offers = std::mem::take(&mut self.offers);
        if !offers.is_empty() {
            let choice = Choice {
                at: self.at,
                options: offers,
                ..Choice::default()
            };
            return self.close(End::Choice(Box::new(choice)));
        }
        self.close(End::to(body.to.unwrap_or(To::Block(body.menu))));
    }

    fn block(&mut self, name: &str, at: At) -> BlockId {
        self.flow.blocks.push(Block {
            name: name.to_owned(),
            at,
            ..Block::default()
        })
    }

    fn inner(&mut self) -> BlockId {
        let name = self
            .here
            .as_ref()
            .map_or_else(String::new, |own| own.name.clone());
        self.block(&name, self.place())
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
                let to = self.passage_named(name, self.place());
                self.offers.clear();
                self.close(End::to(to));
            }
            Node::Include(name) => self.include(name),
            Node::Lost(what, at) => {
                let help = "write it with the keys of the script";
                self.flow.note(*at, format!("a show has no `{what}`"), help);
            }
        }
    }

    fn push(&mut self, whole: &str, rest: &str) {
        if self.cases.is_empty() {
            self.cases.push(Case::default());
            self.at = self.place();
        }
        for case in &mut self.cases {
            case.whole.push_str(whole);
            case.rest.push_str(rest);
        }
    }

    /// Finishes a line. The words of links are heard with the words around them; alone they are
    /// only options.
    fn flush(&mut self) {
        let cases = std::mem::take(&mut self.cases);
        let Some(block) = self.cur else { return };
        for case in cases {
            let is_sentence = words(&case.rest).len() > 1;
            let text = if is_sentence { case.whole } else { case.rest };
            let text = one_line(&text);
            let text = text.trim_start_matches(['*', '-', '>', ' ']).to_owned();
            if words(&text).is_empty() && !text.contains('\u{e000}') {
                continue;
            }
            self.flow.blocks[block].lines.push(Line {
                at: self.at,
                when: Term::all(self.guard.clone(), case.when),
                text,
                ..Line::default()
            });
        }
    }

    fn set(&mut self, variable: VariableId, value: Term) {
        self.flush();
        let is_open = self
            .cur
            .is_some_and(|block| self.flow.blocks[block].lines.is_empty());
        if !is_open {
            let next = self.inner();
            self.close(End::to(To::Block(next)));
            self.begin(next);
        }
        if let Some(block) = self.cur {
            self.flow.blocks[block].sets.push(Set { variable, value });
        }
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

    fn link(&mut self, link: &Link) {
        self.push(&link.words, "");
        let sets: Option<Vec<Set>> = link
            .body
            .iter()
            .filter(|node| !matches!(node, Node::Newline))
            .map(|node| match node {
                Node::Set(name, value) => Some((name.clone(), value.clone())),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()
            .map(|sets| {
                let sets = sets.into_iter();
                sets.map(|(name, value)| Set {
                    variable: self.variable(&name),
                    value: self.term(&value),
                })
                .collect()
            });
        let to = link
            .to
            .as_ref()
            .map(|name| self.passage_named(name, link.at));
        let mut option = Opt {
            at: link.at,
            words: one_line(&link.words),
            when: self.guard.clone(),
            ..Opt::default()
        };
        match (sets, to) {
            (Some(sets), Some(to)) => {
                option.sets = sets;
                option.to = to;
            }
            (_, to) => {
                let block = self.inner();
                let menu = match self.menu {
                    Some(menu) => menu,
                    None => self.inner(),
                };
                self.menu = Some(menu);
                option.once = to.is_none();
                option.to = To::Block(block);
                self.bodies.push(Body {
                    block,
                    nodes: link.body.clone(),
                    to,
                    menu,
                    passage: self.here.clone().unwrap_or_default(),
                });
            }
        }
        self.offers.push(option);
    }

    /// Returns the block of a passage. One that is missing is the end, with a note.
    fn passage_named(&mut self, name: &str, at: At) -> To {
        if let Some(block) = self.blocks.get(name) {
            return To::Block(*block);
        }
        let what = match name.contains("://") {
            true => format!("a link to the address {name}; the show ends there"),
            false => format!("the story has no passage `{name}`; the show ends there"),
        };
        let near = cuebook_core::diagnostic::nearest(name, self.blocks.keys().map(String::as_str));
        let help = near.map_or_else(
            || "write the passage".to_owned(),
            |near| format!("is `{near}` meant?"),
        );
        self.flow.note(at, what, &help);
        To::End
    }

    fn branch(&mut self, arms: &[(Option<Expr>, Vec<Node>)]) {
        let mut before: Option<Term> = None;
        let mut conditions = Vec::new();
        for (condition, _) in arms {
            let own = condition.as_ref().map(|condition| self.term(condition));
            let not = before.clone().map(Term::negated);
            conditions.push(Term::all(not, own.clone()));
            before = Some(match (before, own) {
                (Some(before), Some(own)) => before.or(own),
                (None, Some(own)) => own,
                (_, None) => always(),
            });
        }
        let plain = arms.iter().all(|(_, arm)| arm.iter().all(is_plain));
        let texts = |node: &Node| matches!(node, Node::Text(_) | Node::Print(_));
        if arms.iter().all(|(_, arm)| arm.iter().all(texts)) {
            return self.cross(arms, conditions, before);
        }
        if plain {
            self.flush();
            let outer = self.guard.clone();
            for ((_, arm), when) in arms.iter().zip(conditions) {
                self.guard = Term::all(outer.clone(), when);
                self.all(arm);
                self.flush();
            }
            self.guard = outer;
            return;
        }
        self.apart(arms, conditions);
    }

    /// Adds text of which one arm is heard.
    fn cross(
        &mut self,
        arms: &[(Option<Expr>, Vec<Node>)],
        conditions: Vec<Option<Term>>,
        any: Option<Term>,
    ) {
        self.push("", "");
        let outer = std::mem::take(&mut self.cases);
        let mut all = Vec::new();
        for ((_, arm), when) in arms.iter().zip(conditions) {
            self.cases = outer.clone();
            self.all(arm);
            for case in &mut self.cases {
                case.when = Term::all(case.when.take(), when.clone());
            }
            all.append(&mut self.cases);
        }
        let none = any.map(Term::negated).filter(|none| !none.is_false());
        all.extend(none.into_iter().flat_map(|none| {
            outer.iter().map(move |case| Case {
                when: Term::all(case.when.clone(), Some(none.clone())),
                ..case.clone()
            })
        }));
        all.retain(|case| !case.when.as_ref().is_some_and(Term::is_false));
        if all.len() > MOST_CASES {
            let what =
                format!("a sentence with more than {MOST_CASES} cases; the first ones are kept");
            self.flow.note(
                self.place(),
                what,
                "write the sentence for each case, with `when`",
            );
            all.truncate(MOST_CASES);
        }
        self.cases = all;
    }

    /// Adds arms that each have a block. The links of an arm are offered if it was heard.
    fn apart(&mut self, arms: &[(Option<Expr>, Vec<Node>)], conditions: Vec<Option<Term>>) {
        self.flush();
        let join = self.inner();
        let blocks: Vec<BlockId> = arms.iter().map(|_| self.inner()).collect();
        let ways = arms.iter().zip(conditions).zip(&blocks);
        let ways = ways.map(|((_, when), block)| (when, To::Block(*block)));
        let mut ways: Vec<(Option<Term>, To)> = ways.collect();
        ways.push((None, To::Block(join)));
        let entry = self.cur;
        self.close(End::Ways(ways));
        let outer = self.guard.take();
        for ((_, arm), block) in arms.iter().zip(blocks) {
            let before = self.offers.len();
            self.begin(block);
            self.all(arm);
            self.close(End::to(To::Block(join)));
            if self.offers.len() > before {
                let name = self.here.as_ref().map_or("arm", |own| own.name.as_str());
                let flag = self.flow.hidden(&format!("{name}-arm"), Value::Flag(false));
                let set = |flag, value| Set {
                    variable: flag,
                    value: Term::flag(value),
                };
                self.flow.blocks[block].sets.insert(0, set(flag, true));
                if let Some(entry) = entry {
                    self.flow.blocks[entry].sets.insert(0, set(flag, false));
                }
                for option in &mut self.offers[before..] {
                    option.when = Term::all(Some(Term::Variable(flag)), option.when.take());
                }
            }
        }
        self.guard = outer;
        self.begin(join);
    }

    fn variable(&mut self, name: &str) -> VariableId {
        if let Some(variable) = self.variables.get(name) {
            return *variable;
        }
        let variable = self.flow.variables.push(Variable {
            name: name.to_owned(),
            start: Value::Number(0),
            kind: None,
            clamps: false,
            words: Vec::new(),
            at: self.place(),
            written: true,
        });
        self.variables.insert(name.to_owned(), variable);
        variable
    }

    fn term(&mut self, expr: &Expr) -> Term {
        match expr {
            Expr::Number(number) => Term::number(*number),
            Expr::Flag(flag) => Term::flag(*flag),
            Expr::Text(text) => Term::word(text),
            Expr::Variable(name) => Term::Variable(self.variable(name)),
            Expr::Visits(name) => {
                let name = name
                    .clone()
                    .or_else(|| Some(self.here.as_ref()?.name.clone()));
                let block = name.and_then(|name| self.blocks.get(&name).copied());
                match block {
                    Some(block) => Term::Variable(self.visits(block)),
                    None => Term::number(0),
                }
            }
            Expr::Not(inner) => self.term(inner).negated(),
            Expr::Both(operation, sides) => {
                let (left, right) = (self.term(&sides.0), self.term(&sides.1));
                Term::both(*operation, left, right)
            }
            Expr::Strange(what) => {
                let what = format!("a show cannot calculate `{what}`; it counts as 0");
                self.flow.note(self.place(), what, "set a variable instead");
                Term::number(0)
            }
        }
    }

    fn visits(&mut self, block: BlockId) -> VariableId {
        self.flow.counter(&mut self.visits, block, "seen")
    }

    /// Adds the counts of visits, and a start for each variable like the values that it gets.
    fn finish(&mut self) {
        let mut visits: Vec<_> = self.visits.drain().collect();
        visits.sort_unstable();
        for (block, variable) in visits {
            self.flow.count(block, variable);
        }
        let mut first: HashMap<VariableId, Value> = HashMap::new();
        self.flow.each_set(|set| {
            if let Term::Value(value) = &set.value {
                first.entry(set.variable).or_insert_with(|| value.clone());
            }
        });
        for variable in self.variables.values() {
            let start = match first.get(variable) {
                Some(Value::Flag(_)) => Value::Flag(false),
                Some(Value::Word(_)) => Value::Word("nothing".to_owned()),
                _ => Value::Number(0),
            };
            self.flow.variables[*variable].start = start;
        }
    }
}

fn at(passage: &Passage) -> At {
    At {
        file: 0,
        line: passage.line,
        column: 1,
    }
}

/// Returns whether a node is text or a link, and changes nothing.
fn is_plain(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::Newline | Node::Print(_) | Node::Link(_) | Node::Lost(..) => true,
        Node::Branch(arms) => arms.iter().all(|(_, arm)| arm.iter().all(is_plain)),
        Node::Set(..) | Node::Goto(_) | Node::Include(_) => false,
    }
}
