//! The words of a show as lines of ink, with the speakers as tags.

use std::ops::Range;

use super::Writer;
use crate::book::Line;
use cuebook_core::id::{LineId, WordId};
use cuebook_script::Feeling;
use cuebook_script::prose::StretchKind;
use cuebook_script::write::one_line;

/// Lines of one paragraph that are written together.
struct Group {
    text: String,
    words: Range<WordId>,
    role: Option<String>,
    /// Whether a role reads words without quotation marks.
    told: bool,
    tone: Feeling,
    paragraph: usize,
    when: Option<cuebook_story::ConditionId>,
    again: Option<String>,
}

impl Writer<'_> {
    /// Writes the words of a part of a scene. From its second visit on, which `seen` counts, some
    /// lines are others.
    pub(super) fn words(&mut self, words: &Range<WordId>, seen: Option<&str>) {
        let lines = self.book.lines.entries();
        let own = lines.filter(|(_, line)| words.contains(&line.words.start));
        let own: Vec<(LineId, &Line)> = own.collect();
        let mut groups: Vec<Group> = Vec::new();
        for (id, line) in own {
            let said_before = self
                .story
                .again
                .get(&id)
                .filter(|said| said.lines.is_empty());
            if said_before.is_some() && self.story.again.contains_key(&id) {
                // A later line of a speech that is said in other words.
                if let Some(last) = groups.last_mut() {
                    last.text.push(' ');
                    last.text.push_str(&self.said(line));
                    last.words.end = line.words.end;
                    continue;
                }
            }
            let group = self.group(id, line);
            match groups.last_mut().filter(|last| joins(last, &group)) {
                Some(last) => {
                    last.text.push(' ');
                    last.text.push_str(&group.text);
                    last.words.end = group.words.end;
                    last.role = last.role.take().or(group.role);
                    if last.tone.is_neutral() {
                        last.tone = group.tone;
                    }
                }
                None => groups.push(group),
            }
        }
        for group in groups {
            self.write(&group, seen);
        }
        self.cues_after(words);
    }

    fn group(&self, id: LineId, line: &Line) -> Group {
        let again = self
            .story
            .again
            .get(&id)
            .map(crate::book::story::Said::shown);
        let is_quoted = self.is_quoted(line);
        let is_told = line.role == self.book.narrator && !is_quoted;
        Group {
            text: self.said(line),
            words: line.words.clone(),
            role: (!is_told).then(|| self.book.roles[line.role].name.clone()),
            told: !is_told && !is_quoted,
            tone: match line.tone == self.book.roles[line.role].tone {
                true => Feeling::default(),
                false => line.tone,
            },
            paragraph: line.paragraph,
            when: self.story.lines.get(&id).copied(),
            again: again.map(|again| match is_quoted {
                true => format!("“{again}”"),
                false => again,
            }),
        }
    }

    /// Returns the words of a line. What a person says is in quotation marks.
    fn said(&self, line: &Line) -> String {
        let text = one_line(self.book.prose.said(line.text));
        match self.is_quoted(line) {
            true => format!("“{text}”"),
            false => text,
        }
    }

    /// Returns whether the words of a line are in quotation marks.
    fn is_quoted(&self, line: &Line) -> bool {
        let words = &self.marks.words;
        let first = WordId(words.partition_point(|word| word.span.start < line.text.start));
        let sentence = (first < words.end()).then(|| self.marks.sentence_of(first));
        let stretch = sentence.map(|sentence| self.marks.stretch_of(sentence));
        stretch.is_some_and(|own| self.marks.stretches[own].kind == StretchKind::Dialogue)
    }

    fn write(&mut self, group: &Group, seen: Option<&str>) {
        let mut text = escaped(&group.text);
        if let Some(again) = &group.again {
            let again = escaped(again);
            text = match seen {
                None => format!("{{{text}|{again}}}"),
                Some(seen) => format!("{{{seen} > 1: {again}|{text}}}"),
            };
        }
        if let Some(role) = &group.role {
            text.push_str(&format!(" # by: {role}"));
        }
        if group.told {
            text.push_str(" # narrated");
        }
        if !group.tone.is_neutral() {
            text.push_str(&format!(" # tone: {}", group.tone.written()));
        }
        let tags = self.cues_at(&group.words, group.when.is_some());
        match group.when {
            None => self.line(&format!("{text}{tags}")),
            Some(when) => {
                let when = self.condition(when);
                self.line(&format!("{{ {when}:"));
                self.line(&format!("    {text}{tags}"));
                self.line("}");
            }
        }
    }
}

/// Returns whether lines of one paragraph can be one line of ink: one person speaks in it.
fn joins(last: &Group, next: &Group) -> bool {
    let alone = |group: &Group| group.when.is_none() && group.again.is_none() && !group.told;
    let speakers = match (&last.role, &next.role) {
        (Some(one), Some(other)) => one == other && last.tone == next.tone,
        _ => true,
    };
    last.paragraph == next.paragraph && alone(last) && alone(next) && speakers
}

/// Returns words without the signs of ink.
pub(super) fn escaped(text: &str) -> String {
    const SIGNS: &str = "{}[]|#~\\";
    let mut out = String::with_capacity(text.len());
    let mut last = '\n';
    for c in text.chars() {
        let joins = matches!((last, c), ('-', '>') | ('<', '>' | '-') | ('/', '/' | '*'));
        let begins = last == '\n' && matches!(c, '*' | '+' | '-' | '=' | '~');
        if SIGNS.contains(c) || joins || begins {
            out.push('\\');
        }
        out.push(c);
        last = c;
    }
    let words = ["VAR ", "CONST ", "LIST ", "INCLUDE ", "EXTERNAL ", "TODO"];
    match words.iter().any(|word| out.starts_with(word)) {
        true => format!("\\{out}"),
        false => out,
    }
}
