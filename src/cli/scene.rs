//! `cuebook scene`: lists, adds, moves, changes and removes the scenes of a script.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Format;
use super::edit::{self, List, Target};
use crate::session::edit::find::Things;
use crate::session::{SessionError, Show, Studio};
use cuebook_script::edit::{Step, Value, items};

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the scenes
    #[command(after_help = "Example: cuebook scene list show.yaml")]
    List(List),
    /// Add a scene in the order of the text
    #[command(
        after_help = "Example: cuebook scene add show.yaml office --from \"Stalin's office.\" --title 'The office' --space office"
    )]
    Add(Add),
    /// Let a scene begin at another place
    #[command(after_help = "Example: cuebook scene move show.yaml office --from 'It was late'")]
    Move(Move),
    /// Change the settings of scenes; `key=` removes a key
    #[command(
        after_help = "Examples:\n  cuebook scene set show.yaml office space=panelled-room\n  cuebook scene set show.yaml cellar then=attic when='courage >= 2'"
    )]
    Set(Set),
    /// Remove scenes; their words belong to the scene before
    #[command(after_help = "Example: cuebook scene remove show.yaml office")]
    Remove(Remove),
}

#[derive(clap::Args)]
pub(super) struct Add {
    #[command(flatten)]
    target: Target,
    /// The id of the new scene
    id: String,
    /// The first words of the scene, or `start`
    #[arg(long, value_name = "ANCHOR", allow_hyphen_values = true)]
    from: String,
    /// The title
    #[arg(long)]
    title: Option<String>,
    /// The space in which it is heard
    #[arg(long)]
    space: Option<String>,
    /// Where the show goes on: a scene, `end`, or a list of ways in brackets
    #[arg(long, value_name = "SCENE")]
    then: Option<String>,
    /// The condition under which it is heard
    #[arg(long, value_name = "CONDITION")]
    when: Option<String>,
    /// Any other setting
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
pub(super) struct Move {
    #[command(flatten)]
    target: Target,
    /// The scene: its id, its number in the list, or words of its title or start
    id: String,
    /// The new first words of the scene, or `start`
    #[arg(long, value_name = "ANCHOR", allow_hyphen_values = true)]
    from: String,
}

#[derive(clap::Args)]
pub(super) struct Set {
    #[command(flatten)]
    target: Target,
    /// The scenes, by id, number or words, then the settings as `key=value`
    #[arg(required = true, num_args = 2.., value_name = "SCENE|KEY=VALUE")]
    what: Vec<String>,
}

#[derive(clap::Args)]
pub(super) struct Remove {
    #[command(flatten)]
    target: Target,
    /// The scenes, by id, number or words
    #[arg(required = true, value_name = "SCENE")]
    ids: Vec<String>,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(args) => list(args),
        Command::Add(args) => edit::with(&args.target, |studio, show| added(studio, show, args)),
        Command::Move(args) => edit::with(&args.target, |studio, show| moved(studio, show, args)),
        Command::Set(args) => edit::with(&args.target, |_, show| {
            edit::set_each(show, "scenes", &args.what, &scenes(show)?)
        }),
        Command::Remove(args) => edit::with(&args.target, |_, show| {
            let scenes = scenes(show)?;
            let found = args.ids.iter().map(|id| edit::find(show, &scenes, id));
            Ok(show.without_scenes(found.collect::<Result<_, _>>()?))
        }),
    }
}

fn added(studio: &Studio, show: &Show, args: &Add) -> Result<Vec<Step>, ExitCode> {
    let mut item = vec![("id".to_owned(), Value::token(&args.id))];
    let title = args.title.iter().map(|title| ("title", title));
    let space = args.space.iter().map(|space| ("space", space));
    let when = args.when.iter().map(|when| ("when", when));
    let then = args.then.iter().map(|then| ("then", then));
    let own = [("from", &args.from)].into_iter().chain(title).chain(space);
    let own = own.chain(when).chain(then);
    let settings = args
        .settings
        .iter()
        .map(|(key, value)| (key.as_str(), value));
    for (key, written) in own.chain(settings) {
        let written = &edit::name_as_meant(show, key, written);
        edit::put(&mut item, key, written).map_err(|why| edit::wrong(&why))?;
    }
    let step = studio.addition(show, "scenes", Value::Map(item));
    step.map(|step| vec![step])
        .map_err(|why| edit::refused(show, *why))
}

/// Returns the steps that move a scene. The scenes stay in the order of the text.
fn moved(studio: &Studio, show: &Show, args: &Move) -> Result<Vec<Step>, ExitCode> {
    let index = edit::find(show, &scenes(show)?, &args.id)?;
    let value = edit::value("from", &args.from).map_err(|why| edit::wrong(&why))?;
    edit::stepped(show, studio.move_scene(show, index, &value))
}

/// Returns the scenes of the show by their names.
fn scenes(show: &Show) -> Result<Things, ExitCode> {
    edit::things(show, show.scenes_by_name())
}

/// Prints the list. The exit code is 1 if some scenes could not be read.
fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let book = &show.book;
    let space = |scene: &crate::book::Scene| {
        let space = scene.space.map(|space| book.spaces[space].name.clone());
        space.unwrap_or_default()
    };
    let from = |scene: &crate::book::Scene| {
        let mut written = show.script.scenes.iter();
        let own = written.find(|own| own.id.value == scene.id);
        own.map(|own| own.from.to_string()).unwrap_or_default()
    };
    let mut out = io::stdout().lock();
    if matches!(args.format, Format::Json) {
        let rows = book.scenes.iter().map(|scene| {
            serde_json::json!({
                "id": scene.id, "title": scene.title, "space": space(scene), "word": scene.word.0,
                "from": from(scene),
            })
        });
        writeln!(out, "{}", serde_json::Value::from_iter(rows))?;
    } else {
        let ids = book.scenes.iter().map(|scene| scene.id.chars().count());
        let width = ids.max().unwrap_or(0);
        for scene in book.scenes.iter() {
            let row = format!(
                "{:width$}  {:16}  {:20}  {}",
                scene.id,
                space(scene),
                scene.title,
                from(scene)
            );
            writeln!(out, "{}", row.trim_end())?;
        }
    }
    let all = items(&show.source, "scenes").map_or(0, |all| all.len());
    Ok(edit::listed(&show, "scenes", all == book.scenes.len()))
}
