//! `cuebook series plan`: shows what must be spoken, how long that takes, and how much disk it needs.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Company, opened};
use crate::cli::args::Format;
use crate::cli::print::{count, results};
use crate::cli::voices;
use crate::output::encode::{Choice, Container};
use crate::output::meter::Sides;
use crate::output::wav::Encoding;
use crate::session::series::plan::{Plan, Planned};
use crate::session::{SessionError, Studio};
use cuebook_core::units::{Bytes, Seconds, clock};

/// The arguments.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The series file
    series: PathBuf,
    /// Share the chapters among this many machines like this one
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    machines: u32,
    /// Look for the takes of the built-in tone voice
    #[arg(long)]
    stand_in: bool,
    /// The format of the sound files that are reckoned with
    #[arg(
        long,
        value_enum,
        ignore_case = true,
        default_value = "wav",
        value_name = "SOUND"
    )]
    sound: Container,
    /// The format of the plan
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Prints the plan.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let Some(series) = opened(&studio, &args.series)? else {
        return Ok(ExitCode::from(1));
    };
    let company = Company::of(&studio, args.stand_in);
    let format = Choice::of(args.sound).format(Sides::Both)?;
    let rate = match format.bitrate {
        0 => {
            let bytes = match format.form.encoding {
                Encoding::Pcm16 => 2,
                Encoding::Pcm24 => 3,
                Encoding::Float32 => 4,
            };
            u64::from(format.form.rate) * 2 * bytes
        }
        bits => u64::from(bits) / 8,
    };
    let machines = args.machines as usize;
    let plan = studio.plan_series(&series, company.voice.as_ref(), (machines, rate))?;
    let text = match args.format {
        Format::Human => table(&plan, series.digits()),
        Format::Json => {
            let text = serde_json::to_string_pretty(&plan).map_err(std::io::Error::from)?;
            text + "\n"
        }
    };
    results(text.as_bytes())?;
    voices::remark(&studio);
    Ok(ExitCode::SUCCESS)
}

fn time(seconds: f64) -> String {
    let clock = clock(Seconds(seconds).frames());
    // Tenths of a second say nothing here.
    clock.split('.').next().unwrap_or_default().to_owned()
}

fn table(plan: &Plan, digits: usize) -> String {
    let file = plan.chapters.iter().map(|one| one.file.chars().count());
    let file = file.max().unwrap_or(0);
    let mut text = String::new();
    for one in &plan.chapters {
        let what = match &one.unknown {
            Some(why) => why.clone(),
            None => row(one),
        };
        let _ = writeln!(text, "{:0digits$}  {:file$}  {what}", one.number, one.file);
    }
    let totals = &plan.totals;
    let _ = writeln!(
        text,
        "\nto speak: {}, {}, {} of speech\nto make:  {}\nlength:   {}",
        count(totals.lines, "line"),
        count(totals.words, "word"),
        time(totals.spoken_seconds),
        count(totals.sounds, "sound"),
        time(totals.seconds),
    );
    let machines = match totals.machines {
        1 => "on this machine".to_owned(),
        machines => format!("on {machines} machines like this one"),
    };
    let speed = &plan.speed;
    let known = match speed.measured {
        true => "measured here",
        false => "assumed: this machine has not been measured",
    };
    let _ = writeln!(
        text,
        "time:     about {} {machines} (speaking {:.1} and mixing {:.0} times real time, {known})\n\
         disk:     {} in the cache, {} of files",
        time(totals.work_seconds),
        speed.speaking,
        speed.mixing,
        Bytes(totals.cache_bytes),
        Bytes(totals.file_bytes)
    );
    if totals.unknown > 0 {
        let _ = writeln!(
            text,
            "without {} of which nothing is known",
            count(totals.unknown, "chapter")
        );
    }
    text
}

fn row(one: &Planned) -> String {
    match one.takes {
        0 => format!("nothing to speak, {}", time(one.seconds)),
        _ => format!(
            "{} and {} to speak, {}, about {} of work",
            count(one.lines, "line"),
            count(one.words, "word"),
            time(one.seconds),
            time(one.work_seconds)
        ),
    }
}
