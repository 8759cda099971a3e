//! `cuebook meta`: lists and changes what shops, players and libraries say of a show.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Format;
use super::edit::{self, List, Target};
use super::section::{json, written};
use crate::session::{SessionError, Show, Studio};
use cuebook_script::edit::{Key, Step, Value, model_of};

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the metadata of the script
    List(List),
    /// Change the metadata; `key=` removes a key
    Set(Change),
}

#[derive(clap::Args)]
pub(super) struct Change {
    #[command(flatten)]
    target: Target,
    /// The keys with their values
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

/// The key of `meta`.
const META: &str = "meta";

/// The keys of `meta` with the keys of the script that say the same.
const SAME: [(&str, &str); 3] = [
    ("title", "show"),
    ("author", "author"),
    ("language", "language"),
];

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(args) => list(args),
        Command::Set(args) => edit::with(&args.target, |_, show| {
            let steps = args.settings.iter().map(|setting| step(show, setting));
            let steps: Result<Vec<Vec<Step>>, String> = steps.collect();
            steps
                .map(|steps| steps.concat())
                .map_err(|why| edit::wrong(&why))
        }),
    }
}

/// Returns the steps of a setting. What the script says outside of `meta` is changed there; a list
/// of names goes into `meta`. The other place then says nothing.
fn step(show: &Show, setting: &(String, String)) -> Result<Vec<Step>, String> {
    let (key, value) = setting;
    let model = model_of(&show.source).unwrap_or(Value::empty());
    let own = vec![META.into(), Key::from(key.as_str())];
    let root = SAME.iter().find(|(own, _)| own == key);
    let root = root.filter(|(_, root)| model.get(root).is_some());
    let has_own = model.get(META).is_some_and(|meta| meta.get(key).is_some());
    let set = |base: &[Key], key: &str| edit::settings(base, &[(key.to_owned(), value.clone())]);
    let Some((_, root)) = root else {
        return set(&own[..1], key);
    };
    if value.starts_with('[') {
        let path = vec![Key::from(*root)];
        let mut steps = set(&own[..1], key)?;
        steps.push(Step::Remove { path });
        return Ok(steps);
    }
    let mut steps = set(&[], root)?;
    if has_own {
        steps.push(Step::Remove { path: own });
    }
    Ok(steps)
}

/// Prints the metadata as the show has it.
fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let model = show.model();
    let mut rows: Vec<(String, Value)> = Vec::new();
    for (key, root) in SAME {
        rows.extend(model.get(root).map(|value| (key.to_owned(), value.clone())));
    }
    if let Some(Value::Map(entries)) = model.get(META) {
        let own = entries
            .iter()
            .filter(|(key, _)| rows.iter().all(|(known, _)| known != key));
        let own: Vec<(String, Value)> = own.cloned().collect();
        rows.extend(own);
    }
    let mut out = io::stdout().lock();
    if matches!(args.format, Format::Json) {
        let rows = rows.iter().map(|(key, value)| (key.clone(), json(value)));
        writeln!(out, "{}", rows.collect::<serde_json::Value>())?;
    } else {
        let width = rows.iter().map(|(key, _)| key.chars().count()).max();
        for (key, value) in &rows {
            writeln!(
                out,
                "{key:width$}  {}",
                written(value),
                width = width.unwrap_or(0)
            )?;
        }
    }
    Ok(edit::listed(&show, META, !show.broken))
}
