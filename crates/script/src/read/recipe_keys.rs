//! Adds to an unknown key of a cue that it is a setting of the recipe, and where it goes.

use super::check::Sounds;
use super::sounds::SoundSource;
use crate::what;
use crate::{Script, write};
use cuebook_core::diagnostic::{Diagnostic, Span};

/// Adds the advice to every unknown key of a cue that is a setting of its recipe.
pub(super) fn suggest(
    found: &mut [Diagnostic],
    script: &Script,
    source: &str,
    library: &dyn Sounds,
) {
    for mistake in found.iter_mut().filter(|found| found.code == "unknown-key") {
        let Some(span) = mistake.labels.first().map(|label| label.span) else {
            continue;
        };
        let key = span.of(source).trim_matches(['"', '\'']);
        let Some(sound) = sound_beside(script, source, span) else {
            continue;
        };
        let own = script.sounds.iter().find(|own| own.name.value == sound);
        let recipe = match own.map(|own| &own.source) {
            None => Some(sound),
            Some(Some(SoundSource::Recipe(recipe))) => Some(recipe.value.as_str()),
            Some(_) => None,
        };
        let Some(recipe) = recipe.filter(|recipe| library.has_setting(recipe, key)) else {
            continue;
        };
        let advice = match own {
            Some(_) => {
                format!("`{key}` is a setting of a recipe; write it at `{sound}` under `sounds`")
            }
            None => {
                let value = value_after(source, span);
                let name = write::slug(&format!("{recipe}-{value}"), 32);
                format!(
                    "`{key}` is a setting of the recipe `{recipe}`; give it a name under `sounds`, `{name}: {{ recipe: {recipe}, {key}: {value} }}`, and name that in the cue"
                )
            }
        };
        *mistake = mistake.clone().hint(advice);
    }
}

/// Returns the sound of the cue that a key is in: the nearest one that is not in another item of the list.
fn sound_beside<'s>(script: &'s Script, source: &str, key: Span) -> Option<&'s str> {
    let cues = script
        .names
        .iter()
        .filter(|name| name.what == what::SOUND && !name.declares);
    let gap = |span: Span| match span.end <= key.start {
        true => Span::new(span.end, key.start),
        false => Span::new(key.end, span.start.max(key.end)),
    };
    let within = cues.filter(|name| {
        let between = gap(name.span).of(source);
        !between.contains("\n  -") && !between.contains("\n-")
    });
    let nearest = within.min_by_key(|name| {
        let between = gap(name.span);
        between.end - between.start
    });
    nearest.map(|name| name.text.as_str())
}

/// Returns the value of a key, as it is written.
fn value_after(source: &str, key: Span) -> &str {
    let rest = source[key.end..]
        .trim_start_matches(['"', '\''])
        .trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    let end = rest.find([',', '}', '\n', '#']).unwrap_or(rest.len());
    rest[..end].trim()
}
