//! `cuebook sounds sheet`: writes the library as a web page.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::own;
use crate::cli::bars::Bars;
use crate::cli::print::say;
use crate::session::SessionError;
use crate::session::catalogue::{self, Size};

/// The most files of the user's library on the page.
const MOST_OWN: usize = 5_000;

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of index.html; it is created if it is missing
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Also list the files of your own library; the page plays them on this machine only
    #[arg(long)]
    library: bool,
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
    let own = match args.library {
        true => own::all(MOST_OWN)?,
        false => Vec::new(),
    };
    let bars = Bars::default();
    let how = (size, crate::cli::args::jobs(None));
    let written = catalogue::write(&args.output, &own, how, &bars)?;
    say!(
        "{}: {} sounds, {:.1} MB",
        args.output.join("index.html").display(),
        written.sounds,
        written.bytes as f64 / 1e6
    )?;
    Ok(ExitCode::SUCCESS)
}
