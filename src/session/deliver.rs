//! Renders a show for its delivery targets and checks the files. Takes a show and
//! targets, and returns a file for each target with the result of every requirement. All
//! values are measured on the written files. A failed requirement names the line or cue
//! that causes it.

mod blame;
mod judge;
mod mend;
mod noise;
mod order;
mod part;
mod pieces;
mod place;
mod playlist;

use std::path::{Path, PathBuf};

use crate::book::Target;
use crate::book::cast::NARRATOR;
use crate::output::encode::{Choice, Format};
use crate::output::survey::Survey;
use crate::session::files::make_folder;
use crate::session::publish::record::{Entry, Record};
use crate::session::render::sides;
use crate::session::{SessionError, Show, Staged, Studio};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_core::units::Decibels;
use cuebook_voice::Voice;

pub(super) use judge::requirements;
pub(crate) use judge::{Requirement, What};
use order::Order;
pub(super) use order::STILL;
use pieces::Piece;
pub(crate) use place::{lossless, usual_format};

/// The targets of a delivery and its folder.
#[derive(Clone, Debug)]
pub struct DeliverOptions {
    /// The folder of the files. It is created if it is missing.
    pub folder: PathBuf,
    /// The targets and the formats of their files.
    pub targets: Vec<(Target, Choice)>,
    /// Whether the files have one channel.
    pub mono: bool,
    /// Whether the files have facts about the show; see [`RenderOptions::tags`](crate::RenderOptions::tags).
    pub tags: bool,
    /// Whether a target that takes a file for each chapter gets one file.
    pub whole: bool,
    /// Whether every target gets a file for each chapter, and a playlist of them.
    pub chapters: bool,
    /// The anchor at which the sample begins; `None` for the first words.
    pub sample: Option<String>,
}

impl DeliverOptions {
    /// Returns the usual options for a folder, without targets.
    pub(super) fn usual(folder: &Path) -> DeliverOptions {
        DeliverOptions {
            folder: folder.to_owned(),
            targets: Vec::new(),
            mono: false,
            tags: true,
            whole: false,
            chapters: false,
            sample: None,
        }
    }
}

/// The result of a delivery.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// The files, in the order of the targets.
    pub files: Vec<Delivery>,
    /// A playlist for each target that gets a file for each chapter on demand.
    pub playlists: Vec<PathBuf>,
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
    /// The title of its chapter, or of the credits.
    pub title: Option<String>,
    /// Whether it is one of several files of its show.
    pub is_part: bool,
    pub requirements: Vec<Requirement>,
}

impl Delivery {
    /// Returns whether the file meets all requirements of its target.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.requirements.iter().all(Requirement::holds)
    }

    /// Returns the names of the requirements that the file does not meet.
    pub(super) fn failing(&self) -> Vec<String> {
        let failing = self.requirements.iter().filter(|one| !one.holds());
        failing.map(|one| one.what.name().to_owned()).collect()
    }
}

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
        self.refuse_delivery(show, options)?;
        let staged = self.stage(show, voice, jobs, progress)?;
        let delivered = self.deliver_staged((show, staged), (voice, jobs), options, progress)?;
        let mut record = Record::of(&options.folder, show);
        for file in &delivered.files {
            let entry = Entry::of(file.target.name, "", file.failing());
            record.add(&file.file, entry)?;
        }
        for path in &delivered.playlists {
            record.add(path, Entry::of("playlist", "", Vec::new()))?;
        }
        Ok(delivered)
    }

    /// Refuses a delivery before anything is made.
    fn refuse_delivery(&self, show: &Show, options: &DeliverOptions) -> Result<(), SessionError> {
        make_folder(&options.folder)?;
        let record = Record::of(&options.folder, show);
        let name = show.files_name();
        let chapters = show.book.scenes.iter();
        let chapters = chapters.filter(|scene| scene.chapter.is_some()).count();
        if options.chapters && chapters < 2 {
            return Err(SessionError::FewChapters(chapters));
        }
        for (target, choice) in &options.targets {
            place::refuse(target, &choice.format(sides(options.mono))?)?;
            if options.sample.is_some() && !pieces::is_in_pieces(target) {
                return Err(SessionError::NoSampleFor(target.name));
            }
            for path in record.beginning(&format!("{name}.{}", target.name)) {
                show.refuse_own(&path)?;
                record.refuse_other(&path)?;
            }
        }
        Ok(())
    }

    /// Delivers a show that is staged, as [`Studio::deliver`].
    ///
    /// # Errors
    /// When a file cannot be written or read.
    pub(super) fn deliver_staged(
        &self,
        (show, staged): (&Show, Staged),
        (voice, jobs): (&dyn Voice, usize),
        options: &DeliverOptions,
        progress: &dyn Progress,
    ) -> Result<Delivered, SessionError> {
        let name = show.files_name();
        let own = Order::of(self, (show, staged), name.clone(), (options, progress))?;
        let mut delivered = Delivered {
            files: Vec::new(),
            playlists: Vec::new(),
            spoken: own.performance.spoken,
            doubts: own.doubts.clone(),
        };
        // A sample that cannot be made is reported before hours of work.
        let pieces = options.targets.iter();
        let pieces = pieces.map(|(target, _)| own.pieces(target, options));
        let pieces = pieces.collect::<Result<Vec<_>, SessionError>>()?;
        for ((target, choice), pieces) in options.targets.iter().zip(pieces) {
            let format = choice.format(sides(options.mono))?;
            let chapters = pieces.iter().filter(|piece| piece.title.is_some()).count();
            let words = match chapters {
                files if files > 0 && pieces::is_in_pieces(target) => {
                    pieces::credits(&show.book.meta, files)
                }
                _ => None,
            };
            let mut files = Vec::new();
            for piece in &pieces {
                files.push(own.deliver(target, format, piece)?);
            }
            let titles = ["Opening Credits", "Closing Credits"];
            for ((piece, words), title) in words.into_iter().flatten().zip(titles) {
                let mut credits = self.speaks(show, &words);
                credits.book.meta = show.book.meta.clone();
                let show = credits;
                let staged = self.stage(&show, voice, jobs, progress)?;
                delivered.spoken += staged.performance.spoken;
                let piece = Piece {
                    name: piece,
                    title: Some(title.to_owned()),
                    ..Piece::whole()
                };
                let order = Order::of(self, (&show, staged), name.clone(), (options, progress))?;
                files.push(order.deliver(target, format, &piece)?);
            }
            files.sort_by(|one, other| one.file.cmp(&other.file));
            if options.chapters {
                let path = path_of(&options.folder, &name, target, (playlist::ENDING, ""));
                playlist::write(&path, &show.book.title, &files)?;
                delivered.playlists.push(path);
            }
            delivered.files.extend(files);
        }
        Ok(delivered)
    }

    /// Returns a show in which the narrator of another speaks some words.
    fn speaks(&self, show: &Show, words: &str) -> Show {
        let narrator = show.script.narrator.as_ref();
        let name = narrator.map_or(NARRATOR, |narrator| narrator.value.as_str());
        let role = show.book.roles.iter().find(|role| role.name == name);
        let voice = role.or_else(|| show.book.roles.iter().next());
        let voice = voice.map_or("bm_george", |role| role.voice.as_str());
        let script = pieces::script(words, voice);
        Show::load(&show.path, script.as_bytes(), None, &self.world(&show.path))
    }
}

/// Returns the path of a file of a show; `piece` is empty for the only file of a target.
fn path_of(folder: &Path, name: &str, target: &Target, (ending, piece): (&str, &str)) -> PathBuf {
    let target = target.name;
    folder.join(match piece {
        "" => format!("{name}.{target}.{ending}"),
        piece => format!("{name}.{target}.{piece}.{ending}"),
    })
}

impl Show {
    /// Returns the name of the files of the show, without an ending.
    pub(super) fn files_name(&self) -> String {
        match &self.member {
            Some(member) => member.name.clone(),
            None => slug(&self.book.title, &file_name(self)),
        }
    }
}

/// Returns words as a file name, such as `the-last-hour`, or others if they have no letters.
pub(crate) fn slug(words: &str, others: &str) -> String {
    let of = |words: &str| {
        let parts = words.split(|c: char| !c.is_alphanumeric());
        let parts = parts.filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.map(str::to_lowercase).collect();
        parts.join("-").chars().take(80).collect::<String>()
    };
    let names = [words, others, "show"].map(of);
    let mut names = names.into_iter().filter(|name| !name.is_empty());
    names.next().unwrap_or_default()
}

/// Returns the name of a show's script without its ending.
pub(in crate::session) fn file_name(show: &Show) -> String {
    let name = show.path.file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
