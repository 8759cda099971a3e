//! `cuebook schema`: prints the JSON Schema of the cue script, of a shared file, of a series, or of the manifest of a page.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;

use crate::exchange::web;
use crate::session::SessionError;
use crate::session::vocabulary::vocabulary;
use cuebook_script::schema;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The format
    #[arg(value_enum, default_value = "script")]
    of: Of,
}

#[derive(Copy, Clone, ValueEnum)]
enum Of {
    /// The cue script
    Script,
    /// A file that several scripts use
    Shared,
    /// The file of a series
    Series,
    /// The `show.json` of `cuebook export --to web`
    Web,
}

/// Prints the JSON Schema.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.of {
        Of::Script => serde_json::to_writer_pretty(&mut out, &schema::schema(vocabulary()))
            .map_err(io::Error::from)?,
        Of::Shared => serde_json::to_writer_pretty(&mut out, &schema::of_shared(vocabulary()))
            .map_err(io::Error::from)?,
        Of::Series => serde_json::to_writer_pretty(&mut out, &schema::series_schema(vocabulary()))
            .map_err(io::Error::from)?,
        Of::Web => write!(out, "{}", web::schema::SCHEMA.trim_end())?,
    }
    writeln!(out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
