//! The path of an edition: the decisions that were taken, those that follow if the listener does
//! nothing, and the times of its questions.

use std::ops::Range;

use cuebook_core::id::WordId;
use cuebook_core::units::Frames;
use cuebook_story::{Decision, Visit};

use super::question::{Clock, Offer, Question};
use crate::book::{Book, BookStory};
use crate::story::{Asked, Stage};
use crate::timeline::Timeline;

/// A path through an interactive show, as an edition plays it.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlayedPath {
    /// The outcomes of chance.
    pub(super) drawn: Vec<Decision>,
    /// The decisions, in order: those of the listener, then the defaults that follow.
    pub(super) decisions: Vec<Decision>,
    /// How many of them were taken when the edition was made.
    pub(super) decided: usize,
    /// The parts that are heard, in order.
    pub(super) stages: Vec<Stage>,
}

/// The times of a question.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Moments {
    /// When its first word begins.
    pub(super) begins: Frames,
    /// When the question is over.
    pub(super) asked: Frames,
    /// When a reminder begins.
    pub(super) reminds: Option<Frames>,
    /// The turn: when it is decided.
    pub(super) turn: Frames,
}

impl PlayedPath {
    /// Returns the choices of the path, in order.
    pub(super) fn asked(&self) -> impl Iterator<Item = &Asked> {
        self.stages.iter().filter_map(|stage| stage.asked.as_ref())
    }

    /// Returns the times of a question.
    pub(super) fn moments(&self, number: usize, timeline: &Timeline) -> Option<Moments> {
        let asked = self.asked().nth(number)?;
        let over = timeline.asked.get(asked.turn).copied()?;
        let first = timeline.words.get(asked.words.start);
        let first = first.filter(|_| !asked.words.is_empty());
        let reminds = asked.turn.checked_sub(1).filter(|before| {
            let other = number
                .checked_sub(1)
                .and_then(|last| self.asked().nth(last));
            other.is_none_or(|other| other.turn < *before)
        });
        Some(Moments {
            begins: first.map_or(over, |word| word.start.min(over)),
            asked: over,
            reminds: reminds.and_then(|turn| timeline.turns.get(turn).copied()),
            turn: timeline.turns.get(asked.turn).copied()?,
        })
    }

    /// Returns how many decisions are taken up to a frame.
    pub(super) fn passed(&self, timeline: &Timeline, at: Frames) -> usize {
        let turns = self.asked().map(|asked| timeline.turns.get(asked.turn));
        let passed = turns.take_while(|turn| turn.is_some_and(|turn| *turn <= at));
        passed.count().min(self.decisions.len())
    }

    /// Returns the number of the question that is open at a frame.
    pub(super) fn open(&self, timeline: &Timeline, at: Frames) -> Option<usize> {
        let number = self.passed(timeline, at);
        let moments = self.moments(number, timeline)?;
        (moments.begins <= at && at < moments.turn).then_some(number)
    }

    /// Returns the first question after some decisions: when it begins, and the first word of the
    /// path that depends on it, or on how long the listener thinks: a reminder that did not begin.
    pub(super) fn undecided(
        &self,
        (book, timeline): (&Book, &Timeline),
        (decided, at): (usize, Frames),
    ) -> Option<(Frames, WordId)> {
        let turn = self.asked().nth(decided)?.turn;
        let moments = self.moments(decided, timeline)?;
        let reminder = moments.reminds.filter(|begins| at < *begins);
        let reminder = reminder.and_then(|_| turn.checked_sub(1));
        let turn = book.turns.list().get(reminder.unwrap_or(turn))?;
        Some((moments.begins, turn.word))
    }

    /// Returns the number of the part with a word of the path.
    pub(super) fn stage_of(&self, word: WordId) -> Option<usize> {
        let begun = self.stages.partition_point(|stage| stage.word <= word);
        begun.checked_sub(1)
    }

    /// Returns the words of a part, and of the choice after it. `end` is the end of all words.
    pub(super) fn words(&self, number: usize, end: WordId) -> Range<WordId> {
        let next = self.stages.get(number + 1);
        self.stages[number].word..next.map_or(end, |next| next.word)
    }

    /// Returns the parts that were heard up to a frame.
    pub(super) fn visits(&self, timeline: &Timeline, at: Frames) -> Vec<Visit> {
        let passed = self.passed(timeline, at);
        let begun = |number: usize, stage: &Stage| {
            let word = timeline.words.get(stage.word);
            let last = number.checked_sub(1).map(|last| &self.stages[last]);
            // A part begins at its turn.
            let turned = last.is_none_or(|last| last.asked.is_some());
            stage.visit.decisions < passed
                || stage.visit.decisions == passed
                    && (turned || word.is_none_or(|word| word.start <= at))
        };
        let heard = self.stages.iter().enumerate();
        let heard = heard.take_while(|(number, stage)| begun(*number, stage));
        heard.map(|(_, stage)| stage.visit).collect()
    }

    /// Returns the question that is open at a frame. `whole` is the show as written, and `decided`
    /// has the decisions that were taken.
    pub(super) fn question(
        &self,
        whole: &Book,
        timeline: &Timeline,
        at: Frames,
        (decided, has_clock): (&[Decision], bool),
    ) -> Option<Question> {
        let story = whole.story.as_ref()?;
        let number = self.open(timeline, at)?;
        let asked = self.asked().nth(number)?;
        let moments = self.moments(number, timeline)?;
        let graph = &story.graph.choices[asked.choice];
        let choice = &story.choices[asked.choice];
        let wait = choice.wait.filter(|_| graph.timed);
        Some(Question {
            number,
            choice: asked.choice,
            name: choice.id.clone(),
            ask: choice.ask.as_ref().map(|ask| ask.shown()),
            options: offers(story, asked),
            begins: moments.begins,
            asked: moments.asked,
            clock: wait.map(|wait| Clock {
                ends: moments.asked + wait,
                stopped: !has_clock,
            }),
            default: graph.default,
            taken: decided.get(number).map(|decision| decision.option),
        })
    }
}

fn offers(story: &BookStory, asked: &Asked) -> Vec<Offer> {
    let options = &story.choices[asked.choice].options;
    let offered = asked.offered.iter().zip(1..);
    let offered = offered.map(|(option, number)| Offer {
        number,
        option: *option,
        id: options[*option].id.clone(),
        text: options[*option].shown.clone(),
    });
    offered.collect()
}
