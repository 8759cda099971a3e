//! Binds anchors: a place in the text becomes a word and one of its edges.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::Scene;
use crate::book::place::Finder;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::{CueId, IdVec, SceneId, WordId};
use cuebook_core::units::{Frames, Seconds};
use cuebook_script::{Anchor, Edge, Script, Target};

/// The point to which a moment is relative.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A word of the text, by its index.
    Word(WordId, Edge),
    /// Another cue.
    Cue(CueId, Edge),
    /// A time from the start of the show.
    Time(Frames),
    /// A turn of a path, by its number.
    Turn(usize),
    Start,
    End,
}

/// A mark and the offset from it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub mark: Mark,
    pub offset: Frames,
    /// The part of a path in which it is known; it is not before the turn of that part. 0 in a
    /// show without choices.
    pub part: usize,
}

/// Everything that an anchor of this show can name.
pub(crate) struct Marks<'a> {
    finder: &'a Finder<'a>,
    lines: &'a BTreeMap<String, Range<WordId>>,
    scenes: &'a IdVec<SceneId, Scene>,
    cues: BTreeMap<&'a str, CueId>,
    end: WordId,
}

impl<'a> Marks<'a> {
    /// Gathers the names. `lines` has the words of every line by its id.
    pub(crate) fn new(
        script: &'a Script,
        finder: &'a Finder<'a>,
        lines: &'a BTreeMap<String, Range<WordId>>,
        scenes: &'a IdVec<SceneId, Scene>,
    ) -> Marks<'a> {
        let named = |(index, cue): (usize, &'a cuebook_script::Cue)| {
            cue.id.as_ref().map(|id| (id.value.as_str(), CueId(index)))
        };
        Marks {
            finder,
            lines,
            scenes,
            cues: script.cues.iter().enumerate().filter_map(named).collect(),
            end: script.prose.words.end(),
        }
    }

    /// Returns the moment of an anchor, or `None` if it names something that
    /// does not exist; the script reader has reported that.
    ///
    /// # Errors
    /// When its words are not found exactly once in the text.
    pub(crate) fn moment(&self, anchor: &Anchor) -> Result<Option<Moment>, Diagnostic> {
        let words = |words: Range<WordId>| match anchor.edge {
            Edge::Start => Mark::Word(words.start, Edge::Start),
            Edge::After => Mark::Word(words.end.saturating_sub(1), Edge::After),
        };
        let mark = match &anchor.target {
            Target::Words(quote) => Some(words(self.finder.find(quote, anchor.span)?)),
            Target::Line(id) => self.lines.get(&id.value).cloned().map(words),
            Target::Scene(id) => self.scene(&id.value).map(words),
            Target::Cue(id) => {
                let cue = self.cues.get(id.value.as_str());
                cue.map(|cue| Mark::Cue(*cue, anchor.edge))
            }
            Target::Time(time) => Some(Mark::Time(time.value.frames())),
            Target::Start => Some(Mark::Start),
            Target::End => Some(Mark::End),
        };
        let offset = anchor.offset.as_ref().map_or(Seconds(0.0), |o| o.value);
        Ok(mark.map(|mark| Moment {
            mark,
            offset: offset.frames(),
            part: 0,
        }))
    }

    /// Returns whether two moments are in different scenes. In an interactive show these may be heard
    /// in any order.
    pub(crate) fn are_apart(&self, one: &Moment, other: &Moment) -> bool {
        let scene = |moment: &Moment| match moment.mark {
            Mark::Word(word, _) => Some(self.scenes.partition_point(|scene| scene.word <= word)),
            _ => None,
        };
        scene(one) != scene(other)
    }

    /// Returns the id of the scene in which a moment is. A moment beside a cue is in the scene of this cue, and
    /// a time is in no scene that is known.
    pub(crate) fn scene_at(&self, moment: &Moment, cues: &[cuebook_script::Cue]) -> Option<&str> {
        let mut mark = moment.mark;
        // A circle of cues is a mistake that is reported elsewhere.
        for _ in 0..=cues.len() {
            let word = match mark {
                Mark::Word(word, _) => word,
                Mark::Start => WordId::FIRST,
                Mark::End => self.end,
                Mark::Cue(cue, _) => {
                    mark = self.moment(cues.get(cue.0)?.anchor()).ok()??.mark;
                    continue;
                }
                Mark::Time(_) | Mark::Turn(_) => return None,
            };
            let mut begun = self.scenes.iter().rev();
            return begun
                .find(|scene| scene.word <= word)
                .map(|scene| scene.id.as_str());
        }
        None
    }

    fn scene(&self, id: &str) -> Option<Range<WordId>> {
        let mut scenes = self.scenes.iter().skip_while(|scene| scene.id != id);
        let start = scenes.next()?.word;
        let end = scenes.next().map_or(self.end, |next| next.word);
        Some(start..end)
    }
}

/// Returns the word of an anchor that is made of words or is the start, and
/// `None` for other anchors.
///
/// # Errors
/// When the words are not found exactly once in the text.
pub(crate) fn word_of(
    anchor: &Anchor,
    finder: &Finder<'_>,
    text_end: WordId,
) -> Result<Option<WordId>, Diagnostic> {
    match (&anchor.target, anchor.edge) {
        (Target::Words(quote), Edge::Start) => Ok(Some(finder.find(quote, anchor.span)?.start)),
        (Target::Words(quote), Edge::After) => {
            let end = finder.find(quote, anchor.span)?.end;
            Ok((end < text_end).then_some(end))
        }
        (Target::Start, _) => Ok((text_end > WordId::FIRST).then_some(WordId::FIRST)),
        _ => Ok(None),
    }
}
