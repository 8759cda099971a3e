//! Binds the sounds that a show can name: its own, and those of the library.

use std::collections::BTreeSet;

use crate::world::{Catalog, Reach, ReachError, RecipeRef, World};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Severity, Span, Spanned, nearest};
use cuebook_core::id::{IdVec, SoundId};
use cuebook_core::sound_format::LIBRARY;
pub(crate) use cuebook_core::trim::Trim;
use cuebook_core::units::{Decibels, Metres, PerMinute, Seconds};
use cuebook_core::utf8;
use cuebook_script::read::sounds::RECORDED_FROM;
use cuebook_script::{Script, SoundSource};
use cuebook_yaml::quantity::{self, Density, Distance, Measured};

/// A sound with its name in cues.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    pub name: String,
    pub from: SoundFrom,
    pub gain: Decibels,
    /// How captions describe it, if the script says; `none` for not at all.
    pub caption: Option<String>,
    /// The distance of the sound from the listener, if the script sets one.
    pub distance: Option<Metres>,
    /// The distances at which it can be heard.
    pub reach: Reach,
    /// Whether it is a room tone, which a hush does not silence.
    pub room: bool,
    /// The place of the sound in the script, for later diagnostics.
    pub span: Span,
}

impl Sound {
    /// Returns the distance at which a cue hears the sound; that of the cue
    /// wins.
    #[must_use]
    pub fn heard_from(&self, cue: &cuebook_script::Cue) -> Metres {
        let own = cue.place.distance.as_ref().map(|distance| distance.value);
        own.or(self.distance).unwrap_or(self.reach.usual)
    }
}

impl Sound {
    /// Returns the path of its file, if it is read from one.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match &self.from {
            SoundFrom::File { path, .. } => Some(path),
            SoundFrom::Recipe { .. } => None,
        }
    }
}

/// Returns the settings of a recipe with another density, which is the last
/// setting.
#[must_use]
pub(crate) fn at_density(
    settings: &[(String, String)],
    PerMinute(density): PerMinute,
) -> Vec<(String, String)> {
    let others = settings.iter().filter(|(name, _)| name != "density");
    let density = ("density".to_owned(), format!("{density}/min"));
    others.cloned().chain([density]).collect()
}

/// The source of a sound.
#[derive(Clone, Debug, PartialEq)]
pub enum SoundFrom {
    /// A recipe with its settings.
    Recipe {
        recipe: RecipeRef,
        settings: Vec<(String, String)>,
    },
    /// A file: its path, the hash of its content, and the part that is used.
    File {
        path: String,
        hash: [u8; 32],
        trim: Trim,
    },
}

/// The bound sounds of a show.
pub(crate) struct Bound {
    pub sounds: IdVec<SoundId, Sound>,
    /// The recipes in the show's own files. Mistakes refer to a recipe by its
    /// index here.
    pub recipes: Vec<RecipeRef>,
}

/// Binds the show's own sounds, and those of the library that its cues name.
pub(crate) fn bind(
    script: &Script,
    world: &dyn World,
    stock: &dyn Catalog,
    diagnostics: &mut Vec<Diagnostic>,
) -> Bound {
    let mut sounds = IdVec::default();
    let mut recipes = Vec::new();
    let before = diagnostics.len();
    for sound in &script.sounds {
        if diagnostics.len() - before > MAX_MISTAKES {
            break;
        }
        let from = match &sound.source {
            Some(SoundSource::Recipe(name)) => recipe(sound, name, stock, diagnostics),
            Some(SoundSource::Own(path)) => own(path, (world, stock), &mut recipes, diagnostics)
                .map(|recipe| set(sound, (recipe, path.span), stock, diagnostics)),
            Some(SoundSource::File(path)) => file(sound, path, world, diagnostics),
            None => None,
        };
        if let Some(from) = from {
            sounds.push(Sound {
                name: sound.name.value.clone(),
                room: is_room(&from),
                caption: sound.caption.as_ref().map(|words| words.value.clone()),
                distance: sound.distance.as_ref().map(|distance| distance.value),
                reach: reach(&from, sound, stock),
                from,
                gain: sound.gain.as_ref().map_or(Decibels(0.0), |gain| gain.value),
                span: sound.span,
            });
        }
    }
    let library = stock.recipes();
    let own = script.sounds.iter().map(|sound| sound.name.as_str());
    let mut named: BTreeSet<&str> = own.collect();
    for name in script.named_sounds() {
        if named.contains(name.as_str()) {
            continue;
        }
        let from = if library.contains(&name.as_str()) {
            let recipe = RecipeRef::of_library(name);
            let reach = stock.reach(&recipe);
            let settings = Vec::new();
            Some((reach, SoundFrom::Recipe { recipe, settings }))
        } else if name.starts_with(LIBRARY) {
            let file = read_file(name, Trim::default(), world, diagnostics);
            file.map(|file| (None, file))
        } else {
            // The script reader reports an unknown name.
            None
        };
        named.insert(name);
        if let Some((reach, from)) = from {
            sounds.push(Sound {
                name: name.value.clone(),
                reach: reach.unwrap_or(Reach::ANYWHERE),
                caption: None,
                distance: None,
                gain: Decibels(0.0),
                room: is_room(&from),
                from,
                span: name.span,
            });
        }
    }
    Bound { sounds, recipes }
}

/// The recipe of the room tone: the sound of a quiet room.
const ROOM: &str = "room-tone";

fn is_room(from: &SoundFrom) -> bool {
    matches!(from, SoundFrom::Recipe { recipe, .. } if recipe.name == ROOM)
}

/// Returns the distances at which a sound can be heard. A setting of the script
/// replaces the default.
fn reach(from: &SoundFrom, sound: &cuebook_script::Sound, stock: &dyn Catalog) -> Reach {
    match from {
        SoundFrom::Recipe { recipe, settings } => {
            let mut reach = stock.reach(recipe).unwrap_or(Reach::ANYWHERE);
            let set = settings.iter().find(|(name, _)| name == "distance");
            if let Some(Ok(metres)) = set.map(|(_, text)| quantity::parse(text, Distance::MEASURE))
            {
                reach.usual = Metres(metres);
            }
            let set = settings.iter().find(|(name, _)| name == "density");
            if let Some(Ok(density)) = set.map(|(_, text)| quantity::parse(text, Density::MEASURE))
            {
                reach.density = Some(PerMinute(density));
            }
            reach
        }
        SoundFrom::File { .. } => Reach {
            usual: sound
                .recorded
                .as_ref()
                .map_or(RECORDED_FROM, |recorded| recorded.value),
            ..Reach::ANYWHERE
        },
    }
}

fn recipe(
    sound: &cuebook_script::Sound,
    name: &Spanned<String>,
    stock: &dyn Catalog,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SoundFrom> {
    if !stock.recipes().contains(&name.value.as_str()) {
        // The script reader reports an unknown recipe.
        return None;
    }
    let recipe = RecipeRef::of_library(&name.value);
    Some(set(sound, (recipe, name.span), stock, diagnostics))
}

/// Reads a recipe in a file of the show. Its mistakes are reported once,
/// however often it is named.
fn own(
    path: &Spanned<String>,
    (world, stock): (&dyn World, &dyn Catalog),
    known: &mut Vec<RecipeRef>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<RecipeRef> {
    let bytes = match world.read(&path.value) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(out_of_reach(path, &error, world));
            return None;
        }
    };
    let text = match utf8::text(bytes) {
        Ok(text) => text,
        Err(fault) => {
            let message = format!("`{}` {fault}", path.value);
            let mistake = Diagnostic::error("unreadable-file", path.span, message);
            diagnostics.push(mistake.hint(fault.hint()));
            return None;
        }
    };
    let recipe = RecipeRef {
        name: path.value.clone(),
        own: Some(text.into()),
    };
    let mistakes = stock.proof(&recipe);
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    let sound = (!mistakes.iter().any(is_error)).then(|| recipe.clone());
    if !known.contains(&recipe) {
        let number = known.len();
        diagnostics.extend(mistakes.into_iter().map(|found| found.in_recipe(number)));
        known.push(recipe);
    }
    sound
}

/// Returns a recipe with the settings of the script.
fn set(
    sound: &cuebook_script::Sound,
    (recipe, span): (RecipeRef, Span),
    stock: &dyn Catalog,
    diagnostics: &mut Vec<Diagnostic>,
) -> SoundFrom {
    let settings: Vec<(String, String)> = sound
        .settings
        .iter()
        .map(|(key, value)| (key.value.clone(), value.value.clone()))
        .collect();
    for problem in stock.check(&recipe, &settings) {
        let span = sound
            .settings
            .get(problem.setting)
            .map_or(span, |(key, value)| {
                Span::new(key.span.start, value.span.end)
            });
        let diagnostic = Diagnostic::error("sound-setting", span, problem.message);
        diagnostics.push(match problem.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }
    SoundFrom::Recipe { recipe, settings }
}

fn file(
    sound: &cuebook_script::Sound,
    path: &Spanned<String>,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SoundFrom> {
    let trim = Trim {
        start: sound.start.as_ref().map_or(Seconds(0.0), |s| s.value),
        end: sound.end.as_ref().map(|end| end.value),
        cross_fade: sound.cross_fade.as_ref().map(|fade| fade.value),
    };
    read_file(path, trim, world, diagnostics)
}

/// Reads a file of a show, and reports one that cannot be read.
fn read_file(
    path: &Spanned<String>,
    trim: Trim,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SoundFrom> {
    match world.read(path) {
        Ok(bytes) => Some(SoundFrom::File {
            path: path.value.clone(),
            hash: *blake3::hash(&bytes).as_bytes(),
            trim,
        }),
        Err(error) => {
            diagnostics.push(out_of_reach(path, &error, world));
            None
        }
    }
}

/// Returns the diagnostic for a file that cannot be read.
pub(crate) fn out_of_reach(
    path: &Spanned<String>,
    error: &ReachError,
    world: &dyn World,
) -> Diagnostic {
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
            None if missing.starts_with(LIBRARY) => diagnostic.hint(
                "`lib/` means the folders that `library:` in your config.yaml allows; `cuebook sounds list WORD` finds files there",
            ),
            None => diagnostic.hint("paths are relative to the script"),
        },
        ReachError::Absolute(_) | ReachError::Outside(_) => diagnostic.hint(
            "a script reads its own folder, and the folders that `library:` in your config.yaml allows",
        ),
        _ => diagnostic,
    }
}

/// Returns the file of the user's library that a name most likely means. Each of its folders may be misspelt too.
fn nearest_in_library(name: &str, world: &dyn World) -> Option<String> {
    let (folders, file) = name
        .rsplit_once('/')
        .map_or((None, name), |(folders, file)| (Some(folders), file));
    let mut folder = LIBRARY.to_owned();
    for part in folders.into_iter().flat_map(|folders| folders.split('/')) {
        let wanted = format!("{folder}{part}/");
        let inner = world.in_library(&folder);
        let inner = inner
            .iter()
            .map(String::as_str)
            .filter(|name| name.ends_with('/'));
        let all: Vec<&str> = inner.collect();
        folder = match all.contains(&wanted.as_str()) {
            true => wanted,
            false => nearest(&wanted, all)?.to_owned(),
        };
    }
    let files = world.in_library(&folder);
    let files = files.iter().filter(|name| !name.ends_with('/'));
    let open = |name: &str| {
        name.rsplit_once('.')
            .map_or(name.to_owned(), |(open, _)| open.to_owned())
    };
    let named: Vec<(String, &String)> = files.map(|file| (open(file), file)).collect();
    let wanted = open(&format!("{folder}{file}"));
    let near = nearest(&wanted, named.iter().map(|(open, _)| open.as_str()))?;
    let found = named.iter().find(|(open, _)| open == near);
    found.map(|(_, file)| (*file).clone())
}

fn nearest_file(missing: &str, world: &dyn World) -> Option<String> {
    if let Some(name) = missing.strip_prefix(LIBRARY) {
        return nearest_in_library(name, world);
    }
    let names = world.neighbours();
    let name = nearest(missing, names.iter().map(String::as_str));
    name.map(str::to_owned)
}
