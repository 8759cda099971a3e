//! What a show owes: whose recordings, sounds and voices it is made with.
//!
//! In: a show. Out: every file with its credit and licence, and warnings of
//! those that lack one. Always true: a file is listed whether or not it has a
//! credit; what cuebook makes itself owes nothing.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::book::{Book, SoundFrom, Speech};
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::perform::voice::pack::{self, Origin};
use crate::script::{Script, Sound, SoundSource};
use crate::session::Show;

/// Everything that a show is made with and that somebody made.
#[derive(Clone, Debug, Serialize)]
pub struct Credits {
    pub show: String,
    pub author: Option<String>,
    /// The show's audio files, each once.
    pub files: Vec<Owed>,
    /// The recipes of the library that are heard: they owe nothing.
    pub recipes: Vec<String>,
    /// The voices of the pack that speak.
    pub voices: Vec<String>,
    /// What the voice pack is made of; empty where none of its voices speaks.
    pub pack: Vec<Part>,
    #[serde(skip)]
    pub warnings: Vec<Diagnostic>,
}

/// An audio file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Owed {
    /// Relative to the script.
    pub file: String,
    /// `sound` or `recording`.
    pub what: &'static str,
    /// The names of its sound, or of the line that it speaks.
    pub name: String,
    pub credit: Option<String>,
    pub licence: Option<String>,
    /// The line of the script that names it first, from one.
    pub line: usize,
    #[serde(skip)]
    span: Span,
}

/// A part of the voice pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The packages that it is published in.
    pub packages: Vec<String>,
    pub author: String,
    pub licence: String,
}

impl Credits {
    /// What a show owes, as its script says.
    #[must_use]
    pub fn of(show: &Show) -> Credits {
        let files = files(show);
        let voices = voices(&show.book);
        let pack = if voices.is_empty() {
            Vec::new()
        } else {
            parts(&pack::origins())
        };
        Credits {
            show: show.book.title.clone(),
            author: show
                .script
                .author
                .as_ref()
                .map(|author| author.value.clone()),
            warnings: files.iter().flat_map(warnings).collect(),
            files,
            recipes: recipes(&show.book),
            voices,
            pack,
        }
    }
}

/// The files of the sounds, then the recordings of the lines.
fn files(show: &Show) -> Vec<Owed> {
    let script = &show.script;
    let line = |span: Span| {
        1 + show
            .source
            .bytes()
            .take(span.start)
            .filter(|byte| *byte == b'\n')
            .count()
    };
    let mut files: Vec<Owed> = Vec::new();
    for sound in &script.sounds {
        if let Some(SoundSource::File(path)) = &sound.source {
            let found = owed(script, path, "sound", &sound.name.value, line(path.span));
            add(&mut files, found);
        }
    }
    for note in &script.lines {
        if let Some(path) = &note.take {
            let id = note.id.as_ref().map(|id| id.value.as_str());
            let words = || crate::diagnostic::shown(&note.quote.exact);
            let name = id.map_or_else(words, str::to_owned);
            add(
                &mut files,
                owed(script, path, "recording", &name, line(path.span)),
            );
        }
    }
    files
}

/// A file that is named twice is owed once.
fn add(files: &mut Vec<Owed>, found: Owed) {
    match files.iter_mut().find(|file| file.file == found.file) {
        Some(known) => {
            known.name.push_str(", ");
            known.name.push_str(&found.name);
        }
        None => files.push(found),
    }
}

fn owed(
    script: &Script,
    path: &Spanned<String>,
    what: &'static str,
    name: &str,
    line: usize,
) -> Owed {
    // A credit counts for its file, wherever else the file is named.
    let same = |sound: &&Sound| matches!(&sound.source, Some(SoundSource::File(own)) if own.value == path.value);
    let told = |pick: fn(&Sound) -> &Option<Spanned<String>>| {
        let mut sounds = script.sounds.iter().filter(same);
        sounds.find_map(|sound| pick(sound).as_ref().map(|text| text.value.clone()))
    };
    Owed {
        file: path.value.clone(),
        what,
        name: name.to_owned(),
        credit: told(|sound| &sound.credit),
        licence: told(|sound| &sound.licence),
        line,
        span: path.span,
    }
}

/// Not one of [`CODES`](crate::diagnostic::CODES): a show may be heard without.
fn warnings(file: &Owed) -> Option<Diagnostic> {
    let (code, lacks) = match (&file.credit, &file.licence) {
        (Some(_), Some(_)) => return None,
        (None, Some(_)) => ("no-credit", "no credit"),
        (Some(_), None) => ("no-licence", "no licence"),
        (None, None) => ("no-credit", "no credit and no licence"),
    };
    let message = format!("`{}` has {lacks}", file.file);
    let hint = match file.what {
        "sound" => "add `credit:` with who made it and `licence:` with its terms".to_owned(),
        _ => format!(
            "name the file under `sounds` too: `{{ file: \"{}\", credit: …, licence: … }}`",
            file.file
        ),
    };
    Some(Diagnostic::warning(code, file.span, message).hint(hint))
}

fn recipes(book: &Book) -> Vec<String> {
    let heard = book
        .cues
        .iter()
        .filter_map(|cue| book.sounds.get(cue.sound?));
    let recipes = heard.filter_map(|sound| match &sound.from {
        SoundFrom::Recipe { recipe, .. } if recipe.own.is_none() => Some(recipe.name.clone()),
        SoundFrom::Recipe { .. } | SoundFrom::File { .. } => None,
    });
    recipes.collect::<BTreeSet<_>>().into_iter().collect()
}

fn voices(book: &Book) -> Vec<String> {
    let spoken = book.lines.iter().filter_map(|line| match &line.speech {
        Speech::Voice(_) => book.roles.get(line.role).map(|role| role.voice.clone()),
        Speech::Recording { .. } => None,
    });
    spoken.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The packages, brought together by who made them and under which terms.
fn parts(origins: &[Origin]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for origin in origins {
        let package = format!(
            "{} {} ({})",
            origin.package, origin.version, origin.registry
        );
        let same =
            |part: &&mut Part| (&*part.author, &*part.licence) == (origin.author, origin.licence);
        match parts.iter_mut().find(same) {
            Some(part) => part.packages.push(package),
            None => parts.push(Part {
                packages: vec![package],
                author: origin.author.to_owned(),
                licence: origin.licence.to_owned(),
            }),
        }
    }
    parts
}
