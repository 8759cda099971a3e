//! `cuebook voices read`: shows how a text is read.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::super::args::Format;
use super::super::findings;
use super::super::print::note;
use super::{ensure_installed, language, language_of};
use crate::session::reading::{Guess, ReadSentence, ReadWord};
use crate::session::{SessionError, Studio};
use cuebook_core::diagnostic::shown;
use cuebook_core::language::Language;
use cuebook_voice::kokoro::voices::{self, VoiceProfile};
use cuebook_voice::phonemes::SpokenWord;
use cuebook_voice::reading::to_ipa;

/// The arguments.
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The text; `-` reads standard input
    #[arg(required_unless_present = "guesses", conflicts_with = "guesses")]
    text: Option<String>,
    /// The name of the voice
    #[arg(
        long,
        value_name = "VOICE",
        default_value = "af_heart",
        conflicts_with = "guesses"
    )]
    voice: String,
    /// Read as the first voice of this language: a tag such as `es`, or its English name
    #[arg(long, value_name = "LANGUAGE", value_parser = language, conflicts_with_all = ["voice", "guesses"])]
    language: Option<Language>,
    /// Print only the sounds, a line for each sentence, in the International Phonetic Alphabet
    #[arg(long, conflicts_with_all = ["phonemes", "format"])]
    ipa: bool,
    /// Print only the sounds, a line for each sentence, in the alphabet of the voices
    #[arg(long, conflicts_with = "format")]
    phonemes: bool,
    /// List the words of this show whose reading is a guess, with the lines for its `pronounce`
    #[arg(long, value_name = "SCRIPT", conflicts_with_all = ["ipa", "phonemes"])]
    guesses: Option<PathBuf>,
    /// The format of the output
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, SessionError> {
    let studio = Studio::of_user()?;
    if let Some(script) = &args.guesses {
        return guesses(&studio, script, args.format);
    }
    let text = match args.text.as_deref().unwrap_or_default() {
        "-" => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            cuebook_core::utf8::text(bytes).map_err(|fault| SessionError::NotUtf8 {
                path: "<stdin>".into(),
                fault,
            })?
        }
        text => text.to_owned(),
    };
    let own = args
        .language
        .and_then(|language| voices::of(language).next());
    let voice = own.map_or(args.voice.as_str(), |profile| profile.name);
    ensure_installed(&studio, &language_of(voice))?;
    let sentences = studio.read_aloud(&text, voice)?;
    warn_of_silence(&sentences);
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Json => json(&mut out, &Sheet::of(voice, &sentences))?,
        Format::Human if args.phonemes => {
            for sentence in &sentences {
                writeln!(out, "{}", sentence.phonemes)?;
            }
        }
        Format::Human if args.ipa => {
            for sentence in &sentences {
                writeln!(out, "{}", to_ipa(&sentence.phonemes, spoken_by(voice)))?;
            }
        }
        Format::Human => table(&mut out, &sentences, spoken_by(voice))?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Says on standard error which words no voice can read.
fn warn_of_silence(sentences: &[ReadSentence]) {
    let words = sentences.iter().flat_map(|sentence| &sentence.words);
    let silent: Vec<&str> = words
        .filter(|word| word.is_silent)
        .map(|word| word.written.as_str())
        .collect();
    if !silent.is_empty() {
        note!(
            "warning: no voice can read {}: silent",
            shown(&silent.join(" "))
        );
    }
}

fn json(out: &mut impl Write, sheet: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, sheet).map_err(io::Error::from)?;
    writeln!(out)
}

/// Prints every sentence, and below it every word: as written, as spoken if that differs, its
/// sounds, and where they come from.
fn table(out: &mut impl Write, sentences: &[ReadSentence], language: Language) -> io::Result<()> {
    for (place, sentence) in sentences.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let text: Vec<&str> = sentence.text.split_whitespace().collect();
        writeln!(out, "{}", text.join(" "))?;
        for word in &sentence.words {
            let spoken = if word.spoken.iter().any(|spoken| spoken.is_rewritten) {
                joined(word, |spoken| spoken.text.clone())
            } else {
                String::new()
            };
            let sounds = joined(word, |spoken| to_ipa(&spoken.sounds, language));
            let line = format!(
                "  {:16} {spoken:24} {sounds:24} {}",
                word.written,
                origin(word)
            );
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

fn joined(word: &ReadWord, part: impl Fn(&SpokenWord) -> String) -> String {
    let parts: Vec<String> = word.spoken.iter().map(part).collect();
    parts.join(" ")
}

/// Returns where the sounds of a word come from, each source once.
fn origin(word: &ReadWord) -> String {
    let mut names: Vec<&str> = Vec::new();
    if word.is_silent {
        return "no voice can read it: silent".to_owned();
    }
    if word.spoken.is_empty() {
        return "with its neighbour".to_owned();
    }
    if word.spoken.iter().any(|spoken| spoken.is_rewritten) {
        names.push("rule");
    }
    for spoken in &word.spoken {
        if !names.contains(&spoken.from.name()) {
            names.push(spoken.from.name());
        }
    }
    names.join(", ")
}

fn guesses(
    studio: &Studio,
    script: &std::path::Path,
    format: Format,
) -> Result<ExitCode, SessionError> {
    let show = studio.open(script, None)?;
    if !findings::passes(&show) {
        return Ok(ExitCode::from(1));
    }
    ensure_installed(studio, &show.languages())?;
    let guesses = studio.guesses(&show)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Json => json(&mut out, &GuessSheet::of(&guesses))?,
        Format::Human if guesses.is_empty() => {
            writeln!(out, "No word of this show is a guess.")?;
        }
        Format::Human => {
            writeln!(out, "pronounce:")?;
            let width = guesses
                .iter()
                .map(|guess| guess.line().chars().count())
                .max();
            for guess in &guesses {
                let (line, width) = (guess.line(), width.unwrap_or(0));
                writeln!(out, "{line:width$}  # {}", times(guess.count))?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        more => format!("{more} times"),
    }
}

/// Returns the language of a voice.
fn spoken_by(voice: &str) -> Language {
    voices::find(voice).map_or(Language::English, |profile| profile.language)
}

/// Returns what a voice speaks: `british`, `spanish`.
fn accent(voice: &VoiceProfile) -> String {
    voice.speaks().to_lowercase()
}

/// The reading as JSON. Offsets count Unicode scalar values of the text.
#[derive(Serialize)]
struct Sheet<'a> {
    version: u32,
    voice: &'a str,
    accent: String,
    sentences: Vec<SentenceSheet<'a>>,
}

#[derive(Serialize)]
struct SentenceSheet<'a> {
    text: &'a str,
    phonemes: &'a str,
    ipa: String,
    words: Vec<WordSheet<'a>>,
}

#[derive(Serialize)]
struct WordSheet<'a> {
    written: &'a str,
    from: usize,
    to: usize,
    spoken: Vec<SpokenSheet<'a>>,
    silent: bool,
}

#[derive(Serialize)]
struct SpokenSheet<'a> {
    text: &'a str,
    phonemes: &'a str,
    ipa: String,
    source: &'static str,
    rewritten: bool,
}

impl<'a> Sheet<'a> {
    fn of(voice: &'a str, sentences: &'a [ReadSentence]) -> Sheet<'a> {
        let language = spoken_by(voice);
        let spoken = |spoken: &'a SpokenWord| SpokenSheet {
            text: &spoken.text,
            phonemes: &spoken.sounds,
            ipa: to_ipa(&spoken.sounds, language),
            source: spoken.from.name(),
            rewritten: spoken.is_rewritten,
        };
        let word = |word: &'a ReadWord| WordSheet {
            written: &word.written,
            from: word.place.start,
            to: word.place.end,
            spoken: word.spoken.iter().map(spoken).collect(),
            silent: word.is_silent,
        };
        let sentence = |sentence: &'a ReadSentence| SentenceSheet {
            text: &sentence.text,
            phonemes: &sentence.phonemes,
            ipa: to_ipa(&sentence.phonemes, language),
            words: sentence.words.iter().map(word).collect(),
        };
        Sheet {
            version: 1,
            voice,
            accent: voices::find(voice).map(accent).unwrap_or_default(),
            sentences: sentences.iter().map(sentence).collect(),
        }
    }
}

/// The guesses as JSON.
#[derive(Serialize)]
struct GuessSheet<'a> {
    version: u32,
    guesses: Vec<OneGuess<'a>>,
}

#[derive(Serialize)]
struct OneGuess<'a> {
    word: &'a str,
    count: usize,
    accent: String,
    phonemes: &'a str,
    ipa: String,
    line: String,
}

impl<'a> GuessSheet<'a> {
    fn of(guesses: &'a [Guess]) -> GuessSheet<'a> {
        let guess = |guess: &'a Guess| OneGuess {
            word: &guess.word,
            count: guess.count,
            accent: accent(guess.voice),
            phonemes: &guess.phonemes,
            ipa: to_ipa(&guess.phonemes, guess.voice.language),
            line: guess.line(),
        };
        GuessSheet {
            version: 1,
            guesses: guesses.iter().map(guess).collect(),
        }
    }
}
