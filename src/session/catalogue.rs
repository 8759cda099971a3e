//! Writes the catalogue: one HTML page with every sound of the library. The page contains
//! all its pictures and sounds and loads no other file. It can be used without a mouse,
//! without colours and without its script.

mod page;

use std::path::Path;
use std::sync::Mutex;

use crate::output::data_uri;
use crate::output::opus;
use crate::output::picture::{self, Spectrogram};
use crate::session::SessionError;
use crate::session::files;
use crate::session::specimen::{Specimen, Take};
use cuebook_core::audio::Audio;
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Gain, Lufs, Seconds};
use cuebook_library::Entry as File;

/// The length of a bed on the page.
const BED: Seconds = Seconds(8.0);

/// The resolution of the pictures and the quality of the sounds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// About 60 KB a sound, small enough to send in a message.
    Small,
    /// About 120 KB a sound.
    Full,
}

impl Size {
    /// Returns the width and height of a picture in pixels.
    fn pixels(self) -> (usize, usize) {
        match self {
            Size::Small => (320, 96),
            Size::Full => (560, 144),
        }
    }

    /// Returns the bits a second for one channel.
    fn bitrate(self) -> u32 {
        match self {
            Size::Small => 32_000,
            Size::Full => 64_000,
        }
    }
}

/// A sound prepared for the page.
struct Entry {
    specimen: Specimen,
    /// The picture as a PNG and the sound as Opus, both as `data:` URIs.
    picture: String,
    sound: String,
    length: Seconds,
    /// The loudness; `None` for a sound that is too short or too soft to measure.
    loudness: Option<Lufs>,
}

/// The result of writing a catalogue.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Catalogued {
    pub sounds: usize,
    pub bytes: usize,
}

/// Makes every sound with its default settings, `jobs` at a time, and writes the page
/// into `folder`, with the user's own files. Creates the folder if it is missing.
///
/// # Errors
/// When a sound cannot be made, or the page cannot be written.
pub(crate) fn write(
    folder: &Path,
    own: &[File],
    (size, jobs): (Size, usize),
    progress: &dyn Progress,
) -> Result<Catalogued, SessionError> {
    let specimens: Vec<Specimen> = Specimen::all().collect();
    progress.begin(Stage::Sounds, specimens.len() as u64);
    let entries = entries(&specimens, size, jobs, progress);
    progress.end();
    let page = page::html(&entries?, own);
    let path = folder.join("index.html");
    files::make_folder(folder)?;
    files::write(&path, page.as_bytes())?;
    Ok(Catalogued {
        sounds: specimens.len(),
        bytes: page.len(),
    })
}

/// Returns the entries in the order of the specimens, whatever the number of jobs.
fn entries(
    specimens: &[Specimen],
    size: Size,
    jobs: usize,
    progress: &dyn Progress,
) -> Result<Vec<Entry>, SessionError> {
    let left = Mutex::new(specimens.iter().enumerate());
    let work = || {
        let mut made = Vec::new();
        // The lock is poisoned if another thread panics, and that ends the program.
        while let Some((place, specimen)) = left.lock().ok().and_then(|mut left| left.next()) {
            made.push((place, entry(specimen, size)));
            progress.advance(1);
        }
        made
    };
    let mut made = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(|worker| {
            let made = worker.join();
            made.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        joined.flatten().collect::<Vec<_>>()
    });
    made.sort_by_key(|(place, _)| *place);
    made.into_iter().map(|(_, entry)| entry).collect()
}

fn entry(specimen: &Specimen, size: Size) -> Result<Entry, SessionError> {
    let taken = specimen.take(&Take {
        length: specimen.is_bed().then_some(BED),
        ..Take::default()
    })?;
    let (across, up) = size.pixels();
    let seen = Spectrogram::of(&taken.audio, across, up);
    let audio = match size {
        Size::Full => taken.audio,
        Size::Small => folded(&taken.audio),
    };
    let bitrate = size.bitrate() * audio.channels.len() as u32;
    let loudness = taken.loudness.integrated;
    Ok(Entry {
        specimen: specimen.clone(),
        picture: data_uri::of("image/png", &picture::png(&seen)?),
        sound: data_uri::of("audio/ogg", &opus::encode(&audio, bitrate)?),
        length: seen.length,
        loudness: loudness.0.is_finite().then_some(loudness),
    })
}

/// Mixes both channels into one.
fn folded(audio: &Audio) -> Audio {
    let share = Gain(1.0 / audio.channels.len().max(1) as f32);
    let frames = 0..audio.frames().index();
    let sum = |frame: usize| audio.channels.iter().map(|one| one[frame]).sum::<f32>();
    Audio::mono(frames.map(|frame| share.0 * sum(frame)).collect())
}
