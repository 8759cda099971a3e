//! `cuebook sounds try`: plays or writes one sound with given settings.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::args::Aloud;
use crate::cli::print::say;
use crate::output::device::Device;
use crate::session::SessionError;
use crate::session::specimen::{Specimen, Take, Taken};
use cuebook_core::units::{Seconds, clock};
use cuebook_synth::recipe::quantity::{Dimension, Quantity};

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A sound of the library, also with settings (`train-pass:kind=tram`), a file of yours (`lib/…`), or the path of a recipe or of an audio file
    name: String,
    /// Set a parameter; repeat it for several
    #[arg(long, value_name = "PARAMETER=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Make another random variant
    #[arg(long, value_name = "N", default_value = "0")]
    seed: u64,
    /// The length of a bed [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = length)]
    length: Option<Seconds>,
    /// Play a spot as a bed
    #[arg(long)]
    bed: bool,
    /// Write a WAV file instead of playing the sound
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["device", "silent"])]
    output: Option<PathBuf>,
    #[command(flatten)]
    aloud: Aloud,
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("a setting is written as distance=800m")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn length(text: &str) -> Result<Seconds, String> {
    let quantity = Quantity::parse(text)?;
    let fits = quantity.dimension == Dimension::Time && (0.1..=3600.0).contains(&quantity.value);
    match fits {
        true => Ok(Seconds(quantity.value)),
        false => Err("a length is a time from 0.1s to 60min, such as 10s".to_owned()),
    }
}

/// Makes the sound, and writes it or plays it.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let super::Named {
        specimen,
        mut settings,
    } = super::named(&args.name)?;
    settings.retain(|(own, _)| !args.set.iter().any(|(param, _)| param == own));
    settings.extend(args.set.iter().cloned());
    let take = Take {
        settings,
        seed: args.seed,
        length: args.length,
        bed: args.bed,
    };
    match &args.output {
        Some(output) => write(&specimen, &take, output)?,
        None => play(&specimen, &take, &args.aloud)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write(specimen: &Specimen, take: &Take, output: &Path) -> Result<(), SessionError> {
    if let (Some(own), Ok(real)) = (&specimen.path, output.canonicalize())
        && own.canonicalize().is_ok_and(|own| own == real)
    {
        return Err(SessionError::OutputIsHeard(output.to_owned()));
    }
    let taken = specimen.take(take)?;
    taken.save(output)?;
    Ok(say!("{}: {}", output.display(), measures(&taken))?)
}

/// Plays the sound. An interrupt ends the process, so the device falls silent
/// at once.
fn play(specimen: &Specimen, take: &Take, aloud: &Aloud) -> Result<(), SessionError> {
    let device = Device::open(&aloud.output())?;
    let taken = specimen.take(take)?;
    say!("Playing {}: {}", specimen.name, measures(&taken))?;
    taken.play(device)
}

/// Returns the length, loudness and peak of the sound, and whether its level was reduced.
pub(super) fn measures(taken: &Taken) -> String {
    let loudness = match taken.loudness.integrated.0 {
        loudness if loudness.is_finite() => format!("{loudness:.1} LUFS"),
        _ if taken.audio.frames() < Seconds(0.4).frames() => {
            "too short to have a loudness".to_owned()
        }
        _ => "silent".to_owned(),
    };
    let peak = match taken.loudness.sample_peak.0 {
        peak if peak.is_finite() => format!(", peak {peak:.1} dBFS"),
        _ => String::new(),
    };
    let lowered = match taken.lowered.0 {
        over if over >= 0.05 => format!(", lowered by {over:.1} dB to stay under full scale"),
        _ => String::new(),
    };
    format!("{}, {loudness}{peak}{lowered}", clock(taken.audio.frames()))
}
