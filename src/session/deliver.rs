//! Renders a show for its delivery targets and checks the files. Takes a show and
//! targets, and returns a file for each target with the result of every requirement. All
//! values are measured on the written files. A failed requirement names the line or cue
//! that causes it.

mod blame;
mod judge;
mod mend;
mod noise;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::book::{Book, CueKind, Target};
use crate::mix::loudness::Ending;
use crate::mix::{self, ClipOf, Listening, MixPlan};
use crate::output::encode::{Bitrate, Choice, Container, Format, FormatError, Peak};
use crate::output::level::Goal;
use crate::output::meter::Sides;
use crate::output::survey::{Quiet, Survey, survey};
use crate::output::wav::Encoding;
use crate::perform::Performance;
use crate::session::console::Console;
use crate::session::console::file::Output;
use crate::session::files::make_folder;
use crate::session::render::sides;
use crate::session::{SessionError, Show, Studio};
use crate::timeline::Timeline;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_core::units::{Decibels, Frames, RATE, Seconds};
use cuebook_voice::Voice;

use blame::WrittenShow;
pub(crate) use judge::{Requirement, What};

/// The targets of a delivery and its folder.
#[derive(Clone, Debug)]
pub struct DeliverOptions {
    /// The folder of the files. It is created if it is missing.
    pub folder: PathBuf,
    /// The targets and the formats of their files.
    pub targets: Vec<(Target, Choice)>,
    /// Whether the files have one channel.
    pub mono: bool,
}

/// The result of a delivery.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// The files, in the order of the targets.
    pub files: Vec<Delivery>,
    /// The number of takes that were not in the cache.
    pub spoken: usize,
    /// Warnings that need the final times.
    pub doubts: Vec<Diagnostic>,
}

/// A file for a target.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub target: Target,
    pub file: PathBuf,
    pub format: Format,
    /// How far the limiter is below the target's peak, because the format raises peaks.
    pub lowered: Decibels,
    pub survey: Survey,
    pub requirements: Vec<Requirement>,
}

impl Delivery {
    /// Returns whether the file meets all requirements of its target.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.requirements.iter().all(Requirement::holds)
    }
}

/// The RMS of 10 ms below which a file is silent. Noise with a mean at ACX's floor of −60
/// dB does not reach this level.
const STILL: Decibels = Decibels(-50.0);

/// The shortest pause that is measured. Half a second fits into it, wherever its steps of
/// 10 ms begin.
const SHORTEST_PAUSE: Seconds = Seconds(0.52);

impl Studio {
    /// Renders a show for its targets and measures the files.
    ///
    /// # Errors
    /// When the show cannot be performed, or a file cannot be written or read.
    pub fn deliver(
        &self,
        show: &Show,
        voice: &dyn Voice,
        jobs: usize,
        options: &DeliverOptions,
        progress: &dyn Progress,
    ) -> Result<Delivered, SessionError> {
        let folder = &options.folder;
        let sides = sides(options.mono);
        let formats = options.targets.iter();
        let formats: Vec<(Target, Format)> = formats
            .map(|(target, choice)| Ok((*target, choice.format(sides)?)))
            .collect::<Result<_, FormatError>>()?;
        make_folder(folder)?;
        let name = |target: &Target, format: &Format| {
            folder.join(format!(
                "{}.{}.{}",
                slug(show),
                target.name,
                format.container.ending()
            ))
        };
        let paths = formats.iter().map(|(target, format)| name(target, format));
        let paths: Vec<PathBuf> = paths.collect();
        paths.iter().try_for_each(|path| show.refuse_own(path))?;
        let staged = self.stage(show, voice, jobs, progress)?;
        let plan = mix::plan(
            Listening::Loudspeakers,
            &show.book,
            &staged.performance,
            &staged.timeline,
        );
        let order = Order {
            studio: self,
            show,
            timeline: &staged.timeline,
            performance: Arc::new(staged.performance),
            quiet: Quiet {
                pauses: pauses(&plan, &show.book),
                still: STILL,
            },
            sides,
            trims: self.trims(),
            progress,
        };
        let files = formats.iter().zip(&paths);
        let files: Result<Vec<Delivery>, SessionError> = files
            .map(|((target, format), path)| order.deliver(plan.clone(), target, (path, *format)))
            .collect();
        Ok(Delivered {
            files: files?,
            spoken: order.performance.spoken,
            doubts: staged.doubts,
        })
    }
}

/// The values that all files of a show share.
struct Order<'a> {
    studio: &'a Studio,
    show: &'a Show,
    timeline: &'a Timeline,
    performance: Arc<Performance>,
    quiet: Quiet,
    sides: Sides,
    trims: PathBuf,
    progress: &'a dyn Progress,
}

impl Order<'_> {
    fn deliver(
        &self,
        mut plan: MixPlan,
        target: &Target,
        (path, format): (&Path, Format),
    ) -> Result<Delivery, SessionError> {
        plan.master.ceiling = target.peak;
        let console = Console {
            plan: Arc::new(plan),
            performance: self.performance.clone(),
            goal: Goal {
                level: target.level,
                sides: self.sides,
            },
            trims: self.trims.clone(),
            common: None,
        };
        let output = Output {
            path,
            format,
            part: None,
            tags: self
                .studio
                .tags(self.show, self.timeline, (None, format.container))?,
            peak: Peak::of(target),
            quiet: self.quiet.clone(),
        };
        let file = console.write(&output, self.progress)?;
        let survey = match file.heard {
            Some(heard) => heard,
            None => survey(path, &self.quiet)?,
        };
        let mut requirements = judge::requirements(&asks(target, &format), &survey);
        let written = WrittenShow {
            show: self.show,
            timeline: self.timeline,
            console: &file.console,
            trim: file.mixed.trim,
            limited: file.mixed.ending == Ending::Nearest,
            target,
        };
        for requirement in requirements.iter_mut().filter(|one| !one.holds()) {
            requirement.findings = written.findings(requirement, &survey)?;
            requirement.findings = self.show.placed(std::mem::take(&mut requirement.findings));
        }
        Ok(Delivery {
            target: *target,
            file: path.to_owned(),
            format,
            lowered: file.lowered,
            survey,
            requirements,
        })
    }
}

/// Returns what a target asks of a file. The rate of a codec is its own, unless the place asks for
/// another than the engine's.
fn asks(target: &Target, format: &Format) -> Target {
    let is_free = !format.container.is_lossless() && target.rate == RATE;
    Target {
        rate: if is_free {
            format.form.rate
        } else {
            target.rate
        },
        ..*target
    }
}

/// Returns the format that the place of a target takes. ACX asks for MP3 at 192 kbit/s or more and
/// 44.1 kHz, in mono too; broadcasters ask for WAV.
#[must_use]
pub(crate) fn usual_format(target: &Target) -> Choice {
    match target.name {
        "acx" => Choice {
            bitrate: Some(Bitrate(192_000)),
            rate: Some(target.rate),
            ..Choice::of(Container::Mp3)
        },
        "podcast" => Choice::of(Container::Mp3),
        "audiobook" => Choice::of(Container::M4b),
        _ => lossless(target, Container::Wav),
    }
}

/// Returns a format without loss with the rate and the bits of a target.
#[must_use]
pub(crate) fn lossless(target: &Target, container: Container) -> Choice {
    Choice {
        rate: Some(target.rate),
        encoding: Some(match target.bits {
            16 => Encoding::Pcm16,
            _ => Encoding::Pcm24,
        }),
        ..Choice::of(container)
    }
}

/// Returns the stretches without lines, spots and music. Only continuous sounds remain
/// there.
fn pauses(plan: &MixPlan, book: &Book) -> Vec<Range<Seconds>> {
    let lasts = |of: ClipOf| match of {
        ClipOf::Line(_) => true,
        ClipOf::Cue(cue) => !matches!(book.cues[cue].kind, CueKind::Bed { .. }),
    };
    let busy = plan.clips.iter().filter(|clip| lasts(clip.of));
    let mut busy: Vec<&Range<Frames>> = busy.map(|clip| &clip.at).collect();
    busy.sort_by_key(|at| at.start);
    let end = plan.frames..plan.frames;
    let mut pauses = Vec::new();
    let mut from = Frames::ZERO;
    for at in busy.into_iter().chain([&end]) {
        let to = at.start.min(plan.frames);
        if to - from >= SHORTEST_PAUSE.frames() {
            pauses.push(from.seconds()..to.seconds());
        }
        from = from.max(at.end);
    }
    pauses
}

/// Returns the show's title as a file name, such as `the-last-hour`; the script's name if
/// the show has no title.
fn slug(show: &Show) -> String {
    let of = |words: &str| {
        let parts = words.split(|c: char| !c.is_alphanumeric());
        let parts = parts.filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.map(str::to_lowercase).collect();
        parts.join("-").chars().take(80).collect::<String>()
    };
    let file = || {
        let name = show.path.file_stem().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let title = of(&show.book.title);
    let name = if title.is_empty() { of(&file()) } else { title };
    if name.is_empty() {
        "show".to_owned()
    } else {
        name
    }
}
