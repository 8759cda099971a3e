//! Places cues on the reading.

use std::ops::Range;

use crate::book::{Book, Cue, CueKind, Mark, Moment, Ride, Scene, Turns, seed};
use crate::timeline::reading::{Reading, read};
use crate::timeline::{Lengths, PlacedCue, Timeline, turns};
use cuebook_core::id::{CueId, IdVec, WordId};
use cuebook_core::units::{Frames, Seconds};
use cuebook_script::Times;

impl Timeline {
    /// Places a show in time.
    #[must_use]
    pub fn place(book: &Book, lengths: &dyn Lengths) -> Timeline {
        Timeline::place_at(book, &book.turns, lengths)
    }

    /// Places a show in time as if the turns of its book were at other times.
    pub(crate) fn place_at(book: &Book, turns: &Turns, lengths: &dyn Lengths) -> Timeline {
        let reading = read(book, turns, lengths);
        let mut placer = Placer {
            book,
            lengths,
            cues: vec![None; book.cues.len()].into(),
            begun: vec![false; book.cues.len()].into(),
            // Cues that end with the show are cut when its length is known.
            end: Frames(i64::MAX),
            reading,
        };
        for id in book.cues.ids() {
            placer.cue(id);
        }
        placer.finish()
    }

    /// Returns the starts of the rides of a barrier.
    #[must_use]
    pub(crate) fn starts(&self, rides: &[Ride]) -> Vec<Frames> {
        let starts = rides.iter().map(|ride| self.find(&ride.at));
        turns::in_turn(rides, starts.collect())
    }

    /// Returns the frame of a moment.
    #[must_use]
    pub fn find(&self, moment: &Moment) -> Frames {
        let last = self.words.last().cloned().unwrap_or_default();
        let word = |word: WordId| self.words.get(word).unwrap_or(&last).clone();
        let frame = match moment.mark {
            Mark::Word(index, edge) => edge.of(&word(index)),
            Mark::Cue(cue, edge) => edge.of(&self.cues[cue].at),
            Mark::Time(frame) => frame,
            Mark::Turn(turn) => turns::of(&self.turns, turn + 1),
            Mark::Start => Frames::ZERO,
            Mark::End => self.reading,
        };
        (frame + moment.offset).max(turns::of(&self.turns, moment.part))
    }

    /// Returns the frame at which something ends that lasts until a moment. `end` is then the end
    /// of the show.
    #[must_use]
    pub fn until(&self, moment: &Moment) -> Frames {
        match moment.mark {
            Mark::End => self.frames,
            _ => self.find(moment),
        }
    }
}

struct Placer<'a> {
    book: &'a Book,
    lengths: &'a dyn Lengths,
    reading: Reading,
    cues: IdVec<CueId, Option<PlacedCue>>,
    /// Which cues are placed, or wait for a cue that they are anchored to.
    begun: IdVec<CueId, bool>,
    end: Frames,
}

impl Placer<'_> {
    /// Places a cue, after the cues that it is anchored to.
    fn cue(&mut self, id: CueId) {
        // A cue that waits for itself ends here; the script reader refuses it.
        if std::mem::replace(&mut self.begun[id], true) {
            return;
        }
        let book = self.book;
        let cue = &book.cues[id];
        let start = match self.reading.waits[id] {
            Some(frame) => frame + cue.at.offset,
            None => self.moment(&cue.at),
        };
        let start = start.max(turns::of(&self.reading.turns, cue.at.part));
        let mut ends_later = false;
        let (at, sounds) = match &cue.kind {
            CueKind::Spot(times) => self.spot(id, cue, times, start),
            CueKind::Bed { until } | CueKind::Music { until } => {
                let end = match until {
                    Some(until) => (self.end(until), until.part),
                    None => self.own_end(cue),
                };
                ends_later = end.1 > cue.at.part;
                let end = self.rings_out(cue, start, end);
                let at = start..self.sounding_end(id, cue, start, end).max(start);
                (at.clone(), vec![at])
            }
            CueKind::Hush(length) => (start..start + *length, Vec::new()),
        };
        let rides = cue.rides.iter().map(|ride| self.moment(&ride.at));
        let rides = rides.collect();
        self.cues[id] = Some(PlacedCue {
            at,
            sounds,
            rides: turns::in_turn(&cue.rides, rides),
            ends_later,
        });
    }

    fn spot(
        &self,
        id: CueId,
        cue: &Cue,
        times: &Times,
        start: Frames,
    ) -> (Range<Frames>, Vec<Range<Frames>>) {
        let mut at = start;
        let mut sounds = Vec::new();
        for (number, length) in self.lengths.sounds(id).iter().enumerate() {
            if number > 0 {
                let draw = seed::unit(seed::derive(cue.seed, "every", number as u64));
                let (low, high) = (times.every.low.0, times.every.high.0);
                at += Seconds(low + draw * (high - low)).frames();
            }
            sounds.push(at..at + *length);
        }
        let end = sounds.iter().map(|sound| sound.end).max();
        (start..end.unwrap_or(start), sounds)
    }

    /// Returns the frame of an end; `end` is the end of the whole show.
    fn end(&mut self, until: &Moment) -> Frames {
        match until.mark {
            Mark::End => self.end,
            _ => self.moment(until),
        }
    }

    /// Returns the end of a cue without an end in the script: for a bed the end
    /// of its anchor's scene, for music the end of the show. Returns also the
    /// part of the path in which the end is known.
    fn own_end(&mut self, cue: &Cue) -> (Frames, usize) {
        let next = match cue.kind {
            CueKind::Bed { .. } => self.scene_after(cue.at.mark),
            _ => None,
        };
        let turns = &self.book.turns;
        next.map_or((self.end, turns.last()), |word| {
            (self.word(word).start, turns.part_of(word))
        })
    }

    /// Returns the first word of the scene after a mark.
    fn scene_after(&mut self, mark: Mark) -> Option<WordId> {
        let mut scenes = self.book.scenes.iter();
        let next = match mark {
            Mark::Word(word, _) => scenes.find(|scene| scene.word > word),
            // Cues before the first word belong to the first scene.
            Mark::Start => scenes.nth(1),
            Mark::Cue(..) | Mark::Time(_) | Mark::Turn(_) | Mark::End => {
                let (offset, part) = (Frames::ZERO, 0);
                let frame = self.moment(&Moment { mark, offset, part });
                let mut later = scenes.skip(1);
                later.find(|scene| self.word(scene.word).start > frame)
            }
        };
        next.map(|scene| scene.word)
    }

    /// Returns the end of a bed or music whose end is known only after a turn:
    /// its fade-out does not begin before the turn, and is heard to its end.
    fn rings_out(&self, cue: &Cue, start: Frames, (end, part): (Frames, usize)) -> Frames {
        let turn = turns::of(&self.reading.turns, part);
        if turn <= start || end == self.end {
            return end;
        }
        end.max(turn + cue.fades().1)
    }

    /// Limits the end of a cue that is not looped to the end of its sound.
    fn sounding_end(&self, id: CueId, cue: &Cue, start: Frames, end: Frames) -> Frames {
        if cue.looped {
            return end;
        }
        let length = self.lengths.sounds(id).first().copied();
        end.min(start + length.unwrap_or_default())
    }

    fn moment(&mut self, moment: &Moment) -> Frames {
        let frame = match moment.mark {
            Mark::Word(word, edge) => edge.of(&self.word(word)),
            Mark::Cue(cue, edge) => {
                self.cue(cue);
                let placed = self.cues[cue].as_ref();
                placed.map_or(Frames::ZERO, |cue| edge.of(&cue.at))
            }
            Mark::Time(frame) => frame,
            Mark::Turn(turn) => turns::of(&self.reading.turns, turn + 1),
            Mark::Start => Frames::ZERO,
            Mark::End => self.reading.end,
        };
        let known = turns::of(&self.reading.turns, moment.part);
        Frames(frame.0.saturating_add(moment.offset.0)).max(known)
    }

    fn word(&self, word: WordId) -> Range<Frames> {
        let words = &self.reading.words;
        words
            .get(word)
            .or(words.last())
            .cloned()
            .unwrap_or_default()
    }

    /// Returns the start of a scene. A room does not change before a turn. A sound before
    /// the first word is in the scene of this word.
    fn scene(&self, scene: &Scene) -> Frames {
        if scene.word == WordId::FIRST {
            return Frames::ZERO;
        }
        let start = self.word(scene.word).start;
        match self.book.turns.part_of(scene.word) {
            0 => start,
            part => start.max(turns::of(&self.reading.turns, part) + self.book.turns.lead()),
        }
    }

    /// Returns when the sounds that last until the end of the show may end after the last turn.
    fn last_fades(&self) -> impl Iterator<Item = Frames> {
        let turn = self.reading.turns.last().copied();
        let cues = self.book.cues.iter().zip(&self.cues);
        cues.filter_map(move |(cue, placed)| {
            let (turn, at) = (turn?, &placed.as_ref()?.at);
            (at.end == self.end && at.start < turn).then(|| turn + cue.fades().1)
        })
    }

    /// Returns the timeline. The show lasts until the reading and every sound
    /// with a fixed end are over.
    fn finish(self) -> Timeline {
        let own_ends = self
            .cues
            .iter()
            .flatten()
            .map(|cue| cue.at.end)
            .filter(|end| *end < self.end);
        let length = own_ends
            .chain([self.reading.end + self.book.pauses.end])
            .chain(self.last_fades())
            .max()
            .unwrap_or_default();
        let cut = |range: &Range<Frames>| range.start.min(length)..range.end.min(length);
        let cues = self
            .cues
            .iter()
            .flatten()
            .map(|cue| PlacedCue {
                at: cut(&cue.at),
                sounds: cue.sounds.iter().map(cut).collect(),
                rides: cue.rides.clone(),
                ends_later: cue.ends_later,
            })
            .collect();
        let scenes = self.book.scenes.iter();
        Timeline {
            frames: length,
            reading: self.reading.end,
            scenes: scenes.map(|scene| self.scene(scene)).collect(),
            lines: self.reading.lines,
            words: self.reading.words,
            turns: self.reading.turns,
            asked: self.reading.asked,
            cues,
        }
    }
}
