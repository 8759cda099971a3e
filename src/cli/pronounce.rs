//! `cuebook pronounce`: sets the pronunciation of a word, in the script or in the list that has it.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::edit::{self, Target};
use super::print::{note, results};
use super::report::Colour;
use crate::session::{SessionError, Show, Studio};
use cuebook_script::PronouncePart;
use cuebook_script::edit::{Key, Step, Value, is_list};

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
    let step = match place(&show, &args.word) {
        Place::List(path) => {
            let path = path.to_owned();
            return in_list(&studio, &show, &path, args, value);
        }
        Place::Script(mut path) => {
            path.push(args.word.as_str().into());
            Step::Set { path, value }
        }
        Place::New => Step::Push {
            path: vec!["pronounce".into()],
            item: Value::single(&args.word, value),
        },
    };
    edit::make(&studio, show, &[step], &args.target)
}

/// Where a word is written.
enum Place<'s> {
    /// In this mapping of the script.
    Script(Vec<Key>),
    /// In a list, by its path.
    List(&'s str),
    /// In a new mapping at the end of the parts.
    New,
}

/// Returns the last place that has the word, else the last mapping of the script.
fn place<'s>(show: &'s Show, word: &str) -> Place<'s> {
    let listed = show.book.pronounced.iter().rev();
    let mut listed = listed.filter(|listed| listed.entry.word.value == word);
    if let Some(list) = listed.next().and_then(|listed| listed.list) {
        let files = show.script.pronounce.iter().filter_map(|part| match part {
            PronouncePart::File(path) => Some(path.value.as_str()),
            PronouncePart::Words(_) => None,
        });
        return files.clone().nth(list).map_or(Place::New, Place::List);
    }
    let parts = show.script.pronounce.iter();
    let is_own = |part: &PronouncePart| matches!(part, PronouncePart::Words(_));
    let has = |part: &PronouncePart| match part {
        PronouncePart::Words(words) => words.iter().any(|entry| entry.word.value == word),
        PronouncePart::File(_) => false,
    };
    let found = parts.clone().rposition(has);
    match found.or_else(|| parts.clone().rposition(is_own)) {
        Some(index) if is_list(&show.source, "pronounce") => {
            Place::Script(vec!["pronounce".into(), index.into()])
        }
        None if parts.len() > 0 => Place::New,
        _ => Place::Script(vec!["pronounce".into()]),
    }
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
