//! The document of an open show: all that the page shows of it except times. Takes a show and
//! returns JSON. Places in texts are UTF-16 offsets, as in a browser.

mod cues;
mod lines;
pub(super) mod place;
mod places;
pub(super) mod problems;
mod roles;
mod story;
pub(super) mod utf16;
pub(super) mod written;

use serde::Serialize;

use crate::session::Show;
use crate::session::vocabulary::vocabulary;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::Id;
use cuebook_core::language::Language;
use cuebook_core::words::{Choice, Words};
use cuebook_script::space::PRESETS;
use cuebook_script::{Effect, PublishForm};

use super::history::Told;
use utf16::Utf16;
use written::Written;

#[derive(Serialize)]
struct ProseText<'s> {
    text: &'s str,
    /// Start and end of each word.
    words: Vec<u32>,
    /// The first word of each paragraph.
    paragraphs: Vec<usize>,
    files: Vec<File<'s>>,
}

#[derive(Serialize)]
struct File<'s> {
    path: &'s str,
    from: u32,
}

/// The names that a script can use.
#[derive(Serialize)]
struct Names {
    tones: Vec<Described<'static>>,
    targets: Vec<String>,
    spaces: Vec<String>,
    languages: Vec<Described<'static>>,
    effects: Vec<Described<'static>>,
    forms: Vec<Described<'static>>,
}

/// A word of the script with its meaning.
#[derive(Serialize)]
struct Described<'w> {
    name: &'w str,
    about: &'w str,
}

/// The facts about a show that are not in it.
pub(super) struct Around<'s> {
    /// Counts the changes of the document.
    pub version: u64,
    pub revision: &'s str,
    pub history: Told<'s>,
    /// The mistakes of the story of an interactive show.
    pub story_mistakes: &'s [Diagnostic],
    /// The kind of voices: `natural` or `stand-in`.
    pub voices: &'static str,
    /// The path of the script in its folder.
    pub path: String,
    /// The address of the script for the language server.
    pub uri: String,
}

/// Returns the document of a show.
///
/// # Errors
/// When it cannot be written as JSON.
pub(super) fn of(show: &Show, around: &Around<'_>) -> serde_json::Result<Written> {
    let lines = show.written_lines();
    let mut document = Written::default();
    document.beside("version", &around.version)?;
    document.whole("revision", &around.revision)?;
    document.within("script", |script| {
        script.whole("script.path", &around.path)?;
        script.whole("script.uri", &around.uri)?;
        script.text("script.text", &show.source)
    })?;
    document.whole("shared", &show.shared_paths().collect::<Vec<_>>())?;
    document.whole("title", &show.book.title)?;
    document.whole("language", &roles::text(show.script.language.as_ref()))?;
    document.whole("tags", &roles::tags(show.script.tags.as_ref()))?;
    document.whole("prose", &prose(show))?;
    document.list("scenes", &story::scenes(show))?;
    document.whole("roles", &roles::all(show))?;
    document.list("lines", &lines::all(show, &lines))?;
    document.whole("skipped", &lines::skipped(show))?;
    document.list("cues", &cues::all(show))?;
    document.list("choices", &story::choices(show))?;
    document.list("state", &story::state(show))?;
    document.within("places", |document| places::add(document, show, &lines))?;
    let found = [&show.diagnostics[..], around.story_mistakes].concat();
    document.whole("problems", &problems::all(show, &found))?;
    document.whole("history", &around.history)?;
    document.whole("playable", &!(show.has_mistakes() || show.is_shared()))?;
    document.whole("voices", &around.voices)?;
    let forms = show.script.publish.iter();
    let forms: Vec<_> = forms.map(|form| form.value.name()).collect();
    document.whole("publish", &forms)?;
    document.whole("names", &names(show))?;
    Ok(document.end())
}

fn prose(show: &Show) -> ProseText<'_> {
    let prose = &show.book.prose;
    let units = Utf16::of(&prose.text);
    let words = prose.words.iter();
    let words = words.flat_map(|word| [units.at(word.span.start), units.at(word.span.end)]);
    let mut paragraphs = Vec::new();
    let mut last = None;
    for stretch in prose
        .stretches
        .iter()
        .filter(|own| !own.sentences.is_empty())
    {
        if last != Some(stretch.paragraph) {
            paragraphs.push(prose.words_of(stretch).start.index());
        }
        last = Some(stretch.paragraph);
    }
    let files = prose.files.iter().map(|file| File {
        path: &file.path,
        from: units.at(file.start()),
    });
    ProseText {
        words: words.collect(),
        paragraphs,
        files: files.collect(),
        text: &prose.text,
    }
}

fn described(choice: &Choice) -> Vec<Described<'static>> {
    let words = choice.words.iter().map(|word| Described {
        name: word.name,
        about: word.about.trim(),
    });
    words.collect()
}

fn names(show: &Show) -> Names {
    let words = |kind: &str| vocabulary().words.get(kind).into_iter().flatten();
    let tones = words("tone").map(|word| Described {
        name: &word.name,
        about: &word.about,
    });
    let declared = show.script.names.iter();
    let declared = declared.filter(|name| name.declares && name.what.0 == "space");
    let presets = PRESETS.words.iter().map(|word| word.name);
    let spaces = declared.map(|name| name.text.as_str()).chain(presets);
    Names {
        tones: tones.collect(),
        targets: words("target").map(|word| word.name.clone()).collect(),
        spaces: spaces.map(str::to_owned).collect(),
        languages: described(&Language::CHOICE),
        effects: described(&Effect::CHOICE),
        forms: described(&PublishForm::CHOICE),
    }
}

pub(super) use lines::words;
