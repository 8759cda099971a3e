//! Threads: content of another knot whose choices are offered here.

use super::calls::DEEPEST;
use super::choices::Offer;
use super::{Lowering, Place};
use crate::exchange::branching::At;
use crate::exchange::ink::tree::{Choice, Node, Target};

impl<'t> Lowering<'t> {
    /// Adds the content of a thread, and lets its choices wait.
    pub(super) fn thread(&mut self, target: &'t Target, offers: &mut Vec<Offer>) {
        let tale = self.tale;
        let Some((path, block)) = self.symbols.find(&target.path, self.place, tale) else {
            self.place_of(&target.path, target.at);
            return;
        };
        let found = path.split('.').next().and_then(|name| {
            let number = *self.symbols.knots.get(name)?;
            let knot = &tale.knots[number];
            let stitch = path.split('.').nth(1);
            let stitch =
                stitch.and_then(|name| knot.stitches.iter().position(|own| own.name == name));
            Some((number, stitch, knot))
        });
        let Some((number, stitch, knot)) = found.filter(|_| self.inlined < DEEPEST) else {
            self.note(
                target.at,
                "a thread that a show cannot follow; it is left out",
                "offer its choices here",
            );
            return;
        };
        self.arguments(target);
        self.flush();
        let own = self.inner("", target.at);
        self.go_on(own);
        self.entry(own, block, &target.path, true);
        let body: &'t [Node] = match stitch {
            Some(stitch) => &knot.stitches[stitch].body,
            None => &knot.body,
        };
        let place = std::mem::replace(
            &mut self.place,
            Place {
                knot: Some(number),
                stitch,
            },
        );
        self.scopes.push(self.symbols.parameters(&path));
        self.inlined += 1;
        self.strand(body, target.at, offers);
        self.inlined -= 1;
        self.scopes.pop();
        self.place = place;
    }

    /// Adds the content of a thread up to its choices.
    fn strand(&mut self, body: &'t [Node], at: At, offers: &mut Vec<Offer>) {
        let mut asked: Option<usize> = None;
        for node in body {
            match node {
                Node::Choice(choice) => {
                    let depth = *asked.get_or_insert(choice.depth);
                    if choice.depth == depth {
                        self.offer(choice, None, offers);
                    }
                }
                Node::Gather { .. } if asked.is_some() => break,
                _ if asked.is_some() => {}
                Node::Gather { .. } => {}
                Node::Thread(inner) => self.thread(inner, offers),
                Node::Branch(arms, _) if arms.iter().any(|(_, arm)| arm.iter().any(is_choice)) => {
                    let conditions = self.exclusive(arms);
                    for ((_, arm), when) in arms.iter().zip(conditions) {
                        for choice in arm.iter().filter_map(as_choice) {
                            self.offer(choice, when.clone(), offers);
                        }
                    }
                }
                Node::Divert(target) if matches!(target.path.as_str(), "DONE" | "END") => break,
                Node::Divert(_) | Node::Tunnel(..) | Node::Back(..) => {
                    let help = "offer its choices here";
                    self.note(
                        at,
                        "a thread that goes on elsewhere; its rest is left out",
                        help,
                    );
                    break;
                }
                other => self.node(other),
            }
        }
        self.flush();
    }
}

fn is_choice(node: &Node) -> bool {
    matches!(node, Node::Choice(_))
}

fn as_choice(node: &Node) -> Option<&Choice> {
    match node {
        Node::Choice(choice) => Some(choice),
        _ => None,
    }
}
