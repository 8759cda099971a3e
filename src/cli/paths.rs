//! `cuebook paths`: the endings of an interactive show, the number and the length of its paths.

mod coverage;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::Format;
use super::print::note;
use super::report::Style;
use super::{findings, print};
use crate::book::BookStory;
use crate::session::survey::Survey;
use crate::session::{SessionError, Studio};
use cuebook_core::units::{Frames, clock};
use cuebook_story::decision::shown;
use cuebook_story::explore::{Count, Length};
use cuebook_story::{Decision, Map, What};
use cuebook_voice::Voice;
use cuebook_voice::tone::ToneVoice;

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The cue script
    script: PathBuf,
    /// The format of the figures
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Measure with the built-in tone voice, as `render --stand-in` does
    #[arg(long)]
    stand_in: bool,
    /// Print the map of the story instead of the figures
    #[arg(long, value_enum, value_name = "KIND", conflicts_with = "format")]
    map: Option<MapKind>,
    /// Print which lines of which paths have a recording: those of the script, and those in a folder
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, conflicts_with = "map")]
    coverage: Option<Option<PathBuf>>,
}

/// The form of a map.
#[derive(Copy, Clone, Debug, PartialEq, Eq, clap::ValueEnum)]
enum MapKind {
    /// A flowchart for Mermaid
    Mermaid,
    /// A graph for Graphviz
    Dot,
    /// A drawing for the terminal
    Text,
}

/// Prints the figures or the map. The exit code is 1 if there are none.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.script, None)?;
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    let Some(story) = &show.book.story else {
        note!("the show has one path: its script has no `choices`, `state` or `then`");
        return Ok(ExitCode::from(1));
    };
    if let Some(kind) = args.map {
        print::results(map(story, kind).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(folder) = &args.coverage {
        let coverage = show.coverage(story, folder.as_deref())?;
        let mut out = io::stdout().lock();
        match args.format {
            Format::Json => writeln!(out, "{}", coverage::as_json(&show.book, &coverage))?,
            Format::Human => coverage::table(&mut out, &show.book, &coverage)?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    let voice: Box<dyn Voice> = match args.stand_in {
        true => Box::new(ToneVoice),
        false => Box::new(studio.neural()),
    };
    let survey = match studio.survey(&show, story, voice.as_ref())? {
        Ok(survey) => survey,
        Err(large) => {
            note!(
                "{}; {}",
                large.message(story.all()),
                large.advice(story.all())
            );
            return Ok(ExitCode::from(1));
        }
    };
    let mut out = io::stdout().lock();
    match args.format {
        Format::Json => writeln!(out, "{}", survey.as_json(story))?,
        Format::Human => table(&mut out, story, &survey)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the map of a story. Scenes that no path hears are marked, unless there are too many
/// states to know.
fn map(story: &BookStory, kind: MapKind) -> String {
    let explored = story.all().explore().ok();
    let findings = explored.iter().flat_map(|explored| explored.findings());
    let never = findings.filter_map(|finding| match finding.what {
        What::NodeNeverReached(node) | What::NodeNeverHeard(node) => Some(node),
        _ => None,
    });
    let map = Map::of(&story.graph).never(never);
    match kind {
        MapKind::Mermaid => map.mermaid(),
        MapKind::Dot => map.dot(),
        MapKind::Text => map.text(Style::of(&io::stdout()).width),
    }
}

fn path(story: &BookStory, decisions: &[Decision]) -> String {
    match decisions.is_empty() {
        true => "no decision".to_owned(),
        false => shown(decisions, story.all()),
    }
}

fn counted(count: Count) -> String {
    match count {
        Count::Exact(1) => "1 path".to_owned(),
        Count::Exact(number) => format!("{number} paths"),
        Count::About(number) => format!("about {number:.1e} paths"),
        Count::Endless => "endlessly many paths".to_owned(),
    }
}

fn table(out: &mut impl Write, story: &BookStory, survey: &Survey) -> io::Result<()> {
    let figures = &survey.statistics;
    let about = if survey.is_exact { "" } else { "about " };
    let timed = |frames: f64| format!("{about}{}", time_of(frames));
    writeln!(out, "{}", print::count(survey.endings.len(), "ending"))?;
    let names = survey.endings.iter();
    let names: Vec<String> = names.map(|(end, _)| end.place.name(story.all())).collect();
    let width = names.iter().map(|name| name.chars().count()).max();
    let width = width.unwrap_or(0);
    for ((ending, frames), name) in survey.endings.iter().zip(names) {
        let mut counts = figures.endings.iter();
        let count = counts.find(|(place, _)| *place == ending.place);
        let count = count.map_or(String::new(), |(_, count)| counted(*count));
        let time = frames.map_or(String::new(), |frames| timed(frames.0 as f64));
        let path = path(story, &ending.path);
        writeln!(out, "  {name:width$}  {count:12}  {time}  {path}")?;
    }
    writeln!(out, "{}", counted(figures.count))?;
    for (what, length) in [
        ("shortest", &figures.shortest),
        ("longest", &figures.longest),
    ] {
        if let Some(Length { path: way, time }) = length {
            let way = path(story, way);
            writeln!(out, "  {what:8}  {}  {way}", timed(*time as f64))?;
        }
    }
    if let Some(typical) = &figures.typical {
        let (time, count) = (time_of(typical.time), typical.decisions);
        writeln!(out, "  typical   about {time}  {count:.1} decisions")?;
    }
    if let Some(circle) = &survey.circle {
        let names = circle
            .iter()
            .map(|node| story.all().nodes[*node].name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        writeln!(out, "a listener can go round and round: {names}")?;
    }
    for place in &survey.endless {
        writeln!(out, "{place}")?;
    }
    if !survey.is_exact {
        writeln!(
            out,
            "the times are estimates: not all takes of these paths are spoken"
        )?;
    }
    Ok(())
}

fn time_of(frames: f64) -> String {
    clock(Frames(frames.round() as i64))
}
