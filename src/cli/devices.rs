//! `cuebook devices`: lists the sound devices.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::args::Format;
use crate::output::device::{self, Found};
use crate::session::SessionError;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The format of the list
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    description: &'a str,
    rate: u32,
    channels: u16,
    default: bool,
}

impl<'a> From<&'a Found> for Row<'a> {
    fn from(found: &'a Found) -> Row<'a> {
        Row {
            name: &found.name,
            description: &found.description,
            rate: found.rate,
            channels: found.channels,
            default: found.is_usual,
        }
    }
}

/// Prints the devices, the default one first.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let found = device::list().map_err(SessionError::NoDevice)?;
    let rows: Vec<Row<'_>> = found.iter().map(Row::from).collect();
    let mut out = io::stdout().lock();
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &rows).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Human if rows.is_empty() => writeln!(out, "There is no sound device.")?,
        Format::Human => {
            for row in &rows {
                let sign = if row.default { '*' } else { ' ' };
                let Row {
                    name,
                    description,
                    rate,
                    channels,
                    ..
                } = row;
                writeln!(
                    out,
                    "{sign} {name}: {description}, {rate} Hz, {}",
                    sides(*channels)
                )?;
            }
            writeln!(out, "\n* marks the device that is used without --device.")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn sides(channels: u16) -> String {
    match channels {
        1 => "mono".to_owned(),
        2 => "stereo".to_owned(),
        channels => format!("{channels} channels"),
    }
}
