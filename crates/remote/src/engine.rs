//! Speech engines and their voices, as the user's configuration declares them.

use std::fmt;
use std::time::Duration;

use cuebook_core::language::Language;
use cuebook_voice::kokoro::voices::{self, Sex};
use cuebook_voice::phonemes::Accent;

use crate::{Address, Price};

/// The engines and voices of a configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// The engines.
    pub engines: Vec<Engine>,
    /// The voices of these engines.
    pub speakers: Vec<Speaker>,
}

impl Roster {
    /// Returns the voice with a name.
    #[must_use]
    pub fn speaker(&self, name: &str) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.name == name)
    }

    /// Returns a voice with its engine.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(&Speaker, &Engine)> {
        let speaker = self.speaker(name)?;
        Some((speaker, self.engines.get(speaker.engine)?))
    }
}

/// A server that speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Engine {
    /// The name in the configuration, a part of the keys of its takes.
    pub name: String,
    /// How it is spoken to.
    pub kind: Kind,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How often a request that failed is sent again.
    pub retries: u32,
    /// The wait before the first repetition. It doubles each time.
    pub backoff: Duration,
    /// The most requests at the same time.
    pub jobs: usize,
    /// What it costs.
    pub price: Option<Price>,
    /// The most characters that one run of the program sends to it.
    pub limit: Option<u64>,
}

/// How a server is spoken to.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `POST …/audio/speech`.
    Http {
        /// The address before `/audio/speech`.
        address: Address,
        /// The environment variable or the file with the key.
        key: Option<String>,
        /// The name of the model on the server.
        model: String,
        /// The form of the sound.
        format: Format,
        /// Whether the server is asked for the times of the words, as Kokoro-FastAPI sends them.
        timestamps: bool,
    },
    /// The Wyoming protocol over TCP, which Piper speaks.
    Wyoming {
        /// The host with its port.
        address: String,
    },
}

/// The form in which a server sends sound.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// WAV.
    Wav,
    /// FLAC.
    Flac,
    /// MP3.
    Mp3,
    /// Opus in Ogg.
    Opus,
    /// 16-bit numbers without a header, in one channel at this rate.
    Pcm(u32),
}

impl Format {
    /// Returns the word in a request.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Wav => "wav",
            Format::Flac => "flac",
            Format::Mp3 => "mp3",
            Format::Opus => "opus",
            Format::Pcm(_) => "pcm",
        }
    }
}

impl Engine {
    /// Returns the address for messages.
    #[must_use]
    pub fn address(&self) -> &str {
        match &self.kind {
            Kind::Http { address, .. } => address.text(),
            Kind::Wyoming { address } => address,
        }
    }

    /// Returns whether words travel over a network without encryption.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match &self.kind {
            Kind::Http { address, .. } => address.is_open(),
            Kind::Wyoming { address } => !crate::address::is_this_machine(address),
        }
    }

    /// Returns whether it can speak faster or slower.
    #[must_use]
    pub fn has_speed(&self) -> bool {
        matches!(self.kind, Kind::Http { .. })
    }

    /// Returns whether it sends the times of the words.
    #[must_use]
    pub fn has_times(&self) -> bool {
        matches!(
            self.kind,
            Kind::Http {
                timestamps: true,
                ..
            }
        )
    }
}

/// A voice of a server.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The name in scripts.
    pub name: String,
    /// Its engine, by the place in the list of the configuration.
    pub engine: usize,
    /// The name on the server.
    pub voice: String,
    /// The pace that is its normal one.
    pub speed: f64,
    /// The seed of the server's chance.
    pub seed: Option<u64>,
    /// The language tag, if it speaks only one.
    pub language: Option<String>,
    /// The sex, if that is known.
    pub sex: Option<Sex>,
    /// The age, if that is known.
    pub age: Option<Age>,
    /// The built-in voice that is most like it.
    pub like: Option<String>,
}

cuebook_core::words! {
    /// About how old a voice sounds.
    pub enum Age: "age" {
        /// a child
        Child = "child",
        /// a young adult
        Young = "young",
        /// middle-aged
        Middle = "middle",
        /// an old person
        Old = "old",
    }
}

/// Returns whether a name can be that of an engine or a voice: small letters and digits, with a hyphen
/// between words.
#[must_use]
pub fn is_name(name: &str) -> bool {
    const LONGEST: usize = 64;
    let is_word = |part: &str| {
        let fits = |c: char| c.is_alphanumeric() && !c.is_uppercase();
        !part.is_empty() && part.chars().all(fits)
    };
    name.len() <= 4 * LONGEST && name.chars().count() <= LONGEST && name.split('-').all(is_word)
}

impl Speaker {
    /// Returns the language that it speaks, if it is one that cuebook knows.
    #[must_use]
    pub fn speaks(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::of_tag)
    }

    /// Returns the accent of an English voice.
    #[must_use]
    pub fn accent(&self) -> Option<Accent> {
        let tag = self.language.as_deref()?.to_lowercase();
        match (self.speaks()?, tag.split(['-', '_']).nth(1)) {
            (Language::English, Some("gb" | "ie" | "au" | "nz" | "za")) => Some(Accent::British),
            (Language::English, Some(_)) => Some(Accent::American),
            _ => None,
        }
    }

    /// Returns the built-in voice that is most like it: the one of the configuration, else one that
    /// fits its language, sex, age and name.
    #[must_use]
    pub fn like(&self) -> &'static str {
        if let Some(like) = self.like.as_deref().and_then(voices::find) {
            return like.name;
        }
        let words = format!("{} {}", self.about(), self.name);
        voices::fitting(self.speaks().unwrap_or_default(), &words, &[]).name
    }

    /// Returns the known facts about it, for lists: `British woman, old`.
    #[must_use]
    pub fn about(&self) -> String {
        let accent = self.accent().map(|accent| match accent {
            Accent::British => "British",
            Accent::American => "American",
        });
        let speaks = accent.or(self.speaks().map(Language::title));
        let speaks = speaks.or(self.language.as_deref());
        let sex = self.sex.map(|sex| match sex {
            Sex::Woman => "woman",
            Sex::Man => "man",
        });
        let who: Vec<&str> = speaks.into_iter().chain(sex).collect();
        let age = self.age.map(Age::name);
        let parts = [who.join(" "), age.unwrap_or_default().to_owned()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::Pcm(rate) => write!(f, "pcm at {rate} Hz"),
            other => f.write_str(other.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anna() -> Speaker {
        Speaker {
            name: "narrator-anna".to_owned(),
            engine: 0,
            voice: "af_heart".to_owned(),
            speed: 1.0,
            seed: None,
            language: Some("en-GB".to_owned()),
            sex: Some(Sex::Woman),
            age: None,
            like: None,
        }
    }

    #[test]
    fn names_are_small_words_with_hyphens() {
        for name in ["anna", "narrator-anna", "erzähler-2", "語り手"] {
            assert!(is_name(name), "{name}");
        }
        let long = "x".repeat(65);
        for name in ["", "Anna", "a b", "a_b", "-a", "a--b", "a.b", &long] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn a_speaker_is_like_a_built_in_voice() {
        assert_eq!(anna().about(), "British woman");
        let like = voices::find(anna().like()).unwrap();
        assert_eq!((like.speaks(), like.sex), ("British", Sex::Woman));
        let named = Speaker {
            like: Some("am_puck".to_owned()),
            ..anna()
        };
        assert_eq!(named.like(), "am_puck");
        let french = Speaker {
            language: Some("fr-CA".to_owned()),
            ..anna()
        };
        assert_eq!(french.like(), "ff_siwis");
    }
}
