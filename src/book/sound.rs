//! The sounds that a show can name: its own, and those of the library.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Spanned, nearest};
use crate::script::{self, Script, SoundSource};
use crate::units::Decibels;
use crate::world::{ReachError, Stock, World};

/// A sound by the name that cues use.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    pub name: String,
    pub from: SoundFrom,
    pub gain: Decibels,
    /// Whether it is the room itself, which a hush leaves.
    pub room: bool,
    /// Where the script speaks of it, for what is found out later.
    pub span: crate::diagnostic::Span,
}

/// What makes a sound.
#[derive(Clone, Debug, PartialEq)]
pub enum SoundFrom {
    /// A recipe of the library with its settings.
    Recipe {
        name: String,
        settings: Vec<(String, String)>,
    },
    /// A file, and the hash of what it holds.
    File { path: String, hash: [u8; 32] },
}

/// Binds the show's own sounds, and those of the library that its cues name.
pub fn bind(
    script: &Script,
    world: &dyn World,
    stock: &dyn Stock,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Sound> {
    let mut sounds = Vec::new();
    let before = diagnostics.len();
    for sound in &script.sounds {
        if diagnostics.len() - before > MAX_MISTAKES {
            break;
        }
        let from = match &sound.source {
            Some(SoundSource::Recipe(name)) => recipe(sound, name, stock, diagnostics),
            Some(SoundSource::File(path)) => file(path, world, diagnostics),
            None => None,
        };
        if let Some(from) = from {
            sounds.push(Sound {
                name: sound.name.value.clone(),
                room: is_room(&from),
                from,
                gain: sound.gain.as_ref().map_or(Decibels(0.0), |gain| gain.value),
                span: sound.span,
            });
        }
    }
    let recipes = stock.recipes();
    let own = script.sounds.iter().map(|sound| sound.name.as_str());
    let mut named: BTreeSet<&str> = own.collect();
    for name in script.cues.iter().filter_map(script::Cue::sound) {
        if recipes.contains(&name.value.as_str()) && named.insert(&name.value) {
            sounds.push(Sound {
                name: name.value.clone(),
                from: SoundFrom::Recipe {
                    name: name.value.clone(),
                    settings: Vec::new(),
                },
                gain: Decibels(0.0),
                room: name.value == ROOM,
                span: name.span,
            });
        }
    }
    sounds
}

/// The recipe of what is heard when nothing is.
const ROOM: &str = "room-tone";

fn is_room(from: &SoundFrom) -> bool {
    matches!(from, SoundFrom::Recipe { name, .. } if name == ROOM)
}

fn recipe(
    sound: &script::Sound,
    name: &Spanned<String>,
    stock: &dyn Stock,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SoundFrom> {
    if !stock.recipes().contains(&name.value.as_str()) {
        // An unknown recipe is reported where the script is read.
        return None;
    }
    let settings: Vec<(String, String)> = sound
        .settings
        .iter()
        .map(|(key, value)| (key.value.clone(), value.value.clone()))
        .collect();
    for problem in stock.check(&name.value, &settings) {
        let span = sound
            .settings
            .get(problem.setting)
            .map_or(name.span, |(key, value)| {
                crate::diagnostic::Span::new(key.span.start, value.span.end)
            });
        let diagnostic = Diagnostic::error("sound-setting", span, problem.message);
        diagnostics.push(match problem.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }
    Some(SoundFrom::Recipe {
        name: name.value.clone(),
        settings,
    })
}

fn file(
    path: &Spanned<String>,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SoundFrom> {
    match world.read(&path.value) {
        Ok(bytes) => Some(SoundFrom::File {
            path: path.value.clone(),
            hash: *blake3::hash(&bytes).as_bytes(),
        }),
        Err(error) => {
            diagnostics.push(out_of_reach(path, &error, world));
            None
        }
    }
}

/// What an author is told of a file that cannot be read.
pub fn out_of_reach(path: &Spanned<String>, error: &ReachError, world: &dyn World) -> Diagnostic {
    let code = match error {
        ReachError::Absolute(_) | ReachError::Outside(_) => "path-outside",
        ReachError::Missing(_) => "missing-file",
        ReachError::NotAFile(_) | ReachError::TooLarge { .. } | ReachError::Io { .. } => {
            "unreadable-file"
        }
    };
    let diagnostic = Diagnostic::error(code, path.span, error.to_string());
    match error {
        ReachError::Missing(missing) => match nearest_file(missing, world) {
            Some(name) => diagnostic.mend(format!("the nearest is `{name}`"), path.span, name),
            None => diagnostic.hint("paths are relative to the script"),
        },
        ReachError::Absolute(_) | ReachError::Outside(_) => diagnostic.hint(
            "a script reads its own folder, and the folders that `library:` in your config.yaml allows",
        ),
        _ => diagnostic,
    }
}

fn nearest_file(missing: &str, world: &dyn World) -> Option<String> {
    let names = world.neighbours();
    let name = nearest(missing, names.iter().map(String::as_str));
    name.map(str::to_owned)
}
