//! Spaces: the rooms of a show.

use super::names::{AudioPath, Named, Thing};
use crate::space::{NO_ROOMS, NONE, PRESETS, SURFACES};
use crate::what;
use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_core::units::Metres;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Choice, Declared, Fields, Map, OrDefault, OrNothing, Reader, Slot, Takes, Value, What, mapping,
};
use cuebook_yaml::quantity::{Damping, Decay, Level, Measured, PreDelay, Side};

mapping! {
    /// The room in which a thing is heard.
    pub struct Space: "space", "a space", "office: { preset: panelled-room }" {
        /// The name of the space: `office`.
        name: Spanned<String>,
    } keys {
        /// The preset on which the space is based; the other keys change it.
        preset: Preset {
            default: Described("the preset of the same name, if there is one; else a plain room"),
            examples: &["stone-corridor"],
        },
        /// Length, width and height.
        size: Size { default: Described("that of the preset"), examples: &["[8m, 6m, 3.5m]"] },
        /// Its materials: one word for all surfaces, or a word for each.
        surfaces: OrDefault<Surfaces> { default: Described("that of the preset"), examples: &["stone"] },
        /// The time in which the reverberation falls by 60 dB, from 500 Hz to 1 kHz.
        decay: Decay { default: Described("from size, surfaces and air, by Eyring’s formula"), examples: &["2.4s"] },
        /// How much shorter the decay is at 4 kHz: `0.4` makes it 40 % shorter.
        damping: Damping { default: Described("from the surfaces and the air"), examples: &["0.4"] },
        /// An extra delay of the reverberation, added to that of the room’s size.
        pre_delay = "pre-delay": PreDelay { default: Number(0.0), examples: &["20ms"] },
        /// The level of the reverberation relative to the direct sound.
        wet: Level {
            default: Described("that of the preset; else that of a voice half a metre from its microphone"),
            examples: &["-9dB"],
        },
        /// The path of a recorded impulse response, which replaces all keys except `wet`.
        ir: AudioPath { examples: &["rooms/chapel.wav"] },
    }
    rules: &[
        Apart {
            one: &["ir"],
            other: &["preset", "size", "surfaces", "decay", "damping", "pre-delay"],
            why: "only the `wet` of a recorded room can be set",
        },
    ];
}

/// The keys that describe a room. Presets that are not rooms do not take them.
const OF_A_ROOM: [&str; 5] = ["size", "surfaces", "decay", "damping", "pre-delay"];

impl Thing for Space {
    const WHAT: What = what::SPACE;

    fn check(reader: &mut Reader<'_>, name: &Spanned<String>, fields: &Fields<'_, '_>) {
        if name.value == NONE {
            let message = format!("`{NONE}` cannot be the name of a space: it means “no space”");
            reader.report(Diagnostic::error("bad-name", name.span, message));
        }
        let Some((preset, Kind::Scalar(word, _))) = fields
            .get("preset")
            .map(|preset| (preset, &preset.value.kind))
        else {
            return;
        };
        if NO_ROOMS.contains(&&**word) && !fields.has("ir") {
            for other in fields.among(&OF_A_ROOM) {
                reader.exclusive(&[preset, other], &format!("`{word}` is not a room"));
            }
        }
    }
}

/// The spaces of a show.
pub type Spaces = OrDefault<Named<Space>>;

mapping! {
    /// The materials of a room.
    #[derive(Default)]
    pub struct Surfaces: "faces", "`surfaces`", "surfaces: { walls: panelling, floor: carpet, ceiling: plaster }" {} keys {
        /// The two long walls.
        walls: Surface { examples: &["stone"] },
        /// The two short walls.
        ends: Surface { default: Described("as `walls`"), examples: &["stone"] },
        /// The floor.
        floor: Surface { examples: &["stone"] },
        /// The ceiling.
        ceiling: Surface { examples: &["stone"] },
    }
}

/// One word for all surfaces, or a word for each.
impl Value for Surfaces {
    type Of = Surfaces;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Surface::TAKES, Takes::Map(Surfaces::MAPPING)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Surfaces> {
        if !slot.is_scalar() {
            return OrNothing::<Map<Surfaces>>::read(reader, slot);
        }
        let all = Surface::read(reader, slot);
        Some(Surfaces {
            walls: all.clone(),
            ends: all.clone(),
            floor: all.clone(),
            ceiling: all,
        })
    }
}

/// Declares a kind of value that is a word of a choice, stored as the word.
macro_rules! words_of {
    ($($(#[$doc:meta])* $Name:ident: $choice:ident;)+) => {
        $(
            $(#[$doc])*
            pub struct $Name;

            impl Value for $Name {
                type Of = Spanned<String>;
                type State = ();
                const TAKES: Takes = {
                    const CHOICE: &Choice = &$choice;
                    Takes::OneOf(CHOICE)
                };

                fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
                    reader.word(slot, &$choice)
                }
            }
        )+
    };
}

words_of! {
    /// The name of a preset.
    Preset: PRESETS;
    /// The name of a surface.
    Surface: SURFACES;
}

/// Length, width and height.
pub struct Size;

impl Value for Size {
    type Of = Spanned<[Metres; 3]>;
    type State = ();
    const TAKES: Takes = Takes::Exactly(3, &Takes::Quantity(Side::MEASURE));

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Self::Of> {
        let sides = match &slot.value.kind {
            Kind::List(sides) if sides.len() == 3 => sides,
            _ => {
                let expected = "a list of length, width and height";
                reader.wrong_shape(slot, expected, "size: [8m, 6m, 3.5m]");
                return None;
            }
        };
        let mut side = |number: usize| Side::read(reader, slot.with(&sides[number]));
        let (length, width, height) = (side(0), side(1), side(2));
        let size = [length?.value, width?.value, height?.value];
        Some(Spanned::new(size, slot.span()))
    }
}
