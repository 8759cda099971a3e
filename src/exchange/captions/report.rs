//! The measurements of captions: their number, the fastest, and those that break a limit.

use super::{Caption, Captions, FASTEST, LONGEST, ROWS, SHORTEST, WIDEST};
use cuebook_core::id::LineId;
use cuebook_core::units::Frames;

/// The measurements of captions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Report {
    pub captions: usize,
    /// The fastest reading speed, in characters a second.
    pub fastest: f64,
    /// The captions that break a limit, in order.
    pub over: Vec<Over>,
    /// The sounds that are not described, in order.
    pub left_out: Vec<LeftOut>,
}

/// A sound that is not described, because there is no time to read it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeftOut {
    pub at: Frames,
    pub words: String,
    /// The line that is spoken then.
    pub line: Option<LineId>,
}

/// A caption that breaks a limit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Over {
    pub start: Frames,
    pub line: Option<LineId>,
    pub fault: Fault,
}

/// A limit that a caption breaks, with its measure.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// Characters a second.
    Fast(f64),
    /// Seconds.
    Short(f64),
    /// Seconds.
    Long(f64),
    /// Rows.
    Rows(usize),
    /// The width of the widest row.
    Wide(usize),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::Fast(speed) => {
                write!(
                    out,
                    "{speed:.1} characters a second; {FASTEST:.0} are the limit"
                )
            }
            Fault::Short(seconds) => write!(out, "shown for {seconds:.2} s; 0.83 s is the least"),
            Fault::Long(seconds) => write!(out, "shown for {seconds:.1} s; 7 s is the most"),
            Fault::Rows(rows) => write!(out, "{rows} rows; {ROWS} are the limit"),
            Fault::Wide(width) => write!(out, "a row of {width} characters; {WIDEST} is the limit"),
        }
    }
}

impl Captions {
    /// Measures the captions.
    #[must_use]
    pub(crate) fn report(&self) -> Report {
        let mut report = Report {
            captions: self.list.len(),
            left_out: self.left_out.clone(),
            ..Report::default()
        };
        for caption in &self.list {
            report.fastest = report.fastest.max(caption.speed());
            report.over.extend(caption.faults().map(|fault| Over {
                start: caption.at.start,
                line: caption.line,
                fault,
            }));
        }
        report
    }
}

impl Caption {
    /// Returns the reading speed in characters a second.
    fn speed(&self) -> f64 {
        self.width() as f64 / (self.at.end - self.at.start).seconds().0.max(0.001)
    }

    pub(super) fn faults(&self) -> impl Iterator<Item = Fault> {
        let time = self.at.end - self.at.start;
        let widest = self.widths().max().unwrap_or_default();
        let rows = self.lines().count();
        let speed = self.speed();
        // A millisecond is a rounding.
        let slack = Frames(48);
        [
            (speed > FASTEST + 0.05).then_some(Fault::Fast(speed)),
            (time + slack < SHORTEST).then_some(Fault::Short(time.seconds().0)),
            (time > LONGEST + slack).then_some(Fault::Long(time.seconds().0)),
            (rows > ROWS).then_some(Fault::Rows(rows)),
            (widest > WIDEST).then_some(Fault::Wide(widest)),
        ]
        .into_iter()
        .flatten()
    }
}
