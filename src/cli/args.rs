//! Arguments that several commands have.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::book::Target;
use crate::output::device::Output;
use cuebook_script::read;

/// The script, and the options of its performance.
#[derive(clap::Args)]
pub(super) struct ShowArgs {
    /// The cue script
    pub script: PathBuf,
    /// The seed of all random choices
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Speak with a built-in tone voice that needs no voice pack
    #[arg(long)]
    pub stand_in: bool,
    /// How many lines to speak, and stretches to mix, at once [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Take these decisions of an interactive show, such as door=open,back=stay@3.2s; or random,
    /// or first
    #[arg(long, value_name = "DECISIONS")]
    pub choose: Option<String>,
}

/// Where a sound is heard.
#[derive(clap::Args)]
pub(super) struct Aloud {
    /// Play on this device, one of `cuebook devices`
    #[arg(long, value_name = "NAME", conflicts_with = "silent")]
    device: Option<String>,
    /// Play without a sound device, in real time
    #[arg(long)]
    silent: bool,
}

impl Aloud {
    pub(super) fn output(&self) -> Output {
        match &self.device {
            _ if self.silent => Output::Silent,
            Some(name) => Output::Named(name.clone()),
            None => Output::Usual,
        }
    }
}

/// The format of the output.
#[derive(Copy, Clone, ValueEnum)]
pub(super) enum Format {
    /// Text for people
    Human,
    /// JSON for programs
    Json,
}

/// Parses a delivery target from the command line, or returns the reason why it is invalid.
pub(super) fn target(written: &str) -> Result<Target, String> {
    match read::target(written) {
        Ok(target) => Ok(Target::written(&target)),
        Err(mistake) => Err(mistake.on_one_line()),
    }
}

/// Returns the number of pieces of work to do at once: the given number, or one per core.
pub(super) fn jobs(asked: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    asked.map_or_else(cores, usize::from)
}
