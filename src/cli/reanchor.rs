//! `cuebook reanchor`: finds quotes whose words are no longer in the prose.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::args::Format;
use super::edit::{self, Target};
use super::findings;
use super::print::{note, say};
use crate::session::reanchor::{self, Lost, Proposal};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_script::Prose;
use cuebook_script::edit::Step;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The cue script
    script: PathBuf,
    /// The earlier prose, which the script fitted: its words are traced into the new prose,
    /// and quotes that now match another place are found too; for a text in several files,
    /// once for each, in their order
    #[arg(long, value_name = "TEXT")]
    was: Vec<PathBuf>,
    /// Write the certain changes into the script
    #[arg(long)]
    apply: bool,
    /// The format of the list of quotes
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Runs the command. The exit code is 1 if some lost quotes were not corrected.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let target = Target {
        script: args.script.clone(),
        dry_run: !args.apply,
        home: None,
    };
    let (studio, show) = match edit::open(&target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    let was = (!args.was.is_empty())
        .then(|| read(&args.was))
        .transpose()?;
    let lost = reanchor::lost(&show, was.as_ref());
    let (certain, refused) = certain(&studio, &show, &lost);
    match args.format {
        Format::Human => print_lost(&show, &lost, &refused)?,
        Format::Json => say!("{}", as_json(&show, &lost))?,
    }
    let written = certain.len();
    let count = lost.len();
    let left = count - written;
    let steps: Vec<Step> = certain.into_iter().flatten().collect();
    let code = match steps.is_empty() {
        true => ExitCode::SUCCESS,
        false => match args.format {
            Format::Json if !args.apply => ExitCode::SUCCESS,
            _ => edit::make(&studio, show.clone(), &steps, &target)?,
        },
    };
    if matches!(args.format, Format::Human) {
        note!("{}", summary(count, written, args));
    }
    let is_done = left == 0 && (args.apply || written == 0);
    Ok(if is_done { code } else { ExitCode::from(1) })
}

fn read(paths: &[PathBuf]) -> Result<Prose, SessionError> {
    let read = |path: &PathBuf| {
        let text = std::fs::read(path).map_err(|source| SessionError::Text {
            path: path.clone(),
            source,
        })?;
        let text = String::from_utf8_lossy(&text).into_owned();
        Ok((path.to_string_lossy().into_owned(), text))
    };
    let files: Result<Vec<_>, SessionError> = paths.iter().map(read).collect();
    Ok(Prose::read_files(files?).0)
}

/// Returns the steps for each quote whose new place is certain, and the quotes that
/// cannot be changed, with the reasons.
fn certain(
    studio: &Studio,
    show: &Show,
    lost: &[Lost<'_>],
) -> (Vec<Vec<Step>>, Vec<(usize, Diagnostic)>) {
    let (mut certain, mut refused) = (Vec::new(), Vec::new());
    for (number, lost) in lost.iter().enumerate() {
        let Some(proposal) = lost.certain() else {
            continue;
        };
        let steps = reanchor::steps(&show.source, lost.quoted.span, &proposal.quote);
        if steps.is_empty() {
            continue;
        }
        match studio.edit(show.clone(), &steps) {
            Ok(edited) if !edited.is_refused() => certain.push(steps),
            Ok(edited) => refused.extend(edited.worse.into_iter().map(|why| (number, why))),
            Err((_, why)) => refused.push((number, *why)),
        }
    }
    (certain, refused)
}

/// Prints the quotes in the format of `check`, with the passages that may match.
fn print_lost(
    show: &Show,
    lost: &[Lost<'_>],
    refused: &[(usize, Diagnostic)],
) -> Result<(), SessionError> {
    let diagnostics = lost.iter().enumerate().map(|(number, lost)| {
        let mut found = Diagnostic {
            labels: lost.why.labels[..1].to_vec(),
            hints: Vec::new(),
            ..lost.why.clone()
        };
        for proposal in &lost.proposals {
            let span = show.book.prose.span_of(proposal.words.clone());
            found = found.also(Source::Prose, span, label(proposal));
        }
        if lost.proposals.is_empty() {
            found = found.hint("nothing in the text is similar: quote other words, or remove it");
        }
        let why = refused.iter().filter(|(refused, _)| *refused == number);
        why.fold(found, |found, (_, why)| {
            found.hint(format!("change it by hand: {}", why.message))
        })
    });
    let diagnostics: Vec<Diagnostic> = show.placed(diagnostics.collect());
    if !diagnostics.is_empty() {
        findings::print(show, &diagnostics);
    }
    Ok(())
}

fn label(proposal: &Proposal) -> String {
    let score = (proposal.score * 100.0).round();
    match proposal.is_certain {
        true => format!("here, {score} %: certain"),
        false => format!("perhaps here, {score} %"),
    }
}

fn summary(lost: usize, certain: usize, args: &Args) -> String {
    let all = match lost {
        0 => return "every quote names one place".to_owned(),
        1 => "1 quote is lost".to_owned(),
        lost => format!("{lost} quotes are lost"),
    };
    let left = match lost - certain {
        0 => String::new(),
        1 => "; 1 needs your decision".to_owned(),
        left => format!("; {left} need your decision"),
    };
    let written = match (certain, args.apply) {
        (0, _) => String::new(),
        (certain, true) => format!("; {certain} corrected"),
        (certain, false) => format!("; --apply corrects {certain}"),
    };
    format!("{all}{written}{left}")
}

fn as_json(show: &Show, lost: &[Lost<'_>]) -> serde_json::Value {
    let prose = &show.book.prose;
    let proposal = |proposal: &Proposal| {
        let whole = prose.span_of(proposal.words.clone());
        let (file, span) = prose.in_file(whole);
        json!({
            "file": prose.files.get(file).map(|file| &file.path),
            "quote": {
                "exact": proposal.quote.exact,
                "prefix": proposal.quote.prefix,
                "suffix": proposal.quote.suffix,
            },
            "line": prose.line(whole.start),
            "start": span.start,
            "end": span.end,
            "score": proposal.score,
            "certain": proposal.is_certain,
        })
    };
    let quotes = lost.iter().map(|lost| {
        json!({
            "quote": lost.quoted.quote.exact,
            "start": lost.quoted.span.start,
            "end": lost.quoted.span.end,
            "why": lost.why.code,
            "proposals": lost.proposals.iter().map(proposal).collect::<Vec<_>>(),
        })
    });
    json!({ "quotes": quotes.collect::<Vec<_>>() })
}
