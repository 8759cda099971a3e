//! The blocks of knots, labels and choices.

use super::symbols::Symbols;
use crate::exchange::branching::{Block, Flow, Value, VariableId};
use crate::exchange::ink::tree::{Knot, Node};

impl Symbols {
    pub(super) fn knot(&mut self, before: &str, knot: &Knot, flow: &mut Flow) {
        let path = match before {
            "" => knot.name.clone(),
            before => format!("{before}.{}", knot.name),
        };
        let block = flow.blocks.push(Block {
            name: path.replace('.', "-"),
            at: knot.at,
            ..Block::default()
        });
        self.labels.insert(path.clone(), block);
        let parameters = knot.parameters.iter().map(|parameter| {
            let name = format!("{}-{}", knot.name, parameter.name);
            let variable = flow.hidden(&name, Value::Number(0));
            (parameter.name.clone(), variable)
        });
        let parameters: Vec<(String, VariableId)> = parameters.collect();
        self.local
            .extend(parameters.iter().map(|(_, variable)| variable));
        self.parameters.insert(path.clone(), parameters);
        self.label_all(&path, &knot.body, flow);
        for stitch in &knot.stitches {
            self.knot(&path, stitch, flow);
        }
    }

    /// Makes a block for each label, and for the content of each choice.
    pub(super) fn label_all(&mut self, before: &str, nodes: &[Node], flow: &mut Flow) {
        let path = |label: &str| match before {
            "" => label.to_owned(),
            before => format!("{before}.{label}"),
        };
        for node in nodes {
            match node {
                Node::Gather {
                    label: Some(label),
                    at,
                    ..
                } => {
                    let block = flow.blocks.push(Block {
                        name: path(label).replace('.', "-"),
                        at: *at,
                        ..Block::default()
                    });
                    self.labels.insert(path(label), block);
                }
                Node::Choice(choice) => {
                    let base = before.replace('.', "-");
                    let base = if base.is_empty() {
                        "opening".to_owned()
                    } else {
                        base
                    };
                    let words = cuebook_script::write::slug(&shown(choice), 20);
                    let name = match (&choice.label, words.is_empty()) {
                        (Some(label), _) => path(label).replace('.', "-"),
                        (None, true) => base,
                        (None, false) => format!("{base}-{words}"),
                    };
                    let block = flow.blocks.push(Block {
                        name,
                        at: choice.at,
                        ..Block::default()
                    });
                    self.bodies.insert(choice.number, block);
                    if let Some(label) = &choice.label {
                        self.labels.insert(path(label), block);
                    }
                }
                Node::Branch(arms, _) => {
                    for (_, arm) in arms {
                        self.label_all(before, arm, flow);
                    }
                }
                Node::Sequence(_, arms, _) => {
                    for arm in arms {
                        self.label_all(before, arm, flow);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Returns the plain text of the words of a choice.
fn shown(choice: &crate::exchange::ink::tree::Choice) -> String {
    let nodes = choice.start.iter().chain(&choice.only);
    let texts = nodes.filter_map(|node| match node {
        Node::Text(text, _) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}
