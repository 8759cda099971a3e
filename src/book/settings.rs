//! The settings of the whole show, with the defaults filled in.

use cuebook_core::diagnostic::Spanned;
use cuebook_core::units::{Decibels, Frames, Seconds};
use cuebook_script::read::ducks::{DUCK_ATTACK, DUCK_BY, DUCK_RELEASE};
use cuebook_script::read::mix::usual;
use cuebook_script::{Duck, Mix, Pauses, Under};

/// The pauses of the reading, in frames.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct PauseLengths {
    /// The pause between a quotation and the words around it within one
    /// sentence.
    pub tag: Frames,
    pub sentence: Frames,
    pub speaker: Frames,
    pub paragraph: Frames,
    pub scene: Frames,
    pub start: Frames,
    pub end: Frames,
}

/// Returns the pauses of a script. The defaults are those of audio books.
#[must_use]
pub(crate) fn pauses(script: &Pauses) -> PauseLengths {
    let length = |written: &Option<Spanned<Seconds>>, usual: Seconds| {
        written.as_ref().map_or(usual, |s| s.value).frames()
    };
    PauseLengths {
        tag: length(&script.tag, usual::TAG),
        sentence: length(&script.sentence, usual::SENTENCE),
        speaker: length(&script.speaker, usual::SPEAKER),
        paragraph: length(&script.paragraph, usual::PARAGRAPH),
        scene: length(&script.scene, usual::SCENE),
        start: length(&script.start, usual::START),
        end: length(&script.end, usual::END),
    }
}

/// The ducking settings of a cue.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct DuckSettings {
    pub by: Decibels,
    /// How long before the voice the fall of the gain begins.
    pub attack: Frames,
    pub release: Frames,
    /// What the cue ducks under.
    pub under: Under,
}

/// Returns the ducking settings of a cue: its own, otherwise those of its bus,
/// of the show, or the defaults. Spots duck only if the cue or its bus has
/// ducking settings.
#[must_use]
pub(crate) fn duck(cue: Option<&Duck>, bus: &str, mix: &Mix) -> DuckSettings {
    let of_bus = mix.duck.of_bus(bus);
    let ways = [cue, of_bus, mix.duck.show.as_ref()];
    fn first<T>(ways: [Option<&Duck>; 3], of: fn(&Duck) -> Option<T>) -> Option<T> {
        ways.into_iter().flatten().find_map(of)
    }
    let is_set = cue.is_some() || of_bus.is_some();
    let own = match bus {
        "spots" if !is_set => Some(Decibels(0.0)),
        _ => first(ways, |duck| duck.by),
    };
    let time = |written: Option<Seconds>, usual: Seconds| written.unwrap_or(usual).frames();
    DuckSettings {
        by: own.unwrap_or(DUCK_BY),
        attack: time(first(ways, |duck| duck.attack), DUCK_ATTACK),
        release: time(first(ways, |duck| duck.release), DUCK_RELEASE),
        under: first(ways, |duck| duck.under).unwrap_or(Under {
            speech: true,
            spots: false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_script::ShowDuck;

    #[test]
    fn the_ducking_of_a_cue_wins() {
        let mix = Mix {
            duck: ShowDuck {
                show: Some(Duck {
                    by: Some(Decibels(9.0)),
                    attack: Some(Seconds(0.5)),
                    ..Duck::default()
                }),
                music: Some(Duck {
                    by: Some(Decibels(14.0)),
                    ..Duck::default()
                }),
                ..ShowDuck::default()
            },
            ..Mix::default()
        };
        let cue = Duck {
            by: Some(Decibels(0.0)),
            ..Duck::default()
        };
        let settings = duck(Some(&cue), "beds", &mix);
        assert_eq!(settings.by, Decibels(0.0));
        assert_eq!(settings.attack, Frames(24_000));
        assert_eq!(settings.release, Seconds(0.8).frames());
        assert_eq!(duck(None, "beds", &mix).by, Decibels(9.0));
        assert_eq!(duck(None, "music", &mix).by, Decibels(14.0));
        assert_eq!(duck(None, "music", &mix).attack, Frames(24_000));
        assert!(duck(None, "music", &mix).under.speech);
    }

    #[test]
    fn a_spot_ducks_only_if_the_script_asks_for_it() {
        let mix = Mix {
            duck: ShowDuck {
                show: Some(Duck {
                    by: Some(Decibels(9.0)),
                    ..Duck::default()
                }),
                ..ShowDuck::default()
            },
            ..Mix::default()
        };
        assert_eq!(duck(None, "spots", &mix).by, Decibels(0.0));
        let own = Duck::default();
        assert_eq!(duck(Some(&own), "spots", &mix).by, Decibels(9.0));
    }
}
