//! Finds the declaration and the uses of a name or a quote, and renames a name.

use std::path::Path;

use lsp_types::{Location, Range, TextEdit, WorkspaceEdit};

use super::actions;
use super::documents::Documents;
use super::names;
use super::reading::{Reading, beside};
use crate::book::place::Finder;
use crate::session::Show;
use crate::session::edit::rename::renamed;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_script::prose::StretchKind;
use cuebook_script::{
    Anchor, Choice, Edge, NARRATOR, Quote, Said, SoundSource, Target, TextSource, what,
};
use cuebook_yaml::mapping::Name;

/// Words of the text that a script quotes.
pub(super) struct Quoted<'s> {
    pub quote: &'s Quote,
    /// The place of the quote in the script.
    pub span: Span,
    /// Whether the quote names a line.
    pub is_line: bool,
    /// The edge of the words that the quote means.
    pub edge: Edge,
}

/// Returns the quote at a place of a script.
pub(super) fn quoted(show: &Show, byte: usize) -> Option<Quoted<'_>> {
    let within = |span: Span| (span.start..=span.end).contains(&byte);
    let line = show
        .script
        .lines
        .iter()
        .find(|line| within(line.quote.span));
    if let Some(line) = line {
        return Some(Quoted {
            quote: &line.quote.value,
            span: line.quote.span,
            is_line: true,
            edge: Edge::Start,
        });
    }
    let said = show.script.choices.iter().flat_map(Choice::said);
    let said = said.filter_map(|said| match said {
        Said::Quote(quote) => Some(quote),
        Said::Words(_) => None,
    });
    if let Some(quote) = said.into_iter().find(|quote| within(quote.span)) {
        return Some(Quoted {
            quote: &quote.value,
            span: quote.span,
            is_line: false,
            edge: Edge::Start,
        });
    }
    let anchors = anchors(show).find(|anchor| within(anchor.span));
    anchors.and_then(|anchor| match &anchor.target {
        Target::Words(quote) => Some(Quoted {
            quote,
            span: anchor.span,
            is_line: false,
            edge: anchor.edge,
        }),
        _ => None,
    })
}

/// Returns all anchors of a script.
fn anchors(show: &Show) -> impl Iterator<Item = &Anchor> {
    let script = &show.script;
    let scenes = script.scenes.iter().map(|scene| &scene.from);
    let cues = script.cues.iter().flat_map(|cue| cue.anchors());
    let rides = script.barriers.iter().flat_map(|barrier| &barrier.rides);
    let choices = script.choices.iter().map(|choice| &choice.at);
    let anchors = scenes.chain(cues).chain(choices);
    anchors.chain(rides.map(|ride| &ride.at))
}

/// Returns the span in the prose of the words that a quote names.
pub(super) fn words(
    show: &Show,
    finder: &Finder<'_>,
    quoted: &Quoted<'_>,
) -> Result<Span, Diagnostic> {
    let prose = &show.book.prose;
    // The quoted words may occur elsewhere too; the line decides.
    if quoted.is_line {
        let found = finder.find_within(StretchKind::Dialogue, quoted.quote, quoted.span)?;
        return Ok(prose.span_of(prose.words_of(&prose.stretches[found])));
    }
    Ok(prose.span_of(finder.find(quoted.quote, quoted.span)?))
}

/// Returns the location of the named or quoted thing at a place.
pub(super) fn definition(
    documents: &mut Documents,
    uri: &str,
    reading: &Reading,
    byte: usize,
) -> Option<Location> {
    if let Some(name) = names::at(&reading.names, byte) {
        let declared = names::same(&reading.names, name).find(|name| name.declares);
        if let Some(declared) = declared {
            let range = reading.page.range(inner(&reading.page.text, declared.span));
            return Some(Location::new(uri.parse().ok()?, range));
        }
    }
    if let Some(quoted) = quoted(&reading.show, byte) {
        let span = words(&reading.show, &reading.finder(), &quoted).ok()?;
        let (path, range) = reading.in_prose(span);
        let uri = match path {
            Some(path) => documents.address(path)?,
            None => uri.parse().ok()?,
        };
        return Some(Location::new(uri, range));
    }
    let file = file(reading, byte)?;
    let folder = reading.show.path.parent().unwrap_or(Path::new("."));
    let path = beside(folder, file).filter(|path| path.exists())?;
    Some(Location::new(documents.address(&path)?, Range::default()))
}

/// Returns the file that a script names at a place.
fn file(reading: &Reading, byte: usize) -> Option<&str> {
    let script = &reading.show.script;
    let sounds = script
        .sounds
        .iter()
        .filter_map(|sound| match &sound.source {
            Some(SoundSource::File(file) | SoundSource::Own(file)) => Some(file),
            _ => None,
        });
    let takes = script.lines.iter().filter_map(|line| line.take.as_ref());
    let rooms = script.spaces.iter().filter_map(|space| space.ir.as_ref());
    let mut named = sounds.chain(takes).chain(rooms);
    let here = named.find(|file| (file.span.start..=file.span.end).contains(&byte));
    if let Some(file) = here {
        return Some(&file.value);
    }
    let Some(TextSource::Files(paths)) = &script.text else {
        return None;
    };
    let here = |path: &&Spanned<String>| (path.span.start..=path.span.end).contains(&byte);
    // On the key, the first file.
    let line = reading.page.text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let is_key = reading.page.text[line..].starts_with("text:");
    let own = paths.iter().find(here);
    let own = own.or_else(|| paths.first().filter(|_| is_key));
    own.map(|path| path.value.as_str())
}

/// Returns every place of the name at a place.
pub(super) fn references(
    uri: &str,
    reading: &Reading,
    byte: usize,
    declared: bool,
) -> Vec<Location> {
    let Some(name) = names::at(&reading.names, byte) else {
        return Vec::new();
    };
    let places = names::same(&reading.names, name).filter(|name| declared || !name.declares);
    let places = places.filter_map(|name| {
        let range = reading.page.range(inner(&reading.page.text, name.span));
        Some(Location::new(uri.parse().ok()?, range))
    });
    places.collect()
}

/// Returns the name at a place, or the reason why it cannot be renamed.
pub(super) fn renameable(reading: &Reading, byte: usize) -> Result<&Name, String> {
    let name = names::at(&reading.names, byte).ok_or_else(|| {
        "there is no name of a role, scene, line, cue, choice, variable, sound, space or barrier here".to_owned()
    })?;
    if name.what == what::ROLE && name.text == NARRATOR && reading.show.script.narrator.is_none() {
        return Err(format!(
            "`{NARRATOR}` reads the text without a speaker; first choose another role for this with `narrator:`"
        ));
    }
    match names::same(&reading.names, name).any(|name| name.declares) {
        true => Ok(name),
        false => Err(format!(
            "the {} `{}` is not defined in this script",
            name.what.0, name.text
        )),
    }
}

/// Returns the edits that rename a thing.
pub(super) fn rename(
    uri: &str,
    reading: &Reading,
    byte: usize,
    to: &str,
) -> Result<WorkspaceEdit, String> {
    if reading.show.broken {
        return Err("the script has a syntax mistake; correct it first".to_owned());
    }
    let name = renameable(reading, byte)?;
    let edits = renamed(
        &reading.page.text,
        &reading.names,
        (name.what, &name.text),
        to,
    )?;
    let edits = edits
        .into_iter()
        .map(|(span, with)| TextEdit::new(reading.page.range(span), with))
        .collect();
    actions::workspace_edit(uri, edits).ok_or_else(|| "the script has no address".to_owned())
}

/// Returns the span of a name without its quotation marks.
pub(super) fn inner(text: &str, span: Span) -> Span {
    match span.of(text).starts_with(['"', '\'']) && span.end > span.start + 1 {
        true => Span::new(span.start + 1, span.end - 1),
        false => span,
    }
}

#[cfg(test)]
mod tests;
