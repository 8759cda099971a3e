//! `cuebook export`: writes a show in formats for people and other programs.

pub(super) mod captions;
mod read_along;
mod cues;
mod web;
mod workstation;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::args::ShowArgs;
use super::bars::Bars;
use super::print::{misused, note, results, say};
use super::{choose, findings, voices};
use crate::exchange::{chapters, cuesheet, fountain, ink, labels, markdown, sheets};
use crate::session::workstation::Workstation;
use crate::session::{Part, SessionError, Show, Staged, Studio, cut, files};
use crate::timeline::chapters::within;
use cuebook_core::units::Frames;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    show: ShowArgs,
    /// The format
    #[arg(long, value_enum)]
    to: To,
    /// The output: a file, `-` for standard output, a folder for sheets, the page and the projects
    /// [default: -]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// With all formats that have times: begins here, as `render --from`
    #[arg(long, value_name = "ANCHOR")]
    from: Option<String>,
    /// With the same formats: ends here, as `render --to`
    #[arg(long, value_name = "ANCHOR")]
    until: Option<String>,
    /// With sheets: the lines of the narration too, and a page with all lines in order
    #[arg(long)]
    with_narration: bool,
    /// Replaces a page or a project in the folder
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    web: web::PageArgs,
    #[command(flatten)]
    captions: captions::CaptionArgs,
    #[command(flatten)]
    read: read_along::ReadArgs,
    #[command(flatten)]
    workstation: workstation::ProjectArgs,
    #[command(flatten)]
    cues: cues::ListArgs,
}

#[derive(Copy, Clone, PartialEq, Eq, ValueEnum)]
enum To {
    /// A screenplay; `cuebook import` can read it
    Fountain,
    /// A story in ink; `cuebook import` can read it
    Ink,
    /// A script for readers
    Md,
    /// A cue sheet: every cue with its times
    Csv,
    /// A label track for Audacity and Reaper: lines, cues and scenes with their times
    Labels,
    /// Captions as SubRip
    Srt,
    /// Captions as WebVTT, with a voice for each role
    Vtt,
    /// Captions as TTML (IMSC text)
    Ttml,
    /// Captions as lyrics for music players
    Lrc,
    /// A transcript of a podcast, as JSON
    Transcript,
    /// A transcript as plain text with times
    Txt,
    /// The chapters as JSON for podcasts
    ChaptersJson,
    /// Metadata and chapters for ffmpeg
    Ffmetadata,
    /// The chapters as a list of times and titles
    Chapters,
    /// A page per role for recording its lines
    Sheets,
    /// A page on which listeners play the show, in a folder
    Web,
    /// A book whose text is marked while it is heard
    Epub,
    /// One page whose text is marked while it is heard
    Html,
    /// A Reaper project with its media and stems, in a folder
    Reaper,
    /// A DAWproject, a file that several workstations open
    Dawproject,
    /// Stems, labels and a list that opens them in Audacity, in a folder
    Audacity,
    /// A cue list in the manner of QLab, as CSV
    Cues,
    /// The cue list as OSC messages with their times, as JSON
    Osc,
}

impl To {
    /// Returns whether the output has times, and so needs a path through an interactive show.
    fn is_timed(self) -> bool {
        !matches!(self, To::Fountain | To::Ink | To::Md | To::Sheets | To::Web)
    }

    /// Returns why no part of a show can be written; `None` if it can.
    fn without_parts(self) -> Option<&'static str> {
        match self {
            To::Web => Some("the page has all paths, which begin at the start of the show"),
            To::Fountain | To::Ink | To::Md | To::Sheets => {
                Some("this format has no times, and is of the whole script")
            }
            _ => None,
        }
    }
}

impl Args {
    /// Returns the part of a show that is asked for.
    fn part(&self) -> Part {
        Part {
            from: self.from.clone(),
            to: self.until.clone(),
        }
    }

    /// Returns the frames of that part; `None` for the whole show.
    fn cut(&self, show: &Show, staged: &Staged) -> Result<Option<Range<Frames>>, SessionError> {
        cut(show, &staged.timeline, &self.part())
    }
}

/// Writes the export. The exit code is 1 if the script has mistakes.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.show.script, args.show.seed)?;
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    if args.to == To::Web && args.show.choose.is_some() {
        return Ok(misused(
            "the page has all paths, and `--choose` takes one path",
            "leave `--choose` out",
        ));
    }
    let is_part = args.from.is_some() || args.until.is_some();
    if let Some(why) = args.to.without_parts().filter(|_| is_part) {
        return Ok(misused(
            why,
            "`--from` and `--until` are for captions, lists, chapters, books, pages and projects",
        ));
    }
    if args.with_narration && args.to != To::Sheets {
        return Ok(misused(
            "`--with-narration` is for reading sheets",
            "`--to sheets -o DIR` writes them",
        ));
    }
    let captions = captions::form(args.to);
    if args.to == To::Ink && args.show.choose.is_some() {
        return Ok(misused(
            "this format has the whole story, and `--choose` takes one path",
            "the other formats write a path",
        ));
    }
    let show = match args.to.is_timed() || args.show.choose.is_some() {
        true => choose::on_path(show, &args.show)?,
        false => show,
    };
    if let Some(form) = captions {
        return captions::run(args, form, &studio, &show);
    }
    let (script, book) = (&show.script, &show.book);
    let text = match args.to {
        To::Sheets => return folder(args, &show),
        To::Web => return web::run(args, &studio, &show),
        To::Epub => return read_along::run(args, &studio, &show, read_along::To::Book),
        To::Html => return read_along::run(args, &studio, &show, read_along::To::Page),
        To::Reaper => return workstation::run(args, &studio, &show, Workstation::Reaper),
        To::Dawproject => return workstation::run(args, &studio, &show, Workstation::Dawproject),
        To::Audacity => return workstation::run(args, &studio, &show, Workstation::Audacity),
        To::Fountain => fountain::write(script, book).into_bytes(),
        To::Ink => {
            let written = ink::write::write(script, book);
            for lost in &written.lost {
                note!("not in ink: {lost}");
            }
            written.text.into_bytes()
        }
        To::Md => markdown::write(script, book).into_bytes(),
        _ => {
            let staged = match staged(args, &studio, &show)? {
                Ok(staged) => staged,
                Err(code) => return Ok(code),
            };
            let part = args.cut(&show, &staged)?;
            let part = part.as_ref();
            match args.to {
                To::Csv => cuesheet::write(script, book, (&staged.timeline, part))?,
                To::Cues => args.cues.table(cues::timed(&show, &staged, part))?,
                To::Osc => args.cues.messages(cues::timed(&show, &staged, part))?,
                To::ChaptersJson => listed(chapters::Form::Json, &show, (&staged, part)),
                To::Ffmetadata => listed(chapters::Form::Ffmetadata, &show, (&staged, part)),
                To::Chapters => listed(chapters::Form::List, &show, (&staged, part)),
                _ => labels::write(book, &staged.timeline, part).into_bytes(),
            }
        }
    };
    match args
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"))
    {
        Some(path) => {
            show.refuse_own(path)?;
            files::write(path, &text)?;
        }
        None => results(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The remark on a list without chapters.
pub(super) const NO_CHAPTERS: &str =
    "this show has no chapters: give its scenes a `title`, or name them in `chapters`";

/// Returns the chapters of a show as a file.
fn listed(
    form: chapters::Form,
    show: &Show,
    (staged, part): (&Staged, Option<&Range<Frames>>),
) -> Vec<u8> {
    let mut found = staged.timeline.chapters(&show.book);
    if let Some(part) = part {
        found = within(&found, part);
    }
    if found.is_empty() {
        note!("{NO_CHAPTERS}");
    }
    chapters::write(form, &show.book.meta, &found).into_bytes()
}

/// Returns the show in time. Lines that are not in the cache are spoken first.
fn staged(
    args: &Args,
    studio: &Studio,
    show: &Show,
) -> Result<Result<Staged, ExitCode>, SessionError> {
    let voice = voices::voice(studio, show, args.show.stand_in)?;
    let bars = Bars::default();
    let staged = studio.stage(
        show,
        voice.as_ref(),
        super::args::jobs(args.show.jobs),
        &bars,
    );
    let staged = findings::mistake(show, staged)?;
    Ok(staged.inspect(|staged| findings::print(show, &staged.doubts)))
}

/// Returns the folder that the user names.
fn folder_of(args: &Args) -> Option<&Path> {
    let output = args.output.as_deref();
    output.filter(|path| *path != Path::new("-"))
}

/// Writes a file for each role.
fn folder(args: &Args, show: &Show) -> Result<ExitCode, SessionError> {
    let Some(folder) = folder_of(args) else {
        return Ok(misused(
            "`--to sheets` writes a file for each role",
            "`-o DIR` says in which folder",
        ));
    };
    files::make_folder(folder)?;
    for sheet in sheets::write(&show.script, &show.book, args.with_narration) {
        let path = folder.join(&sheet.file);
        show.refuse_own(&path)?;
        files::write(&path, sheet.text.as_bytes())?;
        say!("{}: {}", path.display(), sheet.role)?;
    }
    Ok(ExitCode::SUCCESS)
}
