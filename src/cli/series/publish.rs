//! `cuebook series publish`: writes every chapter in all forms, and a podcast feed.

use std::path::PathBuf;
use std::process::ExitCode;

use super::whole::{self, WholeArgs};
use super::{Company, SeriesArgs, make, opened};
use crate::cli::print::{note, say};
use crate::cli::publish::Form;
use crate::output::encode::{Choice, Container};
use crate::session::publish::PublishOptions;
use crate::session::series::SeriesFile;
use crate::session::series::feed::Episode;
use crate::session::series::make::Work;
use crate::session::{SessionError, Studio};
use cuebook_script::PublishForm;
use cuebook_script::series::site;

/// The forms of a series that names none.
const USUAL: [PublishForm; 3] = [
    PublishForm::Mp3,
    PublishForm::Vtt,
    PublishForm::ChaptersJson,
];

/// The arguments.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    series: SeriesArgs,
    /// The folder of the files; it is created if it is missing
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The forms, such as m4a,vtt,chapters-json [default: those of `publish` in each script, then in
    /// the series]
    #[arg(long, value_name = "FORMS", value_delimiter = ',', value_enum)]
    to: Vec<Form>,
    /// The address under which the folder is served, for the feed [default: `site` of `feed`]
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    base_url: Option<String>,
    /// Replace files that something else wrote or changed
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    whole: WholeArgs,
}

fn address(written: &str) -> Result<String, String> {
    site(written).map_err(str::to_owned)
}

/// Publishes the chapters that are asked for. The feed is written if that is all of them.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series.series)? else {
        return Ok(ExitCode::from(1));
    };
    let company = Company::of(&studio, args.series.stand_in);
    let jobs = args.series.jobs();
    let work = Work::Publish(PublishOptions {
        folder: args.output.clone(),
        forms: forms(args, &series),
        force: args.force,
    });
    let asked = !args.to.is_empty();
    let mut episodes: Vec<Episode> = Vec::new();
    let code = make::each(&studio, &series, &args.series, |chapter, tally, place| {
        let index = chapter.index();
        let work = work.of_chapter(chapter, asked);
        let made = make::make(&studio, (&company, jobs), (chapter, &work), (tally, place))?;
        episodes.push(studio.episode(&series, chapter, (index, made.kept), &args.output)?);
        Ok(())
    })?;
    if !args.series.chapter.is_empty() {
        return Ok(code);
    }
    feed(args, &studio, &series, &episodes)?;
    let mut worst = code;
    if args.whole.whole {
        let format = Choice::of(Container::M4b);
        let options = args.whole.options(&series, &args.output, format, false);
        let whole = whole::one_file(&studio, &series, (&company, jobs), &options)?;
        if worst == ExitCode::SUCCESS {
            worst = whole;
        }
    }
    Ok(worst)
}

/// Writes the feed, if its address is known.
fn feed(
    args: &Args,
    studio: &Studio,
    series: &SeriesFile,
    episodes: &[Episode],
) -> Result<(), SessionError> {
    let own = series
        .read
        .feed
        .site
        .as_ref()
        .map(|site| site.value.as_str());
    let Some(site) = args.base_url.as_deref().or(own) else {
        note!(
            "no feed: set `site` in `feed` of the series, or --base-url, to the address of the folder"
        );
        return Ok(());
    };
    let fed = studio.write_feed(series, episodes, (&args.output, site))?;
    let state = if fed.is_new { "new" } else { "unchanged" };
    let items = crate::cli::print::count(fed.items, "chapter");
    say!("{}: {items}, {state}", fed.path.display())?;
    for remark in &fed.remarks {
        note!("{remark}");
    }
    Ok(())
}

/// Returns the forms that are asked for, or those of the series, each once.
fn forms(args: &Args, series: &SeriesFile) -> Vec<PublishForm> {
    let asked = args.to.iter().map(|form| form.0);
    let own = series.read.publish.iter().map(|form| form.value);
    let mut forms: Vec<PublishForm> = Vec::new();
    for form in asked.chain(own.filter(|_| args.to.is_empty())) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    match forms.is_empty() {
        true => USUAL.to_vec(),
        false => forms,
    }
}
