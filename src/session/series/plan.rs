//! Plans a series: what must be spoken, how long that takes, and how much room it needs. Nothing is
//! spoken or made.

use std::collections::HashSet;

use rayon::prelude::*;
use serde::Serialize;

use super::speed::{ASSUMED, Speed};
use super::{ChapterFile, SeriesFile};
use crate::perform::Performance;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::id::AudioId;
use cuebook_core::units::{Frames, RATE, Seconds};
use cuebook_voice::Voice;

/// What a show needs before it can be mixed.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct Unspoken {
    pub lines: usize,
    pub words: usize,
    /// The takes that are not in the cache.
    pub takes: usize,
    /// The length of these takes.
    pub heard: Frames,
    /// The sounds that are not in the cache.
    pub sounds: usize,
    /// The bytes of the takes and sounds in the cache.
    pub bytes: u64,
    /// The length of the show.
    pub frames: Frames,
}

/// The plan of a series. Keys may be added within version 1.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Plan {
    version: u32,
    pub chapters: Vec<Planned>,
    pub totals: Totals,
    pub speed: PlannedSpeed,
}

/// The plan of a chapter.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Planned {
    pub number: usize,
    pub file: String,
    pub title: String,
    /// Why nothing is known of the chapter: it has mistakes, or no script yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
    pub lines: usize,
    pub words: usize,
    pub takes: usize,
    pub spoken_seconds: f64,
    pub sounds: usize,
    /// The length of the chapter.
    pub seconds: f64,
    /// The time to make it on this machine.
    pub work_seconds: f64,
    /// The bytes that its takes and sounds add to the cache.
    pub cache_bytes: u64,
    /// The bytes of its sound file.
    pub file_bytes: u64,
}

/// The sums of a plan.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Totals {
    pub unknown: usize,
    pub lines: usize,
    pub words: usize,
    pub takes: usize,
    pub spoken_seconds: f64,
    pub sounds: usize,
    pub seconds: f64,
    pub machines: usize,
    /// The time on these machines, each as fast as this one.
    pub work_seconds: f64,
    pub cache_bytes: u64,
    pub file_bytes: u64,
}

/// The speed that a plan reckons with, in seconds of sound for each second of work.
#[derive(Debug, Serialize)]
pub(crate) struct PlannedSpeed {
    pub speaking: f64,
    pub mixing: f64,
    /// Whether both were measured on this machine.
    pub measured: bool,
}

impl Studio {
    /// Returns what a show needs that is not in the cache.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(super) fn unspoken(
        &self,
        show: &Show,
        voice: &dyn Voice,
    ) -> Result<Unspoken, SessionError> {
        let expected = self.expect_with(show, voice)?;
        let performance = &expected.performance;
        let mut found = Unspoken {
            frames: expected.timeline.frames,
            ..Unspoken::default()
        };
        let elsewhere = Performance::elsewhere(&show.book, voice, &self.cache()?);
        let mut takes: HashSet<AudioId> = HashSet::new();
        for (line, breaths) in show.book.lines.iter().zip(performance.lines.iter()) {
            // The stops of a barrier are treatments of one take.
            let missing = breaths.iter().filter_map(|stops| {
                let take = *stops.first()?;
                let audio = &performance.audio[take];
                (!audio.is_made && !elsewhere.contains(&audio.key)).then_some(take)
            });
            let missing: Vec<AudioId> = missing.collect();
            if !missing.is_empty() {
                found.lines += 1;
                found.words += line.words.end.0.saturating_sub(line.words.start.0);
            }
            takes.extend(missing);
        }
        for (id, audio) in performance.audio.iter().enumerate() {
            if audio.is_made {
                continue;
            }
            let bytes = audio.spec.frames.index() as u64 * audio.spec.channels as u64 * 4;
            found.bytes += bytes;
            found.sounds += usize::from(!elsewhere.contains(&audio.key));
            if takes.contains(&AudioId(id)) {
                found.takes += 1;
                found.heard += audio.spec.frames;
                // A take is stored as it is spoken, and as it is treated.
                found.bytes += bytes;
            }
        }
        found.sounds -= found.takes;
        Ok(found)
    }

    /// Plans a series for some machines. `rate` is the number of bytes of a second of the finished
    /// files.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) fn plan_series(
        &self,
        series: &SeriesFile,
        voice: &dyn Voice,
        (machines, rate): (usize, u64),
    ) -> Result<Plan, SessionError> {
        let speed = Speed::read(&self.speed_file());
        let chapters = series.chapters.par_iter();
        let chapters = chapters.map(|file| {
            let mut planned = self.plan_chapter(series, file, voice)?;
            let times = (Seconds(planned.spoken_seconds), Seconds(planned.seconds));
            planned.work_seconds = speed.time(times.0, times.1).0;
            planned.file_bytes = (planned.seconds * rate as f64) as u64;
            Ok(planned)
        });
        let chapters = chapters.collect::<Result<Vec<Planned>, SessionError>>()?;
        Ok(Plan {
            version: 1,
            totals: totals(&chapters, machines),
            chapters,
            speed: PlannedSpeed {
                speaking: speed.speaking.unwrap_or(ASSUMED[0]),
                mixing: speed.mixing.unwrap_or(ASSUMED[1]),
                measured: speed.speaking.is_some() && speed.mixing.is_some(),
            },
        })
    }

    fn plan_chapter(
        &self,
        series: &SeriesFile,
        file: &ChapterFile,
        voice: &dyn Voice,
    ) -> Result<Planned, SessionError> {
        let mut planned = Planned::nothing(file);
        if file.is_text {
            planned.unknown = Some("has no script yet".to_owned());
            return Ok(planned);
        }
        let chapter = match self.open_chapter(series, file) {
            Ok(chapter) => chapter,
            Err(error) => {
                planned.unknown = Some(error.to_string());
                return Ok(planned);
            }
        };
        planned.title = chapter.title();
        if chapter.show.has_mistakes() {
            planned.unknown = Some("has mistakes".to_owned());
            return Ok(planned);
        }
        let needs = self.unspoken(&chapter.show, voice)?;
        let seconds = |frames: Frames| frames.0 as f64 / f64::from(RATE);
        Ok(Planned {
            lines: needs.lines,
            words: needs.words,
            takes: needs.takes,
            spoken_seconds: seconds(needs.heard),
            sounds: needs.sounds,
            seconds: seconds(needs.frames),
            cache_bytes: needs.bytes,
            ..planned
        })
    }
}

impl Planned {
    fn nothing(file: &ChapterFile) -> Planned {
        Planned {
            number: file.number(),
            file: file.name.clone(),
            title: String::new(),
            unknown: None,
            lines: 0,
            words: 0,
            takes: 0,
            spoken_seconds: 0.0,
            sounds: 0,
            seconds: 0.0,
            work_seconds: 0.0,
            cache_bytes: 0,
            file_bytes: 0,
        }
    }
}

fn totals(chapters: &[Planned], machines: usize) -> Totals {
    let sum = |of: fn(&Planned) -> f64| chapters.iter().map(of).sum::<f64>();
    let count = |of: fn(&Planned) -> usize| chapters.iter().map(of).sum::<usize>();
    Totals {
        unknown: count(|one| usize::from(one.unknown.is_some())),
        lines: count(|one| one.lines),
        words: count(|one| one.words),
        takes: count(|one| one.takes),
        spoken_seconds: sum(|one| one.spoken_seconds),
        sounds: count(|one| one.sounds),
        seconds: sum(|one| one.seconds),
        machines,
        work_seconds: together(chapters.iter().map(|one| one.work_seconds), machines),
        cache_bytes: chapters.iter().map(|one| one.cache_bytes).sum(),
        file_bytes: chapters.iter().map(|one| one.file_bytes).sum(),
    }
}

/// Returns how long some machines work if each takes the longest chapter that is not begun.
fn together(times: impl Iterator<Item = f64>, machines: usize) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(|one, other| other.total_cmp(one));
    let mut ends = vec![0.0_f64; machines.clamp(1, times.len().max(1))];
    for time in times {
        if let Some(first) = ends.iter_mut().min_by(|one, other| one.total_cmp(other)) {
            *first += time;
        }
    }
    ends.into_iter().fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_share_the_work() {
        let of = |times: &[f64], machines| together(times.iter().copied(), machines);
        assert_eq!(of(&[3.0, 1.0, 2.0], 1), 6.0);
        assert_eq!(of(&[3.0, 1.0, 2.0], 2), 3.0);
        assert_eq!(of(&[3.0, 1.0, 2.0], 100), 3.0);
        assert_eq!(of(&[], 3), 0.0);
        assert_eq!(of(&[2.0], 0), 2.0);
    }
}
