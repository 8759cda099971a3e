//! Measures a finished sound file, such as one that was mixed on in a workstation, and compares it with
//! a target. Takes a file of any format that a show can use.

use std::fs;
use std::path::Path;

use crate::book::{Level, Target};
use crate::output::meter::Sides;
use crate::output::survey::{Quiet, Survey, Surveyor, survey};
use crate::output::wav::{Encoding, Form};
use crate::session::SessionError;
use crate::session::deliver::{Requirement, STILL, What, requirements};
use cuebook_core::units::{RATE, Seconds};
use cuebook_synth::file::decode_as_is;

/// The longest file that is unpacked at once. A WAV file is read piece by piece.
const LONGEST: Seconds = Seconds(4.0 * 3600.0);

/// A finished file.
#[derive(Debug)]
pub(crate) struct Measured {
    pub survey: Survey,
    /// Whether the samples are those of the file, which is not packed.
    pub is_wav: bool,
    /// What the target asks, with the measured values; empty without a target.
    pub requirements: Vec<Requirement>,
    /// What would bring the level to the target, if it is missed.
    pub remedy: Option<Remedy>,
}

/// A change of the level of a whole file.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Remedy {
    /// The gain in dB.
    pub gain: f64,
    /// By how many dB the peaks would then exceed those of the target; at most 0 if they do not.
    pub over: f64,
}

/// Measures a file, and compares it with a target.
///
/// # Errors
/// When the file cannot be read or decoded.
pub(crate) fn measure(path: &Path, target: Option<&Target>) -> Result<Measured, SessionError> {
    // Without the plan of a show, nothing says where its pauses are.
    let quiet = Quiet {
        pauses: Vec::new(),
        still: STILL,
    };
    let wav = survey(path, &quiet).ok();
    let is_wav = wav.is_some();
    let survey = match wav {
        Some(survey) => survey,
        None => unpacked(path, &quiet)?,
    };
    let mut all = target.map_or_else(Vec::new, |target| requirements(target, &survey));
    // A place that names no rate takes those of its formats.
    if target.is_some_and(|target| target.rate == RATE) {
        all.retain(|one| one.what != What::Rate);
    }
    Ok(Measured {
        remedy: target.and_then(|target| remedy(target, &all, &survey)),
        survey,
        is_wav,
        requirements: all,
    })
}

/// Measures a file that must be decoded.
fn unpacked(path: &Path, quiet: &Quiet) -> Result<Survey, SessionError> {
    let bytes = fs::read(path).map_err(|source| SessionError::Text {
        path: path.to_owned(),
        source,
    })?;
    let sound = decode_as_is(&path.display().to_string(), bytes.into(), LONGEST)?;
    let form = Form {
        rate: sound.rate,
        sides: match sound.channels.len() {
            1 => Sides::One,
            _ => Sides::Both,
        },
        encoding: Encoding::Float32,
    };
    let frames = sound.channels.first().map_or(0, Vec::len);
    let step = Surveyor::step_of(form);
    let mut surveyor = Surveyor::new(form, quiet)?;
    for at in (0..frames).step_by(step) {
        let end = (at + step).min(frames);
        let now = sound.channels.iter().map(|side| side[at..end].to_vec());
        surveyor.step(&now.collect::<Vec<_>>())?;
    }
    Ok(surveyor.finish(frames as u64)?)
}

/// Returns the gain that brings a level to the middle of its range.
fn remedy(target: &Target, all: &[Requirement], survey: &Survey) -> Option<Remedy> {
    let is_level = |one: &&Requirement| matches!(one.what, What::Loudness | What::Rms);
    let missed = all.iter().filter(is_level).find(|one| !one.holds())?;
    let aim = match target.level {
        Level::Loudness { at, .. } => at.0,
        Level::Rms(_) => target.level.aim(),
    };
    let gain = aim - missed.measured;
    let (peak, most) = match target.sample_peak {
        Some(most) => (survey.loudness.sample_peak, most),
        None => (survey.loudness.true_peak, target.peak),
    };
    gain.is_finite().then_some(Remedy {
        gain,
        over: peak.0 + gain - most.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::target::TARGETS;

    /// Writes a tone of five seconds with a peak, and measures it for a target.
    fn measured(peak: f32, target: &str) -> Measured {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tone.wav");
        let spec = hound::WavSpec {
            channels: 2,
            sample_rate: 44_100,
            bits_per_sample: 24,
            sample_format: hound::SampleFormat::Int,
        };
        let mut file = hound::WavWriter::create(&path, spec).unwrap();
        for n in 0..5 * 44_100 {
            let wave = libm::sin(f64::from(n) * 0.142) as f32;
            let sample = (peak * wave * 8_388_607.0) as i32;
            file.write_sample(sample).unwrap();
            file.write_sample(sample).unwrap();
        }
        file.finalize().unwrap();
        let target = TARGETS.iter().find(|known| known.name == target).unwrap();
        measure(&path, Some(target)).unwrap()
    }

    #[test]
    fn a_gain_that_reaches_the_level_is_named_with_the_peaks_that_it_gives() {
        let soft = measured(0.05, "podcast");
        let remedy = soft.remedy.unwrap();
        let reached = soft.survey.loudness.integrated.0 + remedy.gain;
        assert!(
            (reached + 16.0).abs() < 1e-9 && remedy.over < 0.0,
            "{remedy:?}"
        );
        let names: Vec<What> = soft.requirements.iter().map(|one| one.what).collect();
        assert_eq!(names, [What::Loudness, What::TruePeak, What::Channels]);
        assert!(
            measured(0.05, "acx")
                .requirements
                .iter()
                .any(|one| one.what == What::Rate)
        );
    }
}
