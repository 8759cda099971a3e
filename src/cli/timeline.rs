//! `cuebook timeline`: prints the times of all lines and cues.

use std::io::{self, Write};
use std::ops::Range;
use std::process::ExitCode;

use serde::Serialize;

use super::args::{Format, ShowArgs};
use super::bars::Bars;
use super::{choose, findings, voices};
use crate::book::{Book, Cue, CueKind};
use crate::session::{SessionError, Show, Studio};
use crate::timeline::Timeline;
use cuebook_core::id::IdRange;
use cuebook_core::units::{Frames, RATE, clock};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    show: ShowArgs,
    /// The format of the timeline
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Prints the timeline. Lines that are not in the cache are spoken first.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.show.script, args.show.seed)?;
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    let show = choose::on_path(show, &args.show)?;
    let voice = voices::voice(&studio, &show, args.show.stand_in)?;
    let bars = Bars::default();
    let staged = studio.stage(
        &show,
        voice.as_ref(),
        super::args::jobs(args.show.jobs),
        &bars,
    );
    let staged = match findings::mistake(&show, staged)? {
        Ok(staged) => staged,
        Err(code) => return Ok(code),
    };
    findings::print(&show, &staged.doubts);
    let timeline = staged.timeline;
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Human => table(&mut out, &show.book, &timeline)?,
        Format::Json => {
            let sheet = Sheet::of(&show, &timeline);
            serde_json::to_writer(&mut out, &sheet).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The timeline as JSON. Times are in frames, offsets in Unicode scalar values of the
/// text.
#[derive(Serialize)]
struct Sheet<'a> {
    rate: u32,
    frames: Frames,
    lines: Vec<LineSheet<'a>>,
    cues: Vec<CueSheet<'a>>,
}

#[derive(Serialize)]
struct LineSheet<'a> {
    id: &'a str,
    role: &'a str,
    text: &'a str,
    start: Frames,
    end: Frames,
    words: Vec<WordSheet<'a>>,
}

#[derive(Serialize)]
struct WordSheet<'a> {
    text: &'a str,
    start: Frames,
    end: Frames,
    from: usize,
    to: usize,
}

#[derive(Serialize)]
struct CueSheet<'a> {
    id: &'a str,
    kind: &'a str,
    sound: Option<&'a str>,
    start: Frames,
    end: Frames,
}

impl<'a> Sheet<'a> {
    fn of(show: &'a Show, timeline: &Timeline) -> Sheet<'a> {
        let book = &show.book;
        let line = |(line, placed): (&'a crate::book::Line, &crate::timeline::PlacedLine)| {
            let words = line.words.ids().map(|index| {
                let span = book.prose.words[index].span;
                let time = &timeline.words[index];
                WordSheet {
                    text: book.prose.word(index),
                    start: time.start,
                    end: time.end,
                    from: book.prose.char_offset(span.start),
                    to: book.prose.char_offset(span.end),
                }
            });
            LineSheet {
                id: &line.id,
                role: &book.roles[line.role].name,
                text: book.prose.said(line.text),
                start: placed.at.start,
                end: placed.at.end,
                words: words.collect(),
            }
        };
        let mut lines: Vec<LineSheet> = book.lines.iter().zip(&timeline.lines).map(line).collect();
        lines.sort_by_key(|line| line.start);
        let cue = |(cue, placed): (&'a crate::book::Cue, &crate::timeline::PlacedCue)| CueSheet {
            id: &cue.id,
            kind: cue.kind.name(),
            sound: cue.sound.map(|sound| book.sounds[sound].name.as_str()),
            start: placed.at.start,
            end: placed.at.end,
        };
        Sheet {
            rate: RATE,
            frames: timeline.frames,
            lines,
            cues: book.cues.iter().zip(&timeline.cues).map(cue).collect(),
        }
    }
}

/// Returns one row per line and cue, in the order of their times.
fn table(out: &mut impl Write, book: &Book, timeline: &Timeline) -> io::Result<()> {
    let mut rows: Vec<(Frames, Frames, String, String)> = Vec::new();
    let lines = book.lines.iter().zip(&timeline.lines);
    for (line, placed) in lines.filter(|(_, placed)| is_heard(&placed.at)) {
        let who = book.roles[line.role].name.clone();
        let said = one_line(book.prose.said(line.text), 60);
        rows.push((placed.at.start, placed.at.end, who, said));
    }
    let cues = book.cues.iter().zip(&timeline.cues);
    let lasts = |cue: &Cue| matches!(cue.kind, CueKind::Bed { .. } | CueKind::Music { .. });
    for (cue, placed) in cues.filter(|(cue, placed)| !lasts(cue) || is_heard(&placed.at)) {
        let sound = cue
            .sound
            .map_or("", |sound| book.sounds[sound].name.as_str());
        let what = match sound == cue.id {
            true => cue.id.clone(),
            false => format!("{} {sound}", cue.id),
        };
        let kind = format!("· {}", cue.kind.name());
        rows.push((placed.at.start, placed.at.end, kind, what));
    }
    rows.sort_by_key(|row| row.0);
    let width = rows.iter().map(|row| row.2.chars().count()).max();
    let width = width.unwrap_or(0);
    for (start, end, who, what) in rows {
        let (start, end) = (clock(start), clock(end));
        writeln!(
            out,
            "{start:>9} {end:>9}  {who:width$}  {}",
            what.trim_end()
        )?;
    }
    writeln!(out, "{:>9} {:>9}  end", "", clock(timeline.frames))
}

/// Returns whether something is heard: a decision may cut it before it begins.
fn is_heard(at: &Range<Frames>) -> bool {
    at.start < at.end
}

fn one_line(text: &str, length: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
