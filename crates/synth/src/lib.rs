//! Sounds: turns a [`Request`] for a recipe or an audio file into
//! [`Audio`](cuebook_core::audio::Audio).
//!
//! The same request returns the same bits on any number of cores, in any order, in
//! debug and release builds.

pub mod file;
pub mod recipe;
mod seam;
mod synth;

use cuebook_core::audio::Audio;
pub use cuebook_core::audio::Form;
use cuebook_core::fingerprint::{Fingerprint, Hasher};
use cuebook_core::recipe_ref::RecipeRef;
use cuebook_core::trim::Trim;
use cuebook_core::units::{Metres, Seconds};
use cuebook_dsp::canvas::Canvas;
use cuebook_dsp::place;
pub use cuebook_dsp::place::Place;
use cuebook_dsp::treat::effect;
use recipe::quantity::Dimension;

/// The version of the samples, part of the cache key of a sound. Raise it whenever
/// the same request makes other samples.
pub const VERSION: u32 = 4;

/// A sound to make.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub source: Source,
    pub form: Form,
    pub place: Place,
    /// The seed of the sound's random choices.
    pub seed: u64,
}

/// The source of a sound.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A recipe, with settings checked by [`recipe::check`].
    Recipe {
        recipe: RecipeRef,
        settings: Vec<(String, String)>,
    },
    /// The bytes of an audio file, its name for messages, the part of it to use,
    /// and the distance from which it was recorded.
    File {
        name: String,
        bytes: std::sync::Arc<[u8]>,
        trim: Trim,
        recorded: Metres,
    },
}

cuebook_core::fingerprint! {
    struct Request { source, form, place, seed }
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

/// The reason why a sound could not be made.
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
    #[error("`{name}` lasts {length:.3} s, so nothing is left after {start} s")]
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
/// Returns an error when the recipe does not exist, a setting does not fit, or the
/// file cannot be read.
pub fn make(request: &Request) -> Result<Audio, SoundError> {
    let mut still = request.clone();
    let (out_of, moves) = (still.place.out_of.take(), still.place.moves.take());
    if let Some(passage) = moves {
        still.place.distance = Some(passage.nearest());
    }
    let mut audio = make_still(&still)?;
    if let Some(device) = out_of {
        effect(&mut audio, device, request.form, request.seed);
    }
    Ok(match moves {
        Some(passage) => passage.act(audio),
        None => audio,
    })
}

/// Makes a sound that does not move.
fn make_still(request: &Request) -> Result<Audio, SoundError> {
    match &request.source {
        Source::Recipe { recipe, settings } => make_recipe(recipe, settings, request),
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
            Ok(at_place(audio, request, *recorded))
        }
    }
}

/// Puts a file's sound at its place.
fn at_place(audio: Audio, request: &Request, recorded: Metres) -> Audio {
    if request.place == Place::default() {
        return audio;
    }
    let mut canvas = Canvas::from_audio(audio, request.form == Form::Loop);
    place::put(&mut canvas, &request.place, recorded);
    canvas.into_audio()
}

fn make_recipe(
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
        && settings.set(&recipe, "distance", (distance, Dimension::Length))
    {
        // The recipe handles its own distance.
        place.distance = None;
    }
    let chance = (request.form, request.seed);
    synth::perform(&recipe, &settings, chance, &place).map_err(failed)
}
