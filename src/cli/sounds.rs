//! `cuebook sounds`: what the library can make.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use crate::perform::sound::recipe::{self, Kind, Recipe};
use crate::session::SessionError;

/// What can be asked.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show every recipe with its settings
    #[command(after_help = "Example: cuebook sounds list")]
    List,
}

/// Does what is asked.
pub fn run(args: &Args) -> Result<ExitCode, SessionError> {
    match args.command {
        Command::List => list()?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for recipe in recipe::names().filter_map(recipe::find) {
        describe(&mut out, recipe)?;
    }
    out.flush()
}

fn describe(out: &mut impl Write, recipe: &Recipe) -> io::Result<()> {
    let kind = match recipe.kind {
        Kind::Spot => "spot",
        Kind::Bed => "bed",
    };
    writeln!(out, "{} ({kind}): {}", recipe.name, recipe.about)?;
    for param in &recipe.params {
        let range = param.takes.range_text();
        writeln!(
            out,
            "    {:11} {:>8}  {range:16} {}",
            param.name,
            param.takes.default_text(),
            param.about
        )?;
    }
    writeln!(out)
}
