//! `cuebook guess`: lists the guesses of a draft, and settles them.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Format;
use super::edit::{self, List, Target};
use super::line;
use crate::book::Line;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::nearest;
use cuebook_script::edit::{Guess, Step};

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the lines whose speaker is a guess, each with its reason
    #[command(after_help = "Example: cuebook guess list show.yaml --format json")]
    List(List),
    /// Accept guesses: their comments go away, and the count at the top follows
    #[command(
        after_help = "Examples:\n  cuebook guess accept show.yaml advice bridge\n  cuebook guess accept show.yaml --by ANNA\n  cuebook guess accept show.yaml --every"
    )]
    Accept(Accept),
    /// Reject guesses: the lines go to another role, or to the narrator
    #[command(
        after_help = "Examples:\n  cuebook guess reject show.yaml advice --to BORIS\n  cuebook guess reject show.yaml advice bridge"
    )]
    Reject(Reject),
}

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("which").required(true).multiple(false).args(["lines", "by", "every"])))]
pub(super) struct Accept {
    #[command(flatten)]
    target: Target,
    /// The lines: ids, numbers of `guess list`, or words; the first words suffice if they are unique
    #[arg(value_name = "LINE")]
    lines: Vec<String>,
    /// Every guess of this role
    #[arg(long, value_name = "ROLE")]
    by: Option<String>,
    /// Every guess of the script
    #[arg(long)]
    every: bool,
}

#[derive(clap::Args)]
pub(super) struct Reject {
    #[command(flatten)]
    target: Target,
    /// The lines: ids, numbers of `guess list`, or words; the first words suffice if they are unique
    #[arg(required = true, value_name = "LINE")]
    lines: Vec<String>,
    /// The role that speaks instead [default: the narrator, and the script no longer lists the line]
    #[arg(long, value_name = "ROLE")]
    to: Option<String>,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(args) => list(args),
        Command::Accept(args) => edit::with(&args.target, |_, show| accepted(show, args)),
        Command::Reject(args) => edit::with(&args.target, |studio, show| match &args.to {
            Some(role) => {
                let settings = [("by".to_owned(), role.clone())];
                let lines = numbered(show, &args.lines)?;
                line::changed(studio, show, &lines, None, &settings)
            }
            None => named(show, &args.lines).map(Show::without_lines),
        }),
    }
}

/// Returns the steps that accept guesses.
fn accepted(show: &Show, args: &Accept) -> Result<Vec<Step>, ExitCode> {
    let items = match (&args.by, args.every) {
        (Some(role), _) => of_role(show, role)?,
        (None, true) => of_lines(show)?.iter().map(|guess| guess.index).collect(),
        (None, false) => named(show, &args.lines)?,
    };
    Ok(Show::settled(items))
}

/// Returns the items of the guesses of a role, in any capitals. There must be some.
fn of_role(show: &Show, role: &str) -> Result<Vec<usize>, ExitCode> {
    let guesses = of_lines(show)?;
    let mut roles = show.book.roles.iter().map(|known| known.name.as_str());
    let same = roles.clone().find(|known| known.eq_ignore_ascii_case(role));
    let same = roles.find(|known| *known == role).or(same);
    let items = show.lines_of_role(same.unwrap_or(role));
    let items: Vec<usize> = (guesses.iter().map(|guess| guess.index))
        .filter(|index| items.contains(index))
        .collect();
    if items.is_empty() {
        let known = guesses.iter().filter_map(|guess| {
            let line = show.lines_of_items().get(guess.index).copied().flatten()?;
            Some(show.book.roles[line.role].name.as_str())
        });
        let help = nearest(role, known).map_or_else(String::new, |near| format!("; `{near}` has"));
        return Err(edit::wrong(&format!("no guess is for `{role}`{help}")));
    }
    Ok(items)
}

/// Returns the names of lines, with the id in place of a number of `guess list`.
fn numbered(show: &Show, names: &[String]) -> Result<Vec<String>, ExitCode> {
    let guesses = of_lines(show)?;
    let lines = show.lines_of_items();
    let id = |name: &String| {
        let number = name.parse::<usize>().ok()?.checked_sub(1)?;
        let line = lines.get(guesses.get(number)?.index).copied().flatten()?;
        Some(line.id.clone())
    };
    let names = names.iter().map(|name| id(name).unwrap_or(name.clone()));
    Ok(names.collect())
}

/// Returns the items of the lines with these names. Each must be a guess.
fn named(show: &Show, names: &[String]) -> Result<Vec<usize>, ExitCode> {
    let names = &numbered(show, names)?;
    let guesses = of_lines(show)?;
    let mut items = Vec::new();
    for (name, line) in names.iter().zip(line::all(show, names)?) {
        let guess = guesses.iter().find(|guess| Some(guess.index) == line.item);
        let guess = guess
            .ok_or_else(|| edit::wrong(&format!("the line `{name}` has no comment `# guess`")))?;
        items.push(guess.index);
    }
    Ok(items)
}

/// Returns the guesses of the section `lines`, or prints why they are not known.
fn of_lines(show: &Show) -> Result<Vec<Guess>, ExitCode> {
    show.line_guesses().map_err(|why| edit::refused(show, *why))
}

/// Prints the guesses in the order of the script.
fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let guesses = match of_lines(&show) {
        Ok(guesses) => guesses,
        Err(code) => return Ok(code),
    };
    let lines = show.lines_of_items();
    let line = |guess: &Guess| lines.get(guess.index).copied().flatten();
    let rows = guesses.iter().map(|guess| row(&show, guess, line(guess)));
    let rows: Vec<[String; 4]> = rows.collect();
    let mut out = io::stdout().lock();
    if matches!(args.format, Format::Json) {
        let json = rows.iter().map(|[id, role, text, reason]| {
            serde_json::json!({ "id": id, "role": role, "text": text, "reason": reason })
        });
        writeln!(out, "{}", serde_json::Value::from_iter(json))?;
        return Ok(ExitCode::SUCCESS);
    }
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let (ids, roles) = (width(0), width(1));
    for [id, role, text, reason] in &rows {
        writeln!(out, "{id:ids$}  {role:roles$}  {text}  ({reason})")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the id, the role, the words and the reason of a guess.
fn row(show: &Show, guess: &Guess, line: Option<&Line>) -> [String; 4] {
    let (id, role, text) = match line {
        Some(line) => {
            let role = &show.book.roles[line.role].name;
            (line.id.clone(), role.clone(), line::list::said(show, line))
        }
        None => Default::default(),
    };
    [id, role, text, guess.reason.clone()]
}
