//! Leaves out what no listener can meet: cases of a sentence that exclude one another, conditions that
//! always hold, ways that are never taken, and fallbacks of choices that always have an option. This
//! needs a look at every state; a story with too many of them stays as it is.

use super::search::{Memory, each_state};
use super::{At, Block, BlockId, Choice, End, Flow, Line, Ways};

/// What happens with words that are in no case that is heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// They are noted.
    Noted,
    /// They are values of variables, which the source does not have as words.
    Given,
}

/// What a condition was when it was met.
#[derive(Copy, Clone, Default)]
struct Met {
    held: bool,
    failed: bool,
}

impl Met {
    fn see(&mut self, holds: bool) {
        self.held |= holds;
        self.failed |= !holds;
    }

    fn always(self) -> bool {
        self.held && !self.failed
    }

    fn never(self) -> bool {
        self.failed && !self.held
    }
}

/// What was met in a block.
#[derive(Clone, Default)]
struct Facts {
    lines: Vec<Met>,
    /// Of ways and options.
    ends: Vec<Met>,
    /// Whether no way and no option was open.
    closed: Met,
}

impl Facts {
    fn of(block: &Block) -> Facts {
        let ends = match &block.end {
            End::Ways(ways) => ways.len(),
            End::Choice(choice) => choice.options.len(),
        };
        Facts {
            lines: vec![Met::default(); block.lines.len()],
            ends: vec![Met::default(); ends],
            closed: Met::default(),
        }
    }

    fn see(&mut self, id: BlockId, block: &Block, memory: &Memory) {
        for (line, met) in block.lines.iter().zip(&mut self.lines) {
            met.see(memory.holds(line.when.as_ref()));
        }
        match &block.end {
            End::Ways(ways) => {
                let taken = ways
                    .iter()
                    .position(|(when, _)| memory.holds(when.as_ref()));
                for (number, met) in self.ends.iter_mut().enumerate() {
                    if taken.is_none_or(|taken| number <= taken) {
                        met.see(taken == Some(number));
                    }
                }
                self.closed.see(taken.is_none());
            }
            End::Choice(choice) => {
                let mut open = false;
                for (number, option) in choice.options.iter().enumerate() {
                    self.ends[number].see(memory.holds(option.when.as_ref()));
                    open |= memory.offers(id, number, option);
                }
                self.closed.see(!open);
            }
        }
    }
}

/// Keeps what a listener can meet.
pub(super) fn only(flow: &mut Flow, words: Words) {
    let mut facts: Vec<Facts> = flow.blocks.iter().map(Facts::of).collect();
    let all = each_state(flow, |id, memory| {
        facts[id.0].see(id, &flow.blocks[id], memory)
    });
    for (id, facts) in facts.into_iter().enumerate() {
        let block = &mut flow.blocks[BlockId(id)];
        if let End::Choice(choice) = &mut block.end {
            forget_same(choice);
        }
        if !all {
            continue;
        }
        let lost = lines(&mut block.lines, &facts.lines);
        match &mut block.end {
            End::Ways(own) => ways(own, &facts),
            End::Choice(choice) => options(choice, &facts),
        }
        for (at, text) in lost.into_iter().filter(|_| words == Words::Noted) {
            let help = "look at its condition in the source";
            flow.note(at, format!("“{text}” is never heard; it is left out"), help);
        }
    }
    unread(flow);
}

/// Keeps the cases that are heard. Returns those of the others whose words no other case has.
fn lines(lines: &mut Vec<Line>, facts: &[Met]) -> Vec<(At, String)> {
    let (mut kept, mut unheard) = (Vec::new(), Vec::new());
    for (line, met) in lines.iter().zip(facts) {
        let cases = lines.iter().zip(facts).filter(|(own, _)| own.at == line.at);
        // A sentence that is never heard at all is a mistake of the author, which `check` reports.
        let is_lost = met.never() && cases.into_iter().any(|(_, own)| !own.never());
        let when = line.when.clone().filter(|_| !met.always());
        let line = Line {
            when,
            ..line.clone()
        };
        if is_lost { &mut unheard } else { &mut kept }.push(line);
    }
    // The shortest case first: a longer one may only join its words and others.
    unheard.sort_by_key(|line| line.text.len());
    let mut lost: Vec<(At, String)> = Vec::new();
    for line in unheard {
        let heard = kept.iter().filter(|own| own.at == line.at);
        let told = lost.iter().filter(|(at, _)| *at == line.at);
        let known = heard.map(|own| &own.text).chain(told.map(|(_, text)| text));
        let known: Vec<String> = known.flat_map(|text| bare_words(text)).collect();
        if !bare_words(&line.text).all(|word| is_known(&word, &known)) {
            lost.push((line.at, cuebook_script::write::one_line(&line.text)));
        }
    }
    *lines = kept;
    lost
}

/// Returns the words of a text in small letters.
fn bare_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

/// Returns whether a word is one of the known words or made of them: arms may join without a blank.
fn is_known(word: &str, known: &[String]) -> bool {
    const SHORT: usize = 3;
    word.is_empty()
        || known.iter().any(|own| own == word)
        || (word.len() >= SHORT && known.iter().any(|own| own.contains(word)))
        || known.iter().any(|own| {
            let is_part = own.len() >= SHORT && word.contains(own.as_str());
            is_part && word.split(own.as_str()).all(|rest| is_known(rest, known))
        })
}

/// Keeps the ways that are taken.
fn ways(ways: &mut Ways, facts: &Facts) {
    if !facts.ends.iter().any(|met| met.held) {
        return;
    }
    let mut met = facts.ends.iter();
    ways.retain(|_| met.next().is_some_and(|met| met.held));
    if let Some(last) = ways.last_mut().filter(|_| !facts.closed.held) {
        last.0 = None;
    }
}

/// Keeps conditions that do not always hold, and the fallback if it is taken.
fn options(choice: &mut Choice, facts: &Facts) {
    for (option, met) in choice.options.iter_mut().zip(&facts.ends) {
        if met.always() {
            option.when = None;
        }
    }
    if facts.closed.never() {
        choice.default = None;
    }
}

/// Leaves out a fallback that does what the option does that is taken when the time is over.
fn forget_same(choice: &mut Choice) {
    let late = choice.late.as_ref();
    let usual = choice
        .options
        .iter()
        .find(|option| late.is_some() && option.name.as_ref() == late);
    if let (Some(usual), Some(fallback)) = (usual, &choice.default)
        && (usual.to, &usual.sets) == (fallback.to, &fallback.sets)
    {
        choice.default = None;
    }
}

/// Leaves out the settings of variables that the source does not have and that nothing reads.
fn unread(flow: &mut Flow) {
    let mut read: Vec<bool> = flow.variables.iter().map(|own| own.written).collect();
    for print in &flow.prints {
        print.each_variable(&mut |variable| read[variable.0] = true);
    }
    flow.each_condition(|term| term.each_variable(&mut |variable| read[variable.0] = true));
    for _ in 0..flow.variables.len() {
        let before = read.clone();
        flow.each_set(|set| {
            if before[set.variable.0] {
                set.value
                    .each_variable(&mut |variable| read[variable.0] = true);
            }
        });
        if before == read {
            break;
        }
    }
    flow.retain_sets(|set| read[set.variable.0]);
}
