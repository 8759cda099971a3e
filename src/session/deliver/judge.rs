//! Compares a file with the requirements of a target. Takes a target and a survey, and
//! returns every requirement with its measured value, whether it is met or not.

use crate::book::{Level, Target};
use crate::output::survey::Survey;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::units::{Between, Seconds};

/// The kind of a requirement.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum What {
    Loudness,
    Rms,
    TruePeak,
    SamplePeak,
    NoiseFloor,
    Head,
    Tail,
    Length,
    Rate,
    Channels,
}

impl What {
    /// Returns its name for programs. The name never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            What::Loudness => "loudness",
            What::Rms => "rms",
            What::TruePeak => "true-peak",
            What::SamplePeak => "sample-peak",
            What::NoiseFloor => "noise-floor",
            What::Head => "head",
            What::Tail => "tail",
            What::Length => "length",
            What::Rate => "rate",
            What::Channels => "channels",
        }
    }

    /// Returns the unit of its values; empty for a plain number.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            What::Loudness => "LUFS",
            What::Rms | What::SamplePeak | What::NoiseFloor => "dB",
            What::TruePeak => "dBTP",
            What::Head | What::Tail | What::Length => "s",
            What::Rate => "Hz",
            What::Channels => "",
        }
    }
}

/// A requirement of a target, with the measured value.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    pub what: What,
    /// The lowest and the highest accepted value, where there is one.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The measured value; minus infinity for the level of silence.
    pub measured: f64,
    /// The position of the measurement in the file, if it has one.
    pub at: Option<Seconds>,
    /// The causes of a failure; empty if the requirement is met.
    pub findings: Vec<Diagnostic>,
}

impl Requirement {
    #[must_use]
    pub fn holds(&self) -> bool {
        self.low.is_none_or(|low| self.measured >= low)
            && self.high.is_none_or(|high| self.measured <= high)
    }
}

/// Returns all requirements of a target.
pub(in crate::session) fn requirements(target: &Target, survey: &Survey) -> Vec<Requirement> {
    let mut all = vec![level(target, survey), peak(target, survey)];
    if let Some(most) = target.noise_floor {
        let (measured, at) = noise_floor(survey);
        all.push(Requirement {
            at,
            ..asked(What::NoiseFloor, None, Some(most.0), measured)
        });
    }
    let mut within = |what, range: Option<Between<Seconds>>, measured: Seconds| {
        if let Some(Between { low, high }) = range {
            all.push(asked(what, Some(low.0), Some(high.0), measured.0));
        }
    };
    within(What::Head, target.head, survey.head);
    within(What::Tail, target.tail, survey.tail);
    if let Some(most) = target.longest {
        all.push(asked(What::Length, None, Some(most.0), survey.length.0));
    }
    let rate = f64::from(target.rate);
    let measured = f64::from(survey.form.rate);
    all.push(asked(What::Rate, Some(rate), Some(rate), measured));
    let channels = survey.form.channels() as f64;
    all.push(asked(What::Channels, Some(1.0), Some(2.0), channels));
    all
}

fn asked(what: What, low: Option<f64>, high: Option<f64>, measured: f64) -> Requirement {
    Requirement {
        what,
        low,
        high,
        measured,
        at: None,
        findings: Vec::new(),
    }
}

fn level(target: &Target, survey: &Survey) -> Requirement {
    let what = match target.level {
        Level::Loudness { .. } => What::Loudness,
        Level::Rms(_) => What::Rms,
    };
    let (low, high) = target.level.range();
    let measured = survey.loudness.of(&target.level);
    asked(what, Some(low), Some(high), measured)
}

fn peak(target: &Target, survey: &Survey) -> Requirement {
    let (what, most, measured, at) = match target.sample_peak {
        Some(most) => {
            let measured = survey.loudness.sample_peak;
            (What::SamplePeak, most, measured, survey.sample_peak_at)
        }
        None => {
            let measured = survey.loudness.true_peak;
            (What::TruePeak, target.peak, measured, survey.true_peak_at)
        }
    };
    Requirement {
        at: Some(at),
        ..asked(what, None, Some(most.0), measured.0)
    }
}

/// Returns the RMS of the loudest pause, or of the quietest half-second if the file has
/// no pause.
fn noise_floor(survey: &Survey) -> (f64, Option<Seconds>) {
    let loudest = survey
        .pauses
        .iter()
        .max_by(|a, b| a.rms.0.total_cmp(&b.rms.0));
    loudest
        .or(survey.quietest.as_ref())
        .map_or((f64::NEG_INFINITY, None), |stretch| {
            (stretch.rms.0, Some(stretch.at.start))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::target::TARGETS;
    use crate::output::meter::{Loudness, Sides};
    use crate::output::survey::{Height, Stretch};
    use crate::output::wav::{Encoding, Form};
    use cuebook_core::units::{Decibels, Lufs};

    fn stretch(from: f64, rms: f64) -> Stretch {
        Stretch {
            at: Seconds(from)..Seconds(from + 0.5),
            rms: Decibels(rms),
        }
    }

    /// Returns the survey of a file that ACX accepts.
    fn good() -> Survey {
        let height = Height {
            loudness: Lufs(-15.0),
            at: Seconds(3.0),
        };
        Survey {
            form: Form {
                rate: 44_100,
                sides: Sides::Both,
                encoding: Encoding::Pcm16,
            },
            range: 5.0,
            length: Seconds(60.0),
            loudness: Loudness {
                integrated: Lufs(-18.0),
                true_peak: Decibels(-3.5),
                sample_peak: Decibels(-3.6),
                rms: Decibels(-20.5),
            },
            true_peak_at: Seconds(3.0),
            sample_peak_at: Seconds(3.0),
            momentary: height,
            short_term: height,
            head: Seconds(0.7),
            tail: Seconds(2.0),
            pauses: vec![stretch(0.1, -90.0), stretch(20.0, -61.0)],
            quietest: Some(stretch(0.1, -90.0)),
        }
    }

    /// Returns the requirements of a target that a file does not meet.
    fn failing(target: &str, survey: &Survey) -> Vec<What> {
        let target = TARGETS.iter().find(|known| known.name == target).unwrap();
        let all = requirements(target, survey);
        let failing = all.iter().filter(|one| !one.holds());
        failing.map(|one| one.what).collect()
    }

    #[test]
    fn a_good_file_meets_everything() {
        assert_eq!(failing("acx", &good()), []);
        let mut file = good();
        file.form.rate = 48_000;
        assert_eq!(failing("speech", &file), []);
        assert_eq!(failing("acx", &file), [What::Rate]);
    }

    #[test]
    fn each_requirement_of_acx_can_fail_alone() {
        type Breaks = fn(&mut Survey);
        let cases: [(What, Breaks); 8] = [
            (What::Rms, |file| file.loudness.rms.0 = -23.01),
            (What::Rms, |file| file.loudness.rms.0 = -17.99),
            (What::SamplePeak, |file| file.loudness.sample_peak.0 = -2.99),
            (What::NoiseFloor, |file| file.pauses[1].rms.0 = -59.9),
            (What::Head, |file| file.head.0 = 0.49),
            (What::Head, |file| file.head.0 = 1.01),
            (What::Tail, |file| file.tail.0 = 0.99),
            (What::Length, |file| file.length.0 = 7201.0),
        ];
        for (what, spoil) in cases {
            let mut file = good();
            spoil(&mut file);
            assert_eq!(failing("acx", &file), [what]);
        }
    }

    #[test]
    fn loudness_must_be_within_a_tenth() {
        let mut file = good();
        file.form.rate = 48_000;
        for (loudness, wrong) in [
            (-22.91, false),
            (-23.09, false),
            (-22.89, true),
            (-23.11, true),
        ] {
            file.loudness.integrated.0 = loudness;
            let failing = failing("broadcast", &file);
            assert_eq!(failing.contains(&What::Loudness), wrong, "{loudness}");
        }
        file.loudness.integrated.0 = f64::NEG_INFINITY;
        assert_eq!(failing("podcast", &file), [What::Loudness]);
        file.loudness.true_peak.0 = -0.99;
        assert_eq!(failing("podcast", &file), [What::Loudness, What::TruePeak]);
    }

    #[test]
    fn a_file_without_a_pause_is_measured_where_it_is_quietest() {
        let mut file = good();
        file.pauses.clear();
        assert_eq!(failing("acx", &file), []);
        file.quietest = Some(stretch(12.0, -30.0));
        assert_eq!(failing("acx", &file), [What::NoiseFloor]);
        assert_eq!(noise_floor(&file), (-30.0, Some(Seconds(12.0))));
    }
}
