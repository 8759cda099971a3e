//! The document of an open show: all that the page shows of it except times. Takes a show and
//! returns values that become JSON. Places in texts are UTF-16 offsets, as in a browser.

mod cues;
mod lines;
pub(super) mod place;
pub(super) mod problems;
mod roles;
mod story;
pub(super) mod utf16;

use serde::Serialize;

use crate::session::Show;
use crate::session::vocabulary::vocabulary;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::Id;
use cuebook_core::words::Words;
use cuebook_script::PublishForm;
use cuebook_script::edit;
use cuebook_script::space::PRESETS;

use super::history::Told;
use problems::Problem;
use utf16::Utf16;

/// A show as the page knows it.
#[derive(Serialize)]
pub(super) struct Document<'s> {
    revision: &'s str,
    script: ScriptText<'s>,
    title: &'s str,
    prose: ProseText<'s>,
    scenes: Vec<Scene<'s>>,
    roles: Vec<roles::Role<'s>>,
    lines: Vec<lines::Line<'s>>,
    skipped: Vec<[usize; 2]>,
    cues: Vec<cues::Cue<'s>>,
    choices: Vec<story::Choice<'s>>,
    places: Places,
    problems: Vec<Problem>,
    history: Told<'s>,
    playable: bool,
    voices: &'static str,
    /// The forms in which the script publishes the show.
    publish: Vec<&'static str>,
    names: Names,
}

#[derive(Serialize)]
struct ScriptText<'s> {
    path: String,
    uri: String,
    text: &'s str,
}

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

#[derive(Serialize)]
struct Scene<'s> {
    id: &'s str,
    title: &'s str,
    word: usize,
    space: Option<&'s str>,
    chapter: bool,
}

/// Start and end in the script of each item of its lists.
#[derive(Serialize)]
struct Places {
    lines: Vec<u32>,
    cues: Vec<u32>,
    scenes: Vec<u32>,
    choices: Vec<u32>,
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
    pub revision: &'s str,
    pub history: Told<'s>,
    /// The kind of voices: `natural` or `stand-in`.
    pub voices: &'static str,
    /// The path of the script in its folder.
    pub path: String,
    /// The address of the script for the language server.
    pub uri: String,
}

impl<'s> Document<'s> {
    /// Returns the document of a show.
    pub(super) fn of(show: &'s Show, around: Around<'s>) -> Document<'s> {
        let book = &show.book;
        let written = show.written_lines();
        let script = Utf16::of(&show.source);
        Document {
            revision: around.revision,
            title: &book.title,
            prose: prose(show),
            scenes: scenes(show),
            roles: roles::all(show),
            lines: lines::all(show, &written),
            skipped: lines::skipped(show),
            cues: cues::all(show),
            choices: story::choices(show),
            places: places(show, &script),
            problems: problems::all(show, &show.diagnostics),
            history: around.history,
            playable: !show.has_mistakes(),
            voices: around.voices,
            publish: show
                .script
                .publish
                .iter()
                .map(|form| form.value.name())
                .collect(),
            names: names(show),
            script: ScriptText {
                path: around.path,
                uri: around.uri,
                text: &show.source,
            },
        }
    }
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

fn scenes(show: &Show) -> Vec<Scene<'_>> {
    let book = &show.book;
    let scenes = book.scenes.iter().map(|scene| Scene {
        id: &scene.id,
        title: &scene.title,
        word: scene.word.index(),
        space: scene.space.map(|space| book.spaces[space].name.as_str()),
        chapter: scene.chapter.is_some(),
    });
    scenes.collect()
}

fn places(show: &Show, units: &Utf16<'_>) -> Places {
    let of = |section: &str| {
        let items = edit::items(&show.source, section).unwrap_or_default();
        let span = |span: Span| [units.at(span.start), units.at(span.end)];
        items.iter().flat_map(|item| span(item.span)).collect()
    };
    Places {
        lines: of("lines"),
        cues: of("cues"),
        scenes: of("scenes"),
        choices: of("choices"),
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
