//! `cuebook draft`: writes a first script for a text, or one for each chapter of a book.

mod assistant;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::print::{count, note, notes, results, say};
use super::report::{File, Report, Style};
use crate::exchange::manuscript::Manuscript;
use crate::session::files::{self, Overwrite};
use crate::session::manuscript::{self, DraftedChapter, Placing};
use crate::session::outline::{self, Drafted};
use crate::session::{SessionError, Studio};
use crate::world::config::{Config, Prefer};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The text: prose in plain text or Markdown, a play in plain text, or a book as EPUB, DOCX,
    /// HTML or RTF
    text: PathBuf,
    /// The path of the script, in the text's folder or one above it; or a folder for the
    /// chapters of a book [default: print the script; for a book: beside it]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Draft only this chapter of a book or a long text
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    chapter: Option<u32>,
    /// List the chapters with their numbers of words, and write nothing
    #[arg(long, conflicts_with_all = ["output", "chapter", "force", "assist"])]
    list_chapters: bool,
    /// Ask the model of `assistant:` in your config.yaml about the speakers that are guesses
    #[arg(long)]
    assist: bool,
    /// The sounds that the draft names first [default: that of `prefer:` in your config.yaml]
    #[arg(long, value_enum, value_name = "SOUNDS")]
    prefer: Option<Prefer>,
    /// Leave out speech tags such as “said Anna” where the voice shows who speaks: write `tags: skip`
    #[arg(long)]
    skip_tags: bool,
    /// Overwrite existing scripts, and the texts of chapters
    #[arg(long)]
    force: bool,
}

/// Prints or writes the script. The exit code is 1 if the text has mistakes.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    if args.list_chapters {
        return list(&manuscript::open(&args.text)?);
    }
    let in_chapters =
        args.chapter.is_some() || args.output.as_deref().is_some_and(manuscript::is_folder);
    if manuscript::is_book(&args.text) || in_chapters {
        return chapters(args);
    }
    let overwrite = Overwrite::allowed(args.force);
    if let Some(path) = &args.output {
        overwrite.check(path)?;
    }
    let mut drafted = match outline::draft(&args.text, args.output.as_deref()) {
        Err(error @ SessionError::NoProse { .. }) => {
            super::print::fail(&error);
            return Ok(ExitCode::from(1));
        }
        drafted => drafted?,
    };
    report(&args.text, &drafted);
    if drafted.has_mistakes() {
        return Ok(ExitCode::from(1));
    }
    ask(args, &mut [&mut drafted])?;
    prefer(args, &mut [&mut drafted])?;
    skip_tags(args, &mut [&mut drafted]);
    match &args.output {
        Some(path) => files::write_safely(path, drafted.script.as_bytes(), overwrite)?,
        None => results(drafted.script.as_bytes())?,
    }
    note!("{}", summary(&drafted));
    if let Some(path) = &args.output {
        next(path, drafted.outline.lines.len() > drafted.sure());
    }
    Ok(ExitCode::SUCCESS)
}

/// Names the commands that list what a draft has guessed.
fn next(script: &Path, guesses: bool) {
    let script = script.display();
    if guesses {
        note!("`cuebook guess list {script}` lists the guessed speakers");
    }
    note!(
        "`cuebook voices read --guesses {script}` lists the words whose pronunciation is a guess"
    );
}

/// Prints the chapters with their numbers of words.
fn list(book: &Manuscript) -> Result<ExitCode, SessionError> {
    let width = book.chapters.len().to_string().len();
    let all: usize = book.chapters.iter().map(|chapter| chapter.words).sum();
    let most = book.chapters.iter().map(|chapter| chapter.words).max();
    let figures = most.unwrap_or(0).to_string().len();
    for (index, chapter) in book.chapters.iter().enumerate() {
        let title = chapter.title.as_deref().unwrap_or("(no title)");
        say!(
            "{:width$}  {:figures$} words  {title}",
            index + 1,
            chapter.words
        )?;
    }
    note!(
        "{}: {}",
        count(book.chapters.len(), "chapter"),
        count(all, "word")
    );
    left_out(book);
    Ok(ExitCode::SUCCESS)
}

fn left_out(book: &Manuscript) {
    if !book.left_out.is_empty() {
        note!("left out: {}", book.left_out.join(", "));
    }
    const SHOWN: usize = 5;
    if let missing @ 1.. = book.missing.len() {
        let first = &book.missing[..missing.min(SHOWN)];
        note!(
            "warning: {} of the book {} missing in its archive, with the text in it: {}{}",
            count(missing, "document"),
            if missing == 1 { "is" } else { "are" },
            first.join(", "),
            if missing > SHOWN { ", …" } else { "" }
        );
    }
}

/// Writes the text and the script of each chapter.
fn chapters(args: &Args) -> Result<ExitCode, SessionError> {
    let placing = Placing {
        output: args.output.clone(),
        chapter: args.chapter.and_then(|number| usize::try_from(number).ok()),
        overwrite: Overwrite::allowed(args.force),
    };
    let book = manuscript::open(&args.text)?;
    let mut drafts = manuscript::draft(&args.text, &book, &placing)?;
    let asked = drafts.iter_mut().map(|chapter| &mut chapter.drafted);
    ask(
        args,
        &mut asked
            .filter(|drafted| !drafted.has_mistakes())
            .collect::<Vec<_>>(),
    )?;
    let preferring = drafts.iter_mut().map(|chapter| &mut chapter.drafted);
    let mut preferring: Vec<&mut Drafted> = preferring.collect();
    prefer(args, &mut preferring)?;
    skip_tags(args, &mut preferring);
    manuscript::make_folders(&drafts)?;
    let mut mistaken = false;
    for chapter in &drafts {
        chapter.write(placing.overwrite)?;
        report(&chapter.prose, &chapter.drafted);
        mistaken |= chapter.drafted.has_mistakes();
        announce(chapter)?;
    }
    left_out(&book);
    Ok(ExitCode::from(u8::from(mistaken)))
}

fn announce(chapter: &DraftedChapter) -> Result<(), SessionError> {
    if chapter.drafted.has_mistakes() {
        note!(
            "{}: no script; correct the text, then draft it",
            chapter.prose.display()
        );
        return Ok(());
    }
    say!(
        "{}: {}",
        chapter.script.display(),
        summary(&chapter.drafted)
    )?;
    Ok(())
}

/// Asks the assistant about the guesses, if the user wants that. Without its answers the
/// drafts are those of the rules.
fn ask(args: &Args, drafts: &mut [&mut Drafted]) -> Result<(), SessionError> {
    if !args.assist {
        return Ok(());
    }
    let outcome = Studio::of_user()?.assist(drafts, &|notice| {
        note!("assistant: {}", assistant::notice(&notice));
    })?;
    note!("assistant: {}", assistant::outcome(&outcome));
    Ok(())
}

/// Names files of the user's library where they fit, if the user wants that.
fn prefer(args: &Args, drafts: &mut [&mut Drafted]) -> Result<(), SessionError> {
    let wanted = match args.prefer {
        Some(wanted) => wanted,
        None => Config::of_user()?.prefer,
    };
    if wanted == Prefer::BuiltIn {
        return Ok(());
    }
    let studio = Studio::of_user()?;
    let outlines = drafts.iter_mut().map(|drafted| &mut drafted.outline);
    let changed = studio.prefer_library(&mut outlines.collect::<Vec<_>>())?;
    drafts.iter_mut().for_each(|drafted| drafted.write());
    note!("{} from your library", count(changed, "sound"));
    Ok(())
}

/// Leaves out the speech tags, if that is asked.
fn skip_tags(args: &Args, drafts: &mut [&mut Drafted]) {
    if args.skip_tags {
        for drafted in drafts {
            drafted.outline.title.skip_tags = true;
            drafted.write();
        }
    }
}

/// Prints the mistakes in a text in the format of `check`.
pub(super) fn report(path: &Path, drafted: &Drafted) {
    let name = path.display().to_string();
    let script = File { name: "", text: "" };
    let prose = File {
        name: &name,
        text: &drafted.outline.prose.text,
    };
    let style = Style::of(&io::stderr());
    if !drafted.diagnostics.is_empty() {
        notes(&Report::new(script, Some(prose)).person(&drafted.diagnostics, style));
    }
}

/// Returns how much of a draft is sure, in words.
pub(super) fn summary(drafted: &Drafted) -> String {
    let outline = &drafted.outline;
    let (lines, sure) = (outline.lines.len(), drafted.sure());
    format!(
        "{}: {sure} sure, {} guessed; {}, {}, {}",
        count(lines, "line"),
        lines - sure,
        count(outline.roles.len(), "role"),
        count(outline.scenes.len(), "scene"),
        count(outline.sounds().count(), "cue"),
    )
}
