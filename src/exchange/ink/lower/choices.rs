//! Choices: the options of ink that are offered at one place.

use super::Lowering;
use crate::exchange::branching::{At, BlockId, Choice, End, Opt, Set, Tag, Term, To, Value};
use crate::exchange::ink::tree::{Choice as Written, Node};
use cuebook_script::write::{one_line, quoted};

/// An option that waits until the content before it is over.
pub(super) struct Offer {
    number: usize,
    is_sticky: bool,
    options: Vec<Opt>,
    is_fallback: bool,
    /// Whether the option is the one that is taken when the time is over.
    is_late: bool,
}

impl<'t> Lowering<'t> {
    /// Adds an option to those that wait.
    pub(super) fn offer(
        &mut self,
        choice: &'t Written,
        when: Option<Term>,
        offers: &mut Vec<Offer>,
    ) {
        let own = self.conditions(&choice.conditions);
        let when = Term::all(when, own);
        let body = self.symbols.bodies[&choice.number];
        let texts = |node: &Node| !matches!(node, Node::Tag(..));
        let is_fallback = !choice
            .start
            .iter()
            .chain(&choice.only)
            .any(|node| match node {
                Node::Text(text, _) => !text.trim().is_empty(),
                Node::Newline => false,
                other => texts(other),
            });
        let mut cases = self.words(choice);
        if cases.is_empty() {
            cases.push((None, String::new()));
        }
        let mut options = Vec::new();
        for (case, words) in cases {
            let words = one_line(&words);
            options.push(Opt {
                at: choice.at,
                words,
                when: Term::all(when.clone(), case),
                to: To::Block(body),
                ..Opt::default()
            });
        }
        let mut offer = Offer {
            number: choice.number,
            is_sticky: choice.is_sticky,
            options,
            is_fallback,
            is_late: false,
        };
        for node in &choice.only {
            if let Node::Tag(words, at) = node {
                self.option_tag(words, *at, &mut offer);
            }
        }
        offers.push(offer);
    }

    /// Returns the words of a choice, for each case.
    fn words(&mut self, choice: &'t Written) -> Vec<(Option<Term>, String)> {
        let mut cases: Vec<(Option<Term>, String)> = Vec::new();
        for nodes in [&choice.start, &choice.only] {
            let plain: &'t [Node] = nodes;
            if !super::weave::plain(plain) && !sequences(plain) {
                let help = "write the words of the option without it";
                self.note(
                    choice.at,
                    "the words of this choice do something; it is left out",
                    help,
                );
                continue;
            }
            let tags = std::mem::take(&mut self.tags);
            let own = self.cases_of(plain);
            self.tags = tags;
            cases = match (cases.is_empty(), own.is_empty()) {
                (_, true) => cases,
                (true, _) => own,
                _ => cases
                    .iter()
                    .flat_map(|(when, text)| {
                        own.iter().map(move |(case, added)| {
                            let when = Term::all(when.clone(), case.clone());
                            (when, format!("{text}{added}"))
                        })
                    })
                    .collect(),
            };
        }
        cases
    }

    fn cases_of(&mut self, nodes: &'t [Node]) -> Vec<(Option<Term>, String)> {
        let has_tags = nodes.iter().any(|node| matches!(node, Node::Tag(..)));
        match has_tags {
            false => self.cases(nodes),
            true => {
                let end = nodes.iter().position(|node| matches!(node, Node::Tag(..)));
                self.cases(&nodes[..end.unwrap_or(nodes.len())])
            }
        }
    }

    fn option_tag(&mut self, words: &str, at: At, offer: &mut Offer) {
        let (key, value) = words.split_once(':').unwrap_or((words, ""));
        match key.trim() {
            "default" => offer.is_late = true,
            "shown" => offer
                .options
                .iter_mut()
                .for_each(|option| option.shown = true),
            "id" => {
                for option in &mut offer.options {
                    option.name = Some(value.trim().to_owned());
                }
            }
            _ => {
                let help = "an option knows the tags `default`, `shown` and `id: name`";
                self.note(
                    at,
                    format!("the tag `{words}` of a choice; it is left out"),
                    help,
                );
            }
        }
    }

    /// Ends the block with the options that wait.
    pub(super) fn ask(&mut self, offers: &mut Vec<Offer>, at: At) {
        self.flush();
        let offers = std::mem::take(offers);
        if offers.is_empty() {
            return;
        }
        let block = self.current(at);
        let mut choice = Choice {
            at,
            keys: std::mem::take(&mut self.keys),
            ..Choice::default()
        };
        choice.name = choice
            .keys
            .iter()
            .position(|(key, _)| *key == "id")
            .map(|id| choice.keys.remove(id).1);
        self.question(block, &mut choice);
        let (fallbacks, offers): (Vec<Offer>, Vec<Offer>) =
            offers.into_iter().partition(|offer| offer.is_fallback);
        for offer in offers {
            if offer.is_late {
                choice.late = offer.options.first().map(Opt::id);
            }
            for mut option in offer.options {
                if offer.is_late {
                    option.name.clone_from(&choice.late);
                }
                let place = (block, choice.options.len());
                if !offer.is_sticky {
                    self.uses.entry(offer.number).or_default().push(place);
                }
                choice.options.push(option);
            }
        }
        if choice.options.is_empty() && fallbacks.iter().all(|one| one.options[0].when.is_none()) {
            // Nothing is asked.
            let to = fallbacks.first().map_or(To::End, |one| one.options[0].to);
            return self.close(End::to(to));
        }
        choice.default = self.fallback(fallbacks, at);
        self.close(End::Choice(Box::new(choice)));
    }

    /// Takes the line before a choice that is its question.
    fn question(&mut self, block: BlockId, choice: &mut Choice) {
        let lines = &mut self.flow.blocks[block].lines;
        let asks = |tag: &Tag| matches!(tag, Tag::Key("ask", _));
        if let Some(line) = lines.pop_if(|line| line.tags.iter().any(asks)) {
            choice.keys.push(("ask", quoted(&line.text)));
            let by = line.tags.iter().find_map(|tag| match tag {
                Tag::By(name) => crate::outline::cast::role_name(name),
                _ => None,
            });
            if let Some(by) = by {
                choice.keys.push(("by", cuebook_script::write::name(&by)));
            }
        }
    }

    /// Returns what happens when no option is open.
    fn fallback(&mut self, fallbacks: Vec<Offer>, at: At) -> Option<Opt> {
        let mut options: Vec<Opt> = fallbacks
            .into_iter()
            .flat_map(|offer| offer.options)
            .collect();
        if options.len() <= 1 && options.iter().all(|option| option.when.is_none()) {
            return options.pop();
        }
        let router = self.inner("", at);
        let ways = options.into_iter().map(|option| (option.when, option.to));
        let ways = ways.chain([(None, To::End)]).collect();
        self.flow.order.push(router);
        self.flow.blocks[router].end = End::Ways(ways);
        Some(Opt {
            at,
            to: To::Block(router),
            ..Opt::default()
        })
    }

    /// Lets each option that is offered once be offered once: by a key, or by a flag if it is
    /// offered at several places.
    pub(super) fn once(&mut self) {
        let mut uses: Vec<(usize, Vec<(BlockId, usize)>)> = self.uses.drain().collect();
        uses.sort_unstable();
        for (number, places) in uses {
            if let [(block, option)] = places[..] {
                if let End::Choice(choice) = &mut self.flow.blocks[block].end {
                    choice.options[option].once = true;
                }
                continue;
            }
            let body = self.symbols.bodies[&number];
            let name = format!("{}-taken", self.flow.blocks[body].name);
            let flag = self.flow.hidden(&name, Value::Flag(false));
            for (block, option) in places {
                let End::Choice(choice) = &mut self.flow.blocks[block].end else {
                    continue;
                };
                let option = &mut choice.options[option];
                let open = Term::Variable(flag).negated();
                option.when = Term::all(Some(open), option.when.take());
                option.sets.insert(0, Set::of(flag, Term::flag(true)));
            }
        }
    }
}

/// Returns whether nodes are text with sequences.
fn sequences(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Sequence(_, arms, _) => arms.iter().all(|arm| super::weave::plain(arm)),
        other => super::weave::plain(std::slice::from_ref(other)),
    })
}
