//! All nodes and expressions of a story.

use crate::exchange::ink::tree::{Expr, Node, Statement, Tale};

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
