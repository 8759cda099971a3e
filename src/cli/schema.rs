//! `cuebook schema`: prints the JSON Schema of the cue script.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::session::SessionError;
use crate::session::vocabulary::vocabulary;
use cuebook_script::schema;

/// The arguments; there are none.
#[derive(clap::Args)]
pub(super) struct Args {}

/// Prints the JSON Schema.
pub(super) fn run(_: &Args) -> Result<ExitCode, SessionError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &schema::schema(vocabulary()))
        .map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
