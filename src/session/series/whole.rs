//! Writes all chapters of a series as one sound file with a mark for each chapter. Every chapter has
//! the level that it has alone. One chapter after the other is mixed, so memory does not grow with
//! the series.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use super::state::{Kept, KeptFile};
use super::{SeriesFile, member, shared};
use crate::output::encode::{Choice, Format, Peak, Proof, SoundFile};
use crate::output::resampled::AtRate;
use crate::output::survey::{Quiet, Survey};
use crate::output::tags::{Picture, Tags};
use crate::output::{Sink, level};
use crate::session::console::file::begin;
use crate::session::console::{Console, Watched};
use crate::session::files::{folder_of, make_folder};
use crate::session::publish::print;
use crate::session::render::sides;
use crate::session::{SessionError, Show, Staged, Studio, chapters};
use crate::timeline::Chapter as Mark;
use crate::world::World;
use cuebook_core::progress::{Progress, Silent, Stage};
use cuebook_core::units::{BLOCK, Decibels, Frames, Seconds};
use cuebook_engine::Block;
use cuebook_engine::plan::Listening;
use cuebook_voice::Voice;

/// The silence between two chapters.
const GAP: Seconds = Seconds(1.0);

/// How often the file is encoded at most.
const ATTEMPTS: usize = 4;

/// How far the limiter goes below the necessary level, in dB.
const SPARE: f64 = 0.05;

/// How a series becomes one file.
#[derive(Clone, Debug)]
pub(crate) struct WholeOptions {
    pub output: PathBuf,
    pub format: Choice,
    pub mono: bool,
    pub marks: Marks,
}

/// The places that a listener can go to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// The beginning of each chapter script.
    Chapters,
    /// The chapters within each script too.
    Scenes,
}

/// The file of a whole series.
#[derive(Clone, Debug)]
pub(crate) struct WholeMade {
    pub kept: Kept,
    pub is_new: bool,
    pub spoken: usize,
    pub marks: usize,
}

/// The facts of all chapters, before the file is written.
#[derive(Default)]
struct Surveyed {
    frames: Frames,
    marks: Vec<Mark>,
    credits: BTreeSet<String>,
    /// The fingerprints of the mixes.
    keys: Vec<String>,
    /// The lowest peak that a target allows.
    peak: Option<Peak>,
    spoken: usize,
}

impl Surveyed {
    /// Adds a chapter of a length after a silence, with the chapters within it.
    fn append(&mut self, title: &str, frames: Frames, own: &[Mark]) {
        let start = match self.frames {
            Frames::ZERO => Frames::ZERO,
            before => before + GAP.frames(),
        };
        self.frames = start + frames;
        if let Some(last) = self.marks.last_mut() {
            last.end = start;
        }
        self.marks.extend(marks(title, start..self.frames, own));
    }
}

impl Studio {
    /// Writes all chapters of a series as one file, if anything changed since the last time.
    ///
    /// # Errors
    /// When a chapter cannot be performed, or the file cannot be written.
    pub(crate) fn make_whole(
        &self,
        series: &SeriesFile,
        (voice, jobs): (&dyn Voice, usize),
        options: &WholeOptions,
        progress: &dyn Progress,
    ) -> Result<WholeMade, SessionError> {
        let format = options.format.format(sides(options.mono))?;
        let folder = folder_of(&options.output);
        make_folder(folder)?;
        let found = self.survey_whole(series, (voice, jobs), options, progress)?;
        let tags = self.whole_tags(series, &found)?;
        let cover = tags.cover.as_ref();
        let cover = cover.map(|cover| print::of_bytes(&cover.bytes));
        let inputs = print::of(&(&found.keys, print::tags(&tags, cover.as_deref())));
        let mut wanted = Kept::new(inputs, print::of(&(format, options.mono)), series.title());
        wanted.frames = found.frames.0;
        let record = record(folder, &options.output);
        let before = Kept::read(&record).filter(|kept| kept.holds(&wanted, folder));
        let (spoken, marks) = (found.spoken, found.marks.len());
        let is_new = before.is_none();
        if is_new {
            let (voice, how) = ((voice, jobs), (options, format));
            let heard = self.write_whole(series, voice, how, (&found, tags), progress)?;
            let loudness = heard.map(|heard| heard.loudness.integrated.0);
            wanted.loudness = loudness.filter(|loudness| loudness.is_finite());
            let form = format.container.ending();
            wanted.files = vec![KeptFile::of(folder, &options.output, form)];
            wanted.write(&record)?;
        }
        Ok(WholeMade {
            kept: before.unwrap_or(wanted),
            is_new,
            spoken,
            marks,
        })
    }

    /// Speaks missing lines, and returns the lengths and marks of all chapters.
    fn survey_whole(
        &self,
        series: &SeriesFile,
        (voice, jobs): (&dyn Voice, usize),
        options: &WholeOptions,
        progress: &dyn Progress,
    ) -> Result<Surveyed, SessionError> {
        let mut found = Surveyed::default();
        for file in &series.chapters {
            let chapter = self.open_chapter(series, file)?;
            let show = &chapter.show;
            let staged = self.stage(show, voice, jobs, progress)?;
            found.spoken += staged.performance.spoken;
            let own = match options.marks {
                Marks::Chapters => Vec::new(),
                Marks::Scenes => chapters(show, &staged.timeline),
            };
            found.append(&chapter.title(), staged.timeline.frames, &own);
            let tags = self.tags(show, staged.made(), None)?;
            let credits = tags.credits.lines().map(str::to_owned);
            found.credits.extend(credits);
            let peak = Peak::of(&show.book.target);
            found.peak = Some(found.peak.map_or(peak, |least| lower(least, peak)));
            let console = self.chapter_console(show, staged, (voice, jobs), options.mono)?;
            found.keys.push(console.sound_key());
        }
        Ok(found)
    }

    fn whole_tags(&self, series: &SeriesFile, found: &Surveyed) -> Result<Tags, SessionError> {
        let meta = shared::of_whole(series);
        let cover = meta.cover.as_ref().map(|cover| {
            let bytes = self.world(&series.path).read(&cover.path);
            bytes.map(|bytes| Picture {
                kind: cover.kind,
                width: cover.width,
                height: cover.height,
                bytes,
            })
        });
        let credits: Vec<&str> = found.credits.iter().map(String::as_str).collect();
        Ok(Tags {
            piece: None,
            chapters: found.marks.clone(),
            cover: cover.transpose().map_err(SessionError::Cover)?,
            credits: credits.join("\n"),
            loudness: None,
            meta,
        })
    }

    /// Writes the file. A file with loss whose peaks are too high is encoded again.
    fn write_whole(
        &self,
        series: &SeriesFile,
        voice: (&dyn Voice, usize),
        (options, format): (&WholeOptions, Format),
        (found, tags): (&Surveyed, Tags),
        progress: &dyn Progress,
    ) -> Result<Option<Survey>, SessionError> {
        let mut lowered = Decibels(0.0);
        for attempt in 1.. {
            let (tell, heard) = channel();
            let most = found.peak.filter(|_| attempt < ATTEMPTS);
            let proof = Proof {
                quiet: Quiet::default(),
                most,
                heard: tell,
            };
            progress.begin(Stage::Mix, found.frames.index() as u64);
            let written = begin(
                (&options.output, &format),
                found.frames,
                (proof, Some(tags.clone())),
                progress,
            )
            .map_err(SessionError::from)
            .and_then(|sink| self.fill_whole(series, voice, (options, lowered), sink));
            progress.end();
            written?;
            let heard = heard.try_iter().last();
            let over = match (&heard, most) {
                (Some(heard), Some(most)) => most.over(&heard.loudness),
                _ => 0.0,
            };
            if over <= 0.0 {
                return Ok(heard);
            }
            lowered = Decibels(lowered.0 + over + SPARE);
        }
        Ok(None)
    }

    /// Mixes one chapter after the other into a file.
    fn fill_whole(
        &self,
        series: &SeriesFile,
        (voice, jobs): (&dyn Voice, usize),
        (options, lowered): (&WholeOptions, Decibels),
        mut sink: Watched<'_, AtRate<SoundFile>>,
    ) -> Result<(), SessionError> {
        for file in &series.chapters {
            if file.index > 0 {
                silence(&mut sink)?;
            }
            let chapter = self.open_chapter(series, file)?;
            let staged = self.stage(&chapter.show, voice, jobs, &Silent)?;
            let voice = (voice, jobs);
            let console = self.chapter_console(&chapter.show, staged, voice, options.mono)?;
            // The trim is that of the chapter alone.
            let (trim, _) = console.trim()?;
            let ceiling = Decibels(console.plan.master.ceiling.0 - lowered.0);
            let goal = console.goal;
            let console = console.with_ceiling(ceiling);
            level::write_whole(console.engine(trim), goal, &mut sink)?;
        }
        sink.finish()?;
        Ok(())
    }

    /// Returns the console with which a chapter sounds as it does alone.
    fn chapter_console(
        &self,
        show: &Show,
        staged: Staged,
        voice: (&dyn Voice, usize),
        mono: bool,
    ) -> Result<Console, SessionError> {
        let heard = (Listening::Loudspeakers, sides(mono));
        let common = self.common_trim(show, voice, heard, &Silent)?;
        let made = (staged.performance, &staged.timeline);
        Ok(self.console(&show.book, made, heard, common))
    }
}

/// Returns the path of the record of a file.
fn record(folder: &Path, output: &Path) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    folder.join(member::KEPT).join(format!("{name}.whole.json"))
}

/// Writes the silence between two chapters.
fn silence(sink: &mut impl Sink) -> Result<(), SessionError> {
    let frames = GAP.frames().index();
    for at in (0..frames).step_by(BLOCK) {
        sink.write(&Block::SILENCE, BLOCK.min(frames - at))?;
    }
    Ok(())
}

/// Returns the marks of a chapter: one, or those of the chapters within it, with its title before
/// the first.
fn marks(title: &str, at: std::ops::Range<Frames>, own: &[Mark]) -> Vec<Mark> {
    if own.len() < 2 {
        return vec![Mark {
            start: at.start,
            end: at.end,
            title: title.to_owned(),
        }];
    }
    let marks = own.iter().enumerate().map(|(index, mark)| Mark {
        start: at.start + mark.start,
        end: at.start + mark.end,
        title: match index {
            0 if mark.title == title => title.to_owned(),
            0 => format!("{title}: {}", mark.title),
            _ => mark.title.clone(),
        },
    });
    marks.collect()
}

/// Returns the lower of two peaks.
fn lower(one: Peak, other: Peak) -> Peak {
    match (one, other) {
        (Peak::True(one), Peak::True(other)) => Peak::True(Decibels(one.0.min(other.0))),
        (Peak::Sample(one), Peak::Sample(other)) => Peak::Sample(Decibels(one.0.min(other.0))),
        // A true peak is never below the sample peak.
        (Peak::True(one), Peak::Sample(other)) | (Peak::Sample(other), Peak::True(one)) => {
            Peak::True(Decibels(one.0.min(other.0)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: i64, end: i64, title: &str) -> Mark {
        Mark {
            start: Frames(start),
            end: Frames(end),
            title: title.to_owned(),
        }
    }

    #[test]
    fn a_chapter_has_one_mark_or_those_of_its_scenes() {
        let at = Frames(100)..Frames(200);
        assert_eq!(marks("One", at.clone(), &[]), [mark(100, 200, "One")]);
        let own = [mark(0, 40, "Office"), mark(40, 100, "Cellar")];
        assert_eq!(
            marks("One", at.clone(), &own),
            [mark(100, 140, "One: Office"), mark(140, 200, "Cellar")]
        );
        assert_eq!(marks("Office", at, &own)[0].title, "Office");
    }

    #[test]
    fn the_lower_peak_is_taken() {
        let (one, three) = (Decibels(-1.0), Decibels(-3.0));
        assert_eq!(lower(Peak::True(one), Peak::True(three)), Peak::True(three));
        assert_eq!(
            lower(Peak::Sample(three), Peak::True(one)),
            Peak::True(three)
        );
        assert_eq!(
            lower(Peak::Sample(one), Peak::Sample(three)),
            Peak::Sample(three)
        );
    }
}
