//! Writes a show for a workstation: a Reaper project with its media, a DAWproject, or stems and
//! labels for Audacity. Memory does not grow with the show: takes, rooms and stems are written
//! block by block.

mod archive;
mod media;

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::exchange::workstation::{self, Session, readme, rooms};
use crate::exchange::{audacity, dawproject, reaper};
use crate::mix::{Bus, BusId, Clip, Listening, MixPlan};
use crate::output::meter::Sides;
use crate::session::console::Console;
use crate::session::files::folder::{HiddenFolder, NewFolder};
use crate::session::files::{self, Overwrite};
use crate::session::{Part, SessionError, Show, Staged, Stems, Studio, cut};
use crate::timeline::Timeline;
use cuebook_core::id::IdVec;
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Frames, Gain};
use cuebook_voice::Voice;

/// The workstation.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Workstation {
    Reaper,
    Dawproject,
    Audacity,
}

/// The options of a project.
#[derive(Clone, Debug)]
pub(crate) struct WorkstationOptions {
    pub(crate) to: Workstation,
    /// The folder; the file of a DAWproject.
    pub(crate) output: PathBuf,
    /// Whether stems are written beside a Reaper project.
    pub(crate) stems: bool,
    /// Whether a folder with files may be replaced.
    pub(crate) overwrite: Overwrite,
    /// The part of the show that is written.
    pub(crate) part: Part,
}

/// What was written.
#[derive(Clone, Debug)]
pub(crate) struct WorkstationReport {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) bytes: u64,
    pub(crate) tracks: usize,
    pub(crate) items: usize,
    /// The files that the project plays.
    pub(crate) media: usize,
}

/// A show that is ready to be written.
pub(super) struct Ready<'a> {
    pub(super) show: &'a Show,
    pub(super) console: &'a Console,
    pub(super) timeline: &'a Timeline,
    /// The part of the show that is written.
    pub(super) part: Range<Frames>,
    pub(super) progress: &'a dyn Progress,
}

impl Studio {
    /// Writes a show for a workstation.
    ///
    /// # Errors
    /// When the show cannot be performed, or the output cannot be written.
    pub(crate) fn workstation(
        &self,
        show: &Show,
        (voice, jobs): (&dyn Voice, usize),
        options: &WorkstationOptions,
        progress: &dyn Progress,
    ) -> Result<WorkstationReport, SessionError> {
        options.check(show)?;
        let staged = self.stage(show, voice, jobs, progress)?;
        let part = cut(show, &staged.timeline, &options.part)?;
        let heard = (Listening::Loudspeakers, Sides::Both);
        let common = self.common_trim(show, (voice, jobs), heard, progress)?;
        let Staged {
            performance,
            timeline,
            ..
        } = staged;
        let console = self.console(&show.book, (performance, &timeline), heard, common);
        let ready = Ready {
            show,
            console: &console,
            timeline: &timeline,
            part: part.unwrap_or(Frames::ZERO..timeline.frames),
            progress,
        };
        ready.write(options)
    }
}

impl WorkstationOptions {
    /// Refuses an output before anything is made.
    fn check(&self, show: &Show) -> Result<(), SessionError> {
        match self.to {
            Workstation::Dawproject => {
                show.refuse_own(&self.output)?;
                files::needs_folder(&self.output)
            }
            Workstation::Reaper | Workstation::Audacity => {
                NewFolder::begin(show, &self.output, self.overwrite).map(drop)
            }
        }
    }
}

impl Ready<'_> {
    /// Writes the project.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(
        &self,
        options: &WorkstationOptions,
    ) -> Result<WorkstationReport, SessionError> {
        match options.to {
            Workstation::Reaper => self.reaper(options),
            Workstation::Dawproject => self.dawproject(options),
            Workstation::Audacity => self.audacity(options),
        }
    }

    fn reaper(&self, options: &WorkstationOptions) -> Result<WorkstationReport, SessionError> {
        let (session, master) = self.session()?;
        let folder = NewFolder::begin(self.show, &options.output, options.overwrite)?;
        let path = folder.path();
        self.media(&session, &path.join(reaper::MEDIA))?;
        if options.stems {
            self.stems(&path.join("stems"), master)?;
        }
        let text = reaper::write(&session, readme::ONE_WAY);
        files::write(&path.join("show.rpp"), text.as_bytes())?;
        let words = readme::of(&session, options.stems);
        files::write(&path.join("README.txt"), words.as_bytes())?;
        let (files, bytes) = folder.keep("reaper")?;
        Ok(report(Some(&session), files, bytes))
    }

    fn dawproject(&self, options: &WorkstationOptions) -> Result<WorkstationReport, SessionError> {
        let (session, _) = self.session()?;
        let folder = HiddenFolder::beside(&options.output)?;
        let media = folder.path().join(dawproject::MEDIA);
        self.media(&session, &media)?;
        let bytes = archive::write(&options.output, &session, &media)?;
        Ok(report(Some(&session), vec![options.output.clone()], bytes))
    }

    fn audacity(&self, options: &WorkstationOptions) -> Result<WorkstationReport, SessionError> {
        let (trim, ending) = self.console.trim()?;
        let folder = NewFolder::begin(self.show, &options.output, options.overwrite)?;
        let path = folder.path();
        let stems = self.stems(&path.join("stems"), (trim, ending))?;
        let name = |stem: &PathBuf| {
            let name = stem.file_name().unwrap_or_default().to_string_lossy();
            (format!("stems/{name}"), Frames::ZERO)
        };
        let listed: Vec<(String, Frames)> = stems.iter().map(name).collect();
        let list = audacity::list(&listed);
        files::write(&path.join(audacity::LIST), list.as_bytes())?;
        for (name, labels) in audacity::labels(&self.show.book, self.timeline, &self.part) {
            files::write(&path.join(name), labels.as_bytes())?;
        }
        let (files, bytes) = folder.keep("audacity")?;
        Ok(report(None, files, bytes))
    }

    /// Returns the session of the show, and its trim.
    fn session(&self) -> Result<(Session, Trim), SessionError> {
        let trim = self.console.trim()?;
        let show = workstation::Show {
            book: &self.show.book,
            timeline: self.timeline,
            performance: &self.console.performance,
            plan: &self.console.plan,
            part: &self.part,
        };
        let author = self.show.book.meta.author();
        Ok((Session::of(show, author, trim.0), trim))
    }

    /// Writes the takes, the sounds and the answers of the rooms.
    fn media(&self, session: &Session, folder: &Path) -> Result<(), SessionError> {
        files::make_folder(folder)?;
        let frames = session.media.iter().map(|file| file.frames.index() as u64);
        self.progress.begin(Stage::Mix, frames.sum());
        let written = media::takes(session, &self.console.performance, folder, self.progress)
            .and_then(|()| media::rooms(session, self.console, folder, self.progress));
        self.progress.end();
        written
    }

    /// Writes a stem for each role and each bus that has sounds.
    fn stems(&self, folder: &Path, trim: Trim) -> Result<Vec<PathBuf>, SessionError> {
        let book = &self.show.book;
        let plan = MixPlan::clone(&self.console.plan).by_role(|line| book.lines[line].role);
        let console = Console {
            common: Some(trim),
            ..self.console.with_plan(used(plan))
        };
        let stems = Stems {
            folder: folder.to_owned(),
            roles: true,
        };
        console.stems(book, &stems, self.part.clone(), self.progress)
    }
}

/// The trim of a show, and how it was found.
type Trim = (Gain, crate::mix::loudness::Ending);

/// Returns a plan without the buses that have no clips.
fn used(mut plan: MixPlan) -> MixPlan {
    let mut buses: IdVec<BusId, Bus> = IdVec::default();
    let mut places: Vec<Option<BusId>> = vec![None; plan.buses.len()];
    for (id, bus) in plan.buses.entries() {
        if plan.clips.iter().any(|clip: &Clip| clip.bus == id) {
            places[id.0] = Some(buses.push(bus.clone()));
        }
    }
    for clip in &mut plan.clips {
        clip.bus = places[clip.bus.0].unwrap_or(clip.bus);
    }
    plan.buses = buses;
    plan
}

fn report(session: Option<&Session>, files: Vec<PathBuf>, bytes: u64) -> WorkstationReport {
    let (tracks, items) = session.map_or((0, 0), Session::size);
    WorkstationReport {
        files,
        bytes,
        tracks,
        items,
        media: session.map_or(0, |session| session.media.len()),
    }
}

/// Returns the plan of what the rooms answer.
fn answers(plan: &MixPlan) -> MixPlan {
    rooms::plan(plan, &rooms::answers(plan))
}
