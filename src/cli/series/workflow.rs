//! `cuebook series workflow`: writes the work as a Snakefile or a Makefile.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::opened;
use crate::cli::print::{count, note, results, say};
use crate::session::files::{self, Overwrite};
use crate::session::series::scenes::LONG;
use crate::session::series::workflow::{Runner, WorkflowOptions};
use crate::session::{SessionError, Studio};

/// The arguments.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The series file
    series: PathBuf,
    /// The program that runs the workflow
    #[arg(long, value_enum)]
    to: To,
    /// The path of the workflow, whose folder the paths in it are relative to [default: print it,
    /// for this folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder of the published files, from the folder of the workflow
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: String,
    /// Speak with a built-in tone voice that needs no voice pack
    #[arg(long)]
    stand_in: bool,
    /// Write all chapters as one M4B too
    #[arg(long)]
    whole: bool,
    /// Speak chapters of at least this many words scene by scene, in a step for each scene, or for
    /// several short ones [default: 4000 if the configuration has a shared cache, else none]
    #[arg(long, value_name = "WORDS")]
    divide: Option<usize>,
    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
}

#[derive(Copy, Clone, ValueEnum)]
enum To {
    /// A Snakefile, for one machine, Slurm, Kubernetes and others
    Snakemake,
    /// A Makefile for GNU make
    Make,
}

/// Writes or prints the workflow. The exit code is 1 if a chapter is not in it.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series)? else {
        return Ok(ExitCode::from(1));
    };
    let overwrite = Overwrite::allowed(args.force);
    if let Some(path) = &args.output {
        overwrite.check(path)?;
        files::needs_folder(path)?;
    }
    let stand_in = args.stand_in.then(|| "--stand-in".to_owned());
    let options = WorkflowOptions {
        to: match args.to {
            To::Snakemake => Runner::Snakemake,
            To::Make => Runner::Make,
        },
        output: args
            .output
            .clone()
            .unwrap_or_else(|| PathBuf::from("workflow")),
        folder: args.out.clone(),
        arguments: stand_in.into_iter().collect(),
        whole: args.whole,
        // What one machine spoke of a chapter is of use to others only in a cache that they share.
        divide: args
            .divide
            .or_else(|| studio.config.shared.is_some().then_some(LONG)),
    };
    let written = studio.workflow(&series, &options)?;
    match &args.output {
        Some(path) => {
            files::write_safely(path, written.text.as_bytes(), overwrite)?;
            say!("{}: {}", path.display(), count(written.steps + 1, "step"))?;
        }
        None => results(written.text.as_bytes())?,
    }
    for name in &written.left_out {
        note!("{name} is not in the workflow: `cuebook series check` says why");
    }
    Ok(ExitCode::from(u8::from(!written.left_out.is_empty())))
}
