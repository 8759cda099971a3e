//! Gathers the words of a path, piece by piece: those of its parts, and those of its choices between
//! them.

use std::ops::Range;

use super::{Asking, Heeded, Piece, Spoken};
use crate::book::story::Said;
use crate::book::{Book, BookStory, Turn};
use crate::story::walked::{Asked, Heard, Walked};
use cuebook_core::id::{LineId, WordId};
use cuebook_core::units::Frames;
use cuebook_script::Prose;
use cuebook_script::prose::{Joint, Passage};

/// A turn as numbers of pieces.
struct PieceTurn {
    asked: usize,
    next: usize,
    hold: Frames,
    cuts: usize,
}

/// The pieces of a path, as far as they are gathered.
pub(super) struct Gathering<'b> {
    book: &'b Book,
    story: &'b BookStory,
    pieces: Vec<Piece<'b>>,
    turns: Vec<PieceTurn>,
    stages: Vec<usize>,
    questions: Vec<Asking>,
}

impl<'b> Gathering<'b> {
    /// Gathers the pieces of a path.
    pub(super) fn of(book: &'b Book, story: &'b BookStory, walked: &Walked) -> Gathering<'b> {
        let mut gathering = Gathering {
            book,
            story,
            pieces: Vec::new(),
            turns: Vec::new(),
            stages: Vec::new(),
            questions: Vec::new(),
        };
        for heard in &walked.heard {
            gathering.stage(heard);
        }
        gathering
    }

    fn stage(&mut self, heard: &Heard) {
        self.stages.push(self.pieces.len());
        let words = self.story.nodes[heard.visit.node].parts[heard.visit.part].clone();
        self.text(heard, words);
        match &heard.asked {
            Some(asked) => self.choice(asked),
            None => self.question((self.pieces.len(), self.pieces.len())),
        }
    }

    /// Adds the words of a part. From the second visit on, some lines have other words.
    fn text(&mut self, heard: &Heard, words: Range<WordId>) {
        let book = self.book;
        let first = book
            .lines
            .partition_point(|line| line.words.start < words.start);
        let last = book
            .lines
            .partition_point(|line| line.words.start < words.end);
        let mut from = words.start;
        let mut lines = Vec::new();
        for id in (first..last).map(LineId) {
            let line = &book.lines[id];
            if !heard.holds(self.story.lines.get(&id)) {
                continue;
            }
            let again = self
                .story
                .again
                .get(&id)
                .filter(|_| heard.visit.earlier > 0);
            // The later lines of a speech have no other words, and are not heard again.
            if again.is_some_and(|again| again.lines.is_empty()) {
                continue;
            }
            if let Some(again) = again {
                self.piece(from..line.words.start, std::mem::take(&mut lines));
                self.said(again, (Some(id), line.words.clone()));
                from = line.words.end;
            } else {
                lines.push(Heeded { id: Some(id), line });
            }
        }
        self.piece(from..words.end, lines);
    }

    fn piece(&mut self, words: Range<WordId>, lines: Vec<Heeded<'b>>) {
        if words.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            prose: &self.book.prose,
            covers: words.clone(),
            words,
            lines,
            stage: self.stages.len() - 1,
        });
    }

    /// Adds words that are not those of the text.
    fn said(&mut self, said: &'b Said, (id, covers): (Option<LineId>, Range<WordId>)) {
        let lines = said.lines.iter().map(|line| Heeded { id, line });
        self.pieces.push(Piece {
            prose: &said.prose,
            words: said.prose.words.range(),
            lines: lines.collect(),
            covers,
            stage: self.stages.len() - 1,
        });
    }

    /// Adds the words of a choice and its turns.
    fn choice(&mut self, asked: &Asked) {
        let choice = &self.story.choices[asked.choice];
        let says = asked
            .offered
            .iter()
            .filter_map(|option| choice.options[*option].say.as_ref());
        let says = choice.ask.iter().chain(says);
        let begin = self.pieces.len();
        for said in says.filter(|said| !said.is_repeated) {
            self.said(said, (None, WordId::range(0..0)));
        }
        let end = self.pieces.len();
        let remind = choice.remind.as_ref();
        let mut cuts = begin;
        if let Some((after, said)) = remind.filter(|(after, _)| asked.hold > *after) {
            self.turn(end, *after, end);
            self.said(said, (None, WordId::range(0..0)));
            cuts = if asked.by_time {
                self.pieces.len()
            } else {
                end
            };
        }
        self.question((begin, end));
        self.turn(end, asked.hold, cuts);
    }

    /// Adds the question at the end of a stage.
    fn question(&mut self, (begin, end): (usize, usize)) {
        let turn = self.turns.len();
        self.questions.push(Asking { begin, end, turn });
    }

    /// Adds a turn before the next piece.
    fn turn(&mut self, asked: usize, hold: Frames, cuts: usize) {
        let next = self.pieces.len();
        self.turns.push(PieceTurn {
            asked,
            next,
            hold,
            cuts,
        });
    }

    /// Joins the pieces to one text. Pieces that follow one another in the show's text stay together.
    pub(super) fn finish(self) -> Spoken<'b> {
        let mut passages: Vec<Passage<'b>> = Vec::new();
        let mut passage_of = Vec::new();
        for (number, piece) in self.pieces.iter().enumerate() {
            let turns = self.turns.iter().any(|turn| turn.next == number);
            let goes_on = |last: &&mut Passage<'b>| {
                std::ptr::eq(last.prose, piece.prose) && last.words.end == piece.words.start
            };
            match passages.last_mut().filter(|_| !turns).filter(goes_on) {
                Some(last) => last.words.end = piece.words.end,
                None => passages.push(Passage {
                    prose: piece.prose,
                    words: piece.words.clone(),
                }),
            }
            passage_of.push(passages.len() - 1);
        }
        let (prose, joined) = Prose::of_passages(&passages);
        let pieces = self.pieces.iter().zip(passage_of);
        let joints: Vec<Joint> = pieces
            .map(|(piece, passage)| joined[passage].of_words(piece.words.clone()))
            .collect();
        let end = prose.words.end();
        let turns = self.turns.iter().map(|turn| Turn {
            asked: Spoken::first_word(&joints, turn.asked, end),
            word: Spoken::first_word(&joints, turn.next, end),
            hold: turn.hold,
            cuts: Spoken::first_word(&joints, turn.cuts, end),
        });
        Spoken {
            turns: turns.collect(),
            prose,
            joints,
            pieces: self.pieces,
            stages: self.stages,
            questions: self.questions,
        }
    }
}
