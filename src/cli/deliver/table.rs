//! The report of a delivery for people.
//!
//! Takes a file and its requirements, and returns one line per requirement: the required
//! value, the measured value, and whether it passes.

use std::fmt::Write as _;

use crate::output::encode::Bitrate;
use crate::output::meter::audible;
use crate::output::survey::{Height, Survey};
use crate::output::wav::Form;
use crate::session::deliver::{Delivery, Requirement, What};
use cuebook_core::units::{Seconds, clock};

/// Returns the report of one file.
pub(super) fn of(delivery: &Delivery) -> String {
    let form = delivery.survey.form;
    let mut text = format!(
        "{}: {}, {}, {}\n",
        delivery.file.display(),
        length(&delivery.survey),
        match delivery.format.container.is_lossless() {
            true => format!("{} bits", 8 * form.encoding.bytes()),
            false => format!(
                "{} {}",
                delivery.format.container.name(),
                Bitrate(delivery.format.bitrate)
            ),
        },
        sides(form),
    );
    text.push_str(&rows(&delivery.requirements, &delivery.survey));
    if delivery.lowered.0 > 0.0 {
        let name = delivery.format.container.name();
        let lowered = delivery.lowered.0;
        let _ = writeln!(
            text,
            "         measured as decoded; the limiter is {lowered:.1} dB lower, because {name} raises peaks"
        );
    }
    text
}

/// Returns the length of a file in words.
pub(in crate::cli) fn length(survey: &Survey) -> String {
    at(survey.length)
}

/// Returns the number of channels in words.
pub(in crate::cli) fn sides(form: Form) -> &'static str {
    match form.channels() {
        1 => "mono",
        _ => "stereo",
    }
}

/// Returns a row for each requirement, and one for what else is measured.
pub(in crate::cli) fn rows(requirements: &[Requirement], survey: &Survey) -> String {
    let mut text = String::new();
    for requirement in requirements {
        let verdict = if requirement.holds() {
            "holds"
        } else {
            "FAILS"
        };
        let place = requirement.at.filter(|_| !requirement.holds());
        let place = place.map_or(String::new(), |place| format!(" at {}", at(place)));
        let _ = writeln!(
            text,
            "  {verdict}  {:<12} {:<24} {}{place}",
            title(requirement.what),
            asked(requirement),
            figure(requirement.what, requirement.measured),
        );
    }
    let also = also(survey);
    let _ = match requirements.is_empty() {
        true => writeln!(text, "  {also}"),
        false => writeln!(text, "  also   {also}"),
    };
    text
}

fn title(what: What) -> &'static str {
    match what {
        What::Loudness => "loudness",
        What::Rms => "RMS",
        What::TruePeak => "true peak",
        What::SamplePeak => "peak",
        What::NoiseFloor => "noise floor",
        What::Head => "head",
        What::Tail => "tail",
        What::Length => "length",
        What::Rate => "rate",
        What::Channels => "channels",
    }
}

fn asked(requirement: &Requirement) -> String {
    let what = requirement.what;
    let unit = what.unit();
    match (requirement.low, requirement.high) {
        (Some(low), Some(high)) if what == What::Loudness => {
            format!(
                "{:.1} ± {:.1} {unit}",
                (low + high) / 2.0,
                (high - low) / 2.0
            )
        }
        (Some(low), Some(high)) if low == high => figure(what, low),
        (Some(low), Some(high)) => format!("{low} to {high} {unit}").trim_end().to_owned(),
        (None, Some(high)) if what == What::Length => format!("{} at most", at(Seconds(high))),
        (None, Some(high)) => format!("{high:.1} {unit} at most"),
        (Some(low), None) => format!("{low:.1} {unit} at least"),
        (None, None) => String::new(),
    }
}

/// A noise below this is silence, in dB: that of 24 bits is higher. A coder with loss leaves some.
const SILENT: f64 = -150.0;

fn figure(what: What, value: f64) -> String {
    let unit = what.unit();
    if value == f64::NEG_INFINITY || what == What::NoiseFloor && value < SILENT {
        return "silence".to_owned();
    }
    match what {
        What::Rate => format!("{value} {unit}"),
        What::Channels => format!("{value}"),
        What::Length => at(Seconds(value)),
        _ => format!("{value:.2} {unit}"),
    }
}

/// Returns the measured values that no requirement covers.
fn also(survey: &Survey) -> String {
    let loudness = &survey.loudness;
    let Some(integrated) = audible(loudness.integrated) else {
        return "silent".to_owned();
    };
    let highest = |name: &str, highest: &Height| match audible(highest.loudness) {
        Some(loudness) => format!(", {name} to {:.1} at {}", loudness.0, at(highest.at)),
        None => String::new(),
    };
    format!(
        "{:.1} LUFS, range {:.1} LU{}{}, true peak {:.1} dBTP, RMS {:.1} dB",
        integrated.0,
        survey.range,
        highest("momentary", &survey.momentary),
        highest("short-term", &survey.short_term),
        loudness.true_peak.0,
        loudness.rms.0,
    )
}

fn at(time: Seconds) -> String {
    clock(time.frames())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(what: What, low: Option<f64>, high: Option<f64>) -> String {
        asked(&Requirement {
            what,
            low,
            high,
            measured: 0.0,
            at: None,
            findings: Vec::new(),
        })
    }

    #[test]
    fn requirements_are_formatted_for_people() {
        assert_eq!(
            line(What::Loudness, Some(-16.1), Some(-15.9)),
            "-16.0 ± 0.1 LUFS"
        );
        assert_eq!(line(What::Rms, Some(-23.0), Some(-18.0)), "-23 to -18 dB");
        assert_eq!(line(What::TruePeak, None, Some(-1.0)), "-1.0 dBTP at most");
        assert_eq!(line(What::Head, Some(0.5), Some(1.0)), "0.5 to 1 s");
        assert_eq!(line(What::Rate, Some(44_100.0), Some(44_100.0)), "44100 Hz");
        assert_eq!(line(What::Channels, Some(1.0), Some(2.0)), "1 to 2");
        assert_eq!(line(What::Length, None, Some(7200.0)), "2:00:00.0 at most");
        assert_eq!(figure(What::NoiseFloor, f64::NEG_INFINITY), "silence");
        assert_eq!(figure(What::NoiseFloor, -237.6), "silence");
        assert_eq!(figure(What::NoiseFloor, -96.0), "-96.00 dB");
    }
}
