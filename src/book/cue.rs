//! The cues, each tied to its moment.

use std::collections::BTreeMap;

use crate::book::Book;
use crate::book::mark::{Mark, Marks, Moment};
use crate::book::ride::{Goal, Ridden, Ride};
use crate::book::seed;
use crate::book::settings::{self, DuckSettings};
use crate::book::sound::{Sound, SoundFrom};
use crate::book::space::{CueSpace, Spaces};
use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span, Spanned};
use crate::script::{self, Anchor, Edge, Script, Times};
use crate::units::{Decibels, Frames, Metres, PerMinute, Seconds};
use crate::world::{Reach, Stock};

/// A cue, bound. Its index in the book is its index in the script.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// The script's name for it, or one made of its kind and number.
    pub id: String,
    pub kind: CueKind,
    /// Which sound, an index into [`Book::sounds`](crate::book::Book::sounds); none for a hush.
    pub sound: Option<usize>,
    pub at: Moment,
    /// Whether its sound begins again when it ends.
    pub looped: bool,
    pub fade_in: Option<Frames>,
    pub fade_out: Option<Frames>,
    pub gain: Decibels,
    pub duck: DuckSettings,
    /// How long the reading waits at the cue's place.
    pub hold: Frames,
    pub pan: f64,
    /// How far it is heard from; where its sound says, if absent.
    pub distance: Option<Metres>,
    /// What stands between it and the listener, an index into
    /// [`Book::barriers`](crate::book::Book::barriers).
    pub behind: Option<usize>,
    pub space: CueSpace,
    /// How it changes, in the order written; of a bed or music, where it moves to.
    pub rides: Vec<Ride>,
    /// Where each sound of a spot goes from where it begins, and how long that takes.
    pub moves: Option<(Goal, Frames)>,
    /// Where its random choices begin.
    pub seed: u64,
    /// Where it stands in the script.
    pub span: crate::diagnostic::Span,
}

/// The stops at which the sound of a cue is made, by dimension: coordinates as
/// [`Ridden::stops`] gives them, and none where the cue does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stops {
    pub distance: Vec<f64>,
    pub open: Vec<f64>,
    pub density: Vec<f64>,
}

/// One of them: what the sound is made with.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Stop {
    pub distance: Option<Metres>,
    pub open: Option<f64>,
    pub density: Option<PerMinute>,
}

impl Stops {
    #[must_use]
    pub fn of(&self, what: Ridden) -> &[f64] {
        match what {
            Ridden::Distance => &self.distance,
            Ridden::Open => &self.open,
            Ridden::Density => &self.density,
        }
    }

    /// Every one of them: by distance, then by openness, then by density.
    pub fn all(&self) -> impl Iterator<Item = Stop> {
        let values = |what: Ridden| -> Vec<Option<f64>> {
            match self.of(what) {
                [] => vec![None],
                stops => stops.iter().map(|stop| Some(what.value(*stop))).collect(),
            }
        };
        let (opens, densities) = (values(Ridden::Open), values(Ridden::Density));
        let mut all = Vec::new();
        for distance in values(Ridden::Distance) {
            for open in &opens {
                for density in &densities {
                    all.push(Stop {
                        distance: distance.map(Metres),
                        open: *open,
                        density: density.map(PerMinute),
                    });
                }
            }
        }
        all.into_iter()
    }
}

impl Cue {
    /// The stops at which its sound is made.
    #[must_use]
    pub fn stops(&self, book: &Book) -> Stops {
        let Some(sound) = self.sound.map(|sound| &book.sounds[sound]) else {
            return Stops::default();
        };
        let ridden = |what: Ridden| {
            let goals = self.rides.iter();
            goals.filter_map(move |ride| what.of(&ride.to)).peekable()
        };
        let stops = |what: Ridden, own: Option<f64>, usual: Option<f64>| {
            let mut goals = ridden(what);
            let begin = if goals.peek().is_some() {
                own.or(usual)
            } else {
                own
            };
            begin.map_or_else(Vec::new, |begin| what.stops(begin, goals))
        };
        let barrier = self.behind.map(|behind| &book.barriers[behind]);
        Stops {
            distance: stops(
                Ridden::Distance,
                self.distance.map(|distance| distance.0),
                Some(sound.reach.usual.0),
            ),
            open: barrier.map_or_else(Vec::new, |barrier| barrier.stops(&self.rides)),
            density: stops(
                Ridden::Density,
                None,
                sound.reach.density.map(|density| density.0),
            ),
        }
    }
}

/// What a cue does.
#[derive(Clone, Debug, PartialEq)]
pub enum CueKind {
    Spot(Times),
    /// Until a moment, or the end of the scene in which it starts.
    Bed {
        until: Option<Moment>,
    },
    /// Until a moment, or the end of what is played.
    Music {
        until: Option<Moment>,
    },
    Hush(Frames),
}

impl CueKind {
    /// The bus that it is heard on, by the word that scripts use.
    #[must_use]
    pub fn bus(&self) -> &'static str {
        match self {
            CueKind::Spot(_) => "spots",
            CueKind::Bed { .. } => "beds",
            CueKind::Music { .. } => "music",
            CueKind::Hush(_) => "",
        }
    }

    /// The kind by the word that scripts use.
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

/// The fastest that a cue may move on the whole, in metres a second: between
/// its ends it is a little faster.
const FASTEST: f64 = 250.0;

/// Where a cue is left whose anchor is lost.
const NOWHERE: Moment = Moment {
    mark: Mark::Start,
    offset: Frames::ZERO,
};

/// Binds the cues of a script. A cue whose anchor is not found is reported and
/// left at the start, so that the others keep their numbers.
pub fn bind(
    script: &Script,
    marks: &Marks<'_>,
    (sounds, spaces, stock): (&[Sound], &Spaces, &dyn Stock),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Cue> {
    let mut named = BTreeMap::new();
    for (index, sound) in sounds.iter().enumerate() {
        named.entry(sound.name.as_str()).or_insert(index);
    }
    let mut binder = Binder {
        script,
        marks,
        sounds,
        stock,
        spaces,
        named,
        alike: BTreeMap::new(),
        lost: 0,
        diagnostics,
    };
    let cues = script.cues.iter().enumerate();
    cues.map(|(index, cue)| binder.bind(index, cue)).collect()
}

struct Binder<'a> {
    script: &'a Script,
    marks: &'a Marks<'a>,
    sounds: &'a [Sound],
    stock: &'a dyn Stock,
    spaces: &'a Spaces,
    /// The sounds by name.
    named: BTreeMap<&'a str, usize>,
    /// How many cues without an id were bound, by their sound and place.
    alike: BTreeMap<String, usize>,
    /// How many anchors were not found.
    lost: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Binder<'_> {
    fn bind(&mut self, index: usize, cue: &script::Cue) -> Cue {
        let found = self.moment(cue.anchor());
        let mut at = found.unwrap_or(NOWHERE);
        at.offset += frames(&cue.offset).unwrap_or_default();
        let until = cue.until().and_then(|until| self.moment(until));
        let kind = kind(cue, until);
        if let (Some(_), Some(until)) = (found, until) {
            self.check_order(cue, &at, &until);
        }
        self.check_hold(cue, &at, &kind);
        let name = cue.sound().map(|name| name.value.as_str());
        let sound = name.and_then(|name| self.named.get(name).copied());
        at.offset += self.travel(cue, sound);
        let own = cue.gain.as_ref().map_or(Decibels(0.0), |gain| gain.value);
        let of_sound = sound.map_or(Decibels(0.0), |sound| self.sounds[sound].gain);
        let show = seed::of_show(self.script);
        Cue {
            id: self.id(index, cue, &kind),
            sound,
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
            pan: cue.place.pan.as_ref().map_or(0.0, |pan| pan.value),
            distance: self.distance(cue, sound),
            behind: cue.behind.as_ref().and_then(|name| {
                let mut barriers = self.script.barriers.iter();
                barriers.position(|barrier| barrier.name.value == name.value)
            }),
            moves: self
                .moves(cue, sound)
                .filter(|_| matches!(kind, CueKind::Spot(_))),
            rides: self.rides(cue, (sound, of_sound), &at),
            space: self.space(cue, &kind, sound),
            seed: seed::derive(show, &self.identity(cue), 0),
            span: cue.span,
            kind,
        }
    }

    /// Where an anchor is. One that is lost has been reported, here or where
    /// the script was read.
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

    /// The rides of a cue, and the way that a bed or music goes from its start.
    fn rides(
        &mut self,
        cue: &script::Cue,
        (sound, of_sound): (Option<usize>, Decibels),
        start: &Moment,
    ) -> Vec<Ride> {
        let mut rides = Vec::new();
        if !matches!(cue.kind, script::CueKind::Spot { .. })
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
                let message = "nothing stands before this cue that could open";
                let found = Diagnostic::error("ride-without-effect", open.span, message);
                self.diagnostics
                    .push(found.hint("give the cue `behind: BARRIER`"));
            }
            let over = frames(&ride.over).unwrap_or_default();
            rides.push(Ride { at, over, to });
        }
        rides
    }

    /// Where a cue moves to, and how long that takes.
    fn moves(&mut self, cue: &script::Cue, sound: Option<usize>) -> Option<(Goal, Frames)> {
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

    /// Nothing in a show outruns its own sound.
    fn check_speed(&mut self, cue: &script::Cue, sound: Option<usize>) {
        let (Some(moves), Some(sound)) = (&cue.moves, sound) else {
            return;
        };
        let (Some(to), Some(over)) = (&moves.value.to.distance, &moves.value.over) else {
            return;
        };
        let sound = &self.sounds[sound];
        let own = cue.place.distance.as_ref().map(|distance| distance.value);
        let from = own.or(sound.distance).unwrap_or(sound.reach.usual);
        let way = (to.value.0 - from.0).abs();
        let least = way / FASTEST;
        if over.value.0 < least {
            let message = format!(
                "from {} m to {} m in {} s is faster than {FASTEST} m/s",
                from.0, to.value.0, over.value.0
            );
            let found = Diagnostic::error("out-of-range", over.span, message);
            let hint = format!("give it {least:.1} s or more, or a shorter way");
            self.diagnostics.push(found.hint(hint));
        }
    }

    /// How far the cue is, if its sound can be heard from there.
    fn distance(&mut self, cue: &script::Cue, sound: Option<usize>) -> Option<Metres> {
        let written = cue.place.distance.as_ref();
        let (Some(written), Some(sound)) = (written, sound) else {
            return sound.and_then(|sound| self.sounds[sound].distance);
        };
        self.check_reach(sound, written);
        Some(written.value)
    }

    /// Sees to it that a sound can be heard from so far.
    fn check_reach(&mut self, sound: usize, written: &Spanned<Metres>) {
        let Reach {
            nearest, farthest, ..
        } = self.sounds[sound].reach;
        if !(nearest..=farthest).contains(&written.value) {
            let message = format!(
                "`{}` is heard from {} m to {} m, and this is {} m",
                self.sounds[sound].name, nearest.0, farthest.0, written.value.0
            );
            let found = Diagnostic::error("out-of-range", written.span, message);
            self.diagnostics.push(found);
        }
    }

    /// Sees to it that a sound can be made so dense.
    fn check_density(&mut self, sound: usize, density: PerMinute, span: Span) {
        let sound = &self.sounds[sound];
        let SoundFrom::Recipe { recipe, settings } = &sound.from else {
            let message = format!("`{}` is a file, which has no density to ride", sound.name);
            let found = Diagnostic::error("ride-without-effect", span, message);
            self.diagnostics
                .push(found.hint("ride its `gain` or its `distance`"));
            return;
        };
        let mut ridden = settings.clone();
        ridden.retain(|(name, _)| name != "density");
        ridden.push(("density".to_owned(), format!("{}/min", density.0)));
        let last = ridden.len() - 1;
        let problems = self.stock.check(recipe, &ridden).into_iter();
        for problem in problems.filter(|problem| problem.setting == last) {
            let found = Diagnostic::error("ride-without-effect", span, problem.message);
            self.diagnostics.push(match problem.hint {
                Some(hint) => found.hint(hint),
                None => found.hint("`cuebook sounds show NAME` lists what can be set"),
            });
        }
    }

    /// Its own space, else that of the scenes; music, and what is a room itself, is in none.
    fn space(&self, cue: &script::Cue, kind: &CueKind, sound: Option<usize>) -> CueSpace {
        if let Some(asked) = self.spaces.asked(cue.space.as_ref()) {
            return asked.map_or(CueSpace::Dry, CueSpace::Own);
        }
        let is_room = sound.is_some_and(|sound| self.sounds[sound].room);
        match kind {
            CueKind::Spot(_) | CueKind::Bed { .. } if !is_room => CueSpace::Scenes,
            _ => CueSpace::Dry,
        }
    }

    /// How much later a sound arrives than it sets out.
    fn travel(&self, cue: &script::Cue, sound: Option<usize>) -> Frames {
        let travels = cue.travel.as_ref().is_some_and(|travel| travel.value);
        let Some(sound) = sound.filter(|_| travels).map(|sound| &self.sounds[sound]) else {
            return Frames::ZERO;
        };
        let cue = cue.place.distance.as_ref().map(|distance| distance.value);
        let distance = cue.or(sound.distance).unwrap_or(sound.reach.usual);
        distance.travelled().frames()
    }

    fn check_order(&mut self, cue: &script::Cue, from: &Moment, until: &Moment) {
        let Some(written) = cue.until().filter(|_| ends_before(from, until)) else {
            return;
        };
        let mut found = Diagnostic::error(
            "ends-before-it-starts",
            written.span,
            "this cue ends before it starts",
        )
        .label("it ends here")
        .also(Source::Script, cue.anchor().span, "it starts here");
        for (moment, what) in [(from, "the start"), (until, "the end")] {
            if let Mark::Word(word, _) = moment.mark {
                let span = self.script.prose.span_of(word..word + 1);
                found = found.also(Source::Prose, span, what);
            }
        }
        let found = found.hint("`until` takes a place that comes after `from` in the text");
        self.diagnostics.push(found);
    }

    /// The reading can wait only at words.
    fn check_hold(&mut self, cue: &script::Cue, at: &Moment, kind: &CueKind) {
        let waits = cue.hold.is_some() || matches!(kind, CueKind::Hush(_));
        if waits && matches!(at.mark, Mark::Cue(..) | Mark::Time(_) | Mark::End) {
            let place = cue.anchor().span;
            let span = cue.hold.as_ref().map_or(place, |hold| hold.span);
            let what = match kind {
                CueKind::Hush(_) => "a hush stops the reading, which",
                _ => "the reading",
            };
            let message = format!("{what} can wait only at words of the text");
            let mut found = Diagnostic::error("hold-needs-words", span, message);
            if cue.hold.is_some() {
                found = found.also(Source::Script, place, "the cue is here");
            }
            let found = found.hint("anchor the cue to words, a line or a scene");
            self.diagnostics.push(found);
        }
    }

    fn id(&self, index: usize, cue: &script::Cue, kind: &CueKind) -> String {
        let number = index + 1;
        cue.id.as_ref().map_or_else(
            || format!("{}-{number}", kind.name()),
            |id| id.value.clone(),
        )
    }

    /// What stays the same when other cues come and go: the id, or else the
    /// sound, the place, and which of the cues alike it is.
    fn identity(&mut self, cue: &script::Cue) -> String {
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

fn kind(cue: &script::Cue, until: Option<Moment>) -> CueKind {
    match &cue.kind {
        script::CueKind::Spot { times, .. } => {
            let once = Times {
                count: 1,
                every: Seconds(0.0).into(),
            };
            CueKind::Spot(times.as_ref().map_or(once, |times| times.value.clone()))
        }
        script::CueKind::Bed { .. } => CueKind::Bed { until },
        script::CueKind::Music { .. } => CueKind::Music { until },
        script::CueKind::Hush { length, .. } => CueKind::Hush(length.value.frames()),
    }
}

/// Whether one moment comes before another, or on it, whatever the takes turn out
/// to be. An offset that leads back over the words between them may be meant.
fn ends_before(from: &Moment, until: &Moment) -> bool {
    let place = |moment: &Moment| match moment.mark {
        Mark::Start => Some((0, 0, false)),
        Mark::Word(word, edge) => Some((1, word, edge == Edge::After)),
        Mark::End => Some((2, 0, false)),
        Mark::Cue(..) | Mark::Time(_) => None,
    };
    match (place(from), place(until), from.mark, until.mark) {
        (Some(first), Some(last), ..) => last <= first && until.offset <= from.offset,
        (_, _, Mark::Time(first), Mark::Time(last)) => last + until.offset <= first + from.offset,
        _ => false,
    }
}

/// A bed is looped, and music that has an end of its own to reach, unless the
/// script says otherwise.
fn is_looped(cue: &script::Cue, kind: &CueKind) -> bool {
    let own = match kind {
        CueKind::Bed { .. } | CueKind::Music { until: Some(_) } => true,
        CueKind::Music { until: None } | CueKind::Spot(_) | CueKind::Hush(_) => false,
    };
    cue.looped.as_ref().map_or(own, |looped| looped.value)
}

fn frames(time: &Option<Spanned<Seconds>>) -> Option<Frames> {
    time.as_ref().map(|time| time.value.frames())
}
