//! The text of a show that is made of a flow: a paragraph for each line.

use std::ops::Range;

use super::is_said;
use super::scenes::Plan;
use crate::exchange::branching::{BlockId, End, Flow};
use cuebook_core::id::WordId;
use cuebook_script::Prose;
use cuebook_script::prose::words;
use cuebook_script::write::one_line;

/// The text and the places of its lines.
pub(super) struct Text {
    pub text: String,
    pub lines: Vec<Placed>,
    /// The first line of each scene, and the end.
    scenes: Vec<usize>,
}

/// A paragraph of the text.
pub(super) struct Placed {
    /// Its bytes.
    pub span: Range<usize>,
    pub part: usize,
    /// The line of the flow; `None` for words that nobody reads.
    pub line: Option<(BlockId, usize)>,
}

impl Placed {
    /// Returns its words.
    pub(super) fn words(&self, prose: &Prose) -> Range<WordId> {
        let first = |at: usize| WordId(prose.words.partition_point(|word| word.span.start < at));
        first(self.span.start)..first(self.span.end)
    }
}

impl Text {
    pub(super) fn of(flow: &Flow, plan: &Plan) -> Text {
        let mut text = Text {
            text: String::new(),
            lines: Vec::new(),
            scenes: Vec::new(),
        };
        for planned in &plan.scenes {
            text.scenes.push(text.lines.len());
            let blocks = planned.parts.iter();
            let lines = blocks.clone().flat_map(|block| &flow.blocks[*block].lines);
            let has_words = lines.into_iter().any(|line| !words(&line.text).is_empty());
            if !has_words {
                // A scene needs words; these are not read.
                text.paragraph(&silent(&planned.id), 0, None);
            }
            for (part, block) in planned.parts.iter().enumerate() {
                for (number, line) in flow.blocks[*block].lines.iter().enumerate() {
                    let said = is_said(&line.tags);
                    let words = as_prose(&line.text, said);
                    text.paragraph(&words, part, Some((*block, number)));
                }
            }
        }
        text.scenes.push(text.lines.len());
        text
    }

    fn paragraph(&mut self, words: &str, part: usize, line: Option<(BlockId, usize)>) {
        let words = one_line(words);
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(&words);
        self.lines.push(Placed {
            span: start..self.text.len(),
            part,
            line,
        });
        self.text.push('\n');
    }

    /// Returns the words of a scene.
    pub(super) fn scene_words(&self, scene: usize, prose: &Prose) -> Range<WordId> {
        let lines = &self.lines[self.scenes[scene]..self.scenes[scene + 1]];
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => first.words(prose).start..last.words(prose).end,
            _ => WordId::FIRST..WordId::FIRST,
        }
    }

    /// Returns the words of a scene up to the choice after a part.
    pub(super) fn words_until(
        &self,
        (scene, part): (usize, usize),
        prose: &Prose,
    ) -> Range<WordId> {
        let all = self.scene_words(scene, prose);
        let lines = &self.lines[self.scenes[scene]..self.scenes[scene + 1]];
        let last = lines.iter().rfind(|line| line.part <= part);
        all.start..last.map_or(all.start, |line| line.words(prose).end)
    }
}

/// Returns the words of a scene that has none.
fn silent(id: &str) -> String {
    format!("({})", id.replace('-', " "))
}

/// Returns a line as prose. What a person says is in quotation marks.
fn as_prose(text: &str, said: bool) -> String {
    let quotes = ['"', '“', '”'];
    match said && !text.contains(quotes) {
        true => format!("“{}”", text.trim()),
        false => text.to_owned(),
    }
}

/// Returns whether a block ends with a choice.
pub(super) fn chooses(flow: &Flow, block: BlockId) -> bool {
    matches!(flow.blocks[block].end, End::Choice(_))
}
