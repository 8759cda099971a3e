//! The voices of the servers.

use cuebook_core::diagnostic::{Diagnostic, Spanned, nearest, shown};
use cuebook_core::language::Language;
use cuebook_remote::{Age, Engine, Kind, Speaker};
use cuebook_voice::kokoro::voices::{self, Sex};
use cuebook_yaml::mapping::{OneOf, Reader, Required, Text, Whole, listed, mapping};
use cuebook_yaml::quantity::Pace;

cuebook_core::words! {
    /// The sex of a voice.
    pub enum Kindred: "sex" {
        /// a woman
        Female = "female",
        /// a man
        Male = "male",
    }
}

mapping! {
    /// A voice of a server.
    pub(crate) struct WrittenVoice: "voice", "a voice", "narrator-anna: { engine: studio, voice: af_heart }" {
        /// The name of the voice: `narrator-anna`.
        name: Spanned<String>,
    } keys {
        /// The name of its engine, one of `engines`.
        engine: Required<Text> { examples: &["studio"] },
        /// The name of the voice on the server. Of a Wyoming voice with several speakers, `#` and the speaker follow.
        voice: Required<Text> { examples: &["af_heart", "en_US-libritts_r-medium#p3922"] },
        /// The speed that is the normal one of the voice; `http` only.
        speed: Pace { default: Number(1.0), examples: &["1.1"] },
        /// The seed of the server's chance, where it takes one.
        seed: Whole<0, 4_294_967_295> { examples: &["3"] },
        /// The language that it speaks, if it is only one: a tag (BCP 47).
        language: Text { examples: &["en-GB"] },
        /// The sex of the voice.
        sex: OneOf<Kindred> { examples: &["female"] },
        /// About how old it sounds.
        age: OneOf<Age> { examples: &["old"] },
        /// The built-in voice that is most like it. It speaks the words beside which the times of the words are found.
        like: Text { default: Described("one of its language, sex and age"), examples: &["bf_emma"] },
    }
}

/// The code of a voice whose engine is not declared.
const UNKNOWN_ENGINE: &str = "unknown-engine";

impl WrittenVoice {
    /// Returns the voice, or reports why it is none.
    pub(super) fn speaker(
        self,
        engines: &[(Spanned<String>, Engine)],
        reader: &mut Reader<'_>,
    ) -> Option<Speaker> {
        self.check(engines, reader);
        let engine = engines
            .iter()
            .position(|(name, _)| name.value == self.engine.value)?;
        Some(Speaker {
            name: self.name.value,
            engine,
            voice: self.voice.value,
            speed: self.speed.map_or(1.0, |speed| speed.value),
            seed: self.seed.map(|seed| seed.value),
            language: self.language.map(|tag| tag.value),
            sex: self.sex.map(|sex| match sex.value {
                Kindred::Female => Sex::Woman,
                Kindred::Male => Sex::Man,
            }),
            age: self.age.map(|age| age.value),
            like: self.like.map(|like| like.value),
        })
    }

    /// Reports names that cannot be used and settings without an effect.
    fn check(&self, engines: &[(Spanned<String>, Engine)], reader: &mut Reader<'_>) {
        let (name, like) = (&self.name, self.like.as_ref());
        if voices::is_misspelt(name) {
            let message = format!("`{}` looks like the name of a built-in voice", shown(name));
            let mistake = Diagnostic::error("bad-name", name.span, message);
            reader.report(mistake.hint("choose another name, such as `narrator-anna`"));
        }
        let engine = engines
            .iter()
            .find(|(own, _)| own.value == self.engine.value);
        match engine {
            None => self.unknown_engine(engines, reader),
            Some((
                _,
                Engine {
                    kind: Kind::Wyoming { .. },
                    ..
                },
            )) => {
                let places = [
                    self.speed.as_ref().map(|speed| speed.span),
                    self.seed.as_ref().map(|seed| seed.span),
                ];
                for (span, key) in places.into_iter().zip(["speed", "seed"]) {
                    if let Some(span) = span {
                        let message =
                            format!("`{key}` belongs to voices of engines of the kind `http`");
                        reader.report(Diagnostic::error("exclusive-keys", span, message));
                    }
                }
            }
            Some(_) => {}
        }
        if let Some(like) = like.filter(|like| voices::find(like).is_none()) {
            let message = format!("there is no built-in voice named `{}`", shown(like));
            let mistake = Diagnostic::error("unknown-voice", like.span, message);
            reader.report(mistake.likely(&voices::near(like)));
        }
        if let Some(tag) = &self.language
            && Language::of_tag(tag).is_none()
            && !tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            let message = format!("`{}` is not a language tag, such as `en-GB`", shown(tag));
            reader.report(Diagnostic::error("bad-language", tag.span, message));
        }
    }

    fn unknown_engine(&self, engines: &[(Spanned<String>, Engine)], reader: &mut Reader<'_>) {
        let names = || engines.iter().map(|(name, _)| name.value.as_str());
        if reader.lost.contains(&self.engine.value) {
            return;
        }
        let message = format!("there is no engine named `{}`", shown(&self.engine));
        let mistake = Diagnostic::error(UNKNOWN_ENGINE, self.engine.span, message);
        let mistake = mistake.did_you_mean(nearest(&self.engine, names()));
        reader.report(match names().next() {
            Some(_) => mistake.hint(format!("the engines are {}", listed(names()))),
            None => mistake.hint(
                "`engines` declares it: `studio: { kind: http, address: http://localhost:8880/v1, model: kokoro }`",
            ),
        });
    }
}
