//! Lists: a list that has one item at a time is a variable with words, or with numbers if they are
//! compared or counted. Any other list is a flag for each item.

use std::collections::HashMap;

use super::walk::{each_expr, each_node};
use crate::exchange::branching::{At, Operation, Value, VariableId};
use crate::exchange::ink::tree::{Expr, Node, Statement, Tale};

/// Declares a variable: its name, its first value, the words it can have, and its place.
pub(super) type Declare<'a> = dyn FnMut(&str, Value, Vec<String>, At) -> VariableId + 'a;

/// The word of a list without items.
pub(super) const EMPTY: &str = "nothing";

/// The lists of a story.
#[derive(Default)]
pub(super) struct Lists {
    /// The items of each list with their numbers.
    origins: Vec<(String, Vec<(String, i64)>)>,
    /// The kinds of the variables that are lists.
    kinds: HashMap<String, ListKind>,
    pub variables: HashMap<String, ListVariable>,
}

/// How a list is kept.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    Word,
    Number,
    Flags,
}

/// A variable that is a list.
#[derive(Clone, Debug)]
pub(super) enum ListVariable {
    Word(VariableId),
    Number(VariableId, Vec<(String, i64)>),
    Flags(Vec<(String, VariableId)>),
}

/// What a story does with its lists.
#[derive(Default)]
pub(super) struct ListUse {
    several: Vec<String>,
    counted: Vec<String>,
}

impl ListUse {
    pub(super) fn of(tale: &Tale) -> ListUse {
        let mut found = ListUse::default();
        for list in &tale.lists {
            if list.items.iter().filter(|(.., is_in)| *is_in).count() > 1 {
                found.several.push(list.name.clone());
            }
        }
        for global in &tale.globals {
            if matches!(&global.value, Expr::Items(items) if items.len() > 1) {
                found.several.push(global.name.clone());
            }
        }
        each_node(tale, &mut |node| {
            if let Node::Logic(Statement::Set(name, value), _) = node {
                found.set(name, value);
            }
        });
        each_expr(tale, &mut |expr| found.compared(expr));
        found
    }

    fn set(&mut self, name: &str, value: &Expr) {
        match value {
            Expr::Items(items) if items.len() > 1 => self.several.push(name.to_owned()),
            Expr::Both(Operation::Plus | Operation::Minus, sides) => {
                let own = matches!(&sides.0, Expr::Name(own, _) if own == name);
                match &sides.1 {
                    Expr::Number(_) if own => self.counted.push(name.to_owned()),
                    Expr::Name(..) | Expr::Items(..) if own => self.several.push(name.to_owned()),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn compared(&mut self, expr: &Expr) {
        match expr {
            Expr::Both(
                Operation::Less | Operation::AtMost | Operation::More | Operation::AtLeast,
                sides,
            ) => {
                for side in [&sides.0, &sides.1] {
                    if let Expr::Name(name, _) = side {
                        self.counted.push(name.clone());
                    }
                }
            }
            Expr::Call(function, arguments, _) if function == "LIST_VALUE" => {
                if let Some(Expr::Name(name, _)) = arguments.first() {
                    self.counted.push(name.clone());
                }
            }
            _ => {}
        }
    }

    fn kind(&self, name: &str) -> ListKind {
        let has = |names: &[String]| names.iter().any(|own| own == name);
        match (has(&self.several), has(&self.counted)) {
            (true, _) => ListKind::Flags,
            (_, true) => ListKind::Number,
            _ => ListKind::Word,
        }
    }
}

impl Lists {
    pub(super) fn of(tale: &Tale, uses: &ListUse) -> Lists {
        let origins = tale.lists.iter().map(|list| {
            let items = list.items.iter();
            let items = items.map(|(name, number, _)| (name.clone(), *number));
            (list.name.clone(), items.collect())
        });
        let mut lists = Lists {
            origins: origins.collect(),
            ..Lists::default()
        };
        for list in &tale.lists {
            lists.kinds.insert(list.name.clone(), uses.kind(&list.name));
        }
        for global in tale.globals.iter().filter(|global| !global.is_constant) {
            let is_list = match &global.value {
                Expr::Items(..) => true,
                Expr::Name(name, _) => lists.item(name).is_some(),
                _ => false,
            };
            if is_list {
                lists
                    .kinds
                    .insert(global.name.clone(), uses.kind(&global.name));
            }
        }
        lists
    }

    /// Declares the variables of the lists.
    pub(super) fn declare(&mut self, tale: &Tale, declare: &mut Declare<'_>) {
        for list in &tale.lists {
            let inside = list.items.iter().filter(|(.., is_in)| *is_in);
            let inside: Vec<String> = inside.map(|(name, ..)| name.clone()).collect();
            let own = list
                .items
                .iter()
                .map(|(name, number, _)| (name.clone(), *number));
            let own = own.collect();
            self.variable((&list.name, list.at), &inside, own, declare);
        }
        for global in &tale.globals {
            if !self.kinds.contains_key(&global.name) || global.is_constant {
                continue;
            }
            let inside = match &global.value {
                Expr::Items(items) => items.clone(),
                Expr::Name(name, _) => vec![name.clone()],
                _ => Vec::new(),
            };
            let inside: Vec<String> = inside.iter().map(|name| plain(name).to_owned()).collect();
            let first = inside.first().and_then(|name| self.origin(name));
            let own = match first {
                Some(items) => items.clone(),
                None => self
                    .origins
                    .iter()
                    .flat_map(|(_, items)| items.clone())
                    .collect(),
            };
            self.variable((&global.name, global.at), &inside, own, declare);
        }
    }

    fn variable(
        &mut self,
        (name, at): (&str, At),
        inside: &[String],
        items: Vec<(String, i64)>,
        declare: &mut Declare<'_>,
    ) {
        let first = inside.first().cloned();
        let variable = match self.kinds[name] {
            ListKind::Word => {
                let start = first.unwrap_or_else(|| EMPTY.to_owned());
                let words = items.iter().map(|(item, _)| item.clone()).collect();
                ListVariable::Word(declare(name, Value::Word(start), words, at))
            }
            ListKind::Number => {
                let number = items.iter().find(|(own, _)| Some(own) == first.as_ref());
                let number = number.map_or(0, |(_, number)| *number);
                ListVariable::Number(declare(name, Value::Number(number), Vec::new(), at), items)
            }
            ListKind::Flags => {
                let flags = items.into_iter().map(|(item, _)| {
                    let is_in = Value::Flag(inside.contains(&item));
                    let flag = declare(&format!("{name}-{item}"), is_in, Vec::new(), at);
                    (item, flag)
                });
                ListVariable::Flags(flags.collect())
            }
        };
        self.variables.insert(name.to_owned(), variable);
    }

    /// Returns an item of a list, without the name of the list, and its number.
    pub(super) fn item(&self, name: &str) -> Option<(String, i64)> {
        let (list, item) = match name.split_once('.') {
            Some((list, item)) => (Some(list), item),
            None => (None, name),
        };
        let lists = self.origins.iter();
        let mut lists = lists.filter(|(own, _)| list.is_none_or(|list| own == list));
        let found = lists.find_map(|(_, items)| items.iter().find(|(own, _)| own == item));
        found.cloned()
    }

    fn origin(&self, item: &str) -> Option<&Vec<(String, i64)>> {
        let mut lists = self.origins.iter();
        let found = lists.find(|(_, items)| items.iter().any(|(own, _)| own == item));
        found.map(|(_, items)| items)
    }
}

/// Returns the name of an item without that of its list.
pub(super) fn plain(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
