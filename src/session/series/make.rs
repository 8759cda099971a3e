//! Makes the files of a chapter: renders, delivers or publishes it. A chapter of which nothing
//! changed since the last time is left as it is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::state::{Kept, KeptFile};
use super::{Chapter, speed};
use crate::output::encode::Choice;
use crate::session::deliver::DeliverOptions;
use crate::session::files::make_folder;
use crate::session::publish::{PublishOptions, Remark, print};
use crate::session::{Part, RenderOptions, SessionError, Studio};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_core::units::Frames;
use cuebook_engine::plan::Listening;
use cuebook_script::PublishForm;
use cuebook_voice::Voice;
use cuebook_voice::tone::ToneVoice;

/// The work on every chapter.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    Render(RenderAs),
    Deliver(DeliverOptions),
    Publish(PublishOptions),
}

/// How a chapter is rendered.
#[derive(Clone, Debug)]
pub(crate) struct RenderAs {
    pub folder: PathBuf,
    pub format: Choice,
    pub mono: bool,
    pub tags: bool,
    pub listening: Listening,
}

impl Work {
    /// Returns the word for its records.
    fn word(&self) -> &'static str {
        match self {
            Work::Render(_) => "render",
            Work::Deliver(_) => "deliver",
            Work::Publish(_) => "publish",
        }
    }

    /// Returns the folder of the files.
    pub(crate) fn folder(&self) -> &Path {
        match self {
            Work::Render(render) => &render.folder,
            Work::Deliver(deliver) => &deliver.folder,
            Work::Publish(publish) => &publish.folder,
        }
    }

    /// Returns the fingerprint of the options.
    fn print(&self) -> String {
        match self {
            Work::Render(as_) => print::of(&(as_.format, as_.mono, as_.tags, as_.listening)),
            Work::Deliver(options) => print::of(&(
                &options.targets,
                options.mono,
                options.tags,
                options.whole,
                &options.sample,
            )),
            Work::Publish(options) => print::of(&options.forms),
        }
    }

    /// Returns the work with the forms of a chapter, if it has its own and no others are asked for.
    pub(crate) fn of_chapter(&self, chapter: &Chapter, is_asked: bool) -> Work {
        let mut work = self.clone();
        if let (Work::Publish(options), false) = (&mut work, is_asked) {
            let own = chapter.show.script.publish.iter().map(|form| form.value);
            let own: Vec<PublishForm> = own.collect();
            if !own.is_empty() {
                options.forms = own;
            }
        }
        work
    }
}

/// What happened to a chapter.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub kept: Kept,
    /// Whether anything was made anew.
    pub is_new: bool,
    pub spoken: usize,
    /// Files of an earlier time that are not needed any more.
    pub old: Vec<PathBuf>,
    /// Warnings that need the final times.
    pub doubts: Vec<Diagnostic>,
}

/// Of what the files of a chapter were made.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum WasMade {
    /// Of what the chapter is now.
    Same,
    /// Of the same, but spoken by the built-in tone voice.
    ByTones,
    /// Of what it was before, or they are not whole.
    Before,
}

/// The results of one kind of work.
#[derive(Default)]
struct Results {
    files: Vec<(PathBuf, String)>,
    spoken: usize,
    frames: Frames,
    loudness: Option<f64>,
    remarks: Vec<String>,
    fails: bool,
    doubts: Vec<Diagnostic>,
}

impl Studio {
    /// Makes the files of a chapter, if anything changed since the last time.
    ///
    /// # Errors
    /// When the chapter cannot be performed, or a file cannot be written.
    pub(crate) fn make_chapter(
        &self,
        chapter: &Chapter,
        work: &Work,
        (voice, jobs): (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Made, SessionError> {
        make_folder(work.folder())?;
        let record = record(chapter, work);
        let inputs = chapter.inputs.print(&chapter.show, &voice.identity());
        let mut wanted = Kept::new(inputs, work.print(), chapter.title());
        let before = Kept::read(&record);
        if let Some(kept) = before
            .as_ref()
            .filter(|kept| kept.holds(&wanted, work.folder()))
        {
            return Ok(Made {
                kept: kept.clone(),
                is_new: false,
                spoken: 0,
                old: Vec::new(),
                doubts: Vec::new(),
            });
        }
        let unspoken = self.unspoken(&chapter.show, voice)?.heard;
        let began = Instant::now();
        let results = self.make(chapter, work, (voice, jobs), progress)?;
        self.learn(&results, unspoken, began.elapsed(), voice);
        let file = |(path, form): &(PathBuf, String)| KeptFile::of(work.folder(), path, form);
        wanted.files = results.files.iter().map(file).collect();
        wanted.frames = results.frames.0;
        wanted.loudness = results.loudness;
        wanted.remarks = results.remarks;
        wanted.fails = results.fails;
        wanted.write(&record)?;
        let old = before.map(|before| before.without(&wanted, work.folder()));
        Ok(Made {
            kept: wanted,
            is_new: true,
            spoken: results.spoken,
            old: old.unwrap_or_default(),
            doubts: results.doubts,
        })
    }

    /// Returns the record of the last time that a chapter was made, and the state of its files.
    pub(crate) fn was_made(
        &self,
        chapter: &Chapter,
        folder: &Path,
        voice: &dyn Voice,
    ) -> Option<(Kept, WasMade)> {
        let member = chapter.show.member.as_ref()?;
        let inputs = |identity: &str| chapter.inputs.print(&chapter.show, identity);
        let (own, by_tones) = (inputs(&voice.identity()), inputs(&ToneVoice.identity()));
        let words = ["publish", "render", "deliver"].into_iter();
        let kept = words.filter_map(|word| Kept::read(&folder.join(member.record(word))));
        let kept = kept.max_by_key(|kept| (kept.inputs == own, kept.inputs == by_tones))?;
        let state = match kept.is_whole(folder) {
            true if kept.inputs == own => WasMade::Same,
            true if kept.inputs == by_tones => WasMade::ByTones,
            _ => WasMade::Before,
        };
        Some((kept, state))
    }

    fn make(
        &self,
        chapter: &Chapter,
        work: &Work,
        voice: (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Results, SessionError> {
        match work {
            Work::Render(as_) => self.render_chapter(chapter, as_, voice, progress),
            Work::Deliver(options) => self.deliver_chapter(chapter, options, voice, progress),
            Work::Publish(options) => self.publish_chapter(chapter, options, voice, progress),
        }
    }

    fn render_chapter(
        &self,
        chapter: &Chapter,
        as_: &RenderAs,
        (voice, jobs): (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Results, SessionError> {
        let ending = as_.format.container.ending();
        let options = RenderOptions {
            output: as_.folder.join(format!("{}.{ending}", chapter.name())),
            format: as_.format,
            mono: as_.mono,
            tags: as_.tags,
            part: Part::default(),
            stems: None,
            listening: as_.listening,
        };
        let rendered = self.render(&chapter.show, voice, jobs, &options, progress)?;
        let missed = rendered.missed.map(|level| {
            format!("the limiter keeps it below {level}; this is the nearest possible level")
        });
        Ok(Results {
            files: vec![(options.output, ending.to_owned())],
            spoken: rendered.spoken,
            frames: rendered.frames,
            loudness: rendered.loudness.map(|loudness| loudness.0),
            remarks: missed.into_iter().collect(),
            fails: false,
            doubts: rendered.doubts,
        })
    }

    fn deliver_chapter(
        &self,
        chapter: &Chapter,
        options: &DeliverOptions,
        (voice, jobs): (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Results, SessionError> {
        let show = &chapter.show;
        let delivered = self.deliver(show, voice, jobs, options, progress)?;
        let mut results = Results {
            spoken: delivered.spoken,
            frames: self.expect_with(show, voice)?.timeline.frames,
            doubts: delivered.doubts,
            ..Results::default()
        };
        for file in &delivered.files {
            let fails = file.failing();
            if !fails.is_empty() {
                results.fails = true;
                results.remarks.push(misses(&file.file, &fails));
            }
            let target = file.target.name.to_owned();
            results.files.push((file.file.clone(), target));
        }
        Ok(results)
    }

    fn publish_chapter(
        &self,
        chapter: &Chapter,
        options: &PublishOptions,
        voice: (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Results, SessionError> {
        let show = &chapter.show;
        let published = self.publish(show, voice, options, progress)?;
        let files = published.files.iter();
        let files = files.map(|file| (file.path.clone(), file.form.name().to_owned()));
        let is_miss = |remark: &Remark| matches!(remark, Remark::Fails(..));
        Ok(Results {
            files: files.collect(),
            spoken: published.spoken,
            frames: self.expect_with(show, voice.0)?.timeline.frames,
            loudness: None,
            remarks: published.remarks.iter().filter_map(remark).collect(),
            fails: published.remarks.iter().any(is_miss),
            doubts: published.doubts,
        })
    }

    /// Remembers how fast this machine speaks and mixes.
    fn learn(&self, results: &Results, unspoken: Frames, took: Duration, voice: &dyn Voice) {
        if !voice.is_stand_in() {
            let heard = results.frames.seconds();
            speed::learn(&self.speed_file(), heard, unspoken.seconds(), took);
        }
    }
}

fn record(chapter: &Chapter, work: &Work) -> PathBuf {
    let member = chapter.show.member.as_ref();
    let name = member.map_or_else(String::new, |member| member.record(work.word()));
    work.folder().join(name)
}

/// Returns a remark on a published file as a sentence.
fn remark(remark: &Remark) -> Option<String> {
    match remark {
        Remark::Fails(path, what) => Some(misses(path, what)),
        Remark::Old(path) => Some(format!(
            "{} was published earlier, and is not among these files: remove it if it is not needed",
            name(path)
        )),
        Remark::NoChapters(_) | Remark::Captions(..) => None,
    }
}

/// Returns the sentence about a file that does not meet its target.
fn misses(path: &Path, what: &[String]) -> String {
    format!(
        "{} does not meet its target in {}",
        name(path),
        what.join(", ")
    )
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
