//! `cuebook sounds take`: copies a file of the user's library beside a script.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::print::say;
use crate::session::files::Overwrite;
use crate::session::{SessionError, Studio};
use cuebook_core::whole_file::folder_of;

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The name of the file: `lib/` and its path in your library
    name: String,
    /// The script; without it, the file goes to the current folder
    #[arg(long, value_name = "SCRIPT")]
    beside: Option<PathBuf>,
    /// Replace another file of that name
    #[arg(long)]
    force: bool,
}

/// Copies the file. A script that names it finds the copy first.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let folder = args.beside.as_deref().map_or(Path::new("."), folder_of);
    let overwrite = Overwrite::allowed(args.force);
    for copy in Studio::of_user()?.take_from_library(&args.name, folder, overwrite)? {
        let shown = copy.strip_prefix(".").unwrap_or(&copy);
        say!("{}", shown.display())?;
    }
    Ok(ExitCode::SUCCESS)
}
