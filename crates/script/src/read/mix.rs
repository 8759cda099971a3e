//! The pauses of the reading, and the mix.
//!
//! In: the sections `pauses` and `mix`. Out: pauses, the target, the duck, the
//! gains of the buses. Always true: what is left out stays left out, and the
//! later stages have their own ways.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Spanned, nearest, shown};
use crate::units::{Decibels, Lufs, Seconds};
use crate::{DeliveryTarget, Duck, Mix, Pauses};
use cuebook_yaml::fields::{Fields, Shape};
use cuebook_yaml::quantity::{DURATION, GAIN, LOUDNESS, PEAK};
use cuebook_yaml::{Entry, Kind};

/// The targets that have a name.
pub const TARGETS: &[&str] = &["podcast", "streaming", "speech", "broadcast", "acx"];

pub const PAUSES: Shape = Shape {
    name: "`pauses`",
    keys: &[
        "tag",
        "sentence",
        "speaker",
        "paragraph",
        "scene",
        "start",
        "end",
    ],
    example: "pauses: { sentence: 0.4s, paragraph: 0.8s }",
};

pub const MIX: Shape = Shape {
    name: "`mix`",
    keys: &["target", "duck", "treatment", "buses"],
    example: "mix: { target: podcast }",
};

/// Of the whole show: the same, and a way of its own for each bus that gives way.
pub const SHOW_DUCK: Shape = Shape {
    name: "a duck",
    keys: &["by", "attack", "release", "for", "beds", "music", "spots"],
    example: "duck: { by: 9dB, music: { by: 14dB } }",
};

pub const LEVELS: Shape = Shape {
    name: "`target`",
    keys: &["loudness", "peak"],
    example: "target: { loudness: -18 LUFS, peak: -2 dBTP }",
};

pub const BUSES: Shape = Shape {
    name: "`buses`",
    keys: &["narration", "dialogue", "spots", "beds", "music"],
    example: "buses: { music: -3dB }",
};

/// How one bus ducks.
type BusDuck = (Spanned<String>, Spanned<Duck>);

impl Reader<'_> {
    pub fn pauses(&mut self, section: Option<&Entry<'_>>) -> Pauses {
        let Some(fields) = section.and_then(|section| self.settings(section, &PAUSES)) else {
            return Pauses::default();
        };
        let mut pause = |key| self.quantity(fields.get(key), &DURATION, Seconds);
        Pauses {
            tag: pause("tag"),
            sentence: pause("sentence"),
            speaker: pause("speaker"),
            paragraph: pause("paragraph"),
            scene: pause("scene"),
            start: pause("start"),
            end: pause("end"),
        }
    }

    pub fn mix(&mut self, section: Option<&Entry<'_>>) -> Mix {
        let Some(fields) = section.and_then(|section| self.settings(section, &MIX)) else {
            return Mix::default();
        };
        let (duck, ducks) = self.show_ducks(fields.get("duck"));
        Mix {
            target: self.delivery(fields.get("target")),
            duck,
            ducks,
            treatment: self.treated(fields.get("treatment")),
            buses: self.buses(fields.get("buses")),
        }
    }

    /// How the show ducks, and how its buses do.
    fn show_ducks(&mut self, entry: Option<&Entry<'_>>) -> (Option<Spanned<Duck>>, Vec<BusDuck>) {
        let long = entry.filter(|entry| !matches!(entry.value.kind, Kind::Scalar(..)));
        let Some(entry) = long else {
            return (self.duck(entry), Vec::new());
        };
        let Some(fields) = self.fields(&entry.value, &SHOW_DUCK) else {
            return (None, Vec::new());
        };
        let own = Spanned::new(self.ducking(&fields), entry.value.span);
        let buses = fields.among(&["beds", "music", "spots"]);
        let ducks = buses.into_iter().filter_map(|bus| {
            let duck = self.duck(Some(bus))?;
            Some((Spanned::new(bus.key.to_string(), bus.key_span), duck))
        });
        let ducks = ducks.collect();
        (Some(own), ducks)
    }

    pub fn delivery(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<DeliveryTarget>> {
        let entry = entry?;
        let span = entry.value.span;
        if !matches!(entry.value.kind, Kind::Scalar(..)) {
            let fields = self.fields(&entry.value, &LEVELS)?;
            for key in LEVELS.keys {
                if fields.get(key).is_none() {
                    self.missing(&fields, key, LEVELS.example);
                }
            }
            let loudness = self.quantity(fields.get("loudness"), &LOUDNESS, Lufs);
            let peak = self.quantity(fields.get("peak"), &PEAK, Decibels);
            let levels = DeliveryTarget::Levels {
                loudness: loudness?.value,
                peak: peak?.value,
            };
            return Some(Spanned::new(levels, span));
        }
        let name = self.text(Some(entry))?;
        if TARGETS.contains(&name.as_str()) {
            return Some(Spanned::new(DeliveryTarget::Named(name.value), span));
        }
        let message = format!("there is no target named `{}`", shown(&name));
        let mut mistake = Diagnostic::error("unknown-target", span, message);
        if let Some(near) = nearest(&name, TARGETS.iter().copied()) {
            mistake = mistake.mend(format!("did you mean `{near}`?"), span, near);
        }
        let mistake = mistake.hint(format!("the targets are {}", TARGETS.join(", ")));
        self.report(mistake.hint(format!("or one's own, {}", LEVELS.example)));
        None
    }

    fn buses(&mut self, entry: Option<&Entry<'_>>) -> Vec<(Spanned<String>, Spanned<Decibels>)> {
        let Some(fields) = entry.and_then(|entry| self.settings(entry, &BUSES)) else {
            return Vec::new();
        };
        let known = |entry: &&Entry<'_>| BUSES.keys.contains(&&*entry.key);
        let buses = Fields::entries(&fields).iter().filter(known);
        buses
            .filter_map(|bus| {
                let gain = self.quantity(Some(bus), &GAIN, Decibels)?;
                Some((Spanned::new(bus.key.to_string(), bus.key_span), gain))
            })
            .collect()
    }
}
