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
use cuebook_core::words::Words;
use cuebook_script::PublishForm;
use cuebook_script::space::PRESETS;

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
    tones: Vec<String>,
    targets: Vec<String>,
    spaces: Vec<String>,
    forms: Vec<Form>,
}

/// A form in which a show can be published.
#[derive(Serialize)]
struct Form {
    name: &'static str,
    about: &'static str,
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
    document.whole("title", &show.book.title)?;
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

fn forms() -> impl Iterator<Item = Form> {
    PublishForm::CHOICE.words.iter().map(|word| Form {
        name: word.name,
        about: word.about.trim(),
    })
}

fn names(show: &Show) -> Names {
    let words = |kind: &str| {
        let described = vocabulary().words.get(kind).into_iter().flatten();
        described.map(|word| word.name.clone()).collect()
    };
    let declared = show.script.names.iter();
    let declared = declared.filter(|name| name.declares && name.what.0 == "space");
    let presets = PRESETS.words.iter().map(|word| word.name);
    let spaces = declared.map(|name| name.text.as_str()).chain(presets);
    Names {
        tones: words("tone"),
        targets: words("target"),
        spaces: spaces.map(str::to_owned).collect(),
        forms: forms().collect(),
    }
}

pub(super) use lines::words;
