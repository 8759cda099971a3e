//! Where the things of the document are in the script: start and end of each, in the order of the
//! document, and `null` for one that the script does not name.

use super::lines;
use super::story;
use super::utf16::Utf16;
use super::written::Written;
use crate::session::Show;
use crate::session::edit::lines::WrittenLine;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::IdVec;

/// Adds the places to the document.
pub(super) fn add(
    document: &mut Written,
    show: &Show,
    written: &[WrittenLine],
) -> serde_json::Result<()> {
    let units = Utf16::of(&show.source);
    let flat = |spans: Vec<Option<Span>>| -> Vec<Option<u32>> {
        let ends = |span: &Option<Span>| {
            let span = span.as_ref();
            [
                span.map(|span| units.at(span.start)),
                span.map(|span| units.at(span.end)),
            ]
        };
        spans.iter().flat_map(ends).collect()
    };
    document.numbers("places.lines", flat(lines::places(show, written)))?;
    document.numbers("places.cues", flat(cues(show)))?;
    document.numbers("places.scenes", flat(scenes(show)))?;
    document.numbers("places.ways", flat(ways(show)))?;
    document.numbers("places.choices", flat(choices(show)))?;
    document.numbers("places.options", flat(options(show)))?;
    document.numbers("places.state", flat(state(show)))
}

fn cues(show: &Show) -> Vec<Option<Span>> {
    let written = |id: cuebook_core::id::CueId| show.script.cues.get(id.0).map(|cue| cue.span);
    let cues: &IdVec<_, _> = &show.book.cues;
    cues.entries().map(|(id, _)| written(id)).collect()
}

fn scenes(show: &Show) -> Vec<Option<Span>> {
    let scenes = show.book.scenes.iter();
    let written = scenes.map(|scene| story::written(show, &scene.id));
    written.map(|scene| scene.map(|scene| scene.span)).collect()
}

/// The written ways of all scenes.
fn ways(show: &Show) -> Vec<Option<Span>> {
    let scenes = show.book.scenes.iter();
    let written = scenes.filter_map(|scene| story::written(show, &scene.id));
    let ways = written.flat_map(|scene| scene.then.iter().flatten());
    ways.map(|way| Some(way.span)).collect()
}

fn choices(show: &Show) -> Vec<Option<Span>> {
    let choices = show.script.choices.iter();
    choices.map(|choice| Some(choice.span)).collect()
}

/// The options of all choices.
fn options(show: &Show) -> Vec<Option<Span>> {
    let choices = show.script.choices.iter();
    let options = choices.flat_map(|choice| &choice.options);
    options.map(|option| Some(option.span)).collect()
}

fn state(show: &Show) -> Vec<Option<Span>> {
    let variables = show.script.state.iter();
    let place = |name: Span, value: Span| Span::new(name.start, value.end);
    variables
        .map(|variable| Some(place(variable.name.span, variable.span)))
        .collect()
}
