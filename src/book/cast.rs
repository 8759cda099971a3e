//! The cast: every role with its voice.

use crate::book::space::Spaces;
use crate::book::treatment::Treatment;
use crate::book::{elsewhere, language};
use crate::world::Catalog;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::{IdVec, RoleId, SpaceId};
use cuebook_core::language::Language;
use cuebook_core::units::Decibels;
use cuebook_remote::Roster;
use cuebook_script::{Script, Tone};

/// A role with its voice.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    pub name: String,
    pub voice: String,
    /// The language of its voice, if that is known.
    pub speaks: Option<Language>,
    pub pace: f64,
    pub gain: Decibels,
    /// The pan from −1 (left) to 1 (right).
    pub pan: f64,
    pub tone: Tone,
    /// The space of the role; `Some(None)` for no space, `None` if the script
    /// does not say.
    pub space: Option<Option<SpaceId>>,
    pub treatment: Treatment,
}

/// The roles, and the one that reads the narration.
#[derive(Clone, Debug)]
pub(crate) struct Cast {
    pub roles: IdVec<RoleId, Role>,
    pub narrator: RoleId,
}

impl Cast {
    /// Returns the role with a name.
    #[must_use]
    pub(crate) fn role(&self, name: &str) -> Option<RoleId> {
        self.roles.position(|role| role.name == name)
    }
}

/// The name of the narrator if the script has none.
pub(crate) use cuebook_script::NARRATOR;

/// The English voices for roles that name none, in the order in which they are
/// assigned. The narrator gets the first.
const UNASSIGNED: [&str; 8] = [
    "bm_george",
    "af_heart",
    "am_michael",
    "bf_emma",
    "am_fenrir",
    "bm_lewis",
    "af_bella",
    "am_puck",
];

/// Casts the roles of a script.
pub(crate) fn bind(
    script: &Script,
    spaces: &Spaces,
    (stock, roster): (&dyn Catalog, &Roster),
    diagnostics: &mut Vec<Diagnostic>,
) -> Cast {
    let name = script
        .narrator
        .as_ref()
        .map_or(NARRATOR, |narrator| narrator.value.as_str());
    let mut roles: IdVec<RoleId, Role> = IdVec::default();
    for role in &script.cast {
        roles.push(cast(script, role, spaces));
    }
    elsewhere::bind(script, &mut roles, (stock, roster), diagnostics);
    let narrator = roles.position(|role| role.name == name);
    let narrator = narrator.unwrap_or_else(|| {
        roles.push(Role {
            name: name.to_owned(),
            voice: String::new(),
            speaks: None,
            pace: 1.0,
            gain: Decibels(0.0),
            pan: 0.0,
            tone: Tone::Neutral,
            space: None,
            treatment: Treatment::of_show(script),
        })
    });
    assign(script, &mut roles, narrator, stock);
    for id in roles.ids() {
        let voice = &roles[id].voice;
        roles[id].speaks = match roster.speaker(voice) {
            Some(speaker) => speaker.speaks(),
            None => stock.voice(voice).map(|note| note.language),
        };
    }
    Cast { roles, narrator }
}

fn cast(script: &Script, role: &cuebook_script::Role, spaces: &Spaces) -> Role {
    Role {
        name: role.name.value.clone(),
        voice: role
            .voice
            .as_ref()
            .map_or_else(String::new, |voice| voice.value.clone()),
        speaks: None,
        pace: role.pace.as_ref().map_or(1.0, |pace| pace.value),
        gain: role.gain.as_ref().map_or(Decibels(0.0), |gain| gain.value),
        pan: role.place.pan.as_ref().map_or(0.0, |pan| pan.value),
        tone: role
            .tone
            .as_ref()
            .and_then(|tone| Tone::named(&tone.value))
            .unwrap_or_default(),
        space: spaces.asked(role.space.as_ref()),
        treatment: Treatment::of_role(script, role),
    }
}

/// Gives each role without a voice one of its language that no other role has, the narrator first.
/// If all of them are taken, roles share them.
fn assign(script: &Script, roles: &mut IdVec<RoleId, Role>, narrator: RoleId, stock: &dyn Catalog) {
    let order = std::iter::once(narrator).chain(roles.ids().filter(|id| *id != narrator));
    for id in order {
        if !roles[id].voice.is_empty() {
            continue;
        }
        let voices = match language::of(language::tag(script, id)) {
            Some(language) if language != Language::English => language::voices(language, stock),
            _ => Vec::new(),
        };
        let voices = if voices.is_empty() {
            &UNASSIGNED[..]
        } else {
            &voices[..]
        };
        let free = voices
            .iter()
            .find(|voice| roles.iter().all(|role| role.voice != **voice));
        let voice = free.unwrap_or(&voices[id.0 % voices.len()]);
        roles[id].voice = (*voice).to_owned();
    }
}
