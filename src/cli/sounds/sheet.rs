//! `cuebook sounds sheet`: writes the library as a web page.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use crate::cli::bars::Bars;
use crate::cli::print::say;
use crate::session::SessionError;
use crate::session::catalogue::{self, Size};

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of index.html; it is created if it is missing
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The size of pictures and sounds
    #[arg(long, value_enum, default_value = "full")]
    size: SizeArg,
}

#[derive(Copy, Clone, ValueEnum)]
enum SizeArg {
    /// Smaller pictures, and mono sounds
    Small,
    Full,
}

/// Makes the sounds and writes the page.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let size = match args.size {
        SizeArg::Small => Size::Small,
        SizeArg::Full => Size::Full,
    };
    let bars = Bars::default();
    let written = catalogue::write(&args.output, size, crate::cli::args::jobs(None), &bars)?;
    say!(
        "{}: {} sounds, {:.1} MB",
        args.output.join("index.html").display(),
        written.sounds,
        written.bytes as f64 / 1e6
    )?;
    Ok(ExitCode::SUCCESS)
}
