//! `cuebook series speak`, `render` and `deliver`: makes the files of every chapter. A chapter that
//! fails does not stop the others.

use std::path::PathBuf;
use std::process::ExitCode;

use super::whole::{self, WholeArgs};
use super::{Company, SeriesArgs, is_text, opened};
use crate::cli::bars::Bars;
use crate::cli::deliver::TargetArgs;
use crate::cli::format::SoundArgs;
use crate::cli::print::{count, misused, note, say};
use crate::cli::{findings, voices};
use crate::mix::Listening;
use crate::output::encode::{Choice, Container};
use crate::session::series::make::{Made, RenderAs, Work};
use crate::session::series::{Chapter, ChapterFile, SeriesFile};
use crate::session::{SessionError, Studio};
use cuebook_core::units::{Frames, clock};

/// The arguments of `speak`.
#[derive(clap::Args)]
pub(in crate::cli) struct SpeakArgs {
    #[command(flatten)]
    series: SeriesArgs,
    /// Only this scene of the chapter; repeat it for several. The words before the first scene are
    /// spoken with it
    #[arg(long, value_name = "ID", requires = "chapter")]
    scene: Vec<String>,
}

/// The arguments of `render`.
#[derive(clap::Args)]
pub(in crate::cli) struct RenderArgs {
    #[command(flatten)]
    series: SeriesArgs,
    /// The folder of the files; it is created if it is missing
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    sound: SoundArgs,
    /// Write one channel
    #[arg(long)]
    mono: bool,
    /// Mix for headphones: place everything around the head instead of between loudspeakers
    #[arg(long, conflicts_with = "whole")]
    binaural: bool,
    #[command(flatten)]
    whole: WholeArgs,
}

/// The arguments of `deliver`.
#[derive(clap::Args)]
pub(in crate::cli) struct DeliverArgs {
    #[command(flatten)]
    series: SeriesArgs,
    #[command(flatten)]
    targets: TargetArgs,
    /// Write one file for each chapter of the series for acx too
    #[arg(long)]
    whole: bool,
}

/// What became of all chapters.
#[derive(Default)]
pub(super) struct Tally {
    made: usize,
    unchanged: usize,
    spoken: usize,
    /// The chapters whose author must correct something.
    pub(super) mistaken: usize,
    /// The chapters that the machine could not make.
    pub(super) failed: usize,
}

impl Tally {
    /// Prints the sums, and returns the exit code.
    pub(super) fn finish(&self) -> ExitCode {
        let mut parts = vec![format!("{} made", count(self.made, "chapter"))];
        let mut add = |number: usize, what: &str| {
            if number > 0 {
                parts.push(format!("{number} {what}"));
            }
        };
        add(self.unchanged, "unchanged");
        add(self.mistaken, "to be corrected");
        add(self.failed, "failed");
        add(self.spoken, "takes spoken");
        note!("{}", parts.join(", "));
        match (self.failed, self.mistaken) {
            (0, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(1),
            _ => ExitCode::from(2),
        }
    }
}

/// Speaks every chapter.
pub(super) fn speak(args: &SpeakArgs) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series.series)? else {
        return Ok(ExitCode::from(1));
    };
    let company = Company::of(&studio, args.series.stand_in);
    each(&studio, &series, &args.series, |chapter, tally, place| {
        let voice = company.ready(&chapter.show)?;
        if !args.scene.is_empty() {
            let file = &series.chapters[chapter.index()];
            let with = (voice, args.series.jobs());
            let bars = Bars::default();
            let spoken = studio.speak_scenes((file, chapter), &args.scene, with, &bars)?;
            count_spoken(tally, spoken);
            let scenes = args.scene.join(", ");
            let spoken = count(spoken, "take");
            say!("{place} {}, {scenes}: {spoken} spoken", chapter.name())?;
            return Ok(());
        }
        let staged = studio.stage(&chapter.show, voice, args.series.jobs(), &Bars::default())?;
        let spoken = staged.performance.spoken;
        count_spoken(tally, spoken);
        let length = clock(staged.timeline.frames);
        say!(
            "{place} {}: {length}, {} spoken",
            chapter.name(),
            count(spoken, "take")
        )?;
        Ok(())
    })
}

fn count_spoken(tally: &mut Tally, spoken: usize) {
    match spoken {
        0 => tally.unchanged += 1,
        _ => tally.made += 1,
    }
    tally.spoken += spoken;
}

/// Renders every chapter, or all as one file.
pub(super) fn render(args: &RenderArgs) -> Result<ExitCode, SessionError> {
    let usual = match args.whole.whole {
        true => Container::M4b,
        false => Container::Wav,
    };
    let format = args
        .sound
        .over(Choice::of(args.sound.format.unwrap_or(usual)));
    if args.whole.whole && args.sound.no_tags {
        return Ok(misused(
            "the marks of the chapters are tags",
            "leave out --no-tags, or --whole",
        ));
    }
    if args.whole.whole {
        return render_whole(args, format);
    }
    let work = Work::Render(RenderAs {
        folder: args.output.clone(),
        format,
        mono: args.mono,
        tags: !args.sound.no_tags,
        listening: match args.binaural {
            true => Listening::Headphones,
            false => Listening::Loudspeakers,
        },
    });
    work_on(&args.series, |_| work.clone())
}

fn render_whole(args: &RenderArgs, format: Choice) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series.series)? else {
        return Ok(ExitCode::from(1));
    };
    let company = Company::of(&studio, args.series.stand_in);
    let options = args.whole.options(&series, &args.output, format, args.mono);
    whole::one_file(&studio, &series, (&company, args.series.jobs()), &options)
}

/// Delivers every chapter.
pub(super) fn deliver(args: &DeliverArgs) -> Result<ExitCode, SessionError> {
    work_on(&args.series, |chapter| {
        let own = chapter.show.book.target;
        Work::Deliver(args.targets.options(own, args.whole))
    })
}

/// Makes the files of the chapters that are asked for.
fn work_on(args: &SeriesArgs, work: impl Fn(&Chapter) -> Work) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series)? else {
        return Ok(ExitCode::from(1));
    };
    let company = Company::of(&studio, args.stand_in);
    each(&studio, &series, args, |chapter, tally, place| {
        let work = work(chapter);
        make(
            &studio,
            (&company, args.jobs()),
            (chapter, &work),
            (tally, place),
        )?;
        Ok(())
    })
}

/// Makes the files of a chapter, and prints what happened.
pub(super) fn make(
    studio: &Studio,
    (company, jobs): (&Company<'_>, usize),
    (chapter, work): (&Chapter, &Work),
    (tally, place): (&mut Tally, &str),
) -> Result<Made, SessionError> {
    let voice = company.ready(&chapter.show)?;
    let made = studio.make_chapter(chapter, work, (voice, jobs), &Bars::default())?;
    findings::print(&chapter.show, &made.doubts);
    tally.spoken += made.spoken;
    match made.is_new {
        true => tally.made += 1,
        false => tally.unchanged += 1,
    }
    tally.mistaken += usize::from(made.kept.fails);
    let kept = &made.kept;
    let loudness = kept
        .loudness
        .map(|loudness| format!(", {loudness:.1} LUFS"));
    let state = match (made.is_new, made.spoken) {
        (false, _) => "unchanged".to_owned(),
        (true, 0) => "nothing spoken anew".to_owned(),
        (true, spoken) => format!("{} spoken", count(spoken, "take")),
    };
    let files: Vec<&str> = kept.files.iter().map(|file| file.name.as_str()).collect();
    say!(
        "{place} {}: {}{}, {state}",
        files.join(", "),
        clock(Frames(kept.frames)),
        loudness.unwrap_or_default()
    )?;
    for remark in &kept.remarks {
        note!("{}: {remark}", chapter.name());
    }
    for old in &made.old {
        note!(
            "{} is of an earlier time: remove it if it is not needed",
            old.display()
        );
    }
    Ok(made)
}

/// Does some work on every chapter that is asked for, and prints which fail. `work` gets the
/// chapter and its place among all: `[3/12]`.
pub(super) fn each(
    studio: &Studio,
    series: &SeriesFile,
    args: &SeriesArgs,
    mut work: impl FnMut(&Chapter, &mut Tally, &str) -> Result<(), SessionError>,
) -> Result<ExitCode, SessionError> {
    let chapters = args.chapters(series)?;
    let mut tally = Tally::default();
    for (at, file) in chapters.iter().enumerate() {
        let place = format!("[{}/{}]", at + 1, chapters.len());
        one(studio, series, file, (&mut tally, &place), &mut work)?;
        voices::remark(studio);
    }
    Ok(tally.finish())
}

fn one(
    studio: &Studio,
    series: &SeriesFile,
    file: &ChapterFile,
    (tally, place): (&mut Tally, &str),
    work: &mut impl FnMut(&Chapter, &mut Tally, &str) -> Result<(), SessionError>,
) -> Result<(), SessionError> {
    if file.is_text {
        is_text(file);
        tally.mistaken += 1;
        return Ok(());
    }
    let chapter = match studio.open_chapter(series, file) {
        Ok(chapter) => chapter,
        Err(error) => {
            crate::cli::print::fail(&error);
            tally.failed += 1;
            return Ok(());
        }
    };
    if !findings::passes(&chapter.show) {
        tally.mistaken += 1;
        return Ok(());
    }
    if !chapter.decisions.is_empty() {
        note!(
            "{} has choices. This is the path of a listener who does nothing: {}",
            file.name,
            chapter.decisions
        );
    }
    match findings::mistake(&chapter.show, work(&chapter, tally, place)) {
        Ok(Ok(())) => {}
        Ok(Err(_)) => tally.mistaken += 1,
        // Nothing can be said any more.
        Err(SessionError::Io(error)) => return Err(SessionError::Io(error)),
        Err(error) => {
            note!("{} is not made:", file.name);
            crate::cli::print::fail(&error);
            tally.failed += 1;
        }
    }
    Ok(())
}
