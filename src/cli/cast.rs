//! `cuebook cast`: lists and edits the roles of a script.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::edit::{self, List, Target};
use super::print::note;
use super::section::CAST;
use crate::session::files::is_same;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::nearest;
use cuebook_script::NARRATOR;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the roles of the script
    #[command(after_help = "Example: cuebook cast list show.yaml --format json")]
    List(List),
    /// Change the settings of a role; an unknown role is added
    #[command(after_help = "Example: cuebook cast set show.yaml BORIS voice=am_michael pace=1.05")]
    Set(Set),
    /// Rename a role everywhere it is used
    #[command(
        after_help = "Examples:\n  cuebook cast rename show.yaml BORIS BORYA --dry-run\n  cuebook cast rename one.yaml BORIS BORYA --series series.yaml"
    )]
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
    /// Rename it in all chapters of this series too
    #[arg(long, value_name = "SERIES", conflicts_with = "home")]
    series: Option<PathBuf>,
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
        Command::Rename(args) => match &args.series {
            Some(series) => rename_in_series(args, series),
            None => edit::with(&args.target, |_, show| {
                edit::stepped(show, show.rename_role(&args.old, &args.new))
            }),
        },
        Command::Remove(args) => edit::with(&args.target, |_, show| {
            let home = edit::home(show, &args.target).map_err(|why| edit::wrong(&why))?;
            edit::stepped(
                show,
                show.remove_roles(&args.roles, (args.to.as_deref(), home)),
            )
        }),
        Command::Merge(args) => edit::with(&args.target, |_, show| {
            edit::stepped(
                show,
                show.remove_roles(&args.roles, (Some(&args.into), None)),
            )
        }),
    }
}

/// Renames a role in a script and in all chapters of a series that have it: in all files, or in none.
fn rename_in_series(args: &Rename, series: &Path) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = super::series::opened(&studio, series)? else {
        return Ok(ExitCode::from(1));
    };
    let script = &args.target.script;
    let chapters = series.chapters.iter().filter(|file| !file.is_text);
    let chapters = chapters.map(|file| file.path.clone());
    let others = chapters.filter(|path| !is_same(path, script));
    let first = studio.open(script, None)?;
    let old = match CAST.known(&first, &args.old) {
        Ok(old) => old,
        Err(why) => return Ok(edit::refused(&first, *why)),
    };
    let mut shows = vec![first];
    for path in others {
        let show = studio.open(&path, None)?;
        if CAST.names(&show).iter().any(|(name, _)| *name == old) {
            shows.push(show);
        }
    }
    let mut all = Vec::new();
    for show in shows {
        match edit::stepped(&show, show.rename_role(&old, &args.new)) {
            Ok(steps) => all.push((show, steps)),
            Err(code) => return Ok(code),
        }
    }
    edit::make_all(&studio, all, args.target.dry_run)
}

/// Returns the role that an author means: one that the script has, also in other capitals, or a new
/// one. A new role beside one with nearly the same name has a note.
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
