//! The words of a path and the lines that speak them.

mod gathering;

use std::collections::BTreeMap;
use std::ops::Range;

use super::walked::Walked;
use crate::book::line::{Breath, Line, Speech};
use crate::book::{Book, BookStory, Turn};
use cuebook_core::id::{IdRange, IdVec, LineId, WordId};
use cuebook_script::Prose;
use cuebook_script::prose::Joint;
use gathering::Gathering;

/// The words of a path, piece by piece.
pub(super) struct Spoken<'b> {
    pub prose: Prose,
    pub turns: Vec<Turn>,
    pieces: Vec<Piece<'b>>,
    /// The place of each piece in the prose of the path.
    joints: Vec<Joint>,
    /// The first piece of each stage.
    stages: Vec<usize>,
    /// For each stage, the question of its choice.
    questions: Vec<Asking>,
}

/// The question at the end of a stage.
#[derive(Copy, Clone)]
struct Asking {
    /// Its first piece, and the piece after it.
    begin: usize,
    end: usize,
    /// The turn at which it is decided; none after a stage without a choice.
    turn: usize,
}

/// Words that follow one another in a text.
struct Piece<'b> {
    prose: &'b Prose,
    words: Range<WordId>,
    lines: Vec<Heeded<'b>>,
    /// The words of the show's text for which they are heard; none for the words of a choice.
    covers: Range<WordId>,
    stage: usize,
}

/// A line of a piece.
struct Heeded<'b> {
    /// The line of the show that it is, or that it says in other words.
    id: Option<LineId>,
    line: &'b Line,
}

impl<'b> Spoken<'b> {
    pub(super) fn new(book: &'b Book, story: &'b BookStory, walked: &Walked) -> Spoken<'b> {
        Gathering::of(book, story, walked).finish()
    }

    /// Returns the first word of a piece, or the end of the path after the last piece.
    fn first_word(joints: &[Joint], piece: usize, end: WordId) -> WordId {
        joints.get(piece).map_or(end, |joint| joint.words.start)
    }

    /// Returns the first word of a stage. A stage without words begins with the next word.
    pub(super) fn begin(&self, stage: usize) -> WordId {
        let end = self.prose.words.end();
        let piece = self.stages.get(stage).copied().unwrap_or(usize::MAX);
        Spoken::first_word(&self.joints, piece, end)
    }

    /// Returns the first word after the question at the end of a stage.
    pub(super) fn question_end(&self, stage: usize) -> WordId {
        self.asked_at(stage, |asking| asking.end)
    }

    /// Returns the first word of the question at the end of a stage.
    pub(super) fn question_begin(&self, stage: usize) -> WordId {
        self.asked_at(stage, |asking| asking.begin)
    }

    fn asked_at(&self, stage: usize, piece: impl Fn(&Asking) -> usize) -> WordId {
        let piece = self.questions.get(stage).map_or(usize::MAX, piece);
        Spoken::first_word(&self.joints, piece, self.prose.words.end())
    }

    /// Returns the turn at which the choice at the end of a stage is decided.
    pub(super) fn turn_of(&self, stage: usize) -> usize {
        self.questions.get(stage).map_or(0, |asking| asking.turn)
    }

    /// Returns the word in the text of the show of each word of the path. The words that are said
    /// in place of others have the first of these.
    pub(super) fn sources(&self) -> IdVec<WordId, Option<WordId>> {
        let pieces = self.pieces.iter().flat_map(|piece| {
            let text = piece.covers.len() == piece.words.len();
            let first = piece.covers.ids().next();
            (0..piece.words.len())
                .map(move |number| first.map(|first| if text { first + number } else { first }))
        });
        pieces.collect()
    }

    /// Returns the words of the path that are heard for a word of the show's text in a stage: the
    /// word itself, or its place in the words that are said in its place.
    pub(super) fn met(&self, stage: usize, word: WordId) -> Option<WordId> {
        let first = *self.stages.get(stage)?;
        let last = self.stages.get(stage + 1).copied();
        let pieces = first..last.unwrap_or(self.pieces.len());
        let mut pieces = self.pieces[pieces.clone()].iter().zip(&self.joints[pieces]);
        let (piece, joint) = pieces.find(|(piece, _)| piece.covers.contains(&word))?;
        let number = word - piece.covers.start;
        let from_end = piece.covers.end - 1 - word;
        let last = piece.words.len() - 1;
        // The last word has the place of the last word.
        let number = if from_end == 0 {
            last
        } else {
            number.min(last)
        };
        Some(joint.words.start + number)
    }

    /// Returns the lines of the path.
    pub(super) fn lines(&self, book: &Book) -> IdVec<LineId, Line> {
        let mut lines: IdVec<LineId, Line> = IdVec::default();
        let mut placed: BTreeMap<LineId, LineId> = BTreeMap::new();
        let (mut stage, mut part) = (usize::MAX, usize::MAX);
        for (piece, joint) in self.pieces.iter().zip(&self.joints) {
            if piece.stage != stage {
                stage = piece.stage;
                placed.clear();
            }
            for heeded in &piece.lines {
                let mut line = moved(heeded.line, joint);
                let with = heeded.id.and_then(|id| book.lines[id].with);
                line.with = with.and_then(|with| placed.get(&with).copied());
                let own = self
                    .turns
                    .partition_point(|turn| turn.word <= line.words.start);
                if own != part {
                    // A line begins after its turn.
                    (part, line.overlap) = (own, None);
                }
                let new = lines.push(line);
                if let Some(id) = heeded.id {
                    placed.entry(id).or_insert(new);
                }
            }
        }
        lines
    }
}

/// Returns a line at its place in the path.
fn moved(line: &Line, joint: &Joint) -> Line {
    let words = |words: &Range<WordId>| {
        let start = joint.word(words.start);
        start..start + words.len()
    };
    let breath = |breath: &Breath| Breath {
        text: joint.span(breath.text),
        words: words(&breath.words),
        ..breath.clone()
    };
    Line {
        paragraph: joint.paragraph(line.paragraph),
        text: joint.span(line.text),
        words: words(&line.words),
        speech: match &line.speech {
            Speech::Voice(breaths) => Speech::Voice(breaths.iter().map(breath).collect()),
            recording => recording.clone(),
        },
        ..line.clone()
    }
}
