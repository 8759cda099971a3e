//! `cuebook export --to epub` and `--to html`: writes a text to read along, and reports its size.

use std::process::ExitCode;

use clap::ValueEnum;

use super::web::Audio;
use crate::cli::bars::Bars;
use crate::cli::print::{count, misused, say};
use crate::cli::{args, findings, voices};
use crate::exchange::read_along::Grain;
use crate::session::read_along::{Coding, Kind};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::units::{Bytes, clock};

/// The arguments of a text to read along.
#[derive(clap::Args)]
pub(super) struct ReadArgs {
    /// With `--to epub`: the parts that are marked while they are heard
    #[arg(long, value_enum, value_name = "PART", default_value = "sentence")]
    by: By,
    /// With `--to html`: writes the sound beside the page, for a long show
    #[arg(long)]
    audio_file: bool,
}

#[derive(Copy, Clone, ValueEnum)]
enum By {
    /// Sentences
    Sentence,
    /// Words
    Word,
}

/// The kind of the output.
#[derive(Copy, Clone)]
pub(super) enum To {
    /// An EPUB.
    Book,
    /// A page.
    Page,
}

/// Writes the text.
pub(super) fn run(
    args: &super::Args,
    studio: &Studio,
    show: &Show,
    to: To,
) -> Result<ExitCode, SessionError> {
    let Some(output) = super::folder_of(args) else {
        let file = match to {
            To::Book => "book.epub",
            To::Page => "show.html",
        };
        return Ok(misused(
            "this format is a file",
            &format!("`-o {file}` says which"),
        ));
    };
    let kind = match to {
        To::Book => Kind::Book(match args.read.by {
            By::Sentence => Grain::Sentence,
            By::Word => Grain::Word,
        }),
        To::Page => Kind::Page {
            coding: match args.web.audio {
                None | Some(Audio::Aac) => Coding::Aac,
                Some(Audio::Opus) => Coding::Opus,
                Some(Audio::Wav) => {
                    return Ok(misused(
                        "a page has its sound as `aac` or `opus`",
                        "leave `--audio` out, or choose one of them",
                    ));
                }
            },
            is_beside: args.read.audio_file,
        },
    };
    let voice = voices::voice(studio, show, args.show.stand_in)?;
    let bars = Bars::default();
    let jobs = args::jobs(args.show.jobs);
    let written = studio.read_along(
        show,
        (voice.as_ref(), jobs),
        (&kind, output, &args.part()),
        &bars,
    );
    let written = match findings::mistake(show, written)? {
        Ok(written) => written,
        Err(code) => return Ok(code),
    };
    findings::print(show, &written.doubts);
    for beside in written.files.iter().skip(1) {
        say!("{}: the sound of the page", beside.display())?;
    }
    say!(
        "{}: {}, {}, {}, {}",
        output.display(),
        count(written.chapters, "chapter"),
        count(written.words, "word"),
        clock(written.frames),
        Bytes(written.bytes),
    )?;
    Ok(ExitCode::SUCCESS)
}
