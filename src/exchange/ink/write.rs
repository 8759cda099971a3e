//! Writes a show as a story in ink. A scene is a knot; its part after a choice is a stitch.
//! Speakers, sounds and the settings of choices are tags, which an import reads again.

mod choices;
mod cues;
mod linear;
mod names;
mod text;

use std::fmt::Write as _;

use crate::book::{Book, BookStory};
use cuebook_script::write::one_line;
use cuebook_script::{Prose, Script};
use cuebook_story::{ConditionId, Kind, NodeId, Story, To};
use names::Names;
use text::escaped;

/// A story in ink, and what the show has and ink has not.
pub(crate) struct Written {
    pub text: String,
    pub lost: Vec<String>,
}

/// Writes a show.
#[must_use]
pub(crate) fn write(script: &Script, book: &Book) -> Written {
    let plain = BookStory::linear(book);
    let story = book.story.as_ref().unwrap_or(&plain);
    let mut writer = Writer {
        script,
        book,
        story,
        graph: &story.graph,
        names: Names::of(&story.graph),
        marks: Prose::read(book.prose.text.clone()).0,
        out: String::new(),
        lost: Vec::new(),
    };
    writer.head();
    for id in story.nodes.ids() {
        writer.knot(id);
    }
    writer.remains();
    Written {
        text: writer.out,
        lost: writer.lost,
    }
}

struct Writer<'w> {
    script: &'w Script,
    book: &'w Book,
    story: &'w BookStory,
    graph: &'w Story,
    names: Names,
    /// The text without the lines of the script: it knows which words are in quotation marks.
    marks: Prose,
    out: String,
    lost: Vec<String>,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// Notes what ink does not have, with a comment here.
    fn lose(&mut self, what: &str) {
        let what = one_line(what).replace("*/", "* /");
        self.line(&format!("// not in ink: {what}"));
        self.lost.push(what);
    }

    fn head(&mut self) {
        let author = self
            .script
            .author
            .as_ref()
            .map(|author| author.value.clone());
        let language = self
            .script
            .language
            .as_ref()
            .map(|own| own.value.to_string());
        let title = Some(self.book.title.clone()).filter(|title| !title.is_empty());
        for (key, words) in [("title", title), ("author", author), ("language", language)] {
            if let Some(words) = words {
                self.line(&format!("# {key}: {}", escaped(&words)));
            }
        }
        let graph = self.graph;
        for (id, variable) in graph.variables.entries() {
            let name = self.names.variable(id);
            let line = match &variable.kind {
                Kind::Flag => {
                    let start = variable.start != 0 && variable.chance.is_none();
                    format!("VAR {name} = {start}")
                }
                Kind::Number { .. } => format!("VAR {name} = {}", variable.start),
                Kind::OneOf(words) => {
                    let words = words.iter().enumerate().map(|(index, _)| {
                        let word = self.names.item(id, index);
                        match i64::try_from(index) == Ok(variable.start) {
                            true => format!("({word})"),
                            false => word,
                        }
                    });
                    format!("LIST {name} = {}", words.collect::<Vec<_>>().join(", "))
                }
            };
            self.line(&line);
        }
        for (id, variable) in graph.variables.entries() {
            if let Some(chance) = variable.chance {
                let name = self.names.variable(id).to_owned();
                self.line(&format!(
                    "~ {name} = RANDOM(1, 1000) <= {}",
                    (chance * 10.0).round()
                ));
            }
        }
        let start = self.divert(graph.start);
        self.line(&start);
    }

    /// Returns a divert: `-> hall`.
    fn divert(&self, to: To) -> String {
        match to {
            To::Node(node) => format!("-> {}", self.names.knot(node)),
            To::End => "-> END".to_owned(),
        }
    }

    /// Writes a scene.
    fn knot(&mut self, id: NodeId) {
        let node = &self.graph.nodes[id];
        let name = self.names.knot(id).to_owned();
        let _ = write!(self.out, "\n=== {name} ===\n");
        let part_of = |part: usize| format!("{name}.part_{part}");
        let passes = node.when.is_some();
        if let Some(when) = node.when {
            let when = self.condition(when);
            self.line(&format!("{{ not ({when}): -> {name}.on }}"));
            self.line(&format!("-> {name}.heard"));
            self.line("= heard");
        }
        let counts = self.says_again_later(id);
        if counts {
            self.line("- (seen)");
        }
        if let Some(title) = &node.title {
            self.line(&format!("# scene: {}", escaped(title)));
        }
        self.space(id);
        let parts = self.story.nodes[id].parts.clone();
        for (part, words) in parts.iter().enumerate() {
            if part > 0 {
                self.line(&format!("= part_{part}"));
            }
            let seen = match (part, passes) {
                (0, _) => None,
                (_, true) => Some(format!("{name}.heard.seen")),
                (_, false) => Some(format!("{name}.seen")),
            };
            self.words(words, seen.as_deref());
            match node.stops.get(part) {
                Some(choice) => self.choice(*choice, &part_of(part + 1)),
                None if passes => self.line(&format!("-> {name}.on")),
                None => self.ways(id),
            }
        }
        if passes {
            self.line("= on");
            self.ways(id);
        }
    }

    /// Returns whether words after a choice of a scene are others from its second visit on.
    fn says_again_later(&self, id: NodeId) -> bool {
        let parts = &self.story.nodes[id].parts;
        let again = self
            .story
            .again
            .keys()
            .map(|line| self.book.lines[*line].words.start);
        let mut again = again.into_iter();
        again.any(|word| parts.iter().skip(1).any(|part| part.contains(&word)))
    }

    /// Writes the ways after a scene.
    fn ways(&mut self, id: NodeId) {
        let ways = &self.graph.nodes[id].ways;
        if let [way] = ways.as_slice()
            && way.when.is_none()
        {
            let divert = self.divert(way.to);
            return self.line(&divert);
        }
        self.line("{");
        for way in ways {
            let when = way
                .when
                .map_or("else".to_owned(), |when| self.condition(when));
            let divert = self.divert(way.to);
            self.line(&format!("- {when}: {divert}"));
            if way.when.is_none() {
                break;
            }
        }
        self.line("}");
    }

    fn condition(&self, when: ConditionId) -> String {
        let expr = &self.graph.conditions[when].expr;
        self.names.expr(expr, self.graph)
    }

    /// Writes the space of a scene, if every show has it.
    fn space(&mut self, id: NodeId) {
        let Some(scene) = self.story.nodes[id].scene else {
            return;
        };
        let Some(space) = self.book.scenes[scene].space else {
            return;
        };
        let id = self.book.scenes[scene].id.clone();
        let written = self.script.scenes.iter().find(|own| own.id.value == id);
        let name = written.and_then(|own| own.space.as_ref());
        let Some(name) = name.map(|name| name.value.clone()) else {
            return;
        };
        let _ = space;
        let presets = &cuebook_script::space::PRESETS.words;
        match presets.iter().any(|preset| preset.name == name) {
            true => self.line(&format!("# space: {name}")),
            false => self.lose(&format!("the space `{name}` of the scene `{id}`")),
        }
    }

    /// Lists the parts of the show that are at no place of the text.
    fn remains(&mut self) {
        let script = self.script;
        let parts = [
            ("spaces of the show", script.spaces.is_empty()),
            ("sounds of the show", script.sounds.is_empty()),
            ("barriers", self.book.barriers.is_empty()),
        ];
        let rest = parts
            .into_iter()
            .filter(|(_, none)| !none)
            .map(|(what, _)| what);
        let rest: Vec<&str> = ["the voices of the cast"].into_iter().chain(rest).collect();
        self.out.push('\n');
        self.lose(&rest.join(", "));
    }
}
