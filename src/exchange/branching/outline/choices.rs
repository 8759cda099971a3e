//! The choices of a script. A block that sets values, and to which more than options lead, begins
//! with a choice that is taken at once.

use super::text::chooses;
use super::{Names, Writer, expression};
use crate::exchange::branching::{At, BlockId, Choice, End, Opt, Set, To, tabulate};
use crate::outline::write::{id as yaml_id, place};
use crate::outline::{Place, Row};
use cuebook_script::Edge;
use cuebook_script::prose::words;
use cuebook_script::write::quoted;

impl Writer<'_> {
    /// Writes the choices.
    pub(super) fn choices(&mut self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut ids = Names::default();
        for scene in 0..self.plan.scenes.len() {
            for part in 0..self.plan.scenes[scene].parts.len() {
                let block = self.plan.scenes[scene].parts[part];
                if part == 0 && !self.flow.blocks[block].sets.is_empty() {
                    self.setting(scene, block, &mut ids, &mut rows);
                }
                if chooses(self.flow, block) {
                    self.choice((scene, part), block, &mut ids, &mut rows);
                }
            }
        }
        rows
    }

    /// Writes a choice that only sets values.
    fn setting(&mut self, scene: usize, block: BlockId, ids: &mut Names, rows: &mut Vec<Row>) {
        let name = &self.plan.scenes[scene].id;
        let id = ids.take(&format!("{name}-sets"));
        let block = &self.flow.blocks[block];
        let Some(set) = self.sets(&block.sets, block.at) else {
            return;
        };
        let at = format!("{{ scene: {} }}", yaml_id(name));
        rows.push(head(&id, Some("taken at once: it only sets values")));
        rows.push(line(format!("    at: {at}")));
        rows.push(line("    default: set".to_owned()));
        rows.push(line("    options:".to_owned()));
        rows.push(line(format!(
            "      - {{ id: set, words: set, when: false, set: {set} }}"
        )));
    }

    fn choice(
        &mut self,
        (scene, part): (usize, usize),
        block: BlockId,
        ids: &mut Names,
        rows: &mut Vec<Row>,
    ) {
        let End::Choice(choice) = &self.flow.blocks[block].end else {
            return;
        };
        let name = choice.name.as_deref();
        let id = ids.take(name.unwrap_or(&self.plan.scenes[scene].id));
        rows.push(head(&id, None));
        rows.push(line(format!("    at: {}", self.place(scene, part))));
        for (key, value) in &choice.keys {
            rows.push(line(format!("    {key}: {value}")));
        }
        let next = self.plan.scenes[scene].parts.get(part + 1).copied();
        let mut names = Names::default();
        let mut options = Vec::new();
        let mut default = None;
        for option in &choice.options {
            let id = names.take(&option.id());
            if choice.late.is_some() && option.name == choice.late {
                default = Some(id.clone());
            }
            options.push(self.option(option, &id, next));
        }
        match &choice.default {
            // A choice has one default: the option that is taken when the time is over.
            Some(otherwise) if default.is_some() => {
                let what = "what happens when no option is open; the option of the time is taken";
                self.lose(otherwise.at, what);
            }
            Some(otherwise) => {
                let id = names.take("otherwise");
                options.push(self.otherwise(otherwise, &id, next));
                default = Some(id);
            }
            None => {}
        }
        if let Some(default) = default {
            rows.push(line(format!("    default: {}", yaml_id(&default))));
        }
        rows.push(line("    options:".to_owned()));
        rows.extend(options);
        self.check(choice);
    }

    /// Notes a choice without options.
    fn check(&mut self, choice: &Choice) {
        if choice.options.is_empty() && choice.default.is_none() {
            self.lose(choice.at, "a choice without options");
        }
    }

    /// Returns the place of the choice after a part of a scene.
    fn place(&self, scene: usize, part: usize) -> String {
        let id = yaml_id(&self.plan.scenes[scene].id);
        let all = self.text.scene_words(scene, self.prose);
        let before = self.text.words_until((scene, part), self.prose);
        if before.end == all.end {
            return format!("{{ scene: {id}, after: true }}");
        }
        let last = before.end.saturating_sub(3).max(before.start)..before.end;
        let quote = match before.is_empty() {
            true => None,
            false => self.quotes.until(&last, before.start),
        };
        match quote {
            Some(quote) => place(&Place::Words(Edge::After, quote)),
            None => format!("{{ scene: {id} }}"),
        }
    }

    fn option(&mut self, option: &Opt, id: &str, next: Option<BlockId>) -> Row {
        let is_said = !option.shown && !words(&option.words).is_empty();
        let key = if is_said { "say" } else { "words" };
        let mut entries = vec![format!("id: {}", yaml_id(id))];
        let shown = match option.words.trim() {
            "" => "…",
            shown => shown,
        };
        entries.push(format!("{key}: {}", quoted(shown)));
        self.rest(&mut entries, option, next);
        if option.once {
            entries.push("once: true".to_owned());
        }
        line(format!("      - {{ {} }}", entries.join(", ")))
    }

    /// Writes the option that is taken when no other one is open.
    fn otherwise(&mut self, option: &Opt, id: &str, next: Option<BlockId>) -> Row {
        let mut entries = vec![
            format!("id: {}", yaml_id(id)),
            "words: otherwise".to_owned(),
        ];
        let never = Opt {
            when: Some(crate::exchange::branching::Term::flag(false)),
            ..option.clone()
        };
        self.rest(&mut entries, &never, next);
        line(format!("      - {{ {} }}", entries.join(", ")))
    }

    fn rest(&mut self, entries: &mut Vec<String>, option: &Opt, next: Option<BlockId>) {
        if next.is_none_or(|next| option.to != To::Block(next)) {
            entries.push(format!("to: {}", self.plan.destination(option.to)));
        }
        if let Some(when) = self.when(option.when.as_ref(), option.at) {
            entries.push(format!("when: {when}"));
        }
        if let Some(set) = self.sets(&option.sets, option.at) {
            entries.push(format!("set: {set}"));
        }
    }

    /// Writes settings; `None` if there are none. What a script cannot calculate is noted.
    fn sets(&mut self, sets: &[Set], at: At) -> Option<String> {
        let mut written = Vec::new();
        for set in sets {
            let name = &self.flow.variables[set.variable].name;
            match tabulate::value(set.variable, &set.value, &self.flow.variables) {
                Some(value) if value == *name => {}
                Some(value) => written.push(format!("{name}: {}", expression(&value))),
                None => {
                    let what = format!(
                        "a script cannot calculate the new value of `{name}`; it is left out"
                    );
                    self.lose(set.at.unwrap_or(at), &what);
                }
            }
        }
        (!written.is_empty()).then(|| format!("{{ {} }}", written.join(", ")))
    }
}

fn head(id: &str, remark: Option<&str>) -> Row {
    Row {
        row: format!("  - id: {}", yaml_id(id)),
        remark: remark.map(str::to_owned),
    }
}

fn line(row: String) -> Row {
    Row { row, remark: None }
}
