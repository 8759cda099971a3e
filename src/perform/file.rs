//! Audio files of the show. Takes a path and the part to use; returns the samples.

use crate::book::sound::Trim;
use crate::perform::PerformError;
use crate::world::World;
use cuebook_core::audio::Audio;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::units::Metres;
use cuebook_synth::{Form, Place, Request, Source};

/// The part of a file to use, its form, and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub trim: Trim,
    /// The distance of the microphone from the source.
    pub recorded: Metres,
    pub form: Form,
    pub place: Place,
}

cuebook_core::fingerprint! {
    struct Part { trim, recorded, form, place }
}

/// The whole file, once, as it was recorded.
impl Default for Part {
    fn default() -> Part {
        Part {
            trim: Trim::default(),
            recorded: Metres(1.0),
            form: Form::Spot,
            place: Place::default(),
        }
    }
}

/// Reads and decodes an audio file of the show.
///
/// # Errors
/// A mistake at `span` when it cannot be read.
pub(crate) fn decode(
    path: &str,
    part: &Part,
    span: Span,
    world: &dyn World,
) -> Result<Audio, PerformError> {
    let bytes = world.read(path).map_err(|error| {
        PerformError::Mistake(Box::new(Diagnostic::error(
            "unreadable-file",
            span,
            error.to_string(),
        )))
    })?;
    let request = Request {
        source: Source::File {
            name: path.to_owned(),
            bytes: bytes.into(),
            trim: part.trim.clone(),
            recorded: part.recorded,
        },
        form: part.form,
        place: part.place,
        seed: 0,
    };
    cuebook_synth::make(&request).map_err(|error| PerformError::sound(span, &error))
}
