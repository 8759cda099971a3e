//! `cuebook sounds show`: prints the details of one sound.

use std::io::{self, Write};
use std::process::ExitCode;

use super::list;
use super::wrap::wrapped;
use crate::cli::picture::Look;
use crate::output::picture::{Spectrogram, Wave};
use crate::session::SessionError;
use crate::session::specimen::{Setting, Take};
use cuebook_synth::recipe::Recipe;

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A sound of the library, a file of yours (`lib/…`), or the path of a recipe or of an audio file
    name: String,
}

/// Prints the sound.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let super::Named { specimen, settings } = super::named(&args.name)?;
    let taken = specimen.take(&Take {
        settings,
        ..Take::default()
    })?;
    let look = Look::of_stdout();
    let mut out = io::BufWriter::new(io::stdout().lock());
    match specimen.recipe() {
        Some(recipe) => describe(&mut out, recipe, &specimen.settings(), look)?,
        None => writeln!(out, "{} (file)", specimen.name)?,
    }
    writeln!(out, "\nIn a script:")?;
    for line in specimen.example().lines() {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "\n{}", super::attempt::measures(&taken))?;
    write!(
        out,
        "{}{}",
        look.wave(&Wave::of(&taken.audio, look.wave_columns())),
        look.spectrogram(&Spectrogram::of(&taken.audio, look.across(), look.rows()))
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn describe(
    out: &mut impl Write,
    recipe: &Recipe,
    settings: &[Setting],
    look: Look,
) -> io::Result<()> {
    writeln!(out, "{} ({})", recipe.name, list::kind(recipe.kind))?;
    let words = format!("Words: {}", recipe.words.join(", "));
    for text in [&recipe.about, &words] {
        for line in wrapped(text, look.columns - 2) {
            writeln!(out, "  {line}")?;
        }
    }
    if settings.is_empty() {
        return writeln!(out, "  It has no parameters.");
    }
    writeln!(out)?;
    let widest = |pick: fn(&Setting) -> &String| {
        let widths = settings.iter().map(|setting| pick(setting).chars().count());
        widths.max().unwrap_or(0)
    };
    let name = widest(|setting| &setting.name);
    let (default, range) = (
        widest(|setting| &setting.default),
        widest(|setting| &setting.range),
    );
    let before = name + default + range + 8;
    for setting in settings {
        let Setting {
            name: n,
            default: d,
            range: r,
            about,
            ..
        } = setting;
        let mut lines = wrapped(about, look.columns.saturating_sub(before).max(16)).into_iter();
        let first = lines.next().unwrap_or_default();
        writeln!(out, "  {n:name$}  {d:>default$}  {r:range$}  {first}")?;
        for line in lines {
            writeln!(out, "{:before$}{line}", "")?;
        }
    }
    Ok(())
}
