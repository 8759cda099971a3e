//! Voices that are not built in. The user's configuration maps their names to speech engines. Where it
//! does not, a fitting built-in voice speaks, with a warning. Reports what an engine cannot do.

use std::collections::BTreeMap;

use crate::book::{Book, Line, Role, Speech, language};
use crate::world::Catalog;
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span, Spanned, nearest, shown};
use cuebook_core::id::{IdVec, RoleId};
use cuebook_core::pronunciation::Spoken;
use cuebook_core::voice::MOST_BLENDED;
use cuebook_remote::Roster;
use cuebook_remote::engine::is_name;
use cuebook_script::{Feeling, Script, what};
use cuebook_yaml::mapping::Name;

/// The code of something that a voice of an engine cannot do. It is not one of
/// [`CODES`](cuebook_core::diagnostic::CODES), because it depends on the user's configuration.
const BEYOND: &str = "beyond-voice";

/// Reports voices that are misspelt, and gives a built-in voice to the roles whose voice is not set up
/// here. Each voice is reported once. Roles with the same voice get the same one.
pub(crate) fn bind(
    script: &Script,
    roles: &mut IdVec<RoleId, Role>,
    (stock, roster): (&dyn Catalog, &Roster),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let built_in = stock.voices();
    let mut taken = taken(script, &built_in);
    let mut given: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, role) in script.cast.iter().enumerate() {
        let Some(voice) = &role.voice else {
            continue;
        };
        let name = voice.value.as_str();
        if stock.voice_named(name).is_some() || roster.speaker(name).is_some() {
            continue;
        }
        if diagnostics.len() > MAX_MISTAKES {
            break;
        }
        if name.contains('+') {
            check_blend(&parts(script, voice), voice, stock, diagnostics);
            continue;
        }
        let is_new = !given.contains_key(name);
        let is_many = given.len() >= MAX_MISTAKES;
        if is_new && (is_many || !is_name(name) || stock.is_misspelt(name)) {
            diagnostics.push(misspelt((&voice.value, voice.span), stock));
            continue;
        }
        let id = RoleId(index);
        if is_new {
            let tongue = language::of(language::tag(script, id)).unwrap_or_default();
            let words = format!("{name} {}", role.name.value);
            let Some(own) = stock.fitting(tongue, &words, &taken) else {
                continue;
            };
            if !taken.contains(&own) {
                taken.push(own);
            }
            given.insert(name, own);
            diagnostics.push(unconfigured(voice, own, roster));
        }
        roles[id].voice = given[name].to_owned();
    }
}

/// Returns the built-in voices that the script gives to roles, each once.
fn taken<'s>(script: &'s Script, built_in: &[&str]) -> Vec<&'s str> {
    let written = script.cast.iter().filter_map(|role| role.voice.as_ref());
    let names = written.map(|voice| voice.value.as_str());
    let mut names: Vec<&str> = names.filter(|voice| built_in.contains(voice)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns the voices that a script names for one role.
fn parts<'s>(script: &'s Script, voice: &Spanned<String>) -> Vec<&'s Name> {
    let within = |name: &&Name| {
        name.what == what::VOICE
            && voice.span.start <= name.span.start
            && name.span.end <= voice.span.end
    };
    script.names.iter().filter(within).collect()
}

/// Reports the voices of a blend that do not exist, or that there are too many.
fn check_blend(
    parts: &[&Name],
    voice: &Spanned<String>,
    stock: &dyn Catalog,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_known = |part: &&&Name| stock.voice_named(&part.text).is_some();
    let before = diagnostics.len();
    for part in parts.iter().filter(|part| !is_known(part)) {
        if diagnostics.len() <= MAX_MISTAKES {
            diagnostics.push(misspelt((&part.text, part.span), stock));
        }
    }
    if diagnostics.len() == before && diagnostics.len() <= MAX_MISTAKES {
        let message = format!("a blend of {} voices cannot be spoken", parts.len());
        let mistake = Diagnostic::error("too-many", voice.span, message);
        diagnostics.push(mistake.hint(format!("a blend has at most {MOST_BLENDED} voices")));
    }
}

/// Returns the mistake of a name that is nearly that of a built-in voice.
fn misspelt((name, span): (&str, Span), stock: &dyn Catalog) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unknown-voice",
        span,
        format!("there is no voice named `{}`", shown(name)),
    );
    match &stock.near_voices(name)[..] {
        [] => diagnostic,
        [near] => diagnostic.mend(format!("the nearest is `{near}`"), span, *near),
        several => diagnostic.hint(format!("the nearest are `{}`", several.join("`, `"))),
    }
}

/// Returns the warning about a voice that is not set up on this machine.
fn unconfigured(voice: &Spanned<String>, own: &str, roster: &Roster) -> Diagnostic {
    let message = format!(
        "the voice `{}` is not set up on this machine; `{own}` speaks in its place",
        shown(voice)
    );
    let diagnostic = Diagnostic::warning("unconfigured-voice", voice.span, message);
    let names = roster.speakers.iter().map(|speaker| speaker.name.as_str());
    match nearest(voice, names) {
        Some(near) => diagnostic.did_you_mean(Some(near)),
        None => diagnostic.hint("`voices:` in your config.yaml maps it to a speech engine"),
    }
}

/// Reports tones, paces and pronunciations that the engine of a voice cannot do: each once for each
/// voice, with the first line.
#[must_use]
pub(crate) fn doubts(script: &Script, book: &Book, roster: &Roster) -> Vec<Diagnostic> {
    let mut found: BTreeMap<(&str, &str), Diagnostic> = BTreeMap::new();
    for line in book.lines.iter() {
        let voice = book.roles[line.role].voice.as_str();
        let Some((_, engine)) = roster.find(voice) else {
            continue;
        };
        let Some(place) = place(script, line.role) else {
            continue;
        };
        for (what, message) in beyond(line, voice, engine.has_speed()) {
            found.entry((voice, what)).or_insert_with(|| {
                let warning = Diagnostic::warning(BEYOND, place, message);
                warning.also(Source::Prose, line.text, "the first such line")
            });
        }
    }
    found.into_values().collect()
}

/// Returns what of a line the engine of its voice cannot do: the kind, and the message.
fn beyond(line: &Line, voice: &str, has_speed: bool) -> Vec<(&'static str, String)> {
    let Speech::Voice(breaths) = &line.speech else {
        return Vec::new();
    };
    let mut all = Vec::new();
    if line.tone != Feeling::default() {
        let message = format!(
            "the voice `{voice}` speaks in no tones, so `{}` changes only its level and its treatment",
            line.tone.tone.name()
        );
        all.push(("tone", message));
    }
    if line.pace != 1.0 && !has_speed {
        let message =
            format!("the engine of the voice `{voice}` has one speed, so `pace` has no effect");
        all.push(("pace", message));
    }
    let mut spoken = breaths.iter().flat_map(|breath| &breath.pronounce);
    if spoken.any(|(_, spoken)| matches!(spoken, Spoken::Ipa(_))) {
        let message = format!(
            "the engine of the voice `{voice}` reads letters, so a pronunciation in IPA has no effect; a respelling has"
        );
        all.push(("pronounce", message));
    }
    all
}

/// Returns where the script names the voice of a role.
fn place(script: &Script, role: RoleId) -> Option<Span> {
    let role = script.cast.get(role.0)?;
    role.voice.as_ref().map(|voice| voice.span)
}
