//! Binds the lines: the parts of the text that are heard, each with its role
//! and its delivery.

mod breath;
mod delivery;
mod notes;
pub(crate) mod tags;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::Scene;
use crate::book::cast::Cast;
use crate::book::language::{self, Languages};
use crate::book::place::Finder;
use crate::book::pronounce::Lexicon;
use crate::book::sound::Trim;
use crate::book::space::Spaces;
use crate::book::treatment::Treatment;
use crate::book::unread;
use crate::book::{Book, PauseLengths};
use crate::world::{Catalog, World};
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_core::id::{IdVec, LineId, RoleId, SceneId, SpaceId, WordId};
use cuebook_core::language::Language;
use cuebook_core::units::{Decibels, Frames};
use cuebook_script::prose::StretchKind;
use cuebook_script::{Expression, Feeling, LineNote, Prose, Script};

pub(crate) use breath::Breath;
use delivery::{direct, recording, space, with};
use notes::Direction;
use tags::Tag;
use text::{said, spoken};

/// A part of the text that one role speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The id in the script, or one from paragraph and position: `p3.2`.
    pub id: String,
    /// The role that speaks the line.
    pub role: RoleId,
    /// Whether the words are dialogue; else they are narration.
    pub dialogue: bool,
    /// The paragraph of the text, from 0.
    pub(crate) paragraph: usize,
    /// The words of the line in the text, with the punctuation between them.
    pub(crate) text: Span,
    /// The words of the line, as a range of the words of the prose.
    pub words: Range<WordId>,
    /// The language of the words; `None` if no voice speaks it.
    pub(crate) language: Option<Language>,
    /// The source of the audio.
    pub(crate) speech: Speech,
    /// The tone in which the line is spoken.
    pub(crate) tone: Feeling,
    /// The pace of the speech; 2 is twice as fast as the voice.
    pub(crate) pace: f64,
    /// The gain of the line, with that of its role.
    pub(crate) gain: Decibels,
    /// The position from left, -1, to right, 1.
    pub(crate) pan: f64,
    /// The space in which the line is heard.
    pub(crate) space: Option<SpaceId>,
    /// The treatment of the voice, and its distance, direction, barrier and effect.
    pub(crate) treatment: Treatment,
    /// The pause before the line, if the script sets one.
    pub(crate) before: Option<Frames>,
    /// The pause after the line, if the script sets one.
    pub(crate) after: Option<Frames>,
    /// How long before the end of the previous line this one starts.
    pub(crate) overlap: Option<Frames>,
    /// An earlier line that starts at the same time.
    pub(crate) with: Option<LineId>,
    /// Whether the first word begins a sentence.
    pub(crate) begins_sentence: bool,
    /// Whether the last word ends a sentence.
    pub(crate) ends_sentence: bool,
}

impl Line {
    /// Returns the openings of the barrier in front of the voice at which the
    /// take is made, as coordinates of
    /// [`Ridden::stops`](crate::book::ride::Ridden::stops). Empty without a
    /// barrier.
    #[must_use]
    pub fn opens(&self, book: &Book) -> Vec<f64> {
        let barrier = self.treatment.behind.map(|behind| &book.barriers[behind]);
        barrier.map_or_else(Vec::new, |barrier| barrier.stops(&[]))
    }

    /// Returns whether no voice can read any of its words, and there is no recording.
    #[must_use]
    pub(crate) fn is_silent(&self) -> bool {
        match &self.speech {
            Speech::Voice(breaths) => breaths.iter().all(Breath::is_silent),
            Speech::Recording { .. } => false,
        }
    }

    /// Returns the pause before a breath, which must not be the first.
    #[must_use]
    pub(crate) fn pause_within(&self, breath: usize, pauses: &PauseLengths) -> Frames {
        let goes_on = match &self.speech {
            Speech::Voice(breaths) => breaths.get(breath - 1).is_some_and(|before| before.goes_on),
            Speech::Recording { .. } => false,
        };
        match goes_on {
            true => pauses.tag,
            false => pauses.sentence,
        }
    }
}

/// The source of a line's audio.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Speech {
    /// The sentences of the line, spoken by the role's voice.
    Voice(Vec<Breath>),
    /// A recording: its path, the hash of its content, and the part of it that is heard.
    Recording {
        path: String,
        hash: [u8; 32],
        span: Span,
        trim: Trim,
    },
}

/// The lines that are heard, and the words of every line by its id, skipped
/// lines included.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub heard: IdVec<LineId, Line>,
    pub ids: BTreeMap<String, Range<WordId>>,
    /// The conditions of the lines that have one.
    pub when: Vec<(LineId, Expression)>,
    /// The lines with other words from the second visit of their scene on. The first line of a
    /// speech has the words; the others are not heard again.
    pub again: Vec<(LineId, Option<Spanned<String>>)>,
}

/// The roles and the places of a show.
#[derive(Copy, Clone)]
pub(crate) struct Parties<'a> {
    pub cast: &'a Cast,
    pub scenes: &'a IdVec<SceneId, Scene>,
    pub spaces: &'a Spaces,
    pub lexicon: &'a Lexicon,
    /// For each line of the script, its words if they have no quotation marks.
    pub unquoted: &'a [Option<Range<WordId>>],
    /// The speech tags that are left out, in the order of the text.
    pub tags: &'a [(Range<WordId>, Tag)],
    pub stock: &'a dyn Catalog,
}

/// Binds the stretches of the text to the roles that speak them.
pub(crate) fn bind(
    script: &Script,
    finder: &Finder<'_>,
    parties: &Parties<'_>,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Lines {
    let cast = parties.cast;
    let (notes, lost) = notes::bind(script, finder, parties.unquoted, diagnostics);
    let mut lines = Lines::default();
    let mut languages = Languages::default();
    let mut speech: Option<&LineNote> = None;
    let mut place = (usize::MAX, 0);
    for (index, stretch) in script.prose.stretches.iter().enumerate() {
        if stretch.sentences.is_empty() {
            continue;
        }
        let own = notes.get(&index).copied();
        if !stretch.continues {
            speech = own;
        }
        let direction = match stretch.kind {
            StretchKind::Dialogue => Direction { own, speech },
            StretchKind::Narration => Direction::default(),
        };
        let by = direction.of(|note| note.by.as_ref());
        // Words without a role may belong to a line that was not found.
        let noted = direction.own.or(direction.speech);
        let known = noted.is_some() || (lost == 0 && !script.lines_lost);
        let skip = direction.of(|note| note.skip.as_ref());
        let first = script.prose.sentences[stretch.sentences.start].words.start;
        let tag = tags::at(parties.tags, first);
        let skipped = skip.is_some_and(|skip| skip.value) || tag.is_some();
        if stretch.kind == StretchKind::Dialogue && by.is_none() && known && !skipped {
            diagnostics.push(notes::unassigned_line(
                finder,
                (&script.prose, stretch),
                noted,
            ));
        }
        if tag == Some(Tag::Part) {
            continue;
        }
        place = match place {
            (paragraph, count) if paragraph == stretch.paragraph => (paragraph, count + 1),
            _ => (stretch.paragraph, 1),
        };
        let id = own.and_then(|note| note.id.as_ref()).map_or_else(
            || format!("p{}.{}", place.0 + 1, place.1),
            |id| id.value.clone(),
        );
        let role = by.and_then(|by| cast.role(&by.value));
        let role = role.unwrap_or(cast.narrator);
        let own_tag = direction.of(|note| note.language.as_ref());
        let tag = own_tag.or_else(|| language::tag(script, role));
        let how = (parties.lexicon, language::of(tag));
        let mut line = spoken(&script.prose, stretch, how, id);
        // A line that is skipped may have several stretches.
        let words = lines.ids.entry(line.id.clone());
        words
            .and_modify(|words| words.end = line.words.end)
            .or_insert_with(|| line.words.clone());
        if skipped {
            continue;
        }
        line.role = role;
        let first = line.words.start;
        direct(&mut line, first, script, (parties, &direction));
        line.with = match own.and_then(|note| note.with.as_ref()) {
            Some(id) => with(id, &line, &lines, script, diagnostics),
            None => None,
        };
        line.space = space(&line, line.words.start, parties, &direction);
        if let Some(recording) = own.and_then(|note| recording(note, world, diagnostics)) {
            line.speech = recording;
        }
        let id = lines.heard.push(line);
        languages.note((id, &lines.heard[id]), tag, own_tag, cast);
        if let Some(when) = direction.of(|note| note.when.as_ref()) {
            lines.when.push((id, when.clone()));
        }
        if direction.of(|note| note.say_again.as_ref()).is_some() {
            let words = own.and_then(|note| note.say_again.clone());
            lines.again.push((id, words));
        }
    }
    let line = |id: LineId| &lines.heard[id];
    languages.report(script, cast, line, parties.stock, diagnostics);
    unread::report(script, &lines.heard, &languages, diagnostics);
    lines
}

/// Returns the lines of words that are not in the text, in the order of their own prose, as a role
/// speaks them before a word of the text.
pub(crate) fn asides(
    prose: &Prose,
    (id, role, word): (&str, RoleId, WordId),
    script: &Script,
    parties: &Parties<'_>,
) -> Vec<Line> {
    let language = language::of(language::tag(script, role));
    let lines = said(prose, id, (parties.lexicon, language));
    let direction = Direction::default();
    let direct = |mut line: Line| {
        line.role = role;
        direct(&mut line, word, script, (parties, &direction));
        line.space = space(&line, word, parties, &direction);
        line
    };
    lines.map(direct).collect()
}

/// Returns a line with other words, which are those of their own prose.
pub(crate) fn other_words(line: &Line, prose: &Prose, lexicon: &Lexicon) -> Vec<Line> {
    let id = format!("{}.again", line.id);
    let replace = |other: Line| Line {
        id: other.id,
        text: other.text,
        words: other.words,
        speech: other.speech,
        begins_sentence: other.begins_sentence,
        ends_sentence: other.ends_sentence,
        ..line.clone()
    };
    said(prose, &id, (lexicon, line.language))
        .map(replace)
        .collect()
}
