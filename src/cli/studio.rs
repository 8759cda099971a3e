//! `cuebook studio`: serves the page on which a show is made.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::print::{note, say};
use super::{edit, ending, voices};
use crate::session::files::{self, Overwrite};
use crate::session::load::read_script;
use crate::session::{Mistaken, SessionError, Studio, manuscript, outline};
use crate::studio::{Options, Server};
use crate::world::folders::Folders;
use cuebook_core::whole_file::folder_of;
use cuebook_voice::Voice;
use cuebook_voice::tone::ToneVoice;

/// The exit code of an interrupted program, as shells define it.
const INTERRUPTED: u8 = 130;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A cue script, a text to make one for, or a folder [default: the current folder]
    #[arg(value_name = "SCRIPT|TEXT|FOLDER")]
    what: Option<PathBuf>,
    /// Open the folder `cuebook` in your documents, and make it if it is missing
    #[arg(long)]
    shows: bool,
    /// Print the address and open no browser
    #[arg(long)]
    no_open: bool,
    /// The port [default: any free one]
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    port: u16,
    /// Speak with a built-in tone voice that needs no voice pack
    #[arg(long)]
    stand_in: bool,
    /// How many lines to speak at once [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// Serves the page until the program is interrupted.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let shows = args.shows.then(shows).transpose()?;
    let what = args.what.as_deref().or(shows.as_deref());
    let (folder, script) = match place(what)? {
        Ok(place) => place,
        Err(why) => return Ok(edit::wrong(&why)),
    };
    let options = Options {
        voice: voice(&studio, args.stand_in),
        studio,
        folder: folder.clone(),
        script,
        port: args.port,
        jobs: super::args::jobs(args.jobs),
    };
    let server = Server::bind(options)?;
    let is_ended = ending::flag()?;
    let address = server.address();
    say!("The studio is at {address}")?;
    let works_on = folder.canonicalize().unwrap_or(folder);
    note!(
        "It works on the shows in {}. Ctrl-C ends it.",
        works_on.display()
    );
    if args.no_open {
        note!("Open this address in a browser. Who knows it can change the shows.");
    }
    if !args.no_open && open::that_detached(server.address_for_once()).is_err() {
        note!("no browser could be opened; open the address yourself");
    }
    server.run(&is_ended)?;
    match is_ended.load(Ordering::Relaxed) {
        true => Ok(ExitCode::from(INTERRUPTED)),
        false => Ok(ExitCode::SUCCESS),
    }
}

/// Returns the folder of the user's shows, which exists then.
fn shows() -> Result<PathBuf, SessionError> {
    let folder = Folders::shows_of_user()?;
    files::make_folder(&folder)?;
    Ok(folder)
}

/// Returns the natural voices, or the tone voice if they are not wanted or cannot be installed.
fn voice(studio: &Studio, is_stand_in: bool) -> Arc<dyn Voice> {
    if is_stand_in {
        return Arc::new(ToneVoice);
    }
    for engine in &studio.config.roster.engines {
        let address = engine.address();
        note!(
            "{}: what voices of it say is sent to {address}",
            engine.name
        );
    }
    match voices::ensure_installed(studio, &[]) {
        Ok(()) => Arc::new(studio.neural()),
        Err(error) => {
            note!("warning: tones stand for the voices: {error}");
            Arc::new(ToneVoice)
        }
    }
}

/// A folder, and the script in it that is opened first.
type Place = (PathBuf, Option<String>);

/// Returns the folder and the script that the user means. A text gets a first script. The inner error
/// is the reason why nothing can be opened.
fn place(what: Option<&Path>) -> Result<Result<Place, String>, SessionError> {
    let Some(what) = what else {
        return Ok(Ok((PathBuf::from("."), None)));
    };
    if what.is_dir() {
        return Ok(Ok((what.to_owned(), None)));
    }
    let script = match read_script(what) {
        Ok(_) => what.to_owned(),
        Err(SessionError::NoScript {
            what: Mistaken::Prose | Mistaken::Book,
            ..
        }) => match drafted(what)? {
            Ok(script) => script,
            Err(why) => return Ok(Err(why)),
        },
        Err(error) => return Err(error),
    };
    let name = script.file_name().unwrap_or_default().to_string_lossy();
    Ok(Ok((folder_of(&script).to_owned(), Some(name.into_owned()))))
}

/// Drafts a script beside a text, or returns the one that is there.
fn drafted(text: &Path) -> Result<Result<PathBuf, String>, SessionError> {
    let script = text.with_extension("yaml");
    if script.exists() {
        return Ok(Ok(script));
    }
    let name = text.display();
    if manuscript::is_book(text) {
        let book = manuscript::open(text)?;
        if book.chapters.len() > 1 {
            return Ok(Err(format!(
                "{name} has {} chapters; `cuebook draft {name}` makes a script of each",
                book.chapters.len()
            )));
        }
        let placing = manuscript::Placing {
            output: None,
            chapter: None,
            overwrite: Overwrite::Refuse,
        };
        for chapter in manuscript::draft(text, &book, &placing)? {
            chapter.write(Overwrite::Refuse)?;
        }
        return Ok(Ok(script));
    }
    let drafted = outline::draft(text, None)?;
    if drafted.has_mistakes() {
        return Ok(Err(format!(
            "{name} has mistakes; `cuebook draft {name}` shows them"
        )));
    }
    files::write_safely(&script, drafted.script.as_bytes(), Overwrite::Refuse)?;
    note!("made {}", script.display());
    Ok(Ok(script))
}
