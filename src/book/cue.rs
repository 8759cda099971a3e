//! Binds each cue of a script to its moment.

mod check;
mod speaker;
mod stops;

use std::collections::BTreeMap;

use crate::book::cast::Cast;
use crate::book::mark::{Mark, Marks, Moment};
use crate::book::ride::{Goal, Ride};
use crate::book::seed;
use crate::book::settings::{self, DuckSettings};
use crate::book::sound::Sound;
use crate::book::space::{CueSpace, Spaces};
use crate::book::story;
use crate::world::Catalog;
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Spanned};
use cuebook_core::id::{BarrierId, CueId, IdVec, SoundId};
use cuebook_core::units::{Decibels, Frames, Metres, Seconds};
use cuebook_script::{Anchor, Script, Times};

pub(crate) use stops::Stop;

/// A bound cue. Its index in the book is its index in the script.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// The id in the script, or one made of its kind and number.
    pub id: String,
    pub kind: CueKind,
    /// The sound; `None` for a hush.
    pub sound: Option<SoundId>,
    /// The settings of the sound that fit the role that makes it.
    pub fitting: Vec<(String, String)>,
    pub at: Moment,
    /// Whether the sound starts again when it ends.
    pub looped: bool,
    pub fade_in: Option<Frames>,
    pub fade_out: Option<Frames>,
    pub gain: Decibels,
    pub duck: DuckSettings,
    /// How long the reading waits at the cue.
    pub hold: Frames,
    /// Whether playback stops before the cue until the user continues.
    pub waits: bool,
    pub pan: f64,
    /// The stereo width relative to that of the sound, from 0 to 2.
    pub width: f64,
    /// The distance from the listener; `None` for the default of the sound.
    pub distance: Option<Metres>,
    /// The barrier between the cue and the listener.
    pub behind: Option<BarrierId>,
    pub space: CueSpace,
    /// The changes of the cue in the order of the script, including the `moves`
    /// of a bed or music.
    pub rides: Vec<Ride>,
    /// The place to which each sound of a spot moves from its start, and the
    /// duration of the move.
    pub moves: Option<(Goal, Frames)>,
    /// How captions describe it, if the script says; `none` for not at all.
    pub caption: Option<String>,
    /// The seed of its random choices.
    pub seed: u64,
    /// The place of the cue in the script.
    pub span: cuebook_core::diagnostic::Span,
}

impl Cue {
    /// Returns its fade-in and fade-out, or those of its kind.
    #[must_use]
    pub(crate) fn fades(&self) -> (Frames, Frames) {
        let (rise, fall) = match self.kind {
            CueKind::Bed { .. } => (Seconds(0.5), Seconds(1.0)),
            CueKind::Music { until } if self.looped || until.is_some() => {
                (Seconds(0.0), Seconds(1.5))
            }
            CueKind::Music { .. } | CueKind::Spot(_) | CueKind::Hush(_) => {
                (Seconds(0.0), Seconds(0.0))
            }
        };
        (
            self.fade_in.unwrap_or(rise.frames()),
            self.fade_out.unwrap_or(fall.frames()),
        )
    }

    /// Returns whether its start or end is at a time, at another cue, or moved from its place, so
    /// that only times show whether it is heard.
    #[must_use]
    pub(crate) fn depends_on_times(&self) -> bool {
        let until = match self.kind {
            CueKind::Bed { until } | CueKind::Music { until } => until,
            CueKind::Spot(_) | CueKind::Hush(_) => None,
        };
        let mut moments = until.into_iter().chain([self.at]);
        moments.any(|moment| {
            let is_free = matches!(moment.mark, Mark::Time(_) | Mark::Turn(_) | Mark::Cue(..));
            is_free || moment.offset != Frames::ZERO
        })
    }
}

/// The kind of a cue.
#[derive(Clone, Debug, PartialEq)]
pub enum CueKind {
    Spot(Times),
    /// A sound that lasts until a moment, or until the end of the scene in
    /// which it starts.
    Bed {
        until: Option<Moment>,
    },
    /// A sound that lasts until a moment, or until the end of the show.
    Music {
        until: Option<Moment>,
    },
    Hush(Frames),
}

impl CueKind {
    /// Returns the bus of the cue, as scripts name it.
    #[must_use]
    pub fn bus(&self) -> &'static str {
        match self {
            CueKind::Spot(_) => "spots",
            CueKind::Bed { .. } => "beds",
            CueKind::Music { .. } => "music",
            CueKind::Hush(_) => "",
        }
    }

    /// Returns the moment at which a bed or music ends, if the script gives one.
    #[must_use]
    pub fn until(&self) -> Option<&Moment> {
        match self {
            CueKind::Bed { until } | CueKind::Music { until } => until.as_ref(),
            CueKind::Spot(_) | CueKind::Hush(_) => None,
        }
    }

    /// Returns the kind, as scripts name it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            CueKind::Spot(_) => "spot",
            CueKind::Bed { .. } => "bed",
            CueKind::Music { .. } => "music",
            CueKind::Hush(_) => "hush",
        }
    }
}

/// The moment of a cue whose anchor is not found.
const NOWHERE: Moment = Moment {
    mark: Mark::Start,
    offset: Frames::ZERO,
    part: 0,
};

/// Binds the cues of a script. A cue whose anchor is not found is reported and
/// placed at the start, so that the others keep their numbers.
pub(crate) fn bind(
    script: &Script,
    marks: &Marks<'_>,
    heard: Heard<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IdVec<CueId, Cue> {
    bind_all(&script.cues, script, marks, heard, diagnostics).into()
}

/// What cues name.
#[derive(Copy, Clone)]
pub(crate) struct Heard<'a> {
    pub sounds: &'a IdVec<SoundId, Sound>,
    pub spaces: &'a Spaces,
    pub cast: &'a Cast,
    pub stock: &'a dyn Catalog,
}

/// Binds cues that may not be among those of the script.
pub(crate) fn bind_all(
    cues: &[cuebook_script::Cue],
    script: &Script,
    marks: &Marks<'_>,
    heard: Heard<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Cue> {
    let mut named = BTreeMap::new();
    for (id, sound) in heard.sounds.entries() {
        named.entry(sound.name.as_str()).or_insert(id);
    }
    let mut binder = Binder {
        script,
        marks,
        sounds: heard.sounds,
        stock: heard.stock,
        spaces: heard.spaces,
        cast: heard.cast,
        named,
        alike: BTreeMap::new(),
        lost: 0,
        diagnostics,
    };
    let cues = cues.iter().enumerate();
    cues.map(|(index, cue)| binder.bind(index, cue)).collect()
}

/// Binds the sound of each choice of the script while it waits.
pub(crate) fn waiting(
    script: &Script,
    marks: &Marks<'_>,
    heard: Heard<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Cue>> {
    let written = script.choices.iter().map(story::waiting::waiting);
    let bind = |cue: cuebook_script::Cue| {
        let cues = std::slice::from_ref(&cue);
        bind_all(cues, script, marks, heard, diagnostics).pop()
    };
    let mut bind = bind;
    written.map(|cue| cue.and_then(&mut bind)).collect()
}

struct Binder<'a> {
    script: &'a Script,
    marks: &'a Marks<'a>,
    sounds: &'a IdVec<SoundId, Sound>,
    stock: &'a dyn Catalog,
    spaces: &'a Spaces,
    cast: &'a Cast,
    /// The sounds, by name.
    named: BTreeMap<&'a str, SoundId>,
    /// The number of cues bound so far that have no id, by their sound and
    /// place.
    alike: BTreeMap<String, usize>,
    /// The number of anchors that were not found.
    lost: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Binder<'_> {
    fn bind(&mut self, index: usize, cue: &cuebook_script::Cue) -> Cue {
        let found = self.moment(cue.anchor());
        let mut at = found.unwrap_or(NOWHERE);
        at.offset += frames(&cue.offset).unwrap_or_default();
        let until = cue.until().and_then(|until| self.moment(until));
        let kind = kind(cue, until);
        if let (Some(_), Some(until)) = (found, until)
            && !(self.script.is_interactive() && self.marks.are_apart(&at, &until))
        {
            self.check_order(cue, &at, &until);
        }
        self.check_hold(cue, &at, &kind);
        let name = cue.sound().map(|name| name.value.as_str());
        let sound = name.and_then(|name| self.named.get(name).copied());
        at.offset += self.travel(cue, sound);
        let by = cue.by.as_ref().and_then(|by| self.cast.role(&by.value));
        let scene = found.and_then(|at| self.marks.scene_at(&at, &self.script.cues));
        let by = by.map(|role| self.cast.roles[role].in_scene(scene));
        let own = cue.gain.as_ref().map_or(Decibels(0.0), |gain| gain.value);
        let of_sound = sound.map_or(Decibels(0.0), |sound| self.sounds[sound].gain);
        let show = seed::of_show(self.script);
        Cue {
            id: self.id(index, cue, &kind),
            sound,
            fitting: by.zip(sound).map_or_else(Vec::new, |(role, sound)| {
                speaker::settings(role, &self.sounds[sound], self.stock)
            }),
            at,
            looped: is_looped(cue, &kind),
            fade_in: frames(&cue.fade.fade_in),
            fade_out: frames(&cue.fade.fade_out),
            gain: own + of_sound,
            duck: settings::duck(
                cue.duck.as_ref().map(|duck| &duck.value),
                kind.bus(),
                &self.script.mix,
            ),
            hold: frames(&cue.hold).unwrap_or_default(),
            waits: cue.waits,
            pan: match &cue.place.pan {
                Some(pan) => pan.value,
                None => by.map_or(0.0, |role| role.pan),
            },
            width: cue.width.as_ref().map_or(1.0, |width| width.value),
            distance: self.distance(cue, sound),
            behind: cue.behind.as_ref().and_then(|name| {
                let mut barriers = self.script.barriers.iter();
                let found = barriers.position(|barrier| barrier.name.value == name.value);
                found.map(BarrierId)
            }),
            moves: self
                .moves(cue, sound)
                .filter(|_| matches!(kind, CueKind::Spot(_))),
            rides: self.rides(cue, (sound, of_sound), &at),
            space: match by.and_then(|role| role.space) {
                Some(space) if cue.space.is_none() => space.map_or(CueSpace::Dry, CueSpace::Own),
                _ => self.space(cue, &kind, sound),
            },
            caption: cue.caption.as_ref().map(|words| words.value.clone()),
            seed: seed::derive(show, &self.identity(cue), 0),
            span: cue.span,
            kind,
        }
    }

    /// Returns the moment of an anchor, or `None` if it is not found. The
    /// mistake is reported here or by the script reader.
    fn moment(&mut self, anchor: &Anchor) -> Option<Moment> {
        if self.lost > MAX_MISTAKES {
            return None;
        }
        let found = self.marks.moment(anchor);
        found.unwrap_or_else(|diagnostic| {
            self.diagnostics.push(diagnostic);
            self.lost += 1;
            None
        })
    }

    /// Returns the rides of a cue, with the move that a bed or music makes from
    /// its start.
    fn rides(
        &mut self,
        cue: &cuebook_script::Cue,
        (sound, of_sound): (Option<SoundId>, Decibels),
        start: &Moment,
    ) -> Vec<Ride> {
        let mut rides = Vec::new();
        if !matches!(cue.kind, cuebook_script::CueKind::Spot { .. })
            && let Some((to, over)) = self.moves(cue, sound)
        {
            rides.push(Ride {
                at: *start,
                over,
                to,
            });
        }
        for ride in &cue.rides {
            let at = self.moment(&ride.at).unwrap_or(NOWHERE);
            let to = Goal {
                gain: ride.gain.as_ref().map(|gain| gain.value + of_sound),
                pan: ride.pan.as_ref().map(|pan| pan.value),
                distance: ride.distance.as_ref().map(|distance| distance.value),
                density: ride.density.as_ref().map(|density| density.value),
                open: ride.open.as_ref().map(|open| open.value),
            };
            if let (Some(sound), Some(written)) = (sound, &ride.distance) {
                self.check_reach(sound, written);
            }
            if let (Some(sound), Some(written)) = (sound, &ride.density) {
                self.check_density(sound, written.value, written.span);
            }
            if let (None, Some(open)) = (&cue.behind, &ride.open) {
                let message = "this cue has no barrier that could open";
                let found = Diagnostic::error("ride-without-effect", open.span, message);
                self.diagnostics
                    .push(found.hint("give the cue `behind: BARRIER`"));
            }
            let over = frames(&ride.over).unwrap_or_default();
            rides.push(Ride { at, over, to });
        }
        rides
    }

    /// Returns the place to which a cue moves, and the duration of the move.
    fn moves(
        &mut self,
        cue: &cuebook_script::Cue,
        sound: Option<SoundId>,
    ) -> Option<(Goal, Frames)> {
        let moves = &cue.moves.as_ref()?.value;
        if let (Some(sound), Some(written)) = (sound, &moves.to.distance) {
            self.check_reach(sound, written);
        }
        self.check_speed(cue, sound);
        let goal = Goal {
            pan: moves.to.pan.as_ref().map(|pan| pan.value),
            distance: moves.to.distance.as_ref().map(|distance| distance.value),
            ..Goal::default()
        };
        Some((goal, frames(&moves.over)?))
    }

    /// Returns the distance of a cue, after a check that the sound can be heard
    /// from there.
    fn distance(&mut self, cue: &cuebook_script::Cue, sound: Option<SoundId>) -> Option<Metres> {
        let written = cue.place.distance.as_ref();
        let (Some(written), Some(sound)) = (written, sound) else {
            return sound.and_then(|sound| self.sounds[sound].distance);
        };
        self.check_reach(sound, written);
        Some(written.value)
    }

    /// Returns the cue's own space, otherwise that of the scenes. Music and
    /// room tones have none.
    fn space(&self, cue: &cuebook_script::Cue, kind: &CueKind, sound: Option<SoundId>) -> CueSpace {
        if let Some(asked) = self.spaces.asked(cue.space.as_ref()) {
            return asked.map_or(CueSpace::Dry, CueSpace::Own);
        }
        let is_room = sound.is_some_and(|sound| self.sounds[sound].room);
        match kind {
            CueKind::Spot(_) | CueKind::Bed { .. } if !is_room => CueSpace::Scenes,
            _ => CueSpace::Dry,
        }
    }

    /// Returns the time that the sound takes to reach the listener; zero unless
    /// the cue asks for it.
    fn travel(&self, cue: &cuebook_script::Cue, sound: Option<SoundId>) -> Frames {
        let travels = cue.travel.as_ref().is_some_and(|travel| travel.value);
        let Some(sound) = sound.filter(|_| travels).map(|sound| &self.sounds[sound]) else {
            return Frames::ZERO;
        };
        sound.heard_from(cue).travelled().frames()
    }

    fn id(&self, index: usize, cue: &cuebook_script::Cue, kind: &CueKind) -> String {
        let number = index + 1;
        cue.id.as_ref().map_or_else(
            || format!("{}-{number}", kind.name()),
            |id| id.value.clone(),
        )
    }

    /// Returns a name that does not change when other cues are added or
    /// removed: the id, or the sound, the place, and a number among equal cues.
    fn identity(&mut self, cue: &cuebook_script::Cue) -> String {
        if let Some(id) = &cue.id {
            return id.value.clone();
        }
        let sound = cue.sound().map_or("", |sound| sound.value.as_str());
        let own = format!("{sound} {}", cue.anchor());
        let before = self.alike.entry(own.clone()).or_insert(0);
        *before += 1;
        format!("{own} {}", *before - 1)
    }
}

fn kind(cue: &cuebook_script::Cue, until: Option<Moment>) -> CueKind {
    match &cue.kind {
        cuebook_script::CueKind::Spot { times, .. } => {
            let once = Times {
                count: 1,
                every: Seconds(0.0).into(),
            };
            CueKind::Spot(times.as_ref().map_or(once, |times| times.value.clone()))
        }
        cuebook_script::CueKind::Bed { .. } => CueKind::Bed { until },
        cuebook_script::CueKind::Music { .. } => CueKind::Music { until },
        cuebook_script::CueKind::Hush { length, .. } => CueKind::Hush(length.value.frames()),
    }
}

/// Returns whether a cue is looped. By default, a bed is, and so is music with
/// a given end.
fn is_looped(cue: &cuebook_script::Cue, kind: &CueKind) -> bool {
    let own = match kind {
        CueKind::Bed { .. } | CueKind::Music { until: Some(_) } => true,
        CueKind::Music { until: None } | CueKind::Spot(_) | CueKind::Hush(_) => false,
    };
    cue.looped.as_ref().map_or(own, |looped| looped.value)
}

fn frames(time: &Option<Spanned<Seconds>>) -> Option<Frames> {
    time.as_ref().map(|time| time.value.frames())
}
