//! The report of a delivery as JSON.
//!
//! Keys may be added; within a version, no key is removed and no meaning changes.
//! The level of silence is null.

use serde::Serialize;

use crate::cli::report::Report;
use crate::output::survey::{Height, Survey};
use crate::session::deliver::{Delivered, Delivery, Requirement};
use cuebook_core::units::Seconds;

#[derive(Serialize)]
struct Whole<F> {
    version: u32,
    holds: bool,
    spoken: usize,
    files: Vec<F>,
    playlists: Vec<String>,
}

#[derive(Serialize)]
struct File<R> {
    target: &'static str,
    file: String,
    /// The title of a chapter or of the credits.
    title: Option<String>,
    format: &'static str,
    /// Bits a second; null for a file without loss.
    bitrate: Option<u32>,
    /// How far the limiter is below the target's peak, in dB.
    lowered: f64,
    holds: bool,
    requirements: Vec<R>,
    measured: Measured,
}

/// A requirement with its measured value.
#[derive(Serialize)]
pub(in crate::cli) struct Asked<D> {
    name: &'static str,
    unit: &'static str,
    low: Option<f64>,
    high: Option<f64>,
    measured: Option<f64>,
    at: Option<f64>,
    holds: bool,
    diagnostics: D,
}

/// The measurements of a file.
#[derive(Serialize)]
pub(in crate::cli) struct Measured {
    seconds: f64,
    rate: u32,
    /// Null for a file with loss.
    bits: Option<usize>,
    channels: usize,
    integrated: Option<f64>,
    range: f64,
    momentary: Highest,
    short_term: Highest,
    true_peak: Option<f64>,
    sample_peak: Option<f64>,
    rms: Option<f64>,
    head: f64,
    tail: f64,
    quietest: Option<f64>,
}

#[derive(Serialize)]
struct Highest {
    loudness: Option<f64>,
    at: f64,
}

/// Returns the whole report, with a final line end.
pub(super) fn render(report: &Report<'_>, delivered: &Delivered) -> String {
    let whole = Whole {
        version: 1,
        holds: delivered.files.iter().all(Delivery::holds),
        spoken: delivered.spoken,
        files: delivered
            .files
            .iter()
            .map(|delivery| file(report, delivery))
            .collect(),
        playlists: delivered
            .playlists
            .iter()
            .map(|path| path.display().to_string())
            .collect(),
    };
    // These types always serialise.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn file<'a, 'b>(report: &'a Report<'b>, delivery: &'a Delivery) -> impl Serialize + use<'a, 'b> {
    let asked = delivery.requirements.iter();
    let is_lossless = delivery.format.container.is_lossless();
    File {
        target: delivery.target.name,
        file: delivery.file.display().to_string(),
        title: delivery.title.clone(),
        format: delivery.format.container.ending(),
        bitrate: Some(delivery.format.bitrate).filter(|_| !is_lossless),
        lowered: delivery.lowered.0,
        holds: delivery.holds(),
        requirements: asked.map(|one| requirement(report, one)).collect(),
        measured: measured(&delivery.survey, is_lossless),
    }
}

fn requirement<'a, 'b>(
    report: &'a Report<'b>,
    one: &'a Requirement,
) -> impl Serialize + use<'a, 'b> {
    asked(one, report.list(&one.findings))
}

/// Returns a requirement with its measured value, and what causes a failure.
pub(in crate::cli) fn asked<D>(one: &Requirement, diagnostics: D) -> Asked<D> {
    Asked {
        name: one.what.name(),
        unit: one.what.unit(),
        low: one.low,
        high: one.high,
        measured: finite(one.measured),
        at: one.at.map(|at| at.0),
        holds: one.holds(),
        diagnostics,
    }
}

/// Returns the measurements of a file.
pub(in crate::cli) fn measured(survey: &Survey, is_lossless: bool) -> Measured {
    let highest = |height: Height| Highest {
        loudness: finite(height.loudness.0),
        at: height.at.0,
    };
    let loudness = &survey.loudness;
    let Seconds(seconds) = survey.length;
    Measured {
        seconds,
        rate: survey.form.rate,
        bits: is_lossless.then_some(8 * survey.form.encoding.bytes()),
        channels: survey.form.channels(),
        integrated: finite(loudness.integrated.0),
        range: survey.range,
        momentary: highest(survey.momentary),
        short_term: highest(survey.short_term),
        true_peak: finite(loudness.true_peak.0),
        sample_peak: finite(loudness.sample_peak.0),
        rms: finite(loudness.rms.0),
        head: survey.head.0,
        tail: survey.tail.0,
        quietest: survey.quietest.as_ref().and_then(|one| finite(one.rms.0)),
    }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
