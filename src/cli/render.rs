//! `cuebook render`: renders a show to a sound file, or several paths of it.

mod paths;

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::channel;

use clap::ValueEnum;
use cuebook_core::under_way::UnderWay;
use tempfile::TempDir;

use super::args::ShowArgs;
use super::bars::Bars;
use super::format::SoundArgs;
use super::print::{self, note};
use super::{choose, findings, voices};
use crate::book::Target;
use crate::mix::Listening;
use crate::output::encode::Container;
use crate::session::live::Watch;
use crate::session::paths::plan::Wanted;
use crate::session::{Part, RenderOptions, Rendered, SessionError, Show, Stems, Studio};

/// The arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    show: ShowArgs,
    /// The path of the file, or with --paths the folder. The ending is the format: .wav, .rf64,
    /// .flac, .m4a, .m4b, .mp3 or .opus; - is standard output, with --format [default: the script's
    /// name with .wav, in this folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    sound: SoundArgs,
    /// Write one channel
    #[arg(long)]
    mono: bool,
    /// Use this target instead of the script's: podcast, streaming, speech, audiobook, broadcast,
    /// acx, or '{ loudness: -19 LUFS, peak: -2 dBTP }'
    #[arg(long, value_name = "TARGET", value_parser = super::args::target)]
    target: Option<Target>,
    /// Start here: words of the text, a time such as 1:30, or an anchor such as '{scene: office}'
    #[arg(long, value_name = "ANCHOR")]
    from: Option<String>,
    /// End here: words of the text, a time such as 2:05.5, or an anchor such as '{after: "gave way"}'
    #[arg(long, value_name = "ANCHOR")]
    to: Option<String>,
    /// Mix for headphones: place everything around the head instead of between loudspeakers
    #[arg(long)]
    binaural: bool,
    /// Also write a 32-bit float WAV per bus to this folder: narration, dialogue, spots, beds, music
    #[arg(long, value_name = "FOLDER")]
    stems: Option<PathBuf>,
    /// Render again whenever a file of the show is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Render several paths of an interactive show, each to a file in the folder of --output
    #[arg(
        long,
        value_enum,
        value_name = "WHICH",
        conflicts_with_all = ["choose", "from", "to", "stems", "watch"]
    )]
    paths: Option<Paths>,
    /// With --paths: the most paths that are rendered
    #[arg(long, value_name = "N", default_value_t = paths::LIMIT, requires = "paths", value_parser = paths::limit)]
    limit: usize,
    /// The division into stems
    #[arg(
        long,
        value_enum,
        value_name = "WHAT",
        default_value = "buses",
        requires = "stems"
    )]
    stems_by: StemsBy,
}

/// The output that is standard output.
const PIPE: &str = "-";

#[derive(Copy, Clone, PartialEq, ValueEnum)]
enum Paths {
    /// The shortest path to each ending
    Endings,
    /// Every path, without those that go round in a circle
    All,
}

#[derive(Copy, Clone, PartialEq, ValueEnum)]
enum StemsBy {
    /// One stem per bus
    Buses,
    /// One stem per speaking role; spots, beds and music stay one stem each
    Roles,
}

/// Renders and reports. With `--watch`, repeats after every save.
pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    let show = studio.open(&args.show.script, args.show.seed)?;
    let is_piped = args.output.as_deref() == Some(Path::new(PIPE));
    if is_piped && (args.watch || args.paths.is_some()) {
        return Ok(print::misused(
            "standard output takes one sound file",
            "leave out --watch and --paths, or name a place with `-o`",
        ));
    }
    if args.watch {
        return watch(args, &studio, show);
    }
    render(args, &studio, show)
}

/// Renders after every save. Errors are printed, and the next save can correct
/// them.
fn watch(args: &Args, studio: &Studio, mut show: Show) -> Result<ExitCode, SessionError> {
    let (send, saved) = channel();
    loop {
        let send = send.clone();
        let _watch = Watch::over(&show, studio, move || send.send(()).is_ok());
        if let Err(error) = render(args, studio, show) {
            super::print::fail(&error);
        }
        show = loop {
            // The watcher holds the sender.
            let _ = saved.recv();
            while saved.try_recv().is_ok() {}
            match studio.open(&args.show.script, args.show.seed) {
                Ok(show) => break show,
                // Some editors remove a file before they write it.
                Err(error) => drop(super::print::fail(&error)),
            }
        };
    }
}

fn render(args: &Args, studio: &Studio, mut show: Show) -> Result<ExitCode, SessionError> {
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    if let Some(target) = args.target {
        show.book.target = target;
    }
    if let Some(wanted) = args.paths {
        let wanted = match wanted {
            Paths::Endings => Wanted::Endings,
            Paths::All => Wanted::All,
        };
        return paths::run(args, wanted, studio, &show);
    }
    let show = choose::on_path(show, &args.show)?;
    let pipe = match args.output.as_deref() == Some(Path::new(PIPE)) {
        true if io::stdout().is_terminal() => {
            return Ok(print::misused(
                "sound is not written to a terminal",
                "send it to a program: `cuebook render show.yaml -o - | ffmpeg -i - …`",
            ));
        }
        true => Some(Pipe::open(args)?),
        false => None,
    };
    let output = match &pipe {
        Some(pipe) => pipe.path.clone(),
        None => args.output.clone().unwrap_or_else(|| default_output(args)),
    };
    let options = options(args, output)?;
    let voice = voices::voice(studio, &show, args.show.stand_in)?;
    let bars = Bars::default();
    let jobs = super::args::jobs(args.show.jobs);
    let rendered = studio.render(&show, voice.as_ref(), jobs, &options, &bars);
    voices::remark(studio);
    let rendered = match findings::mistake(&show, rendered)? {
        Ok(rendered) => rendered,
        Err(code) => return Ok(code),
    };
    match pipe {
        None => print::results(print::rendered(&options.output, &rendered).as_bytes())?,
        Some(pipe) => {
            print::notes(&print::rendered(Path::new("standard output"), &rendered));
            pipe.pour()?;
        }
    }
    tell(&show, &rendered);
    Ok(ExitCode::SUCCESS)
}

/// A file that is written to standard output when it is whole: its head has its length.
struct Pipe {
    path: PathBuf,
    /// It is removed when this is dropped.
    _folder: (TempDir, UnderWay),
}

impl Pipe {
    fn open(args: &Args) -> io::Result<Pipe> {
        let folder = UnderWay::make(tempfile::tempdir, TempDir::path)?;
        Ok(Pipe {
            path: folder.0.path().join(default_output(args)),
            _folder: folder,
        })
    }

    fn pour(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        io::copy(&mut File::open(&self.path)?, &mut out)?;
        out.flush()
    }
}

/// Prints the warnings of a rendering.
fn tell(show: &Show, rendered: &Rendered) {
    findings::print(show, &rendered.doubts);
    if let Some(wanted) = rendered.missed {
        note!(
            "warning: the limiter keeps this show below {wanted}; this is the nearest possible level"
        );
    }
}

/// Returns the options of a rendering to a file.
fn options(args: &Args, output: PathBuf) -> Result<RenderOptions, SessionError> {
    Ok(RenderOptions {
        format: args.sound.of_path(&output)?,
        mono: args.mono,
        tags: !args.sound.no_tags,
        output,
        part: Part {
            from: args.from.clone(),
            to: args.to.clone(),
        },
        stems: args.stems.clone().map(|folder| Stems {
            folder,
            roles: args.stems_by == StemsBy::Roles,
        }),
        listening: match args.binaural {
            true => Listening::Headphones,
            false => Listening::Loudspeakers,
        },
    })
}

fn default_output(args: &Args) -> PathBuf {
    let name = args.show.script.file_stem().unwrap_or_default();
    let format = args.sound.format.unwrap_or(Container::Wav);
    // The name may have a dot.
    PathBuf::from(format!("{}.{}", name.to_string_lossy(), format.ending()))
}
