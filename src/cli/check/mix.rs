//! `cuebook check --mix`: measures whether every line is understood.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::Args;
use crate::cli::args::{Format, jobs};
use crate::cli::bars::Bars;
use crate::cli::findings::{Names, mistake, print};
use crate::cli::report::{Style, count};
use crate::cli::voices;
use crate::mix::ClipOf;
use crate::session::clarity::{self, CLEAR, Clarity, Masker, Measured};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::{Frames, RATE, clock};

/// Prints one row per line of the show, then the sounds that cover unclear lines. The exit code
/// is 1 if a line is not clear.
pub(super) fn run(args: &Args, studio: &Studio, show: &Show) -> Result<ExitCode, SessionError> {
    let voice = voices::voice(studio, show, args.stand_in)?;
    let bars = Bars::default();
    let measured = studio.clarity(show, voice.as_ref(), jobs(args.jobs), &bars);
    let Measured { lines, timeline } = match mistake(show, measured)? {
        Ok(measured) => measured,
        Err(code) => return Ok(code),
    };
    let warnings = show.placed(clarity::warnings(show, &timeline, &lines));
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Human => {
            print(show, &show.diagnostics);
            table(&mut out, show, &lines)?;
            let style = Style::of(&io::stdout());
            let text = match warnings.is_empty() {
                true => format!("{}\n", count(&[])),
                false => Names::of(show).report(show).person(&warnings, style),
            };
            out.write_all(text.as_bytes())?;
        }
        Format::Json => {
            let names = Names::of(show);
            let report = names.report(show);
            let sheet = Sheet {
                version: 1,
                rate: RATE,
                clear: CLEAR,
                lines: lines.iter().map(|line| Row::of(show, line)).collect(),
                warnings: report.list(&warnings),
            };
            serde_json::to_writer(&mut out, &sheet).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(!warnings.is_empty())))
}

fn table(out: &mut impl Write, show: &Show, lines: &[Clarity]) -> io::Result<()> {
    let book = &show.book;
    let names = book.roles.iter().map(|role| role.name.chars().count());
    let widest = names.max().unwrap_or(0).min(24);
    for clarity in lines {
        let line = &book.lines[clarity.line];
        let margin = match clarity.margin() {
            margin if margin.is_finite() => format!("{margin:+.1} LU"),
            _ => "alone".to_owned(),
        };
        let mark = if clarity.is_clear() { ' ' } else { '!' };
        let words: Vec<&str> = book
            .prose
            .said(line.text)
            .split_whitespace()
            .take(8)
            .collect();
        writeln!(
            out,
            "{mark} {:>9}  {:widest$}  {margin:>9}  {}",
            clock(clarity.at.start),
            book.roles[line.role].name,
            words.join(" "),
        )?;
    }
    Ok(())
}

/// The result as JSON: times in frames, loudness in LUFS before the trim.
#[derive(Serialize)]
struct Sheet<'a, W: Serialize> {
    version: u32,
    rate: u32,
    /// The required clarity of a line, in LU.
    clear: f64,
    lines: Vec<Row<'a>>,
    /// The warnings, as in the report of `check`.
    warnings: W,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    role: &'a str,
    from: Frames,
    to: Frames,
    speech: f64,
    /// `None` if no other sound plays.
    rest: Option<f64>,
    margin: Option<f64>,
    clear: bool,
    /// The cue that covers an unclear line, if it is the loudest of such sounds.
    cue: Option<&'a str>,
    cue_loudness: Option<f64>,
    /// The sounds that cover an unclear line, the loudest first.
    maskers: Vec<Cover<'a>>,
}

/// A sound that covers a line.
#[derive(Serialize)]
struct Cover<'a> {
    /// `spot`, `bed`, `music` or `line`.
    kind: &'static str,
    id: &'a str,
    /// The space that still sounds, if the sound itself has ended.
    reverberation: Option<&'a str>,
    loudness: f64,
}

impl Cover<'_> {
    fn of<'a>(show: &'a Show, masker: &Masker) -> Cover<'a> {
        let book = &show.book;
        let (kind, id) = match masker.of {
            ClipOf::Cue(cue) => (book.cues[cue].kind.name(), book.cues[cue].id.as_str()),
            ClipOf::Line(line) => ("line", book.lines[line].id.as_str()),
        };
        Cover {
            kind,
            id,
            reverberation: masker.room.map(|space| book.spaces[space].name.as_str()),
            loudness: masker.loudness.0,
        }
    }
}

impl Row<'_> {
    fn of<'a>(show: &'a Show, clarity: &Clarity) -> Row<'a> {
        let line = &show.book.lines[clarity.line];
        let finite = |value: f64| value.is_finite().then_some(value);
        let loudest = clarity.maskers.first();
        let cue = loudest.and_then(|masker| match masker.of {
            ClipOf::Cue(cue) => Some((show.book.cues[cue].id.as_str(), masker.loudness.0)),
            ClipOf::Line(_) => None,
        });
        let maskers = clarity.maskers.iter();
        Row {
            id: &line.id,
            role: &show.book.roles[line.role].name,
            from: clarity.at.start,
            to: clarity.at.end,
            speech: clarity.speech.0,
            rest: finite(clarity.rest.0),
            margin: finite(clarity.margin()),
            clear: clarity.is_clear(),
            cue: cue.map(|(id, _)| id),
            cue_loudness: cue.map(|(_, loudness)| loudness),
            maskers: maskers.map(|masker| Cover::of(show, masker)).collect(),
        }
    }
}
