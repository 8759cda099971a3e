//! A map drawn as text, for a terminal.
//!
//! The nodes are below each other, each one after those that lead to it where this is
//! possible. What leads to the next node goes down at the left; all other arrows have lines at
//! the right.

use super::lanes::{self, Row};
use super::{Arrow, Map};
use crate::story::{NodeId, To};

impl Map<'_> {
    /// Returns the map as text of at most `width` columns, but not less than 40.
    ///
    /// `○` is a node, `●` one where the listener was, `◆` the one that is heard now, `╳` one that
    /// is never heard. `■` is the end of the story.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let order = self.order();
        let mut rows = Vec::new();
        for (index, id) in order.iter().enumerate() {
            self.node(*id, order.get(index + 1).copied(), &mut rows);
        }
        let lines = lanes::draw(&rows, width.max(40));
        lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// The nodes in the order of the drawing: those that cannot be reached come last.
    fn order(&self) -> Vec<NodeId> {
        let next: Vec<Vec<NodeId>> = self.story.nodes.ids().map(|id| self.next(id)).collect();
        let mut seen = vec![false; next.len()];
        let mut order = Vec::new();
        if let To::Node(start) = self.story.start {
            // After all nodes that follow it a node is put in front of them.
            let mut open = vec![(start, 0)];
            seen[start.0] = true;
            while let Some((id, number)) = open.last_mut() {
                let later = &next[id.0];
                match later.len().checked_sub(*number + 1).map(|at| later[at]) {
                    Some(later) => {
                        *number += 1;
                        if !std::mem::replace(&mut seen[later.0], true) {
                            open.push((later, 0));
                        }
                    }
                    None => {
                        order.push(*id);
                        open.pop();
                    }
                }
            }
        }
        order.reverse();
        order.extend(self.story.nodes.ids().filter(|id| !seen[id.0]));
        order
    }

    /// The nodes to which a node leads.
    fn next(&self, id: NodeId) -> Vec<NodeId> {
        let arrows = [self.options(id), self.ways(id)].concat();
        let nodes = arrows.into_iter().filter_map(|arrow| match arrow.to {
            To::Node(node) => Some(node),
            To::End => None,
        });
        nodes.collect()
    }

    /// Adds the rows of a node. `below` is the node that is drawn after it.
    fn node(&self, id: NodeId, below: Option<NodeId>, rows: &mut Vec<Row>) {
        let node = &self.story.nodes[id];
        let mark = match self.marks(id) {
            marks if marks.contains(&"here") => '◆',
            marks if marks.contains(&"never") => '╳',
            marks if marks.contains(&"been") => '●',
            _ => '○',
        };
        let title = node.title.as_ref().filter(|title| **title != node.name);
        let title = title.map_or(String::new(), |title| format!(" · {title}"));
        let when = self
            .when(node.when)
            .map_or(String::new(), |when| format!("  {when}"));
        rows.push(Row {
            text: format!("{mark} {}{title}{when}", node.name),
            target: Some(id.0),
            arrives: true,
        });
        let leads_down = below.is_some_and(|below| self.next(id).contains(&below));
        let arrows = self.rows(id, below);
        let count = arrows.len();
        for (number, mut row) in arrows.into_iter().enumerate() {
            let is_last = number + 1 == count && !leads_down;
            row.text = format!("{} {}", if is_last { '╰' } else { '├' }, row.text);
            rows.push(row);
        }
        rows.push(Row {
            text: if leads_down { "│" } else { "" }.to_owned(),
            ..Row::default()
        });
    }

    /// The rows of the arrows of a node.
    fn rows(&self, id: NodeId, below: Option<NodeId>) -> Vec<Row> {
        let node = &self.story.nodes[id];
        let mut rows = Vec::new();
        for choice in &node.stops {
            for (number, option) in self.story.choices[*choice].options.iter().enumerate() {
                let (name, notes) = self.option(*choice, number);
                rows.push(match option.to {
                    Some(to) => self.arrow(&name, to, &notes, below),
                    None => Row {
                        text: noted(format!("{name} …"), &notes),
                        ..Row::default()
                    },
                });
            }
        }
        let ways = self.ways(id);
        let is_plain = |ways: &[Arrow]| match ways {
            [way] => way.notes.is_empty() && below.is_some_and(|below| way.to == To::Node(below)),
            _ => false,
        };
        if !is_plain(&ways) {
            rows.extend(
                ways.iter()
                    .map(|way| self.arrow("", way.to, &way.notes, below)),
            );
        }
        rows
    }

    fn arrow(&self, name: &str, to: To, notes: &[String], below: Option<NodeId>) -> Row {
        let (place, target) = match to {
            To::End => ("■ end".to_owned(), None),
            To::Node(node) => {
                let is_below = below == Some(node);
                let sign = if is_below { '↓' } else { '→' };
                let place = format!("{sign} {}", self.story.nodes[node].name);
                (place, (!is_below).then_some(node.0))
            }
        };
        let text = format!("{name} {place}");
        Row {
            text: noted(text.trim_start().to_owned(), notes),
            target,
            arrives: false,
        }
    }
}

/// A text with the notes after it.
fn noted(text: String, notes: &[String]) -> String {
    match notes {
        [] => text,
        _ => format!("{text}  {}", notes.join(", ")),
    }
}
