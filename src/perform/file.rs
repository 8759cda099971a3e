//! Audio files of the show. Takes a path and the part to use; returns the samples.

use crate::book::sound::Trim;
use crate::perform::PerformError;
use crate::world::World;
use cuebook_core::audio::Audio;
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_core::units::{Metres, RATE};
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

/// The peak below which nothing is heard: −60 dB.
const INAUDIBLE: f32 = 0.001;

/// The length of the stretches in which sound is looked for: 10 ms.
const STRETCH: usize = RATE as usize / 100;

/// The largest part of a file in which something is heard, if it is nearly all silence.
const NEARLY_NONE: f64 = 0.05;

/// The shortest file that is called nearly all silence, in seconds.
const SHORTEST: f64 = 2.0;

/// Returns the mistake in an audio file of the show: that it cannot be read, or that nothing is
/// heard in it.
pub(crate) fn proof(path: &str, part: &Part, span: Span, world: &dyn World) -> Option<Diagnostic> {
    match decode(path, part, span, world) {
        Ok(audio) => silence(path, &audio, span),
        Err(PerformError::Mistake(mistake)) => Some(*mistake),
        Err(_) => None,
    }
}

/// Returns the warning about a file in which nothing is heard, or nearly nothing.
fn silence(path: &str, audio: &Audio, span: Span) -> Option<Diagnostic> {
    let is_heard = |at: usize| {
        let stretches = audio
            .channels
            .iter()
            .filter_map(|channel| channel.get(at..(at + STRETCH).min(channel.len())));
        let mut samples = stretches.flatten();
        samples.any(|sample| sample.abs() >= INAUDIBLE)
    };
    let frames = usize::try_from(audio.frames().0).ok()?;
    let heard: Vec<usize> = (0..frames)
        .step_by(STRETCH)
        .filter(|at| is_heard(*at))
        .collect();
    let seconds = |frames: usize| frames as f64 / f64::from(RATE);
    let Some(first) = heard.first() else {
        let message = format!("nothing is heard in `{path}`: its peak is below −60 dB");
        let silent = Diagnostic::warning("silent-sound", span, message);
        return Some(silent.hint("name another file, or record it again"));
    };
    let (length, sound) = (seconds(frames), seconds(heard.len() * STRETCH));
    if length < SHORTEST || sound > length * NEARLY_NONE {
        return None;
    }
    let message = format!("`{path}` lasts {length:.1} s, and only {sound:.1} s of it are heard");
    let begins = (seconds(*first) * 10.0).floor() / 10.0;
    let quiet = Diagnostic::warning("silent-sound", span, message);
    Some(quiet.hint(format!(
        "the first sound is {begins:.1} s after the beginning; `start` and `end` cut the file"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the message about a file that is heard only in these milliseconds.
    fn told(length: usize, heard: std::ops::Range<usize>, peak: f32) -> Option<String> {
        let mut samples = vec![0.0; length * 48];
        samples[heard.start * 48..heard.end * 48].fill(peak);
        let audio = Audio {
            channels: vec![vec![0.0; samples.len()], samples],
        };
        silence("a.wav", &audio, Span::default()).map(|found| found.on_one_line())
    }

    #[test]
    fn a_file_without_sound_is_told() {
        let nothing = "nothing is heard in `a.wav`: its peak is below −60 dB; name another file, or record it again";
        assert_eq!(told(500, 0..0, 0.0).as_deref(), Some(nothing));
        assert_eq!(told(5000, 0..5000, 0.0005).as_deref(), Some(nothing));
        assert_eq!(told(500, 100..500, 0.01), None);
        assert_eq!(told(10_000, 0..1000, 0.1), None);
        assert_eq!(
            told(60_000, 32_000..32_500, 0.2).as_deref(),
            Some(
                "`a.wav` lasts 60.0 s, and only 0.5 s of it are heard; the first sound is 32.0 s after the beginning; `start` and `end` cut the file"
            )
        );
        assert_eq!(told(1500, 0..10, 0.2), None);
    }
}
