//! `cuebook lsp`: runs the language server.

use std::process::ExitCode;

use crate::lsp;
use crate::session::{SessionError, Studio};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Use standard input and output; this is the default and the only choice
    #[arg(long)]
    stdio: bool,
}

/// Serves one editor until it sends `exit`. The exit code is 1 if the editor leaves without `shutdown`.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let Args { stdio: _ } = args;
    let is_well = lsp::serve(Studio::of_user()?)?;
    Ok(ExitCode::from(u8::from(!is_well)))
}
