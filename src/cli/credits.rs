//! `cuebook credits`: lists the credits of a show.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use super::findings;
use super::print::{note, results};
use crate::session::credits::{Credits, Owed};
use crate::session::{SessionError, Studio};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The cue script
    script: PathBuf,
    /// The format of the credits
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArg,
}

#[derive(Copy, Clone, ValueEnum)]
enum FormatArg {
    /// Text for people
    Text,
    /// Markdown to publish with the show
    Md,
    /// JSON for programs
    Json,
}

/// Prints the credits, and a warning for every file without one.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.script, None)?;
    let credits = studio.credits(&show);
    let text = match args.format {
        FormatArg::Text => text(&credits),
        FormatArg::Md => markdown(&credits),
        FormatArg::Json => json(&credits)?,
    };
    results(text.as_bytes())?;
    findings::print(&show, &credits.warnings);
    if show.has_mistakes() {
        note!(
            "the show has mistakes, so these credits may be incomplete: `cuebook check` shows the mistakes"
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// The credits as JSON. Keys may be added within version 1.
#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    #[serde(flatten)]
    credits: &'a Credits,
}

fn json(credits: &Credits) -> io::Result<String> {
    let version = 1;
    let mut text = serde_json::to_string_pretty(&Sheet { version, credits })?;
    text.push('\n');
    Ok(text)
}

/// A format of a list.
struct Look {
    title: fn(&str) -> String,
    section: fn(&str) -> String,
    item: fn(&str) -> String,
}

const TEXT: Look = Look {
    title: |name| format!("{name}\n"),
    section: |name| format!("\n{name}\n"),
    item: |item| format!("  {item}\n"),
};

const MARKDOWN: Look = Look {
    title: |name| format!("# {name}\n"),
    section: |name| format!("\n## {name}\n\n"),
    item: |item| format!("- {item}\n"),
};

fn text(credits: &Credits) -> String {
    listed(credits, &TEXT, str::to_owned)
}

fn markdown(credits: &Credits) -> String {
    listed(credits, &MARKDOWN, plain)
}

/// Escapes a text for Markdown.
fn plain(words: &str) -> String {
    let mut out = String::new();
    for letter in words.chars() {
        if "\\`*_[]<>#|~".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

fn listed(credits: &Credits, look: &Look, plain: fn(&str) -> String) -> String {
    let by = credits
        .author
        .as_ref()
        .map(|author| format!(", by {author}"));
    let title = if credits.show.is_empty() {
        "A show"
    } else {
        &credits.show
    };
    let mut out = (look.title)(&plain(&(title.to_owned() + &by.unwrap_or_default())));
    let mut section = |name: &str, items: Vec<String>| {
        out.push_str(&(look.section)(name));
        for item in items {
            out.push_str(&(look.item)(&plain(&item)));
        }
    };
    let files: Vec<String> = credits.files.iter().map(owed).collect();
    match files.is_empty() {
        true => section("Sounds and recordings", vec!["no files".to_owned()]),
        false => section("Sounds and recordings", files),
    }
    if !credits.recipes.is_empty() {
        let owe = "made by cuebook; no credit is required";
        section(
            "Sounds of the library",
            vec![format!("{}: {owe}", credits.recipes.join(", "))],
        );
    }
    if !credits.voices.is_empty() {
        let mut items = vec![credits.voices.join(", ")];
        for part in &credits.pack {
            let (by, terms) = (&part.author, &part.licence);
            items.push(format!("{by}: {terms} (from {})", part.packages.join(", ")));
        }
        section("Voices", items);
    }
    out
}

/// Returns a file with its credit and licence, and `NO CREDIT` or `NO LICENCE` where one is missing.
fn owed(file: &Owed) -> String {
    let Owed {
        file: path,
        what,
        name,
        ..
    } = file;
    let credit = file.credit.as_deref().unwrap_or("NO CREDIT");
    let licence = file.licence.as_deref().unwrap_or("NO LICENCE");
    // A file of the user's library has no other name.
    let named = if name == path {
        String::new()
    } else {
        format!(" {name}")
    };
    format!("{path} ({what}{named}): {credit}, {licence}")
}
