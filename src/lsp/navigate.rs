//! Finds the declaration and the uses of a name or a quote, and renames a name.

use std::path::Path;

use lsp_types::{Location, Range, TextEdit, WorkspaceEdit};

use super::actions;
use super::documents::{Around, Documents};
use super::names;
use super::page::Page;
use super::reading::{Reading, SharedPage, beside};
use crate::book::place::Finder;
use crate::session::Show;
use crate::session::edit::rename::renamed;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_script::prose::StretchKind;
use cuebook_script::{
    Anchor, Choice, Edge, NARRATOR, PronouncePart, Quote, Said, SoundSource, Target, TextSource,
    what,
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
        let shared = declared_in_shared(reading, name);
        // From its entry in the script, a name leads to the shared file.
        if let Some((page, declared)) = shared.filter(|_| declared.is_none() || name.declares) {
            let range = page.page.range(inner(&page.page.text, declared.span));
            return Some(Location::new(documents.address(&page.path)?, range));
        }
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

/// Returns the last shared file that declares a name, with its entry.
fn declared_in_shared<'r>(
    reading: &'r Reading,
    name: &'r Name,
) -> Option<(&'r SharedPage, &'r Name)> {
    reading.shared.iter().rev().find_map(|shared| {
        let declared = names::same(&shared.names, name).find(|name| name.declares)?;
        Some((shared, declared))
    })
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
    let takes = script.lines.iter();
    let takes = takes.filter_map(|line| Some(&line.take.as_ref()?.file));
    let rooms = script.spaces.iter().filter_map(|space| space.ir.as_ref());
    let lists = script.pronounce.iter().filter_map(|part| match part {
        PronouncePart::File(path) => Some(path),
        PronouncePart::Words(_) => None,
    });
    let uses = script.uses.iter();
    let mut named = sounds.chain(takes).chain(rooms).chain(lists).chain(uses);
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
    (uri, reading): (&str, &Reading),
    around: &Around,
    (byte, declared): (usize, bool),
) -> Vec<Location> {
    let Some(name) = names::at(&reading.names, byte) else {
        return Vec::new();
    };
    let mut all = own_references(uri, reading, name, declared);
    for (shared, address) in reading.shared.iter().zip(&around.shared) {
        let Some(address) = address else {
            continue;
        };
        let places = names::same(&shared.names, name).filter(|name| declared || !name.declares);
        all.extend(places.map(|name| {
            let range = shared.page.range(inner(&shared.page.text, name.span));
            Location::new(address.clone(), range)
        }));
    }
    for (user, reading) in &around.users {
        all.extend(own_references(user, reading, name, declared));
    }
    all
}

/// Returns the places of a name in a script itself.
fn own_references(uri: &str, reading: &Reading, name: &Name, declared: bool) -> Vec<Location> {
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
    let own = names::same(&reading.names, name).any(|name| name.declares);
    match own || declared_in_shared(reading, name).is_some() {
        true => Ok(name),
        false => Err(format!(
            "the {} `{}` is not defined in this script",
            name.what.0, name.text
        )),
    }
}

/// Returns the edits that rename a thing: in the script, in the shared files that it uses, and in the
/// open scripts that use it.
pub(super) fn rename(
    (uri, reading): (&str, &Reading),
    around: &Around,
    (byte, to): (usize, &str),
) -> Result<WorkspaceEdit, String> {
    let own = std::iter::once((uri, reading));
    let users = around.users.iter();
    let all = own.chain(users.map(|(uri, user)| (uri.as_str(), &**user)));
    let all: Vec<(&str, &Reading)> = all.collect();
    if all.iter().any(|(_, reading)| reading.show.broken) {
        return Err("the script has a syntax mistake; correct it first".to_owned());
    }
    let name = renameable(reading, byte)?;
    let mut files: Vec<(String, Vec<TextEdit>)> = Vec::new();
    let mut add = |uri: String, page: &Page, names: &[Name]| {
        let edits = renamed(&page.text, names, (name.what, &name.text), to)?;
        let edits = edits.into_iter();
        let edits = edits.map(|(span, with)| TextEdit::new(page.range(span), with));
        let edits: Vec<TextEdit> = edits.collect();
        if !edits.is_empty() {
            files.push((uri, edits));
        }
        Ok::<(), String>(())
    };
    for (uri, reading) in all {
        add(uri.to_owned(), &reading.page, &reading.names)?;
    }
    for (shared, address) in reading.shared.iter().zip(&around.shared) {
        let address = address.as_ref().ok_or_else(|| NO_ADDRESS.to_owned())?;
        add(address.as_str().to_owned(), &shared.page, &shared.names)?;
    }
    actions::workspace_edits(files).ok_or_else(|| NO_ADDRESS.to_owned())
}

const NO_ADDRESS: &str = "the script has no address";

/// Returns the span of a name without its quotation marks.
pub(super) fn inner(text: &str, span: Span) -> Span {
    match span.of(text).starts_with(['"', '\'']) && span.end > span.start + 1 {
        true => Span::new(span.start + 1, span.end - 1),
        false => span,
    }
}

#[cfg(test)]
mod tests;
