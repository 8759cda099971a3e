//! Binds a script: every line and cue to its place in the text, every role to a
//! voice, every sound to a source. Takes a script and the files it may read;
//! returns a [`Book`] and diagnostics. A book contains everything that it
//! refers to, so later stages look up nothing by name.

pub(crate) mod barrier;
pub(crate) mod cast;
pub(crate) mod cue;
pub(crate) mod doubts;
pub(crate) mod elsewhere;
pub(crate) mod language;
pub(crate) mod line;
pub(crate) mod mark;
pub(crate) mod meta;
pub(crate) mod place;
pub(crate) mod pronounce;
pub(crate) mod ride;
pub(crate) mod seed;
pub(crate) mod settings;
pub(crate) mod sound;
pub(crate) mod space;
pub(crate) mod story;
pub(crate) mod treatment;
pub(crate) mod target;
pub(crate) mod turns;
mod unquoted;
pub(crate) mod unread;

use crate::world::{Catalog, RecipeRef, World};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span};
use cuebook_core::id::{
    BarrierId, CueId, IdVec, LineId, RoleId, SceneId, SoundId, SpaceId, WordId,
};
use cuebook_core::unseen::seen;
use cuebook_script::{Buses, Prose, Script};

pub(crate) use barrier::Barrier;
pub(crate) use cast::Role;
pub(crate) use cue::{Cue, CueKind};
pub(crate) use line::{Line, Speech};
pub(crate) use mark::{Mark, Moment};
pub(crate) use meta::Meta;
pub(crate) use ride::Ride;
pub(crate) use settings::{DuckSettings, PauseLengths};
pub(crate) use sound::{Sound, SoundFrom, Trim};
pub(crate) use space::{Acoustics, CueSpace, Device, Space};
pub(crate) use story::BookStory;
pub(crate) use target::{Level, Target};
pub(crate) use turns::{Turn, Turns};

/// A show, bound to its text.
#[derive(Clone, Debug)]
pub struct Book {
    pub title: String,
    pub meta: Meta,
    pub prose: Prose,
    pub seed: u64,
    pub roles: IdVec<RoleId, Role>,
    /// The role that reads the narration.
    pub narrator: RoleId,
    /// The lines that are heard, in the order of the text.
    pub lines: IdVec<LineId, Line>,
    pub scenes: IdVec<SceneId, Scene>,
    /// The rooms that the show declares or names.
    pub spaces: IdVec<SpaceId, Space>,
    pub sounds: IdVec<SoundId, Sound>,
    /// The recipes, the lists of pronunciations and the shared files among the show's own files.
    pub recipes: Vec<RecipeRef>,
    /// The pronunciations of the show; a later one wins.
    pub(crate) pronounced: Vec<pronounce::lists::Listed>,
    pub barriers: IdVec<BarrierId, barrier::ShowBarrier>,
    pub cues: IdVec<CueId, Cue>,
    pub pauses: PauseLengths,
    pub target: Target,
    /// The constant gain of each bus that has one, by name.
    pub buses: Buses,
    /// The turns of a path through an interactive show.
    pub(crate) turns: Turns,
    /// What the listener decides; `None` for a show in which nothing is decided.
    pub story: Option<BookStory>,
    /// The number of speech tags that are left out.
    pub tags: usize,
}

/// A part of the text in one place and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub id: String,
    pub title: String,
    /// The title of the chapter that begins with it, if one does.
    pub chapter: Option<String>,
    /// The index of its first word.
    pub word: WordId,
    /// The space in which it is heard.
    pub space: Option<SpaceId>,
}

impl Book {
    /// Returns the audio files that the show names, each with its place in the
    /// script and the part of it that is used: sounds, then recordings, then
    /// rooms.
    pub fn files(&self) -> impl Iterator<Item = (&str, Span, Option<&Trim>)> {
        let sounds = self.sounds.iter().filter_map(|sound| match &sound.from {
            SoundFrom::File { path, trim, .. } => Some((path.as_str(), sound.span, Some(trim))),
            SoundFrom::Recipe { .. } => None,
        });
        let takes = self.lines.iter().filter_map(|line| match &line.speech {
            Speech::Recording {
                path, span, trim, ..
            } => Some((path.as_str(), *span, Some(trim))),
            Speech::Voice(_) => None,
        });
        let rooms = self
            .spaces
            .iter()
            .filter_map(|space| match &space.acoustics {
                Acoustics::Recorded { path, .. } => Some((path.as_str(), space.span, None)),
                Acoustics::Open | Acoustics::Room(_) | Acoustics::Device(_) => None,
            });
        sounds.chain(takes).chain(rooms)
    }

    /// Binds a script to its text.
    #[must_use]
    pub fn bind(
        script: &Script,
        world: &dyn World,
        stock: &dyn Catalog,
    ) -> (Book, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let cut = unquoted::cut(script, &mut diagnostics);
        let script = cut.as_ref().map_or(script, |cut| &cut.script);
        let unquoted = cut.as_ref().map_or(&[][..], |cut| &cut.words);
        let parted = story::part(script, unquoted, &mut diagnostics);
        let script = parted.as_ref().map_or(script, |parted| &parted.script);
        let without = line::tags::cut(script, unquoted);
        let script = without.as_ref().map_or(script, |without| &without.script);
        let tags = without.as_ref().map_or(&[][..], |without| &without.tags);
        let finder = place::Finder::new(&script.prose);
        let spaces = space::bind(script, world, &mut diagnostics);
        let roster = world.roster();
        let cast = cast::bind(script, &spaces, (stock, &roster), &mut diagnostics);
        treatment::check(script, &mut diagnostics);
        let scenes = bind_scenes(script, &finder, &spaces, &mut diagnostics);
        let mut pronounced = pronounce::lists::bind(script, world, &mut diagnostics);
        let lexicon = std::mem::take(&mut pronounced.lexicon);
        let parties = line::Parties {
            cast: &cast,
            scenes: &scenes,
            spaces: &spaces,
            lexicon: &lexicon,
            unquoted,
            tags,
            stock,
        };
        let lines = line::bind(script, &finder, &parties, world, &mut diagnostics);
        let mut sounds = sound::bind(script, world, stock, &mut diagnostics);
        diagnostics.extend(pronounced.mistakes(sounds.recipes.len()));
        sounds.recipes.append(&mut pronounced.lists);
        let marks = mark::Marks::new(script, &finder, &lines.ids, &scenes);
        let barriers = barrier::bind(script, &marks, &mut diagnostics);
        let heard = cue::Heard {
            sounds: &sounds.sounds,
            spaces: &spaces,
            cast: &cast,
            stock,
        };
        let cues = cue::bind(script, &marks, heard, &mut diagnostics);
        let story = parted.as_ref().map(|parted| {
            let waiting = cue::waiting(script, &marks, heard, &mut diagnostics);
            let bound = story::Bound {
                script,
                places: &parted.places,
                scenes: &scenes,
                lines: &lines,
                cues: &cues,
                waiting,
            };
            story::bind(bound, (&finder, &parties), &mut diagnostics)
        });
        let meta = meta::bind(script, world, &mut diagnostics);
        let book = Book {
            title: meta.title.clone(),
            meta,
            prose: script.prose.clone(),
            seed: seed::of_show(script),
            narrator: cast.narrator,
            roles: cast.roles,
            lines: lines.heard,
            scenes,
            spaces: spaces.spaces,
            sounds: sounds.sounds,
            recipes: sounds.recipes,
            pronounced: pronounced.entries,
            barriers,
            cues,
            pauses: settings::pauses(&script.pauses),
            target: Target::of(&script.mix),
            buses: script.mix.buses.clone(),
            turns: Turns::default(),
            story,
            tags: tags.len(),
        };
        (book, readable(diagnostics))
    }
}

/// Returns the first diagnostics, errors before warnings, and the number of
/// those left out.
fn readable(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let Some(more @ 1..) = diagnostics.len().checked_sub(MAX_MISTAKES) else {
        return diagnostics;
    };
    diagnostics.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    diagnostics.truncate(MAX_MISTAKES);
    if let Some(last) = diagnostics.last() {
        let mut more = Diagnostic::error(
            "too-many-mistakes",
            Span::default(),
            format!("there are at least {more} more like this one"),
        );
        more.severity = last.severity;
        more.labels.clone_from(&last.labels);
        more.labels.truncate(1);
        diagnostics.push(more);
    }
    diagnostics
}

fn bind_scenes(
    script: &Script,
    finder: &place::Finder,
    spaces: &space::Spaces,
    diagnostics: &mut Vec<Diagnostic>,
) -> IdVec<SceneId, Scene> {
    let mut scenes: IdVec<SceneId, Scene> = IdVec::default();
    let mut last: Option<&cuebook_script::Scene> = None;
    let mut lost = 0;
    for scene in &script.scenes {
        if lost > MAX_MISTAKES {
            break;
        }
        let word = match mark::word_of(&scene.from, finder, script.prose.words.end()) {
            Ok(Some(word)) => word,
            Ok(None) => {
                diagnostics.push(wordless(scene));
                lost += 1;
                continue;
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                lost += 1;
                continue;
            }
        };
        if let (Some(before), Some(last)) = (scenes.last(), last)
            && word <= before.word
        {
            diagnostics.push(disordered(scene, last, word == before.word));
        }
        last = Some(scene);
        let title = scene.title.as_ref().map(|title| title.value.as_str());
        let title = title.filter(|title| !seen(title).trim().is_empty());
        scenes.push(Scene {
            id: scene.id.value.clone(),
            title: title.unwrap_or(&scene.id).to_owned(),
            chapter: script.chapters.title(&scene.id, title),
            word,
            space: spaces.asked(scene.space.as_ref()).flatten(),
        });
    }
    scenes
}

fn wordless(scene: &cuebook_script::Scene) -> Diagnostic {
    let message = format!(
        "scene `{}` does not begin at words of the text",
        scene.id.value
    );
    Diagnostic::error("scene-needs-words", scene.from.span, message)
        .hint("`from` takes the first words of the scene, or `start`")
}

fn disordered(
    scene: &cuebook_script::Scene,
    last: &cuebook_script::Scene,
    together: bool,
) -> Diagnostic {
    let (id, before) = (&scene.id.value, &last.id.value);
    let (message, hint) = match together {
        true => (
            format!("scene `{id}` begins at the same words as scene `{before}`"),
            "give each scene its own first words",
        ),
        false => (
            format!("scene `{id}` begins before scene `{before}`, which is listed above it"),
            "list the scenes in the order of the text",
        ),
    };
    Diagnostic::error("scene-order", scene.from.span, message)
        .also(
            Source::Script,
            last.from.span,
            format!("`{before}` begins here"),
        )
        .hint(hint)
}
