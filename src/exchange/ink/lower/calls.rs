//! Tunnels, threads and functions, and new values of variables.

use std::collections::HashMap;

use super::choices::Offer;
use super::lists::ListVariable;
use super::{Binding, Call, Lowering, Place, Return};
use crate::exchange::branching::{At, End, Operation, Set, Term, To, Value, VariableId};
use crate::exchange::ink::tree::{Choice, Expr, Knot, Node, Statement, Target};

/// How deep functions and threads are inlined in one another.
const DEEPEST: usize = 8;

impl<'t> Lowering<'t> {
    /// Goes through tunnels.
    pub(super) fn tunnel(&mut self, through: &'t [Target], on: Option<&'t Target>, at: At) {
        for target in through {
            self.flush();
            let knot = self.symbols.knot_of(&target.path, self.place, self.tale);
            let (Some(block), Some(knot)) = (self.place_of(&target.path, target.at), knot) else {
                continue;
            };
            self.arguments(target);
            let from = self.inner("", at);
            self.go_on(from);
            let to = self.inner("", at);
            self.entry(from, block, &target.path, true);
            self.calls.push(Call { knot, from, to });
            self.close(End::to(To::Block(block)));
            self.begin(to);
        }
        if let Some(on) = on {
            self.divert(on);
        }
    }

    /// Ends a tunnel.
    pub(super) fn back(&mut self, on: Option<&'t Target>, at: At) {
        if let Some(on) = on {
            return self.divert(on);
        }
        self.flush();
        let block = self.inner("", at);
        self.go_on(block);
        let root = self.tale.knots.len();
        self.backs.push((block, self.place.knot.unwrap_or(root)));
        self.close(End::to(To::End));
    }

    /// Leads the ends of tunnels back to where they were called.
    pub(super) fn tunnels(&mut self) {
        let classes = self.classes();
        let mut variables: HashMap<usize, VariableId> = HashMap::new();
        let calls = std::mem::take(&mut self.calls);
        for (number, call) in calls.iter().enumerate() {
            let class = classes[call.knot];
            let alone = calls
                .iter()
                .filter(|own| classes[own.knot] == class)
                .count()
                == 1;
            if alone {
                continue;
            }
            let name = format!("{}-back", self.tale.knots[class].name);
            let variable = match variables.get(&class) {
                Some(variable) => *variable,
                None => {
                    let start = Value::Word(site(number));
                    let variable = self.flow.hidden(&name, start);
                    variables.insert(class, variable);
                    variable
                }
            };
            let value = Term::word(&site(number));
            self.flow.blocks[call.from]
                .sets
                .push(Set { variable, value });
        }
        for (block, knot) in std::mem::take(&mut self.backs) {
            let class = classes.get(knot).copied();
            let own = calls.iter().enumerate();
            let own = own.filter(|(_, call)| Some(classes[call.knot]) == class);
            let ways: Vec<(Option<Term>, To)> = own
                .map(|(number, call)| {
                    let variable = class.and_then(|class| variables.get(&class));
                    let when = variable.map(|variable| {
                        let here = Term::Variable(*variable);
                        Term::both(Operation::Equal, here, Term::word(&site(number)))
                    });
                    (when, To::Block(call.to))
                })
                .collect();
            let mut ways = ways;
            match ways.last_mut() {
                // One of them is always the right one.
                Some(last) => last.0 = None,
                None => ways.push((None, To::End)),
            }
            self.flow.blocks[block].end = End::Ways(ways);
        }
        self.recursion(&calls, &classes);
    }

    /// Returns for each knot the tunnels that end there, as one of the knots with the same ends.
    fn classes(&self) -> Vec<usize> {
        let count = self.tale.knots.len() + 1;
        let mut classes: Vec<usize> = (0..count).collect();
        let mut changed = true;
        let ends: Vec<usize> = self.backs.iter().map(|(_, knot)| *knot).collect();
        let entries: Vec<usize> = self.calls.iter().map(|call| call.knot).collect();
        let reach = |from: usize| {
            let mut reached = vec![from];
            let mut at = 0;
            while let Some(knot) = reached.get(at).copied() {
                let own = self.edges.iter();
                let own = own.filter(|edge| edge.from.knot == Some(knot) && !edge.returns);
                for to in own.filter_map(|edge| edge.to.knot) {
                    if !reached.contains(&to) {
                        reached.push(to);
                    }
                }
                at += 1;
            }
            reached
        };
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for entry in entries {
            let ends = reach(entry).into_iter().filter(|knot| ends.contains(knot));
            joined.extend(ends.map(|end| (entry, end)));
        }
        while changed {
            changed = false;
            for (entry, end) in &joined {
                let class = classes[*entry].min(classes[*end]);
                changed |= classes[*entry] != class || classes[*end] != class;
                classes[*entry] = class;
                classes[*end] = class;
            }
        }
        classes
    }

    /// Notes tunnels that call themselves.
    fn recursion(&mut self, calls: &[Call], classes: &[usize]) {
        for call in calls {
            let name = &self.flow.blocks[call.to].name;
            let knot = &self.tale.knots[call.knot];
            if classes[call.knot] < self.tale.knots.len()
                && name.starts_with(&format!("{}-", knot.name))
            {
                let what = format!("the tunnel `{}` may go through itself", knot.name);
                let help = "a show returns only to the last place from which a tunnel was entered";
                self.flow.note(self.flow.blocks[call.to].at, what, help);
            }
        }
    }

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

    /// Shows the value of an expression, or the text of a function.
    pub(super) fn shown(&mut self, expr: &'t Expr, at: At) {
        if let Expr::Call(name, arguments, _) = expr
            && let Some(knot) = self.function(name)
            && self.value_of(knot, arguments).is_none()
        {
            return self.inline(knot, arguments, None, at);
        }
        let term = self.term(expr);
        self.print(term, at);
    }

    /// Calls a function for what it does.
    pub(super) fn perform(&mut self, expr: &'t Expr, at: At) {
        match expr {
            Expr::Call(name, arguments, _) => match self.function(name) {
                Some(knot) => self.inline(knot, arguments, None, at),
                None if matches!(name.as_str(), "SEED_RANDOM") => {}
                None => {
                    self.term(expr);
                }
            },
            other => {
                self.term(other);
            }
        }
    }

    fn function(&self, name: &str) -> Option<&'t Knot> {
        let knot = &self.tale.knots[*self.symbols.knots.get(name)?];
        knot.is_function.then_some(knot)
    }

    /// Adds the content of a function in the place of its call.
    fn inline(&mut self, knot: &'t Knot, arguments: &'t [Expr], value: Option<VariableId>, at: At) {
        if self.inlined >= DEEPEST {
            let what = format!("the function `{}` calls itself; it is left out", knot.name);
            self.note(at, what, "a show calculates without functions");
            return;
        }
        let scope = self.scope(knot, arguments);
        self.scopes.push(scope);
        self.inlined += 1;
        if super::weave::plain(&knot.body) {
            let cases = trimmed(&knot.body);
            cases.iter().for_each(|node| self.node(node));
        } else {
            let returns = has_return(&knot.body);
            if returns {
                self.flush();
                let to = self.inner("", at);
                self.returns.push(Return { to, value });
                self.weave(&knot.body, 1, To::Block(to));
                self.returns.pop();
                self.begin(to);
            } else {
                knot.body.iter().for_each(|node| self.node(node));
            }
        }
        self.inlined -= 1;
        self.scopes.pop();
    }

    /// Returns the names in a function.
    fn scope(&mut self, knot: &'t Knot, arguments: &[Expr]) -> HashMap<String, Binding> {
        let mut scope = HashMap::new();
        for (parameter, argument) in knot.parameters.iter().zip(arguments) {
            let binding = match argument {
                Expr::Name(name, _) if parameter.by_reference => match self.binding(name) {
                    Some(binding) => binding,
                    None if self.symbols.lists.variables.contains_key(name) => {
                        Binding::Name(name.clone())
                    }
                    None => Binding::Term(self.term(argument)),
                },
                _ => Binding::Term(self.term(argument)),
            };
            scope.insert(parameter.name.clone(), binding);
        }
        scope
    }

    /// Returns the term of a call.
    pub(super) fn call(&mut self, name: &str, arguments: &[Expr], at: At) -> Term {
        if let Some(knot) = self.function(name) {
            if let Some(term) = self.value_of(knot, arguments) {
                return term;
            }
            let what = format!(
                "the function `{name}` does more than a show can calculate here; it counts as 0"
            );
            self.note(at, what, "set a variable before, and ask for it here");
            return Term::number(0);
        }
        let first = arguments.first();
        match (name, first) {
            ("INT" | "FLOOR" | "CEILING" | "FLOAT", Some(first)) => return self.term(first),
            ("MIN" | "MAX", Some(first)) if arguments.len() == 2 => {
                let (first, second) = (self.term(first), self.term(&arguments[1]));
                let operation = match name {
                    "MIN" => Operation::Lower,
                    _ => Operation::Higher,
                };
                return Term::both(operation, first, second);
            }
            ("LIST_COUNT", Some(first)) => {
                if let Some(ListVariable::Flags(flags)) = self.list(first) {
                    let flags = flags.iter().map(|(_, flag)| Term::Variable(*flag));
                    let sum = |sum, flag| Term::both(Operation::Plus, sum, flag);
                    return flags.fold(Term::number(0), sum);
                }
            }
            ("LIST_VALUE", Some(first)) => {
                if let Some(ListVariable::Number(variable, _)) = self.list(first) {
                    return Term::Variable(variable);
                }
            }
            ("TURNS_SINCE", Some(Expr::Place(path, place))) => {
                // Only whether the place was seen is known.
                if let Some(block) = self.place_of(path, *place) {
                    let seen = Term::Variable(self.seen(path, block));
                    let what = "the number of turns; only whether there was one is known";
                    self.note(at, what, "count what matters in a variable");
                    let parts = (seen, Term::number(0), Term::number(-1));
                    return Term::If(Box::new(parts));
                }
            }
            _ => {}
        }
        let what = match name {
            "RANDOM" => "a random number; it is the smallest one".to_owned(),
            _ if self.symbols.external.iter().any(|own| own == name) => {
                format!("the function `{name}` of another program; it counts as 0")
            }
            _ if name.chars().all(|c| c.is_ascii_uppercase() || c == '_') => {
                format!("a show has no `{name}`; it counts as 0")
            }
            _ => {
                self.mistake(
                    at,
                    format!("the story has no function `{name}`"),
                    "declare it with `=== function`",
                );
                return Term::number(0);
            }
        };
        self.note(at, what, "write the cases as choices, or set a variable");
        match (name, first) {
            ("RANDOM", Some(first)) => self.term(first),
            _ => Term::number(0),
        }
    }

    /// Returns the value of a function that only calculates.
    fn value_of(&mut self, knot: &'t Knot, arguments: &[Expr]) -> Option<Term> {
        if self.inlined >= DEEPEST {
            return None;
        }
        let scope = self.scope(knot, arguments);
        self.scopes.push(scope);
        self.inlined += 1;
        let value = self.returned(&knot.body);
        self.inlined -= 1;
        self.scopes.pop();
        value
    }

    fn returned(&mut self, nodes: &'t [Node]) -> Option<Term> {
        let (first, rest) = nodes.split_first()?;
        match first {
            Node::Newline => self.returned(rest),
            Node::Text(text, _) if text.trim().is_empty() => self.returned(rest),
            Node::Logic(Statement::Return(value), _) => {
                let value = value.as_ref()?;
                Some(self.term(value))
            }
            Node::Logic(Statement::Temp(name, value), _) => {
                let value = self.term(value);
                let scope = self.scopes.last_mut()?;
                scope.insert(name.clone(), Binding::Term(value));
                self.returned(rest)
            }
            Node::Branch(arms, _) => {
                let mut value = match arms.last() {
                    Some((None, _)) => None,
                    _ => Some(self.returned(rest)?),
                };
                for (condition, arm) in arms.iter().rev() {
                    let own = self.returned(arm)?;
                    value = Some(match (condition, value) {
                        (Some(condition), Some(otherwise)) => {
                            let when = self.condition(condition);
                            Term::If(Box::new((when, own, otherwise)))
                        }
                        _ => own,
                    });
                }
                value
            }
            _ => None,
        }
    }

    /// Sets a variable.
    pub(super) fn assign(&mut self, name: &'t str, value: &'t Expr, at: At) {
        let own = Expr::Name(name.to_owned(), at);
        if let Some(list) = self.list(&own) {
            return self.assign_list(&list, name, value, at);
        }
        let variable = match self.binding(name) {
            Some(Binding::Variable(variable)) => Some(variable),
            Some(Binding::Term(Term::Variable(variable))) => Some(variable),
            Some(Binding::Term(_)) => {
                return self.temporary(name, value, at);
            }
            _ => self.symbols.globals.get(name).copied(),
        };
        let Some(variable) = variable else {
            self.mistake(
                at,
                format!("the story has no variable `{name}`"),
                "declare it with `VAR`",
            );
            return;
        };
        self.set_to(variable, value, at);
    }

    /// Sets a variable to a value, which may be that of a function.
    fn set_to(&mut self, variable: VariableId, value: &'t Expr, at: At) {
        if let Expr::Call(function, arguments, _) = value
            && let Some(knot) = self.function(function)
            && self.value_of(knot, arguments).is_none()
        {
            return self.inline(knot, arguments, Some(variable), at);
        }
        let value = self.term(value);
        if let Term::If(parts) = value {
            return self.set_if(variable, *parts, at);
        }
        self.set(variable, value, at);
    }

    /// Sets a variable to one of two values.
    fn set_if(&mut self, variable: VariableId, (when, one, other): (Term, Term, Term), at: At) {
        self.flush();
        self.current(at);
        let (join, first, second) = (self.inner("", at), self.inner("", at), self.inner("", at));
        self.close(End::Ways(vec![
            (Some(when), To::Block(first)),
            (None, To::Block(second)),
        ]));
        for (block, value) in [(first, one), (second, other)] {
            self.begin(block);
            match value {
                Term::If(parts) => self.set_if(variable, *parts, at),
                value => self.set(variable, value, at),
            }
            self.close(End::to(To::Block(join)));
        }
        self.begin(join);
    }

    /// Sets a temporary variable.
    pub(super) fn temporary(&mut self, name: &'t str, value: &'t Expr, at: At) {
        let known = match self.binding(name) {
            Some(Binding::Variable(variable)) => Some(variable),
            _ => None,
        };
        let variable = known.unwrap_or_else(|| {
            let full = format!("{}-{name}", self.base());
            let variable = self.flow.hidden(&full, Value::Number(0));
            self.symbols.local.push(variable);
            variable
        });
        self.set_to(variable, value, at);
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), Binding::Variable(variable));
        }
    }

    fn assign_list(&mut self, list: &ListVariable, name: &str, value: &'t Expr, at: At) {
        match list {
            ListVariable::Word(variable) => {
                let value = self.term(value);
                self.set(*variable, value, at);
            }
            ListVariable::Number(variable, items) => {
                let value = match value {
                    Expr::Both(operation, sides) if matches!(&sides.0, Expr::Name(own, _) if own == name) =>
                    {
                        let by = self.number_in(&sides.1, items);
                        Term::both(*operation, Term::Variable(*variable), by)
                    }
                    other => self.number_in(other, items),
                };
                self.set(*variable, value, at);
            }
            ListVariable::Flags(flags) => self.assign_flags(flags, name, value, at),
        }
    }

    fn assign_flags(
        &mut self,
        flags: &[(String, VariableId)],
        name: &str,
        value: &'t Expr,
        at: At,
    ) {
        let (items, change) = match value {
            Expr::Both(operation, sides) if matches!(&sides.0, Expr::Name(own, _) if own == name) => {
                (self.items(&sides.1), Some(*operation == Operation::Plus))
            }
            other => (self.items(other), None),
        };
        let Some(items) = items else {
            let what = format!("this new value of the list `{name}`; it is left out");
            return self.note(at, what, "add or remove items by their names");
        };
        for (item, flag) in flags {
            let named = items.iter().any(|(own, _)| own == item);
            match change {
                Some(is_in) if named => self.set(*flag, Term::flag(is_in), at),
                Some(_) => {}
                None => self.set(*flag, Term::flag(named), at),
            }
        }
    }
}

/// Returns the word for a call of a tunnel.
fn site(number: usize) -> String {
    format!("place-{}", number + 1)
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

/// Returns the content of a function without line ends at its ends.
fn trimmed(nodes: &[Node]) -> &[Node] {
    let is_text = |node: &Node| !matches!(node, Node::Newline);
    let first = nodes.iter().position(is_text).unwrap_or(nodes.len());
    let last = nodes
        .iter()
        .rposition(is_text)
        .map_or(first, |last| last + 1);
    &nodes[first..last.max(first)]
}

fn has_return(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Logic(Statement::Return(_), _) => true,
        Node::Branch(arms, _) => arms.iter().any(|(_, arm)| has_return(arm)),
        Node::Sequence(_, arms, _) => arms.iter().any(|arm| has_return(arm)),
        _ => false,
    })
}
