//! The names of a story: knots, labels, variables, lists and constants.

use std::collections::HashMap;

use super::lists::{ListUse, Lists};
use super::{Binding, Place};
use crate::exchange::branching::{At, Block, BlockId, Flow, Value, Variable, VariableId};
use crate::exchange::ink::tree::{Expr, Knot, Node, Statement, Tale};

/// The names of a story.
pub(super) struct Symbols {
    /// The blocks of knots, stitches and labels, by their full paths.
    pub labels: HashMap<String, BlockId>,
    /// The blocks after choices, by the numbers of the choices.
    pub bodies: HashMap<usize, BlockId>,
    pub globals: HashMap<String, VariableId>,
    pub constants: HashMap<String, Expr>,
    pub lists: Lists,
    pub knots: HashMap<String, usize>,
    /// The variables of parameters, by the paths of knots.
    parameters: HashMap<String, Vec<(String, VariableId)>>,
    /// The places that are values.
    pub places: Vec<(String, BlockId)>,
    /// Parameters and temporary variables.
    pub local: Vec<VariableId>,
    pub external: Vec<String>,
}

impl Symbols {
    pub(super) fn of(tale: &Tale, flow: &mut Flow) -> Symbols {
        let mut symbols = Symbols {
            labels: HashMap::new(),
            bodies: HashMap::new(),
            globals: HashMap::new(),
            constants: HashMap::new(),
            lists: Lists::of(tale, &ListUse::of(tale)),
            knots: HashMap::new(),
            parameters: HashMap::new(),
            places: Vec::new(),
            local: Vec::new(),
            external: tale.external.iter().map(|(name, _)| name.clone()).collect(),
        };
        symbols.declare_lists(tale, flow);
        for global in &tale.globals {
            if global.is_constant {
                symbols
                    .constants
                    .insert(global.name.clone(), global.value.clone());
            }
        }
        for global in tale.globals.iter().filter(|global| !global.is_constant) {
            if symbols.lists.variables.contains_key(&global.name) {
                continue;
            }
            let start = symbols.constant(&global.value);
            if start.is_none() {
                let what = format!(
                    "`{}` is no flag, whole number, word or place; it starts as 0",
                    global.name
                );
                flow.note(global.at, what, "use one of these");
            }
            let variable = flow.variables.push(Variable {
                name: global.name.clone(),
                start: start.unwrap_or(Value::Number(0)),
                kind: None,
                clamps: false,
                words: Vec::new(),
                at: global.at,
                written: true,
            });
            symbols.globals.insert(global.name.clone(), variable);
        }
        symbols.label_all("", &tale.root, flow);
        for (number, knot) in tale.knots.iter().enumerate() {
            symbols.knots.insert(knot.name.clone(), number);
            if !knot.is_function {
                symbols.knot("", knot, flow);
            }
        }
        symbols.find_places(tale);
        symbols
    }

    fn declare_lists(&mut self, tale: &Tale, flow: &mut Flow) {
        let mut declare = |name: &str, start: Value, words: Vec<String>, at: At| {
            flow.variables.push(Variable {
                name: name.to_owned(),
                start,
                kind: None,
                clamps: false,
                words,
                at,
                written: true,
            })
        };
        self.lists.declare(tale, &mut declare);
    }

    fn knot(&mut self, before: &str, knot: &Knot, flow: &mut Flow) {
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
    fn label_all(&mut self, before: &str, nodes: &[Node], flow: &mut Flow) {
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

    /// Finds the places that are values of variables or arguments.
    fn find_places(&mut self, tale: &Tale) {
        let mut paths = Vec::new();
        each_expr(tale, &mut |expr| {
            if let Expr::Place(path, _) = expr
                && !paths.contains(path)
            {
                paths.push(path.clone());
            }
        });
        for path in paths {
            if let Some((full, block)) = self.find(&path, Place::default(), tale) {
                self.places.push((full, block));
            }
        }
    }

    /// Returns the value of a constant expression.
    pub(super) fn constant(&self, expr: &Expr) -> Option<Value> {
        match expr {
            Expr::Number(number) => Some(Value::Number(*number)),
            Expr::Flag(flag) => Some(Value::Flag(*flag)),
            Expr::Text(text) => Some(Value::Word(text.clone())),
            Expr::Place(path, _) => Some(Value::Word(path.clone())),
            Expr::Name(name, _) => self.constant(self.constants.get(name)?),
            _ => None,
        }
    }

    /// Returns the names of the parameters of a knot or a stitch.
    pub(super) fn parameters(&self, path: &str) -> HashMap<String, Binding> {
        let own = self.parameters.get(path).into_iter().flatten();
        own.map(|(name, variable)| (name.clone(), Binding::Variable(*variable)))
            .collect()
    }

    /// Returns the variables of the parameters of a knot, in order.
    pub(super) fn parameter_list(&self, path: &str, place: Place, tale: &Tale) -> Vec<VariableId> {
        let found = self.find(path, place, tale);
        let own = found.and_then(|(full, _)| self.parameters.get(&full));
        own.into_iter()
            .flatten()
            .map(|(_, variable)| *variable)
            .collect()
    }

    /// Returns the block of a knot, a stitch or a label, and its full path.
    pub(super) fn find(&self, path: &str, place: Place, tale: &Tale) -> Option<(String, BlockId)> {
        let mut tried = Vec::new();
        if let Some(knot) = place.knot.map(|knot| &tale.knots[knot]) {
            if let Some(stitch) = place.stitch.map(|stitch| &knot.stitches[stitch]) {
                tried.push(format!("{}.{}.{path}", knot.name, stitch.name));
            }
            tried.push(format!("{}.{path}", knot.name));
            let others = knot.stitches.iter();
            tried.extend(others.map(|stitch| format!("{}.{}.{path}", knot.name, stitch.name)));
        }
        tried.push(path.to_owned());
        // `knot.label` is also a label in one of the stitches.
        if let Some((knot, label)) = path.split_once('.')
            && let Some(knot) = self.knots.get(knot).map(|knot| &tale.knots[*knot])
        {
            let others = knot.stitches.iter();
            tried.extend(others.map(|stitch| format!("{}.{}.{label}", knot.name, stitch.name)));
        }
        tried
            .into_iter()
            .find_map(|path| self.labels.get(&path).map(|block| (path.clone(), *block)))
    }

    /// Returns the knot to which a path leads.
    pub(super) fn knot_of(&self, path: &str, place: Place, tale: &Tale) -> Option<usize> {
        self.container(path, place, tale)?.knot
    }

    /// Returns the knot and the stitch to which a path leads, or in which its label is.
    pub(super) fn container(&self, path: &str, place: Place, tale: &Tale) -> Option<Place> {
        let (full, _) = self.find(path, place, tale)?;
        let mut names = full.split('.');
        let number = *self.knots.get(names.next()?)?;
        let stitch = names.next().and_then(|name| {
            let mut stitches = tale.knots[number].stitches.iter();
            stitches.position(|stitch| stitch.name == name)
        });
        Some(Place {
            knot: Some(number),
            stitch,
        })
    }

    /// Returns the first block of a knot or a stitch.
    pub(super) fn entry(&self, place: Place, tale: &Tale) -> BlockId {
        let knot = place.knot.map(|knot| &tale.knots[knot]);
        let stitch = knot.and_then(|knot| Some(&knot.stitches[place.stitch?]));
        let path = match (knot, stitch) {
            (Some(knot), Some(stitch)) => format!("{}.{}", knot.name, stitch.name),
            (Some(knot), None) => knot.name.clone(),
            (None, _) => String::new(),
        };
        self.labels.get(&path).copied().unwrap_or(BlockId(0))
    }

    /// Returns all full paths, for a similar name.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.labels.keys().map(String::as_str)
    }
}

/// Returns the plain text of the words of a choice.
pub(super) fn shown(choice: &crate::exchange::ink::tree::Choice) -> String {
    let nodes = choice.start.iter().chain(&choice.only);
    let texts = nodes.filter_map(|node| match node {
        Node::Text(text, _) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// Calls `look` with each expression of a story and all their parts.
pub(super) fn each_expr(tale: &Tale, look: &mut dyn FnMut(&Expr)) {
    for global in &tale.globals {
        within(&global.value, look);
    }
    each_node(tale, &mut |node| exprs_of(node, look));
}

/// Calls `look` with each node of a story.
pub(super) fn each_node(tale: &Tale, look: &mut dyn FnMut(&Node)) {
    nodes(&tale.root, look);
    for knot in &tale.knots {
        nodes(&knot.body, look);
        for stitch in &knot.stitches {
            nodes(&stitch.body, look);
        }
    }
}

fn nodes(list: &[Node], look: &mut dyn FnMut(&Node)) {
    for node in list {
        look(node);
        match node {
            Node::Branch(arms, _) => arms.iter().for_each(|(_, arm)| nodes(arm, look)),
            Node::Sequence(_, arms, _) => arms.iter().for_each(|arm| nodes(arm, look)),
            Node::Choice(choice) => {
                for part in [&choice.start, &choice.only, &choice.rest] {
                    nodes(part, look);
                }
            }
            _ => {}
        }
    }
}

fn exprs_of(node: &Node, look: &mut dyn FnMut(&Expr)) {
    let mut targets = Vec::new();
    match node {
        Node::Print(expr, _) => within(expr, look),
        Node::Branch(arms, _) => {
            for (condition, _) in arms {
                condition.iter().for_each(|expr| within(expr, look));
            }
        }
        Node::Divert(target) | Node::Thread(target) | Node::Back(Some(target), _) => {
            targets.push(target);
        }
        Node::Tunnel(through, on, _) => targets.extend(through.iter().chain(on)),
        Node::Logic(statement, _) => match statement {
            Statement::Set(_, expr)
            | Statement::Temp(_, expr)
            | Statement::Return(Some(expr))
            | Statement::Call(expr) => within(expr, look),
            Statement::Return(None) => {}
        },
        Node::Choice(choice) => choice.conditions.iter().for_each(|expr| within(expr, look)),
        _ => {}
    }
    for argument in targets.iter().flat_map(|target| &target.arguments) {
        within(argument, look);
    }
}

fn within(expr: &Expr, look: &mut dyn FnMut(&Expr)) {
    look(expr);
    match expr {
        Expr::Not(inner) => within(inner, look),
        Expr::Both(_, sides) | Expr::Has(sides, _) => {
            within(&sides.0, look);
            within(&sides.1, look);
        }
        Expr::Call(_, arguments, _) => arguments.iter().for_each(|inner| within(inner, look)),
        _ => {}
    }
}
