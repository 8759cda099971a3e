//! How a role speaks: its voice or blend, the size of the speaker, and tones with their strength.

use super::names::ReadNames;
use crate::{Tone, what};
use cuebook_core::body::Build;
use cuebook_core::diagnostic::{Diagnostic, Spanned, shown};
use cuebook_core::meaning::near;
use cuebook_core::tone::{Feeling, NoFeeling, STRENGTHS};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Choice, OneOf, Reader, Slot, Takes, Text, Value, Words};
use cuebook_yaml::quantity::{Measured, Share, Size};

/// The name of a voice, or a blend: voices with their shares. A blend becomes one text,
/// `af_heart 0.6 + bf_emma 0.4`.
pub struct VoiceName;

impl Value for VoiceName {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::Refers(what::VOICE),
        Takes::ByName(what::VOICE, &Takes::Quantity(Share::MEASURE)),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let Kind::Map(entries) = &slot.value.kind else {
            let words = reader.scalar(slot, "the name of a voice")?;
            return Some(reader.thing(what::VOICE, words, slot.span(), false));
        };
        if entries.is_empty() {
            let mistake = Diagnostic::error("empty-value", slot.span(), "`voice` has no voices");
            let hint = "for example `voice: { af_heart: 0.6, bf_emma: 0.4 }`";
            reader.report(mistake.hint(hint));
            return None;
        }
        let mut parts = Vec::with_capacity(entries.len());
        for entry in entries {
            let part = Slot::of(entry);
            let name = reader.thing(what::VOICE, part.key, part.key_span, false);
            let share = Share::read(reader, part)?;
            parts.push(format!("{} {}", name.value, share.value));
        }
        Some(Spanned::new(parts.join(" + "), slot.span()))
    }
}

/// The size of a speaker: a word, or a number.
pub struct SpeakerSize;

impl Value for SpeakerSize {
    type Of = Spanned<f64>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        <OneOf<Build> as Value>::TAKES,
        Takes::Quantity(Size::MEASURE),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<f64>> {
        let words = reader.scalar(slot, "a size")?;
        let number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '−' | '.');
        if words.trim_start().starts_with(number) {
            return Size::read(reader, slot);
        }
        let build = OneOf::<Build>::read(reader, slot)?;
        Some(Spanned::new(build.factor(), build.span))
    }
}

/// The name of a tone, with a strength if it has one: `angry 0.7`. An unknown one is kept, with a
/// warning.
pub struct ToneName;

impl Value for ToneName {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::OneOf(&Choice {
        is_open: true,
        ..Tone::CHOICE
    });

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let tone = Text::read(reader, slot)?;
        match Feeling::read(&tone) {
            Ok(_) => {}
            Err(NoFeeling::Tone) => reader.report(unknown_tone(&tone)),
            Err(NoFeeling::Strength) => {
                let (least, most) = (STRENGTHS.start(), STRENGTHS.end());
                let message = format!("the strength of a tone is from {least} to {most}");
                let mistake = Diagnostic::error("out-of-range", tone.span, message);
                reader.report(
                    mistake.hint("for example `tone: angry 0.7`; without a number it is 1"),
                );
            }
        }
        Some(tone)
    }
}

fn unknown_tone(tone: &Spanned<String>) -> Diagnostic {
    let message = format!("no voice has the tone `{}`", shown(tone));
    let (name, strength) = Feeling::parts(tone);
    let likely = near(name, Tone::CHOICE.names());
    let warning = Diagnostic::warning("unknown-tone", tone.span, message);
    let warning = match (&likely[..], strength) {
        ([one], Some(strength)) => {
            let strength = strength.clamp(*STRENGTHS.start(), *STRENGTHS.end());
            let meant = format!("{one} {strength}");
            warning.mend(format!("did you mean `{meant}`?"), tone.span, meant)
        }
        _ => warning.likely(&likely),
    };
    let tones: Vec<&str> = Tone::CHOICE.names().collect();
    warning.hint(format!("the tones are {}", tones.join(", ")))
}

#[cfg(test)]
mod tests {
    use crate::read;

    fn mistakes(role: &str) -> Vec<(&'static str, String)> {
        let script = format!("text: Go!\ncast:\n  ANNA: {role}\n");
        let found = read::read(script.as_bytes()).diagnostics.into_iter();
        found.map(|found| (found.code, found.message)).collect()
    }

    fn role(role: &str) -> crate::Role {
        let script = format!("text: Go!\ncast:\n  ANNA: {role}\n");
        let reading = read::read(script.as_bytes());
        assert_eq!(reading.diagnostics, []);
        reading.script.cast.into_iter().next().unwrap()
    }

    #[test]
    fn a_blend_is_read_as_one_text() {
        let blend = role("{ voice: { af_heart: 0.6, bf_emma: 2 } }");
        assert_eq!(blend.voice.unwrap().value, "af_heart 0.6 + bf_emma 2");
        let one = role("{ voice: af_heart }");
        assert_eq!(one.voice.unwrap().value, "af_heart");
        assert_eq!(mistakes("{ voice: {} }")[0].0, "empty-value");
        assert_eq!(mistakes("{ voice: { af_heart: much } }")[0].0, "bad-number");
        assert_eq!(mistakes("{ voice: [af_heart] }")[0].0, "wrong-shape");
    }

    #[test]
    fn a_size_is_a_word_or_a_number() {
        assert_eq!(role("{ size: small }").size.unwrap().value, 0.88);
        assert_eq!(role("{ size: 1.2 }").size.unwrap().value, 1.2);
        assert_eq!(mistakes("{ size: tiny }")[0].0, "unknown-size");
        assert_eq!(mistakes("{ size: 0.1 }")[0].0, "out-of-range");
    }

    #[test]
    fn an_unknown_tone_keeps_its_strength_in_the_suggestion() {
        let script = "text: Go!\ncast:\n  ANNA: { tone: angery 0.7 }\n";
        let found = &read::read(script.as_bytes()).diagnostics[0];
        assert_eq!(found.code, "unknown-tone");
        assert!(format!("{found:?}").contains("angry 0.7"), "{found:?}");
        let script = "text: Go!\ncast:\n  ANNA: { tone: angery 9 }\n";
        let found = &read::read(script.as_bytes()).diagnostics[0];
        assert!(found.hints[0].text.contains("`angry 2`"), "{found:?}");
        assert_eq!(mistakes("{ tone: angry 3 }")[0].0, "out-of-range");
        assert_eq!(mistakes("{ tone: shouting 0.5 }"), []);
    }

    #[test]
    fn what_is_different_in_a_scene_is_read_and_its_scene_is_a_name() {
        let there = &role("{ in: { call: { effect: telephone, tone: sad 0.5, pan: 0.4 } } }").there;
        assert_eq!(there[0].scene.value, "call");
        assert_eq!(there[0].place.pan.as_ref().unwrap().value, 0.4);
        assert_eq!(
            mistakes("{ in: { call: { voice: af_heart } } }")[0].0,
            "unknown-key"
        );
    }
}
