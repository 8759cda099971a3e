//! The treatment of voices before the mix. Takes the settings of a role and of
//! a line; returns a [`Treatment`]. The settings of a line win over those of
//! its role, and those of a role over those of the show.

use crate::diagnostic::{Diagnostic, Spanned};
use cuebook_dsp::treatment as voice;

use crate::script::treatment::{VOICE_DISTANCE, VOICE_DISTANCES};
use crate::script::{self, Effect, Script};
use crate::units::{Degrees, Metres};

/// The treatment of a voice: everything that can change the samples of a spoken
/// take.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Treatment {
    /// Whether the voice is cleaned and evened with a high-pass, compression
    /// and de-essing.
    pub treated: bool,
    /// The effect on the voice, such as a telephone.
    pub effect: Option<Effect>,
    /// The angle by which the speaker is turned away, from 0° to 180°.
    pub facing: Degrees,
    /// The distance from the listener, within [`VOICE_DISTANCES`].
    pub distance: Metres,
    /// The barrier in front of the voice, an index into
    /// [`Book::barriers`](crate::book::Book::barriers).
    pub behind: Option<usize>,
}

// The index of a barrier is no input: a key contains the barrier itself.
cuebook_core::fingerprint! {
    struct Treatment { treated, effect, facing, distance } without { behind }
}

impl Default for Treatment {
    fn default() -> Treatment {
        Treatment {
            treated: true,
            effect: None,
            facing: Degrees(0.0),
            distance: VOICE_DISTANCE,
            behind: None,
        }
    }
}

/// The settings of a treatment in a script, each with its place.
#[derive(Copy, Clone, Debug, Default)]
pub struct Words<'a> {
    pub treated: Option<&'a Spanned<script::Treatment>>,
    pub effect: Option<&'a Spanned<Option<Effect>>>,
    pub facing: Option<&'a Spanned<Degrees>>,
    pub distance: Option<&'a Spanned<Metres>>,
    pub behind: Option<&'a Spanned<String>>,
}

impl Treatment {
    /// Returns the part of the treatment that does not depend on the show.
    #[must_use]
    pub fn of_voice(&self) -> voice::Treatment {
        voice::Treatment {
            treated: self.treated,
            effect: self.effect,
            facing: self.facing,
            distance: self.distance,
        }
    }

    /// Returns the treatment of roles without settings.
    #[must_use]
    pub fn of_show(script: &Script) -> Treatment {
        let treated = script.mix.treatment.as_ref();
        Treatment {
            treated: treated.is_none_or(|treated| treated.value == script::Treatment::Voice),
            ..Treatment::default()
        }
    }

    /// Returns the treatment of a role, which its lines may change.
    #[must_use]
    pub fn of_role(script: &Script, role: &script::Role) -> Treatment {
        let words = Words {
            treated: role.treatment.as_ref(),
            effect: role.effect.as_ref(),
            facing: role.facing.as_ref(),
            distance: role.place.distance.as_ref(),
            behind: role.behind.as_ref(),
        };
        Treatment::of_show(script).with(&words, script)
    }

    /// Returns the same treatment with further settings.
    #[must_use]
    pub fn with(self, words: &Words<'_>, script: &Script) -> Treatment {
        let behind = |name: &Spanned<String>| {
            let mut barriers = script.barriers.iter();
            let found = barriers.position(|barrier| barrier.name.value == name.value);
            found.filter(|_| name.value != script::treatment::NONE)
        };
        let is_voice =
            |treated: &Spanned<script::Treatment>| treated.value == script::Treatment::Voice;
        Treatment {
            treated: words.treated.map_or(self.treated, is_voice),
            effect: words.effect.map_or(self.effect, |effect| effect.value),
            facing: words.facing.map_or(self.facing, |facing| facing.value),
            distance: words.distance.map_or(self.distance, |far| far.value),
            behind: words.behind.map_or(self.behind, behind),
        }
    }
}

/// Reports distances at which a voice cannot be heard.
pub fn check(script: &Script, diagnostics: &mut Vec<Diagnostic>) {
    let roles = script.cast.iter().map(|role| &role.place.distance);
    let lines = script.lines.iter().map(|line| &line.place.distance);
    let (nearest, farthest) = VOICE_DISTANCES;
    for distance in roles.chain(lines).flatten() {
        if !(nearest..=farthest).contains(&distance.value) {
            let message = format!(
                "a voice is heard from {} m to {} m, and this is {} m",
                nearest.0, farthest.0, distance.value.0
            );
            diagnostics.push(Diagnostic::error("out-of-range", distance.span, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::script::read;

    #[test]
    fn a_line_wins_over_its_role_and_a_role_over_the_show() {
        let source = b"text: Go!\nbarriers: { wall: { loss: 9dB } }\nmix: { treatment: none }\n\
            cast:\n  ANNA: { effect: radio, facing: away, distance: 3m, behind: wall }\n  TOM: { treatment: voice }\n";
        let reading = read::read(source);
        assert_eq!(reading.diagnostics, []);
        let script = reading.script;
        let anna = Treatment::of_role(&script, &script.cast[0]);
        assert_eq!(anna.effect, Some(Effect::Radio));
        assert_eq!(anna.facing, Degrees(180.0));
        assert_eq!(anna.distance, Metres(3.0));
        assert!(anna.behind.is_some() && !anna.treated);
        assert!(Treatment::of_role(&script, &script.cast[1]).treated);

        let (none, side) = (
            Spanned::default(),
            Spanned::new(Degrees(90.0), Span::default()),
        );
        let nowhere = Spanned::new("none".to_owned(), Span::default());
        let words = Words {
            effect: Some(&none),
            facing: Some(&side),
            behind: Some(&nowhere),
            ..Words::default()
        };
        let line = anna.with(&words, &script);
        assert_eq!((line.effect, line.behind), (None, None));
        assert_eq!((line.facing, line.distance), (Degrees(90.0), Metres(3.0)));
    }
}
