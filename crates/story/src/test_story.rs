//! Stories for tests, written in lines.

use crate::expr::{Wanted, Written};
use crate::story::{
    Choice, ChoiceId, Condition, ConditionId, Follow, Node, NodeId, Opt, Set, Spot, Story, To, Use,
    Way,
};
use crate::variable::{Kind, Variable};

/// Reads a story from lines. A clause follows each `|`.
///
/// ```text
/// flag lamp
/// number courage 0 3 1
/// words mood calm afraid
/// node hall | when lamp | again
/// heard 0 | when lamp
/// choice door | default back | timed | last
/// - open | to cellar | when courage >= 1 | set courage = courage + 1; lamp = true | once
/// - back
/// way cellar | when not lamp
/// follow hall 0 5 cellar 0 2
/// ```
///
/// No words follow a choice that is `last`. A node without ways goes on with the next one, and after the last one the story ends.
pub(crate) fn story(text: &str) -> Story {
    let mut reader = Reader::default();
    reader.story.start = To::Node(NodeId(0));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<Vec<&str>> = lines
        .map(|l| l.split('|').map(str::trim).collect())
        .collect();
    for line in &lines {
        reader.declare(line);
    }
    for line in &lines {
        reader.fill(line);
    }
    reader.finish()
}

/// A node without anything.
pub(crate) fn node(name: &str) -> Node {
    Node {
        name: name.to_owned(),
        title: None,
        when: None,
        stops: Vec::new(),
        silent: Vec::new(),
        ways: Vec::new(),
        says_again: false,
    }
}

#[derive(Default)]
struct Reader {
    story: Story,
    /// The number of nodes that were filled so far.
    filled: usize,
    defaults: Vec<(ChoiceId, String)>,
}

/// The rest of the clause that begins with `word`.
fn clause<'l>(line: &[&'l str], word: &str) -> Option<&'l str> {
    line.iter()
        .find_map(|clause| Some(clause.strip_prefix(word)?.trim()))
}

impl Reader {
    fn declare(&mut self, line: &[&str]) {
        let words: Vec<&str> = line[0].split_whitespace().collect();
        let number = |at: usize| words[at].parse().unwrap();
        let (kind, start) = match words[0] {
            "flag" => (Kind::Flag, 0),
            "number" => {
                let (from, to) = (number(2), number(3));
                (Kind::Number { from, to }, number(4))
            }
            "words" => {
                let set = words[2..].iter().map(|word| (*word).to_owned());
                (Kind::OneOf(set.collect()), 0)
            }
            "node" => {
                let mut node = node(words[1]);
                node.says_again = clause(line, "again").is_some();
                self.story.nodes.push(node);
                return;
            }
            _ => return,
        };
        let name = words[1].to_owned();
        self.story.variables.push(Variable {
            name,
            kind,
            start,
            chance: None,
        });
    }

    fn fill(&mut self, line: &[&str]) {
        let words: Vec<&str> = line[0].split_whitespace().collect();
        let number = |at: usize| words[at].parse().unwrap();
        let node = NodeId(self.filled.wrapping_sub(1));
        match words[0] {
            "node" => {
                let node = NodeId(self.filled);
                self.filled += 1;
                self.story.nodes[node].when = self.condition(line, Use::Node(node));
            }
            "heard" => {
                let (part, order) = (number(1), 0);
                self.condition(line, Use::Heard(Spot { node, part, order }));
            }
            "choice" => self.choice(words[1], node, line),
            "-" => self.option(words[1], line),
            "way" => {
                let way = self.story.nodes[node].ways.len();
                let when = self.condition(line, Use::Way(node, way));
                let to = self.to(words[1]);
                self.story.nodes[node].ways.push(Way { to, when });
            }
            "follow" => {
                let spot = |at: usize| {
                    let (part, order) = (number(at + 1), number(at + 2));
                    let node = self.story.node(words[at]).unwrap();
                    Spot { node, part, order }
                };
                let (from, to) = (spot(1), spot(4));
                let when = self.condition(line, Use::Heard(from));
                self.story.follows.push(Follow { from, when, to });
            }
            _ => {}
        }
    }

    fn choice(&mut self, name: &str, node: NodeId, line: &[&str]) {
        let id = self.story.choices.push(Choice {
            name: name.to_owned(),
            options: Vec::new(),
            default: None,
            timed: clause(line, "timed").is_some(),
            chance: None,
        });
        let node = &mut self.story.nodes[node];
        node.stops.push(id);
        node.silent
            .extend(clause(line, "last").map(|_| node.stops.len()));
        let default = clause(line, "default").map(str::to_owned);
        self.defaults.extend(default.map(|default| (id, default)));
    }

    fn option(&mut self, name: &str, line: &[&str]) {
        let id = ChoiceId(self.story.choices.len() - 1);
        let number = self.story.choices[id].options.len();
        let sets = clause(line, "set")
            .into_iter()
            .flat_map(|sets| sets.split(';'));
        let sets = sets.map(|set| self.set(set)).collect();
        let opt = Opt {
            name: name.to_owned(),
            when: self.condition(line, Use::Option(id, number)),
            sets,
            to: clause(line, "to ").map(|to| self.to(to)),
            once: clause(line, "once").is_some(),
        };
        self.story.choices[id].options.push(opt);
    }

    fn set(&self, set: &str) -> Set {
        let (name, value) = set.split_once('=').unwrap();
        let variables = &self.story.variables;
        let variable = variables.position(|v| v.name == name.trim()).unwrap();
        let value = Written::parse(value).unwrap();
        let value = value.bind(variables, Wanted::Value(variable)).unwrap();
        Set { variable, value }
    }

    fn to(&self, name: &str) -> To {
        match name {
            "end" => To::End,
            name => To::Node(self.story.node(name).unwrap()),
        }
    }

    fn condition(&mut self, line: &[&str], used: Use) -> Option<ConditionId> {
        let written = Written::parse(clause(line, "when")?).unwrap();
        let expr = written.bind(&self.story.variables, Wanted::Condition);
        let expr = expr.unwrap();
        Some(self.story.conditions.push(Condition { expr, used }))
    }

    fn finish(mut self) -> Story {
        for (id, default) in self.defaults {
            let choice = &mut self.story.choices[id];
            choice.default = choice.options.iter().position(|o| o.name == default);
        }
        let count = self.story.nodes.len();
        for (index, node) in self.story.nodes.iter_mut().enumerate() {
            if node.ways.is_empty() {
                let is_last = index + 1 == count;
                let next = To::Node(NodeId(index + 1));
                let to = if is_last { To::End } else { next };
                node.ways.push(Way { to, when: None });
            }
        }
        self.story
    }
}
