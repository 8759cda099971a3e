//! The language of words: that of their line, else of their role, else of the show. Reports voices
//! that do not speak the language of their words.

use std::collections::{BTreeMap, HashSet};

use super::cast::Cast;
use super::line::{Line, Speech};
use crate::world::Catalog;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned};
use cuebook_core::id::{LineId, RoleId};
use cuebook_core::language::Language;
use cuebook_script::Script;
use cuebook_voice::reading;

/// Returns the language of a tag, or `None` if no voice speaks it. Without a tag it is English, and
/// so it is for several languages (`mul`) and an unknown one (`und`).
pub(crate) fn of(tag: Option<&Spanned<String>>) -> Option<Language> {
    let tag = tag.map_or("en", |tag| tag.value.as_str());
    let first = tag.split('-').next().unwrap_or(tag);
    if ["mul", "und"].contains(&first.to_ascii_lowercase().as_str()) {
        return Some(Language::English);
    }
    Language::of_tag(tag).filter(|language| reading::can_read(*language))
}

/// Returns the tag of the language in which a role speaks, if the script has one.
pub(crate) fn tag(script: &Script, role: RoleId) -> Option<&Spanned<String>> {
    // A narrator that is not in the cast is after the roles of the script.
    let own = script.cast.get(role.0);
    let own = own.and_then(|role| role.language.as_ref());
    own.or(script.language.as_ref())
}

/// What is wrong with the languages of a show.
#[derive(Default)]
pub(crate) struct Languages {
    /// The lines whose language no voice speaks, by the place of its tag in the script.
    pub unspoken: BTreeMap<Span, (String, Vec<LineId>)>,
    /// The lines whose voice does not speak their language, with the place of their own tag.
    foreign: Vec<(LineId, Option<Span>)>,
}

impl Languages {
    /// Notes a line with the tag of its language, and its own tag if it has one.
    pub(crate) fn note(
        &mut self,
        (id, line): (LineId, &Line),
        tag: Option<&Spanned<String>>,
        own: Option<&Spanned<String>>,
        cast: &Cast,
    ) {
        if !matches!(line.speech, Speech::Voice(_)) {
            return;
        }
        match (line.language, tag) {
            (None, Some(tag)) => {
                let lines = self.unspoken.entry(tag.span);
                let (_, lines) = lines.or_insert_with(|| (tag.value.clone(), Vec::new()));
                lines.push(id);
            }
            (Some(language), _) => {
                let speaks = cast.roles[line.role].speaks;
                if speaks.is_some_and(|speaks| speaks != language) {
                    self.foreign.push((id, own.map(|tag| tag.span)));
                }
            }
            (None, None) => {}
        }
    }

    /// Reports each voice once for each language that it does not speak.
    pub(crate) fn report<'l>(
        &self,
        script: &Script,
        cast: &Cast,
        line: impl Fn(LineId) -> &'l Line,
        stock: &dyn Catalog,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut seen = HashSet::new();
        for (id, own) in &self.foreign {
            let line = line(*id);
            let Some(language) = line.language else {
                continue;
            };
            let role = &cast.roles[line.role];
            let written = script.cast.get(line.role.0);
            let voice = written.and_then(|role| role.voice.as_ref());
            let tag = written.and_then(|role| role.language.as_ref());
            let shown = script.language.as_ref();
            let places = [*own, voice.map(|voice| voice.span), tag.map(|tag| tag.span)];
            let places = places.into_iter().flatten();
            let Some(place) = places.chain(shown.map(|tag| tag.span)).next() else {
                continue;
            };
            if !seen.insert((line.role, language, place)) {
                continue;
            }
            let speaks = role.speaks.unwrap_or_default().title();
            let message = format!(
                "the voice `{}` of {} speaks {speaks}, not {}",
                role.voice,
                role.name,
                language.title()
            );
            let found = Diagnostic::error("voice-language", place, message).also(
                Source::Prose,
                line.text,
                "the words",
            );
            diagnostics.push(found.hint(advice(language, stock)));
        }
    }
}

/// Returns how to mend a voice that does not speak a language, with the voices that do.
fn advice(language: Language, stock: &dyn Catalog) -> String {
    format!(
        "give the words to a role with a voice that speaks {} (`{}`), or correct `language`",
        language.title(),
        voices(language, stock).join("`, `")
    )
}

/// Returns the voices that speak a language.
pub(crate) fn voices(language: Language, stock: &dyn Catalog) -> Vec<&str> {
    let all = stock.voices().into_iter();
    let speaks = |name: &&str| {
        stock
            .voice(name)
            .is_some_and(|note| note.language == language)
    };
    all.filter(speaks).collect()
}
