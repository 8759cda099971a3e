//! `cuebook pronounce`: sets the pronunciation of a word.

use std::process::ExitCode;

use super::edit::{self, Target};
use crate::session::SessionError;
use cuebook_script::edit::{Step, Value};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    /// The word, as written in the text
    word: String,
    /// The pronunciation: a respelling
    spoken: String,
    /// The pronunciation is in IPA
    #[arg(long)]
    ipa: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let (studio, show) = match edit::open(&args.target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    let spoken = Value::words(&args.spoken);
    let value = if args.ipa {
        Value::single("ipa", spoken)
    } else {
        spoken
    };
    let path = vec!["pronounce".into(), args.word.as_str().into()];
    edit::make(&studio, show, &[Step::Set { path, value }], &args.target)
}
