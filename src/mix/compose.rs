//! The composing of a plan: what the timeline places, with gains and lanes.

use std::ops::Range;

use crate::audio::Audio;
use crate::book::{Book, Cue, CueKind, DuckSettings, Line};
use crate::mix::{Bus, BusName, Clip, Lane, Master, MixPlan, duck, lane};
use crate::perform::Performance;
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
        let mut composer = Composer {
            book,
            performance,
            speech: speech(timeline),
            hushes: hushes(book, timeline),
            clips: Vec::new(),
            shared: Vec::new(),
            ducks: Vec::new(),
        };
        composer.shared.push(composer.hush_lane());
        for (index, placed) in timeline.lines.iter().enumerate() {
            composer.line(index, placed);
        }
        for (index, placed) in timeline.cues.iter().enumerate() {
            composer.cue(index, placed);
        }
        let mut clips = composer.clips;
        clips.sort_by_key(|clip| clip.at.start);
        MixPlan {
            frames: timeline.frames,
            clips,
            buses: buses(book),
            shared: composer.shared,
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
            }],
            buses: vec![Bus {
                name: BusName::Dialogue,
                gain: Gain::UNITY,
                lane: Lane::default(),
            }],
            shared: Vec::new(),
            master: Master {
                trim: Gain::UNITY,
                ceiling: Decibels(-1.0),
            },
        }
    }
}

fn buses(book: &Book) -> Vec<Bus> {
    let bus = |name: BusName| {
        let gain = book.buses.iter().find(|(bus, _)| bus == name.name());
        Bus {
            name,
            gain: gain.map_or(Gain::UNITY, |(_, gain)| gain.gain()),
            lane: Lane::default(),
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

fn hushes(book: &Book, timeline: &Timeline) -> Vec<Range<Frames>> {
    let mut hushes: Vec<Range<Frames>> = book
        .cues
        .iter()
        .zip(&timeline.cues)
        .filter(|(cue, _)| matches!(cue.kind, CueKind::Hush(_)))
        .map(|(_, placed)| placed.at.clone())
        .collect();
    hushes.sort_by_key(|hush| hush.start);
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

/// The shared lane that every bed, music and spot before a hush has.
const HUSH: usize = 0;

struct Composer<'a> {
    book: &'a Book,
    performance: &'a Performance,
    speech: Vec<Range<Frames>>,
    hushes: Vec<Range<Frames>>,
    clips: Vec<Clip>,
    shared: Vec<Lane>,
    /// Which shared lane ducks by which settings.
    ducks: Vec<(DuckSettings, usize)>,
}

impl Composer<'_> {
    fn hush_lane(&self) -> Lane {
        let (fall, rise) = (Seconds(0.12).frames(), Seconds(0.4).frames());
        duck::dips(&self.hushes, fall, rise, Gain::SILENCE)
    }

    fn line(&mut self, index: usize, placed: &PlacedLine) {
        let line = &self.book.lines[index];
        for (number, piece) in placed.pieces.iter().enumerate() {
            let audio = self.performance.lines[index][piece.breath];
            let at = piece.at..piece.at + piece.take.end - piece.take.start;
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
            self.clips.push(Clip {
                audio,
                bus: self.bus_of(line) as usize,
                at,
                offset: piece.take.start,
                looped: false,
                pan: line.pan as f32,
                gain: self.voice_gain(line, audio).gain(),
                lanes: filled(fades),
                shared: Vec::new(),
            });
        }
    }

    fn bus_of(&self, line: &Line) -> BusName {
        if line.role == self.book.narrator {
            BusName::Narration
        } else {
            BusName::Dialogue
        }
    }

    fn voice_gain(&self, line: &Line, audio: usize) -> Decibels {
        let loudness = self.performance.audio[audio].sheet.loudness;
        let even = loudness.map_or(0.0, |loudness| SPEECH.0 - loudness.0);
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
        let (fade_in, fade_out) = default_fades(cue);
        for (audio, at) in self.performance.cues[index]
            .clone()
            .into_iter()
            .zip(&placed.sounds)
        {
            if at.end <= at.start {
                continue;
            }
            let moves: Vec<(Frames, Frames, Decibels)> = cue
                .rides
                .iter()
                .zip(&placed.rides)
                .map(|(ride, frame)| (*frame, ride.over, ride.gain))
                .collect();
            let mut lanes = filled(lane::fades(at, fade_in, fade_out));
            let mut gain = cue.gain.gain();
            if !moves.is_empty() {
                lanes.push(lane::rides(at.start, cue.gain, &moves));
                gain = Gain::UNITY;
            }
            let mut shared = Vec::new();
            if self.is_hushed(at) {
                shared.push(HUSH);
            }
            if bus != BusName::Spots {
                shared.extend(self.duck(&cue.duck));
            }
            self.clips.push(Clip {
                audio,
                bus: bus as usize,
                at: at.clone(),
                offset: Frames::ZERO,
                looped: cue.looped,
                pan: cue.pan as f32,
                gain,
                lanes,
                shared,
            });
        }
    }

    /// Whether a hush falls into a sound. One that starts within the hush is
    /// what the silence was for.
    fn is_hushed(&self, at: &Range<Frames>) -> bool {
        let within = |hush: &Range<Frames>| hush.contains(&at.start);
        let after = |hush: &Range<Frames>| hush.start >= at.start && hush.start < at.end;
        !self.hushes.iter().any(within) && self.hushes.iter().any(after)
    }

    /// The shared lane that ducks in this way; none where nothing gives way.
    fn duck(&mut self, settings: &DuckSettings) -> Option<usize> {
        if settings.by == Decibels(0.0) {
            return None;
        }
        if let Some((_, lane)) = self.ducks.iter().find(|(known, _)| known == settings) {
            return Some(*lane);
        }
        let depth = (-settings.by).gain();
        let lane = duck::dips(&self.speech, settings.attack, settings.release, depth);
        self.shared.push(lane);
        self.ducks.push((*settings, self.shared.len() - 1));
        Some(self.shared.len() - 1)
    }
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
        CueKind::Music { until: Some(_) } => (Seconds(0.0), Seconds(1.5)),
        CueKind::Music { until: None } | CueKind::Spot(_) | CueKind::Hush(_) => {
            (Seconds(0.0), Seconds(0.0))
        }
    };
    (
        cue.fade_in.unwrap_or(rise.frames()),
        cue.fade_out.unwrap_or(fall.frames()),
    )
}
