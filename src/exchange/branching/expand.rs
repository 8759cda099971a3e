//! Text with values in it, such as “You have 3 coins.”, as one paragraph for each value.

use super::tabulate::cases;
use super::{End, Flow, Line, Opt, Term, Value, shown};

/// The most paragraphs that are made of one.
const MOST: usize = 24;

/// Replaces the values that the text shows.
pub(super) fn prints(flow: &mut Flow) {
    for at in 0..flow.blocks.len() {
        let id = super::BlockId(at);
        let lines = std::mem::take(&mut flow.blocks[id].lines);
        let lines = lines.into_iter().flat_map(|line| line_values(flow, line));
        let lines: Vec<Line> = lines.collect();
        flow.blocks[id].lines = lines;
        let mut end = std::mem::take(&mut flow.blocks[id].end);
        if let End::Choice(choice) = &mut end {
            let options = std::mem::take(&mut choice.options);
            let options = options.into_iter().flat_map(|one| option_values(flow, one));
            choice.options = options.collect();
        }
        flow.blocks[id].end = end;
    }
}

fn line_values(flow: &mut Flow, line: Line) -> Vec<Line> {
    let texts = match &line.again {
        Some(_) => vec![(None, line.text.clone())],
        None => values(flow, &line.text, line.at),
    };
    let all = texts.into_iter().map(|(when, text)| Line {
        when: Term::all(line.when.clone(), when),
        text,
        ..line.clone()
    });
    all.collect()
}

fn option_values(flow: &mut Flow, option: Opt) -> Vec<Opt> {
    let texts = values(flow, &option.words, option.at);
    let all = texts.into_iter().map(|(when, words)| Opt {
        when: Term::all(option.when.clone(), when),
        words,
        ..option.clone()
    });
    all.collect()
}

/// Returns a text with each value that it can show, and when it has this one.
fn values(flow: &mut Flow, text: &str, at: super::At) -> Vec<(Option<Term>, String)> {
    let mut texts: Vec<(Option<Term>, String)> = vec![(None, text.to_owned())];
    for print in 0..flow.prints.len() {
        let mark = shown(print);
        if !text.contains(&mark) {
            continue;
        }
        let term = flow.prints[print].clone();
        let found = answers(flow, &term).filter(|found| found.len() * texts.len() <= MOST);
        let Some(answers) = found else {
            flow.note(
                at,
                "a text shows a value of too many; it is left out",
                "write the paragraph for each value, with `when`",
            );
            for (_, text) in &mut texts {
                *text = text.replace(&mark, "");
            }
            continue;
        };
        let both = texts.iter().flat_map(|(when, text)| {
            let mark = &mark;
            answers.iter().map(move |(value, own)| {
                let when = Term::all(when.clone(), Some(own.clone()));
                (when, text.replace(mark, value))
            })
        });
        texts = both.collect();
    }
    for (when, _) in &mut texts {
        if when.as_ref().is_some_and(Term::is_true) {
            *when = None;
        }
    }
    texts
}

/// Returns the values of a term, each with its condition.
fn answers(flow: &Flow, term: &Term) -> Option<Vec<(String, Term)>> {
    let cases = cases(term, &flow.variables)?;
    let starts = flow.variables.iter().map(|one| one.start.clone());
    let mut values: Vec<Value> = starts.collect();
    let mut answers: Vec<(String, Term)> = Vec::new();
    for case in cases {
        let mut when = Term::flag(true);
        for (variable, value) in case {
            let own = match &value {
                Value::Flag(true) => Term::Variable(variable),
                Value::Flag(false) => Term::Not(Box::new(Term::Variable(variable))),
                other => Term::both(
                    super::Operation::Equal,
                    Term::Variable(variable),
                    Term::Value(other.clone()),
                ),
            };
            when = when.and(own);
            values[variable.0] = value;
        }
        let shown = term.value(&values).shown();
        match answers.iter_mut().find(|(own, _)| *own == shown) {
            Some((_, own)) => *own = own.clone().or(when),
            None => answers.push((shown, when)),
        }
    }
    Some(answers)
}
