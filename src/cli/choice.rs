//! `cuebook choice`: lists, adds, changes and removes the choices of a script and their options.

mod list;

use std::process::ExitCode;

use clap::Subcommand;

use super::edit::{self, List, Target};
use crate::session::edit::choices::{SECTION, option_path};
use crate::session::{SessionError, Show, Studio};
use cuebook_script::edit::{Step, Value};

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the choices with their options
    #[command(after_help = "Example: cuebook choice list show.yaml")]
    List(List),
    /// Add a choice in the order of the text
    #[command(
        after_help = "Example: cuebook choice add show.yaml door --at '{ after: \"the door was shut\" }' --ask 'Open it?' --option '{ id: open, say: \"Open it\", to: hall }' --option '{ id: wait, words: Wait }'"
    )]
    Add(Add),
    /// Add an option to a choice
    #[command(
        after_help = "Example: cuebook choice option show.yaml door back --say 'Go back' --to gate"
    )]
    Option(AddOption),
    /// Change the settings of choices, or of an option as CHOICE.OPTION; `key=` removes a key
    #[command(
        after_help = "Examples:\n  cuebook choice set show.yaml door wait=12s default=back\n  cuebook choice set show.yaml door.open when='courage >= 1' set.lamp=true"
    )]
    Set(Set),
    /// Remove choices, or an option as CHOICE.OPTION
    #[command(after_help = "Example: cuebook choice remove show.yaml door.back")]
    Remove(Remove),
}

#[derive(clap::Args)]
pub(super) struct Add {
    #[command(flatten)]
    target: Target,
    /// The id of the new choice
    id: String,
    /// The end of a sentence, as an anchor in braces
    #[arg(long, value_name = "ANCHOR", allow_hyphen_values = true)]
    at: String,
    /// The question
    #[arg(long, value_name = "WORDS")]
    ask: Option<String>,
    /// The role that speaks the question and the options
    #[arg(long, value_name = "ROLE")]
    by: Option<String>,
    /// How long the listener has
    #[arg(long, value_name = "TIME")]
    wait: Option<String>,
    /// The option that is taken when the time is over
    #[arg(long, value_name = "OPTION")]
    default: Option<String>,
    /// An option, in braces; give it several times
    #[arg(long = "option", required = true, value_name = "OPTION")]
    options: Vec<String>,
    /// Any other setting
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
pub(super) struct AddOption {
    #[command(flatten)]
    target: Target,
    /// The id of the choice
    choice: String,
    /// The id of the new option
    id: String,
    /// The words that are spoken and shown
    #[arg(long, value_name = "WORDS")]
    say: Option<String>,
    /// The words that are shown
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
    /// The scene that follows, or `end`
    #[arg(long, value_name = "SCENE")]
    to: Option<String>,
    /// The condition under which it is offered
    #[arg(long, value_name = "CONDITION")]
    when: Option<String>,
    /// Any other setting
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
pub(super) struct Set {
    #[command(flatten)]
    target: Target,
    /// The ids of choices or CHOICE.OPTION, then the settings as `key=value`
    #[arg(required = true, num_args = 2.., value_name = "ID|KEY=VALUE")]
    what: Vec<String>,
}

#[derive(clap::Args)]
pub(super) struct Remove {
    #[command(flatten)]
    target: Target,
    /// The ids of choices, or CHOICE.OPTION
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(args) => list::list(args),
        Command::Add(args) => edit::with(&args.target, |studio, show| added(studio, show, args)),
        Command::Option(args) => edit::with(&args.target, |_, show| with_option(show, args)),
        Command::Set(args) => edit::with(&args.target, |_, show| changed(show, args)),
        Command::Remove(args) => edit::with(&args.target, |_, show| {
            edit::stepped(show, show.without_choices(&args.ids))
        }),
    }
}

fn added(studio: &Studio, show: &Show, args: &Add) -> Result<Vec<Step>, ExitCode> {
    let mut item = vec![("id".to_owned(), Value::token(&args.id))];
    let keys = [
        ("at", Some(&args.at)),
        ("ask", args.ask.as_ref()),
        ("by", args.by.as_ref()),
        ("wait", args.wait.as_ref()),
        ("default", args.default.as_ref()),
    ];
    put_all(&mut item, &keys, &[])?;
    let options = args
        .options
        .iter()
        .map(|option| edit::value("option", option));
    let options: Result<Vec<Value>, String> = options.collect();
    let options = options.map_err(|why| edit::wrong(&why))?;
    item.push(("options".to_owned(), Value::List(options)));
    put_all(&mut item, &[], &args.settings)?;
    let step = studio.addition(show, SECTION, Value::Map(item));
    step.map(|step| vec![step])
        .map_err(|why| edit::refused(show, *why))
}

fn with_option(show: &Show, args: &AddOption) -> Result<Vec<Step>, ExitCode> {
    let found = show.choices_by_name();
    let choice = edit::find(show, &edit::things(show, found)?, &args.choice)?;
    let mut item = vec![("id".to_owned(), Value::token(&args.id))];
    let keys = [
        ("say", args.say.as_ref()),
        ("words", args.words.as_ref()),
        ("to", args.to.as_ref()),
        ("when", args.when.as_ref()),
    ];
    put_all(&mut item, &keys, &args.settings)?;
    Ok(vec![Step::Push {
        path: vec![SECTION.into(), choice.into(), "options".into()],
        item: Value::Map(item),
    }])
}

/// Puts the given keys and the other settings into an item, in this order.
fn put_all(
    item: &mut Vec<(String, Value)>,
    keys: &[(&str, Option<&String>)],
    settings: &[(String, String)],
) -> Result<(), ExitCode> {
    let keys = keys
        .iter()
        .filter_map(|(key, written)| Some((*key, (*written)?)));
    let settings = settings
        .iter()
        .map(|(key, written)| (key.as_str(), written));
    for (key, written) in keys.chain(settings) {
        edit::put(item, key, written).map_err(|why| edit::wrong(&why))?;
    }
    Ok(())
}

fn changed(show: &Show, args: &Set) -> Result<Vec<Step>, ExitCode> {
    let (names, settings) =
        edit::names_and_settings(&args.what).map_err(|why| edit::wrong(&why))?;
    let mut steps = Vec::new();
    for name in &names {
        let path = match show
            .choice_place(name)
            .map_err(|why| edit::refused(show, *why))?
        {
            (choice, None) => vec![SECTION.into(), choice.into()],
            (choice, Some(option)) => {
                let own = name.rsplit_once('.').map_or("", |(_, own)| own);
                let id = settings.iter().rfind(|(key, _)| key == "id");
                steps.extend(id.and_then(|(_, id)| show.default_follows(choice, own, id)));
                option_path(choice, option)
            }
        };
        steps.extend(edit::settings(&path, &settings).map_err(|why| edit::wrong(&why))?);
    }
    Ok(steps)
}
