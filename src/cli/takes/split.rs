//! `cuebook takes split`: cuts a long recording into takes.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::list::difference;
use crate::cli::args::{Format, jobs};
use crate::cli::bars::Bars;
use crate::cli::edit::{self, Target};
use crate::cli::print::{count, fail, misused, note, results};
use crate::cli::{findings, voices};
use crate::session::files::Overwrite;
use crate::session::takes::split::{self, Form, Recording, SplitLine, SplitOptions};
use crate::session::{SessionError, Show, Studio};
use cuebook_align::gaps;
use cuebook_core::units::clock;

#[derive(clap::Args)]
pub(in crate::cli) struct Split {
    /// The recording
    #[arg(value_name = "RECORDING")]
    file: PathBuf,
    /// The cue script
    #[arg(long, value_name = "SCRIPT")]
    script: PathBuf,
    /// The role whose lines are read, or `narrator` [default: all lines]
    #[arg(long, value_name = "ROLE")]
    by: Option<String>,
    /// The folder of the takes, in the script's folder
    #[arg(short, long, value_name = "DIR", default_value = "takes")]
    output: PathBuf,
    /// Lower these between the words
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    reduce: Vec<Lowered>,
    /// Name parts of the recording in the script, and write no files
    #[arg(long, conflicts_with_all = ["reduce", "output", "force"])]
    parts: bool,
    /// Make takes also of lines that are read in part
    #[arg(long)]
    incomplete: bool,
    /// Show what was found and the change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Overwrite takes, and replace the recordings of lines that have one
    #[arg(long)]
    force: bool,
    /// The format of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// How many lines to speak at once, to compare them [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

#[derive(Copy, Clone, PartialEq, Eq, ValueEnum)]
enum Lowered {
    /// Breaths, by 12 dB
    Breaths,
    /// Clicks of the mouth
    Clicks,
}

/// Cuts the recording, prints what was found, writes the takes and changes the script.
pub(super) fn run(args: &Split) -> Result<ExitCode, SessionError> {
    let target = Target {
        script: args.script.clone(),
        dry_run: args.dry_run,
    };
    let (studio, show) = match edit::open(&target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    if show.has_mistakes() {
        findings::print(&show, &show.diagnostics);
        return Ok(edit::wrong("correct these mistakes first"));
    }
    let by = match args.by.as_deref().map(|name| show.reader(name).ok_or(name)) {
        None => None,
        Some(Ok(role)) => Some(role),
        Some(Err(name)) => return Ok(edit::wrong(&no_role(&show, name))),
    };
    let form = match form(args, &show) {
        Ok(form) => form,
        Err((why, help)) => return Ok(misused(why, help)),
    };
    let recording = Recording::open(&args.file)?;
    voices::ensure_installed(&studio, &show.languages())?;
    let options = SplitOptions {
        by,
        reduce: gaps::Reduce {
            breaths: args.reduce.contains(&Lowered::Breaths),
            clicks: args.reduce.contains(&Lowered::Clicks),
        },
        incomplete: args.incomplete,
    };
    let voice = studio.neural();
    let how = (
        &voice as &dyn cuebook_voice::Voice,
        jobs(args.jobs),
        &Bars::default() as _,
    );
    let split = studio.split(&show, &recording, &options, how);
    let split = match findings::mistake(&show, split)? {
        Ok(split) => split,
        Err(code) => return Ok(code),
    };
    report(args, &show, &split)?;
    let used = split.lines.iter().filter(|line| line.is_used()).count();
    if used == 0 {
        return Ok(edit::wrong("no line was found in the recording"));
    }
    let there: Vec<&str> = split
        .recorded(&show)
        .map(|line| line.named.id.as_str())
        .collect();
    if !args.force && !there.is_empty() {
        let lines = there.join(", ");
        return Ok(edit::wrong(&format!(
            "these lines have a recording already: {lines}; --force replaces it"
        )));
    }
    let code = make((args, &target), &studio, show, (&split, &form));
    let is_complete = split.left_out.is_empty() && split.lines.len() == used;
    match code {
        Err(error @ SessionError::Exists(_)) => {
            fail(&error);
            Ok(ExitCode::from(1))
        }
        Ok(code) if code == ExitCode::SUCCESS && !is_complete => Ok(ExitCode::from(1)),
        code => code,
    }
}

fn no_role(show: &Show, name: &str) -> String {
    let roles = show.book.roles.iter();
    let roles: Vec<&str> = roles.map(|role| role.name.as_str()).collect();
    format!(
        "no role is called `{name}`; the roles are {}",
        roles.join(", ")
    )
}

/// Returns how the script names the takes, or why it cannot.
fn form(args: &Split, show: &Show) -> Result<Form, (&'static str, &'static str)> {
    if args.parts {
        let beside = show.beside(&args.file).map(Form::Parts);
        return beside.ok_or((
            "the recording is not in the folder of the script, so the script cannot name it",
            "copy it there, or leave `--parts` out",
        ));
    }
    let base = show.path.parent().unwrap_or(Path::new(""));
    let folder = args.output.strip_prefix(base).unwrap_or(&args.output);
    let plain = |part| matches!(part, std::path::Component::Normal(_));
    match folder.to_str().filter(|_| folder.components().all(plain)) {
        Some(name) if !name.is_empty() => Ok(Form::Files(name.replace('\\', "/"))),
        _ => Err((
            "the folder of the takes must be in the folder of the script",
            "for example `-o takes`",
        )),
    }
}

/// Writes the takes and changes the script. On a refusal, new takes are removed.
fn make(
    (args, target): (&Split, &Target),
    studio: &Studio,
    show: Show,
    (split, form): (&split::Split, &Form),
) -> Result<ExitCode, SessionError> {
    let (steps, failed) = split.steps(&show, form);
    if !failed.is_empty() {
        note!("the script cannot name the takes of {}", failed.join(", "));
    }
    let Form::Files(folder) = form else {
        return edit::make(studio, show, &steps, target);
    };
    if args.dry_run {
        let there = tempfile::tempdir()?;
        split.write(there.path(), folder, Overwrite::Allow)?;
        let mut studio = studio.clone();
        studio.config.library.push(there.path().to_owned());
        return edit::make(&studio, show, &steps, target);
    }
    let base = show.path.with_file_name("");
    let written = split.write(&base, folder, Overwrite::allowed(args.force))?;
    let made = edit::make(studio, show, &steps, target);
    if !matches!(made, Ok(code) if code == ExitCode::SUCCESS) {
        for file in written {
            std::fs::remove_file(file)?;
        }
    }
    made
}

fn report(args: &Split, show: &Show, split: &split::Split) -> Result<(), SessionError> {
    if matches!(args.format, Format::Json) {
        let report = json!({
            "version": 1,
            "file": split.file.display().to_string(),
            "seconds": split.frames.seconds().0,
            "noise": split.noise,
            "breaths": split.reduced.breaths,
            "clicks": split.reduced.clicks,
            "lines": split.lines.iter().map(|line| row(show, line)).collect::<Vec<_>>(),
            "leftOut": split.left_out.iter().map(|line| &line.id).collect::<Vec<_>>(),
            "unread": split.unread.iter().map(|line| &line.id).collect::<Vec<_>>(),
            "other": split.other.iter().map(times).collect::<Vec<_>>(),
        });
        return Ok(results(format!("{report}\n").as_bytes())?);
    }
    for line in &split.lines {
        told(show, line);
    }
    for line in &split.left_out {
        note!("{}: not found in the recording", line.id);
    }
    for line in &split.unread {
        note!(
            "{}: no voice speaks its words, so it was not looked for",
            line.id
        );
    }
    for other in &split.other {
        let (start, end) = (clock(other.start), clock(other.end));
        note!("{start}–{end}: no words of the text");
    }
    let used = split.lines.iter().filter(|line| line.is_used());
    note!("{} found", count(used.count(), "line"));
    if let Some(noise) = split.noise {
        note!("the noise between the words has {noise:.0} dB");
    }
    if !args.reduce.is_empty() {
        let (breaths, clicks) = (split.reduced.breaths, split.reduced.clicks);
        let breaths = count(breaths, "breath");
        note!("{breaths} and {} lowered", count(clicks, "click"));
    }
    Ok(())
}

/// Prints where a line was found, and its doubts.
fn told(show: &Show, line: &SplitLine) {
    let id = &line.named.id;
    let pieces = line.pieces.iter();
    let pieces: Vec<String> = pieces
        .map(|piece| format!("{}–{}", clock(piece.start), clock(piece.end)))
        .collect();
    if line.is_used() {
        let gain = line.gain.0;
        note!("{id}: {} ({gain:+.1} dB)", pieces.join(" and "));
    }
    for words in &line.missing {
        let said = show.book.prose.said(show.book.prose.span_of(words.clone()));
        let said: Vec<&str> = said.split_whitespace().collect();
        note!("warning: {id}: left out: “{}”", said.join(" "));
    }
    if !line.is_used() {
        note!("{id}: not whole, so it gets no take; `--incomplete` makes one");
    }
    for one in &line.differences {
        note!(
            "warning: {id}: {}, at {}",
            one.told(show),
            clock(one.at.start)
        );
    }
    for (at, whole) in &line.unused {
        let what = if *whole { "also read" } else { "begun" };
        note!("{id}: {what} at {}, not used", clock(at.start));
    }
}

fn row(show: &Show, line: &SplitLine) -> Value {
    let missing = line.missing.iter().map(|words| {
        let span = show.book.prose.span_of(words.clone());
        show.book.prose.said(span).to_owned()
    });
    json!({
        "line": line.named.id,
        "role": show.book.roles[show.book.lines[line.named.line].role].name,
        "pieces": line.pieces.iter().map(times).collect::<Vec<_>>(),
        "gain": line.gain.0,
        "unused": line.unused.iter().map(|(at, whole)| {
            json!({ "start": at.start.seconds().0, "end": at.end.seconds().0, "whole": whole })
        }).collect::<Vec<_>>(),
        "missing": missing.collect::<Vec<_>>(),
        "differences": line.differences.iter().map(|one| difference(show, one)).collect::<Vec<_>>(),
    })
}

fn times(at: &std::ops::Range<cuebook_core::units::Frames>) -> Value {
    json!({ "start": at.start.seconds().0, "end": at.end.seconds().0 })
}
