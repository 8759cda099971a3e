//! `cuebook cue`: lists and edits the cues of a script.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Format;
use super::edit::{self, List, Target};
use super::section::SOUNDS;
use crate::session::edit::cues::free_id;
use crate::session::edit::find::Things;
use crate::session::{SessionError, Show, Studio};
use cuebook_script::edit::{Step, Value, removals};
use cuebook_script::write::slug;
use cuebook_script::{Cue, CueKind};
use cuebook_synth::{find, recipe};

#[derive(Subcommand)]
pub(super) enum Command {
    /// List the cues
    #[command(after_help = "Example: cuebook cue list show.yaml --format json")]
    List(List),
    /// Add a cue in the order of the text, or at the end of its group
    #[command(
        after_help = "Examples:\n  cuebook cue add show.yaml --spot explosion --at 'from inside the door' --gain -3dB\n  cuebook cue add show.yaml --bed rain --at start --until '{ after: \"gave way\" }' --set fade.in=2s"
    )]
    Add(Box<Add>),
    /// Move a cue to another place
    #[command(
        after_help = "Example: cuebook cue move show.yaml blast --at '{ after: \"the door\" }'"
    )]
    Move(Move),
    /// Change the settings of cues; `key=` removes a key
    #[command(after_help = "Example: cuebook cue set show.yaml blast gain=-6dB hold=2s --dry-run")]
    Set(Set),
    /// Remove cues
    #[command(after_help = "Example: cuebook cue remove show.yaml blast")]
    Remove(Remove),
}

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("kind").required(true).args(["spot", "bed", "music", "hush"])))]
pub(super) struct Add {
    #[command(flatten)]
    target: Target,
    /// A sound that plays once, also with settings: `train-pass:kind=tram`
    #[arg(long, value_name = "SOUND")]
    spot: Option<String>,
    /// A sound that lasts from one place to another
    #[arg(long, value_name = "SOUND")]
    bed: Option<String>,
    /// Music
    #[arg(long, value_name = "SOUND")]
    music: Option<String>,
    /// A hush: silence of this length
    #[arg(long, value_name = "TIME")]
    hush: Option<String>,
    /// The start: words of the text, or an anchor in braces
    #[arg(
        long,
        alias = "from",
        value_name = "ANCHOR",
        allow_hyphen_values = true
    )]
    at: String,
    /// The end of a bed or music
    #[arg(long, value_name = "ANCHOR")]
    until: Option<String>,
    /// The id [default: made from the sound's name]
    #[arg(long)]
    id: Option<String>,
    /// The gain
    #[arg(long, allow_hyphen_values = true)]
    gain: Option<String>,
    /// The time that the reading waits
    #[arg(long, value_name = "TIME")]
    hold: Option<String>,
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
    /// The cue: its id, its number in the list, or words of its place
    id: String,
    /// The new start: words of the text, or an anchor in braces
    #[arg(
        long,
        alias = "from",
        value_name = "ANCHOR",
        allow_hyphen_values = true
    )]
    at: String,
}

#[derive(clap::Args)]
pub(super) struct Set {
    #[command(flatten)]
    target: Target,
    /// The cues, by id, number or words, then the settings as `key=value`
    #[arg(required = true, num_args = 2.., value_name = "CUE|KEY=VALUE")]
    what: Vec<String>,
}

#[derive(clap::Args)]
pub(super) struct Remove {
    #[command(flatten)]
    target: Target,
    /// The cues, by id, number or words
    #[arg(required = true, value_name = "CUE")]
    ids: Vec<String>,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::List(list) => self::list(list),
        Command::Add(add) => edit::with(&add.target, |studio, show| added(studio, show, add)),
        Command::Move(moved) => edit::with(&moved.target, |_, show| {
            let index = edit::find(show, &cues(show)?, &moved.id)?;
            let key = show.begins_with(index);
            let value = edit::value("at", &moved.at).map_err(|why| edit::wrong(&why))?;
            Ok(vec![Step::Set {
                path: vec!["cues".into(), index.into(), key.into()],
                value,
            }])
        }),
        Command::Set(set) => edit::with(&set.target, |studio, show| self::set(studio, show, set)),
        Command::Remove(gone) => edit::with(&gone.target, |_, show| {
            let cues = cues(show)?;
            let found = gone.ids.iter().map(|id| edit::find(show, &cues, id));
            Ok(removals("cues", found.collect::<Result<_, _>>()?))
        }),
    }
}

/// Returns the cues of the show by their names.
fn cues(show: &Show) -> Result<Things, ExitCode> {
    edit::things(show, show.cues_by_name())
}

fn added(studio: &Studio, show: &Show, add: &Add) -> Result<Vec<Step>, ExitCode> {
    let what = add.spot.as_ref().or(add.bed.as_ref());
    let variant = what
        .or(add.music.as_ref())
        .and_then(|what| variant(show, what));
    let mut steps = Vec::new();
    let mut named = None;
    if let Some(variant) = &variant {
        steps = variant.steps()?;
        named = Some(after(studio, show, &steps)?);
    }
    let name = variant.as_ref().map(|variant| variant.name.as_str());
    let item = item(show, add, name).map_err(|why| edit::wrong(&why))?;
    let known = named.as_ref().unwrap_or(show);
    let addition = studio.addition(known, "cues", Value::Map(item));
    steps.push(addition.map_err(|why| edit::refused(show, *why))?);
    Ok(steps)
}

/// Returns the steps that change cues. A sound may be written with settings, as for a new cue.
fn set(studio: &Studio, show: &Show, set: &Set) -> Result<Vec<Step>, ExitCode> {
    let mut steps = Vec::new();
    let mut what = set.what.clone();
    for written in &mut what {
        let Some((kind @ ("spot" | "bed" | "music"), sound)) = written.split_once('=') else {
            continue;
        };
        if let Some(variant) = variant(show, sound) {
            steps.extend(variant.steps()?);
            *written = format!("{kind}={}", variant.name);
        }
    }
    if steps.is_empty() {
        return edit::set_each(show, "cues", &what, &cues(show)?);
    }
    let named = after(studio, show, &steps)?;
    steps.extend(edit::set_each(&named, "cues", &what, &cues(&named)?)?);
    Ok(steps)
}

/// Returns the show as steps leave it, or prints why they cannot be made.
fn after(studio: &Studio, show: &Show, steps: &[Step]) -> Result<Show, ExitCode> {
    let edited = studio.edit(show.clone(), steps);
    Ok(edited.map_err(|(_, why)| edit::refused(show, *why))?.after)
}

/// A new sound: a recipe with settings, under a new name.
struct Variant {
    name: String,
    settings: Vec<(String, String)>,
}

impl Variant {
    /// Returns the steps that add it to the sounds of the show.
    fn steps(&self) -> Result<Vec<Step>, ExitCode> {
        let base = [SOUNDS.key.into(), self.name.as_str().into()];
        edit::settings(&base, &self.settings).map_err(|why| edit::wrong(&why))
    }
}

/// Returns the new sound that is meant by one with settings, such as `train-pass:kind=tram`.
fn variant(show: &Show, what: &str) -> Option<Variant> {
    const LONGEST: usize = 40;
    let (recipe, set) = find::parsed(what);
    if set.is_empty() {
        return None;
    }
    let values: Vec<&str> = set.iter().map(|(_, value)| value.as_str()).collect();
    let name = slug(&format!("{recipe}-{}", values.join("-")), LONGEST);
    let taken = SOUNDS.names(show);
    let is_taken =
        |name: &str| recipe::note(name).is_some() || taken.iter().any(|(own, _)| own == name);
    let settings = std::iter::once(("recipe".to_owned(), recipe.to_owned())).chain(set.clone());
    Some(Variant {
        name: free_id(&name, is_taken),
        settings: settings.collect(),
    })
}

/// Returns the new cue, with its keys in the usual order.
fn item(show: &Show, add: &Add, variant: Option<&str>) -> Result<Vec<(String, Value)>, String> {
    let kinds = [
        ("spot", &add.spot),
        ("bed", &add.bed),
        ("music", &add.music),
        ("hush", &add.hush),
    ];
    let mut given = kinds.into_iter();
    let (kind, what) = given
        .find_map(|(kind, what)| Some((kind, what.as_deref()?)))
        .ok_or("name the sound of the cue, or the length of a hush")?;
    let what = variant.unwrap_or(what);
    let id = add
        .id
        .clone()
        .unwrap_or_else(|| show.fresh_cue_id(if kind == "hush" { "hush" } else { what }));
    let place = match kind {
        "spot" | "hush" => "at",
        _ => "from",
    };
    let mut item = vec![
        ("id".to_owned(), Value::token(&id)),
        (
            kind.to_owned(),
            Value::token(&match variant {
                Some(name) => name.to_owned(),
                None => edit::name_as_meant(show, kind, what),
            }),
        ),
    ];
    let keys = [
        (place, Some(&add.at)),
        ("until", add.until.as_ref()),
        ("gain", add.gain.as_ref()),
        ("hold", add.hold.as_ref()),
        ("when", add.when.as_ref()),
    ];
    for (key, written) in keys {
        if let Some(written) = written {
            edit::put(&mut item, key, &edit::name_as_meant(show, key, written))?;
        }
    }
    for (key, written) in &edit::as_meant(show, &add.settings) {
        edit::put(&mut item, key, written)?;
    }
    Ok(item)
}

fn kind(cue: &Cue) -> &'static str {
    match cue.kind {
        CueKind::Spot { .. } => "spot",
        CueKind::Bed { .. } => "bed",
        CueKind::Music { .. } => "music",
        CueKind::Hush { .. } => "hush",
    }
}

/// Prints the list. The exit code is 1 if some cues could not be read.
fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let ids = show.cue_ids();
    let mut out = io::stdout().lock();
    let rows = ids.iter().zip(&show.script.cues);
    if matches!(args.format, Format::Json) {
        let row = |(id, cue): (&String, &Cue)| {
            let sound = cue.sound().map(|sound| &sound.value);
            serde_json::json!({ "id": id, "kind": kind(cue), "sound": sound, "at": cue.anchor().to_string() })
        };
        let rows: Vec<serde_json::Value> = rows.map(row).collect();
        writeln!(out, "{}", serde_json::Value::from(rows))?;
    } else {
        let width = ids.iter().map(|id| id.chars().count()).max().unwrap_or(0);
        for (id, cue) in rows {
            let (kind, sound) = (kind(cue), cue.sound().map_or("", |sound| sound.as_str()));
            writeln!(out, "{id:width$}  {kind:5}  {sound:20}  {}", cue.anchor())?;
        }
    }
    let whole = show
        .cue_items()
        .is_ok_and(|cues| cues.iter().all(|cue| cue.read.is_some()));
    Ok(edit::listed(&show, "cues", whole))
}
