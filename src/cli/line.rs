//! `cuebook line`: lists the lines and assigns them to roles.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Format;
use super::edit::{self, List, Target};
use super::findings;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_script::Quote;
use cuebook_script::edit::Value;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the lines of dialogue and their roles
    #[command(after_help = "Example: cuebook line list show.yaml --format json")]
    List(List),
    /// Assign the line with these words to a role
    #[command(
        after_help = "Example: cuebook line assign show.yaml 'Break the door open!' --by CAPTAIN --tone shout"
    )]
    Assign(Assign),
}

#[derive(clap::Args)]
pub(super) struct Assign {
    #[command(flatten)]
    target: Target,
    /// Words of the line; the first words suffice if they are unique
    words: String,
    /// The role
    #[arg(long)]
    by: String,
    /// The tone
    #[arg(long)]
    tone: Option<String>,
    /// The number of the match, if the words occur several times
    #[arg(long, value_name = "N")]
    nth: Option<u32>,
    /// Any other setting
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(args) => list(args),
        Command::Assign(args) => assign(args),
    }
}

fn assign(args: &Assign) -> Result<ExitCode, SessionError> {
    let (studio, show) = match edit::open(&args.target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    let quote = Quote {
        exact: args.words.clone(),
        nth: args.nth,
        ..Quote::default()
    };
    let mut settings = vec![("by".to_owned(), args.by.clone())];
    let tone = args.tone.iter();
    settings.extend(tone.map(|tone| ("tone".to_owned(), tone.clone())));
    settings.extend(args.settings.iter().cloned());
    let steps = match show.line_item(&quote) {
        Ok(Some(item)) => edit::settings(&["lines".into(), item.into()], &settings),
        // Words that are not found are reported with their place, after they are added to the script.
        Ok(None) => match note(args, &settings) {
            Ok(item) => match studio.addition(&show, "lines", Value::Map(item)) {
                Ok(step) => Ok(vec![step]),
                Err(why) => return Ok(refused(&show, *why)),
            },
            Err(why) => Err(why),
        },
        Err(why) => return Ok(refused(&show, *why)),
    };
    match steps {
        Ok(steps) => edit::make(&studio, show, &steps, &args.target),
        Err(why) => Ok(edit::wrong(&why)),
    }
}

fn refused(show: &Show, why: Diagnostic) -> ExitCode {
    findings::print(show, &[why]);
    ExitCode::from(1)
}

/// Returns a new entry for a line.
fn note(args: &Assign, settings: &[(String, String)]) -> Result<Vec<(String, Value)>, String> {
    let mut item = vec![("quote".to_owned(), Value::words(&args.words))];
    let nth = args.nth.map(|nth| Value::token(&nth.to_string()));
    item.extend(nth.map(|nth| ("nth".to_owned(), nth)));
    for (key, written) in settings {
        edit::put(&mut item, key, written)?;
    }
    Ok(item)
}

/// Prints the list. The exit code is 1 if some lines could not be read.
fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let book = &show.book;
    let whole = !show.script.lines_lost && !book.prose.text.is_empty();
    let mut out = io::stdout().lock();
    let lines: Vec<_> = book.lines.iter().filter(|line| line.dialogue).collect();
    let said = |line: &crate::book::Line| {
        let words: Vec<&str> = book.prose.said(line.text).split_whitespace().collect();
        words.join(" ")
    };
    if matches!(args.format, Format::Json) {
        let rows: Vec<serde_json::Value> = lines
            .iter()
            .map(|line| serde_json::json!({ "id": line.id, "role": book.roles[line.role].name, "text": said(line) }))
            .collect();
        writeln!(out, "{}", serde_json::Value::from(rows))?;
        return Ok(edit::listed(&show, "lines", whole));
    }
    let width = lines
        .iter()
        .map(|line| line.id.chars().count())
        .max()
        .unwrap_or(0);
    for line in lines {
        writeln!(
            out,
            "{:width$}  {:12}  {}",
            line.id,
            book.roles[line.role].name,
            said(line)
        )?;
    }
    Ok(edit::listed(&show, "lines", whole))
}
