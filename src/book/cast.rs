//! The cast: every role with its voice.

use crate::book::space::Spaces;
use crate::book::treatment::{Treatment, Words};
use crate::book::{elsewhere, language};
use crate::world::Catalog;
use cuebook_core::body::{Age, Body};
use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_core::id::{IdVec, RoleId, SpaceId};
use cuebook_core::language::Language;
use cuebook_core::units::Decibels;
use cuebook_remote::Roster;
use cuebook_script::{Feeling, RoleThere, Script, Tags};

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
    pub tone: Feeling,
    /// The size and the age of the speaker.
    pub body: Body,
    /// Whether the speech tags beside its lines are left out.
    pub skips_tags: bool,
    /// The space of the role; `Some(None)` for no space, `None` if the script
    /// does not say.
    pub space: Option<Option<SpaceId>>,
    pub treatment: Treatment,
    /// The role as it is in some scenes, by their ids.
    pub there: Vec<(String, Role)>,
}

impl Role {
    /// Returns the role as it is in a scene.
    #[must_use]
    pub(crate) fn in_scene(&self, scene: Option<&str>) -> &Role {
        let there = scene.and_then(|scene| self.there.iter().find(|(id, _)| id == scene));
        there.map_or(self, |(_, there)| there)
    }
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
        roles.push(cast(script, role, spaces, stock));
    }
    elsewhere::bind(script, &mut roles, (stock, roster), diagnostics);
    let narrator = roles.position(|role| role.name == name);
    let narrator = narrator.unwrap_or_else(|| roles.push(unlisted(script, name)));
    for (name, voice) in shared_voices(script, stock) {
        let mut same = roles.iter_mut().filter(|role| role.name == name);
        if let Some(role) = same.find(|role| role.voice.is_empty()) {
            role.voice = voice;
        }
    }
    let tag = |id| language::tag(script, id);
    assign(&mut roles, narrator, &tag, stock);
    for id in roles.ids() {
        let voice = &roles[id].voice;
        roles[id].speaks = match roster.speaker(voice) {
            Some(speaker) => speaker.speaks(),
            None => stock.voice(voice).map(|note| note.language),
        };
    }
    Cast { roles, narrator }
}

fn cast(
    script: &Script,
    role: &cuebook_script::Role,
    spaces: &Spaces,
    stock: &dyn Catalog,
) -> Role {
    let named = |voice: &Spanned<String>| {
        let known = stock.voice_named(&voice.value);
        known.unwrap_or_else(|| voice.value.clone())
    };
    let own = Role {
        name: role.name.value.clone(),
        voice: role.voice.as_ref().map_or_else(String::new, named),
        speaks: None,
        pace: role.pace.as_ref().map_or(1.0, |pace| pace.value),
        gain: role.gain.as_ref().map_or(Decibels(0.0), |gain| gain.value),
        pan: role.place.pan.as_ref().map_or(0.0, |pan| pan.value),
        tone: feeling(role.tone.as_ref()).unwrap_or_default(),
        body: Body {
            size: role.size.as_ref().map_or(1.0, |size| size.value),
            age: role.age.as_ref().map_or_else(Age::default, |age| age.value),
        },
        skips_tags: role
            .tags
            .as_ref()
            .or(script.tags.as_ref())
            .is_some_and(|tags| tags.value == Tags::Skip),
        space: spaces.asked(role.space.as_ref()),
        treatment: Treatment::of_role(script, role),
        there: Vec::new(),
    };
    let there = role.there.iter().map(|there| {
        let id = there.scene.value.clone();
        (id, in_scene(&own, there, script, spaces))
    });
    let there = there.collect();
    Role { there, ..own }
}

/// Returns a role as it is in a scene.
fn in_scene(own: &Role, there: &RoleThere, script: &Script, spaces: &Spaces) -> Role {
    let words = Words {
        treated: None,
        effect: there.effect.as_ref(),
        facing: there.facing.as_ref(),
        distance: there.place.distance.as_ref(),
        behind: there.behind.as_ref(),
    };
    Role {
        pace: there.pace.as_ref().map_or(own.pace, |pace| pace.value),
        gain: there.gain.as_ref().map_or(own.gain, |gain| gain.value),
        pan: there.place.pan.as_ref().map_or(own.pan, |pan| pan.value),
        tone: feeling(there.tone.as_ref()).unwrap_or(own.tone),
        space: spaces.asked(there.space.as_ref()).or(own.space),
        treatment: own.treatment.with(&words, script),
        ..own.clone()
    }
}

/// Returns the tone that a script asks for, if the voices have it.
pub(super) fn feeling(tone: Option<&Spanned<String>>) -> Option<Feeling> {
    tone.and_then(|tone| Feeling::read(&tone.value).ok())
}

/// Returns a narrator that is not in the cast.
fn unlisted(script: &Script, name: &str) -> Role {
    Role {
        name: name.to_owned(),
        voice: String::new(),
        speaks: None,
        pace: 1.0,
        gain: Decibels(0.0),
        pan: 0.0,
        tone: Feeling::default(),
        body: Body::default(),
        skips_tags: false,
        space: None,
        treatment: Treatment::of_show(script),
        there: Vec::new(),
    }
}

/// Returns the voices of the roles of shared files, by name. They depend on these files and on the
/// language of the show, not on its other roles, so that a role has one voice in all scripts.
fn shared_voices(script: &Script, stock: &dyn Catalog) -> Vec<(String, String)> {
    let shared = &script.shared_cast;
    let mut roles: IdVec<RoleId, Role> = IdVec::default();
    for role in shared {
        let voice = role.voice.as_ref().map(|voice| voice.value.clone());
        roles.push(Role {
            voice: voice.unwrap_or_default(),
            ..unlisted(script, &role.name.value)
        });
    }
    if roles.is_empty() {
        return Vec::new();
    }
    let narrator = roles.position(|role| role.name == NARRATOR);
    let narrator = narrator.unwrap_or_else(|| roles.push(unlisted(script, NARRATOR)));
    let tag = |id: RoleId| {
        let own = shared.get(id.0).and_then(|role| role.language.as_ref());
        own.or(script.language.as_ref())
    };
    assign(&mut roles, narrator, &tag, stock);
    let voices = roles
        .iter()
        .map(|role| (role.name.clone(), role.voice.clone()));
    voices.collect()
}

/// Gives each role without a voice one of its language that no other role has, the narrator first.
/// If all of them are taken, roles share them.
fn assign<'t>(
    roles: &mut IdVec<RoleId, Role>,
    narrator: RoleId,
    tag: &dyn Fn(RoleId) -> Option<&'t Spanned<String>>,
    stock: &dyn Catalog,
) {
    let order = std::iter::once(narrator).chain(roles.ids().filter(|id| *id != narrator));
    for id in order {
        if !roles[id].voice.is_empty() {
            continue;
        }
        let voices = match language::of(tag(id)) {
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
