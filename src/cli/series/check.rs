//! `cuebook series check`: checks every chapter, and what only shows in all of them.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Company, report};
use crate::cli::args::Format;
use crate::cli::bars::Bars;
use crate::cli::findings::Names;
use crate::cli::print::{count, results};
use crate::cli::report::{File, Report, Style};
use crate::session::series::SeriesFile;
use crate::session::series::check::{Checked, CheckedChapter, Loudness};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Severity;

/// The problems of a chapter that are shown.
const SHOWN: usize = 3;

/// The arguments.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The series file
    series: PathBuf,
    /// The format of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Mix every chapter, and compare how loud they are; without it, only chapters that were rendered
    #[arg(long)]
    mix: bool,
    /// Speak with a built-in tone voice that needs no voice pack
    #[arg(long)]
    stand_in: bool,
    /// With --mix: how many lines to speak at once [default: one per core]
    #[arg(long, value_name = "N", requires = "mix", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// Prints what was found. The exit code is 1 if there are errors; warnings and remarks do not count.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let series = studio.open_series(&args.series)?;
    let company = Company::of(&studio, args.stand_in);
    let bars = Bars::default();
    let voice = company.voice.as_ref();
    if args.mix {
        for file in series.chapters.iter().filter(|file| !file.is_text) {
            if let Ok(chapter) = studio.open_chapter(&series, file) {
                company.ready(&chapter.show)?;
            }
        }
    }
    let loudness = match args.mix {
        true => Loudness::Measured(voice, crate::cli::args::jobs(args.jobs), &bars),
        false => Loudness::Stored(voice),
    };
    told(&studio, &series, loudness, args.format)
}

/// Checks the series at a path, as `cuebook check` does with a script.
pub(in crate::cli) fn file(
    studio: &Studio,
    path: &Path,
    format: Format,
) -> Result<ExitCode, SessionError> {
    let series = studio.open_series(path)?;
    let voice = studio.neural();
    told(studio, &series, Loudness::Stored(&voice), format)
}

fn told(
    studio: &Studio,
    series: &SeriesFile,
    loudness: Loudness<'_>,
    format: Format,
) -> Result<ExitCode, SessionError> {
    let checked = studio.check_series(series, loudness, &diagnostics)?;
    let text = match format {
        Format::Human => person(series, &checked),
        Format::Json => {
            let name = series.path.display().to_string();
            let file = File {
                name: &name,
                text: &series.source,
            };
            let own = Report::new(file, None);
            let sheet = json!({
                "version": 1,
                "series": series.title(),
                "diagnostics": serde_json::to_value(own.list(&series.diagnostics)).unwrap_or_default(),
                "chapters": checked.chapters,
                "remarks": checked.remarks,
            });
            format!("{sheet:#}\n")
        }
    };
    results(text.as_bytes())?;
    let is_well = !series.has_mistakes() && checked.chapters.iter().all(|one| one.errors == 0);
    Ok(ExitCode::from(u8::from(!is_well)))
}

/// Returns the diagnostics of a show with their places.
fn diagnostics(show: &Show) -> Value {
    let names = Names::of(show);
    let report = names.report(show);
    serde_json::to_value(report.list(&show.diagnostics)).unwrap_or_default()
}

fn person(series: &SeriesFile, checked: &Checked) -> String {
    let style = Style::of(&io::stdout());
    let mut text = report(series, style);
    let digits = series.digits();
    for chapter in &checked.chapters {
        let found = problems(chapter);
        // All roles of the first chapter are new.
        let has_news = !chapter.new_roles.is_empty() && chapter.number > 1;
        if found.is_none() && !has_news {
            continue;
        }
        let news = match has_news {
            true => format!("; first seen: {}", chapter.new_roles.join(", ")),
            false => String::new(),
        };
        let what = found.unwrap_or_else(|| "no problems".to_owned());
        let _ = writeln!(
            text,
            "{:0digits$}  {}: {what}{news}",
            chapter.number, chapter.file
        );
        let all = if style.all { usize::MAX } else { SHOWN };
        rows(&mut text, chapter, all);
    }
    for remark in &checked.remarks {
        let _ = writeln!(text, "{}: {}", remark.kind, remark.message);
    }
    let [mut errors, mut warnings] = [Severity::Error, Severity::Warning].map(|severity| {
        let own = series.diagnostics.iter();
        own.filter(|found| found.severity == severity).count()
    });
    for (chapter, file) in checked.chapters.iter().zip(&series.chapters) {
        // The series file says it of a chapter that is not there.
        let is_counted = chapter.kind == "unreadable" && series.has_mistake_at(file);
        errors += if is_counted { 0 } else { chapter.errors };
        warnings += chapter.warnings;
    }
    let _ = writeln!(
        text,
        "{}: {}, {}, {}",
        count(checked.chapters.len(), "chapter"),
        count(errors, "error"),
        count(warnings, "warning"),
        count(checked.remarks.len(), "remark")
    );
    text
}

fn problems(chapter: &CheckedChapter) -> Option<String> {
    match chapter.kind {
        "text" => Some("a text without a script".to_owned()),
        "unreadable" => Some(chapter.report.as_str().unwrap_or_default().to_owned()),
        _ if chapter.errors + chapter.warnings == 0 => None,
        _ => {
            let parts = [(chapter.errors, "error"), (chapter.warnings, "warning")];
            let parts = parts.iter().filter(|(number, _)| *number > 0);
            let parts: Vec<String> = parts.map(|(number, noun)| count(*number, noun)).collect();
            Some(parts.join(", "))
        }
    }
}

/// Writes the first problems of a chapter, errors before warnings.
fn rows(text: &mut String, chapter: &CheckedChapter, most: usize) {
    let mut found: Vec<&Value> = chapter.report.as_array().into_iter().flatten().collect();
    found.sort_by_key(|one| one["severity"] != "error");
    for one in found.iter().take(most) {
        let place = &one["labels"][0];
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let _ = writeln!(
            text,
            "    {}:{}:{}: {} {}: {}",
            word(&place["file"]),
            place["line"],
            place["column"],
            word(&one["severity"]),
            word(&one["code"]),
            word(&one["message"])
        );
    }
    if found.len() > most {
        let _ = writeln!(
            text,
            "    and {} more: `cuebook check` of the chapter shows them",
            found.len() - most
        );
    }
}
