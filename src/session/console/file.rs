//! Writes a show as a sound file. What a listener hears of a file with loss is measured, because
//! its peaks differ from those of the mix: where they exceed the target, the limiter is set lower,
//! and the file is encoded again.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};

use super::{Console, Mixed, Watched};
use crate::book::Target;
use crate::mix::loudness::Ending;
use crate::output::background_sink::BackgroundSink;
use crate::output::encode::{Format, Peak, Proof, SoundFile};
use crate::output::level;
use crate::output::meter::Loudness;
use crate::output::resampled::AtRate;
use crate::output::survey::{Quiet, Survey};
use crate::output::tags::Tags;
use crate::output::{Sink, SinkError};
use crate::session::SessionError;
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{BLOCK, Decibels, Frames, Gain};
use cuebook_core::whole_file;
use cuebook_engine::Block;

/// A sound file to write.
pub(in crate::session) struct Output<'a> {
    pub path: &'a Path,
    pub format: Format,
    /// The part of the show; `None` for the whole.
    pub part: Option<Range<Frames>>,
    /// The silence before and after the part.
    pub pad: [Frames; 2],
    /// What a listener may hear at most.
    pub peak: Peak,
    /// The pauses that are measured.
    pub quiet: Quiet,
    /// The tags of the file; `None` for its sound only.
    pub tags: Option<Tags>,
}

/// A written sound file.
pub(in crate::session) struct Written {
    pub mixed: Mixed,
    /// What a listener hears; `None` for WAV, whose samples are those of the mix.
    pub heard: Option<Survey>,
    /// The console with the limiter of this file.
    pub console: Console,
    /// How far the limiter is below the ceiling of the target.
    pub lowered: Decibels,
}

impl Written {
    /// Returns the levels of the file as a listener hears it.
    pub(in crate::session) fn loudness(&self) -> Loudness {
        let heard = self.heard.as_ref();
        heard.map_or(self.mixed.loudness, |heard| heard.loudness)
    }
}

/// How often a file is encoded at most.
const ATTEMPTS: usize = 6;

/// How far the limiter goes below the necessary level: the next encoding differs a little, in dB.
const SPARE: f64 = 0.05;

/// How far the mix may be from its level if the limiter is lower, before the trim is searched
/// again, in dB.
const NEAR: f64 = 0.04;

impl Peak {
    /// Returns what a target allows.
    pub(in crate::session) fn of(target: &Target) -> Peak {
        match target.sample_peak {
            Some(most) => Peak::Sample(most),
            None => Peak::True(target.peak),
        }
    }
}

impl Console {
    /// Writes the show, or a part of it, to a sound file.
    pub(in crate::session) fn write(
        self,
        output: &Output<'_>,
        progress: &dyn Progress,
    ) -> Result<Written, SessionError> {
        let (own, common) = (self.plan.master.ceiling, self.common);
        let memory = self.memory(output);
        let mut lowered = Decibels(0.0);
        let mut console = self;
        if let Some(known) = recalled(memory.as_deref()) {
            lowered = known.lowered;
            console = console.below(own, lowered);
            console.common = common.or(Some((known.trim, known.ending)));
        }
        let mut attempt = 1;
        loop {
            let (tell, heard) = channel();
            let is_last = attempt == ATTEMPTS;
            let mixed = console.once(output, (tell, is_last), progress)?;
            let heard = heard.try_recv().ok();
            let over = heard
                .as_ref()
                .map_or(0.0, |heard| output.peak.over(&heard.loudness));
            let is_searched = console.common == common;
            let is_near = output.part.is_some() || is_searched || console.is_near(&mixed);
            if is_last || (over <= 0.0 && is_near) {
                remember(memory.as_deref(), lowered, &mixed);
                return Ok(Written {
                    mixed,
                    heard,
                    console,
                    lowered,
                });
            }
            if over > 0.0 {
                lowered = Decibels(lowered.0 + over + SPARE);
            }
            console = console.below(own, lowered);
            // The trim hardly changes. If it does, the search for it begins anew.
            console.common = match is_near {
                true => Some((mixed.trim, mixed.ending)),
                false => common,
            };
            attempt += 1;
        }
    }

    /// Returns the console with a lower limiter.
    fn below(self, own: Decibels, lowered: Decibels) -> Console {
        self.with_ceiling(Decibels(own.0 - lowered.0))
    }

    /// Returns whether the mix has its level, as far as the limiter allows.
    fn is_near(&self, mixed: &Mixed) -> bool {
        let level = &self.goal.level;
        mixed.ending != Ending::Reached || (mixed.loudness.of(level) - level.aim()).abs() <= NEAR
    }

    /// Encodes the file once. It takes its place if it is within the peak, or if it is the last.
    fn once(
        &self,
        output: &Output<'_>,
        (heard, is_last): (Sender<Survey>, bool),
        progress: &dyn Progress,
    ) -> Result<Mixed, SessionError> {
        let frames = match &output.part {
            Some(part) => part.end - part.start + output.pad[0] + output.pad[1],
            None => self.plan.frames,
        };
        let open = || {
            let proof = Proof {
                quiet: output.quiet.clone(),
                most: Some(output.peak).filter(|_| !is_last),
                heard: heard.clone(),
            };
            let tagged = (proof, output.tags.clone());
            begin((output.path, &output.format), frames, tagged, progress)
        };
        if !output.format.container.is_wav() {
            // Encoding takes longer than mixing: only the right trim is encoded.
            self.trim()?;
        }
        progress.begin(Stage::Mix, frames.index() as u64);
        let mixed = match &output.part {
            None => self.fill(open),
            Some(part) => self.write_part(part.clone(), output.pad, open),
        };
        progress.end();
        mixed
    }

    /// Writes a part to a sink, at the level of the whole.
    pub(in crate::session) fn write_part<S: Sink>(
        &self,
        part: Range<Frames>,
        [before, after]: [Frames; 2],
        open: impl FnOnce() -> Result<S, SinkError>,
    ) -> Result<Mixed, SessionError> {
        let (trim, ending) = self.trim()?;
        let mut sink = open()?;
        silence(&mut sink, before)?;
        let loudness = level::render(self.engine(trim), part, self.goal, &mut sink)?;
        silence(&mut sink, after)?;
        sink.measured(&loudness);
        sink.finish()?;
        Ok(Mixed {
            trim,
            ending,
            loudness,
        })
    }

    /// Returns the file that says how far the limiter must be lowered for a file of a whole show.
    pub(super) fn memory(&self, output: &Output<'_>) -> Option<PathBuf> {
        let Format {
            container,
            form,
            bitrate,
        } = output.format;
        if container.is_lossless() || output.part.is_some() {
            return None;
        }
        let kind = format!("{}-{}-{bitrate}", container.name(), form.rate);
        Some(self.trim_file().with_extension(kind))
    }
}

/// Begins a sound file of some frames with its tags, which is encoded and written in the background.
pub(in crate::session) fn begin<'a>(
    (path, format): (&Path, &Format),
    frames: Frames,
    tagged: (Proof, Option<Tags>),
    progress: &'a dyn Progress,
) -> Result<Watched<'a, AtRate<SoundFile>>, SinkError> {
    let file = SoundFile::create(path, frames, format, tagged)?;
    let file = BackgroundSink::new(file);
    Ok(Watched { file, progress })
}

/// Writes silence to a sink.
fn silence(sink: &mut impl Sink, frames: Frames) -> Result<(), SinkError> {
    let frames = frames.index();
    let mut blocks = (0..frames).step_by(BLOCK);
    blocks.try_for_each(|at| sink.write(&Block::SILENCE, BLOCK.min(frames - at)))
}

/// How a file came within the peak of its target the last time.
pub(super) struct Known {
    pub lowered: Decibels,
    trim: Gain,
    ending: Ending,
}

/// Reads it, if it is known.
pub(super) fn recalled(memory: Option<&Path>) -> Option<Known> {
    let text = fs::read_to_string(memory?).ok()?;
    let mut words = text.split_whitespace();
    let lowered = f64::from_bits(words.next()?.parse().ok()?);
    let (trim, ending) = super::read_trim(words.next()?, words.next()?)?;
    (0.0..20.0).contains(&lowered).then_some(Known {
        lowered: Decibels(lowered),
        trim,
        ending,
    })
}

/// Keeps it for the next rendering, which otherwise finds it again.
fn remember(memory: Option<&Path>, lowered: Decibels, mixed: &Mixed) {
    let Some(file) = memory.filter(|_| lowered.0 > 0.0) else {
        return;
    };
    let trim = super::trim_text(mixed.trim, mixed.ending);
    let text = format!("{} {trim}", lowered.0.to_bits());
    drop(whole_file::write(file, text.as_bytes()));
}
