//! Sounds: the show's own names for recipes and audio files.
//!
//! In: the section `sounds`. Out: sounds, with a recipe's settings as written;
//! the recipe itself says later which it has. Always true: every name that is
//! written is kept.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Source, Spanned};
use crate::units::{Decibels, Metres, Seconds};
use crate::{FileNote, Sound, SoundSource};
use cuebook_yaml::fields::{Fields, Shape};
use cuebook_yaml::quantity::{DISTANCE, DURATION, GAIN};
use cuebook_yaml::{Entry, Kind};

/// The keys of a sound from a recipe; further ones are its settings.
pub use cuebook_core::recipe_ref::COMMON;

/// How a recipe of the show's own ends, where those of the library are names.
const OWN: [&str; 2] = [".yaml", ".yml"];

pub const SOUND: Shape = Shape {
    name: "a sound",
    keys: COMMON,
    example: "guns: { recipe: artillery }",
};

pub const FILE: Shape = Shape {
    name: "a sound from a file",
    keys: &[
        "file",
        "gain",
        "start",
        "end",
        "cross-fade",
        "recorded",
        "distance",
        "credit",
        "licence",
    ],
    example: "siren: { file: sounds/siren.flac }",
};

impl Reader<'_> {
    pub fn sounds(&mut self, section: Option<&Entry<'_>>) -> Vec<Sound> {
        let sounds = self.named(section, "sounds: { guns: { recipe: artillery } }");
        sounds.iter().map(|entry| self.sound(entry)).collect()
    }

    fn sound(&mut self, entry: &Entry<'_>) -> Sound {
        let name = self.key_name(entry, false);
        let fields = self.sound_fields(entry);
        let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
        let source = fields.as_ref().and_then(|fields| self.sound_source(fields));
        let settings = match (&source, &fields) {
            (Some(SoundSource::Recipe(_) | SoundSource::Own(_)), Some(fields)) => {
                self.recipe_settings(fields)
            }
            _ => Vec::new(),
        };
        Sound {
            name,
            gain: self.quantity(get("gain"), &GAIN, Decibels),
            settings,
            credit: self.text(get("credit")),
            licence: self.text(get("licence")),
            file: match (&source, &fields) {
                (Some(SoundSource::File(_)), Some(fields)) => self.file_note(fields),
                _ => FileNote::default(),
            },
            source,
            span: entry.value.span,
        }
    }

    fn sound_fields<'n, 's>(&mut self, entry: &'n Entry<'s>) -> Option<Fields<'n, 's>> {
        let Some(fields) = Fields::open(&entry.value, &SOUND) else {
            return self.fields(&entry.value, &SOUND);
        };
        // Only what is known to be a file is known to have no settings.
        if fields.get("file").is_some() && fields.get("recipe").is_none() {
            return self.fields(&entry.value, &FILE);
        }
        Some(fields)
    }

    fn sound_source(&mut self, fields: &Fields<'_, '_>) -> Option<SoundSource> {
        let sources = fields.among(&["recipe", "file"]);
        match sources.as_slice() {
            [one] if one.key == "recipe" && is_own(one) => {
                self.path(Some(one)).map(SoundSource::Own)
            }
            [one] if one.key == "recipe" => self.name(Some(one)).map(SoundSource::Recipe),
            [one] => self.path(Some(one)).map(SoundSource::File),
            [] => {
                let example = "{ recipe: artillery }` or `{ file: sounds/siren.flac }";
                self.missing(fields, "recipe` or `file", example);
                None
            }
            both => {
                self.exclusive(both, "a sound is made by a recipe or read from a file");
                None
            }
        }
    }

    fn file_note(&mut self, fields: &Fields<'_, '_>) -> FileNote {
        let note = FileNote {
            start: self.quantity(fields.get("start"), &DURATION, Seconds),
            end: self.quantity(fields.get("end"), &DURATION, Seconds),
            cross_fade: self.quantity(fields.get("cross-fade"), &DURATION, Seconds),
            recorded: self.quantity(fields.get("recorded"), &DISTANCE, Metres),
            distance: self.quantity(fields.get("distance"), &DISTANCE, Metres),
        };
        if let (Some(start), Some(end)) = (&note.start, &note.end)
            && end.value.0 <= start.value.0
        {
            let message = "this sound ends before it starts";
            let mistake = Diagnostic::error("ends-before-it-starts", end.span, message)
                .also(Source::Script, start.span, "it starts here")
                .hint("both are times in the file: from its own beginning");
            self.report(mistake);
            return FileNote {
                start: None,
                end: None,
                ..note
            };
        }
        note
    }

    fn recipe_settings(
        &mut self,
        fields: &Fields<'_, '_>,
    ) -> Vec<(Spanned<String>, Spanned<String>)> {
        let mut settings = Vec::new();
        for entry in fields.entries() {
            if COMMON.contains(&&*entry.key) {
                continue;
            }
            let key = Spanned::new(entry.key.to_string(), entry.key_span);
            if let Some(value) = self.text(Some(entry)) {
                settings.push((key, value));
            }
        }
        settings
    }
}

/// Whether a recipe is named by its file.
fn is_own(recipe: &Entry<'_>) -> bool {
    match &recipe.value.kind {
        Kind::Scalar(text, _) => OWN.iter().any(|end| text.ends_with(end)),
        _ => false,
    }
}
