//! `cuebook pronounce`: how a word is spoken.

use std::process::ExitCode;

use super::edit::{self, Target};
use crate::script::edit::{Step, Value};
use crate::session::SessionError;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    /// The word, as the text has it
    word: String,
    /// How it is spoken: a respelling
    spoken: String,
    /// It is written in phonetic letters
    #[arg(long)]
    ipa: bool,
}

pub fn run(args: &Args) -> Result<ExitCode, SessionError> {
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
