//! The choices of a show in ink, with tags for what ink has not.

use std::fmt::Write as _;

use super::Writer;
use super::text::escaped;
use cuebook_script::write::{one_line, slug};
use cuebook_story::story::Set;
use cuebook_story::{Choice, ChoiceId, Expr, Kind, To};

impl Writer<'_> {
    /// Writes a choice with its options.
    pub(super) fn choice(&mut self, id: ChoiceId, next: &str) {
        let choice = &self.graph.choices[id];
        let asked = &self.story.choices[id];
        self.question(id, choice);
        for (number, option) in choice.options.iter().enumerate() {
            let own = &asked.options[number];
            let sign = if option.once { "*" } else { "+" };
            let when = option.when.map_or(String::new(), |when| {
                format!("{{ {} }} ", self.condition(when))
            });
            let mut tags = String::new();
            if slug(&own.shown, 24) != option.name {
                let _ = write!(tags, " # id: {}", option.name);
            }
            if choice.default == Some(number) {
                tags.push_str(" # default");
            }
            if own.say.is_none() {
                tags.push_str(" # shown");
            }
            let words = escaped(&one_line(&own.shown));
            self.line(&format!("{sign} {when}[{words}{tags}]"));
            self.taken(&option.sets, option.to, next);
        }
        if let Some(default) = choice.default.map(|default| &choice.options[default]) {
            self.line("+ ->");
            self.taken(&default.sets, default.to, next);
        }
    }

    /// Writes the question of a choice and what belongs to it.
    fn question(&mut self, id: ChoiceId, choice: &Choice) {
        let asked = &self.story.choices[id];
        // Words of the text that stand before the choice are written there.
        if let Some(ask) = asked.ask.as_ref().filter(|ask| !ask.is_repeated) {
            let by = match asked.by == self.book.narrator {
                true => String::new(),
                false => format!(" # by: {}", self.book.roles[asked.by].name),
            };
            self.line(&format!("{} # ask{by}", escaped(&ask.shown())));
        }
        self.line(&format!("# choice: {}", choice.name));
        if let Some(wait) = asked.wait {
            self.line(&format!("# wait: {}s", wait.seconds().0));
        }
        if let Some(waiting) = &asked.waiting {
            let sound = waiting
                .sound
                .map(|sound| self.book.sounds[sound].name.clone());
            let sound = sound.unwrap_or_default();
            self.lose(&format!("`{sound}` while `{}` waits", choice.name));
        }
        if let Some((_, words)) = &asked.remind {
            self.lose(&format!(
                "the reminder of `{}`: {}",
                choice.name,
                words.shown()
            ));
        }
        let spoken = asked.options.iter().filter_map(|option| {
            let say = option.say.as_ref().filter(|say| !say.is_repeated)?;
            (say.shown() != option.shown).then(|| say.shown())
        });
        for say in spoken.collect::<Vec<_>>() {
            self.lose(&format!("the spoken words of an option: {say}"));
        }
    }

    fn taken(&mut self, sets: &[Set], to: Option<To>, next: &str) {
        for set in sets {
            let name = self.names.variable(set.variable).to_owned();
            let value = self.new_value(set);
            self.line(&format!("    ~ {name} = {value}"));
        }
        let divert = to.map_or_else(|| format!("-> {next}"), |to| self.divert(to));
        self.line(&format!("    {divert}"));
    }

    /// Returns a new value, kept within the bounds of its variable.
    fn new_value(&self, set: &Set) -> String {
        let value = self.names.expr(&set.value, self.graph);
        match (&self.graph.variables[set.variable].kind, &set.value) {
            (Kind::Number { from, to }, Expr::Number(number)) => number.clamp(from, to).to_string(),
            (Kind::Number { .. }, Expr::Variable(other)) if *other == set.variable => value,
            (
                Kind::Number { from, to },
                Expr::Both {
                    operator, right, ..
                },
            ) => {
                use cuebook_story::expr::Operator;
                match (operator, right.as_ref()) {
                    (Operator::Plus, Expr::Number(0..)) => format!("MIN({value}, {to})"),
                    (Operator::Minus, Expr::Number(0..)) => format!("MAX({value}, {from})"),
                    _ => format!("MIN(MAX({value}, {from}), {to})"),
                }
            }
            (Kind::Number { from, to }, _) => format!("MIN(MAX({value}, {from}), {to})"),
            _ => value,
        }
    }
}
