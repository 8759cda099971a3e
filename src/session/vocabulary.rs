//! The names that a script can use, with their descriptions: voices, targets, tones, the
//! sounds of the library and their settings.

use std::sync::LazyLock;

use crate::book::target::{Level, TARGETS, Target};
use crate::mix::compose::tone_level;
use crate::session::specimen;
use cuebook_remote::Roster;
use cuebook_script::Tone;
use cuebook_script::schema::{Described, LibrarySound, Setting, SettingTakes, Vocabulary};
use cuebook_synth::recipe::{self, Kind, Param, Recipe, Takes};
use cuebook_voice::kokoro::voices::{self, Sex};
use cuebook_yaml::mapping::Words;

/// Returns the names of this program.
#[must_use]
pub fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
        words: [
            ("voice", voices()),
            ("target", targets()),
            ("tone", tones()),
        ]
        .into(),
        sounds: recipe::names()
            .filter_map(recipe::find)
            .map(sound)
            .collect(),
    });
    &VOCABULARY
}

/// Returns the sounds of the library with their settings.
#[must_use]
pub(crate) fn sounds() -> Vec<Described> {
    let sounds = vocabulary().sounds.iter();
    let described = sounds.map(|sound| word(&sound.name, sound.described.clone()));
    described.collect()
}

/// Returns the voices with their descriptions.
#[must_use]
pub(crate) fn voices() -> Vec<Described> {
    let voices = voices::usable().map(|voice| {
        let sex = match voice.sex {
            Sex::Woman => "woman",
            Sex::Man => "man",
        };
        word(
            voice.name,
            format!("{} {sex}: {}", voice.speaks(), voice.about),
        )
    });
    voices.collect()
}

/// Returns the voices with their descriptions, and those of a configuration.
#[must_use]
pub(crate) fn all_voices(roster: &Roster) -> Vec<Described> {
    let own = roster.speakers.iter().map(|speaker| {
        let engine = roster.engines.get(speaker.engine);
        let engine = engine.map_or("", |engine| engine.name.as_str());
        let about = speaker.about();
        let about = if about.is_empty() {
            "a voice".to_owned()
        } else {
            about
        };
        word(&speaker.name, format!("{about}, of your engine {engine}"))
    });
    voices().into_iter().chain(own).collect()
}

/// Returns the description of a sound and all its settings, in Markdown.
#[must_use]
pub(crate) fn described(recipe: &Recipe) -> String {
    let kind = match recipe.kind {
        Kind::Spot => "plays once",
        Kind::Bed => "plays continuously",
    };
    let mut text = format!("{} It {kind}.", recipe.about);
    if !recipe.params.is_empty() {
        text += "\n";
    }
    for param in &recipe.params {
        text += &format!("\n- `{}`: {}", param.name, setting(param));
    }
    text
}

/// Returns the description of a setting with its range and its default, in Markdown.
#[must_use]
pub(crate) fn setting(param: &Param) -> String {
    let setting = specimen::Setting::of(param);
    format!(
        "{}; {}. Default: `{}`.",
        setting.about, setting.range, setting.default
    )
}

fn word(name: &str, about: String) -> Described {
    Described {
        name: name.to_owned(),
        about,
    }
}

fn sound(recipe: &Recipe) -> LibrarySound {
    let settings = recipe.params.iter().map(|param| Setting {
        name: param.name.clone(),
        described: setting(param),
        default: param.takes.default_text(),
        takes: match &param.takes {
            Takes::Word { words, .. } => SettingTakes::Words(words.clone()),
            Takes::Quantity { default, low, high } if default.unit().is_empty() => {
                SettingTakes::Number(low.value, high.value)
            }
            Takes::Quantity { default, .. } => SettingTakes::Quantity(default.dimension.names()),
        },
    });
    LibrarySound {
        name: recipe.name.clone(),
        about: recipe.about.clone(),
        described: described(recipe),
        settings: settings.collect(),
    }
}

fn targets() -> Vec<Described> {
    let targets = TARGETS.iter();
    let described = targets.map(|target| word(target.name, levels(target)));
    described.collect()
}

fn levels(target: &Target) -> String {
    let level = match target.level {
        Level::Loudness { at, .. } => format!("{} LUFS", at.0),
        Level::Rms(_) => format!("{} dB RMS", target.level.aim()),
    };
    format!("{level}, true peak {} dBTP", target.peak.0)
}

/// Returns the tones with their descriptions and gains.
fn tones() -> Vec<Described> {
    let tones = Tone::CHOICE.words.iter().zip(Tone::NAMES);
    let described = tones.map(|(about, (name, tone))| {
        let level = match tone_level((*tone).into()).0 {
            0.0 => String::new(),
            level => format!("; {level:+} dB").replace('-', "−"),
        };
        word(name, format!("{}{level}", about.about.trim()))
    });
    described.collect()
}
