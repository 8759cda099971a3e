//! A show, or a part of it, as a file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audio::Tape;
use crate::book::mark::Marks;
use crate::book::place::Finder;
use crate::book::{SoundFrom, Speech};
use crate::diagnostic::Diagnostic;
use crate::engine::{Engine, Shelf};
use crate::mix::loudness::Ending;
use crate::mix::{Master, MixPlan};
use crate::output::behind::Behind;
use crate::output::level::{self, Trimmed};
use crate::output::meter::Loudness;
use crate::output::wav::{Encoding, WavSink};
use crate::output::{Sink, SinkError};
use crate::perform::voice::{Tone, Utterance, Voice};
use crate::perform::{Key, Performance, Repertoire};
use crate::progress::{Progress, Stage};
use crate::script::{prose, read};
use crate::session::{SessionError, Show, Staged, Studio};
use crate::timeline::Timeline;
use crate::units::{Decibels, Frames, Gain, Lufs};
use crate::world::Stock;

/// What is to be rendered, and where to.
#[derive(Clone, Debug)]
pub struct RenderOptions {
    pub output: PathBuf,
    pub encoding: Encoding,
    pub part: Part,
}

/// A stretch of a show, by anchors as a command line gives them.
#[derive(Clone, Debug, Default)]
pub struct Part {
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    pub frames: Frames,
    /// Integrated loudness; none for silence.
    pub loudness: Option<Lufs>,
    /// True peak in dBTP.
    pub peak: Decibels,
    /// How many takes were not in the cache.
    pub spoken: usize,
    /// The target, where the limiter could not bring the show to it.
    pub missed: Option<Lufs>,
    /// What looks mistaken now that the times are known: warnings.
    pub doubts: Vec<Diagnostic>,
}

/// A few words for a voice to say.
#[derive(Copy, Clone, Debug)]
pub struct Sample<'a> {
    pub voice: &'a str,
    pub words: &'a str,
    pub tone: Tone,
    pub pace: f64,
}

impl Studio {
    /// Renders a show, or a part of it that sounds exactly as in the whole.
    ///
    /// # Errors
    /// When the show cannot be performed, the part is not in it, or the file
    /// cannot be written.
    pub fn render(
        &self,
        show: &Show,
        voice: &dyn Voice,
        jobs: usize,
        options: &RenderOptions,
        progress: &dyn Progress,
    ) -> Result<Rendered, SessionError> {
        guard(show, &options.output)?;
        let Staged {
            performance,
            timeline,
            doubts,
        } = self.stage(show, voice, jobs, progress)?;
        let part = cut(show, &timeline, &options.part)?;
        let plan = MixPlan::compose(&show.book, &performance, &timeline);
        let console = Console {
            plan: Arc::new(plan),
            performance: Arc::new(performance),
            target: show.book.target.loudness,
            trims: self.folders.cache.join("trims"),
        };
        progress.begin(Stage::Mix, timeline.frames.index() as u64);
        let produced = console.produce(options, part, progress);
        progress.end();
        let (loudness, ending) = produced?;
        Ok(Rendered {
            frames: part.map_or(timeline.frames, |(from, to)| to - from),
            loudness: loudness
                .integrated
                .0
                .is_finite()
                .then_some(loudness.integrated),
            peak: loudness.true_peak,
            spoken: console.performance.spoken,
            missed: (ending == Ending::Nearest).then_some(console.target),
            doubts,
        })
    }
}

/// Sees to it that nothing of the author's is written over.
fn guard(show: &Show, output: &Path) -> Result<(), SessionError> {
    let extension = output.extension().unwrap_or_default();
    if !extension.eq_ignore_ascii_case("wav") {
        return Err(SessionError::OutputIsNoWav(output.to_owned()));
    }
    let Ok(real) = output.canonicalize() else {
        return Ok(());
    };
    let beside = |name: &str| show.path.with_file_name("").join(name);
    let sounds = show
        .book
        .sounds
        .iter()
        .filter_map(|sound| match &sound.from {
            SoundFrom::File { path, .. } => Some(beside(path)),
            SoundFrom::Recipe { .. } => None,
        });
    let takes = show
        .book
        .lines
        .iter()
        .filter_map(|line| match &line.speech {
            Speech::Recording { path, .. } => Some(beside(path)),
            Speech::Voice(_) => None,
        });
    let prose = show.prose_path.iter().map(|path| beside(path));
    let own = prose.chain(sounds).chain(takes).chain([show.path.clone()]);
    if own
        .filter_map(|path| path.canonicalize().ok())
        .any(|path| path == real)
    {
        return Err(SessionError::OutputIsSource(output.to_owned()));
    }
    Ok(())
}

/// The frames of a part; none for the whole show.
fn cut(
    show: &Show,
    timeline: &Timeline,
    part: &Part,
) -> Result<Option<(Frames, Frames)>, SessionError> {
    if part.from.is_none() && part.to.is_none() {
        return Ok(None);
    }
    let place = |anchor: &Option<String>, own: Frames| {
        let written = anchor.as_ref();
        written.map_or(Ok(own), |written| find(show, timeline, written))
    };
    let from = place(&part.from, Frames::ZERO)?;
    let to = place(&part.to, timeline.frames)?.min(timeline.frames);
    if to <= from {
        return Err(SessionError::EmptyPart {
            from: part.from.clone().unwrap_or_else(|| "start".to_owned()),
            to: part.to.clone().unwrap_or_else(|| "end".to_owned()),
        });
    }
    Ok(Some((from, to)))
}

/// Where an anchor falls that is not in the script.
fn find(show: &Show, timeline: &Timeline, written: &str) -> Result<Frames, SessionError> {
    let lost = |reason: String| SessionError::Anchor {
        anchor: written.to_owned(),
        reason,
    };
    let told = |diagnostic: &Diagnostic| {
        let hints = diagnostic
            .hints
            .iter()
            .map(|hint| format!("; {}", hint.text));
        lost(format!(
            "{}{}",
            diagnostic.message,
            hints.collect::<String>()
        ))
    };
    let anchor = read::anchor(written).map_err(|diagnostic| told(&diagnostic))?;
    let finder = Finder::new(&show.book.prose);
    let lines = show.book.lines.iter();
    let lines = lines
        .map(|line| (line.id.clone(), line.words.clone()))
        .collect();
    let marks = Marks::new(&show.script, &finder, &lines, &show.book.scenes);
    let moment = marks
        .moment(&anchor)
        .map_err(|diagnostic| told(&diagnostic))?;
    let moment = moment.ok_or_else(|| lost("the show has nothing of this name".to_owned()))?;
    Ok(timeline.find(&moment))
}

/// A show on the way to its file.
struct Console {
    plan: Arc<MixPlan>,
    performance: Arc<Performance>,
    target: Lufs,
    /// Where the trims that were found are kept.
    trims: PathBuf,
}

impl Console {
    fn engine(&self, trim: Gain) -> Engine {
        let mut plan = MixPlan::clone(&self.plan);
        plan.master = Master {
            trim,
            ..plan.master
        };
        Engine::new(Arc::new(plan), Box::new(Takes(self.performance.clone())))
    }

    fn produce(
        &self,
        options: &RenderOptions,
        part: Option<(Frames, Frames)>,
        progress: &dyn Progress,
    ) -> Result<(Loudness, Ending), SessionError> {
        let frames = part.map_or(self.plan.frames, |(from, to)| to - from);
        let open = || {
            let file = WavSink::create(&options.output, frames, options.encoding)?;
            let file = Behind::new(file);
            Ok::<_, SinkError>(Watched { file, progress })
        };
        let known = self.kept_trim();
        if let Some((from, to)) = part {
            let (trim, ending) = match known {
                Some(known) => known,
                None => self.keep(&level::find_trim(|trim| self.engine(trim), self.target)?),
            };
            let mut sink = open()?;
            let mut engine = self.engine(trim);
            let loudness = level::render_part(&mut engine, from..to, &mut sink)?;
            sink.finish()?;
            return Ok((loudness, ending));
        }
        if let Some((trim, ending)) = known {
            let mut sink = open()?;
            let loudness = level::render(self.engine(trim), &mut sink)?;
            sink.finish()?;
            return Ok((loudness, ending));
        }
        let (trimmed, loudness) = level::produce(|trim| self.engine(trim), self.target, open)?;
        let (_, ending) = self.keep(&trimmed);
        Ok((loudness, ending))
    }

    /// A trim belongs to the plan, the audio in it, and the target.
    fn trim_file(&self) -> Option<PathBuf> {
        let plan = serde_json::to_vec(self.plan.as_ref()).ok()?;
        let audio: Vec<u8> = self
            .performance
            .audio
            .iter()
            .flat_map(|heard| *heard.key.bytes())
            .collect();
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        let key = Key::of(&[version, &plan, &audio, &self.target.0.to_le_bytes()]);
        Some(self.trims.join(key.name()))
    }

    fn kept_trim(&self) -> Option<(Gain, Ending)> {
        let text = std::fs::read_to_string(self.trim_file()?).ok()?;
        let (trim, ending) = text.trim().split_once(' ')?;
        let trim = Gain(f32::from_bits(trim.parse().ok()?));
        let ending = [Ending::Reached, Ending::Nearest, Ending::Silent]
            .into_iter()
            .find(|known| format!("{known:?}") == ending)?;
        trim.0.is_finite().then_some((trim, ending))
    }

    /// Keeps a trim for the next time. Where that fails, it is only found again.
    fn keep(&self, trimmed: &Trimmed) -> (Gain, Ending) {
        let text = format!("{} {:?}", trimmed.trim.0.to_bits(), trimmed.ending);
        let kept = self.trim_file().map(|file| write_whole(&file, &text));
        drop(kept);
        (trimmed.trim, trimmed.ending)
    }
}

/// Writes beside the place and renames, so that nobody reads half a file.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let file = tempfile::NamedTempFile::new_in(folder)?;
    std::fs::write(file.path(), text)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The performance as the engine sees it.
struct Takes(Arc<Performance>);

impl Shelf for Takes {
    fn open(&self, audio: usize) -> io::Result<Box<dyn Tape>> {
        self.0.open(audio)
    }
}

/// A file whose growth is told.
struct Watched<'a> {
    file: Behind<WavSink>,
    progress: &'a dyn Progress,
}

impl Sink for Watched<'_> {
    fn write(&mut self, block: &crate::engine::Block, frames: usize) -> Result<(), SinkError> {
        self.progress.advance(frames as u64);
        self.file.write(block, frames)
    }

    fn finish(self) -> Result<(), SinkError> {
        self.file.finish()
    }
}

impl Studio {
    /// Speaks a few words into a 24-bit WAV file, at the level of speech.
    ///
    /// # Errors
    /// When the voice is unknown, there are no words, or the file cannot be written.
    pub fn try_voice(
        &self,
        voice: &dyn Voice,
        sample: &Sample<'_>,
        output: &Path,
    ) -> Result<Rendered, SessionError> {
        let utterance = Utterance {
            text: sample.words.to_owned(),
            words: prose::words(sample.words)
                .iter()
                .map(|word| word.span)
                .collect(),
            pronounce: Vec::new(),
            voice: sample.voice.to_owned(),
            tone: sample.tone,
            pace: sample.pace,
        };
        if utterance.words.is_empty() {
            return Err(SessionError::NoWords(sample.words.to_owned()));
        }
        if !Repertoire.voices().contains(&sample.voice) {
            return Err(unknown_voice(sample.voice));
        }
        let take = voice.speak(&utterance)?;
        let audio = crate::audio::Audio::mono(take.samples);
        let plan = MixPlan::solo(&audio);
        let frames = plan.frames;
        let engine = Engine::new(Arc::new(plan), Box::new(Solo(audio)));
        let mut sink = WavSink::create(output, frames, Encoding::Pcm24)?;
        let loudness = level::render(engine, &mut sink)?;
        sink.finish()?;
        Ok(Rendered {
            frames,
            loudness: loudness
                .integrated
                .0
                .is_finite()
                .then_some(loudness.integrated),
            peak: loudness.true_peak,
            spoken: 1,
            missed: None,
            doubts: Vec::new(),
        })
    }
}

/// One piece of audio, whatever is asked for.
struct Solo(crate::audio::Audio);

impl Shelf for Solo {
    fn open(&self, _audio: usize) -> io::Result<Box<dyn Tape>> {
        Ok(Box::new(self.0.clone()))
    }
}

fn unknown_voice(name: &str) -> SessionError {
    let repertoire = Repertoire;
    let near = |voice: &&str| strsim::jaro_winkler(voice, name);
    let voices = repertoire.voices().into_iter();
    let nearest = voices.max_by(|a, b| near(a).total_cmp(&near(b)));
    let name = name.to_owned();
    let hint = nearest.filter(|voice| near(voice) > 0.75).map_or_else(
        || "`cuebook voices list` shows them all".to_owned(),
        |voice| format!("the nearest is `{voice}`"),
    );
    SessionError::UnknownVoice { name, hint }
}
