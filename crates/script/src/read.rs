//! Reads a cue script: from its bytes to a [`Script`] with a span for every value, and all mistakes
//! that can be found without the prose.
//!
//! Reading continues after every mistake and never fails. The modules declare each key of the
//! script once; see [`mapping`](cuebook_yaml::mapping).

pub mod anchors;
pub mod cast;
pub mod chapters;
pub mod check;
pub mod choices;
pub mod cues;
pub mod ducks;
pub mod expressions;
mod inline;
pub mod meta;
pub mod mix;
pub mod names;
pub mod pronounce;
pub mod publish;
pub mod quotes;
mod recipe_keys;
pub mod rides;
mod roles;
pub mod show;
pub mod sounds;
pub mod spaces;
pub mod speaking;
pub mod state;
pub mod text;
pub mod uses;
pub mod voice;
pub mod ways;

use std::collections::HashSet;

use crate::shared::{Fetch, Shared, SharedFile, Together};
use crate::{Anchor, DeliveryTarget, Script, what};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Span, Spanned};
use cuebook_yaml::mapping::{Declared, Mapping, Reader, Slot, Value};
use cuebook_yaml::{self as yaml, Kind, Node};
pub use inline::InlineProse;
pub use show::TextSource;

/// A script with the parts that could be read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The script. Its prose is not split yet: see [`Script::text`].
    pub script: Script,
    /// The script as text; every span is a range of it.
    pub source: String,
    /// The diagnostics in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the script is not well-formed. It is then read as its author most likely meant it.
    pub broken: bool,
    /// Whether a part of the script is hidden, because it cannot be read.
    pub hidden: bool,
    /// The shared files that the script uses. The places of their values and mistakes are behind
    /// those of the script: see [`SharedFile::own`].
    pub shared: Vec<SharedFile>,
    /// The ids of scenes, lines and cues that could not be read.
    lost: HashSet<String>,
}

impl Reading {
    /// Adds the mistakes that are found when names are followed: references to things that the
    /// script does not have. `library` has the sounds that every show can use. If a part of the script
    /// is hidden, names are not followed, because the missing thing may be in that part.
    pub fn check(&mut self, library: &dyn check::Sounds) {
        if !self.hidden {
            let mut found = check::check(&self.script, library, &self.lost);
            roles::suggest(&mut found, &self.source);
            let room = MAX_MISTAKES.saturating_sub(self.diagnostics.len());
            self.diagnostics.extend(found.into_iter().take(room));
            recipe_keys::suggest(&mut self.diagnostics, &self.script, &self.source, library);
            in_order(&mut self.diagnostics);
        }
    }
}

/// Reads a script without the shared files that it uses.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    read_using(bytes, None)
}

/// Reads a script, or a shared file, with the shared files that it uses. Without `fetch` they are not
/// followed.
#[must_use]
pub fn read_using(bytes: &[u8], fetch: Option<&Fetch<'_>>) -> Reading {
    let (source, mut diagnostics) = yaml::decode(bytes);
    let refused = diagnostics.iter().any(|d| d.code == "too-large");
    let tree = yaml::parse(&source);
    let shared = fetch.map(|fetch| Shared::of(&source, tree.root.as_ref(), fetch));
    let mut shared = shared.unwrap_or_default();
    let hidden = tree.hidden || refused;
    let broken = tree.broken || refused;
    diagnostics.extend(tree.diagnostics);
    diagnostics.append(&mut shared.diagnostics);
    let together = Together::of(&shared);
    let hidden_too = hidden || together.hidden;
    let mut reader = shared.reader(&source, hidden_too);
    reader.names.clone_from(&together.names);
    let mut script = match tree.root {
        Some(root) if !root.is_empty() => together.script(&mut reader, root).unwrap_or_default(),
        _ => {
            if !hidden {
                reader.report(
                    Diagnostic::error("empty-script", Span::default(), "the script is empty")
                        .hint("begin with `show: The name of your show` and `text: your-text.txt`"),
                );
            }
            Script::default()
        }
    };
    distinct_ids(&mut reader);
    let lost = std::mem::take(&mut reader.lost);
    script.names = std::mem::take(&mut reader.names);
    only_variables(&mut script);
    script.names.sort();
    script.names.dedup();
    diagnostics.extend(together.further(reader.finish()));
    diagnostics.extend(together.diagnostics);
    in_order(&mut diagnostics);
    script.shared_from = (!shared.files.is_empty()).then_some(source.len() + 1);
    Reading {
        script,
        diagnostics,
        broken,
        hidden: hidden_too,
        shared: shared.files,
        lost,
        source,
    }
}

/// Reads a single anchor, such as one from a command line: plain words of the text, `start`, `end`,
/// or a mapping in braces.
///
/// # Errors
///
/// Returns the first mistake in it.
pub fn anchor(written: &str) -> Result<Anchor, Box<Diagnostic>> {
    value::<Anchor>("at", written).map_err(|mistake| {
        mistake.unwrap_or_else(|| shapeless("an anchor is words of the text, or a mapping"))
    })
}

/// Reads a target from outside of a script, such as a command line: a name, or a mapping with its
/// numbers.
///
/// # Errors
///
/// Returns the first mistake in it.
pub fn target(written: &str) -> Result<DeliveryTarget, Box<Diagnostic>> {
    value::<DeliveryTarget>("target", written)
        .map_err(|mistake| mistake.unwrap_or_else(|| shapeless("a target is a name, or a mapping")))
}

/// Reads the value of `key` in a script that has only this key. The value is words, or a mapping in
/// braces. Fails with the first mistake that was reported.
fn value<V: Value<State = ()>>(key: &str, written: &str) -> Result<V::Of, Option<Box<Diagnostic>>> {
    let source = if written.trim_start().starts_with('{') {
        format!("{key}: {written}")
    } else {
        format!("{key}: {}", serde_json::Value::from(written))
    };
    let tree = yaml::parse(&source);
    let mut reader = Reader::new(&source, tree.hidden);
    let entry = match tree.root.as_ref().map(|root| &root.kind) {
        Some(Kind::Map(entries)) => entries.first(),
        _ => None,
    };
    let value = entry.and_then(|entry| V::read(&mut reader, Slot::of(entry)));
    let mistakes = tree.diagnostics.into_iter().chain(reader.finish());
    match (mistakes.into_iter().next(), value) {
        (None, Some(value)) => Ok(value),
        (mistake, _) => Err(mistake.map(Box::new)),
    }
}

fn shapeless(message: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("wrong-shape", Span::default(), message))
}

/// Sorts mistakes by place. Those of the same place keep their order.
fn in_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|d| d.labels.first().map(|label| label.span.start));
}

/// Reads the whole of a script, or of a shared file.
pub(crate) fn show(
    reader: &mut Reader<'_>,
    root: &Node<'_>,
    mapping: &'static Mapping,
) -> Option<Script> {
    let fields = reader.fields(root, mapping)?;
    let mut script = Script::fill(reader, &fields, Default::default())?;
    let root = [&mut script.show, &mut script.author, &mut script.language];
    meta::unite(reader, &mut script.meta, root);
    script.has_meta = fields.has("meta");
    script.has_chapters = fields.has("chapters");
    script.lines_lost = fields.get("lines").is_some_and(|section| {
        let read = script.lines.len();
        match &section.value.kind {
            Kind::List(all) => all.len() > read,
            _ => !section.value.is_empty(),
        }
    });
    if let (Some(TextSource::Inline(span)), Some(slot)) = (&script.text, fields.get("text"))
        && let Kind::Scalar(words, _) = &slot.value.kind
    {
        script.inline_prose = Some(*span);
        script.prose.text = words.to_string();
    }
    Some(script)
}

/// Reports ids that two scenes, two lines or two cues share.
fn distinct_ids(reader: &mut Reader<'_>) {
    for what in [what::SCENE, what::LINE, what::CUE, what::CHOICE] {
        let names = reader.names.iter();
        let ids = names.filter(|name| name.declares && name.what == what);
        let ids = ids.map(|id| Spanned::new(id.text.clone(), id.span));
        let ids: Vec<Spanned<String>> = ids.collect();
        reader.distinct(ids.iter());
    }
}

/// Makes names of variables of the words of expressions, and removes the other words.
fn only_variables(script: &mut Script) {
    if script.names.iter().all(|name| name.what != what::OPERAND) {
        return;
    }
    let state: HashSet<&str> = script.state.iter().map(|one| one.name.as_str()).collect();
    script.names.retain_mut(|name| {
        let is_operand = name.what == what::OPERAND;
        if is_operand {
            name.what = what::VARIABLE;
        }
        !is_operand || state.contains(name.text.as_str())
    });
}

#[cfg(test)]
mod tests;
