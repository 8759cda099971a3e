//! Binds the lines: the parts of the text that are heard, each with its role
//! and its delivery.

mod breath;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::Scene;
use crate::book::cast::Cast;
use crate::book::place::Finder;
use crate::book::pronounce::Lexicon;
use crate::book::sound::out_of_reach;
use crate::book::space::Spaces;
use crate::book::treatment::{Treatment, Words};
use crate::book::unread;
use crate::book::{Book, PauseLengths};
use crate::world::World;
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span, Spanned};
use cuebook_core::id::{IdVec, LineId, RoleId, SceneId, SpaceId, WordId};
use cuebook_core::units::{Decibels, Frames, Seconds};
use cuebook_script::prose::{Stretch, StretchKind};
use cuebook_script::{Expression, LineNote, Prose, Script, Tone};

pub(crate) use breath::Breath;

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
    /// The source of the audio.
    pub(crate) speech: Speech,
    /// The tone in which the line is spoken.
    pub(crate) tone: Tone,
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
    /// A recording: its path and the hash of its content.
    Recording {
        path: String,
        hash: [u8; 32],
        span: Span,
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
    let (notes, lost) = bind_notes(script, finder, parties.unquoted, diagnostics);
    let mut lines = Lines::default();
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
        let skipped = skip.is_some_and(|skip| skip.value);
        if stretch.kind == StretchKind::Dialogue && by.is_none() && known && !skipped {
            diagnostics.push(unassigned_line(&script.prose, stretch, noted));
        }
        place = match place {
            (paragraph, count) if paragraph == stretch.paragraph => (paragraph, count + 1),
            _ => (stretch.paragraph, 1),
        };
        let id = own.and_then(|note| note.id.as_ref()).map_or_else(
            || format!("p{}.{}", place.0 + 1, place.1),
            |id| id.value.clone(),
        );
        let mut line = spoken(&script.prose, stretch, parties.lexicon, id);
        // A line that is skipped may have several stretches.
        let words = lines.ids.entry(line.id.clone());
        words
            .and_modify(|words| words.end = line.words.end)
            .or_insert_with(|| line.words.clone());
        if skipped {
            continue;
        }
        line.role = by
            .and_then(|by| cast.role(&by.value))
            .unwrap_or(cast.narrator);
        direct(&mut line, script, cast, &direction);
        line.with = match own.and_then(|note| note.with.as_ref()) {
            Some(id) => with(id, &line, &lines, script, diagnostics),
            None => None,
        };
        line.space = space(&line, line.words.start, parties, &direction);
        if let Some(recording) = own.and_then(|note| recording(note, world, diagnostics)) {
            line.speech = recording;
        }
        let id = lines.heard.push(line);
        if let Some(when) = direction.of(|note| note.when.as_ref()) {
            lines.when.push((id, when.clone()));
        }
        if direction.of(|note| note.say_again.as_ref()).is_some() {
            let words = own.and_then(|note| note.say_again.clone());
            lines.again.push((id, words));
        }
    }
    unread::report(script, lines.heard.iter(), diagnostics);
    lines
}

/// The notes of a script on a line: its own, and that of the speech which its
/// paragraph continues. Its own wins.
#[derive(Copy, Clone, Default)]
struct Direction<'a> {
    own: Option<&'a LineNote>,
    speech: Option<&'a LineNote>,
}

impl<'a> Direction<'a> {
    fn of<T>(&self, what: fn(&'a LineNote) -> Option<&'a T>) -> Option<&'a T> {
        self.own
            .and_then(what)
            .or_else(|| self.speech.and_then(what))
    }
}

/// Returns the notes by the index of their stretch, and the number of notes
/// without one.
fn bind_notes<'a>(
    script: &'a Script,
    finder: &Finder<'_>,
    unquoted: &[Option<Range<WordId>>],
    diagnostics: &mut Vec<Diagnostic>,
) -> (BTreeMap<usize, &'a LineNote>, usize) {
    let mut notes: BTreeMap<usize, &LineNote> = BTreeMap::new();
    let mut lost = 0;
    for (index, note) in script.lines.iter().enumerate() {
        if lost > MAX_MISTAKES {
            break;
        }
        if note.unquoted {
            // The lines that were not found are already reported.
            match unquoted.get(index).and_then(Option::as_ref) {
                Some(words) => {
                    let prose = &script.prose;
                    let first = prose.stretch_of(prose.sentence_of(words.start));
                    let last = prose.stretch_of(prose.sentence_of(words.end - 1));
                    notes.extend((first..=last).map(|stretch| (stretch, note)));
                }
                None => lost += 1,
            }
            continue;
        }
        match finder.find_within(StretchKind::Dialogue, &note.quote.value, note.quote.span) {
            Ok(stretch) => {
                if let Some(other) = notes.insert(stretch, note) {
                    diagnostics.push(
                        Diagnostic::error(
                            "line-twice",
                            note.quote.span,
                            "these words belong to a line that is listed already",
                        )
                        .also(Source::Script, other.quote.span, "listed here")
                        .hint("a line is everything inside one pair of quotation marks; keep one entry for it"),
                    );
                }
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                lost += 1;
            }
        }
    }
    (notes, lost)
}

fn unassigned_line(prose: &Prose, stretch: &Stretch, note: Option<&LineNote>) -> Diagnostic {
    let sentences = &prose.sentences[stretch.sentences.clone()];
    let span = Span::new(
        sentences.first().map_or(0, |sentence| sentence.span.start),
        sentences.last().map_or(0, |sentence| sentence.span.end),
    );
    let words: Vec<&str> = prose.said(span).split_whitespace().take(5).collect();
    let quote = words.join(" ");
    match note {
        Some(note) => Diagnostic::warning(
            "unassigned-line",
            note.quote.span,
            "this line has no speaker; the narrator reads it",
        )
        .also(Source::Prose, span, "")
        .hint("add `by: ROLE`"),
        None => Diagnostic::warning(
            "unassigned-line",
            span,
            "these words have no speaker; the narrator reads them",
        )
        .in_prose()
        .hint(format!(
            "under `lines`, add: - {{ quote: {}, by: ROLE }}",
            serde_json::Value::from(quote)
        )),
    }
}

/// Returns a line as its text has it, before the script changes it.
fn spoken(prose: &Prose, stretch: &Stretch, lexicon: &Lexicon, id: String) -> Line {
    let sentences = &prose.sentences[stretch.sentences.clone()];
    let breaths: Vec<Breath> = sentences
        .iter()
        .flat_map(|sentence| breath::breaths(prose, sentence, lexicon))
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
        speech: Speech::Voice(breaths),
        tone: Tone::Neutral,
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

/// Adds the delivery that the role and the script ask for.
fn direct(line: &mut Line, script: &Script, cast: &Cast, direction: &Direction<'_>) {
    let role = &cast.roles[line.role];
    let tone = direction.of(|note| note.tone.as_ref());
    let pace = direction.of(|note| note.pace.as_ref());
    let gain = direction.of(|note| note.gain.as_ref());
    let pan = direction.of(|note| note.place.pan.as_ref());
    line.tone = tone
        .and_then(|tone| Tone::named(&tone.value))
        .unwrap_or(role.tone);
    line.pace = role.pace * pace.map_or(1.0, |pace| pace.value);
    line.gain = role.gain + gain.map_or(Decibels(0.0), |gain| gain.value);
    line.pan = pan.map_or(role.pan, |pan| pan.value);
    let words = Words {
        treated: direction.of(|note| note.treatment.as_ref()),
        effect: direction.of(|note| note.effect.as_ref()),
        facing: direction.of(|note| note.facing.as_ref()),
        distance: direction.of(|note| note.place.distance.as_ref()),
        behind: direction.of(|note| note.behind.as_ref()),
    };
    line.treatment = role.treatment.with(&words, script);
    // Pauses belong to one line, not to a whole speech.
    let time = |what: fn(&LineNote) -> &Option<Spanned<Seconds>>| {
        let written = direction.own.and_then(|note| what(note).as_ref());
        written.map(|time| time.value.frames())
    };
    line.before = time(|note| &note.pause.before);
    line.after = time(|note| &note.pause.after);
    line.overlap = time(|note| &note.overlap);
}

/// Returns the lines of words that are not in the text, in the order of their own prose, as a role
/// speaks them before a word of the text.
pub(crate) fn asides(
    prose: &Prose,
    (id, role, word): (&str, RoleId, WordId),
    script: &Script,
    parties: &Parties<'_>,
) -> Vec<Line> {
    let lines = said(prose, id, parties.lexicon);
    let direction = Direction::default();
    let direct = |mut line: Line| {
        line.role = role;
        direct(&mut line, script, parties.cast, &direction);
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
    said(prose, &id, lexicon).map(replace).collect()
}

/// Returns the lines of a prose as written, named by an id and, after the first, a number.
fn said<'p>(
    prose: &'p Prose,
    id: &'p str,
    lexicon: &'p Lexicon,
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
        spoken(prose, stretch, lexicon, id)
    })
}

/// Returns the line with which another starts, or `None` if it is not heard.
fn with(
    id: &Spanned<String>,
    line: &Line,
    lines: &Lines,
    script: &Script,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LineId> {
    let words = lines.ids.get(&id.value);
    let earlier = words.filter(|words| words.start < line.words.start);
    let named = |note: &LineNote| note.id.as_ref().is_some_and(|own| own.value == id.value);
    if earlier.is_none() && script.lines.iter().any(named) {
        let why = format!("the line `{}` is not before this one", id.value);
        let hint = "give `with` to the later of the two lines, with the id of the earlier";
        diagnostics.push(Diagnostic::error("line-not-before", id.span, why).hint(hint));
    }
    let start = earlier?.start;
    let mut heard = lines.heard.entries().rev();
    heard.find_map(|(id, line)| (line.words.start == start).then_some(id))
}

/// Returns the line's own space, otherwise its role's, otherwise that of its
/// scene. The narrator does not take the space of the scene.
fn space(
    line: &Line,
    word: WordId,
    parties: &Parties<'_>,
    direction: &Direction<'_>,
) -> Option<SpaceId> {
    let own = parties
        .spaces
        .asked(direction.of(|note| note.space.as_ref()));
    if let Some(asked) = own.or(parties.cast.roles[line.role].space) {
        return asked;
    }
    let begun = |scene: &&Scene| scene.word <= word;
    let scene = parties.scenes.iter().rev().find(begun);
    scene
        .filter(|_| line.role != parties.cast.narrator)
        .and_then(|scene| scene.space)
}

fn recording(
    note: &LineNote,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Speech> {
    let path = note.take.as_ref()?;
    match world.read(&path.value) {
        Ok(bytes) => Some(Speech::Recording {
            path: path.value.clone(),
            hash: *blake3::hash(&bytes).as_bytes(),
            span: path.span,
        }),
        Err(error) => {
            diagnostics.push(out_of_reach(path, &error, world));
            None
        }
    }
}
