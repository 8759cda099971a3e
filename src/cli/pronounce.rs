//! `cuebook pronounce`: sets the pronunciation of a word, in the script or in the list that has it.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::edit::{self, Target};
use super::print::{note, results};
use super::report::Colour;
use crate::session::edit::pronounce::Pronounced;
use crate::session::{SessionError, Show, Studio};
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
    let home = match edit::home(&show, &args.target) {
        Ok(home) => home,
        Err(why) => return Ok(edit::wrong(&why)),
    };
    let place = show.pronounced_at(&args.word, home);
    if let Pronounced::List(path) = place {
        let path = path.to_owned();
        return in_list(&studio, &show, &path, args, value);
    }
    let steps: Vec<Step> = place.step(&args.word, value).into_iter().collect();
    edit::make(&studio, show, &steps, &args.target)
}

/// Changes the word in a list of pronunciations.
fn in_list(
    studio: &Studio,
    show: &Show,
    list: &str,
    args: &Args,
    value: Value,
) -> Result<ExitCode, SessionError> {
    let path = vec![args.word.as_str().into()];
    let step = Step::Set { path, value };
    let edited = match studio.edit_list(show, list, &step)? {
        Ok(edited) => edited,
        Err(why) => {
            note!("error: {}: {}", list, why.message);
            return Ok(ExitCode::from(1));
        }
    };
    let colour = Colour::on(io::stdout().is_terminal());
    let name = edited.path.display().to_string();
    let text = edit::diff(&name, &edited.before, &edited.after, colour);
    if !args.target.dry_run && !text.is_empty() {
        edited.keep()?;
    }
    results(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
