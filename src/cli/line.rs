//! `cuebook line`: lists the lines, assigns, changes, splits, joins and removes them.

pub(super) mod list;

use std::process::ExitCode;

use clap::Subcommand;

use super::edit::{self, List, Target};
use crate::session::edit::lines::FoundLine;
use crate::session::edit::written::changes;
use crate::session::{SessionError, Show, Studio};
use cuebook_script::edit::Step;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the lines of dialogue and their roles
    #[command(after_help = "Example: cuebook line list show.yaml --format json")]
    List(List),
    /// Assign lines to a role; a line that is a guess is settled
    #[command(
        after_help = "Examples:\n  cuebook line assign show.yaml 'Break the door open!' --by CAPTAIN --tone shout\n  cuebook line assign show.yaml p3.1 p3.3 p4.1 --by ANNA"
    )]
    Assign(Assign),
    /// Change the settings of lines; `key=` removes a key
    #[command(
        after_help = "Examples:\n  cuebook line set show.yaml open-up tone=whisper pace=0.9\n  cuebook line set show.yaml p3.1 p3.3 distance=6m"
    )]
    Set(Set),
    /// Split a line in two, before some of its words
    #[command(
        after_help = "Example: cuebook line split show.yaml open-up --at 'Back to the wall' --set tone=shout"
    )]
    Split(Split),
    /// Join lines that were split
    #[command(after_help = "Example: cuebook line join show.yaml p3.1 p3.2")]
    Join(Join),
    /// Remove lines from the script; the narrator reads their words
    #[command(after_help = "Example: cuebook line remove show.yaml open-up 'Back!'")]
    Remove(Remove),
}

#[derive(clap::Args)]
pub(super) struct Assign {
    #[command(flatten)]
    target: Target,
    /// The lines: ids, numbers, or words; the first words suffice if they are unique. Of narration,
    /// exactly these words are given to the role
    #[arg(required = true, value_name = "LINE")]
    lines: Vec<String>,
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

#[derive(clap::Args)]
pub(super) struct Set {
    #[command(flatten)]
    target: Target,
    /// The lines, by id, number or words, then the settings as `key=value`
    #[arg(required = true, num_args = 2.., value_name = "LINE|KEY=VALUE")]
    what: Vec<String>,
}

#[derive(clap::Args)]
pub(super) struct Split {
    #[command(flatten)]
    target: Target,
    /// The line, by id, number or words
    line: String,
    /// The first words of the second part
    #[arg(long, value_name = "WORDS")]
    at: String,
    /// The role of the second part [default: that of the line]
    #[arg(long)]
    by: Option<String>,
    /// Any other setting of the second part
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
pub(super) struct Join {
    #[command(flatten)]
    target: Target,
    /// The lines, by id, number or words
    #[arg(required = true, num_args = 2.., value_name = "LINE")]
    lines: Vec<String>,
}

#[derive(clap::Args)]
pub(super) struct Remove {
    #[command(flatten)]
    target: Target,
    /// The lines, by id, number or words
    #[arg(required = true, value_name = "LINE")]
    lines: Vec<String>,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(args) => list::list(args),
        Command::Assign(args) => {
            let mut settings = vec![("by".to_owned(), args.by.clone())];
            let tone = args.tone.iter();
            settings.extend(tone.map(|tone| ("tone".to_owned(), tone.clone())));
            settings.extend(args.settings.iter().cloned());
            edit::with(&args.target, |studio, show| {
                changed(studio, show, &args.lines, args.nth, &settings)
            })
        }
        Command::Set(args) => {
            let (lines, settings) = match edit::names_and_settings(&args.what) {
                Ok(both) => both,
                Err(why) => return Ok(edit::wrong(&why)),
            };
            edit::with(&args.target, |studio, show| {
                changed(studio, show, &lines, None, &settings)
            })
        }
        Command::Split(args) => edit::with(&args.target, |studio, show| {
            let mut item = Vec::new();
            let by = args.by.iter().map(|by| ("by".to_owned(), by.clone()));
            let given: Vec<(String, String)> = by.chain(args.settings.iter().cloned()).collect();
            for (key, written) in edit::as_meant(show, &given) {
                edit::put(&mut item, &key, &written).map_err(|why| edit::wrong(&why))?;
            }
            let line = all(show, std::slice::from_ref(&args.line))?[0];
            let steps = show.split_line(studio, line, &args.at, item);
            steps.map_err(|why| edit::refused(show, *why))
        }),
        Command::Join(args) => edit::with(&args.target, |_, show| {
            let lines = all(show, &args.lines)?;
            show.join_lines(&lines)
                .map_err(|why| edit::refused(show, *why))
        }),
        Command::Remove(args) => edit::with(&args.target, |_, show| {
            let mut items = Vec::new();
            for (name, line) in args.lines.iter().zip(all(show, &args.lines)?) {
                items.push(line.item.ok_or_else(|| {
                    edit::wrong(&format!(
                        "the script has no item for the line `{name}`; the narrator reads it already"
                    ))
                })?);
            }
            Ok(Show::without_lines(items))
        }),
    }
}

/// Returns the lines with these ids, numbers or words, or prints why there is none.
pub(super) fn all(show: &Show, names: &[String]) -> Result<Vec<FoundLine>, ExitCode> {
    let found = show
        .line_finder()
        .and_then(|lines| names.iter().map(|name| lines.find(name, None)).collect());
    found.map_err(|why| edit::refused(show, *why))
}

/// Returns the steps that change the settings of lines. Lines that the script does not list
/// yet are added. A line that gets a role is no longer a guess.
pub(super) fn changed(
    studio: &Studio,
    show: &Show,
    lines: &[String],
    nth: Option<u32>,
    settings: &[(String, String)],
) -> Result<Vec<Step>, ExitCode> {
    let changes = changes(&edit::as_meant(show, settings)).map_err(|why| edit::wrong(&why))?;
    edit::stepped(show, studio.change_lines(show, lines, nth, &changes))
}
