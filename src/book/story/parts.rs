//! The parts of an interactive show: finds the places of its choices, and parts the prose at them
//! and at the scenes, so that every line is within one part.

use crate::book::mark::word_of;
use crate::book::place::Finder;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, shown};
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::prose::{Sentence, StretchKind};
use cuebook_script::{Anchor, Choice, Edge, Prose, Script, Target};
use std::ops::Range;

/// A script whose prose is parted.
pub(crate) struct Parted {
    pub script: Script,
    /// For each choice of the script, its place, if it has one.
    pub places: Vec<Option<Place>>,
}

/// The place of a choice in the text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The word before which the choice is.
    pub before: WordId,
    /// A word of the scene that it is in: that of its anchor.
    pub within: WordId,
}

/// Parts the prose of an interactive show; `None` for any other show. `unquoted` has, for each line
/// of the script, its words if they have no quotation marks.
pub(crate) fn part(
    script: &Script,
    unquoted: &[Option<Range<WordId>>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Parted> {
    if !script.is_interactive() {
        return None;
    }
    let finder = Finder::new(&script.prose);
    let parting = Parting {
        script,
        finder: &finder,
        unquoted,
    };
    let mut places = Vec::new();
    for choice in &script.choices {
        let place = parting.place(choice).map_err(|why| diagnostics.extend(why));
        places.push(place.ok());
    }
    let scenes: Vec<WordId> = script
        .scenes
        .iter()
        .filter_map(|scene| parting.scene(scene, diagnostics))
        .collect();
    let choices = places.iter().flatten().map(|place| place.before);
    let mut cuts: Vec<WordId> = choices.chain(scenes).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut script = script.clone();
    script.prose.part(&cuts);
    Some(Parted { script, places })
}

struct Parting<'a> {
    script: &'a Script,
    finder: &'a Finder<'a>,
    unquoted: &'a [Option<Range<WordId>>],
}

impl Parting<'_> {
    /// Returns the place of a choice.
    fn place(&self, choice: &Choice) -> Result<Place, Option<Diagnostic>> {
        let place = self.anchored(&choice.at)?;
        if place.before > WordId::FIRST && !ends_sentence(&self.script.prose, place.before) {
            return Err(Some(self.within_sentence(choice, place)));
        }
        Ok(place)
    }

    /// Returns the place of an anchor. No diagnostic means that the mistake is reported elsewhere.
    fn anchored(&self, at: &Anchor) -> Result<Place, Option<Diagnostic>> {
        let words = self.script.prose.words.end();
        if words == WordId::FIRST {
            return Err(None);
        }
        if let Some(offset) = &at.offset {
            let message = "a choice is at the end of a sentence, without an `offset`";
            return Err(Some(Diagnostic::error(
                "choice-place",
                offset.span,
                message,
            )));
        }
        let named = match &at.target {
            Target::Words(quote) => self.finder.find(quote, at.span)?,
            Target::Line(id) => self.line(&id.value).ok_or(None)?,
            Target::Scene(id) => self.scene_words(&id.value).ok_or(None)?,
            Target::Start => WordId::range(0..0),
            Target::End => words..words,
            Target::Cue(_) | Target::Time(_) => {
                let message = "a choice is at words of the text, not at a cue or a time";
                let wrong = Diagnostic::error("choice-place", at.span, message);
                return Err(Some(wrong.hint(
                    "for example `at: { after: \"the last words of a sentence\" }`",
                )));
            }
        };
        let before = at.edge.of(&named);
        let within = match at.edge {
            Edge::Start => named.start.min(words - 1),
            Edge::After => named.end.max(WordId(1)) - 1,
        };
        Ok(Place { before, within })
    }

    /// Returns the words of a line that the script names.
    fn line(&self, id: &str) -> Option<Range<WordId>> {
        let mut notes = self.script.lines.iter().enumerate();
        let named =
            |note: &cuebook_script::LineNote| note.id.as_ref().is_some_and(|own| own.value == id);
        let (index, note) = notes.find(|(_, note)| named(note))?;
        if note.unquoted {
            return self.unquoted.get(index).cloned().flatten();
        }
        let (quote, span) = (&note.quote.value, note.quote.span);
        let found = self.finder.find_within(StretchKind::Dialogue, quote, span);
        let prose = &self.script.prose;
        found
            .ok()
            .map(|stretch| prose.words_of(&prose.stretches[stretch]))
    }

    fn scene_words(&self, id: &str) -> Option<Range<WordId>> {
        let words = self.script.prose.words.end();
        let mut scenes = self
            .script
            .scenes
            .iter()
            .skip_while(|scene| scene.id.value != id);
        let mut word = || {
            word_of(&scenes.next()?.from, self.finder, words)
                .ok()
                .flatten()
        };
        let start = word()?;
        Some(start..word().unwrap_or(words))
    }

    /// Returns the first word of a scene. A scene within a sentence is reported. The other mistakes
    /// of scenes are reported when they are bound.
    fn scene(
        &self,
        scene: &cuebook_script::Scene,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<WordId> {
        let prose = &self.script.prose;
        let word = word_of(&scene.from, self.finder, prose.words.end())
            .ok()
            .flatten()?;
        let sentence = &prose.sentences[prose.sentence_of(word)];
        if sentence.words.start == word {
            return Some(word);
        }
        let message = format!("the scene `{}` begins within a sentence", shown(&scene.id));
        let first = prose.span_of(sentence.words.clone());
        let wrong = Diagnostic::error("scene-within-sentence", scene.from.span, message)
            .also(Source::Prose, first, "the sentence")
            .hint("the parts of an interactive show are whole sentences");
        diagnostics.push(self.with_begin(wrong, &scene.from, sentence.words.clone()));
        None
    }

    /// Suggests the first words of a sentence as the beginning of a scene.
    fn with_begin(&self, wrong: Diagnostic, at: &Anchor, sentence: Range<WordId>) -> Diagnostic {
        let words = sentence.start..sentence.end.min(sentence.start + QUOTED);
        match self
            .finder
            .unique_quote(&words, None)
            .filter(|quote| quote.prefix.is_none() && quote.suffix.is_none())
        {
            Some(quote) => {
                let with = serde_json::Value::from(quote.exact).to_string();
                wrong.mend(format!("the sentence begins with {with}"), at.span, with)
            }
            None => wrong,
        }
    }

    /// Reports a choice that is not at the end of a sentence, with the ends around it.
    fn within_sentence(&self, choice: &Choice, place: Place) -> Diagnostic {
        let prose = &self.script.prose;
        let message = format!(
            "the choice `{}` is not at the end of a sentence",
            shown(&choice.id)
        );
        let mut wrong = Diagnostic::error("choice-within-sentence", choice.at.span, message);
        let words = prose.words.end();
        let is_end = |word: &WordId| ends_sentence(prose, *word);
        let after = (place.before + 1..words + 1).ids().find(is_end);
        let before = (WordId(1)..place.before).ids().rev().find(is_end);
        for (end, which) in [(after, "the next end"), (before, "the end before")] {
            let Some(end) = end else { continue };
            let last = end.saturating_sub(QUOTED)..end;
            let sentence = prose.sentences[prose.sentence_of(end - 1)].words.start;
            let last = last.start.max(sentence)..end;
            wrong = wrong.also(Source::Prose, prose.span_of(last.clone()), which);
            if let Some(quote) = self.finder.unique_quote(&last, None) {
                let with = anchor_after(&quote);
                wrong = wrong.mend(format!("{which} is `{with}`"), choice.at.span, with);
            }
        }
        wrong
    }
}

/// The most words of a sentence that a suggestion quotes.
const QUOTED: usize = 4;

/// Returns an anchor at the end of quoted words, as a script writes it.
fn anchor_after(quote: &cuebook_script::Quote) -> String {
    let text = |words: &str| serde_json::Value::from(words).to_string();
    let mut anchor = format!("after: {}", text(&quote.exact));
    for (key, words) in [("prefix", &quote.prefix), ("suffix", &quote.suffix)] {
        if let Some(words) = words {
            anchor += &format!(", {key}: {}", text(words));
        }
    }
    format!("{{ {anchor} }}")
}

/// Returns whether a sentence ends before a word. A sentence in quotation marks ends there too,
/// unless the sentence around it goes on.
fn ends_sentence(prose: &Prose, word: WordId) -> bool {
    if word == prose.words.end() {
        return true;
    }
    let next = prose.sentence_of(word);
    let Some(last) = next.checked_sub(1) else {
        return false;
    };
    if prose.sentences[next].words.start != word {
        return false;
    }
    let paragraph = |sentence: usize| prose.stretches[prose.stretch_of(sentence)].paragraph;
    if paragraph(next) != paragraph(last) {
        return true;
    }
    let stops = |c: char| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？');
    let said = prose.said(prose.sentences[last].span);
    let said = said.trim_end_matches(|c: char| !c.is_alphanumeric() && !stops(c));
    let goes_on = prose.word(word).chars().find(|c| c.is_alphanumeric());
    said.ends_with(stops) && !goes_on.is_some_and(char::is_lowercase)
}

/// Returns the byte at which a sentence ends, with its marks.
pub(super) fn sentence_end(sentence: &Sentence) -> usize {
    let Span { end, .. } = sentence.span;
    end
}
