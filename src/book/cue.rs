//! The cues, each tied to its moment.

use crate::book::mark::{Mark, Marks, Moment};
use crate::book::seed;
use crate::book::settings::{self, DuckSettings};
use crate::book::sound::Sound;
use crate::diagnostic::Diagnostic;
use crate::script::{self, Anchor, Edge, Script, Times};
use crate::units::{Decibels, Frames, Seconds};

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

/// Binds the cues of a script. A cue whose anchor is not found is reported and
/// left at the start, so that the others keep their numbers.
pub fn bind(
    script: &Script,
    marks: &Marks<'_>,
    sounds: &[Sound],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Cue> {
    let mut binder = Binder {
        script,
        marks,
        sounds,
        diagnostics,
    };
    script
        .cues
        .iter()
        .enumerate()
        .map(|(index, cue)| binder.bind(index, cue))
        .collect()
}

struct Binder<'a> {
    script: &'a Script,
    marks: &'a Marks<'a>,
    sounds: &'a [Sound],
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Binder<'_> {
    fn bind(&mut self, index: usize, cue: &script::Cue) -> Cue {
        let mut at = self.moment(cue.anchor());
        at.offset += cue
            .offset
            .as_ref()
            .map_or(Seconds(0.0), |o| o.value)
            .frames();
        let kind = self.kind(cue);
        self.check_order(cue, &at, &kind);
        self.check_hold(cue, &at, &kind);
        let sound = cue.sound().and_then(|name| {
            self.sounds
                .iter()
                .position(|sound| sound.name == name.value)
        });
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
            rides: self.rides(cue, of_sound),
            seed: seed::derive(show, &self.identity(index, cue), 0),
            span: cue.span,
            kind,
        }
    }

    fn moment(&mut self, anchor: &Anchor) -> Moment {
        let nowhere = Moment {
            mark: Mark::Start,
            offset: Frames::ZERO,
        };
        match self.marks.moment(anchor) {
            Ok(moment) => moment.unwrap_or(nowhere),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                nowhere
            }
        }
    }

    fn kind(&mut self, cue: &script::Cue) -> CueKind {
        match &cue.kind {
            script::CueKind::Spot { times, .. } => {
                let once = Times {
                    count: 1,
                    every: Seconds(0.0).into(),
                };
                CueKind::Spot(times.as_ref().map_or(once, |times| times.value.clone()))
            }
            script::CueKind::Bed { until, .. } => CueKind::Bed {
                until: until.as_ref().map(|until| self.moment(until)),
            },
            script::CueKind::Music { until, .. } => CueKind::Music {
                until: until.as_ref().map(|until| self.moment(until)),
            },
            script::CueKind::Hush { length, .. } => CueKind::Hush(length.value.frames()),
        }
    }

    fn rides(&mut self, cue: &script::Cue, of_sound: Decibels) -> Vec<Ride> {
        let mut rides = Vec::new();
        for ride in &cue.rides {
            let at = self.moment(&ride.at);
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

    fn check_order(&mut self, cue: &script::Cue, at: &Moment, kind: &CueKind) {
        let (CueKind::Bed { until: Some(until) } | CueKind::Music { until: Some(until) }) = kind
        else {
            return;
        };
        if let (Mark::Word(from, _), Mark::Word(to, edge)) = (at.mark, until.mark) {
            if to < from || (to == from && edge == Edge::Start) {
                let span = cue.until().map_or(cue.span, |until| until.span);
                self.diagnostics.push(
                    Diagnostic::error(
                        "ends-before-it-starts",
                        span,
                        "this cue ends before it starts",
                    )
                    .also(
                        crate::diagnostic::Source::Script,
                        cue.anchor().span,
                        "it starts here",
                    ),
                );
            }
        }
    }

    /// The reading can wait only at words.
    fn check_hold(&mut self, cue: &script::Cue, at: &Moment, kind: &CueKind) {
        let waits = cue.hold.is_some() || matches!(kind, CueKind::Hush(_));
        if waits && matches!(at.mark, Mark::Cue(..) | Mark::Time(_) | Mark::End) {
            let span = cue.hold.as_ref().map_or(cue.span, |hold| hold.span);
            self.diagnostics.push(
                Diagnostic::error(
                    "hold-needs-words",
                    span,
                    "the reading can wait only at words of the text",
                )
                .hint("anchor the cue to words, a line or a scene"),
            );
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
    fn identity(&self, index: usize, cue: &script::Cue) -> String {
        if let Some(id) = &cue.id {
            return id.value.clone();
        }
        let name = |cue: &script::Cue| {
            let sound = cue.sound().map_or("", |sound| sound.value.as_str());
            format!("{sound} {}", cue.anchor())
        };
        let own = name(cue);
        let before = self.script.cues[..index]
            .iter()
            .filter(|other| other.id.is_none() && name(other) == own)
            .count();
        format!("{own} {before}")
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
