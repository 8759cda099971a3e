//! Lists the credits of a show: the recordings, sounds and voices it uses, with their
//! licences. Files without a credit are listed too, with a warning. The sounds of the
//! library need no credit.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::book::{Book, SoundFrom, Speech};
use crate::perform::Performance;
use crate::session::{Show, Studio};
use crate::world::World;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_core::sound_format::LIBRARY;
use cuebook_core::utf8;
use cuebook_library::facts;
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

impl Studio {
    /// Returns the credits of a show, as its script and the files of its sounds state them.
    #[must_use]
    pub(crate) fn credits(&self, show: &Show) -> Credits {
        Credits::of(show, &self.world(&show.path))
    }

    /// Returns the credits of a show as it is heard: tones that stand for words are nobody's voice.
    #[must_use]
    pub(crate) fn credits_heard(&self, show: &Show, performance: &Performance) -> Credits {
        let mut credits = self.credits(show);
        if performance.is_stand_in {
            credits.voices.clear();
            credits.pack.clear();
        }
        credits
    }
}

impl Credits {
    /// Returns the credits of a show, as its script and the files of its sounds state them.
    #[must_use]
    fn of(show: &Show, world: &dyn World) -> Credits {
        let files = files(show, world);
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
fn files(show: &Show, world: &dyn World) -> Vec<Owed> {
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
            let found = owed(
                (show, world),
                path,
                ("sound", &sound.name.value),
                line(path.span),
            );
            add(&mut files, found);
        }
    }
    // Cues name files of the user's library without an entry under `sounds`.
    for name in script
        .named_sounds()
        .filter(|name| name.starts_with(LIBRARY))
    {
        add(
            &mut files,
            owed((show, world), name, ("sound", name), line(name.span)),
        );
    }
    for note in &script.lines {
        if let Some(path) = note.take.as_ref().map(|take| &take.file) {
            let id = note.id.as_ref().map(|id| id.value.as_str());
            let words = || cuebook_core::diagnostic::shown(&note.quote.exact);
            let name = id.map_or_else(words, str::to_owned);
            add(
                &mut files,
                owed((show, world), path, ("recording", &name), line(path.span)),
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

fn owed(
    (show, world): (&Show, &dyn World),
    path: &Spanned<String>,
    (what, name): (&'static str, &str),
    line: usize,
) -> Owed {
    // A credit covers every use of its file.
    let same = |sound: &&Sound| matches!(&sound.source, Some(SoundSource::File(own)) if own.value == path.value);
    let credited = |pick: fn(&Sound) -> &Option<Spanned<String>>| {
        let mut sounds = show.script.sounds.iter().filter(same);
        sounds.find_map(|sound| pick(sound).as_ref().map(|text| text.value.clone()))
    };
    let (credit, licence) = (
        credited(|sound| &sound.credit),
        credited(|sound| &sound.licence),
    );
    // What the script does not say, the file may.
    let is_asked = what == "sound" && (credit.is_none() || licence.is_none());
    let told = match is_asked {
        true => told(path, world),
        false => Default::default(),
    };
    Owed {
        file: path.value.clone(),
        what,
        name: name.to_owned(),
        credit: credit.or(told.credit),
        licence: licence.or(told.licence),
        line,
        span: path.span,
    }
}

/// What a sound file says about its author and of the terms of use.
#[derive(Default)]
struct Told {
    credit: Option<String>,
    licence: Option<String>,
}

/// Reads what a sound file says, in its tags or in a licence that lies in one of its folders.
fn told(path: &str, world: &dyn World) -> Told {
    let Ok(bytes) = world.read(path) else {
        return Told::default();
    };
    let facts = facts::read(path, io::Cursor::new(&bytes));
    Told {
        credit: facts.credit,
        licence: facts.licence.or_else(|| notice(path, world)),
    }
}

/// The names of files that state the terms of use of the files beside and below them.
pub(in crate::session) const NOTICES: [&str; 8] = [
    "LICENSE",
    "LICENSE.txt",
    "LICENSE.md",
    "LICENCE.txt",
    "LICENCE",
    "License.txt",
    "license.txt",
    "COPYING",
];

/// The longest first line of a licence that is shown, in characters.
const LONGEST_NOTICE: usize = 100;

/// Returns the first line of the licence that lies nearest to a file, in its folder or in
/// one above.
fn notice(path: &str, world: &dyn World) -> Option<String> {
    let folders = Path::new(path).ancestors().skip(1);
    let mut files = folders.flat_map(|folder| NOTICES.map(|name| folder.join(name)));
    files.find_map(|file| {
        let bytes = world.read(file.to_str()?).ok()?;
        let text = utf8::text(bytes).ok()?;
        let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
        Some(
            line.trim_start_matches(['#', ' '])
                .chars()
                .take(LONGEST_NOTICE)
                .collect(),
        )
    })
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
