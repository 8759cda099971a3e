//! How a line is spoken and where it is heard: what its role and the script ask for.

use super::notes::Direction;
use super::{Line, Lines, Parties, Speech};
use crate::book::Scene;
use crate::book::cast::{Role, feeling};
use crate::book::sound::{Trim, out_of_reach};
use crate::book::treatment::Words;
use crate::world::World;
use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_core::id::{LineId, SpaceId, WordId};
use cuebook_core::units::{Decibels, Seconds};
use cuebook_script::{LineNote, Script, Tone};

/// Adds the delivery that the role, as it is in the scene at a word, and the script ask for.
pub(super) fn direct(
    line: &mut Line,
    word: WordId,
    script: &Script,
    (parties, direction): (&Parties<'_>, &Direction<'_>),
) {
    let role = role_of(line, word, parties);
    let tone = direction.of(|note| note.tone.as_ref());
    let pace = direction.of(|note| note.pace.as_ref());
    let gain = direction.of(|note| note.gain.as_ref());
    let pan = direction.of(|note| note.place.pan.as_ref());
    line.tone = feeling(tone).unwrap_or(role.tone);
    line.pace = role.pace * pace.map_or(1.0, |pace| pace.value);
    line.gain = role.gain + gain.map_or(Decibels(0.0), |gain| gain.value);
    line.pan = pan.map_or(role.pan, |pan| pan.value);
    let words = Words {
        treated: direction.of(|note| note.treatment.as_ref()),
        effect: direction.of(|note| note.effect.as_ref()),
        facing: direction.of(|note| note.facing.as_ref()),
        distance: direction.of(|note| note.place.distance.as_ref()),
        behind: direction.of(|note| note.behind.as_ref()),
    };
    let own = match line.tone.tone {
        Tone::Thinking => role.treatment.thought(),
        _ => role.treatment,
    };
    line.treatment = own.with(&words, script);
    // Pauses belong to one line, not to a whole speech.
    let time = |what: fn(&LineNote) -> &Option<Spanned<Seconds>>| {
        let written = direction.own.and_then(|note| what(note).as_ref());
        written.map(|time| time.value.frames())
    };
    line.before = time(|note| &note.pause.before);
    line.after = time(|note| &note.pause.after);
    line.overlap = time(|note| &note.overlap);
}

/// Returns the line with which another starts, or `None` if it is not heard.
pub(super) fn with(
    id: &Spanned<String>,
    line: &Line,
    lines: &Lines,
    script: &Script,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LineId> {
    let words = lines.ids.get(&id.value);
    let earlier = words.filter(|words| words.start < line.words.start);
    let named = |note: &LineNote| note.id.as_ref().is_some_and(|own| own.value == id.value);
    if earlier.is_none() && script.lines.iter().any(named) {
        let why = format!("the line `{}` is not before this one", id.value);
        let hint = "give `with` to the later of the two lines, with the id of the earlier";
        diagnostics.push(Diagnostic::error("line-not-before", id.span, why).hint(hint));
    }
    let start = earlier?.start;
    let mut heard = lines.heard.entries().rev();
    heard.find_map(|(id, line)| (line.words.start == start).then_some(id))
}

/// Returns the role of a line as it is in the scene at a word.
fn role_of<'p>(line: &Line, word: WordId, parties: &Parties<'p>) -> &'p Role {
    let scene = scene_at(word, parties).map(|scene| scene.id.as_str());
    parties.cast.roles[line.role].in_scene(scene)
}

fn scene_at<'p>(word: WordId, parties: &Parties<'p>) -> Option<&'p Scene> {
    let begun = |scene: &&Scene| scene.word <= word;
    parties.scenes.iter().rev().find(begun)
}

/// Returns the line's own space, otherwise its role's, otherwise that of its
/// scene. The narrator does not take the space of the scene, and a thought is in
/// no space.
pub(super) fn space(
    line: &Line,
    word: WordId,
    parties: &Parties<'_>,
    direction: &Direction<'_>,
) -> Option<SpaceId> {
    let own = parties
        .spaces
        .asked(direction.of(|note| note.space.as_ref()));
    if line.tone.tone == Tone::Thinking {
        return own.flatten();
    }
    if let Some(asked) = own.or(role_of(line, word, parties).space) {
        return asked;
    }
    scene_at(word, parties)
        .filter(|_| line.role != parties.cast.narrator)
        .and_then(|scene| scene.space)
}

pub(super) fn recording(
    note: &LineNote,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Speech> {
    let take = note.take.as_ref()?;
    let path = &take.file;
    match world.read(&path.value) {
        Ok(bytes) => Some(Speech::Recording {
            path: path.value.clone(),
            hash: *blake3::hash(&bytes).as_bytes(),
            span: path.span,
            trim: Trim {
                start: take
                    .start
                    .as_ref()
                    .map_or(Seconds(0.0), |start| start.value),
                end: take.end.as_ref().map(|end| end.value),
                cross_fade: None,
            },
        }),
        Err(error) => {
            diagnostics.push(out_of_reach(path, &error, world));
            None
        }
    }
}
