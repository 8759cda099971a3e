//! Sounds: turns a [`Request`] for a recipe or an audio file into
//! [`Audio`](cuebook_core::audio::Audio).
//!
//! The same request returns the same bits on any number of cores, in any order, in
//! debug and release builds.

pub mod file;
pub mod find;
pub mod recipe;
mod seam;
mod synth;

use cuebook_core::audio::Audio;
pub use cuebook_core::audio::Form;
use cuebook_core::fingerprint::{Fingerprint, Hasher};
use cuebook_core::recipe_ref::RecipeRef;
use cuebook_core::sound_format::readable;
use cuebook_core::trim::Trim;
use cuebook_core::units::{Metres, Seconds};
use cuebook_dsp::canvas::Canvas;
use cuebook_dsp::place;
pub use cuebook_dsp::place::Place;
use cuebook_dsp::treat::effect;
use recipe::quantity::Dimension;

/// The version of the samples, part of the cache key of a sound. Raise it whenever
/// the same request makes other samples.
pub const VERSION: u32 = 9;

/// A sound to make.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The recipe or file that it is made from.
    pub source: Source,
    /// Whether it plays once or is a loop.
    pub form: Form,
    /// The place of the sound relative to the listener, and its treatment there.
    pub place: Place,
    /// The seed of the sound's random choices.
    pub seed: u64,
}

/// The source of a sound.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A recipe, with settings checked by [`recipe::check`].
    Recipe {
        /// The name of the recipe, with its text if it is not in the library.
        recipe: RecipeRef,
        /// The name and the text of each setting; others have their defaults.
        settings: Vec<(String, String)>,
    },
    /// The bytes of an audio file, its name for messages, the part of it to use,
    /// and the distance from which it was recorded.
    File {
        /// The name for messages.
        name: String,
        /// The content of the file.
        bytes: std::sync::Arc<[u8]>,
        /// The part of the file to use, and the cross-fade of a loop.
        trim: Trim,
        /// The distance from which it was recorded.
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
            } => (1_u8, file::VERSION, bytes, trim, recorded).feed(hasher),
        }
    }
}

/// The reason why a sound could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SoundError {
    /// The library has no recipe of this name, or the recipe of the show has mistakes.
    #[error("there is no sound named `{0}`")]
    Unknown(String),
    /// A file cannot be decoded.
    #[error("`{name}` is not an audio file that can be read: {reason}")]
    File {
        /// The name of the file.
        name: String,
        /// The cause, as text for a message.
        reason: String,
    },
    /// A file is in a format that is known and cannot be read.
    #[error("`{name}` cannot be read: it is {format}")]
    Foreign {
        /// The name of the file.
        name: String,
        /// The name of its format.
        format: String,
    },
    /// A file lasts longer than [`file::LONGEST`].
    #[error("`{name}` lasts {length:?}; the longest that can be used is {limit:?}")]
    TooLong {
        /// The name of the file.
        name: String,
        /// The length that was decoded, a little more than the limit.
        length: Seconds,
        /// The longest possible length.
        limit: Seconds,
    },
    /// The part of a file to use starts at its end or later.
    #[error("`{name}` lasts {length:.3} s, so nothing is left after {start} s")]
    Trimmed {
        /// The name of the file.
        name: String,
        /// The length of the file, in seconds.
        length: f64,
        /// The start of the part, in seconds.
        start: f64,
    },
    /// A setting does not fit its parameter, or the recipe makes no sound with the
    /// settings.
    #[error("recipe `{recipe}`: {reason}")]
    Recipe {
        /// The name of the recipe.
        recipe: String,
        /// The cause, as text for a message.
        reason: String,
    },
}

impl SoundError {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            SoundError::File { .. } => Some(format!("{} can be read", readable())),
            SoundError::Foreign { .. } => Some(format!(
                "save it as WAV or FLAC; {} can be read",
                readable()
            )),
            SoundError::TooLong { .. } => Some("cut it into shorter files".to_owned()),
            _ => None,
        }
    }

    /// Returns the message with the hint after it.
    #[must_use]
    pub fn with_hint(&self) -> String {
        match self.hint() {
            Some(hint) => format!("{self}; {hint}"),
            None => self.to_string(),
        }
    }
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
