//! Random scripts, each in a different style.

/// A small random number generator (xorshift64*) with the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn chance(&mut self, of: usize) -> bool {
        self.roll(of) == 0
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.roll(of.len())]
    }
}

enum Thing {
    Word(&'static str),
    Map(Vec<(&'static str, Thing)>),
    List(Vec<Thing>),
}

use Thing::{List, Map, Word};

struct Pen {
    dice: Dice,
    out: String,
    /// One in this many places has a comment or a blank line.
    comments: usize,
    blanks: usize,
    step: usize,
}

/// Returns a script with cast, lines, cues and perhaps choices in random order and style.
pub(crate) fn script(seed: u64) -> String {
    let mut dice = Dice(seed | 1);
    let mut sections = vec![
        ("cast", cast(&mut dice)),
        ("lines", lines(&mut dice)),
        ("cues", cues(&mut dice)),
    ];
    if dice.chance(2) {
        sections.push(("state", state(&mut dice)));
        sections.push(("choices", choices(&mut dice)));
    }
    let turn = dice.roll(sections.len());
    sections.rotate_left(turn);
    let mut top = vec![("show", Word("The Gate")), ("text", Word("gate.txt"))];
    top.extend(sections);
    let mut pen = Pen {
        comments: 2 + dice.roll(8),
        blanks: 2 + dice.roll(8),
        step: 1 + dice.roll(4),
        out: String::new(),
        dice,
    };
    match pen.dice.roll(8) {
        0 => {
            pen.flow(&Map(top), 0);
            pen.out.push('\n');
        }
        _ => pen.map(&top, 0, false),
    }
    let mut text = pen.out;
    if pen.dice.chance(4) {
        text = text.replace('\n', "\r\n");
    }
    if pen.dice.chance(6) {
        text = text.trim_end().to_owned();
    }
    if pen.dice.chance(8) {
        text.insert(0, '\u{FEFF}');
    }
    text
}

fn cast(dice: &mut Dice) -> Thing {
    let roles = ["MARA", "IVO", "THE DOG", "ЖУК"];
    let role = |dice: &mut Dice| {
        let mut keys = vec![("voice", Word("bf_emma"))];
        if dice.chance(2) {
            keys.push(("pace", Word("1.1")));
        }
        if dice.chance(3) {
            keys.push(("place", Map(vec![("pan", Word("-0.3"))])));
        }
        Map(keys)
    };
    let count = 1 + dice.roll(4);
    Map(roles[..count]
        .iter()
        .map(|name| (*name, role(dice)))
        .collect())
}

const SAID: &[&str] = &[
    "Who is there?",
    "Nobody,",
    "Go back: to bed.",
    "It's #1",
    "«Oui» {now}",
];

fn lines(dice: &mut Dice) -> Thing {
    let line = |words: &&'static str, dice: &mut Dice| {
        let mut keys = vec![("quote", Word(words)), ("by", Word("MARA"))];
        if dice.chance(3) {
            keys.insert(0, ("id", Word("l-1")));
        }
        if dice.chance(3) {
            keys.push((
                "pause",
                Map(vec![("before", Word("0.4s")), ("after", Word("1s"))]),
            ));
        }
        Map(keys)
    };
    let count = dice.roll(5);
    List(
        SAID[..count]
            .iter()
            .map(|words| line(words, dice))
            .collect(),
    )
}

fn state(dice: &mut Dice) -> Thing {
    let bounds = Map(vec![("from", Word("0")), ("to", Word("3"))]);
    let words = List(vec![Word("calm"), Word("afraid")]);
    let all = vec![
        ("lamp", Word("false")),
        ("courage", bounds),
        ("mood", Map(vec![("one-of", words)])),
    ];
    let count = 1 + dice.roll(3);
    Map(all.into_iter().take(count).collect())
}

fn choices(dice: &mut Dice) -> Thing {
    let option = |dice: &mut Dice| {
        let mut keys = vec![("id", Word("open")), ("say", Word("Go on, then."))];
        if dice.chance(2) {
            keys.push(("when", Word("not (lamp or courage >= 2)")));
        }
        if dice.chance(2) {
            keys.push(("set", Map(vec![("courage", Word("courage + 1"))])));
        }
        keys.push(("to", Word("end")));
        Map(keys)
    };
    let choice = |dice: &mut Dice| {
        let place = Map(vec![("after", Word("a bell rang"))]);
        let count = 1 + dice.roll(3);
        let options = (0..count).map(|_| option(dice)).collect();
        let mut keys = vec![
            ("id", Word("door")),
            ("at", place),
            ("options", List(options)),
        ];
        if dice.chance(2) {
            let remind = Map(vec![("after", Word("6s")), ("say", Word("Well?"))]);
            keys.push((
                "while-waiting",
                Map(vec![("bed", Word("rain")), ("remind", remind)]),
            ));
        }
        Map(keys)
    };
    let count = 1 + dice.roll(2);
    List((0..count).map(|_| choice(dice)).collect())
}

fn cues(dice: &mut Dice) -> Thing {
    let cue = |dice: &mut Dice| {
        let words = *["Rain fell", "a bell rang", "no, not: that", "# far"]
            .get(dice.roll(4))
            .unwrap_or(&"");
        let at = match dice.roll(2) {
            0 => Word(words),
            _ => Map(vec![("after", Word(words))]),
        };
        let mut keys = vec![("spot", Word("door-strike")), ("at", at)];
        if dice.chance(2) {
            keys.insert(0, ("id", Word("bell")));
        }
        if dice.chance(3) {
            keys.push(("gain", Word("-12dB")));
        }
        if dice.chance(4) {
            let ride = || Map(vec![("at", Word("end")), ("gain", Word("-3dB"))]);
            keys.push(("ride", List(vec![ride(), ride()])));
        }
        Map(keys)
    };
    let count = dice.roll(5);
    List((0..count).map(|_| cue(dice)).collect())
}

impl Pen {
    fn line_end(&mut self) {
        if self.dice.chance(self.comments) {
            let gap = self.dice.one(&[" ", "   ", "\t"]);
            self.out.push_str(gap);
            let words = self.dice.one(&["# soft", "#", "# key: 'value", "# [x, {y"]);
            self.out.push_str(words);
        }
        self.out.push('\n');
    }

    /// Adds comments and blank lines between two lines.
    fn between(&mut self, indent: usize) {
        if self.dice.chance(self.blanks) {
            let line = self.dice.one(&["\n", "\n\n", "   \n"]);
            self.out.push_str(line);
        }
        if self.dice.chance(self.comments) {
            self.out.push_str(&" ".repeat(indent));
            let words = self.dice.one(&["# a comment", "# - not: an item", "#"]);
            self.out.push_str(words);
            self.out.push('\n');
        }
    }

    fn key(&mut self, key: &str) {
        let key = match self.dice.roll(8) {
            0 => format!("\"{key}\""),
            1 => format!("'{key}'"),
            _ => key.to_owned(),
        };
        self.out.push_str(&key);
    }

    fn word(&mut self, word: &str, flow: bool) {
        let needs = word.contains(": ")
            || word.contains('#')
            || (flow && word.contains([',', '{', '}', '?', ':']));
        let word = match self.dice.roll(4) {
            0 => format!("'{}'", word.replace('\'', "''")),
            1 => format!("\"{word}\""),
            _ if needs => format!("\"{word}\""),
            _ => word.to_owned(),
        };
        self.out.push_str(&word);
    }

    fn flow(&mut self, thing: &Thing, indent: usize) {
        let tight = self.dice.chance(3);
        let stacked = self.dice.chance(4);
        let (open, close, count) = match thing {
            Word(word) => return self.word(word, true),
            Map(entries) => ('{', '}', entries.len()),
            List(items) => ('[', ']', items.len()),
        };
        self.out.push(open);
        let inner = indent + 2;
        for number in 0..count {
            if stacked {
                self.line_end();
                self.between(inner);
                self.out.push_str(&" ".repeat(inner));
            } else if number > 0 || !tight {
                self.out.push(' ');
            }
            match thing {
                Map(entries) => {
                    self.key(entries[number].0);
                    self.out.push_str(": ");
                    self.flow(&entries[number].1, inner);
                }
                List(items) => self.flow(&items[number], inner),
                Word(_) => {}
            }
            if number + 1 < count || (stacked && self.dice.chance(3)) {
                self.out.push(',');
            }
        }
        if stacked {
            self.line_end();
            self.out.push_str(&" ".repeat(indent + 1));
        } else if !tight && count > 0 {
            self.out.push(' ');
        }
        self.out.push(close);
    }

    /// Adds the text after a colon or a dash.
    fn value(&mut self, thing: &Thing, indent: usize) {
        match thing {
            Word(word) => {
                self.out.push(' ');
                if word.len() > 8 && self.dice.chance(10) {
                    let fold = self.dice.one(&[">-", "|-"]);
                    self.out.push_str(&format!(
                        "{fold}\n{}{word}\n",
                        " ".repeat(indent + self.step + 1)
                    ));
                    return;
                }
                self.word(word, false);
                self.line_end();
            }
            Map(entries) if !entries.is_empty() && !self.dice.chance(2) => {
                self.line_end();
                self.map(entries, indent + self.step, false);
            }
            List(items) if !items.is_empty() && !self.dice.chance(3) => {
                self.line_end();
                let more = if self.dice.chance(2) { 0 } else { self.step };
                self.list(items, indent + more);
            }
            _ => {
                self.out.push(' ');
                self.flow(thing, indent);
                self.line_end();
            }
        }
    }

    fn map(&mut self, entries: &[(&'static str, Thing)], indent: usize, mut begun: bool) {
        for (key, thing) in entries {
            if !std::mem::take(&mut begun) {
                self.between(indent);
                self.out.push_str(&" ".repeat(indent));
            }
            self.key(key);
            self.out.push(':');
            self.value(thing, indent);
        }
    }

    fn list(&mut self, items: &[Thing], indent: usize) {
        for item in items {
            self.between(indent);
            self.out.push_str(&" ".repeat(indent));
            self.out.push('-');
            match item {
                Map(entries) if self.dice.chance(2) => {
                    let gap = 1 + self.dice.roll(3);
                    self.out.push_str(&" ".repeat(gap));
                    self.map(entries, indent + gap + 1, true);
                }
                other => {
                    self.out.push(' ');
                    self.flow(other, indent);
                    self.line_end();
                }
            }
        }
    }
}
