//! The outline of a script: its cast, scenes, lines, sounds and cues.

use lsp_types::{DocumentSymbol, SymbolKind};

use super::navigate::inner;
use super::reading::Reading;
use cuebook_core::diagnostic::Span;
use cuebook_script::what;
use cuebook_script::{Cue, CueKind};
use cuebook_yaml::mapping::{Name, What};

/// Returns the symbols of a script, by section.
pub(super) fn symbols(reading: &Reading) -> Vec<DocumentSymbol> {
    let named = |what: What| {
        reading
            .names
            .iter()
            .filter(move |n| n.what == what && n.declares)
    };
    let of = |what: What, kind: SymbolKind| -> Vec<DocumentSymbol> {
        named(what).map(|name| leaf(reading, name, kind)).collect()
    };
    let lines = reading.show.script.lines.iter().map(|line| {
        let id = line.id.as_ref().map_or("line", |id| id.value.as_str());
        let by = line.by.as_ref().map_or("", |by| by.value.as_str());
        let about = format!("{by} “{}”", line.quote.exact);
        (line.span, id.to_owned(), about, SymbolKind::STRING)
    });
    let cues = reading.show.script.cues.iter().zip(reading.show.cue_ids());
    let cues = cues.map(|(cue, id)| (cue.span, id, detail(cue), SymbolKind::EVENT));
    let choices = reading.show.script.choices.iter().map(|choice| {
        let ids = choice.options.iter().map(|option| option.id.as_str());
        let about = ids.collect::<Vec<_>>().join(", ");
        (
            choice.span,
            choice.id.value.clone(),
            about,
            SymbolKind::ENUM,
        )
    });
    let mut all = vec![
        section("cast", of(what::ROLE, SymbolKind::CLASS)),
        section("spaces", of(what::SPACE, SymbolKind::OBJECT)),
        section("barriers", of(what::BARRIER, SymbolKind::OBJECT)),
        section("scenes", of(what::SCENE, SymbolKind::NAMESPACE)),
        section("state", of(what::VARIABLE, SymbolKind::VARIABLE)),
        section("choices", spans(reading, choices)),
        section("lines", spans(reading, lines)),
        section("sounds", of(what::SOUND, SymbolKind::FUNCTION)),
        section("cues", spans(reading, cues)),
    ];
    all.retain(|section| section.children.as_ref().is_some_and(|all| !all.is_empty()));
    all.sort_by_key(|section| section.range.start);
    all
}

fn detail(cue: &Cue) -> String {
    let kind = match cue.kind {
        CueKind::Spot { .. } => "spot",
        CueKind::Bed { .. } => "bed",
        CueKind::Music { .. } => "music",
        CueKind::Hush { .. } => "hush",
    };
    let sound = cue.sound().map_or("", |sound| sound.value.as_str());
    format!("{kind} {sound}").trim_end().to_owned()
}

fn spans(
    reading: &Reading,
    all: impl Iterator<Item = (Span, String, String, SymbolKind)>,
) -> Vec<DocumentSymbol> {
    all.map(|(span, name, about, kind)| symbol(reading, span, (name, about), kind))
        .collect()
}

fn leaf(reading: &Reading, name: &Name, kind: SymbolKind) -> DocumentSymbol {
    let span = inner(&reading.page.text, name.span);
    symbol(reading, span, (name.text.clone(), String::new()), kind)
}

// The field is deprecated but required.
#[allow(deprecated)]
fn symbol(
    reading: &Reading,
    span: Span,
    (name, about): (String, String),
    kind: SymbolKind,
) -> DocumentSymbol {
    let range = reading.page.range(span);
    DocumentSymbol {
        name: if name.is_empty() {
            "?".to_owned()
        } else {
            name
        },
        detail: (!about.trim().is_empty()).then(|| about.trim().to_owned()),
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range: range,
        children: None,
    }
}

#[allow(deprecated)]
fn section(name: &str, children: Vec<DocumentSymbol>) -> DocumentSymbol {
    let start = children
        .first()
        .map(|first| first.range.start)
        .unwrap_or_default();
    let end = children
        .last()
        .map(|last| last.range.end)
        .unwrap_or_default();
    let range = lsp_types::Range::new(start, end);
    DocumentSymbol {
        name: name.to_owned(),
        detail: None,
        kind: SymbolKind::MODULE,
        tags: None,
        deprecated: None,
        range,
        selection_range: lsp_types::Range::new(start, start),
        children: Some(children),
    }
}
