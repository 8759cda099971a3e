//! `cuebook cue`: the cues of a script.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::Format;
use super::edit::{self, Target};
use crate::script::edit::{Key, Step, Value};
use crate::session::{SessionError, Show, Studio};

/// What can be asked.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the cues
    #[command(after_help = "Example: cuebook cue list show.yaml --format json")]
    List(List),
    /// Add a cue at the end of the list
    #[command(
        after_help = "Examples:\n  cuebook cue add show.yaml --spot explosion --at 'from inside the door' --gain -3dB\n  cuebook cue add show.yaml --bed rain --at start --until '{ after: \"gave way\" }' --set fade.in=2s"
    )]
    Add(Add),
    /// Move a cue to another place
    #[command(
        after_help = "Example: cuebook cue move show.yaml blast --at '{ after: \"the door\" }'"
    )]
    Move(Move),
    /// Change the settings of a cue; `key=` takes a key out
    #[command(after_help = "Example: cuebook cue set show.yaml blast gain=-6dB hold=2s --dry-run")]
    Set(Set),
    /// Remove a cue
    #[command(after_help = "Example: cuebook cue remove show.yaml blast")]
    Remove(Remove),
}

#[derive(clap::Args)]
struct List {
    /// The cue script
    script: PathBuf,
    /// How the list is printed
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("kind").required(true).args(["spot", "bed", "music", "hush"])))]
struct Add {
    #[command(flatten)]
    target: Target,
    /// A sound that happens once
    #[arg(long, value_name = "SOUND")]
    spot: Option<String>,
    /// A sound that lasts
    #[arg(long, value_name = "SOUND")]
    bed: Option<String>,
    /// Music
    #[arg(long, value_name = "SOUND")]
    music: Option<String>,
    /// Silence, for so long
    #[arg(long, value_name = "TIME")]
    hush: Option<String>,
    /// Where it begins: words of the text, or an anchor in braces
    #[arg(long, alias = "from", value_name = "ANCHOR")]
    at: String,
    /// Where a bed or music ends
    #[arg(long, value_name = "ANCHOR")]
    until: Option<String>,
    /// What it is called [default: made from the sound's name]
    #[arg(long)]
    id: Option<String>,
    /// Louder or softer
    #[arg(long, allow_hyphen_values = true)]
    gain: Option<String>,
    /// How long the reading waits
    #[arg(long, value_name = "TIME")]
    hold: Option<String>,
    /// Any other key
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
struct Move {
    #[command(flatten)]
    target: Target,
    /// The cue
    id: String,
    /// Where it begins now: words of the text, or an anchor in braces
    #[arg(long, alias = "from", value_name = "ANCHOR")]
    at: String,
}

#[derive(clap::Args)]
struct Set {
    #[command(flatten)]
    target: Target,
    /// The cue
    id: String,
    /// What it is set to
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = edit::setting)]
    settings: Vec<(String, String)>,
}

#[derive(clap::Args)]
struct Remove {
    #[command(flatten)]
    target: Target,
    /// The cue
    id: String,
}

pub fn run(args: &Args) -> Result<ExitCode, SessionError> {
    match &args.command {
        Command::List(list) => self::list(list),
        Command::Add(add) => with(&add.target, |show| added(show, add)),
        Command::Move(moved) => with(&moved.target, |show| {
            let index = find(show, &moved.id)?;
            let key = if is_placed(show, index) { "at" } else { "from" };
            let value = edit::value("at", &moved.at).map_err(|why| edit::wrong(&why))?;
            Ok(vec![Step::Set {
                path: path(index, key),
                value,
            }])
        }),
        Command::Set(set) => with(&set.target, |show| {
            let base = ["cues".into(), find(show, &set.id)?.into()];
            edit::settings(&base, &set.settings).map_err(|why| edit::wrong(&why))
        }),
        Command::Remove(gone) => with(&gone.target, |show| {
            let path = vec!["cues".into(), find(show, &gone.id)?.into()];
            Ok(vec![Step::Remove { path }])
        }),
    }
}

fn with(
    target: &Target,
    steps: impl FnOnce(&Show) -> Result<Vec<Step>, ExitCode>,
) -> Result<ExitCode, SessionError> {
    let (studio, show): (Studio, Show) = match edit::open(target)? {
        Ok(open) => open,
        Err(code) => return Ok(code),
    };
    match steps(&show) {
        Ok(steps) => edit::make(&studio, show, &steps, target),
        Err(code) => Ok(code),
    }
}

fn is_placed(show: &Show, index: usize) -> bool {
    use crate::script::CueKind;
    matches!(
        show.script.cues[index].kind,
        CueKind::Spot { .. } | CueKind::Hush { .. }
    )
}

fn path(index: usize, key: &str) -> Vec<Key> {
    vec!["cues".into(), index.into(), key.into()]
}

/// Which cue of the script bears a name. Cues that cannot be read would shift the count.
fn find(show: &Show, id: &str) -> Result<usize, ExitCode> {
    let ids = show.cue_ids();
    if show.has_mistakes() {
        crate::cli::check::print(show, &show.diagnostics);
        return Err(edit::wrong(
            "the cues can be told apart when these mistakes are mended",
        ));
    }
    let names = ids.iter().map(String::as_str);
    ids.iter()
        .position(|known| known == id)
        .ok_or_else(|| edit::unknown("cue", id, names))
}

fn added(show: &Show, add: &Add) -> Result<Vec<Step>, ExitCode> {
    // A cue that could not be read would shift the place of the new one.
    if !add.settings.is_empty() && show.has_mistakes() {
        return Err(edit::wrong(
            "`--set` can be used when the script's mistakes are mended",
        ));
    }
    let kinds = [
        ("spot", &add.spot),
        ("bed", &add.bed),
        ("music", &add.music),
        ("hush", &add.hush),
    ];
    let given = kinds
        .into_iter()
        .find_map(|(kind, what)| Some((kind, what.as_deref()?)));
    let (kind, what) = given.ok_or_else(|| edit::wrong("say what the cue is"))?;
    let id = add
        .id
        .clone()
        .unwrap_or_else(|| fresh(show, if kind == "hush" { "hush" } else { what }));
    let place = if matches!(kind, "spot" | "hush") {
        "at"
    } else {
        "from"
    };
    let mut entries = vec![
        ("id".to_owned(), Value::token(&id)),
        (kind.to_owned(), Value::token(what)),
    ];
    let keys = [
        (place, Some(&add.at)),
        ("until", add.until.as_ref()),
        ("gain", add.gain.as_ref()),
        ("hold", add.hold.as_ref()),
    ];
    for (key, written) in keys {
        if let Some(written) = written {
            let value = edit::value(key, written).map_err(|why| edit::wrong(&why))?;
            entries.push((key.to_owned(), value));
        }
    }
    let mut steps = vec![Step::Push {
        path: vec!["cues".into()],
        item: Value::Map(entries),
    }];
    let base = ["cues".into(), show.script.cues.len().into()];
    steps.extend(edit::settings(&base, &add.settings).map_err(|why| edit::wrong(&why))?);
    Ok(steps)
}

/// A short name that no cue has.
fn fresh(show: &Show, sound: &str) -> String {
    let ids = show.cue_ids();
    let numbered = (2..).map(|number| format!("{sound}-{number}"));
    let mut names = std::iter::once(sound.to_owned()).chain(numbered);
    names.find(|name| !ids.contains(name)).unwrap_or_default()
}

fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let ids = show.cue_ids();
    let kind = |cue: &crate::script::Cue| match cue.kind {
        crate::script::CueKind::Spot { .. } => "spot",
        crate::script::CueKind::Bed { .. } => "bed",
        crate::script::CueKind::Music { .. } => "music",
        crate::script::CueKind::Hush { .. } => "hush",
    };
    let mut out = io::stdout().lock();
    let rows = ids.iter().zip(&show.script.cues);
    if matches!(args.format, Format::Json) {
        let rows: Vec<serde_json::Value> = rows
            .map(|(id, cue)| {
                let sound = cue.sound().map(|sound| &sound.value);
                serde_json::json!({ "id": id, "kind": kind(cue), "sound": sound, "at": cue.anchor().to_string() })
            })
            .collect();
        writeln!(out, "{}", serde_json::Value::from(rows))?;
        return Ok(ExitCode::SUCCESS);
    }
    let width = ids.iter().map(|id| id.chars().count()).max().unwrap_or(0);
    for (id, cue) in rows {
        let sound = cue.sound().map_or("", |sound| sound.value.as_str());
        writeln!(
            out,
            "{id:width$}  {:5}  {sound:20}  {}",
            kind(cue),
            cue.anchor()
        )?;
    }
    Ok(ExitCode::SUCCESS)
}
