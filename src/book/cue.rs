//! The cues, each tied to its moment.

use std::collections::BTreeMap;

use crate::book::barrier::{self, Barrier};
use crate::book::mark::{Mark, Marks, Moment};
use crate::book::seed;
use crate::book::settings::{self, DuckSettings};
use crate::book::sound::Sound;
use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Source};
use crate::script::{self, Anchor, Edge, Script, Times};
use crate::units::{Decibels, Frames, Metres, Seconds};
use crate::world::Reach;

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
    /// What stands between it and the listener.
    pub behind: Option<Barrier>,
    pub rides: Vec<Ride>,
    /// Where its random choices begin.
    pub seed: u64,
    /// Where it stands in the script.
    pub span: crate::diagnostic::Span,
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

/// A change of a cue's gain over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Ride {
    pub at: Moment,
    pub over: Frames,
    /// What the cue's gain becomes.
    pub gain: Decibels,
}

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
    sounds: &[Sound],
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
                self.script.mix.duck.as_ref().map(|duck| &duck.value),
            ),
            hold: frames(&cue.hold).unwrap_or_default(),
            pan: cue.place.pan.as_ref().map_or(0.0, |pan| pan.value),
            distance: self.distance(cue, sound),
            behind: cue
                .behind
                .as_ref()
                .and_then(|name| barrier::named(self.script, &name.value)),
            rides: self.rides(cue, of_sound),
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

    fn rides(&mut self, cue: &script::Cue, of_sound: Decibels) -> Vec<Ride> {
        let mut rides = Vec::new();
        for ride in &cue.rides {
            let at = self.moment(&ride.at).unwrap_or(NOWHERE);
            if let Some(gain) = &ride.gain {
                rides.push(Ride {
                    at,
                    over: frames(&ride.over).unwrap_or_default(),
                    gain: gain.value + of_sound,
                });
            }
        }
        rides
    }

    /// How far the cue is, if its sound can be heard from there.
    fn distance(&mut self, cue: &script::Cue, sound: Option<usize>) -> Option<Metres> {
        let written = cue.place.distance.as_ref();
        let (Some(written), Some(sound)) = (written, sound) else {
            return sound.and_then(|sound| self.sounds[sound].distance);
        };
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
        Some(written.value)
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

fn frames(time: &Option<crate::diagnostic::Spanned<Seconds>>) -> Option<Frames> {
    time.as_ref().map(|time| time.value.frames())
}
