//! Sounds: the single entry by which a recipe or a file becomes audio.
//!
//! In: a [`Request`]. Out: [`Audio`](crate::audio::Audio). Always
//! true: the same request gives the same bits, on any number of cores, in any
//! order, in debug and release.

pub mod file;
#[cfg(test)]
mod measure;
mod random;
pub mod recipe;
mod seam;
mod synth;

use crate::audio::Audio;
use crate::units::Seconds;

/// Raised whenever the same request makes other samples: part of what sounds are
/// cached under.
pub const VERSION: u32 = 1;

/// What is to be heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub source: Source,
    pub form: Form,
    /// Where the sound's random choices begin.
    pub seed: u64,
}

/// What makes the sound.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A recipe by name, with settings checked by [`recipe::check`].
    Recipe {
        name: String,
        settings: Vec<(String, String)>,
    },
    /// The bytes of an audio file, and its name for messages.
    File {
        name: String,
        bytes: std::sync::Arc<[u8]>,
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
    #[error("recipe `{recipe}`: {reason}")]
    Recipe { recipe: String, reason: String },
}

/// Makes a sound.
///
/// # Errors
/// When there is no such recipe, a setting does not fit, or a file cannot be read.
pub fn make(request: &Request) -> Result<Audio, SoundError> {
    match &request.source {
        Source::Recipe { name, settings } => made(name, settings, request),
        Source::File { name, bytes } => {
            let audio = file::decode(name, bytes.clone())?;
            Ok(match request.form {
                Form::Spot => audio,
                Form::Loop => seam::close(audio),
            })
        }
    }
}

fn made(name: &str, settings: &[(String, String)], request: &Request) -> Result<Audio, SoundError> {
    let recipe = recipe::find(name).ok_or_else(|| SoundError::Unknown(name.to_owned()))?;
    let failed = |reason: String| SoundError::Recipe {
        recipe: name.to_owned(),
        reason,
    };
    let settings = recipe::Settings::read(recipe, settings).map_err(|problems| {
        let all: Vec<String> = problems
            .into_iter()
            .map(|problem| problem.message)
            .collect();
        failed(all.join("; "))
    })?;
    synth::perform(recipe, &settings, request.form, request.seed).map_err(failed)
}
