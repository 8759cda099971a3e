//! A path through an interactive show as a linear show: takes a book with a story, and the
//! decisions of a listener; returns a linear [`Book`] of all that is heard, which the later stages
//! perform like any other.
//!
//! The words of each visit of a part follow those of the one before, with copies of their lines
//! and cues. The words of a choice are spoken between them. The book has a turn for each decision:
//! nothing of what a decision brings begins before its turn.

pub(crate) mod decide;
mod cues;
mod lines;
mod places;
mod walked;

use std::ops::Range;

use crate::book::{Book, BookStory, Scene, Turns};
use cuebook_core::id::{BarrierId, CueId, IdVec, SceneId, WordId};
use cuebook_core::units::{Decibels, Frames, Seconds};
use cuebook_story::walk::Misstep;
use cuebook_story::{ChoiceId, Decision, Moment, Visit};

use lines::Spoken;
use places::Places;
pub(crate) use walked::Forced;
use walked::Walked;

/// The pause between a question and a decision without a time.
pub(crate) const BREATH: Seconds = Seconds(0.6);

/// How long the open choice at the end of a path waits.
pub(crate) const FOREVER: Seconds = Seconds(86_400.0);

/// The longest pause between a turn and the next words that the ducks of a show ask for.
const LONGEST_LEAD: Seconds = Seconds(0.5);

/// A path through an interactive show.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    /// The path as a linear show.
    pub(crate) book: Book,
    /// Where the path ends: at an end, or at a choice that is open.
    pub(crate) end: Moment,
    /// Where each cue of the path comes from.
    pub(crate) cues: IdVec<CueId, CueFrom>,
    /// For each word of the path, its word in the text of the show; `None` for other words.
    pub(crate) words: IdVec<WordId, Option<WordId>>,
    /// The parts that are heard, in order.
    pub(crate) stages: Vec<Stage>,
}

/// A part of the show that is heard on a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stage {
    pub(crate) visit: Visit,
    /// The first word of the path in it; the words of its choice belong to it.
    pub(crate) word: WordId,
    /// The choice after it.
    pub(crate) asked: Option<Asked>,
}

/// A choice that is asked on a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) choice: ChoiceId,
    /// The options that are offered.
    pub(crate) offered: Vec<usize>,
    /// The first word of the question, and the first word after it.
    pub(crate) words: Range<WordId>,
    /// The turn at which it is decided.
    pub(crate) turn: usize,
}

/// Where a cue of a path comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CueFrom {
    /// A cue of the show, and for each ride of the copy the number of the cue's ride.
    Show(CueId, Vec<usize>),
    /// The sound of a choice that waits.
    Waiting(ChoiceId),
}

/// Makes a linear book of a path. The path goes on after the last decision to the next choice,
/// which waits for [`FOREVER`], or to its end.
///
/// # Errors
/// When a decision is not possible where it comes.
pub(crate) fn unroll(
    book: &Book,
    story: &BookStory,
    decisions: &[Decision],
) -> Result<Path, Misstep> {
    unroll_by(book, story, decisions, None)
}

/// Makes a linear book of a path that goes another way after the last decision, if one is given.
///
/// # Errors
/// When a decision is not possible where it comes.
pub(crate) fn unroll_by(
    book: &Book,
    story: &BookStory,
    decisions: &[Decision],
    forced: Option<&Forced>,
) -> Result<Path, Misstep> {
    let walked = Walked::new(story, decisions, forced)?;
    let spoken = Spoken::new(book, story, &walked);
    let turns = Turns::new(spoken.turns.clone(), lead(book));
    let places = Places {
        spoken: &spoken,
        turns: &turns,
    };
    let scenes = scenes(book, story, &walked, &spoken);
    let copies = cues::Copies::new(book, story, &walked, &places);
    let barriers = book
        .barriers
        .entries()
        .map(|(id, _)| barrier(book, id, &copies));
    let unrolled = Book {
        lines: spoken.lines(book),
        scenes,
        barriers: barriers.collect(),
        cues: copies.cues(),
        prose: spoken.prose.clone(),
        turns: turns.clone(),
        story: None,
        ..without_text(book)
    };
    Ok(Path {
        cues: copies.sources(),
        book: unrolled,
        words: spoken.sources(),
        stages: stages(&walked, &spoken),
        end: walked.end,
    })
}

/// Returns the parts of a path.
fn stages(walked: &Walked, spoken: &Spoken<'_>) -> Vec<Stage> {
    let stages = walked.heard.iter().enumerate();
    let stages = stages.map(|(stage, heard)| Stage {
        visit: heard.visit,
        word: spoken.begin(stage),
        asked: heard.asked.as_ref().map(|asked| Asked {
            choice: asked.choice,
            offered: asked.offered.clone(),
            words: spoken.question_begin(stage)..spoken.question_end(stage),
            turn: spoken.turn_of(stage),
        }),
    });
    stages.collect()
}

/// Returns the parts of a book that a path shares.
fn without_text(book: &Book) -> Book {
    Book {
        title: book.title.clone(),
        meta: book.meta.clone(),
        prose: cuebook_script::Prose::default(),
        seed: book.seed,
        roles: book.roles.clone(),
        narrator: book.narrator,
        lines: IdVec::default(),
        scenes: IdVec::default(),
        spaces: book.spaces.clone(),
        sounds: book.sounds.clone(),
        recipes: book.recipes.clone(),
        pronounced: book.pronounced.clone(),
        barriers: IdVec::default(),
        cues: IdVec::default(),
        pauses: book.pauses,
        target: book.target,
        buses: book.buses.clone(),
        turns: Turns::default(),
        story: None,
        tags: book.tags,
    }
}

/// Returns the time between a turn and the next words: that of the slowest duck, so that the ducks
/// are down when the words begin.
fn lead(book: &Book) -> Frames {
    let ducks = book.cues.iter().map(|cue| &cue.duck);
    let ducks = ducks.filter(|duck| duck.by != Decibels(0.0));
    let slowest = ducks.map(|duck| duck.attack).max().unwrap_or_default();
    slowest.min(LONGEST_LEAD.frames())
}

/// Returns a scene for each visit of a scene.
fn scenes(
    book: &Book,
    story: &BookStory,
    walked: &Walked,
    spoken: &Spoken<'_>,
) -> IdVec<SceneId, Scene> {
    let begun = walked.heard.iter().enumerate();
    let begun = begun.filter(|(_, heard)| heard.visit.part == 0);
    let scenes = begun.filter_map(|(stage, heard)| {
        let scene = story.nodes[heard.visit.node].scene?;
        Some(Scene {
            word: spoken.begin(stage),
            ..book.scenes[scene].clone()
        })
    });
    scenes.collect()
}

fn barrier(
    book: &Book,
    id: BarrierId,
    copies: &cues::Copies<'_>,
) -> crate::book::barrier::ShowBarrier {
    let barrier = &book.barriers[id];
    crate::book::barrier::ShowBarrier {
        rides: copies.rides_of_barrier(&barrier.rides),
        ..barrier.clone()
    }
}

#[cfg(test)]
mod tests;
