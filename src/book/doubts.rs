//! Likely mistakes of a show that can be rendered: things that nothing uses, sounds that nobody
//! can hear, and roles that sound the same. Takes a script and its book; returns warnings.

mod level;

use std::collections::{BTreeMap, HashSet};

use crate::book::{Book, CueKind, Role, Speech};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Source, shown};
use cuebook_core::id::RoleId;
use cuebook_core::units::Frames;
use cuebook_script::{Script, what};
use cuebook_yaml::mapping::{Name, What};

/// The kinds of things that a script declares: the code of an unused one, its section, and how it
/// is used.
const USED: [(What, &str, &str, &str); 4] = [
    (
        what::ROLE,
        "unused-role",
        "cast",
        "give it a line with `by: NAME`",
    ),
    (
        what::SOUND,
        "unused-sound",
        "sounds",
        "name it in a cue, such as `{ spot: NAME, at: \"words of the text\" }`",
    ),
    (
        what::SPACE,
        "unused-space",
        "spaces",
        "give a scene, role, line or cue `space: NAME`",
    ),
    (
        what::BARRIER,
        "unused-barrier",
        "barriers",
        "put a role, line or cue behind it with `behind: NAME`",
    ),
];

/// Returns the doubts about a script without errors.
#[must_use]
pub(crate) fn of(script: &Script, book: &Book) -> Vec<Diagnostic> {
    let mut found = unused(script, book);
    found.extend(alike(script, book));
    found.extend(unheard(book));
    found.truncate(MAX_MISTAKES);
    found
}

/// Reports roles, sounds, spaces and barriers that the script declares and never names again.
fn unused(script: &Script, book: &Book) -> Vec<Diagnostic> {
    let named = script.names.iter().filter(|name| !name.declares);
    let mut used: HashSet<(What, &str)> = named.map(|name| (name.what, &*name.text)).collect();
    used.insert((what::ROLE, &book.roles[book.narrator].name));
    let mut found = Vec::new();
    // What a shared file has may be used by other scripts.
    let own = |name: &&Name| name.declares && script.is_own(name.span);
    for name in script.names.iter().filter(own) {
        let kind = USED.iter().find(|kind| kind.0 == name.what);
        let Some((what, code, section, how)) = kind else {
            continue;
        };
        if used.contains(&(*what, &*name.text)) || found.len() >= MAX_MISTAKES {
            continue;
        }
        let shown = shown(&name.text);
        let message = format!("nothing in the show uses the {} `{shown}`", what.0);
        let how = how.replace("NAME", &shown);
        let hint = format!("{how}, or remove it from `{section}`");
        found.push(Diagnostic::warning(code, name.span, message).hint(hint));
    }
    found
}

/// Reports roles with lines that no listener can tell from another role.
fn alike(script: &Script, book: &Book) -> Vec<Diagnostic> {
    let spoken = book
        .lines
        .iter()
        .filter(|line| matches!(line.speech, Speech::Voice(_)));
    let speak: HashSet<RoleId> = spoken.map(|line| line.role).collect();
    let mut voices: BTreeMap<&str, Vec<RoleId>> = BTreeMap::new();
    let mut found = Vec::new();
    // The narrator may be a person of the story, who then has the same voice.
    let roles = book.roles.entries();
    for (id, role) in roles.filter(|(id, _)| speak.contains(id) && *id != book.narrator) {
        let same = voices.entry(&role.voice).or_default();
        let first = same.iter().find(|other| {
            let other = &book.roles[**other];
            sound_the_same(other, role)
        });
        match first {
            Some(first) => found.extend(one_voice(script, &book.roles[*first], role)),
            None => same.push(id),
        }
        if found.len() >= MAX_MISTAKES {
            break;
        }
    }
    found
}

fn sound_the_same(one: &Role, other: &Role) -> bool {
    one.pace == other.pace
        && one.pan == other.pan
        && one.tone == other.tone
        && one.body == other.body
        && one.space == other.space
        && one.treatment == other.treatment
}

fn one_voice(script: &Script, first: &Role, role: &Role) -> Option<Diagnostic> {
    let place = |role: &Role| {
        let mut cast = script.cast.iter();
        let written = cast.find(|written| written.name.value == role.name)?;
        Some(written.name.span)
    };
    // A narrator without an entry in the cast has no place.
    let (span, other) = match (place(role), place(first)) {
        (Some(span), other) => (span, other),
        (None, other) => (other?, None),
    };
    let message = format!(
        "`{}` and `{}` have the same voice, `{}`, and listeners cannot tell them apart",
        first.name, role.name, role.voice
    );
    let mut found = Diagnostic::warning("same-voice", span, message);
    if let Some(other) = other {
        found = found.also(Source::Script, other, "the other role");
    }
    Some(found.hint("give one of them another `voice`, or another `pace` or `pan`"))
}

/// Reports cues that nobody can hear.
fn unheard(book: &Book) -> impl Iterator<Item = Diagnostic> {
    book.cues.iter().filter_map(|cue| {
        let id = &cue.id;
        let (message, hint) = match cue.kind {
            CueKind::Hush(length) if length > Frames::ZERO => return None,
            CueKind::Hush(_) => (
                format!("`{id}` lasts no time, and is never heard"),
                "give it a length, such as `hush: 1s`".to_owned(),
            ),
            _ => {
                let loss = level::loss(book, cue).filter(|loss| loss.is_too_much())?;
                (loss.message(id), loss.hint(cue))
            }
        };
        Some(Diagnostic::warning("inaudible-cue", cue.span, message).hint(hint))
    })
}
