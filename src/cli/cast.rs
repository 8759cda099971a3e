//! `cuebook cast`: edits the roles of a script.

use std::process::ExitCode;

use clap::Subcommand;

use super::edit::{self, Target};
use crate::session::SessionError;
use cuebook_script::edit::{Step, Value};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Change the settings of a role; an unknown role is added
    #[command(after_help = "Example: cuebook cast set show.yaml BORIS voice=am_michael pace=1.05")]
    Set(Set),
    /// Rename a role everywhere it is used
    #[command(after_help = "Example: cuebook cast rename show.yaml BORIS BORYA --dry-run")]
    Rename(Rename),
}

#[derive(clap::Args)]
pub(super) struct Set {
    #[command(flatten)]
    target: Target,
    /// The name of the role
    role: String,
    /// The settings; `key=` removes a key
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
pub(super) struct Rename {
    #[command(flatten)]
    target: Target,
    /// The name of the role
    old: String,
    /// The new name
    new: String,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    let target = match command {
        Command::Set(set) => &set.target,
        Command::Rename(rename) => &rename.target,
    };
    let (studio, show) = match edit::open(target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    let steps = match command {
        Command::Set(set) => {
            let base = ["cast".into(), set.role.as_str().into()];
            match edit::settings(&base, &set.settings) {
                Ok(steps) => steps,
                Err(why) => return Ok(edit::wrong(&why)),
            }
        }
        Command::Rename(Rename { old, new, .. }) => {
            let names = || show.script.cast.iter().map(|role| role.name.value.as_str());
            if !names().any(|name| name == old) {
                let known = show.script.cast.iter();
                let known: Vec<_> = known
                    .map(|role| (role.name.value.clone(), role.name.span))
                    .collect();
                let unknown = edit::Unknown {
                    code: "unknown-role",
                    what: "role",
                    name: old,
                    section: "cast",
                };
                return Ok(unknown.print(&show, &known));
            }
            if names().any(|name| name == new) {
                return Ok(edit::wrong(&format!("there is a role `{new}` already")));
            }
            let mut steps = vec![Step::Rename {
                from: old.clone(),
                to: new.clone(),
            }];
            if old == "NARRATOR" && show.script.narrator.is_none() {
                // The default narrator needs an explicit entry once it has another name.
                let path = vec!["narrator".into()];
                steps.push(Step::Set {
                    path,
                    value: Value::words(new),
                });
            }
            steps
        }
    };
    edit::make(&studio, show, &steps, target)
}
