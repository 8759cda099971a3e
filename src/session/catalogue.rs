//! The catalogue: every sound of the library on one page, to be heard and seen.
//!
//! In: the library. Out: one HTML file. Always true: the page holds all that it
//! shows; it fetches nothing, and reads without a mouse, without colours and
//! without its script.

mod page;

use std::path::Path;
use std::sync::Mutex;

use crate::audio::Audio;
use crate::output::data_uri;
use crate::output::opus;
use crate::output::picture::{self, Spectrogram};
use crate::progress::{Progress, Stage};
use crate::session::SessionError;
use crate::session::files;
use crate::session::specimen::{Specimen, Take};
use crate::units::{Gain, Lufs, Seconds};

/// How long a bed is heard.
const BED: Seconds = Seconds(8.0);

/// How much of the page is picture and sound.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// For a message: some 60 KB a sound.
    Small,
    /// Some 120 KB a sound.
    Full,
}

impl Size {
    /// Pixels of a picture across and up.
    fn pixels(self) -> (usize, usize) {
        match self {
            Size::Small => (320, 96),
            Size::Full => (560, 144),
        }
    }

    /// Bits a second for one channel.
    fn bitrate(self) -> i32 {
        match self {
            Size::Small => 32_000,
            Size::Full => 64_000,
        }
    }
}

/// A sound, made for the page.
struct Entry {
    specimen: Specimen,
    /// Its picture as a PNG and its sound as Opus, both as `data:` URIs.
    picture: String,
    sound: String,
    length: Seconds,
    /// None for what is too short or too soft to be measured.
    loudness: Option<Lufs>,
}

/// What came of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Catalogued {
    pub sounds: usize,
    pub bytes: usize,
}

/// Makes every sound at its defaults and writes the page into `folder`, which
/// is made if it is not there. `jobs` sounds are made at once.
///
/// # Errors
/// When a sound cannot be made or the page cannot be written.
pub fn write(
    folder: &Path,
    size: Size,
    jobs: usize,
    progress: &dyn Progress,
) -> Result<Catalogued, SessionError> {
    let specimens: Vec<Specimen> = Specimen::all().collect();
    progress.begin(Stage::Sounds, specimens.len() as u64);
    let entries = entries(&specimens, size, jobs, progress);
    progress.end();
    let page = page::html(&entries?);
    let path = folder.join("index.html");
    files::make_folder(folder)?;
    files::write(&path, page.as_bytes())?;
    Ok(Catalogued {
        sounds: specimens.len(),
        bytes: page.len(),
    })
}

/// The entries in the order of the specimens, however many are made at once.
fn entries(
    specimens: &[Specimen],
    size: Size,
    jobs: usize,
    progress: &dyn Progress,
) -> Result<Vec<Entry>, SessionError> {
    let left = Mutex::new(specimens.iter().enumerate());
    let work = || {
        let mut made = Vec::new();
        // The lock is poisoned where another thread panics, which ends all.
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
    let bitrate = size.bitrate() * audio.channels.len() as i32;
    let loudness = taken.loudness.integrated;
    Ok(Entry {
        specimen: specimen.clone(),
        picture: data_uri::of("image/png", &picture::png(&seen)?),
        sound: data_uri::of("audio/ogg", &opus::encode(&audio, bitrate)?),
        length: seen.length,
        loudness: loudness.0.is_finite().then_some(loudness),
    })
}

/// Both channels as one.
fn folded(audio: &Audio) -> Audio {
    let share = Gain(1.0 / audio.channels.len().max(1) as f32);
    let frames = 0..audio.frames().index();
    let sum = |frame: usize| audio.channels.iter().map(|one| one[frame]).sum::<f32>();
    Audio::mono(frames.map(|frame| share.0 * sum(frame)).collect())
}
