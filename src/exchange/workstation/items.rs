//! The items of a session: the clips of a plan, each with its gain, fades, rides and pan. The two
//! clips of a sound that moves are one item whose pan moves.

use std::collections::BTreeMap;
use std::ops::Range;

use super::envelope::{Envelope, Side, gain_of, heard_in, joined};
use super::{Item, Media, Origin, Show, line_name};
use crate::mix::pan::{Sides, balance, equal_power};
use crate::mix::{Clip, ClipOf, Curve, Lane, Point};
use cuebook_core::id::AudioId;
use cuebook_core::units::Frames;

/// A silence as long as this parts an item: 1 s.
const SILENCE: Frames = Frames(48_000);

/// An item, and where it belongs.
pub(super) struct Placed<'a> {
    pub item: Item,
    pub clip: &'a Clip,
}

/// Returns an item for each sound that is heard directly, in the order of the plan.
pub(super) fn of<'a>(show: Show<'a>, media: &[Media]) -> Vec<Placed<'a>> {
    let files = media.iter().enumerate();
    let files: BTreeMap<AudioId, usize> = files
        .filter_map(|(number, file)| match file.from {
            Origin::Take(audio) => Some((audio, number)),
            Origin::Room(..) => None,
        })
        .collect();
    let clips = &show.plan.clips;
    let mut items = Vec::new();
    let mut next = 0;
    while let Some(clip) = clips.get(next) {
        let other = clips.get(next + 1).filter(|other| is_pair(clip, other));
        next += 1 + usize::from(other.is_some());
        if !clip.direct {
            continue;
        }
        let Some(&number) = files.get(&clip.audio) else {
            continue;
        };
        let file = (number, &media[number]);
        for at in stretches(show, clip, other) {
            let item = item(show, file, (clip, other), at);
            items.push(Placed { item, clip });
        }
    }
    items.sort_by_key(|placed| placed.item.at.start);
    items
}

/// Returns when a clip is heard. One version of a sound among several, which take turns, is silent
/// most of the time.
fn stretches(show: Show<'_>, clip: &Clip, other: Option<&Clip>) -> Vec<Range<Frames>> {
    let at = show.within(&clip.at);
    let own = &clip.lanes[..clip.lanes.len() - usize::from(other.is_some())];
    joined(heard_in(own.iter(), &at), SILENCE)
        .into_iter()
        .filter(|at| at.start < at.end)
        .collect()
}

/// Returns whether two clips are the sides of one sound that moves.
fn is_pair(left: &Clip, right: &Clip) -> bool {
    let whole = |clip: &Clip| (clip.audio, clip.bus, clip.offset, clip.looped, clip.of);
    let (Some((_, left_lanes)), Some((_, right_lanes))) =
        (left.lanes.split_last(), right.lanes.split_last())
    else {
        return false;
    };
    whole(left) == whole(right)
        && (left.pan, right.pan) == (-1.0, 1.0)
        && (&left.at, left.gain, left.direct) == (&right.at, right.gain, right.direct)
        && (left_lanes, &left.shared) == (right_lanes, &right.shared)
}

/// Returns the item of a clip, and of the other side of its sound, in a stretch of the show.
fn item(
    show: Show<'_>,
    (media, file): (usize, &Media),
    (clip, other): (&Clip, Option<&Clip>),
    at: Range<Frames>,
) -> Item {
    let own = clip.lanes.len() - usize::from(other.is_some());
    let mut gains = Gains::of(&clip.lanes[..own], &at);
    let (pan, pans) = match other {
        Some(other) => (0.0, gains.turn([clip, other], &at)),
        None => {
            let law = if file.channels == 1 {
                equal_power
            } else {
                balance
            };
            let (level, pan) = seat(law(clip.pan));
            gains.constant = level;
            (pan, Envelope::default())
        }
    };
    let (gain, volume) = gains.volume(&at).normal();
    let mut offset = clip.offset + at.start - clip.at.start;
    if clip.looped {
        offset = Frames(offset.0 % file.frames.0.max(1));
    }
    Item {
        name: name(show, clip),
        media,
        offset,
        looped: clip.looped,
        gain: gain * gains.constant * f64::from(clip.gain.0),
        pan,
        fade_in: gains.fades[0],
        fade_out: gains.fades[1],
        volume,
        pans,
        at,
    }
}

/// Returns the level and the linear balance that give the gains of two sides.
fn seat(sides: Sides) -> (f64, f64) {
    let (left, right) = (f64::from(sides.left), f64::from(sides.right));
    let level = left.max(right);
    match level > 0.0 {
        true if right >= left => (level, 1.0 - left / level),
        true => (level, right / level - 1.0),
        false => (0.0, 0.0),
    }
}

/// The gains of an item over time.
struct Gains<'a> {
    /// The lengths of its fade-in and fade-out.
    fades: [Frames; 2],
    /// The lanes that are multiplied besides the fades.
    lanes: Vec<&'a Lane>,
    /// The sides of a sound that moves.
    sides: Option<[&'a Lane; 2]>,
    constant: f64,
}

impl<'a> Gains<'a> {
    /// Takes the fades out of the lanes.
    fn of(lanes: &'a [Lane], at: &Range<Frames>) -> Gains<'a> {
        let mut gains = Gains {
            fades: [Frames::ZERO; 2],
            lanes: Vec::new(),
            sides: None,
            constant: 1.0,
        };
        for lane in lanes {
            match fades(lane, at) {
                Some(fades) if (0..2).all(|end| fades[end].0.min(gains.fades[end].0) == 0) => {
                    for (own, fade) in gains.fades.iter_mut().zip(fades) {
                        own.0 += fade.0;
                    }
                }
                _ => gains.lanes.push(lane),
            }
        }
        gains
    }

    /// Takes the sides of a sound that moves, and returns its pan.
    fn turn(&mut self, clips: [&'a Clip; 2], at: &Range<Frames>) -> Envelope {
        let [Some(left), Some(right)] = clips.map(|clip| clip.lanes.last()) else {
            return Envelope::default();
        };
        self.sides = Some([left, right]);
        let knots = knots(&[left, right]);
        Envelope::drawn(at, &knots, 1.0, |frame, side| {
            seat(self.at_sides(frame, side)).1
        })
    }

    fn at_sides(&self, frame: Frames, side: Side) -> Sides {
        let gain = |lane| gain_of(lane, frame, side) as f32;
        match self.sides {
            Some([left, right]) => Sides {
                left: gain(left),
                right: gain(right),
            },
            None => Sides {
                left: 1.0,
                right: 1.0,
            },
        }
    }

    /// Returns the gain over time, without fades.
    fn volume(&self, at: &Range<Frames>) -> Envelope {
        let mut lanes = self.lanes.clone();
        lanes.extend(self.sides.iter().flatten());
        Envelope::drawn(at, &knots(&lanes), 1e-4, |frame, side| {
            let own = self.lanes.iter().map(|lane| gain_of(lane, frame, side));
            own.product::<f64>() * seat(self.at_sides(frame, side)).0
        })
    }
}

/// Returns the frames of the points of some lanes.
pub(super) fn knots(lanes: &[&Lane]) -> Vec<Frames> {
    let points = lanes.iter().flat_map(|lane| &lane.0);
    points.map(|point| point.at).collect()
}

/// Returns the lengths of a fade-in and a fade-out of which a lane consists in a stretch; `None` for
/// another lane.
fn fades(lane: &Lane, at: &Range<Frames>) -> Option<[Frames; 2]> {
    let mut points = &lane.0[..];
    let mut lengths = [Frames::ZERO; 2];
    let gains = |first: &Point, second: &Point| {
        let is_power = first.curve == Curve::Power;
        is_power.then_some((first.gain.0, second.gain.0))
    };
    if let [first, second, rest @ ..] = points
        && gains(first, second) == Some((0.0, 1.0))
        && (first.at == at.start || second.at <= at.start)
    {
        lengths[0] = (second.at - at.start).max(Frames::ZERO);
        points = rest;
    }
    if let [first, second] = points
        && gains(first, second) == Some((1.0, 0.0))
        && (second.at == at.end || first.at >= at.end)
    {
        lengths[1] = (at.end - first.at).max(Frames::ZERO);
        points = &[];
    }
    let fits = lengths[0] + lengths[1] <= at.end - at.start;
    (points.is_empty() && fits).then_some(lengths)
}

fn name(show: Show<'_>, clip: &Clip) -> String {
    match clip.of {
        ClipOf::Line(line) => line_name(show.book, &show.book.lines[line]),
        ClipOf::Cue(cue) => {
            let cue = &show.book.cues[cue];
            let sound = cue.sound.map(|sound| &show.book.sounds[sound].name);
            match sound {
                Some(sound) if *sound != cue.id => format!("{}: {sound}", cue.id),
                _ => cue.id.clone(),
            }
        }
    }
}

/// Returns the gain over time of shared lanes, such as ducks; empty where it is 1 throughout.
pub(super) fn shared(show: Show<'_>, lanes: &[&Lane]) -> Envelope {
    let drawn = Envelope::drawn(show.part, &knots(lanes), 1e-4, |frame, side| {
        let own = lanes.iter().map(|lane| gain_of(lane, frame, side));
        own.product()
    });
    match drawn.0.as_slice() {
        [] | [(_, 1.0)] => Envelope::default(),
        _ => drawn,
    }
}
