//! How a voice is treated before it is mixed.
//!
//! In: what the script says of a role and of a line. Out: a [`Treatment`].
//! Always true: a line's own word goes before its role's, and that before the
//! show's.

use crate::diagnostic::{Diagnostic, Spanned};
use cuebook_dsp::treatment as voice;

use crate::script::treatment::{VOICE_DISTANCE, VOICE_DISTANCES};
use crate::script::{self, Effect, Script};
use crate::units::{Degrees, Metres};

/// What is done to a voice: all that can change the samples of a spoken take.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Treatment {
    /// Whether it is cleaned and evened: high-pass, compression, de-essing.
    pub treated: bool,
    /// What it comes through.
    pub effect: Option<Effect>,
    /// How far the speaker is turned away, from 0° to 180°.
    pub facing: Degrees,
    /// How far it is heard from: within [`VOICE_DISTANCES`].
    pub distance: Metres,
    /// What stands between, an index into
    /// [`Book::barriers`](crate::book::Book::barriers).
    pub behind: Option<usize>,
}

// The number of a barrier is no input: a key counts the barrier itself.
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

/// The script's words on a treatment, each where it is written.
#[derive(Copy, Clone, Debug, Default)]
pub struct Words<'a> {
    pub treated: Option<&'a Spanned<script::Treatment>>,
    pub effect: Option<&'a Spanned<Option<Effect>>>,
    pub facing: Option<&'a Spanned<Degrees>>,
    pub distance: Option<&'a Spanned<Metres>>,
    pub behind: Option<&'a Spanned<String>>,
}

impl Treatment {
    /// The part that does not depend on the show.
    #[must_use]
    pub fn of_voice(&self) -> voice::Treatment {
        voice::Treatment {
            treated: self.treated,
            effect: self.effect,
            facing: self.facing,
            distance: self.distance,
        }
    }

    /// What holds for roles that say nothing.
    #[must_use]
    pub fn of_show(script: &Script) -> Treatment {
        let treated = script.mix.treatment.as_ref();
        Treatment {
            treated: treated.is_none_or(|treated| treated.value == script::Treatment::Voice),
            ..Treatment::default()
        }
    }

    /// A role's, which may be changed by its lines.
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

    /// The same with what else is said.
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

/// Reports the distances from which no voice is heard.
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
    fn a_line_goes_before_its_role_and_that_before_the_show() {
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
