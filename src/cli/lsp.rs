//! `cuebook lsp`: the language server.

use std::process::ExitCode;

use crate::lsp;
use crate::session::{SessionError, Studio};

/// What can be asked: nothing.
#[derive(clap::Args)]
pub struct Args {
    /// Speak over standard input and output, which is the only way there is
    #[arg(long)]
    stdio: bool,
}

/// Serves one editor until it says goodbye; 1 if it left without a word.
pub fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let Args { stdio: _ } = args;
    let is_well = lsp::serve(Studio::of_user()?)?;
    Ok(ExitCode::from(u8::from(!is_well)))
}
