//! The story of the page against that of the program: the same script runs in Node.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::graph;
use cuebook_core::id::IdVec;
use cuebook_story::{
    Choice, ChoiceId, Condition, ConditionId, Expr, Kind, Moment, Node, NodeId, Opt, Random, Story,
    To, Use, Variable, VariableId, Walk, Way, expr::Operator, story::Set, walk::Stuck,
};

/// The variables of a random story: a flag, a number, a word.
fn variables() -> IdVec<VariableId, Variable> {
    let own = |name: &str, kind: Kind| Variable {
        name: name.to_owned(),
        kind,
        start: 0,
        chance: None,
    };
    let words = ["calm", "cross", "gone"].map(str::to_owned).to_vec();
    vec![
        own("flag", Kind::Flag),
        own("count", Kind::Number { from: -2, to: 3 }),
        own("mood", Kind::OneOf(words)),
    ]
    .into()
}

fn number(random: &mut Random, depth: usize) -> Expr {
    if depth == 0 || random.below(3) == 0 {
        return match random.below(2) {
            0 => Expr::Variable(VariableId(1)),
            _ => Expr::Number(random.below(9) as i64 - 4),
        };
    }
    if random.below(5) == 0 {
        return Expr::Negative(Box::new(number(random, depth - 1)));
    }
    let operators = [Operator::Plus, Operator::Minus, Operator::Times];
    both(
        operators[random.below(3)],
        number(random, depth - 1),
        number(random, depth - 1),
    )
}

fn both(operator: Operator, left: Expr, right: Expr) -> Expr {
    Expr::Both {
        operator,
        left: Box::new(left),
        right: Box::new(right),
    }
}

fn flag(random: &mut Random, depth: usize) -> Expr {
    match random.below(if depth == 0 { 3 } else { 6 }) {
        0 => Expr::Variable(VariableId(0)),
        1 => {
            let word = Expr::Word {
                of: VariableId(2),
                index: random.below(3),
            };
            both(Operator::Equal, Expr::Variable(VariableId(2)), word)
        }
        2 => Expr::Flag(random.below(2) == 0),
        3 => Expr::Not(Box::new(flag(random, depth - 1))),
        4 => {
            let operator = [Operator::And, Operator::Or, Operator::Unequal][random.below(3)];
            both(operator, flag(random, depth - 1), flag(random, depth - 1))
        }
        _ => {
            let all = [
                Operator::Less,
                Operator::AtMost,
                Operator::More,
                Operator::AtLeast,
            ];
            both(
                all[random.below(4)],
                number(random, depth),
                number(random, depth),
            )
        }
    }
}

struct Writer {
    random: Random,
    story: Story,
}

impl Writer {
    fn when(&mut self, used: Use) -> Option<ConditionId> {
        if self.random.below(2) == 0 {
            return None;
        }
        let expr = flag(&mut self.random, 2);
        Some(self.story.conditions.push(Condition { expr, used }))
    }

    fn to(&mut self, nodes: usize) -> To {
        match self.random.below(nodes + 1) {
            last if last == nodes => To::End,
            node => To::Node(NodeId(node)),
        }
    }

    fn set(&mut self) -> Set {
        let variable = VariableId(self.random.below(3));
        let value = match variable.0 {
            0 => flag(&mut self.random, 1),
            1 => number(&mut self.random, 2),
            _ => Expr::Word {
                of: variable,
                index: self.random.below(3),
            },
        };
        Set { variable, value }
    }

    fn choice(&mut self, id: ChoiceId, nodes: usize) -> Choice {
        let options: Vec<Opt> = (0..1 + self.random.below(3))
            .map(|number| Opt {
                name: format!("o{number}"),
                when: self.when(Use::Option(id, number)),
                sets: (0..self.random.below(3)).map(|_| self.set()).collect(),
                to: (self.random.below(3) > 0).then(|| self.to(nodes)),
                once: self.random.below(3) == 0,
            })
            .collect();
        let default = (self.random.below(2) == 0).then(|| self.random.below(options.len()));
        Choice {
            name: format!("c{}", id.0),
            timed: default.is_some() && self.random.below(2) == 0,
            options,
            default,
            chance: None,
        }
    }

    fn node(&mut self, id: NodeId, nodes: usize) -> Node {
        let stops = (0..self.random.below(3)).map(|_| {
            let choice = ChoiceId(self.story.choices.len());
            let own = self.choice(choice, nodes);
            self.story.choices.push(own)
        });
        let stops: Vec<ChoiceId> = stops.collect();
        let ways = (0..self.random.below(3)).map(|way| Way {
            when: self.when(Use::Way(id, way)),
            to: self.to(nodes),
        });
        let ways = ways.collect();
        Node {
            name: format!("n{}", id.0),
            title: None,
            when: self.when(Use::Node(id)),
            silent: Vec::new(),
            stops,
            ways,
            says_again: self.random.below(2) == 0,
        }
    }
}

fn story(seed: u64) -> Story {
    let mut writer = Writer {
        random: Random::new(seed),
        story: Story {
            variables: variables(),
            start: To::Node(NodeId(0)),
            ..Story::default()
        },
    };
    let nodes = 2 + writer.random.below(4);
    for node in 0..nodes {
        let own = writer.node(NodeId(node), nodes);
        writer.story.nodes.push(own);
    }
    writer.story
}

fn shown(moment: Moment) -> Value {
    match moment {
        Moment::Part { node, part } => json!({ "part": [node.0, part] }),
        Moment::Choice(choice) => json!({ "choice": choice.0 }),
        Moment::End { last } => json!({ "end": true, "last": last.map(|last| last.0) }),
        Moment::Stuck(Stuck::NoOption(choice)) => {
            json!({ "stuck": "no-option", "choice": choice.0 })
        }
        Moment::Stuck(Stuck::NoWay(node)) => json!({ "stuck": "no-way", "node": node.0 }),
        Moment::Stuck(Stuck::Circle(node)) => json!({ "stuck": "circle", "node": node.0 }),
    }
}

/// Returns a random walk: the option of each choice, and everything that is seen on the way.
fn walked(story: &Story, seed: u64) -> Value {
    let mut random = Random::new(seed);
    let mut walk = Walk::new(story);
    let (mut options, mut seen) = (Vec::new(), Vec::new());
    for left in (0..12).rev() {
        walk.to_choice();
        let possible = walk.possible();
        seen.push(json!({
            "at": shown(walk.moment()),
            "offered": walk.offered(),
            "possible": possible,
            "values": walk.values().to_vec(),
            "visits": walk.visits().iter().map(|own| (own.node.0, own.part)).collect::<Vec<_>>(),
        }));
        if possible.is_empty() || left == 0 {
            break;
        }
        let option = possible[random.below(possible.len())];
        options.push(option);
        walk.choose(option).unwrap();
    }
    json!({ "options": options, "seen": seen })
}

const SCRIPT: &str = r"
const { Walk } = require(process.argv[1]);
const games = JSON.parse(require('fs').readFileSync(0));
const seen = games.map(({ story, walks }) => walks.map(({ options }) => {
  const walk = new Walk(story);
  const all = [];
  for (let n = 0; n <= options.length; n++) {
    walk.toChoice();
    all.push({
      at: walk.at, offered: walk.offered(), possible: walk.possible(), values: walk.values.map(Number),
      visits: walk.visits.map((own) => [own.node, own.part]),
    });
    if (n < options.length && !walk.choose(options[n])) throw new Error('refused');
  }
  return all;
}));
console.log(JSON.stringify(seen));
";

#[test]
#[ignore = "needs node; `make test` runs it"]
fn the_page_goes_through_random_stories_as_the_program_does() {
    let games: Vec<Value> = (0..400)
        .map(|seed| {
            let story = story(seed);
            let walks = (0..6).map(|walk| walked(&story, seed * 100 + walk));
            let walks: Vec<Value> = walks.collect();
            json!({ "story": graph::with(&story, &BTreeSet::new()), "walks": walks })
        })
        .collect();
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/exchange/web/page/story.js"
    );
    let mut node = Command::new("node")
        .args(["-e", SCRIPT, file])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = serde_json::to_string(&games).unwrap();
    node.stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    let seen: Vec<Vec<Value>> = serde_json::from_slice(&output.stdout).unwrap();
    let mut choices = 0;
    for (seed, (game, seen)) in games.iter().zip(seen).enumerate() {
        for (walk, seen) in game["walks"].as_array().unwrap().iter().zip(seen) {
            choices += walk["options"].as_array().unwrap().len();
            assert_eq!(walk["seen"], seen, "story {seed}: {}", game["story"]);
        }
    }
    assert!(choices > 2_000, "{choices} decisions");
}

#[test]
fn a_script_of_the_page_has_less_than_60_kilobytes_and_names_no_address() {
    let files = super::page::files("A & B", "en");
    let scripts = files.iter().filter(|(name, _)| name.ends_with(".js"));
    let size: usize = scripts.map(|(_, text)| text.len()).sum();
    assert!(size < 60_000, "{size} bytes");
    let mut outside = String::new();
    for (name, text) in &files {
        for line in text.lines().filter(|line| line.contains("://")) {
            // The name of a kind of picture is no address.
            if !line.contains("http://www.w3.org/2000/svg") {
                writeln!(outside, "{name}: {line}").unwrap();
            }
        }
    }
    assert_eq!(outside, "");
    assert!(files[0].1.contains("<title>A &amp; B</title>"));
}
