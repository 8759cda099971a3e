//! `cuebook play`: plays a show live.

mod asking;
mod editor;
mod keeper;
mod plain;
mod screen;
mod sessions;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use self::asking::Asking;
use self::keeper::Begin;
use super::args::ShowArgs;
use super::print::note;
use super::{choose, ending, findings, voices};
use crate::book::Target;
use crate::mix::Listening;
use crate::output::device::Output;
use crate::output::live::Live;
use crate::output::record::Recorder;
use crate::session::live::{PlayOptions, Player};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::RATE;
use cuebook_voice::Voice;

/// The exit code of an interrupted program, as shells define it.
pub(super) const INTERRUPTED: u8 = 130;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    show: ShowArgs,
    /// Start here: words of the text, a time such as 1:30, or an anchor such as '{after: "gave way"}'
    #[arg(long, value_name = "ANCHOR", group = "start")]
    from: Option<String>,
    /// Start at this scene
    #[arg(long, value_name = "ID", group = "start")]
    scene: Option<String>,
    /// Start at this line
    #[arg(long, value_name = "ID", group = "start")]
    line: Option<String>,
    #[command(flatten)]
    sessions: sessions::SessionArgs,
    /// Let choices with a time wait for ever
    #[arg(long)]
    no_clock: bool,
    #[command(flatten)]
    aloud: super::args::Aloud,
    /// Print lines and cues as they play instead of the view: for pipes and screen readers
    #[arg(long)]
    plain: bool,
    /// Record the device output to this WAV file, 32-bit float
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Mix for headphones: place everything around the head instead of between loudspeakers
    #[arg(long)]
    binaural: bool,
    /// Use this target instead of the script's: podcast, streaming, speech, audiobook, broadcast,
    /// acx, or '{ loudness: -19 LUFS, peak: -2 dBTP }'
    #[arg(long, value_name = "TARGET", value_parser = super::args::target)]
    target: Option<Target>,
}

impl Args {
    /// Returns the start as an anchor.
    fn start(&self) -> Option<String> {
        let named = |kind: &str, id: &String| format!("{{{kind}: {id:?}}}");
        let scene = self.scene.as_ref().map(|id| named("scene", id));
        let line = self.line.as_ref().map(|id| named("line", id));
        self.from.clone().or(scene).or(line)
    }
}

/// Plays until the show ends or the user quits.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    if let Some(code) = args.sessions.instead(&studio, &args.show.script)? {
        return Ok(code);
    }
    let recorder = args.record.as_deref().map(Recorder::create).transpose()?;
    // The device opens while the show is read.
    let live = Live::start(args.aloud.output(), recorder);
    let show = studio.open(&args.show.script, args.show.seed)?;
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    let begun = choose::on_beginning(&show, args.show.choose.as_deref())?;
    let voice = voices::voice(&studio, &show, args.show.stand_in)?;
    let mut keeper = args.sessions.keeper(&studio, &args.show.script);
    let begin = match args.start().is_some() || args.show.choose.is_some() {
        true => Begin::default(),
        false => keeper.begin(&show, voice.as_ref())?,
    };
    let begun = match &begin.choose {
        Some(path) => show.begun(Some(path))?,
        None => begun,
    };
    let is_clock_off = args.no_clock || studio.config.no_clock;
    let options = PlayOptions {
        listening: match args.binaural {
            true => Listening::Headphones,
            false => Listening::Loudspeakers,
        },
        target: args.target,
        seed: args.show.seed,
        from: args.start(),
        begun,
        resume: begin.resume,
        is_clock_off,
        jobs: super::args::jobs(args.show.jobs),
    };
    let player = Player::start(&studio, show, Arc::from(voice), live, options)?;
    player.opened()?;
    // The recording includes all samples sent to the device, however the program ends.
    let is_ended = ending::flag()?;
    let has_view = !args.plain && io::stdout().is_terminal() && io::stdin().is_terminal();
    let mut asking = Asking::new(&player, !is_clock_off);
    asking.say(begin.message);
    let listener = (asking, &mut keeper);
    match has_view {
        true => screen::run(&player, &name(&args.aloud.output()), listener, &is_ended)?,
        false => plain::follow(&player, listener, &is_ended)?,
    }
    keeper.finish(&player);
    tell_path(args, &player.path());
    let status = player.status();
    player.finish()?;
    warn("were silent: the machine was too busy", status.missed);
    warn(
        "are not in the recording: the disk was too slow",
        status.unrecorded,
    );
    match is_ended.load(Ordering::Relaxed) {
        true => Ok(ExitCode::from(INTERRUPTED)),
        false => Ok(ExitCode::SUCCESS),
    }
}

/// Plays a chapter of a series in plain lines, until it ends or `is_ended` is set.
pub(super) fn chapter(
    studio: &Studio,
    show: Show,
    (voice, jobs): (Arc<dyn Voice>, usize),
    aloud: &super::args::Aloud,
    is_ended: &AtomicBool,
) -> Result<(), SessionError> {
    let live = Live::start(aloud.output(), None);
    let begun = choose::on_beginning(&show, None)?;
    let sessions = sessions::SessionArgs::default();
    let mut keeper = sessions.keeper(studio, &show.path);
    let options = PlayOptions {
        listening: Listening::Loudspeakers,
        target: None,
        seed: None,
        from: None,
        begun,
        resume: None,
        is_clock_off: studio.config.no_clock,
        jobs,
    };
    let player = Player::start(studio, show, voice, live, options)?;
    player.opened()?;
    let asking = Asking::new(&player, !studio.config.no_clock);
    plain::follow(&player, (asking, &mut keeper), is_ended)?;
    player.finish()?;
    Ok(())
}

/// Prints the decisions of the listener, and how they are rendered.
fn tell_path(args: &Args, path: &str) {
    if path.is_empty() {
        return;
    }
    let script = args.show.script.display();
    let seed = args.show.seed;
    let seed = seed.map_or_else(String::new, |seed| format!(" --seed {seed}"));
    note!(
        "The path was {path}\n  help: `cuebook render {script}{seed} --choose {path}` renders it"
    );
}

/// Returns the name of the output for the view.
fn name(output: &Output) -> String {
    match output {
        Output::Usual => "default device".to_owned(),
        Output::Named(name) => name.clone(),
        Output::Silent => "silent".to_owned(),
    }
}

/// Warns if a part of the show was not heard, with its length.
fn warn(how: &str, frames: u64) {
    if frames > 0 {
        let seconds = frames as f64 / f64::from(RATE);
        note!("warning: {seconds:.2} s {how}");
    }
}
