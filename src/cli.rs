//! The command line: arguments, printing and exit codes.
//!
//! Results go to standard output, all other text to standard error. The exit
//! code is 0 for success, 1 when the author must correct something, and 2 when
//! the machine failed.

mod args;
mod bars;
mod cache;
mod cast;
mod check;
mod choose;
mod choice;
mod completions;
mod credits;
mod cue;
mod deliver;
mod devices;
mod draft;
mod edit;
mod ending;
mod export;
mod findings;
mod fmt;
mod format;
mod guess;
mod hint;
mod import;
mod line;
mod log;
mod lsp;
mod man;
mod measure;
mod meta;
mod paths;
mod picture;
mod play;
mod print;
mod pronounce;
mod publish;
mod reanchor;
mod render;
pub(crate) mod report;
mod scene;
mod schema;
mod section;
mod series;
mod sounds;
mod studio;
mod takes;
mod timeline;
mod voices;

use std::process::ExitCode;
use std::{io, panic, thread};

use clap::{ArgAction, Parser, Subcommand};

use self::print::{fail, note};
use crate::session::SessionError;
use cuebook_synth::file::DECODER_THREAD;

/// Renders audio drama from prose and a YAML cue script.
#[derive(Parser)]
#[command(name = "cuebook", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Log each stage to standard error; -vv also logs every take, pass and request
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    /// Show every mistake and warning, not only the first few of a kind
    #[arg(long, global = true)]
    all: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Find every mistake in a cue script
    #[command(after_help = "Example: cuebook check scripts/the-last-hour.yaml")]
    Check(check::Args),
    /// Make a first cue script for a text: speakers, cast, scenes, cues
    #[command(
        after_help = "Every guess in the script has its reason beside it.\n\nExamples:\n  cuebook draft chapter.txt\n  cuebook draft chapter.md -o chapter.yaml && cuebook check chapter.yaml\n  cuebook draft book.epub --list-chapters\n  cuebook draft book.epub -o book/\n\nExit code: 0 the script is made; 1 the text has mistakes; 2 it could not be read or written"
    )]
    Draft(draft::Args),
    /// Show the paths of an interactive show: endings, how many, how long; and its map
    #[command(
        after_help = "Examples:\n  cuebook paths show.yaml\n  cuebook paths show.yaml --map text\n  cuebook paths show.yaml --map mermaid > map.mmd\n\nExit code: 0 done; 1 the show has mistakes, no choices or too many states; 2 the machine failed"
    )]
    Paths(paths::Args),
    /// Show when every line and cue is heard
    #[command(after_help = "Example: cuebook timeline scripts/first.yaml --stand-in")]
    Timeline(timeline::Args),
    /// Render a show to a sound file
    #[command(
        after_help = "Examples:\n  cuebook render scripts/the-last-hour.yaml\n  cuebook render show.yaml -o part.wav --from '{scene: office}' --to '{after: \"gave way\"}'\n  cuebook render show.yaml -o clip.mp3 --from 1:30 --to 2:05.5\n  cuebook render show.yaml --choose door=open,back=stay\n  cuebook render show.yaml --paths endings -o paths"
    )]
    Render(render::Args),
    /// Play a show live, steer it, and hear changes to its script
    #[command(
        after_help = "Examples:\n  cuebook play scripts/the-last-hour.yaml\n  cuebook play show.yaml --scene office\n  cuebook play show.yaml --plain --silent --from '{after: \"gave way\"}'\n  cuebook play show.yaml --choose door=open\n  cuebook play show.yaml --resume\n\nKeys: `?` shows them all. The script is read again whenever it is saved."
    )]
    Play(play::Args),
    /// Make a show by eye and ear, on a page in the browser
    #[command(
        after_help = "Examples:\n  cuebook studio show.yaml\n  cuebook studio chapter.txt\n  cuebook studio shows --no-open --port 8400\n\nThe page is served on this machine only. Every gesture is an edit of the script, which stays a person's."
    )]
    Studio(studio::Args),
    /// List the sound devices that a show can be played on
    #[command(after_help = "Example: cuebook devices")]
    Devices(devices::Args),
    /// Render a show for one or more delivery targets, and measure the files
    #[command(
        after_help = "Examples:\n  cuebook deliver show.yaml --target podcast -o out\n  cuebook deliver show.yaml --target acx --target broadcast -o out --json\n  cuebook deliver show.yaml --target audiobook --format mp3 --chapters -o out\n  cuebook deliver show.yaml --target '{ loudness: -19 LUFS, peak: -2 dBTP }' -o out"
    )]
    Deliver(deliver::Args),
    /// Measure finished sound files, and compare them with a delivery target
    #[command(
        after_help = "Examples:\n  cuebook measure mixdown.wav --target acx\n  cuebook measure out/*.mp3 --target podcast --json\n\nA file that was mixed on elsewhere, such as in a workstation, is measured as a delivered one.\n\nExit code: 0 every file meets the target; 1 one does not; 2 one cannot be read"
    )]
    Measure(measure::Args),
    /// Write a show in all forms in which it is published, and only what changed
    #[command(
        after_help = "Examples:\n  cuebook publish show.yaml -o out\n  cuebook publish show.yaml -o out --to m4b,vtt,epub\n\nThe key `publish` of a script has the forms. What did not change since the last time is left as it is."
    )]
    Publish(publish::Args),
    /// List, show and try the sounds of the library
    #[command(subcommand)]
    Sounds(sounds::Command),
    /// Install, list and try the voices
    #[command(subcommand)]
    Voices(voices::Command),
    /// Add, move, change, remove and list the cues of a script
    #[command(subcommand)]
    Cue(cue::Command),
    /// Assign lines to roles, change, split, join, remove and list them
    #[command(subcommand)]
    Line(line::Command),
    /// List the guesses of a draft, and accept or reject them
    #[command(subcommand)]
    Guess(guess::Command),
    /// Change, rename, merge, remove and list the roles of a script
    #[command(subcommand)]
    Cast(cast::Command),
    /// Add, move, change, remove and list the scenes of a script
    #[command(subcommand)]
    Scene(scene::Command),
    /// Add, change, remove and list the choices of an interactive show
    #[command(subcommand)]
    Choice(choice::Command),
    /// Add, change, remove and list the sounds that a script defines
    #[command(
        subcommand,
        after_help = "Example: cuebook sound add show.yaml door file=door.wav gain=-3dB\n\nThe sounds of the library: cuebook sounds list"
    )]
    Sound(section::Command),
    /// Add, change, remove and list the spaces that a script defines
    #[command(
        subcommand,
        after_help = "Example: cuebook space add show.yaml vault size='[9m, 6m, 3m]' surfaces=stone"
    )]
    Space(section::Command),
    /// Add, change, remove and list the barriers that a script defines
    #[command(
        subcommand,
        after_help = "Example: cuebook barrier add show.yaml oak-door loss=12dB cutoff=700Hz"
    )]
    Barrier(section::Command),
    /// Work on all chapters of a long work: check, list, plan, render, publish, play
    #[command(
        subcommand,
        after_help = "Examples:\n  cuebook series new shows/night-watch\n  cuebook series check series.yaml\n  cuebook series render series.yaml -o out --whole\n  cuebook series publish series.yaml -o out --base-url https://example.org/night-watch/\n  cuebook series workflow series.yaml --to snakemake -o Snakefile"
    )]
    Series(series::Command),
    /// List and change the metadata of a script: title, author, date, genre, cover
    #[command(
        subcommand,
        after_help = "Examples:\n  cuebook meta list show.yaml\n  cuebook meta set show.yaml author='Ann Smith' date=2026-05-01 cover=cover.png"
    )]
    Meta(meta::Command),
    /// Set the pronunciation of a word
    #[command(
        after_help = "Examples:\n  cuebook pronounce show.yaml Frunze Froon-zeh\n  cuebook pronounce show.yaml Kremlin ˈkrɛmlɪn --ipa --dry-run"
    )]
    Pronounce(pronounce::Args),
    /// Format scripts in one style; only white space and quotation marks change
    #[command(
        after_help = "Examples:\n  cuebook fmt show.yaml\n  cuebook fmt --check scripts/*.yaml\n  cuebook fmt --diff show.yaml\n  cuebook fmt - < show.yaml\n\nExit code: 0 done; 1 --check found a script to format, or a script has syntax mistakes; 2 the machine failed"
    )]
    Fmt(fmt::Args),
    /// Find quotes whose words are no longer in the text, and where the words went
    #[command(
        after_help = "Examples:\n  cuebook reanchor scripts/the-last-hour.yaml\n  cuebook reanchor show.yaml --was chapter-before.txt --apply\n\nWith git: cuebook reanchor show.yaml --was <(git show HEAD:chapter.txt)\n\nExit code: 0 every quote names one place; 1 some quotes need your decision"
    )]
    Reanchor(reanchor::Args),
    /// Make a show from a screenplay in Fountain, or from a story in ink or Twine
    #[command(
        after_help = "Examples:\n  cuebook import play.fountain\n  cuebook import play.fountain -o shows/play.yaml --no-action\n  cuebook import story.ink"
    )]
    Import(import::Args),
    /// Write a show in formats for readers, listeners and other programs: captions, books, pages, screenplays, projects of workstations
    #[command(
        after_help = "Examples:\n  cuebook export show.yaml --to fountain -o show.fountain\n  cuebook export show.yaml --to labels --stand-in > labels.txt\n  cuebook export show.yaml --to sheets -o sheets"
    )]
    Export(export::Args),
    /// Use actors' recordings in place of voices
    #[command(subcommand)]
    Takes(takes::Command),
    /// List the credits of the sounds, recordings and voices of a show
    #[command(
        after_help = "Example: cuebook credits scripts/own-sounds.yaml --format md > CREDITS.md"
    )]
    Credits(credits::Args),
    /// Print the JSON Schema of the cue script, for editors
    #[command(after_help = "Example: cuebook schema > cue-script.schema.json")]
    Schema(schema::Args),
    /// Run a language server for editors on standard input and output
    #[command(
        after_help = "Example, for Neovim:\n  vim.lsp.start({ name = 'cuebook', cmd = { 'cuebook', 'lsp' } })\n\nExit code: 0 after `shutdown` and `exit`; 1 the editor exited without `shutdown`; 2 the machine failed"
    )]
    Lsp(lsp::Args),
    /// Show the folder and the size of the cache, or empty it
    #[command(after_help = "Examples:\n  cuebook cache\n  cuebook cache clear")]
    Cache(cache::Args),
    /// Print the completions of these commands for a shell
    #[command(
        after_help = "Examples:\n  cuebook completions bash > ~/.local/share/bash-completion/completions/cuebook\n  cuebook completions zsh > ~/.zfunc/_cuebook\n  cuebook completions fish > ~/.config/fish/completions/cuebook.fish"
    )]
    Completions(completions::Args),
    /// Print the manual page, or write the pages of all commands
    #[command(
        after_help = "Examples:\n  cuebook man | man -l -\n  cuebook man -o ~/.local/share/man/man1"
    )]
    Man(man::Args),
}

/// Runs the command in the arguments and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    hush_decoders();
    let cli = Cli::parse();
    if let Err(wrong) = log::start(cli.verbose) {
        note!("error: {wrong}");
        return ExitCode::from(1);
    }
    if cli.all {
        report::show_all();
    }
    ending::leave_nothing();
    let result = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Draft(args) => draft::run(&args),
        Command::Paths(args) => paths::run(&args),
        Command::Timeline(args) => timeline::run(&args),
        Command::Render(args) => render::run(&args),
        Command::Play(args) => play::run(&args),
        Command::Studio(args) => studio::run(&args),
        Command::Devices(args) => devices::run(&args),
        Command::Deliver(args) => deliver::run(&args),
        Command::Measure(args) => measure::run(&args),
        Command::Publish(args) => publish::run(&args),
        Command::Sounds(command) => sounds::run(&command),
        Command::Voices(command) => voices::run(&command),
        Command::Cue(command) => cue::run(&command),
        Command::Line(command) => line::run(&command),
        Command::Guess(command) => guess::run(&command),
        Command::Cast(command) => cast::run(&command),
        Command::Scene(command) => scene::run(&command),
        Command::Choice(command) => choice::run(&command),
        Command::Sound(command) => section::SOUNDS.run(&command),
        Command::Space(command) => section::SPACES.run(&command),
        Command::Barrier(command) => section::BARRIERS.run(&command),
        Command::Series(command) => command.run(),
        Command::Meta(command) => meta::run(&command),
        Command::Pronounce(args) => pronounce::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Reanchor(args) => reanchor::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Takes(command) => takes::run(&command),
        Command::Credits(args) => credits::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Cache(args) => cache::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    match result {
        Ok(code) => code,
        // The reader closed the pipe, as in `cuebook timeline … | head`.
        Err(SessionError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}

/// Keeps quiet about a panic in the decoder of a sound file: the file gets a diagnostic.
fn hush_decoders() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() != Some(DECODER_THREAD) {
            usual(info);
        }
    }));
}
