//! The treatment of voices before the mix. Takes the settings of a role and of
//! a line; returns a [`Treatment`]. The settings of a line win over those of
//! its role, and those of a role over those of the show.

use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_dsp::treatment as voice;

use cuebook_core::id::BarrierId;
use cuebook_core::units::{Degrees, Metres};
use cuebook_script::treatment::VOICE_DISTANCES;
use cuebook_script::{Effect, Script};

/// The distance from which a thought is heard.
const THOUGHT: Metres = Metres(0.3);

/// The treatment of the voice of a line.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Treatment {
    /// Everything that can change the samples of a spoken take, except the barrier.
    pub voice: voice::Treatment,
    /// The barrier in front of the voice.
    pub behind: Option<BarrierId>,
}

/// The settings of a treatment in a script, each with its place.
#[derive(Copy, Clone, Debug, Default)]
pub struct Words<'a> {
    pub treated: Option<&'a Spanned<cuebook_script::Treatment>>,
    pub effect: Option<&'a Spanned<Option<Effect>>>,
    pub facing: Option<&'a Spanned<Degrees>>,
    pub distance: Option<&'a Spanned<Metres>>,
    pub behind: Option<&'a Spanned<String>>,
}

impl Treatment {
    /// Returns the treatment of roles without settings.
    #[must_use]
    pub fn of_show(script: &Script) -> Treatment {
        let treated = script.mix.treatment.as_ref();
        let mut treatment = Treatment::default();
        treatment.voice.treated =
            treated.is_none_or(|treated| treated.value == cuebook_script::Treatment::Voice);
        treatment
    }

    /// Returns the treatment of a role, which its lines may change.
    #[must_use]
    pub fn of_role(script: &Script, role: &cuebook_script::Role) -> Treatment {
        let words = Words {
            treated: role.treatment.as_ref(),
            effect: role.effect.as_ref(),
            facing: role.facing.as_ref(),
            distance: role.place.distance.as_ref(),
            behind: role.behind.as_ref(),
        };
        Treatment::of_show(script).with(&words, script)
    }

    /// Returns the treatment of a thought of the same role: close, and through no device or barrier.
    #[must_use]
    pub fn thought(self) -> Treatment {
        Treatment {
            voice: voice::Treatment {
                effect: None,
                facing: Degrees(0.0),
                distance: THOUGHT,
                ..self.voice
            },
            behind: None,
        }
    }

    /// Returns the same treatment with further settings.
    #[must_use]
    pub fn with(self, words: &Words<'_>, script: &Script) -> Treatment {
        let behind = |name: &Spanned<String>| {
            let mut barriers = script.barriers.iter();
            let found = barriers.position(|barrier| barrier.name.value == name.value);
            let found = found.map(BarrierId);
            found.filter(|_| name.value != cuebook_script::treatment::NONE)
        };
        let is_voice = |treated: &Spanned<cuebook_script::Treatment>| {
            treated.value == cuebook_script::Treatment::Voice
        };
        let voice = self.voice;
        Treatment {
            voice: voice::Treatment {
                treated: words.treated.map_or(voice.treated, is_voice),
                effect: words.effect.map_or(voice.effect, |effect| effect.value),
                facing: words.facing.map_or(voice.facing, |facing| facing.value),
                distance: words.distance.map_or(voice.distance, |far| far.value),
            },
            behind: words.behind.map_or(self.behind, behind),
        }
    }
}

/// Reports distances at which a voice cannot be heard.
pub(crate) fn check(script: &Script, diagnostics: &mut Vec<Diagnostic>) {
    let roles = script.cast.iter().flat_map(|role| {
        let there = role.there.iter().map(|there| &there.place.distance);
        std::iter::once(&role.place.distance).chain(there)
    });
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
    use cuebook_core::diagnostic::Span;
    use cuebook_script::read;

    #[test]
    fn a_line_wins_over_its_role_and_a_role_over_the_show() {
        let source = b"text: Go!\nbarriers: { wall: { loss: 9dB } }\nmix: { treatment: none }\n\
            cast:\n  ANNA: { effect: radio, facing: away, distance: 3m, behind: wall }\n  TOM: { treatment: voice }\n";
        let reading = read::read(source);
        assert_eq!(reading.diagnostics, []);
        let script = reading.script;
        let anna = Treatment::of_role(&script, &script.cast[0]);
        assert_eq!(anna.voice.effect, Some(Effect::Radio));
        assert_eq!(anna.voice.facing, Degrees(180.0));
        assert_eq!(anna.voice.distance, Metres(3.0));
        assert!(anna.behind.is_some() && !anna.voice.treated);
        assert!(Treatment::of_role(&script, &script.cast[1]).voice.treated);

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
        assert_eq!((line.voice.effect, line.behind), (None, None));
        let place = (line.voice.facing, line.voice.distance);
        assert_eq!(place, (Degrees(90.0), Metres(3.0)));
    }
}
