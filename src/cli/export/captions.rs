//! `cuebook export --to srt` and the other forms of captions and transcripts: writes them, and
//! prints how many there are, how fast they must be read, and which break a limit.

use std::process::ExitCode;

use super::To;
use crate::cli::print::{count, misused, note, results, say};
use crate::exchange::captions::{Contents, Form, Report};
use crate::session::{SessionError, Show, Studio, captions};
use cuebook_core::units::clock;

/// The arguments of captions.
#[derive(clap::Args)]
pub(super) struct CaptionArgs {
    /// With captions and transcripts: sounds are not described
    #[arg(long)]
    no_sounds: bool,
    /// With `--to vtt`, `lrc` or `transcript`: each word has its own time
    #[arg(long)]
    words: bool,
}

/// The most captions over a limit that are listed.
const MOST: usize = 20;

/// Returns the form of a format that is one of captions.
pub(super) fn form(to: To) -> Option<Form> {
    Some(match to {
        To::Srt => Form::Srt,
        To::Vtt => Form::Vtt,
        To::Ttml => Form::Ttml,
        To::Lrc => Form::Lrc,
        To::Transcript => Form::Transcript,
        To::Txt => Form::Text,
        _ => return None,
    })
}

/// Writes the captions of a show.
pub(super) fn run(
    args: &super::Args,
    form: Form,
    studio: &Studio,
    show: &Show,
) -> Result<ExitCode, SessionError> {
    let contents = Contents {
        sounds: !args.captions.no_sounds,
        words: args.captions.words,
    };
    if contents.words && matches!(form, Form::Srt | Form::Ttml | Form::Text) {
        return Ok(misused(
            "this format has no times of words",
            "`--words` is for `--to vtt`, `--to lrc` and `--to transcript`",
        ));
    }
    let staged = match super::staged(args, studio, show)? {
        Ok(staged) => staged,
        Err(code) => return Ok(code),
    };
    let part = args.cut(show, &staged)?;
    let all = captions::of(show, (&staged.timeline, part.as_ref()), contents);
    match super::folder_of(args) {
        Some(path) => {
            let report = captions::write(show, &all, (form, contents), path)?;
            say!("{}: {}", path.display(), summary(&report))?;
            over(show, &report);
        }
        None => {
            results(all.write(form, contents).as_bytes())?;
            let report = all.report();
            note!("{}", summary(&report));
            over(show, &report);
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(in crate::cli) fn summary(report: &Report) -> String {
    let captions = count(report.captions, "caption");
    let over = match report.over.len() {
        0 => String::new(),
        over => format!(", {over} over the limits"),
    };
    let left = match report.left_out.len() {
        0 => String::new(),
        left => format!(", {} left out", count(left, "sound")),
    };
    let fastest = report.fastest;
    format!("{captions}, the fastest {fastest:.1} characters a second{over}{left}")
}

/// Prints the captions that break a limit.
fn over(show: &Show, report: &Report) {
    for over in report.over.iter().take(MOST) {
        let line = over.line.map(|line| &show.book.lines[line].id);
        let line = line.map_or("a sound".to_owned(), |id| format!("line `{id}`"));
        note!("{} {line}: {}", clock(over.start), over.fault);
    }
    for left in report.left_out.iter().take(MOST) {
        let line = left.line.map(|line| &show.book.lines[line].id);
        let line = line.map_or(String::new(), |id| format!(" line `{id}`"));
        note!(
            "{}{line}: no time to read [{}]; its own `caption` keeps it",
            clock(left.at),
            left.words
        );
    }
    let more = report.over.len().saturating_sub(MOST) + report.left_out.len().saturating_sub(MOST);
    if more > 0 {
        note!("and {more} more");
    }
}
