//! The prompt book: every line and cue tied to its place in the text, every
//! role to a voice, every sound to a source.
//!
//! In: a script, and the world it may reach. Out: a [`Book`], and what an author
//! has to mend. Always true: whatever the book refers to exists in it, so the
//! stages after it look nothing up by name.

pub mod cast;
pub mod cue;
pub mod line;
pub mod mark;
pub mod place;
pub mod pronounce;
pub mod seed;
pub mod settings;
pub mod sound;

use crate::diagnostic::Diagnostic;
use crate::script::{Prose, Script};
use crate::units::Decibels;
use crate::world::{Stock, World};

pub use cast::Role;
pub use cue::{Cue, CueKind, Ride};
pub use line::{Line, Speech};
pub use mark::{Mark, Moment};
pub use settings::{DuckSettings, PauseLengths, Target};
pub use sound::{Sound, SoundFrom};

/// A show, bound to its text.
#[derive(Clone, Debug)]
pub struct Book {
    pub title: String,
    pub prose: Prose,
    pub seed: u64,
    pub roles: Vec<Role>,
    /// Which role reads what nobody says.
    pub narrator: usize,
    /// What is heard of the text, in its order.
    pub lines: Vec<Line>,
    pub scenes: Vec<Scene>,
    pub sounds: Vec<Sound>,
    pub cues: Vec<Cue>,
    pub pauses: PauseLengths,
    pub target: Target,
    /// The standing gain of each bus that has one, by name.
    pub buses: Vec<(String, Decibels)>,
}

/// A stretch of the text in one place and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub id: String,
    pub title: String,
    /// Its first word.
    pub word: usize,
}

impl Book {
    /// Binds a script to its text.
    #[must_use]
    pub fn bind(script: &Script, world: &dyn World, stock: &dyn Stock) -> (Book, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let finder = place::Finder::new(&script.prose);
        let cast = cast::bind(script, stock, &mut diagnostics);
        let scenes = bind_scenes(script, &finder, &mut diagnostics);
        let lines = line::bind(script, &finder, &cast, world, &mut diagnostics);
        let sounds = sound::bind(script, world, stock, &mut diagnostics);
        let marks = mark::Marks::new(script, &finder, &lines.ids, &scenes);
        let cues = cue::bind(script, &marks, &sounds, &mut diagnostics);
        let book = Book {
            title: script
                .show
                .as_ref()
                .map_or_else(String::new, |show| show.value.clone()),
            prose: script.prose.clone(),
            seed: seed::of_show(script),
            narrator: cast.narrator,
            roles: cast.roles,
            lines: lines.heard,
            scenes,
            sounds,
            cues,
            pauses: settings::pauses(&script.pauses),
            target: settings::target(&script.mix),
            buses: script
                .mix
                .buses
                .iter()
                .map(|(name, gain)| (name.value.clone(), gain.value))
                .collect(),
        };
        (book, diagnostics)
    }
}

fn bind_scenes(
    script: &Script,
    finder: &place::Finder,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Scene> {
    let mut scenes: Vec<Scene> = Vec::new();
    for scene in &script.scenes {
        let word = match mark::word_of(&scene.from, finder, script.prose.words.len()) {
            Ok(Some(word)) => word,
            Ok(None) => {
                diagnostics.push(
                    Diagnostic::error(
                        "scene-needs-words",
                        scene.from.span,
                        format!(
                            "scene `{}` does not begin at words of the text",
                            scene.id.value
                        ),
                    )
                    .hint("`from` takes the first words of the scene"),
                );
                continue;
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                continue;
            }
        };
        if let Some(last) = scenes.last().filter(|last| last.word >= word) {
            diagnostics.push(
                Diagnostic::error(
                    "scene-order",
                    scene.from.span,
                    format!(
                        "scene `{}` begins before scene `{}`, which stands above it",
                        scene.id.value, last.id
                    ),
                )
                .hint("scenes are written in the order of the text"),
            );
        }
        scenes.push(Scene {
            id: scene.id.value.clone(),
            title: scene
                .title
                .as_ref()
                .map_or_else(|| scene.id.value.clone(), |title| title.value.clone()),
            word,
        });
    }
    scenes
}
