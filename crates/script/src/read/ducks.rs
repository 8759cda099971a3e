//! Ducking: how a cue becomes quieter while speech or spots must be understood.

use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::units::{Decibels, Seconds};
use cuebook_core::words;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Bare, Declared, Map, OrDefault, Reader, Slot, Takes, Value, Words, mapping,
};
use cuebook_yaml::quantity::{Duration, Lowering, Measured};

/// The ducking of beds and music if the script sets none.
pub const DUCK_BY: Decibels = Decibels(8.0);
/// The time of the fall if the script sets none.
pub const DUCK_ATTACK: Seconds = Seconds(0.3);
/// The time of the rise if the script sets none.
pub const DUCK_RELEASE: Seconds = Seconds(0.8);

mapping! {
    /// How a cue ducks.
    #[derive(Default, PartialEq)]
    pub struct Duck: "ducking", "a duck", "duck: { by: 9dB, attack: 0.3s, release: 0.8s }" {} keys {
        /// How much quieter it becomes; 0 turns ducking off.
        by: Bare<Lowering> { default: Number(DUCK_BY.0), examples: &["9dB"] },
        /// The time of the fall, which ends when the voice begins.
        attack: Bare<Duration> { default: Number(DUCK_ATTACK.0), examples: &["0.3s"] },
        /// The time of the rise, which begins when the voice ends.
        release: Bare<Duration> { default: Number(DUCK_RELEASE.0), examples: &["0.8s"] },
        /// The sounds that it ducks for: `speech`, `spots`, or `[speech, spots]`.
        under = "for": Under { default: Written("speech"), examples: &["spots", "[speech, spots]"] },
    }
}

impl Duck {
    fn by(by: Option<Decibels>) -> Duck {
        Duck {
            by,
            ..Duck::default()
        }
    }
}

/// `duck: false`, `duck: 6dB`, or the long form. `true` selects the setting of the show.
impl Value for Duck {
    type Of = Duck;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::Boolean,
        Takes::Quantity(Lowering::MEASURE),
        Takes::Map(Duck::MAPPING),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Duck> {
        let Kind::Scalar(words, _) = &slot.value.kind else {
            return Map::<Duck>::read(reader, slot);
        };
        match &**words {
            "true" => Some(Duck::by(None)),
            "false" => Some(Duck::by(Some(Decibels(0.0)))),
            "yes" | "no" | "on" | "off" => {
                bool::read(reader, slot);
                None
            }
            _ => Some(Duck::by(Some(Lowering::read(reader, slot)?.value))),
        }
    }
}

words! {
    /// The sounds that others duck for.
    pub enum Louder: "duck" {
        /// ducks while a voice speaks
        Speech = "speech",
        /// ducks while a spot is loud
        Spots = "spots",
    }
}

/// All kinds of sounds that a cue ducks for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// Whether the cue ducks while a voice speaks.
    pub speech: bool,
    /// Whether the cue ducks while a spot is loud.
    pub spots: bool,
}

/// `for: spots`, or a list.
impl Value for Under {
    type Of = Under;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::OneOf(&Louder::CHOICE),
        Takes::Each(&Takes::OneOf(&Louder::CHOICE)),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Under> {
        let nodes = match slot.is_scalar() {
            true => std::slice::from_ref(slot.value),
            false => reader.items(slot, "speech, spots"),
        };
        let mut under = Under {
            speech: false,
            spots: false,
        };
        for node in nodes {
            let word = match &node.kind {
                Kind::Scalar(word, _) => Louder::named(word),
                _ => None,
            };
            match word {
                Some(Louder::Speech) => under.speech = true,
                Some(Louder::Spots) => under.spots = true,
                None => {
                    let message = "a duck is for `speech`, for `spots`, or for both";
                    let mistake = Diagnostic::error("duck-for", node.span, message);
                    let example = "for example `duck: { by: 6dB, for: [speech, spots] }`";
                    reader.report(mistake.hint(example));
                    return None;
                }
            }
        }
        Some(under)
    }
}

mapping! {
    /// How the show ducks, and how its buses do.
    #[derive(Default)]
    pub struct ShowDuck: "show-duck", "a duck", "duck: { by: 9dB, music: { by: 14dB } }" {
        /// How all of them duck.
        show: Option<Duck>,
    } keys {
        /// The duck of beds.
        beds: Duck,
        /// The duck of music.
        music: Duck,
        /// The duck of spots.
        spots: Duck,
    }
    base: Duck::MAPPING;
}

impl ShowDuck {
    /// Returns the ducking of one bus, if the script sets it.
    #[must_use]
    pub fn of_bus(&self, bus: &str) -> Option<&Duck> {
        match bus {
            "beds" => self.beds.as_ref(),
            "music" => self.music.as_ref(),
            "spots" => self.spots.as_ref(),
            _ => None,
        }
    }
}

impl Value for ShowDuck {
    type Of = ShowDuck;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::Boolean,
        Takes::Quantity(Lowering::MEASURE),
        Takes::Map(ShowDuck::MAPPING),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<ShowDuck> {
        if slot.is_scalar() {
            return Some(ShowDuck {
                show: Duck::read(reader, slot),
                ..ShowDuck::default()
            });
        }
        let fields = reader.fields(slot.value, ShowDuck::MAPPING)?;
        let show = Duck::fill(reader, &fields, ());
        ShowDuck::fill(reader, &fields, (show,))
    }
}

/// The ducking of the show; empty if it is left out.
pub type Ducks = OrDefault<ShowDuck>;
