//! `cuebook sound`, `space` and `barrier`: edit the sections of a script that map a name to
//! its settings.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Format;
use super::edit::{self, List, Target};
use crate::session::edit::find::{Thing, Things};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Span;
use cuebook_script::edit::{Step, Value, model_of, section};

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

/// A section of the script that maps names to settings.
#[derive(Copy, Clone)]
pub(super) struct Section {
    /// The key of the section: `sounds`.
    key: &'static str,
    /// The kind of its names: `sound`.
    what: &'static str,
    /// The code of the diagnostic for an unknown name.
    unknown: &'static str,
}

pub(super) const SOUNDS: Section = Section {
    key: "sounds",
    what: "sound",
    unknown: "unknown-sound",
};

pub(super) const SPACES: Section = Section {
    key: "spaces",
    what: "space",
    unknown: "unknown-space",
};

pub(super) const BARRIERS: Section = Section {
    key: "barriers",
    what: "barrier",
    unknown: "unknown-barrier",
};

pub(super) const CAST: Section = Section {
    key: "cast",
    what: "role",
    unknown: "unknown-role",
};

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
                self.set(show, &args.name, args)
            }),
            Command::Set(args) => edit::with(&args.target, |_, show| {
                self.set(show, &self.known(show, &args.name)?, args)
            }),
            Command::Remove(args) => edit::with(&args.target, |_, show| {
                let names = args.names.iter().map(|name| self.known(show, name));
                Ok(self.without(show, &names.collect::<Result<Vec<_>, _>>()?))
            }),
        }
    }

    fn set(self, show: &Show, name: &str, args: &Change) -> Result<Vec<Step>, ExitCode> {
        let base = [self.key.into(), name.into()];
        let settings = edit::as_meant(show, &args.settings);
        edit::settings(&base, &settings).map_err(|why| edit::wrong(&why))
    }

    /// Returns the name in the section that an author means by a name or a number.
    pub(super) fn known(self, show: &Show, name: &str) -> Result<String, ExitCode> {
        let things = self.things(show);
        let index = edit::find(show, &things, name)?;
        Ok(things.all[index].name.clone().unwrap_or_default())
    }

    pub(super) fn things(self, show: &Show) -> Things {
        let thing = |(name, span): (String, Span)| Thing {
            name: Some(name),
            span,
            words: Vec::new(),
        };
        let all = self.names(show).into_iter().map(thing);
        show.things(self.what, self.unknown, self.key, all.collect())
    }

    /// Returns the steps that remove names. A section without names goes with the last one.
    pub(super) fn without(self, show: &Show, names: &[String]) -> Vec<Step> {
        let left = self.names(show);
        let is_left = left.iter().any(|(name, _)| !names.contains(name));
        if !is_left {
            return vec![Step::Remove {
                path: vec![self.key.into()],
            }];
        }
        let remove = |name: &String| Step::Remove {
            path: vec![self.key.into(), name.as_str().into()],
        };
        names.iter().map(remove).collect()
    }

    /// Returns the names in the section, in the order of the script.
    pub(super) fn names(self, show: &Show) -> Vec<(String, Span)> {
        let whole = section(&show.source, self.key).unwrap_or_default();
        let span = |name: &str| {
            let mut declared = show.script.names.iter().filter(|known| known.declares);
            let known = declared.find(|known| known.text == name && known.what.0 == self.what);
            known.map_or(whole, |known| known.span)
        };
        let names = self.settings(show).into_iter();
        names
            .map(|(name, _)| {
                let span = span(&name);
                (name, span)
            })
            .collect()
    }

    /// Returns the names in the section with their settings.
    fn settings(self, show: &Show) -> Vec<(String, Value)> {
        let Ok(model) = model_of(&show.source) else {
            return Vec::new();
        };
        match model.get(self.key) {
            Some(Value::Map(entries)) => entries.clone(),
            _ => Vec::new(),
        }
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
