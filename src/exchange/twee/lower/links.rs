//! Links: the options of a passage.

use super::Lowering;
use crate::exchange::branching::{At, BlockId, Choice, End, Opt, Set, Term, To, Value, VariableId};
use crate::exchange::twee::{Link, Node, Passage};
use cuebook_script::write::one_line;

/// The content of a link, which is added after the passage.
pub(super) struct Body {
    pub block: BlockId,
    pub nodes: Vec<Node>,
    pub to: Option<To>,
    pub menu: BlockId,
    pub passage: Passage,
}

/// A link that shows text in place: the flag that says it did, the first block of its passage, and
/// the block of its text.
pub(super) struct Shown {
    flag: VariableId,
    entry: BlockId,
    block: BlockId,
}

impl Lowering<'_> {
    pub(super) fn link(&mut self, link: &Link) {
        self.push(&link.words, "");
        let sets: Option<Vec<Set>> = link
            .body
            .iter()
            .filter(|node| !matches!(node, Node::Newline))
            .map(|node| match node {
                Node::Set(name, value) if !value.is_drawn() => Some((name.clone(), value.clone())),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()
            .map(|sets| {
                let sets = sets.into_iter();
                sets.map(|(name, value)| Set::of(self.variable(&name), self.term(&value)))
                    .collect()
            });
        let to = link.to.as_ref().map(|name| {
            let words = match link.words.is_empty() {
                true => name,
                false => &link.words,
            };
            let what = format!("the link “{words}” in `{}`", self.name());
            self.passage_named(name, link.at, &what)
        });
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
                if to.is_none() {
                    let when = self.show_once(block);
                    option.when = Term::all(option.when.take(), Some(when));
                }
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

    /// Returns the block of a passage. If it is missing, the show ends there, with a note; `what` leads
    /// to it.
    pub(super) fn passage_named(&mut self, name: &str, at: At, what: &str) -> To {
        if let Some(block) = self.blocks.get(name) {
            return To::Block(*block);
        }
        let what = match name.contains("://") {
            true => format!("{what} leads to the address {name}; the show ends there"),
            false => format!(
                "{what} leads to the passage `{name}`, which the story does not have; the show ends there"
            ),
        };
        let near = cuebook_core::diagnostic::nearest(name, self.blocks.keys().map(String::as_str));
        let help = near.map_or_else(
            || "write the passage".to_owned(),
            |near| format!("is `{near}` meant?"),
        );
        self.flow.note(at, what, &help);
        To::End
    }

    pub(super) fn body(&mut self, body: Body) {
        self.here = Some(body.passage);
        self.menu = Some(body.menu);
        self.begin(body.block);
        self.all(&body.nodes);
        self.flush();
        self.menu = None;
        // Links in the content of a link are offered after it.
        let on = body.to.unwrap_or(To::Block(body.menu));
        let end = self.offered(on);
        self.close(end);
    }

    /// Returns the end with the links so far. Without an open one the story goes on at `otherwise`.
    fn offered(&mut self, otherwise: To) -> End {
        let offers = std::mem::take(&mut self.offers);
        if offers.is_empty() {
            return End::to(otherwise);
        }
        let is_open = |option: &Opt| option.when.is_none() && !option.once;
        let default = (!offers.iter().any(is_open)).then(|| Opt {
            at: self.at,
            to: otherwise,
            ..Opt::default()
        });
        End::Choice(Box::new(Choice {
            at: self.at,
            options: offers,
            default,
            ..Choice::default()
        }))
    }

    /// Ends a passage with its links.
    pub(super) fn end(&mut self) {
        self.flush();
        // A passage without an open link ends the story.
        let end = self.offered(To::End);
        match self.menu.take() {
            Some(menu) => {
                self.close(End::to(To::Block(menu)));
                self.flow.order.push(menu);
                self.flow.blocks[menu].end = end;
            }
            None => self.close(end),
        }
    }

    /// Returns when a link is offered that shows text in place, which is the content of a block: once
    /// at each visit of the passage.
    fn show_once(&mut self, block: BlockId) -> Term {
        let flag = self
            .flow
            .hidden(&format!("{}-link", self.name()), Value::Flag(false));
        if let Some(entry) = self.blocks.get(&self.name()).copied() {
            self.shown.push(Shown { flag, entry, block });
        }
        Term::Variable(flag).negated()
    }

    /// Lets each link that shows text in place be offered once at each visit of its passage: by a
    /// flag, or by a key if there is one visit only.
    pub(super) fn once(&mut self) {
        for Shown { flag, entry, block } in std::mem::take(&mut self.shown) {
            if self.flow.comes_back(entry) {
                let set = |value| Set::of(flag, Term::flag(value));
                self.flow.blocks[entry].sets.insert(0, set(false));
                self.flow.blocks[block].sets.insert(0, set(true));
                continue;
            }
            self.flow.fix(flag, Term::flag(false));
            for own in self.flow.blocks.iter_mut() {
                if let End::Choice(choice) = &mut own.end {
                    let options = choice.options.iter_mut();
                    let options = options.filter(|option| option.to == To::Block(block));
                    options.for_each(|option| option.once = true);
                }
            }
        }
    }
}
