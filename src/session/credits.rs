//! Lists the credits of a show: the recordings, sounds and voices it uses, with their
//! licences. Files without a credit are listed too, with a warning. The sounds of the
//! library need no credit.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::book::{Book, SoundFrom, Speech};
use crate::perform::Performance;
use crate::session::Show;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_core::sound_format::LIBRARY;
use cuebook_script::{Sound, SoundSource};
use cuebook_voice::pack::{self, Origin};

/// All works by other people that a show uses, and the recipes it uses.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Credits {
    pub show: String,
    pub author: Option<String>,
    /// The show's audio files, without duplicates.
    pub files: Vec<Owed>,
    /// The recipes of the library that are used. They need no credit.
    pub recipes: Vec<String>,
    /// The voices of the pack that speak.
    pub voices: Vec<String>,
    /// The parts of the voice pack; empty if none of its voices speaks.
    pub pack: Vec<Part>,
    #[serde(skip)]
    pub warnings: Vec<Diagnostic>,
}

/// An audio file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Owed {
    /// Its path relative to the script.
    pub file: String,
    /// `sound` or `recording`.
    pub what: &'static str,
    /// The names of its sound, or of the line it speaks.
    pub name: String,
    pub credit: Option<String>,
    pub licence: Option<String>,
    /// The first line of the script that names it, counted from 1.
    pub line: usize,
    #[serde(skip)]
    span: Span,
}

/// A part of the voice pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Part {
    /// The packages that contain it.
    pub packages: Vec<String>,
    pub author: String,
    pub licence: String,
}

impl Credits {
    /// Returns the credits of a show as it is heard: tones that stand for words are nobody's voice.
    #[must_use]
    pub(crate) fn heard(show: &Show, performance: &Performance) -> Credits {
        let mut credits = Credits::of(show);
        if performance.is_stand_in {
            credits.voices.clear();
            credits.pack.clear();
        }
        credits
    }

    /// Returns the credits of a show, as its script states them.
    #[must_use]
    pub(crate) fn of(show: &Show) -> Credits {
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

/// Returns the files of the sounds, then the recordings of the lines.
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
            let found = owed(show, path, "sound", &sound.name.value, line(path.span));
            add(&mut files, found);
        }
    }
    // Cues name files of the user's library without an entry under `sounds`.
    for name in script
        .named_sounds()
        .filter(|name| name.starts_with(LIBRARY))
    {
        add(&mut files, owed(show, name, "sound", name, line(name.span)));
    }
    for note in &script.lines {
        if let Some(path) = &note.take {
            let id = note.id.as_ref().map(|id| id.value.as_str());
            let words = || cuebook_core::diagnostic::shown(&note.quote.exact);
            let name = id.map_or_else(words, str::to_owned);
            add(
                &mut files,
                owed(show, path, "recording", &name, line(path.span)),
            );
        }
    }
    files
}

/// Adds a file. If the file is listed already, adds only the name to its entry.
fn add(files: &mut Vec<Owed>, found: Owed) {
    match files.iter_mut().find(|file| file.file == found.file) {
        Some(known) if known.name.split(", ").any(|name| name == found.name) => {}
        Some(known) => {
            known.name.push_str(", ");
            known.name.push_str(&found.name);
        }
        None => files.push(found),
    }
}

fn owed(show: &Show, path: &Spanned<String>, what: &'static str, name: &str, line: usize) -> Owed {
    // A credit covers every use of its file.
    let same = |sound: &&Sound| matches!(&sound.source, Some(SoundSource::File(own)) if own.value == path.value);
    let credited = |pick: fn(&Sound) -> &Option<Spanned<String>>| {
        let mut sounds = show.script.sounds.iter().filter(same);
        sounds.find_map(|sound| pick(sound).as_ref().map(|text| text.value.clone()))
    };
    // What the script does not say, the file may.
    let mut sounds = show.book.sounds.iter();
    let own = sounds.find(|sound| sound.file() == Some(path.as_str()));
    let tags = own.map(|sound| sound.owed.clone()).unwrap_or_default();
    Owed {
        file: path.value.clone(),
        what,
        name: name.to_owned(),
        credit: credited(|sound| &sound.credit).or(tags.credit),
        licence: credited(|sound| &sound.licence).or(tags.licence),
        line,
        span: path.span,
    }
}

/// Returns a warning for a file without a credit. Its code is not in
/// [`CODES`](cuebook_core::diagnostic::CODES), because a show can play without credits.
fn warnings(file: &Owed) -> Option<Diagnostic> {
    let (code, lacks) = match (&file.credit, &file.licence) {
        (Some(_), Some(_)) => return None,
        (None, Some(_)) => ("no-credit", "no credit"),
        (Some(_), None) => ("no-licence", "no licence"),
        (None, None) => ("no-credit", "no credit and no licence"),
    };
    let message = format!("`{}` has {lacks}", file.file);
    let hint = match file.what {
        "sound" => "add `credit:` with the author and `licence:` with the terms".to_owned(),
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

/// Groups the packages by author and licence.
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
