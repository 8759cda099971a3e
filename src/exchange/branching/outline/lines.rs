//! The lines and the cues of a script: who speaks, and when.

use std::ops::Range;

use super::text::Placed;
use super::{Writer, speaker};
use crate::exchange::branching::{Line, Tag};
use crate::outline::cast::NARRATOR;
use crate::outline::{self, Cue, CueKind, Passage, Place, Skipped, Sound};
use cuebook_core::id::WordId;
use cuebook_script::prose::StretchKind;
use cuebook_script::write::quoted;
use cuebook_script::{Edge, Feeling};

impl Writer<'_> {
    /// Writes the lines, and the words that nobody reads. A speaker without a tag is one that the
    /// rules for prose guess.
    pub(super) fn lines(
        &mut self,
        guessed: &[outline::Line],
    ) -> (Vec<outline::Line>, Vec<Skipped>) {
        let mut lines = Vec::new();
        let mut skipped = Vec::new();
        for number in 0..self.text.lines.len() {
            let placed = &self.text.lines[number];
            let words = placed.words(self.prose);
            if words.is_empty() {
                continue;
            }
            match placed.line {
                None => skipped.extend(self.skip(&words)),
                Some(_) => lines.extend(self.line(placed, &words, guessed)),
            }
        }
        (lines, skipped)
    }

    fn skip(&self, words: &Range<WordId>) -> Option<Skipped> {
        let (quote, to) = self.quotes.passage(words)?;
        Some(Skipped {
            words: words.clone(),
            passage: Passage::Unquoted { words: quote, to },
            reason: "a scene without words; these are not read".to_owned(),
        })
    }

    /// Writes the lines of a paragraph: one for each stretch that is not simply narrated.
    fn line(
        &mut self,
        placed: &Placed,
        words: &Range<WordId>,
        guessed: &[outline::Line],
    ) -> Vec<outline::Line> {
        let Some((block, number)) = placed.line else {
            return Vec::new();
        };
        let line: &Line = &self.flow.blocks[block].lines[number];
        let when = self.when(line.when.as_ref(), line.at);
        let by = speaker(&line.tags);
        let mut lines = Vec::new();
        let stretches = self.stretches(words);
        let is_told = line.tags.contains(&Tag::Told);
        let has_speech = stretches
            .iter()
            .any(|(kind, _)| *kind == StretchKind::Dialogue);
        for (kind, own) in stretches {
            let guess = guessed.iter().find(|guess| guess.words == own);
            let is_said = kind == StretchKind::Dialogue || is_told;
            let role = by.clone().filter(|_| is_said);
            // How something is said is for the speech of a line, if it has any.
            let is_meant = is_said || !has_speech;
            let tone = tone(&line.tags).filter(|_| is_meant);
            let mut set = keys(&line.tags, is_meant);
            set.extend(when.clone().map(|when| ("when", when)));
            let whole = own == *words || lines.is_empty();
            if let Some(again) = line.again.as_ref().filter(|_| whole) {
                set.push(("say-again", quoted(&self.again(again))));
            }
            if role.is_none() && tone.is_none() && set.is_empty() {
                lines.extend(
                    guess
                        .cloned()
                        .map(|guess| outline::Line { id: None, ..guess }),
                );
                continue;
            }
            let Some(passage) = self.passage(kind, &own) else {
                continue;
            };
            lines.push(outline::Line {
                words: own.clone(),
                id: None,
                passage,
                role: role
                    .or_else(|| guess.map(|guess| guess.role.clone()))
                    .unwrap_or_else(|| NARRATOR.to_owned()),
                tone: tone.or_else(|| guess.and_then(|guess| guess.tone)),
                set,
                sure: true,
                reason: String::new(),
            });
        }
        lines
    }

    /// Returns the words of a second visit without quotation marks, which a script has no need of.
    fn again(&self, again: &str) -> String {
        again.trim().to_owned()
    }

    fn passage(&self, kind: StretchKind, words: &Range<WordId>) -> Option<Passage> {
        match kind {
            StretchKind::Dialogue => self.quotes.line(words).map(Passage::Quoted),
            StretchKind::Narration => {
                let (words, to) = self.quotes.passage(words)?;
                Some(Passage::Unquoted { words, to })
            }
        }
    }

    /// Returns the stretches of narration and dialogue in some words.
    fn stretches(&self, words: &Range<WordId>) -> Vec<(StretchKind, Range<WordId>)> {
        let mut found = Vec::new();
        let mut word = words.start;
        while word < words.end {
            let stretch =
                &self.prose.stretches[self.prose.stretch_of(self.prose.sentence_of(word))];
            let own = self.prose.words_of(stretch);
            let end = own.end.min(words.end).max(word + 1);
            found.push((stretch.kind, word..end));
            word = end;
        }
        found
    }

    /// Writes the cues that tags name. One that the library does not have is a comment.
    pub(super) fn cues(&mut self) -> Vec<Cue> {
        let mut cues = Vec::new();
        for placed in &self.text.lines {
            let Some((block, number)) = placed.line else {
                continue;
            };
            let words = placed.words(self.prose);
            let line = &self.flow.blocks[block].lines[number];
            for tag in &line.tags {
                let Tag::Sound(kind, name) = tag else {
                    continue;
                };
                let when = self.lost_when(line);
                cues.push(self.cue(*kind, name, &words, when));
            }
        }
        cues
    }

    /// Writes the condition of a line. What cannot be written was noted with the line.
    fn lost_when(&self, line: &Line) -> Option<String> {
        let when = line.when.as_ref()?;
        let written = crate::exchange::branching::tabulate::condition(when, &self.flow.variables)?;
        (written != "true").then(|| super::expression(&written))
    }

    fn cue(&self, kind: CueKind, name: &str, words: &Range<WordId>, when: Option<String>) -> Cue {
        let known = self.stock.recipe(name);
        let place = self.quotes.from(words).filter(|_| !words.is_empty());
        let sound = known.and(place).map(|place| Sound {
            settings: Vec::new(),
            kind,
            what: cuebook_script::write::name(name),
            at: Place::Words(Edge::Start, place),
            until: None,
            set: when.map(|when| ("when", when)).into_iter().collect(),
        });
        let reason = match &sound {
            Some(_) => String::new(),
            None => format!("the library has no sound `{name}`"),
        };
        Cue {
            id: None,
            sound,
            words: Some(words.clone()),
            reason,
        }
    }
}

/// Returns the keys of a line that its tags set.
fn keys(tags: &[Tag], is_said: bool) -> Vec<(&'static str, String)> {
    let keys = tags.iter().filter_map(|tag| match tag {
        Tag::Key(key, value) if *key != "tone" => Some((*key, cuebook_script::write::name(value))),
        _ => None,
    });
    keys.filter(|_| is_said).collect()
}

fn tone(tags: &[Tag]) -> Option<Feeling> {
    tags.iter().find_map(|tag| match tag {
        Tag::Key("tone", name) => Feeling::read(name).ok(),
        _ => None,
    })
}
