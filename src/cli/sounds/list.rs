//! `cuebook sounds list`: prints one line per sound.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use super::own::{self, FileSheet, Own};
use super::wrap::cut;
use crate::cli::picture::Look;
use crate::cli::print::note;
use crate::perform::BuiltinCatalog;
use crate::session::SessionError;
use crate::session::specimen::Setting;
use crate::world::Catalog;
use cuebook_core::meaning::{alike, meant};
use cuebook_synth::recipe::{self, Kind, Recipe};

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only sounds whose name, words or description contain each of these
    #[arg(value_name = "TEXT")]
    find: Vec<String>,
    /// Only sounds that match this word of prose
    #[arg(long, value_name = "WORD")]
    words: Option<String>,
    /// The most files of your own library to list
    #[arg(long, value_name = "N", default_value = "20")]
    most: usize,
    /// The format of the list
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArg,
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
    let recipes = recipe::names().filter_map(recipe::find);
    let fitting: Vec<&Recipe> = recipes.filter(|recipe| fits(recipe, args)).collect();
    let own = match args.format {
        FormatArg::Md => Own::default(),
        FormatArg::Text | FormatArg::Json => files(args),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        FormatArg::Text => {
            let look = Look::of_stdout();
            table(&mut out, &fitting, look)?;
            own::table(&mut out, &own, look)?;
        }
        FormatArg::Md => markdown(&mut out, &fitting)?,
        FormatArg::Json => {
            let sheet = Sheet::of(&fitting, &own);
            serde_json::to_writer_pretty(&mut out, &sheet).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if fitting.is_empty() && own.found.files.is_empty() {
        note!("{}", none(args));
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

/// Finds files of the user's library. Without its index, the sounds of the program are
/// listed all the same.
fn files(args: &Args) -> Own {
    let words = args.find.iter().chain(&args.words).cloned();
    let found = own::find(&words.collect::<Vec<_>>(), args.most);
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
    about: &'a str,
    words: &'a [String],
    params: Vec<Setting>,
}

impl<'a> Sheet<'a> {
    fn of(recipes: &[&'a Recipe], own: &'a Own) -> Sheet<'a> {
        let sounds = recipes.iter().map(|recipe| SoundSheet {
            name: &recipe.name,
            kind: kind(recipe.kind),
            about: &recipe.about,
            words: &recipe.words,
            params: recipe.params.iter().map(Setting::of).collect(),
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

fn fits(recipe: &Recipe, args: &Args) -> bool {
    let text = format!(
        "{} {} {}",
        recipe.name,
        recipe.about,
        recipe.words.join(" ")
    );
    let text = text.to_lowercase();
    let holds = |part: &String| text.contains(&part.to_lowercase());
    let answers = |word: &String| {
        recipe
            .words
            .iter()
            .any(|own| alike(own, &word.to_lowercase()))
    };
    args.find.iter().all(holds) && args.words.iter().all(answers)
}

fn table(out: &mut impl Write, recipes: &[&Recipe], look: Look) -> io::Result<()> {
    let names = recipes.iter().map(|recipe| recipe.name.chars().count());
    let name = names.max().unwrap_or(0);
    // Two columns before each of the others; the description gets the remaining width.
    let left = look.columns.saturating_sub(name + 6);
    let about = left * 3 / 5;
    let more = if look.unicode { "…" } else { "..." };
    let kinds = [
        ("Spots: they play once", Kind::Spot),
        ("Beds: they play continuously", Kind::Bed),
    ];
    let mut between = "";
    for (title, kind) in kinds {
        let mut of_kind = recipes
            .iter()
            .filter(|recipe| recipe.kind == kind)
            .peekable();
        if of_kind.peek().is_some() {
            writeln!(out, "{between}{title}")?;
            between = "\n";
        }
        for recipe in of_kind {
            writeln!(
                out,
                "  {:name$}  {:about$}  {}",
                recipe.name,
                cut(&recipe.about, about, more),
                cut(&recipe.words.join(", "), left - about, more)
            )?;
        }
    }
    if !recipes.is_empty() {
        let counted = match recipes.len() {
            1 => "1 sound".to_owned(),
            count => format!("{count} sounds"),
        };
        writeln!(
            out,
            "\n{counted}; `cuebook sounds show NAME` shows the details"
        )?;
    }
    Ok(())
}

fn markdown(out: &mut impl Write, recipes: &[&Recipe]) -> io::Result<()> {
    writeln!(
        out,
        "# The sound library\n\n{} sounds, each made by a [recipe](recipes.md). `cuebook sounds show NAME` shows a sound, `cuebook\nsounds try NAME` makes it, and `cuebook sounds sheet -o DIR` writes a page with all sounds and their pictures.",
        recipes.len()
    )?;
    for recipe in recipes {
        let lasts = match recipe.kind {
            Kind::Spot => "spot: plays once",
            Kind::Bed => "bed: plays continuously",
        };
        writeln!(out, "\n## {}\n\n{} ({lasts})", recipe.name, recipe.about)?;
        writeln!(out, "\nWords: {}.", recipe.words.join(", "))?;
        writeln!(
            out,
            "\n| setting | default | range | |\n| --- | --- | --- | --- |"
        )?;
        for setting in recipe.params.iter().map(Setting::of) {
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

fn none(args: &Args) -> String {
    let Some(word) = args.words.as_ref().or(args.find.first()) else {
        return "the library is empty".to_owned();
    };
    match &meant(word, &BuiltinCatalog.library())[..] {
        [] => format!("no sound fits `{word}`; `cuebook sounds list` shows all"),
        [near] => format!("no sound fits `{word}`; the nearest is `{near}`"),
        several => format!(
            "no sound fits `{word}`; similar are `{}`",
            several.join("`, `")
        ),
    }
}
