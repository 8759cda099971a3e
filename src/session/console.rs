//! The console: a plan, its takes, and the trim that brings it to its target.
//!
//! It writes the show, or a part at the level of the whole, and returns the
//! measured loudness.

pub(super) mod file;
mod several;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::book::Book;
use crate::mix::loudness::Ending;
use crate::mix::{self, Listening, Master, MixPlan, ResponseId};
use crate::output::background_sink::BackgroundSink;
use crate::output::level::{self, Goal, Notes};
use crate::output::meter::{Loudness, Sides};
use crate::output::{Sink, SinkError};
use crate::perform::{Key, Performance};
use crate::session::{SessionError, Studio};
use crate::timeline::Timeline;
use cuebook_core::audio::{AudioReader, ImpulseResponse};
use cuebook_core::id::AudioId;
use cuebook_core::progress::Progress;
use cuebook_core::units::{Decibels, Gain, Lufs};
use cuebook_core::whole_file;
use cuebook_dsp::head;
use cuebook_engine::{AudioSource, Block, Engine};

/// A show that is ready to be mixed.
#[derive(Clone)]
pub(super) struct Console {
    pub plan: Arc<MixPlan>,
    pub performance: Arc<Performance>,
    pub goal: Goal,
    /// The folder of the stored trims.
    pub trims: PathBuf,
    /// The folder of what was measured of stretches.
    pub stretches: PathBuf,
    /// The trim that the show has in common with others, and whether it reaches the target; `None`
    /// for a show that is measured itself.
    pub common: Option<(Gain, Ending)>,
}

/// The measurements of a show that was written to a sink.
#[derive(Copy, Clone, Debug)]
pub(super) struct Mixed {
    pub trim: Gain,
    pub ending: Ending,
    pub loudness: Loudness,
}

/// The stored measurements of a show.
struct Kept {
    trim: Gain,
    ending: Ending,
    levels: Option<Loudness>,
}

impl Studio {
    /// Returns the console of a show that is staged. `common` is the trim that it has in common with
    /// others.
    pub(super) fn console(
        &self,
        book: &Book,
        (performance, timeline): (Performance, &Timeline),
        (listening, sides): (Listening, Sides),
        common: Option<(Gain, Ending)>,
    ) -> Console {
        let plan = mix::plan(listening, book, &performance, timeline);
        let goal = Goal {
            level: book.target.level,
            sides,
        };
        Console {
            common,
            ..self.console_of(plan, Arc::new(performance), goal)
        }
    }

    /// Returns the console of a plan, which is measured itself.
    pub(super) fn console_of(
        &self,
        plan: MixPlan,
        performance: Arc<Performance>,
        goal: Goal,
    ) -> Console {
        Console {
            plan: Arc::new(plan),
            performance,
            goal,
            trims: self.trims(),
            stretches: self.stretches(),
            common: None,
        }
    }
}

impl Console {
    /// Returns the console of another plan of the same takes, which is measured itself.
    pub(super) fn with_plan(&self, plan: MixPlan) -> Console {
        Console {
            plan: Arc::new(plan),
            common: None,
            ..self.clone()
        }
    }

    /// Returns the console with a limiter at another level.
    pub(super) fn with_ceiling(mut self, ceiling: Decibels) -> Console {
        if self.plan.master.ceiling != ceiling {
            Arc::make_mut(&mut self.plan).master.ceiling = ceiling;
        }
        self
    }

    /// Returns the trim of the show, and whether the target is reached. Searches for the
    /// trim if it is not stored.
    pub(super) fn trim(&self) -> Result<(Gain, Ending), SessionError> {
        if let Some(known) = self.kept_trim() {
            return Ok(known);
        }
        let found = level::find_trim(|trim| self.engine(trim), self.goal, &self.notes())?;
        let known = (found.trim, found.ending);
        self.keep(known, None);
        Ok(known)
    }

    pub(super) fn engine(&self, trim: Gain) -> Engine {
        self.engine_on(Box::new(Takes(self.performance.clone())), trim)
    }

    /// Returns the engine with another source of takes.
    pub(super) fn engine_on(&self, source: Box<dyn AudioSource>, trim: Gain) -> Engine {
        let mut plan = MixPlan::clone(&self.plan);
        plan.master = Master {
            trim,
            ..plan.master
        };
        Engine::new(Arc::new(plan), source).on_threads(self.performance.jobs)
    }

    /// Writes the show to a sink and finishes it. Takes two passes if the trim is unknown
    /// and the limiter is not needed, and one pass if the trim is known. A show that was written
    /// before is not measured again.
    pub(super) fn fill<S: Sink>(
        &self,
        mut open: impl FnMut() -> Result<S, SinkError>,
    ) -> Result<Mixed, SessionError> {
        if let Some(Kept {
            trim,
            ending,
            levels,
        }) = self.kept()
        {
            let mut sink = open()?;
            let engine = self.engine(trim);
            let loudness = match levels {
                Some(known) => {
                    level::write_whole(engine, self.goal, &mut sink)?;
                    known
                }
                None => level::render_whole(engine, self.goal, &mut sink)?,
            };
            if levels.is_none() && self.common.is_none() {
                self.keep((trim, ending), Some(&loudness));
            }
            sink.measured(&loudness);
            sink.finish()?;
            return Ok(Mixed {
                trim,
                ending,
                loudness,
            });
        }
        let make = |trim| self.engine(trim);
        let (found, loudness) = level::produce(make, (self.goal, &self.notes()), open)?;
        let (trim, ending) = (found.trim, found.ending);
        self.keep((trim, ending), Some(&loudness));
        Ok(Mixed {
            trim,
            ending,
            loudness,
        })
    }

    /// Returns the name of all that decides the samples of the mix.
    pub(super) fn sound_key(&self) -> String {
        let name = self.trim_file().file_name().unwrap_or_default().to_owned();
        name.to_string_lossy().into_owned()
    }

    fn trim_file(&self) -> PathBuf {
        let audio: Vec<Key> = self
            .performance
            .audio
            .iter()
            .map(|heard| heard.key)
            .collect();
        let responses: Vec<Option<[Key; 3]>> = self.performance.responses().collect();
        let key = trim_key(&self.plan, &audio, &responses, self.goal);
        self.trims.join(key.name())
    }

    /// Returns the notes about the stretches of the mix.
    fn notes(&self) -> Notes {
        let mut audio = self.performance.audio.iter();
        if !audio.all(|heard| heard.is_made) {
            return Notes::none();
        }
        let responses: Vec<_> = self.performance.responses().collect();
        Notes::of(&self.plan, self.stretches.clone(), |part, share| {
            let audio = share.audio.iter();
            let audio: Vec<Key> = audio.map(|id| self.performance.audio[*id].key).collect();
            let rooms = share.plan.spaces.iter().map(|space| match space.response {
                ResponseId::Room(space) => responses.get(space.0).copied().flatten(),
                ResponseId::Ears(_) => None,
            });
            let rooms: Vec<Option<[Key; 3]>> = rooms.collect();
            let place = (part.start, part.end, self.goal.sides);
            let version = env!("CARGO_PKG_VERSION");
            Key::of("stretch", 1, &(version, &share.plan, audio, rooms, place))
        })
    }

    /// Returns the trim of the show, if it is known.
    pub(super) fn kept_trim(&self) -> Option<(Gain, Ending)> {
        self.kept().map(|kept| (kept.trim, kept.ending))
    }

    /// Returns the levels of the show, if it was written at its own trim before.
    pub(super) fn kept_levels(&self) -> Option<Loudness> {
        self.kept()?.levels
    }

    /// Returns the stored measurements: the trim, and the levels if the show was written at its own trim
    /// before.
    fn kept(&self) -> Option<Kept> {
        if let Some((trim, ending)) = self.common {
            return Some(Kept {
                trim,
                ending,
                levels: None,
            });
        }
        let text = std::fs::read_to_string(self.trim_file()).ok()?;
        let mut words = text.split_whitespace();
        let (trim, ending) = read_trim(words.next()?, words.next()?)?;
        Some(Kept {
            trim,
            ending,
            levels: read_levels(words),
        })
    }

    /// Stores a trim for the next rendering, with the levels of the show if they were measured. If
    /// that fails, the next rendering searches again.
    pub(super) fn keep(&self, (trim, ending): (Gain, Ending), levels: Option<&Loudness>) {
        let text = trim_text(trim, ending) + &levels.map(levels_text).unwrap_or_default();
        // Without this file the next run measures again.
        let file = self.trim_file();
        let folder = std::fs::create_dir_all(&self.trims);
        drop(folder.and_then(|()| whole_file::write(&file, text.as_bytes())));
    }
}

/// Returns the key of the trim of a show. The plan refers to `audio` and `responses` by
/// their indices in these lists. The version of the program covers its engine and its
/// meter.
fn trim_key(plan: &MixPlan, audio: &[Key], responses: &[Option<[Key; 3]>], goal: Goal) -> Key {
    let version = env!("CARGO_PKG_VERSION");
    Key::of("trim", 2, &(version, plan, audio, responses, goal))
}

/// Returns a trim as its file has it.
fn trim_text(trim: Gain, ending: Ending) -> String {
    format!("{} {}", trim.0.to_bits(), word(ending))
}

/// Reads the words of a trim.
fn read_trim(trim: &str, ending: &str) -> Option<(Gain, Ending)> {
    let trim = Gain(f32::from_bits(trim.parse().ok()?));
    let ending = [Ending::Reached, Ending::Nearest, Ending::Silent]
        .into_iter()
        .find(|known| word(*known) == ending)?;
    trim.0.is_finite().then_some((trim, ending))
}

/// Returns levels as the file of a trim has them.
fn levels_text(levels: &Loudness) -> String {
    let Loudness {
        integrated,
        true_peak,
        sample_peak,
        rms,
    } = levels;
    let values = [integrated.0, true_peak.0, sample_peak.0, rms.0];
    let words = values.map(|value| format!(" {}", value.to_bits()));
    words.concat()
}

/// Reads the levels, which are behind the two words of a trim.
fn read_levels<'a>(words: impl Iterator<Item = &'a str>) -> Option<Loudness> {
    let mut values = words.map(|word| {
        let value = f64::from_bits(word.parse().ok()?);
        (!value.is_nan()).then_some(value)
    });
    let mut next = || values.next().flatten();
    Some(Loudness {
        integrated: Lufs(next()?),
        true_peak: Decibels(next()?),
        sample_peak: Decibels(next()?),
        rms: Decibels(next()?),
    })
}

/// Returns the word for an ending in the file of a trim.
fn word(ending: Ending) -> &'static str {
    match ending {
        Ending::Reached => "reached",
        Ending::Nearest => "nearest",
        Ending::Silent => "silent",
    }
}

/// The audio source of a performance.
pub(super) struct Takes(pub Arc<Performance>);

impl AudioSource for Takes {
    fn open(&self, audio: AudioId) -> io::Result<Box<dyn AudioReader>> {
        self.0.open(audio)
    }

    fn response(&self, id: ResponseId) -> io::Result<ImpulseResponse> {
        match id {
            ResponseId::Room(space) => self.0.response(space),
            ResponseId::Ears(degrees) => Ok(head::ears(f64::from(degrees))),
        }
    }
}

/// A sink that reports its progress.
pub(super) struct Watched<'a, S: Sink + 'static> {
    pub file: BackgroundSink<S>,
    pub progress: &'a dyn Progress,
}

impl<S: Sink + 'static> Sink for Watched<'_, S> {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.progress.advance(frames as u64);
        self.file.write(block, frames)
    }

    fn measured(&mut self, loudness: &Loudness) {
        self.file.measured(loudness);
    }

    fn finish(self) -> Result<(), SinkError> {
        self.file.finish()
    }
}

#[cfg(test)]
mod tests;
