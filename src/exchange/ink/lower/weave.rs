//! Weaves: content, the choices after it, and the gathers at which their content comes together.

use super::choices::Offer;
use super::{Lowering, Return};
use crate::exchange::branching::{At, BlockId, End, Term, To};
use crate::exchange::ink::tree::{Choice, Expr, Node, Statement};

impl<'t> Lowering<'t> {
    /// Adds content whose choices have at least this depth. What does not lead elsewhere goes on
    /// at `next`.
    pub(super) fn weave(&mut self, nodes: &'t [Node], depth: usize, next: To) {
        let mut offers: Vec<Offer> = Vec::new();
        let mut noted = false;
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            noted = self.cur.is_none() && (noted || self.never_reached(node));
            let gather = || {
                nodes[at + 1..]
                    .iter()
                    .find(|node| matches!(node, Node::Gather { .. }))
            };
            match node {
                Node::Gather { at: place, .. } => {
                    let block = self.gather(node, *place);
                    match self.cur {
                        Some(_) => self.go_on(block),
                        None => self.begin(block),
                    }
                    at += 1;
                }
                Node::Choice(choice) => {
                    at = self.run(nodes, at, choice.depth.max(depth), (next, &mut offers));
                }
                Node::Branch(arms, place) if has_choice(arms) => {
                    let on = self.after(gather(), next);
                    self.offering(arms, *place, (depth, on), &mut offers);
                    at += 1;
                }
                Node::Thread(target) => {
                    self.thread(target, &mut offers);
                    at += 1;
                }
                Node::Divert(target) if !offers.is_empty() => {
                    if !matches!(target.path.as_str(), "DONE" | "END") {
                        let help = "put the choices into the knot to which the divert leads";
                        self.note(
                            target.at,
                            "a divert after choices that wait; they are offered here",
                            help,
                        );
                    }
                    self.ask(&mut offers, target.at);
                    at += 1;
                }
                other => {
                    self.node(other);
                    at += 1;
                }
            }
        }
        self.flush();
        if self.cur.is_some() && !offers.is_empty() {
            self.ask(&mut offers, At::default());
        }
        self.close(End::to(next));
    }

    /// Returns where content goes on before a gather.
    fn after(&mut self, gather: Option<&'t Node>, next: To) -> To {
        match gather {
            Some(node @ Node::Gather { at, .. }) => To::Block(self.gather(node, *at)),
            _ => next,
        }
    }

    /// Returns the block of a gather.
    fn gather(&mut self, node: &'t Node, at: At) -> BlockId {
        if let Node::Gather {
            label: Some(label), ..
        } = node
            && let Some((_, block)) = self.symbols.find(label, self.place, self.tale)
        {
            return block;
        }
        let address = std::ptr::from_ref(node) as usize;
        if let Some(block) = self.gathers.get(&address) {
            return *block;
        }
        let block = self.inner("", at);
        // A function may be inlined more than once.
        if self.inlined == 0 {
            self.gathers.insert(address, block);
        }
        block
    }

    /// Notes content behind a divert, which no listener meets. Returns whether it is such content.
    fn never_reached(&mut self, node: &Node) -> bool {
        let (what, at) = match node {
            Node::Choice(choice) => ("choices after a divert; they are never offered", choice.at),
            Node::Text(text, at) if !text.trim().is_empty() => {
                ("words after a divert; they are never heard", *at)
            }
            Node::Print(_, at) | Node::Branch(_, at) | Node::Sequence(_, _, at) => {
                ("content after a divert; it is never heard", *at)
            }
            _ => return false,
        };
        let help = "put it before the divert, or behind a gather: `-`";
        self.note(at, what, help);
        true
    }

    /// Adds choices that follow one another, with their content. Returns the number of the node
    /// after them.
    fn run(
        &mut self,
        nodes: &'t [Node],
        first: usize,
        depth: usize,
        (next, offers): (To, &mut Vec<Offer>),
    ) -> usize {
        let mut run: Vec<(&'t Choice, &'t [Node])> = Vec::new();
        let mut at = first;
        while let Some(Node::Choice(choice)) = nodes.get(at) {
            let body = &nodes[at + 1..];
            let length = body.iter().position(|node| ends(node, depth));
            let length = length.unwrap_or(body.len());
            run.push((choice, &body[..length]));
            at += 1 + length;
        }
        let on = self.after(nodes.get(at), next);
        for (choice, _) in &run {
            self.offer(choice, None, offers);
        }
        let place = run.first().map_or(At::default(), |(choice, _)| choice.at);
        self.ask(offers, place);
        for (choice, body) in run {
            self.body(choice, body, depth + 1, on);
        }
        at
    }

    /// Adds the content after a choice.
    pub(super) fn body(&mut self, choice: &'t Choice, body: &'t [Node], depth: usize, next: To) {
        let block = self.symbols.bodies[&choice.number];
        self.begin(block);
        choice.start.iter().for_each(|node| self.node(node));
        choice.rest.iter().for_each(|node| self.node(node));
        self.newline();
        self.weave(body, depth, next);
    }

    /// Adds the arms of a condition in which choices are offered.
    fn offering(
        &mut self,
        arms: &'t [(Option<Expr>, Vec<Node>)],
        at: At,
        (depth, next): (usize, To),
        offers: &mut Vec<Offer>,
    ) {
        self.flush();
        let conditions = self.exclusive(arms);
        let outer = self.guard.clone();
        let mut bodies: Vec<(&'t Choice, &'t [Node])> = Vec::new();
        for ((_, arm), when) in arms.iter().zip(conditions) {
            let when = Term::all(outer.clone(), when);
            let first = arm.iter().position(|node| matches!(node, Node::Choice(_)));
            let (before, mut rest) = arm.split_at(first.unwrap_or(arm.len()));
            if plain(before) {
                self.guard.clone_from(&when);
                before.iter().for_each(|node| self.node(node));
                self.flush();
                self.guard.clone_from(&outer);
            } else {
                let help = "give the arm its own knot";
                self.note(
                    at,
                    "what an arm does before its choices; it is left out",
                    help,
                );
            }
            while let Some((Node::Choice(choice), body)) = rest.split_first() {
                let length = body.iter().position(|node| matches!(node, Node::Choice(_)));
                let (own, after) = body.split_at(length.unwrap_or(body.len()));
                self.offer(choice, when.clone(), offers);
                bodies.push((choice, own));
                rest = after;
            }
        }
        let (cur, open) = (self.cur.take(), std::mem::take(&mut self.open));
        for (choice, body) in bodies {
            self.body(choice, body, depth + 1, next);
        }
        self.cur = cur;
        self.open = open;
    }

    /// Adds a node that is no choice and no gather.
    pub(super) fn node(&mut self, node: &'t Node) {
        match node {
            Node::Text(text, at) => self.text(text, *at),
            Node::Newline => self.newline(),
            Node::Glue => self.glue(),
            Node::Print(expr, at) => self.shown(expr, *at),
            Node::Branch(arms, at) => match arms.iter().all(|(_, arm)| plain(arm)) {
                true => self.plain_branch(arms, *at),
                false => self.branch(arms, *at),
            },
            Node::Sequence(order, arms, at) => match arms.iter().all(|arm| plain(arm)) {
                true => self.plain_sequence(*order, arms, *at),
                false => self.sequence(*order, arms, *at),
            },
            Node::Divert(target) => self.divert(target),
            Node::Tunnel(through, on, at) => self.tunnel(through, on.as_ref(), *at),
            Node::Back(on, at) => self.back(on.as_ref(), *at),
            Node::Tag(words, at) => self.tag(words, *at),
            Node::Logic(statement, at) => self.statement(statement, *at),
            Node::Thread(target) => {
                let mut offers = Vec::new();
                self.thread(target, &mut offers);
                self.ask(&mut offers, target.at);
            }
            Node::Choice(choice) => {
                let help = "put the choice into its own weave";
                self.note(
                    choice.at,
                    "a choice at a place where a show has none; it is left out",
                    help,
                );
            }
            Node::Gather { .. } => {}
        }
    }

    fn statement(&mut self, statement: &'t Statement, at: At) {
        match statement {
            Statement::Set(name, value) => self.assign(name, value, at),
            Statement::Temp(name, value) => self.temporary(name, value, at),
            Statement::Call(expr) => self.perform(expr, at),
            Statement::Return(value) => {
                let Some(Return { to, value: kept }) = self.returns.last().copied() else {
                    return;
                };
                if let (Some(value), Some(kept)) = (value, kept) {
                    let value = self.term(value);
                    self.set(kept, value, at);
                }
                self.close(End::to(To::Block(to)));
            }
        }
    }
}

/// Returns whether the content of a choice ends before a node.
fn ends(node: &Node, depth: usize) -> bool {
    match node {
        Node::Choice(choice) => choice.depth <= depth,
        Node::Gather { depth: own, .. } => *own <= depth,
        _ => false,
    }
}

fn has_choice(arms: &[(Option<Expr>, Vec<Node>)]) -> bool {
    let is_choice = |node: &Node| match node {
        Node::Choice(_) => true,
        Node::Branch(arms, _) => has_choice(arms),
        _ => false,
    };
    arms.iter().any(|(_, arm)| arm.iter().any(is_choice))
}

/// Returns whether nodes are text with conditions, and neither lead elsewhere nor change anything.
pub(super) fn plain(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(..) | Node::Newline | Node::Glue | Node::Tag(..) => true,
        Node::Print(expr, _) => !calls(expr),
        Node::Branch(arms, _) => arms.iter().all(|(_, arm)| plain(arm)),
        _ => false,
    })
}

/// Returns whether an expression calls a function.
fn calls(expr: &Expr) -> bool {
    match expr {
        Expr::Call(..) => true,
        Expr::Not(inner) => calls(inner),
        Expr::Both(_, sides) | Expr::Has(sides, _) => calls(&sides.0) || calls(&sides.1),
        _ => false,
    }
}
