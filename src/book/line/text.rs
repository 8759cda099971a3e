//! Lines as their text has them, before the script changes them.

use super::{Breath, Line, Speech, breath};
use crate::book::pronounce::Lexicon;
use crate::book::treatment::Treatment;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{RoleId, WordId};
use cuebook_core::language::Language;
use cuebook_core::units::Decibels;
use cuebook_script::prose::{Stretch, StretchKind};
use cuebook_script::{Feeling, Prose};

/// Returns a line as its text has it, before the script changes it.
/// It is in this language, if a voice speaks it.
pub(super) fn spoken(
    prose: &Prose,
    stretch: &Stretch,
    (lexicon, language): (&Lexicon, Option<Language>),
    id: String,
) -> Line {
    let sentences = &prose.sentences[stretch.sentences.clone()];
    let breaths: Vec<Breath> = sentences
        .iter()
        .flat_map(|sentence| breath::breaths(prose, sentence, (lexicon, language)))
        .collect();
    let first = breaths
        .first()
        .map_or(WordId::FIRST, |breath| breath.words.start);
    let last = breaths
        .last()
        .map_or(WordId::FIRST, |breath| breath.words.end);
    let text = Span::new(
        breaths.first().map_or(0, |breath| breath.text.start),
        breaths.last().map_or(0, |breath| breath.text.end),
    );
    let said = prose.said(text);
    let ends = said.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_stop(c));
    Line {
        id,
        role: RoleId(0),
        dialogue: stretch.kind == StretchKind::Dialogue,
        paragraph: stretch.paragraph,
        text,
        words: first..last,
        language,
        speech: Speech::Voice(breaths),
        tone: Feeling::default(),
        pace: 1.0,
        gain: Decibels(0.0),
        pan: 0.0,
        space: None,
        treatment: Treatment::default(),
        before: None,
        after: None,
        overlap: None,
        with: None,
        begins_sentence: !said
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(char::is_lowercase),
        ends_sentence: ends.ends_with(is_stop),
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Returns the lines of a prose as written, named by an id and, after the first, a number.
pub(super) fn said<'p>(
    prose: &'p Prose,
    id: &'p str,
    how: (&'p Lexicon, Option<Language>),
) -> impl Iterator<Item = Line> + 'p {
    let heard = prose
        .stretches
        .iter()
        .filter(|one| !one.sentences.is_empty());
    heard.enumerate().map(move |(number, stretch)| {
        let id = match number {
            0 => id.to_owned(),
            _ => format!("{id}.{}", number + 1),
        };
        spoken(prose, stretch, how, id)
    })
}
