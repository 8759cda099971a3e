//! The cast, its pronunciations, and what stands between a thing and the listener.
//!
//! In: the sections `cast`, `pronounce`, `barriers`. Out: roles, pronunciations,
//! barriers. Always true: every name that is written is kept, however wrong its
//! settings, so that nothing else misses it.

use super::cues::OPENING_RIDE;
use super::reader::Reader;
use crate::diagnostic::Spanned;
use crate::units::{Decibels, Hertz, Metres};
use crate::{Barrier, Place, Pronunciation, Role, Spoken};
use cuebook_yaml::fields::{Fields, Shape};
use cuebook_yaml::quantity::{DISTANCE, FREQUENCY, GAIN, LOSS, OPENING, PACE, PAN};
use cuebook_yaml::{Entry, Kind};

pub const ROLE: Shape = Shape {
    name: "a role",
    keys: &[
        "voice",
        "pace",
        "gain",
        "tone",
        "place",
        "pan",
        "distance",
        "facing",
        "space",
        "behind",
        "effect",
        "treatment",
    ],
    example: "BORIS: { voice: am_michael, pace: 1.05 }",
};

pub const PLACE: Shape = Shape {
    name: "a place",
    keys: &["pan", "distance"],
    example: "place: { pan: -0.3, distance: 4m }",
};

pub const SPOKEN: Shape = Shape {
    name: "a pronunciation",
    keys: &["ipa"],
    example: "Kremlin: { ipa: ˈkrɛmlɪn }",
};

pub const BARRIER: Shape = Shape {
    name: "a barrier",
    keys: &["loss", "cutoff", "open", "ride"],
    example: "wall: { loss: 20dB, cutoff: 450Hz }",
};

impl Reader<'_> {
    pub fn cast(&mut self, section: Option<&Entry<'_>>) -> Vec<Role> {
        let roles = self.named(section, "cast: { BORIS: { voice: am_michael } }");
        roles.iter().map(|entry| self.role(entry)).collect()
    }

    fn role(&mut self, entry: &Entry<'_>) -> Role {
        let name = self.key_name(entry, true);
        let fields = self.settings(entry, &ROLE);
        let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
        Role {
            name,
            voice: self.text(get("voice")),
            pace: self.number(get("pace"), &PACE),
            gain: self.quantity(get("gain"), &GAIN, Decibels),
            tone: self.tone(get("tone")),
            place: self.place(fields.as_ref()),
            space: self.name(get("space")),
            behind: self.name(get("behind")),
            treatment: self.treatment(fields.as_ref()),
        }
    }

    /// The fields behind a name; a name with nothing behind it has none, and that is fine.
    pub fn settings<'n, 's>(
        &mut self,
        entry: &'n Entry<'s>,
        shape: &'static Shape,
    ) -> Option<Fields<'n, 's>> {
        if entry.value.is_empty() {
            return None;
        }
        self.fields(&entry.value, shape)
    }

    /// `place: { pan, distance }`, or `pan` and `distance` by themselves.
    pub fn place(&mut self, fields: Option<&Fields<'_, '_>>) -> Place {
        let Some(fields) = fields else {
            return Place::default();
        };
        let place = fields.get("place");
        let inner = place.and_then(|place| self.settings(place, &PLACE));
        for key in PLACE.keys {
            let within = inner.as_ref().and_then(|inner| inner.get(key));
            if let (Some(place), Some(short), Some(_)) = (place, fields.get(key), within) {
                self.exclusive(&[place, short], "keep one of them");
            }
        }
        let within = |key| {
            let inner = inner.as_ref().and_then(|inner| inner.get(key));
            inner.or_else(|| fields.get(key))
        };
        Place {
            pan: self.number(within("pan"), &PAN),
            distance: self.quantity(within("distance"), &DISTANCE, Metres),
        }
    }

    pub fn pronounce(&mut self, section: Option<&Entry<'_>>) -> Vec<Pronunciation> {
        let words = self.named(section, "pronounce: { Frunze: Froon-zeh }");
        let said = words.iter().filter_map(|entry| self.pronunciation(entry));
        said.collect()
    }

    fn pronunciation(&mut self, entry: &Entry<'_>) -> Option<Pronunciation> {
        let spoken = match &entry.value.kind {
            Kind::Map(_) => {
                let fields = self.fields(&entry.value, &SPOKEN)?;
                let Some(ipa) = fields.get("ipa") else {
                    self.missing(&fields, "ipa", SPOKEN.example);
                    return None;
                };
                Spoken::Ipa(self.text(Some(ipa))?.value)
            }
            _ => Spoken::Respelling(self.text(Some(entry))?.value),
        };
        Some(Pronunciation {
            word: Spanned::new(entry.key.to_string(), entry.key_span),
            spoken: Spanned::new(spoken, entry.value.span),
        })
    }

    pub fn barriers(&mut self, section: Option<&Entry<'_>>) -> Vec<Barrier> {
        let barriers = self.named(section, "barriers: { wall: { loss: 20dB } }");
        barriers.iter().map(|entry| self.barrier(entry)).collect()
    }

    fn barrier(&mut self, entry: &Entry<'_>) -> Barrier {
        let name = self.key_name(entry, false);
        let fields = self.settings(entry, &BARRIER);
        let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
        Barrier {
            name,
            loss: self.quantity(get("loss"), &LOSS, Decibels),
            cutoff: self.quantity(get("cutoff"), &FREQUENCY, Hertz),
            open: self.number(get("open"), &OPENING),
            rides: self.rides(get("ride"), &OPENING_RIDE),
        }
    }
}
