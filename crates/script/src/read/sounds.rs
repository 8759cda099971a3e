//! Sounds: the show's names for recipes and audio files.
//!
//! The settings of a recipe are stored as written and checked later against the recipe. Every name
//! is kept, even if its settings are wrong.

use super::names::{AudioPath, ReadNames, RecipeName};
use crate::what;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned};
use cuebook_core::units::{Metres, Seconds};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Declared, Field, Fields, Kinds, Reader, Slot, Takes, Text, Value, mapping,
};
use cuebook_yaml::quantity::{Distance, Duration, Level};

/// The file endings of the show's recipes.
const OWN: [&str; 2] = [".yaml", ".yml"];

/// The keys that name the source of a sound.
const SOURCES: [&str; 2] = ["recipe", "file"];

const RECIPE: &[&str] = &["recipe"];
const FILE: &[&str] = &["file"];

/// The microphone distance of a file if the script gives none.
pub const RECORDED_FROM: Metres = Metres(1.0);

mapping! {
    /// The show's name for a sound, with its settings.
    pub struct Sound: "a-sound", "a sound", "guns: { recipe: artillery }" {
        /// The name of the sound: `guns`.
        name: Spanned<String>,
        /// The recipe's parameters as written: `density: 40/min`, in order.
        settings: Vec<(Spanned<String>, Spanned<String>)>,
        /// The place of the sound in the script.
        span: Span,
    } keys {
        /// The name of a [recipe](#recipes) of the library, or the path of a custom recipe (`sounds/drip.yaml`). Further keys are its settings.
        source = "recipe": Recipe { of: RECIPE, examples: &["artillery"] }
            | /// The path of an audio file: WAV, AIFF, FLAC, OGG (Vorbis, Opus or FLAC), MP3, M4A (AAC or ALAC) and AAC.
              "file": AudioPath { of: FILE, examples: &["sounds/siren.flac"] },
        /// Added to the gain of every cue that uses it.
        gain: Level { default: Number(0.0), examples: &["-3dB"] },
        /// The place in the file where it begins.
        start: Duration { of: FILE, default: Number(0.0), examples: &["1.5s"] },
        /// The place in the file where it ends.
        end: Duration { of: FILE, default: Described("the end of the file"), examples: &["20s"] },
        /// The time for which its end and its beginning overlap in a loop, at most half of its length.
        cross_fade = "cross-fade": Duration { of: FILE, default: Described("see [loops](#cues)"), examples: &["2s"] },
        /// The distance from the microphone to the source in the recording.
        recorded: Distance { of: FILE, default: Number(RECORDED_FROM.0), examples: &["5m"] },
        /// The distance to the listener, see [place](#distance-and-barriers).
        distance: Distance { of: FILE, default: Described("as recorded"), examples: &["80m"] },
        /// How [captions](publishing.md#captions-and-transcripts) describe it; `none` leaves it out.
        caption: Text { default: Described("that of its recipe, or its name"), examples: &["rain on a tin roof"] },
        /// The author of the sound; `cuebook credits` lists it.
        credit: Text { examples: &["A. Ringer"] },
        /// The terms under which it may be used.
        licence: Text { examples: &["CC0-1.0"] },
    }
    rules: &[
        OneOf {
            keys: &["recipe", "file"],
            called: "recipe` or `file",
            why: "a sound is made by a recipe or read from a file",
        },
    ];
    kinds:
        RECIPE "recipe", "a sound", "guns: { recipe: artillery }", open;
        FILE "file", "a sound from a file", "siren: { file: sounds/siren.flac }";
}

impl Sound {
    /// The kinds of sounds.
    pub const KINDS: &'static Kinds = &Kinds {
        id: "any-sound",
        kinds: &[Sound::RECIPE, Sound::FILE],
        lacks: "a sound has a recipe or a file",
    };

    /// Returns the keys that are not settings in a sound of a recipe: those that it has, and those
    /// that are not allowed there.
    #[must_use]
    pub fn keys() -> Vec<&'static str> {
        let own = Sound::RECIPE.keys().map(|key| key.name);
        own.chain(FILE.iter().copied()).collect()
    }

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Sound> {
        let name = reader.thing(what::SOUND, slot.key, slot.key_span, true);
        let open = Fields::open(slot.value, Sound::FILE);
        // Only files certainly have no settings.
        let is_file = open.is_some_and(|open| open.has("file") && open.among(RECIPE).is_empty());
        let kind = if is_file { Sound::FILE } else { Sound::RECIPE };
        let fields = reader.fields(slot.value, kind);
        let fields = fields.unwrap_or_else(|| Fields::none(slot.span(), kind));
        let mut sound = Sound::fill(reader, &fields, (name, Vec::new(), slot.span()))?;
        if let Some(SoundSource::Recipe(_) | SoundSource::Own(_)) = sound.source {
            sound.settings = settings(reader, &fields);
        }
        in_order(reader, "this sound", (&mut sound.start, &mut sound.end));
        Some(sound)
    }
}

/// Ignores a part of a file that ends before it starts.
pub(super) fn in_order(
    reader: &mut Reader<'_>,
    what: &str,
    (from, to): (&mut Option<Spanned<Seconds>>, &mut Option<Spanned<Seconds>>),
) {
    let (Some(start), Some(end)) = (&*from, &*to) else {
        return;
    };
    if end.value.0 > start.value.0 {
        return;
    }
    let message = format!("{what} ends before it starts");
    let mistake = Diagnostic::error("ends-before-it-starts", end.span, message)
        .also(Source::Script, start.span, "it starts here")
        .hint("both times count from the beginning of the file");
    reader.report(mistake);
    (*from, *to) = (None, None);
}

/// Returns the keys that are settings of a recipe, with their values as written.
fn settings(
    reader: &mut Reader<'_>,
    fields: &Fields<'_, '_>,
) -> Vec<(Spanned<String>, Spanned<String>)> {
    let keys = Sound::keys();
    let settings = fields.keyed().filter(|entry| !keys.contains(&&*entry.key));
    let settings = settings.filter_map(|entry| {
        let key = Spanned::new(entry.key.to_string(), entry.key_span);
        Some((key, Text::read(reader, Slot::of(entry))?))
    });
    settings.collect()
}

/// The sounds of a show.
pub struct Sounds;

impl Value for Sounds {
    type Of = Vec<Sound>;
    type State = ();
    const TAKES: Takes = Takes::Named(what::SOUND, &Takes::Kinds(Sound::KINDS));

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<Sound>> {
        let sounds = reader.named(slot, Sound::RECIPE.example).iter();
        let read = sounds.filter_map(|entry| Sound::read(reader, Slot::of(entry)));
        Some(read.collect())
    }
}

/// The source of a sound.
#[derive(Clone, Debug)]
pub enum SoundSource {
    /// A recipe of the library, by name.
    Recipe(Spanned<String>),
    /// A recipe file of the show, by its path relative to the script.
    Own(Spanned<String>),
    /// An audio file, relative to the script.
    File(Spanned<String>),
}

/// A recipe or a file, by its key.
pub struct Recipe;

impl Field for Recipe {
    type Field = Option<SoundSource>;
    type State = ();
    const VALUE: Takes = Takes::Refers(what::RECIPE);

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, _: &str) -> Option<Self::Field> {
        Some(match *fields.among(&SOURCES) {
            [one] if one.key == "file" => reader.path(one).map(SoundSource::File),
            [one] if is_own(one) => reader.path(one).map(SoundSource::Own),
            [one] => RecipeName::read(reader, one).map(SoundSource::Recipe),
            _ => None,
        })
    }
}

/// Returns whether a recipe is named by its file.
fn is_own(recipe: Slot<'_, '_>) -> bool {
    match &recipe.value.kind {
        Kind::Scalar(text, _) => OWN.iter().any(|end| text.ends_with(end)),
        _ => false,
    }
}
