//! `cuebook sounds`: lists, shows and tries the sounds of the library.

mod attempt;
mod list;
mod sheet;
mod show;

use std::process::ExitCode;

use clap::Subcommand;

use super::print::notes;
use super::report::{File, Report, Style};
use crate::session::SessionError;
use cuebook_core::diagnostic::Diagnostic;

#[derive(Subcommand)]
pub enum Command {
    /// List all sounds, or those that match a word
    #[command(
        after_help = "Examples:\n  cuebook sounds list\n  cuebook sounds list far away\n  cuebook sounds list --words door"
    )]
    List(list::Args),
    /// Show the description, settings and pictures of a sound
    #[command(
        after_help = "Examples:\n  cuebook sounds show door-strike\n  cuebook sounds show drafts/siren.yaml\n  cuebook sounds show sounds/chime.flac"
    )]
    Show(show::Args),
    /// Play a sound, or write it as a WAV file, with your own settings
    #[command(
        after_help = "Example: cuebook sounds try artillery --set distance=800m --seed 3 -o far.wav"
    )]
    Try(attempt::Args),
    /// Write a web page with a player and a picture for every sound
    #[command(after_help = "Example: cuebook sounds sheet -o catalogue")]
    Sheet(sheet::Args),
}

/// Runs the subcommand.
pub fn run(command: &Command) -> Result<ExitCode, SessionError> {
    let done = match command {
        Command::List(args) => list::run(args),
        Command::Show(args) => show::run(args),
        Command::Try(args) => attempt::run(args),
        Command::Sheet(args) => sheet::run(args),
    };
    match done {
        Err(SessionError::Recipe {
            path,
            text,
            mistakes,
        }) => {
            print_mistakes(&path.display().to_string(), &text, &mistakes);
            Ok(ExitCode::from(1))
        }
        done => done,
    }
}

/// Prints the mistakes in a recipe in the format of `check`.
fn print_mistakes(name: &str, text: &str, mistakes: &[Diagnostic]) {
    let script = File { name, text };
    let report = Report::new(script, None).with_recipes(&[script]);
    notes(&report.person(mistakes, Style::of(&std::io::stderr())));
}

/// Wraps a text to `width` columns. A longer word gets a whole line.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Shortens a text to the whole sentences that fit, or else to the whole words that fit
/// and an ellipsis.
fn cut(text: &str, width: usize, more: &str) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let ends = text.match_indices(". ").map(|(at, _)| &text[..=at]);
    if let Some(sentences) = ends.filter(|text| text.chars().count() <= width).last() {
        return sentences.to_owned();
    }
    let line = wrapped(text, width.saturating_sub(more.chars().count()));
    let line = line.into_iter().next().unwrap_or_default();
    format!("{}{more}", line.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_and_cut_between_words() {
        assert_eq!(wrapped("a door falls shut", 8), ["a door", "falls", "shut"]);
        assert_eq!(cut("a door, far off", 15, "…"), "a door, far off");
        assert_eq!(cut("a door, far off", 9, "…"), "a door…");
        assert_eq!(cut("A door. It is far off.", 12, "…"), "A door.");
    }
}
