//! `cuebook measure`: measures finished sound files, and compares them with a target.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::deliver::{json, table};
use super::print::{fail, note, results};
use crate::book::Target;
use crate::session::SessionError;
use crate::session::deliver::Requirement;
use crate::session::measure::{Measured, Remedy, measure};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The sound files: WAV, FLAC, MP3, M4A, M4B, Opus and others that a show can use
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Compare them with a target: podcast, streaming, speech, audiobook, broadcast, acx, or
    /// '{ loudness: -19 LUFS, peak: -2 dBTP }'
    #[arg(long, value_name = "TARGET", value_parser = super::args::target)]
    target: Option<Target>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Prints the measurements of each file. The exit code is 1 if one misses the target, and 2 if one cannot
/// be read.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let mut rows = Vec::new();
    let (mut holds, mut code) = (true, ExitCode::SUCCESS);
    for path in &args.files {
        match measure(path, args.target.as_ref()) {
            Ok(measured) if args.json => {
                holds &= is_fit(&measured);
                rows.push(row(path, args.target.as_ref(), &measured));
            }
            Ok(measured) => {
                holds &= is_fit(&measured);
                results(text(path, &measured).as_bytes())?;
            }
            Err(error) => code = fail(&error),
        }
    }
    if args.json {
        let report = Report {
            version: 1,
            holds: holds && code == ExitCode::SUCCESS,
            files: rows,
        };
        let mut text = serde_json::to_string_pretty(&report).map_err(std::io::Error::from)?;
        text.push('\n');
        results(text.as_bytes())?;
    } else if args.target.is_none() && code == ExitCode::SUCCESS {
        note!("`--target podcast` compares them with what a place takes");
    }
    Ok(match code == ExitCode::SUCCESS {
        true => ExitCode::from(u8::from(!holds)),
        false => code,
    })
}

fn is_fit(measured: &Measured) -> bool {
    measured.requirements.iter().all(Requirement::holds)
}

/// Returns the report of one file for people.
fn text(path: &Path, measured: &Measured) -> String {
    let form = measured.survey.form;
    let bits = match measured.is_wav {
        true => format!(", {} bits", 8 * form.encoding.bytes()),
        false => String::new(),
    };
    let (length, sides) = (table::length(&measured.survey), table::sides(form));
    let head = format!(
        "{}: {length}, {} Hz{bits}, {sides}\n",
        path.display(),
        form.rate
    );
    let rows = table::rows(&measured.requirements, &measured.survey);
    format!(
        "{head}{rows}{}",
        measured.remedy.map_or_else(String::new, advice)
    )
}

/// Returns what brings a file to its level.
fn advice(remedy: Remedy) -> String {
    let peaks = match remedy.over > 0.05 {
        false => String::new(),
        true => format!(
            ", and a limiter that takes {:.1} dB off its highest peak",
            remedy.over
        ),
    };
    format!(
        "         a gain of {:+.1} dB{peaks} brings it to the level\n",
        remedy.gain
    )
}

/// The report as JSON. Keys may be added within version 1.
#[derive(Serialize)]
struct Report {
    version: u32,
    holds: bool,
    files: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    file: String,
    /// Null without a target.
    target: Option<&'static str>,
    holds: bool,
    requirements: Vec<json::Asked<[(); 0]>>,
    measured: json::Measured,
    /// The gain in dB that would bring the level to the target; null if it is right.
    gain: Option<f64>,
    /// By how many dB the peaks would then be too high.
    over: Option<f64>,
}

fn row(path: &Path, target: Option<&Target>, measured: &Measured) -> Row {
    let requirements = measured.requirements.iter();
    Row {
        file: path.display().to_string(),
        target: target.map(|target| target.name),
        holds: is_fit(measured),
        requirements: requirements.map(|one| json::asked(one, [])).collect(),
        measured: json::measured(&measured.survey, measured.is_wav),
        gain: measured.remedy.map(|remedy| remedy.gain),
        over: measured.remedy.map(|remedy| remedy.over.max(0.0)),
    }
}
