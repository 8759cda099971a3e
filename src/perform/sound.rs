//! Sounds: the single entry by which a recipe or a file becomes audio.
//!
//! In: a [`Request`]. Out: [`Audio`](crate::audio::Audio). Always
//! true: the same request gives the same bits, on any number of cores, in any
//! order, in debug and release.

pub mod file;
#[cfg(test)]
pub(super) mod measure;
pub mod passage;
pub(super) mod place;
pub(super) mod random;
pub mod recipe;
mod seam;
pub(super) mod synth;

use crate::audio::Audio;
use crate::book::sound::Trim;
use crate::fingerprint::{Fingerprint, Hasher};
use crate::perform::treat::effect;
use crate::units::{Metres, Seconds};
use crate::world::RecipeRef;
pub use place::Place;
use recipe::quantity::Dimension;
use synth::canvas::Canvas;

/// Raised whenever the same request makes other samples: part of what sounds are
/// cached under.
pub const VERSION: u32 = 4;

/// What is to be heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub source: Source,
    pub form: Form,
    pub place: Place,
    /// Where the sound's random choices begin.
    pub seed: u64,
}

/// What makes the sound.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A recipe, with settings checked by [`recipe::check`].
    Recipe {
        recipe: RecipeRef,
        settings: Vec<(String, String)>,
    },
    /// The bytes of an audio file, its name for messages, what is used of it,
    /// and how far from what sounds it was recorded.
    File {
        name: String,
        bytes: std::sync::Arc<[u8]>,
        trim: Trim,
        recorded: Metres,
    },
}

/// How the sound is used.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Form {
    /// Once, from beginning to end.
    Spot,
    /// Without end: audio whose last frame leads into its first.
    Loop,
}

crate::fingerprint! {
    struct Request { source, form, place, seed }
    enum Form { 0 => Spot, 1 => Loop }
}

impl Fingerprint for Source {
    fn feed(&self, hasher: &mut Hasher) {
        match self {
            // Counts the text, wherever it comes from: an update of the library
            // makes another sound.
            Source::Recipe { recipe, settings } => {
                let RecipeRef { name, own: _ } = recipe;
                (0_u8, name, recipe::text(recipe), settings).feed(hasher);
            }
            // The name is for messages.
            Source::File {
                name: _,
                bytes,
                trim,
                recorded,
            } => (1_u8, bytes, trim, recorded).feed(hasher),
        }
    }
}

/// Why a sound could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SoundError {
    #[error("there is no sound named `{0}`")]
    Unknown(String),
    #[error("`{name}` is not an audio file that can be read: {reason}")]
    File { name: String, reason: String },
    #[error("`{name}` lasts {length:?}; the longest that can be used is {limit:?}")]
    TooLong {
        name: String,
        length: Seconds,
        limit: Seconds,
    },
    #[error("`{name}` lasts {length:.3} s, and nothing of it is left from {start} s on")]
    Trimmed {
        name: String,
        length: f64,
        start: f64,
    },
    #[error("recipe `{recipe}`: {reason}")]
    Recipe { recipe: String, reason: String },
}

/// Makes a sound.
///
/// # Errors
/// When there is no such recipe, a setting does not fit, or a file cannot be read.
pub fn make(request: &Request) -> Result<Audio, SoundError> {
    let mut still = request.clone();
    let (out_of, moves) = (still.place.out_of.take(), still.place.moves.take());
    if let Some(passage) = moves {
        still.place.distance = Some(passage.nearest());
    }
    let mut audio = made_still(&still)?;
    if let Some(device) = out_of {
        effect(&mut audio, device, request.form, request.seed);
    }
    Ok(match moves {
        Some(passage) => passage.act(audio),
        None => audio,
    })
}

/// Makes a sound that does not move.
fn made_still(request: &Request) -> Result<Audio, SoundError> {
    match &request.source {
        Source::Recipe { recipe, settings } => made(recipe, settings, request),
        Source::File {
            name,
            bytes,
            trim,
            recorded,
        } => {
            let whole = file::decode(name, bytes.clone())?;
            let audio = file::trimmed(name, whole, trim)?;
            let audio = match request.form {
                Form::Spot => audio,
                Form::Loop => seam::close(audio, trim.cross_fade),
            };
            Ok(put(audio, request, *recorded))
        }
    }
}

/// A file's sound at its place.
fn put(audio: Audio, request: &Request, recorded: Metres) -> Audio {
    if request.place == Place::default() {
        return audio;
    }
    let mut canvas = Canvas::from_audio(audio, request.form == Form::Loop);
    place::put(&mut canvas, &request.place, recorded);
    canvas.into_audio()
}

fn made(
    score: &RecipeRef,
    settings: &[(String, String)],
    request: &Request,
) -> Result<Audio, SoundError> {
    let recipe = recipe::of(score).ok_or_else(|| SoundError::Unknown(score.name.clone()))?;
    let failed = |reason: String| SoundError::Recipe {
        recipe: score.name.clone(),
        reason,
    };
    let mut settings = recipe::Settings::read(&recipe, settings).map_err(|problems| {
        let all: Vec<String> = problems
            .into_iter()
            .map(|problem| problem.message)
            .collect();
        failed(all.join("; "))
    })?;
    let mut place = request.place;
    if let Some(Metres(distance)) = place.distance
        && settings.put(&recipe, "distance", (distance, Dimension::Length))
    {
        // The recipe knows what its own distance does.
        place.distance = None;
    }
    let chance = (request.form, request.seed);
    synth::perform(&recipe, &settings, chance, &place).map_err(failed)
}
