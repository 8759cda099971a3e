//! `cuebook completions`: prints the completions of the commands for a shell.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Cli;
use super::print::results;
use crate::session::SessionError;

#[derive(clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cuebook", &mut script);
    results(&script)?;
    Ok(ExitCode::SUCCESS)
}
