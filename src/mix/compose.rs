//! The composing of a plan: what the timeline places, with gains and lanes.

use std::ops::Range;

use crate::audio::Audio;
use crate::book::ride::Ridden;
use crate::book::{Book, Cue, CueKind, DuckSettings, Line, Ride};
use crate::mix::headphones::{self, Directed};
use crate::mix::level::Levels;
use crate::mix::pan::{balance, equal_power};
use crate::mix::room::Rooms;
use crate::mix::track::Track;
use crate::mix::{Bus, BusName, Clip, ClipOf, Curve, Lane, Listening, Master, MixPlan, duck, lane};
use crate::perform::{Performance, treat};
use crate::script::Tone;
use crate::timeline::{PlacedCue, PlacedLine, Timeline};
use crate::units::{Decibels, Frames, Gain, Lufs, Seconds};

/// The loudness that every voice is brought to before its own gain.
const SPEECH: Lufs = Lufs(-20.0);
/// The most that a take is raised or lowered to get there, in dB.
const MOST: f64 = 24.0;

impl MixPlan {
    /// Plans the mix of a show, without the trim that brings it to its target.
    #[must_use]
    pub fn compose(book: &Book, performance: &Performance, timeline: &Timeline) -> MixPlan {
        MixPlan::compose_for(Listening::Loudspeakers, book, performance, timeline)
    }

    /// The same for whatever the show is heard with.
    #[must_use]
    pub fn compose_for(
        listening: Listening,
        book: &Book,
        performance: &Performance,
        timeline: &Timeline,
    ) -> MixPlan {
        let mut composer = Composer {
            listening,
            book,
            performance,
            timeline,
            levels: Levels::of(book, performance),
            speech: speech(timeline),
            spots: spots(book, performance, timeline),
            hushes: hushes(book, timeline),
            hush_lane: None,
            rooms: Rooms::new(book, performance, timeline),
            clips: Vec::new(),
            shared: Vec::new(),
            ducks: Vec::new(),
        };
        for (index, placed) in timeline.lines.iter().enumerate() {
            composer.line(index, placed);
        }
        for (index, placed) in timeline.cues.iter().enumerate() {
            composer.cue(index, placed);
        }
        let mut clips = composer.clips;
        clips.sort_by_key(|clip| clip.at.start);
        let spaces = composer.rooms.into_spaces();
        let end = match spaces.is_empty() {
            true => Lane::default(),
            false => closing(timeline.frames),
        };
        MixPlan {
            frames: timeline.frames,
            clips,
            buses: buses(book, &end),
            shared: composer.shared,
            spaces,
            master: Master {
                trim: Gain::UNITY,
                ceiling: book.target.peak,
            },
        }
    }
}

impl MixPlan {
    /// A plan that plays one piece of audio from beginning to end.
    #[must_use]
    pub fn solo(audio: &Audio) -> MixPlan {
        MixPlan {
            frames: audio.frames(),
            clips: vec![Clip {
                audio: 0,
                bus: 0,
                at: Frames::ZERO..audio.frames(),
                offset: Frames::ZERO,
                looped: false,
                pan: 0.0,
                gain: Gain::UNITY,
                lanes: Vec::new(),
                shared: Vec::new(),
                direct: true,
                sends: Vec::new(),
                of: ClipOf::Line(0),
            }],
            buses: vec![Bus {
                name: BusName::Dialogue,
                role: None,
                gain: Gain::UNITY,
                lane: Lane::default(),
            }],
            shared: Vec::new(),
            spaces: Vec::new(),
            master: Master {
                trim: Gain::UNITY,
                ceiling: Decibels(-1.0),
            },
        }
    }
}

/// What a room still gives back at the end of the show is not cut.
fn closing(end: Frames) -> Lane {
    const LAST: Frames = Frames(2_400);
    Lane(vec![
        lane::point(end - LAST, Gain::UNITY, Curve::Power),
        lane::point(end, Gain::SILENCE, Curve::Power),
    ])
}

fn buses(book: &Book, end: &Lane) -> Vec<Bus> {
    let bus = |name: BusName| {
        let gain = book.buses.iter().find(|(bus, _)| bus == name.name());
        Bus {
            name,
            role: None,
            gain: gain.map_or(Gain::UNITY, |(_, gain)| gain.gain()),
            lane: end.clone(),
        }
    };
    BusName::ALL.into_iter().map(bus).collect()
}

/// When somebody speaks, in order.
fn speech(timeline: &Timeline) -> Vec<Range<Frames>> {
    let pieces = timeline.lines.iter().flat_map(|line| &line.pieces);
    let mut speech: Vec<Range<Frames>> = pieces
        .map(|piece| piece.at..piece.at + piece.take.end - piece.take.start)
        .collect();
    speech.sort_by_key(|stretch| stretch.start);
    speech
}

/// When spots are loud, in order.
fn spots(book: &Book, performance: &Performance, timeline: &Timeline) -> Vec<Range<Frames>> {
    let mut spots = Vec::new();
    for (index, cue) in book.cues.iter().enumerate() {
        if !matches!(cue.kind, CueKind::Spot(_)) {
            continue;
        }
        let made = performance.cues[index].iter();
        for (stops, at) in made.zip(&timeline.cues[index].sounds) {
            let loud = stops
                .first()
                .map(|audio| &performance.audio[*audio].sheet.loud);
            let loud = loud.cloned().unwrap_or_default();
            spots.push(at.start + loud.start..(at.start + loud.end).min(at.end));
        }
    }
    spots.retain(|loud| loud.start < loud.end);
    spots.sort_by_key(|loud| loud.start);
    spots
}

/// A silence, and how long sounds take to go and to come back.
struct Hush {
    at: Range<Frames>,
    fall: Frames,
    rise: Frames,
}

/// The silences of a show, in order.
fn hushes(book: &Book, timeline: &Timeline) -> Vec<Hush> {
    let mut hushes: Vec<Hush> = book
        .cues
        .iter()
        .zip(&timeline.cues)
        .filter(|(cue, _)| matches!(cue.kind, CueKind::Hush(_)))
        .map(|(cue, placed)| Hush {
            at: placed.at.clone(),
            fall: cue.fade_in.unwrap_or(Seconds(0.12).frames()),
            rise: cue.fade_out.unwrap_or(Seconds(0.4).frames()),
        })
        .collect();
    hushes.sort_by_key(|hush| hush.at.start);
    hushes
}

/// What a manner of speaking adds to the common level.
fn level(tone: Tone) -> Decibels {
    Decibels(match tone {
        Tone::Shout => 3.0,
        Tone::Urgent | Tone::Laughing => 1.0,
        Tone::Whisper => -5.0,
        Tone::Weary | Tone::Tearful => -1.5,
        Tone::Neutral | Tone::Cold | Tone::Warm | Tone::Mocking => 0.0,
    })
}

struct Composer<'a> {
    listening: Listening,
    book: &'a Book,
    performance: &'a Performance,
    timeline: &'a Timeline,
    levels: Levels,
    speech: Vec<Range<Frames>>,
    spots: Vec<Range<Frames>>,
    hushes: Vec<Hush>,
    /// The lane of all hushes, once a clip has shared it.
    hush_lane: Option<usize>,
    rooms: Rooms<'a>,
    clips: Vec<Clip>,
    shared: Vec<Lane>,
    /// Which shared lane ducks by which settings.
    ducks: Vec<(DuckSettings, usize)>,
}

impl Composer<'_> {
    fn line(&mut self, index: usize, placed: &PlacedLine) {
        let line = &self.book.lines[index];
        for (number, piece) in placed.pieces.iter().enumerate() {
            let made = &self.performance.lines[index][piece.breath];
            let at = self.sounding(piece, made[0]);
            // A take that is cut where the reading waits must not click there.
            let same = |other: Option<&crate::timeline::Piece>| {
                other.is_some_and(|other| other.breath == piece.breath)
            };
            let cut = |cut: bool| if cut { lane::SHORTEST } else { Frames::ZERO };
            let fades = lane::fades(
                &at,
                cut(number > 0 && same(placed.pieces.get(number - 1))),
                cut(same(placed.pieces.get(number + 1))),
            );
            let opens = match (line.opens(self.book).as_slice(), line.treatment.behind) {
                (stops @ [_, _, ..], Some(behind)) => self
                    .opening(behind)
                    .within(&at)
                    .shares(stops, Curve::Linear),
                _ => vec![Some(Lane::default())],
            };
            for (audio, open) in made.iter().zip(opens) {
                let Some(open) = open else { continue };
                let mut clip = self.spoken(index, *audio, &at);
                clip.offset = piece.take.start;
                clip.lanes = [fades.clone(), open].into_iter().flat_map(filled).collect();
                self.push(clip);
            }
        }
    }

    /// A take of a line where it is heard, from its beginning.
    fn spoken(&mut self, index: usize, audio: usize, at: &Range<Frames>) -> Clip {
        let line = &self.book.lines[index];
        let pan = line.pan as f32;
        let more = treat::room(&line.treatment);
        let send = line
            .space
            .and_then(|space| self.rooms.send(space, pan, more));
        Clip {
            audio,
            bus: self.bus_of(line) as usize,
            at: at.clone(),
            offset: Frames::ZERO,
            looped: false,
            pan,
            gain: self.voice_gain(line, audio).gain(),
            lanes: Vec::new(),
            shared: Vec::new(),
            direct: true,
            sends: send.into_iter().collect(),
            of: ClipOf::Line(index),
        }
    }

    /// How open a barrier is in the course of the show.
    fn opening(&self, behind: usize) -> Track {
        let barrier = &self.book.barriers[behind];
        let rides = barrier
            .rides
            .iter()
            .filter_map(|ride| Some((self.timeline.find(&ride.at), ride.over, ride.to.open?)));
        Track::new(Frames::ZERO, barrier.open, &rides.collect::<Vec<_>>())
    }

    fn bus_of(&self, line: &Line) -> BusName {
        if line.role == self.book.narrator {
            BusName::Narration
        } else {
            BusName::Dialogue
        }
    }

    /// When a piece of a take is heard, its tail included where the take ends with it.
    fn sounding(&self, piece: &crate::timeline::Piece, audio: usize) -> Range<Frames> {
        let sheet = &self.performance.audio[audio].sheet;
        let end = piece.at + piece.take.end - piece.take.start;
        let tail = match piece.take.end == sheet.frames - sheet.tail {
            true => sheet.tail.min(self.timeline.frames - end).max(Frames::ZERO),
            false => Frames::ZERO,
        };
        piece.at..end + tail
    }

    /// What brings a take to the loudness of its line.
    fn voice_gain(&self, line: &Line, audio: usize) -> Decibels {
        let even = self.levels.of_take(line, &self.performance.audio[audio]);
        let even = even.map_or(0.0, |loudness| SPEECH.0 - loudness.0);
        Decibels(even.clamp(-MOST, MOST)) + level(line.tone) + line.gain
    }

    fn cue(&mut self, index: usize, placed: &PlacedCue) {
        let cue = &self.book.cues[index];
        let bus = match cue.kind {
            CueKind::Spot(_) => BusName::Spots,
            CueKind::Bed { .. } => BusName::Beds,
            CueKind::Music { .. } => BusName::Music,
            CueKind::Hush(_) => return,
        };
        let made = self.performance.cues[index].iter();
        for (stops, at) in made.zip(&placed.sounds) {
            if at.end <= at.start {
                continue;
            }
            let clip = self.sound((index, bus), placed, at);
            self.spread(cue, placed, &clip, stops);
        }
    }

    /// One sound of a cue, as it would be if it stayed where it begins.
    fn sound(
        &mut self,
        (index, bus): (usize, BusName),
        placed: &PlacedCue,
        at: &Range<Frames>,
    ) -> Clip {
        let cue = &self.book.cues[index];
        let (fade_in, fade_out) = default_fades(cue);
        let mut lanes = filled(lane::fades(at, fade_in, fade_out));
        let mut gain = cue.gain.gain();
        let moves = moves(cue, placed, |ride| ride.to.gain.map(|gain| gain.0));
        if !moves.is_empty() {
            lanes.push(lane::decibels(&Track::new(at.start, cue.gain.0, &moves)));
            gain = Gain::UNITY;
        }
        let mut shared = Vec::new();
        let room = cue.sound.is_some_and(|sound| self.book.sounds[sound].room);
        if !room {
            self.hush(at, &mut lanes, &mut shared);
        }
        shared.extend(self.duck(&cue.duck, bus));
        Clip {
            audio: 0,
            bus: bus as usize,
            at: at.clone(),
            offset: Frames::ZERO,
            looped: cue.looped,
            pan: cue.pan as f32,
            gain,
            lanes,
            shared,
            direct: true,
            sends: Vec::new(),
            of: ClipOf::Cue(index),
        }
    }

    /// Adds the clips of a sound: one for each stop at which it is heard, and
    /// one for each side where its pan moves.
    fn spread(&mut self, cue: &Cue, placed: &PlacedCue, clip: &Clip, made: &[usize]) {
        let stops = cue.stops(self.book);
        let shares = Ridden::ALL.map(|what| match stops.of(what) {
            [] | [_] => vec![Some(None)],
            stops => {
                let track = self.track(cue, placed, what).within(&clip.at);
                let shares = track.shares(stops, crossing(what));
                shares.into_iter().map(|share| share.map(Some)).collect()
            }
        });
        let usual = cue.sound.map(|sound| self.book.sounds[sound].reach.usual);
        let mut all = made.iter().zip(stops.all());
        let [distances, opens, densities] = &shares;
        for distance in distances {
            for open in opens {
                for density in densities {
                    let (Some((audio, stop)), Some(distance), Some(open), Some(density)) =
                        (all.next(), distance, open, density)
                    else {
                        continue;
                    };
                    let mut clip = clip.clone();
                    clip.audio = *audio;
                    let shares = [distance, open, density];
                    clip.lanes.extend(shares.into_iter().flatten().cloned());
                    let lasts = !matches!(cue.kind, CueKind::Spot(_));
                    let place = (&clip.at, lasts);
                    let distance = stop.distance.or(usual);
                    clip.sends = self.rooms.sends(cue.space, place, clip.pan, distance);
                    self.pan(cue, placed, clip);
                }
            }
        }
    }

    /// Adds a clip whose pan may move: for loudspeakers one for each side.
    fn pan(&mut self, cue: &Cue, placed: &PlacedCue, clip: Clip) {
        let mut moves = moves(cue, placed, |ride| ride.to.pan);
        if let Some((to, over)) = &cue.moves {
            moves.extend(to.pan.map(|pan| (clip.at.start, *over, pan)));
        }
        if moves.is_empty() {
            self.push(clip);
            return;
        }
        let track = Track::new(clip.at.start, cue.pan, &moves).within(&clip.at);
        let mono = self.is_mono(&clip);
        if mono && self.listening == Listening::Headphones {
            self.push_directed(clip, headphones::moving(&track));
            return;
        }
        let law = if mono { equal_power } else { balance };
        for (side, pan) in track.sides(law).into_iter().zip([-1.0, 1.0]) {
            let mut clip = clip.clone();
            clip.pan = pan;
            clip.sends.iter_mut().for_each(|send| send.pan = pan);
            clip.lanes.push(side);
            self.push(clip);
        }
    }

    fn is_mono(&self, clip: &Clip) -> bool {
        self.performance.audio[clip.audio].sheet.channels == 1
    }

    /// Adds a clip that stays where it is.
    fn push(&mut self, clip: Clip) {
        if self.listening == Listening::Loudspeakers {
            self.clips.push(clip);
            return;
        }
        let directed = match self.is_mono(&clip) {
            true => headphones::still(f64::from(clip.pan)),
            false => headphones::wide(clip.pan),
        };
        self.push_directed(clip, vec![directed]);
    }

    /// Adds a clip that is heard from directions.
    fn push_directed(&mut self, mut clip: Clip, directed: Vec<Directed>) {
        clip.direct = false;
        let directed = directed.into_iter();
        clip.sends
            .extend(directed.map(|one| self.rooms.direct(one)));
        self.clips.push(clip);
    }

    /// What a cue rides, in the course of the show.
    fn track(&self, cue: &Cue, placed: &PlacedCue, what: Ridden) -> Track {
        let coordinate = |ride: &Ride| what.of(&ride.to).map(|to| what.coordinate(to));
        let own = moves(cue, placed, coordinate);
        let sound = cue.sound.map(|sound| self.book.sounds[sound].reach);
        let begins = match what {
            Ridden::Distance => {
                let distance = cue.distance.or(sound.map(|reach| reach.usual));
                (distance.map_or(1.0, |distance| distance.0), own)
            }
            Ridden::Density => {
                let density = sound.and_then(|reach| reach.density);
                (density.map_or(1.0, |density| density.0), own)
            }
            Ridden::Open => match cue.behind {
                Some(behind) if own.is_empty() => return self.opening(behind),
                behind => {
                    let open = behind.map(|behind| self.book.barriers[behind].open);
                    (open.unwrap_or(0.0), own)
                }
            },
        };
        let (value, moves) = begins;
        Track::new(Frames::ZERO, what.coordinate(value), &moves)
    }

    /// Silences what sounds at `at` in every hush that falls into it. A sound
    /// that starts within a hush is what that silence was for.
    fn hush(&mut self, at: &Range<Frames>, lanes: &mut Vec<Lane>, shared: &mut Vec<usize>) {
        let falls_into = |hush: &Hush| hush.at.start < at.end && at.start < hush.at.end;
        if !self.hushes.iter().any(falls_into) {
            return;
        }
        if self.hushes.iter().any(|hush| hush.at.contains(&at.start)) {
            let later = self.hushes.iter().filter(|hush| hush.at.start > at.start);
            lanes.extend(silences(later));
        } else {
            let lane = *self.hush_lane.get_or_insert_with(|| {
                let all = silences(self.hushes.iter());
                self.shared.extend(all);
                self.shared.len() - 1
            });
            shared.push(lane);
        }
    }

    /// The shared lane that ducks in this way; none where nothing gives way. A
    /// spot gives way to speech alone, since it cannot make way for itself.
    fn duck(&mut self, settings: &DuckSettings, bus: BusName) -> Option<usize> {
        let mut settings = *settings;
        settings.under.spots &= bus != BusName::Spots;
        let (speech, spots) = (settings.under.speech, settings.under.spots);
        if settings.by == Decibels(0.0) || !(speech || spots) {
            return None;
        }
        if let Some((_, lane)) = self.ducks.iter().find(|(known, _)| *known == settings) {
            return Some(*lane);
        }
        let mut stretches = Vec::new();
        if speech {
            stretches.extend_from_slice(&self.speech);
        }
        if spots {
            stretches.extend_from_slice(&self.spots);
            stretches.sort_by_key(|stretch: &Range<Frames>| stretch.start);
        }
        let depth = (-settings.by).gain();
        let lane = duck::dips(&stretches, settings.attack, settings.release, depth);
        self.shared.push(lane);
        self.ducks.push((settings, self.shared.len() - 1));
        Some(self.shared.len() - 1)
    }
}

/// The moves that the rides of a cue make of one value.
fn moves(
    cue: &Cue,
    placed: &PlacedCue,
    value: impl Fn(&Ride) -> Option<f64>,
) -> Vec<(Frames, Frames, f64)> {
    let rides = cue.rides.iter().zip(&placed.rides);
    let moves = rides.filter_map(|(ride, at)| Some((*at, ride.over, value(ride)?)));
    moves.collect()
}

/// How one stop is left for the next. What is heard through more or less of a
/// barrier, or of air, is the same wave, whose levels add up; other events are not.
fn crossing(what: Ridden) -> Curve {
    match what {
        Ridden::Distance | Ridden::Open => Curve::Linear,
        Ridden::Density => Curve::Power,
    }
}

/// The lane that falls silent in every hush; none without hushes.
fn silences<'a>(hushes: impl Iterator<Item = &'a Hush>) -> Option<Lane> {
    let mut points = Vec::new();
    for hush in hushes {
        let dip = duck::dips(
            std::slice::from_ref(&hush.at),
            hush.fall,
            hush.rise,
            Gain::SILENCE,
        );
        lane::join(&mut points, dip);
    }
    (!points.is_empty()).then_some(Lane(points))
}

fn filled(lane: Lane) -> Vec<Lane> {
    if lane.0.is_empty() {
        Vec::new()
    } else {
        vec![lane]
    }
}

/// The cue's own fades, or what keeps its kind from starting or ending hard.
fn default_fades(cue: &Cue) -> (Frames, Frames) {
    let (rise, fall) = match cue.kind {
        CueKind::Bed { .. } => (Seconds(0.5), Seconds(1.0)),
        CueKind::Music { until } if cue.looped || until.is_some() => (Seconds(0.0), Seconds(1.5)),
        CueKind::Music { .. } | CueKind::Spot(_) | CueKind::Hush(_) => (Seconds(0.0), Seconds(0.0)),
    };
    (
        cue.fade_in.unwrap_or(rise.frames()),
        cue.fade_out.unwrap_or(fall.frames()),
    )
}
