//! The voices of the pack, by name, with their styles. The first letter of a name is the language,
//! of an English voice the accent; the second is the sex.

use std::fs;
use std::io;

use cuebook_core::audio::read_samples;
use cuebook_core::diagnostic::nearest;
use cuebook_core::fingerprint;
use cuebook_core::language::Language;

use super::blend::Blend;
use super::network::STYLE;
use super::speech::LONGEST;
use crate::pack::Pack;
use crate::phonemes::Accent;
use crate::reading::can_read;

/// The properties of a voice.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct VoiceProfile {
    /// The name, such as `bm_george`.
    pub name: &'static str,
    /// The language that it speaks: the first letter of the name.
    pub language: Language,
    /// The accent of an English voice.
    pub accent: Option<Accent>,
    /// The sex: the second letter of the name.
    pub sex: Sex,
    /// A word or two that describe its sound.
    pub about: &'static str,
}

/// The sex of a voice.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sex {
    /// `f` in the names of voices.
    Woman,
    /// `m` in the names of voices.
    Man,
}

const fn profile(name: &'static str, about: &'static str) -> VoiceProfile {
    let letters = name.as_bytes();
    VoiceProfile {
        name,
        language: match letters[0] {
            b'e' => Language::Spanish,
            b'f' => Language::French,
            b'h' => Language::Hindi,
            b'i' => Language::Italian,
            b'j' => Language::Japanese,
            b'p' => Language::Portuguese,
            b'z' => Language::Mandarin,
            _ => Language::English,
        },
        accent: match letters[0] {
            b'a' => Some(Accent::American),
            b'b' => Some(Accent::British),
            _ => None,
        },
        sex: match letters[1] {
            b'f' => Sex::Woman,
            _ => Sex::Man,
        },
        about,
    }
}

/// Every voice of the pack, by name. Height, liveliness and pace are measured in ten sentences: the
/// median and spread of the fundamental, and the phonemes a second.
pub const ALL: &[VoiceProfile] = &[
    profile("af_alloy", "low, lively"),
    profile("af_aoede", "clear, brisk"),
    profile("af_bella", "bright, even"),
    profile("af_heart", "warm, natural"),
    profile("af_jessica", "high, lively"),
    profile("af_kore", "low, firm"),
    profile("af_nicole", "hushed, slow"),
    profile("af_nova", "low, calm"),
    profile("af_river", "even, brisk"),
    profile("af_sarah", "clear, unhurried"),
    profile("af_sky", "light, soft"),
    profile("am_adam", "plain, even"),
    profile("am_echo", "low, lively"),
    profile("am_eric", "high, brisk"),
    profile("am_fenrir", "lively, brisk"),
    profile("am_liam", "young, lively"),
    profile("am_michael", "low, steady"),
    profile("am_onyx", "very deep, even"),
    profile("am_puck", "quick, cheeky"),
    profile("am_santa", "hearty, wide in range"),
    profile("bf_alice", "high, lively"),
    profile("bf_emma", "poised, even"),
    profile("bf_isabella", "high, level"),
    profile("bf_lily", "gentle, lively"),
    profile("bm_daniel", "clear, level"),
    profile("bm_fable", "soft, a storyteller"),
    profile("bm_george", "mature, unhurried"),
    profile("bm_lewis", "deep, slow"),
    profile("ef_dora", "clear"),
    profile("em_alex", "clear"),
    profile("em_santa", "hearty"),
    profile("ff_siwis", "clear"),
    profile("hf_alpha", "clear"),
    profile("hf_beta", "clear"),
    profile("hm_omega", "clear"),
    profile("hm_psi", "clear"),
    profile("if_sara", "clear"),
    profile("im_nicola", "clear"),
    profile("jf_alpha", "clear"),
    profile("jf_gongitsune", "clear"),
    profile("jf_nezumi", "clear"),
    profile("jf_tebukuro", "clear"),
    profile("jm_kumo", "clear"),
    profile("pf_dora", "clear"),
    profile("pm_alex", "clear"),
    profile("pm_santa", "hearty"),
    profile("zf_xiaobei", "clear"),
    profile("zf_xiaoni", "clear"),
    profile("zf_xiaoxiao", "clear"),
    profile("zf_xiaoyi", "clear"),
    profile("zm_yunjian", "clear"),
    profile("zm_yunxi", "clear"),
    profile("zm_yunxia", "clear"),
    profile("zm_yunyang", "clear"),
];

/// Returns the voices that can be chosen: those whose language has a reader.
pub fn usable() -> impl Iterator<Item = &'static VoiceProfile> {
    ALL.iter().filter(|profile| can_read(profile.language))
}

/// Returns the voices of a language that can be chosen.
pub fn of(language: Language) -> impl Iterator<Item = &'static VoiceProfile> {
    usable().filter(move |profile| profile.language == language)
}

/// Returns the voice of that name, if it can be chosen; of a [`Blend`], the one with the largest share.
#[must_use]
pub fn find(name: &str) -> Option<&'static VoiceProfile> {
    find_one(name).or_else(|| {
        let blend = name.contains('+').then(|| Blend::read(name).ok())?;
        blend.map(|blend| blend.lead())
    })
}

/// Returns the voices of a [`Blend`], or the one of that name; none if it cannot be chosen.
#[must_use]
pub fn named(name: &str) -> Vec<&'static VoiceProfile> {
    let blend = Blend::read(name).ok();
    let parts = blend.iter().flat_map(Blend::parts);
    parts.map(|(profile, _)| *profile).collect()
}

/// Returns the voice of that name, if it can be chosen.
pub(super) fn find_one(name: &str) -> Option<&'static VoiceProfile> {
    usable().find(|profile| profile.name == name)
}

/// The most voices that one word suggests.
const MOST_NEAR: usize = 4;

/// Returns the voices that words suggest: by their name, accent, sex and sound, as in `george`,
/// `british woman` and `am-deep`; else the one with nearly the same letters.
#[must_use]
pub fn near(words: &str) -> Vec<&'static str> {
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let fits = |profile: &&VoiceProfile| parts.iter().all(|part| profile.is_like(part));
    let found = usable().filter(fits).map(|profile| profile.name);
    let found: Vec<&str> = found.take(MOST_NEAR).collect();
    if !found.is_empty() && !parts.is_empty() {
        return found;
    }
    if let Some(name) = nearest(&lower, usable().map(|profile| profile.name)) {
        return vec![name];
    }
    let own = parts.last().copied().unwrap_or_default();
    let stem = nearest(own, usable().map(VoiceProfile::own_name));
    let named = usable().find(|profile| Some(profile.own_name()) == stem);
    named.map(|profile| profile.name).into_iter().collect()
}

/// Words for women, in names of voices and roles.
const WOMEN: &[&str] = &[
    "woman",
    "women",
    "female",
    "girl",
    "lady",
    "mother",
    "mum",
    "grandmother",
    "granny",
    "aunt",
    "sister",
    "daughter",
    "queen",
    "princess",
    "witch",
    "mrs",
    "miss",
    "ms",
    "wife",
    "widow",
    "nun",
];

/// Words for men, in names of voices and roles.
const MEN: &[&str] = &[
    "man",
    "men",
    "male",
    "boy",
    "gentleman",
    "father",
    "dad",
    "grandfather",
    "grandpa",
    "uncle",
    "brother",
    "son",
    "king",
    "prince",
    "wizard",
    "mr",
    "sir",
    "husband",
    "monk",
    "lord",
];

/// Returns the voice of a language that fits words best, such as the name of a voice that is not
/// here. Equal words give the same voice, unless it is taken. English voices stand in for a language
/// without voices.
#[must_use]
pub fn fitting(language: Language, words: &str, taken: &[&str]) -> &'static VoiceProfile {
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let own: Vec<&VoiceProfile> = of(language).collect();
    let all = match own.is_empty() {
        true => of(Language::English).collect(),
        false => own,
    };
    // A voice that is taken comes after all others, and one of the other sex after those that fit.
    let score = |profile: &VoiceProfile| {
        let (own, other) = match profile.sex {
            Sex::Woman => (WOMEN, MEN),
            Sex::Man => (MEN, WOMEN),
        };
        let says = |words: &[&str]| parts.iter().any(|part| words.contains(part));
        let fits = says(own) || !says(other);
        let likeness = parts.iter().filter(|part| profile.is_like(part)).count();
        (!taken.contains(&profile.name), fits, likeness)
    };
    let best = all.iter().map(|profile| score(profile)).max();
    let best: Vec<&VoiceProfile> = all
        .iter()
        .copied()
        .filter(|profile| Some(score(profile)) == best)
        .collect();
    let hash = fingerprint::of("a fitting voice", 1, lower.as_str());
    let number = usize::from(u16::from_le_bytes([hash[0], hash[1]]));
    best.get(number % best.len().max(1))
        .copied()
        .unwrap_or(&ALL[0])
}

/// Returns whether an unknown name seems to be a misspelt name of a voice here. Such names begin with
/// two letters for language and sex, are the name without them, or describe voices: `af_hart`,
/// `george`, `british woman`. Other names may be those of voices elsewhere.
#[must_use]
pub fn is_misspelt(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let code = parts.first().copied().unwrap_or_default().as_bytes();
    let is_code = match *code {
        // `cf_anna` has the form of a name, with the letter of no language.
        [_, _] if lower.as_bytes().get(2) == Some(&b'_') => true,
        [language, b'f' | b'm'] => b"abefhijpz".contains(&language),
        _ => false,
    };
    let fits = |profile: &VoiceProfile| parts.iter().all(|part| profile.is_like(part));
    // One word is compared strictly, because people have names that are like others.
    let is_near = |own: &&str| {
        own.as_bytes().first() == lower.as_bytes().first() && own.len().abs_diff(lower.len()) < 2
    };
    let own = usable().map(VoiceProfile::own_name);
    let is_own = parts.len() == 1 && nearest(&lower, own).as_ref().is_some_and(is_near);
    let is_name = nearest(&lower, usable().map(|profile| profile.name)).is_some();
    is_code && parts.len() > 1 || is_name || is_own || usable().any(fits)
}

impl VoiceProfile {
    /// Returns what the voice speaks, as a person says it: `British`, `Spanish`.
    #[must_use]
    pub fn speaks(&self) -> &'static str {
        match self.accent {
            Some(Accent::American) => "American",
            Some(Accent::British) => "British",
            None => self.language.title(),
        }
    }

    /// Returns the tag (BCP 47) of what it speaks: `en-GB`, `pt-BR`.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        match (self.accent, self.language) {
            (Some(Accent::American), _) => "en-US",
            (Some(Accent::British), _) => "en-GB",
            (None, Language::Portuguese) => "pt-BR",
            (None, language) => language.name(),
        }
    }

    /// Returns the name without its letters for language and sex.
    fn own_name(&self) -> &'static str {
        self.name
            .split_once('_')
            .map_or(self.name, |(_, name)| name)
    }

    /// Returns whether a word in small letters describes the voice.
    fn is_like(&self, word: &str) -> bool {
        let accent: &[&str] = match self.accent {
            Some(Accent::American) => &["american", "us", "usa", "america", "en-us"],
            Some(Accent::British) => &["british", "english", "uk", "england", "gb"],
            None => &[self.language.name()],
        };
        let language = self.accent.is_none() && Language::near(word) == Some(self.language);
        let sex = match self.sex {
            Sex::Woman => ["woman", "female", "girl", "lady", "f"],
            Sex::Man => ["man", "male", "boy", "gentleman", "m"],
        };
        let prefix = self.name.split('_').next().unwrap_or_default();
        let mut about = self.about.split(|c: char| !c.is_alphanumeric());
        self.own_name() == word
            || prefix == word
            || accent.contains(&word)
            || language
            || sex.contains(&word)
            || about.any(|own| own.len() > 2 && own == word)
            || matches!(
                (word, self.about.contains("mature")),
                ("old" | "older", true)
            )
            || word == "voice"
    }
}

/// A voice's styles, one for every length of speech.
#[derive(Debug)]
pub struct Styles {
    rows: Vec<f32>,
}

impl Styles {
    /// Reads the styles from the pack.
    ///
    /// # Errors
    /// When the file cannot be read or is too short.
    fn load(pack: &Pack, name: &str) -> io::Result<Styles> {
        let bytes = fs::read(pack.voice(name))?;
        let mut rows = Vec::new();
        read_samples(&mut rows, &bytes);
        if rows.len() != LONGEST * STYLE {
            let reason = format!(
                "`{name}` has {} numbers, not {}",
                rows.len(),
                LONGEST * STYLE
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(Styles { rows })
    }

    /// Reads the styles of all voices of a blend, and mixes them by their shares.
    ///
    /// # Errors
    /// When a file cannot be read or is too short.
    pub fn of(pack: &Pack, blend: &Blend) -> io::Result<Styles> {
        if let [(one, _)] = blend.parts() {
            return Styles::load(pack, one.name);
        }
        let mut rows = vec![0.0; LONGEST * STYLE];
        for (profile, share) in blend.parts() {
            let own = Styles::load(pack, profile.name)?.rows;
            for (mixed, own) in rows.iter_mut().zip(own) {
                *mixed += *share as f32 * own;
            }
        }
        Ok(Styles { rows })
    }

    /// Returns the style for `count` phonemes, from 1 to [`LONGEST`].
    #[must_use]
    pub fn for_phonemes(&self, count: usize) -> &[f32] {
        let row = count.clamp(1, LONGEST) - 1;
        &self.rows[row * STYLE..(row + 1) * STYLE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_contain_accent_and_sex() {
        assert_eq!(ALL.len(), 54);
        assert!(ALL.is_sorted_by_key(|profile| profile.name));
        let george = find("bm_george").unwrap();
        assert_eq!(
            (george.tag(), george.sex, george.speaks()),
            ("en-GB", Sex::Man, "British")
        );
        let heart = find("af_heart").unwrap();
        assert_eq!(
            (heart.tag(), heart.sex, heart.speaks()),
            ("en-US", Sex::Woman, "American")
        );
        let english = of(Language::English).map(|profile| profile.name);
        assert_eq!(english.count(), 28);
    }

    #[test]
    fn a_fitting_voice_stays_the_same_and_is_free() {
        let fit = |words: &str| fitting(Language::English, words, &[]).name;
        assert_eq!(fit("darth"), fit("Darth"));
        assert!(fit("british woman").starts_with("bf_"));
        assert!(fit("station-man").starts_with("am_") || fit("station-man").starts_with("bm_"));
        assert_eq!(fit("narrator-emma"), "bf_emma");
        assert_eq!(&fit("old-king")[1..3], "m_");
        assert_eq!(&fit("george the queen mother")[1..3], "f_");
        let other = fitting(Language::English, "darth", &[fit("darth")]).name;
        assert_ne!(other, fit("darth"));
        assert_eq!(
            fitting(Language::French, "darth", &["ff_siwis"]).name,
            "ff_siwis"
        );
        assert_eq!(
            fitting(Language::German, "x", &[]).language,
            Language::English
        );
        let several: Vec<&str> = ["anna", "vera", "tom", "otto"].map(fit).to_vec();
        assert!(
            several.iter().any(|name| *name != several[0]),
            "{several:?}"
        );
    }

    #[test]
    fn names_that_look_like_those_of_the_pack_are_misspelt() {
        for name in [
            "af_hart",
            "bm_gorge",
            "BM-George",
            "af heart",
            "xf_anna",
            "george",
            "gorge",
            "emna",
            "british woman",
            "am-deep",
            "af-anna",
        ] {
            assert!(is_misspelt(name), "{name}");
        }
        for name in [
            "narrator-anna",
            "darth",
            "studio-voice-2",
            "mr-smith",
            "old-witch",
        ] {
            assert!(!is_misspelt(name), "{name}");
        }
    }

    #[test]
    fn only_voices_whose_language_is_read_can_be_chosen() {
        for profile in ALL {
            assert_eq!(find(profile.name).is_some(), can_read(profile.language));
        }
    }
}
