//! `cuebook sound`, `space` and `barrier`: edit the sections of a script that map a name to
//! its settings.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Format;
use super::edit::{self, List, Target};
pub(super) use crate::session::edit::section::{BARRIERS, CAST, SOUNDS, SPACES, Section};
use crate::session::{SessionError, Show, Studio};
use cuebook_script::edit::{Step, Value};
use cuebook_script::space;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the names in this section of the script
    List(List),
    /// Add a name with its settings
    Add(Change),
    /// Change the settings of a name; `key=` removes a key
    Set(Change),
    /// Remove names
    Remove(Remove),
}

#[derive(clap::Args)]
pub(super) struct Change {
    #[command(flatten)]
    target: Target,
    /// The name
    name: String,
    /// The settings
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
pub(super) struct Remove {
    #[command(flatten)]
    target: Target,
    /// The names
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
}

impl Section {
    pub(super) fn run(self, command: &Command) -> Result<ExitCode, SessionError> {
        match command {
            Command::List(args) => self.list(args),
            Command::Add(args) => edit::with(&args.target, |_, show| {
                let wanted = args.name.to_lowercase();
                let mut names = self.names(show).into_iter().map(|(name, _)| name);
                if let Some(name) = names.find(|name| name.to_lowercase() == wanted) {
                    let Section { what, .. } = self;
                    let why = format!("there is a {what} `{name}` already; use `set`");
                    return Err(edit::wrong(&why));
                }
                // `behind: none` and `space: none` are without one.
                if wanted == space::NONE && [SPACES.key, BARRIERS.key].contains(&self.key) {
                    let Section { what, .. } = self;
                    let why = format!("`none` means no {what}; choose another name");
                    return Err(edit::wrong(&why));
                }
                self.set(show, &args.name, args)
            }),
            Command::Set(args) => edit::with(&args.target, |_, show| {
                self.set(show, &self.named(show, &args.name)?, args)
            }),
            Command::Remove(args) => edit::with(&args.target, |_, show| {
                let names = args.names.iter().map(|name| self.named(show, name));
                let names = names.collect::<Result<Vec<_>, _>>()?;
                match self.use_of(show, &names) {
                    Some(used) => Err(edit::refused(show, used)),
                    None => Ok(self.without(show, &names)),
                }
            }),
        }
    }

    fn set(self, show: &Show, name: &str, args: &Change) -> Result<Vec<Step>, ExitCode> {
        let base = [self.key.into(), name.into()];
        let settings = edit::as_meant(show, &args.settings);
        edit::settings(&base, &settings).map_err(|why| edit::wrong(&why))
    }

    /// Returns the name in the section that an author means, or prints why there is none.
    fn named(self, show: &Show, name: &str) -> Result<String, ExitCode> {
        self.known(show, name)
            .map_err(|why| edit::refused(show, *why))
    }

    pub(super) fn list(self, args: &List) -> Result<ExitCode, SessionError> {
        let show = Studio::of_user()?.open(&args.script, None)?;
        let settings = self.settings(&show);
        let mut out = io::stdout().lock();
        if matches!(args.format, Format::Json) {
            let rows = settings
                .iter()
                .map(|(name, value)| serde_json::json!({ "name": name, "settings": json(value) }));
            writeln!(out, "{}", serde_json::Value::from_iter(rows))?;
        } else {
            let names = settings.iter().map(|(name, _)| name.chars().count());
            let width = names.max().unwrap_or(0);
            for (name, value) in &settings {
                writeln!(out, "{name:width$}  {}", written(value))?;
            }
        }
        Ok(edit::listed(&show, self.key, !show.broken))
    }
}

/// Returns a value on one line, as it is written in braces.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.text.clone(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(key, value)| format!("{key}: {}", written(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// Returns a value as JSON, with every single value as a string.
pub(super) fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.text.as_str().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), json(value)))
            .collect(),
    }
}
