//! `cuebook publish`: writes a show in all forms in which it is published.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde::Serialize;

use super::args::ShowArgs;
use super::bars::Bars;
use super::export::captions::summary;
use super::print::{misused, note, results};
use super::{choose, export, findings, voices};
use crate::session::publish::{PublishOptions, Published, Remark};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::Bytes;
use cuebook_core::words::Words;
use cuebook_script::PublishForm;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    show: ShowArgs,
    /// The folder of the files; it is created if it is missing
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The forms, such as m4b,vtt,epub [default: those of `publish` in the script]
    #[arg(long, value_name = "FORMS", value_delimiter = ',', value_enum)]
    to: Vec<Form>,
    /// Replace files that something else wrote or changed
    #[arg(long)]
    force: bool,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// A form as an argument.
#[derive(Copy, Clone)]
pub(super) struct Form(pub(super) PublishForm);

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Form] {
        static ALL: std::sync::LazyLock<Vec<Form>> = std::sync::LazyLock::new(|| {
            let names = PublishForm::NAMES.iter();
            names.map(|(_, form)| Form(*form)).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let words = PublishForm::CHOICE.words.iter();
        let about = words.clone().find(|word| word.name == self.0.name());
        let value = PossibleValue::new(self.0.name());
        Some(value.help(about.map_or("", |word| word.about.trim())))
    }
}

/// Writes what changed, and reports every file.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.show.script, args.show.seed)?;
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    let forms = forms(args, &show);
    if forms.is_empty() {
        return Ok(misused(
            "the script does not say in which forms it is published",
            "add `publish: [m4b, vtt, epub]` to it, or name them with `--to m4b,vtt,epub`",
        ));
    }
    let show = choose::on_path(show, &args.show)?;
    let options = PublishOptions {
        folder: args.output.clone(),
        forms,
        force: args.force,
    };
    let voice = voices::voice(&studio, &show, args.show.stand_in)?;
    let bars = Bars::default();
    let jobs = super::args::jobs(args.show.jobs);
    let published = studio.publish(&show, (voice.as_ref(), jobs), &options, &bars);
    voices::remark(&studio);
    let published = match findings::mistake(&show, published)? {
        Ok(published) => published,
        Err(code) => return Ok(code),
    };
    findings::print(&show, &published.doubts);
    let text = match args.json {
        true => json(&published)?,
        false => table(&published),
    };
    results(text.as_bytes())?;
    remark(&published.remarks);
    let fails = |remark: &Remark| matches!(remark, Remark::Fails(..));
    Ok(ExitCode::from(u8::from(
        published.remarks.iter().any(fails),
    )))
}

/// Prints what the user should know about the files.
fn remark(remarks: &[Remark]) {
    let mut is_said = false;
    for remark in remarks {
        match remark {
            Remark::NoChapters(path) => note!("{}: {}", path.display(), export::NO_CHAPTERS),
            // All captions of a show have the same measurements.
            Remark::Captions(..) if is_said => {}
            Remark::Captions(path, report) => {
                is_said = true;
                let hint = match report.over.is_empty() {
                    true => "",
                    false => ": `cuebook export --to srt` lists them",
                };
                note!("{}: {}{hint}", path.display(), summary(report));
            }
            Remark::Fails(path, what) => note!(
                "{} does not meet its target: {}; `cuebook deliver` names the causes",
                path.display(),
                what.join(", ")
            ),
            Remark::Old(path) => note!(
                "{} was published earlier, and is not among these files: remove it if it is not needed",
                path.display()
            ),
        }
    }
}

/// Returns the forms that are asked for, or those of the script, each once.
fn forms(args: &Args, show: &Show) -> Vec<PublishForm> {
    let asked = args.to.iter().map(|form| form.0);
    let own = show.script.publish.iter().map(|form| form.value);
    let mut forms: Vec<PublishForm> = Vec::new();
    let all: Vec<PublishForm> = if args.to.is_empty() {
        own.collect()
    } else {
        asked.collect()
    };
    for form in all {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

fn table(published: &Published) -> String {
    let mut text = String::new();
    let name = |path: &PathBuf| path.display().to_string();
    let widths = published
        .files
        .iter()
        .map(|file| name(&file.path).chars().count());
    let width = widths.max().unwrap_or(0);
    for file in &published.files {
        let (path, state) = (name(&file.path), file.state.word());
        let _ = writeln!(text, "{path:width$}  {state:<10}  {}", Bytes(file.bytes));
    }
    text
}

/// The report as JSON. Keys may be added within version 1.
#[derive(Serialize)]
struct Sheet<'p> {
    version: u32,
    spoken: usize,
    files: Vec<Row<'p>>,
    /// Files without chapters, that miss a target, or that are old.
    remarks: Vec<Noted<'p>>,
}

/// A remark on a file.
#[derive(Serialize)]
struct Noted<'p> {
    file: &'p PathBuf,
    /// `no-chapters`, `captions-over-limits`, `fails` or `old`.
    what: &'static str,
    /// The requirements that the file fails.
    fails: &'p [String],
    /// The number of captions over the limits.
    over: usize,
}

fn noted(remark: &Remark) -> Option<Noted<'_>> {
    let of = |file, what| Noted {
        file,
        what,
        fails: &[],
        over: 0,
    };
    Some(match remark {
        Remark::NoChapters(path) => of(path, "no-chapters"),
        Remark::Captions(_, report) if report.over.is_empty() => return None,
        Remark::Captions(path, report) => Noted {
            over: report.over.len(),
            ..of(path, "captions-over-limits")
        },
        Remark::Fails(path, fails) => Noted {
            fails,
            ..of(path, "fails")
        },
        Remark::Old(path) => of(path, "old"),
    })
}

#[derive(Serialize)]
struct Row<'p> {
    form: &'static str,
    file: &'p PathBuf,
    bytes: u64,
    state: &'static str,
}

fn json(published: &Published) -> std::io::Result<String> {
    let rows = published.files.iter().map(|file| Row {
        form: file.form.name(),
        file: &file.path,
        bytes: file.bytes,
        state: file.state.word(),
    });
    let sheet = Sheet {
        version: 1,
        spoken: published.spoken,
        files: rows.collect(),
        remarks: published.remarks.iter().filter_map(noted).collect(),
    };
    let mut text = serde_json::to_string_pretty(&sheet)?;
    text.push('\n');
    Ok(text)
}
