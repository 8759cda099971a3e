//! The sounds of a part besides its lines: spots, and the beds and music that go on over turns. What
//! such a layer does in a part does not depend on the others, so that each is a separate part.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::layout::Laid;
use super::sounds::{Sounds, at_zero};
use crate::book::{Cue, CueKind, Mark};
use crate::exchange::web::manifest::{self, Duck, End, Layer, Move, Part, Point, Spot, Strand};
use crate::mix::{Clip, ClipOf, Curve, Lane};
use crate::story::CueFrom;
use crate::timeline::{PlacedCue, turns};
use cuebook_core::id::CueId;
use cuebook_core::units::{Frames, Gain};

/// What a part has besides its lines.
#[derive(Default)]
pub(super) struct Layered {
    pub spots: Vec<Spot>,
    /// What each layer does: by its name if it goes on from before, else with a `+`.
    pub layers: BTreeMap<String, Part>,
    /// The layers that begin, and their conditions.
    pub begins: BTreeMap<String, Option<usize>>,
}

/// Returns the name of what a layer does in a part where it does not go on from before.
pub(super) fn fresh(cue: &str) -> String {
    format!("+{cue}")
}

/// Returns the sounds of the last part of a path.
pub(super) fn of(laid: &Laid<'_>, sounds: &mut Sounds) -> Layered {
    let mut all = Layered::default();
    let carried = laid.carried();
    for (id, cue) in laid.book.cues.entries() {
        // What begins only after the open choice is not there yet.
        if cue.at.part > laid.part {
            continue;
        }
        let placed = &laid.timeline.cues[id];
        match cue.kind {
            CueKind::Hush(_) => {}
            CueKind::Spot(_) if cue.at.part == laid.part => {
                all.spots.extend(laid.spots(id, cue, sounds));
            }
            CueKind::Spot(_) => {}
            CueKind::Bed { .. } | CueKind::Music { .. } => {
                let begins = cue.at.part == laid.part;
                if !begins && placed.at.end <= laid.turn {
                    continue;
                }
                let name = laid.name(id);
                if begins {
                    all.begins.insert(name.clone(), laid.when(id));
                }
                let own = match carried.contains(&name) {
                    true => name,
                    false => fresh(&name),
                };
                let own = all.layers.entry(own).or_default();
                laid.layer((id, cue, placed), own, sounds);
            }
        }
    }
    all
}

impl Laid<'_> {
    /// Returns the name of a cue of the path.
    fn name(&self, id: CueId) -> String {
        let Some(path) = self.path else {
            return self.book.cues[id].id.clone();
        };
        match &path.cues[id] {
            CueFrom::Show(id, _) => self.show.book.cues[*id].id.clone(),
            CueFrom::Waiting(choice) => {
                let story = self.show.book.story.as_ref();
                let choice = story.map(|story| story.choices[*choice].id.clone());
                format!("{}.waiting", choice.unwrap_or_default())
            }
        }
    }

    /// Returns the condition of a cue of the path.
    fn when(&self, id: CueId) -> Option<usize> {
        let story = self.show.book.story.as_ref()?;
        match &self.path?.cues[id] {
            CueFrom::Show(id, _) => story.cues.get(id).map(|when| when.0),
            CueFrom::Waiting(_) => None,
        }
    }

    /// Returns the layers that go on into the part.
    fn carried(&self) -> BTreeSet<String> {
        let cues = self.book.cues.entries().zip(&self.timeline.cues);
        let own = cues.filter(|((_, cue), placed)| {
            let is_layer = matches!(cue.kind, CueKind::Bed { .. } | CueKind::Music { .. });
            is_layer && cue.at.part < self.part && placed.at.end > self.turn
        });
        own.map(|((id, _), _)| self.name(id)).collect()
    }

    fn spots(&self, id: CueId, cue: &Cue, sounds: &mut Sounds) -> Vec<Spot> {
        let groups = self.clips(ClipOf::Cue(id)).into_iter();
        let spots = groups.map(|clips| {
            let start = clips[0].at.start;
            let own = clips.iter().map(|clip| at_zero(clip, self.plan)).collect();
            Spot {
                cue: self.name(id),
                sound: sounds.once(self, own),
                at: match start == self.turn {
                    true => self.unbounded(cue, start),
                    false => start - self.turn,
                }
                .0,
                gain: 1.0,
            }
        });
        spots.collect()
    }

    /// Returns when a cue would begin if it might begin before the turn.
    fn unbounded(&self, cue: &Cue, start: Frames) -> Frames {
        let start = match cue.at.mark {
            Mark::Word(word, edge) => {
                let word = self.timeline.words.get(word);
                word.map_or(start, |word| edge.of(word) + cue.at.offset)
            }
            _ => start,
        };
        start - self.turn
    }

    fn layer(
        &self,
        (id, cue, placed): (CueId, &Cue, &PlacedCue),
        all: &mut Part,
        sounds: &mut Sounds,
    ) {
        let begins = cue.at.part == self.part;
        let name = self.name(id);
        let ends = self.ends(cue, placed);
        let clips: Vec<&Clip> = self.clips(ClipOf::Cue(id)).into_iter().flatten().collect();
        let strands = clips
            .iter()
            .map(|clip| self.strand((cue, placed), clip, ends, sounds));
        let strands: Vec<Strand> = strands.collect();
        if begins {
            let start = placed.at.start;
            let at = match start == self.turn {
                true => self.unbounded(cue, start),
                false => start - self.turn,
            };
            all.layers.push(Layer {
                cue: name.clone(),
                at: at.0,
                fade: fades(cue, placed, ends),
                strands,
            });
        } else if strands.iter().any(moves) {
            all.moves.push(Move {
                cue: name.clone(),
                strands: strands.into_iter().filter(moves).collect(),
                own: false,
            });
        }
        self.ducks(&name, clips.first().copied(), &mut all.ducks);
        if ends {
            all.ends.extend(self.end(&name, cue, placed));
        } else {
            all.running.push(name);
        }
        if self.asked.is_none() {
            let until = self
                .last_until(cue, placed)
                .map(|until| (until - self.turn).0);
            all.end = all.end.max(until);
        }
    }

    /// Returns whether a layer ends with the show, and not earlier.
    fn is_last(&self, cue: &Cue, placed: &PlacedCue) -> bool {
        let later = || match cue.at.mark {
            Mark::Word(word, _) => self.book.scenes.iter().any(|scene| scene.word > word),
            _ => {
                let mut later = self.timeline.scenes.iter().skip(1);
                later.any(|scene| *scene > placed.at.start)
            }
        };
        let to_end = match (cue.kind.until(), &cue.kind) {
            (Some(until), _) => until.mark == Mark::End,
            (None, CueKind::Bed { .. }) => !later(),
            _ => true,
        };
        to_end && cue.looped
    }

    /// Returns until when the show lasts at least because of a layer.
    fn last_until(&self, cue: &Cue, placed: &PlacedCue) -> Option<Frames> {
        let after_turn = placed.at.start < self.turn;
        match self.is_last(cue, placed) {
            true => after_turn.then(|| self.turn + cue.fades().1),
            false => Some(placed.at.end),
        }
    }

    /// Returns whether the end of a layer is known in the part.
    fn ends(&self, cue: &Cue, placed: &PlacedCue) -> bool {
        let until = cue.kind.until();
        // The open choice is decided at a turn that never comes.
        let never = |mark| match mark {
            Mark::End => true,
            Mark::Turn(turn) => turns::of(&self.timeline.turns, turn + 1) >= self.until,
            _ => false,
        };
        let known = until.is_some_and(|until| !never(until.mark));
        self.asked.is_none() || known || placed.at.end < self.until
    }

    /// Returns the end of a layer; none where its sound is over by itself.
    fn end(&self, name: &str, cue: &Cue, placed: &PlacedCue) -> Option<End> {
        let (_, fade) = cue.fades();
        let sound = self.performance.cues.iter().zip(&self.timeline.cues);
        let mut sound = sound.filter(|(_, own)| std::ptr::eq(*own, placed));
        let length = sound.next().and_then(|(stops, _)| stops.first());
        let length = length.map(|stops| self.performance.audio[stops[0]].spec.frames);
        let lasts = placed.at.end - placed.at.start;
        if !cue.looped && length.is_some_and(|length| lasts >= length) {
            return None;
        }
        let after_turn = cue.at.part < self.part;
        let last = self.asked.is_none() && self.is_last(cue, placed);
        let at = match after_turn {
            _ if last => None,
            true => self.word_of_end(cue, placed),
            false => Some(placed.at.end),
        };
        Some(End {
            cue: name.to_owned(),
            at: at.map(|at| (at - self.turn).0),
            last,
            earliest: if after_turn { fade.0 } else { 0 },
            own: !after_turn,
        })
    }

    /// Returns when the words come at which a layer ends; `None` if it ends with the decision.
    fn word_of_end(&self, cue: &Cue, placed: &PlacedCue) -> Option<Frames> {
        let words = &self.timeline.words;
        match cue.kind.until().map(|until| (until.mark, until.offset)) {
            Some((Mark::Turn(_), _)) => None,
            Some((Mark::Word(word, edge), offset)) => Some(edge.of(words.get(word)?) + offset),
            None if matches!(cue.kind, CueKind::Bed { .. }) => {
                let mut scenes = self.book.scenes.iter();
                let own = |word| self.book.turns.part_of(word) == self.part;
                let next = scenes.find(|scene| own(scene.word));
                next.map_or(Some(placed.at.end), |scene| {
                    Some(words.get(scene.word)?.start)
                })
            }
            _ => Some(placed.at.end),
        }
    }

    /// Returns a clip of a layer, whose sound has no fades, no other gains over time and no rooms.
    fn strand(
        &self,
        (cue, placed): (&Cue, &PlacedCue),
        clip: &Clip,
        ends: bool,
        sounds: &mut Sounds,
    ) -> Strand {
        let known = self.known(cue, ends);
        let points = |lane: &Lane| -> Vec<Point> {
            let own = lane.0.iter().filter(|point| known.contains(&point.at));
            own.map(|own| point(own, self.turn)).collect()
        };
        let steady = clip.lanes.iter().skip(fade_lanes(cue, placed));
        let lanes = steady.map(points).collect();
        let sends = clip.sends.iter().filter_map(|send| {
            let space = self.plan.spaces[send.space].response;
            Some(manifest::Send {
                room: sounds.room(space, &self.performance)?,
                gain: send.gain.0,
                lane: points(&send.lane),
            })
        });
        let sends = sends.collect();
        let dry = Clip {
            lanes: Vec::new(),
            sends: Vec::new(),
            gain: Gain::UNITY,
            ..at_zero(clip, self.plan)
        };
        let audio = &self.performance.audio[clip.audio];
        Strand {
            key: format!("{}{:+.2}", &audio.key.name()[..8], clip.pan),
            sound: match cue.looped {
                true => sounds.looped(self, dry, audio.spec.frames),
                false => sounds.once(self, vec![dry]),
            },
            gain: clip.gain.0,
            lanes,
            sends,
        }
    }

    /// Returns the stretch whose gains the part adds to those of a layer.
    fn known(&self, cue: &Cue, ends: bool) -> Range<Frames> {
        let from = match cue.at.part == self.part {
            true => Frames(i64::MIN),
            false => self.turn,
        };
        match ends {
            true => from..Frames(i64::MAX / 4),
            false => from..self.until,
        }
    }

    /// Adds the gains of a layer while something else is heard.
    fn ducks(&self, name: &str, clip: Option<&Clip>, ducks: &mut Vec<Duck>) {
        for lane in clip.iter().flat_map(|clip| &clip.shared) {
            let lane = &self.plan.shared[*lane].0;
            let Some(first) = lane.first().map(|first| first.at) else {
                continue;
            };
            let remind = self.reminded.filter(|turn| first >= *turn);
            if remind.is_none() && self.part > 0 && first < self.turn {
                continue;
            }
            let turn = remind.unwrap_or(self.turn);
            let points: Vec<Point> = lane.iter().map(|own| point(own, turn)).collect();
            let is_same =
                |duck: &&mut Duck| duck.points == points && duck.remind == remind.is_some();
            match ducks.iter_mut().find(is_same) {
                Some(duck) if duck.cues.iter().any(|cue| cue == name) => {}
                Some(duck) => duck.cues.push(name.to_owned()),
                None => ducks.push(Duck {
                    cues: vec![name.to_owned()],
                    points,
                    remind: remind.is_some(),
                    number: None,
                }),
            }
        }
    }
}

/// Returns whether a gain of a strand moves.
fn moves(strand: &Strand) -> bool {
    let sends = strand.sends.iter().map(|send| &send.lane);
    let mut lanes = strand.lanes.iter().chain(sends);
    lanes.any(|lane| !lane.is_empty())
}

/// Returns the fades of a layer. In a short one they are shorter.
fn fades(cue: &Cue, placed: &PlacedCue, ends: bool) -> (i64, i64) {
    let (rise, fall) = cue.fades();
    let length = placed.at.end - placed.at.start;
    let both = rise + fall;
    if !ends || placed.ends_later || both <= length {
        return (rise.0, fall.0);
    }
    let fit = |fade: Frames| fade.0 * length.0 / both.0.max(1);
    (fit(rise), fit(fall))
}

/// Returns how many lanes of a clip are its fades.
fn fade_lanes(cue: &Cue, placed: &PlacedCue) -> usize {
    let (rise, fall) = cue.fades();
    let (rise, fall) = (rise > Frames::ZERO, fall > Frames::ZERO);
    match placed.ends_later {
        true => usize::from(rise) + usize::from(fall),
        false => usize::from(rise || fall),
    }
}

fn point(point: &crate::mix::Point, turn: Frames) -> Point {
    let curve = match point.curve {
        Curve::Linear => 0,
        Curve::Decibel => 1,
        Curve::Power => 2,
    };
    ((point.at - turn).0, point.gain.0, curve)
}
