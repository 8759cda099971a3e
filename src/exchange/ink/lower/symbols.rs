//! The names of a story: knots, labels, variables, lists and constants.

use std::collections::{HashMap, HashSet};

use super::lists::{ListUse, Lists};
use super::walk::each_expr;
use super::{Binding, Place};
use crate::exchange::branching::{At, BlockId, Flow, Value, Variable, VariableId};
use crate::exchange::ink::tree::{Expr, Tale};

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
    pub parameters: HashMap<String, Vec<(String, VariableId)>>,
    /// The places that are values.
    pub places: Vec<(String, BlockId)>,
    /// Parameters and temporary variables.
    pub local: Vec<VariableId>,
    pub external: Vec<String>,
    /// Where `RANDOM` is called for one comparison. A value for which several conditions ask is
    /// there more than once.
    pub drawn_once: HashSet<At>,
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
            drawn_once: drawn_once(tale),
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
                chance: None,
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
                chance: None,
            })
        };
        self.lists.declare(tale, &mut declare);
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

/// Returns the places of random numbers of which each is in one expression.
fn drawn_once(tale: &Tale) -> HashSet<At> {
    let mut counts: HashMap<At, usize> = HashMap::new();
    each_expr(tale, &mut |expr| {
        if let Expr::Call(name, _, at) = expr
            && name == "RANDOM"
        {
            *counts.entry(*at).or_default() += 1;
        }
    });
    let once = counts.into_iter().filter(|(_, count)| *count == 1);
    once.map(|(at, _)| at).collect()
}
