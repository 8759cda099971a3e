//! `cuebook sounds list`: prints one line per sound.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use super::category::{self, CategorySheet};
use super::found::{self, Wanted};
use super::own::{self, FileSheet, Own};
use crate::cli::picture::Look;
use crate::cli::print::note;
use crate::session::SessionError;
use crate::session::specimen::Setting;
use cuebook_synth::find::Match;
use cuebook_synth::recipe::{self, Kind, Note, Recipe};

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only sounds that fit these words: by name, meaning, setting or description
    #[arg(value_name = "TEXT")]
    find: Vec<String>,
    /// Only sounds that match this word of prose
    #[arg(long, value_name = "WORD")]
    words: Option<String>,
    /// Only sounds of a category: an id of the Universal Category System, its letters, or a word
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// The most files of your own library to list
    #[arg(long, value_name = "N", default_value = "20")]
    most: usize,
    /// The format of the list
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArg,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Copy, Clone, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    /// One line per sound
    Text,
    /// All details, as Markdown
    Md,
    /// All details, as JSON
    Json,
}

/// Lists the sounds. The exit code is 1 if none matches.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let wanted = Wanted {
        text: args.find.join(" "),
        word: args.words.clone(),
        category: args.category.clone(),
    };
    let matches = found::sounds(&wanted);
    let format = if args.json {
        FormatArg::Json
    } else {
        args.format
    };
    let own = match format {
        FormatArg::Md => Own::default(),
        FormatArg::Text | FormatArg::Json => files(args),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        FormatArg::Text => {
            let look = Look::of_stdout();
            match wanted.text.is_empty() {
                true => found::by_kind(&mut out, &matches, look)?,
                false => found::best_first(&mut out, &wanted.text, &matches, look)?,
            }
            own::table(&mut out, &own, look)?;
        }
        FormatArg::Md => markdown(&mut out, &matches)?,
        FormatArg::Json => {
            let sheet = Sheet::of(&matches, !wanted.text.is_empty(), &own);
            serde_json::to_writer_pretty(&mut out, &sheet).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if matches.is_empty() && own.found.files.is_empty() {
        note!("{}", wanted.none());
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

/// Finds files of the user's library. Without its index, the sounds of the program are
/// listed all the same.
fn files(args: &Args) -> Own {
    let words = args.find.iter().chain(&args.words).cloned();
    let found = own::find(
        &words.collect::<Vec<_>>(),
        args.category.as_deref(),
        args.most,
    );
    found.unwrap_or_else(|error| {
        note!("your library is left out: {error}");
        Own::default()
    })
}

/// The sounds as JSON. Keys may be added within version 1.
#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    sounds: Vec<SoundSheet<'a>>,
    /// The files of the user's library that match.
    files: Vec<FileSheet<'a>>,
}

#[derive(Serialize)]
struct SoundSheet<'a> {
    name: &'a str,
    /// `spot` or `bed`.
    kind: &'a str,
    /// The name of its folder in the library, such as `animals`.
    group: &'a str,
    category: CategorySheet,
    about: &'a str,
    words: &'a [&'a str],
    params: Vec<Setting>,
    /// How a search found it: `name`, `word`, `setting`, `about`, `synonym`, `further` or `spelling`.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    /// The settings that a search asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set: Vec<SetSheet<'a>>,
}

#[derive(Serialize)]
struct SetSheet<'a> {
    param: &'a str,
    value: &'a str,
}

impl<'a> Sheet<'a> {
    fn of(matches: &'a [Match], searched: bool, own: &'a Own) -> Sheet<'a> {
        let sounds = matches.iter().map(|found| SoundSheet {
            name: found.note.name,
            kind: kind(of_note(found.note)),
            group: found.note.group,
            category: category::sheet(found.note.category),
            about: found.note.about,
            words: found.note.words,
            params: settings(found.note),
            by: searched.then(|| found.by.name()),
            set: found
                .settings
                .iter()
                .map(|&(param, value)| SetSheet { param, value })
                .collect(),
        });
        Sheet {
            version: 1,
            sounds: sounds.collect(),
            files: own::sheets(own),
        }
    }
}

/// Returns the name of a kind in scripts.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Spot => "spot",
        Kind::Bed => "bed",
    }
}

fn of_note(note: &Note) -> Kind {
    if note.bed { Kind::Bed } else { Kind::Spot }
}

fn settings(note: &Note) -> Vec<Setting> {
    let params = recipe::find(note.name).map_or(&[][..], |recipe: &Recipe| &recipe.params);
    params.iter().map(Setting::of).collect()
}

fn markdown(out: &mut impl Write, matches: &[Match]) -> io::Result<()> {
    writeln!(
        out,
        "# The sound library\n\n{} sounds, each made by a [recipe](recipes.md). `cuebook sounds list gunshot` finds sounds by\nmeaning, and `cuebook sounds list --category weapons` by category. `cuebook sounds show NAME` shows a sound, `cuebook\nsounds try NAME` makes it, and `cuebook sounds sheet -o DIR` writes a page with all sounds and their pictures.",
        matches.len()
    )?;
    category::markdown(out, matches)?;
    for note in matches.iter().map(|found| found.note) {
        let lasts = match of_note(note) {
            Kind::Spot => "spot: plays once",
            Kind::Bed => "bed: plays continuously",
        };
        writeln!(out, "\n## {}\n\n{} ({lasts})", note.name, note.about)?;
        writeln!(
            out,
            "\nCategory: {}. Words: {}.",
            category::described(note.category),
            note.words.join(", ")
        )?;
        writeln!(
            out,
            "\n| setting | default | range | |\n| --- | --- | --- | --- |"
        )?;
        for setting in settings(note) {
            let Setting {
                name,
                default,
                range,
                about,
                ..
            } = setting;
            writeln!(out, "| `{name}` | {default} | {range} | {about} |")?;
        }
    }
    Ok(())
}
