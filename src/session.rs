//! Checks, lays out and renders shows. Takes the path of a script and the options of a
//! command, and returns diagnostics, a timeline or a file. All commands use the same
//! stages.

pub(crate) mod assist;
pub(crate) mod captions;
pub(crate) mod catalogue;
pub mod clarity;
mod common_trim;
mod console;
pub(crate) mod coverage;
pub(crate) mod credits;
pub(crate) mod deliver;
pub(crate) mod edit;
pub(crate) mod engines;
pub(crate) mod expected;
pub(crate) mod files;
pub(crate) mod cache_use;
pub(crate) mod library;
pub(crate) mod live;
pub(crate) mod load;
pub(crate) mod manuscript;
pub(crate) mod measure;
mod mistaken;
pub(crate) mod outline;
pub(crate) mod paths;
pub(crate) mod publish;
pub(crate) mod read_along;
pub(crate) mod reading;
pub(crate) mod reanchor;
pub(crate) mod recordings;
mod remedy;
mod render;
mod sample;
pub(crate) mod saved;
pub(crate) mod series;
pub(crate) mod specimen;
mod shared;
mod stems;
pub(crate) mod stories;
pub(crate) mod survey;
pub(crate) mod takes;
mod tagging;
pub(crate) mod vocabulary;
pub(crate) mod web;
mod whole;
pub(crate) mod workstation;

use std::io;
use std::path::{Path, PathBuf};

use tracing::info;

use crate::exchange::manuscript::ManuscriptError;
use crate::output::SinkError;
use crate::output::device::DeviceError;
use crate::output::encode::FormatError;
use crate::output::level::LevelError;
use crate::output::picture::PictureError;
use crate::perform::{Cache, Context, PerformError, Performance};
use crate::timeline::{Chapter, PerformanceLengths, Timeline};
use crate::world::ReachError;
use crate::world::config::ConfigError;
use crate::world::folders::NoHome;
use crate::world::{Config, Disk, Folders};
use cuebook_core::diagnostic::{Diagnostic, Severity};
use cuebook_core::progress::Progress;
use cuebook_core::units::{Bytes, Frames, clock};
use cuebook_core::utf8::NotUtf8;
use cuebook_library::LibraryError;
use cuebook_remote::Company;
use cuebook_synth::SoundError;
use cuebook_voice::kokoro::Kokoro;
use cuebook_voice::pack::{Pack, PackError};
use cuebook_voice::{Voice, VoiceError};

pub use load::Show;
pub(crate) use mistaken::Mistaken;
pub use paths::list::{ShowChoice, ShowOption, ShowPath};
pub(crate) use render::cut;
pub use render::{Part, RenderOptions, Rendered, Stems};
pub(crate) use sample::{Sample, SpokenSample};
use saved::SavedError;

/// The user's folders and configuration, with which shows are made.
#[derive(Clone, Debug)]
pub struct Studio {
    /// The folders of the cache, the voices and the configuration.
    pub folders: Folders,
    /// The settings of the configuration file.
    pub config: Config,
}

impl Studio {
    /// Returns the studio of the user who runs the program.
    ///
    /// # Errors
    /// When there is no home folder, or the configuration is wrong.
    pub fn of_user() -> Result<Studio, SessionError> {
        let folders = Folders::of_user()?;
        let config = Config::read(&folders.config)?;
        Ok(Studio { folders, config })
    }

    /// Returns a studio with all its folders in one folder, and the default configuration.
    #[must_use]
    pub fn within(folder: &Path) -> Studio {
        Studio {
            folders: Folders::within(folder),
            config: Config::default(),
        }
    }

    /// Returns whether the voice pack is installed, with everything for the voices of a show.
    #[must_use]
    pub fn has_voices(&self, show: &Show) -> bool {
        let spoken = show.languages();
        Pack::open(&self.folders.voices)
            .is_ok_and(|pack| spoken.iter().all(|language| pack.has(*language)))
    }

    /// Returns the natural voices, and those of the engines of the configuration. They are loaded when
    /// the first line is spoken.
    #[must_use]
    pub fn neural(&self) -> Company<Kokoro> {
        let folder = &self.folders.voices;
        let own = Kokoro::new(folder, Box::new(self.reader()));
        Company::new(own, &self.config.roster)
    }

    /// Returns whether a show has lines that need the voice pack and are not spoken yet: those of its
    /// voices, and those of engines that do not tell the times of the words.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn needs_pack(&self, show: &Show) -> Result<bool, SessionError> {
        let voice = self.neural();
        let missing = Performance::missing_speech(&show.book, &voice, &self.cache()?);
        let missing = missing.map_err(|source| self.cache_failed(source))?;
        let needs =
            |voice_name: &str| voice.like(voice_name).is_none() || !voice.has_times(voice_name);
        Ok(missing.iter().any(|utterance| needs(&utterance.voice)))
    }

    fn cache(&self) -> Result<Cache, SessionError> {
        let cache = Cache::open(&self.folders.cache);
        let cache = cache.map_err(|source| self.cache_failed(source))?;
        let cache = cache.within(self.config.cache);
        Ok(cache.sharing(self.config.shared.clone()))
    }

    /// Returns the error for a failed performance.
    pub(crate) fn perform_failed(&self, error: PerformError) -> SessionError {
        match error {
            PerformError::Cache(source) => self.cache_failed(source),
            error => error.into(),
        }
    }

    /// Returns the error for a failed cache, with its folder and advice.
    fn cache_failed(&self, source: io::Error) -> SessionError {
        let path = self.folders.cache.clone();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                SessionError::CacheFull { path, source }
            }
            _ => SessionError::Cache { path, source },
        }
    }

    pub(crate) fn world(&self, script: &Path) -> Disk {
        let disk = Disk::beside(script, &self.config.library);
        disk.with_roster(self.config.roster.clone())
    }

    /// Speaks a show and lays it out in time.
    ///
    /// # Errors
    /// When a voice, a sound or the cache fails.
    pub fn stage(
        &self,
        show: &Show,
        voice: &dyn Voice,
        jobs: usize,
        progress: &dyn Progress,
    ) -> Result<Staged, SessionError> {
        let context = Context {
            world: &self.world(&show.path),
            voice,
            cache: &self.cache()?,
            jobs,
            progress,
        };
        let performance =
            Performance::of(&show.book, &context).map_err(|error| self.perform_failed(error))?;
        let lengths = PerformanceLengths::of(&performance);
        let timeline = Timeline::place(&show.book, &lengths);
        info!("laid out the show: {}", clock(timeline.frames));
        let doubts = timeline.doubts(&show.book);
        if let Some(error) = doubts
            .iter()
            .find(|doubt| doubt.severity == Severity::Error)
        {
            return Err(PerformError::Mistake(Box::new(error.clone())).into());
        }
        Ok(Staged {
            performance,
            timeline,
            doubts,
        })
    }
}

/// A performed show with its timeline.
#[derive(Clone, Debug)]
pub struct Staged {
    pub performance: Performance,
    pub timeline: Timeline,
    /// Warnings that need the final times.
    pub doubts: Vec<Diagnostic>,
}

impl Staged {
    /// Returns the audio and the timeline of the show.
    pub(crate) fn made(&self) -> (&Performance, &Timeline) {
        (&self.performance, &self.timeline)
    }
}

/// Returns the chapters of a show whose times are known.
pub(crate) fn chapters(show: &Show, timeline: &Timeline) -> Vec<Chapter> {
    timeline.chapters(&show.book)
}

impl Show {
    /// Returns whether the show has errors that its author must correct before it can
    /// play.
    #[must_use]
    pub fn has_mistakes(&self) -> bool {
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
        self.diagnostics.iter().any(is_error)
    }
}

/// Returns a hint as the end of a message.
fn after_semicolon(hint: Option<&str>) -> String {
    hint.map_or_else(String::new, |hint| format!("; {hint}"))
}

/// The error of a command.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The script cannot be read.
    #[error("{} cannot be read", path.display())]
    Script {
        /// The path of the script.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The file is something else than a script.
    #[error("{} {what}, not a script", path.display())]
    NoScript {
        /// The path of the file.
        path: PathBuf,
        /// What it is.
        what: Mistaken,
    },
    /// The file is something else than a series.
    #[error("{} {what}, not a series", path.display())]
    NoSeries {
        /// The path of the file.
        path: PathBuf,
        /// What it is.
        what: Mistaken,
    },
    /// A series has no chapter of this name or number.
    #[error("there is no chapter `{named}` among {chapters}{}", nearest.as_ref().map_or_else(String::new, |near| format!("; the nearest is `{near}`")))]
    NoChapter {
        /// The name or number.
        named: String,
        /// How many there are.
        chapters: usize,
        /// The chapter that is most likely meant.
        nearest: Option<String>,
    },
    /// A chapter has no scene of this id.
    #[error("{chapter} has no scene `{named}`{}", nearest.as_ref().map_or_else(String::new, |near| format!("; the nearest is `{near}`")))]
    NoScene {
        /// The path of the script in the series.
        chapter: String,
        /// The id.
        named: String,
        /// The scene that is most likely meant.
        nearest: Option<String>,
    },
    /// A folder has no scripts and no texts.
    #[error("{} has no scripts and no texts", .0.display())]
    NoChapters(PathBuf),
    /// A name cannot be written into a workflow.
    #[error("`{name}` cannot be in a {workflow}: {why}")]
    Workflow {
        /// The name.
        name: String,
        /// The kind of workflow.
        workflow: &'static str,
        /// The reason.
        why: &'static str,
    },
    /// The file is something else than a screenplay.
    #[error("{} {what}, not a screenplay", path.display())]
    NoScreenplay {
        /// The path of the file.
        path: PathBuf,
        /// What it is.
        what: Mistaken,
    },
    /// The file is something else than prose.
    #[error("{} {what}, not prose", path.display())]
    NoProse {
        /// The path of the file.
        path: PathBuf,
        /// What it is.
        what: Mistaken,
    },
    /// A text or a screenplay cannot be read.
    #[error("{} cannot be read", path.display())]
    Text {
        /// The path of the text.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A book or document cannot be read.
    #[error("{} cannot be read as a book", path.display())]
    Book {
        /// The path of the book.
        path: PathBuf,
        /// The cause.
        source: ManuscriptError,
    },
    /// The chapters of a book cannot be drafted as asked.
    #[error(transparent)]
    Chapters(#[from] manuscript::ChaptersError),
    /// A file in the folder of a publication is not one that was published.
    #[error("{} {what}", path.display())]
    NotPublished {
        /// The path of the file.
        path: PathBuf,
        /// The known facts.
        what: &'static str,
    },
    /// Another script published files of the same names.
    #[error("{} is of {}, whose title gives the same names", path.display(), script.display())]
    OtherScript {
        /// The path of the file.
        path: PathBuf,
        /// The other script.
        script: PathBuf,
    },
    /// The place of a target does not take this format.
    #[error("{target} takes {takes}, not {asked}")]
    NotTaken {
        /// The name of the target.
        target: &'static str,
        /// The format that is asked for.
        asked: String,
        /// The formats that the place takes.
        takes: String,
    },
    /// A show has too few chapters for a file of each.
    #[error("a file for each chapter needs at least two chapters; the show has {0}")]
    FewChapters(usize),
    /// A target has no sample.
    #[error("{0} takes no sample; acx does")]
    NoSampleFor(&'static str),
    /// A sample would be too short.
    #[error("a sample from `{from}` on would have {}, and {least} s are the least", clock(*frames))]
    ShortSample {
        /// The anchor as written.
        from: String,
        /// The length that it would have.
        frames: Frames,
        /// The least length, in seconds.
        least: u32,
    },
    /// The cover of a show can no longer be read.
    #[error("the cover cannot be read")]
    Cover(#[source] ReachError),
    /// The configuration names no language model.
    #[error("no assistant is set in {}", .0.display())]
    NoAssistant(PathBuf),
    /// The key of the language model cannot be read.
    #[error("the key of the assistant cannot be read: {reason}")]
    AssistantKey {
        /// The reason, without the key.
        reason: String,
    },
    /// The address of the language model needs HTTPS.
    #[error("{0} needs HTTPS, which this build of cuebook does not have")]
    NoHttps(String),
    /// A show has more words for a speech engine than its limit allows.
    #[error(
        "{engine} would get {characters} characters, and its `limit` is {limit}; nothing was sent"
    )]
    OverLimit {
        /// The name of the engine.
        engine: String,
        /// The characters of the show that are not spoken yet.
        characters: u64,
        /// The limit of the configuration.
        limit: u64,
    },
    /// A file that may not be replaced exists already.
    #[error("{} already exists", .0.display())]
    Exists(PathBuf),
    /// A file is not UTF-8.
    #[error("{} {fault}; {}", path.display(), fault.hint())]
    NotUtf8 {
        /// The path of the file.
        path: PathBuf,
        /// The first wrong byte.
        fault: NotUtf8,
    },
    /// The text of a new script is outside the folder of the script.
    #[error(
        "{} is not in the folder of {} or below it, so the script cannot read it; write the script beside the text",
        text.display(),
        script.display()
    )]
    TextOutside {
        /// The path of the text.
        text: PathBuf,
        /// The path of the script.
        script: PathBuf,
    },
    /// The output is a file where a folder is needed.
    #[error("{} is a file, and the output is a folder with files", .0.display())]
    NoOutputFolder(PathBuf),
    /// The output would replace a file of the show.
    #[error("{} would be overwritten: it is part of the show", .0.display())]
    OutputIsSource(PathBuf),
    /// A sound could not be played because the device failed.
    #[error("the sound cannot be played")]
    NotAloud(#[from] DeviceError),
    /// A show cannot be played because the device cannot be opened, or the devices cannot be
    /// listed.
    #[error("the show cannot be played")]
    NoDevice(#[source] DeviceError),
    /// The output would replace the audio file that is played.
    #[error("{} would be overwritten: it is the sound to try", .0.display())]
    OutputIsHeard(PathBuf),
    /// The output does not have the ending `.wav`.
    #[error("{} does not end in .wav; only WAV can be written", .0.display())]
    OutputIsNoWav(PathBuf),
    /// The output cannot have this format.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The cache cannot be read or written.
    #[error("the cache in {} cannot be used", path.display())]
    Cache {
        /// The folder of the cache.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The cache cannot be written because its disk is full.
    #[error("the disk of the cache in {} is full", path.display())]
    CacheFull {
        /// The folder of the cache.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// An anchor of the command line is not a place in the show.
    #[error("`{anchor}` is not a place in this show: {reason}")]
    Anchor {
        /// The anchor as written.
        anchor: String,
        /// The reason, for the message.
        reason: String,
    },
    /// An anchor of the command line is a place in the show, but not on the path that is taken.
    #[error("`{anchor}` is in the scene `{scene}`, but {}", match path {
        Some(_) => "not on this path",
        None => "no path is known on which it is heard",
    })]
    OffPath {
        /// The anchor as written.
        anchor: String,
        /// The scene with the place.
        scene: String,
        /// The decisions of the shortest path to it, if there is one.
        path: Option<String>,
    },
    /// The decisions for an interactive show are not possible.
    #[error("{}", paths::choose_text(message, hint.as_ref()))]
    Choose {
        /// The mistake.
        message: String,
        /// The correction, if one is likely.
        hint: Option<String>,
    },
    /// A saved place cannot be used.
    #[error("the saved place in {} cannot be used", path.display())]
    Saved {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: SavedError,
    },
    /// There are more paths than may be rendered.
    #[error("there are {number} paths, and at most {limit} are rendered")]
    ManyPaths {
        /// How many there are.
        number: String,
        /// The most that are rendered.
        limit: usize,
    },
    /// A page would have more parts than may be laid out.
    #[error(
        "the show has more than {limit} different parts between decisions; {count} of them begin in the scene `{scene}`"
    )]
    ManyParts {
        /// The most that are laid out.
        limit: usize,
        /// The scene in which the most of them begin.
        scene: String,
        /// How many begin there.
        count: usize,
    },
    /// The sound of a page is too large to be in it.
    #[error("the sound would have about {size}, and a page has at most {limit} in it")]
    LargePage {
        /// The path of the page.
        output: PathBuf,
        /// The size of the sound.
        size: Bytes,
        /// The most bytes in a page.
        limit: Bytes,
    },
    /// The part to render has no frames.
    #[error("the part from `{from}` to `{to}` is empty")]
    EmptyPart {
        /// The anchor of the start; `start` if there is none.
        from: String,
        /// The anchor of the end; `end` if there is none.
        to: String,
    },
    /// The import of a screenplay failed.
    #[error(transparent)]
    Import(#[from] outline::ImportError),
    /// The cue sheet could not be written as CSV.
    #[error("the cue sheet cannot be written")]
    CueSheet(#[from] csv::Error),
    /// No voice has this name.
    #[error("there is no voice named `{name}`{}", after_semicolon(hint.as_deref()))]
    UnknownVoice {
        /// The name.
        name: String,
        /// A correction for the message, if one is likely.
        hint: Option<String>,
    },
    /// The library has no sound of this name.
    #[error("there is no sound named `{name}`{}", after_semicolon(hint.as_deref()))]
    UnknownSound {
        /// The name.
        name: String,
        /// A correction for the message, if one is likely.
        hint: Option<String>,
    },
    /// No folder of the user's library has a file of this name.
    #[error("`{name}` is not in your library{}", after_semicolon(hint.as_deref()))]
    Library {
        /// The name.
        name: String,
        /// The files that it may mean.
        hint: Option<String>,
        /// The cause.
        source: ReachError,
    },
    /// The index of the user's library cannot be used.
    #[error(transparent)]
    LibraryIndex(#[from] LibraryError),
    /// The requested settings of a sound are wrong.
    #[error("{0}")]
    Settings(specimen::Problems),
    /// A length was requested for a sound that ends automatically.
    #[error("`{0}` is a spot, which plays once and ends")]
    EndsByItself(String),
    /// An audio file or a recipe cannot be read.
    #[error("{} cannot be read", path.display())]
    Sound {
        /// The path of the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A recipe has mistakes.
    #[error("{} has mistakes", path.display())]
    Recipe {
        /// The path of the recipe.
        path: PathBuf,
        /// The text of the recipe, in which the mistakes have their places.
        text: String,
        /// The mistakes; at least one.
        mistakes: Vec<Diagnostic>,
    },
    /// The file changed on the disk after it was read.
    #[error("another program changed {} in the meantime; nothing was written", .0.display())]
    ChangedMeanwhile(PathBuf),
    /// The folder of an output does not exist.
    #[error("there is no folder {} for {}", folder.display(), output.display())]
    NoFolder {
        /// The missing folder.
        folder: PathBuf,
        /// The path of the file.
        output: PathBuf,
    },
    /// A file cannot be written.
    #[error("{} cannot be written", path.display())]
    Unwritten {
        /// The path of the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The text to speak has no words.
    #[error("there are no words to speak in “{0}”")]
    NoWords(String),
    /// No voice can read the text to speak.
    #[error("no voice can read “{0}”: the voices read Latin letters")]
    Unreadable(String),
    /// The user has no home folder.
    #[error(transparent)]
    Home(#[from] NoHome),
    /// The configuration is wrong or cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The voice pack is missing or cannot be installed.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A voice could not speak a text.
    #[error(transparent)]
    Voice(#[from] VoiceError),
    /// The takes and sounds of the show could not be made.
    #[error(transparent)]
    Perform(#[from] PerformError),
    /// A sound could not be made.
    #[error(transparent)]
    Made(#[from] SoundError),
    /// A picture of the audio could not be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A sound could not be encoded as Opus.
    #[error("a sound cannot be encoded for the page")]
    Opus(#[from] opus_pure::Error),
    /// The show could not be rendered or written.
    #[error(transparent)]
    Level(#[from] LevelError),
    /// The output could not be written.
    #[error(transparent)]
    Sink(SinkError),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<SinkError> for SessionError {
    fn from(error: SinkError) -> SessionError {
        match error {
            SinkError::Device(error) => SessionError::NotAloud(error),
            error => SessionError::Sink(error),
        }
    }
}
