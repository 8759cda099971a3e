//! Lays out the parts of a page: what of a staged path belongs to its last part.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layers;
use super::sounds::{Sounds, at_zero};
use super::text;
use crate::book::story::StoryChoice;
use crate::book::{Book, CueKind, Speech};
use crate::exchange::web::graph;
use crate::exchange::web::manifest::{Level, Line, Part, Said, Take};
use crate::mix::{self, Clip, ClipOf, Listening, MixPlan, compose};
use crate::perform::Performance;
use crate::session::{Show, Staged};
use crate::story::{Asked, Path};
use crate::timeline::{Timeline, reading, turns};
use cuebook_core::id::{LineId, WordId};
use cuebook_core::units::{Frames, Gain};
use cuebook_story::Moment;

/// Lays out parts, and has the lines of all of them.
pub(super) struct Layout<'s> {
    show: &'s Show,
    pub lines: Vec<Line>,
}

/// A part that is laid out.
pub(super) struct Parted {
    /// The sounds without its layers, with an empty name, and what each layer does.
    pub parts: BTreeMap<String, Part>,
    /// The layers that begin in it, and their conditions.
    pub begins: BTreeMap<String, Option<usize>>,
}

/// A staged path of which the last part is laid out.
pub(super) struct Laid<'a> {
    /// The whole show.
    pub show: &'a Show,
    /// The path as a linear show.
    pub book: &'a Book,
    pub path: Option<&'a Path>,
    pub performance: Arc<Performance>,
    pub timeline: &'a Timeline,
    pub plan: &'a MixPlan,
    /// The part that is laid out: the last one, without the reminder of an open choice.
    pub part: usize,
    /// The turn before it.
    pub turn: Frames,
    /// The turn before the reminder.
    pub reminded: Option<Frames>,
    /// The end: that of the show, or the decision of the open choice, which never comes.
    pub until: Frames,
    /// The choice that is open at its end.
    pub asked: Option<&'a Asked>,
}

impl<'s> Layout<'s> {
    pub(super) fn new(show: &'s Show) -> Layout<'s> {
        Layout {
            show,
            lines: Vec::new(),
        }
    }

    /// Lays out the last part of a path.
    pub(super) fn lay(
        &mut self,
        (own, path): (&Show, Option<Path>),
        staged: Staged,
        sounds: &mut Sounds,
    ) -> Parted {
        let plan = mix::plan(
            Listening::Loudspeakers,
            &own.book,
            &staged.performance,
            &staged.timeline,
        );
        let performance = Arc::new(staged.performance);
        let timeline = &staged.timeline;
        let laid = Laid::new(
            (self.show, &own.book, path.as_ref()),
            performance,
            timeline,
            &plan,
        );
        let (lines, times) = self.said(&laid, sounds);
        let layered = layers::of(&laid, sounds);
        let choice = laid.choice();
        let main = Part {
            pause: times.pause.0,
            lead: times.lead.0,
            lines,
            spots: layered.spots,
            asked: times.asked.0,
            spoken: times.spoken.0,
            remind: choice.and_then(|choice| Some(choice.remind.as_ref()?.0.0)),
            choice: laid.asked.map(|asked| asked.choice.0),
            offered: laid.offered().to_vec(),
            end: laid.asked.is_none().then(|| laid.lasts().0),
            ..Part::default()
        };
        let mut parts = layered.layers;
        parts.insert(String::new(), main);
        Parted {
            parts,
            begins: layered.begins,
        }
    }

    /// Returns the lines of the part, and its times.
    fn said(&mut self, laid: &Laid<'_>, sounds: &mut Sounds) -> (Vec<Said>, Times) {
        let own = laid.lines();
        let parts = own.iter().map(|id| laid.part_of(*id));
        let asking = parts.filter(|part| *part == laid.part).count();
        let mut choice = laid.choice_lines().into_iter();
        let mut said = Vec::new();
        let mut before = None;
        for (number, id) in own.iter().enumerate() {
            let line = &laid.book.lines[*id];
            let node = laid.node_of(line.words.start);
            let is_reminder = number >= asking;
            let option = match node.is_none() && !is_reminder {
                true => choice.next().flatten(),
                false => None,
            };
            let place = (line.paragraph, node);
            said.push(Said {
                line: self.line(laid, *id, sounds),
                at: match laid.reminded.filter(|_| is_reminder) {
                    Some(turn) => laid.timeline.lines[*id].at.start - turn,
                    None => laid.timeline.lines[*id].at.start - laid.turn,
                }
                .0,
                node,
                paragraph: before != Some(place),
                option,
                remind: is_reminder,
            });
            before = Some(place);
        }
        (said, laid.times(&own[..asking]))
    }

    /// Returns the number of a line, which is added if it is new.
    fn line(&mut self, laid: &Laid<'_>, id: LineId, sounds: &mut Sounds) -> usize {
        let line = &laid.book.lines[id];
        let start = laid.timeline.lines[id].at.start;
        let takes = laid.clips(ClipOf::Line(id)).into_iter();
        let takes = takes.map(|clips| laid.take(id, start, &clips, sounds));
        let new = Line {
            role: line.role.0,
            takes: takes.collect(),
            words: text::words(laid.book, line, laid.timeline, start.0),
        };
        let same = |old: &Line| {
            let sounds = |line: &Line| -> Vec<(usize, i64)> {
                line.takes
                    .iter()
                    .map(|take| (take.sound, take.at))
                    .collect()
            };
            old.role == new.role && old.words == new.words && sounds(old) == sounds(&new)
        };
        if let Some(known) = self.lines.iter().position(same) {
            return known;
        }
        self.lines.push(new);
        self.lines.len() - 1
    }
}

/// The times of a part.
struct Times {
    pause: Frames,
    lead: Frames,
    asked: Frames,
    spoken: Frames,
}

impl<'a> Laid<'a> {
    fn new(
        (show, book, path): (&'a Show, &'a Book, Option<&'a Path>),
        performance: Arc<Performance>,
        timeline: &'a Timeline,
        plan: &'a MixPlan,
    ) -> Laid<'a> {
        let open = path.filter(|path| matches!(path.end, Moment::Choice(_)));
        let asked = open.and_then(|path| path.stages.last()?.asked.as_ref());
        let mut laid = Laid {
            show,
            book,
            path,
            performance,
            timeline,
            plan,
            part: asked.map_or(timeline.turns.len(), |asked| asked.turn),
            turn: Frames::ZERO,
            reminded: None,
            until: asked.map_or(timeline.frames, |asked| timeline.turns[asked.turn]),
            asked,
        };
        if laid.choice().is_some_and(|choice| choice.remind.is_some()) {
            laid.reminded = Some(turns::of(&timeline.turns, laid.part));
            laid.part -= 1;
        }
        laid.turn = turns::of(&timeline.turns, laid.part);
        laid
    }

    /// Returns the end of a show in which no bed and no music lasts longer than all else.
    fn lasts(&self) -> Frames {
        let cues = self.book.cues.iter().zip(&self.timeline.cues);
        let own = cues.filter(|(cue, _)| matches!(cue.kind, CueKind::Spot(_) | CueKind::Hush(_)));
        let ends = own.map(|(_, placed)| placed.at.end);
        let end = ends.fold(self.timeline.reading + self.book.pauses.end, Frames::max);
        end.min(self.until) - self.turn
    }

    /// Returns the lines of the part, and those of the reminder.
    fn lines(&self) -> Vec<LineId> {
        let ids = self.book.lines.ids();
        ids.filter(|id| self.part_of(*id) >= self.part).collect()
    }

    fn part_of(&self, id: LineId) -> usize {
        self.book.turns.part_of(self.book.lines[id].words.start)
    }

    /// Returns the open choice of the show.
    fn choice(&self) -> Option<&'a StoryChoice> {
        let story = self.show.book.story.as_ref()?;
        Some(&story.choices[self.asked?.choice])
    }

    /// Returns the options that it offers.
    fn offered(&self) -> &'a [usize] {
        self.asked.map_or(&[], |asked| &asked.offered)
    }

    /// Returns for each line of the open question the option that it says.
    fn choice_lines(&self) -> Vec<Option<usize>> {
        let Some(choice) = self.choice() else {
            return Vec::new();
        };
        let says = self
            .offered()
            .iter()
            .filter_map(|option| Some((Some(*option), choice.options[*option].say.as_ref()?)));
        let ask = choice.ask.iter().map(|ask| (None, ask));
        let all = ask.chain(says).filter(|(_, said)| !said.is_repeated);
        all.flat_map(|(option, said)| said.lines.iter().map(move |_| option))
            .collect()
    }

    /// Returns the scene of a word of the path; `None` for the words of a choice.
    fn node_of(&self, word: WordId) -> Option<usize> {
        let (Some(path), Some(story)) = (self.path, &self.show.book.story) else {
            let scenes = graph::scenes(self.book);
            let after = scenes.partition_point(|scene| scene.0 <= word);
            return Some(after.saturating_sub(1));
        };
        let word = path.words.get(word).copied().flatten()?;
        story.part_of(word).map(|(node, _)| node.0)
    }

    /// Returns the clips of a line or cue, those that begin together in one list.
    pub(super) fn clips(&self, of: ClipOf) -> Vec<Vec<&Clip>> {
        let mut groups: Vec<Vec<&Clip>> = Vec::new();
        for clip in self.plan.clips.iter().filter(|clip| clip.of == of) {
            match groups
                .last_mut()
                .filter(|last| last[0].at.start == clip.at.start)
            {
                Some(last) => last.push(clip),
                None => groups.push(vec![clip]),
            }
        }
        groups
    }

    /// Returns a take of a line. Its sound has the loudness of the voice; the gain is beside it.
    fn take(&self, id: LineId, start: Frames, clips: &[&Clip], sounds: &mut Sounds) -> Take {
        let line = &self.book.lines[id];
        let first = clips[0];
        let audio = &self.performance.audio[first.audio];
        let level = match (&line.speech, audio.spec.loudness) {
            (Speech::Voice(_), Some(loudness)) => Some(Level {
                manner: format!("{} {}", line.role.0, line.tone.written()),
                loudness: loudness.0,
                length: mix::level::length(audio).0,
                gain: (compose::tone_level(line.tone) + line.gain).0,
            }),
            _ => None,
        };
        let own = clips.iter().map(|clip| {
            let mut clip = at_zero(clip, self.plan);
            clip.gain = Gain(clip.gain.0 / first.gain.0);
            clip
        });
        Take {
            sound: sounds.once(self, own.collect()),
            at: (first.at.start - start).0,
            again: first.offset > Frames::ZERO,
            gain: first.gain.decibels().0,
            level,
        }
    }

    /// Returns the times of the part, from its lines without the reminder.
    fn times(&self, lines: &[LineId]) -> Times {
        let relative = |frame: Frames| frame - self.turn;
        let ends = lines.iter().map(|id| self.timeline.lines[*id].at.end);
        let spoken = relative(ends.max().unwrap_or(self.turn)).max(Frames::ZERO);
        let first = lines.first().copied().filter(|_| self.part > 0);
        Times {
            pause: first.map_or(Frames::ZERO, |id| reading::pause_before(self.book, id)),
            lead: first.map_or(Frames::ZERO, |id| {
                relative(self.timeline.lines[id].at.start)
            }),
            asked: self
                .asked
                .map_or(spoken, |asked| relative(self.timeline.asked[asked.turn])),
            spoken,
        }
    }
}
