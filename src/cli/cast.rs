//! `cuebook cast`: lists and edits the roles of a script.

use std::process::ExitCode;

use clap::Subcommand;

use super::edit::{self, List, Target};
use super::print::note;
use super::section::CAST;
use crate::session::{SessionError, Show};
use cuebook_core::diagnostic::nearest;
use cuebook_script::NARRATOR;
use cuebook_script::edit::{Key, Step, Value};

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the roles of the script
    #[command(after_help = "Example: cuebook cast list show.yaml --format json")]
    List(List),
    /// Change the settings of a role; an unknown role is added
    #[command(after_help = "Example: cuebook cast set show.yaml BORIS voice=am_michael pace=1.05")]
    Set(Set),
    /// Rename a role everywhere it is used
    #[command(after_help = "Example: cuebook cast rename show.yaml BORIS BORYA --dry-run")]
    Rename(Rename),
    /// Remove roles; their lines go to another role, or to the narrator
    #[command(
        after_help = "Examples:\n  cuebook cast remove show.yaml WOMAN\n  cuebook cast remove show.yaml WOMAN --to ANNA"
    )]
    Remove(Remove),
    /// Make one role of several that are the same person
    #[command(
        after_help = "Example: cuebook cast merge show.yaml 'THE OLD MAN' GRANDFATHER --into BERTIL"
    )]
    Merge(Merge),
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

#[derive(clap::Args)]
pub(super) struct Remove {
    #[command(flatten)]
    target: Target,
    /// The names of the roles
    #[arg(required = true, value_name = "ROLE")]
    roles: Vec<String>,
    /// The role that gets their lines [default: the narrator, and the script no longer lists the lines]
    #[arg(long, value_name = "ROLE")]
    to: Option<String>,
}

#[derive(clap::Args)]
pub(super) struct Merge {
    #[command(flatten)]
    target: Target,
    /// The names of the roles that go away
    #[arg(required = true, value_name = "ROLE")]
    roles: Vec<String>,
    /// The role that gets their lines
    #[arg(long, value_name = "ROLE")]
    into: String,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(args) => CAST.list(args),
        Command::Set(args) => edit::with(&args.target, |_, show| {
            let role = role(show, &args.role);
            let base = ["cast".into(), role.as_str().into()];
            let settings = edit::as_meant(show, &args.settings);
            edit::settings(&base, &settings).map_err(|why| edit::wrong(&why))
        }),
        Command::Rename(args) => {
            edit::with(&args.target, |_, show| renamed(show, &args.old, &args.new))
        }
        Command::Remove(args) => edit::with(&args.target, |_, show| {
            gone(show, &args.roles, args.to.as_deref())
        }),
        Command::Merge(args) => edit::with(&args.target, |_, show| {
            gone(show, &args.roles, Some(&args.into))
        }),
    }
}

/// Returns the role that an author means: one that the script has, also in other capitals, or a new
/// one. A new role beside one with nearly the same name is told.
fn role(show: &Show, name: &str) -> String {
    let things = CAST.things(show);
    let known = things.all.iter().filter_map(|thing| thing.name.as_deref());
    if name == NARRATOR || known.clone().any(|known| known == name) {
        return name.to_owned();
    }
    let meant = things
        .known(name)
        .and_then(|index| things.all[index].name.as_deref());
    if let Some(same) = meant {
        note!("`{name}` is the role `{same}`");
        return same.to_owned();
    }
    match nearest(name, known) {
        Some(near) => note!("`{name}` is a new role; if you mean `{near}`, undo this change"),
        None => note!("`{name}` is a new role"),
    }
    name.to_owned()
}

fn renamed(show: &Show, old: &str, new: &str) -> Result<Vec<Step>, ExitCode> {
    let old = CAST.known(show, old)?;
    let taken = |name: &str| name != old && name.to_lowercase() == new.to_lowercase();
    let names = CAST.names(show);
    if let Some((name, _)) = names.iter().find(|(name, _)| name == new || taken(name)) {
        let why =
            format!("there is a role `{name}` already; to make one role of both, use `merge`");
        return Err(edit::wrong(&why));
    }
    let mut steps = vec![Step::Rename {
        from: old.clone(),
        to: new.to_owned(),
    }];
    if old == NARRATOR && show.script.narrator.is_none() {
        // The default narrator needs an explicit entry once it has another name.
        steps.push(Step::Set {
            path: vec!["narrator".into()],
            value: Value::words(new),
        });
    }
    Ok(steps)
}

/// Returns the steps that remove roles and give their lines and choices to `to`, or to the narrator.
fn gone(show: &Show, roles: &[String], to: Option<&str>) -> Result<Vec<Step>, ExitCode> {
    let known = |role: &str| CAST.known(show, role);
    let roles: Vec<String> = roles
        .iter()
        .map(|role| known(role))
        .collect::<Result<_, _>>()?;
    let to = to.map(known).transpose()?;
    if let Some(to) = to.as_ref().filter(|to| roles.contains(to)) {
        return Err(edit::wrong(&format!(
            "`{to}` gets the lines, so it cannot go away"
        )));
    }
    let narrator = show.script.narrator.as_ref();
    let narrator = narrator.map_or(NARRATOR, |name| name.value.as_str());
    if roles.iter().any(|role| role == narrator) {
        let why = format!(
            "`{narrator}` is the narrator, who reads all words that no role speaks; \
             `cast set` changes the voice, and `narrator:` in the script names another role"
        );
        return Err(edit::wrong(&why));
    }
    let of_roles = |items: &dyn Fn(&str) -> Vec<usize>| {
        let mut items: Vec<usize> = roles.iter().flat_map(|role| items(role)).collect();
        items.sort_unstable();
        items
    };
    let lines = of_roles(&|role| show.lines_of_role(role));
    let mut steps: Vec<Step> = match &to {
        Some(to) => lines
            .into_iter()
            .map(|item| by("lines", item, to))
            .collect(),
        None => Show::without_lines(lines),
    };
    let choices = of_roles(&|role| show.choices_of_role(role));
    steps.extend(choices.into_iter().map(|item| match &to {
        Some(to) => by("choices", item, to),
        None => Step::Remove {
            path: vec!["choices".into(), item.into(), "by".into()],
        },
    }));
    steps.extend(CAST.without(show, &roles));
    Ok(steps)
}

/// Returns the step that gives an item of a section to a role.
fn by(section: &str, item: usize, role: &str) -> Step {
    let path: Vec<Key> = vec![section.into(), item.into(), "by".into()];
    Step::Set {
        path,
        value: Value::token(role),
    }
}
