//! Cues: spots, beds, music and hushes.
//!
//! In: the section `cues`. Out: cues. Always true: a cue is of one kind and
//! has its place; what is not is reported and left out.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Source, Spanned};
use crate::units::{Between, Decibels, Metres, PerMinute, Seconds};
use crate::{Cue, CueKind, Duck, Fade, Move, Place, Ride, Times, Under};
use cuebook_yaml::fields::{Fields, Shape};
use cuebook_yaml::quantity::{
    DENSITY, DISTANCE, DUCK, DURATION, GAIN, INTERVAL, OFFSET, OPENING, PAN, WIDTH,
};
use cuebook_yaml::{Entry, Kind, Node};

/// The most times that one spot sounds.
pub const MAX_TIMES: u64 = 10_000;

/// What passes between the times of a spot where `every` is left out.
pub const USUAL_INTERVAL: Between<Seconds> = Between {
    low: Seconds(0.8),
    high: Seconds(1.2),
};

pub const SPOT: Shape = Shape {
    name: "a spot",
    keys: &[
        "id", "spot", "at", "offset", "times", "gain", "fade", "duck", "hold", "wait", "space",
        "behind", "travel", "place", "pan", "distance", "width", "move",
    ],
    example: "{ spot: door-strike, at: \"began to knock\" }",
};

pub const BED: Shape = Shape {
    name: "a bed",
    keys: &[
        "id", "bed", "from", "until", "offset", "loop", "gain", "fade", "duck", "hold", "wait",
        "space", "behind", "travel", "place", "pan", "distance", "width", "move", "ride",
    ],
    example: "{ bed: rain, from: \"It rained\", until: end }",
};

pub const MUSIC: Shape = Shape {
    name: "music",
    keys: &[
        "id", "music", "from", "until", "offset", "loop", "gain", "fade", "duck", "hold", "wait",
        "space", "behind", "travel", "place", "pan", "distance", "width", "move", "ride",
    ],
    example: "{ music: theme, from: start }",
};

pub const HUSH: Shape = Shape {
    name: "a hush",
    keys: &["id", "hush", "at", "offset", "fade", "wait"],
    example: "{ hush: 1.5s, at: { after: \"the lid was opened\" } }",
};

pub const RIDE: Shape = Shape {
    name: "a ride",
    keys: &["at", "over", "gain", "pan", "distance", "density", "open"],
    example: "{ at: \"much weaker\", gain: -26dB, over: 4s }",
};

/// A barrier only opens and shuts.
pub const OPENING_RIDE: Shape = Shape {
    name: "a ride of a barrier",
    keys: &["at", "over", "open"],
    example: "{ at: \"the gate fell\", open: 1, over: 2s }",
};

pub const MOVE: Shape = Shape {
    name: "a move",
    keys: &["to", "over"],
    example: "move: { to: { pan: 0.8, distance: 20m }, over: 6s }",
};

pub const GOAL: Shape = Shape {
    name: "`to`",
    keys: &["pan", "distance"],
    example: "to: { pan: 0.8, distance: 20m }",
};

pub const TIMES: Shape = Shape {
    name: "`times`",
    keys: &["count", "every"],
    example: "times: { count: 4, every: 0.9s..1.4s }",
};

pub const FADE: Shape = Shape {
    name: "a fade",
    keys: &["in", "out"],
    example: "fade: { in: 2s, out: 6s }",
};

pub const DUCKING: Shape = Shape {
    name: "a duck",
    keys: &["by", "attack", "release", "for"],
    example: "duck: { by: 9dB, attack: 0.3s, release: 0.8s }",
};

/// The keys that say what a cue is, and the shape that follows.
const KINDS: &[(&str, &Shape)] = &[
    ("spot", &SPOT),
    ("bed", &BED),
    ("music", &MUSIC),
    ("hush", &HUSH),
];

impl Reader<'_> {
    pub fn cues(&mut self, section: Option<&Entry<'_>>) -> Vec<Cue> {
        let items = self.items(section, "cues: [{ spot: door, at: \"the door\" }]");
        let cues: Vec<Cue> = items.iter().filter_map(|node| self.cue(node)).collect();
        self.distinct(cues.iter().filter_map(|cue| cue.id.as_ref()));
        cues
    }

    fn cue(&mut self, node: &Node<'_>) -> Option<Cue> {
        let fields = self.cue_fields(node)?;
        let kind = self.cue_kind(&fields);
        let cue = Cue {
            id: self.name(fields.get("id")),
            offset: self.quantity(fields.get("offset"), &OFFSET, Seconds),
            fade: self.fade(fields.get("fade")),
            gain: self.quantity(fields.get("gain"), &GAIN, Decibels),
            duck: self.duck(fields.get("duck")),
            hold: self.quantity(fields.get("hold"), &DURATION, Seconds),
            waits: self.waits(fields.get("wait")),
            looped: self.truth(fields.get("loop")),
            space: self.name(fields.get("space")),
            behind: self.name(fields.get("behind")),
            travel: self.truth(fields.get("travel")),
            width: self.number(fields.get("width"), &WIDTH),
            place: self.place(Some(&fields)),
            moves: self.moves(fields.get("move")),
            rides: self.rides(fields.get("ride"), &RIDE),
            span: node.span,
            kind: match kind {
                Some(kind) => kind,
                None => {
                    self.lose(fields.get("id"));
                    return None;
                }
            },
        };
        Some(cue)
    }

    /// The fields of a cue, after its kind is known; without one kind there are none.
    fn cue_fields<'n, 's>(&mut self, node: &'n Node<'s>) -> Option<Fields<'n, 's>> {
        let Some(open) = Fields::open(node, &SPOT) else {
            return self.fields(node, &SPOT);
        };
        let named: Vec<&str> = KINDS.iter().map(|(key, _)| *key).collect();
        let kinds = open.among(&named);
        if let [one] = kinds.as_slice() {
            let shape = KINDS.iter().find(|(key, _)| *key == one.key)?.1;
            return self.fields(node, shape);
        }
        let mistake = match kinds.as_slice() {
            [first, second, ..] => {
                let message = format!(
                    "a cue is one thing, and this is `{}` and `{}`",
                    first.key, second.key
                );
                Diagnostic::error("cue-kind", second.key_span, message)
                    .also(Source::Script, first.key_span, "the other one")
                    .hint("make two cues of it")
            }
            _ => Diagnostic::error("cue-kind", node.span, "this cue does not say what it is")
                .hint(format!("a cue has one of the keys {}", named.join(", ")))
                .hint(format!("for example `{}`", SPOT.example)),
        };
        self.report(mistake);
        self.lose(open.get("id"));
        None
    }

    fn cue_kind(&mut self, f: &Fields<'_, '_>) -> Option<CueKind> {
        let place = if f.get("spot").or(f.get("hush")).is_some() {
            "at"
        } else {
            "from"
        };
        // A cue with the other key is told so already.
        if f.among(&["at", "from"]).is_empty() {
            self.missing(f, place, f.shape.example);
        }
        let begin = self.anchor(f.get(place));
        if let Some(spot) = f.get("spot") {
            let times = self.times(f.get("times"));
            let sound = self.name(Some(spot));
            return Some(CueKind::Spot {
                sound: sound?,
                at: begin?,
                times,
            });
        }
        if let Some(hush) = f.get("hush") {
            let length = self.quantity(Some(hush), &DURATION, Seconds);
            return Some(CueKind::Hush {
                length: length?,
                at: begin?,
            });
        }
        // An end that could not be read is no reason to miss the cue.
        let until = self.anchor(f.get("until"));
        if let Some(bed) = f.get("bed") {
            let sound = self.name(Some(bed));
            return Some(CueKind::Bed {
                sound: sound?,
                from: begin?,
                until,
            });
        }
        let sound = self.name(f.get("music"));
        Some(CueKind::Music {
            sound: sound?,
            from: begin?,
            until,
        })
    }

    /// `wait: go`.
    fn waits(&mut self, entry: Option<&Entry<'_>>) -> bool {
        let Some(entry) = entry else { return false };
        if matches!(&entry.value.kind, Kind::Scalar(word, _) if &**word == "go") {
            return true;
        }
        let message = "what a cue waits for is `go`";
        let mistake = Diagnostic::error("unknown-wait", entry.value.span, message);
        self.report(mistake.hint("write `wait: go`; a pause of a given length is `hold: 2s`"));
        false
    }

    /// `times: 4`, or how many and how far apart.
    fn times(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<Times>> {
        let entry = entry?;
        let span = entry.value.span;
        let (count, every) = match &entry.value.kind {
            Kind::Scalar(..) => (self.whole(Some(entry), 1, MAX_TIMES)?, None),
            _ => {
                let fields = self.fields(&entry.value, &TIMES)?;
                let every = self.range(fields.get("every"), &INTERVAL, Seconds);
                if fields.get("count").is_none() {
                    self.missing(&fields, "count", TIMES.example);
                }
                (self.whole(fields.get("count"), 1, MAX_TIMES)?, every)
            }
        };
        let count = u32::try_from(count.value).unwrap_or(1);
        let every = every.map_or(USUAL_INTERVAL, |every| every.value);
        Some(Spanned::new(Times { count, every }, span))
    }

    /// `fade: 2s` is both ways.
    fn fade(&mut self, entry: Option<&Entry<'_>>) -> Fade {
        match entry.map(|entry| &entry.value) {
            Some(node) if !matches!(node.kind, Kind::Scalar(..)) => {
                let fields = self.fields(node, &FADE);
                let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
                Fade {
                    fade_in: self.quantity(get("in"), &DURATION, Seconds),
                    fade_out: self.quantity(get("out"), &DURATION, Seconds),
                }
            }
            _ => {
                let both = self.quantity(entry, &DURATION, Seconds);
                Fade {
                    fade_in: both.clone(),
                    fade_out: both,
                }
            }
        }
    }

    /// `duck: false`, `duck: 6dB`, or the long form. `true` is the show's own way.
    pub fn duck(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<Duck>> {
        let entry = entry?;
        let span = entry.value.span;
        let by = |by| Duck {
            by,
            ..Duck::default()
        };
        let duck = match &entry.value.kind {
            Kind::Scalar(words, _) => match &**words {
                "true" => by(None),
                "false" => by(Some(Decibels(0.0))),
                "yes" | "no" | "on" | "off" => {
                    self.truth(Some(entry));
                    return None;
                }
                _ => by(Some(self.quantity(Some(entry), &DUCK, Decibels)?.value)),
            },
            _ => {
                let fields = self.fields(&entry.value, &DUCKING)?;
                self.ducking(&fields)
            }
        };
        Some(Spanned::new(duck, span))
    }

    /// The long form of a duck.
    pub fn ducking(&mut self, fields: &Fields<'_, '_>) -> Duck {
        let by = self.quantity(fields.get("by"), &DUCK, Decibels);
        let mut time = |key| self.quantity(fields.get(key), &DURATION, Seconds);
        let (attack, release) = (time("attack"), time("release"));
        Duck {
            by: by.map(|by| by.value),
            attack: attack.map(|time| time.value),
            release: release.map(|time| time.value),
            under: self.under(fields.get("for")),
        }
    }

    /// `for: spots`, or a list of what the cue gives way to.
    fn under(&mut self, entry: Option<&Entry<'_>>) -> Option<Under> {
        let entry = entry?;
        let nodes = match &entry.value.kind {
            Kind::Scalar(..) => std::slice::from_ref(&entry.value),
            _ => self.items(Some(entry), "for: [speech, spots]"),
        };
        let mut under = Under {
            speech: false,
            spots: false,
        };
        for node in nodes {
            match &node.kind {
                Kind::Scalar(word, _) if &**word == "speech" => under.speech = true,
                Kind::Scalar(word, _) if &**word == "spots" => under.spots = true,
                _ => {
                    let message = "a duck is for `speech`, for `spots`, or for both";
                    let mistake = Diagnostic::error("duck-for", node.span, message);
                    self.report(
                        mistake.hint("for example `duck: { by: 6dB, for: [speech, spots] }`"),
                    );
                    return None;
                }
            }
        }
        Some(under)
    }

    /// Where a cue goes from where it begins.
    fn moves(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<Move>> {
        let entry = entry?;
        let fields = self.fields(&entry.value, &MOVE)?;
        for key in MOVE.keys {
            if fields.get(key).is_none() {
                self.missing(&fields, key, MOVE.example);
            }
        }
        let to = fields
            .get("to")
            .and_then(|to| self.fields(&to.value, &GOAL));
        let moves = Move {
            to: Place {
                pan: self.number(to.as_ref()?.get("pan"), &PAN),
                distance: self.quantity(to.as_ref()?.get("distance"), &DISTANCE, Metres),
            },
            over: self.quantity(fields.get("over"), &DURATION, Seconds),
        };
        Some(Spanned::new(moves, entry.value.span))
    }

    /// A list of rides, or a single one.
    pub fn rides(&mut self, entry: Option<&Entry<'_>>, shape: &'static Shape) -> Vec<Ride> {
        if let Some(Entry { value, .. }) = entry
            && matches!(value.kind, Kind::Map(_))
        {
            return self.ride(value, shape).into_iter().collect();
        }
        let items = self.items(entry, "ride: [{ at: \"much weaker\", gain: -26dB }]");
        let rides = items.iter();
        rides.filter_map(|node| self.ride(node, shape)).collect()
    }

    fn ride(&mut self, node: &Node<'_>, shape: &'static Shape) -> Option<Ride> {
        let fields = self.fields(node, shape)?;
        if fields.get("at").is_none() {
            self.missing(&fields, "at", shape.example);
        }
        let what = &shape.keys[2..];
        if fields.among(what).is_empty() {
            self.missing(&fields, what[0], shape.example);
        }
        let at = self.anchor(fields.get("at"));
        let over = self.quantity(fields.get("over"), &DURATION, Seconds);
        let gain = self.quantity(fields.get("gain"), &GAIN, Decibels);
        let pan = self.number(fields.get("pan"), &PAN);
        let distance = self.quantity(fields.get("distance"), &DISTANCE, Metres);
        let density = self.quantity(fields.get("density"), &DENSITY, PerMinute);
        let open = self.number(fields.get("open"), &OPENING);
        Some(Ride {
            at: at?,
            over,
            gain,
            pan,
            distance,
            density,
            open,
            span: node.span,
        })
    }
}
