//! Spaces: the rooms in which things are heard.
//!
//! In: the section `spaces`. Out: spaces, with their surfaces as words that the
//! format knows. Always true: every name that is written is kept, however wrong
//! its settings.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Spanned, nearest, shown};
use crate::space::{NO_ROOMS, NONE, PRESETS, SURFACES};
use crate::units::{Decibels, Metres, Seconds};
use crate::{Space, Surfaces};
use cuebook_yaml::fields::{Fields, Shape};
use cuebook_yaml::quantity::{DAMPING, DECAY, GAIN, PRE_DELAY, SIDE};
use cuebook_yaml::{Entry, Kind};

pub const SPACE: Shape = Shape {
    name: "a space",
    keys: &[
        "preset",
        "size",
        "surfaces",
        "decay",
        "damping",
        "pre-delay",
        "wet",
        "ir",
    ],
    example: "office: { preset: panelled-room }",
};

/// The keys that say what a room is like, and so nothing of what is no room.
const OF_A_ROOM: [&str; 5] = ["size", "surfaces", "decay", "damping", "pre-delay"];

pub const FACES: Shape = Shape {
    name: "`surfaces`",
    keys: &["walls", "ends", "floor", "ceiling"],
    example: "surfaces: { walls: panelling, floor: carpet, ceiling: plaster }",
};

impl Reader<'_> {
    pub fn spaces(&mut self, section: Option<&Entry<'_>>) -> Vec<Space> {
        let spaces = self.named(section, "spaces: { office: { preset: panelled-room } }");
        spaces.iter().map(|entry| self.space(entry)).collect()
    }

    fn space(&mut self, entry: &Entry<'_>) -> Space {
        let name = self.key_name(entry, false);
        if name.value == NONE {
            let message = format!("`{NONE}` is no name for a space: it means that there is none");
            self.report(Diagnostic::error("bad-name", name.span, message));
        }
        let fields = self.settings(entry, &SPACE);
        let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
        if let Some(fields) = &fields {
            self.check_together(fields);
        }
        Space {
            name,
            preset: self.one_of(get("preset"), &PRESETS, ("preset", "unknown-preset")),
            size: self.size(get("size")),
            surfaces: self.surfaces(get("surfaces")),
            decay: self.quantity(get("decay"), &DECAY, Seconds),
            damping: self.number(get("damping"), &DAMPING),
            pre_delay: self.quantity(get("pre-delay"), &PRE_DELAY, Seconds),
            wet: self.quantity(get("wet"), &GAIN, Decibels),
            ir: self.path(get("ir")),
        }
    }

    /// What is recorded is not built, and what is no room has no walls.
    fn check_together(&mut self, fields: &Fields<'_, '_>) {
        let of_a_room = fields.among(&OF_A_ROOM);
        let preset = fields.get("preset");
        if let Some(ir) = fields.get("ir") {
            for other in preset.iter().chain(&of_a_room) {
                let why = "a recorded room is as it was recorded; only its `wet` can be set";
                self.exclusive(&[ir, other], why);
            }
            return;
        }
        let Some((preset, Kind::Scalar(name, _))) = preset.map(|p| (p, &p.value.kind)) else {
            return;
        };
        if NO_ROOMS.contains(&&**name) {
            for other in &of_a_room {
                self.exclusive(&[preset, other], &format!("`{name}` is not a room"));
            }
        }
    }

    fn size(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<[Metres; 3]>> {
        let entry = entry?;
        let sides = match &entry.value.kind {
            Kind::List(sides) if sides.len() == 3 => sides,
            _ => {
                let expected = "a list of length, width and height";
                self.wrong_shape(entry, expected, "size: [8m, 6m, 3.5m]");
                return None;
            }
        };
        let mut side = |number: usize| {
            let side = Entry {
                value: sides[number].clone(),
                ..entry.clone()
            };
            self.quantity(Some(&side), &SIDE, Metres)
        };
        let (length, width, height) = (side(0), side(1), side(2));
        let size = [length?.value, width?.value, height?.value];
        Some(Spanned::new(size, entry.value.span))
    }

    /// One word for all, or a word for each.
    fn surfaces(&mut self, entry: Option<&Entry<'_>>) -> Surfaces {
        let Some(entry) = entry else {
            return Surfaces::default();
        };
        if let Kind::Scalar(..) = entry.value.kind {
            let all = self.surface(Some(entry));
            return Surfaces {
                walls: all.clone(),
                ends: all.clone(),
                floor: all.clone(),
                ceiling: all,
            };
        }
        let fields = self.settings(entry, &FACES);
        let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
        Surfaces {
            walls: self.surface(get("walls")),
            ends: self.surface(get("ends")),
            floor: self.surface(get("floor")),
            ceiling: self.surface(get("ceiling")),
        }
    }

    fn surface(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<String>> {
        self.one_of(entry, &SURFACES, ("surface", "unknown-surface"))
    }

    /// A word out of those that the format knows.
    fn one_of(
        &mut self,
        entry: Option<&Entry<'_>>,
        known: &[&str],
        (what, code): (&str, &'static str),
    ) -> Option<Spanned<String>> {
        let word = self.text(entry)?;
        if known.contains(&word.as_str()) {
            return Some(word);
        }
        let message = format!("there is no {what} named `{}`", shown(&word));
        let mut mistake = Diagnostic::error(code, word.span, message);
        if let Some(near) = nearest(&word, known.iter().copied()) {
            mistake = mistake.mend(format!("did you mean `{near}`?"), word.span, near);
        }
        self.report(mistake.hint(format!("the {what}s are {}", known.join(", "))));
        None
    }
}
