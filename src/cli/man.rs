//! `cuebook man`: prints or writes the manual pages.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_mangen::Man;

use super::Cli;
use super::print::results;
use crate::session::SessionError;

#[derive(clap::Args)]
pub(super) struct Args {
    /// Write the pages of all commands into this folder; without it, print the
    /// main page
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    match &args.output {
        Some(folder) => {
            fs::create_dir_all(folder)?;
            clap_mangen::generate_to(Cli::command(), folder)?;
        }
        None => {
            let mut page = Vec::new();
            Man::new(Cli::command()).render(&mut page)?;
            results(&page)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
