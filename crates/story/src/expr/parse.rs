//! From words and signs to a tree.
//!
//! From loose to tight: `or`, `and`, `not`, comparisons, `+ -`, `*`, the sign of a number.

use cuebook_core::diagnostic::Span;

use super::lex::{Token, tokens};
use super::scan::{Operators, climb};
use super::written::{Shape, Term};
use super::{Fault, Operator};

/// The deepest nesting of brackets, `not` and signs.
const DEEPEST: usize = 50;

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Term, Fault> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(Fault::new(
            Span::new(0, text.len()),
            "the expression is empty",
        ));
    }
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        depth: 0,
    };
    let term = parser.condition()?;
    match parser.peek() {
        None => Ok(term),
        Some(_) => Err(parser.unexpected()),
    }
}

/// The operators of each level with two operands, from loose to tight.
const LEVELS: [&[Operator]; 2] = [&[Operator::Or], &[Operator::And]];

/// The operators of calculations.
const SUMS: [&[Operator]; 2] = [&[Operator::Plus, Operator::Minus], &[Operator::Times]];

const COMPARISONS: &[Operator] = &[
    Operator::Equal,
    Operator::Unequal,
    Operator::Less,
    Operator::AtMost,
    Operator::More,
    Operator::AtLeast,
];

/// The operator of one operand.
const SIGN: &[Operator] = &[Operator::Minus];

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
}

impl Operators<&[Operator], Term> for Parser<'_> {
    type Operator = (Operator, Span);

    /// Takes the next word if it is one of these operators.
    fn operator(&mut self, of: &&[Operator]) -> Option<(Operator, Span)> {
        let span = self.span();
        match self.peek() {
            Some(Token::Operator(operator)) if of.contains(operator) => {
                let operator = *operator;
                self.at += 1;
                Some((operator, span))
            }
            _ => None,
        }
    }

    fn joined(&mut self, operator: (Operator, Span), left: Term, right: Term) -> Term {
        both(operator, left, right)
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    /// The place of the next word; at the end, the place after the last one.
    fn span(&self) -> Span {
        let end = self.text.trim_end().len();
        let here = self.tokens.get(self.at);
        here.map_or(Span::new(end, end), |(_, span)| *span)
    }

    /// Reads `or` and `and` of conditions.
    fn condition(&mut self) -> Result<Term, Fault> {
        climb(self, &LEVELS, &Parser::not)
    }

    /// Reads `+ -` and `*`.
    fn sum(&mut self) -> Result<Term, Fault> {
        climb(self, &SUMS, &Parser::signed)
    }

    fn not(&mut self) -> Result<Term, Fault> {
        if self.peek() != Some(&Token::Not) {
            return self.comparison();
        }
        let start = self.span().start;
        self.at += 1;
        let inner = self.nested(Parser::not)?;
        let span = Span::new(start, inner.span.end);
        let shape = Shape::Not(Box::new(inner));
        Ok(Term { shape, span })
    }

    fn comparison(&mut self) -> Result<Term, Fault> {
        let left = self.sum()?;
        let Some(operator) = self.operator(&COMPARISONS) else {
            return Ok(left);
        };
        let right = self.sum()?;
        let middle = right.span.of(self.text);
        if let Some((next, sign)) = self.operator(&COMPARISONS) {
            let message = "a comparison has two sides";
            let hint = format!(
                "compare twice: `… {} {middle} and {middle} {} …`",
                operator.0.symbol(),
                next.symbol()
            );
            return Err(Fault::new(sign, message).hint(hint));
        }
        Ok(both(operator, left, right))
    }

    fn signed(&mut self) -> Result<Term, Fault> {
        let Some((_, minus)) = self.operator(&SIGN) else {
            return self.single();
        };
        if let Some(Token::Number(number)) = self.peek() {
            let shape = Shape::Number(-number);
            let span = Span::new(minus.start, self.span().end);
            self.at += 1;
            return Ok(Term { shape, span });
        }
        let inner = self.nested(Parser::signed)?;
        let span = Span::new(minus.start, inner.span.end);
        let shape = Shape::Negative(Box::new(inner));
        Ok(Term { shape, span })
    }

    fn single(&mut self) -> Result<Term, Fault> {
        let span = self.span();
        let shape = match self.peek() {
            Some(Token::Name(name)) => Shape::Name(name.clone()),
            Some(Token::Number(number)) => Shape::Number(*number),
            Some(Token::Flag(flag)) => Shape::Flag(*flag),
            Some(Token::Open) => return self.brackets(span),
            _ => return Err(self.no_operand()),
        };
        self.at += 1;
        if matches!(shape, Shape::Name(_)) && self.peek() == Some(&Token::Open) {
            let name = span.of(self.text);
            let message =
                format!("`{name}` is followed by a bracket, and expressions have no calls");
            return Err(Fault::new(Span::new(span.start, self.span().end), message));
        }
        Ok(Term { shape, span })
    }

    fn brackets(&mut self, open: Span) -> Result<Term, Fault> {
        self.at += 1;
        if self.peek() == Some(&Token::Close) {
            let span = Span::new(open.start, self.span().end);
            return Err(Fault::new(span, "the brackets are empty"));
        }
        let inner = self.nested(|parser| parser.condition())?;
        match self.peek() {
            Some(Token::Close) => {
                let span = Span::new(open.start, self.span().end);
                self.at += 1;
                Ok(Term { span, ..inner })
            }
            None => Err(Fault::new(open, "this bracket is not closed").hint("add the missing `)`")),
            Some(_) => Err(self.unexpected()),
        }
    }

    fn nested(&mut self, read: impl Fn(&mut Self) -> Result<Term, Fault>) -> Result<Term, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("an expression is nested at most {DEEPEST} deep");
            return Err(Fault::new(self.span(), message));
        }
        let term = read(self);
        self.depth -= 1;
        term
    }

    /// The mistake of a place where a name, a number or a bracket is missing.
    fn no_operand(&self) -> Fault {
        let before = self.at.checked_sub(1).map(|at| self.tokens[at].1);
        let after = before.map_or("at the beginning".to_owned(), |span| {
            format!("after `{}`", span.of(self.text))
        });
        let span = self.span();
        match self.peek() {
            Some(Token::Not) => Fault::new(span, format!("`not` {after} needs brackets"))
                .hint("write it as `(not …)`"),
            Some(Token::Close) if self.depth == 0 => closes_nothing(span),
            _ => Fault::new(
                before.filter(|_| self.peek().is_none()).unwrap_or(span),
                format!("a name, a number or a bracket is missing {after}"),
            ),
        }
    }

    /// The mistake of a word that cannot follow the one before it.
    fn unexpected(&self) -> Fault {
        let span = self.span();
        let word = span.of(self.text);
        let before = self
            .at
            .checked_sub(1)
            .map_or("", |at| self.tokens[at].1.of(self.text));
        let next = self.tokens.get(self.at + 1);
        match self.peek() {
            Some(Token::Close) => closes_nothing(span),
            Some(Token::Name(name)) if name == "is" => match next {
                Some((Token::Not, not)) => {
                    let both = Span::new(span.start, not.end);
                    Fault::new(both, "`is not` is no operator").write(both, "!=")
                }
                _ => Fault::new(span, "`is` is no operator").write(span, "=="),
            },
            _ => Fault::new(
                span,
                format!("an operator is missing between `{before}` and `{word}`"),
            )
            .hint("join two conditions with `and` or `or`, compare with `==`"),
        }
    }
}

fn closes_nothing(span: Span) -> Fault {
    Fault::new(span, "this bracket closes nothing").hint("remove it, or add the missing `(`")
}

fn both((operator, sign): (Operator, Span), left: Term, right: Term) -> Term {
    let span = Span::new(left.span.start, right.span.end);
    let (left, right) = (Box::new(left), Box::new(right));
    let shape = Shape::Both {
        operator,
        sign,
        left,
        right,
    };
    Term { shape, span }
}
