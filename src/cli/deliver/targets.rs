//! The arguments of `deliver` that `series deliver` has too.

use std::path::PathBuf;

use crate::book::Target;
use crate::cli::format::SoundArgs;
use crate::output::encode::Choice;
use crate::session::deliver::{DeliverOptions, lossless, usual_format};

/// The targets of a delivery, and the form of its files.
#[derive(clap::Args)]
pub(in crate::cli) struct TargetArgs {
    /// The target: podcast, streaming, speech, audiobook, broadcast, acx, or your own as
    /// '{ loudness: -19 LUFS, peak: -2 dBTP }'; repeat it for several [default: that of the script]
    #[arg(long, value_name = "TARGET", value_parser = crate::cli::args::target)]
    target: Vec<Target>,
    /// The folder of the files; it is created if it is missing
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    sound: SoundArgs,
    /// Write mono files
    #[arg(long)]
    mono: bool,
}

impl TargetArgs {
    /// Returns how a show is delivered, whose own target is `own`: for each target once, in its usual
    /// format with the values that are asked for. The whole show is one file without a sample, unless
    /// the caller changes this.
    pub(in crate::cli) fn options(&self, own: Target, whole: bool) -> DeliverOptions {
        let mut targets: Vec<Target> = Vec::new();
        for target in &self.target {
            if !targets.iter().any(|known| known.name == target.name) {
                targets.push(*target);
            }
        }
        if targets.is_empty() {
            targets.push(own);
        }
        DeliverOptions {
            folder: self.output.clone(),
            targets: targets
                .into_iter()
                .map(|target| (target, self.format(&target)))
                .collect(),
            mono: self.mono,
            tags: !self.sound.no_tags,
            whole,
            chapters: false,
            sample: None,
        }
    }

    fn format(&self, target: &Target) -> Choice {
        match self.sound.format {
            Some(format) if format.is_lossless() => self.sound.over(lossless(target, format)),
            _ => self.sound.over(usual_format(target)),
        }
    }
}
